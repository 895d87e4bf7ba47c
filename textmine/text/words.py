"""Sentences to words: underthesea's segmentation, aligned to the text it was given.

A Vietnamese word is one or more syllables (``đảng viên``, ``chi bộ``).  underthesea returns words
of a text it has rewritten on the way (``Hoà`` -> ``Hòa``, blanks collapsed, letters composed), so
each word is walked along the original; nobody searches for one.  Where the two part company the
stretch is cut at syllables instead: the words always tile the text, for any string.

It is imported here only, and when the first word is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from textmine.model import Sentence, Span
from textmine.text.clean import clean_text

MAX_CHUNK = 1500  # characters handed over at once; a longer sentence is cut at blanks
MAX_RUN = 200  # characters without a blank; a longer run is cut at syllables
_SURROGATE = re.compile("[\ud800-\udfff]")
_ETH = str.maketrans("\u00f0\u00d0", "đĐ")
# underthesea's pattern for addresses takes time exponential in their length: they never reach it.
_ADDRESS = r"(?:ftp|http)s?:|[a-z0-9-]\.[a-z]{2,13}/|@"
_HAZARD = re.compile(rf"{_ADDRESS}|\S{{{MAX_RUN}}}")
_IS_ADDRESS = re.compile(_ADDRESS)
_RUN = re.compile(r"\S+")
_CORE = re.compile(r"\w(?:\S*\w)?/?")
_SYLLABLE = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
_WORD = re.compile(r"\w+")
_LONE_SIGN = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
_BLANK = re.compile(r"\s*")


class WordSegmenter:
    """Segments sentences into words; holds no state of its own, so it pickles and is shared."""

    __slots__ = ()

    def words(self, text: str, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
        """The words of ``sentences`` in order, none overlapping another; never raises.

        Offsets are those of ``text`` (*clean* ones, when the sentences' are).  No word crosses a
        sentence, and between the words of one stands nothing but white space (and, in a text that
        was not cleaned, characters that do not print).
        """
        found: list[Span] = []
        for sentence in sentences:
            found.extend(_sentence(text, sentence.start, sentence.end))
        return tuple(found)


def syllables(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Syllables, numbers and signs of ``text[start:end]``, each on its own: no model is asked."""
    for match in _SYLLABLE.finditer(text, start, len(text) if end is None else end):
        yield Span(*match.span())


@cache
def _segmenter() -> Callable[[str], list[str]]:
    from underthesea import word_tokenize

    segment: Callable[[str], list[str]] = word_tokenize
    return segment


def _sentence(text: str, start: int, end: int) -> Iterator[Span]:
    """Words of ``text[start:end]``: dangerous runs on their own, the rest in bounded chunks."""
    done = start
    for hazard in _HAZARD.finditer(text, start, end):
        if hazard.start() < done:
            continue
        first = hazard.start()
        while first > done and not text[first - 1].isspace():
            first -= 1
        run = _RUN.match(text, first, end)
        last = run.end() if run else hazard.end()
        yield from _chunks(text, done, first)
        yield from _run(text, first, last)
        done = last
    yield from _chunks(text, done, end)


def _run(text: str, start: int, end: int) -> Iterator[Span]:
    """A run without blanks: an address is one word between its signs, anything else syllables."""
    core = _CORE.search(text, start, end)
    if core is None or not _IS_ADDRESS.search(text, start, end):
        yield from syllables(text, start, end)
        return
    yield from syllables(text, start, core.start())
    yield Span(*core.span())
    yield from syllables(text, core.end(), end)


def _chunks(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > MAX_CHUNK:
        cut = start + MAX_CHUNK
        while cut > start and not text[cut - 1].isspace():
            cut -= 1
        if cut == start:
            cut = start + MAX_CHUNK
        yield from _chunk(text, start, cut)
        start = cut
    yield from _chunk(text, start, end)


def _chunk(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if not piece or piece.isspace():
        return
    if not piece.isascii():
        piece = _SURROGATE.sub("\ufffd", piece).translate(_ETH)
        if not unicodedata.is_normalized("NFC", piece):
            yield from _uncomposed(text, start, piece)
            return
    spans = _align(piece, _segmenter()(piece))
    if spans is None:
        spans = list(syllables(piece))
    for span in spans:
        yield Span(start + span.start, start + span.end)


def _uncomposed(text: str, start: int, piece: str) -> Iterator[Span]:
    """Words of a piece that has to be composed first, led back by the map of that."""
    clean, offsets = clean_text(piece)
    composed = unicodedata.is_normalized("NFC", clean)  # not where marks pile up on a letter
    last = 0
    for span in _sentence(clean, 0, len(clean)) if composed else syllables(clean):
        behind = offsets.original(span)
        first = max(behind.start, last)
        if first < behind.end:
            yield Span(start + first, start + behind.end)
            last = behind.end


def _align(piece: str, words: Sequence[str]) -> list[Span] | None:
    """Where each word stands in ``piece``; ``None`` when they do not tile it.

    A sign the model ties to its neighbour (``Mòn |``) is a word of its own.
    """
    spans = []
    at = 0
    for word in words:
        first = _skip(piece, at)
        if piece.startswith(word, first) and _LONE_SIGN.search(word) is None:
            at = first + len(word)
            spans.append(Span(first, at))
            continue
        begin = -1
        for token in word.split(" "):
            first = _skip(piece, at)
            end = _token(piece, first, token)
            if end < 0:
                return None
            if _LONE_SIGN.fullmatch(token):
                if begin >= 0:
                    spans.append(Span(begin, at))
                spans.append(Span(first, end))
                begin = -1
            elif begin < 0:
                begin = first
            at = end
        if begin >= 0:
            spans.append(Span(begin, at))
    return spans if _skip(piece, at) == len(piece) else None


def _skip(piece: str, at: int) -> int:
    match = _BLANK.match(piece, at)
    return match.end() if match else at


def _token(piece: str, at: int, token: str) -> int:
    """Where the token at ``at`` ends; one that was respelt is a whole run of letters.  -1: not."""
    if piece.startswith(token, at):
        return at + len(token)
    match = _WORD.match(piece, at)
    return match.end() if match and token.isalpha() else -1
