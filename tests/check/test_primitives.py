"""Tables for every primitive: what it says, with near misses on both sides of rounding.

``24`` is an exact count, ``~24`` a number measured to ones, ``36.6`` one measured to tenths.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.check.build import say
from textmine.check.interval import Interval
from textmine.check.outcome import Outcome
from textmine.check.primitives import (
    PRIMITIVES,
    date_order,
    dates,
    delta,
    from_to,
    growth,
    hundred,
    in_range,
    part_of,
    parts_sum,
    percent_of_plan,
    place_in_parent,
    product,
    ratio,
    repeat,
    share,
)
from textmine.check.stated import Stated
from textmine.model import Direction, Period

UP, DOWN = Direction.INCREASE, Direction.DECREASE


def opt(text: str | None) -> Stated | None:
    return None if text is None else say(text)


def holds(primitive: str, outcome: Outcome, case: str) -> None:
    """The case is the one expected, and it has the verdict the primitive declares for it."""
    assert outcome.case == case
    assert outcome.verdict is PRIMITIVES[primitive].cases[case]
    assert set(outcome.amounts) <= set(PRIMITIVES[primitive].amounts.get(case, ()))
    assert outcome.only_by_rounding is (case == "rounded")


PARTS = [
    ("24", "19 3 1 1", "partition", "match"),
    ("24", "19 3 1 2", "partition", "mismatch"),
    ("24", "19 3 1", "partition", "mismatch"),
    ("24", "24", "partition", "match"),
    ("0", "0 0", "partition", "match"),
    ("24", "19 3 1", "remainder", "rest"),
    ("24", "19 3 1 1", "remainder", "match"),
    ("24", "19 3 2 1", "remainder", "above"),
    ("24", "30", "remainder", "above"),
    ("24", "19 3 1", None, "rest"),
    ("24", "19 3 1 1", None, "match"),
    ("24", "19 6", None, "unclear"),
    ("383", "120 300", "overlap", "overlap"),
    ("383", "120 263", "overlap", "match"),
    ("383", "120 384", "overlap", "part_above"),
    ("383", "120 383", "overlap", "overlap"),
    # 5 is itself made up of 3, 1 and 1
    ("24", "19 5 3 1 1", "partition", "nested"),
    ("24", "19 5 3 1 1", "remainder", "nested"),
    ("24", "19 5 3 1 2", "partition", "mismatch"),
    ("24", "19 5 5", "partition", "mismatch"),
    ("35", "19 16 214", "partition", "nested"),  # 214 are of the 16
    ("35", "19 15 214", "partition", "mismatch"),
    ("35", "190 16", "partition", "mismatch"),
    ("35", "19 16 35", "partition", "mismatch"),
    # measured amounts: each may be off by what its last digit hides
    ("196.3", "120.5 75.8", "partition", "match"),
    ("196.3", "120.5 75.7", "partition", "rounded"),
    ("196.3", "120.5 75.9", "partition", "rounded"),
    ("196.3", "120.5 75.5", "partition", "mismatch"),
    ("196.3", "120.5 76.1", "partition", "mismatch"),
    ("196.3", "120.5 76.1", "remainder", "above"),
    ("196.3", "120.5 75.9", "remainder", "rounded"),
    ("~196", "120.5 75.8", "partition", "rounded"),
    ("~196", "120.5 77.3", "partition", "mismatch"),
    ("~100", "33.3 33.3 33.3", "partition", "rounded"),
    ("24", "", "partition", "missing"),
    (None, "19 3", "partition", "missing"),
]


@pytest.mark.parametrize(("total", "parts", "reading", "case"), PARTS)
def test_parts_sum(total: str | None, parts: str, reading: str | None, case: str) -> None:
    found = parts_sum(opt(total), [say(part) for part in parts.split()], reading)
    holds("parts_sum", found, case)


@pytest.mark.parametrize(
    ("total", "parts", "case"),
    [
        ("199", "38 160", "slight_rest"),
        ("201", "38 160", "rest"),
        ("24", "19 4", "rest"),
        ("199", "198", "rest"),  # one part leaves what it leaves
        ("~198", "38 161", "rounded"),
        ("~1990", "~380 ~1600", "rest"),  # measured
        ("198", "38 160", "match"),
        ("197", "38 160", "above"),
    ],
)
def test_a_slight_rest(total: str, parts: str, case: str) -> None:
    listed = [say(part) for part in parts.split()]
    holds("parts_sum", parts_sum(say(total), listed, "remainder", Decimal("0.01")), case)


@pytest.mark.parametrize(
    ("parts", "case"),
    [
        ("~30 ~40 ~30", "match"),
        ("33.3 33.3 33.3", "rounded"),
        ("33.3 33.3 33.5", "rounded"),
        ("~30 ~40 ~33", "mismatch"),
        ("~30 ~40 ~20", "mismatch"),
        ("45.12 54.87", "rounded"),
        ("45.12 54.80", "mismatch"),
    ],
)
def test_hundred(parts: str, case: str) -> None:
    holds("parts_sum", hundred([say(part) for part in parts.split()]), case)


RATIOS = [
    ("42", "40", "~105", None, "match"),
    ("42", "40", "~104", None, "rounded"),  # 104.999 cut off
    ("42", "40", "~106", None, "mismatch"),
    ("42", "40", "~103", None, "mismatch"),
    ("8", "19", "42.1", None, "rounded"),
    ("8", "19", "~42", None, "rounded"),
    ("8", "19", "42.10", None, "rounded"),  # cut off
    ("8", "19", "42.11", None, "rounded"),  # rounded
    ("8", "19", "42.12", None, "mismatch"),
    ("8", "19", "42.09", None, "mismatch"),
    ("8", "19", "57.9", None, "other_reading"),  # the share of the rest
    ("2", "3", "~66", None, "rounded"),
    ("2", "3", "~67", None, "rounded"),
    ("2", "3", "~68", None, "mismatch"),
    ("2", "3", "~65", None, "mismatch"),
    ("41.5", "40", "3.75", UP, "match"),
    ("41.5", "40", "3.75", None, "other_reading"),
    ("41.5", "40", "~104", UP, "other_reading"),
    ("41.5", "40", "7.75", UP, "mismatch"),
    ("38", "40", "~5", DOWN, "match"),
    ("42", "40", None, None, "no_percent"),
    ("42", "0", "~105", None, "missing"),
    ("42", None, "~105", None, "missing"),
    (None, "40", "~105", None, "missing"),
]


@pytest.mark.parametrize(("numerator", "denominator", "percent", "direction", "case"), RATIOS)
def test_ratio(
    numerator: str | None,
    denominator: str | None,
    percent: str | None,
    direction: Direction | None,
    case: str,
) -> None:
    holds("ratio", ratio(opt(numerator), opt(denominator), opt(percent), direction), case)


SHARES = [
    ("92", "383", "~24", "rounded"),
    ("92", "383", "24.02", "rounded"),
    ("92", "383", "24.0", "rounded"),
    ("92", "383", "24.1", "mismatch"),
    ("92", "383", "23.9", "mismatch"),
    ("92", "383", "~25", "mismatch"),
    ("92", "383", "~23", "mismatch"),
    ("92", "383", "75.98", "other_reading"),
    ("92", "383", "240.2", "mismatch"),
    ("92", "383", "2.402", "mismatch"),
    ("24.5", "~98", "~25", "match"),
    ("92", None, "~24", "whole_missing"),
    ("92", "383", None, "missing"),
    (None, "383", "~24", "missing"),
]


@pytest.mark.parametrize(("part", "whole", "percent", "case"), SHARES)
def test_share(part: str | None, whole: str | None, percent: str | None, case: str) -> None:
    holds("share", share(opt(part), opt(whole), opt(percent)), case)


PLANS = [
    # plan printed
    ("42", "40", "~105", "reached", None, "match"),
    ("42", "40", "~5", "exceeded", None, "match"),
    ("42", "40", "~105", "exceeded", None, "match"),  # "vượt kế hoạch 105%"
    ("42", "40", "~105", "ambiguous", None, "match"),
    ("42", "40", "~5", "reached", None, "other_reading"),
    ("42", "40", "~5", None, UP, "match"),
    ("38", "40", "~5", None, DOWN, "match"),
    ("38", "40", "~95", "exceeded", None, "other_reading"),
    ("121", "85", "~142", "exceeded", None, "rounded"),
    ("121", "50", "~142", "exceeded", None, "match"),
    ("121", "85", "~142", "reached", None, "rounded"),
    ("121", "85", "142.4", "reached", None, "rounded"),
    ("121", "85", "142.3", "reached", None, "rounded"),
    ("121", "85", "142.2", "reached", None, "mismatch"),
    ("121", "85", "142.5", "reached", None, "mismatch"),
    ("121", "86", "~142", "exceeded", None, "mismatch"),
    ("121", "84", "~142", "exceeded", None, "mismatch"),
    ("121", "51", "~142", "exceeded", None, "mismatch"),
    ("121", "85", "~1420", "exceeded", None, "mismatch"),
    ("121", "85", "14.2", "exceeded", None, "mismatch"),
    ("36.6", "26.4", "38.5", "exceeded", None, "rounded"),
    ("36.6", "26.4", "38.2", "exceeded", None, "rounded"),
    ("36.6", "26.4", "39.5", "exceeded", None, "mismatch"),
    ("36.6", "26.4", "37.5", "exceeded", None, "mismatch"),
    # no plan printed: which whole-number plans are there?
    ("121", None, "~142", "exceeded", None, "both_fit"),
    ("121", None, "~142", "ambiguous", None, "both_fit"),
    ("121", None, "~142", "reached", None, "implied"),
    ("42", None, "~105", "reached", None, "implied"),
    ("39", None, "~30", "exceeded", None, "implied"),  # 39/30: to exceed is never to reach 30%
    ("11", None, "~142", "ambiguous", None, "none_fit"),
    ("10", None, "~143", "ambiguous", None, "implied"),  # 7 reached; 4.1 exceeded is no plan
    ("12", None, "~140", "ambiguous", None, "implied"),  # 5 exceeded; 8.6 reached is no plan
    ("7", None, "~96", "reached", None, "none_fit"),
    ("5000", None, "~105", "reached", None, "plan_missing"),
    ("36.6", None, "~142", "exceeded", None, "both_fit"),
    ("36.6", None, "~105", "reached", None, "plan_missing"),
    ("121", "0", "~142", "reached", None, "missing"),
    (None, "85", "~142", "reached", None, "missing"),
    ("121", "85", None, "reached", None, "missing"),
]


@pytest.mark.parametrize(("actual", "plan", "percent", "reading", "direction", "case"), PLANS)
def test_percent_of_plan(
    actual: str | None,
    plan: str | None,
    percent: str | None,
    reading: str | None,
    direction: Direction | None,
    case: str,
) -> None:
    found = percent_of_plan(opt(actual), opt(plan), opt(percent), reading, direction)
    holds("percent_of_plan", found, case)


@pytest.mark.parametrize(
    ("actual", "plan", "percent", "reading", "case"),
    [
        ("92.0", "90.0", "2.0", "exceeded", "match"),  # points
        ("92.0", "90.0", "2.2", "exceeded", "rounded"),  # a percentage of a percentage
        ("92.0", "90.0", "3.0", "exceeded", "mismatch"),
        ("92.0", "90.0", "102.2", "reached", "rounded"),
        ("92.0", "90.0", "2.0", "reached", "other_reading"),
        ("92.0", None, "2.0", "exceeded", "missing"),
    ],
)
def test_percent_of_a_planned_rate(
    actual: str, plan: str | None, percent: str, reading: str, case: str
) -> None:
    found = percent_of_plan(opt(actual), opt(plan), opt(percent), reading, rates=True)
    holds("percent_of_plan", found, case)


def test_plans_are_shown() -> None:
    found = percent_of_plan(say("121"), None, say("~142"), "exceeded")
    assert found.amounts["plan_reached"][0] == Interval.at(85)
    assert found.amounts["plan_exceeded"][0] == Interval.at(50)
    assert found.amounts["percent_exceeded"][0] == Interval.at(242)
    assert found.readings == ("reached", "exceeded")
    alone = percent_of_plan(say("12"), None, say("~140"), "ambiguous")
    assert (alone.readings, alone.computed) == (("exceeded",), Interval.at(5))


GROWTHS = [
    ("115", "100", "~15", UP, "match"),
    ("115", "100", "~14", UP, "rounded"),  # 14.999 cut off
    ("115", "100", "~16", UP, "mismatch"),
    ("115", "100", "~12", UP, "mismatch"),
    ("115", "100", "~13", UP, "other_reading"),  # of the new value
    ("115", "100", "15.0", UP, "match"),
    ("115", "100", "15.1", UP, "mismatch"),
    ("115", "100", "~150", UP, "mismatch"),
    ("115", "100", "1.5", UP, "mismatch"),
    ("87", "100", "~13", DOWN, "match"),
    ("87", "100", "~13", UP, "other_reading"),
    ("113", "100", "~13", DOWN, "other_reading"),
    ("117", "100", "~117", UP, "other_reading"),  # an index after all
    ("120", "100", "16.7", UP, "other_reading"),  # of the new value
    ("80", "100", "25.0", DOWN, "other_reading"),  # of the new value
    ("115", "100", "~15", None, "match"),
    ("87", "100", "~13", None, "other_reading"),
    ("36.6", "31.8", "15.1", UP, "rounded"),
    ("36.6", "31.8", "16.1", UP, "mismatch"),
    ("115", None, "~15", UP, "base_missing"),
    ("115", "0", "~15", UP, "missing"),
    (None, "100", "~15", UP, "missing"),
    ("115", "100", None, UP, "missing"),
]


@pytest.mark.parametrize(("current", "base", "percent", "direction", "case"), GROWTHS)
def test_growth(
    current: str | None,
    base: str | None,
    percent: str | None,
    direction: Direction | None,
    case: str,
) -> None:
    holds("growth", growth(opt(current), opt(base), opt(percent), direction), case)


@pytest.mark.parametrize(
    ("current", "base", "percent", "case"),
    [
        ("117", "100", "~117", "match"),
        ("65", "99", "65.65", "rounded"),
        ("65", "99", "65.66", "rounded"),
        ("65", "99", "65.67", "mismatch"),
        ("117", "100", "~17", "other_reading"),
        ("117", "100", "~11", "mismatch"),
    ],
)
def test_index(current: str, base: str, percent: str, case: str) -> None:
    holds("growth", growth(say(current), say(base), say(percent), index=True), case)


@pytest.mark.parametrize(
    ("current", "base", "percent", "direction", "points", "case"),
    [
        ("9.5", "12.5", "3.0", DOWN, False, "match"),  # points
        ("9.5", "12.5", "24.0", DOWN, False, "match"),  # a quarter less
        ("9.5", "12.5", "4.0", DOWN, False, "mismatch"),
        ("9.5", "12.5", "3.0", DOWN, True, "match"),
        ("9.5", "12.5", "3.2", DOWN, True, "rounded"),
        ("9.5", "12.5", "3.4", DOWN, True, "mismatch"),
        ("9.5", "12.5", "24.0", DOWN, True, "mismatch"),
        ("9.5", None, "3.0", DOWN, False, "missing"),
    ],
)
def test_growth_of_a_rate(
    current: str, base: str | None, percent: str, direction: Direction, points: bool, case: str
) -> None:
    found = growth(opt(current), opt(base), opt(percent), direction, rates=True, points=points)
    holds("growth", found, case)


DELTAS = [
    ("51", [("6", None)], None, False, "informs"),
    ("51", [("6", UP)], "45", False, "match"),
    ("51", [("6", UP)], "44", False, "others"),
    ("51", [("6", UP)], "44", True, "mismatch"),
    ("51", [("6", UP)], "46", True, "mismatch"),
    ("45", [("6", DOWN)], "51", True, "match"),
    ("51", [("10", UP), ("4", DOWN)], "45", True, "match"),
    ("51", [("10", UP), ("4", UP)], "45", True, "mismatch"),
    ("51", [("51", UP)], None, False, "informs"),
    ("51", [("52", UP)], None, False, "negative"),
    ("36.6", [("4.8", UP)], "31.8", True, "match"),
    ("36.6", [("4.8", UP)], "31.7", True, "rounded"),
    ("36.6", [("4.8", UP)], "31.4", True, "mismatch"),
    ("36.6", [("4.8", UP)], "32.2", True, "mismatch"),
    (None, [("6", UP)], "45", True, "missing"),
    ("51", [], "45", True, "missing"),
]


@pytest.mark.parametrize(("after", "changes", "before", "closed", "case"), DELTAS)
def test_delta(
    after: str | None,
    changes: list[tuple[str, Direction | None]],
    before: str | None,
    closed: bool,
    case: str,
) -> None:
    moves = [(say(text), direction) for text, direction in changes]
    holds("delta", delta(opt(after), moves, opt(before), closed=closed), case)


def test_delta_informs_of_the_level_before() -> None:
    assert delta(say("51"), [(say("6"), None)], None).computed == Interval.at(45)


MOVES = [
    ("12.5", "9.5", "3.0", DOWN, "match"),
    ("12.5", "9.5", "3.2", DOWN, "rounded"),
    ("12.5", "9.5", "3.4", DOWN, "mismatch"),
    ("12.5", "9.5", "2.6", DOWN, "mismatch"),
    ("12.5", "9.5", "3.0", None, "match"),
    ("12.5", "9.5", None, DOWN, "informs"),
    ("12.5", "9.5", None, None, "informs"),
    ("12.5", "9.5", None, UP, "backwards"),
    ("12.5", "9.5", "3.0", UP, "backwards"),
    ("12.5", "12.4", None, UP, "informs"),  # may have risen, within rounding
    ("40", "52", "12", UP, "match"),
    ("40", "52", "11", UP, "mismatch"),
    ("40", None, "12", UP, "missing"),
    (None, "52", "12", UP, "missing"),
]


@pytest.mark.parametrize(("start", "end", "change", "direction", "case"), MOVES)
def test_from_to(
    start: str | None,
    end: str | None,
    change: str | None,
    direction: Direction | None,
    case: str,
) -> None:
    holds("from_to", from_to(opt(start), opt(end), opt(change), direction), case)


@pytest.mark.parametrize(
    ("factors", "result", "case"),
    [
        ("~1200 5.5", "~6600", "match"),
        ("~1200 5.5", "~6599", "rounded"),
        ("~1200 5.5", "~6720", "rounded"),  # 5.6 cut off
        ("~1200 5.5", "~6000", "nearly"),  # not all was harvested
        ("~1200 5.5", "~5000", "mismatch"),
        ("~1200 5.5", "~8000", "mismatch"),
        ("~1200 5.5", "~660", "mismatch"),
        ("~1200", "~6600", "missing"),
        ("~1200 5.5", None, "missing"),
    ],
)
def test_product(factors: str, result: str | None, case: str) -> None:
    found = product([say(text) for text in factors.split()], opt(result), Decimal("0.1"))
    holds("product", found, case)


@pytest.mark.parametrize(
    ("part", "whole", "case"),
    [
        ("10", "11", "match"),
        ("11", "11", "match"),
        ("12", "11", "above"),
        ("0", "11", "match"),
        ("36.7", "36.6", "rounded"),
        ("36.8", "36.6", "above"),
        ("36.75", "36.6", "above"),
        ("36.74", "36.6", "above"),
        ("36.70", "36.6", "rounded"),
        (None, "11", "missing"),
        ("10", None, "missing"),
    ],
)
def test_part_of(part: str | None, whole: str | None, case: str) -> None:
    holds("part_of", part_of(opt(part), opt(whole)), case)


@pytest.mark.parametrize(
    ("first", "again", "case"),
    [
        ("383", "383", "match"),
        ("383", "384", "mismatch"),
        ("~196", "196.3", "rounded"),
        ("~196", "195.8", "rounded"),
        ("~196", "196.9", "rounded"),
        ("~196", "197.1", "mismatch"),
        ("~196", "195.3", "mismatch"),
        ("36.6", "36.6", "match"),
        ("383", None, "missing"),
    ],
)
def test_repeat(first: str, again: str | None, case: str) -> None:
    holds("repeat", repeat(opt(first), opt(again)), case)


@pytest.mark.parametrize(
    ("value", "low", "high", "case"),
    [
        ("95.2", 0, 100, "inside"),
        ("~100", 0, 100, "inside"),
        ("100.0", 0, 100, "inside"),
        ("100.1", 0, 100, "above"),
        ("~101", 0, 100, "above"),
        ("~952", 0, 100, "above"),
        ("0", 0, None, "inside"),
        ("-1", 0, None, "below"),
        (None, 0, 100, "missing"),
    ],
)
def test_in_range(value: str | None, low: int, high: int | None, case: str) -> None:
    bounds = Interval(Decimal(low), None if high is None else Decimal(high))
    holds("in_range", in_range(opt(value), bounds), case)


@pytest.mark.parametrize(
    ("start", "end", "text", "published", "done", "case"),
    [
        ("2020-01-01", "2020-09-30", "9 tháng đầu năm", "2020-10-16", True, "ordered"),
        ("2015", "2020", "nhiệm kỳ 2015 - 2020", "2020-10-16", True, "ordered"),
        ("2020", "2015", "từ năm 2020 đến năm 2015", "2020-10-16", True, "reversed"),
        ("2020-12-15", "2020-01-14", "từ 15-12 đến 14-1", "2020-01-16", True, "perhaps_reversed"),
        ("2021", "2021", "năm 2021", "2020-10-16", True, "future"),
        ("2021", "2021", "năm 2021", "2020-10-16", False, "ordered"),
        ("2020-10-17", "2020-10-17", "17-10", "2020-10-16", True, "future"),
        ("2020-10-16", "2020-10-16", "nay", "2020-10-16", True, "ordered"),
        ("2020-10", "2020-12", "quý IV", "2020-10", True, "ordered"),
        ("2021", "2021", "năm 2021", None, True, "ordered"),
        ("2021", "2021", "năm 2021", "sometime", True, "ordered"),
        (None, "2021", "đến năm 2021", "2020-10-16", True, "future"),
        ("2020-10-16", None, "từ nay", "2020-10-16", True, "ordered"),
        ("2020-02-31", "2020-03-01", "31-2", "2020-10-16", True, "unreadable"),
        ("nonsense", None, "", None, True, "unreadable"),
        (None, None, "", "2020-10-16", True, "missing"),
    ],
)
def test_dates(
    start: str | None, end: str | None, text: str, published: str | None, done: bool, case: str
) -> None:
    holds("dates", dates(Period(start, end, text), published, done=done), case)


@pytest.mark.parametrize(
    ("base", "current", "case"),
    [
        (Period("2019", "2019", "a"), Period("2020", "2020", "b"), "ordered"),
        (Period("2020", "2020", "a"), Period("2020", "2020", "b"), "ordered"),
        (Period("2021", "2021", "a"), Period("2020", "2020", "b"), "backwards"),
        (Period("2021", "2021"), Period("2020", "2020", "b"), "missing"),  # inferred
        (None, Period("2020", "2020", "b"), "missing"),
        (Period("x", "y", "a"), Period("2020", "2020", "b"), "missing"),
    ],
)
def test_date_order(base: Period | None, current: Period | None, case: str) -> None:
    holds("dates", date_order(base, current), case)


@pytest.mark.parametrize(
    ("inside", "case"), [(True, "inside"), (False, "outside"), (None, "unknown")]
)
def test_place_in_parent(inside: bool | None, case: str) -> None:
    holds("place_in_parent", place_in_parent(inside), case)
