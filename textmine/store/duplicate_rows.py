"""Marks and pairs of near-duplicates, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, delete, exists, func, select

from textmine.store import tables
from textmine.store.load import chunks

Origin = tuple[int, int, float, str]


def unmarked(connection: Connection, after: int, limit: int) -> dict[int, str]:
    """Texts, by key, of articles above ``after`` without marks."""
    articles, marks = tables.articles, tables.duplicate_marks
    marked = exists().where(marks.c.article_key == articles.c.article_key)
    query = (
        select(articles.c.article_key, articles.c.text)
        .where(articles.c.article_key > after, ~marked)
        .order_by(articles.c.article_key)
        .limit(limit)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def waiting(connection: Connection, after: int, limit: int) -> list[int]:
    """Keys, above ``after``, of articles not compared yet."""
    column = tables.duplicate_waiting.c.article_key
    query = select(column).where(column > after).order_by(column).limit(limit)
    return list(connection.execute(query).scalars())


def drop_waiting(connection: Connection, keys: Iterable[int]) -> None:
    """Takes articles that have been compared off the list."""
    table = tables.duplicate_waiting
    for chunk in chunks(keys):
        connection.execute(delete(table).where(table.c.article_key.in_(chunk)))


def texts(connection: Connection, keys: Iterable[int]) -> dict[int, str]:
    """The texts of articles by key."""
    column = tables.articles.c
    found: dict[int, str] = {}
    for chunk in chunks(keys):
        query = select(column.article_key, column.text).where(column.article_key.in_(chunk))
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found


def shared(
    connection: Connection, keys: Sequence[int], common: Mapping[int, int], commonest: int
) -> Iterator[tuple[int, int, int]]:
    """(article, another, band) for every mark that one of ``keys`` shares with an article that
    has been compared, or waits and has a smaller key.

    A mark of more articles than ``common[band]``, else ``commonest``, says nothing.
    """
    marks, waits = tables.duplicate_marks, tables.duplicate_waiting
    of_keys = marks.c.article_key.in_(keys)
    met = select(marks.c.mark).where(of_keys)
    counted = (
        select(marks.c.mark, func.min(marks.c.band), func.count())
        .where(marks.c.mark.in_(met))
        .group_by(marks.c.mark)
        .having(func.count() > 1)
    )
    bands = {
        mark: band
        for mark, band, count in connection.execute(counted).all()
        if count <= common.get(band, commonest)
    }
    own: dict[int, list[int]] = {}
    made = select(marks.c.mark, marks.c.article_key).where(of_keys)
    for mark, key in connection.execute(made).all():
        if mark in bands:
            own.setdefault(mark, []).append(key)
    for chunk in chunks(sorted(bands)):
        held = (
            select(marks.c.mark, marks.c.article_key, waits.c.article_key)
            .outerjoin(waits, waits.c.article_key == marks.c.article_key)
            .where(marks.c.mark.in_(chunk))
        )
        for mark, other, waiting in connection.execute(held).all():
            for key in own[mark]:
                if other != key and (waiting is None or other < key):
                    yield key, other, bands[mark]


def origins_of(connection: Connection, keys: Sequence[int], but: str) -> dict[int, int]:
    """What articles go back to, as far as written, other than by the method ``but``."""
    table = tables.duplicates
    found: dict[int, int] = {}
    for chunk in chunks(keys):
        query = select(table.c.article_key, table.c.origin_key)
        query = query.where(table.c.article_key.in_(chunk), table.c.method != but)
        found.update({row[0]: row[1] for row in connection.execute(query)})
    return found


def pairs(connection: Connection) -> Iterator[tuple[int, int, float, str]]:
    """Every pair, in order."""
    table = tables.duplicate_pairs
    query = select(table).order_by(table.c.left_key, table.c.right_key)
    for row in connection.execute(query):
        yield row[0], row[1], row[2], row[3]


def origins(connection: Connection) -> set[Origin]:
    """The rows of ``duplicates``."""
    return {
        (row[0], row[1], row[2], row[3]) for row in connection.execute(select(tables.duplicates))
    }


def drop_origins(connection: Connection, keys: Iterable[int]) -> None:
    table = tables.duplicates
    for chunk in chunks(sorted(keys)):
        connection.execute(delete(table).where(table.c.article_key.in_(chunk)))
