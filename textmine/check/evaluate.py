"""Evaluates one relation: its facts into stated numbers of one unit, its primitive, its outcome."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from textmine.check.doubts import overlapping
from textmine.check.interval import Interval
from textmine.check.outcome import MISSING, Outcome
from textmine.check.primitives import (
    delta,
    from_to,
    growth,
    hundred,
    part_of,
    parts_sum,
    percent_of_plan,
    product,
    ratio,
    repeat,
    share,
)
from textmine.check.rules import Rule, RuleBook
from textmine.check.stated import Stated
from textmine.check.units import ONE, PERCENT
from textmine.model import Approx, Aspect, Direction, Fact, Relation, RelationType, Verdict

Roles = Mapping[str, Sequence[Fact]]
_POINT = "percentage_point"
_MANY = 100  # facts near a relation that are tried in place of its own


def _start(fact: Fact) -> int:
    return fact.span.start


class UnlikeUnitsError(Exception):
    """Numbers of different dimensions cannot be compared."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The facts of one article, their stated numbers, and the rules they are held against."""

    book: RuleBook
    facts: Mapping[str, Fact]
    _stated: dict[tuple[str, Decimal], Stated] = field(default_factory=dict)
    _ordered: list[Fact] = field(default_factory=list)

    def roles(self, relation: Relation) -> dict[str, list[Fact]]:
        """The relation's facts by role; ids without a fact are left out."""
        found: dict[str, list[Fact]] = {}
        for role, ids in relation.facts:
            found[role] = [self.facts[id] for id in ids if id in self.facts]
        return found

    def near(self, first: int, last: int) -> Sequence[Fact]:
        """The facts that begin in ``[first, last)``, in text order; of many the last 100."""
        if len(self._ordered) != len(self.facts):
            self._ordered[:] = sorted(self.facts.values(), key=_start)
        end = bisect_left(self._ordered, last, key=_start)
        start = bisect_left(self._ordered, first, hi=end, key=_start)
        return self._ordered[max(start, end - _MANY) : end]

    def stated(self, fact: Fact, worth: Decimal = ONE) -> Stated:
        """The number in a comparable unit that is worth ``worth`` of the base of its dimension."""
        factor = self.book.units.base(fact.unit)[1] / worth
        key = (fact.id, factor)
        if key not in self._stated:
            self._stated[key] = self.book.tolerances.stated(fact, factor)
        return self._stated[key]


@dataclass(frozen=True, slots=True)
class Case:
    """One relation on the desk.  ``worth`` is that of the main fact's unit, which results have."""

    desk: Desk
    relation: Relation
    roles: Roles
    rule: Rule
    worth: Decimal = ONE

    def facts(self, role: str) -> Sequence[Fact]:
        return self.roles.get(role, ())

    def all(self, role: str) -> list[Stated]:
        return [self.desk.stated(fact, self.worth) for fact in self.facts(role)]

    def first(self, role: str) -> Stated | None:
        facts = self.facts(role)
        return self.desk.stated(facts[0], self.worth) if facts else None

    def bound(self, role: str) -> Stated | None:
        """The role's number, but a bound (``ít nhất 45``) as the very number it names.

        A plan of at least 45 is reached to 15,6% by 7; what lies beyond the bound is only loose.
        """
        stated = self.first(role)
        if stated is None or self.facts(role)[0].approx not in (Approx.AT_LEAST, Approx.AT_MOST):
            return stated
        fact = replace(self.facts(role)[0], approx=Approx.EXACT)
        value = fact.low if fact.low is not None else fact.high
        named = replace(fact, low=value, high=value)
        factor = self.desk.book.units.base(fact.unit)[1] / self.worth
        point = self.desk.book.tolerances.stated(named, factor)
        return replace(point, loose=stated.loose.hull(point.loose))

    def alike(self, *names: str) -> str | None:
        """The comparable unit of these roles' facts.  Raises UnlikeUnitsError when they differ."""
        base = self.desk.book.units.base
        units = {base(fact.unit)[0] for name in names for fact in self.facts(name)}
        if len(units) > 1:
            raise UnlikeUnitsError
        return next(iter(units), None)

    def percentage(self) -> Stated | None:
        """The percent role's number.  Raises UnlikeUnitsError when it is no percentage."""
        facts = self.facts("percent")
        if facts and facts[0].unit != PERCENT:
            raise UnlikeUnitsError
        return self.desk.stated(facts[0]) if facts else None

    def direction(self, role: str) -> Direction | None:
        return next((fact.direction for fact in self.facts(role)), None)


def evaluate(
    desk: Desk, relation: Relation, roles: Roles, rule: Rule
) -> tuple[Outcome, str | None]:
    """The outcome, and ``units`` when the numbers were not of one dimension."""
    if any(len(roles.get(role, ())) < len(ids) for role, ids in relation.facts):
        return MISSING, None
    main = next(iter(roles.get(rule.primitive.main, ())), None)
    worth = ONE if main is None else desk.book.units.base(main.unit)[1]
    try:
        return _EVALUATORS[relation.type](Case(desk, relation, roles, rule, worth)), None
    except UnlikeUnitsError:
        return MISSING, "units"


def _parts_sum(case: Case) -> Outcome:
    unit = case.alike("total", "parts")
    parts, reading = case.all("parts"), case.relation.reading
    if not case.facts("total"):
        closed = unit == PERCENT and reading == "partition" and len(parts) > 1
        return hundred(parts) if closed else MISSING
    if overlapping(case.facts("parts"), case.desk.book.traits, reading):
        reading = "overlap"
    return parts_sum(case.first("total"), parts, reading, case.rule.slack)


def _ratio(case: Case) -> Outcome:
    case.alike("numerator", "denominator")
    return ratio(
        case.first("numerator"),
        case.first("denominator"),
        case.percentage(),
        case.direction("percent"),
    )


def _share(case: Case) -> Outcome:
    case.alike("part", "whole")
    return share(case.first("part"), case.first("whole"), case.percentage())


def _percent_of_plan(case: Case) -> Outcome:
    unit = case.alike("actual", "plan")
    return percent_of_plan(
        case.first("actual"),
        case.bound("plan"),
        case.percentage(),
        case.relation.reading,
        case.direction("percent"),
        rates=unit == PERCENT,
    )


def _growth(case: Case) -> Outcome:
    unit = case.alike("current", "base")
    percent = next(iter(case.facts("percent")), None)
    if percent is None:
        return MISSING
    points = percent.unit == _POINT
    return growth(
        case.first("current"),
        case.first("base"),
        case.desk.stated(percent) if points else case.percentage(),
        percent.direction,
        index=percent.aspect is Aspect.INDEX,
        rates=unit == PERCENT,
        points=points,
    )


def _delta(case: Case) -> Outcome:
    case.alike("after", "change", "before")
    after, changes = case.facts("after"), case.facts("change")
    same = bool(after) and all(
        fact.indicator == after[0].indicator and fact.aspect is Aspect.CHANGE for fact in changes
    )
    closed = same or case.relation.reading == "net"
    moves = [
        (stated, fact.direction) for stated, fact in zip(case.all("change"), changes, strict=True)
    ]
    return delta(case.first("after"), moves, case.first("before"), closed=closed)


def _from_to(case: Case) -> Outcome:
    unit = case.alike("from", "to")
    start, end = case.first("from"), case.first("to")
    named = (case.direction(role) for role in ("change", "to", "from"))
    direction = next((item for item in named if item is not None), None)
    if direction is None and case.relation.reading in tuple(Direction):
        direction = Direction(case.relation.reading)
    change = next(iter(case.facts("change")), None)
    if change is None:
        return from_to(start, end, None, direction)
    if change.unit not in (PERCENT, _POINT):
        case.alike("from", "to", "change")
        return from_to(start, end, case.first("change"), direction)
    moved = from_to(start, end, None, direction)
    if moved.verdict is not Verdict.SATISFIED:
        return moved
    points = change.unit == _POINT
    if points and unit != PERCENT:
        raise UnlikeUnitsError
    stated = case.desk.stated(change)
    return _as_from_to(growth(end, start, stated, direction, rates=unit == PERCENT, points=points))


def _as_from_to(found: Outcome) -> Outcome:
    """A growth outcome under the cases of ``from_to``: other readings are near misses."""
    if found.case == "other_reading":
        return replace(found, case="nearly", amounts={})
    if found.case == "mismatch" and found.computed is not None:
        moved = found.computed if found.difference else found.computed - Interval.at(100)
        size = -moved if moved.high is not None and moved.high < 0 else moved
        return replace(found, amounts={"difference": (size, "%")})
    return replace(found, amounts={})


def _part_of(case: Case) -> Outcome:
    case.alike("part", "whole")
    return part_of(case.first("part"), case.first("whole"))


def _repeat(case: Case) -> Outcome:
    case.alike("first", "again")
    return repeat(case.first("first"), case.first("again"))


def _product(case: Case) -> Outcome:
    factors, results = case.facts("factors"), case.facts("result")
    if not results or not factors:
        return MISSING
    if not case.desk.book.units.multiply([fact.unit for fact in factors], results[0].unit):
        raise UnlikeUnitsError
    # Factors multiply in base units; one of them carries the change to the result's unit.
    stated = [case.desk.stated(factors[0], case.worth), *map(case.desk.stated, factors[1:])]
    return product(stated, case.first("result"), case.rule.slack)


_EVALUATORS: Mapping[RelationType, Callable[[Case], Outcome]] = MappingProxyType(
    {
        RelationType.PARTS_SUM: _parts_sum,
        RelationType.RATIO: _ratio,
        RelationType.SHARE: _share,
        RelationType.PERCENT_OF_PLAN: _percent_of_plan,
        RelationType.GROWTH: _growth,
        RelationType.DELTA: _delta,
        RelationType.FROM_TO: _from_to,
        RelationType.PART_OF: _part_of,
        RelationType.REPEAT: _repeat,
        RelationType.PRODUCT: _product,
    }
)
