"""Findings that need no relation: bounds, dates, and places under their printed parents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from textmine.check.bench import Bench, Draft
from textmine.check.claims import PlaceClaim
from textmine.check.interval import Interval
from textmine.check.rules import Rule
from textmine.check.singles import date_order, dates, in_range, place_in_parent
from textmine.model import Aspect, Fact, Period, Relation, RelationType, Status, Verdict

_ORDERED = {RelationType.GROWTH: ("base", "current"), RelationType.FROM_TO: ("from", "to")}
_UNKNOWN = "?"
_PERCENT = "percent"
_SHARES = Interval(Decimal(0), Decimal(100))


def range_drafts(
    bench: Bench, facts: Sequence[Fact], relations: Sequence[Relation]
) -> Iterator[Draft]:
    """Numbers outside what their indicator can be.

    A percentage that a relation uses as one (of a plan, of growth) has no bounds of its own.
    """
    percents = {
        id
        for relation in relations
        if relation.type is not RelationType.SHARE or relation.get("part")
        for id in relation.get("percent")
    }
    rules: dict[str, Rule | None] = {}
    for fact in facts:
        if fact.indicator not in rules:
            rules[fact.indicator] = bench.book.of_primitive("in_range", fact.indicator)
        rule = rules[fact.indicator]
        bounds = None if rule is None else _bounds(bench, fact, rule)
        if rule is None or bounds is None or fact.id in percents:
            continue
        outcome = in_range(bench.desk.stated(fact), bounds)
        if outcome.verdict is Verdict.VIOLATED and fact.confidence < rule.confidence:
            outcome = replace(outcome, verdict=Verdict.UNDECIDED)
        if outcome.verdict not in rule.report:
            continue
        ends = {"low": bounds.low, "high": bounds.high}
        amounts = {name: (Interval(end, end), "") for name, end in ends.items()}
        shown = replace(outcome, amounts=amounts)
        fields = bench.writer.fields(shown, {"value": [fact]}, "value", "")
        draft = bench.draft(rule, outcome, (fact.id,), bench.message(rule, outcome, fields))
        if draft is not None:
            yield draft


def _bounds(bench: Bench, fact: Fact, rule: Rule) -> Interval | None:
    """Bounds of the fact's indicator, when the fact is a level of it in its unit; of a share of
    whatever, all of it."""
    if fact.aspect not in (Aspect.LEVEL, Aspect.SHARE):
        return None
    if fact.aspect is Aspect.SHARE and fact.unit == _PERCENT:
        return _SHARES
    indicator = bench.indicators.get(fact.indicator)
    if indicator is None:
        return None
    bounds = rule.bounds or Interval(indicator.low, indicator.high)
    base, factor = bench.book.units.base(fact.unit)
    if bounds.unbounded or factor != 1 or (base, factor) != bench.book.units.base(indicator.unit):
        return None
    return bounds


def period_drafts(
    bench: Bench, facts: Sequence[Fact], relations: Sequence[Relation]
) -> Iterator[Draft]:
    """Periods that cannot be, each once for all the numbers it belongs to."""
    rule = bench.book.of_primitive("dates", "")
    if rule is None:
        return
    groups: dict[tuple[Period, bool], list[str]] = {}
    for fact in facts:
        if fact.period is not None:
            key = (fact.period, fact.status is Status.ACTUAL)
            groups.setdefault(key, []).append(fact.id)
    for (period, done), ids in groups.items():
        outcome = dates(period, bench.published, done=done)
        if outcome.verdict in rule.report:
            message = bench.message(rule, outcome, _date_fields(bench, period, None))
            draft = bench.draft(rule, outcome, tuple(dict.fromkeys(ids)), message)
            if draft is not None:
                yield draft
    yield from _orders(bench, relations, rule)


def _orders(bench: Bench, relations: Sequence[Relation], rule: Rule) -> Iterator[Draft]:
    """Comparisons whose base is later than what is compared with it."""
    for relation in dict.fromkeys(relations):
        if relation.type not in _ORDERED:
            continue
        roles = bench.desk.roles(relation)
        first, then = (roles.get(role) for role in _ORDERED[relation.type])
        if not first or not then:
            continue
        outcome = date_order(first[0].period, then[0].period)
        if outcome.case != "backwards":
            continue
        fields = _date_fields(bench, then[0].period, first[0].period)
        message = bench.message(rule, outcome, fields)
        draft = bench.draft(rule, outcome, (first[0].id, then[0].id), message)
        if draft is not None:
            yield draft


def _date_fields(bench: Bench, period: Period | None, base: Period | None) -> dict[str, str]:
    return {
        "period": _told(period),
        "start": (period.start if period is not None else None) or _UNKNOWN,
        "end": (period.end if period is not None else None) or _UNKNOWN,
        "published": bench.published or _UNKNOWN,
        "base_period": _told(base),
    }


def _told(period: Period | None) -> str:
    if period is None:
        return _UNKNOWN
    ends = "/".join(end for end in (period.start, period.end) if end)
    return period.text or ends or _UNKNOWN


def place_drafts(bench: Bench, claims: Iterable[PlaceClaim]) -> Iterator[Draft]:
    """Places printed under a parent that does not hold them."""
    rule = bench.book.of_primitive("place_in_parent", "")
    if rule is None:
        return
    for claim in dict.fromkeys(claims):
        outcome = place_in_parent(claim.inside)
        fields = {
            "place": bench.writer.name(claim.place) or claim.place,
            "parent": bench.writer.name(claim.parent) or claim.parent,
        }
        message = bench.message(rule, outcome, fields)
        draft = bench.draft(rule, outcome, (), message, position=(claim.span.start,))
        if draft is not None:
            yield draft
