"""Members then, admissions between, members now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from textmine.check.archive.doubts import pair_doubt, told_apart
from textmine.check.archive.figures import Figure
from textmine.check.archive.groups import Shelf, Side
from textmine.check.archive.primitives import stock_flow
from textmine.check.archive.rules import ArchiveRule
from textmine.check.archive.workbench import Workbench
from textmine.check.archive.writing import Draft
from textmine.model import Verdict

_NEXT = 40  # later moments each moment is held against
_FARTHEST = 400  # days: so far apart levels are held against each other

def stocks_and_flows(bench: Workbench) -> Iterator[Draft]:
    """For every level that packs say what adds to: rises between two moments."""
    for shelf in bench.shelves():
        measure = shelf.measure
        rule = bench.desk.book.rule("stock_flow", measure.indicator)
        if rule is None or measure.planned or measure.breakdown or measure.per is not None:
            continue
        flows = [
            flow
            for name in rule.flows
            if (flow := bench.group.shelves.get(measure._replace(indicator=name))) is not None
        ]
        yield from _rises(bench, rule, shelf, _periods(flows))


class Flow(NamedTuple):
    """What was added over the days from ``first`` to ``last``, as far as it had been told."""

    first: int
    last: int
    side: Side


def _periods(flows: Sequence[Shelf]) -> list[Flow]:
    """Closed periods of what was added, each with its best supported value, in order.

    What was told before its period was over counts up to the day it was told.
    """
    found = []
    for flow in flows:
        for days in flow.moments:
            if days.first is not None and days.last is not None:
                side = flow.sides(days)[0]
                told = max((figure.told or days.last for figure in side.figures), default=0)
                found.append(Flow(days.first, min(days.last, max(told, days.first)), side))
    return sorted(found, key=lambda flow: (flow.first, flow.last))


def _rises(
    bench: Workbench, rule: ArchiveRule, shelf: Shelf, flows: Sequence[Flow]
) -> Iterator[Draft]:
    moments = sorted(
        (days for days in shelf.moments if days.length == 1), key=lambda days: days.last or 0
    )
    sides = [shelf.sides(days)[0] for days in moments]
    for place, before in enumerate(sides):
        for after in sides[place + 1 : place + 1 + _NEXT]:
            if (after.best.days.last or 0) - (before.best.days.last or 0) > _FARTHEST:
                break
            if _rose(before.best, after.best) and told_apart(before.figures, after.figures):
                draft = _rise(bench, rule, flows, before, after)
                if draft is not None:
                    yield draft


def _rise(
    bench: Workbench, rule: ArchiveRule, flows: Sequence[Flow], before: Side, after: Side
) -> Draft | None:
    then, now = before.best.days.last or 0, after.best.days.last or 0
    covered = cover(flows, then + 1, now, rule.gap_days)
    known = _inside(flows, then, now) if covered is None else covered.sides
    stated = bench.desk.stated
    added = [stated(side.best) for side in known]
    outcome = stock_flow(
        stated(before.best),
        added,
        stated(after.best),
        complete=covered is not None,
        slack=rule.slack,
        least=rule.least,
        gap=rule.gap_share if covered is not None and covered.gap else Decimal(0),
    )
    if outcome.verdict is Verdict.SATISFIED or covered is None:
        return None  # what rose without being known is no finding
    reason = None
    if outcome.verdict is Verdict.VIOLATED:
        figures = [before.best, *(side.best for side in known)]
        doubts = (
            pair_doubt(bench.desk, rule, figure, after.best, same_time=False) for figure in figures
        )
        reason = next((doubt for doubt in doubts if doubt is not None), None)
    given = tuple(figure for side in (before, *known) for figure in side.figures)
    roles = {
        "before": [before.best],
        "added": [side.best for side in known],
        "after": [after.best],
    }
    linked = before.best.speaker != after.best.speaker
    return Draft(rule, outcome, roles, (given, after.figures), reason, linked)


def _rose(before: Figure, after: Figure) -> bool:
    here, there = before.statement.low, after.statement.high
    return here is None or there is None or there > here


@dataclass(frozen=True, slots=True)
class Cover:
    """Periods that cover a stretch of days, and how many days of it they leave out."""

    sides: list[Side]
    gap: int


def cover(flows: Sequence[Flow], first: int, last: int, allowed: int) -> Cover | None:
    """The fewest periods that cover the days from ``first`` to ``last``; ``None`` when more than
    ``allowed`` days are left out.

    Periods may reach beyond: what was added outside only allows more.
    """
    chosen: list[Side] = []
    need, gap = first, 0
    while need <= last:
        best = max(
            (flow for flow in flows if flow.first <= need <= flow.last),
            key=lambda flow: (flow.last, flow.first),
            default=None,
        )
        later = min(
            (flow for flow in flows if need < flow.first <= last and flow.last >= need),
            key=lambda flow: (flow.first, -flow.last),
            default=None,
        )
        # A few days that a whole year happens to cover are a gap all the same.
        short = best is None or (best.last - need < allowed - gap and best.last < last)
        skipped = (last + 1 if later is None else later.first) - need
        if short and gap + skipped <= allowed and (chosen or later is not None):
            gap += skipped
            need += skipped
        elif best is not None:
            chosen.append(best.side)
            need = best.last + 1
        else:
            return None
    return Cover(chosen, gap) if chosen else None


def _inside(flows: Sequence[Flow], then: int, now: int) -> list[Side]:
    """Periods between two moments, none overlapping another: what is known to have been added."""
    chosen: list[Side] = []
    end = then
    for flow in flows:
        if flow.first > end and flow.last <= now:
            chosen.append(flow.side)
            end = flow.last
    return chosen
