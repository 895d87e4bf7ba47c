"""Which codes a pattern over codes can begin with, read off its source without compiling it."""

from __future__ import annotations

import re
from collections.abc import Set

# A group's opening, a set, a repeat, or one character.
_PIECE = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:|\?>)?)|\[(?P<set>[^\]^\\-]+)\]"
    r"|(?P<repeat>[?*+]|\{(?P<least>\d+)(?:,\d*)?\})|(?P<one>[^\\\[.^$])"
)


def first_codes(source: str, codes: Set[str]) -> Set[str]:
    """Codes a match of ``source`` can begin with: all of ``codes`` where that cannot be told.

    Never too few.  Looks around do not narrow them; a pattern that matches nothing begins
    nowhere.
    """
    reading = _Reading(source)
    found, _ = reading.alternatives()
    return codes if reading.lost or reading.at < len(source) else found & codes


class _Reading:
    """A walk along one pattern."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.at = 0
        self.lost = False

    def alternatives(self) -> tuple[set[str], bool]:
        """First codes up to the end of the group, and whether it may match nothing."""
        found: set[str] = set()
        empty = False
        while True:
            codes, passed = self._sequence()
            found |= codes
            empty |= passed
            if self.lost or self._source[self.at : self.at + 1] != "|":
                return found, empty
            self.at += 1

    def _sequence(self) -> tuple[set[str], bool]:
        found: set[str] = set()
        empty = True  # whether all before may match nothing
        while self.at < len(self._source) and self._source[self.at] not in "|)":
            piece = _PIECE.match(self._source, self.at)
            if piece is None or piece["repeat"]:
                self.lost = True
                break
            self.at = piece.end()
            codes, optional = self._item(piece)
            if self.lost:
                break
            if (repeat := _PIECE.match(self._source, self.at)) and repeat["repeat"]:
                self.at = repeat.end()
                optional |= repeat["repeat"] in "?*" or repeat["least"] == "0"
                if self._source[self.at : self.at + 1] in ("?", "+"):  # lazy, possessive
                    self.at += 1
            if empty:
                found |= codes
            empty &= optional
        return found, empty

    def _item(self, piece: re.Match[str]) -> tuple[set[str], bool]:
        """First codes of a set, a character or a group, and whether it may match nothing."""
        if piece["set"]:
            return set(piece["set"]), False
        if piece["one"]:
            return {piece["one"]}, False
        codes, empty = self.alternatives()
        if self._source[self.at : self.at + 1] != ")":
            self.lost = True
        self.at += 1
        return (set(), True) if piece["look"] else (codes, empty)
