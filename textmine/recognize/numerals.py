"""Reads numbers, in digits and in words: ``NumeralReader(packs).scan(folded)``.

A numeral is what a number is worth before any unit: ``2,3 nghìn tỷ``, ``hai mươi mốt``, ``3.728
tỷ 900 triệu``, ``hàng trăm triệu``.  Whether it measures anything is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import regex

from textmine.packs.loader import PackSet
from textmine.recognize.numeral_words import ONE, Spelled, Speller

_MAX_DIGITS = 24
_LONGEST = 40  # characters of digits and marks beyond which a string is no number
_THOUSAND = Decimal(1000)
_SUFFIX = {"k": Decimal(1000), "m": Decimal(10) ** 6, "g": Decimal(10) ** 9}


class Numeral(NamedTuple):
    """One number as printed; clean offsets.

    ``low``/``high`` differ only for indefinite ones (hàng trăm).  ``scale`` is the worth its scale
    words give to the last printed digit before them (1 without), ``step`` what the last printed
    digit is worth, ``decimals`` the digits after the mark.  ``thousands`` is the other reading of
    ``12,345`` where the comma groups thousands.  ``alone`` says what a spelled number needs beside
    it to be one (see numerals.toml), empty when it needs nothing.  ``money``: its last scale word
    stands for money when nothing follows.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    decimals: int
    scale: Decimal
    step: Decimal
    digits: str = ""
    thousands: Decimal | None = None
    alone: str = ""
    money: bool = False

    @property
    def plain(self) -> bool:
        """Digits only: no mark, no scale, no words."""
        return self.digits.isdigit() and self.scale == ONE


class NumeralReader:
    """Compiled once from the packs; pure."""

    def __init__(self, packs: PackSet) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._speller = Speller(packs)
        word = self._speller.pattern
        self._digits = regex.compile(
            r"[0-9]+(?:(?:[.,][0-9]+)+|(?<![0-9]{4})(?: 000){1,4}(?![0-9.,])"
            r"|(?<![0-9]{4})(?: [0-9]{3}){2,5}(?![0-9.,]))?"
        )
        self._words = re.compile(rf"(?:{word})(?: {{1,2}}(?:{word})){{0,15}}(?!\w)")
        self._starters = AhoCorasick(self._speller.starters, matchkind=MatchKind.LeftmostLongest)
        self._run = re.compile(rf" {{0,3}}(?:{word})(?: {{1,2}}(?:{word})){{0,9}}(?!\w)")
        scale = self._speller.scale_pattern
        self._rest = re.compile(rf" {{1,2}}(\d{{1,3}}(?:,\d{{1,3}})?) {{0,2}}({scale})(?!\w)")
        self._units = re.compile(r" (\d{3})(?= [^\W\d_])")  # 1 ngàn 200 đảng viên
        self._bare_rest = re.compile(r" (\d{1,3})(?= ?(?:[.,;:)!?\n]|đồng|$))(?![.,]\d)")
        self._point = re.compile(r" (?:phẩy|chấm) (\d{1,4})(?!\w)")

    def scan(
        self,
        folded: str,
        clean: str | None = None,
        blocked: Sequence[tuple[int, int]] = (),
        cells: Sequence[int] = (),
    ) -> list[Numeral]:
        """Every numeral in the text, in order, none inside another.  Never raises.

        ``clean`` is the same text with its capitals: a capitalised scale word is a name.
        Numbers that begin in ``blocked``, stretches in order, are left out.  At ``cells``, in
        order, one cell of a table ends: no space there groups thousands.
        """
        clean = clean or folded
        found: list[Numeral] = []
        spelled = self._spelled(folded)
        at, limit = 0, len(spelled)
        done = 0
        fences = iter((*blocked, (len(folded) + 1, len(folded) + 1)))
        fence, open_again = next(fences)
        for match in self._digits.finditer(_fenced(folded, cells)):
            start, end = match.span()
            while start >= open_again:
                fence, open_again = next(fences)
            if start >= fence:
                continue
            while at < limit and spelled[at] < start:
                if spelled[at] >= done:
                    done = self._add(found, self._from_words(folded, clean, spelled[at]), done)
                at += 1
            if start >= done:
                done = self._add(found, self._from_digits(folded, clean, start, end), done)
        for position in spelled[at:]:
            if position >= done:
                done = self._add(found, self._from_words(folded, clean, position), done)
        return found

    def _add(self, found: list[Numeral], numeral: Numeral | None, done: int) -> int:
        if numeral is None:
            return done
        found.append(numeral)
        return numeral.end

    def _spelled(self, folded: str) -> list[int]:
        """Where words that can begin a spelled number stand as whole words."""
        size = len(folded)
        return [
            start
            for _, start, end in self._starters.find_matches_as_indexes(folded)
            if not (start and folded[start - 1].isalnum())
            and not (end < size and folded[end].isalnum())
        ]

    def parse(self, text: str) -> Decimal | None:
        """What the whole of ``text`` is worth as one number; ``None`` when it is none."""
        numeral = self.whole(text)
        return None if numeral is None else numeral.low

    def whole(self, text: str) -> Numeral | None:
        """The one number that ``text`` is, from end to end; ``None`` when it is none.

        Takes signs and the suffixes K, M and G, which running text does not.
        """
        folded = text.lower().strip()
        sign = ONE
        for minus in ("- ", "-", "âm "):
            if folded.startswith(minus):
                sign, folded = -ONE, folded[len(minus) :]
                break
        factor = ONE
        if folded[-1:] in _SUFFIX and folded[-2:-1].isdigit():
            factor, folded = _SUFFIX[folded[-1]], folded[:-1]
        if folded.startswith(".") and folded[1:].isdigit():
            folded = "0" + folded
        if (word := self._speller.digit(folded)) is not None:
            value = sign * word + 0  # never minus zero
            return Numeral(0, len(text), value, value, 0, ONE, ONE)
        for numeral in self.scan(folded)[:1]:
            if (numeral.start, numeral.end) == (0, len(folded)) and numeral.low == numeral.high:
                value = sign * factor * numeral.low + 0
                scale, step = numeral.scale * factor, numeral.step * factor
                return Numeral(0, len(text), value, value, numeral.decimals, scale, step)
        return None

    def _from_digits(self, folded: str, clean: str, start: int, end: int) -> Numeral | None:
        text = folded[start:end]
        read = read_digits(text)
        if read is None:
            return Numeral(start, end, Decimal(0), Decimal(0), -1, ONE, ONE, text)
        value, decimals, thousands = read
        if (point := self._point.match(folded, end)) and not decimals and len(text) < _MAX_DIGITS:
            decimals = len(point[1])
            value += Decimal(point[1]).scaleb(-decimals)
            end, thousands = point.end(), None
        step = ONE.scaleb(-decimals) if decimals else ONE
        printed = Numeral(start, end, value, value, decimals, ONE, step, text, thousands)
        return self._scaled(folded, clean, printed)

    def _scaled(self, folded: str, clean: str, printed: Numeral) -> Numeral:
        """The number with the scale words that follow its last digit."""
        start, end, value, decimals = printed.start, printed.end, printed.low, printed.decimals
        run = self._run.match(folded, end)
        spelled = None
        if run is not None:
            words = _words(folded, run.start(), run.end())
            spelled = self._speller.after_digits(words, value, folded, clean)
        if spelled is None:
            return printed
        number = self._rest_of(folded, spelled)
        return Numeral(
            start,
            number.end,
            number.value,
            number.value,
            decimals,
            spelled.scale,
            min(number.step, spelled.scale.scaleb(-decimals)),
            printed.digits,
            None if printed.thousands is None else printed.thousands * spelled.scale,
            money=number.money,
        )

    def _rest_of(self, folded: str, spelled: Spelled) -> Spelled:
        """Adds the smaller part of a split amount: ``3.728 tỷ 900 triệu``, ``4 tỷ 5``."""
        if spelled.last < _THOUSAND:
            return spelled
        if rest := self._rest.match(folded, spelled.end):
            scale = self._speller.scale(rest[2])
            if scale < spelled.last:
                number = read_digits(rest[1])
                if number is not None:
                    value = spelled.value + number[0] * scale
                    return spelled.extended(value, rest.end(), scale.scaleb(-number[1]), scale)
        if spelled.last == _THOUSAND and (rest := self._units.match(folded, spelled.end)):
            value = spelled.value + Decimal(rest[1])
            return spelled.extended(value, rest.end(), ONE, ONE)
        if spelled.money and (rest := self._bare_rest.match(folded, spelled.end)):
            part = Decimal(rest[1]) * spelled.last.scaleb(-len(rest[1]))
            step = spelled.last.scaleb(-len(rest[1]))
            return spelled.extended(spelled.value + part, rest.end(), step, spelled.last)
        return spelled

    def _single_word(self, folded: str, start: int, end: int) -> Numeral | None:
        word = self._speller.alone(folded, start, folded[start:end])
        if word is None:
            return None
        scale = word.value if word.role == "scale" else ONE
        value = word.value
        return Numeral(start, end, value, value, 0, scale, scale, alone=word.alone)

    def _from_words(self, folded: str, clean: str, start: int) -> Numeral | None:
        match = self._words.match(folded, start)
        if match is None:
            return None
        end = match.end()
        if " " not in folded[start:end]:
            return self._single_word(folded, start, end)
        words = _words(folded, start, end)
        spelled = self._speller.read(words, folded, clean)
        if spelled is None:
            return None
        whole = spelled.scale == spelled.low == spelled.high and not spelled.decimals
        if whole and (point := self._point.match(folded, spelled.end)):  # hai phẩy 23
            decimals, step = len(point[1]), ONE.scaleb(-len(point[1]))
            value = spelled.value + Decimal(point[1]) * step
            printed = Numeral(start, point.end(), value, value, decimals, ONE, step)
            return self._scaled(folded, clean, printed)
        if not spelled.alone and spelled.low == ONE:
            spelled = self._rest_of(folded, spelled)
        return Numeral(
            start,
            spelled.end,
            spelled.value * spelled.low,
            spelled.value * spelled.high,
            spelled.decimals,
            spelled.scale,
            spelled.step,
            alone=spelled.alone,
            money=spelled.money,
        )


def read_digits(text: str) -> tuple[Decimal, int, Decimal | None] | None:
    """Value, digits after the mark, and the reading with a thousands comma, of printed digits.

    A dot groups thousands and a comma marks decimals, unless the groups say otherwise
    (``1,200,000``, ``7.5``).  ``None`` when no reading makes sense (``30.9.2020``).
    """
    if text.isdecimal() and len(text) <= _MAX_DIGITS:
        return Decimal(text), 0, None
    if len(text) > _LONGEST:
        return None
    if " " in text:
        return Decimal(text.replace(" ", "")), 0, None
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        mark = "," if text.rfind(",") > text.rfind(".") else "."
        other = "." if mark == "," else ","
        whole, _, part = text.rpartition(mark)
        if mark in whole or not _grouped(whole, other):
            return None
        return Decimal(f"{whole.replace(other, '')}.{part}"), len(part), None
    mark = "." if dots else ","
    grouped = _grouped(text, mark)
    if grouped and (mark == "." or commas > 1 or text.endswith(",000")):
        return Decimal(text.replace(mark, "")), 0, None
    if dots + commas == 1:
        whole, _, part = text.partition(mark)
        if not whole.isdecimal():
            return None
        thousands = Decimal(whole + part) if grouped else None
        return Decimal(f"{whole}.{part}"), len(part), thousands
    return None


def _grouped(text: str, mark: str) -> bool:
    first, *rest = text.split(mark)
    leads = 1 <= len(first) <= 3 and first[0] != "0"
    return leads and bool(rest) and all(len(group) == 3 for group in rest)


def _fenced(folded: str, cells: Sequence[int]) -> str:
    """The text with a tab at the end of every cell."""
    if not cells:
        return folded
    ends = (-1, *cells)
    pieces = [folded[a + 1 : b] for a, b in pairwise((*ends, len(folded)))]
    return "\t".join(pieces)


def _words(folded: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Words with where they start and end."""
    words: list[tuple[str, int, int]] = []
    at = start
    for word in folded[start:end].split(" "):
        if word:
            words.append((word, at, at + len(word)))
        at += len(word) + 1
    return words
