"""Reads the words before a name that announce a person: ``đồng chí``, ``Đại tá``, ``TS.``"""

from __future__ import annotations

from dataclasses import dataclass

from textmine.recognize.person_scan import PersonScan
from textmine.recognize.person_words import PersonWords
from textmine.recognize.place_words import opens_sentence


@dataclass(frozen=True, slots=True)
class Honour:
    """Honorifics before a name: where they begin, the nearest to the name, what it allows."""

    lead: int
    word: str
    one_syllable: bool
    surname: bool
    plural: bool


class HonourReader:
    """Finds honorifics right before a name; pure."""

    def __init__(self, words: PersonWords) -> None:
        self.words = words

    def before(self, scan: PersonScan, start: int) -> Honour | None:
        """The honorifics that end right before ``start``."""
        found = self._honorific(scan, start)
        if found is None:
            return None
        lead, word = found
        kind = self.words.honorifics[word]
        plural = kind.plural
        for _ in range(3):
            more = self._honorific(scan, lead)
            if more is None:
                break
            lead = more[0]
            plural = plural or self.words.honorifics[more[1]].plural
        return Honour(lead, word, kind.one_syllable, kind.surname, plural)

    def _honorific(self, scan: PersonScan, start: int) -> tuple[int, str] | None:
        folded = scan.folded
        end = word_end(folded, start)
        word = self.words.before_name.ending(folded, end) if end else None
        if word is None:
            return None
        at = end - len(word)
        kind = self.words.honorifics[word]
        if folded[end : end + 1] == "," and not kind.rank:
            return None
        if kind.plain and scan.clean[at].isupper() and not opens_sentence(scan.clean, at):
            return None
        if self.words.not_honorific.ending(folded, end):
            return None
        none = self.words.not_honorific.starting(folded, at)
        return None if none is not None and len(none) > len(word) else (at, word)


def word_end(folded: str, start: int) -> int:
    """Where the word before ``start`` ends: past a space, ``, ``, ``: ``, a dash; 0 for none."""
    before = folded[start - 1 : start]
    if before == " ":
        end = start - 1
        return end - 1 if folded[end - 1 : end] in (",", ":") else end
    if before == ".":
        return start
    return start - 1 if before in ("-", "–") else 0
