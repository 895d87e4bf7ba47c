"""Whether two printed numbers differ the way people slip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from textmine.model import Approx, Fact, Quantity
from textmine.relate.draft import Draft
from textmine.relate.reckon import slips

_LEAST = 10  # what a number must reach for its digits to tell that it is another one's slip


def slipped_from(title: Draft, below: Draft) -> bool:
    """Whether a headline's rounded number bears out what the other was before one slip."""
    if title.quantity.approx is Approx.EXACT or title.quantity.dimension == "percent":
        return False
    told, value = title.quantity.low, below.quantity.low
    if told is None or value is None or value < _LEAST * (below.quantity.step or 1):
        return False
    if any(abs(x - told) * 50 <= told for x in _steps(below.quantity)):
        return True
    several = len(told.normalize().as_tuple().digits) > 1
    return several and any(abs(x - value) * 50 <= value for x in _steps(title.quantity))


def _steps(quantity: Quantity) -> Iterator[Decimal]:
    """What the number may have been before one slip, its last printed digit counted as one."""
    step, value = quantity.step or Decimal(1), quantity.low
    if value is not None:
        printed = replace(quantity, low=(value / step).to_integral_value(), decimals=0)
        yield from (x * step for x in slips(printed))


def slipped(one: Fact, two: Fact) -> bool:
    """Whether values differ the way people slip: one digit, two neighbours exchanged, a nought too
    many.  Single digits differ in one digit whatever they count.  A rounded headline is compared
    with the other number rounded like it."""
    if one.low is None or two.low is None or one.low != one.high or two.low != two.high:
        return False
    first, second = one.low, two.low
    if one.step and one.approx is not Approx.EXACT:
        second = (two.low / one.step).to_integral_value() * one.step
    if min(first, second) < _LEAST * (one.step or 1):
        return False
    small, large = sorted((first, second))
    if large == small * 10:
        return True
    digits, others = _digits(first, second)
    if len(digits) != len(others) or large >= small * 10:
        return False
    apart = [at for at, pair in enumerate(zip(digits, others, strict=True)) if pair[0] != pair[1]]
    if len(apart) == 1:
        return True
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    at = apart[0]
    return digits[at : at + 2] == others[at : at + 2][::-1]


def _digits(one: Decimal, two: Decimal) -> tuple[str, str]:
    """The digits of two numbers without the noughts that both end on."""
    places = max(0, *(-int(x.normalize().as_tuple().exponent) for x in (one, two)))
    first, second = (int(x.scaleb(places)) for x in (one, two))
    while first and second and not first % 10 and not second % 10:
        first, second = first // 10, second // 10
    return str(first), str(second)
