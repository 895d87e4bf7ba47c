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


def text(connection: Connection, key: int) -> str:
    """The text of one article."""
    column = tables.articles.c
    query = select(column.text).where(column.article_key == key)
    return str(connection.execute(query).scalar_one())


def holders(connection: Connection, most: Mapping[int, int]) -> dict[int, list[int]]:
    """Articles by mark, for marks that several and no more than ``most[mark]`` articles have."""
    table = tables.duplicate_marks
    wanted: list[int] = []
    for chunk in chunks(sorted(most)):
        query = (
            select(table.c.mark, func.count())
            .where(table.c.mark.in_(chunk))
            .group_by(table.c.mark)
            .having(func.count() > 1)
        )
        wanted.extend(m for m, count in connection.execute(query) if count <= most[m])
    found: dict[int, list[int]] = {}
    for chunk in chunks(sorted(wanted)):
        query = select(table.c.mark, table.c.article_key).where(table.c.mark.in_(chunk))
        for mark, key in connection.execute(query):
            found.setdefault(mark, []).append(key)
    return found


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
