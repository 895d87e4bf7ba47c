"""Interval arithmetic, and the interval a printed number stands for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.build import billions, fact, percent
from textmine.check.interval import Interval, of_fact
from textmine.check.rules import RuleBook
from textmine.model import Approx, Fact

NONE = None


def interval(low: str | None, high: str | None) -> Interval:
    return Interval(NONE if low is None else Decimal(low), NONE if high is None else Decimal(high))


ARITHMETIC = [
    ("+", ("1", "2"), ("10", "20"), ("11", "22")),
    ("+", ("1", None), ("10", "20"), ("11", None)),
    ("+", (None, "2"), ("10", None), (None, None)),
    ("-", ("1", "2"), ("10", "20"), ("-19", "-8")),
    ("-", ("1", "2"), ("10", None), (None, "-8")),
    ("*", ("2", "3"), ("10", "20"), ("20", "60")),
    ("*", ("-2", "3"), ("10", "20"), ("-40", "60")),
    ("*", ("2", None), ("10", "20"), ("20", None)),
    ("*", ("-2", None), ("10", "20"), (None, None)),
    ("*", (None, "3"), ("10", "20"), (None, None)),
    ("/", ("42", "42"), ("40", "40"), ("1.05", "1.05")),
    ("/", ("42", "42"), ("40", None), ("0", "1.05")),
    ("/", ("42", None), ("40", "40"), ("1.05", None)),
    ("/", ("42", "42"), ("0", "40"), (None, None)),
    ("/", ("42", "42"), ("-1", "40"), (None, None)),
    ("/", ("42", "42"), (None, "40"), (None, None)),
    ("/", (None, "42"), ("40", "40"), (None, "1.05")),
]


@pytest.mark.parametrize(("sign", "one", "other", "expected"), ARITHMETIC)
def test_arithmetic(
    sign: str,
    one: tuple[str | None, str | None],
    other: tuple[str | None, str | None],
    expected: tuple[str | None, str | None],
) -> None:
    a, b = interval(*one), interval(*other)
    result = {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__}[sign](b)
    assert result == interval(*expected)


RELATIONS = [
    (("1", "2"), ("2", "3"), True),
    (("1", "2"), ("2.01", "3"), False),
    (("2.01", "3"), ("1", "2"), False),
    ((None, "2"), ("2.01", "3"), False),
    (("1", None), ("5", "6"), True),
    ((None, None), ("5", "6"), True),
]


@pytest.mark.parametrize(("one", "other", "meets"), RELATIONS)
def test_meets(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], meets: bool
) -> None:
    assert interval(*one).meets(interval(*other)) is meets
    assert interval(*other).meets(interval(*one)) is meets


def test_a_quotient_is_rounded_outwards() -> None:
    third = Interval.at(1) / Interval.at(3)
    assert third.low is not None and third.high is not None
    assert Fraction(third.low) < Fraction(1, 3) < Fraction(third.high)
    assert third.high - third.low < Decimal("1e-50")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (fact("F", 383), ("383", "383")),
        (billions("F", "36.6"), ("36550000000", "36700000000")),
        (billions("F", "36"), ("35500000000", "37000000000")),
        (percent("F", 142), ("141.5", "143")),
        (percent("F", "38.5"), ("38.45", "38.6")),
        (fact("F", 10, high=15, approx=Approx.RANGE), ("10", "15")),
        (fact("F", 15, high=10, approx=Approx.RANGE), ("10", "15")),
        (fact("F", 300, approx=Approx.LESS_THAN), (None, "300")),
        (fact("F", 300, approx=Approx.MORE_THAN), ("300", None)),
        (fact("F", 300, approx=Approx.ABOUT), (None, None)),
        (fact("F", 7, approx=Approx.AT_LEAST), ("7", None)),
        (fact("F", 7, approx=Approx.AT_MOST), ("0", "7")),
        (billions("F", "196", approx=Approx.LESS_THAN), (None, "197000000000")),
        (fact("F", None), (None, None)),
        (fact("F", "NaN"), (None, None)),
        (fact("F", "Infinity"), (None, None)),
        (fact("F", "1e400"), (None, None)),
        (fact("F", "1e-400"), (None, None)),
        (fact("F", "0e999999"), ("0", "0")),
    ],
)
def test_of_fact(item: Fact, expected: tuple[str | None, str | None]) -> None:
    assert of_fact(item) == interval(*expected)


@pytest.mark.parametrize(
    ("item", "tight", "loose"),
    [
        (fact("F", 300), ("300", "300"), ("300", "300")),
        (fact("F", 999), ("999", "999"), ("999", "999")),
        # A count of four digits and two zeros may have been rounded without a word.
        (fact("F", 1200), ("1200", "1200"), ("1150", "1300")),
        (fact("F", 5000), ("5000", "5000"), ("4950", "5100")),
        (fact("F", 20000), ("20000", "20000"), ("19500", "21000")),
        (fact("F", 1210), ("1210", "1210"), ("1210", "1210")),
        (fact("F", 300, approx=Approx.LESS_THAN), ("270", "300"), ("150", "300")),
        (fact("F", 300, approx=Approx.MORE_THAN), ("300", "330"), ("300", "450")),
        (fact("F", 300, approx=Approx.ABOUT), ("270", "330"), ("210", "390")),
        (fact("F", 3, approx=Approx.ABOUT), ("2", "4"), ("2", "4")),
        (percent("F", 80, approx=Approx.MORE_THAN), ("79.5", "89.1"), ("79.5", None)),
        (percent("F", 100), ("99.5", "101"), ("99.5", "101")),
        (percent("F", 1000), ("999.5", "1001"), ("999.5", "1001")),
        (
            billions("F", "196", approx=Approx.LESS_THAN),
            ("175950000000", "197000000000"),
            ("97750000000", "197000000000"),
        ),
        (
            billions("F", "1500"),
            ("1499500000000", "1501000000000"),
            ("1450000000000", "1600000000000"),
        ),
        # Zeros after the mark were printed on purpose.
        (
            billions("F", "1500.0"),
            ("1499950000000", "1500100000000"),
            ("1499950000000", "1500100000000"),
        ),
        (billions("F", "36.6"), ("36550000000", "36700000000"), ("36550000000", "36700000000")),
        (fact("F", 10, high=15, approx=Approx.RANGE), ("10", "15"), ("10", "15")),
    ],
)
def test_widths(
    book: RuleBook,
    item: Fact,
    tight: tuple[str | None, str | None],
    loose: tuple[str | None, str | None],
) -> None:
    stated = book.tolerances.stated(item)
    assert stated.tight == interval(*tight)
    assert stated.loose == interval(*loose)


@pytest.mark.parametrize(
    ("item", "whole"),
    [
        (fact("F", 121), True),
        (fact("F", "12.5"), False),
        (fact("F", 121, approx=Approx.ABOUT), False),
        (percent("F", 142), False),
        (fact("F", 10, high=15, approx=Approx.RANGE), False),
    ],
)
def test_whole(book: RuleBook, item: Fact, whole: bool) -> None:
    assert book.tolerances.stated(item).whole is whole


@settings(max_examples=60, deadline=None)
@given(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.sampled_from(list(Approx)),
)
def test_any_number_survives_and_nests(value: Decimal, step: Decimal, approx: Approx) -> None:
    item = fact("F", str(value), step=str(step), approx=approx)
    assert of_fact(item) is not None


@settings(max_examples=60, deadline=None)
@given(
    value=st.decimals(min_value=0, max_value=10**9, places=3),
    decimals=st.integers(0, 2),
    cut=st.booleans(),
)
def test_a_printed_number_stands_for_what_it_was(value: Decimal, decimals: int, cut: bool) -> None:
    step = Decimal(1).scaleb(-decimals)
    mode = "ROUND_DOWN" if cut else "ROUND_HALF_UP"
    shown = value.quantize(step, rounding=mode)
    assert of_fact(fact("F", str(shown), step=str(step), unit="tonne")).contains(value)
