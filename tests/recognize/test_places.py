from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import assert_linear
from textmine.model import Article, Document
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.loader import load_packs
from textmine.recognize.places import PlaceFinder
from textmine.text.clean import clean_text
from textmine.text.fold import fold_text

# One row a sentence: the text and the printed spans, in order, between " | ".
SPANS = [
    line.split("\t")
    for line in Path(__file__).with_name("places.tsv").read_text("utf-8").splitlines()[1:]
]


def article(text: str, published: str | None = "2020-10-16", **known: str) -> Article:
    clean, offsets = clean_text(text)
    document = Document("t", text, published=published, **known)
    return Article(document, clean, fold_text(clean), offsets, published=published)


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder(load_packs(entry_points=False), Gazetteer.load())


def printed(finder: PlaceFinder, text: str, published: str | None = "2020-10-16") -> str:
    found = finder.find(article(text, published))
    return " | ".join(mention.span.of(text) for mention in found)


@pytest.mark.parametrize(("text", "expected"), SPANS)
def test_spans(finder: PlaceFinder, text: str, expected: str) -> None:
    assert printed(finder, text) == expected


# (text, for every mention: name, kind, index of its parent)
PARENTS: tuple[tuple[str, list[tuple[str, str | None, int | None]]], ...] = (
    (
        "Đảng bộ xã Chiềng Bôm (Thuận Châu)",
        [("Chiềng Bôm", "commune", 1), ("Thuận Châu", None, None)],
    ),
    (
        "bản Hỏm, xã Chiềng Bôm, huyện Thuận Châu, tỉnh Sơn La",
        [
            ("Hỏm", "village", 1),
            ("Chiềng Bôm", "commune", 2),
            ("Thuận Châu", "district", 3),
            ("Sơn La", "province", None),
        ],
    ),
    (
        "hai xã Chiềng Bôm và Phổng Lái, huyện Thuận Châu",
        [
            ("Chiềng Bôm", "commune", 2),
            ("Phổng Lái", "commune", 2),
            ("Thuận Châu", "district", None),
        ],
    ),
    (
        "các xã: Chiềng Bôm, Phổng Lái, Mường É (huyện Thuận Châu)",
        [
            ("Chiềng Bôm", "commune", 3),
            ("Phổng Lái", "commune", 3),
            ("Mường É", "commune", 3),
            ("Thuận Châu", "district", None),
        ],
    ),
    # A list of districts is no chain of parents.
    (
        "huyện Thuận Châu, huyện Mai Sơn",
        [("Thuận Châu", "district", None), ("Mai Sơn", "district", None)],
    ),
    # The gazetteer contradicts a bare name after a comma: Mai Sơn does not hold Chiềng Bôm.
    (
        "xã Chiềng Bôm, Mai Sơn",
        [("Chiềng Bôm", "commune", None), ("Mai Sơn", None, None)],
    ),
    ("TP.HCM", [("HCM", "municipality", None)]),
    ("quận 1 (TP.HCM)", [("1", "urban_district", 1), ("HCM", "municipality", None)]),
)


@pytest.mark.parametrize(("text", "expected"), PARENTS)
def test_parents(
    finder: PlaceFinder, text: str, expected: list[tuple[str, str | None, int | None]]
) -> None:
    found = finder.find(article(text))
    assert [(m.name, m.kind, m.parent) for m in found] == expected


def test_codes_follow_the_date(finder: PlaceFinder) -> None:
    before = finder.find(article("xã Púng Tra, huyện Thuận Châu", "2020"))
    after = finder.find(article("xã Nậm Lầu, tỉnh Sơn La", "2026-01-01"))
    assert before[0].codes == ("03784",)
    assert after[0].codes[0] == "03784"


def test_level_is_written_out(finder: PlaceFinder) -> None:
    found = finder.find(article("P.1, TX. Ngã Năm, các bản: Hỏm, Có Líu; KP. 3, phường Lái Thiêu"))
    assert [mention.level for mention in found] == [
        "phường", "thị xã", "bản", "bản", "khu phố", "phường",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["huyện Hoành Bồ (cũ)", "thị xã Duy Tiên cũ", "xã Phú Thị (cũ)"])
def test_former(finder: PlaceFinder, text: str) -> None:
    assert finder.find(article(text))[0].former


def test_not_former(finder: PlaceFinder) -> None:
    assert not finder.find(article("xã Nậm Lầu (mới)"))[0].former


def test_publisher_supports_a_bare_commune(finder: PlaceFinder) -> None:
    text = "Đảng bộ Chiềng Bôm kết nạp 10 đảng viên"
    assert finder.find(article(text)) == ()
    known = finder.find(article(text, publisher="Báo Sơn La"))
    assert [mention.codes for mention in known] == [("03766",)]


@given(st.text(alphabet="xã huyệnTPp.ABĐđ ,()0123:;-\n“”'’ôỏ", max_size=120))
def test_any_string_survives(finder: PlaceFinder, text: str) -> None:
    found = finder.find(article(text))
    clean = clean_text(text)[0]
    for index, mention in enumerate(found):
        assert 0 <= mention.span.start < mention.span.end <= len(clean)
        assert mention.span.of(clean).endswith(mention.name)
        assert mention.parent is None or mention.parent != index
    assert [m.span for m in found] == sorted(m.span for m in found)


HOSTILE = (
    "xã ",
    "các xã: A, ",
    "xã Chiềng Bôm, ",
    "Sơn La ",
    "SƠN LA, ",
    "huyện Thuận Châu (",
    "thôn 1, 2, ",
    "Bình Hòa Bình Phước ",
    "Tân " * 3,
    "các xã" + " a" * 30,
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_linearly(finder: PlaceFinder, unit: str) -> None:
    small, large = (article(unit * (size // len(unit))) for size in (5_000, 40_000))
    assert_linear(finder.find, small, large, 8)
