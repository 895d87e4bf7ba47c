"""Bytes to text: Unicode in its forms, and the encodings Vietnamese was typed in before it.

Unicode is recognised by its own rules.  Among the legacy encodings the one wins under which most
of the words that are not plain ASCII are Vietnamese syllables; nothing is left to chance, and
every guess is told in ``warnings``.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from textmine.io.charsets import Charset, Orthography, charsets
from textmine.model.errors import InputError
from textmine.packs.loader import PackSet

SAMPLE_BYTES = 60_000
MIN_SYLLABLE_SHARE = 0.5
MAX_DAMAGE = 0.05  # share of damaged characters up to which bytes still count as UTF-8
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN_SIGN = re.compile("[\u0080-\u009f\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00bf×÷]")
_VIETNAMESE_LETTER = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file (docx, xlsx, odt)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image, a sound or a film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
)
_SAVE_AS_TEXT = "open it and save its text as UTF-8 (.txt or .html)"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read as, and what there was to say about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def is_binary(head: bytes) -> bool:
    """Whether a file that begins like this is certainly no text."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return head.startswith(tuple(magic for magic, _ in _BINARY)) or (b"\0" in head and not wide)


class Decoder:
    """Decodes whole files; compiled once from the packs' ``[[encoding]]`` tables."""

    def __init__(self, packs: PackSet) -> None:
        self._charsets = charsets(packs)
        self._orthography = Orthography.of(packs)
        self._by_name = {
            name.lower(): charset
            for charset in self._charsets
            for name in (charset.id, *charset.names)
        }

    def decode(
        self, data: bytes, encoding: str | None = None, *, where: str | None = None
    ) -> Decoded:
        """The text of ``data``; ``encoding`` overrides the guess, ``where`` names it in errors.

        Raises InputError for bytes that are no text and for an encoding nobody knows.
        """
        for magic, what in _BINARY:
            if data.startswith(magic):
                raise InputError(f"this is {what}, not text", where=where, advice=_SAVE_AS_TEXT)
        if encoding is not None:
            return self._decode_as(data, encoding, where)
        for mark, name in _MARKS:
            if data.startswith(mark):
                return _unicode(data[len(mark) :], name)
        if b"\0" in data:
            return _unmarked_utf16(data, where)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            decoded = self._damaged_or_legacy(data)
        else:
            decoded = self._once(text)
        _refuse_noise(decoded.text, where)
        return decoded

    def looks_vietnamese(self, text: str) -> bool:
        """Whether enough of the first 4,000 characters are letters only Vietnamese uses.

        True for texts too short to tell.  In Vietnamese prose a quarter of the letters are such.
        """
        sample = text[:4000]
        letters = sum(map(len, _WORD.findall(sample)))
        return letters < 40 or len(_VIETNAMESE_LETTER.findall(sample)) >= 0.04 * letters

    def _decode_as(self, data: bytes, encoding: str, where: str | None) -> Decoded:
        charset = self._by_name.get(encoding.lower())
        if charset is not None:
            return Decoded(charset.decode(data), charset.id)
        try:
            name = codecs.lookup(encoding).name
            text = data.decode(name, "replace")
        except (LookupError, ValueError) as error:
            known = ", ".join(charset.id for charset in self._charsets)
            raise InputError(
                f"unknown encoding {encoding!r}",
                where=where,
                advice=f"use utf-8, utf-16, {known} or latin-1",
            ) from error
        return Decoded(text.removeprefix("\ufeff"), name, _damage(text, name))

    def _damaged_or_legacy(self, data: bytes) -> Decoded:
        text = data.decode("utf-8", "replace")
        damaged = text.count("\ufffd")
        marked = sum(not c.isascii() for c in text)
        cut_off = damaged == 1 and text.endswith("\ufffd") and marked > 1
        if cut_off or damaged <= MAX_DAMAGE * marked:
            return Decoded(text, "utf-8", _damage(text, "utf-8"))
        best, share = self._best_charset(data)
        if best is None:
            return Decoded(
                data.decode("latin-1"),
                "latin-1",
                ("the encoding is unknown, read as latin-1; give the right one with --encoding",),
            )
        note = f"not UTF-8: read as {best.label} ({share:.0%} of marked words are Vietnamese)"
        return Decoded(best.decode(data), best.id, (f"{note}; --encoding overrides this",))

    def _best_charset(self, data: bytes) -> tuple[Charset | None, float]:
        sample = data[:SAMPLE_BYTES]
        best: Charset | None = None
        best_share = 0.0
        for charset in self._charsets:
            share = self._syllable_share(charset.decode(sample))
            if share > best_share:
                best, best_share = charset, share
        return (best, best_share) if best_share >= MIN_SYLLABLE_SHARE else (None, best_share)

    def _syllable_share(self, text: str) -> float:
        """Share of the words with letters beyond ASCII that are Vietnamese syllables.

        Signs that have no place in a paper (``¶``, ``¥``) count as words gone wrong.
        """
        words = Counter(word for word in _WORD.findall(text) if not word.isascii())
        wrong = len(_FOREIGN_SIGN.findall(text))
        good = sum(count for word, count in words.items() if self._orthography.is_syllable(word))
        total = words.total() + wrong
        return good / total if total else 0.0

    def _once(self, text: str) -> Decoded:
        """Undoes UTF-8 that was read as Windows-1252 and written as UTF-8 again (``Ä‘áº£ng``)."""
        if "á»" not in text and "áº" not in text:
            return Decoded(text, "utf-8")
        try:
            again = text.translate(_WINDOWS_1252).encode("latin-1").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return Decoded(text, "utf-8")
        return Decoded(again, "utf-8", ("UTF-8 had been encoded twice; undone",))


# What Windows-1252 prints for bytes 0x80-0x9F, back to those bytes.
_WINDOWS_1252 = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def _unicode(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    return Decoded(text, name, _damage(text, name))


def _damage(text: str, name: str) -> tuple[str, ...]:
    damaged = text.count("\ufffd")
    if not damaged:
        return ()
    if damaged == 1 and text.endswith("\ufffd"):
        return ("the file ends in the middle of a character; it may be cut off",)
    return (f"{damaged} places are not valid {name} and read as \ufffd",)


def _unmarked_utf16(data: bytes, where: str | None) -> Decoded:
    """UTF-16 without a mark: its zero bytes (the ASCII characters) stand on one side only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    low, high = sorted((even, odd))
    if high >= 0.1 * len(data) and low <= 0.05 * high:
        name = "utf-16-le" if odd > even else "utf-16-be"
        decoded = _unicode(data, name)
        note = f"no byte order mark: read as {name}"
        return Decoded(decoded.text, name, (note, *decoded.warnings))
    raise InputError("the file is binary, not text", where=where, advice=_SAVE_AS_TEXT)


def _refuse_noise(text: str, where: str | None) -> None:
    sample = text[:4096]
    noise = sum(c < " " and c not in "\t\n\r\x0b\x0c" for c in sample)
    if noise > 0.05 * len(sample):
        raise InputError("the file is binary, not text", where=where, advice=_SAVE_AS_TEXT)
