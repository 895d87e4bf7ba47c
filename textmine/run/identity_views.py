"""What a store knows of identities, for people: lists, one identity, why a name is what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, case, func, select

from textmine.model.errors import StoreError
from textmine.resolve.identities_records import (
    SEPARATOR,
    Claim,
    Side,
    group_of,
    identity_key,
)
from textmine.resolve.identities_rules import IdentityRules, bare_name, spelling
from textmine.run.claims import load_claim
from textmine.store import tables
from textmine.store.load import chunks
from textmine.store.store import Store

MOST_ENTITIES = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One identity and how many articles name it."""

    key: int
    type: str
    kind: str
    name: str
    admin_code: str | None
    province: str | None
    origin: str
    articles: int


@dataclass(frozen=True, slots=True)
class Named:
    """One entity: in which article, under which name, and why it is the identity it is.

    ``signatures`` are what decisions may name; ``candidates`` those that remain when it is open.
    """

    article_key: int
    article: str
    published: str | None
    entity_no: int
    name: str
    role: str | None
    identity: int | None
    reason: str
    signatures: tuple[str, ...]
    candidates: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Another identity this one is tied to: ``relation`` with its direction (``parent of``)."""

    relation: str
    key: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One identity with everything that is known of it; ``entities`` are the first ones."""

    identity: Listed
    signatures: tuple[str, ...]
    names: tuple[tuple[str, int], ...]
    links: tuple[Linked, ...]
    entities: tuple[Named, ...]


def list_identities(
    store: Store,
    *,
    type: str | None = None,
    kind: str | None = None,
    province: str | None = None,
    name: str | None = None,
    limit: int | None = None,
) -> Iterator[Listed]:
    """Identities that articles name, the most named first; ``province`` is an official code."""
    table = tables.identities
    articles = func.count(tables.entity_identities.c.article_key.distinct())
    query = _counted().order_by(articles.desc(), table.c.name, table.c.identity_key)
    for column, wanted in (
        (table.c.type, type),
        (table.c.kind, kind),
        (table.c.province, province),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    wanted_name = spelling(name) if name else None
    with store.reading() as connection:
        found = 0
        for row in connection.execute(query):
            if wanted_name is not None and wanted_name not in spelling(row.name):
                continue
            yield _listed(row)
            found += 1
            if found == limit:
                return


def show(store: Store, key: int) -> Shown:
    """One identity.  Raises StoreError when there is none of this key."""
    table, named = tables.identities, tables.entity_identities
    with store.reading() as connection:
        row = connection.execute(select(table).where(table.c.identity_key == key)).first()
        if row is None:
            raise StoreError(f"no identity {key}", where=store.where, advice="see list")
        signatures = _signatures(connection, key)
        names = connection.execute(
            select(tables.entities.c.name, func.count())
            .join(named, _same_entity(named, tables.entities))
            .where(named.c.identity_key == key)
            .group_by(tables.entities.c.name)
            .order_by(func.count().desc(), tables.entities.c.name)
        )
        counted = [(name, count) for name, count in names]
        articles = connection.execute(
            select(func.count(named.c.article_key.distinct())).where(named.c.identity_key == key)
        ).scalar_one()
        where = named.c.identity_key == key
        entities = tuple(_named(connection, where, MOST_ENTITIES))
        links = tuple(_links(connection, key))
    return Shown(_listed(row, articles), signatures, tuple(counted), links, entities)


def explain(store: Store, name: str, rules: IdentityRules) -> list[Named]:
    """Every entity whose normalised name is that of ``name``, with the reasons."""
    claims = tables.identity_claims
    groups = _groups_of_name(name, rules)
    words = set(rules.fold_head(name).split(" "))
    with store.reading() as connection:
        found = list(_named(connection, claims.c.name_key.in_(groups), None))
    meant = {one.identity for one in found if words <= set(rules.fold_head(one.name).split(" "))}
    return [
        one
        for one in found
        if (one.identity is not None and one.identity in meant)
        or words <= set(rules.fold_head(one.name).split(" "))
        or one.signatures[0].startswith(f"h{SEPARATOR}")
    ]


def side_of(store: Store, told: str, rules: IdentityRules) -> Side:
    """What a person means by a key, ``KEY@ARTICLE`` (its name in one article) or a signature.

    Raises StoreError when nothing of the kind is in the store.
    """
    if SEPARATOR in told:
        return Side(told.split(SEPARATOR, 2)[1], told)
    key, _, article = told.partition("@")
    if not key.isdecimal():
        advice = "give its key, KEY@ARTICLE or a signature (see explain)"
        raise StoreError(f"{told}: no key", where=store.where, advice=advice)
    with store.reading() as connection:
        table = tables.identities
        row = connection.execute(select(table).where(table.c.identity_key == int(key))).first()
        if row is None:
            raise StoreError(f"no identity {key}", where=store.where, advice="see list")
        if article:
            return Side(row.name, _own_handle(connection, store, int(key), article))
        signatures = _signatures(connection, int(key))
    if not signatures:  # a place that is only a candidate, or only above others
        anchor = rules.lives.anchor_of_key(int(key), row.admin_code)
        signatures = (anchor,) if anchor is not None else ()
    canonical = [signature for signature in signatures if identity_key(signature) == int(key)]
    if not canonical and not signatures:
        raise StoreError(f"{key}: no article names it", where=store.where)
    return Side(row.name, (canonical or list(signatures))[0])


def _own_handle(connection: Connection, store: Store, key: int, article: str) -> str:
    """The handle of an identity's name in the article of this locator or id."""
    named, claims = tables.entity_identities, tables.identity_claims
    articles = tables.articles.c
    query = (
        select(claims.c.name_key, claims.c.article_key)
        .join(named, _same_entity(named, claims))
        .join(tables.articles, articles.article_key == claims.c.article_key)
        .where(named.c.identity_key == key)
        .where((articles.locator == article) | (articles.article_id == article))
    )
    row = connection.execute(query).first()
    if row is None:
        raise StoreError(f"{article}: no article that names {key}", where=store.where)
    return f"{row.name_key}{SEPARATOR}@{row.article_key}"


# -- queries ------------------------------------------------------------------------------------


def _counted() -> Any:
    table, named = tables.identities, tables.entity_identities
    return (
        select(table, func.count(named.c.article_key.distinct()).label("articles"))
        .join(named, named.c.identity_key == table.c.identity_key)
        .group_by(*table.c)
    )


def _listed(row: Row[Any], articles: int | None = None) -> Listed:
    return Listed(
        row.identity_key,
        row.type,
        row.kind,
        row.name,
        row.admin_code,
        row.province,
        row.origin,
        row.articles if articles is None else articles,
    )


def _same_entity(one: Any, other: Any) -> Any:
    return and_(one.c.article_key == other.c.article_key, one.c.entity_no == other.c.entity_no)


def _signatures(connection: Connection, key: int) -> tuple[str, ...]:
    """All signatures of an identity's claims; where decisions alone name it, theirs."""
    named, claims = tables.entity_identities, tables.identity_claims
    query = (
        select(claims.c.name_key, claims.c.claim)
        .join(named, _same_entity(named, claims))
        .where(named.c.identity_key == key)
    )
    found: set[str] = set()
    for group, values in connection.execute(query):
        claim = load_claim(0, 0, group, values)
        found.update(claim.anchors or (claim.open_handle,))
    for row in connection.execute(select(tables.identity_decisions)):
        sides = {row.left_scope, row.right_scope}
        found.update(side for side in sides if side and identity_key(side) == key)
    return tuple(sorted(found, key=lambda anchor: (identity_key(anchor) != key, anchor)))


def _named(connection: Connection, where: Any, limit: int | None) -> Iterator[Named]:
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
        .join(entities, _same_entity(entities, claims))
        .join(articles, articles.c.article_key == claims.c.article_key)
        .outerjoin(named, _same_entity(named, claims))
        .where(where)
        .order_by(
            case((named.c.identity_key.is_(None), 1), else_=0),
            named.c.identity_key,
            articles.c.published,
            claims.c.article_key,
            claims.c.entity_no,
        )
    )
    rows = connection.execute(query if limit is None else query.limit(limit)).all()
    known = _known(connection, {key for row in rows for key in row.candidates or ()})
    for row in rows:
        claim = load_claim(row.article_key, row.entity_no, row.name_key, row.claim)
        yield Named(
            row.article_key,
            row.locator,
            row.published,
            row.entity_no,
            row.name,
            row.role,
            row.identity_key,
            row.reason or "not settled yet",
            claim.anchors or _handles(claim),
            tuple(known[key] for key in row.candidates or () if key in known),
        )


def _handles(claim: Claim) -> tuple[str, ...]:
    return (claim.open_handle,)


def _known(connection: Connection, keys: set[int]) -> dict[int, Listed]:
    table = tables.identities
    found = {}
    for chunk in chunks(sorted(keys)):
        for row in connection.execute(select(table).where(table.c.identity_key.in_(chunk))):
            found[row.identity_key] = _listed(row, 0)
    return found


def _links(connection: Connection, key: int) -> Iterator[Linked]:
    links, table = tables.identity_links, tables.identities
    for here, there, told in (
        (links.c.from_key, links.c.to_key, "{}"),
        (links.c.to_key, links.c.from_key, "{} of"),
    ):
        query = (
            select(links.c.relation, table.c.identity_key, table.c.name, table.c.kind)
            .join(table, table.c.identity_key == there)
            .where(here == key)
            .order_by(links.c.relation, table.c.name, table.c.identity_key)
        )
        for row in connection.execute(query):
            yield Linked(told.format(row.relation), row.identity_key, row.name, row.kind)


def _groups_of_name(name: str, rules: IdentityRules) -> Sequence[str]:
    """Every normalised name a text may stand for: of a place, a body, a company, a person."""
    folded = spelling(name)
    plain = rules.plain_head(name)
    heads = {rules.fold_head(name), plain}
    words = plain.split(" ")
    for size in range(1, len(words)):  # Huyện ủy | Mai Sơn, with or without a level word
        heads.add(rules.fold_head(" ".join(words[:size])))
    for level in rules.levels:
        if folded.startswith(f"{level} "):
            folded = folded[len(level) + 1 :]
            break
    cores = {plain}
    for word, _ in rules.forms:
        if plain.startswith(f"{word} "):
            cores.add(plain[len(word) + 1 :])
    found = {SEPARATOR.join(("p", folded)), SEPARATOR.join(("p", spelling(name)))}
    found |= {SEPARATOR.join(("o", head)) for head in heads}
    found |= {SEPARATOR.join(("c", core)) for core in cores}
    found.add(SEPARATOR.join(("h", bare_name(name))))
    return sorted(group_of(group) for group in found)
