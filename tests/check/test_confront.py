"""Whole findings from facts and relations typed in by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.check.build import billions, fact, percent, relation
from textmine.check import PlaceClaim
from textmine.check.confront import confront
from textmine.check.rules import RuleBook
from textmine.model import (
    Approx,
    Aspect,
    Direction,
    Entity,
    EntityType,
    Fact,
    Finding,
    Period,
    Relation,
    Severity,
    Span,
    Status,
    Verdict,
)
from textmine.packs.indicators import Indicator

Check = Callable[..., tuple[Finding, ...]]
YES, NO, OPEN = Verdict.SATISFIED, Verdict.VIOLATED, Verdict.UNDECIDED
UP, DOWN = Direction.INCREASE, Direction.DECREASE


@pytest.fixture
def check(book: RuleBook, indicators: dict[str, Indicator]) -> Check:
    def run(
        facts: Sequence[Fact], relations: Sequence[Relation] = (), **more: Any
    ) -> tuple[Finding, ...]:
        return confront(facts, relations, book, indicators, **more)

    return run


A = fact("A", 40, at=10)
SAID: list[tuple[list[Fact], Relation, Verdict, str, str]] = [
    (
        [fact("A", 42, at=1), fact("B", 40, at=2), percent("C", 105, at=3)],
        relation("ratio", numerator="A", denominator="B", percent="C"),
        YES,
        "42/40 = 105%, bài ghi 105%: khớp",
        "42/40 = 105%, printed as 105%: agrees",
    ),
    (
        [fact("A", 8, at=1), fact("B", 19, at=2)],
        relation("ratio", numerator="A", denominator="B"),
        OPEN,
        "8/19 = 42,11%, bài không ghi tỷ lệ",
        "8/19 = 42.11%, no percentage printed",
    ),
    (
        [fact("A", 92, at=1), fact("B", 383, at=2), percent("C", "25.0", at=3)],
        relation("share", part="A", whole="B", percent="C"),
        NO,
        "92/383 = 24,02%, không phải 25,0%",
        "92/383 = 24.02%, not 25.0%",
    ),
    (
        [fact("A", 1234, "party.members.total", at=1), percent("C", "32.5", at=3)],
        relation("share", part="A", percent="C"),
        OPEN,
        "1.234 đảng viên là 32,5% của 3.785–3.803, bài không ghi tổng",
        "1,234 party members is 32.5% of 3,785–3,803, no total printed",
    ),
    (
        [billions("A", "196.3", at=1), billions("B", "120.5", at=2), billions("C", "75.7", at=3)],
        relation("parts_sum", "partition", total="A", parts=("B", "C")),
        YES,
        "120,5 + 75,7 = 196,1–196,4, bài ghi 196,3 tỷ đồng: khớp khi tính đến làm tròn",
        "120.5 + 75.7 = 196.1–196.4, printed as 196.3 billion dong: agrees within rounding",
    ),
    (
        [billions("A", "196", at=1, approx=Approx.LESS_THAN), billions("B", "195.8", at=2)],
        relation("repeat", first="A", again="B"),
        YES,
        "gần 196 tỷ đồng nhắc lại là 195,8 tỷ đồng: khớp khi tính đến làm tròn",
        "nearly 196 billion dong, said again as 195.8 billion dong: agrees within rounding",
    ),
    (
        [fact("A", 45, at=1), fact("B", 51, at=2), fact("C", 6, at=3, aspect=Aspect.CHANGE)],
        relation("delta", after="B", change="C", before="A"),
        YES,
        "51 − 6 = 45 người trước đó, khớp",
        "51 − 6 = 45 người before, agrees",
    ),
    (
        [
            fact("A", 44, at=1),
            fact("B", 51, at=2),
            fact("C", 6, at=3, aspect=Aspect.CHANGE, direction=UP),
        ],
        relation("delta", after="B", change="C", before="A"),
        NO,
        "51 − 6 = 45, bài ghi trước đó 44 người: lệch 1",
        "51 − 6 = 45, printed as 44 người before: off by 1",
    ),
    (
        [
            fact("A", 40, at=1),
            fact("C", 10, at=2, direction=UP),
            fact("D", 5, at=3, direction=DOWN),
        ],
        relation("delta", after="A", change=("C", "D")),
        YES,
        "40 − 10 + 5 = 35 người trước đó",
        "40 − 10 + 5 = 35 người before",
    ),
    (
        [
            percent("A", "12.5", at=1),
            percent("B", "9.5", at=2),
            percent("C", 3, at=3, direction=DOWN),
        ],
        relation("from_to", from_="A", to="B", change="C"),
        YES,
        "Từ 12,5 đến 9,5%, thay đổi 3%: khớp",
        "From 12.5 to 9.5%, a change of 3%: agrees",
    ),
    (
        [
            billions("A", "100.0", at=1),
            billions("B", "120.0", at=2),
            percent("C", 25, at=3, direction=UP),
        ],
        relation("from_to", from_="A", to="B", change="C"),
        NO,
        "Từ 100,0 đến 120,0 tỷ đồng là thay đổi 19,83–20,16%, không phải 25%",
        "From 100.0 to 120.0 billion dong is a change of 19.83–20.16%, not 25%",
    ),
    (
        [percent("A", "9.5", at=1), percent("B", "12.5", at=2, direction=DOWN)],
        relation("from_to", from_="A", to="B"),
        NO,
        "Từ 9,5 đến 12,5% ngược với chiều tăng, giảm trong bài",
        "From 9.5 to 12.5% runs against the direction the text gives",
    ),
    (
        [
            fact("A", 1200, "crop.area", at=1, unit="hectare", step=1),
            fact("B", "5.5", "crop.yield", at=2, unit="tonne/hectare", step="0.1"),
            fact("C", 6600, "crop.output", at=3, unit="tonne", step=1),
        ],
        relation("product", factors=("A", "B"), result="C"),
        YES,
        "1.200 ha × 55 tạ/ha = 6.600 tấn, khớp",
        "1,200 ha × 55 quintals per ha = 6,600 tonnes, agrees",
    ),
    (
        [
            billions("A", "115.0", at=1),
            billions("B", "100.0", at=2),
            percent("C", 15, at=3, direction=UP, aspect=Aspect.GROWTH),
        ],
        relation("growth", current="A", base="B", percent="C"),
        YES,
        "115,0/100,0 = 115%, bài ghi 15%: khớp",
        "115.0/100.0 = 115%, printed as 15%: agrees",
    ),
    (
        [
            billions("A", "115.0", at=1),
            billions("B", "100.0", at=2),
            percent("C", 25, at=3, direction=UP, aspect=Aspect.GROWTH),
        ],
        relation("growth", current="A", base="B", percent="C"),
        NO,
        "115,0/100,0 = 115%, không phải 125% (bài ghi 25%)",
        "115.0/100.0 = 115%, not 125% (printed: 25%)",
    ),
    (
        [
            percent("A", "92.0", at=1),
            percent("B", "90.0", at=2, status=Status.TARGET),
            percent("C", 2, at=3),
        ],
        relation("percent_of_plan", "exceeded", actual="A", plan="B", percent="C"),
        YES,
        "92,0 − 90,0 = 2%, bài ghi 2%: khớp",
        "92.0 − 90.0 = 2%, printed as 2%: agrees",
    ),
]


@pytest.mark.parametrize(("facts", "tie", "verdict", "vi", "en"), SAID)
def test_messages(
    check: Check, facts: list[Fact], tie: Relation, verdict: Verdict, vi: str, en: str
) -> None:
    (found,) = check(facts, [tie])
    assert (found.verdict, found.message) == (verdict, vi)
    (found,) = check(facts, [tie], language="en")
    assert (found.verdict, found.message) == (verdict, en)
    assert found.severity is (Severity.ERROR if verdict is NO else Severity.INFO)


def test_only_by_rounding_is_told(check: Check) -> None:
    facts = [fact("A", 2, at=1), fact("B", 3, at=2), percent("C", 66, at=3), percent("D", 68, at=4)]
    tie = relation("share", part="A", whole="B", percent="C")
    (found,) = check(facts, [tie])
    assert found.only_by_rounding
    assert found.reported == (65.5, 67)
    (wrong,) = check(facts, [relation("share", part="A", whole="B", percent="D")])
    assert (wrong.verdict, wrong.only_by_rounding) == (NO, False)


DIFFERENT: list[tuple[str, list[Fact], Relation, str]] = [
    (
        "results and plans",
        [fact("A", 24, at=1, status=Status.TARGET), fact("B", 19, at=2), fact("C", 4, at=3)],
        relation("parts_sum", "partition", total="A", parts=("B", "C")),
        "không cùng là kết quả hay kế hoạch",
    ),
    (
        "a yearly rate",
        [fact("A", 10, at=1, per="year"), fact("B", 40, at=2)],
        relation("repeat", first="A", again="B"),
        "tính theo năm hay tháng",
    ),
    (
        "other times",
        [
            fact("A", 10, at=1, period=Period("2019", "2019", "năm 2019")),
            fact("B", 40, at=2, period=Period("2020", "2020", "năm 2020")),
        ],
        relation("repeat", first="A", again="B"),
        "không cùng thời gian",
    ),
    (
        "a share of years before and a whole of today",
        [
            fact("A", 92, at=1, period=Period("2016-01", "2016-01", "đầu năm 2016")),
            fact("B", 400, at=2, period=Period("2019-03-11", "2019-03-11", "")),
            percent("C", 25, at=3),
        ],
        relation("share", part="A", whole="B", percent="C"),
        "không cùng thời gian",
    ),
    (
        "other bodies",
        [fact("A", 10, at=1, subject="T1"), fact("B", 40, at=2, subject="T2")],
        relation("repeat", first="A", again="B"),
        "các đơn vị khác nhau",
    ),
    (
        "a change beside a level",
        [fact("A", 10, at=1), fact("B", 40, at=2, aspect=Aspect.CHANGE)],
        relation("repeat", first="A", again="B"),
        "là thay đổi",
    ),
    (
        "an estimate beside the result",
        [fact("A", 10, at=1, status=Status.ESTIMATE), fact("B", 40, at=2)],
        relation("repeat", first="A", again="B"),
        "không cùng là kết quả",
    ),
    (
        "not of one kind",
        [
            fact("A", 12, "party.members.admitted", at=1),
            fact("B", 11, "party.applications.reviewed", at=2),
        ],
        relation("part_of", part="A", whole="B"),
        "không chắc nói về cùng một thứ",
    ),
    (
        "no indicator, and other words",
        [fact("A", 306, at=1, label="giảng viên"), fact("B", 3, at=2, label="nhà giáo")],
        relation("part_of", part="A", whole="B"),
        "không chắc nói về cùng một thứ",
    ),
    (
        "said again in other words",
        [fact("A", 306, at=1, label="giảng viên"), fact("B", 3, at=2, label="nhà giáo")],
        relation("repeat", first="A", again="B"),
        "không chắc nói về cùng một thứ",
    ),
    (
        "a longer time than the whole's",
        [
            fact("A", 121, "party.members.admitted", at=1, period=Period("2015", "2020", "a")),
            fact("B", 10, "party.members.admitted", at=2, period=Period("2020", "2020", "b")),
        ],
        relation("part_of", part="A", whole="B"),
        "không cùng thời gian",
    ),
    (
        "more added than there are, elsewhere",
        [fact("A", 51, at=1, subject="T1"), fact("B", 60, at=2, subject="T2")],
        relation("delta", after="A", change="B"),
        "các đơn vị khác nhau",
    ),
    (
        "another base in the text",
        [fact("A", 92, at=1), fact("B", 383, at=2), percent("C", 23, at=3), fact("D", 400, at=9)],
        relation("share", part="A", whole="B", percent="C"),
        "khớp nếu so với 400 người",
    ),
    (
        "another number it is a percentage of",
        [fact("A", 92, at=1), fact("B", 400, at=2), percent("C", 13, at=3), fact("D", 52, at=9)],
        relation("share", part="A", whole="B", percent="C"),
        "khớp nếu là tỷ lệ của 52 người",
    ),
    (
        "another whole before it",
        [fact("D", 68, at=1), fact("A", 2, at=20), fact("B", 3, at=30)],
        relation("part_of", part="B", whole="A"),
        "có thể là một phần của 68 người",
    ),
    (
        "a total of another kind, told elsewhere",
        [
            fact("A", 22740, "poverty.households", at=1),
            fact("B", 4200, "household.count", at=500),
        ],
        relation("part_of", part="A", whole="B"),
        "các đơn vị khác nhau",
    ),
    (
        "another total in the text",
        [fact("D", 23, at=0), fact("A", 24, at=1), fact("B", 19, at=2), fact("C", 4, at=3)],
        relation("parts_sum", "partition", total="A", parts=("B", "C")),
        "khớp nếu tổng là 23 người",
    ),
    (
        "a second plan",
        [
            fact("A", 42, at=1),
            fact("B", 50, at=2, status=Status.TARGET),
            percent("C", 105, at=3),
            fact("D", 40, at=9, status=Status.TARGET),
        ],
        relation("percent_of_plan", "reached", actual="A", plan="B", percent="C"),
        "khớp nếu so với 40 người",
    ),
]


@pytest.mark.parametrize(("why", "facts", "tie", "said"), DIFFERENT)
def test_a_mismatch_with_a_way_out_is_open(
    check: Check, why: str, facts: list[Fact], tie: Relation, said: str
) -> None:
    (found,) = check(facts, [tie])
    assert found.verdict is OPEN, why
    assert said in found.message
    assert found.severity is Severity.WARNING


def test_without_the_way_out_it_is_violated(check: Check) -> None:
    """The facts of the table above, but alike, or far away."""
    plain = [fact("A", 24, at=1), fact("B", 19, at=2), fact("C", 4, at=3)]
    tie = relation("parts_sum", "partition", total="A", parts=("B", "C"))
    assert check(plain, [tie])[0].verdict is NO
    assert check([*plain, fact("D", 23, at=9)], [tie])[0].verdict is NO  # after the parts
    again = relation("repeat", first="A", again="B")
    assert check([fact("A", 10, at=1), fact("B", 40, at=2)], [again])[0].verdict is NO
    share = relation("share", part="A", whole="B", percent="C")
    near = [fact("A", 92, at=1), fact("B", 383, at=2), percent("C", 23, at=3)]
    assert check([*near, fact("D", 400, at=5000)], [share])[0].verdict is NO
    admitted = "party.members.admitted"
    part = relation("part_of", part="A", whole="B")
    assert check([fact("A", 12, admitted), fact("B", 11, admitted)], [part])[0].verdict is NO
    declared = [
        fact("A", 12, "party.members.probationary", at=20),
        fact("B", 11, "party.members.total", at=1),
    ]
    assert check(declared, [part])[0].verdict is NO


def test_a_chance_agreement_is_no_way_out(check: Check) -> None:
    """Open-ended numbers, plans, and plans for others agree with too much to explain anything."""
    share = relation("share", part="A", whole="B", percent="C")
    near = [fact("A", 92, at=1), fact("B", 383, at=2), percent("C", 23, at=3)]
    for other in (
        fact("D", 50, at=9, approx=Approx.AT_LEAST),
        fact("D", 390, at=9, high=410, approx=Approx.RANGE),
        fact("D", 400, at=9, status=Status.TARGET),
        fact("D", 400, at=9, aspect=Aspect.CHANGE),
        billions("D", "400", at=9),
    ):
        assert check([*near, other], [share])[0].verdict is NO
    plan = relation("percent_of_plan", "reached", actual="A", plan="B", percent="C")
    set_for = [
        fact("A", 42, at=1, subject="T1"),
        fact("B", 50, at=2, subject="T1", status=Status.TARGET),
        percent("C", 105, at=3),
    ]
    other = fact("D", 40, at=9, subject="T2", status=Status.TARGET)
    assert check([*set_for, other], [plan])[0].verdict is NO


@pytest.mark.parametrize(
    ("plan", "said", "verdict"),
    [
        (fact("B", 45, at=2, approx=Approx.AT_LEAST, status=Status.TARGET), "15.6", YES),
        (fact("B", 45, at=2, approx=Approx.AT_LEAST, status=Status.TARGET), "14.6", OPEN),
        (fact("B", 45, at=2, approx=Approx.AT_LEAST, status=Status.TARGET), "17.6", NO),
        (fact("B", 45, at=2, approx=Approx.AT_MOST, status=Status.TARGET), "17.6", OPEN),
        (fact("B", 45, at=2, status=Status.TARGET), "14.6", NO),
    ],
)
def test_a_plan_that_is_a_bound(check: Check, plan: Fact, said: str, verdict: Verdict) -> None:
    tie = relation("percent_of_plan", "reached", actual="A", plan="B", percent="C")
    assert check([fact("A", 7, at=1), plan, percent("C", said, at=3)], [tie])[0].verdict is verdict


def test_groups_of_different_traits_may_overlap(check: Check) -> None:
    tie = relation("parts_sum", "remainder", total="A", parts=("B", "C"))
    total = fact("A", 40, at=1)
    women = fact("B", 25, at=2, breakdown="nữ")
    others = [
        fact("C", 30, at=3, breakdown="dân tộc thiểu số"),
        fact("C", 30, at=3, breakdown="nam"),
    ]
    assert check([total, women, others[0]], [tie])[0].verdict is YES
    assert check([total, women, others[1]], [tie])[0].verdict is NO


UNLIKE: list[tuple[list[Fact], Relation]] = [
    ([fact("A", 24), billions("B", "19")], relation("repeat", first="A", again="B")),
    ([fact("A", 24), percent("B", 19)], relation("part_of", part="B", whole="A")),
    (
        [fact("A", 24), fact("B", 40), fact("C", 60)],
        relation("share", part="A", whole="B", percent="C"),
    ),
    (
        [fact("A", 24, unit="hectare"), fact("B", 2, unit="tonne"), fact("C", 48, unit="km")],
        relation("product", factors=("A", "B"), result="C"),
    ),
]


@pytest.mark.parametrize(("facts", "tie"), UNLIKE)
def test_unlike_units_are_open(check: Check, facts: list[Fact], tie: Relation) -> None:
    (found,) = check(facts, [tie])
    assert found.verdict is OPEN
    assert found.message.endswith("các số không cùng đơn vị")


def test_kilograms_and_tonnes_add_up(check: Check) -> None:
    facts = [
        fact("A", "1.5", at=1, unit="tonne", step="0.1", decimals=1),
        fact("B", 700, at=2, unit="kg", step=1),
        fact("C", 800, at=3, unit="kg", step=1),
    ]
    tie = relation("parts_sum", "partition", total="A", parts=("B", "C"))
    (found,) = check(facts, [tie])
    assert (found.verdict, found.message) == (YES, "700 kg + 800 kg = 1,5 tấn, khớp")
    wrong = [*facts[:2], fact("C", 950, at=3, unit="kg", step=1)]
    assert check(wrong, [tie])[0].verdict is NO


def test_missing_facts_are_open(check: Check) -> None:
    (found,) = check([A], [relation("part_of", part="A", whole="Z")])
    assert (found.verdict, found.facts) == (OPEN, ("A",))
    assert check([A], [relation("part_of", part="Y", whole="Z")]) == ()


def test_a_part_of_a_sum_or_share_is_told_once(check: Check) -> None:
    facts = [fact("A", 24, at=1), fact("B", 19, at=2), fact("C", 5, at=3), percent("D", 20, at=4)]
    total = relation("parts_sum", "partition", total="A", parts=("B", "C"))
    share = relation("share", part="C", whole="A", percent="D")
    part = relation("part_of", part="B", whole="A")
    other = relation("part_of", part="C", whole="A")
    assert [item.rule for item in check(facts, [part, total])] == ["parts_sum"]
    assert [item.rule for item in check(facts, [other, share])] == ["share"]
    assert [item.rule for item in check(facts, [part, other])] == ["part_of", "part_of"]
    assert len(check(facts, [total, total])) == 1


def test_findings_follow_the_text(check: Check) -> None:
    facts = [fact("A", 3, at=30), fact("B", 2, at=20), fact("C", 1, at=10)]
    ties = [
        relation("part_of", part="A", whole="B"),
        relation("part_of", part="B", whole="A"),
        relation("part_of", part="C", whole="A"),
        relation("part_of", part="C", whole="B"),
    ]
    found = check(facts, ties)
    order = [("C1", ("C", "B")), ("C2", ("C", "A")), ("C3", ("A", "B")), ("C4", ("B", "A"))]
    assert [(item.id, item.facts) for item in found] == order
    assert check(facts, list(reversed(ties))) == found


RATE = "poverty.rate"
OUT: list[tuple[Fact, bool]] = [
    (percent("A", "95.2", indicator=RATE), False),
    (percent("A", 100, indicator=RATE), False),
    (percent("A", 101, indicator=RATE), True),
    (percent("A", 952, indicator=RATE), True),
    (percent("A", 142, indicator="party.admission.plan_percent"), False),
    (percent("A", 952, indicator=RATE, aspect=Aspect.GROWTH), False),
    (percent("A", 952, indicator=RATE, aspect=Aspect.PLAN_SHARE), False),
    (fact("A", 952, RATE), False),  # a count filed under a rate
    (percent("A", 952), False),
    (fact("A", -3, "party.members.total"), True),
    (fact("A", 550, "crop.yield", unit="tonne/hectare", step=1), True),
    (fact("A", "5.5", "crop.yield", unit="tonne/hectare", step="0.1"), False),
]


@pytest.mark.parametrize(("item", "outside"), OUT)
def test_bounds(check: Check, item: Fact, outside: bool) -> None:
    found = check([item])
    assert [x.verdict for x in found] == ([NO] if outside else [])


def test_bounds_are_said(check: Check) -> None:
    item = percent("A", 101, indicator=RATE)
    assert check([item])[0].message == "101% cao hơn mức có thể có (100%)"
    assert check([item], language="en")[0].message == "101% is above what is possible (100%)"
    below = fact("A", -3, "party.members.total")
    assert check([below])[0].message == "−3 đảng viên thấp hơn mức có thể có (0 đảng viên)"


def test_a_percentage_of_something_has_no_bounds_of_its_own(check: Check) -> None:
    item = percent("A", 142, indicator=RATE)
    tie = relation("percent_of_plan", "reached", actual="B", percent="A")
    assert {x.rule for x in check([item, fact("B", 121)], [tie])} == {"percent_of_plan"}


LATE = Period("2021", "2021", "năm 2021")


def test_dates_are_told_once_for_all_their_numbers(check: Check) -> None:
    facts = [fact("A", 1, at=5, period=LATE), fact("B", 2, at=9, period=LATE)]
    (found,) = check(facts, published="2020-10-16")
    assert (found.verdict, found.facts) == (OPEN, ("A", "B"))
    assert found.message == "“năm 2021” sau ngày đăng 2020-10-16: có thể là kế hoạch"
    assert check(facts) == ()
    assert check([fact("A", 1, period=LATE, status=Status.TARGET)], published="2020-10-16") == ()


def test_a_printed_period_that_runs_backwards_is_violated(check: Check) -> None:
    period = Period("2020", "2015", "từ năm 2020 đến năm 2015")
    (found,) = check([fact("A", 1, period=period)])
    assert (found.verdict, found.severity) == (NO, Severity.ERROR)
    english = check([fact("A", 1, period=period)], language="en")[0].message
    assert english == "“từ năm 2020 đến năm 2015” ends before it starts (2020 – 2015)"


def test_a_base_after_what_is_compared_is_open(check: Check) -> None:
    facts = [
        fact("A", 115, at=1, period=Period("2019", "2019", "năm 2019")),
        fact("B", 100, at=2, period=Period("2020", "2020", "năm 2020")),
        percent("C", 15, at=3, direction=UP),
    ]
    found = check(facts, [relation("growth", current="A", base="B", percent="C")])
    assert [(item.rule, item.verdict) for item in found] == [("dates", OPEN), ("growth", YES)]


def test_places_under_the_wrong_parent(check: Check) -> None:
    entities = [
        Entity("T1", EntityType.PLACE, "xã Nà Tấu", "commune"),
        Entity("T2", EntityType.PLACE, "huyện Mường Lát", "district"),
    ]
    claims = [
        PlaceClaim("T1", "T2", False, Span(40, 60)),
        PlaceClaim("T1", "T2", True, Span(10, 30)),
        PlaceClaim("T1", "T2", None, Span(70, 90)),
        PlaceClaim("T1", "T2", False, Span(40, 60)),
    ]
    (found,) = check([A], claims=claims, entities=entities)
    assert (found.verdict, found.severity) == (NO, Severity.WARNING)
    assert found.message == "xã Nà Tấu không thuộc huyện Mường Lát vào thời điểm bài viết"
    (found,) = check([A], claims=claims, entities=entities, language="en")
    assert found.message.startswith("xã Nà Tấu was not part of huyện Mường Lát")


def test_nothing_gives_nothing(check: Check) -> None:
    assert check([]) == ()
    assert check([A], [relation("repeat")]) == ()
