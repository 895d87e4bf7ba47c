"""Follows offices from a name onwards: ``N, R, R2`` / ``N - R`` / ``N (R; R2)`` / ``N là R``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.recognize.person_scan import Office, PersonScan
from textmine.recognize.person_words import PersonWords

_AFTER_NAME = (
    ", ", " , ", " - ", " – ", " — ", "-", "–", " -", " –", "- ", "– ", " (", "(", ",", ": ",
)  # fmt: skip
_OPENERS = tuple(sorted({gap[0] for gap in _AFTER_NAME} | {";"}))
_BETWEEN = (", ", " - ", " – ", " — ", "-", "–", "- ", "– ", " -", " –", "/", ",", " ")
# A nickname, or where someone stands in a photo: (bìa phải).
BRACKET = re.compile(r" ?\([^()\n]{1,40}\)")
_DETAIL = (
    r"(?:[,;]? ?\(?(?:{born}):? ?(?:[\d/-]{{4,10}})|,? ?\(?\d{{1,3}} (?:{age})"
    r"|[,–-] ?(?:{people})(?: [^\W\d_]['’\w]{{0,9}}){{1,2}})\)?"
)


class RoleChain:
    """Offices by where they begin, and the walks from a name to its offices and back."""

    def __init__(self, words: PersonWords) -> None:
        self.words = words
        cue = {name: _any(words.cues[name].words) for name in ("born", "age", "people")}
        self._detail = re.compile(_DETAIL.format(**cue))

    def speaks_on(self, scan: PersonScan, end: int) -> bool:
        """Whether a clause goes on with the person named: N đã …, N cho biết, N, …"""
        folded = scan.folded
        if folded.startswith(",", end):
            return True
        if not folded.startswith(" ", end):
            return False
        if self.words.say.match(folded, end + 1) is not None:
            return True
        return self.words.title_words["goes_on"].starting(folded, end + 1) is not None

    def details(self, scan: PersonScan, end: int) -> int:
        """Past age, year of birth, people and residence after a name: ``(SN 1980, trú tại …)``."""
        for _ in range(4):
            match = self._detail.match(scan.folded, end)
            stop = match.end() if match else self._honour(scan, end)
            stop = stop if stop > end else self._residence(scan, end)
            if stop == end:
                return end
            end = stop
        return end

    def _honour(self, scan: PersonScan, end: int) -> int:
        """Past ``, Anh hùng Lực lượng vũ trang nhân dân`` when a comma or a dash follows."""
        folded = scan.folded
        gap = 2 if folded.startswith(", ", end) else 3
        if gap == 3 and folded[end : end + 3] not in (" - ", " – "):
            return end
        word = self.words.before_name.starting(folded, end + gap)
        if word is None or not self.words.honorifics[word].rank:
            return end
        stop = end + gap + len(word)
        return stop if folded[stop : stop + 2] in (", ", " -", " –") else end

    def _residence(self, scan: PersonScan, end: int) -> int:
        """Past ``, ở bản P, xã P2 (huyện P3)``."""
        folded = scan.folded
        at = end
        while folded[at : at + 1] in (" ", ",", "(", "-", "–") and at - end < 3:
            at += 1
        word = self.words.cues["residence"].starting(folded, at)
        if word is not None:
            at += len(word) + 1
        elif at - end < 2:
            return end
        index = scan.place_at.get(at)
        if index is None:
            return end
        stop = scan.places[index].span.end
        for _ in range(3):
            after = next((stop + n for n in (1, 2) if stop + n in scan.place_at), -1)
            if after < 0:
                break
            stop = scan.places[scan.place_at[after]].span.end
        bracket = "(" in folded[end:at] or "(" in folded[at:stop]
        return stop + (bracket and folded.startswith(")", stop))

    def after(
        self, scan: PersonScan, leads: dict[int, Office], end: int
    ) -> tuple[list[Office], int]:
        """Offices that follow a name ending at ``end``, and where the last of them ends."""
        known = scan.after_names.get(end)
        if known is None:
            known = scan.after_names[end] = self._after(scan, leads, end)
        return known

    def _after(
        self, scan: PersonScan, leads: dict[int, Office], end: int
    ) -> tuple[list[Office], int]:
        if scan.folded[end : end + 1] not in _OPENERS:
            return [], end
        stop = self.details(scan, end)
        office = self._first(scan, leads, stop)
        if office is None and stop != end:
            office = self._first(scan, leads, end)
        if office is None and (match := BRACKET.match(scan.folded, stop)):
            office = self._first(scan, leads, match.end())
        if office is None:
            return [], stop
        chain = self.chain(scan, leads, office)
        last = chain[-1].end
        if scan.folded.startswith(")", last):
            last += 1
        return chain, last

    def _first(self, scan: PersonScan, leads: dict[int, Office], end: int) -> Office | None:
        folded = scan.folded
        for gap in _AFTER_NAME if folded.startswith(_AFTER_NAME, end) else ():
            if folded.startswith(gap, end):
                at = end + len(gap)
                if (office := leads.get(at)) is not None:
                    return self._usable(office)
                word = self.words.title_words["copula"].starting(folded, at)
                if word and (office := leads.get(at + len(word) + 1)) is not None:
                    return self._usable(office)
        if folded.startswith(" ", end):
            word = self.words.title_words["copula"].starting(folded, end + 1)
            if word and (office := leads.get(end + len(word) + 2)) is not None:
                return self._usable(office)
            office = leads.get(end + 1)
            told = office is not None and (office.verbal or office.organization is not None)
            if office is not None and (told or scan.clean[end + 1].isupper()):
                return self._usable(office)
        return None

    def _usable(self, office: Office) -> Office | None:
        return None if office.spouse else office

    def chain(
        self, scan: PersonScan, leads: dict[int, Office], office: Office
    ) -> list[Office]:
        """The office and those that go on with it: ``R, R2 kiêm R3``."""
        found = [office]
        for _ in range(9):
            following = self._next(scan, leads, found[-1].end)
            if following is None or following.spouse or following.plural:
                break  # các đồng chí Ủy viên …: others, not named
            found.append(following)
        return found

    def _next(self, scan: PersonScan, leads: dict[int, Office], end: int) -> Office | None:
        folded = scan.folded
        for gap in _BETWEEN if folded.startswith(_BETWEEN, end) else ():
            if not folded.startswith(gap, end):
                continue
            at = end + len(gap)
            if gap != " " and (office := leads.get(at)) is not None:
                return office
            word = self.words.title_words["and"].starting(folded, at)
            if word and (office := leads.get(at + len(word) + 1)) is not None:
                return office
        return None


def joined(folded: str, start: int, end: int, gaps: Sequence[str]) -> bool:
    """Whether nothing but one of ``gaps`` stands in ``[start, end)``."""
    return start <= end and end - start <= 12 and folded[start:end] in gaps


def _any(words: frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
