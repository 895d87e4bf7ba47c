"""Identities of a store: claims of new articles, then the names they touch settled anew.

Each step is a transaction and nothing is kept in memory between names, so an interrupted run goes
on where it stopped and the rows do not depend on the order in which articles came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from textmine._version import __version__
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.loader import PackSet
from textmine.resolve.identities import claims_of, load_identity_rules
from textmine.resolve.identities_records import Decision, Side, group_of
from textmine.resolve.identities_rules import IdentityRules
from textmine.resolve.identities_settle import groups_tied
from textmine.run.claims import article_records, dump_claim
from textmine.run.identity_groups import GroupWriter
from textmine.store import identity_rows
from textmine.store.store import Store

_ARTICLES = 200  # of which claims are made in one transaction
_GROUPS = 200  # normalised names settled in one transaction,
_CLAIMS = 4000  # or as many as have so many claims together
_RULES = "identities.rules"
_DECIDED = "identities.decisions"
_TABLES = (
    "organization",
    "organization_alias",
    "organization_level",
    "title",
    "title_word",
    "identity_alias",
    "identity_country",
    "identity_form",
    "identity_scope",
    "identity_succession",
    "identity_territory",
    "identity_title",
    "identity_words",
)


@dataclass(slots=True)
class Identified:
    """What a run did: articles read, names settled, entities that got or changed an identity."""

    articles: int = 0
    names: int = 0
    entities: int = 0
    refused: list[Decision] = field(default_factory=list)


def identify(
    store: Store,
    packs: PackSet,
    gazetteer: Gazetteer | None = None,
    *,
    progress: Callable[[Identified], None] | None = None,
) -> Identified:
    """Brings the identities of a store up to date; does nothing where nothing changed.

    Raises StoreError when the database fails, PackError when a rule is malformed.
    """
    rules = load_identity_rules(packs, gazetteer)
    done = Identified()
    start_anew_if_rules_changed(store, packs)
    for keys in store.in_turn(identity_rows.unclaimed, _ARTICLES):
        _claim(store, rules, keys)
        done.articles += len(keys)
        if progress is not None:
            progress(done)
    decisions = read_decisions(store)
    _touch_decided(store, decisions)
    writer = GroupWriter(store, rules, decisions)
    for groups in _touched(store, decisions):
        done.entities += writer.settle(groups)
        done.names += len(groups)
        if progress is not None:
            progress(done)
    writer.finish()
    done.refused = writer.refused
    return done


def read_decisions(store: Store) -> tuple[Decision, ...]:
    """What people decided, in an order of its own."""
    with store.reading() as connection:
        return tuple(
            Decision(
                row.action,
                Side(row.left_name, row.left_scope or ""),
                Side(row.right_name, row.right_scope or ""),
                row.note,
                row.decided_at,
            )
            for row in identity_rows.decisions(connection)
        )


def write_decision(store: Store, decision: Decision) -> None:
    """Keeps a decision in place of an earlier one on the same two; ``identify`` follows it."""
    with store.writing() as connection:
        identity_rows.drop_decision(connection, decision.key)
        row = (
            decision.key,
            decision.action,
            decision.left.name,
            decision.left.scope,
            decision.right.name,
            decision.right.scope,
            decision.note,
            decision.decided_at,
        )
        store.insert(connection, "identity_decisions", [row])


# -- what is to be done -------------------------------------------------------------------------


def start_anew_if_rules_changed(store: Store, packs: PackSet) -> None:
    """Claims made by other rules are worth nothing and go; decisions stay."""
    told = [repr(row.data) for table in _TABLES for row in packs.rows(table)]
    digest = blake2b("\n".join((__version__, *told)).encode(), digest_size=16).hexdigest()
    if store.setting(_RULES) == digest:
        return
    with store.writing() as connection:
        identity_rows.drop_all(connection)
    store.set_setting(_RULES, digest)


def _claim(store: Store, rules: IdentityRules, keys: Sequence[int]) -> None:
    rows = [
        (claim.article, claim.number, claim.group, dump_claim(claim))
        for article in article_records(store, keys)
        for claim in claims_of(article, rules)
    ]
    with store.writing() as connection:
        store.insert(connection, "identity_claims", rows)


def _touch_decided(store: Store, decisions: Sequence[Decision]) -> None:
    """Names of decisions are settled anew when any decision changed."""
    told = "\n".join(repr(decision) for decision in decisions)
    digest = blake2b(told.encode(), digest_size=16).hexdigest()
    if (store.setting(_DECIDED) or "") == (digest if decisions else ""):
        return
    groups = {group_of(s.scope) for d in decisions for s in (d.left, d.right)}
    with store.writing() as connection:
        identity_rows.drop_counts(connection, groups)
    store.set_setting(_DECIDED, digest if decisions else "")


def _touched(store: Store, decisions: Sequence[Decision]) -> Iterator[list[str]]:
    """Normalised names whose claims changed, with those decisions tie to them, in portions."""
    tied = groups_tied(decisions)
    taken: set[str] = set()  # names tied by decisions, which are few
    waiting: list[list[str]] = []
    with store.reading() as connection, store.reading() as counting:
        for name in identity_rows.changed_names(connection):
            if name in taken:
                continue
            together = sorted(tied.get(name, ())) or [name]
            taken.update(together if len(together) > 1 else ())
            waiting.append(together)
            if len(waiting) >= _GROUPS:
                yield from _portions(counting, waiting)
                waiting = []
        yield from _portions(counting, waiting)


def _portions(connection: Any, waiting: Sequence[list[str]]) -> Iterator[list[str]]:
    """Names, those tied together in one portion, of no more than some thousand claims where
    several can be parted."""
    names = [name for together in waiting for name in together]
    counts = identity_rows.claim_counts(connection, names) if names else {}
    portion: list[str] = []
    size = 0
    for together in waiting:
        claims = sum(counts.get(name, 0) for name in together)
        if portion and size + claims > _CLAIMS:
            yield portion
            portion, size = [], 0
        portion.extend(together)
        size += claims
    if portion:
        yield portion
