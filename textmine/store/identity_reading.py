"""Identities as people look at them: counted, one by one, with names, links and entities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, case, func, select

from textmine.store import tables
from textmine.store.identity_rows import same_entity
from textmine.store.load import chunks


def counted(connection: Connection, wanted: Sequence[tuple[str, str | None]]) -> Iterable[Any]:
    """Identities with the number of articles that name them, the most named first.

    ``wanted``: columns with the value they must have, ``None`` for any.
    """
    table, named = tables.identities, tables.entity_identities
    articles = func.count(named.c.article_key.distinct())
    query = (
        select(table, articles.label("articles"))
        .join(named, named.c.identity_key == table.c.identity_key)
        .group_by(*table.c)
        .order_by(articles.desc(), table.c.name, table.c.identity_key)
    )
    for name, value in wanted:
        if value is not None:
            query = query.where(table.c[name] == value)
    return connection.execute(query)


def identity(connection: Connection, key: int) -> Any:
    """One identity, ``None`` when there is none of this key."""
    table = tables.identities
    return connection.execute(select(table).where(table.c.identity_key == key)).first()


def identities(connection: Connection, keys: Iterable[int]) -> Iterable[Any]:
    """Identities of these keys."""
    table = tables.identities
    for chunk in chunks(sorted(keys)):
        yield from connection.execute(select(table).where(table.c.identity_key.in_(chunk)))


def articles_of(connection: Connection, key: int) -> int:
    """How many articles name an identity."""
    named = tables.entity_identities.c
    query = select(func.count(named.article_key.distinct())).where(named.identity_key == key)
    return int(connection.execute(query).scalar_one())


def names_of(connection: Connection, key: int) -> list[tuple[str, int]]:
    """Names an identity has in articles and how often, the most frequent first."""
    named, entities = tables.entity_identities, tables.entities
    query = (
        select(entities.c.name, func.count())
        .join(named, same_entity(named, entities))
        .where(named.c.identity_key == key)
        .group_by(entities.c.name)
        .order_by(func.count().desc(), entities.c.name)
    )
    return [(name, count) for name, count in connection.execute(query)]


def claims_of(connection: Connection, key: int) -> list[tuple[str, Any]]:
    """Name and claim of every entity of an identity."""
    named, claims = tables.entity_identities, tables.identity_claims
    query = (
        select(claims.c.name_key, claims.c.claim)
        .join(named, same_entity(named, claims))
        .where(named.c.identity_key == key)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def name_in(connection: Connection, key: int, article: str) -> tuple[str, int] | None:
    """The normalised name of an identity in the article of this locator or id, and its key."""
    named, claims, articles = tables.entity_identities, tables.identity_claims, tables.articles.c
    query = (
        select(claims.c.name_key, claims.c.article_key)
        .join(named, same_entity(named, claims))
        .join(tables.articles, articles.article_key == claims.c.article_key)
        .where(named.c.identity_key == key)
        .where((articles.locator == article) | (articles.article_id == article))
        .order_by(claims.c.article_key, claims.c.entity_no)
    )
    row = connection.execute(query).first()
    return (row[0], row[1]) if row is not None else None


def named_entities(
    connection: Connection,
    *,
    key: int | None = None,
    names: Sequence[str] = (),
    limit: int | None = None,
) -> Sequence[Any]:
    """Entities of an identity, or of normalised names, with claims and what they are now."""
    entities, named, claims = tables.entities, tables.entity_identities, tables.identity_claims
    articles = tables.articles
    query = (
        select(
            claims.c.name_key,
            claims.c.claim,
            entities.c.article_key,
            entities.c.entity_no,
            entities.c.name,
            entities.c.role,
            articles.c.locator,
            articles.c.published,
            named.c.identity_key,
            named.c.reason,
            named.c.candidates,
        )
        .select_from(claims)
        .join(entities, same_entity(entities, claims))
        .join(articles, articles.c.article_key == claims.c.article_key)
        .outerjoin(named, same_entity(named, claims))
        .where(named.c.identity_key == key if key is not None else claims.c.name_key.in_(names))
        .order_by(
            case((named.c.identity_key.is_(None), 1), else_=0),
            named.c.identity_key,
            articles.c.published,
            claims.c.article_key,
            claims.c.entity_no,
        )
    )
    return connection.execute(query if limit is None else query.limit(limit)).all()


def links_of(connection: Connection, key: int) -> Iterable[tuple[str, bool, Any]]:
    """Links of an identity: the relation, whether it leads from it, the identity beyond."""
    links, table = tables.identity_links, tables.identities
    for here, there, leads in (
        (links.c.from_key, links.c.to_key, True),
        (links.c.to_key, links.c.from_key, False),
    ):
        query = (
            select(links.c.relation, table.c.identity_key, table.c.name, table.c.kind)
            .join(table, table.c.identity_key == there)
            .where(here == key)
            .order_by(links.c.relation, table.c.name, table.c.identity_key)
        )
        for row in connection.execute(query):
            yield row.relation, leads, row
