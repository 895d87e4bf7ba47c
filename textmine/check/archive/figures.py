"""Statements made comparable: whose, of what, over which days, and as a stated number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from textmine.check.archive.evidence import Namer
from textmine.check.archive.rules import OTHER, ArchiveBook
from textmine.check.interval import sane
from textmine.check.stated import Stated
from textmine.check.units import ONE
from textmine.model import (
    Approx,
    Aspect,
    Direction,
    Evidence,
    Fact,
    Period,
    Span,
    Statement,
    Status,
    earliest,
    latest,
)

_NOWHERE = Span(0, 0)
_FINEST = 6  # decimals tried to find the unit a number was printed in


class Scope(NamedTuple):
    """Whose numbers can be compared: an area with the bodies that speak for it, or one body."""

    kind: str
    key: int


class Measure(NamedTuple):
    """What is measured, in terms that must be equal for two numbers to be of one thing."""

    scope: Scope
    indicator: str
    label: str  # empty for an indicator of a pack
    breakdown: str
    unit: str
    aspect: Aspect
    per: str | None
    planned: bool


class Days(NamedTuple):
    """First and last day as ordinals; ``None`` is open or unknown."""

    first: int | None
    last: int | None

    @property
    def length(self) -> int | None:
        """How many days it has, both ends included."""
        if self.first is None or self.last is None:
            return None
        return self.last - self.first + 1

    def within(self, other: Days) -> bool:
        """Both are closed and this one lies in ``other``."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return False
        return other.first <= self.first and self.last <= other.last


@dataclass(frozen=True, slots=True)
class Figure:
    """One statement with its scope and days.  ``told`` is the last day of its publication."""

    statement: Statement
    scope: Scope
    days: Days
    told: int | None
    speaker: int | None  # the body that spoke, where a territory is the scope

    @property
    def value(self) -> tuple[Decimal | None, Decimal | None, Approx, Decimal]:
        """What is printed: figures of one value say the same."""
        one = self.statement
        return one.low, one.high, one.approx, one.step

    @property
    def origin(self) -> int:
        """The source that counts once, however often it was reprinted."""
        return self.statement.origin or self.statement.article or self.statement.key[0]


@lru_cache(maxsize=8192)
def first_day(iso: str | None) -> int | None:
    """The first day an ISO date can mean, as an ordinal; ``None`` when it is no date."""
    try:
        return earliest(iso).toordinal() if iso else None
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def last_day(iso: str | None) -> int | None:
    """The last day an ISO date can mean, as an ordinal; ``None`` when it is no date."""
    try:
        return latest(iso).toordinal() if iso else None
    except ValueError:
        return None


def days_of(period: Period | None) -> Days:
    """The days of a period; unknown where its dates are none."""
    if period is None:
        return Days(None, None)
    return Days(first_day(period.start), last_day(period.end))


def years_later(day: int, years: int) -> int:
    """The same date in another year; 29 February becomes the 28th."""
    there = date.fromordinal(day)
    year = min(max(there.year + years, date.min.year), date.max.year)
    try:
        return there.replace(year=year).toordinal()
    except ValueError:
        return there.replace(year=year, day=28).toordinal()


@dataclass(frozen=True, slots=True)
class ArchiveDesk:
    """Statements of one group as figures, and their numbers in comparable units."""

    book: ArchiveBook
    namer: Namer
    _stated: dict[tuple[object, ...], Stated] = field(default_factory=dict)
    _facts: dict[tuple[int, int], Fact] = field(default_factory=dict)
    _speaks: dict[tuple[str | None, str | None, str], bool] = field(default_factory=dict)

    def figure(self, statement: Statement) -> Figure | None:
        """The statement with its scope; ``None`` when nobody certain is counted."""
        scope = self.scope(statement)
        if scope is None or (statement.low is None and statement.high is None):
            return None
        days, told = days_of(statement.period), last_day(statement.published)
        speaker = statement.body if scope.kind == "area" else None
        return Figure(statement, scope, days, told, speaker)

    def scope(self, statement: Statement) -> Scope | None:
        """The area, when a body speaks for all of it in what is measured; else the body."""
        if statement.body is None:
            return None if statement.area is None else Scope("area", statement.area)
        if statement.area is not None and self._speaks_for(statement):
            return Scope("area", statement.area)
        return Scope("body", statement.body)

    def _speaks_for(self, statement: Statement) -> bool:
        return self.speaks_for(statement.body_name, statement.area_name, statement.indicator)

    def speaks_for(self, body: str | None, area: str | None, indicator: str) -> bool:
        """Whether a body's figures of an indicator are those of its whole area."""
        key = (body, area, indicator)
        if key not in self._speaks:
            self._speaks[key] = self.book.speaks_for(*key)
        return self._speaks[key]

    def measure(self, figure: Figure) -> Measure:
        """What the figure measures, in words that make figures comparable."""
        one = figure.statement
        label = one.label.casefold() if one.indicator == OTHER else ""
        return Measure(
            figure.scope,
            one.indicator,
            label,
            (one.breakdown or "").casefold(),
            self.book.base.units.base(one.unit)[0],
            one.aspect,
            one.per,
            one.status is Status.TARGET,
        )

    def fact(self, figure: Figure) -> Fact:
        """The statement in the form in which numbers are put into words."""
        key = figure.statement.key
        if key not in self._facts:
            self._facts[key] = as_fact(figure.statement, self.book)
        return self._facts[key]

    def stated(self, figure: Figure, worth: Decimal = ONE) -> Stated:
        """The number in a comparable unit, each ``worth`` of its base."""
        one = figure.statement
        factor = self.book.base.units.base(one.unit)[1] / worth
        key = (*figure.value, one.unit, factor)
        if key not in self._stated:
            self._stated[key] = self.book.base.tolerances.stated(self.fact(figure), factor)
        return self._stated[key]


def as_fact(statement: Statement, book: ArchiveBook) -> Fact:
    """A fact of the statement's number, as a magnitude with a direction."""
    low, high = sane(statement.low), sane(statement.high)
    direction = statement.direction
    if low is not None and high is not None and high < 0:
        low, high = -high, -low
        direction = direction or Direction.DECREASE
    return Fact(
        id=f"{statement.key[0]}.{statement.key[1]}",
        indicator=statement.indicator,
        label=statement.label,
        subject=statement.body_name or statement.area_name,
        low=low,
        high=high,
        decimals=_decimals(statement, book),
        step=statement.step,
        approx=statement.approx,
        unit=statement.unit,
        period=statement.period,
        status=statement.status,
        aspect=statement.aspect,
        span=_NOWHERE,
        text=statement.quote,
        evidence=Evidence(_NOWHERE),
        confidence=statement.confidence,
        direction=direction,
        breakdown=statement.breakdown,
        per=statement.per,
    )


def _decimals(statement: Statement, book: ArchiveBook) -> int:
    """Decimals it was printed with, in the smallest named unit that they leave whole."""
    step = sane(statement.step)
    if not step or step <= 0:
        return 0
    for decimals in range(_FINEST):
        if book.base.units.label(statement.unit, (step.scaleb(decimals)).normalize()) is not None:
            return decimals
    return max(0, -step.adjusted())


def sources(figures: Iterable[Figure]) -> int:
    """Independent sources: reprints of one notice are one."""
    return len({figure.origin for figure in figures})
