"""From a document to an extraction: giant lines, other languages, places and their parents."""

from __future__ import annotations

import re
import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.model import Document, Extraction, Section, SectionKind, Sentence
from textmine.pipeline import Kit, extract, read_article
from textmine.text.language import is_vietnamese
from textmine.text.long_sentences import MAX_SENTENCE, beginning, cut_long
from textmine.text.stretches import Stretches


def read(kit: Kit, text: str, **known: str) -> Extraction:
    return extract(Document("x", text, **known), kit)  # type: ignore[arg-type]


# --- sentences that are none


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("aaaa bbbb", ["aaaa bbbb"]),
        ("aaaa, bbb; ccc ddd, eee", ["aaaa, bbb;", "ccc ddd,", "eee"]),
        ("aaaa bbb ccc, ddd eee", ["aaaa bbb", "ccc, ddd", "eee"]),
        ("aaaaaa\nbbbbbbbbbbb ccc", ["aaaaaa", "bbbbbbbbbb", "b ccc"]),
        ("aa bbbbbbbbbb ccc", ["aa bbbbbbb", "bbb ccc"]),  # the first half is never left behind
        ("aaaaaaaaaaaaaaaaaaaaaaaaa", ["aaaaaaaaaa", "aaaaaaaaaa", "aaaaa"]),
        ("aaaaaaa      \n      bbbb", ["aaaaaaa", "bbbb"]),
    ],
)
def test_a_long_sentence_is_cut_at_the_best_place(text: str, pieces: list[str]) -> None:
    found, long = cut_long(text, [Sentence(0, len(text), 3)], limit=10)
    assert [text[sentence.start : sentence.end] for sentence in found] == pieces
    assert long == (len(text) > 10)
    assert {sentence.section for sentence in found} == {3}


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab ,;\n\t", max_size=80), st.integers(2, 12))
def test_pieces_cover_what_prints(text: str, limit: int) -> None:
    stripped = text.strip()
    whole = Sentence(text.index(stripped), text.index(stripped) + len(stripped), 0)
    found, _ = cut_long(text, [whole] if stripped else [], limit=limit)
    pieces = [text[sentence.start : sentence.end] for sentence in found]
    assert all(0 < len(piece) <= limit and piece == piece.strip() for piece in pieces)
    assert "".join(text.split()) == "".join("".join(pieces).split())
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_a_giant_line_is_read_in_pieces_and_told(kit: Kit) -> None:
    count = 900
    found = read(kit, "Xã có " + "383 đảng viên, " * count + "hết.")
    assert [fact.text for fact in found.facts] == ["383 đảng viên"] * count
    assert [w for w in found.warnings if "read in pieces" in w] == [
        f"1 sentences of more than {MAX_SENTENCE} characters were read in pieces"
    ]
    longest = max(s.end - s.start for s in read_article(found.article.document, kit).sentences)
    assert MAX_SENTENCE / 2 < longest <= MAX_SENTENCE


def test_only_the_beginning_of_an_archive_is_read_and_told(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "textmine.pipeline.beginning", lambda text: beginning(text, limit=MAX_SENTENCE + 10)
    )
    text = "Xã có 24 chi bộ. " * 500
    found = read(kit, text)
    count = (MAX_SENTENCE + 10) // 17
    assert [fact.span.of(text) for fact in found.facts] == ["24 chi bộ"] * count
    assert found.article.text == text
    assert re.match(r"only the first 20\d\d of 8500 characters were read; ", found.warnings[-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("aa bb", "aa bb"), ("aa bbb", "aa"), ("a\nb ccc", "a\nb"), ("aaaaaa", "aaaaa"), ("", "")],
)
def test_the_beginning_ends_between_words(text: str, expected: str) -> None:
    assert beginning(text, limit=5) == expected


def test_prose_is_never_cut(kit: Kit) -> None:
    sentence = "Xã có 24 chi bộ với 383 đảng viên, " + "làm tốt nhiều việc khác " * 50 + "nữa. "
    assert not read(kit, sentence * 20).warnings


# --- numbers that are none


@pytest.mark.parametrize("text", ["7" * 1_000_000, "7" * 500_000 + " đảng viên", "1." * 300_000])
def test_a_million_digits_measure_nothing(kit: Kit, text: str) -> None:
    assert read(kit, f"Xã có {text}.").facts == ()


def test_a_giant_line_needs_memory_in_proportion(kit: Kit) -> None:
    """Less than 60 bytes a character where nothing is found."""
    text = "xã đã làm được nhiều việc tốt " * 3_000
    extract(Document("x", text), kit)
    tracemalloc.start()
    try:
        extract(Document("x", text), kit)
        assert tracemalloc.get_traced_memory()[1] < 60 * len(text)
    finally:
        tracemalloc.stop()


# --- other languages

ENGLISH = (
    "The commune admitted 12 new party members in the first 9 months of 2020, reaching 105% of "
    "its plan. Budget revenue rose 5.5% to 36.6 billion. There are 24 cells with 383 members."
)
OTHERS = {
    "English": ENGLISH,
    "French": "La commune compte 383 élèves dans 24 écoles; la rentrée a été fêtée, 105 % du plan "
    "est atteint et 12 maîtres ont été nommés à Hà Nội où ils étaient déjà près de 300.",
    "Romanian": "Comuna are 24 de celule și 383 de membri, dintre care 96 sunt femei; în primele 9 "
    "luni au fost admiși 12 membri noi, ceea ce înseamnă 105% din planul anului în curs.",
    "Chinese": "2020年全县粮食总产量达到12.5万吨，比上年增长5.3%。" * 8,
    "no accents": "Xa hien co 24 chi bo, tat ca 383 dang vien deu rat tot, dat 105% ke hoach. " * 2,
    "code": "def rate(plan, reached):\n    return 100 * reached / plan if plan else 105\n" * 3,
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_languages_give_no_facts_but_a_warning(kit: Kit, name: str) -> None:
    found = read(kit, OTHERS[name])
    assert (found.facts, found.relations, found.findings) == ((), (), ())
    assert [w for w in found.warnings if w.startswith("not Vietnamese")]


VIETNAMESE = "Xã hiện có 24 chi bộ với 383 đảng viên. "


@pytest.mark.parametrize(
    "text",
    [
        VIETNAMESE,
        "24 chi bo",  # too short to tell
        "12 45 67\n8 9 10\n" * 30,  # nor do figures
        ENGLISH * 12 + VIETNAMESE * 30,
        VIETNAMESE + "Man Utd, Man City, Chelsea, Arsenal, Liverpool, Tottenham, Everton, Fulham.",
        VIETNAMESE.upper(),
    ],
)
def test_vietnamese_is_told(kit: Kit, text: str) -> None:
    assert is_vietnamese(text)
    assert read(kit, text).facts
    assert not read(kit, text).warnings


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_string_is_one_or_the_other(text: str) -> None:
    assert is_vietnamese(text) in (True, False)


# --- stretches that are passed over


def test_stretches_of_some_kinds() -> None:
    kinds = [SectionKind.TITLE, SectionKind.BYLINE, SectionKind.BODY, SectionKind.BYLINE]
    sections = [Section(kind, 10 * n, 10 * n + 5) for n, kind in enumerate(kinds)]
    bylines = Stretches(sections, SectionKind.BYLINE)
    assert [at for at in range(50) if at in bylines] == [*range(10, 15), *range(30, 35)]
    assert bylines
    assert not Stretches(sections, SectionKind.CAPTION)
    assert 0 not in Stretches((), SectionKind.BYLINE)


@pytest.mark.parametrize(
    ("text", "province", "subject"),
    [
        ("Tháng 9, cơ quan chức năng phát hiện 52 vụ vi phạm.", "Lâm Đồng", "tỉnh Lâm Đồng"),
        ("Tháng 9, cơ quan chức năng phát hiện 52 vụ vi phạm.", None, None),
        ("Tháng 9, tỉnh Gia Lai phát hiện 52 vụ vi phạm.", "Lâm Đồng", "tỉnh Gia Lai"),
    ],
)
def test_a_text_that_names_nobody_is_of_the_given_province(
    kit: Kit, text: str, province: str | None, subject: str | None
) -> None:
    result = extract(Document("a", text, published="2020-10-16", province=province), kit)
    names = {entity.id: entity.name for entity in result.entities}
    (fact,) = result.facts
    assert names.get(fact.subject or "", fact.subject) == subject
