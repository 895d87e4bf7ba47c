from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import assert_linear
from textmine.model import Article, Document
from textmine.model.mentions import OrganizationMention
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.loader import load_packs
from textmine.recognize.organizations import OrganizationFinder
from textmine.recognize.places import PlaceFinder
from textmine.text.clean import clean_text
from textmine.text.fold import fold_text

PACKS = load_packs(entry_points=False)
# One row a text: "printed words = name : kind" of every mention, in order, between " | ".
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("organizations.tsv").read_text("utf-8").splitlines()[1:]
]


class Finders:
    """Places and organisations of a text in one call."""

    def __init__(self) -> None:
        gazetteer = Gazetteer.load()
        self.places = PlaceFinder(PACKS, gazetteer)
        self.organizations = OrganizationFinder(PACKS, gazetteer)

    def find(self, text: str) -> tuple[OrganizationMention, ...]:
        clean, offsets = clean_text(text)
        document = Document("t", text, published="2020-10-16")
        article = Article(document, clean, fold_text(clean), offsets, published="2020-10-16")
        return self.organizations.find(article, self.places.find(article))


@pytest.fixture(scope="module")
def finders() -> Finders:
    return Finders()


def printed(text: str, found: Sequence[OrganizationMention]) -> str:
    clean = clean_text(text)[0]
    return " | ".join(f"{m.span.of(clean)} = {m.name} : {m.kind}" for m in found)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_mentions(finders: Finders, text: str, expected: str) -> None:
    assert printed(text, finders.find(text)) == expected


def test_the_table_has_negatives_and_positives() -> None:
    assert len(ROWS) >= 150
    assert sum(not expected for _, expected in ROWS) >= 20


# (text, for every mention: printed words, level, whether anaphoric, index of its unit)
PARTS: tuple[tuple[str, list[tuple[str, str | None, bool, int | None]]], ...] = (
    ("Chi bộ bản Hỏm", [("Chi bộ bản Hỏm", "bản", False, None)]),
    ("Chi bộ đã họp", [("Chi bộ", None, True, None)]),
    ("Đảng ủy xã cho biết", [("Đảng ủy xã", "xã", True, None)]),
    ("Tỉnh ủy họp", [("Tỉnh ủy", "tỉnh", True, None)]),
    ("Tỉnh ủy Sơn La", [("Tỉnh ủy Sơn La", "tỉnh", False, None)]),
    ("Sở Y tế", [("Sở Y tế", None, False, None)]),
    ("Sở Y tế tỉnh", [("Sở Y tế tỉnh", "tỉnh", True, None)]),
    ("Chính phủ", [("Chính phủ", None, False, None)]),
    ("Trường THPT Chu Văn An", [("Trường THPT Chu Văn An", None, False, None)]),
    ("toàn huyện có", [("toàn huyện", "huyện", True, None)]),
    (
        "BCH Đảng bộ xã",
        [("BCH Đảng bộ xã", "xã", True, 1), ("Đảng bộ xã", "xã", True, None)],
    ),
    (
        "BTV Đảng ủy Công an tỉnh Sơn La",
        [
            ("BTV Đảng ủy Công an tỉnh Sơn La", "tỉnh", False, 1),
            ("Đảng ủy Công an tỉnh Sơn La", "tỉnh", False, 2),
            ("Công an tỉnh Sơn La", "tỉnh", False, None),
        ],
    ),
    # what a list shares: the body of the last, or its area
    (
        "Ban Tổ chức, UBKT Huyện ủy Mai Sơn",
        [
            ("Ban Tổ chức", "huyện", False, 2),
            ("UBKT Huyện ủy Mai Sơn", "huyện", False, 2),
            ("Huyện ủy Mai Sơn", "huyện", False, None),
        ],
    ),
    (
        "Đảng ủy, UBND xã Nà Ớt",
        [("Đảng ủy", "xã", False, None), ("UBND xã Nà Ớt", "xã", False, None)],
    ),
    ("Chi bộ Quân sự xã", [("Chi bộ Quân sự xã", "xã", True, None)]),
)


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_parts(
    finders: Finders, text: str, expected: list[tuple[str, str | None, bool, int | None]]
) -> None:
    found = finders.find(text)
    assert [(m.span.of(text), m.level, m.anaphoric, m.unit) for m in found] == expected


def test_heads_and_entries(finders: Finders) -> None:
    found = finders.find("BCH Đảng bộ xã Nà Ớt; Trường Tiểu học Nà Ớt; toàn xã")
    assert [(m.head, m.entry) for m in found] == [
        ("Ban Chấp hành", "executive_committee"),
        ("Đảng bộ", "party_organization"),
        ("Trường Tiểu học Nà Ớt", "school"),
        ("xã", "territory"),
    ]


@pytest.mark.parametrize(
    ("id", "text"),
    [
        (id, text)
        for id, row in PACKS.by_id("organization").items()
        for text in row.data.get("examples", ())
    ],
)
def test_examples_of_the_pack(finders: Finders, id: str, text: str) -> None:
    entry = finders.organizations.words.entries[id]
    found = finders.find(text)
    assert id in {m.entry for m in found} or (entry.inside and found)


@pytest.mark.parametrize(
    ("id", "text"),
    [
        (id, text)
        for id, row in PACKS.by_id("organization").items()
        for text in row.data.get("counter", ())
    ],
)
def test_counter_examples_of_the_pack(finders: Finders, id: str, text: str) -> None:
    assert id not in {m.entry for m in finders.find(text)}


def check(clean: str, found: Sequence[OrganizationMention]) -> None:
    keys = [(m.span.start, -m.span.end) for m in found]
    assert keys == sorted(keys)
    for index, mention in enumerate(found):
        assert 0 <= mention.span.start < mention.span.end <= len(clean)
        assert mention.name and mention.kind and mention.head and mention.entry
        if mention.unit is not None:
            unit = found[mention.unit]
            assert mention.unit > index
            assert mention.span.contains(unit.span) or unit.span.start >= mention.span.end


PIECES = st.sampled_from(
    [
        "Chi bộ ",
        "chi bộ",
        "Đảng bộ ",
        "BCH ",
        "Ban Thường vụ ",
        "UBND ",
        "các ",
        "24 ",
        "xã ",
        "bản Hỏm",
        "tỉnh ",
        "Sơn La",
        "Trường ",
        "THPT ",
        "Sở ",
        "Y tế ",
        "Công ty ",
        "TNHH ",
        "toàn ",
        "của ",
        "huyện",
        "Hải Sơn ",
        ", ",
        " và ",
        "(",
        ")",
        "\n",
        "–",
        "/",
        "İ",
        "số 2",
        ".",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_any_string(finders: Finders, text: str) -> None:
    check(clean_text(text)[0], finders.find(text))


@pytest.mark.parametrize(
    "piece",
    [
        "chi bộ ",
        "Ban Thường vụ ",
        "Ban Chấp hành Đảng bộ ",
        "CÔNG TY A ",
        "Công ty TNHH và ",
        "xã, ",
        "Sở Y tế, ",
        "Trường Tiểu học A B C ",
        "Đảng ủy, ",
        "(CDC) ",
        "toàn huyện ",
        "Cục Quản lý ",
    ],
)
def test_hostile_text_is_linear(finders: Finders, piece: str) -> None:
    assert_linear(finders.find, piece * 250, piece * 2_000, 8)
