"""Every primitive by name: what it can answer, and which numbers its messages may show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from textmine.check.percents import growth, percent_of_plan, ratio, share
from textmine.check.singles import date_order, dates, in_range, place_in_parent
from textmine.check.sums import delta, from_to, hundred, part_of, parts_sum, product, repeat
from textmine.model import Verdict

__all__ = [
    "PRIMITIVES",
    "Primitive",
    "date_order",
    "dates",
    "delta",
    "from_to",
    "growth",
    "hundred",
    "in_range",
    "part_of",
    "parts_sum",
    "percent_of_plan",
    "place_in_parent",
    "product",
    "ratio",
    "repeat",
    "share",
]

_YES, _NO, _OPEN = Verdict.SATISFIED, Verdict.VIOLATED, Verdict.UNDECIDED
_COMPARED: Mapping[str, Verdict] = MappingProxyType(
    {"match": _YES, "rounded": _YES, "nearly": _OPEN, "mismatch": _NO, "missing": _OPEN}
)


@dataclass(frozen=True, slots=True)
class Primitive:
    """``cases`` are its possible answers and their verdicts; ``amounts`` what a case adds for its
    message.  ``main`` is the role whose unit results have; with ``percentage`` they are percent.
    ``words`` are further names messages may use that are text and not numbers.
    """

    name: str
    cases: Mapping[str, Verdict]
    roles: tuple[str, ...]
    main: str
    percentage: bool = False
    amounts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def fields(self, case: str) -> frozenset[str]:
        """Names that a message for ``case`` may interpolate."""
        names = {"unit", "given", "operation", *self.words}
        for role in self.roles:
            names |= {role, f"{role}_full", f"{role}_as"}
        for amount in ("computed", *self.amounts.get(case, ())):
            names |= {amount, f"{amount}_full"}
        return frozenset(names)


_QUOTIENT = dict.fromkeys(("match", "rounded", "nearly", "mismatch"), ("share", "expected"))
_QUOTIENT["other_reading"] = ("share", "expected")
_PLANS = (
    "plan",
    "plan_reached",
    "plan_exceeded",
    "percent_plan",
    "percent_reached",
    "percent_exceeded",
)


def _primitives() -> tuple[Primitive, ...]:
    compared = dict(_COMPARED)
    percent = {**compared, "other_reading": _OPEN}
    return (
        Primitive(
            "parts_sum",
            {
                **compared,
                "rest": _YES,
                "slight_rest": _OPEN,
                "overlap": _YES,
                "above": _NO,
                "part_above": _NO,
                "unclear": _OPEN,
                "nested": _OPEN,
            },
            ("total", "parts"),
            "total",
            amounts={
                "mismatch": ("difference",),
                "above": ("difference",),
                "unclear": ("difference",),
                "rest": ("rest",),
                "slight_rest": ("rest",),
                "part_above": ("part",),
            },
        ),
        Primitive(
            "ratio",
            {**percent, "no_percent": _OPEN},
            ("numerator", "denominator", "percent"),
            "numerator",
            True,
            {**_QUOTIENT, "no_percent": ("share",)},
        ),
        Primitive(
            "share",
            {**percent, "whole_missing": _OPEN},
            ("part", "whole", "percent"),
            "part",
            True,
            {**_QUOTIENT, "whole_missing": ("whole",)},
        ),
        Primitive(
            "growth",
            {**percent, "base_missing": _OPEN},
            ("current", "base", "percent"),
            "current",
            True,
            {**_QUOTIENT, "base_missing": ("base",)},
        ),
        Primitive(
            "percent_of_plan",
            {
                **percent,
                "implied": _YES,
                "both_fit": _OPEN,
                "none_fit": _OPEN,
                "plan_missing": _OPEN,
            },
            ("actual", "plan", "percent"),
            "actual",
            True,
            {
                **_QUOTIENT,
                **dict.fromkeys(("implied", "both_fit", "none_fit", "plan_missing"), _PLANS),
            },
        ),
        *_amount_primitives(compared),
        *_single_primitives(),
    )


def _amount_primitives(compared: Mapping[str, Verdict]) -> tuple[Primitive, ...]:
    return (
        Primitive(
            "delta",
            {**compared, "informs": _YES, "negative": _NO, "others": _OPEN},
            ("after", "change", "before"),
            "after",
            amounts={
                "informs": ("before",),
                "negative": ("before",),
                "mismatch": ("difference",),
                "others": ("difference",),
            },
        ),
        Primitive(
            "from_to",
            {**compared, "informs": _YES, "backwards": _NO},
            ("from", "to", "change"),
            "to",
            amounts={"informs": ("difference",), "mismatch": ("difference",)},
        ),
        Primitive("product", compared, ("factors", "result"), "result"),
        Primitive(
            "part_of",
            {"match": _YES, "rounded": _YES, "nearly": _OPEN, "above": _NO, "missing": _OPEN},
            ("part", "whole"),
            "whole",
        ),
        Primitive("repeat", compared, ("first", "again"), "again"),
    )


def _single_primitives() -> tuple[Primitive, ...]:
    return (
        Primitive(
            "in_range",
            {"inside": _YES, "nearly": _OPEN, "below": _NO, "above": _NO, "missing": _OPEN},
            ("value",),
            "value",
            amounts={"below": ("low",), "above": ("high",)},
        ),
        Primitive(
            "dates",
            {
                "ordered": _YES,
                "reversed": _NO,
                "perhaps_reversed": _OPEN,
                "future": _OPEN,
                "backwards": _OPEN,
                "unreadable": _OPEN,
                "missing": _OPEN,
            },
            (),
            "",
            words=("period", "start", "end", "published", "base_period"),
        ),
        Primitive(
            "place_in_parent",
            {"inside": _YES, "outside": _NO, "unknown": _OPEN},
            (),
            "",
            words=("place", "parent"),
        ),
    )


PRIMITIVES: Mapping[str, Primitive] = MappingProxyType(
    {primitive.name: primitive for primitive in _primitives()}
)
