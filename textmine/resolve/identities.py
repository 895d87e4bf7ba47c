"""Identities over all articles: the same body, place or office-holder has one key everywhere.

``claims_of`` reads one article, ``settle`` (``textmine.resolve.identities_settle``) joins claims of
one group, ``links_of`` ties identities that belong together and are not the same.  All are pure.
"""

from __future__ import annotations

from collections.abc import Callable

from textmine.packs.gazetteer import Gazetteer, Unit
from textmine.packs.loader import PackSet
from textmine.resolve.identities_organizations import OrganizationClaims
from textmine.resolve.identities_people import PersonClaims
from textmine.resolve.identities_places import PlaceClaims
from textmine.resolve.identities_records import (
    SEPARATOR,
    ArticleRecord,
    Assignment,
    Claim,
    Decision,
    EntityRecord,
    Identity,
    Side,
    article_record,
    group_of,
    identity_key,
)
from textmine.resolve.identities_rules import IdentityRules, read_identity_rules
from textmine.resolve.identities_settle import Settled, groups_tied, settle

__all__ = [
    "ArticleRecord",
    "Assignment",
    "Claim",
    "Decision",
    "EntityRecord",
    "Identity",
    "IdentityRules",
    "Settled",
    "Side",
    "article_record",
    "claims_of",
    "group_of",
    "groups_tied",
    "identity_key",
    "identity_of_unit",
    "load_identity_rules",
    "neighbours_of",
    "settle",
]


def load_identity_rules(packs: PackSet, gazetteer: Gazetteer | None = None) -> IdentityRules:
    """Everything compiled from the packs and the gazetteer (loaded when not given)."""
    return read_identity_rules(packs, gazetteer or Gazetteer.load())


def claims_of(article: ArticleRecord, rules: IdentityRules) -> tuple[Claim, ...]:
    """One claim for each entity of the article, in its order.  Never raises on any record."""
    places = PlaceClaims(article, rules)
    organizations = OrganizationClaims(article, places, rules)
    people = PersonClaims(article, places, organizations, rules)
    claims: list[Claim] = []
    for record in article.entities:
        claim: Claim | None
        if record.type == "place":
            claim = places.of(record.number)
        elif record.type == "organization":
            claim = organizations.of(record.number)
        else:
            claim = people.of(record)
        if claim is not None:
            claims.append(claim)
    return tuple(claims)


def neighbours_of(anchor: str, rules: IdentityRules) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Anchors of what an identity came from and of what it became, whether met or not.

    A commune divided or merged has others; a body in it has the same body there, a body merged
    by the packs' successions has its successor.
    """
    unit, remake = _place_in(anchor, rules)
    before: dict[str, None] = {}
    after: dict[str, None] = {}
    if unit is not None:
        for other in rules.lives.predecessors(unit):
            before[remake(rules.lives.anchor(other))] = None
        for other in rules.lives.successors(unit):
            after[remake(rules.lives.anchor(other))] = None
    parts = anchor.split(SEPARATOR, 2)
    if parts[0] == "o" and len(parts) == 3:
        for old, new, _ in rules.successions:
            if old == parts[1]:
                after[SEPARATOR.join(("o", new, parts[2]))] = None
            if new == parts[1]:
                before[SEPARATOR.join(("o", old, parts[2]))] = None
    return tuple(before), tuple(after)


def identity_of_unit(anchor: str, rules: IdentityRules) -> Identity | None:
    """The identity of a place of the gazetteer, ``None`` where the anchor is none's."""
    unit = rules.lives.unit_at(anchor) if anchor.startswith(f"p{SEPARATOR}") else None
    if unit is None:
        return None
    parent = rules.gazetteer.parent(unit)
    province = rules.lives.province(unit)
    return Identity(
        identity_key(anchor),
        "place",
        unit.kind,
        unit.full_name,
        (anchor,),
        "gazetteer",
        unit.code or None,
        province.code if province is not None else None,
        above=(rules.lives.anchor(parent),) if parent is not None else (),
    )


def _place_in(anchor: str, rules: IdentityRules) -> tuple[Unit | None, Callable[[str], str]]:
    """The unit of the gazetteer an anchor ends with, and the same anchor with another in place."""
    parts = anchor.split(SEPARATOR)
    if len(parts) < 3 or parts[-3] != "p":
        return None, str
    own = SEPARATOR.join(parts[-3:])
    before = anchor[: len(anchor) - len(own)]
    return rules.lives.unit_at(own), lambda other: before + other
