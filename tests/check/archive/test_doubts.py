"""What leaves a contradiction open: words around a number, each beside a twin that insists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.check.archive.build import ADMITTED, TOTAL, check, said, tie
from textmine.model import Period, Statement, Verdict

NAME = "Đảng bộ huyện Bắc Lũng"


def told(
    number: int, sentence: str, quote: str, value: int, indicator: str = ADMITTED
) -> Statement:
    """A figure of 2020 (or of its last day) in its sentence."""
    stock = indicator == TOTAL
    made = said(number, value, indicator, "2020-12-31" if stock else "2020", "2021-01-12",
                body=NAME, area="huyện Bắc Lũng")  # fmt: skip
    period = made.period
    assert period is not None
    if not stock:
        made = replace(made, period=Period(period.start, period.end, "năm 2020"))
    return replace(made, sentence=sentence, quote=quote)


PLAIN = told(1, f"Trong năm 2020, {NAME} kết nạp 124 đảng viên mới.", "124 đảng viên mới", 124)
MEMBERS = told(1, f"{NAME} hiện có 3.128 đảng viên.", "3.128 đảng viên", 3128, TOTAL)


@pytest.mark.parametrize(
    ("sentence", "quote", "verdict"),
    [
        (f"Trong năm 2020, {NAME} đã kết nạp được 86 đảng viên.", "86 đảng viên", "violated"),
        (f"Trong 124 đảng viên mới của {NAME} năm 2020 có 86 đảng viên trẻ.", "86 đảng viên",
         "undecided"),
        (f"{NAME} kết nạp nhiều quần chúng, trong đó riêng khối xã 86 đảng viên.", "86 đảng viên",
         "undecided"),
        (f"{NAME} yêu cầu mỗi chi bộ kết nạp 86 đảng viên.", "86 đảng viên", "undecided"),
        (f"{NAME} kết nạp nhiều hơn cùng kỳ là 86 đảng viên.", "86 đảng viên", "undecided"),
        ("Xã kết nạp 86 đảng viên.", "86 đảng viên", "undecided"),  # whose?
        (f"{NAME} kết nạp 124 đảng viên, 86 người là công chức.", "86 người", "undecided"),
        (f"{NAME} ước kết nạp 86 đảng viên.", "86 đảng viên", "undecided"),
    ],
)  # fmt: skip
def test_words_that_leave_it_open(sentence: str, quote: str, verdict: str) -> None:
    (found,) = check([PLAIN, told(2, sentence, quote, 86)])
    assert found.verdict == verdict


def test_what_narrows_a_count_stands_on_both_sides_or_none() -> None:
    some = f"{NAME} có 214 đảng viên dự bị."
    (found,) = check([MEMBERS, told(2, some, "214 đảng viên", 214, TOTAL)])
    assert found.verdict is Verdict.UNDECIDED
    aside = f"{NAME} có 2.914 đảng viên, phần lớn ở nông thôn."
    (found,) = check([MEMBERS, told(2, aside, "2.914 đảng viên", 2914, TOTAL)])
    assert found.verdict is Verdict.VIOLATED


def test_so_many_of_another_number_is_no_figure_of_its_own() -> None:
    text = f"{NAME} có 2.914/3.128 đảng viên được đánh giá."
    part = told(2, text, "2.914/3.128 đảng viên", 2914, TOTAL)
    whole = replace(told(3, text, "3.128 đảng viên", 3128, TOTAL), article=2)
    ties = [tie("ratio", numerator=2, denominator=3)]
    assert check([MEMBERS, part, whole], ties) == ()


def test_a_rough_number_slips_by_no_power_of_ten() -> None:
    rate = {"body": "", "area": "huyện Bắc Lũng", "unit": "%"}
    one = said(1, "21", "poverty.rate", "2020", "2021-01-12", **rate)
    exact = said(2, "2,1", "poverty.rate", "2020", "2021-01-15", **rate)
    rough = replace(said(2, "2", "poverty.rate", "2020", "2021-01-15", **rate),
                    approx=PLAIN.approx.__class__("less_than"))  # fmt: skip
    (found,) = check([one, exact])
    assert "10 lần" in dict(found.messages)["vi"]
    (found,) = check([one, rough])
    assert "lần" not in dict(found.messages)["vi"]


def test_boundaries_that_changed_in_between() -> None:
    before = replace(PLAIN, published="2025-06-20")
    after = replace(told(2, PLAIN.sentence.replace("124", "142"), "142 đảng viên mới", 142),
                    published="2025-07-20")  # fmt: skip
    (found,) = check([before, after])
    assert found.verdict is Verdict.UNDECIDED
    (found,) = check([before, replace(after, published="2025-06-25")])
    assert found.verdict is Verdict.VIOLATED


LISTED = f"{NAME} có nhiều đổi mới, qua đó 2.914 đồng chí được xếp loại, 86 đồng chí chưa xếp loại."


@pytest.mark.parametrize(("place", "verdict"), [("2.914", "violated"), ("86", None)])
def test_a_reprint_with_another_number(place: str, verdict: str | None) -> None:
    """The same sentence but for a number says enough, however its measure was worked out."""
    changed = LISTED.replace("2.914", "2.194")
    one = told(1, LISTED, f"{place} đồng chí", int(place.replace(".", "")), TOTAL)
    quote = f"{place} đồng chí".replace("2.914", "2.194")
    value = int(quote.split()[0].replace(".", ""))
    other = told(2, changed, quote, value, TOTAL)
    found = check([one, other])
    assert [item.verdict for item in found] == ([verdict] if verdict else [])
    elsewhere = replace(other, sentence=changed.replace("nhiều đổi mới", "một số đổi mới"))
    assert [item.verdict for item in check([one, elsewhere])] in ([], [Verdict.UNDECIDED])


@pytest.mark.parametrize(("later", "verdict"), [(124, None), (129, "undecided"), (180, "violated")])
def test_how_far_a_figure_may_grow_until_its_period_is_over(
    later: int, verdict: str | None
) -> None:
    early = said(1, 124, ADMITTED, "2020", "2020-12-12")
    final = said(2, later, ADMITTED, "2020", "2021-01-15")
    found = [item.verdict for item in check([early, final])]
    assert found == ([verdict] if verdict else [])


def test_two_plans_may_be_of_two_authorities() -> None:
    plans = [
        said(n, value, ADMITTED, "2020", f"2020-0{n}-12", status="target")
        for n, value in ((1, 124), (2, 142))
    ]
    assert [item.verdict for item in check(plans)] == [Verdict.UNDECIDED]
    text = f"Hội nghị giao chỉ tiêu năm 2020 cho {NAME} kết nạp # đảng viên mới."
    reprint = [
        replace(one, sentence=text.replace("#", value), quote=f"{value} đảng viên")
        for one, value in zip(plans, ("124", "142"), strict=True)
    ]
    assert [item.verdict for item in check(reprint)] == [Verdict.VIOLATED]


def test_a_percentage_beside_its_figure_needs_no_name_of_its_own() -> None:
    def result(number: int, value: int, percent: str, period: str, day: str) -> list[Statement]:
        place = {"body": NAME, "area": "huyện Bắc Lũng", "article": number}
        done = said(number, value, ADMITTED, period, day, **place)
        share = said(number + 1, percent, "party.admission.plan_percent", period, day, unit="%",
                     aspect="plan_share", **place)  # fmt: skip
        text = f"{NAME} kết nạp được {value} đảng viên mới, đạt {percent}% kế hoạch năm."
        return [
            replace(done, sentence=text, quote=f"{value} đảng viên mới"),
            replace(share, sentence=text, quote=f"{percent}%"),
        ]

    half = result(1, 29, "47.5", "2020-01-01/2020-06-30", "2020-07-09")
    whole = result(3, 58, "120.8", "2020", "2020-12-25")
    ties = [tie("percent_of_plan", "reached", actual=n, percent=n + 1) for n in (1, 3)]
    found = check([*half, *whole], ties)
    assert [(item.rule, item.verdict) for item in found] == [
        ("archive.plans_meet", Verdict.VIOLATED)
    ]
