"""Plan percentages across articles: the plan in January, the result in December."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from textmine.check.archive.doubts import pair_doubt
from textmine.check.archive.figures import Days, Figure, Scope
from textmine.check.archive.groups import Shelf, trust
from textmine.check.archive.primitives import Attained, plans_meet
from textmine.check.archive.rules import ArchiveRule
from textmine.check.archive.workbench import Workbench
from textmine.check.archive.writing import Draft
from textmine.check.outcome import Outcome
from textmine.check.percents import percent_of_plan, plan_readings
from textmine.model import Aspect, Status, Verdict

_TIE = "percent_of_plan"
_NEAR = Decimal("0.15")  # plans are to each other as their times when no farther off
_YEAR = 365
_LONGEST = 366  # days of the longest plan that a result is held against


@dataclass(frozen=True, slots=True)
class _Result:
    """One article's percentage of a plan, and the figure it is of; ``plan`` when it prints one."""

    actual: Figure
    percent: Figure
    reading: str | None
    plan: Figure | None


def plan_percentages(bench: Workbench) -> Iterator[Draft]:
    """Every percentage of a plan against the plan another article printed; then those of one
    year against each other."""
    by_year: dict[tuple[Scope, str, int], list[_Result]] = {}
    results = list(_results(bench))
    percents = Counter(result.actual.statement.key for result in results)
    for result in results:
        if percents[result.actual.statement.key] > 1:
            continue  # of several plans, or one of them of something else
        if result.plan is None:
            yield from _with_plan(bench, result)
        year = _year(result.actual.days)
        if year is not None and result.plan is None:
            key = (result.actual.scope, result.actual.statement.indicator, year)
            by_year.setdefault(key, []).append(result)
    for results in by_year.values():
        yield from _meeting(bench, results)


def _results(bench: Workbench) -> Iterator[_Result]:
    """Percentages tied to their figure by an article, then those another article completes."""
    tied: set[tuple[int, int]] = set()
    for tie, roles in bench.ties_of((_TIE,)):
        percents, actuals = roles.get("percent", ()), roles.get("actual", ())
        tied.update(figure.statement.key for figure in percents)
        if not percents or not actuals:
            continue
        of_plan = percents[0].statement.aspect is Aspect.PLAN_SHARE
        if of_plan and actuals[0].statement.status is not Status.TARGET:
            plan = next(iter(roles.get("plan", ())), None)
            yield _Result(actuals[0], percents[0], tie.reading, plan)
    of_percent = _measured(bench)
    for figure in bench.group.figures.values():
        if figure.statement.aspect is not Aspect.PLAN_SHARE or figure.statement.key in tied:
            continue
        for name in of_percent.get(figure.statement.indicator, ()):
            actual = _actual(bench, figure, name)
            if actual is not None:
                yield _Result(actual, figure, None, None)


def _measured(bench: Workbench) -> dict[str, list[str]]:
    """The indicators a plan percentage is of, by its own id, when it is of one only."""
    found: dict[str, list[str]] = {}
    for indicator in bench.indicators.values():
        if indicator.plan_percent is not None and indicator.kind == "flow":
            found.setdefault(indicator.plan_percent, []).append(indicator.id)
    targets = {indicator.target for indicator in bench.indicators.values()}
    return {id: [name for name in names if name not in targets] for id, names in found.items()}


def _shelf(bench: Workbench, figure: Figure, indicator: str, *, planned: bool) -> Shelf | None:
    """The undivided figures of an indicator for the figure's scope."""
    for shelf in bench.shelves_of(figure.scope, indicator):
        measure = shelf.measure
        if measure.planned is planned and not measure.breakdown and measure.per is None:
            return shelf
    return None


def _actual(bench: Workbench, percent: Figure, indicator: str) -> Figure | None:
    """What another article says was done in exactly the percentage's time."""
    shelf = _shelf(bench, percent, indicator, planned=False)
    if shelf is None or percent.days not in shelf.moments or percent.statement.breakdown:
        return None
    return shelf.sides(percent.days)[0].best


def _plans(bench: Workbench, actual: Figure) -> list[Figure]:
    """Plans of other articles for the time around the result, the shortest first."""
    known = bench.indicators.get(actual.statement.indicator)
    names = [actual.statement.indicator]
    if known is not None and known.target is not None:
        names.append(known.target)
    found: list[Figure] = []
    for name in names:
        shelf = _shelf(bench, actual, name, planned=True)
        if shelf is not None:
            for days, figures in shelf.moments.items():
                if actual.days.within(days) and (days.length or 0) <= _LONGEST:
                    found.extend(figures)
    mine = actual.statement.article
    others = [figure for figure in found if figure.statement.article != mine]
    return sorted(others, key=lambda figure: (figure.days.length or 0, trust(figure)))


def _with_plan(bench: Workbench, result: _Result) -> Iterator[Draft]:
    rule = bench.desk.book.rule("percent_of_plan", result.actual.statement.indicator)
    plans = _plans(bench, result.actual)
    if rule is None or not plans or result.actual.statement.breakdown:
        return
    judged = [(plan, _judge(bench, result, plan)) for plan in plans]
    fitting = [item for item in judged if item[1].verdict is Verdict.SATISFIED]
    plan, outcome = (fitting or judged)[0]
    if outcome.verdict is Verdict.SATISFIED and len(_attained(bench, result).allowed) == 1:
        return  # nothing was open that the plan decides
    reason = None
    if outcome.verdict is Verdict.VIOLATED:
        reason = _doubt(bench, rule, result, plan)
    if len({plan.value for plan, _ in judged}) > 1 and not fitting:
        reason = reason or "plans"
    figures = tuple(
        dict.fromkeys(item for item in (result.actual, result.percent) if item is not None)
    )
    roles = {"actual": [result.actual], "plan": [plan], "percent": [result.percent]}
    yield Draft(rule, outcome, roles, (figures, (plan,)), reason)


def _judge(bench: Workbench, result: _Result, plan: Figure) -> Outcome:
    return percent_of_plan(
        bench.desk.stated(result.actual),
        bench.desk.stated(plan),
        bench.desk.stated(result.percent),
        result.reading,
        bench.desk.fact(result.percent).direction,
    )


def _doubt(bench: Workbench, rule: ArchiveRule, result: _Result, plan: Figure) -> str | None:
    if result.percent.statement.article != result.actual.statement.article:
        reason = pair_doubt(bench.desk, rule, result.percent, result.actual, same_time=False)
        if reason not in (None, "unit"):
            return reason
    if plan.days.length is not None and plan.days.length < rule.least_days:
        return "event"
    return pair_doubt(bench.desk, rule, result.actual, plan, same_time=False)


def _year(days: Days) -> int | None:
    """The year a result lies in."""
    if days.first is None or days.last is None:
        return None
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    return first.year if first.year == last.year else None


def _meeting(bench: Workbench, results: Sequence[_Result]) -> Iterator[Draft]:
    """Percentages of one year's plan against each other."""
    rule = bench.desk.book.rule("plans_meet", results[0].actual.statement.indicator)
    distinct = _distinct(bench, results)
    articles = {result.percent.statement.article for result in distinct}
    if rule is None or len(distinct) < 2 or len(articles) < 2:
        return
    attained = [_attained(bench, result) for result in distinct]
    outcome, chosen = plans_meet(attained)
    apart = [place for place, reading in enumerate(chosen) if reading is None]
    if outcome.verdict is Verdict.SATISFIED and not any(len(item.allowed) > 1 for item in attained):
        return  # nothing was open that the plan decides
    order = [*apart, *(place for place in range(len(distinct)) if place not in apart)]
    ordered = [distinct[place] for place in order]
    reason = None
    if outcome.verdict is Verdict.VIOLATED:
        odd, rest = ordered[0], ordered[1:]
        doubts = (_meeting_doubt(bench, rule, odd, item) for item in rest)
        reason = next((doubt for doubt in doubts if doubt is not None), None)
        if _of_its_own_time(ordered, [attained[place] for place in order]):
            reason = reason or "plans"
    words = {
        language: {
            "results": bench.listed(((r.actual, r.percent) for r in ordered), language),
            "odd": bench.listed(((r.actual, r.percent) for r in ordered[:1]), language),
        }
        for language in ("vi", "en")
    }
    cut = len(apart) or 1
    sides = tuple(
        tuple(dict.fromkeys(figure for r in part for figure in (r.actual, r.percent)))
        for part in (ordered[:cut], ordered[cut:])
        if part
    )
    roles = {
        "actual": [result.actual for result in ordered],
        "percent": [result.percent for result in ordered],
    }
    yield Draft(rule, outcome, roles, sides, reason, words=words)


def _meeting_doubt(
    bench: Workbench, rule: ArchiveRule, odd: _Result, other: _Result
) -> str | None:
    """A percentage beside its figure is named by that figure: ``kết nạp 58 đảng viên, đạt 120,8%
    kế hoạch`` says no more of what the plan is of."""
    pair = (odd, other)
    if min(item.percent.statement.confidence for item in pair) < rule.confidence:
        return "confidence"
    named = [
        item.actual
        if item.actual.statement.article == item.percent.statement.article
        else item.percent
        for item in pair
    ]
    return pair_doubt(bench.desk, rule, named[0], named[1], same_time=False)


def _of_its_own_time(results: Sequence[_Result], attained: Sequence[Attained]) -> bool:
    """The odd plan (of the first result) is to the others' as its time is to theirs: half a plan
    for half a year.  Where several others meet in one plan, that is the year's.
    """
    lengths = [result.actual.days.length for result in results]
    if lengths[0] is None or lengths[1] is None:
        return False
    times = Decimal(lengths[0]) / (_YEAR if len(results) > 2 else lengths[1])
    if times == 1:
        return False
    return any(
        abs(mine / theirs - times) <= times * _NEAR
        for mine in _middles(attained[0])
        for theirs in _middles(attained[1])
    )


def _middles(attained: Attained) -> list[Decimal]:
    """The middle of the plan under each reading."""
    plans = [attained.plan(reading) for reading in attained.allowed]
    ends = [(p.low, p.high) for p in plans if p is not None]
    return [(low + high) / 2 for low, high in ends if low is not None and high is not None and low]


def _distinct(bench: Workbench, results: Sequence[_Result]) -> list[_Result]:
    """Whole counts told without approximation, each period and value once, in order of time."""
    seen: dict[object, _Result] = {}
    ordered = sorted(results, key=lambda r: (r.actual.days.last or 0, trust(r.percent)))
    for result in ordered:
        exact = bench.desk.stated(result.actual)
        percent = bench.desk.stated(result.percent)
        if not exact.whole or percent.tight != percent.loose or result.actual.statement.breakdown:
            continue
        seen.setdefault((result.actual.days, result.actual.value, result.percent.value), result)
    return list(seen.values())


def _attained(bench: Workbench, result: _Result) -> Attained:
    percent = bench.desk.stated(result.percent)
    direction = bench.desk.fact(result.percent).direction
    allowed = plan_readings(percent, result.reading, direction)
    return Attained(bench.desk.stated(result.actual), percent, allowed)
