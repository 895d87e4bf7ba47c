"""What the numbers themselves tell: a percentage that is one of them out of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from textmine.model import Aspect, Quantity
from textmine.relate.draft import Draft
from textmine.relate.frame import Frame
from textmine.relate.scene import Place, Scene

_HUNDRED = Decimal(100)
# In last digits printed: shares are rounded, at times cut.
_ROUNDED, _TRUNCATED = Decimal("-0.55"), Decimal("1.05")
_BACK = 8  # numbers looked back at for the whole
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
        if whole.plan_of is None and _is_share(quantity, own, whole.quantity):
            return replace(frame, aspect=Aspect.SHARE, open=False, rule="share reckoned")
    return frame


def _is_share(percent: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether the percentage is the part's share of the whole, as exactly as it is printed."""
    told, own, other = percent.low, part.low, whole.low
    if told is None or own is None or not other or other <= own:
        return False
    if part.dimension != whole.dimension or told >= _HUNDRED:
        return False
    if not percent.decimals and other < _FEW and told % 25:
        return False
    step = Decimal(1).scaleb(-percent.decimals)
    off = (own / other * _HUNDRED - told) / step
    return _ROUNDED <= off <= _TRUNCATED
