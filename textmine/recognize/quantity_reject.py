"""Numbers that measure nothing: ordinals, dates, names, classes (not_measures.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from textmine.packs.loader import PackSet, Row
from textmine.recognize.numeral_words import ONE
from textmine.recognize.numerals import Numeral
from textmine.recognize.quantity_tail import UNIT, Tail
from textmine.recognize.quantity_words import Left, left_of, phrase_lengths

_WORDS = re.compile(r" ?([^\W\d_]+)(?: ([^\W\d_]+))?(?: ([^\W\d_]+))?")
_YEARS_AFTER = re.compile(r" ?\(?(?:19|20)\d\d(?!\d)")
_KEYS = frozenset(
    {
        "id",
        "before",
        "after",
        "pattern",
        "pattern_after",
        "keep",
        "max",
        "min",
        "plain",
        "list",
        "colon",
        "needs_colon",
        "not_after",
        "not_left",
        "dimension",
        "units",
        "unless_after",
        "examples",
        "counter",
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row; see not_measures.toml for the fields."""

    id: str
    keep: str
    least: Decimal | None
    greatest: Decimal | None
    plain: bool
    list: bool
    colon: bool
    needs_colon: bool
    not_after: frozenset[str]
    not_left: tuple[str, ...]
    dimension: str
    units: frozenset[str]
    shape: re.Pattern[str] | None
    counted: re.Pattern[str] | None

    def spares(self, numeral: Numeral, tail: Tail) -> bool:
        """Whether this number is too large, or followed by what makes it a measure after all."""
        if self.greatest is not None and numeral.high > self.greatest:
            return True
        if self.least is not None and numeral.low < self.least:
            return True
        if self.plain and not numeral.plain:
            return True
        measured = tail.known and tail.dimension != "duration"
        if self.keep == "noun":
            return measured or (not numeral.plain and not numeral.alone)
        if self.keep == "scale":
            return (tail.kind == UNIT and measured) or numeral.scale > ONE
        if self.keep == "people":
            return measured and not tail.territory and not tail.loose
        return False


class NotMeasures:
    """The rules, ready to ask; pure.  Raises PackError when a row is malformed."""

    def __init__(self, packs: PackSet) -> None:
        self._before: dict[str, list[Rule]] = {}
        self._after: dict[str, list[Rule]] = {}
        self._shaped: list[Rule] = []
        patterns: list[str] = []
        for row in packs.by_id("not_measure").values():
            rule = _rule(row)
            for words in row.data.get("before", ()):
                self._before.setdefault(words, []).append(rule)
            for words in row.data.get("after", ()):
                self._after.setdefault(words, []).append(rule)
            if pattern := row.data.get("pattern"):
                patterns.append(f"(?P<r{len(self._shaped)}>{pattern})")
                self._shaped.append(rule)
        self._endings = phrase_lengths(self._before)
        self._pattern = re.compile("|".join(patterns)) if patterns else None
        self.cues = {
            id: frozenset(row.data["words"]) for id, row in packs.by_id("slash_cue").items()
        }

    def shape(self, folded: str, start: int) -> int:
        """End of a date, a clock time, a telephone number that begins at ``start``; -1: none."""
        match = self._pattern.match(folded, start) if self._pattern else None
        if match is None or match.lastgroup is None:
            return -1
        rule = self._shaped[int(match.lastgroup[1:])]
        if rule.not_left:
            left = folded[max(0, start - 40) : start]
            if any(words in left for words in rule.not_left):
                return -1
        return match.end()

    def before(
        self, folded: str, start: int, numeral: Numeral, tail: Tail, dimension: str = ""
    ) -> Rule | None:
        """The rule of the words right before ``start`` that takes the number, if any.

        With ``dimension`` only the rules of that dimension are asked.
        """
        left = left_of(folded, start)
        colon = left.last.endswith(":")
        lengths = self._endings.get(left.last.rstrip(":"))
        if lengths is None or not left.words:
            return None
        words = (*left.words[:-1], left.last.rstrip(":")) if colon else left.words
        for count in lengths:
            for rule in self._before.get(" ".join(words[-count:]), ()):
                if (colon and not rule.colon) or (rule.needs_colon and not colon):
                    continue
                if len(words) > count and words[-count - 1] in rule.not_after:
                    continue
                if rule.dimension != dimension and (dimension or tail.dimension != rule.dimension):
                    continue
                if rule.units and tail.unit not in rule.units:
                    continue
                if rule.shape is not None and not rule.shape.match(folded, numeral.start):
                    continue
                if rule.counted is not None and rule.counted.match(folded, numeral.end):
                    continue
                if not rule.spares(numeral, tail):
                    return rule
        return None

    def after(self, folded: str, numeral: Numeral, tail: Tail) -> Rule | None:
        """The rule of the words right after the number, or after its duration, if any."""
        if tail.known and tail.dimension != "duration":
            return None
        end, dimension = (tail.end, "duration") if tail.known else (numeral.end, "")
        match = _WORDS.match(folded, end)
        for count in (3, 2, 1) if match else ():
            assert match is not None
            if match.end(count) < 0:
                continue
            key = " ".join(folded[match.start(1) : match.end(count)].split())
            for rule in self._after.get(key, ()):
                if rule.units and tail.unit not in rule.units:
                    continue
                if rule.dimension == dimension and not rule.spares(numeral, tail):
                    return rule
        return None

    def dated(self, folded: str, tail: Tail) -> bool:
        """Whether a duration is spelled out as years: ``5 năm (2015-2020)``."""
        return tail.dimension == "duration" and bool(_YEARS_AFTER.match(folded, tail.end))

    def names_day(self, left: Left) -> bool:
        """Whether the words before a number announce a day or a month."""
        for count in (1, 2):
            rules = self._before.get(left.phrase(count), ())
            if len(left.words) >= count and any(rule.id in ("day", "month") for rule in rules):
                return True
        return False

    def cue(self, id: str, word: str) -> bool:
        return word in self.cues.get(id, ())


def _rule(row: Row) -> Rule:
    data = row.data
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise row.error(f"unknown key {unknown[0]}", f"known: {', '.join(sorted(_KEYS))}")
    if not any(key in data for key in ("before", "after", "pattern")):
        raise row.error("needs before, after or pattern")
    shape, counted = data.get("pattern_after"), data.get("unless_after")
    try:
        compiled = re.compile(shape) if shape else None
        followed = re.compile(counted) if counted else None
        re.compile(data.get("pattern", ""))
    except re.error as error:
        raise row.error(f"pattern does not compile ({error})") from error
    return Rule(
        data["id"],
        str(data.get("keep", "")),
        Decimal(data["min"]) if "min" in data else None,
        Decimal(data["max"]) if "max" in data else None,
        bool(data.get("plain")),
        bool(data.get("list")),
        bool(data.get("colon")),
        bool(data.get("needs_colon")),
        frozenset(data.get("not_after", ())),
        tuple(data.get("not_left", ())),
        str(data.get("dimension", "")),
        frozenset(data.get("units", ())),
        compiled,
        followed,
    )
