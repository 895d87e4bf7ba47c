from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear
from textmine.model import (
    Approx,
    Article,
    Document,
    Quantity,
    Section,
    SectionKind,
    SlashRole,
    Span,
    TimeKind,
    TimeMention,
)
from textmine.model.errors import PackError
from textmine.packs.loader import Pack, PackSet, Row, load_packs
from textmine.recognize.quantities import QuantityFinder
from textmine.text.clean import clean_text
from textmine.text.fold import fold_text

# One row a sentence: the text and, for every quantity, words|low|high|approx|unit|decimals|slash.
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("numbers.tsv").read_text("utf-8").splitlines()[1:]
]
PACKS = load_packs(entry_points=False)


def article(text: str, sections: tuple[Section, ...] = ()) -> Article:
    clean, offsets = clean_text(text)
    return Article(Document("t", text), clean, fold_text(clean), offsets, sections)


@pytest.fixture(scope="module")
def finder() -> QuantityFinder:
    return QuantityFinder(PACKS)


def told(quantity: Quantity, clean: str) -> str:
    def number(value: Decimal | None) -> str:
        return "" if value is None else f"{value}"

    return "|".join(
        (
            quantity.span.of(clean),
            number(quantity.low),
            number(quantity.high),
            quantity.approx,
            quantity.unit,
            str(quantity.decimals),
            quantity.slash or "",
        )
    )


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_table(finder: QuantityFinder, text: str, expected: str) -> None:
    read = article(text)
    assert " ; ".join(told(q, read.clean) for q in finder.find(read)) == expected


def test_table_holds_both_kinds() -> None:
    assert sum(not expected for _, expected in ROWS) >= 100
    assert sum(bool(expected) for _, expected in ROWS) >= 250


# (text, head or None, dimension, worth of the last printed digit)
DETAILS: tuple[tuple[str, str | None, str, str], ...] = (
    ("có 24 chi bộ trực thuộc", "chi bộ trực thuộc", "count", "0"),
    ("kết nạp 121 đảng viên mới", "đảng viên mới", "count", "0"),
    ("mở 3 lớp bồi dưỡng nhận thức về Đảng", "lớp bồi dưỡng nhận thức về Đảng", "count", "0"),
    ("gồm 12 dòng suối lạ", "dòng suối lạ", "count", "0"),
    ("gồm 12 dòng suối và rừng", "dòng suối", "count", "0"),
    ("thực hiện 130, vượt", None, "count", "0"),
    ("735,2 nghìn lao động", "lao động", "count", "100"),
    ("12,500 con giống", "con giống", "count", "0"),
    ("thu 36,6 tỷ đồng", None, "money", "1e8"),
    ("thu 196 tỷ", None, "money", "1e9"),
    ("đạt 105,5%", None, "percent", "0.1"),
    ("gieo 41,5ha", None, "area", "0.1"),
    ("thu 8 tạ cá", None, "mass", "0.1"),
    ("dài 140km", None, "length", "1"),
    ("trữ 3,6 triệu m3", None, "volume", "1e5"),
    ("phát 1,25 tỷ kWh", None, "energy", "1e7"),
    ("nóng 37 độ C", None, "temperature", "1"),
    ("cách ly 14 ngày", None, "duration", "1"),
    ("đạt 65,4 tạ/ha", None, "tonne/hectare", "0.01"),
    ("thu 52 triệu đồng/người/năm", None, "VND/person/year", "1e6"),
    ("đạt 14,6 tiêu chí/xã", "tiêu chí", "criterion/commune", "0.1"),
    ("giảm 1,2 điểm phần trăm", None, "percentage_point", "0.1"),
)


@pytest.mark.parametrize(("text", "head", "dimension", "step"), DETAILS)
def test_details(
    finder: QuantityFinder, text: str, head: str | None, dimension: str, step: str
) -> None:
    (found,) = finder.find(article(text))
    assert (found.head.of(text) if found.head else None) == head
    assert (found.dimension, found.step) == (dimension, Decimal(step))


def test_number_alone(finder: QuantityFinder) -> None:
    text = "đạt gần 3.728 tỷ 900 triệu đồng"
    (found,) = finder.find(article(text))
    assert found.number.of(text) == "3.728 tỷ 900 triệu"
    assert found.span.of(text) == "gần 3.728 tỷ 900 triệu đồng"
    text = "từ 15 đến 20 triệu đồng"
    (found,) = finder.find(article(text))
    assert found.number.of(text) == "15 đến 20 triệu"


def test_fractions_are_tied(finder: QuantityFinder) -> None:
    text = "Có 3 xã đạt 19/19 tiêu chí; kết nạp 42/40 đảng viên"
    found = finder.find(article(text))
    assert [(q.slash, q.pair) for q in found] == [
        (None, None),
        (SlashRole.NUMERATOR, 2),
        (SlashRole.DENOMINATOR, 1),
        (SlashRole.NUMERATOR, 4),
        (SlashRole.DENOMINATOR, 3),
    ]
    assert [q.number.of(text) for q in found[3:]] == ["42", "40"]
    assert found[3].head == found[4].head


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("tăng từ 12 lên 15 triệu đồng", [True, False]),
        ("giảm từ 34 năm 2015 xuống 12 hộ", [True, False]),
        ("giảm từ 7,2% xuống còn 5,1%", [False, False]),
        ("27 trong tổng số 30 chi bộ", [True, False]),
        ("vốn 40 tỷ đồng: tỉnh 25, huyện 9, xã 6 tỷ đồng", [False, True, True, False]),
        # What stands beside a unit without being part of a list keeps its own.
        ("cảnh cáo 6, phạt 30 triệu đồng", [False, False]),
    ],
)
def test_carried_units(finder: QuantityFinder, text: str, carried: list[bool]) -> None:
    found = finder.find(article(text))
    assert [q.carried_unit for q in found] == carried
    assert len({q.unit for q in found if q.carried_unit} | {found[-1].unit}) == 1


# (text, numerators of its fractions)
PLANNED = [
    ("Xã Nà Bó chỉ mới kết nạp 2/8, đạt 37,5% chỉ tiêu.", [2]),  # whether or not they agree
    ("Tính đến 2/8, đạt 37,5% chỉ tiêu.", []),
    ("Xã kết nạp 2/8, đạt giải cao nhất.", []),
]


@pytest.mark.parametrize(("text", "numerators"), PLANNED)
def test_a_pair_whose_share_of_a_plan_follows(
    finder: QuantityFinder, text: str, numerators: list[int]
) -> None:
    found = [x.low for x in finder.find(article(text)) if x.slash is SlashRole.NUMERATOR]
    assert found == numerators


def test_no_number_reaches_over_two_cells(finder: QuantityFinder) -> None:
    assert [x.low for x in finder.find(article("Nà Bó\t412\t610\t318"))] == [412, 610, 318]
    assert [x.low for x in finder.find(article("Nà Bó có 412 610 318 đồng"))] == [412_610_318]


def test_the_name_of_what_is_counted_names_no_number(finder: QuantityFinder) -> None:
    found = finder.find(article("Trong 9 sản phẩm OCOP, 7 đánh giá mới; 2 đánh giá lại."))
    assert [x.low for x in found] == [9, 7, 2]


def test_digits_of_times_are_no_quantities(finder: QuantityFinder) -> None:
    text = "Trong 45 ngày đêm, 12 hộ nhận đất"
    times = [TimeMention(Span(0, 17), TimeKind.INTERVAL, None, None)]
    assert [q.span.of(text) for q in finder.find(article(text), times)] == ["12 hộ"]
    text = "Rút ngắn 45 ngày, 12 hộ nhận đất"
    assert [q.span.of(text) for q in finder.find(article(text))] == ["45 ngày", "12 hộ"]


@pytest.mark.parametrize("kind", [SectionKind.BOILERPLATE, SectionKind.BYLINE])
def test_silent_sections(finder: QuantityFinder, kind: SectionKind) -> None:
    text = "Xã có 12 bản.\nTin cũ hơn 15 bài"
    sections = (Section(SectionKind.BODY, 0, 13), Section(kind, 14, len(text)))
    assert [q.span.of(text) for q in finder.find(article(text, sections))] == ["12 bản"]


def test_spans_are_clean(finder: QuantityFinder) -> None:
    text = "Thu\u200b 3.500\u00a0tỷ đồng"
    read = article(text)
    (found,) = finder.find(read)
    assert found.span.of(read.clean) == "3.500 tỷ đồng"
    assert read.original(found.span).of(text) == "3.500\u00a0tỷ đồng"


NOT_MEASURES = [
    (row.data["id"], text)
    for row in PACKS.by_id("not_measure").values()
    for text in row.data.get("examples", ())
]
SPARED = [
    (row.data["id"], text)
    for row in PACKS.by_id("not_measure").values()
    for text in row.data.get("counter", ())
]


@pytest.mark.parametrize(("row", "text"), NOT_MEASURES)
def test_rows_of_not_measures(finder: QuantityFinder, row: str, text: str) -> None:
    assert finder.find(article(text)) == (), row


@pytest.mark.parametrize(("row", "text"), SPARED)
def test_rows_spare(finder: QuantityFinder, row: str, text: str) -> None:
    wanted = re.findall(r"\[(.*?)\]", text)
    read = article(re.sub(r"[\[\]]", "", text))
    assert [q.span.of(read.clean) for q in finder.find(read)] == wanted, row


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (row.data["id"], text)
        for row in PACKS.by_id("unit").values()
        for text in row.data.get("examples", ())
    ],
)
def test_rows_of_units(finder: QuantityFinder, unit: str, text: str) -> None:
    assert any(unit in q.unit for q in finder.find(article(text)))


@pytest.mark.parametrize("row", list(PACKS.rows("zero")), ids=lambda row: row.where)
def test_rows_of_zero(finder: QuantityFinder, row: Row) -> None:
    for text in row.data["examples"]:
        assert [(q.low, q.high) for q in finder.find(article(text))] == [(0, 0)], text
    for text in row.data["counter"]:
        assert finder.find(article(text)) == (), text


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("unit", {"id": "x"}),
        ("counted_noun", {"unit": "x"}),
        ("not_measure", {"id": "x"}),
        ("not_measure", {"id": "x", "before": ["y"], "sometimes": True}),
        ("not_measure", {"id": "x", "pattern": "("}),
        ("number_word", {"words": ["x"], "role": "nobody"}),
        ("qualifier", {"words": ["x"], "approx": "perhaps"}),
        ("scale", {"value": 10}),
        ("zero", {"nouns": ["x"]}),
    ],
)
def test_malformed_rows(table: str, row: dict[str, object]) -> None:
    extra = Pack(
        "mine", "1", {}, {table: (Row(row, "mine", f"mine [[{table}]]"),)}, PACKS.packs[0].directory
    )
    with pytest.raises(PackError, match="mine"):
        QuantityFinder(PackSet((*PACKS.packs, extra)))


def test_a_pack_adds_a_unit_and_a_noun() -> None:
    unit = {"id": "gui", "dimension": "volume", "forms": [{"words": ["gùi"], "scale": "1"}]}
    noun = {"unit": "gong", "nouns": ["cồng chiêng"]}
    rows = {"unit": (Row(unit, "mine", "u"),), "counted_noun": (Row(noun, "mine", "n"),)}
    extra = Pack("mine", "1", {}, rows, PACKS.packs[0].directory)
    finder = QuantityFinder(PackSet((*PACKS.packs, extra)))
    found = finder.find(article("thu 12 gùi lúa, giữ 5 cồng chiêng cổ"))
    assert [(q.unit, q.dimension) for q in found] == [("gui", "volume"), ("gong", "count")]


WORDS = """
12 5 1.234 2,5 30/9 2020 0 42/40 7% - – / , . ; : ( ) từ đến lên xuống còn hơn gần không nào trở hai
một năm trăm triệu tỷ hàng đảng viên hộ xã con ha km đồng người tháng ngày thứ lớp số rưỡi và trong
tổng Mai Sơn $ “ ”
"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=16).map(" ".join) | st.text(max_size=80))
def test_any_string(finder: QuantityFinder, text: str) -> None:
    read = article(text)
    found = finder.find(read)
    assert [q.number.start for q in found] == sorted(q.number.start for q in found)
    for one, other in pairwise(found):
        assert not one.number.overlaps(other.number)
    for index, quantity in enumerate(found):
        assert quantity.span.contains(quantity.number)
        assert len(quantity.number) > 0 and quantity.span.end <= len(read.clean)
        assert quantity.head is None or quantity.head.end <= len(read.clean)
        assert quantity.step >= 0 and quantity.decimals >= 0
        assert quantity.low is not None or quantity.high is not None
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
            assert quantity.low == quantity.high or quantity.approx is Approx.RANGE
        assert (quantity.slash is None) == (quantity.pair is None)
        if quantity.pair is not None:
            assert found[quantity.pair].pair == index


@pytest.mark.parametrize(
    "piece",
    [
        "12/",
        "5-",
        "1 ",
        "hai ",
        "từ 5 ",
        "12 con ",
        "không có ",
        " nào",
        "0912 ",
        "3/4, a ",
        "một ",
        "$1",
    ],
)
def test_linear_time(finder: QuantityFinder, piece: str) -> None:
    small, large = (article(piece * (size // len(piece))) for size in (1_000, 8_000))
    assert_linear(finder.find, small, large, 8)
