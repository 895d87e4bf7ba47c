"""Days that things are done in honour of: ``trao Huy hiệu Đảng đợt 19-5``.

Such a day is none on which the text says something was done, so every other time comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from textmine.model import Period, Span
from textmine.relate.scene import Scene

OCCASION = "occasion"
_DAY = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?(?![\d/])")
_KEPT = "anniversary"
_WORD = 12  # characters from "đợt" to the end of its day
_NEAR = 45  # days between an occasion and the news of it
_LAST_DAY = 10  # length of an ISO day


class Occasions:
    """The occasions an article names, looked for when first asked."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._found: list[tuple[int, Period]] | None = None

    def of(self, sentence: int, *, anywhere: bool) -> Period | None:
        """The day of the last occasion named in the paragraph of ``sentence`` up to its end; with
        ``anywhere`` the last in the article up to there, else the first after."""
        if self._found is None:
            self._found = list(self._days())
        before = [item for item in self._found if item[0] <= sentence]
        if before and (anywhere or not self._apart(before[-1][0], sentence)):
            return before[-1][1]
        return self._found[0][1] if anywhere and self._found else None

    def _apart(self, first: int, second: int) -> bool:
        return first != second and self._scene.paragraph_break(first, second)

    def _days(self) -> Iterator[tuple[int, Period]]:
        scene = self._scene
        published = scene.article.published or ""
        if len(published) != _LAST_DAY:
            return
        named = [time.span for time in scene.times if time.rule == _KEPT]
        named += [Span(end, end + _WORD) for _, end in scene.cues_of(OCCASION)]
        for span in sorted(named):
            found = list(_DAY.finditer(scene.folded, span.start, span.end))
            day = _nearest(found[-1], date.fromisoformat(published)) if found else None
            if day is not None:
                words = scene.article.original(Span(*found[-1].span()))
                period = Period(day, day, words.of(scene.article.text))
                yield scene.sentence_at(span.start), period


def _nearest(found: re.Match[str], published: date) -> str | None:
    """The day printed, of the year that brings it nearest to publication; ``None`` when it is no
    day or far from it."""
    month, year = int(found[2]), found[3]
    years = [int(year)] if year else [published.year + near for near in (-1, 0, 1)]
    days = []
    for one in years:
        try:
            days.append(date(one, month, int(found[1])))
        except ValueError:
            continue
    near = min(days, key=lambda day: abs(day - published), default=None)
    if near is None or abs((near - published).days) > _NEAR:
        return None
    return near.isoformat()
