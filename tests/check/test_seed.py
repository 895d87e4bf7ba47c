"""The numbers of one small notice about a commune's party organisation, checked as a whole."""

from __future__ import annotations

import pytest

from tests.check.build import fact, percent, relation
from textmine.check.confront import confront
from textmine.check.rules import RuleBook
from textmine.model import (
    Approx,
    Aspect,
    Entity,
    EntityType,
    Fact,
    Finding,
    Period,
    Severity,
    Status,
    Verdict,
)
from textmine.packs.indicators import Indicator

PUBLISHED = "2020-10-16"
TERM = Period("2015-01-01", "2020-12-31", "nhiệm kỳ 2015 - 2020")
MONTHS = Period("2020-01-01", "2020-09-30", "9 tháng đầu năm nay")
NOW = Period(PUBLISHED, PUBLISHED)
ENTITIES = (
    Entity("T1", EntityType.ORGANIZATION, "Đảng bộ xã Chiềng Bôm", "party_committee"),
    Entity("T2", EntityType.ORGANIZATION, "Chi bộ bản Hỏm", "party_cell", parent="T1"),
)
CELLS, MEMBERS = "party.cells.total", "party.members.total"
ADMITTED = "party.members.admitted"


def cells(id: str, value: int, at: int, breakdown: str | None = None) -> Fact:
    return fact(
        id,
        value,
        CELLS,
        at=at,
        unit="organization",
        label="chi bộ",
        subject="T1",
        period=NOW,
        breakdown=breakdown,
    )


def admitted(id: str, value: int, at: int, period: Period, **more: object) -> Fact:
    given = {"subject": "T1", "label": "đảng viên kết nạp", **more}
    return fact(id, value, ADMITTED, at=at, period=period, **given)  # type: ignore[arg-type]


FACTS = (
    cells("F1", 24, 100),
    fact("F2", 383, MEMBERS, at=120, label="đảng viên", subject="T1", period=NOW),
    cells("F3", 19, 140, "bản"),
    cells("F4", 3, 150, "trường học"),
    cells("F5", 1, 160, "trạm y tế"),
    cells("F6", 1, 170, "công an xã"),
    admitted("F7", 121, 200, TERM),
    percent(
        "F8",
        142,
        indicator="party.admission.plan_percent",
        at=220,
        subject="T1",
        aspect=Aspect.PLAN_SHARE,
        period=TERM,
    ),
    fact("F9", 19, "party.candidates.trained", at=300, subject="T1", period=MONTHS),
    fact(
        "F10", 11, "party.applications.reviewed", at=320, unit="count", subject="T1", period=MONTHS
    ),
    admitted("F11", 10, 340, MONTHS),
    admitted("F12", 12, 400, TERM, breakdown="dân quân tự vệ"),
    admitted("F13", 6, 500, TERM, subject="T2"),
    fact("F14", 51, MEMBERS, at=520, label="đảng viên", subject="T2", period=NOW),
    fact(
        "F15",
        10,
        "party.admission.target",
        at=600,
        high=15,
        approx=Approx.RANGE,
        subject="T1",
        period=Period("2020-01-01", "2025-12-31", "nhiệm kỳ mới"),
        status=Status.TARGET,
        per="year",
    ),
)
RELATIONS = (
    relation("parts_sum", "partition", total="F1", parts=("F3", "F4", "F5", "F6")),
    relation("percent_of_plan", "exceeded", actual="F7", percent="F8"),
    relation("delta", after="F14", change="F13"),
    relation("part_of", part="F11", whole="F10"),
    relation("part_of", part="F12", whole="F7"),
    relation("part_of", part="F13", whole="F7"),
    relation("part_of", part="F14", whole="F2"),
    relation("part_of", part="F3", whole="F1"),  # said by the sum already
)

VIETNAMESE = [
    ("parts_sum", "satisfied", "19 + 3 + 1 + 1 = 24 chi bộ, khớp"),
    ("part_of", "satisfied", "51 (Chi bộ bản Hỏm) ≤ 383 đảng viên, hợp lý"),
    (
        "percent_of_plan",
        "undecided",
        "121 đảng viên kết nạp, 142%: kế hoạch là 85 nếu hiểu là đạt 142% (121/85 = 142,35%), "
        "là 50 nếu hiểu là vượt thêm 142% (121/50 = 242%)",
    ),
    ("part_of", "satisfied", "12 (dân quân tự vệ) ≤ 121 đảng viên kết nạp, hợp lý"),
    ("part_of", "satisfied", "6 (Chi bộ bản Hỏm) ≤ 121 đảng viên kết nạp, hợp lý"),
    (
        "part_of",
        "satisfied",
        "10 đảng viên kết nạp ≤ 11 hồ sơ đề nghị kết nạp được xét, hợp lý",
    ),
    ("delta", "satisfied", "51 − 6 = 45 đảng viên trước đó"),
]
ENGLISH = [
    ("parts_sum", "satisfied", "19 + 3 + 1 + 1 = 24 party cells, agrees"),
    ("part_of", "satisfied", "51 (Chi bộ bản Hỏm) ≤ 383 party members, as it must be"),
    (
        "percent_of_plan",
        "undecided",
        "121 members admitted, 142%: the plan was 85 if 142% of it was reached "
        "(121/85 = 142.35%), 50 if it was exceeded by 142% (121/50 = 242%)",
    ),
    ("part_of", "satisfied", "12 (dân quân tự vệ) ≤ 121 members admitted, as it must be"),
    ("part_of", "satisfied", "6 (Chi bộ bản Hỏm) ≤ 121 members admitted, as it must be"),
    (
        "part_of",
        "satisfied",
        "10 members admitted ≤ 11 applications reviewed, as it must be",
    ),
    ("delta", "satisfied", "51 − 6 = 45 party members before"),
]


def findings(
    book: RuleBook, indicators: dict[str, Indicator], language: str
) -> tuple[Finding, ...]:
    return confront(
        FACTS,
        RELATIONS,
        book,
        indicators,
        entities=ENTITIES,
        published=PUBLISHED,
        language=language,
    )


@pytest.mark.parametrize(("language", "expected"), [("vi", VIETNAMESE), ("en", ENGLISH)])
def test_findings(
    book: RuleBook,
    indicators: dict[str, Indicator],
    language: str,
    expected: list[tuple[str, str, str]],
) -> None:
    found = findings(book, indicators, language)
    assert [(item.rule, item.verdict.value, item.message) for item in found] == expected
    assert [item.id for item in found] == [f"C{n}" for n in range(1, len(expected) + 1)]


def test_records(book: RuleBook, indicators: dict[str, Indicator]) -> None:
    by_rule = {item.rule: item for item in findings(book, indicators, "vi")}
    cells = by_rule["parts_sum"]
    assert cells.facts == ("F1", "F3", "F4", "F5", "F6")
    assert (cells.reported, cells.computed) == ((24, 24), (24, 24))
    assert not cells.only_by_rounding
    assert by_rule["delta"].computed == (45, 45)
    assert by_rule["delta"].severity is Severity.INFO
    plan = by_rule["percent_of_plan"]
    assert plan.readings == ("reached", "exceeded")
    assert plan.computed == (50, 85)
    assert plan.severity is Severity.WARNING


def test_a_slip_is_violated(book: RuleBook, indicators: dict[str, Indicator]) -> None:
    slipped = [cells("F5", 2, 160, "trạm y tế") if item.id == "F5" else item for item in FACTS]
    found = confront(slipped, RELATIONS, book, indicators, entities=ENTITIES, published=PUBLISHED)
    wrong = [item for item in found if item.verdict is Verdict.VIOLATED]
    assert [item.message for item in wrong] == ["19 + 3 + 2 + 1 = 25, bài ghi 24 chi bộ: lệch 1"]
    assert wrong[0].severity is Severity.ERROR
