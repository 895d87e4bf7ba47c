"""``textmine findings``: what checks across articles found, and what people say of it."""

from __future__ import annotations

from typing import Any

import click

from textmine.cli.check import default_format, store_option, write_findings
from textmine.cli.options import debug_option, format_option, lang_option
from textmine.cli.streams import open_output

key_argument = click.argument("key", metavar="ID")
note_option = click.option("--note", help="Why, for whoever reads it later.")


@click.group(short_help="List findings across articles, accept or dismiss them.")
def findings() -> None:
    """List findings across articles, accept or dismiss them.

    A word on a finding is kept and respected on later checks, as long as what it says is the same.
    """


@findings.command("list", short_help="List the findings of a store.")
@store_option
@format_option("table", "json", "csv", "html", default="table on a terminal, else json")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option("--all", "everything", is_flag=True, help="Also what is open, or was dismissed.")
@click.option(
    "--decision",
    type=click.Choice(("open", "accepted", "dismissed")),
    help="Only those nobody decided, or that were accepted or dismissed.",
)
@click.option("--rule", help="Only those of one rule.")
@click.option("--indicator", help="Only those about one indicator.")
@lang_option
@debug_option
def list_findings(
    url: str | None,
    fmt: str | None,
    output: str | None,
    everything: bool,
    decision: str | None,
    rule: str | None,
    indicator: str | None,
    lang: str,
) -> None:
    """List the findings of the last check, errors first."""
    from textmine.run.findings import stored_findings

    choice = {"decision": decision, "rule": rule, "indicator": indicator}
    with opened(url, read_only=True) as store:
        found = list(stored_findings(store, lang, everything=everything, **choice))
    with open_output(output) as stream:
        write_findings(found, fmt or default_format(output), stream, lang)


@findings.command(short_help="Show one finding with all its articles.")
@key_argument
@store_option
@format_option("table", "json", "csv", "html", default="table on a terminal, else json")
@lang_option
@debug_option
def show(key: str, url: str | None, fmt: str | None, lang: str) -> None:
    """Show one finding: both sides with every article, sentence and date.  ID is its key, or the
    beginning of it."""
    from textmine.run.findings import full_key, stored_findings

    with opened(url, read_only=True) as store:
        found = list(stored_findings(store, lang, key=full_key(store, key)))
    with open_output(None) as stream:
        write_findings(found, fmt or default_format(None), stream, lang, whole=True)


@findings.command(short_help="Say that a finding is right.")
@key_argument
@store_option
@note_option
@debug_option
def accept(key: str, url: str | None, note: str | None) -> None:
    """Say that a finding is right: the papers contradict each other."""
    _decide(url, key, "accept", note)


@findings.command(short_help="Say that a finding is no contradiction.")
@key_argument
@store_option
@note_option
@debug_option
def dismiss(key: str, url: str | None, note: str | None) -> None:
    """Say that a finding is no contradiction; it is not shown again."""
    _decide(url, key, "dismiss", note)


@findings.command(short_help="Take back what was said of a finding.")
@key_argument
@store_option
@debug_option
def reopen(key: str, url: str | None) -> None:
    """Take back an earlier accept or dismiss."""
    _decide(url, key, "reopen", None)


def _decide(url: str | None, key: str, action: str, note: str | None) -> None:
    from textmine.run.findings import DECISIONS, decide

    with opened(url) as store:
        whole = decide(store, key, action, note)
    click.echo(f"{whole}: {DECISIONS.get(action, 'open again')}")


def opened(url: str | None, *, read_only: bool = False) -> Any:
    """The store of ``--store``.  Raises click.UsageError when none is named."""
    from textmine.store.open import open_store

    if not url:
        raise click.UsageError("which store? give --store")
    return open_store(url, create=False, read_only=read_only)
