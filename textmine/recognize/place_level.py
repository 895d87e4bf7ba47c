"""Reads places announced by a level word: ``xã P``, ``các xã: P, P2 và P3``, ``P.1``, ``tổ 4``."""

from __future__ import annotations

import re

from textmine.packs.gazetteer import COMMUNE, DISTRICT, LEVEL_WORD, VILLAGE, Gazetteer, Unit
from textmine.recognize.place_scan import (
    Candidate,
    LevelHit,
    Scan,
    after_separator,
    named,
    units_of,
    word_ends,
)
from textmine.recognize.place_words import (
    NAME,
    NUMBER,
    Level,
    PlaceWords,
    is_plain,
    word_after,
    word_before,
)

# From a plural level word to a list some words later, within the sentence.
_LATE = re.compile(r"[^\n.;:()]{0,70}?(?:: | \(| gồm | gồm có | là | như )(?:các )?")

Name = tuple[int, tuple[Unit, ...]]  # where a name ends, and the units it may be


class LevelReader:
    """Reads the name or the list of names after a level word."""

    def __init__(self, words: PlaceWords, gazetteer: Gazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer

    def _units(self, scan: Scan, key: str, level: Level) -> tuple[Unit, ...]:
        return units_of(self.gazetteer, key, level.rank, level.kind, scan.date)

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
            if level.not_after and word_before(scan.folded, start) in level.not_after:
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
        first = self._read_name(scan, position, level, many)
        if first is None and not many:
            position = start = self._skip_descriptor(scan, position)
            first = self._read_name(scan, position, level, True) if position > end + 1 else None
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
            item = self._read_name(scan, position, level, True)
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
        first = self._read_name(scan, position, level, True)
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
            item = self._read_name(scan, position, level, True)
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

    def _read_name(self, scan: Scan, position: int, level: Level, many: bool) -> Name | None:
        """End of the name that begins at ``position`` and the units it may be, or ``None``."""
        clean = scan.clean
        if position >= len(clean):
            return None
        if clean[position].isdigit() or scan.folded.startswith("số ", position):
            return self._read_number(scan, position, level, many)
        if level.numbers_only:
            return None
        match = NAME.match(clean, position)
        if match is None:
            return None
        known = self._longest_known(scan, position, match.end(), level)
        if known is not None:
            return known
        if level.known or match[0].isupper():
            return self._read_roman(scan, position, level)
        return self._read_unknown(scan, position, match[0], level)

    def _read_roman(self, scan: Scan, position: int, level: Level) -> Name | None:
        match = NUMBER.match(scan.clean, position)
        if match is None or level.rank != VILLAGE:
            return self._read_single(scan, position, level)
        return match.end(), ()

    def _read_single(self, scan: Scan, position: int, level: Level) -> Name | None:
        """A one-letter village name: thôn A, xóm B."""
        end = position + 1
        if level.rank != VILLAGE or not level.numbered:
            return None
        if end < len(scan.clean) and (scan.clean[end].isalnum() or scan.clean[end] in "."):
            return None
        return end, ()

    def _read_number(self, scan: Scan, position: int, level: Level, many: bool) -> Name | None:
        match = NUMBER.match(scan.clean, position) if level.numbered else None
        if match is None:
            return None
        end = match.end()
        longer = self._number_and_name(scan, position, end, level)
        if longer is not None:
            return longer
        following = word_after(scan.folded, end)
        if following and following not in self.words.cues["after_number"]:
            person = scan.clean[end + 1].isupper() and following in self.words.cues["surname"]
            if many or not person:
                return None
        if level.rank == VILLAGE:
            return end, ()
        units = self._units(scan, (match[0].lstrip("0") or match[0]).lower(), level)
        return (end, units) if units else None

    def _number_and_name(self, scan: Scan, position: int, end: int, level: Level) -> Name | None:
        """``2 Bảo Lộc``: a number that begins a longer known name."""
        match = NAME.match(scan.clean, end + 1)
        if match is None or level.rank == VILLAGE:
            return None
        units = self._units(scan, scan.folded[position : match.end()], level)
        return (match.end(), units) if units else None

    def _longest_known(self, scan: Scan, position: int, run_end: int, level: Level) -> Name | None:
        """The longest name of the gazetteer of this rank, when what follows it is no part of it."""
        if level.rank == VILLAGE:
            return None
        folded = scan.folded
        ends = set(scan.names.get(position, ()))
        ends.update(word_ends(folded, position, run_end))
        for end in sorted(ends, reverse=True):
            key = folded[position:end]
            number = NUMBER.match(scan.clean, end + 1) if folded[end : end + 1] == " " else None
            if number is not None and number[0].isdigit():
                units = self._units(scan, f"{key} {number[0]}", level)
                if units:
                    return number.end(), units
            units = self._units(scan, self.words.aliases.get(key, key), level)
            if units and self._ends_here(scan, end, run_end, level):
                return end, units
        return None

    def _ends_here(self, scan: Scan, end: int, run_end: int, level: Level) -> bool:
        """Whether a known name may end before the run of capitals does: a person follows."""
        if end >= run_end:
            return True
        rest = scan.folded[end + 1 : run_end].split(" ")
        if scan.folded[end - 11 : end] == "nông trường":
            return False
        if scan.clean[end + 1 : run_end].isupper():
            return True  # a headline in capitals
        if level.known:
            return True
        return len(rest) > 1 or rest[0] in self.words.cues["surname"]

    def _read_unknown(self, scan: Scan, position: int, run: str, level: Level) -> Name | None:
        words = run.split(" ")
        folded = scan.folded[position : position + len(run)].split(" ")
        if folded[0] in self.words.cues["not_name"] and (level.rank > VILLAGE or len(words) == 1):
            return None
        if self._is_person(scan, position, folded, level):
            return None
        length = self._before_person(folded)
        name = " ".join(words[: min(length, 5)])
        if level.plain and not is_plain(name):
            return None
        if len(name) == 1 and level.rank != VILLAGE:
            return None
        end = position + len(name)
        if len(name) == 1 and scan.clean[end : end + 1] == ".":
            return None
        if level.rank == VILLAGE and length == len(words):
            number = NUMBER.match(scan.clean, end + 1) if scan.clean[end : end + 1] == " " else None
            if number is not None and number[0][0].isdigit():
                following = word_after(scan.folded, number.end())
                if not following or following in self.words.cues["after_number"]:
                    end = number.end()
        return end, ()

    def _is_person(self, scan: Scan, position: int, words: list[str], level: Level) -> bool:
        """Whether the unknown name is that of the office's holder: Chủ tịch UBND xã Lò Văn A,
        Trưởng bản Vừ A Thái.  A village may bear a person's name (thôn Trần Hưng Đạo)."""
        surname, middle = self.words.cues["surname"], self.words.cues["middle_name"]
        if words[0] not in surname or len(words) < 2 or words[1] == "trường":
            return False
        if level.rank > VILLAGE:
            return len(words) >= 3
        if len(words) < 3 and words[1] not in middle:
            return False
        start = position - len(level.full) - 1
        return word_before(scan.folded, start) in self.words.cues["leader"] or (
            words[1] in ("văn", "thị") and scan.folded[position + len(" ".join(words))] != ","
        )

    def _before_person(self, words: list[str]) -> int:
        """How many of the words come before a person's full name, if one follows."""
        surname, middle = self.words.cues["surname"], self.words.cues["middle_name"]
        for index in range(1, len(words) - 1):
            rest = len(words) - index
            if words[index] in surname and (
                rest >= 4 or (rest >= 3 and words[index + 1] in middle)
            ):
                return index
        return len(words)
