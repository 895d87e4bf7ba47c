"""The checks across articles as pure functions of stated numbers, each by its name.

Sums, shares, growth and plans are those of one article (:mod:`textmine.check.primitives`); here
stands what needs several articles.  ``CASES`` tells for each primitive what it can answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from textmine.check.interval import HUNDRED, Interval
from textmine.check.outcome import MISSING, Fit, Outcome, fit, judged
from textmine.check.percents import LESS, MORE, OF, whole_numbers
from textmine.check.primitives import PRIMITIVES, Primitive
from textmine.check.stated import Stated
from textmine.check.sums import part_of
from textmine.model import Verdict

_YES, _NO, _OPEN = Verdict.SATISFIED, Verdict.VIOLATED, Verdict.UNDECIDED
_SLIPS = (1, 2, 3)  # powers of ten by which a unit or a comma slips
_FULL = Stated.exact(100)
_CLOSE = Decimal("1.25")  # beside its series a figure brought to its size is no farther off
TIMES = "×"  # of no unit of the figures


def same_value(one: Stated | None, other: Stated | None) -> Outcome:
    """Can two numbers for one thing at one time be one number?

    ``slipped``: they differ, and one is 10, 100 or 1,000 times the other.
    """
    if one is None or other is None or not one.known or not other.known:
        return MISSING
    found = judged(one, other)
    if found.verdict is not _NO:
        return found
    power = slip(one, other)
    if power is None:
        return found
    factor = Interval.at(Decimal(10) ** power)
    return replace(found, case="slipped", amounts={"factor": (factor, TIMES)})


def slip(one: Stated, other: Stated) -> int | None:
    """The power of ten between two numbers that are otherwise the same, ``None`` without one.

    Of a range, a bound or a rough number it would be chance.
    """
    if one.printed.point is None or other.printed.point is None:
        return None
    allowed: tuple[Fit, ...] = (Fit.EXACT,)
    if one.tight == one.loose and other.tight == other.loose:
        allowed = (Fit.EXACT, Fit.ROUNDED)
    for power in _SLIPS:
        factor = Decimal(10) ** power
        if fit(one.scaled(factor), other) in allowed:
            return power
        if fit(other.scaled(factor), one) in allowed:
            return power
    return None


def within_period(part: Stated | None, whole: Stated | None) -> Outcome:
    """Is what accumulated in a shorter time no more than in the longer time around it?"""
    return part_of(part, whole)


def part_of_parent(part: Stated | None, whole: Stated | None) -> Outcome:
    """Is the figure of a unit no more than that of the unit above it?"""
    return part_of(part, whole)


def units_sum(parts: Sequence[Stated], whole: Stated | None) -> Outcome:
    """Do the units below add up to no more than the whole?  Not all of them need be known."""
    if whole is None or not parts:
        return MISSING
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return part_of(total, whole)


def stock_flow(
    before: Stated | None,
    added: Sequence[Stated],
    after: Stated | None,
    *,
    complete: bool,
    slack: Decimal = Decimal(0),
    gap: Decimal = Decimal(0),
    least: int = 0,
) -> Outcome:
    """Did a level rise by no more than what was added?  What left is unknown, so it may fall.

    ``beyond`` needs ``complete`` additions, else the case is ``open``; a rise that exceeds them by
    no more than ``slack`` of the level (at least ``least``), and ``gap`` of the additions (for days
    they leave out), is ``transfers``: some came from elsewhere, or in those days.
    """
    if before is None or after is None or not before.known or not after.known:
        return MISSING
    most = before
    for item in added:
        most = most + item
    rise = part_of(after, most)
    if rise.verdict is not _NO:
        return rise
    excess = after.printed - most.printed
    amounts = {"excess": (excess, "")}
    if not complete:
        return replace(rise, verdict=_OPEN, case="open", amounts=amounts)
    allowed = _at_least(before.printed.scaled(slack), Decimal(least))
    for item in added:
        allowed = allowed + item.printed.scaled(gap)
    if not allowed.below(excess):
        return replace(rise, verdict=_OPEN, case="transfers", amounts=amounts)
    return replace(rise, case="beyond", amounts=amounts)


def _at_least(value: Interval, least: Decimal) -> Interval:
    return Interval(least, least if value.high is None else max(value.high, least))


def magnitude(value: Stated | None, others: Sequence[Stated], spread: Decimal) -> Outcome:
    """Is a number 10, 100 or 1,000 times too large or too small among others of its series?

    Only where the others lie close together (the largest at most ``spread`` times the smallest)
    and the number, brought to their size, lies among them.
    """
    if value is None or value.printed.point is None or not others:
        return MISSING
    sizes = [item.printed.point for item in others]
    known = [size for size in sizes if size is not None and size > 0]
    point = value.printed.point
    if len(known) < len(sizes) or point <= 0:
        return MISSING
    least, most = min(known), max(known)
    around = Interval(least, most)
    if most > least * spread:
        return Outcome(_OPEN, "open", value.tight, around)
    room = spread / (most / least)  # the series may go on as far as it has spread
    wide = Interval(least / room, most * room)
    if wide.contains(point):
        return Outcome(_YES, "alike", value.tight, around)
    close = min(room, _CLOSE)
    near = Interval(least / close, most * close)
    for power in _SLIPS:
        factor = Decimal(10) ** power
        for size, case in ((point / factor, "too_large"), (point * factor, "too_small")):
            if near.contains(size):
                amounts = {"factor": (Interval.at(factor), TIMES)}
                return Outcome(_NO, case, value.tight, around, amounts=amounts)
    return Outcome(_OPEN, "open", value.tight, around)


@dataclass(frozen=True, slots=True)
class Attained:
    """A result and the percentage of its plan; ``allowed`` are the readings its words allow."""

    actual: Stated
    percent: Stated
    allowed: tuple[str, ...]

    def plan(self, reading: str) -> Interval | None:
        """The plan under a reading, ``None`` when nothing bounds it."""
        expected = {OF: self.percent, MORE: _FULL + self.percent, LESS: _FULL - self.percent}
        base = self.actual.tight.scaled(HUNDRED) / expected[reading].tight
        return None if base.low is None or base.high is None else base


def plans_meet(results: Sequence[Attained]) -> tuple[Outcome, tuple[str | None, ...]]:
    """Is there one whole-number plan behind several percentages of it over a year?

    The outcome, and for each result the reading under which it meets that plan (``None``: under
    none).  ``revealed``: all meet in one plan; ``apart``: all but one do; ``open``: anything else.
    """
    spans = [
        (index, reading, plan)
        for index, result in enumerate(results)
        for reading in result.allowed
        if (plan := result.plan(reading)) is not None
    ]
    if len(results) < 2 or not spans:
        return MISSING, tuple(None for _ in results)
    best, chosen = _best_plan(spans, len(results))
    met = sum(reading is not None for reading in chosen)
    amounts = {"plan": (best, "")}
    if met == len(results):
        found = Outcome(_YES, "revealed", None, best, readings=_named(chosen), amounts=amounts)
    elif met == len(results) - 1:
        found = Outcome(_NO, "apart", None, best, readings=_named(chosen), amounts=amounts)
    else:
        found = Outcome(_OPEN, "open", None, best, amounts=amounts)
    return found, chosen


def _named(chosen: Sequence[str | None]) -> tuple[str, ...]:
    names = {OF: "reached", MORE: "exceeded", LESS: "short"}
    return tuple(dict.fromkeys(names[reading] for reading in chosen if reading is not None))


def _best_plan(
    spans: Sequence[tuple[int, str, Interval]], count: int
) -> tuple[Interval, tuple[str | None, ...]]:
    """The stretch of plans that most results allow, a whole number in it if there can be one."""
    best: tuple[tuple[int, bool], Interval, tuple[str | None, ...]] | None = None
    for _, _, start in spans:
        assert start.low is not None
        low = start.low  # a stretch shared by most begins where one of them begins
        chosen: list[str | None] = [None] * count
        high: Decimal | None = None
        for index, reading, span in spans:
            if chosen[index] is None and span.contains(low):
                chosen[index] = reading
                assert span.high is not None
                high = span.high if high is None else min(high, span.high)
        shared = Interval(low, high)
        whole = whole_numbers(shared)
        rank = (sum(item is not None for item in chosen), whole is not None)
        if best is None or rank > best[0]:
            best = (rank, whole or shared, tuple(chosen))
    assert best is not None
    return best[1], best[2]


_COMPARED = {"match": _YES, "rounded": _YES, "nearly": _OPEN, "mismatch": _NO, "missing": _OPEN}
_BELOW = {"match": _YES, "rounded": _YES, "nearly": _OPEN, "above": _NO, "missing": _OPEN}
WORDS = ("body", "other_body", "measure", "period", "other_period", "sources", "other_sources")


def _primitives() -> tuple[Primitive, ...]:
    return (
        Primitive(
            "same_value",
            {**_COMPARED, "slipped": _NO},
            ("first", "again"),
            "first",
            amounts={"slipped": ("factor",)},
            words=WORDS,
        ),
        *(
            Primitive(name, _BELOW, ("part", "whole"), "whole", words=WORDS)
            for name in ("within_period", "monotone_within_year", "part_of_parent")
        ),
        Primitive("units_sum", _BELOW, ("parts", "whole"), "whole", words=(*WORDS, "units")),
        Primitive(
            "stock_flow",
            {
                **{case: verdict for case, verdict in _BELOW.items() if case != "above"},
                "beyond": _NO,
                "transfers": _OPEN,
                "open": _OPEN,
            },
            ("before", "added", "after"),
            "after",
            amounts=dict.fromkeys(("beyond", "transfers", "open"), ("excess",)),
            words=WORDS,
        ),
        Primitive(
            "magnitude",
            {"alike": _YES, "too_large": _NO, "too_small": _NO, "open": _OPEN, "missing": _OPEN},
            ("value", "others"),
            "value",
            amounts=dict.fromkeys(("too_large", "too_small"), ("factor",)),
            words=WORDS,
        ),
        Primitive(
            "plans_meet",
            {"revealed": _YES, "apart": _NO, "open": _OPEN, "missing": _OPEN},
            ("actual", "percent"),
            "actual",
            amounts=dict.fromkeys(("revealed", "apart", "open"), ("plan",)),
            words=(*WORDS, "results", "odd"),
        ),
        *(_spoken(name) for name in ("percent_of_plan", "share", "growth")),
        *_singles(),
    )


def _spoken(name: str) -> Primitive:
    """A primitive of one article, with the words messages across articles may use besides."""
    return replace(PRIMITIVES[name], words=WORDS)


def _singles() -> tuple[Primitive, ...]:
    people = ("office", "body", "holder", "other_holder", "period", "other_period", "sources")
    places = ("place", "parent", "other_parent", "period", "sources", "other_sources")
    return (
        Primitive(
            "one_holder",
            {"one": _YES, "two": _NO, "same_day": _OPEN},
            (),
            "",
            words=(*people, "other_sources"),
        ),
        Primitive(
            "place_in_parent",
            {"inside": _YES, "outside": _NO, "elsewhere": _OPEN, "unknown": _OPEN},
            (),
            "",
            words=places,
        ),
    )


ARCHIVE_PRIMITIVES: Mapping[str, Primitive] = MappingProxyType(
    {primitive.name: primitive for primitive in _primitives()}
)
