"""Small archives: what is found, what is left open, and that findings stay what they are."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.archive.build import ADMITTED, COMMUNE, TOTAL, check, said, tie, told, violated
from textmine.check.archive import Link
from textmine.check.archive.typed import name_key
from textmine.model import Severity, Statement, Verdict

FALLING = (
    said(1, 97, ADMITTED, "2020-01-01/2020-09-30", "2020-10-05"),
    said(2, 79, ADMITTED, "2020-01-01/2020-11-30", "2020-12-04"),
)


def test_a_cumulative_figure_that_falls() -> None:
    (found,) = check(FALLING)
    assert (found.rule, found.verdict, found.severity) == (
        "archive.monotone_within_year",
        Verdict.VIOLATED,
        Severity.ERROR,
    )
    assert found.sides == (((1, 0),), ((2, 0),))
    assert found.sources == (1, 1)
    assert found.arithmetic == "97 > 79"
    assert "từ 1/1/2020 đến 30/9/2020" in told(found)
    assert "1/1/2020 to 30/9/2020" in told(found, "en")


def test_one_false_figure_is_told_once() -> None:
    more = [
        said(3, 30, ADMITTED, "2020-01-01/2020-03-31", "2020-04-05"),
        said(4, 61, ADMITTED, "2020-01-01/2020-06-30", "2020-07-05"),
        said(5, 20, ADMITTED, "2020", "2021-01-05"),
    ]
    found = check([FALLING[0], *more])
    assert violated(found) == ["archive.monotone_within_year"]
    assert (5, 0) in found[0].sides[1]


def test_reprints_are_one_source() -> None:
    again = said(3, 79, ADMITTED, "2020-01-01/2020-11-30", "2020-12-06", origin=2)
    (found,) = check([*FALLING, again])
    assert found.sides == (((1, 0),), ((2, 0), (3, 0)))
    assert found.sources == (1, 1)
    other = said(4, 79, ADMITTED, "2020-01-01/2020-11-30", "2020-12-07")
    (found,) = check([*FALLING, again, other])
    assert found.sources == (1, 2)


def test_the_key_outlives_more_articles_and_another_order() -> None:
    (alone,) = check(FALLING)
    more = [
        said(3, 79, ADMITTED, "2020-01-01/2020-11-30", "2020-12-06"),
        said(9, 383, TOTAL, "2020-06-30", "2020-07-03", **COMMUNE),
    ]
    statements = [*more, *reversed(FALLING)]
    (found,) = check(statements)
    assert found.key == alone.key
    random.Random(1).shuffle(statements)
    assert check(statements) == (found,)
    changed = replace(FALLING[1], low=FALLING[1].low and FALLING[1].low + 1)
    changed = replace(changed, high=changed.low)
    assert check([FALLING[0], changed])[0].key != alone.key


def test_groups_alone_give_the_same_findings() -> None:
    other = [
        said(3, 383, TOTAL, "2020-06-30", "2020-07-03", **COMMUNE),
        said(4, 338, TOTAL, "2020-06-30", "2020-08-03", **COMMUNE),
    ]
    together = check([*FALLING, *other])
    assert sorted(item.key for item in (*check(FALLING), *check(other))) == sorted(
        item.key for item in together
    )


def test_bodies_of_one_territory_are_linked_and_not_equal() -> None:
    union = {"body": "Huyện đoàn Bắc Lũng", "area": "huyện Bắc Lũng"}
    one = said(1, 124, ADMITTED, "2020", "2021-01-12")
    other = said(2, 142, ADMITTED, "2020", "2021-01-15", body="Đảng bộ huyện Bắc Lũng",
                 area="huyện Bắc Lũng")  # fmt: skip
    (found,) = check([one, other])
    assert (found.verdict, found.severity) == (Verdict.VIOLATED, Severity.WARNING)
    assert check([one, said(2, 42, ADMITTED, "2020", "2021-01-15", **union)]) == ()


def test_an_article_at_odds_with_itself_is_no_witness() -> None:
    torn = [
        said(1, 121, ADMITTED, "2020", "2021-01-12", article=7),
        said(2, 124, ADMITTED, "2020", "2021-01-12", article=7),
    ]
    other = said(3, 130, ADMITTED, "2020", "2021-01-15")
    assert check([*torn, other]) == ()
    whole = [
        said(1, 121, ADMITTED, "2020", "2021-01-12", article=7),
        said(2, 34, ADMITTED, "2020", "2021-01-12", article=7),  # a part read as the whole
    ]
    (found,) = check([*whole, other])
    assert found.sides == (((1, 0),), ((3, 0),))


def test_uncertain_readings_leave_it_open() -> None:
    (found,) = check([FALLING[0], replace(FALLING[1], confidence=0.4)])
    assert (found.verdict, found.severity) == (Verdict.UNDECIDED, Severity.INFO)
    assert "chưa chắc đọc đúng" in told(found)


def sentence(statement: Statement, text: str, quote: str) -> Statement:
    return replace(statement, sentence=text, quote=quote)


def test_a_number_must_be_named_in_its_sentence() -> None:
    plain = sentence(
        said(1, 124, ADMITTED, "2020", "2021-01-12"),
        "Năm 2020, Huyện ủy Bắc Lũng kết nạp 124 đảng viên.",
        "124 đảng viên",
    )
    part = sentence(
        said(2, 36, ADMITTED, "2020", "2021-01-15"),
        "Trong 124 đảng viên mới của huyện Bắc Lũng có 36 người là công chức.",
        "36 người",
    )
    (found,) = check([plain, part])
    assert found.verdict is Verdict.UNDECIDED
    clear = sentence(
        said(2, 36, ADMITTED, "2020", "2021-01-15"),
        "Năm 2020, Huyện ủy Bắc Lũng kết nạp được 36 đảng viên.",
        "36 đảng viên",
    )
    (found,) = check([plain, clear])
    assert found.verdict is Verdict.VIOLATED


def test_figures_on_both_sides_of_a_new_poverty_line() -> None:
    poor = {"body": "", "area": "huyện Bắc Lũng"}
    values = {"2018": 2010, "2019": 1950, "2020": 1890, "2022": 18900}
    statements = [
        said(n, value, "poverty.households", f"{year}-12-31", f"{int(year) + 1}-01-10", **poor)
        for n, (year, value) in enumerate(values.items(), start=1)
    ]
    assert violated(check(statements)) == []


def test_a_cell_above_its_party_organisation() -> None:
    cell = {"body": "Chi bộ bản Nà Sòn", "area": ""}
    link = Link(name_key("body", cell["body"]), name_key("body", COMMUNE["body"]), "parent")
    whole = said(1, 383, TOTAL, "2020-12-14", "2020-12-14", **COMMUNE)
    for size, expected in ((51, []), (410, ["archive.part_of_parent"])):
        part = said(2, size, TOTAL, "2020-11-07", "2020-11-07", **cell)
        assert violated(check([whole, part], links=[link])) == expected
    later = said(2, 410, TOTAL, "2020-03-07", "2020-03-07", **cell)  # many may have left since
    assert violated(check([whole, later], links=[link])) == []


def test_a_plan_decides_what_was_exceeded() -> None:
    plan = said(1, 50, ADMITTED, "2020", "2020-01-14", status="target")
    actual = said(2, 121, ADMITTED, "2020", "2021-01-05", article=5)
    percent = said(3, "142", "party.admission.plan_percent", "2020", "2021-01-05", article=5,
                   unit="%", aspect="plan_share", direction="increase")  # fmt: skip
    ties = [tie("percent_of_plan", "ambiguous", actual=2, percent=3)]
    (found,) = check([plan, actual, percent], ties)
    assert (found.verdict, found.readings) == (Verdict.SATISFIED, ("more",))
    other = replace(plan, low=plan.low and plan.low + 35)
    other = replace(other, high=other.low)
    (found,) = check([other, actual, percent], ties)
    assert (found.verdict, found.readings) == (Verdict.SATISFIED, ("of",))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 500),
            st.sampled_from((TOTAL, ADMITTED, "budget.revenue", "poverty.rate", "other")),
            st.sampled_from(("2020", "2020-06-30", "2020-Q1", "../2020-05-01", "2019-01-01/..")),
            st.sampled_from(("2020-07-01", "2021", "2021-02")),
            st.integers(1, 3),
        ),
        max_size=12,
    )
)
def test_any_archive_survives_in_any_order(
    rows: list[tuple[int, str, str, str, int]],
) -> None:
    statements = [
        said(n, value, indicator, period, published, article=article)
        for n, (value, indicator, period, published, article) in enumerate(rows, start=1)
    ]
    found = check(statements)
    assert len({item.key for item in found}) == len(found)
    assert check(tuple(reversed(statements))) == found
