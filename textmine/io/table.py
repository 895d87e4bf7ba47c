"""The table for a terminal: facts grouped by subject, findings below by verdict."""

from __future__ import annotations

import os
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from textmine.io.printable import one_line
from textmine.io.wording import Wording, by_subject, worst_first
from textmine.model import Extraction, Fact, Finding, Verdict

MARKS = {
    Verdict.VIOLATED: ("✗", "bold red"),
    Verdict.UNDECIDED: ("?", "bold yellow"),
    Verdict.SATISFIED: ("✓", "bold green"),
}
STATUS_STYLE = {"target": "magenta", "estimate": "cyan"}
LOW_CONFIDENCE = 0.5
NARROW_LINE, WIDE_LINE = 80, 120  # characters
NARROW = (4, 15, 16, 10, 9)  # most for id, value, measure, period, status on a narrow line
WIDE = (5, 28, 34, 21, 10)
PLAIN_WIDTH = 100  # characters where there is no terminal to ask
MIN_WORDS = 12
MARGIN, GAP = 1, 2


def make_console(stream: TextIO, *, width: int | None = None, color: bool = False) -> Console:
    """A console that prints text as it is: no markup, no emoji codes, no guessed highlights.

    ``width`` in characters; ``None`` takes the terminal's, or ``PLAIN_WIDTH`` where there is none.
    """
    if width is None and not stream.isatty() and not os.environ.get("COLUMNS"):
        width = PLAIN_WIDTH
    return Console(
        file=stream,
        width=width,
        no_color=not color,
        force_terminal=color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def print_table(extraction: Extraction, console: Console, wording: Wording) -> None:
    """Prints one article; wraps long words and cuts nothing off."""
    _heading(extraction, console, wording)
    if not extraction.facts:
        console.print(Text(wording["no_facts"], style="dim"))
    widths = _widths(extraction, wording, console.width)
    names = {entity.id: entity.name for entity in extraction.entities}
    for number, (subject, facts) in enumerate(by_subject(extraction)):
        name = names.get(subject or "") or subject or wording["no_subject"]
        console.print(Text(one_line(name), style="bold cyan"))
        console.print(_facts(facts, wording, widths, number == 0))
    for finding in worst_first(extraction.findings):
        console.print(_finding(finding, wording))
    if extraction.findings:
        console.print()
    for warning in extraction.warnings:
        console.print(_hanging("!", one_line(warning), "yellow", "dim"))
    if extraction.warnings:
        console.print()


def _heading(extraction: Extraction, console: Console, wording: Wording) -> None:
    article = extraction.article
    console.print(Text(one_line(article.title or wording["no_title"]), style="bold"))
    published = wording.date(article.published) or wording["no_date"]
    pieces = (article.document.publisher, published, wording.counts(extraction))
    console.print(Text(one_line(" · ".join(piece for piece in pieces if piece)), style="dim"))
    console.print()


def _cells(fact: Fact, wording: Wording) -> tuple[str, ...]:
    """Id, value, measure, period, status, words: one line of text each."""
    return (
        fact.id,
        one_line(wording.value(fact)),
        one_line(wording.measure(fact)),
        one_line(wording.period(fact.period)),
        wording.word("status", fact.status),
        f"“{one_line(fact.text)}”",
    )


def _widths(extraction: Extraction, wording: Wording, width: int) -> list[int]:
    """Column widths that serve every group: as the cells need, up to a share of the line."""
    room = min(1.0, max(0.0, (width - NARROW_LINE) / (WIDE_LINE - NARROW_LINE)))
    caps = [round(a + (b - a) * room) for a, b in zip(NARROW, WIDE, strict=True)]
    rows = [_heads(wording), *(_cells(fact, wording) for fact in extraction.facts)]
    needed = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    widths = [min(cap, need) for cap, need in zip(caps, needed, strict=False)]
    return [*widths, max(MIN_WORDS, width - MARGIN - sum(widths) - GAP * len(widths))]


def _heads(wording: Wording) -> tuple[str, ...]:
    keys = ("value", "measure", "period", "status_head", "words")
    return ("", *(wording[key] for key in keys))


def _facts(facts: list[Fact], wording: Wording, widths: list[int], header: bool) -> Padding:
    """One group; names and words wrap, nothing is cut."""
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, show_header=header)
    table.header_style = "dim"
    for head, width in zip(_heads(wording), widths, strict=True):
        table.add_column(head, width=width, overflow="fold")
    for fact in facts:
        status = STATUS_STYLE.get(fact.status, "")
        sure = "bold" if fact.confidence >= LOW_CONFIDENCE else "dim"
        styles = ("dim", sure, "", "", status, "italic")
        cells = zip(_cells(fact, wording), styles, strict=True)
        table.add_row(*(Text(cell, style=style) for cell, style in cells))
    return Padding(table, (0, 0, 1, MARGIN))


def _finding(finding: Finding, wording: Wording) -> Table:
    mark, style = MARKS[finding.verdict]
    line = Text()
    line.append(f"{wording.word('verdict', finding.verdict)}: ", style=style)
    line.append(one_line(finding.message))
    line.append(f"  {one_line(', '.join(finding.facts))}", style="dim")
    return _hanging(mark, line, style)


def _hanging(mark: str, line: Text | str, style: str, line_style: str = "") -> Table:
    """A mark in the margin and a paragraph that wraps beside it."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, style=style)
    table.add_column(overflow="fold", style=line_style)
    table.add_row(mark, line if isinstance(line, Text) else Text(line))
    return table
