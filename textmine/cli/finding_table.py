"""Findings across articles on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from textmine.io.finding_rows import ShownFinding, Witness, by_side
from textmine.io.printable import one_line
from textmine.model import Severity

_MARKS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "dim"}
_SHOWN = 3  # articles of one side shown in the table
_MORE = {"vi": "… và {n} bài khác", "en": "… and {n} more"}
_SOURCES = {"vi": "{n} nguồn độc lập", "en": "{n} independent sources"}
_DECIDED = {
    "vi": {"accepted": "đã xác nhận", "dismissed": "đã bỏ qua"},
    "en": {"accepted": "accepted", "dismissed": "dismissed"},
}


def print_findings(
    console: Console, findings: Iterable[ShownFinding], language: str, *, whole: bool = False
) -> int:
    """Prints each finding with its sides, ``whole`` with all articles; returns how many."""
    count = 0
    for count, finding in enumerate(findings, start=1):  # noqa: B007
        _print(console, finding, language, whole=whole)
    return count


def _print(console: Console, finding: ShownFinding, language: str, *, whole: bool) -> None:
    head = Text()
    head.append(finding.severity.value.upper(), style=_MARKS[finding.severity])
    head.append(f" {finding.key}", style="bold")
    head.append(f"  {finding.rule}", style="dim")
    if finding.decision:
        word = _DECIDED[language].get(finding.decision, finding.decision)
        note = f": {one_line(finding.note)}" if finding.note else ""
        head.append(f"  [{word}{note}]", style="cyan")
    console.print(head)
    console.print(Padding(Text(one_line(finding.message)), (0, 0, 0, 2)))
    if finding.arithmetic:
        console.print(Padding(Text(one_line(finding.arithmetic), style="bold"), (0, 0, 0, 2)))
    for side, sources in by_side(finding):
        _print_side(console, side, sources, language, whole=whole)
    console.print()


def _print_side(
    console: Console, side: Sequence[Witness], sources: int, language: str, *, whole: bool
) -> None:
    told = _SOURCES[language].replace("{n}", str(sources))
    console.print(Padding(Text(f"— {told}", style="dim"), (0, 0, 0, 2)))
    shown_here = side if whole else side[:_SHOWN]
    for one in shown_here:
        where = ", ".join(filter(None, (one.published, one.publisher, one.title or one.source)))
        console.print(Padding(Text(one_line(where), style="cyan"), (0, 0, 0, 4)))
        if not one.sentence and not one.quote:
            continue  # a table has no sentences
        text = Text(f"“{one_line(one.sentence or one.quote)}”")
        if one.quote:
            text.highlight_words([one_line(one.quote)], style="bold")
        console.print(Padding(text, (0, 0, 0, 4)))
    if len(side) > len(shown_here):
        more = _MORE[language].replace("{n}", str(len(side) - len(shown_here)))
        console.print(Padding(Text(more, style="dim"), (0, 0, 0, 4)))
