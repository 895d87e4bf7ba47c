"""What each paragraph of an article is: layouts as papers and provincial sites print them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear
from textmine.model import Article, Document
from textmine.packs.loader import load_packs
from textmine.text.address import AddressReader
from textmine.text.dateline import DatelineFinder, url_date
from textmine.text.fold import fold_text
from textmine.text.paragraphs import paragraphs
from textmine.text.structure import ArticleReader

PACKS = load_packs(("base",), entry_points=False)
READER = ArticleReader(PACKS)

PROSE = (
    "Đảng bộ xã Nà Bó hiện có 24 chi bộ trực thuộc với 383 đảng viên. Chín tháng qua, Đảng bộ đã "
    "kết nạp 12 đảng viên mới, đạt 120% kế hoạch; trong đó có 5 đảng viên nữ và 4 đoàn viên ưu tú."
)
MORE = (
    "Thời gian tới, Đảng ủy xã tiếp tục lãnh đạo các chi bộ bản tạo nguồn, mở thêm 1 lớp bồi dưỡng "
    "cho quần chúng ưu tú, phấn đấu cả năm kết nạp 15 đảng viên và xóa 2 bản chưa có chi bộ."
)
LEAD = (
    "Những năm qua, công tác phát triển đảng ở xã vùng cao Nà Bó đã có nhiều chuyển biến tích cực, "
    "nhất là ở các bản xa trung tâm và trong đồng bào dân tộc thiểu số."
)


def read(text: str, **known: str) -> Article:
    return READER.read(Document("a", text, **known))


def sections(article: Article) -> list[tuple[str, str]]:
    return [
        (section.kind.value, article.clean[section.start : section.end])
        for section in article.sections
    ]


@dataclass(frozen=True)
class Layout:
    """Paragraphs with their kinds, as printed, and what parts them."""

    name: str
    parts: tuple[tuple[str, str], ...]
    gap: str = "\n\n"

    @property
    def text(self) -> str:
        return self.gap.join(text for _, text in self.parts)


def layout(name: str, *lines: str, gap: str = "\n\n") -> Layout:
    """Lines of ``kind: text``."""
    parts = tuple((kind, text) for kind, _, text in (line.partition(": ") for line in lines))
    return Layout(name, parts, gap)


LAYOUTS = [
    layout(
        "provincial site",
        "title: Xã Nà Bó làm tốt công tác phát triển đảng",
        "dateline: Ngày 16 tháng 10 năm 2020",
        f"lead: {LEAD}",
        "caption: Lễ kết nạp đảng viên tại Chi bộ bản Mòn, xã Nà Bó.",
        f"body: {PROSE}",
        f"body: {MORE}",
        "boilerplate: Tìm kiếm theo ngày",
    ),
    layout(
        "single line breaks",
        "title: Xã Nà Bó làm tốt công tác phát triển đảng",
        "dateline: 16/10/2020 08:30",
        f"lead: {LEAD}",
        f"body: {PROSE}",
        f"body: {MORE}",
        "byline: Bài, ảnh: Hoàng Lan",
        gap="\n",
    ),
    layout(
        "counters and sharing",
        "title: Xã Nà Bó kết nạp 12 đảng viên",
        "dateline: Thứ sáu - 16/10/2020 08:30",
        "boilerplate: Lượt xem: 4",
        "boilerplate: Chia sẻ",
        "boilerplate: In trang",
        f"lead: {PROSE}",
        f"body: {MORE}",
        "byline: Lò Thái",
        "boilerplate: Ý kiến bạn đọc (0)",
    ),
    layout(
        "views beside the date",
        "title: Xã Nà Bó kết nạp 12 đảng viên",
        "dateline: Ngày đăng: 16/10/2020 - Lượt xem: 126",
        f"lead: {LEAD}",
        f"body: {PROSE}",
        f"body: {MORE}",
    ),
    layout(
        "navigation above and below",
        "boilerplate: Trang chủ > Tin tức > Xây dựng Đảng",
        "title: Đại hội Đảng bộ xã Nà Bó lần thứ XXII",
        "dateline: Cập nhật lúc: 14:22 15/06/2020",
        f"lead: {LEAD}",
        f"body: {PROSE}",
        f"body: {MORE}",
        "byline: Tin, ảnh: Cầm Vương (CTV)",
        "boilerplate: Các tin khác",
        "boilerplate: Khai mạc lớp bồi dưỡng 45 học viên (10/06/2020)",
        "boilerplate: Kiểm tra công tác bầu cử tại 3 xã vùng II (09/06/2020)",
    ),
    layout(
        "credited pictures",
        "title: Ngày hội 60 gian hàng ở Mộc Hạ",
        f"lead: {LEAD}",
        "caption: Đội xòe 200 người biểu diễn khai hội. Ảnh: Thu Thảo",
        f"body: {PROSE}",
        "caption: Gian hàng của bản Nà Bai (ảnh: TT).",
        f"body: {MORE}",
        "byline: Thu Thảo",
    ),
    layout(
        "illustration",
        "title: Phòng cháy rừng mùa khô ở vùng cao",
        "caption: Ảnh minh họa",
        f"lead: {LEAD}",
        f"body: {PROSE}",
        f"body: {MORE}",
        "byline: (Theo TTXVN)",
    ),
    layout(
        "positions in a picture",
        "title: Trao tặng 30 nhà tình nghĩa",
        f"lead: {LEAD}",
        "caption: Đồng chí Hà Văn Tuấn (thứ hai từ trái sang) trao nhà cho gia đình ông Ún",
        f"body: {PROSE}",
        f"body: {MORE}",
    ),
    layout(
        "subheadings stay body",
        "title: Điểm sáng OCOP ở Vân Hồ Thượng",
        f"lead: {LEAD}",
        f"body: {PROSE}",
        "body: Còn nhiều khó khăn",
        f"body: {MORE}",
        "byline: Việt Hưng",
    ),
    layout(
        "lists stay body",
        "title: Kết quả 6 tháng đầu năm của thị trấn Ít Ong",
        "dateline: 30/06/2022 | 10:12",
        f"lead: {LEAD}",
        "body: Các kết quả chính:",
        "body: - Thu ngân sách đạt 3,2 tỷ đồng, bằng 64% kế hoạch;",
        "body: - Trồng mới 15 ha rừng phòng hộ;",
        "body: - Giải quyết việc làm cho 88 lao động.",
        f"body: {MORE}",
        "byline: Nguồn: UBND thị trấn",
    ),
    layout(
        "author under the headline",
        "title: Hội phụ nữ xã giúp 26 hộ thoát nghèo",
        "dateline: 08/03/2022",
        "byline: Hải Yến",
        f"lead: {LEAD}",
        f"body: {PROSE}",
        f"body: {MORE}",
    ),
    layout(
        "imprint",
        "title: Xã Nà Bó kết nạp 12 đảng viên",
        f"lead: {LEAD}",
        f"body: {PROSE}",
        "byline: BBT",
        "boilerplate: Tags: nông thôn mới, giảm nghèo",
        "boilerplate: © 2020 Cổng thông tin huyện",
        "boilerplate: Giấy phép số 12/GP-TTĐT",
        "boilerplate: Điện thoại: 0212 3 800 000",
    ),
    layout(
        "notice of two paragraphs",
        f"lead: {PROSE}",
        f"body: {MORE}",
    ),
]


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case.name)
def test_layouts(case: Layout) -> None:
    assert sections(read(case.text)) == list(case.parts)


PREFIXES = [
    ("(Baosonla) - ", "(Baosonla) -", None),
    ("(Báo Mai Sơn) – ", "(Báo Mai Sơn) –", None),
    ("(TTXVN)- ", "(TTXVN)-", None),
    ("BSL - ", "BSL -", None),
    ("Baodientu.vn – ", None, None),
    ("(ĐCSVN) – ", "(ĐCSVN) –", None),
    ("Mai Sơn, ngày 16/10/2020 - ", "Mai Sơn, ngày 16/10/2020 -", "2020-10-16"),
    ("Sơn La, 5/6 (TTXVN) - ", "Sơn La, 5/6 (TTXVN) -", None),
    ("UBND - ", None, None),
    ("(huyện Mai Sơn) ", None, None),
]


@pytest.mark.parametrize(("prefix", "dateline", "published"), PREFIXES)
def test_signatures_before_the_lead(
    prefix: str, dateline: str | None, published: str | None
) -> None:
    article = read(f"Xã Nà Bó kết nạp 12 đảng viên\n\n{prefix}{PROSE}\n\n{MORE}")
    found = sections(article)
    if dateline is None:
        assert found[1] == ("lead", prefix + PROSE)
    else:
        assert found[1:3] == [("dateline", dateline), ("lead", PROSE)]
    assert article.published == published


DATED = [
    ("Ngày 16 tháng 10 năm 2020", "2020-10-16"),
    ("Thứ Sáu, 16/10/2020, 08:30 (GMT+7)", "2020-10-16"),
    ("(Thứ Hai, 15/06/2020, 14:22 GMT+7)", "2020-06-15"),
    ("Cập nhật lúc 09h15' ngày 5-9-2019", "2019-09-05"),
    ("Đăng ngày: 1.2.2021", "2021-02-01"),
    ("08:15 - 03/06/2021", "2021-06-03"),
    ("2021-06-03 08:15:00", "2021-06-03"),
    ("Mai Sơn, ngày 02 tháng 9 năm 2009", "2009-09-02"),
    ("Ngày đăng: 16/10/2020 8:30:00 SA", "2020-10-16"),
    ("10/16/2020 8:30:00 AM", "2020-10-16"),
    ("Thứ sáu, 16 Tháng 10 2020 08:30", "2020-10-16"),
    ("Đăng lúc: 08:30 | 16/10/2020 - Đã xem: 45", "2020-10-16"),
    ("Đăng bởi Lò Thái - 16/10/2020", "2020-10-16"),
    ("16/10/2020 08:30 - Lượt xem: 45 - Tác giả: Lò Thái", "2020-10-16"),
    ("Tháng Mười 16, 2020", "2020-10-16"),
    ("16 Tháng Mười Hai 2020", "2020-12-16"),
    ("Tin tức | 16/10/2020", "2020-10-16"),
    ("XÂY DỰNG ĐẢNG - 16/10/2020", "2020-10-16"),
    ("[16/10/2020]", "2020-10-16"),
    ("Chủ nhật, ngày 30/2/2020", None),
    ("Thứ Sáu, 08:30", None),
]


@pytest.mark.parametrize(("line", "published"), DATED)
def test_datelines(line: str, published: str | None) -> None:
    article = read(f"Xã Nà Bó kết nạp 12 đảng viên\n\n{line}\n\n{PROSE}\n\n{MORE}")
    assert sections(article)[1] == ("dateline", line)
    assert article.published == published


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 16/10/2020, xã Nà Bó kết nạp 2 đảng viên.",
        "Quyết định số 12/2020 có hiệu lực từ 1/1/2021",
        "Từ 16/10/2020 đến 20/10/2020 xã mở 2 lớp",
        "Thời gian: 16/10/2020 - tại nhà văn hóa bản Mòn",
    ],
)
def test_sentences_with_dates_are_no_datelines(line: str) -> None:
    article = read(f"Xã Nà Bó kết nạp 12 đảng viên\n\n{PROSE}\n\n{line}\n\n{MORE}")
    assert ("dateline", line) not in sections(article)
    assert article.published is None


BYLINES = """
Nguyễn Văn An – Lò Thị Bun
H.L
PV (Tổng hợp)
(CTV)
TRUNG KIÊN
Thu Thảo./.
Hoàng Lan, Lò Thái
Hoàng Lan (Ban Tuyên giáo)
Bài và ảnh: Hoàng Lan
Tin: Lò Thái - Ảnh: Hà Trang
Người đưa tin: Lò Thái
Theo Báo Sơn La
Nguồn: Cổng TTĐT tỉnh
Ban Tuyên giáo Huyện ủy
Hà Trang - Trung tâm VHTT&TT huyện
Đài PT-TH huyện
"""

BOILERPLATE = """
Lượt xem: 4
(4 lượt xem)
Xem: 123 | Phản hồi: 0
Tìm kiếm theo ngày
Xem với cỡ chữ A A A
A- A A+
Về trang trước Bản in Gửi email
Tổng số điểm của bài viết là: 5 trong 1 đánh giá
Xếp hạng: 5 - 1 phiếu bầu
Bạn cần đăng nhập để bình luận
Thống kê truy cập
Theo dõi chúng tôi trên Facebook
#nongthonmoi #sonla
Bài viết cùng chủ đề:
TIN LIÊN QUAN
Văn bản mới ban hành
"""

FOOTS = [
    *(("byline", line) for line in BYLINES.strip().split("\n")),
    *(("boilerplate", line) for line in BOILERPLATE.strip().split("\n")),
    ("body", "Xã phấn đấu về đích nông thôn mới năm 2025."),
    ("body", "Công an xã đang điều tra vụ việc"),
    ("body", "Xếp hạng: xã Nà Bó đứng thứ 2 toàn huyện"),
]


@pytest.mark.parametrize(("kind", "line"), FOOTS)
def test_the_last_line(kind: str, line: str) -> None:
    article = read(f"Xã Nà Bó kết nạp 12 đảng viên\n\n{PROSE}\n\n{MORE}\n\n{line}")
    assert sections(article)[-1] == (kind, line)


def test_a_headline_in_capitals_goes_over_lines() -> None:
    headline = "ĐẢNG BỘ XÃ NÀ BÓ\nKẾT NẠP 12 ĐẢNG VIÊN TRONG 9 THÁNG"
    article = read(f"{headline}\n\n{PROSE}\n\n{MORE}")
    assert sections(article)[0] == ("title", headline)
    assert article.title == headline.replace("\n", " ")


ADDRESSES = [
    ("https://baotinh.vn/xa-hoi/xa-na-bo-20201016163534963.htm", "2020-10-16"),
    ("https://x.vn/2022/03/08/hoi-phu-nu/", "2022-03-08"),
    ("https://x.vn/tin/2019-11-20/thu-ngan-sach.html", "2019-11-20"),
    ("https://x.vn/tin-20-11-2019-abc.html", "2019-11-20"),
    ("https://x.vn/2021/6/bai-viet", "2021-06"),
    ("https://x.vn/tin-12345678.html", None),
    ("https://x.vn/nghi-quyet-99-99-2020", None),
    ("bai20201016.txt", None),
    (None, None),
]


@pytest.mark.parametrize(("address", "published"), ADDRESSES)
def test_dates_in_addresses(address: str | None, published: str | None) -> None:
    assert url_date(address) == published


def test_the_given_date_wins_and_disagreement_is_told() -> None:
    text = f"Xã Nà Bó kết nạp 12 đảng viên\n\n16/10/2020\n\n{PROSE}\n\n{MORE}"
    article = read(text, published="2020-10-17", source="https://x.vn/a-20201016093000.htm")
    assert article.published == "2020-10-17"
    assert len(article.warnings) == 1 and "2020-10-16 by the text" in article.warnings[0]
    assert read(text, published="2020-10").warnings == ()
    nonsense = read(text, published="hôm qua")
    assert nonsense.published == "2020-10-16" and "hôm qua" in nonsense.warnings[0]


def test_the_given_title_is_found() -> None:
    title = "Kết nạp 12 đảng viên."
    text = f"Tin tức\n\n{title}\n\n{PROSE}\n\n{MORE}"
    article = read(text, title="Kết  nạp 12 đảng viên.")
    assert ("title", title) in sections(article) and article.title == title


def test_nothing_to_read() -> None:
    for text in ("", " \n\u200b\n"):
        article = read(text)
        assert article.sections == () and article.warnings == ("the document holds no text",)


WRAPPED = (
    "Đảng bộ xã Nà Bó hiện có 24 chi bộ trực thuộc với 383 đảng\n"
    "viên. Chín tháng qua, Đảng bộ đã kết nạp 12 đảng viên mới,\n"
    "đạt 120% kế hoạch; trong đó có 5 đảng viên nữ và 4 đoàn\n"
    "viên ưu tú.\n"
    "Thời gian tới, Đảng ủy xã tiếp tục lãnh đạo các chi bộ tạo\n"
    "nguồn, mở thêm 1 lớp bồi dưỡng cho quần chúng ưu tú, phấn\n"
    "đấu cả năm kết nạp 15 đảng viên và xóa 2 bản chưa có chi\n"
    "bộ."
)

PARAGRAPHS = [
    (WRAPPED, ["Đảng bộ xã Nà Bó", "Thời gian tới"]),
    ("Dòng một.\nDòng hai.\n\nDòng ba.", ["Dòng một.", "Dòng hai.", "Dòng ba."]),
    ("  Thụt đầu dòng \n\t\nhết", ["Thụt", "hết"]),
    ("Xã Nà Bó kết nạp được 12 đảng viên\nmới trong năm.", ["Xã Nà Bó"]),
    ("- Trồng rừng đạt 15 ha trong vụ xuân\n- làm 2 km đường", ["- Trồng", "- làm"]),
    ("Kết quả đạt được trong năm như sau:\nthu ngân sách đạt 3 tỷ", ["Kết quả", "thu"]),
    ("", []),
    ("\n \n", []),
]


@pytest.mark.parametrize(("text", "starts"), PARAGRAPHS, ids=range(len(PARAGRAPHS)))
def test_paragraphs(text: str, starts: list[str]) -> None:
    found = [text[p.start : p.end] for p in paragraphs(text)]
    assert len(found) == len(starts)
    for paragraph, start in zip(found, starts, strict=True):
        assert paragraph.startswith(start) and paragraph == paragraph.strip()


HINTS = [
    ("https://thuanchau.sonla.gov.vn/tin", {"thuanchau", "sonla"}),
    ("https://baosonla.org.vn/xay-dung-dang", {"sonla"}),
    ("https://x.vn/dang-bo-xa-chieng-bom-lam-tot.html", {"chiengbom"}),
    ("https://huyenuymaison.vn/", {"maison"}),
    ("https://x.vn/thi-tran-it-ong-6-thang", {"itong"}),
    ("https://x.vn/ph%C6%B0%E1%BB%9Dng", set()),
]


@pytest.mark.parametrize(("address", "expected"), HINTS)
def test_places_in_addresses(address: str, expected: set[str]) -> None:
    hints = AddressReader(PACKS).place_hints(address)
    assert expected <= set(hints) and len(set(hints)) == len(hints)


@pytest.mark.parametrize("address", [None, "", "bai.txt", "http://[::1", "///", "https://%zz.vn/%"])
def test_addresses_without_places(address: str | None) -> None:
    assert not {"www", "gov", "vn"} & set(AddressReader(PACKS).place_hints(address))


def pattern_rows() -> list[tuple[str, str, bool]]:
    """Examples and counter examples of every whole-paragraph pattern of the packs."""
    return [
        (row.data["id"], text, key == "examples")
        for row in PACKS.by_id("section_pattern").values()
        if row.data["kind"] != "dateline_word"
        for key in ("examples", "counter")
        for text in row.data.get(key, ())
    ]


@pytest.mark.parametrize(("id", "text", "fits"), pattern_rows())
def test_examples_of_the_pack(id: str, text: str, fits: bool) -> None:
    data = PACKS.by_id("section_pattern")[id].data
    needed = data.get("requires", "").removeprefix("^")
    pattern = regex.compile(f"{needed}(?:{data['pattern']})", regex.DOTALL)
    folded = fold_text(text)
    needs = data.get("needs", [""])
    assert (bool(pattern.fullmatch(folded)) and any(word in folded for word in needs)) is fits


PIECES = st.one_of(
    st.sampled_from(
        ["\n", "\n\n", "\n\n\n", "16/10/2020", "(Báo A) - ", "Ảnh: X", "Tin liên quan", PROSE]
    ),
    st.sampled_from(["Lượt xem: 4", "Hà Văn Dũng", "Lễ trao quà", " - ", ".", "“", "Trang chủ"]),
    st.characters(),
)


@given(st.lists(PIECES, max_size=25).map("".join), st.one_of(st.none(), st.text(max_size=20)))
@settings(max_examples=100, deadline=None)
def test_every_printed_character_is_in_one_section(text: str, title: str | None) -> None:
    article = READER.read(Document("a", text, title=title, source=title, published=title))
    at = 0
    for section in article.sections:
        assert section.start >= at and section.end > section.start
        assert article.clean[at : section.start].strip() == ""
        at = section.end
    assert article.clean[at:].strip() == ""
    assert not article.published or article.published[:2] in ("19", "20", "21")


@given(st.text(max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_line_is_a_dateline_or_not(line: str) -> None:
    finder = DatelineFinder(PACKS)
    for found in (finder.whole(line, fold_text(line)), finder.prefix(line, fold_text(line))):
        assert found is None or 0 < found.length <= len(line)


def test_many_short_paragraphs_cost_linear_time() -> None:
    line = "Lễ trao quà tại hội nghị\n\n"
    assert_linear(read, line * 500, line * 4_000, 8)
