"""Linking across the sentences of one article: what is announced, carried, set apart, changed."""

from __future__ import annotations

from tests.relate.reading import facts, period
from textmine.model import Document, RelationType, Status
from textmine.pipeline import Kit, extract

PLANS = """HĐND huyện Mai Sơn họp

Ngày 16/10, HĐND huyện Mai Sơn đề ra các chỉ tiêu chủ yếu cho năm 2021, gồm:

- Thu ngân sách: 420 tỷ đồng.

- Kết nạp 30 đảng viên.

Năm 2020, huyện kết nạp 25 đảng viên."""

APART = """Huyện Mai Sơn thu ngân sách

Ngày 10-10, UBND huyện Mai Sơn họp sơ kết 9 tháng.

Riêng quý III, thu ngân sách đạt 30 tỷ đồng. Toàn huyện kết nạp 41 đảng viên."""

CHANGES = """Giao thông huyện Mai Sơn

9 tháng đầu năm 2020, huyện Mai Sơn xảy ra 21 vụ tai nạn giao thông, làm chết 13 người, bị \
thương 15 người. So với cùng kỳ giảm 4 vụ, 2 người chết và 1 người bị thương."""

TERM = """Đại hội Đảng bộ huyện Mai Sơn

Đại hội đại biểu Đảng bộ huyện Mai Sơn nhiệm kỳ 2020 - 2025 bế mạc. Nhiệm kỳ tới, Đảng bộ phấn \
đấu kết nạp 900 đảng viên."""

BADGES = """Trao Huy hiệu Đảng tại xã Nà Bó

Chiều ngày 4/10, đồng chí Lò Văn Thảo, Phó Bí thư Huyện ủy trao Huy hiệu 65 năm, 55 năm tuổi và \
50 năm tuổi Đảng cho 4 đảng viên của Đảng bộ xã Nà Bó.

Đoàn đã trao Huy hiệu 65 năm tuổi Đảng cho 1 đồng chí, 3 đồng chí 50 năm."""

CONGRESS = """Đại hội Đảng bộ xã Nà Bó

Ngày 12/10, Đảng bộ xã Nà Bó tổ chức Đại hội đại biểu lần thứ XII. Dự có lãnh đạo Huyện ủy Mai Sơn.

Huyện ủy Mai Sơn đề nghị quan tâm đến thanh niên. Đại hội đã bầu Ban Chấp hành gồm 15 đồng chí.
"""
AMONG = """Yên Châu: Kết nạp đảng viên mới đạt 79%

Từ đầu năm đến nay, Đảng bộ huyện Yên Châu kết nạp 135 quần chúng ưu tú vào Đảng.

Trong đó, có 70 đảng viên người dân tộc thiểu số."""


def test_a_list_is_planned_when_the_sentence_before_it_announces_plans(rules: Kit) -> None:
    found = facts(rules, PLANS)
    for words in ("420 tỷ đồng", "30 đảng viên"):
        assert found[words].status is Status.TARGET
        assert period(found[words]) == ("2021", "2021")
    assert found["25 đảng viên"].status is Status.ACTUAL
    assert period(found["25 đảng viên"]) == ("2020", "2020")


def test_a_time_set_apart_dates_its_own_sentence_alone(rules: Kit) -> None:
    found = facts(rules, APART)
    assert period(found["30 tỷ đồng"]) == ("2020-07-01", "2020-09-30")
    assert period(found["41 đảng viên"]) == ("2020-01-01", "2020-09-30")


def test_changes_in_a_row_speak_of_the_levels_told_before(rules: Kit) -> None:
    found = extract(Document("t", CHANGES, published="2020-10-16"), rules)
    words = {fact.id: fact.text for fact in found.facts}
    deltas = [dict(link.facts) for link in found.relations if link.type is RelationType.DELTA]
    pairs = [(words[delta["after"][0]], words[delta["change"][0]]) for delta in deltas]
    assert pairs == [
        ("21 vụ tai nạn giao thông", "4 vụ"),
        ("13 người", "2 người chết"),
        ("15 người", "1 người bị thương"),
    ]


def test_a_coming_term_with_its_years_dates_its_plans(rules: Kit) -> None:
    plan = facts(rules, TERM)["900 đảng viên"]
    assert plan.status is Status.TARGET
    assert period(plan) == ("2020", "2025")


def test_badges_are_dated_by_the_ceremony_and_their_years_count_nothing(rules: Kit) -> None:
    found = facts(rules, BADGES)
    assert list(found) == ["4 đảng viên", "1 đồng chí", "3 đồng chí"]
    for fact in found.values():
        assert fact.indicator == "party.badges"
        assert period(fact) == ("2020-10-04", "2020-10-04")


def test_a_paragraph_that_opens_with_a_part_goes_on_with_the_last_one(rules: Kit) -> None:
    found = facts(rules, AMONG)
    assert found["79%"].indicator == "party.admission.plan_percent"
    assert found["70 đảng viên"].indicator == "party.members.admitted"
    assert period(found["70 đảng viên"]) == ("2020-01-01", "2020-10-16")


def test_who_a_congress_elects_belongs_to_the_body_that_holds_it(rules: Kit) -> None:
    found = extract(Document("t", CONGRESS, published="2020-10-16", province="tỉnh Sơn La"), rules)
    names = {entity.id: entity.name for entity in found.entities}
    assert [names[fact.subject or ""] for fact in found.facts] == ["Đảng bộ xã Nà Bó"]
