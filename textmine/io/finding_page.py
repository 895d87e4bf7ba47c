"""Findings across articles as a page: the cards of the archive's page, without its series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textmine.io.archive_page import ArchiveView, Card, render_archive, source_of
from textmine.io.finding_rows import ShownFinding, Witness, by_side
from textmine.io.printable import one_line
from textmine.io.wording import Wording
from textmine.model import Verdict

_SOURCES = 6  # articles named on one side


def render_findings(findings: Sequence[ShownFinding], wording: Wording) -> Iterator[str]:
    """The page in pieces; findings stand in the order given."""
    words = wording.texts["archive"]
    violated = sum(one.verdict is Verdict.VIOLATED for one in findings)
    days = [
        witness.published
        for one in findings
        for side in one.sides
        for witness in side
        if witness.published
    ]
    view = ArchiveView(
        title=words["checked_title"],
        span=(min(days), max(days)) if days else (None, None),
        totals=((words["violated"], violated), (words["open"], len(findings) - violated)),
        cards=tuple(_card(finding, wording) for finding in findings),
        more_cards=0,
        undecided=0,
        dismissed=0,
        bodies=(),
        more_bodies=0,
    )
    return render_archive(view, wording)


def _card(finding: ShownFinding, wording: Wording) -> Card:
    return Card(
        key=finding.key,
        rule=one_line(wording.rule(finding.rule)),
        severity=finding.severity.value,
        verdict=finding.verdict.value,
        message=one_line(finding.message),
        arithmetic=one_line(finding.arithmetic),
        body="",
        anchor="",
        sides=tuple(
            (sources, tuple(source_of(*_told(one)) for one in side[:_SOURCES]))
            for side, sources in by_side(finding)
        ),
        accepted=finding.decision == "accepted",
    )


def _told(one: Witness) -> tuple[str | None, str | None, str | None, str | None, str, str]:
    sentence = one.sentence or one.quote
    return one.publisher, one.published, one.title, one.source, sentence, one.quote
