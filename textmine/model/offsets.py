"""The map from a cleaned text back to the original it was made from."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.model.span import Span


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps positions of the cleaned text to the original, built while cleaning.

    ``starts[i]`` and ``ends[i]`` bound the original characters that clean character ``i`` stands
    for.  Both are ``None`` when cleaning moved nothing (the common case: no table is kept).
    """

    length: int
    starts: array[int] | None = None
    ends: array[int] | None = None

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        return cls(length)

    @classmethod
    def of(cls, starts: Sequence[int], ends: Sequence[int]) -> OffsetMap:
        if len(starts) != len(ends):
            raise ValueError("starts and ends differ in length")
        return cls(len(starts), array("l", starts), array("l", ends))

    def original(self, span: Span) -> Span:
        """The original range behind a clean range; an empty clean range stays empty."""
        if self.starts is None or self.ends is None:
            return span
        if span.start >= self.length:
            end = self.ends[-1] if self.length else 0
            return Span(end, end)
        start = self.starts[span.start]
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, self.ends[min(span.end, self.length) - 1])

    def cleaned(self, position: int) -> int:
        """Where an original position lies in the cleaned text, or the next that is left there."""
        if self.starts is None:
            return min(position, self.length)
        return bisect_left(self.starts, position)
