"""What the documentation says of itself: every page is listed, and the gold is as large as told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textmine.evaluate import read_gold_set

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GOLD = ROOT / "corpora" / "gold"
# Gold grows fact by fact; the table has to be measured again when it is off by more than this.
TOLERANCE = 0.05


def links(page: Path) -> set[Path]:
    """The files that ``page`` links to."""
    found = re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8"))
    return {(page.parent / link).resolve() for link in found}


def test_every_document_is_listed() -> None:
    listed = links(DOCS / "README.md")
    pages = [*DOCS.rglob("*.md"), *(ROOT / "corpora").rglob("README.md"), ROOT / "README.md"]
    missing = [page for page in pages if page != DOCS / "README.md" and page not in listed]
    assert missing == []
    assert [page for page in listed if not page.is_file()] == []


def told_of_gold() -> dict[str, tuple[int, ...]]:
    """Articles, facts and relations by directory, as the README of the gold has them."""
    page = (GOLD / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)/` \| (\d+) \| (\d+) \| (\d+) \|", page, re.MULTILINE)
    return {name: tuple(map(int, counts)) for name, *counts in rows}


def test_every_directory_of_gold_is_described() -> None:
    assert set(told_of_gold()) == {path.name for path in GOLD.iterdir() if path.is_dir()}


@pytest.mark.parametrize("name", sorted(told_of_gold()))
def test_gold_is_as_large_as_told(name: str) -> None:
    articles = read_gold_set(GOLD / name).articles
    facts = sum(not fact.optional for gold in articles for fact in gold.facts)
    relations = sum(len(gold.relations) for gold in articles)
    measured = (len(articles), facts, relations)
    assert told_of_gold()[name] == pytest.approx(measured, rel=TOLERANCE), (
        f"corpora/gold/README.md: measure {name}/ again: {measured}"
    )
