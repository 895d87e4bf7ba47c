"""Numbers told twice, wholes named behind a percentage, and rows of tables: the slip is seen, the
sound text raises nothing."""

from __future__ import annotations

import pytest

from textmine.model import Document, Extraction, Verdict
from textmine.pipeline import Kit, extract

# (text with a place for one number, the number as it is, the number with a slip in it)
SLIPS = [
    (
        "Xã Nà Bó thu ngân sách gần 30 tỷ đồng\n\nNăm 2021, thu ngân sách xã Nà Bó (huyện Mai Sơn)"
        " đạt {} tỷ đồng.",
        "29,7",
        "297",
    ),
    (
        "Đến cuối năm 2021, huyện Mai Sơn còn 1.204 hộ nghèo, chiếm {}% trong tổng số 14.871 hộ.",
        "8,1",
        "8,7",
    ),
    (
        "Đến ngày 31/12, xã Nà Bó có {} người tham gia BHYT, chiếm tỷ lệ 91,1% dân số; dân số"
        " toàn xã 8.230 người.",
        "7.498",
        "7.948",
    ),
    (
        "Chi bộ bản Hỏm (xã Nà Bó) có 21 đảng viên; hai năm qua kết nạp 4 đảng viên, nâng tổng số"
        " lên {} đồng chí.",
        "21",
        "27",
    ),
    (
        "Nhiệm kỳ qua, huyện Mai Sơn có 17/21 chỉ tiêu đạt và vượt; {}/21 chỉ tiêu chưa đạt.",
        "4",
        "5",
    ),
    (
        "Kết quả của các đảng bộ thuộc Đảng bộ huyện Mai Sơn như sau:\n\n"
        "Đảng bộ\tĐảng viên\tXuất sắc\tTốt\tHoàn thành\n"
        "Nà Bó\t312\t41\t248\t23\n"
        "Cò Nòi\t276\t34\t221\t21\n"
        "Hát Lót\t{}\t26\t151\t11\n",
        "188",
        "118",
    ),
]

# Relations found by the words, so that the slip does not hide them.
SLIPS += [
    # A whole in another paragraph.
    (
        "Đảng bộ xã Nà Bó có 1.250 đảng viên.\n\nKết quả như sau: số đảng viên đã cài đặt: {} đồng"
        " chí, đạt 81,2%.",
        "1.015",
        "1.115",
    ),
    (
        "Đến nay, 112/112 chi bộ bản trong huyện Mai Sơn đã đại hội xong.\n\nHuyện có {} chi bộ"
        " hoàn thành xuất sắc nhiệm vụ, chiếm 18,8%.",
        "21",
        "27",
    ),
    # What else the words behind count alike is not what they name.
    (
        "Năm 2021, huyện Mai Sơn đón 832.500 lượt khách; khách quốc tế 6.180 lượt. Năm 2021, huyện"
        " Mai Sơn phục vụ {} lượt lưu trú, chiếm 41,5% tổng lượt khách.",
        "345.500",
        "354.500",
    ),
    # A comparison is not what reached the plan.
    (
        "Năm 2021, huyện Mai Sơn đón {} lượt khách, gấp 2,3 lần năm trước, đạt 71,2% kế hoạch năm"
        " (1,2 triệu lượt khách).",
        "854.400",
        "584.400",
    ),
    # No more targets are met than there are.
    (
        "Nhiệm kỳ qua, huyện Mai Sơn có {}/24 chỉ tiêu đạt và vượt; 5/24 chỉ tiêu chưa đạt.",
        "19",
        "79",
    ),
    # What stands behind the slashes of parts adds up to no more than that of the whole.
    (
        "Nhiệm kỳ qua, huyện Mai Sơn có 17/20 chỉ tiêu đạt và vượt; trong đó, kinh tế 6/{} chỉ"
        " tiêu; xã hội 7/8 chỉ tiêu; xây dựng Đảng 4/4 chỉ tiêu.",
        "8",
        "9",
    ),
    # Classes with percentages between them.
    (
        "Huyện Mai Sơn có 53 tổ chức cơ sở đảng được xếp loại. Hoàn thành xuất sắc nhiệm vụ 10"
        " (18,9%); hoàn thành tốt {}, chiếm 71,7%; hoàn thành nhiệm vụ 5, chiếm 9,4%.",
        "38",
        "39",
    ),
    (
        "Năm 2021, 61 tổ chức cơ sở đảng của huyện Mai Sơn đạt trong sạch vững mạnh, trong đó {}"
        " tiêu biểu.",
        "12",
        "120",
    ),
    # One of them, behind another thing counted or a semicolon.
    (
        "Bão làm huyện Mai Sơn mất 24.600 con gà, 1.870 con lợn; riêng xã Nà Bó (huyện Mai Sơn) mất"
        " {} con gà.",
        "5.200",
        "52.000",
    ),
    # A list of shares: the verb is said once.
    (
        "Đảng bộ xã Nà Bó có 318 đảng viên. Đảng viên người Thái chiếm 71,4%, người Mông {}%, còn"
        " lại là các dân tộc khác.",
        "14,8",
        "148",
    ),
    # What was done is held against its plan, told before the percentage.
    (
        "Năm 2021, huyện Mai Sơn thu hoạch {} tấn chè, so với kế hoạch cả năm 27.040 tấn là"
        " vượt 3%.",
        "27.851",
        "72.851",
    ),
    # Bare classes of what "trong" opens.
    ("Trong 9 sản phẩm OCOP, {} đánh giá mới; 2 đánh giá lại.", "7", "8"),
    # The yield is of what is called harvested.
    (
        "Năm 2021, huyện Mai Sơn có 5.240 ha xoài, trong đó 3.520 ha cho thu hoạch, năng suất bình"
        " quân 9,5 tấn/ha, sản lượng đạt {} tấn.",
        "33.440",
        "334.400",
    ),
    # The plan of the one who set it, among two.
    (
        "Năm 2021, thu ngân sách huyện Mai Sơn đạt 61,4 tỷ đồng, đạt 58,5% dự toán tỉnh giao, đạt"
        " {}% kế hoạch HĐND huyện giao.\n\nNăm 2021, huyện Mai Sơn phấn đấu thu ngân sách 117,4 tỷ"
        " đồng theo nghị quyết HĐND huyện.",
        "52,3",
        "25,3",
    ),
    # What was met the year before is not what a headline says is set.
    (
        "HĐND huyện Mai Sơn đề ra {} chỉ tiêu năm 2022\n\nNăm 2021, huyện Mai Sơn có 24/27 chỉ tiêu"
        " đạt và vượt. Năm 2022, HĐND huyện Mai Sơn đề ra 28 chỉ tiêu.",
        "28",
        "23",
    ),
    # All there are, and the plan, said again.
    (
        "Đảng bộ huyện Mai Sơn có 61 chi bộ bản.\n\nToàn bộ {} chi bộ bản của Đảng bộ huyện Mai Sơn"
        " đã có cấp ủy.",
        "61",
        "67",
    ),
    (
        "Năm 2021, Đảng bộ huyện Mai Sơn phấn đấu kết nạp {} đảng viên. Năm 2021, Đảng bộ huyện Mai"
        " Sơn kết nạp 23/30 đảng viên.",
        "30",
        "31",
    ),
    ("Chi bộ bản Hỏm có 38 đảng viên thì {} người làm ăn xa.", "11", "81"),
    ("Chi bộ bản Hỏm có 27 đảng viên, {} đảng viên nữ.", "8", "80"),
]

SOUND = [
    # Nothing says that these are all.
    "Đảng bộ huyện Mai Sơn có 61 chi bộ bản. Có 67 chi bộ bản của Đảng bộ huyện Mai Sơn"
    " đã có cấp ủy.",
    # The plan of another year.
    "Năm 2020, Đảng bộ huyện Mai Sơn phấn đấu kết nạp 31 đảng viên; năm 2021 đã kết nạp 13/30.",
    # The class beside the whole, not a part of it.
    "Năm 2021, huyện Mai Sơn có 30 tổ chức cơ sở đảng đạt loại tốt, trong đó 7 tiêu biểu; 46 tổ"
    " chức cơ sở đảng hoàn thành nhiệm vụ.",
    # What it was then is no part of what it is now.
    "Năm 2009, chi bộ bản Hỏm có 4 đảng viên thì bây giờ được 15 đồng chí.",
    # Of which of two, nothing says.
    "Xã Nà Bó thuộc huyện Mai Sơn. Toàn huyện mất 24.600 con gà, 1.870 con lợn; riêng xã Nà Bó"
    " 5.200 con.",
    "Xã Nà Bó mất 200 con gà; riêng huyện Sông Mã mất 5.200 con gà.",
    # Nothing says that two plans, or a plan and a bound, are one.
    "Năm 2021, Đảng bộ huyện Mai Sơn phấn đấu kết nạp trên 200 đảng viên mới. Năm 2021, Đảng bộ"
    " huyện Mai Sơn phấn đấu kết nạp từ 230 đảng viên mới trở lên.",
    # Things that happen to be called alike.
    "Đề thi có hai phần. Phần đầu gồm 20 câu hỏi. Phần sau gồm 30 câu hỏi. Cả đề có 50 câu hỏi.",
    # Families of one parish are not what the percentage is of.
    "Huyện Mai Sơn có 12 giáo xứ với 9.410 giáo dân, chiếm 9,6% dân số.",
    # A class of those sound projects is no whole of the next class.
    "Huyện Mai Sơn có 412 dự án. 187 dự án đã hoạt động, chiếm 45,4%; 96 dự án đang xây dựng,"
    " chiếm 21%.",
    # The level after is no part of what raised it.
    "Năm 2021, Đảng bộ huyện Mai Sơn kết nạp 183 đảng viên, trong đó có 75 nữ; 52 người Thái, nâng"
    " tổng số đảng viên toàn huyện lên 9.214 đồng chí.",
    # Two parts are all there is, and another group follows.
    "Huyện Mai Sơn hỗ trợ 73 căn nhà cho người có công, trong đó, xây mới 34 căn, sửa chữa 39 căn"
    " và hoàn thành 31 căn nhà cho hộ nghèo.",
    # Each field has its own goals.
    "Huyện Mai Sơn đạt 10/10 chỉ tiêu kinh tế. Huyện cũng đạt 17/17 chỉ tiêu văn hóa - xã hội.",
    # The percentage is of the members' households.
    "Xã Nà Bó có 837 hộ đạt danh hiệu, trong đó cấp tỉnh 122 hộ, cấp cơ sở 715 hộ, đạt 60,5% so với"
    " hộ hội viên.",
    # Cases and defendants side by side.
    "Tòa án huyện Mai Sơn xét xử 206 vụ/385 bị cáo, đạt tỷ lệ 88,2%.",
    # What branches add to growth are no parts of one another.
    "Khu vực công nghiệp đóng góp 3,93 điểm phần trăm vào mức tăng chung. Trong đó, nông nghiệp"
    " đóng góp 0,49 điểm phần trăm; công nghiệp 3,93 điểm phần trăm; dịch vụ 2,07 điểm phần trăm.",
    # One column is not the sum of the others.
    "Số liệu của các xã như sau:\n\nXã\tHộ\tNhân khẩu\tBản\nNà Bó\t312\t1.410\t12\n"
    "Cò Nòi\t276\t1.221\t21\nHát Lót\t188\t801\t11\n",
]


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS)
def test_a_slip_is_seen(rules: Kit, text: str, right: str, wrong: str) -> None:
    assert not violated(read(rules, text.format(right)))
    assert violated(read(rules, text.format(wrong)))


@pytest.mark.parametrize("text", SOUND)
def test_what_need_not_agree_raises_nothing(rules: Kit, text: str) -> None:
    assert not violated(read(rules, text))


def test_the_same_noun_of_one_body_is_said_again(rules: Kit) -> None:
    text = (
        "Huyện Mai Sơn thưởng 132 tổ góp vốn\n\nNăm 2021, huyện Mai Sơn có 132 tổ góp vốn."
    )
    assert [str(x.type) for x in read(rules, text).relations] == ["repeat"]


def violated(found: Extraction) -> list[str]:
    return [x.message for x in found.findings if x.verdict is Verdict.VIOLATED]


def read(kit: Kit, text: str) -> Extraction:
    return extract(Document("t", text, published="2022-01-10"), kit)
