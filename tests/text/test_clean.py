"""Cleaning keeps every character's way back, for any string."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.model import OffsetMap, Span
from textmine.text.clean import clean_text
from textmine.text.fold import fold_text

# Strings rich in what cleaning is about, lone surrogates included.
AWKWARD = st.text(
    st.one_of(
        st.sampled_from(
            "aăâeêoôơuưyđĐÐðAEOU \u00a0\u202f\t\n\r\u200b\u00ad\ufeff\u034f&;#x0123nbsp"
            "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\ud800\u212b\u1100\u1161\u11a8“”–—\x07\x85"
        ),
        st.characters(),
    ),
    max_size=60,
)

CASES = [
    ("Đảng bộ xã", "Đảng bộ xã"),
    (unicodedata.normalize("NFD", "Đảng ủy đã họp, ước đạt"), "Đảng ủy đã họp, ước đạt"),
    ("Ðảng ủy ðã", "Đảng ủy đã"),
    ("24\u00a0chi\u2009bộ\u202ftrực\u3000thuộc\tmới", "24 chi bộ trực thuộc mới"),
    ("Hội  Nông dân có \u00a0 504\t hội viên", "Hội Nông dân có 504 hội viên"),
    ("đảng\u200b viên\ufeff, kết\u00adnạp", "đảng viên, kếtnạp"),
    ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ("Đảng&nbsp;bộ &amp; chi b&#7897; &#x1EA3;", "Đảng bộ & chi bộ ả"),
    ("AT&T; R&D &khong; & 5", "AT&T; R&D &khong; & 5"),
    ("a&#769; a&shy;b&#7;c", "á abc"),
    ("“hạt nhân” – 10-15 — ‘x’", "“hạt nhân” – 10-15 — ‘x’"),
    ("9\u201115 \u2212 2", "9-15 - 2"),
    ("tie\u0301\u0302n", "tiến"),
    ("\x00a\x1fb\x7f", " a b "),
    ("24\ud800 chi\udfff", "24\ufffd chi\ufffd"),
    ("\u212b", "Å"),
    ("", ""),
]


@pytest.mark.parametrize(("original", "expected"), CASES)
def test_clean(original: str, expected: str) -> None:
    assert clean_text(original)[0] == expected


def test_nothing_moved_keeps_no_table() -> None:
    for text in ("Đảng bộ xã Chiềng Bôm\n24 chi bộ", "24\u00a0chi bộ Ð", ""):
        assert clean_text(text)[1] == OffsetMap.identity(len(text))


@pytest.mark.parametrize(
    ("original", "words", "behind"),
    [
        ("Đảng&nbsp;bộ có 383 đảng viên", "383 đảng viên", "383 đảng viên"),
        ("Đảng bộ  có  383   đảng viên mới", "383 đảng viên", "383   đảng viên"),
        (
            unicodedata.normalize("NFD", "xã có tiến bộ"),
            "tiến",
            unicodedata.normalize("NFD", "tiến"),
        ),
        ("kết\u200bnạp\r\n10 đảng", "10 đảng", "10 đảng"),
        ("đ\u200b&#7843;\u0323ng", "đ", "đ"),
        ("&#272;&#7843;ng", "Đảng", "&#272;&#7843;ng"),
    ],
)
def test_words_behind(original: str, words: str, behind: str) -> None:
    clean, offsets = clean_text(original)
    start = clean.index(words)
    assert offsets.original(Span(start, start + len(words))).of(original) == behind


@given(AWKWARD)
def test_any_string_survives(text: str) -> None:
    clean, offsets = clean_text(text)
    assert offsets.length == len(clean)
    assert unicodedata.is_normalized("NFC", clean)
    assert not set(clean) & set("\u00a0\u200b\ufeff\r\t\u00d0\u00f0")
    last = 0
    for i in range(len(clean)):
        here = offsets.original(Span(i, i + 1))
        assert here.start < here.end <= len(text)
        assert here.start >= last or here.end >= last
        last = here.start


@given(AWKWARD, st.data())
def test_a_clean_span_leads_to_words_that_clean_to_it(text: str, data: st.DataObject) -> None:
    clean, offsets = clean_text(text)
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    behind = offsets.original(Span(start, end)).of(text)
    # Where composition or an entity made several characters, the whole of it stands behind each.
    assert clean[start:end] in clean_text(behind)[0]


@given(AWKWARD)
def test_cleaning_clean_text_changes_nothing(text: str) -> None:
    clean = clean_text(text.replace("&", ""))[0]
    assert clean_text(clean.replace("&", ""))[0] == clean.replace("&", "")


def test_a_pile_of_marks_costs_linear_time() -> None:
    clean, offsets = clean_text("a" + "\u0301\u0316" * 50_000)
    assert offsets.length == len(clean)


FOLDS = [
    ("Hoà bình, HOÀ, hoá", "hòa bình, hòa, hóa"),
    ("Uỷ ban, thuỷ lợi, tuỳ, luỹ kế, huý", "ủy ban, thủy lợi, tùy, lũy kế, húy"),
    ("khoẻ, xoè, loé", "khỏe, xòe, lóe"),
    ("quý III, Quỳnh, quỷ, quỹ, QUÝ", "quý iii, quỳnh, quỷ, quỹ, quý"),
    ("hoàn thành, hoạt động, toán, xoáy, ngoài, xoẹt, huỳnh", None),
    ("thuế, thuở, Huế, nguyễn", None),
    ("toạ-đàm (hoạ)", "tọa-đàm (họa)"),
    ("Đảng ủy", "đảng ủy"),
    ("İx", "İx"),
    ("", ""),
]


@pytest.mark.parametrize(("clean", "folded"), FOLDS)
def test_fold(clean: str, folded: str | None) -> None:
    assert fold_text(clean) == (clean.lower() if folded is None else folded)


@given(AWKWARD)
def test_fold_keeps_length(text: str) -> None:
    assert len(fold_text(text)) == len(text)


@given(AWKWARD)
def test_fold_of_folded_changes_nothing(text: str) -> None:
    folded = fold_text(text)
    assert fold_text(folded) == folded
