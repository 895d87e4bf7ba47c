"""Scores the relations of one article: found, and their verdict right."""

from __future__ import annotations

from textmine.evaluate.gold import GoldArticle, GoldRelation
from textmine.evaluate.ledger import Miss, Score, add_to
from textmine.evaluate.tally import Tally
from textmine.model import Extraction, Relation, RelationType, Verdict

# Of which whole a number is a part is one thing said in three ways.
_FAMILY = {"share": "part", "ratio": "part", "part_of": "part"}
_ROLE = {"numerator": "part", "denominator": "whole"}
_HOLDS = {Verdict.SATISFIED: True, Verdict.VIOLATED: False, Verdict.UNDECIDED: None}


def score_relations(
    gold: GoldArticle, extraction: Extraction, pairs: dict[int, int], score: Score
) -> None:
    """Adds relations found and verdicts right to ``score``; ``pairs`` from ``match_facts``."""
    ids = {i: extraction.facts[j].id for i, j in pairs.items()}
    optional = {ids[i] for i, fact in enumerate(gold.facts) if fact.optional and i in ids}
    left = list(extraction.relations)
    for number, wanted in enumerate(gold.relations):
        found = next((r for r in left if _same_relation(wanted, r, ids)), None)
        holds = found is not None and _right(wanted.holds, _verdict(found, extraction))
        add_to(score.relations, {"found": Tally.of_gold(found is not None)})
        add_to(score.relations, {wanted.type: Tally.of_gold(found is not None)})
        if found is not None:
            left.remove(found)
            add_to(score.relations, {"found": Tally.of_given(True)})
            add_to(score.relations, {"verdict": Tally.of_gold(holds) + Tally.of_given(holds)})
        else:
            told = "; ".join(
                f"{role} {', '.join(gold.facts[i].quote for i in indexes)}"
                for role, indexes in wanted.roles
            )
            missed = f"#{number} {wanted.type} {told}"
            score.misses.append(Miss(gold.id, "relation", "missed", missed, ""))
    for relation in left:
        tied = {id for _, ids_of in relation.facts for id in ids_of}
        if tied & optional or relation.type == RelationType.PART_OF:
            continue  # of "no more than that one" any number hold without being said
        add_to(score.relations, {"found": Tally.of_given(False)})
        told = f"{relation.type} {relation.facts}"
        score.misses.append(Miss(gold.id, "relation", "spurious", "", told))


def _same_relation(wanted: GoldRelation, given: Relation, ids: dict[int, str]) -> bool:
    """Same family, and every role the gold names holds the same facts."""
    if _FAMILY.get(wanted.type, wanted.type) != _FAMILY.get(given.type, given.type):
        return False
    roles = {_ROLE.get(role, role): set(facts) for role, facts in given.facts}
    for role, indexes in wanted.roles:
        if any(index not in ids for index in indexes):
            return False
        if roles.get(_ROLE.get(role, role)) != {ids[index] for index in indexes}:
            return False
    return True


def _right(wanted: bool | None, given: bool | None) -> bool:
    """What cannot be checked from the text may hold or stay open, but must raise no alarm."""
    return given is not False if wanted is None else given == wanted


def _verdict(relation: Relation, extraction: Extraction) -> bool | None:
    """What checking found about ``relation``: the finding that shares most facts with it."""
    tied = {id for _, ids in relation.facts for id in ids}
    best, most = None, 1.0
    for finding in extraction.findings:
        shared = len(tied & set(finding.facts)) + (finding.rule == relation.type) * 0.5
        if shared > most:
            best, most = finding, shared
    return _HOLDS[best.verdict] if best else None
