"""What is known of inputs by their bytes alone: a second run need not read them again.

A row of ``reads`` says which article the bytes at a locator are: its own, the one it is a copy of,
or none, when it stands in the quarantine.  It goes with its article, so that a copy of an article
that was replaced is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select

from textmine.store.load import chunks, insert_rows
from textmine.store.rows import text_key
from textmine.store.tables import articles, reads


class Reading(StrEnum):
    """What a store knows of an input."""

    NEW = "new"  # never read, or other bytes than before
    KNOWN = "known"
    COPY = "copy"  # the bytes of an article that stands under another locator
    STALE = "stale"  # known, read by another version
    FAILED = "failed"  # in the quarantine


class Known(NamedTuple):
    """What is known of one input, and the article it is."""

    reading: Reading
    article_key: int | None = None
    noted: bool = True  # at this very locator


class _Row(NamedTuple):
    locator_key: int
    input_hash: int
    article_key: int | None
    extractor: str | None
    packs: str | None


def known_inputs(
    connection: Connection, inputs: Sequence[tuple[str, int]], versions: tuple[str, str]
) -> list[Known]:
    """What is known of each (locator, hash of the bytes), in order."""
    keys = [text_key(locator) for locator, _ in inputs]
    here = {row.locator_key: row for row in _rows(connection, "locator_key", keys)}
    known: list[Known | None] = []
    for key, (_, hashed) in zip(keys, inputs, strict=True):
        row = here.get(key)
        known.append(_known(row, versions) if row and row.input_hash == hashed else None)
    open_hashes = {
        hashed for found, (_, hashed) in zip(known, inputs, strict=True) if found is None
    }
    elsewhere = {
        row.input_hash: row
        for row in _rows(connection, "input_hash", sorted(open_hashes))
        if row.article_key is not None
    }
    return [
        found or _elsewhere(key, key in here, elsewhere.get(hashed))
        for found, key, (_, hashed) in zip(known, keys, inputs, strict=True)
    ]


def _known(row: _Row, versions: tuple[str, str]) -> Known:
    if row.article_key is None:
        return Known(Reading.FAILED)
    if row.article_key != row.locator_key:
        return Known(Reading.COPY, row.article_key)
    same = (row.extractor, row.packs) == versions
    return Known(Reading.KNOWN if same else Reading.STALE, row.article_key)


def _elsewhere(key: int, changed: bool, row: _Row | None) -> Known:
    """A changed input is read even when its bytes are known: what it was before has to go."""
    if row is None or changed or row.article_key == key:
        return Known(Reading.NEW, noted=False)
    return Known(Reading.COPY, row.article_key, noted=False)


def _rows(connection: Connection, column: str, values: Sequence[int]) -> list[_Row]:
    query = select(
        reads.c.locator_key,
        reads.c.input_hash,
        reads.c.article_key,
        articles.c.extractor_version,
        articles.c.pack_versions,
    ).select_from(reads.outerjoin(articles, reads.c.article_key == articles.c.article_key))
    return [
        _Row(*row)
        for chunk in chunks(values)
        for row in connection.execute(query.where(reads.c[column].in_(chunk)))
    ]


def copies_of(connection: Connection, keys: Iterable[int]) -> int:
    """How many inputs are copies of these articles."""
    count = 0
    for chunk in chunks(keys):
        is_copy = reads.c.locator_key != reads.c.article_key
        query = select(func.count()).where(reads.c.article_key.in_(chunk), is_copy)
        count += connection.execute(query).scalar_one()
    return count


def existing(connection: Connection, keys: Iterable[int]) -> set[int]:
    """Which of these articles the store holds."""
    return {
        row[0]
        for chunk in chunks(dict.fromkeys(keys))
        for row in connection.execute(
            select(articles.c.article_key).where(articles.c.article_key.in_(chunk))
        )
    }


def note(
    connection: Connection, inputs: Mapping[str, int], article_keys: Mapping[str, int | None]
) -> None:
    """Remembers which article (``None``: a failure) the bytes at each locator are."""
    rows = {
        text_key(locator): (text_key(locator), inputs[locator], article)
        for locator, article in article_keys.items()
        if locator in inputs
    }
    for chunk in chunks(rows):
        connection.execute(delete(reads).where(reads.c.locator_key.in_(chunk)))
    insert_rows(connection, reads, list(rows.values()))
