"""Linking across the sentences of notices about local economy."""

from __future__ import annotations

from tests.relate.reading import facts, period
from textmine.model import Document, Status
from textmine.pipeline import Kit, extract

GOALS = """12 chỉ tiêu phấn đấu năm 2021 của huyện Mai Sơn

HĐND huyện Mai Sơn vừa họp.

7 chỉ tiêu kinh tế gồm:

- Tổng vốn đầu tư toàn xã hội: 1.600 tỷ đồng

- Tỷ lệ che phủ rừng 48,2%"""

LED = """Huyện ủy Yên Châu sơ kết

Sáng 12/10, Ban Thường vụ Huyện ủy Yên Châu họp đánh giá 9 tháng đầu năm.

Trong 9 tháng, tổng giá trị sản xuất của huyện đạt 1.240 tỷ đồng. Chương trình nông thôn mới được \
quan tâm. 9 tháng đầu năm hình thành mới 33 mô hình."""

MONTHS = """Kinh tế - xã hội tháng 9 và 9 tháng năm 2020 tỉnh Sơn La

1.2. Chi ngân sách: Tổng chi ngân sách là 8.537 tỷ đồng. Nguồn vốn huy động ước đến 30/9/2020 là \
25.390 tỷ đồng."""


def test_lists_under_a_title_of_goals_are_planned(rules: Kit) -> None:
    found = facts(rules, GOALS)
    for words in ("1.600 tỷ đồng", "48,2%"):
        assert found[words].status is Status.TARGET
        assert period(found[words]) == ("2021", "2021")
    assert found["1.600 tỷ đồng"].label == "vốn đầu tư toàn xã hội"


def test_the_territory_told_of_stays_under_the_body_that_leads_it(rules: Kit) -> None:
    found = extract(Document("t", LED, published="2020-10-16", province="tỉnh Sơn La"), rules)
    names = {entity.id: entity.name for entity in found.entities}
    whose = {fact.text: names.get(fact.subject or "") for fact in found.facts}
    assert whose == {"1.240 tỷ đồng": "huyện Yên Châu", "33 mô hình": "huyện Yên Châu"}


def test_a_title_of_a_month_and_its_stretch_dates_by_the_stretch(rules: Kit) -> None:
    found = facts(rules, MONTHS)
    assert list(found) == ["8.537 tỷ đồng", "25.390 tỷ đồng"]
    assert period(found["8.537 tỷ đồng"]) == ("2020-01-01", "2020-09-30")
    assert period(found["25.390 tỷ đồng"]) == ("2020-09-30", "2020-09-30")
