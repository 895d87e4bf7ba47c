"""What the readers of organisations share: the page, and the organisation taking shape."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from textmine.model.mentions import PlaceMention
from textmine.recognize.organization_words import Entry
from textmine.recognize.place_words import word_before as any_word_before

_AFTER = re.compile(r" (\w{1,20})")


@dataclass(slots=True)
class Node:
    """An organisation as read; ``start`` and ``end`` are clean offsets.

    ``head`` is the canonical opening with trade and own name (``spelt`` the opening word alone),
    ``own`` a name that stands in the place of an area (``Chi bộ | Hỏm``), ``level`` the level word,
    ``place`` a place mention.
    ``pending``: a mention only with a unit it shares with others.
    ``trade``: words of a trade were read.
    ``named``: the head holds more than the opening word; ``proper``: a name in capitals;
    ``many``: of no one in particular (UBND xã, phường);
    ``inside``: its place is part of that name (Trường Tiểu học | Nà Ớt);
    ``central``: of the whole country, as its words say;
    ``abroad``: of another country or of the world (Bộ Quốc phòng Mỹ);
    ``again``: a short form of one named in full elsewhere, whose unit stands there.
    """

    start: int
    end: int
    entry: Entry
    head: str
    spelt: str
    own: str = ""
    level: str | None = None
    place: int | None = None
    unit: Node | None = None
    of: bool = False
    trade: bool = False
    named: bool = False
    pending: bool = False
    proper: bool = False
    inside: bool = False
    many: bool = False
    abroad: bool = False
    central: bool = False
    again: bool = False

    @property
    def kind(self) -> str:
        if self.unit is not None and self.unit.kind in self.entry.takes_kinds:
            return self.unit.kind
        return self.entry.kind

    @property
    def complete(self) -> bool:
        """Whether something below the head already says which one it is."""
        return bool(self.own or self.level or self.place is not None or self.unit)

    @property
    def anaphoric(self) -> bool:
        if self.unit is not None and self.unit.entry.inside:
            if self.unit.proper:
                return False  # Đảng bộ | Khu công nghiệp Hòa Phú
            return self.unit.place is None and not (self.unit.unit and not self.unit.anaphoric)
        if self.unit is not None:
            return self.unit.anaphoric
        if self.place is not None or self.own or self.proper or self.entry.own:
            return False
        return self.level is not None or not self.named

    def area(self) -> tuple[str | None, int | None]:
        """Level and place of the organisation, those of its unit where it has none."""
        if self.unit is not None and self.level is None and self.place is None:
            return self.unit.area()
        return self.level or self.entry.level, self.place


@dataclass(slots=True)
class Page:
    """One article being read: its text, the opening words and the places found in it."""

    clean: str
    text: str  # folded, dashes as hyphens; as long as clean
    places: Sequence[PlaceMention]
    heads: Mapping[int, list[tuple[int, str]]]
    starts: dict[int, int] = field(default_factory=dict)
    ends: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = {place.span.start: i for i, place in enumerate(self.places)}
        self.ends = sorted((place.span.start, place.span.end) for place in self.places)

    def place_over(self, position: int) -> tuple[int, int] | None:
        """The place that begins before ``position`` and ends after it."""
        index = bisect_right(self.ends, (position, -1)) - 1
        if index >= 0 and self.ends[index][0] < position < self.ends[index][1]:
            return self.ends[index]
        return None


def word_after(text: str, position: int) -> str:
    """The word that begins one space after ``position``; empty when something else stands there."""
    match = _AFTER.match(text, position)
    return match[1] if match else ""


def word_before(text: str, position: int) -> str:
    """The word that ends one space before ``position``; empty when something else stands there."""
    if position < 2 or text[position - 1] != " ":
        return ""
    word = text[text.rfind(" ", max(0, position - 22), position - 1) + 1 : position - 1]
    return word if word.isalnum() and len(word) <= 20 else any_word_before(text, position)
