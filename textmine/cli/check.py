"""``textmine check``: articles against each other."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from textmine.cli.options import debug_option, format_option, lang_option, pack_option
from textmine.cli.streams import is_terminal, open_output, print_json, say, wants_color
from textmine.model.errors import TextmineError

if TYPE_CHECKING:
    from textmine.io.finding_rows import ShownFinding
    from textmine.packs.loader import PackSet

FAILED, FOUND = 1, 3
store_option = click.option(
    "--store",
    "url",
    metavar="URL",
    envvar="TEXTMINE_STORE",
    help="An SQLite file or postgresql://…; else the variable TEXTMINE_STORE.",
)


@click.command(short_help="Check articles against each other.")
@click.argument("tables", nargs=-1, metavar="[TABLE.csv]...")
@store_option
@format_option("table", "json", "csv", "html", default="table on a terminal, else json")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@lang_option
@pack_option
@click.option("--all", "everything", is_flag=True, help="Also what is open, or was dismissed.")
@click.option(
    "--fail-on",
    type=click.Choice(("violated", "undecided")),
    help="Exit with 3 when a finding nobody dismissed is violated (or at least undecided).",
)
@debug_option
@click.pass_context
def check(
    context: click.Context,
    tables: tuple[str, ...],
    url: str | None,
    fmt: str | None,
    output: str | None,
    lang: str,
    packs: tuple[str, ...],
    everything: bool,
    fail_on: str | None,
) -> None:
    """Check the articles of a store, or the rows of typed tables, against each other.

    Of a store only what changed since the last check is checked again; then all findings are
    shown that nobody dismissed.
    """
    loaded = load_all_packs(packs)
    failed = False
    if tables:
        findings, failed = _of_tables(tables, loaded, lang)
    elif url:
        findings = _of_store(url, loaded, lang)
    else:
        raise click.UsageError("nothing to check: give --store or a table")
    chosen = [item for item in findings if everything or item.asks]
    with open_output(output, tables) as stream:
        write_findings(chosen, fmt or default_format(output), stream, lang, packs=loaded)
    if not tables:
        say(_told(findings, chosen))
    _finish(context, findings, failed, fail_on)


def load_all_packs(packs: tuple[str, ...]) -> PackSet:
    """The built-in packs, installed ones and ``packs``.

    Raises click.UsageError when one is missing or malformed.
    """
    from textmine.packs import load_packs

    try:
        return load_packs(directories=[Path(directory) for directory in packs])
    except TextmineError as error:
        raise click.UsageError(str(error)) from error


def _of_tables(
    tables: tuple[str, ...], packs: PackSet, lang: str
) -> tuple[list[ShownFinding], bool]:
    from textmine.run.check_table import check_tables

    checked = check_tables([Path(table) for table in tables], packs, lang)
    for error in checked.errors:
        say(error)
    return list(checked.findings), bool(checked.errors)


def _of_store(url: str, packs: PackSet, lang: str) -> list[ShownFinding]:
    """Every finding of the store, after what they rest on was brought up to date: who reprints
    whom, who is who."""
    from textmine.run.check import check_store
    from textmine.run.duplicates import mark_duplicates
    from textmine.run.findings import stored_findings
    from textmine.run.identify import identify
    from textmine.store.open import open_store

    with open_store(url, create=False) as store:
        mark_duplicates(store, packs)
        identify(store, packs)
        done = check_store(store, packs)
        anew = f"{done.checked:,}" if done.checked else "none"
        say(f"{done.groups:,} groups of figures compared, {anew} of them anew")
        return list(stored_findings(store, lang, everything=True))


def _told(findings: list[ShownFinding], chosen: list[ShownFinding]) -> str:
    """How many findings there are and what is not shown."""
    counted = Counter(item.verdict.value for item in chosen)
    parts = [f"{counted[name]:,} {name}" for name in ("violated", "undecided") if counted[name]]
    line = f"{len(chosen):,} findings" + (f": {', '.join(parts)}" if parts else "")
    dismissed = sum(item.dismissed for item in findings)
    hidden = len(findings) - len(chosen)
    if hidden:
        line += f"; {hidden:,} more with --all" + (f" ({dismissed:,} dismissed)" * bool(dismissed))
    return line


def _finish(
    context: click.Context, findings: Iterable[ShownFinding], failed: bool, fail_on: str | None
) -> None:
    wanted = {"violated"} if fail_on == "violated" else {"violated", "undecided"}
    hit = any(item.verdict.value in wanted and not item.dismissed for item in findings)
    if failed:
        context.exit(FAILED)
    context.exit(FOUND if fail_on and hit else 0)


def default_format(output: str | None) -> str:
    """By the name of the output, else ``table`` for eyes and ``json`` for programs."""
    if output and output != "-":
        known = {".csv": "csv", ".json": "json", ".html": "html", ".htm": "html"}
        return known.get(Path(output).suffix.lower(), "table")
    return "table" if is_terminal() else "json"


def write_findings(
    findings: list[ShownFinding],
    fmt: str,
    stream: TextIO,
    lang: str,
    *,
    whole: bool = False,
    packs: PackSet | None = None,
) -> None:
    """Findings as a table, JSON, CSV or a page; ``packs`` name the rules there."""
    from textmine.io.finding_rows import as_json, write_csv

    if fmt == "csv":
        write_csv(stream, findings)
    elif fmt == "html":
        from textmine.check.archive.rules import load_archive_rules
        from textmine.io.finding_page import render_findings
        from textmine.io.wording import load_wording

        book = load_archive_rules(packs or load_all_packs(()))
        wording = load_wording(lang, rules={rule.id: rule.labels[lang] for rule in book.rules})
        for piece in render_findings(findings, wording):
            stream.write(piece)
    elif fmt == "json":
        with _as_stdout(stream):
            print_json([as_json(finding) for finding in findings])
    else:
        from textmine.cli.finding_table import print_findings
        from textmine.io.table import make_console

        console = make_console(stream, color=wants_color(stream))
        print_findings(console, findings, lang, whole=whole)


@contextmanager
def _as_stdout(stream: TextIO) -> Iterator[None]:
    kept, sys.stdout = sys.stdout, stream
    try:
        yield
    finally:
        sys.stdout = kept
