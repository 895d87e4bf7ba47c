"""Two people named as holders of one office at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textmine.check.archive.figures import last_day
from textmine.check.archive.records import Holder
from textmine.check.archive.rules import ArchiveBook, fold
from textmine.check.outcome import Outcome
from textmine.model import Verdict


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office: the articles that say so, in order of their days."""

    name: str
    notes: tuple[Holder, ...]

    @property
    def first(self) -> int:
        return last_day(self.notes[0].day) or 0

    @property
    def last(self) -> int:
        return last_day(self.notes[-1].day) or 0

    @property
    def sources(self) -> int:
        return len({note.origin or note.article for note in self.notes})


@dataclass(frozen=True, slots=True)
class Office:
    """One office of one body (an id of ``[[archive_office]]``) and who is said to hold it."""

    id: str
    body: int
    tenures: tuple[Tenure, ...]


def one_holder(one: Tenure, other: Tenure, least: int) -> Outcome:
    """Do two tenures leave room for a succession?

    ``two``: one person is named before and after a day on which the other one is, and at least
    ``least`` independent sources name the former.  ``same_day``: on one day only, which may be
    that of the change.
    """
    early, late = sorted((one, other), key=lambda item: (item.first, item.last, item.name))
    if early.last < late.first:
        return Outcome(Verdict.SATISFIED, "one")
    if early.last == late.first:
        return Outcome(Verdict.UNDECIDED, "same_day")
    if early.sources < least:
        return Outcome(Verdict.UNDECIDED, "same_day")
    return Outcome(Verdict.VIOLATED, "two")


def offices(book: ArchiveBook, holders: Iterable[Holder]) -> Iterator[Office]:
    """Present holders by office and body; those of no known office are left out."""
    found: dict[tuple[str, int], list[Holder]] = {}
    for holder in holders:
        id = None if holder.former or last_day(holder.day) is None else office(book, holder.role)
        if id is not None:
            found.setdefault((id, holder.body), []).append(holder)
    for (id, body), notes in sorted(found.items()):
        yield Office(id, body, tuple(_tenures(notes)))


def office(book: ArchiveBook, role: str) -> str | None:
    """The id of the office a role names, ``None`` when several may hold it or none knows it."""
    folded = fold(role)
    return next((id for id, terms in book.offices.items() if folded in terms), None)


def _tenures(notes: Sequence[Holder]) -> list[Tenure]:
    """Notes of one person joined: by identity, else by names of which one ends the other."""
    people: list[list[Holder]] = []
    for note in sorted(notes, key=lambda item: (-len(item.name.split()), item.name, item.key)):
        known = next((person for person in people if _same(person[0], note)), None)
        if known is None:
            people.append([note])
        else:
            known.append(note)
    made = []
    for person in people:
        dated = sorted(person, key=lambda item: (last_day(item.day) or 0, item.key))
        made.append(Tenure(person[0].name, tuple(dated)))
    return made


def _same(one: Holder, other: Holder) -> bool:
    if one.person is not None and one.person == other.person:
        return True
    longer, shorter = fold(one.name).split(), fold(other.name).split()
    return longer[-len(shorter) :] == shorter or longer[: len(shorter)] == shorter


def overlaps(item: Office, least: int) -> Iterator[tuple[Tenure, Tenure, Outcome]]:
    """Pairs of tenures of one office that leave no room for a succession, each person once."""
    ordered = sorted(item.tenures, key=lambda tenure: (tenure.first, tenure.last, tenure.name))
    latest: Tenure | None = None
    for tenure in ordered:
        if latest is not None and tenure.first <= latest.last:
            outcome = one_holder(latest, tenure, least)
            if outcome.verdict is not Verdict.SATISFIED:
                yield latest, tenure, outcome
        if latest is None or tenure.last > latest.last:
            latest = tenure
