"""Named things: the examples of the pack, exact spans, and any text at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.model import Document, Span
from textmine.packs.loader import load_packs
from textmine.pipeline import Kit, build_kit, read_article
from textmine.recognize.things import ThingFinder, ThingMention

PACKS = load_packs()
FINDER = ThingFinder(PACKS)
PIECES = ["Cầu ", "Nậm ", "7B", "Xerox ", ". ", "có "]
ROWS = [row.data for row in PACKS.by_id("thing").values()]


@pytest.fixture(scope="module")
def kit() -> Kit:
    return build_kit()


def things(kit: Kit, text: str, *taken: str) -> list[tuple[str, str]]:
    """(words, name) of the things in ``text``; ``taken`` are words something else was read in."""
    article = read_article(Document("x", text), kit)
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in taken]
    return [(found.span.of(text), found.name) for found in FINDER.find(article, spans)]


@pytest.mark.parametrize("example", [example for row in ROWS for example in row["examples"]])
def test_examples_of_the_pack(kit: Kit, example: dict[str, str]) -> None:
    assert example["name"] in [name for _, name in things(kit, example["text"])]


@pytest.mark.parametrize("text", [text for row in ROWS for text in row["counterexamples"]])
def test_counterexamples_of_the_pack(kit: Kit, text: str) -> None:
    assert things(kit, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The fullest name printed stands for all, a common noun for the last one of its kind.
        (
            "Trạm thu phí Tân Lũng có 6 làn. Xe qua trạm Tân Lũng tăng. Trạm thu 3 tỷ đồng.",
            [
                ("Trạm thu phí Tân Lũng", "Trạm thu phí Tân Lũng"),
                ("trạm Tân Lũng", "Trạm thu phí Tân Lũng"),
                ("Trạm", "Trạm thu phí Tân Lũng"),
            ],
        ),
        # Small words inside a name, none that end it.
        (
            "Hội chợ Nông sản quốc tế Việt Nam có 90 gian.",
            [("Hội chợ Nông sản quốc tế Việt Nam",) * 2],
        ),
        ("Dự án được Sở duyệt có 3 gói.", []),
        # Names of other tongues: twice, or opening a sentence, without the word before them.
        ("Hiện Nordvik có 200 kỹ sư.", [("Nordvik", "Nordvik")]),
        ("Giá của Nordvik giảm 2%.", []),
        ("Nhiều hơn Nordvik (gần 12 tỷ đồng).", [("Nordvik", "Nordvik")]),
        # A house's number is part of its name; a noun that is counted means none in particular.
        (
            "Quán ăn Sóng Xanh 68, xã Mường Và, đóng cửa. Nhà hàng Biển Bạc 9 mở.",
            [("Quán ăn Sóng Xanh 68",) * 2, ("Nhà hàng Biển Bạc 9",) * 2],
        ),
        ("Chùa Bảo Lâm cao. Xã có 21 ngôi chùa, các ngôi chùa đẹp.", [("Chùa Bảo Lâm",) * 2]),
        # What is said to be one of a sort is named so, and the sort stands for it.
        (
            "Bảo Lâm là một trong những ngôi chùa cổ. Năm 1956, chùa được xây thêm 3 tầng.",
            [("Bảo Lâm", "Bảo Lâm"), ("chùa", "Bảo Lâm")],
        ),
        ("Ông Bảo Lâm là chủ một ngôi chùa.", []),
        ("Đã có 3 ca mắc Covid-19.", []),
        ("Người Khmer có 200 hộ. Đồng bào Khmer có 12 chùa.", []),
    ],
)
def test_names(kit: Kit, text: str, expected: list[tuple[str, str]]) -> None:
    assert things(kit, text) == expected


def test_what_is_taken_is_no_thing(kit: Kit) -> None:
    assert things(kit, "Nordvik thuê 200 kỹ sư.", "Nordvik") == []
    assert things(kit, "Ngôi làng Bản Phố có 20 hộ.", "Bản Phố") == []
    assert things(kit, "Hồ Văn Núi nuôi 20 con.", "Hồ Văn Núi") == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text(text: str) -> None:
    kit = _kit()
    article = read_article(Document("x", text), kit)
    found = FINDER.find(article, [])
    assert list(found) == sorted(found, key=_start)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    assert all(mention.span.of(article.clean) for mention in found)


def _start(mention: ThingMention) -> int:
    return mention.span.start


_KITS: list[Kit] = []


def _kit() -> Kit:
    if not _KITS:
        _KITS.append(build_kit())
    return _KITS[0]
