"""Rules as data: which primitive checks what, how grave it is, and how it is put into words.

``[[rule]]`` rows of a later pack override those of an earlier one key by key (messages case by
case), so ``id = "delta"`` with ``enabled = false`` or one new message is a complete row.
``like`` starts a new rule from another one, for some indicators only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from textmine.check.interval import Interval
from textmine.check.primitives import PRIMITIVES, Primitive
from textmine.check.rule_rows import (
    LANGUAGES,
    bounds,
    completed,
    flag,
    merged_rows,
    messages,
    report,
    severities,
    severity,
    spoken,
    words,
)
from textmine.check.stated import Tolerances
from textmine.check.tables import (
    decimal,
    load_phrases,
    load_tolerances,
    load_traits,
    load_units,
)
from textmine.check.units import Units
from textmine.model import RelationType, Severity, Verdict
from textmine.packs.loader import PackSet, Row

__all__ = ["LANGUAGES", "Rule", "RuleBook", "Wordings", "load_rules"]

_KEYS = frozenset(
    {
        "id",
        "like",
        "primitive",
        "severity",
        "severities",
        "relations",
        "indicators",
        "label",
        "message",
        "report",
        "bounds",
        "slack",
        "confidence",
        "enabled",
    }
)
_FREE = frozenset({"dates", "in_range", "place_in_parent"})  # check facts or claims, no relation


@dataclass(frozen=True, slots=True)
class Rule:
    """A primitive bound to relations or facts of some indicators.

    ``severity`` is that of a violation; ``severities`` overrides it by case (info otherwise).
    ``report`` lists the verdicts that become findings.  ``bounds`` replace the indicator's own
    for ``in_range``, ``slack`` is the leeway of ``product`` and the
    rest of ``parts_sum`` that looks like a slip.  Below ``confidence`` of any fact a
    violation is only undecided.
    """

    id: str
    primitive: Primitive
    severity: Severity
    severities: Mapping[str, Severity]
    relations: tuple[str, ...]
    indicators: tuple[str, ...]
    labels: Mapping[str, str]
    messages: Mapping[str, Mapping[str, str]]
    report: frozenset[Verdict]
    bounds: Interval | None = None
    slack: Decimal = Decimal(0)
    confidence: float = 0.0

    def covers(self, indicator: str) -> bool:
        """Whether a fact of this indicator is this rule's business."""
        return any(_matches(pattern, indicator) for pattern in self.indicators)

    @property
    def general(self) -> bool:
        return "*" in self.indicators

    def grade(self, case: str, verdict: Verdict) -> Severity:
        if case in self.severities:
            return self.severities[case]
        return self.severity if verdict is Verdict.VIOLATED else Severity.INFO


@dataclass(frozen=True, slots=True)
class Wordings:
    """Phrases by id and language: ``approx.*`` around a number, ``doubt.*`` after a message."""

    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def get(self, id: str, language: str) -> str:
        found = self.phrases.get(id, {})
        return found.get(language) or found.get("vi") or ""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything packs say about checking.  ``traits``: words of sub-groups to their kind of
    trait; parts of different kinds (women, minorities) can share members.
    """

    rules: tuple[Rule, ...]
    tolerances: Tolerances
    units: Units
    wordings: Wordings
    traits: Mapping[str, str] = field(default_factory=dict)

    def rule(self, id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == id), None)

    def of_relation(self, type: str, indicators: frozenset[str]) -> Rule | None:
        """The rule for a relation between facts of these indicators, the most particular one."""
        chosen: Rule | None = None
        for rule in self.rules:
            if type in rule.relations and any(rule.covers(name) for name in indicators):
                chosen = _closer(chosen, rule)
        return chosen

    def of_primitive(self, name: str, indicator: str) -> Rule | None:
        """The rule that applies a primitive without relations to facts of ``indicator``."""
        chosen: Rule | None = None
        for rule in self.rules:
            if rule.primitive.name == name and rule.covers(indicator):
                chosen = _closer(chosen, rule)
        return chosen


def _closer(chosen: Rule | None, rule: Rule) -> Rule:
    """A rule for named indicators goes before a general one, a later one before an earlier."""
    if chosen is not None and rule.general and not chosen.general:
        return chosen
    return rule


def _matches(pattern: str, indicator: str) -> bool:
    if pattern.endswith("*"):
        return indicator.startswith(pattern[:-1])
    return pattern == indicator


def load_rules(packs: PackSet) -> RuleBook:
    """Reads ``[[rule]]``, ``[[tolerance]]``, ``[[round_number]]``, ``[[unit_label]]``,
    ``[[unit_conversion]]``, ``[[phrase]]`` and ``[[trait]]`` rows.

    Raises PackError naming the row when a key is unknown, missing, or of the wrong kind, when a
    case has no message in both languages, or when a message shows a number that its case lacks.
    """
    merged = merged_rows(packs, "rule", _KEYS)
    rules = []
    for id, (data, row) in merged.items():
        whole = completed(id, data, row, merged)
        if flag(whole, row, "enabled", True):
            rules.append(_rule(whole, row))
    return RuleBook(
        tuple(rules),
        load_tolerances(packs),
        load_units(packs),
        Wordings(load_phrases(packs)),
        load_traits(packs),
    )


def _rule(data: Mapping[str, Any], row: Row) -> Rule:
    primitive = PRIMITIVES.get(str(data.get("primitive")))
    if primitive is None:
        raise row.error(
            f"primitive is {data.get('primitive')!r}", f"use one of {', '.join(PRIMITIVES)}"
        )
    labels = data.get("label")
    if not spoken(labels):
        raise row.error("label needs vi and en")
    relations = words(data, row, "relations")
    for name in relations:
        if name not in tuple(RelationType):
            raise row.error(f"no relation is called {name}", f"use {', '.join(RelationType)}")
        if name != primitive.name:
            raise row.error(f"{primitive.name} cannot check {name}", f"bind {name} to it")
    if not relations and primitive.name not in _FREE:
        raise row.error("relations is missing", f'write relations = ["{primitive.name}"]')
    return Rule(
        id=data["id"],
        primitive=primitive,
        severity=severity(row, data.get("severity")),
        severities=severities(data, row, primitive),
        relations=relations,
        indicators=words(data, row, "indicators") or ("*",),
        labels=labels,
        messages=messages(data, row, primitive),
        report=report(data, row),
        bounds=bounds(data, row),
        slack=decimal(row, "slack", data.get("slack", 0), least=Decimal(0)),
        confidence=float(decimal(row, "confidence", data.get("confidence", 0))),
    )


