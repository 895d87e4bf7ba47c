"""Articles one to a line as JSON: read as a stream, so that a file of any size needs one line.

Keys: ``id``, ``text`` or ``html``, ``url`` or ``source``, ``published``, ``publisher``,
``province``, ``title``; others are passed over without being built.
"""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from textmine.io.decode import Decoder
from textmine.model.errors import InputError

_SKIP_STEP = 1 << 20
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Row(msgspec.Struct, frozen=True):
    """One line of the file as it stands; numbers are taken for ids and dates (``20201016``)."""

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    url: str | None = None
    source: str | None = None
    published: str | int | None = None
    publisher: str | None = None
    province: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its number from 1: the row it holds, or what is wrong with it."""

    number: int
    row: Row | None = None
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()
    problem: str | None = None
    advice: str | None = None


def rows(
    handle: io.BufferedReader[Any], decoder: Decoder, limit: int, encoding: str | None = None
) -> Iterator[Line]:
    """Every line of ``handle`` that is not blank, in order; ``limit`` bounds one line in bytes.

    A line that cannot be read is a ``Line`` with a ``problem``; the rest goes on.
    Raises OSError when the handle does.
    """
    for number, data in numbered(handle, limit, encoding):
        if data is None:
            yield Line(
                number,
                problem=f"the line is longer than {limit >> 20} MB",
                advice="split the article, or check that lines end in a line feed",
            )
        elif data and not data.isspace():
            yield line(number, data, decoder, encoding)


def whole(data: bytes, decoder: Decoder, encoding: str | None = None) -> list[Line] | None:
    """The articles of a file that is one object or an array of them, numbered from 1.

    ``None`` when it is neither: then its lines may be.
    """
    parts = pieces(data, decoder, encoding)
    if parts is None:
        return None
    return [line(number, part, decoder) for number, part in enumerate(parts, start=1)]


def pieces(data: bytes, decoder: Decoder, encoding: str | None = None) -> list[bytes] | None:
    """The bytes of each object of such a file; ``None`` as in ``whole``."""
    if encoding is not None or not _is_utf8(data):
        try:
            data = decoder.decode(data, encoding).text.encode("utf-8", "replace")
        except InputError:
            return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        if data.lstrip()[:1] == b"[":
            return [bytes(part) for part in msgspec.json.decode(data, type=list[msgspec.Raw])]
        _decode(data)
    except msgspec.ValidationError:
        return [data]
    except (msgspec.DecodeError, RecursionError):
        return None
    return [data]


def numbered(
    handle: io.BufferedReader[Any], limit: int, encoding: str | None = None
) -> Iterator[tuple[int, bytes | None]]:
    """Lines as bytes, numbered from 1; ``None`` for one longer than ``limit``, whose rest is
    skipped.  UTF-16 and UTF-32 come as UTF-8.
    """
    wide = _wide(handle.peek(4)[:4], encoding)
    if wide is not None:
        text = io.TextIOWrapper(handle, wide, errors="replace", newline="\n")
        number = 0
        while piece := text.readline(limit):
            number += 1
            if piece.endswith("\n") or len(piece) < limit:
                yield number, piece.removeprefix("\ufeff").encode("utf-8", "replace")
                continue
            while (rest := text.readline(_SKIP_STEP)) and not rest.endswith("\n"):
                pass
            yield number, None
        text.detach()
        return
    count = 0
    while data := handle.readline(limit + 1):
        count += 1
        if len(data) <= limit or data.endswith(b"\n"):
            yield count, data.removeprefix(codecs.BOM_UTF8) if count == 1 else data
            continue
        while (tail := handle.readline(_SKIP_STEP)) and not tail.endswith(b"\n"):
            pass
        yield count, None


def _wide(head: bytes, encoding: str | None) -> str | None:
    """``utf-16`` or ``utf-32`` when the stream is, whose lines bytes cannot be cut into."""
    if encoding is not None and encoding.lower().replace("_", "-")[:6] in ("utf-16", "utf-32"):
        return encoding
    return next((name for mark, name in _WIDE_MARKS if head.startswith(mark)), None)


def line(number: int, data: bytes, decoder: Decoder, encoding: str | None = None) -> Line:
    """What one line holds, or what is wrong with it."""
    name = "utf-8"
    warnings: tuple[str, ...] = ()
    if encoding is not None or not _is_utf8(data):
        try:
            decoded = decoder.decode(data, None if _wide(b"", encoding) else encoding)
        except InputError as error:
            return Line(number, problem=error.what, advice=error.advice)
        name, warnings = decoded.encoding, decoded.warnings
        data = decoded.text.encode("utf-8", "replace")
    try:
        row = _decode(data)
    except msgspec.ValidationError as error:
        return Line(number, problem=str(error), advice="see the keys a line may have")
    except (msgspec.DecodeError, RecursionError) as error:
        what = f"not valid JSON ({error})"
        return Line(number, problem=what, advice="write one JSON object to a line")
    return Line(number, row, name, warnings)


def _decode(data: bytes) -> Row:
    """The row in ``data``, also where JSON is written loosely (``NaN``, half of a pair of code
    units).  Raises msgspec.DecodeError or RecursionError.
    """
    try:
        return msgspec.json.decode(data, type=Row)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        try:
            loose = json.loads(data)
        except ValueError:
            loose = None
        if not isinstance(loose, dict):
            raise
        kept = {key: _plain(loose[key]) for key in Row.__struct_fields__ if key in loose}
        return msgspec.convert(kept, Row)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return None if value != value else value  # NaN


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
