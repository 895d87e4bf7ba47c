"""Whether a number can be one of an indicator at all: by its unit, its dimension and its value."""

from __future__ import annotations

from textmine.model import Quantity
from textmine.packs.indicators import Indicator
from textmine.relate.lexicon import Hit
from textmine.relate.scene import Scene

_SORT_REACH, _SORT_GAP = 16, 2  # characters from a percentage to what it is a share of
_TIMES = frozenset({"year", "month", "week", "day", "quarter", "hour"})


def head_of(scene: Scene, quantity: Quantity) -> str:
    """The first syllable of what is counted, empty where no noun follows."""
    return quantity.head.of(scene.folded).split(" ")[0] if quantity.head else ""


def same_noun(scene: Scene, one: Quantity, other: Quantity) -> bool:
    """Whether both are counted by one noun, to the letter."""
    if one.head is None or other.head is None:
        return False
    return one.head.of(scene.folded) == other.head.of(scene.folded)


def sort_of(quantity: Quantity) -> str:
    """The dimension of what is counted, so many a year or not: ``60 đảng viên/năm`` is a count."""
    if quantity.head is None or "/" not in quantity.unit:
        return quantity.dimension
    return "count" if set(quantity.unit.split("/")[1:]) <= _TIMES else quantity.dimension


def within(quantity: Quantity, indicator: Indicator) -> bool:
    """Whether a percentage can be one of the indicator: a share is no more than the whole."""
    if quantity.dimension != "percent" or indicator.high is None or quantity.low is None:
        return True
    return quantity.low <= indicator.high


def fits(quantity: Quantity, dimensions: tuple[str, ...], units: tuple[str, ...]) -> bool:
    """Whether it has one of the units or, where none are given, of the dimensions."""
    if units:
        return quantity.unit in units
    return sort_of(quantity) in dimensions or quantity.unit in dimensions


def has_sort(scene: Scene, quantity: Quantity) -> bool:
    """``100% thôn, làng có chi bộ``: the share of what stands right behind it, nothing else."""
    return sort_behind(scene, quantity) is not None


def sort_behind(scene: Scene, quantity: Quantity, *kinds: str) -> Hit | None:
    """What a percentage is of, where that stands right behind it; ``kinds`` of cues beside
    ``sort``."""
    end = quantity.number.end
    sort = scene.first_cue(end, end + _SORT_REACH, "sort", *kinds)
    return sort if sort is not None and sort[0] - end <= _SORT_GAP else None
