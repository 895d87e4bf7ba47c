"""Units and the unit above them: a cell above its parent, cells that sum above it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from textmine.check.archive.doubts import pair_doubt, told_apart, unfinished
from textmine.check.archive.figures import Days, Figure, Measure, Scope
from textmine.check.archive.groups import Shelf, Side
from textmine.check.archive.primitives import part_of_parent, units_sum
from textmine.check.archive.rules import ArchiveRule, fold
from textmine.check.archive.workbench import Workbench
from textmine.check.archive.writing import Draft, body_name
from textmine.model import Verdict

_YEAR = 366
_A_YEAR = Decimal("0.25")  # by so much of itself a level may move in a year
_SHOWN = 8  # units named in a message


def parts_of_parents(bench: Workbench) -> Iterator[Draft]:
    """Figures of a unit against those of the units above it."""
    for shelf in bench.group.shelves.values():
        rule = bench.desk.book.rule("part_of_parent", shelf.measure.indicator)
        for above in _above(bench, shelf) if rule is not None else ():
            assert rule is not None
            known = sorted((days for days in above.moments if days.last is not None), key=_last)
            for days in shelf.moments:
                found = _moment(bench, shelf.measure, days, above, known)
                if found is not None:
                    yield from _part(bench, rule, shelf.sides(days)[0], above.sides(found)[0])


def _above(bench: Workbench, shelf: Shelf) -> list[Shelf]:
    """The shelves of the parents, for what adds up; guests are nobody's parents here."""
    measure = shelf.measure
    known = bench.indicators.get(measure.indicator)
    if known is None or not known.additive or measure.planned or measure.per is not None:
        return []
    found = []
    for parent in bench.parents(measure.scope, measure.indicator):
        above = bench.group.shelves.get(measure._replace(scope=parent))
        if above is not None and parent not in bench.guests:
            found.append(above)
    return found


def _last(days: Days) -> int:
    return days.last or 0


def _moment(
    bench: Workbench, measure: Measure, days: Days, above: Shelf, known: Sequence[Days]
) -> Days | None:
    """The parent's time to hold a part's time against: the same, the shortest around it for what
    accumulates, the nearest within a year for a level."""
    if days in above.moments:
        return days
    if days.last is None or not known:
        return None
    if bench.kind(measure.indicator) == "flow":
        around = [item for item in known if days.within(item)]
        return min(around, key=lambda item: item.length or 0, default=None)
    place = bisect_left(known, days.last, key=_last)
    near = [item for item in known[max(0, place - 1) : place + 1] if item.length == 1]
    close = [item for item in near if abs(_last(item) - days.last) <= _YEAR]
    return min(close, key=lambda item: abs(_last(item) - (days.last or 0)), default=None)


def _part(bench: Workbench, rule: ArchiveRule, part: Side, whole: Side) -> Iterator[Draft]:
    one, other = part.best, whole.best
    if not told_apart(part.figures, whole.figures):
        return
    outcome = part_of_parent(bench.desk.stated(one), bench.desk.stated(other))
    if outcome.verdict is Verdict.SATISFIED:
        return
    reason = None
    if outcome.verdict is Verdict.VIOLATED:
        reason = _doubt(bench, rule, one, other)
    yield Draft(
        rule,
        outcome,
        {"part": [one], "whole": [other]},
        (part.figures, whole.figures),
        reason,
    )


def _doubt(bench: Workbench, rule: ArchiveRule, part: Figure, whole: Figure) -> str | None:
    if bench.kind(part.statement.indicator) != "flow" and part.days != whole.days:
        low, high = part.statement.low, whole.statement.high
        apart = abs((part.days.last or 0) - (whole.days.last or 0))
        if low is None or high is None or low <= high * (1 + _A_YEAR * apart / _YEAR):
            return "moment"
    if bench.kind(part.statement.indicator) == "flow":
        if (whole.days.length or 0) < rule.least_days:
            return "event"
        if unfinished(whole):
            return "unfinished"
    return pair_doubt(bench.desk, rule, part, whole, same_time=False)


def sums_of_units(bench: Workbench) -> Iterator[Draft]:
    """Units below one parent, at one time, whose figures sum above the parent's."""
    below: dict[tuple[Measure, Days], list[tuple[Scope, Side]]] = {}
    for shelf in bench.group.shelves.values():
        for above in _above(bench, shelf):
            for days in shelf.moments:
                if days in above.moments:
                    units = below.setdefault((above.measure, days), [])
                    units.append((shelf.measure.scope, shelf.sides(days)[0]))
    for (measure, days), units in below.items():
        rule = bench.desk.book.rule("units_sum", measure.indicator)
        if rule is not None and len(units) > 1:
            whole = bench.group.shelves[measure].sides(days)[0]
            yield from _sum(bench, rule, units, whole)


def _sum(
    bench: Workbench, rule: ArchiveRule, units: Sequence[tuple[Scope, Side]], whole: Side
) -> Iterator[Draft]:
    scopes = {scope for scope, _ in units}
    name = whole.best.statement.indicator
    sides = [side for scope, side in units if scopes.isdisjoint(bench.parents(scope, name))]
    parts = [side.best for side in sides]
    stated = bench.desk.stated
    outcome = units_sum([stated(figure) for figure in parts], stated(whole.best))
    if outcome.verdict is not Verdict.VIOLATED:
        return
    doubts = (pair_doubt(bench.desk, rule, part, whole.best, same_time=False) for part in parts)
    reason = next((doubt for doubt in doubts if doubt is not None), None)
    if (whole.best.days.length or 0) < rule.least_days:
        reason = "event"
    if _one_twice(parts):
        reason = "twice"
    names = ", ".join(body_name(figure) for figure in parts[:_SHOWN])
    words = {language: {"units": names} for language in ("vi", "en")}
    roles = {"parts": parts, "whole": [whole.best]}
    below = tuple(figure for side in sides for figure in side.figures)
    yield Draft(rule, outcome, roles, (below, whole.figures), reason, words=words)


def _one_twice(parts: Sequence[Figure]) -> bool:
    """One unit may stand among them twice: two names that differ in their first word only."""
    names = sorted((fold(body_name(figure)) for figure in parts), key=len)
    ends = {name.split(" ", 1)[-1] for name in names}
    return len(ends) < len(names)
