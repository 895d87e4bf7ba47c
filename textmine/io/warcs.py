"""Pages and texts out of web archives (WARC, WET); the only door to fastwarc.

Decompression is done outside it, under the same limits as every other file, so that a file cut in
the middle is told rather than taken for its end.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from textmine.io.members import Problem
from textmine.io.unpack import BOMB, BOMB_ADVICE, CHUNK, CUT, FREE_BYTES, MAX_RATIO, damaged
from textmine.model.errors import InputError

_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"
_COPY = "what stood before was read; copy the file again"
_TAIL, _BLANK = 32, b"\r\n"
_MAX_HEAD = 1 << 16  # bytes of HTTP headers


@dataclass(frozen=True, slots=True)
class Capture:
    """A page (or plain text) as it was fetched: its name in the archive (time and address), the
    address, the bytes, and the encoding the server told."""

    name: str
    url: str | None
    data: bytes
    page: bool
    charset: str | None = None


def captures(stream: io.BufferedReader, limit: int) -> Iterator[Capture | Problem]:
    """Every successful response with a page or a plain text, and every text record.

    Bodies beyond ``limit`` bytes are a ``Problem``.  Raises InputError where the file is cut or
    damaged, after all that stands before.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    source = _Source(stream)
    with _told(source.trouble):
        records = ArchiveIterator(
            source, record_types=wanted, parse_http=False, stream_detect=False
        )
    while True:
        with _told(source.trouble):
            record = next(records, None)
            if record is None:
                if not source.whole():
                    raise damaged(EOFError())
                return
            found = _read(record, limit, source)
        source.records += 1
        if found is not None:
            yield found


@contextmanager
def _told(what: Callable[[], str]) -> Iterator[None]:
    """What fastwarc raises, a panic of its compiled part included, as an InputError."""
    try:
        yield
    except (InputError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the file itself
        raise InputError(what(), advice=_COPY) from error


def _read(record: Any, limit: int, source: _Source) -> Capture | Problem | None:
    """The page of one record; ``None`` for what is no page."""
    url = record.headers.get("WARC-Target-URI")
    url = url.strip("<> ") if url else None
    size = record.content_length
    name = _name(record, url)
    if size > limit:
        return Problem(name, f"larger than {limit >> 20} MB", "too large for one article")
    block = b""
    while len(block) < size and (more := record.reader.read(size - len(block))):
        block += more
    if len(block) < size:
        raise damaged(EOFError())
    source.last = block[-_TAIL:]
    kind, charset = _media_type(record.headers.get("Content-Type"))
    if kind == "application/http":
        head, headers, body = _response(block)
        kind, charset = _media_type(headers.get("content-type"))
        if head[1:2] != ["200"] or kind not in (*_PAGES, _PLAIN):
            return None
        try:
            block = _decoded(body, headers, limit)
        except InputError as error:
            return Problem(name, error.what, error.advice or "")
    if kind not in (*_PAGES, _PLAIN):
        return None
    return Capture(name, url, block, kind in _PAGES, charset)


def _name(record: Any, url: str | None) -> str:
    """Time and address, as web archives write them; without an address the record's own id."""
    if url is None:
        return str(record.record_id or f"byte {record.stream_pos}")
    stamp = "".join(filter(str.isdigit, record.headers.get("WARC-Date") or ""))[:14]
    return f"{stamp}/{url}" if stamp else url


def _media_type(value: str | None) -> tuple[str, str | None]:
    """``text/html; charset=utf-8`` -> ``text/html``, ``utf-8``."""
    kind, _, rest = (value or "").partition(";")
    _, found, charset = rest.lower().partition("charset=")
    name = charset.split(";")[0].strip(" \"'") if found else ""
    return kind.strip().lower(), name or None


def _response(block: bytes) -> tuple[list[str], dict[str, str], bytes]:
    """The words of the status line, headers by lower-case name, and the body."""
    at = block.find(b"\r\n\r\n", 0, _MAX_HEAD)
    lines = block[: max(at, 0)].decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return lines[0].split(), headers, block[at + 4 :] if at >= 0 else b""


def _decoded(body: bytes, headers: dict[str, str], limit: int) -> bytes:
    """The body without its transfer and content encodings; headers that lie are passed over.

    Raises InputError for a bomb.
    """
    from fastwarc import stream_io

    readers: list[Any] = []
    if "chunked" in headers.get("transfer-encoding", "").lower():
        readers.append(stream_io.ChunkedReader)
    for coding in headers.get("content-encoding", "").lower().split(","):
        if coding.strip() in ("gzip", "x-gzip"):
            readers.append(stream_io.GzipReader)
        elif coding.strip() == "br":
            readers.append(stream_io.BrotliReader)
    for reader in readers:
        try:
            with _told(lambda: "headers that lie"):
                body = _all(reader(io.BytesIO(body)), len(body), limit)
        except InputError as error:
            if error.what == BOMB:
                raise
    return body


def _all(reader: Any, packed: int, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while data := reader.read(CHUNK):
        parts.append(data)
        size += len(data)
        if size > limit or (size > FREE_BYTES and size > MAX_RATIO * packed):
            raise InputError(BOMB, advice=BOMB_ADVICE)
    return b"".join(parts)


class _Source:
    """A stream as fastwarc wants it: it asks where it is and never goes back."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._at = 0
        self._ended = False
        self._tail = b""
        self.records = 0
        self.last = b""  # how the last record read ends

    def whole(self) -> bool:
        """Whether the stream ends where a record does: fastwarc takes half a header for the end."""
        tail = self._tail.rstrip(_BLANK)
        ends = not self._tail or self._tail.endswith(b"\r\n\r\n")
        return ends or (bool(self.last) and self.last.rstrip(_BLANK).endswith(tail))

    def trouble(self) -> str:
        """What is wrong when reading fails here."""
        if not self.records:
            return "not a WARC file"
        return CUT if self._ended else "damaged in the middle"

    def read(self, size: int = -1) -> bytes:
        # read1: what came before the damage must not be lost to the exception behind it.
        data = self._stream.read1(CHUNK if size < 0 else min(size, CHUNK))
        self._at += len(data)
        self._tail = (self._tail + data[-_TAIL:])[-_TAIL:]
        self._ended = not data
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation("not seekable")

    def close(self) -> None:
        pass
