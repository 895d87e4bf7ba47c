"""Whose numbers are that are told of several districts, communes or villages together."""

from __future__ import annotations

import pytest

from tests.relate.test_regions import whose
from textmine.pipeline import Kit

SENTENCES = [
    (
        "Tại các xã Nà Ớt, Chiềng Ve và Phiêng Cằm (huyện Mai Sơn), mưa đá làm 120 nhà tốc mái.",
        {"120 nhà": "huyện Mai Sơn"},
    ),
    (
        "Đoàn trao 80 suất quà cho hộ nghèo tại huyện Mộc Châu và Yên Châu, tỉnh Sơn La.",
        {"80 suất quà": "tỉnh Sơn La"},
    ),
    (
        "Các huyện Mai Sơn, Yên Châu và Mộc Châu đã giải ngân 120 tỷ đồng.",
        {"120 tỷ đồng": "các huyện Mai Sơn, Yên Châu và Mộc Châu"},
    ),
    (
        "3 xã Nà Ớt, Chiềng Ve và Phiêng Cằm có 20 hộ phải di dời.",
        {"3 xã": None, "20 hộ": "3 xã Nà Ớt, Chiềng Ve và Phiêng Cằm"},
    ),
    (
        "Bệnh viện Đa khoa tỉnh Sơn La được nhận quà. Tại Bệnh viện Đa khoa tỉnh Sơn La, đoàn đã "
        "trao 60 suất quà.",
        {"60 suất quà": "Bệnh viện Đa khoa tỉnh Sơn La"},
    ),
    # Each of a list that has a number of its own keeps it.
    (
        "Các hộ phải di dời ở huyện Mai Sơn: xã Nà Ớt 12 hộ, xã Chiềng Ve 9 hộ.",
        {"12 hộ": "xã Nà Ớt", "9 hộ": "xã Chiềng Ve"},
    ),
    (
        "Xã Nà Ớt, huyện Mai Sơn có 14 bản.",
        {"14 bản": "xã Nà Ớt"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_places_named_together_are_told_of_in_what_holds_them(
    kit: Kit, text: str, wanted: dict[str, str | None]
) -> None:
    found = whose(kit, text)
    assert {words: found.get(words) for words in wanted} == wanted


def test_the_province_an_article_names_holds_its_districts(kit: Kit) -> None:
    text = (
        "Tỉnh Sơn La trồng rừng\n\n"
        "Vụ xuân, hai huyện Mai Sơn và Yên Châu đã trồng 310 ha rừng."
    )
    assert whose(kit, text)["310 ha"] == "tỉnh Sơn La"


PARTS_AND_GIFTS = [
    (
        "Huyện Mai Sơn bàn giao nhà cho 9 hộ nghèo (5 hộ xã Nà Ớt và 4 hộ xã Chiềng Ve).",
        {"5 hộ": "xã Nà Ớt", "4 hộ": "xã Chiềng Ve"},
    ),
    (
        "Tại huyện Mai Sơn, dông lốc làm 52 nhà hư hỏng, nhiều nhất là xã Nà Ớt với 31 nhà.",
        {"52 nhà": "huyện Mai Sơn", "31 nhà": "xã Nà Ớt"},
    ),
    (
        "Xã Nà Ớt khởi công nhà cho hộ nghèo. Công ty TNHH Minh Tâm hỗ trợ 60 triệu đồng/nhà.",
        {"60 triệu đồng/nhà": "xã Nà Ớt"},
    ),
    (
        "Hội Chữ thập đỏ tỉnh Sơn La trao 100 suất quà cho người dân xã Nà Ớt.",
        {"100 suất quà": "xã Nà Ớt"},
    ),
    (
        "Đã có 57 ca mắc ở huyện Mai Sơn và huyện Yên Châu, tại xã Nà Ớt có 31 ca.",
        {"31 ca": "xã Nà Ớt"},
    ),
    (
        "Huyện Mai Sơn làm 14 căn nhà tình thương từ nguồn tài trợ của Ngân hàng TMCP Phương Bắc "
        "với tổng kinh phí 700 triệu đồng.",
        {"700 triệu đồng": "huyện Mai Sơn"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), PARTS_AND_GIFTS)
def test_parts_and_gifts_are_theirs_who_are_named_for_them(
    kit: Kit, text: str, wanted: dict[str, str]
) -> None:
    found = whose(kit, text)
    assert {words: found.get(words) for words in wanted} == wanted


AT_HOME = [
    (
        "Đến nay đã có 120 trường đạt chuẩn quốc gia. Huyện Mai Sơn có 20 trường, huyện Yên "
        "Châu có 18 trường.",
        {"120 trường đạt chuẩn quốc gia": "tỉnh Sơn La", "18 trường": "huyện Yên Châu"},
    ),
    (
        "Mưa lũ làm 30 nhà sập (Mai Sơn 20 nhà, Yên Châu 10 nhà).",
        {"30 nhà": "tỉnh Sơn La", "20 nhà": "huyện Mai Sơn"},
    ),
    # What lies elsewhere is none of the caller's province.
    (
        "Đến nay đã có 120 trường đạt chuẩn. Thành phố Hà Nội có 20 trường, tỉnh Bắc Ninh có 18 "
        "trường.",
        {"120 trường đạt chuẩn": None},
    ),
    (
        "Năm 2019, Công an tỉnh Sơn La lập biên bản 1.200 trường hợp vi phạm.",
        {"1.200 trường hợp vi phạm": "tỉnh Sơn La"},
    ),
    (
        "Ban Thường vụ Tỉnh ủy quyết định chỉ định Ban Chấp hành Đảng bộ xã Nà Ớt gồm 25 đồng chí.",
        {"25 đồng chí": "Ban Chấp hành Đảng bộ xã Nà Ớt"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), AT_HOME)
def test_a_paper_of_a_province_tells_of_it(
    kit: Kit, text: str, wanted: dict[str, str | None]
) -> None:
    found = whose(kit, text, "tỉnh Sơn La")
    assert {words: found.get(words) for words in wanted} == wanted
