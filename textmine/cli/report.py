"""``textmine report``: one page about an archive, and its series as a table."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from textmine.cli.options import debug_option, lang_option, pack_option
from textmine.cli.streams import open_output, say

_PAGE = "report.html"


@click.command(short_help="Write a page of contradictions and series.")
@click.option("--store", "url", required=True, metavar="STORE", help="SQLite file or URL.")
@click.option(
    "-o", "--output", default=_PAGE, show_default=True, metavar="FILE", help="The page; - for none."
)
@click.option("--csv", "table", metavar="FILE", help="Write every series there, too.")
@click.option(
    "--bodies", type=click.IntRange(0, 5000), default=300, show_default=True,
    help="Show so many organisations and places.",
)  # fmt: skip
@click.option(
    "--findings", type=click.IntRange(0, 5000), default=300, show_default=True,
    help="Show so many contradictions.",
)  # fmt: skip
@click.option("--title", metavar="TEXT", help="What the page is headed.")
@lang_option
@pack_option
@debug_option
def report(
    url: str,
    output: str,
    table: str | None,
    bodies: int,
    findings: int,
    title: str | None,
    lang: str,
    packs: tuple[Path, ...],
) -> None:
    """Write a page of an archive's series and contradictions.

    The page stands alone: charts, sentences and sources in one file that needs no network.  The
    bodies with contradictions come first; --csv has every series, whatever the page leaves out.

    \b
    textmine report --store archive.db -o report.html --csv series.csv
    """
    from textmine.check.archive.rules import load_archive_rules
    from textmine.io.archive_page import render_archive
    from textmine.io.wording import load_wording
    from textmine.packs.indicators import load_indicators
    from textmine.packs.loader import load_packs
    from textmine.run.report import Limits, archive_view, write_series
    from textmine.store.open import open_store

    loaded = load_packs(directories=packs)
    indicators = load_indicators(loaded)
    rules = {rule.id: rule.labels[lang] for rule in load_archive_rules(loaded).rules}
    labels = {id: indicator.label(lang) for id, indicator in indicators.items()}
    wording = load_wording(lang, labels, rules)
    with open_store(url, create=False, read_only=True) as store:
        if output != "-":
            limits = Limits(findings=findings, bodies=bodies)
            view = archive_view(store, indicators, wording, limits, title)
            with open_output(output) as handle:
                for piece in render_archive(view, wording):
                    handle.write(piece)
            say(f"{output}: {len(view.bodies)} bodies, {len(view.cards)} contradictions")
        if table:
            with open_output(table) as handle:
                count = write_series(store, handle)
            say(f"{table}: {count} rows")
    sys.stdout.flush()
