"""Statements typed by hand: numbers and dates as people write them, errors by field."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.check.archive.build import book, indicators
from textmine.check.archive.typed import TypedError, Typist, read_date, read_period

TYPIST = Typist(indicators(), book().base.units)
ROW = {"indicator": "party.members.total", "value": "383", "body": "Đảng bộ xã Nà Hiên"}


@pytest.mark.parametrize(
    ("text", "unit", "value", "step"),
    [
        ("383", "person", "383", "0"),
        ("1.250", "person", "1250", "0"),
        ("12.500.000", "person", "12500000", "0"),
        ("36,6", "tỷ đồng", "36600000000", "100000000"),
        ("36.6", "tỷ đồng", "36600000000", "100000000"),
        ("1.250,5", "tỷ đồng", "1250500000000", "100000000"),
        ("1,250.5", "tỷ đồng", "1250500000000", "100000000"),
        ("36600000000", "VND", "36600000000", "100000000"),
        ("142%", "%", "142", "1"),
        ("3,45", "%", "3.45", "0.01"),
        ("-5", "%", "-5", "1"),
    ],
)
def test_numbers(text: str, unit: str, value: str, step: str) -> None:
    id, scale = TYPIST.unit(unit)
    found = TYPIST.number(text, scale, measured=TYPIST.measured(id))
    assert found == (Decimal(value), Decimal(step))


@pytest.mark.parametrize("text", ["", "một", "1,2,3", "1e5", "NaN", "--3"])
def test_what_is_no_number_is_told(text: str) -> None:
    with pytest.raises(TypedError, match="value"):
        TYPIST.statement({**ROW, "value": text}, 1, 1)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2020-09-30", "2020-09-30"),
        ("2020-09", "2020-09"),
        ("2020", "2020"),
        ("30/9/2020", "2020-09-30"),
        ("30-9-2020", "2020-09-30"),
        ("30.9.2020", "2020-09-30"),
        ("9/2020", "2020-09"),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert read_date(text) == iso


@pytest.mark.parametrize("text", ["31/2/2020", "2020-13", "hôm qua", "20-9-30", "9/30/2020"])
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(TypedError, match="no date"):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020", "2020", "2020"),
        ("2020-Q3", "2020-07-01", "2020-09-30"),
        ("2020-S1", "2020-01-01", "2020-06-30"),
        ("2020-01-01/2020-09-30", "2020-01-01", "2020-09-30"),
        ("1/1/2020 - 30/9/2020", "2020-01-01", "2020-09-30"),
        ("1/1/2020–30/9/2020", "2020-01-01", "2020-09-30"),
        ("2015/2020", "2015", "2020"),
        ("../2020-09-30", None, "2020-09-30"),
        ("30/9/2020", "2020-09-30", "2020-09-30"),
        ("9/2020", "2020-09", "2020-09"),
    ],
)
def test_periods(text: str, start: str | None, end: str | None) -> None:
    found = read_period(text)
    assert found is not None
    assert (found.start, found.end) == (start, end)


def test_a_period_must_run_forwards() -> None:
    with pytest.raises(TypedError, match="before it starts"):
        read_period("2020-09-30/2020-01-01")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"indicator": ""}, "indicator is missing"),
        ({"indicator": "party.nothing"}, "known to no pack"),
        ({"value": ""}, "value is missing"),
        ({"body": ""}, "body or area is missing"),
        ({"status": "done"}, "status is 'done'"),
        ({"confidence": "sure"}, "confidence"),
        ({"confidence": "2"}, "confidence"),
        ({"published": "soon"}, "no date"),
    ],
)
def test_errors_name_the_field(change: dict[str, str], what: str) -> None:
    with pytest.raises(TypedError, match=what):
        TYPIST.statement({**ROW, **change}, 1, 1)


def test_one_spelling_is_one_body() -> None:
    one = TYPIST.statement(ROW, 1, 1)
    other = TYPIST.statement({**ROW, "body": " đảng bộ  xã Nà Hiên"}, 2, 2)
    assert one.body == other.body
    assert one.unit == "person"
    assert one.low == one.high == Decimal(383)
