"""Where sentences end: ``‖`` stands after each that does, and is not part of the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear
from textmine.model import Document, Section, SectionKind
from textmine.packs.loader import load_packs
from textmine.text.fold import fold_text
from textmine.text.sentences import SentenceSplitter
from textmine.text.structure import ArticleReader

PACKS = load_packs(("base",), entry_points=False)
SPLITTER = SentenceSplitter(PACKS)

PLAIN = """
Chín tháng qua, xã kết nạp 12 đảng viên.‖ Trong đó có 5 nữ.
Xã có 24 chi bộ.‖ 19 chi bộ bản, 3 chi bộ trường học.
Hội nghị đã bầu 15 đồng chí!‖ Đại hội thành công tốt đẹp.
Vì sao còn 2 bản trắng đảng viên?‖ Theo bí thư đảng ủy, do thanh niên đi làm xa.
Tổng kinh phí 2,4 tỷ đồng; trong đó, Nhà nước hỗ trợ 1,9 tỷ đồng: xi măng, cát, sỏi.
Thu ngân sách đạt 36 tỷ đồng (bằng 104% dự toán).‖ Chi ngân sách 210 tỷ đồng.
Xã đạt 15 tiêu chí.‖ “Chúng tôi sẽ giữ vững kết quả này”, ông Páo nói.
Ông nói: “Năm nay được mùa.‖ Nhà nào cũng có ngô bán.”‖ Cả bản vui.
Ông nói: “Năm nay được mùa”.‖ Cả bản vui.
Bà hỏi: “Bao giờ có điện?”‖ Không ai trả lời.
“Xã tôi còn nghèo lắm!”, chị Mỷ kể.
Chị kể: "Nhà tôi có 3 ha mận."‖ Năm ngoái chị thu 60 triệu đồng.
Toàn huyện trồng 120 ha rừng...‖ Đến nay đã nghiệm thu 80 ha.
Cây trồng chính là ngô, lúa, sắn…‖ Diện tích ngô chiếm 60%.
Trồng ngô, lúa, sắn... trên đất dốc vẫn là cách làm phổ biến.
Nhiều hộ nuôi dê, bò, lợn,… mỗi năm thu hàng trăm triệu đồng.
Kết quả ra sao?!‖ Ai cũng hồi hộp.
Thế rồi...‖ Không ai nói gì nữa.
Đảng bộ hiện có 383 đảng viên.‖ - Đó là nguồn lực quý.
Cả xã chỉ có 1 bác sĩ.‖ (Nguồn: Phòng Y tế)
Đoàn đã tặng 30 suất quà [mỗi suất 500.000 đồng].‖ Lễ trao quà diễn ra ấm cúng.
Công trình hoàn thành trong 45 ngày .‖ Người dân rất phấn khởi.
Mưa lớn kéo dài,sạt lở 3 điểm.Giao thông tê liệt.
Xã Nà Bó (huyện Mai Sơn).‖ Bản Mòn có 120 hộ.
Đạt 98,5%.‖ 100% số bản có điện.
Sản lượng ước 5.690 tấn.‖ Giá bán 7.000 đồng/kg.
Giải Nhất: đội bản Mòn.‖ Giải Nhì: đội bản Nà.
Tỷ lệ hộ nghèo giảm còn 12%.‖ Ðó là nỗ lực lớn.
Khánh thành cầu Nậm Mu.‖ Ông Lò Văn Ún dự lễ.
Hỗ trợ 5 con bò giống.‖ ‘Bò khỏe lắm’, anh Tủa khoe.
"""

ABBREVIATIONS = """
Đoàn công tác đến TP. Sơn La sáng 5/6.‖ Đoàn làm việc với 3 sở.
Lễ khởi công tại Tp. Hòa Bình thu hút 300 người.
Ông sinh ra ở TX. Nghĩa Lộ.‖ Năm 1990, ông lên Tây Bắc.
Trường đặt tại TT. Mộc Châu, có 24 lớp.
Hộ bà Hoa (KP. 3) nuôi 200 con lợn.
Báo cáo do Th.S. Lò Thị Mai trình bày.
Báo cáo do Th.S Lò Thị Mai trình bày.‖ Hội thảo có 50 đại biểu.
PGS.TS. Trần Văn Hùng chủ trì hội thảo.‖ Có 12 tham luận.
GS.TSKH. Nguyễn Văn Bình và TS. Hà Lan tham gia đoàn khảo sát.
Đề tài do PGS. TS. Lê Thị Nga làm chủ nhiệm.
BS. Cà Văn Thanh đã mổ 12 ca.‖ Tất cả đều thành công.
Theo LS. Quàng Văn Tiến, vụ kiện kéo dài 2 năm.
Đi cùng đoàn có Mr. Kim, đại diện nhà tài trợ.
Đoàn gồm đ/c. Hà Văn Dũng và đ/c. Lò Thị Thu.
Dự hội nghị có Đ/c. Vàng A Páo.‖ Hội nghị kéo dài 1 ngày.
Xem thêm tại tr. 15 của báo cáo.
Liên hệ ĐT. 0912 000 111 trước ngày 30/6.
Nhà ở P. Quyết Thắng, cách trung tâm 2 km.
Dự án qua H. Củ Chi và Q. Bình Tân dài 12 km.
Khám cho 120 người ở X. Nà Bó.
Công an bắt đối tượng Lò Văn H. (32 tuổi) khi đang vận chuyển 2 kg thuốc nổ.
Nạn nhân là chị H.‖ Công an đang điều tra vụ việc.
Bị can Sồng A T.‖ Vụ án đã được khởi tố.
Th.tá. Lò Văn Phớ trực tiếp chỉ huy.‖ Tổ tuần tra có 6 người.
Điều 3. Trách nhiệm của trưởng bản
Phần II. Nhiệm vụ trọng tâm của năm
Nghị quyết nêu tại điều 3.‖ Các bản phải thực hiện.
Công an tạm giữ Sồng A T. (32 tuổi) và 2 kg thuốc nổ.
UBND H. Mai Sơn họp với 22 xã.
Hội LHPN H. Thuận Châu có 29 cơ sở hội.
Đoàn công tác H. Yên Châu gồm 9 người.
Hỗ trợ giống, phân bón, v.v.‖ Tổng giá trị 45 triệu đồng.
Hỗ trợ giống, phân bón, v.v. cho 120 hộ nghèo.
Trường THPT Tô Hiệu có 32 lớp, v.v...‖ Năm nay trường tuyển 400 em.
Nhà báo John F. Kennedy không liên quan gì tới bản Mòn.
Đội bóng của ông M. Johnson thắng 2 - 1.
Ủy ban nhân dân TP. HCM cử 5 bác sĩ.‖ Đoàn ở lại 2 tuần.
Trung tâm y tế TX. Sơn Tây tiếp nhận 17 ca.
Anh Giàng A Tr. trú tại bản Pa Cốp.
"""

NUMBERS = """
Ngày 30.9, huyện tổng kết 9 tháng.
Kỷ niệm ngày 2.9, bản trao 30 suất quà.‖ Mỗi suất 200.000 đồng.
Sáng 3.2.2020, Đảng bộ xã kết nạp 4 đảng viên.
Diện tích 1.250 ha.‖ Năng suất 52 tạ/ha.
Giá 7.500 đồng/kg, tăng 1.2 lần so với năm ngoái.
Thu nhập đạt 27,5 triệu đồng/người/năm.‖ 5 năm trước chỉ là 15 triệu.
Tổng số 1.204.331 lượt.‖ Bình quân 3.300 lượt/ngày.
Chỉ tiêu là 40 đảng viên.‖ 42 người đã được kết nạp.
Giải quyết 12 vụ.‖ 3 vụ chuyển công an.
Mục 1.2. Kết quả thực hiện trong năm
1. Kết quả đạt được trong 6 tháng đầu năm
2.1. Về kinh tế, thu ngân sách đạt 3 tỷ đồng.‖ Chi đạt 12 tỷ đồng.
I. Tình hình chung của xã
IV. Nhiệm vụ trọng tâm
a. Trồng trọt đạt 120 ha
Có 3 nhiệm vụ: 1. Trồng rừng; 2. Làm đường; 3. Xóa nhà tạm.
Năm 2020.‖ Xã có 12 bản.
Nhiệm kỳ 2015 - 2020.‖ Kết nạp 121 đảng viên.
Đạt 4.8/5 điểm.‖ Xếp thứ 2 toàn huyện.
Đường dài 2.5 km.‖ Rộng 3 m.
Quyết định số 12/QĐ-UBND ngày 1.3.2021 của UBND huyện.
Phiên bản 2.0 của phần mềm có 1.500 người dùng.
Tăng từ 12.000 lên 15. 000 tấn trong 3 năm.
Vào lúc 7h30.‖ Đoàn xuất phát.
Lãi suất 0,5%/tháng.‖ Thời hạn 60 tháng.
"""

LINES = """
Lễ kết nạp đảng viên tại bản Mòn‖
Đảng bộ xã hiện có 24 chi bộ.

Đoạn thứ nhất không có dấu chấm‖

Đoạn thứ hai có 12 hộ.

Đảng bộ xã Nà Bó hiện có 24 chi bộ trực thuộc, với
383 đảng viên đang sinh hoạt.

Các kết quả chính:‖
- Trồng 15 ha rừng‖
- Giảm 12 hộ nghèo‖
- Làm 2 km đường

Các nhiệm vụ:‖
1. Trồng rừng‖
2. Làm đường‖
3. Xóa nhà tạm

Kết quả:‖
+ Thu ngân sách 3 tỷ đồng;‖
+ Tạo việc làm cho 88 người.

Kết quả:‖
• 15 ha rừng‖
• 2 km đường

a) Về kinh tế‖
b) Về xã hội

Ông Páo, Bí thư chi bộ bản Mòn,
cho biết: bản có 32 đảng viên.

Thu ngân sách đạt 36 tỷ đồng.‖
Chi ngân sách đạt 210 tỷ đồng.

Đảng bộ xã Nà Bó (huyện
Mai Sơn) có 24 chi bộ.

Phong trào “Ba đảm
đang” thu hút 1.026 hội viên.

Tổng diện tích gieo trồng vụ mùa năm nay của toàn huyện đạt 1.120 ha, tăng
35 ha so với vụ mùa năm trước; năng suất bình quân ước đạt 50,8 tạ, trong đó
Nậm Giôn là xã có diện tích lớn nhất với 410 ha, tiếp đến là Chiềng Lao với
325 ha.‖ Hua Trai có 235 ha.

Xã có 3 trường học.‖
Trường mầm non có 12 lớp.

Dòng này kết thúc bằng dấu hai chấm:‖
Dòng sau là một câu mới.

Ngày 05 tháng 11 năm 2018‖
Sơn La

*‖
Bài viết có 2 phần.

Các đại biểu dự hội nghị.‖
Ảnh: Hà Trang
"""


def cases(block: str) -> list[str]:
    return [line for line in block.strip().split("\n") if line]


SINGLE = [*cases(PLAIN), *cases(ABBREVIATIONS), *cases(NUMBERS)]
SEVERAL = LINES.strip("\n").split("\n\n")


def merged(parts: list[str]) -> list[str]:
    """A case of several lines may itself hold a blank line: those end in ``‖``."""
    out: list[str] = []
    for part in parts:
        if out and out[-1].endswith("‖"):
            out[-1] += "\n\n" + part
        else:
            out.append(part)
    return out


def split(text: str) -> list[str]:
    whole = (Section(SectionKind.BODY, 0, len(text)),)
    found = SPLITTER.split(text, fold_text(text), whole)
    return [text[sentence.start : sentence.end] for sentence in found]


@pytest.mark.parametrize("marked", [*SINGLE, *merged(SEVERAL)], ids=lambda m: ascii(m[:20]))
def test_sentences(marked: str) -> None:
    text = marked.replace("‖", "")
    assert split(text) == [part.strip() for part in marked.split("‖") if part.strip()]


def test_there_are_enough() -> None:
    assert len(SINGLE) + len(merged(SEVERAL)) + len(pack_examples()) >= 120


def pack_examples() -> list[tuple[str, int]]:
    rows = [*PACKS.by_id("dotted").values(), *PACKS.by_id("numbered").values()]
    return [
        (text, count)
        for row in rows
        for key, count in (("examples", 1), ("counter", 2))
        for text in row.data.get(key, ())
    ]


@pytest.mark.parametrize(("text", "count"), pack_examples(), ids=lambda x: ascii(str(x)[:20]))
def test_examples_of_the_pack(text: str, count: int) -> None:
    assert len(split(text)) == count


PIECES = st.one_of(
    st.sampled_from(
        [". ", ".\n", "\n\n", "\n- ", "1. ", "TP. ", "H. ", "”", "“", "... ", "?!", "(", ") ", ":"]
    ),
    st.sampled_from(["Xã ", "chi bộ ", "383 ", "1.250 ", "Ông A ", "v.v. ", " ", "A", "…", "\n"]),
    st.characters(),
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=100, deadline=None)
def test_sentences_cover_what_prints(text: str) -> None:
    """In order, apart, trimmed, and nothing that prints is left out; any string does."""
    article = ArticleReader(PACKS).read(Document("a", text))
    clean = article.clean
    at = 0
    for sentence in SPLITTER.split(clean, article.folded, article.sections):
        section = article.sections[sentence.section]
        assert section.start <= sentence.start < sentence.end <= section.end
        assert clean[at : sentence.start].strip() == ""
        assert not clean[sentence.start].isspace() and not clean[sentence.end - 1].isspace()
        at = sentence.end
    assert clean[at:].strip() == ""


@pytest.mark.parametrize("unit", [".", "A. ", ". ", "”.", "a\n", "1. ", "!?… ", "\n", "x. ("])
def test_time_is_linear(unit: str) -> None:
    assert_linear(split, unit * (10_000 // len(unit)), unit * (80_000 // len(unit)), 8)
