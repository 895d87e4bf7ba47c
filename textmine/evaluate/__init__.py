"""Measures extraction against gold articles.

report = evaluate(Path("corpora/gold/dev"), build_kit())
report.f1("R")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textmine.evaluate.compare import Comparer
from textmine.evaluate.gold import (
    GoldArticle,
    GoldSet,
    Problem,
    check_gold,
    gold_files,
    read_gold,
    read_gold_set,
)
from textmine.evaluate.ledger import Miss, Score
from textmine.evaluate.report import Report
from textmine.evaluate.score import score_article
from textmine.evaluate.tally import Tally

if TYPE_CHECKING:
    from textmine.pipeline import Kit

__all__ = [
    "GoldArticle",
    "GoldSet",
    "Miss",
    "Problem",
    "Report",
    "Score",
    "Tally",
    "check",
    "check_gold",
    "check_set",
    "evaluate",
    "gold_files",
    "read_gold",
    "read_gold_set",
]


def evaluate(gold_dir: Path, kit: Kit) -> Report:
    """Extracts every gold article under ``gold_dir`` and scores what came out.

    The extractor is told what a caller would know: the text, the date, the province.  Gold whose
    text is not at hand is skipped and told of in the report.  Raises InputError when the directory
    or a gold file cannot be read.
    """
    from textmine.model import Document
    from textmine.pipeline import extract

    compare = Comparer.of(kit.packs, kit.indicators)
    total = Score()
    read = read_gold_set(gold_dir)
    for gold in read.articles:
        document = Document(gold.id, gold.text, published=gold.published, province=gold.province)
        total.add(score_article(gold, extract(document, kit), compare))
    facts = sum(not fact.optional for gold in read.articles for fact in gold.facts)
    return Report(str(gold_dir), len(read.articles), facts, total, len(read.skipped))


def check(gold_dir: Path, indicators: frozenset[str]) -> list[Problem]:
    """Everything wrong in the gold files under ``gold_dir``, in order, but those without a text.

    Raises InputError when the directory or a gold file cannot be read.
    """
    return check_set(read_gold_set(gold_dir), indicators)


def check_set(read: GoldSet, indicators: frozenset[str]) -> list[Problem]:
    return [problem for gold in read.articles for problem in check_gold(gold, indicators)]
