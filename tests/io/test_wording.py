"""How values and periods read, in both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.io.fixtures import make_extraction
from textmine.io.wording import load_wording, rule_names
from textmine.model import Approx, Aspect, Direction, Period
from textmine.pipeline import Kit


@pytest.mark.parametrize(
    ("low", "high", "unit", "vietnamese", "english"),
    [
        ("383", "383", "person", "383 người", "383 people"),
        ("1", "1", "person", "1 người", "1 person"),
        ("1234.5", "1234.5", "hectare", "1.234,5 ha", "1,234.5 ha"),
        ("10", "15", "person", "10–15 người", "10–15 people"),
        ("7", None, "percent", "≥ 7%", "≥ 7%"),
        (None, "7", "percent", "≤ 7%", "≤ 7%"),
        (None, None, "percent", "?%", "?%"),
        ("2000000", "2000000", "percent", "2.000.000%", "2,000,000%"),
        ("36600000000", "36600000000", "VND", "36,6 tỷ đồng", "36.6 billion VND"),
        ("1100000", "1100000", "animal", "1,1 triệu con", "1.1 million animals"),
        ("1234567", "1234567", "person", "1.234.567 người", "1,234,567 people"),
        ("999999", "999999", "VND", "999.999 đồng", "999,999 VND"),
        ("500000", "2000000", "VND", "500.000–2.000.000 đồng", "500,000–2,000,000 VND"),
        ("100000000", "1E+9", "VND", "100–1.000 triệu đồng", "100–1,000 million VND"),
        ("24", "24", "count", "24", "24"),
        ("24", "24", "count/year", "24/năm", "24/year"),
        (
            "42000000",
            "42000000",
            "VND/person/year",
            "42 triệu đồng/người/năm",
            "42 million VND/person/year",
        ),
        ("6.2", "6.2", "tonne/hectare", "6,2 tấn/ha", "6.2 t/ha"),
        ("-3", "-3", "case", "−3 vụ", "−3 cases"),
        ("0", "0", "household", "0 hộ", "0 households"),
        ("5", "5", "some_new_thing", "5 some new thing", "5 some new thing"),
    ],
)
def test_amount(
    low: str | None, high: str | None, unit: str, vietnamese: str, english: str
) -> None:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert load_wording("vi").amount(*ends, unit) == vietnamese
    assert load_wording("en").amount(*ends, unit) == english


@settings(max_examples=100, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_a_number_is_shown_with_all_its_digits(value: Decimal) -> None:
    text = load_wording("en").number(value)
    assert Decimal(text.replace(",", "").replace("−", "-")) == value


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-10-02", "2020-10-02", "2/10/2020"),
        ("2020-01-01", "2020-09-30", "1–9/2020"),
        ("2020-02-01", "2020-02-29", "2/2020"),
        ("2020-02-01", "2020-02-28", "1/2–28/2/2020"),
        ("2015-01-01", "2020-12-31", "2015–2020"),
        ("2019-12-15", "2020-01-14", "15/12/2019–14/1/2020"),
        ("2020-09", "2021-05", "9/2020–5/2021"),
        ("2020-01", "2020-09-30", "1–9/2020"),
        ("2020-01", "2020-09-15", "1/1–15/9/2020"),
        ("2015", "2020-10-16", "2015–16/10/2020"),
        ("2020", None, "từ 2020"),
        (None, "2020-09-30", "đến 30/9/2020"),
        (None, None, ""),
    ],
)
def test_period(start: str | None, end: str | None, expected: str) -> None:
    assert load_wording("vi").period(Period(start, end)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"approx": Approx.LESS_THAN}, "< 24 tổ chức"),
        ({"approx": Approx.MORE_THAN, "direction": Direction.INCREASE}, "> +24 tổ chức"),
        ({"approx": Approx.ABOUT}, "≈ 24 tổ chức"),
        ({"direction": Direction.DECREASE, "aspect": Aspect.CHANGE}, "−24 tổ chức"),
        ({"direction": Direction.DECREASE, "aspect": Aspect.LEVEL}, "24 tổ chức"),
        ({"per": "year"}, "24 tổ chức/năm"),
    ],
)
def test_value(changes: dict, expected: str) -> None:
    assert load_wording("vi").value(replace(make_extraction().facts[0], **changes)) == expected


@pytest.mark.parametrize(
    ("breakdown", "aspect", "expected"),
    [
        (None, Aspect.LEVEL, "chi bộ"),
        ("chi bộ bản", Aspect.LEVEL, "chi bộ bản"),
        ("nữ", Aspect.CHANGE, "chi bộ · nữ · thay đổi"),
        (None, Aspect.GROWTH, "chi bộ"),
    ],
)
def test_measure(breakdown: str | None, aspect: Aspect, expected: str) -> None:
    fact = replace(make_extraction().facts[0], breakdown=breakdown, aspect=aspect)
    assert load_wording("vi").measure(fact) == expected


def test_rules_are_called_what_the_packs_call_them(kit: Kit) -> None:
    assert rule_names(kit.packs, "en")["parts_sum"] == "Parts add up to the total"
    assert load_wording("vi").rule("parts_sum") == "parts sum"
