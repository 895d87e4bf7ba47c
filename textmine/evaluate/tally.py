"""Counts of right and wrong answers, and the rates that follow from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """``hits`` of ``wanted`` answers were found; ``right`` of ``given`` answers were wanted.

    The two sides are counted apart because one wanted answer can be met by two given ones.
    """

    hits: int = 0
    wanted: int = 0
    right: int = 0
    given: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.hits + other.hits,
            self.wanted + other.wanted,
            self.right + other.right,
            self.given + other.given,
        )

    @classmethod
    def of_gold(cls, hit: bool) -> Tally:
        return cls(hits=int(hit), wanted=1)

    @classmethod
    def of_given(cls, hit: bool) -> Tally:
        return cls(right=int(hit), given=1)

    @property
    def precision(self) -> float:
        """Right share of what was given; 1 when nothing was given and nothing wanted."""
        return self.right / self.given if self.given else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Found share of what was wanted; 1 when nothing was wanted."""
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0
