"""What a trainer sees of each choice: every candidate's features and what it would lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from textmine.relate.rank import Features, Ranked

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Observed:
    """One choice about one number.

    ``draft`` is the number's index among the article's drafts (and facts), ``task`` ``measure``,
    ``subject``, ``period`` or ``status``.  ``options`` are the candidates, best first by the
    weights in force: features and outcome (an indicator id; an entity id or bare noun; a Period
    or None; a Status).
    """

    draft: int
    task: str
    options: tuple[tuple[Features, object], ...]


def observe(
    into: list[Observed] | None,
    draft: int,
    task: str,
    ranked: Ranked[T],
    outcome: Callable[[T], object],
) -> None:
    """Appends the choice to ``into``, if anybody looks."""
    if into is not None:
        options = tuple((item.features, outcome(item.value)) for _, item in ranked.candidates)
        into.append(Observed(draft, task, options))
