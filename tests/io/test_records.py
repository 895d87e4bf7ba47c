"""The record contract: keys, exact numbers, round trip, schema."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.io.fixtures import TEXT, make_extraction, make_hostile
from textmine.io.records import decode_record, encode_record, plain_number, to_record
from textmine.io.schema import json_schema
from textmine.model import Article, Document, Extraction, OffsetMap, Section, SectionKind

KEYS = {
    "": "schema_version article entities facts relations findings warnings",
    "article": "id source publisher title published length sections",
    "entities": "id type name kind role organization parent admin_code area mentions",
    "facts": "id indicator label subject low high decimals approx unit period status aspect "
    "direction breakdown actor speaker start end text evidence confidence",
    "relations": "type facts",
    "findings": "id rule verdict severity facts reported computed only_by_rounding message",
}


@pytest.fixture(scope="module")
def line() -> bytes:
    return encode_record(to_record(make_extraction()))


@pytest.fixture(scope="module")
def record(line: bytes) -> dict:
    return json.loads(line, parse_float=Decimal)


@pytest.mark.parametrize("part", KEYS)
def test_every_key_of_the_contract_is_always_there(record: dict, part: str) -> None:
    value = record[part] if part else record
    for item in value if isinstance(value, list) else [value]:
        assert set(KEYS[part].split()) <= set(item)


@pytest.mark.parametrize(
    ("id", "low", "high"),
    [
        ("F1", b'"low":24,"high":24,', (24, 24)),
        ("F13", b'"low":36600000000,"high":36600000000,', (36600000000, 36600000000)),
        ("F14", b'"low":8.25,"high":8.25,', (Decimal("8.25"), Decimal("8.25"))),
        ("F16", b'"low":10,"high":null,', (10, None)),
        ("F18", b'"low":null,"high":7,', (None, 7)),
    ],
)
def test_numbers_are_exact_json_numbers(
    line: bytes, record: dict, id: str, low: bytes, high: tuple
) -> None:
    fact = next(fact for fact in record["facts"] if fact["id"] == id)
    assert (fact["low"], fact["high"]) == high
    start = line.index(f'{{"id":"{id}"'.encode())
    assert low in line[start : start + 400]


def test_quotes_stand_where_the_offsets_say(record: dict) -> None:
    pieces = [*record["facts"], *(m for e in record["entities"] for m in e["mentions"])]
    assert len(pieces) > 20
    for piece in pieces:
        assert TEXT[piece["start"] : piece["end"]] == piece["text"]


def test_values_of_one_fact(record: dict) -> None:
    fact = next(fact for fact in record["facts"] if fact["id"] == "F6")
    assert fact["subject"] == "O1"
    assert fact["speaker"] == "N1"
    assert fact["period"] == {"start": "2020-01", "end": "2020-09", "text": "9 tháng đầu năm"}
    assert TEXT[slice(*fact["evidence"]["period"])] == "9 tháng đầu năm"
    assert fact["evidence"]["status"] is None


def test_relations_name_their_facts_by_role(record: dict) -> None:
    assert record["relations"][0] == {
        "type": "parts_sum",
        "facts": {"total": "F1", "parts": ["F2", "F3", "F4"]},
        "reading": "partition",
    }


def test_findings_carry_intervals(record: dict) -> None:
    first, _, third, _ = record["findings"]
    assert first["computed"] == [Decimal("104.5"), Decimal("105.5")]
    assert third["reported"] is None
    assert third["computed"] == [Decimal("84.5"), None]
    assert third["readings"] == ["reached", "exceeded"]


def test_entities_carry_their_place_in_the_administration(record: dict) -> None:
    commune = record["entities"][0]
    assert [area["code"] for area in commune["path"]] == ["90311", "903"]
    assert commune["successors"][0]["since"] == "2025-07-01"
    person = record["entities"][-1]
    assert (person["role"], person["organization"], person["former"]) == (
        "Bí thư Đảng ủy xã",
        "O1",
        True,
    )


def test_round_trip(line: bytes) -> None:
    record = decode_record(line)
    assert record == to_record(make_extraction())
    assert encode_record(record) == line


def test_output_validates_against_the_schema(line: bytes) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(line))
    validator.validate(json.loads(encode_record(to_record(make_hostile()))))


@pytest.mark.parametrize(
    ("path", "bad"),
    [
        (("schema_version",), "2"),
        (("facts", 0, "low"), "24"),
        (("facts", 0, "approx"), "roughly"),
        (("facts", 0, "start"), -1),
        (("facts", 0, "confidence"), 1.5),
        (("facts", 0, "period", "start"), "12/10/2020"),
        (("findings", 0, "verdict"), "fine"),
        (("relations", 0, "type"), "sum"),
        (("article", "length"), None),
    ],
)
def test_the_schema_refuses_what_breaks_the_contract(line: bytes, path: tuple, bad: object) -> None:
    data = json.loads(line)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = bad
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate(data)


def test_sections_point_into_the_original() -> None:
    """The clean text lost a zero-width character that the original has."""
    document = Document("d", "T\u200bựa\nThân bài")
    offsets = OffsetMap.of([0, *range(2, 12)], [1, *range(3, 13)])
    article = Article(
        document, "Tựa\nThân bài", "", offsets, (Section(SectionKind.TITLE, 0, 3),), title="Tựa"
    )
    (section,) = to_record(Extraction(article)).article.sections
    assert document.text[section.start : section.end] == "T\u200bựa"


def test_lone_surrogates_are_replaced_not_raised() -> None:
    data = encode_record(to_record(make_hostile()))
    assert "\ufffd" in json.loads(data)["article"]["title"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("36.60", "36.6"),
        ("3.66E+10", "36600000000"),
        ("100", "100"),
        ("100.00", "100"),
        ("0E-3", "0"),
        ("NaN", None),
        ("Infinity", None),
        ("1E+500", "1E+500"),
        ("123456789012345678901234567890.10", "123456789012345678901234567890.1"),
    ],
)
def test_plain_number(value: str, expected: str | None) -> None:
    number = plain_number(Decimal(value))
    assert (None if number is None else str(number)) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(), st.decimals(allow_nan=True), st.text(alphabet=st.characters(), max_size=5))
def test_any_string_and_any_number_survive(text: str, number: Decimal, label: str) -> None:
    base = make_extraction()
    fact = replace(base.facts[0], text=text, label=label, low=number, high=number)
    data = encode_record(to_record(replace(base, facts=(fact,), warnings=(text,))))
    again = decode_record(data)
    low = again.facts[0].low
    assert low == number if number.is_finite() else low is None
    assert again.warnings == [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")]
