"""Printed numbers: found in a text, changed the way people slip, and what they can stand for.

Knows nothing of textmine: this is the second opinion that its checks are measured against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_SCALES = [Fraction(10) ** power for power in range(-3, 13)]
_MEASURES = ("percent", "percentage_point", "VND", "USD", "hectare", "m2", "tonne", "kg", "km", "m",
             "kWh", "litre", "hour")  # fmt: skip
_LEADING = 2  # digits of a round number that are meant


@dataclass(frozen=True, slots=True)
class Range:
    """All numbers from ``low`` to ``high``; ``None`` is open."""

    low: Fraction | None
    high: Fraction | None

    def meets(self, other: Range) -> bool:
        return not self.below(other) and not other.below(self)

    def below(self, other: Range) -> bool:
        return self.high is not None and other.low is not None and self.high < other.low

    def plus(self, other: Range, sign: int = 1) -> Range:
        if sign < 0:
            other = Range(
                None if other.high is None else -other.high,
                None if other.low is None else -other.low,
            )
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(low, high)

    def over(self, other: Range, times: int = 1) -> Range:
        """Quotient of what is not below zero."""
        low = None
        if self.low is not None and other.high:
            low = self.low * times / other.high
        high = None
        if self.high is not None and other.low:
            high = self.high * times / other.low
        return Range(low, high)

    def by(self, other: Range) -> Range:
        low = None if self.low is None or other.low is None else self.low * other.low
        high = None if self.high is None or other.high is None else self.high * other.high
        return Range(low, high)


@dataclass(frozen=True, slots=True)
class Number:
    """A gold fact as it is printed: ``digits`` at ``start``, each worth ``scale`` base units.

    ``digits`` is empty for numbers in words and ranges, which are read but never changed.
    """

    start: int
    digits: str
    scale: Fraction
    value: Fraction
    upper: Fraction
    unit: str
    approx: str

    @property
    def end(self) -> int:
        return self.start + len(self.digits)

    def printed(self, digits: str) -> Number:
        """The same number with other digits."""
        value = parsed(digits) * self.scale
        return Number(self.start, digits, self.scale, value, value, self.unit, self.approx)

    def range(self) -> Range:
        """What it can stand for: exact counts themselves, measures what rounding or cutting off
        at their last digit hides, and words of approximation what readers grant them."""
        step = self._step()
        low, high = self.value - step / 2, self.upper + step
        if self.approx == "about":
            return Range(self.value * 7 / 10, self.upper * 13 / 10)
        if self.approx == "less_than":
            return Range(self.value / 2, high)
        if self.approx == "more_than":
            return Range(low, None if self.unit == "percent" else self.upper * 3 / 2)
        if self.approx == "at_least":
            return Range(low, None)
        if self.approx == "at_most":
            return Range(Fraction(0), high)
        return Range(low, high)

    def _step(self) -> Fraction:
        whole, _, tail = self.digits.partition(",")
        measure = self.unit.split("/")[0] in _MEASURES or self.scale != 1
        if tail:
            return self.scale / 10 ** len(tail)
        bare = whole.replace(".", "")
        zeros = len(bare) - len(bare.rstrip("0"))
        if zeros >= 2 and self.unit != "percent" and len(bare) > _LEADING:
            return self.scale * 10 ** min(zeros, len(bare) - _LEADING)
        return self.scale if measure and self.digits else Fraction(0)


def parsed(digits: str) -> Fraction:
    return Fraction(digits.replace(".", "").replace(",", "."))


def number_of(text: str, fact: Mapping[str, Any]) -> Number | None:
    """The number of a gold fact, or ``None`` when its quote is not where it should be."""
    at = -1
    for _ in range(fact.get("nth", 1)):
        at = text.find(fact["quote"], at + 1)
        if at < 0:
            return None
    low, high = fact["low"], fact["high"]
    if low is None and high is None:
        return None
    least = Fraction(str(low if low is not None else high))
    most = Fraction(str(high if high is not None else low))
    approx = fact.get("approx", "exact")
    approx = "exact" if approx == "range" else approx
    blank = Number(at, "", Fraction(1), least, most, fact["unit"], approx)
    if least != most and low is not None and high is not None:
        return blank
    found = list(_DIGITS.finditer(fact["quote"]))
    for match in found:
        plain = parsed(match[0])
        if plain and least / plain in _SCALES and match[0] == match[0].lstrip("0"):
            scale = least / plain
            return Number(at + match.start(), match[0], scale, least, most, fact["unit"], approx)
    return blank


def slips(number: Number, rng: Random) -> Iterator[tuple[str, str]]:
    """(kind, digits) of every way the number is changed; each gives another value."""
    digits = number.digits
    for kind, changed in (
        ("digit", _digit(digits, rng)),
        ("one", _plus(digits, rng.choice((1, -1)), last=True)),
        ("ten", _ten(digits)),
        ("point", _plus(digits, rng.choice((1, -1))) if number.unit == "percent" else None),
        ("pair", _pair(digits)),
    ):
        if changed is not None and parsed(changed) != parsed(digits) and parsed(changed) > 0:
            yield kind, changed


def _digit(digits: str, rng: Random) -> str:
    places = [at for at, char in enumerate(digits) if char.isdigit()]
    at = rng.choice(places)
    least = 1 if at == 0 else 0
    new = rng.choice([str(x) for x in range(least, 10) if str(x) != digits[at]])
    return digits[:at] + new + digits[at + 1 :]


def _plus(digits: str, by: int, *, last: bool = False) -> str:
    """One more or less: of the last digit, or of the ones."""
    tail = len(digits.partition(",")[2])
    value = parsed(digits) + (Fraction(by, 10**tail) if last else by)
    return _written(value, digits) if value > 0 else _written(value + 2 * abs(by), digits)


def _ten(digits: str) -> str:
    return _written(parsed(digits) * 10, digits, decimals=max(0, len(digits.partition(",")[2]) - 1))


def _pair(digits: str) -> str | None:
    """The last two neighbouring digits that differ, exchanged."""
    for at in range(len(digits) - 2, -1, -1):
        one, two = digits[at], digits[at + 1]
        if one.isdigit() and two.isdigit() and one != two and not (at == 0 and two == "0"):
            return digits[:at] + two + one + digits[at + 2 :]
    return None


def _written(value: Fraction, like: str, decimals: int | None = None) -> str:
    """The value printed in the manner of ``like``."""
    places = len(like.partition(",")[2]) if decimals is None else decimals
    dots = "." in like or len(like.partition(",")[0]) < 4
    scaled = round(value * 10**places)
    whole, tail = divmod(scaled, 10**places)
    text = f"{whole:,}".replace(",", ".") if dots else str(whole)
    return f"{text},{tail:0{places}d}" if places else text
