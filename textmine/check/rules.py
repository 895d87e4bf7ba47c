"""Rules as data: which primitive checks what, how grave it is, and how it is put into words.

``[[rule]]`` rows of a later pack override those of an earlier one key by key (messages case by
case), so ``id = "delta"`` with ``enabled = false`` or one new message is a complete row.
``like`` starts a new rule from another one, for some indicators only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from string import Formatter
from typing import Any, TypeGuard

from textmine.check.interval import Interval
from textmine.check.primitives import PRIMITIVES, Primitive
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

LANGUAGES = ("vi", "en")
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
    merged = _merged(packs)
    rules = []
    for id, (data, row) in merged.items():
        whole = _completed(id, data, row, merged)
        if _flag(whole, row, "enabled", True):
            rules.append(_rule(whole, row))
    return RuleBook(
        tuple(rules),
        load_tolerances(packs),
        load_units(packs),
        Wordings(load_phrases(packs)),
        load_traits(packs),
    )


def _merged(packs: PackSet) -> dict[str, tuple[dict[str, Any], Row]]:
    """Rows of one id over all packs as one table, with the last row for error messages."""
    merged: dict[str, tuple[dict[str, Any], Row]] = {}
    seen: set[tuple[str, str]] = set()
    for row in packs.rows("rule"):
        id = row.data.get("id")
        if not isinstance(id, str):
            raise row.error("[[rule]] without an id", 'give it id = "…"')
        if (id, row.pack) in seen:
            raise row.error(f"[[rule]] {id} is defined twice", "keep one of them")
        seen.add((id, row.pack))
        unknown = sorted(set(row.data) - _KEYS)
        if unknown:
            raise row.error(f"unknown key {unknown[0]}", f"known: {', '.join(sorted(_KEYS))}")
        earlier = merged[id][0] if id in merged else {}
        merged[id] = (_overlaid(earlier, row.data, row), row)
    return merged


def _completed(
    id: str, data: dict[str, Any], row: Row, merged: Mapping[str, tuple[dict[str, Any], Row]]
) -> dict[str, Any]:
    """``data`` over the rule it is ``like``, which must stand on its own."""
    like = data.get("like")
    if like is None:
        return data
    model = merged.get(like) if isinstance(like, str) else None
    if model is None or like == id or "like" in model[0]:
        raise row.error(f"like names {like!r}", "name a rule that is complete in itself")
    return _overlaid({**model[0], "enabled": True}, data, row)


def _overlaid(earlier: Mapping[str, Any], later: Mapping[str, Any], row: Row) -> dict[str, Any]:
    """``later`` over ``earlier``: whole keys, but messages case by case and text by text."""
    merged = dict(earlier)
    for key, value in later.items():
        if key not in ("message", "severities", "label"):
            merged[key] = value
            continue
        if not isinstance(value, dict):
            raise row.error(f"{key} must be a table")
        kept = dict(merged.get(key, {}))
        for name, item in value.items():
            old = kept.get(name)
            if isinstance(old, dict) and isinstance(item, dict):
                kept[name] = {**old, **item}
            else:
                kept[name] = item
        merged[key] = kept
    return merged


def _rule(data: Mapping[str, Any], row: Row) -> Rule:
    primitive = PRIMITIVES.get(str(data.get("primitive")))
    if primitive is None:
        raise row.error(
            f"primitive is {data.get('primitive')!r}", f"use one of {', '.join(PRIMITIVES)}"
        )
    labels = data.get("label")
    if not _spoken(labels):
        raise row.error("label needs vi and en")
    relations = _words(data, row, "relations")
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
        severity=_severity(row, data.get("severity")),
        severities=_severities(data, row, primitive),
        relations=relations,
        indicators=_words(data, row, "indicators") or ("*",),
        labels=labels,
        messages=_messages(data, row, primitive),
        report=_report(data, row),
        bounds=_bounds(data, row),
        slack=decimal(row, "slack", data.get("slack", 0), least=Decimal(0)),
        confidence=float(decimal(row, "confidence", data.get("confidence", 0))),
    )


def _messages(data: Mapping[str, Any], row: Row, primitive: Primitive) -> dict[str, dict[str, str]]:
    given = data.get("message", {})
    for case in given:
        if case not in primitive.cases:
            known = ", ".join(primitive.cases)
            raise row.error(f"{primitive.name} has no case {case}", f"known: {known}")
    messages = {}
    for case in primitive.cases:
        texts = given.get(case)
        if not _spoken(texts):
            raise row.error(f"message.{case} needs vi and en")
        for language, text in texts.items():
            _check_fields(row, f"message.{case}.{language}", text, primitive.fields(case))
        messages[case] = dict(texts)
    return messages


def _spoken(texts: object) -> TypeGuard[dict[str, str]]:
    """A table of texts with every language findings are written in."""
    return (
        isinstance(texts, dict)
        and all(isinstance(text, str) for text in texts.values())
        and set(LANGUAGES) <= set(texts)
    )


def _check_fields(row: Row, where: str, text: str, known: frozenset[str]) -> None:
    try:
        parsed = [item[1:] for item in Formatter().parse(text) if item[1] is not None]
    except ValueError as error:
        raise row.error(f"{where} is no template ({error})") from error
    if any(spec or conversion for _, spec, conversion in parsed):
        raise row.error(f"{where} formats a field", "write {name} alone")
    for name in sorted({str(name) for name, _, _ in parsed} - known):
        raise row.error(f"{where} shows {{{name}}}", f"known: {', '.join(sorted(known))}")


def _severity(row: Row, value: object) -> Severity:
    if value not in tuple(Severity):
        raise row.error(f"severity is {value!r}", f"use one of {', '.join(Severity)}")
    return Severity(str(value))


def _severities(data: Mapping[str, Any], row: Row, primitive: Primitive) -> dict[str, Severity]:
    given = data.get("severities", {})
    for case in given:
        if case not in primitive.cases:
            raise row.error(f"severities names {case}, no case of {primitive.name}")
    return {case: _severity(row, value) for case, value in given.items()}


def _report(data: Mapping[str, Any], row: Row) -> frozenset[Verdict]:
    names = _words(data, row, "report")
    for name in names:
        if name not in tuple(Verdict):
            raise row.error(f"report names {name}", f"use {', '.join(Verdict)}")
    return frozenset(Verdict(name) for name in names) or frozenset(Verdict)


def _bounds(data: Mapping[str, Any], row: Row) -> Interval | None:
    value = data.get("bounds")
    if value is None:
        return None
    if not isinstance(value, list) or not 1 <= len(value) <= 2:
        raise row.error("bounds must be [least] or [least, greatest]")
    ends = [decimal(row, "bounds", item) for item in value]
    if ends != sorted(ends):
        raise row.error("bounds must be in order", "write [least, greatest]")
    return Interval(ends[0], ends[1] if len(ends) == 2 else None)


def _flag(data: Mapping[str, Any], row: Row, key: str, default: bool) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise row.error(f"{key} must be true or false")
    return value


def _words(data: Mapping[str, Any], row: Row, key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise row.error(f"{key} must be a list of strings")
    return tuple(value)
