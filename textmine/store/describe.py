"""What a store holds: the documentation of its tables and views, and the figures of one store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Integer, func, select

from textmine.store.connect import is_sqlite
from textmine.store.store import Store
from textmine.store.tables import HEAD, metadata
from textmine.store.types import Exact
from textmine.store.views import VIEWS

_VIEW_TYPES = {
    "obs_value": "exact number",
    "obs_low": "exact number",
    "obs_high": "exact number",
    "confidence": "real",
    "char_start": "integer",
    "char_end": "integer",
    "sources": "integer",
    "articles": "integer",
}


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """A column: ``key`` says it is part of the primary key, ``optional`` that it may be null."""

    name: str
    type: str
    key: bool
    optional: bool
    comment: str


@dataclass(frozen=True, slots=True)
class TableNote:
    """A table or view (``kind``) and its columns in order."""

    name: str
    kind: str
    comment: str
    columns: tuple[ColumnNote, ...]


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """The figures of one store: rows by table, bytes on disk, its last run."""

    store: str
    database: str
    version: str
    bytes: int
    rows: dict[str, int]
    last_run: dict[str, Any] | None


def describe() -> list[TableNote]:
    """Every table and view, in the order of the schema."""
    tables = [
        TableNote(str(table.name), "table", table.comment or "", tuple(map(_note, table.columns)))
        for table in metadata.tables.values()
    ]
    views = [
        TableNote(view.name, "view", view.comment, tuple(_view_columns(view.columns)))
        for view in VIEWS
    ]
    return tables + views


def markdown(notes: Iterable[TableNote]) -> str:
    """The notes as sections of a page, a table of columns each."""
    parts = []
    for note in notes:
        head = f"### {note.name}\n\n{_sentence(note)}\n\n| column | type | |\n|---|---|---|"
        rows = (
            f"| `{column.name}` | {_type(column)} | {column.comment} |" for column in note.columns
        )
        parts.append("\n".join([head, *rows]))
    return "\n\n".join(parts) + "\n"


def plain(notes: Iterable[TableNote]) -> str:
    """The notes for a terminal: a line per column, aligned."""
    parts = []
    for note in notes:
        widths = [max(len(text(column)) for column in note.columns) for text in (_name, _type)]
        lines = [f"{note.name}: {_sentence(note)}"]
        lines += [
            f"  {column.name:<{widths[0]}}  {_type(column):<{widths[1]}}  {column.comment}"
            for column in note.columns
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def info(store: Store) -> StoreInfo:
    """Counts the rows of every table."""
    with store.reading() as connection:
        rows = {
            str(name): int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in metadata.tables.items()
        }
        runs = metadata.tables["runs"]
        last = connection.execute(select(runs).order_by(runs.c.run_no.desc()).limit(1)).first()
        size = (
            _file_bytes(Path(store.where))
            if is_sqlite(store.engine)
            else int(connection.exec_driver_sql(_SIZE).scalar_one())
        )
    return StoreInfo(
        store=store.where,
        database=store.engine.dialect.name,
        version=HEAD,
        bytes=size,
        rows=rows,
        last_run=None if last is None else dict(last._mapping),
    )


_SIZE = (
    "SELECT COALESCE(SUM(pg_total_relation_size(oid)), 0) FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
)


def _file_bytes(path: Path) -> int:
    files = [path.with_name(path.name + ending) for ending in ("", "-wal")]
    return sum(file.stat().st_size for file in files if file.exists())


def _note(column: Column[Any]) -> ColumnNote:
    return ColumnNote(
        name=str(column.name),
        type=_kind(column.type),
        key=column.primary_key,
        optional=bool(column.nullable),
        comment=column.comment or "",
    )


def _view_columns(columns: dict[str, str]) -> Iterable[ColumnNote]:
    for name, comment in columns.items():
        yield ColumnNote(name, _VIEW_TYPES.get(name, "text"), False, False, comment)


def _kind(kind: Any) -> str:
    """A word for people; the databases' own names differ."""
    named = (
        (Exact, "exact number"),
        (JSON, "JSON"),
        (Boolean, "boolean"),
        (Float, "real"),
        (Integer, "integer"),
    )
    return next((word for type_, word in named if isinstance(kind, type_)), "text")


def _type(column: ColumnNote) -> str:
    return column.type + (", key" if column.key else ", optional" if column.optional else "")


def _name(column: ColumnNote) -> str:
    return column.name


def _sentence(note: TableNote) -> str:
    said = note.comment[:1].upper() + note.comment[1:] + "."
    return f"View. {said}" if note.kind == "view" else said
