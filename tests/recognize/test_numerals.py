from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear
from textmine.packs.loader import load_packs
from textmine.recognize.numerals import NumeralReader, read_digits


@pytest.fixture(scope="module")
def reader() -> NumeralReader:
    return NumeralReader(load_packs(entry_points=False))


# (printed, value, digits after the mark, the reading with a thousands comma)
DIGITS: tuple[tuple[str, str, int, str | None], ...] = (
    ("383", "383", 0, None),
    ("08", "8", 0, None),
    ("5000", "5000", 0, None),
    ("1.234", "1234", 0, None),
    ("1.234,5", "1234.5", 1, None),
    ("20.000", "20000", 0, None),
    ("1.234.567", "1234567", 0, None),
    ("41,5", "41.5", 1, None),
    ("0,75", "0.75", 2, None),
    ("7.5", "7.5", 1, None),
    ("1.10", "1.10", 2, None),
    ("0.125", "0.125", 3, None),
    ("12,345", "12.345", 3, "12345"),
    ("0,345", "0.345", 3, None),
    ("100,000", "100000", 0, None),
    ("1,200,000", "1200000", 0, None),
    ("1,234.5", "1234.5", 1, None),
    ("1 200 000", "1200000", 0, None),
)


@pytest.mark.parametrize(("printed", "value", "decimals", "thousands"), DIGITS)
def test_digits(printed: str, value: str, decimals: int, thousands: str | None) -> None:
    expected = None if thousands is None else Decimal(thousands)
    assert read_digits(printed) == (Decimal(value), decimals, expected)


@pytest.mark.parametrize("printed", ["30.9.2020", "1.2.3", "1,2,3", "12.34.567", "9" * 60])
def test_no_reading(printed: str) -> None:
    assert read_digits(printed) is None


# (the whole of a text, its value)
WHOLE: tuple[tuple[str, str | None], ...] = (
    ("không", "0"),
    ("một", "1"),
    ("mười", "10"),
    ("mười lăm", "15"),
    ("mười bốn", "14"),
    ("hai mươi", "20"),
    ("hai mươi mốt", "21"),
    ("ba mươi tư", "34"),
    ("năm mươi nhăm", "55"),
    ("chín chục", "90"),
    ("hai tá", "24"),
    ("một trăm", "100"),
    ("một trăm linh năm", "105"),
    ("hai trăm lẻ ba", "203"),
    ("ba trăm hai", "320"),
    ("trăm rưỡi", "150"),
    ("bốn trăm mười hai", "412"),
    ("năm nghìn", "5000"),
    ("một nghìn lẻ năm", "1005"),
    ("ba vạn", "30000"),
    ("hai trăm nghìn", "200000"),
    ("hai mươi mốt nghìn không trăm mười một", "21011"),
    ("ba triệu hai", "3200000"),
    ("ba triệu hai trăm nghìn", "3200000"),
    ("một triệu rưỡi", "1500000"),
    ("hai nghìn tỷ", "2000000000000"),
    ("nửa triệu", "500000"),
    ("hai phẩy năm", "2.5"),
    ("2,3 nghìn tỷ", "2300000000000"),
    ("3 trăm nghìn", "300000"),
    ("2 triệu rưỡi", "2500000"),
    ("3.728 tỷ 900 triệu", "3728900000000"),
    ("4 tỷ 5", "4500000000"),
    ("2 tỷ 350", "2350000000"),
    ("1 triệu 8", "1800000"),
    ("3.500  tỷ", "3500000000000"),
    ("850 tỉ", "850000000000"),
    ("15tr", "15000000"),
    ("100k", "100000"),
    ("1.2M", "1200000"),
    ("-1200K", "-1200000"),
    ("âm 1,200,000", "-1200000"),
    (".77", "0.77"),
    ("-.0035G", "-3500000"),
    ("không", "0"),
    ("âm không", "0"),
    ("hai phẩy 23", "2.23"),
    ("bốn chấm 5 triệu", "4500000"),
    # A number of years is no fifty-five, and two digits in a row no number.
    ("mười năm", None),
    ("hai ba", None),
    ("một trăm năm", None),
    ("hai mươi hộ", None),
    ("tỷ lệ", None),
    ("năm học", None),
    ("", None),
    ("-", None),
)


@pytest.mark.parametrize(("text", "value"), WHOLE)
def test_whole(reader: NumeralReader, text: str, value: str | None) -> None:
    assert reader.parse(text) == (None if value is None else Decimal(value))


# (text, what is found: words, low, high, worth of the last digit)
FOUND: tuple[tuple[str, list[tuple[str, str, str, str]]], ...] = (
    ("hàng trăm triệu đồng", [("hàng trăm triệu", "1e8", "1e9", "0")]),
    ("hàng chục nghìn người", [("hàng chục nghìn", "1e4", "1e5", "0")]),
    ("vài chục gốc", [("vài chục", "20", "90", "0")]),
    ("vài ba trăm hộ", [("vài ba trăm", "300", "500", "0")]),
    ("36,6 tỷ đồng", [("36,6 tỷ", "3.66e10", "3.66e10", "1e8")]),
    ("3.728 tỷ 900 triệu đồng", [("3.728 tỷ 900 triệu", "3728.9e9", "3728.9e9", "1e6")]),
    ("735,2 nghìn lao động", [("735,2 nghìn", "735200", "735200", "100")]),
    ("hai mươi năm nay", [("hai mươi", "20", "20", "1")]),
    ("5 năm", [("5", "5", "5", "1")]),
    ("12 tỷ lệ", [("12", "12", "12", "1")]),
    ("3 triệu chứng", [("3", "3", "3", "1")]),
    ("10 000 000 đồng", [("10 000 000", "1e7", "1e7", "1")]),
    ("12 345 và 6", [("12", "12", "12", "1"), ("345", "345", "345", "1"), ("6", "6", "6", "1")]),
    ("hàng năm", []),
    ("một vài", []),
)


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(reader: NumeralReader, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = [
        (text[n.start : n.end], n.low, n.high, n.step) for n in reader.scan(text) if not n.alone
    ]
    assert found == [(w, Decimal(a), Decimal(b), Decimal(c)) for w, a, b, c in expected]


def test_a_capitalised_scale_is_a_name(reader: NumeralReader) -> None:
    clean = "Ngày 3 Triệu Thị Mai đến"
    (found,) = reader.scan(clean.lower(), clean)
    assert (found.low, found.end) == (Decimal(3), 6)
    clean = "TỔNG VỐN 3 TRIỆU ĐỒNG"
    (found,) = reader.scan(clean.lower(), clean)
    assert found.low == Decimal(3_000_000)


WORDS = """
một hai ba bốn năm tư lăm mốt mười mươi trăm nghìn vạn triệu tỷ linh rưỡi nửa chục tá phẩy không
hàng vài 5 12 1.234 2,5 0 000 900 tr k đồng hộ
"""
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=60))
def test_any_string(reader: NumeralReader, text: str) -> None:
    folded = text.lower() if len(text.lower()) == len(text) else ""
    end = 0
    for numeral in reader.scan(folded, text):
        assert end <= numeral.start < numeral.end <= len(folded)
        assert numeral.low <= numeral.high
        assert numeral.step >= 0
        end = numeral.end
    reader.parse(text)


@pytest.mark.parametrize("piece", ["1.", "9", "hai ", "1 000 ", "một trăm linh ", "5 tỷ ", "0,"])
def test_linear_time(reader: NumeralReader, piece: str) -> None:
    small, large = (piece * (size // len(piece)) for size in (2_000, 16_000))
    assert_linear(reader.scan, small, large, 8)
