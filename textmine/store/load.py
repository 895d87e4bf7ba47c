"""Writing in bulk: whole batches of articles in one transaction, rows as they come."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Table, delete, select

from textmine.store.rows import ArticleRows, Failure, storable, storable_rows, text_key
from textmine.store.tables import OF_ARTICLE, articles, duplicate_marks, failures
from textmine.store.types import Json

_PARAMETERS = 500
T = TypeVar("T")


class Standing(StrEnum):
    """What a store already has of a document."""

    NEW = "new"
    KNOWN = "known"  # same place, same content
    COPY = "copy"  # same content under another locator
    CHANGED = "changed"  # same place, other content
    STALE = "stale"  # same place and content, read by another version


class Written(NamedTuple):
    """What one batch did: articles inserted, replaced, passed over; failures noted.

    ``orphans`` counts inputs that were copies of what was replaced, to be read again.
    """

    inserted: int = 0
    replaced: int = 0
    passed: int = 0
    failed: int = 0
    orphans: int = 0

    def __add__(self, other: tuple[int, ...]) -> Written:  # type: ignore[override]
        return Written(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Held(NamedTuple):
    """What a store holds of one article."""

    key: int
    content_hash: str
    versions: tuple[str, str]


def chunks(items: Iterable[T], size: int = _PARAMETERS) -> Iterator[list[T]]:
    """Lists of at most ``size`` items: databases bound the parameters of a statement."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def held(connection: Connection, keys: Iterable[int], hashes: Iterable[str]) -> list[Held]:
    """The articles under these keys or with these contents."""
    columns = (
        articles.c.article_key,
        articles.c.content_hash,
        articles.c.extractor_version,
        articles.c.pack_versions,
    )
    found: dict[int, Held] = {}
    for column, values in ((articles.c.article_key, keys), (articles.c.content_hash, hashes)):
        for chunk in chunks(dict.fromkeys(values)):
            for row in connection.execute(select(*columns).where(column.in_(chunk))):
                found[row[0]] = Held(row[0], row[1], (row[2], row[3]))
    return list(found.values())


def standings(
    connection: Connection,
    documents: Sequence[tuple[str, str]],
    versions: tuple[str, str] | None,
) -> list[Standing]:
    """What is known of each (locator, content hash), in order."""
    keys = [text_key(locator) for locator, _ in documents]
    rows = held(connection, keys, [content for _, content in documents])
    by_key = {row.key: row for row in rows}
    contents = {row.content_hash for row in rows}
    return [
        _standing(by_key.get(key), content, contents, versions)
        for key, (_, content) in zip(keys, documents, strict=True)
    ]


def _standing(
    row: Held | None, content: str, contents: set[str], versions: tuple[str, str] | None
) -> Standing:
    if row is None:
        return Standing.COPY if content in contents else Standing.NEW
    if row.content_hash != content:
        return Standing.CHANGED
    return Standing.KNOWN if versions in (None, row.versions) else Standing.STALE


def write_batch(
    connection: Connection,
    batch: Iterable[ArticleRows | Failure],
    run: int,
    inputs: Mapping[str, int] | None = None,
) -> Written:
    """Articles replace what is known of them; failures join the quarantine.

    ``inputs`` has the hash of the bytes by locator, to know them again.
    """
    from textmine.store import known

    items = list(batch)
    taken = [storable_rows(item) for item in items if isinstance(item, ArticleRows)]
    failed = [item for item in items if isinstance(item, Failure)]
    plan = _plan(connection, taken)
    orphans = known.copies_of(connection, plan.removed)
    delete_articles(connection, plan.removed)
    insert_rows(connection, articles, [rows.article for rows in plan.written])
    for table in OF_ARTICLE[1:]:
        name = table.name
        insert_rows(
            connection, table, [row for rows in plan.written for row in getattr(rows, name)]
        )
    if taken:
        forgive(connection, [rows.article.article_key for rows in taken])
    _note(connection, failed, run)
    if inputs:
        found: dict[str, int | None] = {failure.locator: None for failure in failed}
        found |= {rows.article.locator: plan.owner[rows.article.content_hash] for rows in taken}
        known.note(connection, inputs, found)
    replaced = len(plan.removed & {rows.article.article_key for rows in plan.written})
    written = len(plan.written)
    return Written(written - replaced, replaced, len(taken) - written, len(failed), orphans)


class _Plan(NamedTuple):
    written: list[ArticleRows]
    removed: set[int]
    owner: dict[str, int]  # article keys by content


def _plan(connection: Connection, batch: Sequence[ArticleRows]) -> _Plan:
    """Which articles to write and which rows go first: one content stands in a store once.

    An article whose content another holds gives way, and leaves what it held before.  Two that
    exchanged their contents find both free in the second round.
    """
    keys = {rows.article.article_key for rows in batch}
    rows_held = held(connection, keys, [rows.article.content_hash for rows in batch])
    owner = {row.content_hash: row.key for row in rows_held}
    content = {row.key: row.content_hash for row in rows_held}
    removed, written = keys & content.keys(), dict[int, ArticleRows]()
    waiting, left = list(batch), list[ArticleRows]()
    while waiting:
        for rows in waiting:
            key, new = rows.article.article_key, rows.article.content_hash
            free = owner.get(new, key) == key
            old = content.pop(key, None)
            if old is not None:
                del owner[old]
            if free:
                owner[new], content[key], written[key] = key, new, rows
            else:
                written.pop(key, None)
                left.append(rows)
        waiting, left = (left if len(left) < len(waiting) else []), []
    return _Plan(list(written.values()), removed, owner)


def delete_articles(connection: Connection, keys: Iterable[int]) -> None:
    """Takes articles out with everything that hangs on them."""
    for chunk in chunks(sorted(keys)):
        for table in (duplicate_marks, articles):
            connection.execute(delete(table).where(table.c.article_key.in_(chunk)))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Rows in the order of the table's columns, passed to the driver as they are."""
    if not rows:
        return
    names = ", ".join(table.columns.keys())
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(table.columns))
        statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608
        connection.exec_driver_sql(statement, [tuple(row) for row in rows])
        return
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def encode_rows(table: Table, rows: Iterable[Sequence[Any] | Mapping[str, Any]]) -> list[list[Any]]:
    """Python values as drivers take them: JSON columns as JSON text, decimals as exact digits.

    A row is a sequence in the order of the columns or a mapping (what it lacks is null).
    """
    columns = list(table.columns)
    is_json = [column.type is Json for column in columns]
    names = [column.name for column in columns]
    encoded = []
    for row in rows:
        values = [row.get(name) for name in names] if isinstance(row, Mapping) else row
        encoded.append(
            [_encode(value, as_json) for value, as_json in zip(values, is_json, strict=True)]
        )
    return encoded


def _encode(value: Any, as_json: bool) -> Any:
    if value is None:
        return None
    if as_json:
        return storable(json.dumps(value, ensure_ascii=False))
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    return storable(value) if isinstance(value, str) else value


def forgive(connection: Connection, keys: Iterable[int]) -> None:
    """What was taken in is no failure any more."""
    for chunk in chunks(keys):
        connection.execute(delete(failures).where(failures.c.failure_key.in_(chunk)))


def _note(connection: Connection, failed: Sequence[Failure], run: int) -> None:
    """Adds to the quarantine; what failed before keeps its first run and counts one more."""
    latest = {text_key(storable(failure.locator)): failure for failure in failed}
    for chunk in chunks(latest):
        column = failures.c.failure_key
        query = select(column, failures.c.first_run, failures.c.attempts).where(column.in_(chunk))
        earlier = {row[0]: (row[1], row[2]) for row in connection.execute(query)}
        forgive(connection, earlier)
        rows = []
        for key in chunk:
            first, attempts = earlier.get(key, (run, 0))
            locator, stage, reason, advice, source = latest[key]
            rows.append((key, locator, stage, reason, advice, source, first, run, attempts + 1))
        insert_rows(connection, failures, encode_rows(failures, rows))
