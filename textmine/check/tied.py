"""Findings about relations: numbers of one text that arithmetic ties together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from textmine.check.bench import Bench, Draft
from textmine.check.doubts import doubt
from textmine.check.evaluate import Desk, Roles, evaluate
from textmine.check.rules import Rule
from textmine.model import (
    Approx,
    Aspect,
    Fact,
    Relation,
    RelationType,
    Severity,
    Status,
    Verdict,
)

# The role of a percentage's base and of what it is a percentage of.
_BASES = {
    RelationType.SHARE: ("whole", "part"),
    RelationType.GROWTH: ("base", "current"),
    RelationType.PERCENT_OF_PLAN: ("plan", "actual"),
}
_PARAGRAPH = 1000  # characters: a base is looked for this far from its percentage
_CLAUSE = 150  # characters: so near stands what a percentage is of


def relation_drafts(bench: Bench, relations: Sequence[Relation]) -> Iterator[Draft]:
    """One finding for each relation that is not said by another one already."""
    told = _told(relations)
    for relation in dict.fromkeys(relations):
        if relation.type is RelationType.PART_OF and _pair(relation) in told:
            continue
        if relation.type is RelationType.SHARE and not relation.get("part"):
            continue  # of how many, nothing says; the percentage has its bounds
        roles = bench.desk.roles(relation)
        names = frozenset(fact.indicator for facts in roles.values() for fact in facts)
        rule = bench.book.of_relation(relation.type, names)
        if rule is None or not names:
            continue
        draft = _draft(bench, relation, roles, rule)
        if draft is not None:
            yield draft


def _draft(bench: Bench, relation: Relation, roles: Roles, rule: Rule) -> Draft | None:
    outcome, reason = evaluate(bench.desk, relation, roles, rule)
    severity, other = None, None
    if outcome.verdict is Verdict.VIOLATED:
        reason = doubt(relation, roles, rule, bench.indicators)
        if reason is None:
            reason, other = _explained(bench.desk, relation, roles, rule)
        if reason is not None:
            severity = Severity.WARNING
            outcome = replace(outcome, verdict=Verdict.UNDECIDED)
    if outcome.verdict not in rule.report:
        return None
    primitive = rule.primitive
    result = "%" if primitive.percentage else ""
    template = bench.template(rule, outcome)
    fields = bench.writer.fields(outcome, roles, primitive.main, result, template)
    message = bench.message(rule, outcome, fields)
    if reason is not None:
        phrase = bench.book.wordings.get(f"doubt.{reason}", bench.language)
        message += phrase.replace("{base}", bench.writer.fact(other) if other else "")
    ids = dict.fromkeys(fact.id for facts in roles.values() for fact in facts)
    return bench.draft(rule, outcome, tuple(ids), message, severity=severity)


def _explained(
    desk: Desk, relation: Relation, roles: Roles, rule: Rule
) -> tuple[str | None, Fact | None]:
    """Another number of the text under which all agrees, so that a link may be wrong and not the
    text: the reason (``base``, ``numerator``, ``total``, ``whole``) and that number.
    """
    if relation.type is RelationType.PARTS_SUM:
        first = min((part.span.start for part in roles.get("parts", ())), default=0)
        total = _instead(desk, relation, roles, rule, "total", (0, first))
        return ("total", total) if total is not None else (None, None)
    if relation.type is RelationType.PART_OF:
        other = _other_whole(desk, roles)
        return ("whole", other) if other is not None else (None, None)
    names = _BASES.get(relation.type)
    percents = roles.get("percent", ())
    if names is None or not percents:
        return None, None
    at = percents[0].span
    for role, reason, reach in zip(
        names, ("base", "numerator"), (_PARAGRAPH, _CLAUSE), strict=True
    ):
        window = (at.start - reach, at.end + reach)
        other = _instead(desk, relation, roles, rule, role, window)
        if other is not None:
            return reason, other
    return None, None


def _other_whole(desk: Desk, roles: Roles) -> Fact | None:
    """A larger number of the whole's measure before the part, which it may be a part of instead."""
    part, whole = roles["part"][0], roles["whole"][0]
    least = desk.stated(part).loose
    for fact in desk.near(part.span.start - _PARAGRAPH, part.span.start):
        same = (fact.indicator, fact.unit) == (whole.indicator, whole.unit)
        if same and fact.id != part.id and not desk.stated(fact).loose.below(least):
            return fact
    return None


def _instead(
    desk: Desk,
    relation: Relation,
    roles: Roles,
    rule: Rule,
    role: str,
    window: tuple[int, int],
) -> Fact | None:
    """A fact in ``window`` that satisfies the check in this role, in place of the linked one."""
    held = roles.get(role, ())
    if not held:
        return None
    used = {fact.id for facts in roles.values() for fact in facts}
    unit = desk.book.units.base(held[0].unit)[0]
    for fact in desk.near(*window):
        if fact.id in used or desk.book.units.base(fact.unit)[0] != unit:
            continue
        if not _could_be(fact, held[0], role):
            continue
        changed: Mapping[str, Sequence[Fact]] = {**roles, role: [fact]}
        if evaluate(desk, relation, changed, rule)[0].verdict is Verdict.SATISFIED:
            return fact
    return None


def _could_be(fact: Fact, held: Fact, role: str) -> bool:
    """Whether a fact may stand in for the linked one: a plain level, and no chance agreement.

    A plan must be one for the same body and measure, as two authorities set them.
    """
    if fact.aspect is not Aspect.LEVEL:
        return False
    if role == "plan":
        if fact.approx not in (Approx.EXACT, Approx.AT_LEAST, Approx.AT_MOST):
            return False
        alike = (fact.subject, fact.indicator) == (held.subject, held.indicator)
        return alike and fact.status is Status.TARGET
    return fact.approx is Approx.EXACT and fact.status is not Status.TARGET


def _told(relations: Sequence[Relation]) -> frozenset[tuple[str, str]]:
    """Part and whole pairs that a sum or a share already speaks of."""
    names = {RelationType.PARTS_SUM: ("parts", "total"), RelationType.SHARE: ("part", "whole")}
    pairs: set[tuple[str, str]] = set()
    for relation in relations:
        if relation.type in names:
            below, above = names[relation.type]
            for whole in relation.get(above):
                pairs.update((part, whole) for part in relation.get(below))
    return frozenset(pairs)


def _pair(relation: Relation) -> tuple[str, str]:
    part, whole = relation.get("part"), relation.get("whole")
    return (part[0] if part else "", whole[0] if whole else "")
