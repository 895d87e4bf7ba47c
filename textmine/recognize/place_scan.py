"""What the readers of places share: the text being read, candidates, and looking up names."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from textmine.packs.gazetteer import PROVINCE, Gazetteer, Unit
from textmine.recognize.place_words import Level

LevelHit = tuple[int, int, str]  # start, -end, the level word: sorts the longest first
BareHit = tuple[int, int, bool]  # start, -end, whether a name of the gazetteer (else a country)


@dataclass(slots=True)
class Candidate:
    """A place while it is being read; clean offsets, ``group`` numbers the list it stands in."""

    start: int
    name_start: int
    end: int
    kind: str | None
    rank: int
    level: str | None
    units: tuple[Unit, ...] = ()
    group: int = -1
    former: bool = False
    parent: int | None = None
    implied: str | None = None


@dataclass(slots=True)
class Scan:
    """What one pass over an article has found so far."""

    clean: str
    folded: str
    date: str | None
    names: dict[int, list[int]] = field(default_factory=dict)  # start -> ends of known names
    found: list[Candidate] = field(default_factory=list)
    groups: int = 0


def units_of(
    gazetteer: Gazetteer, key: str, rank: int, kind: str, date: str | None
) -> tuple[Unit, ...]:
    """Units of this name and rank, those valid on the date and of the very kind first.

    A level word of cities also reads a municipality: ``thành phố Hà Nội``.
    """
    ranks = (rank, PROVINCE) if kind == "city" else (rank,)
    found = [unit for unit in gazetteer.named(key) if unit.rank in ranks]
    if kind == "province":
        found = [unit for unit in found if unit.kind == "province"] or found
    if kind == "city":
        found = [unit for unit in found if unit.kind != "province"]
    valid = set(gazetteer.named(key, date)) if date and found else set(found)
    found.sort(key=lambda unit: (unit not in valid, -unit.rank, unit.kind != kind))
    return tuple(found)


def named(
    start: int, name_start: int, end: int, level: Level, units: tuple[Unit, ...], group: int
) -> Candidate:
    """A place with its level word; a city's word before a municipality says a municipality."""
    best = units[0] if units else None
    kind = level.kind if best is None or best.kind != "municipality" else best.kind
    rank = level.rank if best is None else best.rank
    return Candidate(start, name_start, end, kind, rank, level.full, units, group)


def overlaps(taken: list[tuple[int, int]], starts: list[int], start: int, end: int) -> bool:
    index = bisect_left(starts, end)
    return index > 0 and taken[index - 1][1] > start


def word_ends(folded: str, start: int, end: int) -> list[int]:
    """Where a word ends in ``[start, end)``: the whole first, then each blank from the left."""
    ends = [end]
    position = folded.find(" ", start, end)
    while position >= 0:
        ends.append(position)
        position = folded.find(" ", position + 1, end)
    return ends


def after_separator(folded: str, end: int) -> int:
    """Start of the next item of a list, -1 when the list is over."""
    for separator in (", và ", ", ", " và ", "; ", " - ", " – ", " cùng "):
        if folded.startswith(separator, end):
            return end + len(separator)
    return -1
