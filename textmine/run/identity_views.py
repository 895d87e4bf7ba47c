"""What a store knows of identities, for people: lists, one identity, why a name is what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
from textmine.store import identity_reading as reading
from textmine.store import identity_rows
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
    wanted = (("type", type), ("kind", kind), ("province", province))
    wanted_name = spelling(name) if name else None
    with store.reading() as connection:
        found = 0
        for row in reading.counted(connection, wanted):
            if wanted_name is not None and wanted_name not in spelling(row.name):
                continue
            yield _listed(row)
            found += 1
            if found == limit:
                return


def show(store: Store, key: int) -> Shown:
    """One identity.  Raises StoreError when there is none of this key."""
    with store.reading() as connection:
        row = reading.identity(connection, key)
        if row is None:
            raise StoreError(f"no identity {key}", where=store.where, advice="see list")
        return Shown(
            _listed(row, reading.articles_of(connection, key)),
            _signatures(connection, key),
            tuple(reading.names_of(connection, key)),
            tuple(_links(connection, key)),
            tuple(_named(connection, key=key, limit=MOST_ENTITIES)),
        )


def explain(store: Store, name: str, rules: IdentityRules) -> list[Named]:
    """Every entity whose normalised name is that of ``name``, with the reasons."""
    groups = _groups_of_name(name, rules)
    words = set(rules.fold_head(name).split(" "))
    with store.reading() as connection:
        found = list(_named(connection, names=groups))
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
        row = reading.identity(connection, int(key))
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


def _own_handle(connection: Any, store: Store, key: int, article: str) -> str:
    """The handle of an identity's name in the article of this locator or id."""
    found = reading.name_in(connection, key, article)
    if found is None:
        raise StoreError(f"{article}: no article that names {key}", where=store.where)
    return f"{found[0]}{SEPARATOR}@{found[1]}"


# -- reading ------------------------------------------------------------------------------------


def _listed(row: Any, articles: int | None = None) -> Listed:
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


def _signatures(connection: Any, key: int) -> tuple[str, ...]:
    """All signatures of an identity's claims; where decisions alone name it, theirs."""
    found: set[str] = set()
    for group, values in reading.claims_of(connection, key):
        claim = load_claim(0, 0, group, values)
        found.update(claim.anchors or (claim.open_handle,))
    for row in identity_rows.decisions(connection):
        sides = {row.left_scope, row.right_scope}
        found.update(side for side in sides if side and identity_key(side) == key)
    return tuple(sorted(found, key=lambda anchor: (identity_key(anchor) != key, anchor)))


def _named(connection: Any, **wanted: Any) -> Iterator[Named]:
    rows = reading.named_entities(connection, **wanted)
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


def _known(connection: Any, keys: set[int]) -> dict[int, Listed]:
    return {row.identity_key: _listed(row, 0) for row in reading.identities(connection, keys)}


def _links(connection: Any, key: int) -> Iterator[Linked]:
    for relation, leads, row in reading.links_of(connection, key):
        told = relation if leads else f"{relation} of"
        yield Linked(told, row.identity_key, row.name, row.kind)


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
