"""Cleans a text and keeps the way back: NFC, one kind of space and of Đ, nothing invisible.

Three steps, each skipped when it has nothing to do, so that a clean article costs a few scans:

1. swaps, one character for one: Unicode spaces and tabs -> space, control characters -> space,
   U+00D0/U+00F0 (Icelandic eth, typed for Đ/đ) -> Đ/đ, rare hyphens -> ``-``, rare line ends ->
   newline, halves of characters (lone surrogates) -> U+FFFD;
2. cuts: zero-width characters, soft hyphens and byte order marks go, ``\\r\\n`` becomes ``\\n``,
   runs of spaces become one, HTML entities left in plain text become what they stand for;
3. composition: a letter and its combining marks become one character.

Only steps 2 and 3 move anything; they append to the offset map as they go.
"""

from __future__ import annotations

import html
import unicodedata
from array import array
from functools import cache

import regex

from textmine.model.offsets import OffsetMap

# Characters with a look-alike of equal length.  The hyphens are those recognisers need not know.
_SWAPS: tuple[tuple[str, str], ...] = (
    *((space, " ") for space in "\u00a0\u2002\u2003\u2009\u202f\u3000\t"),
    *((space, " ") for space in "\u1680\u2000\u2001\u2004\u2005\u2006\u2007\u2008\u200a\u205f"),
    *((line, "\n") for line in "\x0b\x0c\x85\u2028\u2029"),
)
# Printable ones: str.isprintable() does not report them.
_PRINTABLE_SWAPS = (
    ("\u00d0", "Đ"),
    ("\u00f0", "đ"),
    ("\u0189", "Đ"),
    ("\u2010", "-"),
    ("\u2011", "-"),
    ("\u2012", "-"),
    ("\u2212", "-"),
    ("\u2015", "—"),
)
_SWAP_TABLE = {ord(old): new for old, new in (*_SWAPS, *_PRINTABLE_SWAPS)}
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\ufeff"
)
_INVISIBLE_SET = frozenset(_INVISIBLE)
# A tone typed before the circumflex or breve is the one order NFC itself does not repair.
_SHAPE_MARKS = "\u0302\u0306"
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_WIDE = "  "  # a run of spaces, which pages leave between words, becomes one
_MAX_MARKS = 32  # marks taken with one letter: sorting a longer run would be quadratic
_CHUNK = 2048
_RAMP = 32_768


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    joins_backwards = r"\p{M}\u1161-\u1175\u11a8-\u11c2"
    return {
        "control": regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]"),
        "half": regex.compile("[\ud800-\udfff]"),
        "cut": regex.compile(
            rf"\r\n?|[{_INVISIBLE}]+"
            r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
            r"| {2,}+"
        ),
        "cluster": regex.compile(rf"(?s).[{joins_backwards}]{{1,{_MAX_MARKS}}}"),
        "alone": regex.compile(r"[^\x00-\x7f]"),
        "backwards": regex.compile(rf"[{joins_backwards}]"),
        "shape_after_tone": regex.compile(rf"[\u00c0-\u1ef9{_TONE_MARKS}][{_SHAPE_MARKS}]"),
    }


def clean_text(text: str) -> tuple[str, OffsetMap]:
    """``text`` cleaned, and the map from positions in it to positions in ``text``.

    Never raises; unassigned characters pass through.  The result has no lone surrogates, which
    the automata of the recognisers refuse, and is in NFC unless more than 32 marks pile up on one
    letter.
    """
    swapped, is_plain = _swap(text)
    is_plain = is_plain and _WIDE not in swapped
    cut, starts, ends = (swapped, None, None) if is_plain else _cut(swapped)
    composed, starts, ends = _compose(cut, starts, ends)
    if starts is None or ends is None:
        return composed, OffsetMap.identity(len(composed))
    return composed, OffsetMap(len(composed), starts, ends)


def _swap(text: str) -> tuple[str, bool]:
    """``text`` swapped, and whether it is known to hold nothing to cut."""
    for old, new in _PRINTABLE_SWAPS:
        if old in text:
            text = text.replace(old, new)
    if text.replace("\n", "").isprintable():
        return text, "&" not in text and "\u034f" not in text
    for old, new in _SWAPS:
        if old in text:
            text = text.replace(old, new)
    visible: str = _patterns()["control"].sub(" ", text)
    return _patterns()["half"].sub("\ufffd", visible), False


@cache
def _small_ramp() -> array[int]:
    return array("l", range(_RAMP + 1))


def _ramp(size: int) -> array[int]:
    """0, 1, 2, … at least up to ``size``: slices of it are copied far faster than counted out."""
    return _small_ramp() if size <= _RAMP else array("l", range(size + 1))


def _cut(text: str) -> tuple[str, array[int] | None, array[int] | None]:
    plain = "&" not in text and "\u034f" not in text and _WIDE not in text
    if plain and text.replace("\n", "").isprintable():
        return text, None, None
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    ramp = _ramp(len(text))
    done = 0
    for match in _patterns()["cut"].finditer(text):
        first, last = match.span()
        new = _replacement(match.group())
        if new is None:
            continue
        pieces.append(text[done:first])
        starts += ramp[done:first]
        ends += ramp[done + 1 : first + 1]
        pieces.append(new)
        starts.extend([first] * len(new))
        ends.extend([last] * len(new))
        done = last
    if not done:
        return text, None, None
    pieces.append(text[done:])
    starts += ramp[done : len(text)]
    ends += ramp[done + 1 : len(text) + 1]
    return "".join(pieces), starts, ends


def _replacement(found: str) -> str | None:
    """What a cut leaves; ``None`` when it is no entity after all."""
    if found[0] == "\r":
        return "\n"
    if found[0] == " ":
        return " "
    if found[0] != "&":
        return ""
    meant = html.unescape(found)
    if meant == found:
        return None
    return "".join(
        " " if unicodedata.category(c) == "Cc" and c != "\n" else c
        for c in meant.replace("\r", "\n").translate(_SWAP_TABLE)
        if c not in _INVISIBLE_SET
    )


def _compose(
    text: str, starts: array[int] | None, ends: array[int] | None
) -> tuple[str, array[int] | None, array[int] | None]:
    if text.isascii():
        return text, starts, ends
    text, starts, ends = _repair_order(text, starts, ends)
    if _is_composed(text):
        return text, starts, ends
    text, starts, ends = _rewrite(text, starts, ends, "cluster")
    if not _is_composed(text):
        text, starts, ends = _rewrite(text, starts, ends, "alone")
    return text, starts, ends


def _repair_order(
    text: str, starts: array[int] | None, ends: array[int] | None
) -> tuple[str, array[int] | None, array[int] | None]:
    """Puts a circumflex or breve before the tone it was typed after."""
    if all(mark not in text for mark in _SHAPE_MARKS):
        return text, starts, ends
    if _patterns()["shape_after_tone"].search(text) is None:
        return text, starts, ends
    return _rewrite(text, starts, ends, "cluster")


def _is_composed(text: str) -> bool:
    """Whether ``text`` is in NFC, asked in chunks: the library is quadratic in a run of marks."""
    backwards = _patterns()["backwards"]
    return all(
        unicodedata.is_normalized("NFC", text[i : i + _CHUNK])
        and not (i and backwards.match(text, i))
        for i in range(0, len(text), _CHUNK)
    )


def _rewrite(
    text: str, starts: array[int] | None, ends: array[int] | None, what: str
) -> tuple[str, array[int] | None, array[int] | None]:
    """Normalises every match of a pattern; all its new characters stand for the whole match."""
    pieces: list[str] = []
    new_starts, new_ends = array("l"), array("l")
    if starts is None or ends is None:
        ramp = _ramp(len(text))
        starts, ends = ramp[: len(text)], ramp[1 : len(text) + 1]
    done = 0
    for match in _patterns()[what].finditer(text):
        found = match.group()
        new = _normal(found)
        if new == found:
            continue
        first, last = match.span()
        pieces += text[done:first], new
        new_starts += starts[done:first]
        new_ends += ends[done:first]
        new_starts.extend([starts[first]] * len(new))
        new_ends.extend([ends[last - 1]] * len(new))
        done = last
    pieces.append(text[done:])
    new_starts += starts[done:]
    new_ends += ends[done:]
    return "".join(pieces), new_starts, new_ends


def _normal(cluster: str) -> str:
    composed = unicodedata.normalize("NFC", cluster)
    if not any(mark in composed for mark in _SHAPE_MARKS):
        return composed
    parts = unicodedata.normalize("NFD", composed)
    if parts[0] not in "aAeEoO":
        return composed
    shapes = "".join(c for c in parts[1:] if c in _SHAPE_MARKS)
    others = "".join(c for c in parts[1:] if c not in _SHAPE_MARKS)
    return unicodedata.normalize("NFC", parts[0] + shapes + others)
