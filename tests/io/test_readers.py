"""Every input gives a document or one clear line; nothing is lost, nothing raises."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.io import readers
from textmine.io.html import PageReader
from textmine.io.readers import ReadFailure, ReadOptions, read_inputs
from textmine.model import Document
from textmine.model.errors import InputError
from textmine.packs.loader import load_packs

PACKS = load_packs(("base",), entry_points=False)
PAGES = PageReader(PACKS)
SAMPLES = sorted((Path(__file__).parent / "pages").glob("*.html"))
TEXT = (
    "Xã Nà Bó kết nạp 12 đảng viên mới\n\nNgày 16/10/2020\n\nChín tháng qua, Đảng bộ xã Nà Bó đã "
    "kết nạp 12 đảng viên mới, đạt 120% kế hoạch huyện giao; trong đó có 5 đảng viên nữ.\n"
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Trang</title></head><body><h1>Xã Nà "
    "Bó kết nạp 12 đảng viên</h1><p>Chín tháng qua, Đảng bộ xã Nà Bó đã kết nạp 12 đảng viên mới, "
    "đạt 120% kế hoạch huyện giao; trong đó có 5 đảng viên nữ.</p></body></html>"
)


def outcomes(*paths: str | Path, **given: str) -> list[Document | ReadFailure]:
    return list(read_inputs([str(path) for path in paths], ReadOptions(**given), packs=PACKS))


def document(*paths: str | Path, **given: str) -> Document:
    (found,) = outcomes(*paths, **given)
    assert isinstance(found, Document), found
    return found


def failure(*paths: str | Path, **given: str) -> ReadFailure:
    (found,) = outcomes(*paths, **given)
    assert isinstance(found, ReadFailure), found
    assert "\n" not in str(found) and found.reason
    return found


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def lines(path: Path, *rows: object) -> Path:
    texts = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    return write(path, "\n".join(texts) + "\n")


# --- text


def test_a_text_file(tmp_path: Path) -> None:
    path = write(tmp_path / "nabo.txt", TEXT)
    found = document(path)
    assert (found.id, found.text, found.source) == ("nabo", TEXT, str(path))
    assert (found.encoding, found.warnings) == ("utf-8", ())


def test_line_ends_and_marks_stay_as_they_are(tmp_path: Path) -> None:
    found = document(write(tmp_path / "a.txt", "\ufeff" + TEXT.replace("\n", "\r\n")))
    assert found.text == TEXT.replace("\n", "\r\n")


def test_several_in_order_and_a_bad_one_between(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", TEXT), write(tmp_path / "b.txt", TEXT)
    first, bad, second = outcomes(one, tmp_path / "x.txt", two)
    assert isinstance(first, Document) and first.id == "a"
    assert isinstance(bad, ReadFailure) and bad.reason == "no such file"
    assert isinstance(second, Document) and second.id == "b"


def test_files_of_one_name_get_ids_of_their_own(tmp_path: Path) -> None:
    paths = []
    for name, text in (("x", TEXT), ("y", TEXT + "Hết."), ("z", TEXT)):
        (tmp_path / name).mkdir()
        paths.append(write(tmp_path / name / "bai.txt", text))
    found = [d for d in outcomes(*paths) if isinstance(d, Document)]
    ids = [d.id for d in found]
    assert ids[0] == "bai" and re.fullmatch(r"bai-[0-9a-f]{8}", ids[1]) and len(set(ids)) == 3
    assert "'bai' was used before" in found[1].warnings[0]


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.BytesIO]:
    stream = io.BytesIO()

    class Standard:
        buffer = stream

    monkeypatch.setattr(sys, "stdin", Standard())
    yield stream


def feed(stream: io.BytesIO, content: str) -> None:
    stream.write(content.encode())
    stream.seek(0)


def test_standard_input(stdin: io.BytesIO) -> None:
    feed(stdin, TEXT)
    found = document("-")
    assert found.text == TEXT and found.source is None
    assert re.fullmatch(r"[0-9a-f]{16}", found.id)
    assert not stdin.closed


def test_standard_input_may_be_a_page_or_json_lines(stdin: io.BytesIO) -> None:
    feed(stdin, PAGE)
    assert document("-").title == "Xã Nà Bó kết nạp 12 đảng viên"
    stdin.truncate(0)
    stdin.seek(0)
    feed(stdin, json.dumps({"id": "a", "text": TEXT}) + "\n" + json.dumps({"text": TEXT}) + "\n")
    first, second = outcomes("-")
    assert isinstance(first, Document) and first.id == "a"
    assert isinstance(second, Document) and second.source == "standard input:2"


@pytest.mark.parametrize(
    ("content", "stage", "reason"),
    [
        (b"", "open", "empty"),
        (b" \n\t\n ", "parse", "no text"),
        (b"%PDF-1.7 \x00\x01", "decode", "PDF"),
        (b"PK\x03\x04rest", "decode", "ZIP"),
        (bytes(range(32)) * 20, "decode", "binary"),
        (b"<html><body><script>x</script></body></html>", "parse", "no text"),
    ],
    ids=["empty", "blank", "pdf", "zip", "binary", "page"],
)
def test_what_holds_no_text(tmp_path: Path, content: bytes, stage: str, reason: str) -> None:
    found = failure(write(tmp_path / "a.txt", content))
    assert found.stage == stage and reason in found.reason and found.advice
    assert found.source == str(tmp_path / "a.txt")


def test_paths_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = failure(tmp_path)
    assert "directory" in directory.reason and f"{tmp_path}/*.txt" in str(directory)
    assert failure(tmp_path / "none.txt").advice == "check the path"
    assert "not a file name" in failure("a\0b").reason
    path = write(tmp_path / "a.txt", TEXT)

    def refuse(*_: object, **__: object) -> io.BufferedReader:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "no permission" in failure(path).reason

    def broken(*_: object, **__: object) -> io.BufferedReader:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", broken)
    assert "Input/output error" in failure(path).reason


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read all")
def test_a_file_without_rights(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    assert "no permission" in failure(path).reason


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_ARTICLE_BYTES", 2 << 20)
    path = write(tmp_path / "a.txt", "xã 12 đảng viên, " * 200_000)
    found = failure(path)
    assert "larger than 2 MB" in found.reason and ".jsonl" in str(found.advice)


def test_warnings_that_do_not_stop(tmp_path: Path) -> None:
    cut = document(write(tmp_path / "a.txt", TEXT.rstrip().encode() + "ữ".encode()[:-1]))
    assert "cut off" in cut.warnings[0]
    foreign = "The commune admitted twelve new members in the last nine months of the year."
    assert "few Vietnamese letters" in document(write(tmp_path / "b.txt", foreign)).warnings[0]
    old = document(write(tmp_path / "c.txt", "xã hội, nữ, đủ".encode("utf-16")))
    assert (old.encoding, old.text) == ("utf-16-le", "xã hội, nữ, đủ")


def test_the_encoding_can_be_given(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"\xae\xb6ng b\xe9 x\xb7 ch\xddnh")
    assert document(path, encoding="tcvn3").text.startswith("đảng bộ xã")


def test_wrong_options_are_told_before_anything_is_read() -> None:
    with pytest.raises(InputError, match=r"--published: 'hôm qua' is not"):
        read_inputs(["-"], ReadOptions(published="hôm qua"), packs=PACKS)
    with pytest.raises(InputError, match="--encoding: unknown encoding 'klingon'"):
        read_inputs(["-"], ReadOptions(encoding="klingon"), packs=PACKS)


def test_what_is_given_wins(tmp_path: Path) -> None:
    row = {"text": TEXT, "published": "20201015", "publisher": "Báo A", "url": "https://a.vn/1"}
    path = lines(tmp_path / "a.jsonl", row)
    found = document(
        path, published="16/10/2020", publisher="Báo B", source="https://b.vn", province="Sơn La"
    )
    assert (found.published, found.publisher) == ("2020-10-16", "Báo B")
    assert (found.source, found.province) == ("https://b.vn", "Sơn La")
    assert len(found.warnings) == 3
    assert any("the file says '2020-10-15'" in warning for warning in found.warnings)
    assert document(path, published="2020-10", publisher="Báo A").warnings == ()


# --- JSON lines


def test_json_lines(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl",
        {"id": "x 1", "text": TEXT, "source": "https://a.vn/x", "title": "Một", "extra": [1]},
        "",
        {"id": 7, "html": PAGE, "published": 20201016, "province": "Sơn La"},
        {"text": TEXT},
    )
    one, two, three = outcomes(path)
    assert isinstance(one, Document) and isinstance(two, Document) and isinstance(three, Document)
    assert (one.id, one.source, one.title, one.text) == ("x_1", "https://a.vn/x", "Một", TEXT)
    assert (two.id, two.published, two.province) == ("7", "2020-10-16", "Sơn La")
    assert two.text.startswith("Xã Nà Bó kết nạp") and two.source == f"{path}:3"
    assert re.fullmatch(r"[0-9a-f]{16}", three.id)


def test_json_files(tmp_path: Path) -> None:
    one = write(tmp_path / "a.json", json.dumps({"id": "x", "text": TEXT}, indent=1))
    assert (document(one).id, document(one).source) == ("x", f"{one}:1")
    rows = [{"id": "x", "text": TEXT}, {"text": 5}]
    many = write(tmp_path / "b.json", json.dumps(rows, indent=1))
    first, second = outcomes(many)
    assert isinstance(first, Document) and first.text == TEXT
    assert isinstance(second, ReadFailure) and second.source == f"{many}:2"
    several = lines(tmp_path / "c.json", {"text": TEXT}, {"text": TEXT})
    assert len([d for d in outcomes(several) if isinstance(d, Document)]) == 2
    assert "not valid JSON" in failure(write(tmp_path / "d.json", '{"text": ')).reason
    assert "`$.text`" in failure(write(tmp_path / "e.json", '{"text": 5}')).reason
    assert failure(write(tmp_path / "f.json", "")).reason == "the file is empty"
    assert failure(write(tmp_path / "g.json", "[]")).reason == "it holds no article"
    wide = write(tmp_path / "h.json", json.dumps([{"text": TEXT}]).encode("utf-16"))
    assert document(wide).text == TEXT


BROKEN = [
    ('{"text": "a', "not valid JSON"),
    ("[1, 2]", "Expected `object`"),
    ('{"text": 5}', "`$.text`"),
    ('{"id": "a"}', 'neither "text" nor "html"'),
    ('{"text": " "}', "no text"),
    ('{"id": ' + "1" * 100_000 + ', "text": "a"}', "out of range"),
    ('{"text": "a", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", "not valid JSON"),
    ("xin chào", "not valid JSON"),
    ("\x00\x00\x00", "not valid JSON"),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_line_is_one_failure(tmp_path: Path, line: str, reason: str) -> None:
    path = lines(tmp_path / "a.jsonl", {"id": "one", "text": TEXT}, line, {"id": "x", "text": TEXT})
    one, bad, two = outcomes(path)
    assert isinstance(one, Document) and isinstance(two, Document) and two.id == "x"
    assert isinstance(bad, ReadFailure) and bad.source == f"{path}:2"
    assert reason in bad.reason and len(str(bad)) < 600


def test_loose_json_is_read(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", '{"text": "xã \\ud83d 12", "publisher": NaN, "x": Infinity}')
    found = document(path)
    assert (found.text, found.publisher) == ("xã \ufffd 12", None)
    big = lines(tmp_path / "b.jsonl", '{"text": "xã", "x": ' + "1" * 1_000_000 + "}")
    assert document(big).text == "xã"


def test_a_bad_date_is_a_warning(tmp_path: Path) -> None:
    found = document(lines(tmp_path / "a.jsonl", {"text": TEXT, "published": "hôm qua"}))
    assert found.published is None and "hôm qua" in found.warnings[0]


def test_json_lines_in_other_encodings(tmp_path: Path) -> None:
    rows = json.dumps({"text": TEXT}, ensure_ascii=False) + "\n"
    for name, data in (
        ("a", rows.encode("utf-16") + rows.encode("utf-16-le")),
        ("b", b"\xef\xbb\xbf" + rows.encode() * 2),
        ("c", rows.replace("\n", "\r\n").encode() * 2),
    ):
        found = outcomes(write(tmp_path / f"{name}.jsonl", data))
        assert [d.text for d in found if isinstance(d, Document)] == [TEXT, TEXT], name
    tcvn3 = write(tmp_path / "d.jsonl", b'{"text": "\xae\xb6ng b\xe9 x\xb7 ch\xddnh"}')
    assert document(tcvn3, encoding="tcvn3").text == "đảng bộ xã chính"


def test_a_line_that_is_too_long_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "MAX_ARTICLE_BYTES", 1 << 20)
    long = {"text": "x" * (3 << 20)}
    path = lines(tmp_path / "a.jsonl", long, {"id": "b", "text": TEXT}, long)
    first, second, third = outcomes(path)
    assert isinstance(first, ReadFailure) and first.source == f"{path}:1"
    assert "longer than 1 MB" in first.reason and isinstance(third, ReadFailure)
    assert isinstance(second, Document) and second.id == "b"


def test_json_lines_are_a_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    class Counting(io.FileIO):
        def readinto(self, target: object) -> int:
            count = super().readinto(target)  # type: ignore[arg-type]
            read.append(count or 0)
            return count or 0

    path = lines(tmp_path / "a.jsonl", *({"id": str(i), "text": TEXT} for i in range(2_000)))
    monkeypatch.setattr(Path, "open", lambda self, mode: io.BufferedReader(Counting(self)))
    stream = read_inputs([str(path)], packs=PACKS)
    next(stream)
    assert sum(read) < path.stat().st_size / 10
    assert sum(1 for _ in stream) == 1_999


# --- pages


@pytest.mark.parametrize("page", SAMPLES, ids=lambda page: page.stem)
def test_pages_of_many_layouts(page: Path) -> None:
    """The text beside each page is what a reader would call the article, in reading order."""
    pytest.importorskip("trafilatura", exc_type=ImportError)
    found = document(page)
    assert found.text == page.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")
    assert found.warnings == ()


TITLES = {
    "01-article": "Xã Nà Bó kết nạp 12 đảng viên",
    "02-layout-tables": "Pha Din thu ngân sách vượt kế hoạch",
    "08-no-headings": "Đảng bộ xã Hua La kết nạp 9 đảng viên",
    "10-short-notice": "Khai giảng lớp nghề trồng nấm",
    "14-header-outside": "Điểm sáng OCOP ở Vân Hồ Thượng",
}
STATED = {
    "01-article": ("2020-10-16", "Báo Tỉnh"),  # stated in UTC, the day before
    "04-wordpress": ("2022-03-08", "Phụ nữ Suối Bàng"),
    "07-sidebar-first": ("2023-09-14", None),
    "09-photo-essay": ("2024-02-20", None),
    "14-header-outside": ("2023-12-07", None),
}


@pytest.mark.parametrize("name", TITLES)
def test_headlines_of_pages(name: str) -> None:
    pytest.importorskip("trafilatura", exc_type=ImportError)
    page = next(page for page in SAMPLES if page.stem == name)
    assert document(page).title == TITLES[name]


@pytest.mark.parametrize("name", STATED)
def test_dates_and_publishers_of_pages(name: str) -> None:
    page = next(page for page in SAMPLES if page.stem == name)
    found = document(page)
    assert (found.published, found.publisher) == STATED[name]


def test_addresses_of_pages(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://a.vn/x-20201016.html">'
    found = document(write(tmp_path / "a.html", PAGE.replace("</head>", head + "</head>")))
    assert found.source == "https://a.vn/x-20201016.html"
    relative = PAGE.replace("</head>", '<link rel="canonical" href="/x"></head>')
    assert document(write(tmp_path / "b.html", relative)).source == str(tmp_path / "b.html")


@pytest.mark.parametrize("name", ["a.htm", "a", "a.tmp", "a.aspx", "a.txt"])
def test_a_page_by_any_name(tmp_path: Path, name: str) -> None:
    found = document(write(tmp_path / name, PAGE))
    assert found.text.startswith("Xã Nà Bó kết nạp 12 đảng viên\n") and "<" not in found.text
    assert any("HTML page" in warning for warning in found.warnings) is (name == "a.txt")


def test_text_that_speaks_of_markup_stays_text(tmp_path: Path) -> None:
    text = "Thẻ <p> và <br> là của HTML; xã có 12 đảng viên.\n<b>Đậm</b>"
    assert document(write(tmp_path / "a", text)).text == text
    assert document(write(tmp_path / "a.txt", "<p>a</p><p>b</p><p>c</p>")).text.startswith("<p>")


def test_a_page_in_an_old_encoding(tmp_path: Path) -> None:
    words = "l\xbd n\xa8m nay x\xb7 k\xd5t n\xb9p 12 \xae\xb6ng vi\xaan m\xedi, \xae\xb9t 120% "
    page = f"<html><head><meta charset=x-user-defined></head><body><p>{words}</p></body></html>"
    found = document(write(tmp_path / "a.html", page.encode("latin-1")))
    assert "kết nạp 12 đảng viên mới, đạt 120%" in found.text and found.encoding == "tcvn3"
    greek = "<html><head><meta charset='iso-8859-7'></head><body>Αθήνα, Ελλάδα 12</body></html>"
    found = document(write(tmp_path / "b.html", greek.encode("iso-8859-7")))
    assert "Αθήνα" in found.text and found.encoding == "iso-8859-7"


def test_without_trafilatura_all_text_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    page = PAGES.read(PAGE)
    assert "12 đảng viên mới, đạt 120%" in page.text
    assert "trafilatura cannot be loaded" in page.warnings[0]


def test_what_trafilatura_trips_over_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    trafilatura = pytest.importorskip("trafilatura", exc_type=ImportError)

    def trip(*_: object, **__: object) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr(trafilatura, "bare_extraction", trip)
    page = PAGES.read(PAGE)
    assert "12 đảng viên mới" in page.text and "RuntimeError" in page.warnings[0]


FACT = "<p>Xã Nà Bó kết nạp 12 đảng viên mới trong năm nay, đạt 120% kế hoạch huyện giao.</p>"
HOSTILE = {
    "100,000 boxes": "<div>" * 100_000 + FACT + "</div>" * 100_000,
    "boxes left open": "<div class='menu a-b'>" * 20_000 + FACT,
    "tables": "<table><tr><td>" * 10_000 + FACT,
    "bold": "<b>" * 20_000 + FACT,
    "cells": "<table><tr>" + "<td>a</td>" * 5_000 + "</table>" + FACT,
    "comments": "<!--a-->" * 50_000 + FACT,
    "a script": "<script>" + "x" * 9_000_000 + "</script>" + FACT,
    "paragraphs": "<p>xã" * 61_000 + FACT,
    "entities": "&#7897;" * 100_000 + FACT,
    "dates": "<script type='application/ld+json'>{\"datePublished\": \"</script>" * 2_000 + FACT,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read(name: str) -> None:
    assert "12 đảng viên mới" in PAGES.read(HOSTILE[name]).text


@pytest.mark.parametrize("html", ["", "<", "<a href='" * 50_000, "\0", "<!--" * 50_000])
def test_pages_without_text(html: str) -> None:
    assert PAGES.read(html).text in ("", "<")


def test_a_million_digits(tmp_path: Path) -> None:
    digits = "1" * 1_000_000
    assert document(write(tmp_path / "a.txt", digits)).text == digits
    assert document(write(tmp_path / "b.html", f"<p>{digits}</p>")).text == digits


MARKUP = st.one_of(
    st.sampled_from(["<p>", "</p>", "<div>", "<table>", "<tr>", "<td>", "</td>", "</table>"]),
    st.sampled_from(["<h1>", "</h1>", "<br>", "<li>", "<figcaption>", "<b>", "<pre>", "<title>"]),
    st.sampled_from(["<script>", "</script>", "&amp;", "&#7897;", "<!--", "-->", "<", ">", "12 "]),
    st.characters(),
)


@given(st.lists(MARKUP, max_size=40).map("".join))
@settings(max_examples=50, deadline=None)
def test_any_markup_gives_a_page(html: str) -> None:
    page = PAGES.read(html)
    assert page.text == page.text.strip()
    assert page.published is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", page.published)


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.json", "a"]))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_an_outcome(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    found = outcomes(path)
    assert found
    for one in found:
        if isinstance(one, Document):
            assert one.text.strip() and one.id and "\n" not in one.id
        else:
            assert one.reason and "\n" not in str(one)


@pytest.mark.parametrize("content", ["", "\n \n\n"])
def test_json_lines_without_an_article(tmp_path: Path, content: str) -> None:
    assert failure(write(tmp_path / "a.jsonl", content)).reason == "it holds no article"


def test_words_of_the_pack_fit_their_examples() -> None:
    from textmine.io.blocks import PageWords

    words = PageWords.of(PACKS)
    for id, row in PACKS.by_id("page_words").items():
        for name in row.data["examples"]:
            assert id in words.kinds(name), name
        for name in row.data["counter"]:
            assert id not in words.kinds(name), name


def test_the_limits_are_those_of_the_docs() -> None:
    from textmine.io import html

    page = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    assert f"{readers.MAX_ARTICLE_BYTES >> 20} MB (`MAX_ARTICLE_BYTES`)" in page
    assert f"{html.MAX_PAGE_CHARS // 1_000_000} million characters" in " ".join(page.split())
    assert f"{html.MAX_ELEMENTS:,} elements or {html.MAX_DEPTH} levels" in " ".join(page.split())
