"""What the readers of time expressions share: pieces of text, their meaning, and the article."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from textmine.model.period import TimeKind
from textmine.recognize.time_calendar import Reference
from textmine.recognize.time_context import Context
from textmine.recognize.time_grammar import Grammar
from textmine.recognize.time_lexer import Token
from textmine.recognize.time_memory import Memory

DIGITS = re.compile(r"\d+")
_WITH_YEAR = (
    "year", "year_counted", "years", "month_year", "month_year_counted", "month_year_dotted",
    "month_range", "full", "day_range", "day_range_counted",
)  # fmt: skip
_OFFSETS = {"this": 0, "ago": -1, "past": -1, "next": 1, "new": 1}


@dataclass(frozen=True, slots=True)
class Stretch:
    """What an expression denotes: ISO bounds, inclusive, ``None`` where open or unknown.

    ``rule`` overrides the grammar rule's id.  ``floating``: printed without a year, which was
    guessed, so that a neighbour's year may correct it.  ``point``: the one day an edge stands for
    as a bound or a base (``cuối năm 2019`` is 2019-12-31).
    """

    first: str | None
    last: str | None
    kind: TimeKind = TimeKind.INTERVAL
    rule: str | None = None
    floating: bool = False
    point: str | None = None
    unit: str | None = None


@dataclass(slots=True)
class Scene:
    """The article as its time expressions are read in order; ``memory`` is what was told.

    ``terms`` are the terms of office named anywhere in it.
    """

    folded: str
    reference: Reference
    free: Callable[..., bool]
    context: Context
    memory: Memory = field(default_factory=Memory)
    terms: list[tuple[int, int]] = field(default_factory=list)

    def is_free(self, end: int, *, unit: bool = False) -> bool:
        """Whether no noun or unit follows, which would make a date a count; see ``Lexer.free``."""
        return self.free(self.folded, end, unit=unit)

    def ahead(self, piece: Piece) -> bool:
        """Whether the sentence around speaks of what is planned."""
        return self.context.ahead(self.folded, piece.start, piece.end)

    def fills_line(self, start: int, end: int) -> bool:
        """Whether the words stand on a line of their own."""
        before = self.folded[max(0, start - 1) : start]
        after = self.folded[end : end + 1]
        return before in ("", "\n") and after in ("", "\n")


class Piece:
    """The tokens one rule matched, asked by class name."""

    __slots__ = ("_grammar", "tokens")

    def __init__(self, tokens: Sequence[Token], grammar: Grammar) -> None:
        self.tokens = tokens
        self._grammar = grammar

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    def all(self, *names: str) -> list[Token]:
        """Tokens of these classes, in order."""
        codes = self._grammar.class_codes(names)
        return [token for token in self.tokens if token.code in codes]

    def get(self, *names: str) -> Token | None:
        """The first token of these classes."""
        codes = self._grammar.class_codes(names)
        for token in self.tokens:
            if token.code in codes:
                return token
        return None

    def has(self, *names: str) -> bool:
        return self.get(*names) is not None

    def after(self, *names: str) -> Piece:
        """What follows the first token of these classes; everything when there is none."""
        codes = self._grammar.class_codes(names)
        for index, token in enumerate(self.tokens):
            if token.code in codes:
                return Piece(self.tokens[index + 1 :], self._grammar)
        return self

    def before(self, *names: str) -> Piece:
        """What precedes the first token of these classes; everything when there is none."""
        codes = self._grammar.class_codes(names)
        for index, token in enumerate(self.tokens):
            if token.code in codes:
                return Piece(self.tokens[:index], self._grammar)
        return self

    def value(self, *names: str) -> object:
        """What the first word of these classes stands for."""
        token = self.get(*names)
        return token.value if token else None

    def count(self) -> int | None:
        """How many: ``5``, ``hai``, and ``năm`` as five where a unit follows."""
        token = self.get("number", "count", "count_word", "year_word")
        if token is None:
            return None
        if token.code == self._grammar.code("year_word"):
            return 5
        return int(token.value)

    def near(self) -> str | None:
        """``this``, ``ago``, ``past``, ``next`` or ``new`` by the last such word."""
        near = self._grammar.near
        for token in reversed(self.tokens):
            if token.code in near:
                return near[token.code]
        return None

    def names(self) -> list[int]:
        """Numbers of months or quarters, in figures or words."""
        return [int(t.value) for t in self.all("number", "count_word", "fourth", "roman")]

    def years(self) -> list[int]:
        """Every year printed, alone, in a span or behind a month or day."""
        return [
            int(part)
            for token in self.all(*_WITH_YEAR)
            for part in DIGITS.findall(token.value)
            if len(part) == 4
        ]

    def year(self, reference: Reference) -> int | None:
        """The one year meant, printed or as ``năm nay``, ``năm ngoái``; None when neither."""
        printed = self.years()
        if printed:
            return printed[-1]
        tail = self.after("year_word") if self.has("year_word") else None
        meaning = tail.near() if tail else None
        if meaning is None or reference.year is None:
            return None
        return reference.year + year_offset(meaning, reference)

    def says_year(self) -> bool:
        """Whether a year is printed or pointed at."""
        tail = self.after("year_word") if self.has("year_word") else None
        return bool(self.years()) or bool(tail and tail.near())


def year_offset(meaning: str, reference: Reference) -> int:
    """Years from the reference; in December ``năm qua`` is the year that is ending."""
    if meaning == "past" and reference.month == 12:
        return 0
    return _OFFSETS[meaning]


def offset(meaning: str) -> int:
    """Units from the reference's own: ``tuần trước`` is -1."""
    return _OFFSETS[meaning]
