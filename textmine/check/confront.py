"""``confront``: the relations, numbers, dates and places of one article against the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from textmine.check.claims import PlaceClaim
from textmine.check.doubts import doubt
from textmine.check.evaluate import Desk, Roles, evaluate
from textmine.check.interval import Interval
from textmine.check.outcome import Outcome
from textmine.check.rules import Rule, RuleBook
from textmine.check.singles import date_order, dates, in_range, place_in_parent
from textmine.check.wording import Writer
from textmine.model import (
    Aspect,
    Entity,
    Fact,
    Finding,
    Period,
    Relation,
    RelationType,
    Status,
    Verdict,
)
from textmine.packs.indicators import Indicator

_BASES = {
    RelationType.SHARE: "whole",
    RelationType.GROWTH: "base",
    RelationType.PERCENT_OF_PLAN: "plan",
}
_ORDERED = {RelationType.GROWTH: ("base", "current"), RelationType.FROM_TO: ("from", "to")}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A finding without its id, and where in the text it belongs."""

    position: tuple[int, int, str]
    finding: Finding


def confront(
    facts: Sequence[Fact],
    relations: Sequence[Relation],
    rules: RuleBook,
    indicators: Mapping[str, Indicator],
    *,
    entities: Iterable[Entity] = (),
    claims: Iterable[PlaceClaim] = (),
    published: str | None = None,
    language: str = "vi",
) -> tuple[Finding, ...]:
    """Checks one article.

    Findings come in text order of their first fact with ids ``C1``, ``C2``, ...; at most one for
    each relation.  Satisfied bounds, dates and places give none.  ``published`` is ISO 8601, of
    any precision.  ``language`` is ``vi`` or ``en``.  Pure; raises on no combination of records.
    """
    names = {entity.id: entity.name for entity in entities}
    bench = _Bench(
        Desk(rules, {fact.id: fact for fact in facts}),
        indicators,
        Writer(rules, indicators, names, language),
        language,
        published,
    )
    drafts = sorted(
        chain(
            bench.relations(relations),
            bench.ranges(facts, relations),
            bench.periods(facts, relations),
            bench.places(claims),
        ),
        key=lambda draft: draft.position,
    )
    return tuple(
        replace(draft.finding, id=f"C{place}") for place, draft in enumerate(drafts, start=1)
    )


@dataclass(frozen=True, slots=True)
class _Bench:
    desk: Desk
    indicators: Mapping[str, Indicator]
    writer: Writer
    language: str
    published: str | None

    @property
    def book(self) -> RuleBook:
        return self.desk.book

    def relations(self, relations: Sequence[Relation]) -> Iterator[_Draft]:
        """One finding for each relation that is not said by another one already."""
        told = _told(relations)
        for relation in dict.fromkeys(relations):
            roles = self.desk.roles(relation)
            if relation.type is RelationType.PART_OF and _pair(relation) in told:
                continue
            names = frozenset(fact.indicator for facts in roles.values() for fact in facts)
            rule = self.book.of_relation(relation.type, names)
            if rule is None or not names:
                continue
            draft = self._relation(relation, roles, rule)
            if draft is not None:
                yield draft

    def _relation(self, relation: Relation, roles: Roles, rule: Rule) -> _Draft | None:
        outcome, reason = evaluate(self.desk, relation, roles, rule)
        extra: dict[str, str] = {}
        if outcome.verdict is Verdict.VIOLATED:
            reason = doubt(relation, roles, rule, self.indicators)
            if reason is None:
                base = self._explained(relation, roles, rule)
                if base is not None:
                    reason, extra = "base", {"base": self.writer.fact(base)}
        message = self._message(rule, outcome, self.writer.fields(
            outcome, roles, rule.primitive.main, "%" if rule.primitive.percentage else ""
        ))
        if reason is not None:
            message += self.book.wordings.get(f"doubt.{reason}", self.language).format(**extra)
            outcome = replace(outcome, verdict=Verdict.UNDECIDED)
        ids = [fact.id for facts in roles.values() for fact in facts]
        return self._draft(rule, outcome, tuple(dict.fromkeys(ids)), message)

    def _explained(self, relation: Relation, roles: Roles, rule: Rule) -> Fact | None:
        """Another number of the text that makes the percentage right: the base may be that one."""
        role = _BASES.get(relation.type)
        used = {fact.id for facts in roles.values() for fact in facts}
        if role is None or not roles.get(role):
            return None
        printed = roles[role][0]
        unit = self.book.units.base(printed.unit)[0]
        for fact in self.desk.facts.values():
            if fact.id in used or self.book.units.base(fact.unit)[0] != unit:
                continue
            if role == "plan" and fact.status is not Status.TARGET:
                continue
            outcome, _ = evaluate(self.desk, relation, {**roles, role: [fact]}, rule)
            if outcome.verdict is Verdict.SATISFIED:
                return fact
        return None

    def ranges(self, facts: Sequence[Fact], relations: Sequence[Relation]) -> Iterator[_Draft]:
        """Numbers outside what their indicator can be."""
        percents = {id for relation in relations for id in relation.get("percent")}
        for fact in facts:
            rule = self.book.of_primitive("in_range", fact.indicator)
            bounds = self._bounds(fact, rule)
            if rule is None or bounds is None or fact.id in percents:
                continue
            outcome = in_range(self.desk.stated(fact), bounds)
            if outcome.verdict is Verdict.VIOLATED and fact.confidence < rule.confidence:
                outcome = replace(outcome, verdict=Verdict.UNDECIDED)
            ends = {"low": (Interval(bounds.low, bounds.low), "")}
            ends["high"] = (Interval(bounds.high, bounds.high), "")
            shown = replace(outcome, amounts=ends)
            fields = self.writer.fields(shown, {"value": [fact]}, "value", "")
            draft = self._draft(rule, outcome, (fact.id,), self._message(rule, outcome, fields))
            if draft is not None:
                yield draft

    def _bounds(self, fact: Fact, rule: Rule | None) -> Interval | None:
        """Bounds of the fact's indicator, when the fact is a level of it in its unit."""
        indicator = self.indicators.get(fact.indicator)
        if rule is None or fact.aspect not in (Aspect.LEVEL, Aspect.SHARE):
            return None
        if rule.bounds is not None:
            return rule.bounds
        if indicator is None or (indicator.low is None and indicator.high is None):
            return None
        base = self.book.units.base
        if base(indicator.unit) != base(fact.unit) or base(fact.unit)[1] != 1:
            return None
        return Interval(indicator.low, indicator.high)

    def periods(self, facts: Sequence[Fact], relations: Sequence[Relation]) -> Iterator[_Draft]:
        """Periods that cannot be, each once for all the numbers it belongs to."""
        rule = self.book.of_primitive("dates", "")
        if rule is None:
            return
        groups: dict[tuple[Period, bool, bool], list[Fact]] = {}
        for fact in facts:
            if fact.period is None:
                continue
            done = fact.status is Status.ACTUAL
            said = done and fact.evidence.status is not None
            groups.setdefault((fact.period, done, said), []).append(fact)
        for (period, done, said), members in groups.items():
            outcome = dates(period, self.published, done=done, said=said)
            ids = tuple(fact.id for fact in members)
            message = self._message(rule, outcome, self._date_fields(period, None))
            draft = self._draft(rule, outcome, ids, message)
            if draft is not None:
                yield draft
        yield from self._orders(relations, rule)

    def _orders(self, relations: Sequence[Relation], rule: Rule) -> Iterator[_Draft]:
        for relation in dict.fromkeys(relations):
            if relation.type not in _ORDERED:
                continue
            roles = self.desk.roles(relation)
            first, then = (roles.get(role) for role in _ORDERED[relation.type])
            if not first or not then:
                continue
            outcome = date_order(first[0].period, then[0].period)
            if outcome.case != "backwards":
                continue
            fields = self._date_fields(then[0].period, first[0].period)
            message = self._message(rule, outcome, fields)
            draft = self._draft(rule, outcome, (first[0].id, then[0].id), message)
            if draft is not None:
                yield draft

    def _date_fields(self, period: Period | None, base: Period | None) -> dict[str, str]:
        unknown = "?"
        return {
            "period": _told_period(period),
            "start": (period.start if period is not None else None) or unknown,
            "end": (period.end if period is not None else None) or unknown,
            "published": self.published or unknown,
            "base_period": _told_period(base),
        }

    def places(self, claims: Iterable[PlaceClaim]) -> Iterator[_Draft]:
        """Places printed under a parent that does not hold them."""
        rule = self.book.of_primitive("place_in_parent", "")
        for claim in dict.fromkeys(claims):
            if rule is None:
                return
            outcome = place_in_parent(claim.inside)
            place, parent = self.writer.name(claim.place), self.writer.name(claim.parent)
            fields = {"place": place or claim.place, "parent": parent or claim.parent}
            message = self._message(rule, outcome, fields)
            draft = self._draft(rule, outcome, (), message, claim.span.start)
            if draft is not None:
                yield draft

    def _message(self, rule: Rule, outcome: Outcome, fields: Mapping[str, str]) -> str:
        texts = rule.messages[outcome.case]
        template = texts.get(self.language) or texts["vi"]
        return template.format_map(_Shown(fields))

    def _draft(
        self,
        rule: Rule,
        outcome: Outcome,
        ids: tuple[str, ...],
        message: str,
        position: int | None = None,
    ) -> _Draft | None:
        if outcome.verdict not in rule.report:
            return None
        if position is None:
            position = min(self.desk.facts[id].span.start for id in ids)
        order = list(self.book.rules).index(rule)
        finding = Finding(
            "",
            rule.id,
            outcome.verdict,
            rule.grade(outcome.case, outcome.verdict),
            ids,
            None if outcome.reported is None else outcome.reported.bounds(),
            None if outcome.computed is None else outcome.computed.bounds(),
            outcome.only_by_rounding,
            message,
            outcome.readings,
        )
        return _Draft((position, order, " ".join(ids)), finding)


class _Shown(dict[str, str]):
    """Fields of a message; a number nobody printed is a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


def _told(relations: Sequence[Relation]) -> frozenset[tuple[str, str]]:
    """Part and whole pairs that a sum or a share already speaks of."""
    pairs = set()
    for relation in relations:
        whole, parts = ("total", "parts"), ("whole", "part")
        for above, below in (whole, parts):
            if relation.type in (RelationType.PARTS_SUM, RelationType.SHARE):
                for one in relation.get(above):
                    pairs |= {(part, one) for part in relation.get(below)}
    return frozenset(pairs)


def _pair(relation: Relation) -> tuple[str, str]:
    part, whole = relation.get("part"), relation.get("whole")
    return (part[0] if part else "", whole[0] if whole else "")


def _told_period(period: Period | None) -> str:
    if period is None:
        return "?"
    return period.text or "/".join(end for end in (period.start, period.end) if end) or "?"
