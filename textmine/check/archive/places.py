"""A commune printed under a district that did not hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textmine.check.archive.records import Placement
from textmine.check.outcome import Outcome
from textmine.model import Verdict


@dataclass(frozen=True, slots=True)
class Disputed:
    """One place under one parent: the articles that print it so, and those that print another."""

    outcome: Outcome
    notes: tuple[Placement, ...]
    others: tuple[Placement, ...]


def place_in_parent(inside: bool | None, here: int, elsewhere: int, least: int) -> Outcome:
    """Is a place where articles put it?  The gazetteer decides; where it does not know,
    ``elsewhere``: at least ``least`` independent sources put it under another parent and more
    than ``here`` put it here.
    """
    if inside:
        return Outcome(Verdict.SATISFIED, "inside")
    if inside is False:
        return Outcome(Verdict.VIOLATED, "outside")
    if elsewhere >= least and elsewhere > here:
        return Outcome(Verdict.UNDECIDED, "elsewhere")
    return Outcome(Verdict.UNDECIDED, "unknown")


def disputed(notes: Iterable[Placement], least: int) -> Iterator[Disputed]:
    """Placements that the gazetteer denies, or that most other articles deny."""
    by_place: dict[int, list[Placement]] = {}
    for note in notes:
        by_place.setdefault(note.place, []).append(note)
    for place in sorted(by_place):
        yield from _of_place(by_place[place], least)


def _of_place(notes: Sequence[Placement], least: int) -> Iterator[Disputed]:
    by_claim: dict[tuple[int, bool | None], list[Placement]] = {}
    for note in sorted(notes, key=lambda item: (item.day or "", item.key)):
        by_claim.setdefault((note.parent, note.inside), []).append(note)
    for (parent, inside), mine in sorted(by_claim.items(), key=lambda item: repr(item[0])):
        others = [note for note in notes if note.parent != parent]
        outcome = place_in_parent(inside, _sources(mine), _most(others), least)
        if outcome.case in ("outside", "elsewhere"):
            yield Disputed(outcome, tuple(mine), tuple(others))


def _sources(notes: Iterable[Placement]) -> int:
    return len({note.origin or note.article for note in notes})


def _most(notes: Sequence[Placement]) -> int:
    """Sources of the parent that most articles print."""
    by_parent: dict[int, list[Placement]] = {}
    for note in notes:
        by_parent.setdefault(note.parent, []).append(note)
    return max((_sources(mine) for mine in by_parent.values()), default=0)
