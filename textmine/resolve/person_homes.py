"""Where the people of an article live: whose village a household's figures are.

``Anh Kpă Bưng (làng Lung, xã Ia Rong) … Có 1,5 ha hồ tiêu``: until the paragraph ends, or somebody
of another village is named, what is told of him is told of làng Lung.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.model.article import Article
from textmine.model.mentions import PersonMention, PlaceMention
from textmine.model.span import Span
from textmine.packs.loader import PackSet

VILLAGE = "village"
_LEVELS = frozenset({VILLAGE, "commune", "ward", "township"})
_REACH = 36  # characters between a person and the home
_PARENTS = 3  # places printed behind one another


@dataclass(frozen=True, slots=True)
class HomeWords:
    """What may stand between a person and where he lives, compiled from ``[[home_words]]``."""

    after: re.Pattern[str]
    before: re.Pattern[str]

    @classmethod
    def of(cls, packs: PackSet) -> HomeWords:
        """Raises PackError when the rows are missing their words."""
        rows = packs.by_id("home_words")
        after = _alternatives(rows["after"].data["words"])
        honours = _alternatives(rows["before"].data["words"])
        return cls(
            re.compile(rf"[\s,(–-]{{0,3}}(?:(?:{after})[\s,]{{1,2}}){{0,3}}"),
            re.compile(rf"[\s,)–-]{{1,3}}(?:(?:{honours})\s){{0,3}}"),
        )


def find_homes(
    article: Article,
    people: Sequence[PersonMention],
    ids: Sequence[str | None],
    places: Sequence[PlaceMention],
    words: HomeWords,
) -> tuple[tuple[Span, int], ...]:
    """Clean stretches in text order and the index of the place mention that is home in each.

    ``ids`` are those of ``people``.  Stretches do not overlap.  Linear in the text.
    """
    known: dict[str, int] = {}
    found: list[tuple[int, int, int]] = []  # start, end of the paragraph, place
    starts = {place.span.start: index for index, place in enumerate(places)}
    ends: dict[int, int] = {}
    for index in range(len(places)):  # the village, not the commune printed behind it
        ends.setdefault(_last(places, index), index)
    order = sorted(ends)
    for mention, who in zip(people, ids, strict=True):
        home = _home(article, mention, places, starts, ends, order, words)
        if home is None and who is not None:
            home = known.get(who)
        if home is None:
            continue
        if who is not None:
            known[who] = home
        begin = mention.speech.start if mention.speech is not None else mention.span.start
        begin = min(begin, mention.span.start)
        line = article.folded.find("\n", mention.span.end)
        end = line if line >= 0 else len(article.folded)
        if mention.roles and mention.speech is not None:
            end = max(mention.speech.end, mention.span.end)  # an officer speaks of the village
        found.append((begin, end, home))
    return _apart(sorted(found))


def _apart(found: Sequence[tuple[int, int, int]]) -> tuple[tuple[Span, int], ...]:
    out: list[tuple[Span, int]] = []
    for number, (start, end, home) in enumerate(found):
        following = found[number + 1][0] if number + 1 < len(found) else end
        end = min(end, max(following, start))
        if end > start:
            out.append((Span(start, end), home))
    return tuple(out)


def _home(
    article: Article,
    mention: PersonMention,
    places: Sequence[PlaceMention],
    starts: dict[int, int],
    ends: dict[int, int],
    order: Sequence[int],
    words: HomeWords,
) -> int | None:
    for role in mention.roles:
        if role.place is not None and places[role.place].kind == VILLAGE:
            return role.place
    if not mention.name:
        return None
    gap = words.after.match(article.folded, mention.span.end, mention.span.end + _REACH)
    after = starts.get(gap.end()) if gap and gap.end() > mention.span.end else None
    if after is not None and places[after].kind in _LEVELS:
        return after
    return _before(article, mention, places, ends, order, words)


def _before(
    article: Article,
    mention: PersonMention,
    places: Sequence[PlaceMention],
    ends: dict[int, int],
    order: Sequence[int],
    words: HomeWords,
) -> int | None:
    """``Ở thôn Đồng Minh, xã Thượng Ninh, ông Lục Văn Hạnh``: a village right before the name."""
    start = mention.span.start
    at = bisect_left(order, start) - 1
    if at < 0 or order[at] <= max(start - _REACH, 0):
        return None
    gap = words.before.fullmatch(article.folded, order[at], start)
    index = ends[order[at]]
    return index if gap and places[index].kind == VILLAGE else None


def _last(places: Sequence[PlaceMention], index: int) -> int:
    """Where a place ends with the parents printed behind it."""
    end = places[index].span.end
    above = places[index].parent
    for _ in range(_PARENTS):
        if above is None or places[above].span.start < end:
            break
        end, above = places[above].span.end, places[above].parent
    return end


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
