"""Zero without a digit: ``không có người chết``, ``chưa kết nạp được đảng viên nào``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from textmine.model.enums import Approx
from textmine.model.span import Span
from textmine.packs.loader import PackSet
from textmine.recognize.numeral_words import ONE
from textmine.recognize.numerals import Numeral
from textmine.recognize.quantity_draft import Draft
from textmine.recognize.quantity_tail import NOUN, Tail, TailReader
from textmine.recognize.quantity_words import left_of

_MAX_NOUN = 4
_NEXT = re.compile(r" ([^\W\d_]+)")
_ZERO = Decimal(0)


class ZeroReader:
    """Compiled from the ``[[zero]]`` rows of numerals.toml; raises PackError on a malformed one."""

    def __init__(self, packs: PackSet, tails: TailReader) -> None:
        self._tails = tails
        self._negations: set[str] = set()
        self._prevented: set[str] = set()
        self._after: set[str] = set()
        self._any: list[str] = []
        openers: list[str] = []
        nouns: list[str] = []
        for row in packs.rows("zero"):
            data = row.data
            if not isinstance(data.get("any"), str) or not isinstance(data.get("openers"), list):
                raise row.error("a zero needs openers, nouns, negations and any")
            openers.extend(data["openers"])
            nouns.extend(data.get("nouns", ()))
            self._negations.update(data.get("negations", ()))
            self._prevented.update(data.get("not_between", ()))
            self._after.update(data.get("not_after", ()))
            self._any.append(f" {data['any']}")
        self._stated = re.compile(
            rf"(?:{_either(openers)}) ({_either(nouns)})(?!\w)" if openers else r"(?!)"
        )

    def find(self, folded: str) -> list[Draft]:
        """A draft of value zero for each, without order."""
        found = {
            match.start(): self._draft(folded, match.start(), match.start(1), match.end(1))
            for match in self._stated.finditer(folded)
            if not folded[max(0, match.start() - 1) : match.start()].isalnum()
        }
        for start, noun, end in self._none(folded):
            found.setdefault(start, self._draft(folded, start, noun, end))
        return list(found.values())

    def _none(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """Negation, noun and end of every ``không … đảng viên nào``."""
        for word in self._any:
            at = folded.find(word)
            while at >= 0:
                end = at + len(word)
                if not folded[end : end + 1].isalnum():
                    noun = self._noun_before(folded, at)
                    negation = self._negation_before(folded, noun) if noun >= 0 else -1
                    if negation >= 0 and self._ends(folded, end):
                        yield negation, noun, end
                at = folded.find(word, end)

    def _noun_before(self, folded: str, at: int) -> int:
        left = left_of(folded, at + 1)
        for count in range(min(_MAX_NOUN, len(left.words)), 0, -1):
            if left.phrase(count) in self._tails.nouns:
                return left.start(count)
        return -1

    def _negation_before(self, folded: str, at: int) -> int:
        left = left_of(folded, at)
        for count in range(1, len(left.words) + 1):
            if left.words[-count] in self._prevented:
                return -1  # không để hộ nào tái nghèo: a resolve, no count
            if left.words[-count] in self._negations:
                return left.start(count)
        return -1

    def _ends(self, folded: str, end: int) -> bool:
        following = _NEXT.match(folded, end)
        return following is None or following[1] not in self._after

    def _draft(self, folded: str, start: int, noun: int, end: int) -> Draft:
        head = self._tails.read(folded, folded, noun, ONE).head or Span(noun, end)
        known = self._tails.nouns.get(head.of(folded))
        unit = known.unit if known else "count"
        number = Span(start, folded.index(" ", start))
        numeral = Numeral(number.start, number.end, _ZERO, _ZERO, 0, ONE, _ZERO)
        tail = Tail(NOUN, end, unit, head=head, noun=known)
        return Draft(
            numeral,
            tail,
            start,
            end,
            end,
            _ZERO,
            _ZERO,
            _ZERO,
            0,
            Approx.EXACT,
            unit,
            "count",
            number,
            head,
        )


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
