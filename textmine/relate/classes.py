"""Which class of a measure a number counts: lúa of the areas, gia cầm of the animals, the badges
of 50 năm tuổi Đảng.

A measure whose numbers are told by class (``[[breakdown_class]]``) is nothing to compare without
it: 2.150 ha of rice and 300 ha of maize are two series, not one that fell.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.model import Aspect, Span
from textmine.packs.loader import PackSet, Row
from textmine.relate.draft import Draft
from textmine.relate.scene import Scene

_RIGHT = 36  # characters from a number to the class behind its unit
_NAME = 60  # characters of a body's or place's name
_LEFT = 160  # characters before a number in which its class may have been named
_SIDES = frozenset({"left", "right", "both"})
_KEYS = frozenset({"id", "indicators", "names", "pattern", "apart", "side", "bare", "examples"})
_CLASS = "of"  # the group of a pattern that names a class


@dataclass(frozen=True, slots=True)
class ClassWords:
    """One row: the names of classes of the indicators that begin so, and where they stand.

    ``side``: behind the number (``right``), before it (``left``), or either; ``bare``: only of
    numbers with no counted noun of their own.  Words that stand ``apart`` have a name in them and
    name nothing: ``tiêu chí`` is no pepper.
    """

    indicators: tuple[str, ...]
    pattern: re.Pattern[str]
    side: str
    bare: bool


def load_classes(packs: PackSet) -> tuple[ClassWords, ...]:
    """The rows of all packs.  Raises PackError when one is malformed."""
    return tuple(_read(row) for row in packs.by_id("breakdown_class").values())


def _read(row: Row) -> ClassWords:
    data = row.data
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise row.error(f"unknown key {unknown[0]}", f"known: {', '.join(sorted(_KEYS))}")
    names = sorted(data.get("names", ()), key=len, reverse=True)
    pattern = data.get("pattern") or "|".join(map(re.escape, names))
    side = data.get("side", "both")
    if not pattern or not data.get("indicators") or side not in _SIDES:
        raise row.error("needs indicators, names or a pattern, and a side")
    try:
        apart = "|".join(map(re.escape, data.get("apart", ())))
        apart = rf"(?<!\w)(?:{apart})(?!\w)|" if apart else ""
        compiled = re.compile(rf"{apart}(?<!\w)(?P<{_CLASS}>{pattern})(?!\w)")
    except re.error as error:
        raise row.error(f"pattern does not compile ({error})") from error
    return ClassWords(tuple(data["indicators"]), compiled, side, bool(data.get("bare")))


def name_classes(scene: Scene, drafts: Sequence[Draft], rows: Sequence[ClassWords]) -> None:
    """Fills in the breakdown of drafts that are told by class and have none yet."""
    for draft in drafts:
        if draft.breakdown is not None:
            continue
        if draft.frame.aspect is Aspect.PLAN_SHARE:
            continue  # how much of the plan was reached is told of what was planned
        of = draft.plan_of if draft.plan_of is not None else draft.base
        if of is not None:
            draft.breakdown = drafts[of].breakdown
            continue
        for row in rows:
            if draft.indicator.startswith(row.indicators):
                draft.breakdown = _class_of(scene, draft, row)
                if draft.breakdown is not None:
                    break


def _class_of(scene: Scene, draft: Draft, row: ClassWords) -> str | None:
    quantity, place = draft.quantity, draft.place
    if row.bare and quantity.head is not None:
        return None
    found = _search(row.pattern, scene.folded, quantity.number.end, quantity.span.end)
    if found is None and row.side != "left":
        end = quantity.number.end
        last = max(place.clause_end, quantity.span.end)
        found = _search(row.pattern, scene.folded, end, last)
        if found is not None and found.start() > min(end + _RIGHT, max(place.right, end)):
            found = None
    if found is None and row.side != "right":
        first = max(place.clause, quantity.number.start - _LEFT)
        before = row.pattern.finditer(scene.folded, first, quantity.number.start)
        own = (hit for hit in before if hit[_CLASS] and not _in_a_name(scene, Span(*hit.span())))
        found = next(iter(deque(own, maxlen=1)), None)
        if found is not None and scene.is_counted(found.start()):
            return None  # xóa 44 hộ cận nghèo, còn 9 hộ nghèo
    if found is None:
        return None
    return " ".join(scene.article.clean[found.start() : found.end()].split())


def _search(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The first name of a class."""
    return next((hit for hit in pattern.finditer(text, start, end) if hit[_CLASS]), None)


def _in_a_name(scene: Scene, span: Span) -> bool:
    """``xã Hồng Hưng 210 ha``: a place or body, no fruit."""
    near = scene.mentions_in(max(span.start - _NAME, 0), span.end)
    return any(mention.span.overlaps(span) for mention in near)
