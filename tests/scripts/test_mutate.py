"""The second opinion that the checks are measured against: numbers, slips, exact arithmetic."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from mutation.agree import agrees
from mutation.measure import Story, count, slips_of
from mutation.numbers import number_of, parsed, slips

from textmine.pipeline import Kit


def fact(quote: str, low: float, unit: str = "person", nth: int = 1, **more: Any) -> dict[str, Any]:
    return {"quote": quote, "low": low, "high": low, "unit": unit, "nth": nth, **more}


def told(text: str, facts: list[dict[str, Any]], relation: dict[str, Any]) -> bool | None:
    return agrees(relation, [number_of(text, one) for one in facts], text)


@pytest.mark.parametrize(
    ("quote", "low", "unit", "least", "most"),
    [
        ("383 đảng viên", 383, "person", "383", "383"),
        ("36,6 tỷ đồng", 36_600_000_000, "VND", "36550000000", "36700000000"),
        ("142%", 142, "percent", "141.5", "143"),
        ("5.000 con", 5000, "animal", "4950", "5100"),
        ("48 tạ/ha", 4.8, "tonne/hectare", "4.75", "4.9"),
    ],
)
def test_what_a_number_stands_for(quote: str, low: float, unit: str, least: str, most: str) -> None:
    number = number_of(f"Có {quote}.", fact(quote, low, unit))
    assert number is not None
    assert (number.range().low, number.range().high) == (Fraction(least), Fraction(most))


def test_slips_change_the_value_and_keep_the_manner() -> None:
    number = number_of("1.254,5 tỷ", fact("1.254,5 tỷ", 1_254_500_000_000, "VND"))
    assert number is not None
    found = dict(slips(number, Random(1)))
    assert found["ten"] == "12.545"
    assert found["one"] in ("1.254,6", "1.254,4")
    assert found["pair"] == "1.245,5"
    assert all(parsed(digits) != parsed(number.digits) for digits in found.values())
    assert "point" not in found


SUM = {"type": "parts_sum", "total": 0, "parts": [1, 2]}


@pytest.mark.parametrize(
    ("text", "total", "parts", "relation", "expected"),
    [
        ("88 tổ chức, gồm 43 chi bộ và 45 đảng bộ", 88, (43, 45), SUM, True),
        ("89 tổ chức, gồm 43 chi bộ và 45 đảng bộ", 89, (43, 45), SUM, False),
        # Of what is only named among it something may be left.
        ("89 tổ chức, trong đó 43 chi bộ và 45 đảng bộ", 89, (43, 45), SUM, True),
        ("87 tổ chức, trong đó 43 chi bộ và 45 đảng bộ", 87, (43, 45), SUM, False),
    ],
)
def test_sums(
    text: str, total: int, parts: tuple[int, int], relation: dict[str, Any], expected: bool
) -> None:
    facts = [fact(str(number), number) for number in (total, *parts)]
    assert told(text, facts, relation) is expected


@pytest.mark.parametrize(("percent", "expected"), [("105", True), ("103", False), ("150", False)])
def test_plans(percent: str, expected: bool) -> None:
    facts = [fact("42", 42), fact("40", 40), fact(f"{percent}%", int(percent), "percent")]
    relation = {"type": "percent_of_plan", "actual": 0, "plan": 1, "percent": 2}
    assert told(f"42/40 đảng viên, đạt {percent}%", facts, relation) is expected


def test_what_arithmetic_cannot_tell_is_left_open() -> None:
    facts = [fact("42", 42), fact("105%", 105, "percent")]
    relation = {"type": "percent_of_plan", "actual": 0, "percent": 1}
    assert told("kết nạp 42 đảng viên, đạt 105%", facts, relation) is None


def test_a_change_is_counted_where_it_breaks_a_relation(kit: Kit) -> None:
    text = "Đảng bộ huyện Sốp Cộp có 88 tổ chức cơ sở đảng, gồm 43 chi bộ và 45 đảng bộ cơ sở."
    gold = {
        "published": "2019-10-08",
        "facts": [fact(str(number), number, "organization") for number in (88, 43, 45)],
        "relations": [{**SUM, "holds": True}],
    }
    story = Story("x", text, gold)
    made = list(slips_of(story, 1))
    assert made
    assert all(slip.broken for slip in made)
    result = count([story], kit, 1)
    assert result.revealing.total() == len(made)
    assert result.warned.total() >= result.violated.total() > 0
