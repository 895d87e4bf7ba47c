"""The page made from a store, in both databases."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from click.testing import CliRunner

from tests.store import made
from textmine.cli.main import app
from textmine.io.wording import load_wording
from textmine.packs.indicators import load_indicators
from textmine.packs.loader import load_packs
from textmine.run.check import check_store
from textmine.run.identify import identify
from textmine.run.report import Limits, archive_view, write_series
from textmine.store.open import open_store

INDICATORS = load_indicators(load_packs())
VI = load_wording("vi", {id: item.label() for id, item in INDICATORS.items()})


def filled(url: str) -> None:
    """Two papers on one commune's year that cannot both be right, and a third article."""
    packs = load_packs()
    with open_store(url) as store:
        rows = []
        for name, low in (("a", "32"), ("b", "37"), ("c", "32")):
            publisher = f"Báo {name.upper()}"
            text = made.TEXT.replace("32", low) + f" Theo {publisher}."
            article = made.article(f"{name}.txt", text, publisher=publisher)
            key = article.article_key
            number = made.fact(key, low=low, high=low, quote=f"{low} đảng viên")
            whole = made.rows(f"{name}.txt", text)
            rows.append(whole._replace(article=article, facts=(number,), relations=(), findings=()))
        store.write(rows)
        identify(store, packs)
        check_store(store, packs)


def test_both_sentences_of_a_contradiction_are_shown(url: str) -> None:
    filled(url)
    with open_store(url, create=False) as store:
        view = archive_view(store, INDICATORS, VI)
    (card,) = view.cards
    assert card.severity in ("error", "warning")
    printed = {source.publisher for _, side in card.sides for source in side}
    assert "Báo B" in printed and len(printed) >= 2
    words = {source.pieces()[1] for _, side in card.sides for source in side}
    assert words == {"32 đảng viên", "37 đảng viên"}
    (body,) = [body for body in view.bodies if body.problems]
    assert card.anchor == body.anchor
    disputed = [value.disputed for held in body.series for value in held.values]
    assert any(disputed)


def test_the_page_is_bounded_and_says_what_it_leaves_out(url: str) -> None:
    filled(url)
    with open_store(url, create=False) as store:
        view = archive_view(store, INDICATORS, VI, Limits(findings=0, bodies=0))
    assert (view.cards, view.bodies) == ((), ())
    assert view.more_cards == 1
    assert view.more_bodies >= 1


def test_dismissed_findings_are_only_counted(url: str) -> None:
    filled(url)
    with open_store(url, create=False) as store:
        key = archive_view(store, INDICATORS, VI).cards[0].key
        row = {"finding_key": key, "decision": "dismissed", "note": "x", "decided_at": "2025-01-01"}
        with store.writing() as connection:
            store.insert(connection, "finding_verdicts", [row])
        view = archive_view(store, INDICATORS, VI)
    assert (view.cards, view.dismissed) == ((), 1)


def test_the_table_has_every_series(url: str) -> None:
    filled(url)
    handle = io.StringIO()
    with open_store(url, create=False) as store:
        count = write_series(store, handle)
    rows = list(csv.DictReader(io.StringIO(handle.getvalue())))
    assert len(rows) == count
    values = {(row["obs_value"], row["sources"]) for row in rows}
    assert values == {("32", "2"), ("37", "1")}


def test_the_command_writes_both_files(url: str, tmp_path: Path) -> None:
    filled(url)
    page, sheet = tmp_path / "r.html", tmp_path / "r.csv"
    args = ["report", "--store", url, "-o", str(page), "--csv", str(sheet)]
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 0, result.output
    assert "37 đảng viên" in page.read_text(encoding="utf-8")
    assert sheet.read_text(encoding="utf-8").startswith("subject_key,")


