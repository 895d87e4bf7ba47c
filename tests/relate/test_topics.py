"""What an article is about, which its numbers fall back on."""

from __future__ import annotations

import pytest

from textmine.model import Document
from textmine.pipeline import Kit, extract

ROWS = (
    # An office that the lead only cites is none either.
    (
        "Chỉ số sản xuất công nghiệp 9 tháng tăng hơn 8%\n\nTheo đánh giá của Sở Công Thương, "
        "chỉ số sản xuất công nghiệp trên địa bàn tỉnh Sơn La tăng khá.",
        "hơn 8%",
        "tỉnh Sơn La",
    ),
    # A paper's name is no topic.
    (
        "Chi bộ mạnh, bản mạnh\n\nPhóng viên Báo Sơn La trao đổi với ông Lò Văn Sơn, Bí thư Huyện "
        "ủy Mai Sơn.\n\nHuyện Mai Sơn còn nhiều bản khó khăn.\n\nĐến nay, 139 bản đều có nhà văn "
        "hóa.",
        "139 bản",
        "huyện Mai Sơn",
    ),
    # The paragraph's own topic goes on where a sentence names nobody.
    (
        "Mai Sơn tổ chức đại hội\n\nHuyện Mai Sơn có 34 chi bộ tổ chức xong đại hội.\n\nChi bộ bản "
        "Mé (xã Nà Bó) được chọn làm điểm. Đại hội có 29 đảng viên dự.",
        "29 đảng viên",
        "Chi bộ bản Mé",
    ),
    # What all of a list lie in is told of, not the first of them.
    (
        "Trao Huy hiệu Đảng cho 120 đảng viên\n\nDịp này có 118 đảng viên được trao Huy hiệu "
        "Đảng.\n\nLễ trao ở xã Nà Bó, huyện Mai Sơn. Ảnh: Hà An\n\nNhiều nhất là Đảng bộ xã Nà Bó "
        "(71 đảng viên), Đảng bộ xã Chiềng Mung (49 đảng viên).",
        "118 đảng viên",
        "huyện Mai Sơn",
    ),
    # A line over a picture's credit is no heading.
    (
        "Kết nạp đảng viên\n\nĐảng bộ huyện Mai Sơn có 41 tổ chức cơ sở đảng.\n\nChi bộ bản Mé "
        "kết nạp đảng viên mới\n(Ảnh: Internet)\n\nQua kết quả đánh giá năm 2012, tổ chức cơ sở "
        "đảng trong sạch, vững mạnh chiếm 87,97% số được đánh giá, số còn lại hoàn thành nhiệm vụ.",
        "87,97%",
        "Đảng bộ huyện Mai Sơn",
    ),
    # Nor is what stands between a whole and its parts.
    (
        "Trao Huy hiệu Đảng\n\nĐảng bộ huyện Mai Sơn có 71 đảng viên được trao Huy hiệu "
        "Đảng.\n\nĐảng bộ thị trấn Hát Lót trao tặng Huy hiệu Đảng cho đảng viên.\n\nTrong đó, có "
        "2 đảng viên được trao Huy hiệu 75 năm tuổi Đảng.",
        "2 đảng viên",
        "Đảng bộ huyện Mai Sơn",
    ),
    # Nor what a paragraph that goes on about the whole comes after.
    (
        "Các chi bộ ở huyện Mai Sơn đại hội\n\nĐây là nhiệm kỳ thứ ba huyện Mai Sơn làm việc "
        "này.\n\nChi bộ bản Mé, xã Nà Bó tổ chức thành công Đại hội nhiệm kỳ mới\n\nĐến nay, cả "
        "234 chi bộ ở huyện Mai Sơn đã tổ chức đại hội, đúng kế hoạch đề ra và đúng hướng dẫn của "
        "cấp trên, bầu một lần đủ số lượng.",
        "234 chi bộ",
        "huyện Mai Sơn",
    ),
    # Who attends a congress is told beside guests from elsewhere.
    (
        "Đại hội Hội Cựu chiến binh xã Nà Bó\n\nNgày 12/10, Hội Cựu chiến binh xã Nà Bó tổ chức "
        "đại hội. Dự đại hội có lãnh đạo huyện Mai Sơn, Hội Cựu chiến binh tỉnh và 96 đại biểu.",
        "96 đại biểu",
        "Hội Cựu chiến binh xã Nà Bó",
    ),
    (
        "Đồng chí Lò Văn Sơn giữ chức Bí thư Đảng ủy xã Nà Bó\n\nNgày 12/10, đồng chí Lò Văn Sơn, "
        "Phó Bí thư Tỉnh ủy Sơn La dự Đại hội đại biểu Đảng bộ xã Nà Bó. 100 đại biểu về dự.",
        "100 đại biểu",
        "Đảng bộ xã Nà Bó",
    ),
    # The delegates a board tells of are its organisation's.
    (
        "Theo Ban Tuyên giáo Tỉnh ủy Sơn La, Đại hội đại biểu Đảng bộ tỉnh Sơn La sắp diễn ra. "
        "Tham dự Đại hội có 325 đại biểu chính thức.",
        "325 đại biểu chính thức",
        "Đảng bộ tỉnh Sơn La",
    ),
    # A territory stands for its committee, not for that one's standing committee.
    (
        "Huyện Mai Sơn: 19 học sinh được kết nạp Đảng\n\nTừ chỉ tiêu Ban Thường vụ Huyện ủy giao, "
        "các chi bộ đã xây dựng kế hoạch.",
        "19 học sinh",
        "Huyện ủy Mai Sơn",
    ),
    # A heading that names one body opens a part about it.
    (
        "Huyện Mai Sơn có 3 hãng buýt.\n\nHuyện Mai Sơn mong khách đi nhiều hơn vào cuối năm, "
        "khi các bản vào vụ cà phê.\n\nCông ty Hải Sơn tăng chuyến\n\nTừ tuần tới, mỗi ngày sẽ có "
        "thêm xe chạy từ bến cũ, và giá vé dự tính giảm một phần ba so với hiện nay. Cả đội xe có "
        "24 tài xế.",
        "24 tài xế",
        "Công ty Hải Sơn",
    ),
    # One that names none goes back to what the whole is about.
    (
        "Huyện Mai Sơn có 3 hãng buýt.\n\nHuyện Mai Sơn mong khách đi nhiều hơn vào cuối năm, "
        "khi các bản vào vụ cà phê.\n\nCông ty Hải Sơn tăng chuyến\n\nTừ tuần tới, mỗi ngày sẽ có "
        "thêm xe chạy từ bến cũ, và giá vé dự tính giảm một phần ba so với hiện nay.\n\nĐường xấu, "
        "xe chậm\n\nNhiều đoạn đường hỏng nặng sau mưa lũ, xe phải đi vòng qua đèo hoặc chờ thông "
        "tuyến. Đến nay còn 17 điểm sạt lở.",
        "17 điểm sạt lở",
        "huyện Mai Sơn",
    ),
    # "Cụ thể" goes on with what the paragraph before told of.
    (
        "Huyện Mai Sơn họp\n\nHuyện Mai Sơn họp bàn việc mới.\n\nXã Nà Bó có 4 chợ.\n\nCụ thể, mới "
        "xây xong 2 chợ.",
        "2 chợ",
        "xã Nà Bó",
    ),
    # A thing named more often than any body is what the article is about.
    (
        "Khách kể về quán ăn Sóng Xanh 68 ở huyện Mai Sơn.\n\nQuán ăn Sóng Xanh 68 bán cá. Quán ăn "
        "Sóng Xanh 68 đông khách. Quán ăn Sóng Xanh 68 nhỏ.\n\nQuán ăn Sóng Xanh 68 gần chợ. Quán "
        "ăn Sóng Xanh 68 mở sớm.\n\nHóa đơn ghi cá giá 480.000 đồng.",
        "480.000 đồng",
        "quán ăn Sóng Xanh 68",
    ),
    # A name and a colon head their number; after the brackets the whole goes on.
    *(
        (
            "Mưa lớn ở tỉnh Sơn La\n\nMưa lớn trên địa bàn tỉnh Sơn La làm 61 nhà tốc mái (Mai "
            "Sơn: 38 nhà; Sông Mã: 23 nhà), 43 nhà bị ngập.\n\nĐã có 91 nhà được sửa.",
            words,
            subject,
        )
        for words, subject in (
            ("61 nhà", "tỉnh Sơn La"),
            ("38 nhà", "huyện Mai Sơn"),
            ("23 nhà", "huyện Sông Mã"),
            ("43 nhà", "tỉnh Sơn La"),
            ("91 nhà", "tỉnh Sơn La"),
        )
    ),
)


@pytest.mark.parametrize(("text", "words", "subject"), ROWS)
def test_topics(kit: Kit, text: str, words: str, subject: str) -> None:
    result = extract(Document("x", text, published="2020-10-16", province="tỉnh Sơn La"), kit)
    found = next(fact for fact in result.facts if fact.text == words)
    entity = result.entity(found.subject)
    assert (entity.name if entity else found.subject) == subject


def test_whose_it_is_is_no_group(kit: Kit) -> None:
    text = (
        "Mưa lớn ở tỉnh Sơn La\n\nMưa lớn trên địa bàn tỉnh Sơn La làm 61 nhà tốc mái (Mai Sơn 38 "
        "nhà, Sông Mã 23 nhà)."
    )
    result = extract(Document("x", text, published="2020-10-16", province="tỉnh Sơn La"), kit)
    found = {fact.text: fact.breakdown for fact in result.facts}
    assert (found["38 nhà"], found["23 nhà"]) == (None, None)


@pytest.mark.parametrize(
    ("text", "words"),
    (
        (
            "Tổng đàn lợn tăng\n\n5 tháng đầu năm 2021, quy mô đàn vật nuôi trên địa bàn tỉnh ổn "
            "định so với cùng kỳ.\n\nTổng đàn lợn ước đạt 214.600 con. Chi cục Chăn nuôi và Thú y "
            "đã lấy mẫu tại các trang trại.",
            "214.600 con",
        ),
        (
            "Tôm, cá được mùa\n\nTheo báo cáo của UBND tỉnh, sản lượng thủy sản 7 tháng đầu năm "
            "2021 đạt 31.450 tấn.\n\nToàn tỉnh hiện có 1.240 tàu cá.",
            "31.450 tấn",
        ),
    ),
)
def test_an_office_without_a_name_reports_on_its_territory(
    kit: Kit, text: str, words: str
) -> None:
    facts = extract(Document("x", text, published="2021-08-02"), kit).facts
    assert [fact.subject for fact in facts if fact.text == words] == ["tỉnh"]
