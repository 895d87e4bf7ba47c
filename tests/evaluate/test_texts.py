"""Gold without a text beside it, and the names gold holds for as right as others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import textmine.evaluate.texts as texts
from textmine.evaluate import evaluate, read_gold, read_gold_set
from textmine.evaluate.__main__ import main
from textmine.evaluate.compare import Comparer
from textmine.evaluate.score import score_article
from textmine.model import Article, Document, Entity, EntityType, Extraction, OffsetMap
from textmine.model.errors import InputError
from textmine.packs.indicators import load_indicators
from textmine.packs.loader import load_packs
from textmine.pipeline import Kit

REAL = Path(__file__).parents[2] / "corpora" / "gold-real"
TEXT = "Xã Mường Và có 12 hộ nghèo.\n"


@pytest.fixture(scope="module")
def compare() -> Comparer:
    packs = load_packs()
    return Comparer.of(packs, load_indicators(packs))


def gold_data(**more: Any) -> dict[str, Any]:
    number = {
        "quote": "12 hộ nghèo",
        "nth": 1,
        "low": 12,
        "high": 12,
        "approx": "exact",
        "unit": "household",
        "indicator": "poverty.households",
        "label": "hộ nghèo",
        "subject": "xã Mường Và",
        "period": {"start": "2020-12-31", "end": "2020-12-31"},
        "status": "actual",
        "breakdown": None,
    }
    empty: dict[str, Any] = {"officials": [], "organizations": [], "places": [], "relations": []}
    known = {"published": "2020-12-31", "province": None, "facts": [number]}
    return empty | known | more


def write_gold(directory: Path, name: str, **more: Any) -> Path:
    path = directory / f"{name}.gold.json"
    path.write_text(json.dumps(gold_data(id=name, **more), ensure_ascii=False), encoding="utf-8")
    return path


def write_articles(directory: Path, *names: str) -> Path:
    path = directory / "articles.jsonl"
    rows = [json.dumps({"id": name, "text": f"{name}: {TEXT}"}) for name in names]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    """a1 has its text beside it, a2 has not."""
    directory = tmp_path / "gold"
    directory.mkdir()
    write_gold(directory, "a1")
    write_gold(directory, "a2")
    (directory / "a1.txt").write_text(TEXT, encoding="utf-8")
    return directory


def test_texts_come_from_beside_or_by_id(tmp_path: Path, gold_dir: Path) -> None:
    articles = write_articles(tmp_path, "a0", "a1", "a2")
    read = read_gold_set(gold_dir, articles)
    assert [(gold.id, gold.text) for gold in read.articles] == [("a1", TEXT), ("a2", f"a2: {TEXT}")]
    assert read.skipped == ()
    assert read.note() == ""
    span = read.articles[1].facts[0].span
    assert span is not None
    assert read.articles[1].text[span.start : span.end] == "12 hộ nghèo"


def test_without_the_file_gold_is_skipped_with_a_note(
    tmp_path: Path,
    gold_dir: Path,
    kit: Kit,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(texts, "ARTICLES", tmp_path / "none.jsonl")
    read = read_gold_set(gold_dir)
    assert [gold.id for gold in read.articles] == ["a1"]
    assert read.skipped == (gold_dir / "a2.gold.json",)
    report = evaluate(gold_dir, kit)
    assert (report.articles, report.skipped) == (1, 1)
    assert "1 articles, 1 facts (1 articles skipped, no text)" in report.text()
    assert main([str(gold_dir), "--check"]) == 0
    assert "1 gold files skipped" in capsys.readouterr().err


def test_with_the_file_all_gold_is_scored(
    tmp_path: Path, gold_dir: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "ARTICLES", write_articles(tmp_path, "a2"))
    report = evaluate(gold_dir, kit)
    assert (report.articles, report.facts, report.skipped) == (2, 2, 0)


def test_a_text_in_neither_place_is_an_error(tmp_path: Path, gold_dir: Path) -> None:
    with pytest.raises(InputError, match=r"a2\.gold\.json.*cannot be read"):
        read_gold_set(gold_dir, write_articles(tmp_path, "a1"))
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "a2"\n', encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        read_gold_set(gold_dir, broken)


def extraction(*entities: Entity) -> Extraction:
    article = Article(Document("a1", TEXT), TEXT, TEXT.lower(), OffsetMap.identity(len(TEXT)))
    return Extraction(article, entities)


def test_aliases_are_as_right_as_the_name(tmp_path: Path, compare: Comparer) -> None:
    path = write_gold(tmp_path, "a1", places=["Hà Nội"], aliases={"Hà Nội": ["thành phố Hà Nội"]})
    gold = read_gold(path, {"a1": TEXT})
    for name, hits in (("Hà Nội", 1), ("Thành phố Hà Nội", 1), ("tỉnh Hà Nội", 0)):
        given = extraction(Entity("T1", EntityType.PLACE, name, "province"))
        tally = score_article(gold, given, compare).entities["places"]
        assert (tally.hits, tally.given) == (hits, 1), name


def test_officials_on_whom_readers_differ_do_not_count(tmp_path: Path, compare: Comparer) -> None:
    gold = read_gold(write_gold(tmp_path, "a1", officials_also=["Lò Văn Nam"]), {"a1": TEXT})
    for name, counted in (("Lò Văn Nam", 0), ("Lò Văn Hùng", 1)):
        given = extraction(Entity("T1", EntityType.PERSON, name, "official", role="Đội trưởng"))
        score = score_article(gold, given, compare).entities
        assert (score["officials"].given, score["roles"].given) == (counted, counted), name


def test_nobody_may_be_as_right_as_somebody(compare: Comparer) -> None:
    assert compare.same_name("xã Mường Và", [None], None)
    assert compare.same_name(None, ["xã Mường Và"], "xã Mường Và")
    assert compare.same_name(None, [], None)
    assert not compare.same_name("xã Mường Và", [], None)
    assert not compare.same_name(None, [], "xã Mường Và")
    assert not compare.same_name("xã Mường Và", [None], "xã Mường Lạn")


@pytest.mark.skipif(not REAL.is_dir(), reason="no gold of real articles in this checkout")
def test_real_gold_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(REAL), "--check"]) == 0, capsys.readouterr().out
