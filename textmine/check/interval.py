"""Closed intervals of exact decimals, and the interval a printed number can stand for.

``None`` is an open side.  Sums and differences are exact; products and quotients are rounded
outwards, so an interval never loses a value that arithmetic allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import lru_cache

from textmine.model import Approx, Fact

_DIGITS = 60
_LARGEST = 24  # powers of ten: no figure of a newspaper is larger, or finer than its inverse
_LONGEST = 28  # digits in one printed number
ZERO = Decimal(0)
HUNDRED = Decimal(100)


@lru_cache(maxsize=2)
def _context(rounding: str) -> Context:
    """Arithmetic wide enough that sums of sane numbers are exact; it never traps."""
    return Context(prec=_DIGITS, rounding=rounding, traps=[])


def _down() -> Context:
    return _context(ROUND_FLOOR)


def _up() -> Context:
    return _context(ROUND_CEILING)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``, both included; ``None`` is unbounded."""

    low: Decimal | None
    high: Decimal | None

    @classmethod
    def at(cls, value: Decimal | int) -> Interval:
        number = Decimal(value)
        return cls(number, number)

    @property
    def point(self) -> Decimal | None:
        """The only number in it, or ``None`` when there are more."""
        return self.low if self.low is not None and self.low == self.high else None

    @property
    def unbounded(self) -> bool:
        """Open on both sides: it says nothing."""
        return self.low is None and self.high is None

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else _down().add(self.low, other.low)
        high = None if self.high is None or other.high is None else _up().add(self.high, other.high)
        return Interval(low, high)

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high, None if self.low is None else -self.low
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if None in (self.low, self.high, other.low, other.high):
            return self._half_open_product(other)
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(
            min(_down().multiply(a, b) for a, b in pairs if a is not None and b is not None),
            max(_up().multiply(a, b) for a, b in pairs if a is not None and b is not None),
        )

    def _half_open_product(self, other: Interval) -> Interval:
        """Product of magnitudes (nothing below zero) with open ends; else nothing is known."""
        if self.low is None or other.low is None or self.low < 0 or other.low < 0:
            return Interval(None, None)
        low = _down().multiply(self.low, other.low)
        if self.high is None or other.high is None:
            return Interval(low, None)
        return Interval(low, _up().multiply(self.high, other.high))

    def __truediv__(self, other: Interval) -> Interval:
        """Quotient of magnitudes; unbounded when the divisor can be zero."""
        if other.low is None or other.low <= 0:
            return Interval(None, None)
        low = high = None
        if self.low is not None and self.low >= 0:
            low = ZERO if other.high is None else _down().divide(self.low, other.high)
        if self.high is not None and self.high >= 0:
            high = _up().divide(self.high, other.low)
        return Interval(low, high)

    def scaled(self, factor: Decimal) -> Interval:
        """Every number times a positive ``factor``."""
        return Interval(
            None if self.low is None else _down().multiply(self.low, factor),
            None if self.high is None else _up().multiply(self.high, factor),
        )

    def meets(self, other: Interval) -> bool:
        """Some number lies in both."""
        return not self.below(other) and not other.below(self)

    def below(self, other: Interval) -> bool:
        """Every number here is smaller than every number of ``other``."""
        return self.high is not None and other.low is not None and self.high < other.low

    def contains(self, value: Decimal) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that covers both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Interval(low, high)

    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        return self.low, self.high


ANYTHING = Interval(None, None)


def sane(value: Decimal | None) -> Decimal | None:
    """``value``, or ``None`` when it is no finite number a paper could print."""
    if value is None or not value.is_finite():
        return None
    if not value:
        return ZERO
    if not -_LARGEST <= value.adjusted() <= _LARGEST or len(value.as_tuple().digits) > _LONGEST:
        return None
    return value


def of_fact(fact: Fact) -> Interval:
    """What the printed number can stand for when only its own digits are known.

    A count stated exactly is a point.  A measured number printed ``v`` with last digit worth
    ``s`` may have been rounded (true value within s/2) or cut off (true value up to v + s), so
    it stands for [v - s/2, v + s].  Words of approximation open the side they leave open:
    ``gần v`` (-inf, v + s], ``hơn v`` [v - s/2, inf), ``khoảng v`` everything; how far they
    reach is a matter of packs (see :class:`textmine.check.stated.Tolerances`).
    """
    return open_sides(digits(printed(fact), fact.step), fact.approx)


def printed(fact: Fact) -> Interval:
    """The number exactly as printed, ``[v, v]`` or the two ends of a range."""
    low, high = sane(fact.low), sane(fact.high)
    if fact.approx is Approx.AT_LEAST:
        return Interval(low if low is not None else high, None)
    if fact.approx is Approx.AT_MOST:
        # Records hold magnitudes, so "không quá v" begins at zero.
        return Interval(ZERO, high if high is not None else low)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Interval(low, high)


def digits(value: Interval, step: Decimal) -> Interval:
    """``value`` widened by what rounding or cutting off at ``step`` can hide."""
    worth = sane(step)
    if not worth or worth < 0:
        return value
    return Interval(
        None if value.low is None else _down().subtract(value.low, worth / 2),
        None if value.high is None else _up().add(value.high, worth),
    )


def open_sides(value: Interval, approx: Approx) -> Interval:
    """What a qualified value leaves possible: *hơn 300* has no upper bound."""
    if approx is Approx.ABOUT:
        return ANYTHING
    if approx is Approx.LESS_THAN:
        return Interval(None, value.high)
    if approx is Approx.MORE_THAN:
        return Interval(value.low, None)
    return value
