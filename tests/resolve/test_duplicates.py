"""What is one notice printed twice, and what is not."""

from __future__ import annotations

import random
from functools import cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resolve.notices import FRAME, LATER, NOTICE
from textmine.packs.loader import load_packs
from textmine.resolve.duplicates import (
    PASSAGE,
    WHOLE,
    Likeness,
    Pair,
    Text,
    compare,
    enough,
    find_pairs,
    origins,
    read_time_words,
    sketch,
)


@cache
def time_words() -> frozenset[str]:
    return read_time_words(load_packs(entry_points=False))


def likeness(one: str, other: str) -> Likeness | None:
    return compare(Text(one, time_words()), Text(other, time_words()))


def method(one: str, other: str) -> str | None:
    found = likeness(one, other)
    assert (found is None) == (likeness(other, one) is None)
    return found.method if found else None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (NOTICE, NOTICE, "copy"),
        (NOTICE, NOTICE.upper(), "copy"),
        (NOTICE, NOTICE.replace("uỷ", "ủy").replace(" ", "  "), "copy"),
        (NOTICE, NOTICE.replace("hội nghị sơ kết", "hội nghị đánh giá"), "minhash"),
        (NOTICE, f"(BBK) - {NOTICE} Bích Thủy", "minhash"),
        (NOTICE, NOTICE.replace("3.127", "3.172"), "correction"),
        (NOTICE, NOTICE.replace("58 đảng", "85 đảng").replace("41%", "61%"), "correction"),
        (NOTICE, LATER, None),
        (NOTICE, NOTICE.replace("Bình Khê", "Phù Lưu").replace("3.127", "2.911"), "correction"),
        (NOTICE, f"{FRAME} {NOTICE} {FRAME}", "quotation"),
        (LATER, f"{FRAME} {NOTICE} {FRAME}", None),
        (NOTICE, FRAME, None),
        ("Xã có 19/19 tiêu chí.", "Xã có 18/19 tiêu chí.", None),
        ("", "", "copy"),
        ("", "Xã có 19 tiêu chí.", None),
    ],
)
def test_compare(one: str, other: str, expected: str | None) -> None:
    assert method(one, other) == expected


def test_two_notices_that_differ_only_in_the_figures_and_the_month() -> None:
    month = "Trong tháng 5, toàn huyện Bình Khê trồng {} ha rừng, chăm sóc {} ha, khoán {} ha. "
    text = month + FRAME
    may = text.format(120, 340, 560)
    june = text.format(131, 352, 571).replace("tháng 5", "tháng 6")
    assert method(may, june) is None
    assert method(may, may.replace("340", "430")) == "correction"


def test_names_tell_notices_of_two_places_apart() -> None:
    frame = (
        "Xã {0} họp. Xã {0} có 19 tiêu chí đạt chuẩn, bà con xã {0} phấn khởi; Đảng ủy xã {0} và "
        "Mặt trận xã {0} đã vận động các hộ hiến đất, góp công làm đường, xây nhà văn hóa."
    )
    assert method(frame.format("Mường La Nưa"), frame.format("Chiềng Pha Khoang")) is None


def test_marks_of_duplicates_meet() -> None:
    def shared(one: str, other: str) -> list[int]:
        held = {mark.value: mark.band for mark in sketch(one)}
        return [mark.band for mark in sketch(other) if mark.value in held]

    assert WHOLE in shared(NOTICE, NOTICE.upper())
    assert enough(shared(NOTICE, NOTICE.replace("3.127", "3.172")))
    assert enough(shared(NOTICE, f"{FRAME} {NOTICE} {FRAME}"))
    assert not enough(shared(NOTICE, FRAME))
    assert not enough([PASSAGE])
    assert enough([PASSAGE, PASSAGE])


def test_marks_are_the_same_on_every_machine() -> None:
    assert [mark.value for mark in sketch("Xã có 19 tiêu chí.")] == [5045194887306760554]
    bands = [mark.value for mark in sketch(NOTICE) if mark.band > PASSAGE]
    assert len(bands) == 16
    assert min(bands) == 1265752547413176267


def test_origins_are_the_smallest_of_a_group() -> None:
    pairs = [Pair(5, 9, 0.9, "minhash"), Pair(2, 9, 0.8, "correction"), Pair(7, 8, 1.0, "copy")]
    for order in permutations(pairs):
        found = {o.article: (o.origin, o.method) for o in origins(order)}
        assert found == {5: (2, "minhash"), 9: (2, "minhash"), 8: (7, "copy")}


def test_a_survey_ties_no_notices_together() -> None:
    pairs = [
        Pair(2, 4, 0.9, "quotation"),
        Pair(3, 4, 0.95, "quotation"),
        Pair(3, 5, 0.99, "minhash"),
    ]
    found = {o.article: o.origin for o in origins(pairs)}
    assert found == {4: 3, 5: 3}


def test_quotations_of_each_other_end() -> None:
    pairs = [Pair(1, 2, 0.9, "quotation"), Pair(2, 1, 0.9, "quotation")]
    assert len(origins(pairs)) == 2


_WORDS = NOTICE.split()
_PLAIN = [at for at, word in enumerate(_WORDS) if word.isalpha() and word.islower()]


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 2))
def test_pairs_do_not_depend_on_order(chance: random.Random, changes: int) -> None:
    texts = []
    for _ in range(4):
        words = list(_WORDS)
        for _ in range(changes):
            words[chance.choice(_PLAIN)] = "thay"
        texts.append(" ".join(words))
    keys = list(range(len(texts)))
    expected = find_pairs(dict(zip(keys, texts, strict=True)), time_words())
    order = list(zip(keys, texts, strict=True))
    chance.shuffle(order)
    assert find_pairs(dict(order), time_words()) == expected
    assert len({o.origin for o in origins(expected)}) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text(one: str, other: str) -> None:
    assert sketch(one)[0].band == WHOLE
    assert all(0 <= mark.value < 2**63 for mark in sketch(one))
    first, second = likeness(one, other), likeness(other, one)
    assert (first is None) == (second is None)
    assert likeness(one, one) == Likeness(1.0, "copy")
