from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear
from textmine.model import Article, Document
from textmine.model.errors import PackError
from textmine.model.period import TimeKind, TimeMention, earliest, latest
from textmine.packs.loader import Pack, PackSet, Row, load_packs
from textmine.recognize.time_calendar import Reference, add_months, iso, shift_years, with_year
from textmine.recognize.times import TimeFinder
from textmine.text.structure import ArticleReader

TABLE = Path(__file__).with_name("times.tsv")
PACKS = load_packs(entry_points=False)
READER = ArticleReader(PACKS)
FINDER = TimeFinder(PACKS)
REFERENCE = "2020-10-16"


def article(text: str, published: str | None = REFERENCE) -> Article:
    """The article with exactly this reference date, whatever dates its text may hold."""
    return replace(READER.read(Document("x", text)), published=published)


def find(text: str, published: str | None = REFERENCE) -> list[TimeMention]:
    return list(FINDER.find(article(text, published)))


def told(text: str, published: str | None = REFERENCE) -> list[str]:
    """Every mention as the table writes it: ``words | kind | start | end | rule[/unit]``."""
    read = article(text, published)
    return [
        " | ".join(
            (
                read.clean[m.span.start : m.span.end],
                m.kind.value,
                m.start or "-",
                m.end or "-",
                f"{m.rule}/{m.unit}" if m.unit else m.rule,
            )
        )
        for m in FINDER.find(read)
    ]


def table() -> Iterator[tuple[str, str, str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            reference, text, expected = line.split("\t")
            yield reference, text, expected


ROWS = list(table())


def test_the_table_is_large_and_holds_both_sides() -> None:
    assert len(ROWS) >= 400
    assert sum(expected == "-" for _, _, expected in ROWS) >= 35


@pytest.mark.parametrize(("reference", "text", "expected"), ROWS)
def test_table(reference: str, text: str, expected: str) -> None:
    published = None if reference == "-" else reference
    assert told(text, published) == ([] if expected == "-" else expected.split(" ;; "))


def rules(key: str) -> Iterator[tuple[str, object]]:
    for row in PACKS.by_id("time_rule").values():
        for entry in row.data.get(key, ()):
            yield row.data["id"], entry


@pytest.mark.parametrize(("rule", "example"), list(rules("examples")))
def test_examples_in_the_pack(rule: str, example: list[str]) -> None:
    text, covered, start, end = example
    found = [(m.span.of(text), m.start or "", m.end or "") for m in find(text)]
    assert (covered, start, end) in found, rule


@pytest.mark.parametrize(("rule", "text"), list(rules("counter")))
def test_counter_examples_in_the_pack(rule: str, text: str) -> None:
    assert rule not in {m.rule for m in find(text)}


ARTICLE = """Đảng bộ xã Nậm Păm chăm lo phát triển đảng

Ngày 16 tháng 10 năm 2020

Đảng bộ xã hiện có 17 chi bộ với 290 đảng viên. Trong nhiệm kỳ 2015 - 2020, kết nạp 84 đảng viên.

Riêng 9 tháng đầu năm nay, kết nạp 8 đảng viên. Trong 5 năm (2015-2020), có 9 dân quân vào Đảng.

Nhiệm kỳ vừa qua, Chi bộ bản Huổi kết nạp 5 đồng chí.

Trong nhiệm kỳ mới, Đảng bộ phấn đấu mỗi năm kết nạp 10-15 đảng viên."""


def test_an_article_dates_itself_and_its_terms() -> None:
    read = READER.read(Document("x", ARTICLE))
    assert read.published == "2020-10-16"
    found = [(m.span.of(read.clean), m.start, m.end, m.unit) for m in FINDER.find(read)]
    assert found == [
        ("Ngày 16 tháng 10 năm 2020", "2020-10-16", "2020-10-16", None),
        ("hiện", "2020-10-16", "2020-10-16", None),
        ("nhiệm kỳ 2015 - 2020", "2015", "2020", None),
        ("9 tháng đầu năm nay", "2020-01-01", "2020-09-30", None),
        ("Trong 5 năm (2015-2020)", "2015", "2020", None),
        ("Nhiệm kỳ vừa qua", "2015", "2020", None),
        ("nhiệm kỳ mới", "2020", None, None),
        ("mỗi năm", None, None, "year"),
    ]


def test_a_term_named_only_in_the_title_counts() -> None:
    read = replace(
        article("Nhiệm kỳ vừa qua, xã mở 12 lớp."), title="Xã Mường Cai sau nhiệm kỳ 2015-2020"
    )
    (mention,) = FINDER.find(read)
    assert (mention.start, mention.end, mention.rule) == ("2015", "2020", "term_past")


def test_a_coming_term_ends_when_the_article_says_so_and_is_open_elsewhere() -> None:
    named = find("Nhiệm kỳ 2015-2020 và nhiệm kỳ 2020-2025; nhiệm kỳ tới, xã có 3 việc.")[-1]
    assert (named.start, named.end) == ("2020", "2025")
    unnamed = find("Nhiệm kỳ 2015-2020 đã qua; nhiệm kỳ tới, xã có 3 việc.")[-1]
    assert (unnamed.start, unnamed.end) == ("2020", None)


WORDS = """
từ đến tính hết ngày tháng năm quý tuần nhiệm kỳ giai đoạn đầu cuối giữa nay qua trước tới sau này
mới so với cùng kỳ mỗi hằng hiện trong vụ mùa tết thứ hai ba chủ nhật sáng chiều mai hôm âm lịch
rằm mùng giêng thế kỷ những thập niên học 2015-2020 2020 31/2 30/9 30-9 15-20/10 29/2 10/2020
13/2020 0 5 12 99 999 16/10/2020 00/00/0000 1/1/0001 17h30 ( ) , - / . I IV xx bình quân khóa lần
canh tý kết thúc thời điểm kỷ niệm giao đạt phấn đấu bằng % cách mạng 13,14/12 13,14 kỳ còn
"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=14)
REFERENCES = st.sampled_from([None, "", "2020", "2020-02", "2020-02-29", "1900-01-01", "nonsense"])


@settings(max_examples=150, deadline=None)
@given(PIECES, REFERENCES, st.sampled_from([" ", "", "  "]))
def test_any_pile_of_time_words_gives_ordered_valid_mentions(
    pieces: list[str], published: str | None, joint: str
) -> None:
    check(joint.join(pieces), published)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80), REFERENCES)
def test_any_string_is_survived(text: str, published: str | None) -> None:
    check(text, published)


def check(text: str, published: str | None) -> None:
    read = article(text, published)
    end = 0
    for mention in FINDER.find(read):
        assert end <= mention.span.start < mention.span.end <= len(read.clean)
        assert read.clean[mention.span.start : mention.span.end].strip()
        end = mention.span.end
        assert mention.rule
        assert (mention.unit is not None) == (mention.kind is TimeKind.RECURRING)
        if mention.start and mention.end:
            assert earliest(mention.start) <= latest(mention.end)


@pytest.mark.parametrize(
    "unit",
    [
        "năm ",
        "1/1 - ",
        "từ ngày 1/1 đến ",
        "2020, ",
        "trong 5 năm (",
        "ngày 1, 2, ",
        "9",
        "i ",
        "9 tháng, ",
        "so với số liệu năm 2019 ",
        "1,2/3 ",
        "cũng trong ",
    ],
)
def test_time_grows_with_the_length(unit: str) -> None:
    small, large = (article(unit * (size // len(unit))) for size in (10_000, 80_000))
    assert_linear(FINDER.find, small, large, 8)


def test_the_same_text_is_read_the_same_way_twice() -> None:
    text = "Ngày 12/10 họp; cùng ngày bế mạc. Trong năm có 3 vụ."
    assert find(text) == find(text)


@pytest.mark.parametrize(
    ("published", "month", "day", "year"),
    [
        ("2020-10-16", 1, 5, 2020),
        ("2020-10-16", 12, 31, 2020),
        ("2021-01-05", 12, 20, 2020),
        ("2021-01-05", 3, 1, 2021),
        ("2020-12-20", 1, 15, 2021),
        ("2020-12-20", 11, 15, 2020),
        ("2020", 3, 1, 2020),
    ],
)
def test_years_of_days_without_one(published: str, month: int, day: int, year: int) -> None:
    assert Reference.of(published).guess_year(month, day) == year


def test_calendar_arithmetic() -> None:
    assert Reference.of(None).guess_year(3) is None
    assert iso(2021, 2, 29) is None
    assert with_year("2020-02-29", 2021) is None
    assert shift_years("2020-02-29", -1) == "2019-02-28"
    assert add_months(earliest("2020-03-31"), -1).isoformat() == "2020-02-29"


def with_row(table: str, data: dict[str, object]) -> PackSet:
    """The packs, and one more with this row."""
    row = Row(data, "extra", f"extra/times.toml [[{table}]]")
    extra = Pack("extra", "1", {}, {table: (row,)}, PACKS.packs[0].directory)
    return PackSet((*PACKS.packs, extra))


def test_a_pack_adds_words_and_rules() -> None:
    packs = with_row("time_word", {"class": "term_word", "words": ["khóa hội"]})
    read = article("Khóa hội 2018-2023 có 40 hội viên.")
    (mention,) = TimeFinder(packs).find(read)
    assert (mention.span.of(read.clean), mention.rule) == ("Khóa hội 2018-2023", "term")


@pytest.mark.parametrize(
    ("table", "data", "message"),
    [
        ("time_word", {"class": "day_word", "words": ["tháng"]}, "two classes"),
        ("time_word", {"class": "day_word"}, "needs words"),
        ("time_rule", {"id": "x", "read": "day"}, "needs patterns"),
        ("time_rule", {"id": "x", "read": "day", "patterns": ["{nothing}"]}, "unknown name"),
        ("time_rule", {"id": "x", "read": "day", "patterns": ["({year}"]}, "bad pattern"),
        ("time_rule", {"id": "x", "read": "dream", "patterns": ["{year}"]}, "no reader"),
        ("time_macro", {"id": "loop", "pattern": "{loop}"}, None),
    ],
)
def test_a_wrong_pack_is_refused_with_its_place(
    table: str, data: dict[str, object], message: str | None
) -> None:
    packs = with_row(table, data)
    if message is None:
        TimeFinder(packs)  # nobody uses the macro
        return
    with pytest.raises(PackError, match=message) as caught:
        TimeFinder(packs)
    assert "extra/times.toml" in str(caught.value)
