"""Writers: json, jsonl, csv and table from the same extraction."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.io.fixtures import TEXT, make_extraction, make_hostile
from textmine.io.observations import check_status, time_period, to_observations
from textmine.io.select import keep_confident
from textmine.io.writers import FORMATS, WriterOptions, make_writer
from textmine.model import Approx, Aspect, Extraction, Period, Relation, RelationType

COLUMNS = (
    "obs_id,indicator,indicator_label,ref_area,ref_area_name,area_vintage,counterpart_org_id,"
    "counterpart_org_name,time_period,period_start,period_end,obs_value,obs_low,obs_high,"
    "unit_measure,obs_status,breakdown,aspect,check_status,confidence,quote,char_start,char_end,"
    "article_id,title,source,publisher,published_at,extractor_version"
)


def write(format: str, *extractions: Extraction, options: WriterOptions | None = None) -> str:
    stream = io.StringIO(newline="")
    writer = make_writer(format, stream, options)
    for extraction in extractions:
        writer.write(extraction)
    writer.close()
    return stream.getvalue()


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["obs_id"]: row for row in csv.DictReader(io.StringIO(text))}


def test_jsonl_is_one_record_a_line() -> None:
    lines = write("jsonl", make_extraction(), make_hostile()).splitlines()
    assert json.loads(lines[0])["article"]["length"] == len(TEXT)
    assert len(lines) == 2


def test_json_is_an_object_for_one_and_an_array_for_several() -> None:
    one = write("json", make_extraction())
    assert json.loads(one)["article"]["id"] == "bai-1"
    assert one.startswith('{\n  "schema_version": "1"')
    several = json.loads(write("json", *[make_extraction()] * 3))
    assert [record["article"]["id"] for record in several] == ["bai-1"] * 3
    options = WriterOptions(several=True)
    assert len(json.loads(write("json", make_extraction(), options=options))) == 1
    assert json.loads(write("json", options=options)) == []
    assert write("json") == ""


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_takes_hostile_text_and_no_documents(format: str) -> None:
    assert write(format, make_hostile(), make_extraction())
    write(format)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="xml"):
        make_writer("xml", io.StringIO())


def test_csv_has_exactly_the_columns_of_the_contract() -> None:
    text = write("csv", make_extraction())
    assert text.splitlines()[0] == COLUMNS
    assert len(rows(text)) == len(make_extraction().facts)


def test_the_documentation_explains_every_column_in_order() -> None:
    page = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")
    table = page.partition("## Observations")[2]
    cells = re.findall(r"^\| (`.*?`) \|(.*)\|$", table, re.MULTILINE)
    named = [name for head, _ in cells for name in re.findall(r"`(\w+)`", head)]
    assert named == COLUMNS.split(",")
    told = dict(cells)["`aspect`"]
    assert re.findall(r"`(\w+)`", told) == [aspect.value for aspect in Aspect]


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (
            "F1",
            "party.cells.total 90311 xã_Nà_Sài ../2025-06-30 O1 Đảng_bộ_xã_Nà_Sài 2020-10-12 "
            "2020-10-12 2020-10-12 24 24 24 organization actual - level violated 0.97",
        ),
        (
            "F9",
            "party.members.admitted 90311 xã_Nà_Sài ../2025-06-30 O1 Đảng_bộ_xã_Nà_Sài "
            "2020-01/2020-09 2020-01-01 2020-09-30 -3 -3 -3 person actual - change unchecked 0.97",
        ),
        (
            "F13",
            "budget.revenue 90311 xã_Nà_Sài ../2025-06-30 - - 2020 2020-01-01 2020-12-31 "
            "36600000000 36600000000 36600000000 VND estimate - level unchecked 0.97",
        ),
        (
            "F15",
            "income.per_capita 90311 xã_Nà_Sài ../2025-06-30 - - 2020 2020-01-01 2020-12-31 "
            "- 25000000 30000000 VND/person/year actual - level unchecked 0.97",
        ),
        (
            "F16",
            "party.members.admitted 90311 xã_Nà_Sài ../2025-06-30 O1 Đảng_bộ_xã_Nà_Sài 2020/.. "
            "2020-01-01 - - 10 - person target - level unchecked 0.97",
        ),
        (
            "F17",
            "party.members.total - bản_Hua_Nà - O2 Chi_bộ_bản_Hua_Nà 2020-10-12 2020-10-12 "
            "2020-10-12 51 51 51 person actual - level satisfied 0.97",
        ),
        (
            "F19",
            "other - - - - Huyện - - - 1234 1234 1234 household actual - level unchecked 0.97",
        ),
    ],
)
def test_observations(fact: str, expected: str) -> None:
    columns = [name for name in COLUMNS.split(",")[1:20] if name != "indicator_label"]
    row = rows(write("csv", make_extraction()))[f"bai-1#{fact}"]
    assert [row[c].replace(" ", "_") or "-" for c in columns] == expected.split()
    assert TEXT[int(row["char_start"]) : int(row["char_end"])] == row["quote"]
    assert row["title"] == "Đảng bộ xã Nà Sài vượt chỉ tiêu phát triển đảng"
    assert row["published_at"] == "2020-10-12"


def test_aspect_tells_a_level_from_a_change_of_one_indicator() -> None:
    table = rows(write("csv", make_extraction()))
    admitted = {
        (row["aspect"], row["obs_value"])
        for row in table.values()
        if row["indicator"] == "party.members.admitted" and row["period_end"] == "2020-09-30"
    }
    assert admitted == {("level", "42"), ("change", "-3")}


@pytest.mark.parametrize("aspect", Aspect)
def test_aspect_is_that_of_the_fact(aspect: Aspect) -> None:
    base = make_extraction()
    fact = replace(base.facts[0], aspect=aspect)
    (row,) = rows(write("csv", replace(base, facts=(fact,), findings=(), relations=()))).values()
    assert row["aspect"] == aspect.value


def test_csv_labels_come_from_the_packs_when_given() -> None:
    options = WriterOptions(labels={"party.cells.total": "party cells"})
    table = rows(write("csv", make_extraction(), options=options))
    assert table["bai-1#F1"]["indicator_label"] == "party cells"
    assert table["bai-1#F5"]["indicator_label"] == "đảng viên"


def test_a_decrease_of_a_range_turns_its_ends_around() -> None:
    base = make_extraction()
    fact = replace(base.facts[8], low=Decimal(10), high=Decimal(15), approx=Approx.RANGE)
    (row,) = to_observations(replace(base, facts=(fact,), findings=()))
    assert (row.obs_value, row.obs_low, row.obs_high) == (None, -15, -10)


def test_a_negative_number_of_many_digits_is_not_rounded() -> None:
    base = make_extraction()
    digits = "1234567890123456789012345678901234567890"
    fact = replace(base.facts[8], low=Decimal(digits), high=Decimal(digits))
    (row,) = to_observations(replace(base, facts=(fact,), findings=()))
    assert str(row.obs_value) == f"-{digits}"


def test_a_repeated_number_shares_the_worst_verdict() -> None:
    base = make_extraction()
    chain = tuple(
        Relation(RelationType.REPEAT, (("first", (first,)), ("again", (again,))))
        for first, again in (("F19", "F18"), ("F2", "F19"))
    )
    status = check_status(replace(base, relations=chain))
    assert status["F18"] == status["F19"] == status["F2"] == "violated"
    assert "F13" not in status


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-10-16", "2020-10-16", "2020-10-16"),
        ("2020", "2020", "2020"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2020-07", "2020-09", "2020-Q3"),
        ("2020-01-01", "2020-06-30", "2020-S1"),
        ("2020-02-01", "2020-02-29", "2020-02"),
        ("2020-01", "2020-09", "2020-01/2020-09"),
        ("2015", "2020", "2015/2020"),
        ("2015", None, "2015/.."),
        (None, "2020-09-30", "../2020-09-30"),
        ("junk", "2020", "junk/2020"),
        (None, None, None),
    ],
)
def test_time_period(start: str | None, end: str | None, expected: str | None) -> None:
    assert time_period(Period(start, end)) == expected


def test_csv_for_spreadsheets_marks_its_encoding_and_disarms_formulas() -> None:
    base = make_extraction()
    article = replace(base.article, title="=HYPERLINK(1)")
    text = write("csv", replace(base, article=article), options=WriterOptions(excel=True))
    assert text.startswith("\ufeffobs_id,")
    row = rows(text[1:])["bai-1#F9"]
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["obs_value"] == "-3"
    assert rows(write("csv", replace(base, article=article)))["bai-1#F9"]["title"][0] == "="


@pytest.mark.parametrize("width", [80, 120])
def test_the_table_fits_the_line_and_cuts_nothing(width: int) -> None:
    extraction = make_extraction()
    text = write("table", extraction, options=WriterOptions(width=width))
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    squeezed = re.sub(r"\s+", "", text)
    for entity in ("Đảng bộ xã Nà Sài", "Chi bộ bản Hua Nà", "Huyện"):
        assert f"\n{entity}\n" in text
    for finding in extraction.findings:
        assert re.sub(r"\s+", "", finding.message) in squeezed
    for piece in ("36,6 tỷ đồng", "1–9/2020", "mục tiêu", "−3 người", "≤ 7%", "ước tính"):
        assert piece in text
    assert "\x1b" not in text


def test_the_wide_table_holds_each_fact_on_one_line() -> None:
    text = write("table", make_extraction(), options=WriterOptions(width=120))
    line = next(line for line in text.splitlines() if line.startswith(" F13"))
    assert line.split("  ")[1:2] == ["36,6 tỷ đồng"]
    assert [cell.strip() for cell in re.split(r"\s{2,}", line.strip())] == [
        "F13",
        "36,6 tỷ đồng",
        "thu ngân sách",
        "2020",
        "ước tính",
        "“36,6 tỷ đồng”",
    ]


def test_the_table_colours_verdicts_only_when_asked() -> None:
    text = write("table", make_extraction(), options=WriterOptions(color=True, width=100))
    assert re.search(r"\x1b\[1;31m[^\n]*sai", text)
    assert re.search(r"\x1b\[1;32m[^\n]*đúng", text)


def test_a_terminal_never_sees_the_articles_control_codes() -> None:
    text = write("table", make_hostile(), options=WriterOptions(width=100))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)


def test_low_confidence_takes_relations_and_findings_along() -> None:
    kept = keep_confident(make_extraction(), 0.5)
    assert "F12" not in {fact.id for fact in kept.facts}
    assert len(kept.facts) == 18
    assert len(kept.findings) == 4
    assert kept.warnings[-1] == "1 of 19 numbers are below confidence 0.5"
    none = keep_confident(make_extraction(), 1.0)
    assert (none.facts, none.relations, none.findings) == ((), (), ())
    assert keep_confident(make_extraction(), 0.0) == make_extraction()
