"""Scores officials, their roles, organisations and places of one article by canonical name."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from textmine.evaluate.compare import Comparer
from textmine.evaluate.gold import GoldArticle
from textmine.evaluate.ledger import Miss, Score, add_to
from textmine.evaluate.tally import Tally
from textmine.model import EntityType, Extraction


def score_entities(
    gold: GoldArticle, extraction: Extraction, compare: Comparer, score: Score
) -> None:
    """Adds the tallies of officials, roles, organisations and places to ``score``."""
    people = [e for e in extraction.entities if e.type == EntityType.PERSON and (e.role or e.roles)]
    named = {compare.name(official.name) for official in gold.officials}
    free = {compare.name(name) for name in gold.officials_also} - named
    people = [p for p in people if compare.name(p.name) not in free]
    _names(gold, "officials", named, {compare.name(p.name) for p in people}, set(), score)
    wanted = {(compare.name(o.name), compare.name(o.role)) for o in gold.officials}
    roles = {
        (compare.name(p.name), compare.name(role))
        for p in people
        for role in (p.roles or (p.role,))
        if role
    }
    hits = {pair for pair in wanted if any(_same_role(pair, other) for other in roles)}
    right = {other for other in roles if any(_same_role(pair, other) for pair in wanted)}
    _tally_sets(gold, "roles", wanted, hits, roles, right, score)
    right_name = {
        compare.name(other): compare.name(name)
        for name, others in gold.aliases.items()
        for other in others
    }
    for kind, level, names, also in (
        (EntityType.ORGANIZATION, "organizations", gold.organizations, gold.organizations_also),
        (EntityType.PLACE, "places", gold.places, gold.places_also),
    ):
        printed = {compare.name(e.name) for e in extraction.entities if e.type == kind}
        given = {right_name.get(name, name) for name in printed}
        free = {compare.name(name) for name in also}
        _names(gold, level, {compare.name(name) for name in names}, given, free, score)


def _same_role(wanted: tuple[str, str], given: tuple[str, str]) -> bool:
    """Same person, and one role is the other with or without the words that say where."""
    (name, role), (other_name, other_role) = wanted, given
    short, long = sorted((role, other_role), key=len)
    return name == other_name and (long == short or long.startswith(short + " "))


def _names(
    gold: GoldArticle,
    kind: str,
    wanted: set[str],
    given: set[str],
    free: set[str],
    score: Score,
) -> None:
    given = given - (free - wanted)
    _tally_sets(gold, kind, wanted, wanted & given, given, wanted & given, score)


def _tally_sets(
    gold: GoldArticle,
    kind: str,
    wanted: AbstractSet[object],
    hits: AbstractSet[object],
    given: AbstractSet[object],
    right: AbstractSet[object],
    score: Score,
) -> None:
    tally = Tally(len(hits), len(wanted), len(right), len(given))
    add_to(score.entities, {kind: tally})
    for item in sorted(wanted - hits, key=str):
        score.misses.append(Miss(gold.id, kind, "missed", str(item), ""))
    for item in sorted(given - right, key=str):
        score.misses.append(Miss(gold.id, kind, "spurious", "", str(item)))
