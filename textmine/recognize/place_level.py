"""Reads places announced by a level word: ``xã P``, ``các xã: P, P2 và P3``, ``P.1``, ``tổ 4``."""

from __future__ import annotations

import re

from textmine.packs.gazetteer import COMMUNE, DISTRICT, LEVEL_WORD, VILLAGE, Gazetteer, Unit
from textmine.recognize.place_names import Name, NameReader
from textmine.recognize.place_scan import (
    Candidate,
    LevelHit,
    Scan,
    after_separator,
    named,
    units_of,
)
from textmine.recognize.place_words import (
    Level,
    PlaceWords,
    word_after,
    word_before,
)

# From a plural level word to a list some words later, within the sentence.
_LATE = re.compile(r"[^\n.;:()]{0,70}?(?:: | \(| gồm | gồm có | là | như )(?:các )?")

_ABOVE = re.compile(r"(?:, ?| ?\(| thuộc | )(?:xã|phường|thị trấn|huyện|thị xã) ")


class LevelReader:
    """Reads the name or the list of names after a level word."""

    def __init__(self, words: PlaceWords, gazetteer: Gazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self._names = NameReader(words, gazetteer)

    def read(self, scan: Scan, hits: list[LevelHit]) -> None:
        """Appends to ``scan.found`` every place a level word announces."""
        done = 0
        for start, minus_end, word in hits:
            end = -minus_end
            if start < done:
                continue
            if word in self.words.whole:
                self._read_whole(scan, start, end, word)
                continue
            level = self.words.levels[word]
            barred = level.not_after and word_before(scan.folded, start) in level.not_after
            if barred or (level.rank == VILLAGE and self._in_name(scan, start)):
                done = end
            elif not (scan.clean[start].isupper() and self._is_bare_name(scan, start)):
                done = max(done, self._read_after(scan, start, end, level))

    def _read_whole(self, scan: Scan, start: int, end: int, word: str) -> None:
        """``TPHCM``: level word and name in one."""
        if scan.folded[end : end + 1].isalnum():
            return
        name, kind = self.words.whole[word]
        units = units_of(self.gazetteer, name.lower(), DISTRICT, kind, scan.date)
        kind, rank = (units[0].kind, units[0].rank) if units else (kind, DISTRICT)
        scan.found.append(Candidate(start, start, end, kind, rank, LEVEL_WORD[kind], units))

    def _in_name(self, scan: Scan, start: int) -> bool:
        """Whether a capitalised level word goes on with a person's name: Lâm Thị | Sóc Kha."""
        if not scan.clean[start].isupper():
            return False
        return word_before(scan.folded, start) in self.words.cues["person_only"]

    def _is_bare_name(self, scan: Scan, start: int) -> bool:
        """Whether the level word itself begins a name: Buôn Ma Thuột, Sóc Trăng."""
        return any(
            unit.rank >= DISTRICT
            for end in scan.names.get(start, ())
            for unit in self.gazetteer.named(scan.folded[start:end])
        )

    def _read_after(self, scan: Scan, start: int, end: int, level: Level) -> int:
        """Reads the name or the list after a level word; the offset up to which it read."""
        clean = scan.clean
        position = end
        if end >= len(clean):
            return start
        if clean[end] == " ":
            position = end + 1
        elif not (scan.folded[end - 1] == "." or clean[end] == ":"):
            return start
        plural = word_before(scan.folded, start)
        many = plural.isdigit() or plural in self.words.cues["plural"]
        if many:
            opened = self._skip_opener(scan, position)
            if opened != position:
                start = position = opened  # các xã: P, P2: the first span is the name alone
        first = self._names.read(scan, position, level, many)
        if first is None and not many:
            position = start = self._skip_descriptor(scan, position)
            first = self._names.read(scan, position, level, True) if position > end + 1 else None
            if first is not None and not first[1]:
                first = None
        if first is None:
            if many:
                self._read_late_list(scan, end, level)
            return end
        name_end, units = first
        scan.groups += 1
        group = scan.groups
        scan.found.append(named(start, position, name_end, level, units, group))
        if many:
            return self._read_list(scan, name_end, level, group)
        return self._read_siblings(scan, name_end, level, units, group)

    def _skip_descriptor(self, scan: Scan, position: int) -> int:
        """Past what a commune is called between level word and name: xã biên giới Chiềng Khương."""
        for size in (4, 3, 2, 1):
            words = scan.folded[position : position + 40].split(" ")[:size]
            phrase = " ".join(words)
            if phrase in self.words.cues["descriptor"]:
                return position + len(phrase) + 1
        return position

    def _read_siblings(
        self, scan: Scan, end: int, level: Level, units: tuple[Unit, ...], group: int
    ) -> int:
        """``xã Bình Phú, Phú An, Hiệp Đức (huyện Cai Lậy)``: communes of one district, the level
        word said once."""
        parents = {unit.parent for unit in units if len(unit.parent) == 3}
        while parents:
            position = after_separator(scan.folded, end)
            if position < 0 or not scan.clean[position : position + 1].isupper():
                break
            item = self._names.read(scan, position, level, True)
            if item is None or not item[1]:
                break
            name = scan.folded[position : item[0]]
            shared = parents & {unit.parent for unit in item[1] if unit.kind == level.kind}
            if not shared or any(u.rank > COMMUNE for u in self.gazetteer.named(name)):
                break
            parents = shared
            end = item[0]
            scan.found.append(named(position, position, end, level, item[1], group))
        return end

    def _read_villages(self, scan: Scan, end: int, level: Level, group: int) -> int:
        """``bản Nong Lanh, Lái Lè, xã P``: villages up to a unit above that ends the list."""
        items: list[Candidate] = []
        last = end
        for _ in range(8):
            position = after_separator(scan.folded, last)
            if position < 0 or not scan.clean[position : position + 1].isupper():
                break
            item = self._names.read(scan, position, level, True)
            if item is None or self._ends_list(scan, position, item, level):
                break
            last = item[0]
            items.append(named(position, position, last, level, (), group))
        if not items or _ABOVE.match(scan.folded, last) is None:
            return end
        scan.found.extend(items)
        return last

    def _skip_opener(self, scan: Scan, position: int) -> int:
        """Past ``gồm:``, ``như`` and a colon between a plural level word and its list."""
        folded = scan.folded
        word = word_after(folded, position - 1)
        while word and word in self.words.cues["list_opener"]:
            position += len(word) + 1
            word = word_after(folded, position - 1)
        if folded[position - 1 : position] == ":" and folded[position : position + 1] == " ":
            return position + 1
        if folded[position : position + 2] == ": ":
            return position + 2
        return position

    def _read_late_list(self, scan: Scan, end: int, level: Level) -> None:
        """``5 xã đạt chuẩn, gồm: P, P2`` and ``ba xã (P, P2 …)``: names the gazetteer knows."""
        match = _LATE.match(scan.folded, end)
        if match is None:
            return
        position = match.end()
        first = self._names.read(scan, position, level, True)
        if first is None or not first[1] or scan.clean[position].isdigit():
            return
        name_end, units = first
        if not any(unit.kind == level.kind for unit in units):
            return
        scan.groups += 1
        scan.found.append(named(position, position, name_end, level, units, scan.groups))
        self._read_list(scan, name_end, level, scan.groups)

    def _read_list(self, scan: Scan, end: int, level: Level, group: int) -> int:
        """Further names of a list: ``, P2, P3 và P4``."""
        for _ in range(60):
            position = after_separator(scan.folded, end)
            if position < 0 or position >= len(scan.clean):
                break
            item = self._names.read(scan, position, level, True)
            if item is None or self._ends_list(scan, position, item, level):
                break
            end, units = item
            scan.found.append(named(position, position, end, level, units, group))
        return end

    def _ends_list(self, scan: Scan, position: int, item: Name, level: Level) -> bool:
        """Whether an item the gazetteer does not know is no item: a person's or a firm's name."""
        end, units = item
        if units or scan.clean[position].isdigit():
            return False
        if level.rank >= DISTRICT:
            return True  # districts and provinces are all known
        words = scan.folded[position:end].split(" ")
        if len(words) == 1 and word_after(scan.folded, end) not in ("", "và"):
            return True
        return len(words) >= 3 and words[0] in self.words.cues["surname"]
