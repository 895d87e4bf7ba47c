"""Rows that identities are settled from and written to, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Text, and_, cast, delete, exists, func, or_, select, tuple_

from textmine.store import tables
from textmine.store.load import chunks

_PAIRS = 200
_WINDOW = 1000
_ALL = (
    tables.identity_claims,
    tables.entity_identities,
    tables.identities,
    tables.identity_links,
    tables.identity_groups,
)


def same_entity(one: Any, other: Any) -> Any:
    """Rows of two tables about one entity."""
    return and_(one.c.article_key == other.c.article_key, one.c.entity_no == other.c.entity_no)


def drop_all(connection: Connection) -> None:
    """Takes out claims and everything settled from them; decisions stay."""
    for table in _ALL:
        connection.execute(delete(table))


# -- claims -------------------------------------------------------------------------------------


def unclaimed(connection: Connection, after: int, limit: int) -> list[int]:
    """Keys, above ``after``, of articles with entities and without claims."""
    articles, entities, claims = tables.articles, tables.entities, tables.identity_claims
    claimed = exists().where(claims.c.article_key == articles.c.article_key)
    named = exists().where(entities.c.article_key == articles.c.article_key)
    query = (
        select(articles.c.article_key)
        .where(articles.c.article_key > after, named, ~claimed)
        .order_by(articles.c.article_key)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def heads(connection: Connection, keys: Sequence[int]) -> dict[int, Any]:
    """When, by whom and where articles were published, by key."""
    column = tables.articles.c
    columns = (column.article_key, column.published, column.publisher, column.province)
    query = select(*columns).where(column.article_key.in_(keys))
    return {row.article_key: row for row in connection.execute(query)}


def entities(connection: Connection, keys: Sequence[int]) -> Iterable[Any]:
    """Entities of articles, article by article in order of key."""
    table = tables.entities
    query = select(table).where(table.c.article_key.in_(keys))
    return connection.execute(query.order_by(table.c.article_key, table.c.entity_no))


def changed_names(connection: Connection) -> Iterator[str]:
    """Names with a claim not settled, or with another number of claims than when settled."""
    claims, groups = tables.identity_claims, tables.identity_groups
    settled = tables.entity_identities
    counted = (
        select(claims.c.name_key, func.count().label("claims"))
        .group_by(claims.c.name_key)
        .subquery()
    )
    other = (
        select(counted.c.name_key)
        .outerjoin(groups, groups.c.name_key == counted.c.name_key)
        .where(or_(groups.c.claims.is_(None), groups.c.claims != counted.c.claims))
    )
    fresh = (
        select(claims.c.name_key)
        .outerjoin(settled, same_entity(settled, claims))
        .where(settled.c.article_key.is_(None))
    )
    gone = select(groups.c.name_key).where(~exists().where(claims.c.name_key == groups.c.name_key))
    query: Any = other.union(fresh, gone).order_by("name_key")
    streaming = connection.execution_options(stream_results=True, yield_per=_WINDOW)
    yield from streaming.execute(query).scalars()


def claims(connection: Connection, names: Sequence[str]) -> Iterable[Any]:
    """Claims of these names, as JSON text, with what their entities are now, name by name."""
    table, named = tables.identity_claims, tables.entity_identities
    query = (
        select(
            table.c.article_key,
            table.c.entity_no,
            table.c.name_key,
            cast(table.c.claim, Text).label("claim"),
            named.c.identity_key,
            named.c.reason,
            named.c.candidates,
        )
        .outerjoin(named, same_entity(named, table))
        .where(table.c.name_key.in_(names))
        .order_by(table.c.name_key, table.c.article_key, table.c.entity_no)
    )
    return connection.execute(query)


def claim_counts(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """How many claims each of these names has."""
    column = tables.identity_claims.c.name_key
    query = select(column, func.count()).where(column.in_(names)).group_by(column)
    return {row[0]: row[1] for row in connection.execute(query)}


def drop_counts(connection: Connection, names: Iterable[str]) -> None:
    """Forgets how many claims names had: they will be settled anew."""
    table = tables.identity_groups
    for chunk in chunks(sorted(names)):
        connection.execute(delete(table).where(table.c.name_key.in_(chunk)))


# -- identities ---------------------------------------------------------------------------------


def drop_assignments(connection: Connection, pairs: Sequence[tuple[int, int]]) -> None:
    """Takes the identities of (article, entity) pairs back."""
    table = tables.entity_identities
    pair = tuple_(table.c.article_key, table.c.entity_no)
    for chunk in chunks(pairs, _PAIRS):
        connection.execute(delete(table).where(pair.in_(chunk)))


def drop_identities(connection: Connection, new: set[int], old: set[int]) -> None:
    """Makes room for ``new`` identities and takes ``old`` ones out, but for places of the
    gazetteer; the links that lead from either go too."""
    table, links = tables.identities, tables.identity_links
    for chunk in chunks(sorted(new)):
        connection.execute(delete(table).where(table.c.identity_key.in_(chunk)))
    for chunk in chunks(sorted(old - new)):
        gone = and_(table.c.identity_key.in_(chunk), table.c.origin != "gazetteer")
        connection.execute(delete(table).where(gone))
    for chunk in chunks(sorted(old | new)):
        connection.execute(delete(links).where(links.c.from_key.in_(chunk)))


def known_identities(connection: Connection, keys: Iterable[int]) -> set[int]:
    """Which of these keys are there."""
    column = tables.identities.c.identity_key
    found: set[int] = set()
    for chunk in chunks(sorted(keys)):
        found.update(connection.execute(select(column).where(column.in_(chunk))).scalars())
    return found


def known_links(
    connection: Connection, links: Iterable[tuple[int, int, str]]
) -> set[tuple[int, int, str]]:
    """Which of these links are there."""
    table = tables.identity_links
    triple = tuple_(table.c.from_key, table.c.to_key, table.c.relation)
    found: set[tuple[int, int, str]] = set()
    for chunk in chunks(sorted(links), _PAIRS):
        for row in connection.execute(select(table).where(triple.in_(chunk))):
            found.add((row.from_key, row.to_key, row.relation))
    return found


def drop_orphans(connection: Connection) -> None:
    """Takes out identities nothing refers to any more, and links that lead nowhere."""
    named, table, links = tables.entity_identities, tables.identities, tables.identity_links
    used = exists().where(named.c.identity_key == table.c.identity_key)
    connection.execute(delete(table).where(table.c.origin != "gazetteer", ~used))
    for column in (links.c.from_key, links.c.to_key):
        known = exists().where(table.c.identity_key == column)
        connection.execute(delete(links).where(~known))


# -- decisions ----------------------------------------------------------------------------------


def decisions(connection: Connection) -> Iterable[Any]:
    """What people decided, the oldest first."""
    table = tables.identity_decisions
    return connection.execute(select(table).order_by(table.c.decided_at, table.c.decision_key))


def drop_decision(connection: Connection, key: str) -> None:
    table = tables.identity_decisions
    connection.execute(delete(table).where(table.c.decision_key == key))
