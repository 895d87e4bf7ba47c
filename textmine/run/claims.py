"""Claims of identities as a store keeps them, and the entities they are made from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from textmine.model.entity import Area
from textmine.resolve.identities import claims_of
from textmine.resolve.identities_records import ArticleRecord, Claim, EntityRecord
from textmine.resolve.identities_rules import IdentityRules
from textmine.store import identity_rows
from textmine.store.rows import ArticleRows, ClaimRow, EntityRow, storable
from textmine.store.store import Store

_FIELDS = (
    "type",
    "kind",
    "name",
    "anchors",
    "reason",
    "candidates",
    "weak",
    "area",
    "above",
    "province",
    "admin_code",
    "gazetteer",
)
_LISTS = ("anchors", "candidates")


def dump_claim(claim: Claim) -> list[Any]:
    """A claim without whose it is: equal for equal claims of different articles."""
    return [getattr(claim, name) for name in _FIELDS]


def load_claim(article: int, number: int, group: str, values: Sequence[Any]) -> Claim:
    """The claim of one entity from its row."""
    given = dict(zip(_FIELDS, values, strict=True))
    for name in _LISTS:
        given[name] = tuple(given[name])
    return Claim(article=article, number=number, group=group, **given)


def article_records(store: Store, keys: Sequence[int]) -> Iterator[ArticleRecord]:
    """The articles of these keys with the entities claims are made from, in order of key."""
    with store.reading() as connection:
        heads = identity_rows.heads(connection, keys)
        found = identity_rows.entities(connection, keys)
        for key, rows in groupby(found, key=attrgetter("article_key")):
            head = heads[key]
            entities = tuple(map(_entity, rows))
            yield ArticleRecord(key, entities, head.published, head.publisher, head.province)


def claim_rows(rows: ArticleRows, rules: IdentityRules) -> tuple[ClaimRow, ...]:
    """Claims of an article on its way into a store, the same as from there."""
    head = rows.article
    entities = tuple(map(_given_entity, rows.entities))
    record = ArticleRecord(
        head.article_key, entities, head.published, head.publisher, head.province
    )
    return tuple(
        ClaimRow(
            claim.article, claim.number, storable(claim.group), storable(_json(dump_claim(claim)))
        )
        for claim in (claims_of(record, rules) if entities else ())
    )


def _json(values: Sequence[Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _given_entity(row: EntityRow) -> EntityRecord:
    return _entity(row._replace(roles=json.loads(row.roles), path=json.loads(row.path)))


def _entity(row: Any) -> EntityRecord:
    return EntityRecord(
        row.entity_no,
        row.type,
        row.kind,
        row.name,
        row.role,
        tuple(row.roles),
        row.former,
        row.organization_no,
        row.parent_no,
        row.admin_code,
        row.area_no,
        tuple(map(_area, row.path)),
    )


def _area(unit: Mapping[str, Any]) -> Area:
    return Area(
        unit["code"],
        unit.get("name") or "",
        unit.get("kind") or "",
        unit.get("parent"),
        unit.get("since"),
        unit.get("until"),
    )
