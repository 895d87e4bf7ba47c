"""Which indicator the numbers of local economy get, and which numbers get none.

``economy_sentences.txt`` holds sentences in the manner of provincial papers with their numbers
marked: ``[2.150 ha|crop.area]``; ``-`` stands for a number that no indicator measures.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textmine.model import Document, Fact, Span
from textmine.pipeline import Kit, extract

_MARK = re.compile(r"\[([^\[\]|]{1,80})\|([a-z._]{1,40}|-)\]")
_HEAD = "UBND huyện Bình An họp\n(Báo Bình An) - "
_LINES = Path(__file__).with_name("economy_sentences.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [line for line in _LINES if line and not line.startswith("#")]


def unmarked(sentence: str) -> tuple[str, list[tuple[Span, str]]]:
    """The article around a sentence, and where its marked numbers stand with their indicators."""
    text, marks, at = _HEAD, [], 0
    for mark in _MARK.finditer(sentence):
        text += sentence[at : mark.start()]
        marks.append((Span(len(text), len(text) + len(mark[1])), mark[2]))
        text += mark[1]
        at = mark.end()
    return text + sentence[at:], marks


def given(facts: tuple[Fact, ...], span: Span) -> str:
    """The indicator of the fact at ``span``."""
    found = next(fact.indicator for fact in facts if fact.span.overlaps(span))
    return "-" if found == "other" else found


def test_marks_are_read() -> None:
    text, marks = unmarked("Xã có [86 ha|crop.area] chè, [3 dự án|-].")
    assert text == f"{_HEAD}Xã có 86 ha chè, 3 dự án."
    assert [(span.of(text), indicator) for span, indicator in marks] == [
        ("86 ha", "crop.area"),
        ("3 dự án", "-"),
    ]


def test_every_indicator_is_marked(kit: Kit) -> None:
    marked = {mark[2] for line in SENTENCES for mark in _MARK.finditer(line)} - {"-"}
    economy = {id for id, item in kit.indicators.items() if item.pack == "economy"}
    assert economy <= marked
    assert marked <= set(kit.indicators)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentence(kit: Kit, sentence: str) -> None:
    text, marks = unmarked(sentence)
    facts = extract(Document("x", text, published="2024-10-10"), kit).facts
    wanted = [(span.of(text), indicator) for span, indicator in marks]
    found = [(span.of(text), given(facts, span)) for span, _ in marks]
    assert found == wanted
