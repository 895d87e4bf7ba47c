"""Scores one extraction against its gold article."""

from __future__ import annotations

from textmine.evaluate.compare import Comparer
from textmine.evaluate.entities import score_entities
from textmine.evaluate.facts import match_facts, score_facts
from textmine.evaluate.gold import GoldArticle
from textmine.evaluate.ledger import Score
from textmine.evaluate.relations import score_relations
from textmine.model import Extraction


def score_article(gold: GoldArticle, extraction: Extraction, compare: Comparer) -> Score:
    """Facts at the three levels, entities by canonical name, relations with their verdicts."""
    score = Score()
    pairs = match_facts(gold.facts, extraction.facts, compare)
    score_facts(gold, extraction, compare, pairs, score)
    score_entities(gold, extraction, compare, score)
    score_relations(gold, extraction, pairs, score)
    return score
