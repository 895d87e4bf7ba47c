"""Whose numbers are that are told of the whole country, of its parts or of several provinces."""

from __future__ import annotations

import pytest

from textmine.model import Document
from textmine.pipeline import Kit, extract

PUBLISHED = "2020-10-16"


def whose(kit: Kit, text: str, province: str | None = None) -> dict[str, str | None]:
    """The subject's name of each number, by its words."""
    result = extract(Document("t", text, published=PUBLISHED, province=province), kit)
    return {
        fact.text: entity.name if (entity := result.entity(fact.subject)) else fact.subject
        for fact in result.facts
    }


SENTENCES = [
    (
        "Theo báo cáo của Bộ Nông nghiệp và Phát triển nông thôn, cả nước đã tiêu hủy "
        "41.300 con lợn.",
        {"41.300 con lợn": "cả nước"},
    ),
    (
        "Ủy ban An toàn giao thông Quốc gia cho biết, trong tháng 9 toàn quốc xảy ra 918 vụ "
        "tai nạn giao thông, làm chết 512 người.",
        {"918 vụ tai nạn giao thông": "toàn quốc", "512 người": "toàn quốc"},
    ),
    (
        "Theo Ban Chỉ đạo Trung ương về Phòng, chống thiên tai, mưa lớn ở khu vực Bắc Trung Bộ đã "
        "làm 7 người chết.",
        {"7 người chết": "khu vực Bắc Trung Bộ"},
    ),
    (
        "Văn phòng Ban Chỉ đạo T.Ư về phòng chống thiên tai cho biết, mưa lũ tại các tỉnh miền "
        "Trung và Tây Nguyên làm 14 cầu hư hỏng.",
        {"14 cầu": "các tỉnh miền Trung và Tây Nguyên"},
    ),
    (
        "Ở các tỉnh Hà Giang, Cao Bằng và Lạng Sơn có 312 nhà bị tốc mái.",
        {"312 nhà": "các tỉnh Hà Giang, Cao Bằng và Lạng Sơn"},
    ),
    (
        "Hạn hán làm 61 hồ cạn nước ở các tỉnh Tây Nguyên.",
        {"61 hồ": "các tỉnh Tây Nguyên"},
    ),
    (
        "Theo Tổng cục Hải quan, xuất khẩu chè của Việt Nam đạt 9.100 tấn, trong đó "
        "Pakistan 3.200 tấn.",
        {"9.100 tấn": "Việt Nam"},
    ),
    (
        "Đến nay cả nước có 2.310 xã đạt chuẩn, chiếm 26%. Vùng Đồng bằng sông Hồng có 910 xã; "
        "Đông Nam Bộ 280 xã.",
        {"910 xã": "vùng Đồng bằng sông Hồng", "280 xã": "Đông Nam Bộ"},
    ),
    (
        "Trong ngày, cả nước có 258 ca mắc mới, gồm TP Hồ Chí Minh 154 ca, Bình Dương 48 ca.",
        {"258 ca mắc mới": "cả nước", "48 ca": "tỉnh Bình Dương"},
    ),
    # What is said of the country in passing is told of no country.
    (
        "Huyện Mộc Châu có 12 xã, là một trong những huyện trồng chè lớn nhất cả nước.",
        {"12 xã": "huyện Mộc Châu"},
    ),
    (
        "Công ty Cổ phần Thép Bình An có 38 cửa hàng trên toàn quốc, tổng vốn 900 tỷ đồng.",
        {
            "38 cửa hàng": "Công ty Cổ phần Thép Bình An",
            "900 tỷ đồng": "Công ty Cổ phần Thép Bình An",
        },
    ),
    (
        "Cùng với cả nước, tỉnh Sơn La đã trồng 420 ha rừng, đứng thứ 3 khu vực Tây Bắc.",
        {"420 ha": "tỉnh Sơn La"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_a_number_told_of_a_region_is_the_regions(
    kit: Kit, text: str, wanted: dict[str, str]
) -> None:
    found = whose(kit, text)
    assert {words: found.get(words) for words in wanted} == wanted


def test_totals_after_a_list_of_provinces_are_none_of_theirs(kit: Kit) -> None:
    text = (
        "Mưa đá gây hại ở nhiều nơi\n\n"
        "Cục Quản lý đê điều và Phòng, chống thiên tai (Bộ Nông nghiệp và Môi trường) cho biết có "
        "640 nhà hư hỏng. Trong đó, Lào Cai có 210 nhà, Hà Giang 95 nhà, Cao Bằng 335 nhà. "
        "Mưa đá còn làm 1.180 ha ngô bị dập nát."
    )
    found = whose(kit, text)
    assert found["210 nhà"] == "tỉnh Lào Cai"
    assert found["335 nhà"] == "tỉnh Cao Bằng"
    assert found["640 nhà"] is None
    assert found["1.180 ha"] is None


def test_a_total_is_no_units_of_the_bracket_behind_it(kit: Kit) -> None:
    text = "Giông lốc làm 9 nhà sập (Nam Định 4 nhà, Thái Bình 5 nhà); 33 nhà tốc mái."
    found = whose(kit, text)
    assert found == {
        "9 nhà": None,
        "4 nhà": "tỉnh Nam Định",
        "5 nhà": "tỉnh Thái Bình",
        "33 nhà": None,
    }


def test_a_title_of_several_provinces_names_no_topic(kit: Kit) -> None:
    text = (
        "Bão số 8: nhiều thiệt hại tại Hà Tĩnh, Quảng Bình\n\n"
        "Đến sáng 16-10, bão đã làm 5 người chết ở các tỉnh miền Trung. "
        "Tại Hà Tĩnh, 2.300 ngôi nhà bị tốc mái."
    )
    found = whose(kit, text)
    assert found["5 người chết"] == "các tỉnh miền Trung"
    assert found["2.300 ngôi nhà"] == "tỉnh Hà Tĩnh"


def test_a_local_article_goes_back_to_its_own(kit: Kit) -> None:
    text = (
        "Tỉnh Sơn La kéo giảm tai nạn giao thông\n\n"
        "9 tháng qua, cả nước xảy ra 9.100 vụ tai nạn giao thông, làm chết 4.700 người.\n\n"
        "Trên địa bàn xảy ra 66 vụ, làm chết 41 người."
    )
    found = whose(kit, text)
    assert found["9.100 vụ tai nạn giao thông"] == found["4.700 người"] == "cả nước"
    assert found["66 vụ"] == found["41 người"] == "tỉnh Sơn La"


def test_after_units_told_of_alike_the_text_goes_on_with_the_whole(kit: Kit) -> None:
    text = (
        "Huyện Mai Sơn sắp xếp dân cư\n\n"
        "Huyện Mai Sơn đã di dời 120 hộ. Xã Chiềng Ban có 40 hộ; xã Hát Lót có 80 hộ. "
        "Kinh phí thực hiện là 18 tỷ đồng."
    )
    found = whose(kit, text)
    assert found["40 hộ"] == "xã Chiềng Ban"
    assert found["80 hộ"] == "xã Hát Lót"
    assert found["18 tỷ đồng"] == "huyện Mai Sơn"


TIERS = [
    (
        "Sáu tháng đầu năm, Tòa án hai cấp tỉnh Bắc Kạn thụ lý 1.142 vụ, giải quyết 903 vụ. Trong "
        "đó, Tòa án nhân dân tỉnh Bắc Kạn thụ lý 88 vụ.",
        {
            "1.142 vụ": "Tòa án nhân dân hai cấp tỉnh Bắc Kạn",
            "903 vụ": "Tòa án nhân dân hai cấp tỉnh Bắc Kạn",
            "88 vụ": "Tòa án nhân dân tỉnh Bắc Kạn",
        },
    ),
    (
        "TAND 2 cấp trên địa bàn tỉnh Cao Bằng đã đưa ra xét xử 415 vụ án.",
        {"415 vụ án": "Tòa án nhân dân hai cấp tỉnh Cao Bằng"},
    ),
    (
        "Viện KSND tỉnh Lai Châu tổng kết công tác. Năm qua, Viện KSND hai cấp ban hành 61 kiến "
        "nghị.",
        {"61 kiến nghị": "Viện kiểm sát nhân dân hai cấp tỉnh Lai Châu"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TIERS)
def test_courts_of_two_tiers_are_one_body(
    kit: Kit, text: str, wanted: dict[str, str]
) -> None:
    found = whose(kit, text)
    assert {words: found.get(words) for words in wanted} == wanted


def test_where_an_office_of_the_country_counts_no_province_has_the_total(kit: Kit) -> None:
    text = (
        "27 người chết do lũ quét\n\n"
        "Theo Văn phòng Ban Chỉ đạo Phòng, chống lụt bão Trung ương, lũ quét đã làm 27 người chết. "
        "Tại tỉnh Lai Châu, lũ cuốn trôi 12 ngôi nhà.\n\n"
        "Tại tỉnh Điện Biên, 9 cầu bị hư hỏng. Tỉnh Lai Châu đã di dời 40 hộ."
    )
    found = whose(kit, text)
    assert found["27 người chết"] is None
    assert found["12 ngôi nhà"] == found["40 hộ"] == "tỉnh Lai Châu"
    assert found["9 cầu"] == "tỉnh Điện Biên"
