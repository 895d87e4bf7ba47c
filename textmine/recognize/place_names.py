"""Reads one name after a level word: known or not, a number, up to where a person begins."""

from __future__ import annotations

from textmine.packs.gazetteer import DISTRICT, PROVINCE, VILLAGE, Gazetteer, Unit
from textmine.recognize.place_scan import Scan, units_of, word_ends
from textmine.recognize.place_words import (
    NAME,
    NUMBER,
    Level,
    PlaceWords,
    is_plain,
    word_after,
    word_before,
)

_MANY = 10  # repetitions of a name looked at
Name = tuple[int, tuple[Unit, ...]]  # where a name ends, and the units it may be


class NameReader:
    """Reads the name that begins at a position, as the level word before it allows."""

    def __init__(self, words: PlaceWords, gazetteer: Gazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer

    def _units(self, scan: Scan, key: str, level: Level) -> tuple[Unit, ...]:
        return units_of(self.gazetteer, key, level.rank, level.kind, scan.date)

    def read(self, scan: Scan, position: int, level: Level, many: bool) -> Name | None:
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
        if level.known and match.end() == position + 1:
            return None  # P.V: the reporter
        if (spelt := self._half_capital(scan, position, match.end(), level)) is not None:
            return spelt
        known = self._longest_known(scan, position, match.end(), level)
        if known is not None:
            return known
        if level.known or match[0].isupper():
            return self._read_roman(scan, position, level)
        return self._read_unknown(scan, position, match[0], level, many)

    def _half_capital(self, scan: Scan, position: int, end: int, level: Level) -> Name | None:
        """``Xã Dân chủ``: a name known by both its syllables that the page spells in full, too."""
        following = word_after(scan.folded, end)
        if level.rank == VILLAGE or not following or " " in scan.clean[position:end]:
            return None
        last = end + 1 + len(following)
        if scan.clean[end + 1].isupper():
            return None
        full = f"{scan.clean[position:end]} {following.capitalize()}"
        if full not in scan.clean:
            return None
        units = self._units(scan, scan.folded[position:last], level)
        return (last, units) if units else None

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
        if len(rest) > 1 or rest[0] in self.words.cues["surname"]:
            return True
        # huyện Mai Sơn Tổ chức Đại hội: a title that capitalises its verb
        return self._begins_a_word(scan, rest[0], run_end)

    def _begins_a_word(self, scan: Scan, last: str, end: int) -> bool:
        """Whether the capitalised syllable that ends at ``end`` begins an ordinary word: ``xã Mai
        Sơn Tổ chức``, ``xã Hòa Sơn Đại hội``."""
        pair, cues = f"{last} {word_after(scan.folded, end)}", self.words.cues
        return pair in cues["verb"] or pair in cues["not_name_pair"]

    def _read_unknown(
        self, scan: Scan, position: int, run: str, level: Level, many: bool
    ) -> Name | None:
        words = run.split(" ")
        folded = scan.folded[position : position + len(run)].split(" ")
        if folded[0] in self.words.cues["not_name"] and (level.rank > VILLAGE or len(words) == 1):
            return None
        if len(words) == 1 and level.rank > VILLAGE:
            pair = f"{folded[0]} {word_after(scan.folded, position + len(run))}"
            if pair in self.words.cues["not_name_pair"]:
                return None
        if self._is_person(scan, position, folded, level):
            return None
        if many and level.rank >= DISTRICT:
            return None  # các tỉnh Tây Nguyên: districts and provinces are all known
        length = self._before_person(folded)
        if length == len(words) > 1 and self._begins_a_word(scan, folded[-1], position + len(run)):
            length -= 1
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
                known = not following or following in self.words.cues["after_number"]
                if known or self._told_before(scan, position, number.end()):
                    end = number.end()
        return end, ()

    def _told_before(self, scan: Scan, position: int, end: int) -> bool:
        """Whether the page has the same name and number where no noun can follow: ``ấp Nhơn Thọ 2,
        xã …``, before ``ấp Nhơn Thọ 2 biểu quyết``."""
        full = scan.clean[position:end]
        return any(f"{full}{mark}" in scan.clean for mark in ",;.)")

    def _is_person(self, scan: Scan, position: int, words: list[str], level: Level) -> bool:
        """Whether the unknown name is that of the office's holder: Chủ tịch UBND xã Lò Văn A,
        Trưởng bản Vừ A Thái.  A village may bear a person's name (thôn Trần Hưng Đạo)."""
        surname, middle = self.words.cues["surname"], self.words.cues["middle_name"]
        if words[0] not in surname or len(words) < 2 or words[1] == "trường":
            return False
        if level.rank > VILLAGE:
            return len(words) >= 3 or level.rank == PROVINCE  # provinces are all known
        if len(words) < 3 and words[1] not in middle:
            return False
        start = position - len(level.full) - 1
        before = word_before(scan.folded, start)
        if before in self.words.cues["leader"]:
            if self._named_elsewhere(scan, scan.folded[start : position + len(" ".join(words))]):
                return False
            first = word_before(scan.folded, start - len(before) - 1)
            return len(words) >= 3 or f"{first} {before}" not in self.words.cues["not_leader"]
        end = position + len(" ".join(words))
        return words[1] in self.words.cues["person_only"] and scan.folded[end : end + 1] != ","

    def _named_elsewhere(self, scan: Scan, phrase: str) -> bool:
        """Whether the article names the village where no leader is spoken of: về ấp Ninh Thạnh."""
        at = scan.folded.find(phrase)
        for _ in range(_MANY):
            if at < 0:
                return False
            if word_before(scan.folded, at) not in self.words.cues["leader"]:
                return True
            at = scan.folded.find(phrase, at + 1)
        return False

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
