"""A figure 10, 100 or 1,000 times off among its own series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textmine.check.archive.doubts import broken, pair_doubt
from textmine.check.archive.figures import Days
from textmine.check.archive.groups import Shelf, Side
from textmine.check.archive.primitives import magnitude
from textmine.check.archive.rules import ArchiveRule
from textmine.check.archive.workbench import Workbench
from textmine.check.archive.writing import Draft
from textmine.model import Verdict

_SHARE_ODD = 4  # at most one in so many figures of a series may be odd


def magnitudes(bench: Workbench) -> Iterator[Draft]:
    """For every series of like periods: the few figures of another size."""
    for shelf in bench.shelves():
        measure = shelf.measure
        rule = bench.desk.book.rule("magnitude", measure.indicator)
        if rule is None or measure.per is not None or len(shelf.moments) <= rule.least:
            continue
        for moments in _alike(bench.kind(measure.indicator), shelf).values():
            if len(moments) > rule.least:
                yield from _odd(bench, rule, [shelf.sides(days)[0] for days in moments])


def _alike(kind: str, shelf: Shelf) -> dict[tuple[object, ...], list[Days]]:
    """Moments that can be compared: of a flow the same part of the year, of others any."""
    found: dict[tuple[object, ...], list[Days]] = {}
    for days in sorted(shelf.moments, key=lambda item: (item.last or 0, item.first or 0)):
        key = _season(days) if kind == "flow" else ()
        if key is not None:
            found.setdefault(key, []).append(days)
    return found


def _season(days: Days) -> tuple[object, ...] | None:
    """From which day of a year to which; ``None`` when open or longer than a year."""
    length = days.length
    if length is None or days.first is None or days.last is None:
        return None
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    return first.month, first.day, last.month, last.year - first.year


def _odd(bench: Workbench, rule: ArchiveRule, sides: Sequence[Side]) -> Iterator[Draft]:
    points = sorted(low for side in sides if (low := side.best.statement.low) is not None)
    if not points or points[len(points) // 2] <= 0:
        return
    middle = points[len(points) // 2]
    near: list[Side] = []
    odd: list[Side] = []
    for side in sides:
        low = side.best.statement.low
        usual = low is not None and middle / rule.spread <= low <= middle * rule.spread
        (near if usual else odd).append(side)
    if len(near) < rule.least or len(odd) * _SHARE_ODD > len(sides):
        return
    for side in odd:
        yield from _draft(bench, rule, side, near)


def _draft(
    bench: Workbench, rule: ArchiveRule, side: Side, near: Sequence[Side]
) -> Iterator[Draft]:
    stated = bench.desk.stated
    value = side.best
    outcome = magnitude(stated(value), [stated(item.best) for item in near], rule.spread)
    if outcome.verdict is not Verdict.VIOLATED:
        return
    closest = min(near, key=lambda item: abs((item.best.days.last or 0) - (value.days.last or 0)))
    reason = (
        (rule.least_days > (value.days.length or 0) and "event")
        or broken(bench.desk, value, closest.best)
        or pair_doubt(bench.desk, rule, value, closest.best, same_time=False)
        or None
    )
    others = [item.best for item in near]
    roles = {"value": [value], "others": others}
    sides = (side.figures, tuple(figure for item in near for figure in item.figures))
    yield Draft(rule, outcome, roles, sides, reason)
