"""Measures extraction against gold articles.

report = evaluate(Path("corpora/gold/dev"), build_kit())
report.f1("R")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textmine.evaluate.compare import Comparer
from textmine.evaluate.gold import GoldArticle, Problem, check_gold, gold_files, read_gold
from textmine.evaluate.ledger import Miss, Score
from textmine.evaluate.report import Report
from textmine.evaluate.score import score_article
from textmine.evaluate.tally import Tally

if TYPE_CHECKING:
    from textmine.pipeline import Kit

__all__ = [
    "GoldArticle",
    "Miss",
    "Problem",
    "Report",
    "Score",
    "Tally",
    "check",
    "check_gold",
    "evaluate",
    "gold_files",
    "read_gold",
]


def evaluate(gold_dir: Path, kit: Kit) -> Report:
    """Extracts every gold article under ``gold_dir`` and scores what came out.

    The extractor is told what a caller would know: the text, the date, the province.  Raises
    InputError when the directory or a gold file cannot be read.
    """
    from textmine.model import Document
    from textmine.pipeline import extract

    compare = Comparer.of(kit.packs, kit.indicators)
    total = Score()
    articles = facts = 0
    for path in gold_files(gold_dir):
        gold = read_gold(path)
        document = Document(gold.id, gold.text, published=gold.published, province=gold.province)
        total.add(score_article(gold, extract(document, kit), compare))
        articles += 1
        facts += sum(not fact.optional for fact in gold.facts)
    return Report(str(gold_dir), articles, facts, total)


def check(gold_dir: Path, indicators: frozenset[str]) -> list[Problem]:
    """Everything wrong in the gold files under ``gold_dir``, in order.

    Raises InputError when the directory or a gold file cannot be read.
    """
    return [
        problem
        for path in gold_files(gold_dir)
        for problem in check_gold(read_gold(path), indicators)
    ]
