"""The page of an archive: bounded, escaped, alone; and the geometry of its charts."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import Decimal

import pytest

from textmine.io.archive_page import (
    ArchiveView,
    Body,
    Card,
    Series,
    Source,
    Value,
    chart,
    in_order,
    render_archive,
    source_of,
    table,
)
from textmine.io.charts import HEIGHT, WIDTH, Dot, draw
from textmine.io.wording import load_wording
from textmine.model import Approx, Aspect, Period, Status

VI = load_wording("vi")
EVIL = "<script>alert(1)</script>\"'&\x00\u202e"


def value(start: str, end: str, number: int, status: Status = Status.ACTUAL, **more: bool) -> Value:
    made = Decimal(number)
    source = Source("Báo Thử", "2024-01-02", "Tin", "", "Có 12 người.", 3, 12)
    return Value(Period(start, end), made, made, Approx.EXACT, status, 1, 1, (source,), **more)


def series(*values: Value, kind: str = "flow") -> Series:
    return Series("đảng viên kết nạp", "person", kind, Aspect.LEVEL, in_order(values))


def view(series_: tuple[Series, ...], text: str) -> ArchiveView:
    source = source_of(text, "2024-01-02", text, text, f"{text} 12 người {text}", "12 người")
    card = Card("k1", text, "error", "violated", text, text, text, "b1", ((1, (source,)),))
    body = Body("b1", text, text, series_, {"error": 1})
    return ArchiveView(text, ("2020", "2024"), (("bài", 1000),), (card,), 3, 2, 1, (body,), 5)


def test_every_string_is_escaped() -> None:
    held = series(value("2023-01-01", "2023-06-30", 12), value("2023-01-01", "2023-12-31", 30))
    page = "".join(render_archive(view((held,), EVIL), VI))
    assert "<script>alert" not in page
    assert page.count("<script>") == 1
    assert "\x00" not in page
    assert "\u202e" not in page


def test_it_needs_no_network() -> None:
    held = series(value("2023-01-01", "2023-06-30", 12), value("2023-01-01", "2023-12-31", 30))
    page = "".join(render_archive(view((held,), "xã Thử"), VI))
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', page)
    assert "default-src 'none'" in html.unescape(page)
    assert page.count("<svg") >= 1


def test_both_languages_have_every_word() -> None:
    held = series(value("2023", "2023", 12))
    assert "Mâu thuẫn" in "".join(render_archive(view((held,), "x"), VI))
    assert "Contradictions" in "".join(render_archive(view((held,), "x"), load_wording("en")))


def test_links_are_only_addresses() -> None:
    link = Source("", None, "t", "javascript:alert(1)", "")
    assert link.link == ""
    assert Source("", None, "t", "https://a.vn/b", "").link == "https://a.vn/b"


def test_a_long_sentence_is_cut_around_its_number() -> None:
    sentence = "đầu " * 400 + "kết nạp 12 đảng viên" + " cuối" * 400
    source = source_of("", None, "", "", sentence, "12 đảng viên")
    before, words, after = source.pieces()
    assert words == "12 đảng viên"
    assert len(source.sentence) < 700
    assert before.startswith("…") and after.endswith("…")


def test_the_table_is_latest_first_and_tells_disputed_values() -> None:
    held = series(
        value("2023-01-01", "2023-06-30", 12, disputed=True),
        value("2024-01-01", "2024-12-31", 40, Status.TARGET),
    )
    rows = table(held, VI)
    assert [row.period for row in rows] == ["2024", "1–6/2023"]
    assert [row.disputed for row in rows] == [False, True]


def test_flows_are_joined_within_a_year_and_levels_throughout() -> None:
    values = [
        value(f"{year}-01-01", f"{year}-{month}", number)
        for year in (2022, 2023)
        for month, number in (("06-30", 10), ("12-31", 30))
    ]
    flow, level = chart(series(*values), VI), chart(series(*values, kind="stock"), VI)
    assert flow is not None and level is not None
    assert (len(flow.paths), len(level.paths)) == (2, 1)
    assert flow.rows[0][1] == "0"


def test_yearly_values_of_a_flow_are_joined() -> None:
    values = [value(f"{year}-01-01", f"{year}-12-31", year - 2000) for year in (2021, 2022, 2023)]
    drawn = chart(series(*values), VI)
    assert drawn is not None
    assert len(drawn.paths) == 1


def test_one_time_makes_no_chart() -> None:
    assert chart(series(value("2023", "2023", 4), value("2023", "2023", 5)), VI) is None


NUMBERS = [(0, 0), (5, 5), (-3, 40), (1, 10**12), (999, 1001), (Decimal("0.1"), Decimal("0.3"))]


@pytest.mark.parametrize("numbers", NUMBERS)
@pytest.mark.parametrize("from_zero", [True, False])
def test_every_mark_is_inside_and_every_value_under_a_label(
    numbers: tuple[Decimal, Decimal], from_zero: bool
) -> None:
    days = (date(2020, 6, 30), date(2023, 12, 31))
    dots = [Dot(day, Decimal(n), "m", "") for day, n in zip(days, numbers, strict=True)]
    drawn = draw(dots, [[(dot.day, dot.value) for dot in dots]], str, from_zero=from_zero)
    assert drawn is not None
    heights = [y for y, _ in drawn.rows]
    assert 2 <= len(heights) <= 12
    for mark in drawn.marks:
        assert 0 <= mark.x <= WIDTH
        assert min(heights) - 0.2 <= mark.y <= max(heights) + 0.2 <= HEIGHT
