"""Reads what the user names: files, standard input, text, HTML pages, JSON lines.

Everything named gives something: a ``Document``, or a ``ReadFailure`` that says in one line what
is wrong and what to do.  What had to be guessed stands in the document's warnings.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from textmine.io.decode import Decoded, Decoder
from textmine.io.html import PageReader
from textmine.io.jsonl import Line, Row, line, rows, whole
from textmine.io.published import normalize_published
from textmine.model.article import Document
from textmine.model.errors import InputError
from textmine.packs.loader import PackSet, load_packs

MAX_ARTICLE_BYTES = 64 * 1024 * 1024  # one file, or one line of JSON lines
MAX_KNOWN_IDS = 1_000_000  # ids remembered to tell apart articles that share one
STDIN = "-"
TEXT_SUFFIXES = frozenset((".txt", ".text", ".md"))
HTML_SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".shtml", ".aspx", ".php"))
JSONL_SUFFIXES = frozenset((".jsonl", ".ndjson", ".jsonlines"))
_JSON = ".json"
_HTML_HEAD = re.compile(
    r"\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,9})?(?:<!--(?:(?!-->).){0,2000}-->\s{0,9}){0,5}"
    r"(?:<!doctype\s{1,9}html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAGS = re.compile(
    r"<(?:p|div|br|h[1-6]|table|article|body|head|meta|span)\b[^<>]{0,300}>", re.IGNORECASE
)
JSON_HEAD = re.compile(rb'\s{0,99}\{\s{0,9}"')
_META_CHARSET = re.compile(r"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,30})", re.I)
_FIRST_LOOK = 800  # characters that mostly tell the language
_UNSAFE_ID = re.compile(r"[\s\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller knows of the articles; it wins over what the files say.

    ``encoding`` a name Python or the packs know; ``published`` a date in any form
    ``normalize_published`` takes.
    """

    encoding: str | None = None
    published: str | None = None
    source: str | None = None
    publisher: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An input that gave no document.

    ``source`` is a path, or ``path:line`` in JSON lines; ``stage`` is ``open``, ``decode`` or
    ``parse``; ``reason`` and ``advice`` are one line each.  ``input`` is what to read to try
    again, where that is not ``source``.
    """

    source: str
    stage: str
    reason: str
    advice: str | None = None
    input: str | None = None

    def __str__(self) -> str:
        line = f"{self.source}: {self.reason}"
        return f"{line}; {self.advice}" if self.advice else line


def read_inputs(
    paths: Sequence[str],
    options: ReadOptions | None = None,
    *,
    packs: PackSet | None = None,
) -> Iterator[Document | ReadFailure]:
    """Every article in ``paths`` in order (``-`` is standard input), each as it is read.

    One file is in memory at a time, of JSON lines one line.  Raises InputError at once when
    ``options`` themselves are wrong: a date that is none, an encoding nobody knows.
    """
    return Reader(options, packs=packs).read(paths)


class Reader:
    """Reads inputs under fixed options; see ``read_inputs``."""

    def __init__(self, options: ReadOptions | None = None, *, packs: PackSet | None = None) -> None:
        options = options or ReadOptions()
        packs = packs or load_packs(("base",), entry_points=False)
        self._decoder = Decoder(packs)
        self._pages = PageReader(packs)
        self._options = options
        self._published = None
        if options.published is not None:
            self._published = normalize_published(options.published, where="--published")
        if options.encoding is not None:
            self._decoder.decode(b"", options.encoding, where="--encoding")

    def read(self, paths: Sequence[str]) -> Iterator[Document | ReadFailure]:
        """See ``read_inputs``."""
        known: set[int] = set()
        for path in paths:
            for outcome in self._path(path):
                if isinstance(outcome, Document):
                    outcome = _distinct(outcome, known)
                yield outcome

    def read_file(
        self,
        data: bytes,
        name: str,
        where: str,
        *,
        url: str | None = None,
        charset: str | None = None,
    ) -> Document | ReadFailure:
        """The article in the bytes of one file called ``name``, that are no JSON.

        ``where`` is its source when nothing names a better one; ``url`` and ``charset`` are what
        a server told of it, of less weight than what the page itself says.
        """
        return self._bytes(data, name, where, Path(name).suffix.lower(), url, charset)

    def read_row(self, data: bytes, where: str) -> Document | ReadFailure:
        """The article in one line of JSON lines; ``where`` as in ``read_file``."""
        return self._row(line(1, data, self._decoder, self._options.encoding), where, where)

    def _path(self, path: str) -> Iterator[Document | ReadFailure]:
        where = "standard input" if path == STDIN else path
        found = False
        try:
            with _open(path) as handle:
                for outcome in self._handle(handle, path, where):
                    found = True
                    yield outcome
            if not found:
                yield ReadFailure(where, "parse", "it holds no article", "check how it was saved")
        except InputError as error:
            yield ReadFailure(where, "open", error.what, error.advice)
        except OSError as error:
            yield os_failure(where, error)

    def _handle(
        self, handle: io.BufferedReader, path: str, where: str
    ) -> Iterator[Document | ReadFailure]:
        suffix = Path(path).suffix.lower()
        unknown = suffix not in TEXT_SUFFIXES and suffix not in HTML_SUFFIXES and suffix != _JSON
        if suffix in JSONL_SUFFIXES or (unknown and JSON_HEAD.match(handle.peek(512)[:512])):
            for row in rows(handle, self._decoder, MAX_ARTICLE_BYTES, self._options.encoding):
                yield self._row(row, where)
            return
        data = handle.read(MAX_ARTICLE_BYTES + 1)
        if len(data) > MAX_ARTICLE_BYTES:
            yield ReadFailure(
                where,
                "open",
                f"larger than {MAX_ARTICLE_BYTES >> 20} MB, too large for one article",
                "split it, or put many articles one to a line in a .jsonl file",
            )
            return
        if suffix == _JSON and data.strip():
            lines: Iterable[Line] | None = whole(data, self._decoder, self._options.encoding)
            if lines is None:
                stream = io.BufferedReader(_Unclosed(io.BytesIO(data)))
                lines = rows(stream, self._decoder, MAX_ARTICLE_BYTES, self._options.encoding)
            for row in lines:
                yield self._row(row, where)
            return
        yield self._bytes(data, path, where, suffix)

    def _bytes(
        self,
        data: bytes,
        path: str,
        where: str,
        suffix: str,
        url: str | None = None,
        charset: str | None = None,
    ) -> Document | ReadFailure:
        if not data:
            return ReadFailure(where, "open", "the file is empty", "check how it was saved")
        try:
            decoded = self._decoder.decode(data, self._options.encoding)
        except InputError as error:
            return ReadFailure(where, "decode", error.what, error.advice)
        name = _id(None if path == STDIN else Path(path).stem, decoded.text)
        if charset is not None and self._options.encoding is None:
            decoded = _as(data, decoded, charset)
        row = Row(id=name)
        if suffix in HTML_SUFFIXES or _looks_like_html(decoded.text, sure=suffix in TEXT_SUFFIXES):
            if self._options.encoding is None:
                decoded = _declared(data, decoded)
            if suffix in TEXT_SUFFIXES:
                note = f"named {suffix} but an HTML page; read as one"
                decoded = Decoded(decoded.text, decoded.encoding, (*decoded.warnings, note))
            row = Row(id=name, html=decoded.text, url=url)
        else:
            row = Row(id=name, text=decoded.text, url=url)
        origin = None if path == STDIN else where
        return self._document(row, where, origin, decoded.encoding, decoded.warnings)

    def _row(self, read: Line, path: str, where: str | None = None) -> Document | ReadFailure:
        where = where or f"{path}:{read.number}"
        row = read.row
        if row is None:
            return ReadFailure(where, "parse", read.problem or "not an article", read.advice)
        if row.text is None and row.html is None:
            reason = 'the line has neither "text" nor "html"'
            return ReadFailure(where, "parse", reason, 'give the article as "text"')
        return self._document(row, where, where, read.encoding, read.warnings)

    def _document(
        self,
        row: Row,
        where: str,
        origin: str | None,
        encoding: str,
        notes: tuple[str, ...],
    ) -> Document | ReadFailure:
        """The document of a row; ``origin`` is its source when nothing names a better one."""
        warnings = list(notes)
        text, title, url, publisher, published = row.text, row.title, None, None, None
        if text is None or (not text.strip() and row.html):
            page = self._pages.read(row.html or "")
            text, url, published, publisher = page.text, page.url, page.published, page.publisher
            title = title or page.title
            warnings.extend(page.warnings)
        if not text.strip():
            return ReadFailure(where, "parse", "it holds no text", "check how it was saved")
        looks = self._decoder.looks_vietnamese
        if not (looks(text[:_FIRST_LOOK]) or looks(text)):
            warnings.append("few Vietnamese letters: another language, or the accents were lost")
        given = self._options
        stated = _date(row.published, warnings) or published
        merge = _Merge(warnings)
        return Document(
            id=_id(str(row.id) if row.id is not None else None, text),
            text=text,
            source=merge("source", given.source, row.url or row.source or url) or origin,
            publisher=merge("publisher", given.publisher, row.publisher or publisher),
            published=merge("published", self._published, stated),
            province=merge("province", given.province, row.province),
            title=" ".join(title.split()) or None if title else None,
            encoding=encoding,
            warnings=tuple(warnings),
        )


class _Merge:
    """What the caller gave wins over what the file says; a difference is told."""

    def __init__(self, warnings: list[str]) -> None:
        self._warnings = warnings

    def __call__(self, name: str, given: str | None, stated: str | None) -> str | None:
        stated = " ".join(stated.split()) if stated else None
        if not given:
            return stated or None
        if stated and stated != given and not stated.startswith(given):
            self._warnings.append(f"{name} is {given!r} as given; the file says {stated[:200]!r}")
        return given


def _open(path: str) -> io.BufferedReader:
    """A buffered handle.  Raises InputError and OSError."""
    if path == STDIN:
        return io.BufferedReader(_Unclosed(sys.stdin.buffer))
    try:
        mode = Path(path).stat().st_mode
    except ValueError as error:
        raise InputError("not a file name", advice="check the path") from error
    if stat.S_ISDIR(mode):
        raise InputError("this is a directory", advice=f"name its files, as in {path}/*.txt")
    return Path(path).open("rb")


class _Unclosed(io.RawIOBase):
    """Standard input behind a buffer that can be peeked at and closed without closing it."""

    def __init__(self, buffer: BinaryIO) -> None:
        self._buffer = buffer

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        data = self._buffer.read(len(target))
        target[: len(data)] = data
        return len(data)


def os_failure(where: str, error: OSError) -> ReadFailure:
    """What to tell of a file the system refuses."""
    if isinstance(error, FileNotFoundError):
        return ReadFailure(where, "open", "no such file", "check the path")
    if isinstance(error, PermissionError):
        return ReadFailure(where, "open", "no permission to read it", "check the file's rights")
    reason = error.strerror or type(error).__name__
    return ReadFailure(where, "open", f"cannot be read ({reason})", "check the path")


def _looks_like_html(text: str, *, sure: bool) -> bool:
    """Whether ``text`` is a page; ``sure`` asks for a document type or an ``html`` element."""
    if _HTML_HEAD.match(text, 0, 20_000):
        return True
    if sure:
        return False
    head = text[:20_000].lstrip()
    return head.startswith("<") and len(_HTML_TAGS.findall(head)) >= 3


def _declared(data: bytes, decoded: Decoded) -> Decoded:
    """``data`` in the encoding the page declares, when detection had to give up."""
    if decoded.encoding != "latin-1":
        return decoded
    declared = _META_CHARSET.search(decoded.text, 0, 20_000)
    return decoded if declared is None else _as(data, decoded, declared[1])


def _as(data: bytes, decoded: Decoded, charset: str) -> Decoded:
    """``data`` in ``charset``, when detection had to give up and the name is a known one."""
    if decoded.encoding != "latin-1":
        return decoded
    try:
        text = data.decode(charset, "replace")
    except (LookupError, ValueError):
        return decoded
    return Decoded(text, charset.lower())


def _date(value: str | int | None, warnings: list[str]) -> str | None:
    if value is None or value == "":
        return None
    try:
        return normalize_published(str(value))
    except InputError as error:
        warnings.append(str(error))
        return None


def _id(name: str | None, text: str) -> str:
    """``name`` on one line without blanks, else a hash of the text."""
    clean = _UNSAFE_ID.sub("_", name.strip())[:200] if name else ""
    return clean or _digest(text, 16)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _distinct(document: Document, known: set[int]) -> Document:
    """The document under an id of its own: one used before is told apart by its content."""
    key = hash(document.id)
    if key not in known:
        if len(known) < MAX_KNOWN_IDS:
            known.add(key)
        return document
    new = f"{document.id}-{_digest(document.text, 8)}"
    known.add(hash(new))
    note = f"the id {document.id!r} was used before; this article is {new!r}"
    return replace(document, id=new, warnings=(*document.warnings, note))
