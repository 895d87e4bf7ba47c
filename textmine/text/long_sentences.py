"""Cuts what is too long to be a sentence or an article.

One giant line costs no more than many lines, and a whole archive in one file no more than its
beginning.
"""

from __future__ import annotations

from collections.abc import Sequence

from textmine.model import Sentence

MAX_SENTENCE = 2000  # characters; the longest of 6,400 real sentences has 769
MAX_TEXT = 2_000_000  # characters; a newspaper page has 30,000


def beginning(text: str, limit: int = MAX_TEXT) -> str:
    """``text``, or of a longer one what stands before the last blank within ``limit``."""
    if len(text) <= limit:
        return text
    end = max(text.rfind(mark, limit - MAX_SENTENCE, limit) for mark in ("\n", " "))
    return text[: end if end > 0 else limit]


def cut_long(
    clean: str, sentences: Sequence[Sentence], limit: int = MAX_SENTENCE
) -> tuple[tuple[Sentence, ...], int]:
    """``sentences`` with each longer than ``limit`` characters cut, and how many those were.

    What reads a sentence looks at pairs of things in it, so its length must be bounded.  A cut is
    made in the last half of what is allowed: after a semicolon, else a comma, else between words,
    else anywhere.  The pieces cover the same printed characters as before.
    """
    if all(sentence.end - sentence.start <= limit for sentence in sentences):
        return tuple(sentences), 0
    found: list[Sentence] = []
    long = 0
    for sentence in sentences:
        start = sentence.start
        long += sentence.end - start > limit
        while sentence.end - start > limit:
            end = _cut(clean, start + limit // 2, start + limit)
            stop = start + len(clean[start:end].rstrip())
            found.append(Sentence(start, stop, sentence.section))
            start = end + _blanks(clean, end, sentence.end)
        found.append(Sentence(start, sentence.end, sentence.section))
    return tuple(found), long


def _cut(clean: str, first: int, last: int) -> int:
    """Where the piece that must end in ``(first, last]`` ends."""
    for mark in ("; ", ", ", " ", "\n"):
        at = clean.rfind(mark, first, last + 1)
        if at >= 0:
            return at + 1
    return last


def _blanks(clean: str, start: int, end: int) -> int:
    """How many blanks stand at ``start``; the sentence itself ends on a printed character."""
    at = start
    while at < end and clean[at].isspace():
        at += 1
    return at - start
