"""Rules across articles as data: ``[[archive_rule]]`` and the words and dates they use.

Rows are overridden, switched off and derived as ``[[rule]]`` rows are (see
:mod:`textmine.check.rules`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

import regex

from textmine.check.archive.primitives import ARCHIVE_PRIMITIVES
from textmine.check.primitives import Primitive
from textmine.check.rule_rows import (
    check_fields,
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
from textmine.check.rules import RuleBook, load_rules
from textmine.check.tables import decimal
from textmine.model import Severity, Verdict, earliest
from textmine.packs.loader import PackSet, Row

TABLE = "archive_rule"
OTHER = "other"  # the indicator of what no pack describes
GENERIC = "generic"  # the cue of nouns that count anything
_KEYS = frozenset(
    {
        "id",
        "like",
        "primitive",
        "severity",
        "severities",
        "indicators",
        "without",
        "label",
        "message",
        "arithmetic",
        "report",
        "confidence",
        "slack",
        "least_days",
        "spread",
        "least",
        "parts",
        "flows",
        "gap_days",
        "gap_share",
        "enabled",
        "example",
    }
)


@dataclass(frozen=True, slots=True)
class ArchiveRule:
    """A primitive bound to indicators (all but those of ``without``).

    ``severity`` is that of a violation, ``severities`` overrides it by case.  Below
    ``confidence`` of either statement nothing is violated.  ``slack`` is a share the primitive
    forgives, ``least_days`` the shortest period whose flows are compared (shorter ones are single
    events), ``spread`` how far a series may vary, ``least`` how many figures or sources are
    needed.  ``parts``: figures that differ by another figure of the same article are counted
    differently (the dead with or without the crew).  ``flows`` are the indicators of what adds to
    a level, which may leave ``gap_days`` out if ``gap_share`` more is granted for them.
    ``arithmetic`` is the computation in
    figures by case.
    """

    id: str
    primitive: Primitive
    severity: Severity
    severities: Mapping[str, Severity]
    indicators: tuple[str, ...]
    without: tuple[str, ...]
    labels: Mapping[str, str]
    messages: Mapping[str, Mapping[str, str]]
    arithmetic: Mapping[str, str]
    report: frozenset[Verdict]
    confidence: float = 0.0
    slack: Decimal = Decimal(0)
    least_days: int = 0
    spread: Decimal = Decimal(1)
    least: int = 0
    parts: bool = False
    flows: tuple[str, ...] = ()
    gap_days: int = 0
    gap_share: Decimal = Decimal(0)
    examples: tuple[Mapping[str, Any], ...] = ()

    def covers(self, indicator: str) -> bool:
        """Whether a number of this indicator is this rule's business."""
        if any(matches(pattern, indicator) for pattern in self.without):
            return False
        return any(matches(pattern, indicator) for pattern in self.indicators)

    @property
    def general(self) -> bool:
        return "*" in self.indicators

    def grade(self, case: str, verdict: Verdict) -> Severity:
        """How grave a finding is; what is not violated informs, unless the rule says more."""
        if case in self.severities:
            return self.severities[case]
        return self.severity if verdict is Verdict.VIOLATED else Severity.INFO


@dataclass(frozen=True, slots=True)
class Break:
    """A day at which the figures of some indicators stopped being comparable.

    ``kinds`` limits it to areas of these kinds (any when empty); ``reason`` names the phrase.
    """

    day: int
    indicators: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Words:
    """Terms in folded text, each once over.  ``kinds`` are ids by term."""

    kinds: Mapping[str, str]
    pattern: regex.Pattern[str] | None

    def found(self, text: str) -> frozenset[str]:
        """The ids of the terms that stand in the text."""
        if self.pattern is None or not text:
            return frozenset()
        return frozenset(self.kinds[match.group()] for match in self.pattern.finditer(text))


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """Words that narrow what a measure counts (``nội địa``), for some indicators."""

    indicators: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class ArchiveBook:
    """Everything packs say about checks across articles; ``base`` is what one article needs."""

    base: RuleBook
    rules: tuple[ArchiveRule, ...]
    speakers: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    cues: Words
    qualifiers: tuple[Qualifiers, ...]
    breaks: tuple[Break, ...]
    offices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def generic(self) -> frozenset[str]:
        """Nouns that count anything (``đồng chí``)."""
        return frozenset(term for term, kind in self.cues.kinds.items() if kind == GENERIC)

    def rule(self, primitive: str, indicator: str) -> ArchiveRule | None:
        """The rule that applies a primitive to an indicator, the most particular one."""
        chosen: ArchiveRule | None = None
        for rule in self.rules:
            if rule.primitive.name != primitive or not rule.covers(indicator):
                continue
            if chosen is None or not rule.general or chosen.general:
                chosen = rule
        return chosen

    def speaks_for(self, body: str | None, area: str | None, indicator: str) -> bool:
        """Whether a body's figures of an indicator are those of the whole area it governs.

        Its name must be one of the patterns of ``[[archive_speaker]]`` with the area's name.
        """
        if not body or not area:
            return False
        folded, place = fold(body), fold(area)
        bare = place.partition(" ")[2] or place
        for indicators, patterns in self.speakers:
            if not any(matches(pattern, indicator) for pattern in indicators):
                continue
            names = (p.replace("{area}", place).replace("{name}", bare) for p in patterns)
            if any(folded == name for name in names):
                return True
        return False


def matches(pattern: str, indicator: str) -> bool:
    """``pattern`` is an id, or the beginning of ids when it ends in ``*``."""
    if pattern.endswith("*"):
        return indicator.startswith(pattern[:-1])
    return pattern == indicator


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name as names are compared: lower case, single spaces."""
    return " ".join(name.casefold().split())


def load_archive_rules(packs: PackSet) -> ArchiveBook:
    """Reads ``[[archive_rule]]``, ``[[archive_speaker]]``, ``[[archive_cue]]``,
    ``[[archive_qualifier]]``, ``[[archive_break]]`` and ``[[archive_office]]`` rows.

    Raises PackError naming the row when something is missing, unknown or of the wrong kind.
    """
    merged = merged_rows(packs, TABLE, _KEYS)
    rules = []
    for id, (data, row) in merged.items():
        whole = completed(id, data, row, merged)
        if flag(whole, row, "enabled", True):
            rules.append(_rule(whole, data, row))
    return ArchiveBook(
        load_rules(packs),
        tuple(rules),
        tuple(_speaker(row) for row in packs.by_id("archive_speaker").values()),
        _cues(packs),
        tuple(_qualifiers(row) for row in packs.by_id("archive_qualifier").values()),
        tuple(_break(row) for row in packs.by_id("archive_break").values()),
        {id: words(row.data, row, "terms") for id, row in packs.by_id("archive_office").items()},
    )


def _rule(data: Mapping[str, Any], own: Mapping[str, Any], row: Row) -> ArchiveRule:
    """The rule of completed ``data``; examples only of its ``own``, since those of the rule it is
    like are of other indicators."""
    primitive = ARCHIVE_PRIMITIVES.get(str(data.get("primitive")))
    if primitive is None:
        known = ", ".join(ARCHIVE_PRIMITIVES)
        raise row.error(f"primitive is {data.get('primitive')!r}", f"use one of {known}")
    labels = data.get("label")
    if not spoken(labels):
        raise row.error("label needs vi and en")
    return ArchiveRule(
        id=data["id"],
        primitive=primitive,
        severity=severity(row, data.get("severity")),
        severities=severities(data, row, primitive),
        indicators=words(data, row, "indicators") or ("*",),
        without=words(data, row, "without"),
        labels=labels,
        messages=messages(data, row, primitive),
        arithmetic=_arithmetic(data, row, primitive),
        report=report(data, row),
        confidence=float(decimal(row, "confidence", data.get("confidence", 0))),
        slack=decimal(row, "slack", data.get("slack", 0), least=Decimal(0)),
        least_days=int(decimal(row, "least_days", data.get("least_days", 0), least=Decimal(0))),
        spread=decimal(row, "spread", data.get("spread", 1), least=Decimal(1)),
        least=int(decimal(row, "least", data.get("least", 0), least=Decimal(0))),
        parts=flag(data, row, "parts", False),
        flows=words(data, row, "flows"),
        gap_days=int(decimal(row, "gap_days", data.get("gap_days", 0), least=Decimal(0))),
        gap_share=decimal(row, "gap_share", data.get("gap_share", 0), least=Decimal(0)),
        examples=_examples(own, row),
    )


def _arithmetic(data: Mapping[str, Any], row: Row, primitive: Primitive) -> dict[str, str]:
    given = data.get("arithmetic", {})
    if not isinstance(given, dict):
        raise row.error("arithmetic must be a table of templates by case")
    for case, text in given.items():
        if case not in primitive.cases or not isinstance(text, str):
            raise row.error(f"arithmetic.{case} is no template of a case of {primitive.name}")
        check_fields(row, f"arithmetic.{case}", text, primitive.fields(case))
    return dict(given)


def _examples(data: Mapping[str, Any], row: Row) -> tuple[Mapping[str, Any], ...]:
    given = data.get("example", [])
    if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
        raise row.error("example must be an array of tables")
    return tuple(given)


def _speaker(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    indicators = words(row.data, row, "indicators") or ("*",)
    names = words(row.data, row, "names")
    if not names or not all("{area}" in name or "{name}" in name for name in names):
        raise row.error("names need {area} or {name}", 'write names = ["đảng bộ {area}"]')
    return indicators, names


def _cues(packs: PackSet) -> Words:
    kinds = {
        term: id
        for id, row in packs.by_id("archive_cue").items()
        for term in words(row.data, row, "terms")
    }
    return compiled(kinds)


def _qualifiers(row: Row) -> Qualifiers:
    terms = words(row.data, row, "terms")
    indicators = words(row.data, row, "indicators") or ("*",)
    return Qualifiers(indicators, compiled({term: term for term in terms}))


def compiled(kinds: Mapping[str, str]) -> Words:
    """One pattern of many terms, each whole words, the longest first."""
    longest_first: Sequence[str] = sorted(kinds, key=lambda term: (-len(term), term))
    if not longest_first:
        return Words({}, None)
    choices = "|".join(map(regex.escape, longest_first))
    return Words(dict(kinds), regex.compile(rf"(?<!\w)(?:{choices})(?!\w)"))


def _break(row: Row) -> Break:
    reason = row.data.get("reason")
    if not isinstance(reason, str):
        raise row.error("reason is missing", 'name a phrase: reason = "standard"')
    try:
        day = earliest(str(row.data.get("date"))).toordinal()
    except ValueError as error:
        raise row.error(f"date is {row.data.get('date')!r}", "write YYYY-MM-DD") from error
    return Break(day, words(row.data, row, "indicators") or ("*",), reason)
