"""Words tile the text they were cut from, for any string; and they are words."""

from __future__ import annotations

import pickle
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_linear
from textmine.model import Sentence, Span
from textmine.text import words as module
from textmine.text.words import WordSegmenter, syllables

SEGMENTER = WordSegmenter()

CASES = [
    ("Đảng bộ xã hiện có 24 chi bộ.", "Đảng bộ|xã|hiện|có|24|chi bộ|."),
    ("Đảng ủy xã Hoà Bình họp", "Đảng|ủy|xã|Hoà Bình|họp"),
    ("xã Hoà  Bình, chi\nbộ", "xã|Hoà  Bình|,|chi\nbộ"),
    ("thuỷ điện", "thuỷ|điện"),
    ("các nghành kinh tế", "các|nghành|kinh tế"),
    ("kết nạp 10-15 đảng viên/năm", "kết nạp|10-15|đảng viên|/|năm"),
    ("đạt 1.250,5 tỷ đồng (tăng 12%)", "đạt|1.250,5|tỷ|đồng|(|tăng|12|%|)"),
    ("Công an xã; TP. Sơn La", "Công an|xã|;|TP.|Sơn La"),
    ("Xem https://sonla.gov.vn/tin-1.html.", "Xem|https://sonla.gov.vn/tin-1.html|."),
    ("(baotinh.vn/a)", "(|baotinh.vn/a|)"),
    ("ubnd@example.vn", "ubnd@example.vn"),
    ("", ""),
    (" \n ", ""),
]


def cut(text: str) -> list[str]:
    whole = [Sentence(0, len(text), 0)] if text else []
    return [span.of(text) for span in SEGMENTER.words(text, whole)]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=range(len(CASES)))
def test_words(text: str, expected: str) -> None:
    assert cut(text) == (expected.split("|") if expected else [])


def test_a_sign_is_a_word_of_its_own() -> None:
    assert cut("Bản Mòn | 32") == ["Bản", "Mòn", "|", "32"]


def test_letters_typed_apart_from_their_marks() -> None:
    apart = unicodedata.normalize("NFD", "Đảng bộ xã có đảng viên")
    assert cut(apart) == [
        unicodedata.normalize("NFD", word) for word in ("Đảng bộ", "xã", "có", "đảng viên")
    ]
    assert cut("Ðảng bộ") == ["Ðảng bộ"]


def test_no_word_crosses_a_sentence() -> None:
    text = "Xã có 24 chi bộ trực thuộc"
    halves = [Sentence(0, 12, 0), Sentence(13, 26, 0)]
    assert "chi bộ" in cut(text)
    found = [span.of(text) for span in SEGMENTER.words(text, halves)]
    assert "chi bộ" not in found and {"chi", "bộ"} <= set(found)


def tiles(text: str, spans: list[Span], start: int, end: int) -> None:
    """Words in order, and nothing that prints between them."""
    at = start
    rebuilt = []
    for span in spans:
        gap = text[at : span.start]
        assert span.start >= at and span.end > span.start
        assert not any(c.isalnum() for c in gap), gap
        rebuilt += gap, span.of(text)
        at = span.end
    rebuilt.append(text[at:end])
    assert not any(c.isalnum() for c in text[at:end])
    assert "".join(rebuilt) == text[start:end]


PIECES = st.one_of(
    st.sampled_from("aăâđĐðÐ oà\u0300\u0302\u0323\u200b\u00a0\n\t\r.,:/@-(&;0129Ỳỳ'’“\ud800"),
    st.sampled_from(
        ["http:", "//", "v.v.", "đảng viên ", "Hoà ", "nghành", "TP.", "&nbsp;", "x.vn/"]
    ),
    st.characters(),
)
ANY = st.lists(PIECES, max_size=40).map("".join)


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_any_string_is_tiled(text: str) -> None:
    whole = [Sentence(0, len(text), 0)]
    tiles(text, list(SEGMENTER.words(text, whole)), 0, len(text))
    tiles(text, list(syllables(text)), 0, len(text))


@given(ANY)
@settings(max_examples=50, deadline=None)
def test_clean_text_leaves_only_blanks_between_words(text: str) -> None:
    clean = module.clean_text(text)[0]
    at = 0
    found = SEGMENTER.words(clean, [Sentence(0, len(clean), 0)])
    for span in (*found, Span(len(clean), len(clean))):
        gap = clean[at : span.start]
        assert not gap or gap.isspace()
        at = span.end


@given(st.lists(st.sampled_from(["xã", "Hoà", "bình ", " ", "đảng viên", "đ", "24"]), max_size=40))
@settings(max_examples=30, deadline=None)
def test_words_are_those_of_underthesea(pieces: list[str]) -> None:
    from underthesea import word_tokenize

    text = "".join(pieces)
    bare = [unicodedata.normalize("NFD", w) for w in word_tokenize(text)]
    ours = [unicodedata.normalize("NFD", " ".join(w.split())) for w in cut(text)]

    def letters(word: str) -> str:
        return "".join(c for c in word if not unicodedata.combining(c))

    assert [letters(w) for w in ours] == [letters(w) for w in bare]


@pytest.mark.parametrize(
    "text",
    [
        "http://" + "." * 5_000,
        "a.bc/" + "(" * 3_000 + " hết",
        "1" * 200_000,
        "a." * 20_000,
        "a-" * 20_000,
        "x" * 1_499 + " " + "x" * 5_000,
        "@" * 20_000,
        "http:" * 4_000,
        "đảng viên " * 3_000,
        " " * 100_000 + "x",
        "e\u0301\u0316" * 5_000,
        "(" * 20_000,
    ],
    ids=range(12),
)
def test_hostile_text_costs_linear_time(text: str) -> None:
    def words(part: str) -> list[Span]:
        return list(SEGMENTER.words(part, [Sentence(0, len(part), 0)]))

    assert_linear(words, text[: len(text) // 8], text, 8)
    tiles(text, words(text), 0, len(text))


def test_what_cannot_be_aligned_is_cut_at_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_segmenter", lambda: lambda text: ["khác", "hẳn"])
    assert cut("24 chi bộ, 1.250 ha") == ["24", "chi", "bộ", ",", "1.250", "ha"]


def test_the_segmenter_pickles() -> None:
    assert pickle.loads(pickle.dumps(SEGMENTER)).words("a", [Sentence(0, 1, 0)]) == (Span(0, 1),)
