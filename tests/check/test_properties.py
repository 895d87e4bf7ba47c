"""Truth is never flagged however it was printed; slips are."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.check.build import fact, relation
from textmine.check.confront import confront
from textmine.check.percents import LESS, MORE, OF
from textmine.check.primitives import (
    delta,
    from_to,
    growth,
    part_of,
    parts_sum,
    percent_of_plan,
    ratio,
    repeat,
    share,
)
from textmine.check.rules import RuleBook
from textmine.check.stated import Stated
from textmine.model import Approx, Aspect, Direction, Fact, Period, RelationType, Status, Verdict
from textmine.packs.indicators import Indicator

FAST = settings(max_examples=60, deadline=None)
COUNTS = st.integers(1, 5000)
DECIMALS = st.integers(0, 2)
ROUNDINGS = st.sampled_from([ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN])
READINGS = st.sampled_from(["partition", "remainder", "overlap", None])


def shown(value: Fraction | Decimal, decimals: int, rounding: str) -> Stated:
    """A true value as a paper prints it."""
    exact = value if isinstance(value, Fraction) else Fraction(value)
    scaled = exact * 10**decimals
    whole = Decimal(scaled.numerator // scaled.denominator)
    rest = scaled - int(whole)
    if rounding == ROUND_HALF_UP and rest >= Fraction(1, 2):
        whole += 1
    if rounding == ROUND_HALF_EVEN and (
        rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2)
    ):
        whole += 1
    step = Decimal(1).scaleb(-decimals)
    return Stated.plain(whole * step, step)


def exact(value: int) -> Stated:
    return Stated.plain(value)


@FAST
@given(
    parts=st.lists(st.decimals(0, 1000, places=4), min_size=1, max_size=8),
    decimals=st.lists(DECIMALS, min_size=9, max_size=9),
    roundings=st.lists(ROUNDINGS, min_size=9, max_size=9),
    reading=READINGS,
)
def test_a_true_sum_is_never_violated(
    parts: list[Decimal], decimals: list[int], roundings: list[str], reading: str | None
) -> None:
    total = sum(map(Fraction, parts), Fraction(0))
    printed = [shown(part, d, r) for part, d, r in zip(parts, decimals, roundings, strict=False)]
    found = parts_sum(shown(total, decimals[-1], roundings[-1]), printed, reading)
    assert found.verdict is Verdict.SATISFIED


@FAST
@given(parts=st.lists(COUNTS, min_size=2, max_size=8), slip=st.sampled_from([-1, 1]))
def test_a_slip_of_one_in_exact_counts_is_violated(parts: list[int], slip: int) -> None:
    total = sum(parts) + slip
    found = parts_sum(exact(total), [exact(part) for part in parts], "partition")
    assert found.verdict is Verdict.VIOLATED


@FAST
@given(parts=st.lists(COUNTS, min_size=2, max_size=8), excess=st.integers(1, 1))
def test_a_sum_above_its_total_is_violated_even_with_a_remainder(
    parts: list[int], excess: int
) -> None:
    found = parts_sum(exact(sum(parts) - excess), [exact(part) for part in parts], "remainder")
    assert found.verdict is Verdict.VIOLATED


@FAST
@given(part=COUNTS, whole=COUNTS, decimals=DECIMALS, rounding=ROUNDINGS)
def test_a_true_percentage_is_never_violated(
    part: int, whole: int, decimals: int, rounding: str
) -> None:
    true = Fraction(part * 100, whole)
    said = shown(true, decimals, rounding)
    a, b = exact(part), exact(whole)
    assert ratio(a, b, said).verdict is Verdict.SATISFIED
    assert share(a, b, said).verdict is Verdict.SATISFIED
    for reading in ("reached", "exceeded", "ambiguous", None):
        found = percent_of_plan(a, b, said, reading).verdict
        below = said.printed.high is not None and said.printed.high < 100
        if reading == "exceeded" and below:  # nothing exceeds by reaching less
            assert found is not Verdict.VIOLATED
        else:
            assert found is Verdict.SATISFIED
    if true >= 100:
        over = shown(true - 100, decimals, rounding)
        assert percent_of_plan(a, b, over, "exceeded").verdict is Verdict.SATISFIED
        assert growth(a, b, over, Direction.INCREASE).verdict is Verdict.SATISFIED
    else:
        under = shown(100 - true, decimals, rounding)
        assert growth(a, b, under, Direction.DECREASE).verdict is Verdict.SATISFIED
    assert growth(a, b, said, index=True).verdict is Verdict.SATISFIED


@FAST
@given(
    actual=COUNTS,
    plan=COUNTS,
    decimals=DECIMALS,
    rounding=ROUNDINGS,
    over=st.booleans(),
    reading=st.sampled_from(["exceeded", "ambiguous"]),
)
def test_an_unprinted_true_plan_is_among_the_plans_shown(
    actual: int, plan: int, decimals: int, rounding: str, over: bool, reading: str
) -> None:
    true = Fraction(actual * 100, plan)
    assume(true > 100)
    said = shown(true - 100 if over else true, decimals, rounding)
    assume(said.printed.low is not None and said.printed.low > 0)
    found = percent_of_plan(exact(actual), None, said, reading)
    assert found.verdict is not Verdict.VIOLATED
    name = "plan_exceeded" if over else "plan_reached"
    assert found.amounts[name][0].contains(Decimal(plan))


@FAST
@given(
    part=st.integers(20, 5000),
    whole=st.integers(20, 5000),
    decimals=DECIMALS,
    rounding=ROUNDINGS,
    tenfold=st.booleans(),
)
def test_a_tenfold_slip_is_violated(
    part: int, whole: int, decimals: int, rounding: str, tenfold: bool
) -> None:
    """Unless the slipped figure happens to be right under another reading of the percentage."""
    true = Fraction(part * 100, whole)
    assume(true > 15)
    slipped = true * 10 if tenfold else true / 10
    said = shown(slipped, decimals, rounding)
    a, b = exact(part), exact(whole)
    assume(not any(_agrees(true, said, name) for name in (OF, MORE, LESS)))
    for found in (
        share(a, b, said),
        percent_of_plan(a, b, said, "reached"),
        percent_of_plan(a, b, said, "exceeded"),
        growth(a, b, said, index=True),
    ):
        assert found.verdict is Verdict.VIOLATED or found.readings == ("inverse",)


def _agrees(true: Fraction, said: Stated, reading: str) -> bool:
    expected = {OF: true, MORE: true - 100, LESS: 100 - true}[reading]
    low, high = said.tight.low, said.tight.high
    assert low is not None and high is not None
    return Fraction(low) <= expected <= Fraction(high)


@FAST
@given(
    base=st.integers(50, 5000),
    rise=st.integers(1, 5000),
    rounding=ROUNDINGS,
    tenfold=st.booleans(),
)
def test_a_tenfold_slip_of_growth_is_violated(
    base: int, rise: int, rounding: str, tenfold: bool
) -> None:
    true = Fraction(rise * 100, base)
    assume(true > 1)
    said = shown(true * 10 if tenfold else true / 10, 2, rounding)
    index = true + 100
    assume(not any(_agrees(index, said, name) for name in (OF, MORE, LESS)))
    assume(not _agrees(100 - Fraction(rise * 100, base + rise), said, LESS))  # of the new value
    found = growth(exact(base + rise), exact(base), said, Direction.INCREASE)
    assert found.verdict is Verdict.VIOLATED


@FAST
@given(before=COUNTS, change=COUNTS, decimals=DECIMALS, rounding=ROUNDINGS)
def test_true_changes_agree(before: int, change: int, decimals: int, rounding: str) -> None:
    small = Fraction(1, 7)
    first, moved = before + small, change + small
    after = first + moved
    said = [shown(value, decimals, rounding) for value in (first, moved, after)]
    moves = [(said[1], Direction.INCREASE)]
    assert delta(said[2], moves, said[0], closed=True).verdict is Verdict.SATISFIED
    found = from_to(said[0], said[2], said[1], Direction.INCREASE)
    assert found.verdict is Verdict.SATISFIED
    assert part_of(said[0], said[2]).verdict is Verdict.SATISFIED


@FAST
@given(
    value=st.decimals(0, 10**6, places=4),
    first=st.tuples(DECIMALS, ROUNDINGS),
    again=st.tuples(DECIMALS, ROUNDINGS),
)
def test_a_value_said_twice_agrees(
    value: Decimal, first: tuple[int, str], again: tuple[int, str]
) -> None:
    found = repeat(shown(value, *first), shown(value, *again))
    assert found.verdict is Verdict.SATISFIED


@FAST
@given(
    value=st.decimals(1, 10**6, places=2),
    approx=st.sampled_from(list(Approx)),
    unit=st.sampled_from(["person", "percent", "VND"]),
    step=st.sampled_from(["0", "1", "0.1", "100"]),
)
def test_widths_nest(book: RuleBook, value: Decimal, approx: Approx, unit: str, step: str) -> None:
    item = book.tolerances.stated(fact("F", str(value), approx=approx, unit=unit, step=step))
    for inner, outer in ((item.printed, item.tight), (item.tight, item.loose)):
        assert outer.low is None or (inner.low is not None and outer.low <= inner.low)
        assert outer.high is None or (inner.high is not None and inner.high <= outer.high)


NUMBERS = st.one_of(
    st.none(), st.decimals(allow_nan=True, allow_infinity=True), st.decimals(0, 1000, places=1)
)
ISO = st.one_of(st.none(), st.sampled_from(["2020", "2020-02-30", "x", "2021-01", "9999-12-31"]))


@st.composite
def any_fact(draw: st.DrawFn, id: str) -> Fact:
    low, high = draw(NUMBERS), draw(NUMBERS)
    return fact(
        id,
        None if low is None else str(low),
        draw(st.sampled_from(["other", "party.members.total", "poverty.rate", "?"])),
        high=None if high is None else str(high),
        at=draw(st.integers(0, 500)),
        step=str(draw(st.one_of(st.just(0), st.decimals()))),
        decimals=draw(st.integers(-3, 40)),
        unit=draw(st.sampled_from(["person", "percent", "VND", "kg", "tonne/hectare", "/", ""])),
        approx=draw(st.sampled_from(list(Approx))),
        status=draw(st.sampled_from(list(Status))),
        aspect=draw(st.sampled_from(list(Aspect))),
        direction=draw(st.sampled_from([None, *Direction])),
        subject=draw(st.sampled_from([None, "T1", "huyện {0}"])),
        breakdown=draw(st.sampled_from([None, "nữ", "{x}"])),
        period=draw(st.one_of(st.none(), st.builds(Period, ISO, ISO, st.just("{năm}")))),
    )


ROLES = ("total", "parts", "numerator", "denominator", "percent", "actual", "plan", "after",
         "change", "before", "current", "base", "part", "whole", "from", "to", "first", "again",
         "factors", "result")  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_records_survive(
    book: RuleBook, indicators: dict[str, Indicator], data: st.DataObject
) -> None:
    facts = [data.draw(any_fact(f"F{n}")) for n in range(data.draw(st.integers(0, 5)))]
    ids = st.sampled_from([*(item.id for item in facts), "F99"])
    relations = []
    for _ in range(data.draw(st.integers(0, 4))):
        roles = data.draw(st.lists(st.sampled_from(ROLES), max_size=3, unique=True))
        tied = {role: tuple(data.draw(st.lists(ids, min_size=0, max_size=3))) for role in roles}
        kind = data.draw(st.sampled_from(list(RelationType)))
        relations.append(relation(kind, data.draw(READINGS), **tied))
    language = data.draw(st.sampled_from(["vi", "en", "fr"]))
    found = confront(facts, relations, book, indicators, published="2020-10", language=language)
    assert [item.id for item in found] == [f"C{n}" for n in range(1, len(found) + 1)]
    assert found == confront(
        facts, relations, book, indicators, published="2020-10", language=language
    )
    assert all(item.message for item in found)


def test_rounding_names_are_those_of_decimal() -> None:
    """``shown`` rounds like Decimal itself."""
    for rounding in (ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN):
        for text in ("2.5", "3.5", "2.49", "2.51"):
            expected = Decimal(text).quantize(Decimal(1), rounding=rounding)
            assert shown(Decimal(text), 0, rounding).printed.point == expected


def test_a_percentage_printed_the_wrong_way_is_violated() -> None:
    """Neither rounding nor cutting off gives the next number up, or the one below."""
    for part, whole in ((1, 3), (2, 7), (121, 85)):
        true = Decimal(part) * 100 / whole
        for mode, shift in ((ROUND_CEILING, 1), (ROUND_FLOOR, -1)):
            wrong = true.quantize(Decimal(1), rounding=mode) + shift
            found = share(exact(part), exact(whole), Stated.plain(wrong, 1))
            assert found.verdict is Verdict.VIOLATED, (part, whole, wrong)
