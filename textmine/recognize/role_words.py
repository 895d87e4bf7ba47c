"""Reads what completes an office: ``Phó Chủ tịch | Thường trực | UBND | huyện | P``."""

from __future__ import annotations

import re

from textmine.recognize.person_scan import RUN, Office, PersonScan
from textmine.recognize.person_words import PersonWords, modern
from textmine.recognize.place_words import is_plain

_LONGEST_SHORT = 3  # letters for a level word: H., TP.
_MAX_PIECES = 7
_MAX_TRADE_WORDS = 8
_LETTERS = re.compile(r"[^\W\d_]+(?:[&.][^\W\d_]+){0,3}")
_DASH = re.compile(r" ?[-–&] ?(?=[^\W\d_])")
_BRACKETS = re.compile(r" \([^()]{1,20}\)")  # the short form after the full one
_CAPITALS = re.compile(r"[A-Z]{2,6}(?= [A-Z][a-z])")
_TERM = re.compile(r" (?:\d{4}|[ivxlc]{1,6}|\d{1,2})(?: ?[-–] ?\d{4})?(?!\w)")
_OF_THIS = re.compile(r" của (?:[^\W\d_]{1,8} ){1,5}(?:này|trên)(?=[,.) ])")
_CHARGE = re.compile(r"(?: [^\W\d_]{1,8}){1,6}(?: [-–] [^\W\d_]{1,8}(?: [^\W\d_]{1,8}){0,3})?")


class RoleWords:
    """Follows what completes an office and writes it out without the names in it."""

    def __init__(self, words: PersonWords) -> None:
        self.words = words
        self._tables = words.title_words

    def complete(self, scan: PersonScan, office: Office) -> bool:
        """Extends ``office`` over what completes it; false when it lacks what it needs."""
        parts = [scan.clean[office.start : office.end]]
        joined = self._joiner(scan, office)
        for _ in range(_MAX_PIECES):
            if not (
                self._organization(scan, office, parts, joined)
                or self._inner(scan, office, parts)
                or self._nation(scan, office, parts, joined)
                or self._place(scan, office, parts, joined)
                or (not joined and self._level(scan, office, parts))
                or (not joined and self._trade(scan, office, parts))
                or self._seat(scan, office)
                or self._village(scan, office, parts)
            ):
                break
            joined = self._joiner(scan, office) or joined
        if office.title.needs and office.organization is None and len(parts) == 1:
            return False
        text = " ".join(part for part in parts if part)
        office.text = modern(self.words.expand(_BRACKETS.sub("", text)))
        self._tail(scan, office)
        return True

    # -- an organisation ------------------------------------------------------------------------

    def _organization(
        self, scan: PersonScan, office: Office, parts: list[str], joined: bool
    ) -> bool:
        """The organisation that follows, or whose first words the head holds."""
        index, at = self._next_organization(scan, office, len(parts) == 1)
        if index is None:
            return False
        mention = scan.organizations[index]
        if office.organization is None:
            office.organization = index
            if not joined:
                parts.append(self._named(scan, index, max(at, office.end)))
            if mention.kind == "territory":
                office.place = mention.place
        office.end = scan.org_end[index]
        return True

    def _next_organization(
        self, scan: PersonScan, office: Office, head: bool
    ) -> tuple[int | None, int]:
        at = office.end
        starts = []
        if head:  # Trưởng phòng | Nội vụ: the organisation begins inside the head
            space = scan.folded.find(" ", office.start, at)
            while space >= 0:
                starts.append(space + 1)
                space = scan.folded.find(" ", space + 1, at)
        starts.append(at + scan.folded.startswith(" ", at))
        for start in starts:
            index = scan.org_at.get(start)
            if index is not None and scan.org_end[index] >= at:
                return index, start
        return None, at

    def _named(self, scan: PersonScan, index: int, start: int) -> str:
        """The words of an organisation from ``start`` on, without the names in it."""
        mention = scan.organizations[index]
        proper = self._tables["proper_kinds"].words
        end = scan.org_end[index]
        if mention.entry in self._tables["kept_entries"].words:
            return scan.clean[start:end]
        if mention.kind in proper and not self._generic(scan, mention.place, end):
            return ""
        for inner in range(index + 1, len(scan.organizations)):
            other = scan.organizations[inner]
            if other.span.start >= end:
                break
            inside = other.kind in proper and other.span.start > mention.span.start
            if inside and not self._generic(scan, other.place, other.span.end):
                end = other.span.start
        head = self._tables["named_heads"].starting(scan.folded, mention.span.start)
        if head is not None and mention.place is None:
            rest = scan.clean[mention.span.start + len(head) : end].split()
            if rest and all(word[0].isupper() or word[0].isdigit() for word in rest):
                end = max(start, mention.span.start + len(head))
        implied = self._tables["level_implied"].starting(scan.folded, mention.span.start)
        place = mention.place
        if place is not None and scan.places[place].span.end <= end:
            end = min(end, self._before_name(scan, place, implied is not None))
            level = self._short_level(scan, place, end)
            if level is not None:
                return f"{scan.clean[start : scan.places[place].span.start]}{level}"
        elif implied is not None:
            last = scan.folded[start:end].rsplit(" ", 1)[-1]
            if last in self._tables["level"].words:
                end -= len(last)
        return scan.clean[start:end].strip(" ,-–(")

    def _generic(self, scan: PersonScan, place: int | None, end: int) -> bool:
        """Whether an organisation that ends at ``end`` has no name beside its place's."""
        if place is not None:
            return scan.places[place].level is not None and scan.places[place].span.end == end
        last = scan.folded[max(0, end - 20) : end].rsplit(" ", 1)[-1]
        return last in self._tables["level"].words

    def _before_name(self, scan: PersonScan, place: int, implied: bool) -> int:
        """Where the name of a place begins; its level word stays unless it goes without saying."""
        mention = scan.places[place]
        if implied or mention.kind == "village" or mention.kind is None:
            return mention.span.start
        return mention.span.end - len(mention.name)

    def _short_level(self, scan: PersonScan, place: int, end: int) -> str | None:
        """The level of a place in full where what stands before ``end`` is a letter for it:
        UBND | P.Mỹ Lâm."""
        mention = scan.places[place]
        short = scan.clean[mention.span.start : end].strip()
        if mention.level is None or not 0 < len(short) <= _LONGEST_SHORT:
            return None
        return mention.level if short.endswith(".") or short.isupper() else None

    # -- words, levels, places ------------------------------------------------------------------

    def _inner(self, scan: PersonScan, office: Office, parts: list[str]) -> bool:
        if office.organization is not None or not scan.folded.startswith(" ", office.end):
            return False
        at = office.end + 1
        phrase = self.words.inner.starting(scan.folded, at)
        if phrase is None:
            return False
        parts.append(scan.clean[at : at + len(phrase)])
        office.end = at + len(phrase)
        return True

    def _nation(self, scan: PersonScan, office: Office, parts: list[str], joined: bool) -> bool:
        """The country: Thủ tướng | Anh, Tham mưu trưởng hải quân | Indonesia."""
        at = office.end + 1
        if (office.place is not None and not joined) or not scan.clean[at : at + 1].isupper():
            return False
        word = self._nation_at(scan, office, at)
        if word is None:
            return False
        if not joined:
            parts.append(scan.clean[at : at + len(word)])
        office.end = at + len(word)
        office.nation = True
        return True

    def _nation_at(self, scan: PersonScan, office: Office, at: int) -> str | None:
        """A country's name; one that is a syllable of people's names (Anh) after offices that
        countries have."""
        if not scan.folded.startswith(" ", at - 1):
            return None
        word = self.words.nations.starting(scan.folded, at)
        if word is None and office.title.nation:
            match = _CAPITALS.match(scan.clean, at)  # Tham mưu trưởng IDF Aviv Kochavi
            return match.group().lower() if match is not None else None
        if word in self.words.short_nations and not office.title.nation:
            return None
        return word

    def _place(self, scan: PersonScan, office: Office, parts: list[str], joined: bool) -> bool:
        if office.place is not None:
            return False
        at = office.end
        bracket = scan.folded.startswith(" (", at)
        index = scan.place_at.get(at + 1 + bracket)
        if index is None:
            index = self._place_of_head(scan, office)
            bracket = False
        if index is None:
            return False
        mention = scan.places[index]
        end = scan.place_end[index]
        if bracket and not scan.folded.startswith(")", end):
            return False
        said = office.organization is None and not joined and not bracket
        if said and mention.span.start > at and mention.kind != "village":
            name = mention.span.end - len(mention.name)
            level = self._short_level(scan, index, name)
            parts.append(level or scan.clean[mention.span.start : name].strip())
        office.place = index
        office.end = end + bracket
        return True

    def _place_of_head(self, scan: PersonScan, office: Office) -> int | None:
        """A place whose level word is the head's last: Trưởng | bản Hỏm."""
        space = scan.folded.find(" ", office.start, office.end)
        while space >= 0:
            index = scan.place_at.get(space + 1)
            if index is not None and scan.place_end[index] > office.end:
                return index
            space = scan.folded.find(" ", space + 1, office.end)
        return None

    def _level(self, scan: PersonScan, office: Office, parts: list[str]) -> bool:
        """A level word alone: Chủ tịch xã, Trưởng Ban Tổ chức Trung ương."""
        if office.organization is not None or not scan.folded.startswith(" ", office.end):
            return False
        at = office.end + 1
        word = self._tables["level"].starting(scan.folded, at)
        if word is None:
            return False
        parts.append(scan.clean[at : at + len(word)])
        office.end = at + len(word)
        return True

    def _trade(self, scan: PersonScan, office: Office, parts: list[str]) -> bool:
        """Words no organisation was found for: Trưởng phòng | Kế hoạch tổng hợp."""
        start = office.end + 1
        if office.organization is not None or "words" not in office.title.takes or office.nation:
            return False
        capital = scan.clean[start : start + 1].isupper()
        if not scan.folded.startswith(" ", office.end) or not capital:
            return False
        end = last = start
        for _ in range(_MAX_TRADE_WORDS):
            match = _LETTERS.match(scan.clean, last)
            if match is None or self._stops(scan, last, match.end()):
                break
            if self._nation_at(scan, office, last) or self._foreigner(scan, last):
                break
            end = last = match.end()
            dash = _DASH.match(scan.clean, end)
            if dash is not None and scan.clean[dash.end() : dash.end() + 1].isupper():
                last = dash.end()
            elif scan.clean.startswith(" ", end):
                last = end + 1
            else:
                break
        if end == start:
            return False
        parts.append(scan.clean[start:end])
        office.end = end
        office.trade = start
        return True

    def _foreigner(self, scan: PersonScan, start: int) -> bool:
        """Whether a person's name in another language begins here: Chủ tịch | Florentino Perez,
        but Chủ tịch Rexona Holdings."""
        run = RUN.match(scan.clean, start)
        words = run.group().lower().split(" ") if run is not None else []
        if len(words) < 2 or is_plain(words[0]) or is_plain(words[1]):
            return False
        return self._tables["firm_words"].words.isdisjoint(words)

    def _village(self, scan: PersonScan, office: Office, read: list[str]) -> bool:
        """Moves past a village no place was read for: Trưởng buôn | Ly | Ma Phương."""
        alone = len(read) == 1 and office.end - office.start == len(read[0])
        if not alone or "name" not in office.title.takes or office.place is not None:
            return False
        run = RUN.match(scan.clean, office.end + 1) if office.end < len(scan.clean) else None
        if run is None or scan.clean[office.end] != " ":
            return False
        parts = run.group().lower().split(" ")
        if parts[0] in self.words.surnames and parts[0] not in self.words.weak:
            return False
        count = next(
            (i for i in range(1, len(parts) - 1) if parts[i] in self.words.splits), len(parts)
        )
        if count > 2:
            return False
        office.end += 1 + len(" ".join(parts[:count]))
        return True

    def _seat(self, scan: PersonScan, office: Office) -> bool:
        """Moves past where an office of the clergy is held: Trụ trì | chùa Bốn Mặt."""
        if "seat" not in office.title.takes or not scan.folded.startswith(" ", office.end):
            return False
        word = self._tables["seat"].starting(scan.folded, office.end + 1)
        if word is None:
            return False
        office.end += len(word) + 1
        run = RUN.match(scan.clean, office.end + 1)
        if run is not None and scan.clean[office.end] == " ":
            office.end = run.end()
        return True

    def _stops(self, scan: PersonScan, start: int, end: int) -> bool:
        """Whether the word cannot belong to an office: a verb, another office, a name."""
        if start in scan.heads or start in scan.place_at or start in scan.org_at:
            return True
        folded = scan.folded
        word = folded[start:end]
        if not scan.clean[start].isupper():
            stops = self._tables["stop"].starting(folded, start) is not None
            return stops or self.words.firm_say.match(folded, start) is not None
        title = self.words.before_name.starting(folded, start)
        if title and scan.clean[start + len(title) + 1 : start + len(title) + 2].isupper():
            return True
        if word not in self.words.surnames:
            return False
        run = RUN.match(scan.clean, start)
        return run is not None and " " in run.group()

    # -- what follows ---------------------------------------------------------------------------

    def _joiner(self, scan: PersonScan, office: Office) -> bool:
        """Moves past ``thuộc``, ``của`` when an organisation or a place follows."""
        folded = scan.folded
        at = office.end + (2 if folded.startswith(", ", office.end) else 1)
        word = self._tables["joiner"].starting(folded, at)
        if word is None:
            return False
        target = at + len(word) + 1
        known = target in scan.org_at or target in scan.place_at
        if not known and not (office.nation and self._nation_at(scan, office, target)):
            return False
        office.end = target - 1
        return True

    def _tail(self, scan: PersonScan, office: Office) -> None:
        """Moves past ``nhiệm kỳ 2025-2030``, ``khóa XV``, ``phụ trách kinh tế``, ``(mới)``."""
        folded = scan.folded
        if office.organization is None and (match := _OF_THIS.match(folded, office.end)):
            office.end = match.end()
        for _ in range(3):
            at = office.end
            while folded[at : at + 1] in (" ", ",", "(") and at - office.end < 3:
                at += 1
            if at == office.end:
                return
            bracket = "(" in folded[office.end : at]
            word = self._tables["tail"].starting(folded, at)
            charge = self._tables["charge"].starting(folded, at) if word is None else None
            known = word or charge
            if known is None:
                return
            end = at + len(known)
            match = (_TERM if word else _CHARGE).match(folded, end)
            if match is not None:
                end = match.end()
            if bracket and not folded.startswith(")", end):
                return
            office.end = end + bracket
