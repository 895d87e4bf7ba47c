"""Whether a position lies in the captions, bylines or boilerplate of an article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textmine.model import Section, SectionKind


class Stretches:
    """The sections of some kinds; ``position in stretches`` takes a bisection, however many."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, sections: Sequence[Section], *kinds: SectionKind) -> None:
        """``sections`` are in text order and do not overlap."""
        found = [section for section in sections if section.kind in kinds]
        self._starts = [section.start for section in found]
        self._ends = [section.end for section in found]

    def __bool__(self) -> bool:
        return bool(self._starts)

    def __contains__(self, position: int) -> bool:
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]
