"""A printed number in three widths: as printed, as it can be meant, as it could be excused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from textmine.check.interval import ANYTHING, Interval, digits, open_sides, printed, sane
from textmine.model import Approx, Fact


@dataclass(frozen=True, slots=True)
class Stated:
    """Three nested intervals that arithmetic carries along together.

    ``printed`` is the bare number.  ``tight`` is what it stands for: rounding, cutting off, and
    the usual reach of ``gần`` or ``hơn``.  ``loose`` also grants what readers forgive (a round
    number that was rounded silently, a generous ``khoảng``).  Tight intervals that meet satisfy a
    check, loose ones that meet leave it undecided, and only loose ones apart violate it.
    ``whole`` marks an exact count.
    """

    printed: Interval
    tight: Interval
    loose: Interval
    whole: bool = False

    @classmethod
    def exact(cls, value: Decimal | int) -> Stated:
        point = Interval.at(value)
        return cls(point, point, point, Decimal(value) == int(value))

    @classmethod
    def plain(cls, value: Decimal | int | str, step: Decimal | int | str = 0) -> Stated:
        """A number printed without words of approximation; ``step`` zero is an exact count."""
        number, worth = Decimal(value), Decimal(step)
        point = Interval.at(number)
        wide = digits(point, worth)
        return cls(point, wide, wide, worth == 0 and number == number.to_integral_value())

    @property
    def known(self) -> bool:
        """False when the text says nothing about the value."""
        return not self.printed.unbounded

    def map(self, change: Callable[[Interval], Interval]) -> Stated:
        return Stated(change(self.printed), change(self.tight), change(self.loose))

    def join(self, other: Stated, by: Callable[[Interval, Interval], Interval]) -> Stated:
        return Stated(
            by(self.printed, other.printed),
            by(self.tight, other.tight),
            by(self.loose, other.loose),
        )

    def __add__(self, other: Stated) -> Stated:
        return self.join(other, Interval.__add__)

    def __sub__(self, other: Stated) -> Stated:
        return self.join(other, Interval.__sub__)

    def __mul__(self, other: Stated) -> Stated:
        return self.join(other, Interval.__mul__)

    def __truediv__(self, other: Stated) -> Stated:
        return self.join(other, Interval.__truediv__)

    def scaled(self, factor: Decimal | int) -> Stated:
        return self.map(lambda item: item.scaled(Decimal(factor)))


UNKNOWN = Stated(ANYTHING, ANYTHING, ANYTHING)


@dataclass(frozen=True, slots=True)
class Width:
    """How far one word of approximation reaches, as shares of the printed value.

    ``None`` is without limit.  ``least`` is the smallest reach in units of the last printed digit
    (ones, for a count), so that ``khoảng 3`` covers 2 and 4.
    """

    below: Decimal | None = Decimal(0)
    above: Decimal | None = Decimal(0)
    least: Decimal = Decimal(0)

    def around(self, value: Interval, unit: Decimal) -> Interval:
        low, high = value.low, value.high
        if low is not None:
            low = None if self.below is None else low - self._reach(low, self.below, unit)
        if high is not None:
            high = None if self.above is None else high + self._reach(high, self.above, unit)
        return Interval(low, high)

    def _reach(self, value: Decimal, share: Decimal, unit: Decimal) -> Decimal:
        return max(abs(value) * share, self.least * unit) if share else Decimal(0)


@dataclass(frozen=True, slots=True)
class RoundNumber:
    """When a number without words of approximation may have been rounded silently.

    At least ``zeros`` zeros stand before the printed end and the printed digits make at least
    ``least`` (``5.000`` is 5000, ``1.500 tỷ`` is 1500).
    """

    zeros: int
    least: Decimal


@dataclass(frozen=True, slots=True)
class Tolerances:
    """The reach of every word of approximation and of round numbers: pack data.

    ``tight`` and ``loose`` are keyed by ``(approx, unit)`` with unit ``""`` for any unit.
    ``rounds`` is keyed by ``count`` and ``measure``.
    """

    tight: Mapping[tuple[str, str], Width] = field(default_factory=dict)
    loose: Mapping[tuple[str, str], Width] = field(default_factory=dict)
    rounds: Mapping[str, RoundNumber] = field(default_factory=dict)

    def stated(self, fact: Fact, factor: Decimal = Decimal(1)) -> Stated:
        """The fact's number in its three widths, times ``factor`` (a change of unit)."""
        bare = printed(fact)
        if bare.unbounded:
            return UNKNOWN
        step = sane(fact.step) or Decimal(0)
        wide = digits(bare, step)
        result = Stated(
            bare,
            self._reach(self.tight, wide, fact, step),
            self._reach(self.loose, self._silent(bare, wide, step, fact), fact, step),
            _is_whole(fact, bare, step),
        )
        if factor == 1:
            return result
        return result.scaled(factor)

    def _reach(
        self, widths: Mapping[tuple[str, str], Width], wide: Interval, fact: Fact, step: Decimal
    ) -> Interval:
        if fact.approx in (Approx.EXACT, Approx.RANGE, Approx.AT_LEAST, Approx.AT_MOST):
            return wide
        width = widths.get((fact.approx, fact.unit)) or widths.get((fact.approx, ""))
        if width is None:
            return open_sides(wide, fact.approx)
        return width.around(wide, step or Decimal(1))

    def _silent(self, bare: Interval, wide: Interval, step: Decimal, fact: Fact) -> Interval:
        """``wide``, or what a round number stands for if its zeros were never counted.

        Two leading digits are taken to be meant in any case; zeros after a decimal mark always.
        """
        rule = self.rounds.get("measure" if step else "count")
        value = bare.point
        if rule is None or not value or fact.unit == "percent" or fact.decimals > 0:
            return wide
        units = value / (step or Decimal(1))
        if units < rule.least or units != units.to_integral_value():
            return wide
        zeros, length = _zeros(int(units))
        if zeros < rule.zeros:
            return wide
        return digits(bare, (step or Decimal(1)).scaleb(min(zeros, length - 2)))


def _zeros(number: int) -> tuple[int, int]:
    """How many zeros a whole number ends in, and how many digits it has."""
    text = str(number)
    return len(text) - len(text.rstrip("0")), len(text)


def _is_whole(fact: Fact, bare: Interval, step: Decimal) -> bool:
    value = bare.point
    return (
        fact.approx is Approx.EXACT
        and step == 0
        and value is not None
        and value == value.to_integral_value()
    )
