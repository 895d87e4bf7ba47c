from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear
from textmine.model import Article, Document
from textmine.model.mentions import OrganizationMention, PersonMention, PlaceMention
from textmine.model.span import Span
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.loader import load_packs
from textmine.recognize.organizations import OrganizationFinder
from textmine.recognize.people import PersonFinder
from textmine.recognize.places import PlaceFinder
from textmine.text.sentences import SentenceSplitter
from textmine.text.structure import ArticleReader

# One row a sentence: the text and the people in it between " | ", each as
# ``name`` (``~`` short, ``!`` speaks), ``(honorific)``, ``= role; †former role``.
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("people.tsv").read_text("utf-8").splitlines()[1:]
]


class Reading:
    """Places, organisations and people of a text, found one after the other."""

    def __init__(self) -> None:
        packs = load_packs(entry_points=False)
        gazetteer = Gazetteer.load()
        self.reader = ArticleReader(packs)
        self.splitter = SentenceSplitter(packs)
        self.places = PlaceFinder(packs, gazetteer)
        self.organizations = OrganizationFinder(packs, gazetteer)
        self.people = PersonFinder(packs)

    def article(self, text: str) -> Article:
        article = self.reader.read(Document("t", text, published="2022-10-01"))
        sentences = self.splitter.split(article.clean, article.folded, article.sections)
        return replace(article, sentences=sentences)

    def bodies(
        self, article: Article
    ) -> tuple[tuple[PlaceMention, ...], tuple[OrganizationMention, ...]]:
        places = self.places.find(article)
        return places, self.organizations.find(article, places)

    def find(self, text: str) -> tuple[PersonMention, ...]:
        article = self.article(text)
        return self.people.find(article, *self.bodies(article))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return _shared()


_READINGS: list[Reading] = []


def _shared() -> Reading:
    if not _READINGS:
        _READINGS.append(Reading())
    return _READINGS[0]


def shown(found: tuple[PersonMention, ...]) -> str:
    return " | ".join(_shown(mention) for mention in found)


def _shown(mention: PersonMention) -> str:
    marks = "~" * mention.short + "!" * mention.speaker
    honorific = f" ({mention.honorific})" if mention.honorific else ""
    roles = "; ".join("†" * role.former + role.text for role in mention.roles)
    return f"{mention.name or '*'}{marks}{honorific}{' = ' if roles else ''}{roles}"


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_people(reading: Reading, text: str, expected: str) -> None:
    found = reading.find(text)
    assert shown(found) == expected
    for mention in found:
        assert mention.span.of(text) == (mention.name or mention.span.of(text))


def test_the_table_has_negatives() -> None:
    assert len(ROWS) >= 200
    assert sum(not expected for _, expected in ROWS) >= 50


EXAMPLES = [
    (row.data["id"], example)
    for row in load_packs(entry_points=False).by_id("title").values()
    for example in row.data.get("examples", ())
]


@pytest.mark.parametrize(("title", "example"), EXAMPLES)
def test_examples_of_the_pack(reading: Reading, title: str, example: str) -> None:
    """Every example in titles.toml is read as one whole office."""
    (person,) = reading.find(f"Ông Lò Văn Ín, {example}, nói.")
    (role,) = person.roles
    assert role.span.of(f"Ông Lò Văn Ín, {example}, nói.") == example


# (text, the words of the organisation or place in which each office is held, in order)
HELD: tuple[tuple[str, list[str | None]], ...] = (
    ("Đồng chí Hà Văn Dũng, Bí thư Đảng ủy xã Chiềng Bôm", ["Đảng ủy xã Chiềng Bôm"]),
    ("Ông Lường Văn Lưu, Bí thư chi bộ bản Hỏm", ["chi bộ bản Hỏm"]),
    ("Ông Từ Văn Thông, Chủ tịch UBND huyện Chư Prông", ["UBND huyện Chư Prông"]),
    ("Bà Lê Thị Hợp, Giám đốc Sở Y tế tỉnh Gia Lai", ["Sở Y tế tỉnh Gia Lai"]),
    ("Ông Lò Văn Kẻo, Trưởng bản Hỏm", ["bản Hỏm"]),
    ("Ông Nay Blơng, Chủ tịch xã Ia Rsai", ["xã Ia Rsai"]),
    ("Ông Lò Văn Ín, Trưởng phòng Nội vụ huyện Mai Sơn", ["phòng Nội vụ huyện Mai Sơn"]),
    (
        "Đồng chí Cầm Thị Mến, Ủy viên Ban Thường vụ Huyện ủy, Trưởng Công an huyện Mai Sơn",
        ["Ban Thường vụ Huyện ủy", "Công an huyện Mai Sơn"],
    ),
    ("Ông Vũ Đức Hạnh, Phó Giám đốc Công ty TNHH Hải Sơn", ["Công ty TNHH Hải Sơn"]),
    ("Cô giáo Quàng Thị Khay, Hiệu trưởng Trường Tiểu học Nà Ớt", ["Trường Tiểu học Nà Ớt"]),
    ("Bí thư Tỉnh ủy Sơn La Hoàng Văn Chất", ["Tỉnh ủy Sơn La"]),
    ("Bộ trưởng Bộ Y tế Đào Thị Lan", ["Bộ Y tế"]),
    ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Trần Văn Sáu", [None, "Văn phòng Chính phủ"]),
    (
        "Thượng tá Vừ A Sính, Phó Chỉ huy trưởng kiêm Tham mưu trưởng Ban CHQS huyện Mai Sơn",
        ["Ban CHQS huyện Mai Sơn"],
    ),
    (
        "Thượng tá Vừ A Sính, Phó Chỉ huy trưởng, Tham mưu trưởng Ban CHQS huyện Mai Sơn",
        ["Ban CHQS huyện Mai Sơn"],
    ),
    ("Thủ tướng Chính phủ Phạm Minh Chung", [None]),
    ("Ông Trần Văn Ta, Trụ trì chùa Bốn Mặt", [None]),
)


@pytest.mark.parametrize(("text", "expected"), HELD)
def test_where_offices_are_held(reading: Reading, text: str, expected: list[str | None]) -> None:
    article = reading.article(text)
    places, organizations = reading.bodies(article)
    (person,) = reading.people.find(article, places, organizations)
    held: list[str | None] = []
    for role in person.roles:
        if role.organization is not None:
            held.append(organizations[role.organization].span.of(text))
        else:
            held.append(None if role.place is None else places[role.place].span.of(text))
    assert held == expected


# (text, what is said by each speaker, in order)
SPEECH: tuple[tuple[str, list[str]], ...] = (
    (
        "Ông Lò Văn Ín cho biết, xã có 12 chi bộ. Xã còn 30 hộ nghèo.",
        ["cho biết, xã có 12 chi bộ."],
    ),
    (
        "Ông Lò Văn Ín cho biết: Xã có 12 chi bộ. Xã còn 30 hộ nghèo.\n\nNgày mai họp.",
        ["cho biết: Xã có 12 chi bộ. Xã còn 30 hộ nghèo."],
    ),
    (
        "Bà Tòng Thị Ơn nói: “Bản có 85 hộ. Năm nay được mùa.” Bản thu 40 tấn.",
        ["nói: “Bản có 85 hộ. Năm nay được mùa.”"],
    ),
    ("“Xã kết nạp 9 đảng viên”, đồng chí Cà Văn Tiện nói.", ["“Xã kết nạp 9 đảng viên”"]),
    ("Theo ông Vi Văn Sơn, xã còn 512 hộ nghèo. Xã có 9 bản.", [", xã còn 512 hộ nghèo."]),
    (
        "Ông Lò Văn Ín cho biết: Xã có 12 bản. Bà Vì Thị Xuân nói thêm: Có 8 bản đạt chuẩn.",
        ["cho biết: Xã có 12 bản. ", "nói thêm: Có 8 bản đạt chuẩn."],
    ),
    ("Bí thư Huyện ủy nhấn mạnh: Phải giữ đoàn kết.", ["nhấn mạnh: Phải giữ đoàn kết."]),
    ("Ông Lò Văn Ín trồng 2 ha xoài.", []),
)


@pytest.mark.parametrize(("text", "expected"), SPEECH)
def test_what_is_said(reading: Reading, text: str, expected: list[str]) -> None:
    found = reading.find(text)
    assert [m.speech.of(text) for m in found if m.speech is not None] == expected
    assert all(m.speaker == (m.speech is not None) for m in found)


def test_works_without_sentences_places_and_organizations(reading: Reading) -> None:
    text = "Ông Lò Văn Ín, Trưởng bản, nói. Bà Vì Thị Xuân vui."
    article = replace(reading.article(text), sentences=())
    found = reading.people.find(article, (), ())
    assert shown(found) == "Lò Văn Ín! (ông) = Trưởng bản | Vì Thị Xuân (bà)"
    assert found[0].speech == Span(text.index("nói"), text.index(" Bà"))


def test_boilerplate_holds_no_people(reading: Reading) -> None:
    found = reading.find("Ông Lò Văn Ín nói.\n\nTổng Biên tập: Nguyễn Văn Ba\n\nTìm kiếm theo ngày")
    assert [mention.name for mention in found] == ["Lò Văn Ín"]


PIECES = (
    *":,;-()“”.\n", "ông", "Ông", "đồng chí", "Lò", "Văn", "A", "Y", "H’", "Bí thư", "nguyên",
    "các", "Chủ tịch", "UBND", "xã", "cho biết", "theo", "là", "giữ chức", "thôi", "Trưởng",
    "bản", "Hỏm", "H.", "NGUYỄN", "12", "(SN 1980)", "tỉnh",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_string_survives(words: list[str]) -> None:
    reading = _shared()
    article = reading.article(" ".join(words))
    places, organizations = reading.bodies(article)
    found = reading.people.find(article, places, organizations)
    assert [m.span for m in found] == sorted(m.span for m in found)
    for mention in found:
        assert 0 <= mention.span.start < mention.span.end <= len(article.clean)
        assert mention.name in ("", mention.span.of(article.clean))
        for role in mention.roles:
            assert role.span.end <= len(article.clean)
            assert role.organization is None or role.organization < len(organizations)
            assert role.place is None or role.place < len(places)
        if mention.speech is not None:
            assert mention.speech.end <= len(article.clean)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_survives(text: str) -> None:
    _shared().find(text)


HOSTILE = (
    "ông Lò Văn A, Bí thư, ",
    "Bí thư Chủ tịch Trưởng ",
    "các đồng chí: ",
    "Nguyễn Văn A; ",
    "(SN 1980) ",
    "“ông A nói: ",
    "nguyên " * 3,
    "A" * 7 + " ",
    "Theo ông A, ",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_linearly(reading: Reading, unit: str) -> None:
    blank = reading.article("x")

    def subject(size: int) -> Article:
        text = unit * (size // len(unit))
        return replace(blank, clean=text, folded=text.lower(), sections=(), sentences=())

    def find(read: Article) -> object:
        return reading.people.find(read, (), ())

    assert_linear(find, subject(4_000), subject(32_000), 8)
