"""The primitives across articles: near misses on both sides of every bound."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.build import say
from textmine.check.archive.primitives import (
    Attained,
    magnitude,
    part_of_parent,
    plans_meet,
    same_value,
    stock_flow,
    units_sum,
    within_period,
)
from textmine.check.percents import MORE, OF
from textmine.model import Verdict

YES, NO, OPEN = Verdict.SATISFIED, Verdict.VIOLATED, Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("one", "other", "case"),
    [
        ("383", "383", "match"),
        ("36.6", "36.58", "rounded"),
        ("36.6", "36.69", "rounded"),  # cut off
        ("36.6", "36.52", "mismatch"),
        ("383", "384", "mismatch"),
        ("78.6", "786.0", "slipped"),
        ("383", "383000", "slipped"),
        ("383", "3840", "mismatch"),
    ],
)
def test_same_value(one: str, other: str, case: str) -> None:
    assert same_value(say(one), say(other)).case == case
    assert same_value(say(other), say(one)).case == case


@pytest.mark.parametrize("check", [within_period, part_of_parent])
@pytest.mark.parametrize(
    ("part", "whole", "verdict"),
    [("97", "97", YES), ("97", "118", YES), ("97", "96", NO), ("36.64", "36.6", YES)],
)
def test_parts(check, part: str, whole: str, verdict: Verdict) -> None:  # type: ignore[no-untyped-def]
    assert check(say(part), say(whole)).verdict is verdict


def test_units_sum() -> None:
    units = [say("151"), say("232")]
    assert units_sum(units, say("383")).verdict is YES
    assert units_sum(units, say("382")).verdict is NO
    assert units_sum([], say("382")).case == "missing"


@pytest.mark.parametrize(
    ("before", "added", "after", "complete", "case"),
    [
        ("383", ["10"], "393", True, "match"),
        ("383", ["10"], "300", True, "match"),  # any number may have left
        ("383", ["10"], "394", True, "transfers"),
        ("383", ["10"], "396", True, "transfers"),
        ("383", ["10"], "397", True, "beyond"),
        ("383", ["10"], "397", False, "open"),
        ("383", [], "512", False, "open"),
    ],
)
def test_stock_flow(
    before: str, added: list[str], after: str, complete: bool, case: str
) -> None:
    found = stock_flow(
        say(before), [say(x) for x in added], say(after), complete=complete, least=3
    )
    assert found.case == case


def test_a_gap_grants_a_share_of_what_was_added() -> None:
    stated = say("4000"), [say("100")], say("4125")
    assert stock_flow(*stated, complete=True).case == "beyond"
    assert stock_flow(*stated, complete=True, gap=Decimal("0.25")).case == "transfers"
    assert stock_flow(*stated, complete=True, gap=Decimal("0.2")).case == "beyond"


@pytest.mark.parametrize(
    ("value", "case"),
    [
        ("402", "alike"),
        ("4020", "too_large"),
        ("40", "too_small"),
        ("402000", "too_large"),
        ("1500", "open"),
        ("0", "missing"),
    ],
)
def test_magnitude(value: str, case: str) -> None:
    others = [say("383"), say("391"), say("410")]
    assert magnitude(say(value), others, Decimal("2.5")).case == case


def test_a_series_that_varies_widely_shows_no_slip() -> None:
    others = [say("100"), say("391"), say("410")]
    assert magnitude(say("4020"), others, Decimal("2.5")).verdict is OPEN


def result(actual: str, percent: str, *allowed: str) -> Attained:
    return Attained(say(actual), say(percent), allowed or (OF,))


def test_percentages_of_one_plan_reveal_it() -> None:
    found, chosen = plans_meet([result("40", "80.0"), result("121", "142.0", OF, MORE)])
    assert (found.case, chosen) == ("revealed", (OF, MORE))
    assert found.computed is not None
    assert found.computed.point == 50


def test_one_percentage_of_three_is_apart() -> None:
    found, chosen = plans_meet(
        [result("40", "25.0"), result("80", "50.0"), result("120", "57.0")]
    )
    assert (found.verdict, chosen) == (NO, (OF, OF, None))


def test_percentages_that_meet_nowhere_stay_open() -> None:
    found, _ = plans_meet([result("40", "25.0"), result("80", "80.0"), result("120", "57.0")])
    assert found.case == "open"


def test_one_percentage_reveals_nothing() -> None:
    found, chosen = plans_meet([result("40", "25.0")])
    assert (found.case, chosen) == ("missing", (None,))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(20, 3000),
    st.lists(st.integers(1, 4000), min_size=2, max_size=6, unique=True),
    st.sampled_from((0, 1, 2)),
)
def test_true_percentages_of_a_plan_always_meet(
    plan: int, actuals: list[int], decimals: int
) -> None:
    results = []
    for actual in actuals:
        percent = (Decimal(actual) * 100 / plan).quantize(Decimal(1).scaleb(-decimals))
        if percent:
            results.append(result(str(actual), f"~{percent}" if decimals == 0 else str(percent)))
    if len(results) > 1:
        found, chosen = plans_meet(results)
        assert found.case == "revealed"
        assert None not in chosen
