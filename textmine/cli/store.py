"""``textmine store``: what a store holds, its version, its rows as files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TextIO

import click

from textmine.cli.options import debug_option, format_option
from textmine.cli.streams import open_output, print_json

if TYPE_CHECKING:
    from textmine.store.describe import StoreInfo

DEFAULT_EXPORT = "observations"
url_argument = click.argument("url", metavar="STORE")


@click.group(short_help="Describe, upgrade and export stores.")
def store() -> None:
    """Describe, upgrade and export stores.

    STORE is the path of an SQLite file or a URL: postgresql://user@host/database.
    """


@store.command(short_help="Print every table and column with its meaning.")
@click.argument("names", nargs=-1, metavar="[TABLE]...")
@format_option("text", "markdown", "json", default="text")
@debug_option
def describe(names: tuple[str, ...], fmt: str | None) -> None:
    """Print every table, view and column of a store with its meaning."""
    from dataclasses import asdict

    from textmine.store import describe as notes

    known = {note.name: note for note in notes.describe()}
    _refuse_unknown(names, known)
    chosen = [known[name] for name in names] if names else list(known.values())
    if fmt == "json":
        print_json([asdict(note) for note in chosen])
    else:
        written = notes.markdown(chosen) if fmt == "markdown" else notes.plain(chosen)
        click.echo(written, nl=False)


@store.command(short_help="Count what a store holds.")
@url_argument
@format_option("text", "json", default="text")
@debug_option
def info(url: str, fmt: str | None) -> None:
    """Count the rows of a store; tell its version, size and last run."""
    from dataclasses import asdict

    from textmine.store import describe as notes
    from textmine.store.open import open_store

    with open_store(url, create=False, read_only=True) as opened:
        found = notes.info(opened)
    if fmt == "json":
        print_json(asdict(found))
    else:
        _print_info(found)


@store.command(short_help="Bring a store to this version.")
@url_argument
@debug_option
def upgrade(url: str) -> None:
    """Bring a store of an older version to this one, in one transaction."""
    from textmine.store.open import open_store

    with open_store(url, create=False, upgrade=True) as opened:
        click.echo(f"{opened.where}: version {opened.version}")


@store.command(short_help="Write a table or view as CSV or JSON lines.")
@url_argument
@click.argument("name", default=DEFAULT_EXPORT, metavar="[TABLE]")
@click.option("-o", "--output", metavar="FILE", help="Write there, not to standard output.")
@format_option("csv", "jsonl", default="by the name of --output, else csv")
@debug_option
def export(url: str, name: str, output: str | None, fmt: str | None) -> None:
    """Write the rows of TABLE, or of a view (observations, time_series, latest_values).

    Numbers are exact; observations have the columns of extract --format csv.
    """
    from textmine.store import describe as notes
    from textmine.store.open import open_store

    columns = {note.name: [column.name for column in note.columns] for note in notes.describe()}
    _refuse_unknown([name], columns)
    fmt = fmt or ("jsonl" if (output or "").endswith(".jsonl") else "csv")
    with (
        open_store(url, create=False, read_only=True) as opened,
        open_output(output, [url]) as stream,
    ):
        write = _write_jsonl if fmt == "jsonl" else _write_csv
        write(stream, columns[name], opened.rows(name))


def _refuse_unknown(names: Iterable[str], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            raise click.UsageError(f"{name}: no such table; there are {', '.join(known)}")


def _print_info(found: StoreInfo) -> None:
    size = f"{found.bytes / 1e6:,.1f} MB"
    click.echo(f"{found.store}: {found.database}, version {found.version}, {size}")
    width = max(map(len, found.rows))
    for name, count in found.rows.items():
        click.echo(f"  {name:<{width}}  {count:>12,}")
    run = found.last_run
    if run:
        click.echo(f"last run: {run['command']}, {run['started']} to {run['finished'] or 'no end'}")


def _write_csv(stream: TextIO, columns: list[str], rows: Iterable[dict[str, Any]]) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(_cell, row.values()) for row in rows)


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else value


def _write_jsonl(stream: TextIO, _columns: list[str], rows: Iterable[dict[str, Any]]) -> None:
    import msgspec

    encoder = msgspec.json.Encoder(decimal_format="number")
    for row in rows:
        stream.write(encoder.encode(row).decode() + "\n")
