"""The scorer: a perfect extraction scores 1, and each kind of error costs what it should."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from textmine.evaluate import check_gold, read_gold, score_article
from textmine.evaluate.__main__ import main
from textmine.evaluate.compare import Comparer
from textmine.evaluate.gate import below, read_floors
from textmine.evaluate.gold import GoldArticle, gold_files
from textmine.evaluate.ledger import Score
from textmine.evaluate.report import Report
from textmine.model import (
    Approx,
    Article,
    Aspect,
    Document,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Finding,
    OffsetMap,
    Period,
    Relation,
    RelationType,
    Severity,
    Status,
    Verdict,
)
from textmine.model.errors import InputError
from textmine.packs.indicators import load_indicators
from textmine.packs.loader import load_packs

GOLD = Path(__file__).parents[2] / "corpora" / "gold"
TEXT = "Đồng chí Lò Thị Hoa, Bí thư Đảng ủy xã: kết nạp 12 đảng viên, đạt 120% kế hoạch, 1,5 tấn.\n"


@pytest.fixture(scope="module")
def compare() -> Comparer:
    packs = load_packs()
    return Comparer.of(packs, load_indicators(packs))


def fact(quote: str, value: str, unit: str, indicator: str, **more: Any) -> dict[str, Any]:
    return {
        "quote": quote,
        "nth": 1,
        "low": float(value),
        "high": float(value),
        "approx": "exact",
        "unit": unit,
        "indicator": indicator,
        "label": "x",
        "subject": "Đảng bộ xã Mường Và",
        "period": {"start": "2020", "end": "2020"},
        "status": "actual",
        "breakdown": None,
    } | more


def gold_data() -> dict[str, Any]:
    return {
        "id": "one",
        "published": "2020-12-31",
        "province": None,
        "officials": [{"name": "Lò Thị Hoa", "role": "Bí thư Đảng ủy xã", "organization": None}],
        "organizations": ["Đảng bộ xã Mường Và"],
        "places": [],
        "organizations_also": ["Đảng ủy xã Mường Và"],
        "facts": [
            fact("12 đảng viên", "12", "person", "party.members.admitted"),
            fact("120% kế hoạch", "120", "percent", "party.admission.plan_percent"),
            fact("1,5 tấn", "1.5", "tonne", "other:harvest"),
        ],
        "relations": [{"type": "percent_of_plan", "actual": 0, "percent": 1, "holds": None}],
    }


def write(directory: Path, data: dict[str, Any], text: str = TEXT) -> Path:
    (directory / "one.txt").write_text(text, encoding="utf-8")
    path = directory / "one.gold.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> GoldArticle:
    return read_gold(write(tmp_path, gold_data()))


def perfect(gold: GoldArticle) -> Extraction:
    """What an extractor without faults would return for ``gold``."""
    body = Entity("T1", EntityType.ORGANIZATION, "Đảng bộ xã Mường Và", "party_organization")
    person = Entity("T2", EntityType.PERSON, "Lò Thị Hoa", "official", role="Bí thư Đảng ủy")
    facts = []
    for number, wanted in enumerate(gold.facts):
        assert wanted.span is not None
        facts.append(
            Fact(
                id=f"F{number}",
                indicator=wanted.indicator.split(":")[0],
                label="",
                subject="T1",
                low=wanted.low,
                high=wanted.high,
                decimals=0,
                step=Decimal(0),
                approx=Approx(wanted.approx),
                unit=wanted.unit,
                period=Period("2020-01-01", "2020-12-31"),
                status=Status.ACTUAL,
                aspect=Aspect.LEVEL,
                span=wanted.span,
                text=wanted.quote,
                evidence=Evidence(wanted.span),
                confidence=1.0,
            )
        )
    relation = Relation(RelationType.PERCENT_OF_PLAN, (("actual", ("F0",)), ("percent", ("F1",))))
    document = Document(gold.id, gold.text)
    article = Article(document, gold.text, gold.text.lower(), OffsetMap.identity(len(gold.text)))
    return Extraction(article, (body, person), tuple(facts), (relation,))


def change(extraction: Extraction, number: int, **fields: Any) -> Extraction:
    facts = list(extraction.facts)
    facts[number] = replace(facts[number], **fields)
    return replace(extraction, facts=tuple(facts))


def report(gold: GoldArticle, extraction: Extraction, compare: Comparer) -> Report:
    return Report("here", 1, len(gold.facts), score_article(gold, extraction, compare))


def test_perfect_extraction_scores_one(gold: GoldArticle, compare: Comparer) -> None:
    result = report(gold, perfect(gold), compare)
    assert {name: tally.f1 for name, tally in result.tallies().items()} == dict.fromkeys(
        result.tallies(), 1.0
    )
    assert result.score.misses == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"low": Decimal(13)}, (2, 2, 2)),
        ({"high": None}, (2, 2, 2)),
        ({"unit": "percent"}, (2, 2, 2)),
        ({"unit": "household"}, (3, 3, 3)),
        ({"indicator": "party.members.total"}, (3, 2, 2)),
        ({"subject": "Đảng bộ xã Mường Lạn"}, (3, 3, 2)),
        ({"subject": None}, (3, 3, 2)),
        ({"subject": "Đảng bộ Xã Mường Và"}, (3, 3, 3)),
        ({"period": Period("2020-01-01", "2020-11-30")}, (3, 3, 2)),
        ({"period": Period("2020", "2020")}, (3, 3, 3)),
        ({"period": Period("2020-12-31", "2020-12-31")}, (3, 3, 2)),
        ({"period": None}, (3, 3, 2)),
        ({"status": Status.ESTIMATE}, (3, 3, 2)),
        ({"approx": Approx.ABOUT}, (3, 3, 3)),
    ],
)
def test_one_wrong_field_costs_its_level(
    gold: GoldArticle, compare: Comparer, fields: dict[str, Any], expected: tuple[int, ...]
) -> None:
    result = report(gold, change(perfect(gold), 0, **fields), compare)
    levels = result.score.levels
    assert tuple(levels[name].hits for name in "QIR") == expected
    assert tuple(levels[name].right for name in "QIR") == expected
    assert [m.article for m in result.score.misses] or expected == (3, 3, 3)


def test_missing_and_spurious_facts(gold: GoldArticle, compare: Comparer) -> None:
    whole = perfect(gold)
    fewer = replace(whole, facts=whole.facts[:2])
    level = report(gold, fewer, compare).score.levels["Q"]
    assert (level.hits, level.wanted, level.given) == (2, 3, 2)
    assert (level.precision, round(level.recall, 2)) == (1.0, 0.67)
    again = replace(whole.facts[0], id="F9")
    level = report(gold, replace(whole, facts=(*whole.facts, again)), compare).score.levels["Q"]
    assert (level.hits, level.right, level.given) == (3, 3, 4)


def test_converted_units_are_the_same(gold: GoldArticle, compare: Comparer) -> None:
    kilos = change(perfect(gold), 2, low=Decimal(1500), high=Decimal(1500), unit="kg")
    assert report(gold, kilos, compare).f1("Q") == 1.0
    tonnes = change(perfect(gold), 2, low=Decimal(1500), high=Decimal(1500))
    assert report(gold, tonnes, compare).f1("Q") < 1.0


def test_optional_facts_are_not_counted(tmp_path: Path, compare: Comparer) -> None:
    data = gold_data()
    data["facts"][2]["optional"] = True
    gold = read_gold(write(tmp_path, data))
    whole = perfect(gold)
    for extraction in (whole, replace(whole, facts=whole.facts[:2])):
        level = report(gold, extraction, compare).score.levels["R"]
        assert (level.hits, level.wanted, level.right, level.given) == (2, 2, 2, 2)


def test_alternative_answers_are_right(tmp_path: Path, compare: Comparer) -> None:
    data = gold_data()
    data["facts"][0] |= {"subject_also": ["xã Mường Và"], "indicator_also": ["union.members"]}
    gold = read_gold(write(tmp_path, data))
    other = change(perfect(gold), 0, subject="Xã Mường Và", indicator="union.members")
    assert report(gold, other, compare).f1("R") == 1.0


def test_period_may_be_told_in_two_ways(tmp_path: Path, compare: Comparer) -> None:
    data = gold_data()
    data["facts"][0]["period_also"] = [{"start": "2020-07", "end": "2020-12"}, None]
    gold = read_gold(write(tmp_path, data))
    for period in (Period("2020-07-01", "2020-12-31"), None, Period("2020", "2020")):
        assert report(gold, change(perfect(gold), 0, period=period), compare).f1("R") == 1.0
    other = change(perfect(gold), 0, period=Period("2020-08-01", "2020-12-31"))
    assert report(gold, other, compare).f1("R") < 1.0


@pytest.mark.parametrize(
    ("quote", "unit", "given", "same"),
    [
        ("3 đồng", "VND/person/year", "VND", True),
        ("3 đồng/người", "VND/person/year", "VND/person", True),
        ("3 đồng/người", "VND/person/year", "VND/household", False),
        ("3 đồng/người/năm", "VND/person/year", "VND/person/month", False),
        ("3 đồng/người/năm", "VND/person/year", "VND", False),
        ("3/4 hộ", "household", "count", True),
        ("3/4 ha", "hectare", "hectare", True),
        ("3 xã", "commune", "percent", False),
    ],
)
def test_units(
    tmp_path: Path, compare: Comparer, quote: str, unit: str, given: str, same: bool
) -> None:
    data = gold_data() | {"officials": [], "relations": []}
    data["facts"] = [fact(quote, "3", unit, "other:x")]
    gold = read_gold(write(tmp_path, data, f"Có {quote}."))
    found = change(perfect(gold), 0, unit=given)
    assert report(gold, found, compare).f1("Q") == float(same)


def test_target_is_known_by_either_name(tmp_path: Path, compare: Comparer) -> None:
    data = gold_data()
    data["facts"][0] |= {"indicator": "party.admission.target", "status": "target"}
    gold = read_gold(write(tmp_path, data))
    planned = change(perfect(gold), 0, indicator="party.members.admitted", status=Status.TARGET)
    assert report(gold, planned, compare).f1("R") == 1.0
    done = change(perfect(gold), 0, indicator="party.members.admitted")
    assert report(gold, done, compare).f1("I") < 1.0


def test_stock_needs_only_its_day(tmp_path: Path, compare: Comparer) -> None:
    data = gold_data()
    data["facts"][0] |= {"indicator": "party.members.total"}
    gold = read_gold(write(tmp_path, data))
    base = change(perfect(gold), 0, indicator="party.members.total")
    day = change(base, 0, period=Period("2020-12-31", "2020-12-31"))
    assert report(gold, day, compare).f1("R") == 1.0
    early = change(base, 0, period=Period("2020-01-01", "2020-01-01"))
    assert report(gold, early, compare).f1("R") < 1.0


@pytest.mark.parametrize(
    ("holds", "verdict", "right"),
    [
        (None, Verdict.UNDECIDED, 1),
        (None, Verdict.SATISFIED, 1),
        (None, Verdict.VIOLATED, 0),
        (True, Verdict.SATISFIED, 1),
        (True, Verdict.UNDECIDED, 0),
        (False, Verdict.VIOLATED, 1),
        (False, Verdict.SATISFIED, 0),
    ],
)
def test_verdict_of_a_relation(
    tmp_path: Path, compare: Comparer, holds: bool | None, verdict: Verdict, right: int
) -> None:
    data = gold_data()
    data["relations"][0]["holds"] = holds
    gold = read_gold(write(tmp_path, data))
    finding = Finding(
        "C1", "percent_of_plan", verdict, Severity.INFO, ("F0", "F1"), None, None, False, ""
    )
    result = report(gold, replace(perfect(gold), findings=(finding,)), compare)
    assert result.score.relations["found"].hits == 1
    assert result.score.relations["verdict"].hits == right


def test_relation_between_other_facts_is_missed(gold: GoldArticle, compare: Comparer) -> None:
    wrong = Relation(RelationType.PERCENT_OF_PLAN, (("actual", ("F2",)), ("percent", ("F1",))))
    found = report(gold, replace(perfect(gold), relations=(wrong,)), compare).score.relations
    assert (found["found"].hits, found["found"].right, found["found"].given) == (0, 0, 1)


def test_entities(gold: GoldArticle, compare: Comparer) -> None:
    whole = perfect(gold)
    free = Entity("T3", EntityType.ORGANIZATION, "Đảng uỷ xã Mường Và", "party_committee")
    place = Entity("T4", EntityType.PLACE, "xã Mường Và", "commune")
    result = report(gold, replace(whole, entities=(*whole.entities, free, place)), compare)
    assert result.f1("organizations") == 1.0
    assert result.score.entities["places"].given == 1
    assert result.score.entities["places"].right == 0
    chief = replace(whole.entities[1], role="Chủ tịch Ủy ban nhân dân xã")
    result = report(gold, replace(whole, entities=(whole.entities[0], chief)), compare)
    assert (result.f1("officials"), result.f1("roles")) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("UBND huyện Mai Sơn", "Uỷ ban nhân dân Huyện Mai Sơn", True),
        ("Đảng bộ xã Chiềng Bôm", "đảng bộ xã  Chiềng Bôm", True),
        ("xã Hoà Phú", "xã Hòa Phú", True),
        ("xã Hòa Phú", "xã Hòa Phong", False),
        ("HĐND huyện Mai Sơn", "UBND huyện Mai Sơn", False),
    ],
)
def test_names(compare: Comparer, one: str, other: str, same: bool) -> None:
    assert (compare.name(one) == compare.name(other)) is same


def mutate(path: list[Any], value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (["facts", 0, "quote"], "13 đảng viên", "does not occur"),
        (["facts", 0, "nth"], 2, "does not occur 2 times"),
        (["facts", 0, "nth"], 0, "does not occur"),
        (["facts", 0, "indicator"], "party.members", "no pack has the indicator"),
        (["facts", 0, "indicator"], "other:", "no pack has the indicator"),
        (["facts", 0, "low"], 14, "low is greater"),
        (["facts", 0, "approx"], "circa", "approx"),
        (["facts", 0, "status"], "done", "status"),
        (["facts", 0, "period"], {"start": "2020-13", "end": None}, "period"),
        (["facts", 0, "period"], {"start": "2021", "end": "2020"}, "ends before"),
        (["facts", 1, "quote"], "12 đảng viên", "stands where fact 0"),
        (["relations", 0, "actual"], 7, "does not exist"),
        (["relations", 0, "total"], 1, "no role 'total'"),
        (["relations", 0, "type"], "sum", "no such type"),
        (["officials", 0, "name"], "Lò Thị Mai", "does not occur in the text"),
    ],
)
def test_check_names_what_is_wrong(
    tmp_path: Path, compare: Comparer, path: list[Any], value: Any, reason: str
) -> None:
    data = gold_data()
    assert check_gold(read_gold(write(tmp_path, data)), compare.indicators.keys()) == []
    mutate(path, value)(data)
    problems = check_gold(read_gold(write(tmp_path, data)), compare.indicators.keys())
    assert any(reason in str(problem) for problem in problems), problems
    assert str(problems[0]).startswith(str(tmp_path / "one.gold.json"))


def test_files_that_are_not_gold(tmp_path: Path) -> None:
    path = write(tmp_path, gold_data())
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(path)
    path.write_text('{"id": "x"}', encoding="utf-8")
    with pytest.raises(InputError, match="is not a gold file"):
        read_gold(path)
    (tmp_path / "one.txt").unlink()
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(path)
    with pytest.raises(InputError, match="no such directory"):
        gold_files(tmp_path / "none")


def test_floors(tmp_path: Path, gold: GoldArticle, compare: Comparer) -> None:
    result = report(gold, perfect(gold), compare)
    bad = report(gold, change(perfect(gold), 0, subject=None), compare)
    assert below(result, {"R": 1.0}) == []
    assert len(below(bad, {"Q": 1.0, "R": 0.9})) == 1
    with pytest.raises(InputError, match="no score is named"):
        below(result, {"S": 0.5})
    file = tmp_path / "floors.toml"
    file.write_text("[dev]\nR = 1.5\n")
    with pytest.raises(InputError, match="from 0 to 1"):
        read_floors(file)


def test_report_lists_each_miss_with_its_sentence(gold: GoldArticle, compare: Comparer) -> None:
    bad = report(gold, change(perfect(gold), 0, subject=None), compare)
    text = bad.text(errors=True)
    assert "wanted «12 đảng viên» subject Đảng bộ xã Mường Và" in text
    assert TEXT.strip()[:60] in text
    data = json.loads(bad.json())
    assert data["scores"]["R"]["gold"] == 3
    assert data["errors"][0]["kind"] == "subject"


def test_scores_add_up(gold: GoldArticle, compare: Comparer) -> None:
    total = Score()
    total.add(score_article(gold, perfect(gold), compare))
    total.add(score_article(gold, replace(perfect(gold), facts=()), compare))
    assert total.levels["R"].wanted == 6
    assert total.levels["R"].hits == 3
    assert total.indicators["other"]["R"].wanted == 2


def test_corpus_is_sound(compare: Comparer) -> None:
    problems = [
        str(problem)
        for path in gold_files(GOLD)
        for problem in check_gold(read_gold(path), compare.indicators.keys())
    ]
    assert problems == []


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = gold_data()
    data["facts"][0]["nth"] = 5
    write(tmp_path, data)
    assert main([str(tmp_path), "--check"]) == 1
    assert "does not occur 5 times" in capsys.readouterr().out
    write(tmp_path, gold_data())
    assert main([str(tmp_path), "--check"]) == 0
    assert main([str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["facts"] == 3
    floors = tmp_path / "floors.toml"
    floors.write_text('["."]\nplaces = 0.0\n')
    assert main([str(tmp_path), "--floors", str(floors)]) == 0
    assert main([str(tmp_path / "none")]) == 2
    assert "no such directory" in capsys.readouterr().err
