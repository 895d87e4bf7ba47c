"""Findings across articles with the words of both sides: JSON, or one CSV row for each figure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from textmine.model import ArchiveFinding, Severity, Statement, Verdict

COLUMNS = (
    "finding_key", "rule", "verdict", "severity", "indicator", "message", "arithmetic", "decision",
    "note", "side", "sources", "article", "title", "publisher", "published_at", "source", "quote",
    "sentence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Witness:
    """One figure on a side: the article that prints it and the sentence it stands in."""

    article: str
    title: str | None
    publisher: str | None
    published: str | None
    source: str | None
    quote: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with the words of both sides, and what a person decided about it."""

    key: str
    rule: str
    verdict: Verdict
    severity: Severity
    indicator: str | None
    message: str
    arithmetic: str
    sources: tuple[int, ...]
    sides: tuple[tuple[Witness, ...], ...]
    readings: tuple[str, ...] = ()
    decision: str | None = None
    note: str | None = None

    @property
    def dismissed(self) -> bool:
        return self.decision == "dismissed"

    @property
    def asks(self) -> bool:
        """It asks for a person's eye: grave enough, and nobody dismissed it."""
        return self.severity is not Severity.INFO and not self.dismissed


def shown(
    finding: ArchiveFinding, statements: Mapping[tuple[int, int], Statement], language: str
) -> ShownFinding:
    """A finding with the statements it was made of."""
    sides = tuple(
        tuple(_witness(statements[key]) for key in side if key in statements)
        for side in finding.sides
    )
    return ShownFinding(
        finding.key,
        finding.rule,
        finding.verdict,
        finding.severity,
        finding.indicator,
        dict(finding.messages)[language],
        finding.arithmetic,
        finding.sources,
        sides,
        finding.readings,
    )


def _witness(one: Statement) -> Witness:
    return Witness(
        one.article_title or one.source or str(one.article),
        one.article_title,
        one.publisher,
        one.published,
        one.source,
        one.quote,
        one.sentence,
    )


def as_json(finding: ShownFinding) -> dict[str, Any]:
    """The finding as JSON has it."""
    return {
        "key": finding.key,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "indicator": finding.indicator,
        "message": finding.message,
        "arithmetic": finding.arithmetic,
        "readings": list(finding.readings),
        "decision": finding.decision,
        "note": finding.note,
        "sides": [
            {"sources": sources, "statements": [_said(witness) for witness in side]}
            for side, sources in by_side(finding)
        ],
    }


def _said(witness: Witness) -> dict[str, str | None]:
    return {
        "article": witness.article,
        "title": witness.title,
        "publisher": witness.publisher,
        "published": witness.published,
        "source": witness.source,
        "quote": witness.quote,
        "sentence": witness.sentence,
    }


def by_side(finding: ShownFinding) -> Iterator[tuple[tuple[Witness, ...], int]]:
    """Each side with its number of independent sources."""
    for place, side in enumerate(finding.sides):
        yield side, finding.sources[place] if place < len(finding.sources) else 0


def write_csv(stream: TextIO, findings: Iterable[ShownFinding]) -> None:
    """One row for each figure of each side."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for finding in findings:
        head = (
            finding.key, finding.rule, finding.verdict.value, finding.severity.value,
            finding.indicator, finding.message, finding.arithmetic, finding.decision, finding.note,
        )  # fmt: skip
        for number, (side, sources) in enumerate(by_side(finding), start=1):
            for one in side:
                writer.writerow(
                    (*head, number, sources, one.article, one.title, one.publisher, one.published,
                     one.source, one.quote, one.sentence)
                )  # fmt: skip
