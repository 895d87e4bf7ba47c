"""Which planted contradictions ``textmine check`` finds in the made-up archive, by rule."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from synthetic.archive import Archive

from textmine.model import Document, Verdict
from textmine.pipeline import Kit, extract
from textmine.run.check import check_store
from textmine.run.duplicates import mark_duplicates
from textmine.run.identify import identify
from textmine.run.rows import Versions, article_rows, content_hash
from textmine.store.open import open_store
from textmine.store.rows import text_key
from textmine.store.store import Store

# The rules whose finding tells the contradiction as it was planted.  A slipped unit that another
# paper prints rightly is told as two values of one thing.
EXPECTED: Mapping[str, frozenset[str]] = {
    "same_value": frozenset({"same_value"}),
    "cumulative_falls": frozenset({"monotone_within_year"}),
    "subperiod": frozenset({"within_period"}),
    "plan_across": frozenset({"percent_of_plan"}),
    "one_plan": frozenset({"plans_meet"}),
    "stock_flow": frozenset({"stock_flow"}),
    "two_holders": frozenset({"one_holder"}),
    "growth_across": frozenset({"growth"}),
    "magnitude": frozenset({"magnitude", "same_value"}),
    "parts_above_whole": frozenset({"units_sum", "part_of_parent"}),
    "part_above_parent": frozenset({"part_of_parent"}),
    "wrong_parent": frozenset({"place_in_parent"}),
}
_WRITE = 200  # articles to a transaction


@dataclass(slots=True)
class Found:
    """``planted``, ``by_rule`` (found by the rule it was planted for) and ``by_any`` (by some
    rule) count contradictions by kind; ``stray`` are violations that no plant explains."""

    articles: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    by_any: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    violated: int = 0


def find(archive: Archive, kit: Kit) -> Found:
    """Loads the archive into a store of its own, checks it, and matches findings with plants.

    A finding explains a plant when it rests on an article that carries the false figure.
    """
    with tempfile.TemporaryDirectory() as directory, open_store(Path(directory) / "a.db") as store:
        _load(store, archive, kit)
        identify(store, kit.packs, kit.gazetteer)
        mark_duplicates(store, kit.packs)
        check_store(store, kit.packs, kit.gazetteer)
        findings = _violations(store)
    return _matched(archive, findings)


def _load(store: Store, archive: Archive, kit: Kit) -> None:
    versions = Versions("measured", "measured")
    run = store.start_run("mutate", *versions)
    rows = []
    for page in archive.pages:
        document = Document(**page.row())
        extraction = extract(document, kit)
        rows.append(article_rows(extraction, page.id, content_hash(document, page.id), versions))
        if len(rows) == _WRITE:
            store.write(rows, run=run)
            rows = []
    store.write(rows, run=run)


def _violations(store: Store) -> list[tuple[str, str, frozenset[int]]]:
    """(rule without its prefix, message, articles) of every violation."""
    articles: dict[str, set[int]] = {}
    for row in store.rows("archive_finding_facts"):
        articles.setdefault(row["finding_key"], set()).add(row["article_key"])
    return [
        (
            str(row["rule"]).split(".")[1],
            str(row["message_vi"]),
            frozenset(articles.get(row["finding_key"], ())),
        )
        for row in store.rows("archive_findings")
        if row["verdict"] == Verdict.VIOLATED
    ]


def _matched(archive: Archive, findings: list[tuple[str, str, frozenset[int]]]) -> Found:
    result = Found(articles=len(archive.pages), violated=len(findings))
    carrying: set[int] = set()
    for plant in archive.plants:
        changed = {text_key(id) for id in plant.changed}
        carrying |= changed
        rules = {rule for rule, _, articles in findings if articles & changed}
        result.planted[plant.kind] += 1
        result.by_any[plant.kind] += bool(rules)
        result.by_rule[plant.kind] += bool(rules & EXPECTED[plant.kind])
        if not rules & EXPECTED[plant.kind]:
            told = f"{plant.id} {plant.place} {plant.year}: {plant.false} for {plant.true}"
            result.missed.append(f"{told}; found as {', '.join(sorted(rules)) or 'nothing'}")
    result.stray = [
        f"{rule}: {told}" for rule, told, articles in findings if not articles & carrying
    ]
    return result


def as_json(planted: Found, clean: Found) -> dict[str, Any]:
    return {
        "articles": planted.articles,
        "planted": dict(planted.planted),
        "by_rule": dict(planted.by_rule),
        "by_any": dict(planted.by_any),
        "stray": len(planted.stray),
        "flags_on_clean_archive": clean.violated,
    }
