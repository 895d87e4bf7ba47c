"""Cuts an article into paragraphs and these into pieces that carry the same marks.

Marks may nest and overlap in any way (``42/40 đảng viên`` holds ``40 đảng viên``); a piece is a
stretch over which the set of marks does not change, so pieces never nest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from textmine.model import Extraction, SectionKind, Span

FACT = "fact"
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of the original text that belongs to a fact (``kind`` ``fact``) or an entity."""

    start: int
    end: int
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks, longest mark first; ``begins``: facts that start here."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed line and the kind of section it stands in."""

    kind: SectionKind
    pieces: tuple[Piece, ...]


def article_marks(extraction: Extraction) -> list[Mark]:
    """The marks of every fact and every mention, empty and misplaced ones left out."""
    length = len(extraction.article.text)
    marks = [Mark(f.span.start, f.span.end, f.id, FACT) for f in extraction.facts]
    for entity in extraction.entities:
        marks += [Mark(m.start, m.end, entity.id, entity.type.value) for m in entity.mentions]
    return [mark for mark in marks if 0 <= mark.start < mark.end <= length]


def paragraphs(extraction: Extraction) -> list[Paragraph]:
    """The article as it is read: every line that prints, cut where a mark begins or ends."""
    article = extraction.article
    text = article.text
    sections = [(article.original(Span(s.start, s.end)), s.kind) for s in article.sections]
    starts = [span.start for span, _ in sections]
    cutter = _Cutter(article_marks(extraction))
    result = []
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        place = bisect_right(starts, line.start() + _indent(line.group())) - 1
        kind = sections[place][1] if place >= 0 else SectionKind.BODY
        result.append(Paragraph(kind, tuple(cutter.cut(text, line.start(), line.end()))))
    return result


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


class _Cutter:
    """Cuts consecutive stretches of one text, left to right."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.id))
        self._edges = sorted({edge for mark in self._marks for edge in (mark.start, mark.end)})
        self._next = 0
        self._active: list[Mark] = []
        self._begun: set[str] = set()

    def cut(self, text: str, start: int, end: int) -> Iterable[Piece]:
        """The pieces of ``text[start:end]``; calls must go from left to right."""
        inside = self._edges[bisect_right(self._edges, start) : bisect_left(self._edges, end)]
        points = [start, *inside, end]
        for left, right in pairwise(points):
            marks = self._over(left)
            yield Piece(text[left:right], marks, self._begin(marks))

    def _over(self, position: int) -> tuple[Mark, ...]:
        while self._next < len(self._marks) and self._marks[self._next].start <= position:
            self._active.append(self._marks[self._next])
            self._next += 1
        self._active = [mark for mark in self._active if mark.end > position]
        return tuple(sorted(self._active, key=lambda m: (m.start - m.end, m.kind != FACT, m.id)))

    def _begin(self, marks: Sequence[Mark]) -> tuple[str, ...]:
        """Facts met for the first time; each is anchored once, wherever it first prints."""
        new = [mark.id for mark in marks if mark.kind == FACT and mark.id not in self._begun]
        self._begun.update(new)
        return tuple(new)
