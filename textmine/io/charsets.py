"""Legacy Vietnamese encodings and the shape of a syllable, from the packs' tables."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from textmine.packs.loader import PackSet, Row

_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_UNDEFINED_1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


@dataclass(frozen=True, slots=True)
class Charset:
    """One encoding: a table of 256 characters or a codec, and what follows it.

    ``pairs`` replaces a letter and its mark byte (VNI); ``small_capitals`` marks fonts that show
    small letters as capitals, so that ``§¶NG`` must be read ĐẢNG.
    """

    id: str
    label: str
    names: tuple[str, ...]
    table: str | None
    codec: str | None
    pairs: Mapping[str, str] | None
    pattern: re.Pattern[str] | None
    small_capitals: bool

    def decode(self, data: bytes) -> str:
        """Every byte becomes something: bytes without meaning become U+FFFD.  Composed (NFC)."""
        if self.table is not None:
            text, _ = codecs.charmap_decode(data, "replace", self.table)
        else:
            text = data.decode(self.codec or "latin-1", "replace")
        if self.pattern is not None:
            text = self.pattern.sub(self._paired, text)
        if self.small_capitals:
            text = restore_capitals(text)
        return unicodedata.normalize("NFC", text)

    def _paired(self, match: re.Match[str]) -> str:
        found = match.group()
        new = (self.pairs or {})[found.lower()]
        return new.upper() if found[0].isupper() else new


def charsets(packs: PackSet) -> tuple[Charset, ...]:
    """Every encoding of the packs, in order.  Raises PackError for a table of the wrong size."""
    return tuple(_charset(row) for row in packs.by_id("encoding").values())


def _charset(row: Row) -> Charset:
    data = row.data
    codec = data.get("codec")
    if isinstance(codec, str):
        try:
            codecs.lookup(codec)
        except LookupError as error:
            raise row.error(f"Python knows no codec {codec!r}") from error
    pairs = _pairs(data)
    pattern = None
    if pairs:
        longest_first = sorted(pairs, key=lambda key: (-len(key), key))
        pattern = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
    return Charset(
        str(data["id"]),
        str(data.get("label", data["id"])),
        tuple(data.get("names", ())),
        None if isinstance(codec, str) else _table(row),
        codec if isinstance(codec, str) else None,
        pairs or None,
        pattern,
        bool(data.get("small_capitals", False)),
    )


def _table(row: Row) -> str:
    """The 256 characters: latin-1, then ``c1``, then ``low``, then ``high`` from byte ``from``."""
    table = [chr(byte) for byte in range(256)]
    if row.data.get("c1") == "cp1252":
        for byte in range(0x80, 0xA0):
            if byte not in _UNDEFINED_1252:
                table[byte] = bytes([byte]).decode("cp1252")
    for byte, letter in row.data.get("low", {}).items():
        table[int(byte)] = letter
    first, high = int(row.data.get("from", 0xA0)), str(row.data.get("high", ""))
    if high and len(high) != 256 - first:
        raise row.error(f"high lists {len(high)} characters, not {256 - first}")
    table[first : first + len(high)] = high
    return "".join(table)


def _pairs(data: Mapping[str, Any]) -> dict[str, str]:
    pairs = {
        letter + entry[0]: entry[1:]
        for letter, entries in data.get("pairs", {}).items()
        for entry in entries.split()
    }
    pairs.update(data.get("singles", {}))
    return pairs


_LINE = re.compile(r"[^\n]+")
_LETTERS = re.compile(r"[^\W\d_]+")


def restore_capitals(text: str) -> str:
    """Raises the accented letters of words and lines that are otherwise in capitals.

    ``ĐảNG Bộ Xã`` -> ``ĐẢNG BỘ XÃ``; a line with any plain small letter keeps its short words.
    """
    return _LINE.sub(_restore_line, text)


def _restore_line(match: re.Match[str]) -> str:
    line = match.group()
    if not any(c.isupper() for c in line):
        return line
    plain_small = re.search(r"[a-z]", line) is not None
    capitals = len(re.findall(r"[A-Z]", line))
    if not plain_small and capitals >= 3:
        return line.upper()
    return _LETTERS.sub(_restore_word, line)


def _restore_word(match: re.Match[str]) -> str:
    word = match.group()
    capitals = sum(c.isupper() for c in word)
    mixed = capitals >= 2 and capitals < len(word) and len(word) > 2
    return word.upper() if mixed and not re.search(r"[a-z]", word) else word


class Orthography:
    """Tells a Vietnamese syllable from other letters."""

    def __init__(self, onsets: str, rhymes: str) -> None:
        self._onsets = frozenset(onsets.split()) | {""}
        self._rhymes = frozenset(rhymes.split())

    @classmethod
    def of(cls, packs: PackSet) -> Orthography:
        """From the packs' ``[[orthography]]``; without one, no word is a syllable."""
        row = packs.by_id("orthography").get("syllable")
        if row is None:
            return cls("", "")
        return cls(str(row.data.get("onsets", "")), str(row.data.get("rhymes", "")))

    def is_syllable(self, word: str) -> bool:
        """Whether ``word`` is onset and rhyme with at most one tone, in any case."""
        parts = unicodedata.normalize("NFD", word.lower())
        bare = parts.translate(_TONES)
        if len(parts) - len(bare) > 1:
            return False
        bare = unicodedata.normalize("NFC", bare)
        return any(
            bare[:cut] in self._onsets and bare[cut:] in self._rhymes
            for cut in range(min(4, len(bare)))
        )
