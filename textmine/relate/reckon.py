"""What the numbers themselves tell: a percentage that is one of them out of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from textmine.model import Aspect, Quantity
from textmine.relate.draft import Draft
from textmine.relate.fitting import same_noun
from textmine.relate.frame import Frame
from textmine.relate.scene import Place, Scene

_HUNDRED = Decimal(100)
# In last digits printed: shares are rounded, at times cut.
_ROUNDED, _TRUNCATED = Decimal("-0.55"), Decimal("1.05")
_BACK = 8  # numbers looked back at for the whole
_LARGEST = 9  # power of ten up to which slips are tried
_FEW = 20  # wholes smaller than that meet a percentage without decimals too easily


def reckoned(scene: Scene, place: Place, frame: Frame, drafts: Sequence[Draft]) -> Frame:
    """``71 chi bộ bí thư kiêm trưởng thôn, đạt 35,9%`` after ``198 chi bộ``: a share, whatever its
    verb, when the number before it is that part of one told before.  Other frames stay."""
    if not frame.open or not drafts:
        return frame
    quantity = scene.quantities[place.index]
    part = drafts[-1]
    own = part.quantity
    level = part.frame.aspect is Aspect.LEVEL and part.place.sentence == place.sentence
    if not level or own.dimension == "percent" or own.pair is not None:
        return frame
    for whole in reversed(drafts[max(part.index - _BACK, 0) : part.index]):
        if place.sentence - whole.place.sentence > 1:
            break
        if whole.plan_of is not None:
            continue
        beside = whole.index == part.index - 1 and same_noun(scene, own, whole.quantity)
        if is_share(quantity, own, whole.quantity) or (
            beside and slipped_share(quantity, own, whole.quantity)
        ):
            return replace(frame, aspect=Aspect.SHARE, open=False, rule="share reckoned")
    return frame


def is_share(percent: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether the percentage is the part's share of the whole, as exactly as it is printed."""
    told, own, other = percent.low, part.low, whole.low
    if told is None or own is None or not other or other <= own:
        return False
    if part.dimension != whole.dimension or told >= _HUNDRED:
        return False
    if not percent.decimals and other < _FEW and told % 25:
        return False
    return _quotient(told, percent.decimals, own, other)


def _quotient(told: Decimal, decimals: int, own: Decimal, other: Decimal) -> bool:
    step = Decimal(1).scaleb(-decimals)
    off = (own / other * _HUNDRED - told) / step
    return _ROUNDED <= off <= _TRUNCATED


def meets_plan(percent: Quantity, done: Quantity, plan: Quantity, reading: str | None) -> bool:
    """Whether the percentage is what was done of the plan, or by how much it was exceeded."""
    told, own, other = percent.low, done.low, plan.low
    if told is None or own is None or not other:
        return False
    readings = {"reached": (0,), "exceeded": (100,)}.get(reading or "", (0, 100))
    return any(_quotient(told + more, percent.decimals, own, other) for more in readings)


def slipped_plan(percent: Quantity, done: Quantity, plan: Quantity, reading: str | None) -> bool:
    """Whether one slip in one of the three numbers is all that keeps them from agreeing."""
    return (
        any(meets_plan(replace(percent, low=x), done, plan, reading) for x in slips(percent))
        or any(meets_plan(percent, replace(done, low=x), plan, reading) for x in slips(done))
        or any(meets_plan(percent, done, replace(plan, low=x), reading) for x in slips(plan))
    )


def slipped_share(percent: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether one slip in one of the three numbers is all that keeps it from being the share.

    Only to be asked where words tie them: of any three numbers one in ten is a slip away.
    """
    if part.dimension != whole.dimension or percent.low is None or percent.low > _HUNDRED:
        return False
    return (
        any(is_share(replace(percent, low=x), part, whole) for x in slips(percent))
        or any(is_share(percent, replace(part, low=x), whole) for x in slips(part))
        or any(is_share(percent, part, replace(whole, low=x)) for x in slips(whole))
    )


def slips(quantity: Quantity) -> Iterator[Decimal]:
    """What the number may have been: one digit another, two neighbours exchanged, a nought too
    many or too few."""
    value = quantity.low
    if value is None or value <= 0 or value.adjusted() > _LARGEST:
        return
    unit = Decimal(1).scaleb(-quantity.decimals)
    digits = str(int(value / unit))
    for at, own in enumerate(digits):
        for other in "0123456789":
            if other != own:
                yield int(digits[:at] + other + digits[at + 1 :]) * unit
        pair = digits[at : at + 2]
        yield int(digits[:at] + pair[::-1] + digits[at + 2 :]) * unit
    yield value * 10
    yield value / 10
