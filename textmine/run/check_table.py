"""Checks a table of observations typed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from textmine.check.archive import Link, confront_archive, load_archive_rules
from textmine.check.archive.typed import TypedError, Typist, name_key
from textmine.io.decode import Decoder
from textmine.io.finding_rows import ShownFinding, shown
from textmine.io.typed_rows import TypedRow, read_typed_rows
from textmine.model import Statement
from textmine.model.errors import InputError
from textmine.packs.indicators import load_indicators
from textmine.packs.loader import PackSet

_ARTICLE = ("source", "title", "publisher", "published")


@dataclass(frozen=True, slots=True)
class TableChecked:
    """The findings of a table, and the rows that could not be read, one line each."""

    findings: tuple[ShownFinding, ...]
    errors: tuple[str, ...]
    rows: int


def check_tables(paths: Iterable[Path], packs: PackSet, language: str) -> TableChecked:
    """Checks the rows of CSV files against each other.

    Rows that cannot be read are told by file and line, and the others are checked.  Rows of one
    ``article`` (else of one title, publisher and date) are one source; a row that names no
    article is one of its own.  Raises InputError when a file is no such table.
    """
    book, indicators = load_archive_rules(packs), load_indicators(packs)
    typist = Typist(indicators, book.base.units)
    decoder = Decoder(packs)
    statements: dict[tuple[int, int], Statement] = {}
    links: dict[tuple[int, int], Link] = {}
    errors: list[str] = []
    for path in paths:
        for row in read_typed_rows(path, decoder):
            number = len(statements) + len(errors) + 1
            try:
                made = _statement(typist, row, path, number)
            except TypedError as error:
                errors.append(str(InputError(str(error), where=f"{path}, line {row.line}")))
                continue
            statements[made.key] = made
            links.update({(link.start, link.end): link for link in _links(row, made)})
    found = confront_archive(
        tuple(statements.values()), (), book, indicators, tuple(links.values())
    )
    findings = tuple(shown(finding, statements, language) for finding in found)
    return TableChecked(findings, tuple(errors), len(statements) + len(errors))


def _statement(typist: Typist, row: TypedRow, path: Path, number: int) -> Statement:
    told = row.fields.get("article") or "\x1f".join(
        row.fields[name] for name in _ARTICLE if name in row.fields
    )
    named = row.fields.keys() & {"article", "source", "title"}
    article = name_key("article", told) if named else number
    made = typist.statement(row.fields, number, article)
    origin = row.fields.get("origin")
    return replace(
        made,
        source=made.source or f"{path.name}:{row.line}",
        article_title=made.article_title or row.fields.get("article"),
        origin=name_key("article", origin) if origin else article,
    )


def _links(row: TypedRow, statement: Statement) -> Iterator[Link]:
    above = row.fields.get("parent")
    if above and statement.body is not None:
        yield Link(statement.body, name_key("body", above), "parent")
    elif above and statement.area is not None:
        yield Link(statement.area, name_key("area", above), "parent")
