"""Lines to paragraphs: a blank line parts them, and so does a line that ends early.

Some texts are wrapped at a fixed width.  There a line break means nothing unless the line stopped
before it had to: where the next line's first word would still have fitted, a paragraph ends.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"\S(?:[^\n]*\S)?")  # without the blanks around it
_TERMINAL = frozenset('.!?:;…”"')
_LIST_SIGNS = frozenset("-–—+*•●▪·")
_MIN_WIDTH, _MAX_WIDTH = 35, 140
_MAX_HEADLINE = 240
_SLACK = 3  # columns a wrapped line may fall short although the next word would have fitted


class Paragraph(NamedTuple):
    """Range of clean text without outer blanks; ``gap`` is how many line ends stand before it."""

    start: int
    end: int
    gap: int


def paragraphs(clean: str) -> list[Paragraph]:
    """The paragraphs of ``clean``, in order; they cover every character that is not blank."""
    lines = _lines(clean)
    width = _wrap_width(clean, lines)
    joined: list[Paragraph] = []
    for line in lines:
        same = joined and line.gap == 1
        headline = same and len(joined) == 1 and _goes_on_in_capitals(clean, joined[0], line)
        if same and (headline or _continues(clean, joined[-1], line, width)):
            joined[-1] = Paragraph(joined[-1].start, line.end, joined[-1].gap)
        else:
            joined.append(line)
    return joined


def _lines(clean: str) -> list[Paragraph]:
    lines: list[Paragraph] = []
    last = 0
    for match in _LINE.finditer(clean):
        start, end = match.span()
        gap = clean.count("\n", last, start) if lines else 0
        lines.append(Paragraph(start, end, gap))
        last = end
    return lines


def _wrap_width(clean: str, lines: list[Paragraph]) -> int | None:
    """The width the text is wrapped at, or ``None`` when line breaks are paragraph breaks."""
    width = max((line.end - line.start for line in lines), default=0)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return None
    adjacent = full = unfinished = 0
    for before, after in pairwise(lines):
        if after.gap != 1:
            continue
        adjacent += 1
        if _had_to_break(clean, before, after, width):
            full += 1
            unfinished += clean[before.end - 1] not in _TERMINAL
    return width if full >= 3 and full >= 0.5 * adjacent and unfinished >= 0.6 * full else None


def _had_to_break(clean: str, line: Paragraph, after: Paragraph, width: int) -> bool:
    word = clean.find(" ", after.start, after.end)
    next_word = (word if word >= 0 else after.end) - after.start
    return _last_line(clean, line) + 1 + next_word > width - _SLACK


def _last_line(clean: str, paragraph: Paragraph) -> int:
    return paragraph.end - max(
        clean.rfind("\n", paragraph.start, paragraph.end) + 1, paragraph.start
    )


def _goes_on_in_capitals(clean: str, before: Paragraph, after: Paragraph) -> bool:
    """A headline set in capitals over several lines."""
    first, second = clean[before.start : before.end], clean[after.start : after.end]
    return (
        first.isupper()
        and second.isupper()
        and first[-1] not in _TERMINAL
        and len(first) + len(second) < _MAX_HEADLINE
    )


def _continues(clean: str, before: Paragraph, after: Paragraph, width: int | None) -> bool:
    first = clean[after.start]
    if first in _LIST_SIGNS and clean[after.start + 1 : after.start + 2] == " ":
        return False
    if width is not None and _had_to_break(clean, before, after, width):
        return True
    # A sentence goes on in a small letter, whatever the width.
    return (
        first.islower()
        and clean[before.end - 1] not in _TERMINAL
        and before.end - before.start > 20
    )
