"""``textmine indicators``: what the packs know how to measure."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

import click

from textmine.cli.options import debug_option, format_option, lang_option, load_kit, pack_option
from textmine.cli.streams import is_terminal, print_json, wants_color

if TYPE_CHECKING:
    from textmine.packs.indicators import Indicator

COLUMNS = ("id", "kind", "unit", "label_vi", "label_en", "additive", "low", "high", "pack")


@click.command(short_help="List the indicators the packs define.")
@format_option("table", "json", "csv", default="table on a terminal, else json")
@lang_option
@pack_option
@debug_option
def indicators(fmt: str | None, lang: str, packs: tuple[str, ...]) -> None:
    """List the indicators of the built-in packs, installed ones and --pack directories."""
    kit = load_kit(packs)
    found = sorted(kit.indicators.values(), key=lambda indicator: indicator.id)
    fmt = fmt or ("table" if is_terminal() else "json")
    if fmt == "table":
        _print(found, lang)
        return
    rows = [dict(zip(COLUMNS, _row(indicator), strict=True)) for indicator in found]
    if fmt == "json":
        print_json(rows)
        return
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _row(indicator: Indicator) -> tuple[object, ...]:
    return (
        indicator.id,
        indicator.kind,
        indicator.unit,
        indicator.label("vi"),
        indicator.label("en"),
        indicator.additive,
        indicator.low,
        indicator.high,
        indicator.pack,
    )


def _print(found: list[Indicator], lang: str) -> None:
    from rich.table import Table

    from textmine.io.printable import one_line
    from textmine.io.table import make_console

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for head in ("id", "kind", "unit", "label", "pack"):
        table.add_column(head, overflow="fold", no_wrap=head == "kind")
    for indicator in found:
        cells = (
            indicator.id,
            indicator.kind,
            indicator.unit,
            indicator.label(lang),
            indicator.pack,
        )
        table.add_row(*map(one_line, cells))
    make_console(sys.stdout, color=wants_color(sys.stdout)).print(table)
