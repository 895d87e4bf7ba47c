"""Reads places that stand without a level word: ``Về Thuận Châu``, ``Huyện ủy Mai Sơn``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.packs.gazetteer import COMMUNE, DISTRICT, PROVINCE, RANK, VILLAGE, Gazetteer, Unit
from textmine.recognize.place_scan import BareHit, Candidate, Scan, overlaps
from textmine.recognize.place_words import NAME, PlaceWords, opens_sentence, word_before

_ABOVE = re.compile(r" ?[,(–-]? ?(huyện |tỉnh |thị xã |thành phố |quận |tp\.? ?|tx\.? ?|h\.|q\.)?")

_TOWNS = frozenset({"city", "town", "urban_district"})
_MANY = 30  # unknown names looked for again, and how often
_FEW = 2  # districts an article may name and still be about each of them


@dataclass(frozen=True, slots=True)
class _Around:
    """What the article names with level words: (folded name, rank), and the units those may be,
    those above them where there is no doubt, and the provinces the caller knows.  ``home`` are the
    districts the article is about, whose communes may stand bare."""

    named: frozenset[tuple[str, int]]
    near: frozenset[Unit]
    home: frozenset[Unit]


class BareReader:
    """Accepts a known name when the words around it leave it a place's."""

    def __init__(self, words: PlaceWords, gazetteer: Gazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer
        phrases = (phrase for phrase in words.cues["feature"] if " " in phrase)
        self._features = tuple(f" {phrase} " for phrase in sorted(phrases))
        self._credits = tuple(sorted(words.cues["credit"]))

    def read(
        self, scan: Scan, hits: list[BareHit], context: Sequence[Unit] = (), opening: int = 0
    ) -> None:
        """Appends to ``scan.found`` every bare name that is a place.

        ``context`` are units the caller knows, ``opening`` where the first paragraph ends.
        """
        taken = sorted((candidate.start, candidate.end) for candidate in scan.found)
        starts = [start for start, _ in taken]
        hits = self._with_repeated(scan, hits)
        alone = [
            (start, -minus_end, is_name)
            for start, minus_end, is_name in hits
            if not overlaps(taken, starts, start, -minus_end)
            and (not is_name or self._stands_alone(scan, start, -minus_end))
        ]
        around = self._around(scan, alone, context, opening)
        done = 0
        for start, end, is_name in alone:
            if start < done:
                continue
            candidate = self._bare(scan, start, end, is_name, around)
            if candidate is not None:
                kinds = self._hint(scan, start)
                if len(kinds) == 1 and RANK[min(kinds)] == candidate.rank:
                    candidate.implied = min(kinds)
                scan.found.append(candidate)
                done = end

    def _with_repeated(self, scan: Scan, hits: list[BareHit]) -> list[BareHit]:
        """Hits with the repetitions of communes named with their level word that the gazetteer
        does not know: merged away long ago, or misspelt."""
        found: dict[BareHit, None] = {}
        for candidate in scan.found[:_MANY]:
            if candidate.units or candidate.rank != COMMUNE or candidate.level is None:
                continue
            name = scan.clean[candidate.name_start : candidate.end]
            at = scan.clean.find(name) if " " in name else -1
            for _ in range(_MANY):
                if at < 0:
                    break
                end = at + len(name)
                edges = scan.clean[max(at - 1, 0) : at] + scan.clean[end : end + 1]
                if not any(char.isalnum() for char in edges):
                    found[at, -end, True] = None
                at = scan.clean.find(name, end)
        return sorted({*hits, *found}) if found else hits

    def _around(
        self,
        scan: Scan,
        alone: Sequence[tuple[int, int, bool]],
        context: Sequence[Unit],
        opening: int,
    ) -> _Around:
        """``alone``: start, end of the names that stand alone, and whether no country's."""
        near = {unit for candidate in scan.found for unit in candidate.units}
        districts: dict[Unit, bool] = {}  # and whether the article opens with it
        for candidate in scan.found:
            if len(candidate.units) == 1:
                near.update(self.gazetteer.chain(candidate.units[0], scan.date))
                _note(districts, candidate.units, candidate.start < opening)
        near.update(context)
        named = {
            (scan.folded[candidate.name_start : candidate.end], candidate.rank)
            for candidate in scan.found
            if candidate.rank >= COMMUNE
        }
        announced = tuple(districts)
        for start, end, is_name in alone:
            if not is_name:
                continue
            key = scan.folded[start:end]
            units = self.gazetteer.named(key, scan.date)
            near.update(unit for unit in units if unit.rank == PROVINCE)
            district = tuple(unit for unit in units if unit.rank == DISTRICT)
            if len(district) != 1 or units[0].rank == PROVINCE or not self._sure(scan, start, key):
                continue
            if self._hint(scan, start) or not self._below(scan, units, announced):
                _note(districts, district, start < opening)
                if (key, COMMUNE) in named and self._hint(scan, start):
                    named.add((key, DISTRICT))  # Huyện ủy Đầm Hà beside xã Đầm Hà
        opened = [unit for unit, first in districts.items() if first]
        home = list(districts) if len(districts) <= _FEW else opened
        return _Around(frozenset(named), frozenset(near), frozenset(home if len(home) < 5 else ()))

    def _below(self, scan: Scan, units: Sequence[Unit], districts: Sequence[Unit]) -> bool:
        """Whether one of the units is a commune in a district named with its level word."""
        return any(
            unit.rank == COMMUNE and self.gazetteer.inside(unit, above, scan.date)
            for unit in units
            for above in districts
        )

    def _bare(
        self, scan: Scan, start: int, end: int, is_name: bool, around: _Around
    ) -> Candidate | None:
        key = scan.folded[start:end]
        if not is_name:
            return self._country(scan, start, end, key)
        key = self.words.aliases.get(key, key)
        units = self._bare_units(scan, start, key)
        again = [rank for name, rank in around.named if name == key]
        if any(unit.rank == PROVINCE for unit in self.gazetteer.named(key, scan.date)):
            again = [rank for rank in again if rank == PROVINCE]
        if again:
            rank = max(again)
            chosen = tuple(unit for unit in units if unit.rank == rank)
            return Candidate(start, start, end, None, rank, None, chosen or units)
        announced = tuple(unit for unit in units if self._announced(scan, end, unit))
        if announced:
            units = announced
        elif key in self.words.cues["not_bare"]:
            units = self._vouched(scan, start, end, units, around)
        large = tuple(unit for unit in units if unit.rank >= DISTRICT)
        if large and not announced:
            home = self._at_home(scan, start, end, units, around)
            units, large = (home, ()) if home else (units, large)
        if large:
            if not announced and not self._supported(scan, start, end, large, around):
                return None
            return Candidate(start, start, end, None, large[0].rank, None, large)
        if not announced and key in self.words.cues["historic"]:
            return None  # Trường Tiểu học Lý Thái Tổ
        small = tuple(u for u in units if announced or self._placed(scan, start, end, u, around))
        return Candidate(start, start, end, None, COMMUNE, None, small) if small else None

    def _vouched(
        self, scan: Scan, start: int, end: int, units: tuple[Unit, ...], around: _Around
    ) -> tuple[Unit, ...]:
        """Districts whose name is a person's or a common one, where the page names their province
        and they are led by a committee, a word of place or stand in brackets after a place:
        Huyện ủy Thanh Hà, xã Cẩm Chế (Thanh Hà)."""
        bracketed = scan.folded[start - 1 : start] == "(" and scan.folded[end : end + 1] == ")"
        told = bracketed and any(found.end == start - 2 for found in scan.found)
        if not (told or self._hint(scan, start) or self._after(scan, start, "before_district")):
            return ()
        return tuple(u for u in units if u.rank >= DISTRICT and self._in_near(scan, u, around))

    def _sure(self, scan: Scan, start: int, key: str) -> bool:
        """Whether a district's bare name could be no given name, or a word before says it is."""
        if key.split(" ")[0] not in self.words.cues["middle_name"]:
            return True
        return bool(self._hint(scan, start)) or self._cued(scan, start)

    def _at_home(
        self, scan: Scan, start: int, end: int, units: tuple[Unit, ...], around: _Around
    ) -> tuple[Unit, ...]:
        """The commune of the district the article is about, where the district or town of that
        name is elsewhere: Phú Lộc in Krông Năng."""
        if any(
            unit.rank == PROVINCE or unit in around.home or self._in_near(scan, unit, around)
            for unit in units
            if unit.rank > COMMUNE
        ):
            return ()
        return tuple(
            unit
            for unit in units
            if unit.rank == COMMUNE and self._placed(scan, start, end, unit, around)
        )

    def _supported(
        self, scan: Scan, start: int, end: int, units: tuple[Unit, ...], around: _Around
    ) -> bool:
        """Whether a district's name that could be a given name (Văn Lâm, Xuân Trường) is a place
        here: after a word of place or an authority, or with its province in the article."""
        if any(unit.kind in _TOWNS or unit.rank == PROVINCE for unit in units):
            return True
        if scan.folded[start:end].split(" ")[0] not in self.words.cues["middle_name"]:
            return True
        if self._cued(scan, start) or self._listed(scan, start, end):
            return True
        return any(self._in_near(scan, unit, around) for unit in units)

    def _listed(self, scan: Scan, start: int, end: int) -> bool:
        """Whether a comma joins the name to another district or province, before or after."""
        if scan.found and scan.folded[start - 2 : start] == ", ":
            last = scan.found[-1]
            if last.end == start - 2 and last.rank >= DISTRICT:
                return True
        if scan.folded[end : end + 2] != ", ":
            return False
        return any(
            unit.rank >= DISTRICT
            for other in scan.names.get(end + 2, ())
            for unit in self.gazetteer.named(scan.folded[end + 2 : other], scan.date)
        )

    def _placed(self, scan: Scan, start: int, end: int, unit: Unit, around: _Around) -> bool:
        """A commune stands bare after a word of place, an authority or an opening parenthesis,
        when it lies in a place the article or the caller names; elsewhere in a sentence when it
        lies in the district the article is about."""
        if self._cued(scan, start):
            return self._in_near(scan, unit, around)
        if not self._free(scan, start, end):
            return False
        return any(self.gazetteer.inside(unit, above, scan.date) for above in around.home)

    def _free(self, scan: Scan, start: int, end: int) -> bool:
        """Whether a name opens a clause or an item of a list, and is no photographer's."""
        if scan.clean[start:end].isupper():
            return False
        if word_before(scan.folded, start):
            return self._after(scan, start, "before_home")
        credit = scan.folded[max(0, start - 10) : start].rstrip(" ")
        return not credit.endswith(self._credits)

    def _cued(self, scan: Scan, start: int) -> bool:
        if not word_before(scan.folded, start):
            return scan.folded[start - 1 : start] == "("
        return self._after(scan, start, "before_commune")

    def _after(self, scan: Scan, start: int, cue: str) -> bool:
        """Whether the word before ``start``, or the two before it, are of the cue."""
        second = word_before(scan.folded, start)
        first = word_before(scan.folded, start - len(second) - 1)
        return second in self.words.cues[cue] or f"{first} {second}" in self.words.cues[cue]

    def _in_near(self, scan: Scan, unit: Unit, around: _Around) -> bool:
        return any(
            part in around.near for part in self.gazetteer.chain(unit, scan.date) if part != unit
        )

    def _bare_units(self, scan: Scan, start: int, key: str) -> tuple[Unit, ...]:
        """Units a bare name may be, the likeliest first: as the body before it says
        (``Huyện ủy``), else provinces before districts before communes."""
        units = self.gazetteer.named(key, scan.date)
        everything = self.gazetteer.named(key)
        if not any(unit.rank >= DISTRICT for unit in units):
            larger = [unit for unit in everything if unit.rank >= DISTRICT]
            if not units or any(unit.rank == PROVINCE for unit in larger):
                units = (*larger, *units)
        kinds = self._hint(scan, start)
        fits = tuple(unit for unit in everything if unit.kind in kinds)
        if fits:
            valid = tuple(unit for unit in fits if unit in units)
            return valid or fits
        return tuple(sorted(units, key=lambda unit: -unit.rank))

    def _hint(self, scan: Scan, start: int) -> frozenset[str]:
        second = word_before(scan.folded, start)
        first = word_before(scan.folded, start - len(second) - 1) if second else ""
        return self.words.hints.get(f"{first} {second}", frozenset())

    def _stands_alone(self, scan: Scan, start: int, end: int) -> bool:
        """Whether the words around leave a bare name a place's name."""
        clean, folded, cues = scan.clean, scan.folded, self.words.cues
        before = word_before(folded, start)
        if before:
            if before in cues["person"] or before in cues["feature"] or self._village(before):
                return False
            if f" {folded[max(0, start - 24) : start]}".endswith(self._features):
                return False
            first = start - len(before) - 1
            if clean[first].isupper() and not self._leaves_bare(clean, folded, first, before):
                return False
        if folded[end : end + 1] == " " and end + 1 < len(clean) and clean[end + 1].isupper():
            match = NAME.match(clean, end + 1)
            rest = folded[end + 1 : match.end()].split(" ") if match else []
            if clean[start:end].isupper():
                return True
            return len(rest) >= 2 and rest[0] in cues["surname"]
        return True

    def _village(self, word: str) -> bool:
        level = self.words.levels.get(word)
        return level is not None and level.rank == VILLAGE

    def _leaves_bare(self, clean: str, folded: str, first: int, before: str) -> bool:
        """Whether a capitalised word before a name is no part of it."""
        if before in self.words.cues["authority"]:
            return True
        word = clean[first : first + len(before)]
        if len(word) > 1 and word.isupper():
            return True  # UBND, HĐND, THPT, or a headline in capitals
        if not opens_sentence(clean, first):
            return False
        cues = self.words.cues
        return before in cues["before_bare"] or before not in cues["surname"]

    def _announced(self, scan: Scan, end: int, unit: Unit) -> bool:
        """Whether the unit above is named right after: ``Châu Thành (Tiền Giang)``."""
        above = next_name(scan, end)
        if above is None:
            return False
        return any(
            self.gazetteer.inside(unit, other, scan.date)
            for other in self.gazetteer.named(above)
            if other.rank > unit.rank
        )

    def _country(self, scan: Scan, start: int, end: int, key: str) -> Candidate | None:
        """A country; one whose name is a plain word too only after ``nước`` or in parentheses."""
        if key in self.words.short_countries:
            before = word_before(scan.folded, start)
            closed = scan.folded[start - 1 : start] == "(" and scan.folded[end : end + 1] == ")"
            if before not in self.words.before_short and not closed:
                return None
        elif not self._stands_alone(scan, start, end):
            return None
        return Candidate(start, start, end, "country", PROVINCE + 1, None)


def _note(districts: dict[Unit, bool], units: Sequence[Unit], opens: bool) -> None:
    """Notes the districts among the units."""
    for unit in units:
        if unit.rank == DISTRICT:
            districts[unit] = opens or districts.get(unit, False)


def next_name(scan: Scan, end: int) -> str | None:
    """The folded known name in `` (P2)``, ``, huyện P2`` or `` - huyện P2`` right after ``end``.

    A bare name after a comma says nothing: ``Hòa Bình, Thái Bình`` are two provinces.
    """
    match = _ABOVE.match(scan.folded, end)
    if match is None or not (match[1] or "(" in match[0]):
        return None
    ends = scan.names.get(match.end())
    return scan.folded[match.end() : max(ends)] if ends else None
