"""One thing at one time with different values in different articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from textmine.check.archive.doubts import (
    explained_by_parts,
    moment_doubt,
    pair_doubt,
    reprint_doubt,
    told_apart,
)
from textmine.check.archive.figures import Days, Figure
from textmine.check.archive.groups import Shelf, Side, comparable, order
from textmine.check.archive.primitives import same_value
from textmine.check.archive.rules import OTHER, ArchiveRule
from textmine.check.archive.workbench import Workbench
from textmine.check.archive.writing import Draft
from textmine.model import Verdict

_MANY = 40  # values of one thing that are held against the best supported one


def same_values(bench: Workbench) -> Iterator[Draft]:
    """For every measure and time: values that no rounding joins, each against the best supported.

    An article that tells several values for one thing is no witness against another article.
    """
    for shelf in bench.shelves():
        rule = bench.desk.book.rule("same_value", shelf.measure.indicator)
        if rule is None:
            continue
        for days, figures in shelf.moments.items():
            if comparable(figures):
                yield from _disagreements(bench, rule, shelf, days)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The best supported value and one that stands against it, each with its supporters."""

    one: Side
    other: Side


def _disagreements(
    bench: Workbench, rule: ArchiveRule, shelf: Shelf, days: Days
) -> Iterator[Draft]:
    sides = shelf.sides(days)[:_MANY]
    best = sides[0]
    for other in sides[1:]:
        outcome = same_value(bench.desk.stated(best.best), bench.desk.stated(other.best))
        if outcome.verdict is Verdict.SATISFIED:
            continue
        pair = _purged(bench, sides, _Pair(best, other))
        if pair is None:
            continue
        one, two = pair.one.best, pair.other.best
        reason = None
        if outcome.verdict is Verdict.VIOLATED:
            reason = _doubt(bench, rule, shelf, one, two)
        yield Draft(
            rule,
            outcome,
            {"first": [one], "again": [two]},
            (pair.one.figures, pair.other.figures),
            reason,
            linked=one.speaker != two.speaker,
        )


def _purged(bench: Workbench, sides: list[Side], pair: _Pair) -> _Pair | None:
    """Both sides with everything that agrees with them, without articles that tell both.

    ``None`` when nothing is left on a side.
    """
    first = _supporters(bench, sides, pair.one, pair.other)
    second = _supporters(bench, sides, pair.other, pair.one)
    torn = {figure.statement.article for figure in first} & {
        figure.statement.article for figure in second
    }
    one = tuple(figure for figure in first if figure.statement.article not in torn)
    other = tuple(figure for figure in second if figure.statement.article not in torn)
    if not one or not other or not told_apart(one, other):
        return None
    return _Pair(Side(one), Side(other))


def _supporters(
    bench: Workbench, sides: list[Side], side: Side, against: Side
) -> list[Figure]:
    """Figures that agree with a side and not with the one against it."""
    mine, theirs = bench.desk.stated(side.best), bench.desk.stated(against.best)
    found: list[Figure] = []
    for item in sides:
        stated = bench.desk.stated(item.best)
        agrees = same_value(stated, mine).verdict is Verdict.SATISFIED
        if item is side or (agrees and same_value(stated, theirs).verdict is Verdict.VIOLATED):
            found.extend(item.figures)
    return sorted(found, key=order)


def _doubt(
    bench: Workbench, rule: ArchiveRule, shelf: Shelf, one: Figure, other: Figure
) -> str | None:
    if bench.same_words(one, other):
        return reprint_doubt(bench.desk, one, other)
    if shelf.measure.indicator == OTHER:
        return "kind"
    kind = bench.kind(shelf.measure.indicator)
    reason = moment_doubt(rule, kind, one, other)
    if reason is not None:
        return reason
    reason = pair_doubt(bench.desk, rule, one, other, same_time=True)
    if reason is None and rule.parts and explained_by_parts(one, other, _beside(bench, one, other)):
        return "parts"
    return reason


def _beside(bench: Workbench, one: Figure, other: Figure) -> set[Decimal]:
    """Counts that the two articles tell of the same body besides."""
    articles = {one.statement.article, other.statement.article}
    found: set[Decimal] = set()
    for article in articles:
        for figure in bench.by_article(article):
            low = figure.statement.low
            if low is not None and figure.scope == one.scope:
                found.add(low)
    return found
