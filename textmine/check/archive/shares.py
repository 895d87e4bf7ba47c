"""Shares and growth across articles: the part here, the whole there; this year and last."""

from __future__ import annotations

from collections.abc import Iterator

from textmine.check.archive.doubts import COMPARISON, HOLIDAY, PART, cues, pair_doubt, whole_cues
from textmine.check.archive.figures import Days, Figure, Measure, years_later
from textmine.check.archive.groups import Shelf
from textmine.check.archive.rules import ArchiveRule
from textmine.check.archive.workbench import Workbench
from textmine.check.archive.writing import Draft
from textmine.check.percents import growth, share
from textmine.model import Aspect, Status, Verdict

_POINT = "percentage_point"


def shares(bench: Workbench) -> Iterator[Draft]:
    """A percentage against its part and whole, at one time, where articles print them apart."""
    yield from _tied_shares(bench)
    for shelf in bench.shelves():
        known = bench.indicators.get(shelf.measure.indicator)
        if known is None or known.share_percent is None or shelf.measure.planned:
            continue
        for days in shelf.moments:
            percent = _percent(bench, shelf.measure, known.share_percent, days)
            whole = _whole(bench, shelf.measure, days)
            if percent is None or whole is None:
                continue
            part = shelf.sides(days)[0].best
            articles = {figure.statement.article for figure in (part, whole, percent)}
            if len(articles) > 1:
                yield from _share(bench, part, whole, percent)


def _tied_shares(bench: Workbench) -> Iterator[Draft]:
    """Shares whose article ties them to a part and prints no whole."""
    for _, roles in bench.ties_of(("share",)):
        parts, percents = roles.get("part", ()), roles.get("percent", ())
        if not parts or not percents or roles.get("whole"):
            continue
        shelf = bench.group.shelves.get(bench.desk.measure(parts[0]))
        if shelf is None:
            continue
        whole = _whole(bench, shelf.measure, parts[0].days)
        if whole is not None and whole.statement.article != parts[0].statement.article:
            yield from _share(bench, parts[0], whole, percents[0])


def _percent(bench: Workbench, part: Measure, indicator: str, days: Days) -> Figure | None:
    for shelf in bench.shelves_of(part.scope, indicator):
        measure = shelf.measure
        same = measure.breakdown == part.breakdown and measure.unit == "percent"
        if same and not measure.planned and days in shelf.moments:
            return shelf.sides(days)[0].best
    return None


def _whole(bench: Workbench, part: Measure, days: Days) -> Figure | None:
    """The whole of a part: its own measure undivided, else what its pack says it is a part of."""
    known = bench.indicators.get(part.indicator)
    names = [part.indicator] if part.breakdown else []
    names.extend(() if known is None else known.part_of)
    for name in names:
        shelf = bench.group.shelves.get(part._replace(indicator=name, breakdown=""))
        if shelf is not None and days in shelf.moments:
            return shelf.sides(days)[0].best
    return None


def _share(bench: Workbench, part: Figure, whole: Figure, percent: Figure) -> Iterator[Draft]:
    rule = bench.desk.book.rule("share", part.statement.indicator)
    if rule is None or percent.statement.unit != "percent" or part.statement.unit == "percent":
        return
    stated = bench.desk.stated
    outcome = share(stated(part), stated(whole), stated(percent))
    if outcome.verdict is Verdict.SATISFIED or outcome.case == "missing":
        return
    reason = None
    if outcome.verdict is Verdict.VIOLATED:
        reason = _share_doubt(bench, rule, part, whole, percent)
    roles = {"part": [part], "whole": [whole], "percent": [percent]}
    told = tuple(dict.fromkeys((percent, part)))
    yield Draft(rule, outcome, roles, (told, (whole,)), reason)


def _share_doubt(
    bench: Workbench, rule: ArchiveRule, part: Figure, whole: Figure, percent: Figure
) -> str | None:
    for figure in (part, percent):
        reason = pair_doubt(bench.desk, rule, figure, whole, same_time=True)
        # A part is named as one: that is what it is here.
        if reason not in (None, "unit", "part", "definition"):
            return reason
    if PART in cues(bench.desk, whole):
        return "part"
    return None


def growths(bench: Workbench) -> Iterator[Draft]:
    """Growth an article prints without its base, against the base another article printed."""
    for _, roles in bench.ties_of(("growth",)):
        currents, percents = roles.get("current", ()), roles.get("percent", ())
        if not currents or not percents or roles.get("base"):
            continue
        current, percent = currents[0], percents[0]
        rule = bench.desk.book.rule("growth", current.statement.indicator)
        if rule is None or bench.kind(current.statement.indicator) != "flow":
            continue
        base = _base(bench, current)
        if base is not None and base.statement.article != current.statement.article:
            yield from _growth(bench, rule, current, base, percent)


def _base(bench: Workbench, current: Figure) -> Figure | None:
    """What was told of the same days of the year before."""
    days = current.days
    if days.first is None or days.last is None or current.statement.status is Status.TARGET:
        return None
    before = Days(years_later(days.first, -1), years_later(days.last, -1))
    shelf: Shelf | None = bench.group.shelves.get(bench.desk.measure(current))
    if shelf is None or before not in shelf.moments:
        return None
    return shelf.sides(before)[0].best


def _growth(
    bench: Workbench, rule: ArchiveRule, current: Figure, base: Figure, percent: Figure
) -> Iterator[Draft]:
    stated = bench.desk.stated
    points = percent.statement.unit == _POINT
    if not points and percent.statement.unit != "percent":
        return
    outcome = growth(
        stated(current),
        stated(base),
        stated(percent),
        bench.desk.fact(percent).direction,
        index=percent.statement.aspect is Aspect.INDEX,
        points=points,
    )
    if outcome.verdict is Verdict.SATISFIED or outcome.case == "missing":
        return
    reason = None
    if outcome.verdict is Verdict.VIOLATED:
        reason = _growth_doubt(bench, rule, current, base, percent)
    roles = {"current": [current], "base": [base], "percent": [percent]}
    told = tuple(dict.fromkeys((current, percent)))
    yield Draft(rule, outcome, roles, (told, (base,)), reason)


def _growth_doubt(
    bench: Workbench, rule: ArchiveRule, current: Figure, base: Figure, percent: Figure
) -> str | None:
    if COMPARISON not in whole_cues(bench.desk, percent):
        return "comparison"
    if HOLIDAY in whole_cues(bench.desk, percent):
        return "holiday"
    if (current.days.length or 0) < rule.least_days:
        return "event"
    if percent.statement.confidence < rule.confidence:
        return "confidence"
    if current.statement.status is not base.statement.status:
        return "revision"
    return pair_doubt(bench.desk, rule, current, base, same_time=False)
