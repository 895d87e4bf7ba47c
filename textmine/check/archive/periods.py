"""What accumulates over time: less in a longer time than in a shorter one within it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textmine.check.archive.doubts import pair_doubt, told_apart, unfinished
from textmine.check.archive.figures import Days, Figure
from textmine.check.archive.groups import Shelf, Side
from textmine.check.archive.primitives import within_period
from textmine.check.archive.rules import ArchiveRule
from textmine.check.archive.workbench import Workbench
from textmine.check.archive.writing import Draft
from textmine.check.outcome import Outcome
from textmine.model import Verdict

_MANY = 2000  # periods looked at inside one period
_YEAR = 366


@dataclass(frozen=True, slots=True)
class _Conflict:
    inner: Days
    outer: Days
    outcome: Outcome


def sub_periods(bench: Workbench) -> Iterator[Draft]:
    """For every flow: periods within periods.

    A figure at odds with several others is reported once, against the one closest in time.
    """
    for shelf in bench.shelves():
        measure = shelf.measure
        plain = not measure.planned and measure.per is None
        if not plain or bench.kind(measure.indicator) != "flow":
            continue
        best = _best_sides(shelf)
        if len(best) > 1:
            yield from _told_once(bench, shelf, best, list(_conflicts(bench, shelf, best)))


def _best_sides(shelf: Shelf) -> dict[Days, Side]:
    """The best supported value of every closed period."""
    return {
        days: shelf.sides(days)[0]
        for days in shelf.moments
        if days.first is not None and days.last is not None
    }


def _conflicts(bench: Workbench, shelf: Shelf, best: dict[Days, Side]) -> Iterator[_Conflict]:
    ordered = sorted(best, key=lambda days: (days.first or 0, -(days.last or 0)))
    for place, outer in enumerate(ordered):
        for inner in ordered[place + 1 : place + 1 + _MANY]:
            if (inner.first or 0) > (outer.last or 0):
                break
            if not inner.within(outer) or not _larger(best[inner], best[outer]):
                continue
            part, whole = best[inner].best, best[outer].best
            outcome = within_period(bench.desk.stated(part), bench.desk.stated(whole))
            if outcome.verdict is not Verdict.SATISFIED:
                yield _Conflict(inner, outer, outcome)


def _larger(one: Side, other: Side) -> bool:
    """A quick look before the stated numbers are compared."""
    here, there = one.best.statement.low, other.best.statement.high
    return here is None or there is None or here > there


def _told_once(
    bench: Workbench, shelf: Shelf, best: dict[Days, Side], conflicts: list[_Conflict]
) -> Iterator[Draft]:
    """One draft for each period that is at odds with others, the most troubled one first."""
    while conflicts:
        counts: dict[Days, int] = {}
        for item in conflicts:
            for days in (item.inner, item.outer):
                counts[days] = counts.get(days, 0) + 1
        odd = max(counts, key=lambda days: (counts[days], -best[days].sources, repr(days)))
        mine = [item for item in conflicts if odd in (item.inner, item.outer)]
        closest = min(mine, key=lambda item: (_gap(item), repr(item.inner), repr(item.outer)))
        draft = _draft(bench, shelf, best, closest)
        if draft is not None:
            yield draft
        conflicts = [item for item in conflicts if odd not in (item.inner, item.outer)]


def _gap(item: _Conflict) -> int:
    return (item.outer.length or 0) - (item.inner.length or 0)


def _draft(
    bench: Workbench, shelf: Shelf, best: dict[Days, Side], item: _Conflict
) -> Draft | None:
    inner, outer = best[item.inner], best[item.outer]
    if not told_apart(inner.figures, outer.figures):
        return None
    within_year = item.inner.first == item.outer.first and (item.outer.length or 0) <= _YEAR
    name = "monotone_within_year" if within_year else "within_period"
    rule = bench.desk.book.rule(name, shelf.measure.indicator)
    if rule is None:
        return None
    part, whole = inner.best, outer.best
    reason = _doubt(bench, rule, part, whole) if item.outcome.verdict is Verdict.VIOLATED else None
    return Draft(
        rule,
        item.outcome,
        {"part": [part], "whole": [whole]},
        (inner.figures, outer.figures),
        reason,
        linked=part.speaker != whole.speaker,
    )


def _doubt(bench: Workbench, rule: ArchiveRule, part: Figure, whole: Figure) -> str | None:
    if (whole.days.length or 0) < rule.least_days:
        return "event"
    late = part.days.last is not None and whole.told is not None and part.days.last > whole.told
    if unfinished(whole) and late:
        return "unfinished"
    if part.statement.status is not whole.statement.status:
        return "revision"
    if bench.kind(shelf_indicator := part.statement.indicator) != "flow" or not shelf_indicator:
        return "kind"
    return pair_doubt(bench.desk, rule, part, whole, same_time=False)
