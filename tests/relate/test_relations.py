"""What ties the numbers of a text, as (text, type, numbers by role, reading)."""

from __future__ import annotations

import pytest

from textmine.model import Document, Extraction, Verdict
from textmine.pipeline import Kit, extract

Roles = dict[str, list[str]]
TIES: list[tuple[str, str, Roles, str | None]] = [
    # Amounts of money are parts though something was done in between, and though above the whole.
    (
        "Năm 2021, huyện Mai Sơn được phân bổ 138 tỷ đồng thực hiện giảm nghèo; trong đó, nguồn"
        " trung ương 291 tỷ đồng.",
        "part_of",
        {"part": ["291 tỷ"], "whole": ["138 tỷ"]},
        None,
    ),
    (
        "Nhiệm kỳ qua, 17/24 chỉ tiêu đạt và vượt; 4/21 chỉ tiêu chưa đạt.",
        "repeat",
        {"first": ["24"], "again": ["21"]},
        None,
    ),
    (
        "Năm 2012, trong 39 tổ chức cơ sở đảng được xếp loại có 28 tổ chức đạt trong sạch vững"
        " mạnh, chiếm 71,8%.",
        "share",
        {"part": ["28"], "whole": ["39"], "percent": ["71,8"]},
        None,
    ),
    (
        "Năm 2020, Đảng bộ huyện Thuận Châu kết nạp 178 đảng viên mới, đạt 104,7% kế hoạch."
        " Trong số đảng viên mới có 71 nữ (chiếm 39,9%).",
        "share",
        {"part": ["71"], "whole": ["178"], "percent": ["39,9"]},
        None,
    ),
    (
        "Xã Mường Bám có 2.310 hộ. Đến cuối năm 2021, số hộ nghèo giảm còn 231 hộ (chiếm 10%).",
        "share",
        {"part": ["231"], "whole": ["2.310"], "percent": ["10"]},
        None,
    ),
    (
        "Trong 24 sản phẩm OCOP của huyện, có 17 sản phẩm đăng ký mới; 7 sản phẩm đánh giá lại.",
        "parts_sum",
        {"total": ["24"], "parts": ["17", "7"]},
        "remainder",
    ),
    (
        "Ban Thường vụ thông qua 58 hồ sơ; kết quả có 46 hồ sơ được kết nạp, 9 hồ sơ phải bổ sung"
        " và 3 hồ sơ trả lại cơ sở.",
        "parts_sum",
        {"total": ["58"], "parts": ["46", "9", "3"]},
        "remainder",
    ),
    (
        "Từ nguồn vốn này, huyện đầu tư 213 công trình (96 công trình giao thông, 64 công trình"
        " thủy lợi và 53 công trình trường học).",
        "parts_sum",
        {"total": ["213"], "parts": ["96", "64", "53"]},
        "partition",
    ),
    (
        "Huyện mở 18 lớp dạy nghề cho 512 lao động (274 nữ và 238 nam).",
        "parts_sum",
        {"total": ["512"], "parts": ["274", "238"]},
        "partition",
    ),
    (
        "Toàn huyện hiện có 35 tổ chức cơ sở đảng, bao gồm 19 chi bộ cơ sở và 16 đảng bộ cơ sở với"
        " 214 chi bộ trực thuộc.",
        "parts_sum",
        {"total": ["35"], "parts": ["19", "16"]},
        "partition",
    ),
    (
        "Đến nay, 178/189 xóm, phố có chi bộ, đạt tỷ lệ 94,2%.",
        "ratio",
        {"numerator": ["178"], "denominator": ["189"], "percent": ["94,2"]},
        None,
    ),
    (
        "6 tháng đầu năm 2020, Đảng bộ huyện Long Phú kết nạp 87 đảng viên (kế hoạch cả năm là 102"
        " đảng viên), đạt 85,3% kế hoạch.",
        "percent_of_plan",
        {"actual": ["87"], "plan": ["102"], "percent": ["85,3"]},
        "reached",
    ),
    (
        "Số chi bộ sinh hoạt ghép giảm từ 17 xuống còn 2.",
        "from_to",
        {"from": ["17"], "to": ["2"]},
        "decrease",
    ),
    (
        "Huyện Sốp Cộp kết nạp 96 đảng viên mới\n\nNăm 2019, Đảng bộ huyện Sốp Cộp kết nạp được 96"
        " đảng viên mới.",
        "repeat",
        {"first": ["96"], "again": ["96"]},
        None,
    ),
    (
        "Đảng bộ xã Chiềng Hặc có 24 chi bộ trực thuộc với 318 đảng viên. 13 trong tổng số 22 chi"
        " bộ có cấp ủy.",
        "repeat",
        {"first": ["24"], "again": ["22"]},
        None,
    ),
    (
        "Đợt nghỉ lễ, Bình Thuận đón 154.000 lượt khách, riêng Phan Thiết đón 98.500 lượt khách.",
        "part_of",
        {"part": ["98.500"], "whole": ["154.000"]},
        None,
    ),
    (
        "Huyện Sốp Cộp kết nạp 69 đảng viên mới\n\nNăm 2019, Đảng bộ huyện Sốp Cộp kết nạp được 96"
        " đảng viên mới.",
        "repeat",
        {"first": ["69"], "again": ["96"]},
        None,
    ),
    (
        "Nhiệm kỳ qua, Hội Nông dân huyện Mai Sơn phát triển mới 526 hội viên, đưa ra khỏi tổ chức"
        " 114, số hội viên thực tăng 412.",
        "delta",
        {"after": ["526"], "change": ["412"], "before": ["114"]},
        "net",
    ),
    (
        "Thu ngân sách xã Nà Bó năm 2021 đạt 14,6 tỷ đồng, tăng 5,2 tỷ đồng so với năm 2016"
        " (9,4 tỷ đồng).",
        "delta",
        {"after": ["14,6 tỷ"], "change": ["5,2 tỷ"], "before": ["9,4 tỷ"]},
        None,
    ),
    (
        "Sáng 31-8, Huyện ủy Mai Sơn trao tặng Huy hiệu Đảng cho 41 đảng viên.\n\n"
        "Đợt này, toàn huyện có 2 đảng viên 70 năm tuổi Đảng, 6 đảng viên 60 năm tuổi Đảng,"
        " 12 đảng viên 50 năm tuổi Đảng và 21 đảng viên 40 năm tuổi Đảng; trong đó 3 đồng chí"
        " được truy tặng.",
        "parts_sum",
        {"total": ["41"], "parts": ["2", "6", "12", "21"]},
        "partition",
    ),
    (
        "Trong năm, Đảng bộ huyện Mai Sơn thi hành kỷ luật 26 đảng viên. Trong đó khiển trách 15,"
        " cảnh cáo 8, khai trừ 3.",
        "parts_sum",
        {"total": ["26"], "parts": ["15", "8", "3"]},
        "remainder",
    ),
    (
        "Toàn huyện Mai Sơn có 960 ha rau, hoa (540 ha tưới tự động, 120 ha nhà kính và 300 ha"
        " phủ bạt).",
        "parts_sum",
        {"total": ["960"], "parts": ["540", "120", "300"]},
        "partition",
    ),
    (
        "Trường có 212 giảng viên, trong đó 206 người có hồ sơ (10 tiến sĩ, 166 thạc sĩ, 30 cử"
        " nhân), 6 người không có hồ sơ.",
        "parts_sum",
        {"total": ["212"], "parts": ["206", "6"]},
        "remainder",
    ),
]


@pytest.mark.parametrize(("text", "type", "roles", "reading"), TIES)
def test_numbers_are_tied(
    kit: Kit, text: str, type: str, roles: Roles, reading: str | None
) -> None:
    assert (type, roles, reading) in told(read(kit, text))


NOT_TIED = [
    # Committees are no part of members, and a plan's percentage no share.
    (
        "Năm 2018, Đảng bộ huyện kết nạp 141 đảng viên. Có 4 đảng bộ đã vượt chỉ tiêu cả năm, gồm:"
        " Đảng bộ xã Nậm Có 15 đảng viên, đạt 125%.",
        "share",
        "whole",
    ),
    # What makes up the share stands right before it, behind the comma.
    ("Xã có 1.120 hộ, 4.890 nhân khẩu, hộ nghèo chiếm 41,5%.", "share", "part"),
    ("Xã Hua Păng có 4 dân tộc cùng sinh sống, dân tộc Dao chiếm 72%.", "share", "part"),
    # Women and probationary members are groups that share members.
    ("Đảng bộ xã có 318 đảng viên (trong đó có 74 đảng viên nữ, 21 dự bị).", "share", "whole"),
    # A fraction's own halves are no repetition, whatever their digits.
    ("Tính đến tháng 3, huyện đã cấp 1.300 thẻ trong tổng số 13.000 thẻ.", "repeat", "1.300"),
    # One sort of people after another.
    ("Bão làm 14 người chết, 3 người mất tích, 57 người bị thương.", "part_of", "57"),
    # A headline's number that a sentence repeats is no slip of another one.
    (
        "Huyện Sốp Cộp kết nạp 96 đảng viên mới\n\nNăm 2019, Đảng bộ huyện Sốp Cộp kết nạp được 96"
        " đảng viên mới. Đảng bộ huyện Sốp Cộp năm 2019 kết nạp 69 đảng viên mới ở bản.",
        "repeat",
        "69",
    ),
]


@pytest.mark.parametrize(("text", "type", "word"), NOT_TIED)
def test_numbers_are_left_apart(kit: Kit, text: str, type: str, word: str) -> None:
    found = [roles for kind, roles, _ in told(read(kit, text)) if kind == type]
    assert not any(word in roles or [word] in roles.values() for roles in found)
    assert not [x for x in read(kit, text).findings if x.verdict is Verdict.VIOLATED]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Số chi bộ sinh hoạt ghép giảm từ 17 xuống còn {}.", "2", "20"),
        ("Đến nay, {}/189 xóm, phố có chi bộ, đạt tỷ lệ 94,2%.", "178", "187"),
        ("Toàn huyện có {}/15 xã đạt chuẩn nông thôn mới, đạt tỷ lệ 66,7%.", "10", "20"),
        ("Huyện mở 18 lớp dạy nghề cho 512 lao động ({} nữ và 238 nam).", "274", "277"),
        ("Toàn tỉnh trồng 685/{} ha rừng tập trung, đạt 114,2% kế hoạch.", "600", "6.000"),
        (
            "Công đoàn giới thiệu {} đoàn viên ưu tú cho Đảng, đã có 312 đồng chí được kết nạp,"
            " chiếm 60%.",
            "520",
            "820",
        ),
        (
            "Năm 2021, Đảng bộ huyện Mai Sơn đề ra chỉ tiêu kết nạp {} đảng viên.\n\nĐến hết năm"
            " 2021, Đảng bộ huyện Mai Sơn kết nạp 171 đảng viên, đạt 95% chỉ tiêu.",
            "180",
            "130",
        ),
        ("Trung tâm tiếp nhận {} hồ sơ, giải quyết 1.173 hồ sơ, đạt 96,6%.", "1.214", "1.241"),
        ("Toàn xã có 8.420 người tham gia BHYT, chiếm tỷ lệ {}% dân số.", "79,3", "793"),
        (
            "Hội Nông dân huyện Mai Sơn phát triển mới {} hội viên, đưa ra khỏi tổ chức 114, số hội"
            " viên thực tăng 412.",
            "526",
            "562",
        ),
        (
            "Thu ngân sách xã Nà Bó năm 2021 đạt 14,6 tỷ đồng, tăng {} tỷ đồng so với năm 2016 (9,4"
            " tỷ đồng).",
            "5,2",
            "2,5",
        ),
    ],
)
def test_a_slip_in_what_is_tied_is_violated(kit: Kit, text: str, right: str, wrong: str) -> None:
    for value, expected in ((right, False), (wrong, True)):
        findings = read(kit, text.format(value)).findings
        assert any(x.verdict is Verdict.VIOLATED for x in findings) is expected


def read(kit: Kit, text: str) -> Extraction:
    return extract(Document("x", text, published="2022-01-10"), kit)


def told(extraction: Extraction) -> list[tuple[str, Roles, str | None]]:
    """Relations with the digits of their facts."""
    text = extraction.article.document.text
    facts = {fact.id: fact for fact in extraction.facts}

    def digits(id: str) -> str:
        start, end = facts[id].evidence.value.start, facts[id].evidence.value.end
        return text[start:end].split("/")[0].strip()

    return [
        (str(x.type), {role: [digits(id) for id in ids] for role, ids in x.facts}, x.reading)
        for x in extraction.relations
    ]


def test_a_headline_that_adds_up_is_no_slip(kit: Kit) -> None:
    text = (
        "544 đảng viên được trao tặng và truy tặng Huy hiệu Đảng\n\n"
        "Đảng bộ huyện Mai Sơn có 524 đảng viên được trao tặng Huy hiệu Đảng và 20 đảng viên được"
        " truy tặng Huy hiệu Đảng."
    )
    found = extract(Document("t", text, published="2020-10-16"), kit)
    assert not [finding for finding in found.findings if finding.verdict is Verdict.VIOLATED]


def test_what_opens_a_list_is_none_of_its_parts(kit: Kit) -> None:
    text = (
        "Xã Nà Bó trao Huy hiệu Đảng cho 30 đảng viên\n\n"
        "Trong 29 đảng viên được tặng Huy hiệu Đảng đợt này có 5 đảng viên nhận Huy hiệu 60 năm"
        " tuổi Đảng; 7 đảng viên nhận Huy hiệu 50 năm và 17 đảng viên nhận Huy hiệu 30 năm tuổi"
        " Đảng."
    )
    found = extract(Document("t", text, published="2020-10-16"), kit)
    assert not [finding for finding in found.findings if finding.verdict is Verdict.VIOLATED]


def test_shares_of_groups_are_of_the_whole_told_before(kit: Kit) -> None:
    text = (
        "Đảng bộ xã Nà Bó có 318 đảng viên: đảng viên nữ chiếm 35,2%, dân tộc thiểu số 41,2%; tỷ lệ"
        " hộ nghèo của xã còn 9,7%."
    )
    assert [(kind, roles) for kind, roles, _ in told(read(kit, text))] == [
        ("share", {"whole": ["318"], "percent": ["35,2"]}),
        ("share", {"whole": ["318"], "percent": ["41,2"]}),
    ]


def test_groups_that_can_share_members_are_parts_one_by_one(kit: Kit) -> None:
    """Women and minorities are no sum; women and men are."""
    text = "Đảng bộ xã Nà Bó có 246 đảng viên, trong đó có 97 đảng viên nữ, 58 đảng viên dự bị."
    pairs = [(kind, roles) for kind, roles, _ in told(read(kit, text))]
    assert pairs == [
        ("part_of", {"part": ["97"], "whole": ["246"]}),
        ("part_of", {"part": ["58"], "whole": ["246"]}),
    ]
    both = "Đảng bộ xã Nà Bó có 246 đảng viên, trong đó có 97 đảng viên nữ, 149 đảng viên nam."
    assert [x[0] for x in told(read(kit, both))] == ["parts_sum"]


@pytest.mark.parametrize(
    "text",
    [
        # what lower organisations have is none of their parts
        "Đảng bộ tỉnh có 61 đảng bộ cơ sở (5 đảng bộ bộ phận và 740 chi bộ trực thuộc).",
        # a closed bracket's "trong đó" says nothing of the next clause
        "Năm 2019, Đảng ủy xã Nà Bó kết nạp 1 đảng viên, có 5 chi bộ hoàn thành xuất sắc nhiệm vụ"
        " (trong đó có 3 chi bộ tiêu biểu); Đảng viên hoàn thành xuất sắc nhiệm vụ là 15 đảng viên,"
        " chiếm tỷ lệ 21%.",
    ],
)
def test_what_is_no_part_violates_nothing(kit: Kit, text: str) -> None:
    found = extract(Document("t", text, published="2020-10-16"), kit)
    assert not [finding for finding in found.findings if finding.verdict is Verdict.VIOLATED]
