"""Every row's example tells the class it shows in brackets; rows that make no sense are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from textmine.model import Document
from textmine.packs.loader import PackError, load_packs
from textmine.pipeline import Kit, extract
from textmine.relate.classes import load_classes

EXAMPLES = [
    example
    for row in load_packs(entry_points=False).by_id("breakdown_class").values()
    for example in row.data.get("examples", ())
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_class_is_the_breakdown(kit: Kit, example: str) -> None:
    text = example.replace("[", "").replace("]", "")
    expected = example[example.index("[") + 1 : example.index("]")]
    document = Document("x", f"{text}\n", published="2020-10-16", province="tỉnh Sơn La")
    fact, *more = extract(document, kit).facts
    assert not more
    assert fact.breakdown == expected


def test_a_number_of_no_class_has_none(kit: Kit) -> None:
    text = "Toàn xã Chiềng Ban gieo trồng 640 ha. Năm 2019, xã Nà Bó kết nạp 12 đảng viên."
    facts = extract(Document("x", text, published="2020-10-16"), kit).facts
    assert [fact.breakdown for fact in facts] == [None, None]


def test_a_word_that_only_has_a_name_in_it_is_no_class(kit: Kit) -> None:
    text = "Huyện có 6 trang trại đạt tiêu chí, với tổng diện tích gieo trồng 640 ha."
    facts = extract(Document("x", text, published="2020-10-16"), kit).facts
    assert [fact.breakdown for fact in facts] == [None, None]


@pytest.mark.parametrize(
    "row",
    [
        'indicators = ["crop."]',
        'names = ["lúa"]',
        'indicators = ["crop."]\nnames = ["lúa"]\nside = "above"',
        'indicators = ["crop."]\npattern = "("',
        'indicators = ["crop."]\nnames = ["lúa"]\ncolour = "green"',
    ],
)
def test_a_row_that_makes_no_sense_is_refused(tmp_path: Path, row: str) -> None:
    (tmp_path / "pack.toml").write_text('[pack]\nname = "own"\n', encoding="utf-8")
    (tmp_path / "own.toml").write_text(f'[[breakdown_class]]\nid = "x"\n{row}\n', "utf-8")
    with pytest.raises(PackError):
        load_classes(load_packs(directories=[tmp_path], entry_points=False))
