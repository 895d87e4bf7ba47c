"""Every document that inputs hold, still in its bytes: files, archives, tables, web archives.

Reading runs ahead of extracting by no more than what is asked for; of a container one document is
in memory at a time.  Everything named gives something: an ``Item``, a ``ReadFailure`` that says
what is wrong, and a ``Finished`` behind each file.
"""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from textmine.io.csvs import csv_rows
from textmine.io.decode import Decoder
from textmine.io.formats import ARCHIVES, Kind, kind_of, sniffed, takes
from textmine.io.jsonl import numbered, pieces
from textmine.io.members import Member, Problem
from textmine.io.readers import MAX_ARTICLE_BYTES, STDIN, ReadFailure, os_failure
from textmine.io.tars import tar_members
from textmine.io.unpack import CHUNK, ContainerError, Part, unpack
from textmine.io.walk import SEPARATOR, Found, Walker
from textmine.io.warcs import captures
from textmine.io.zips import zip_members
from textmine.model.errors import InputError
from textmine.packs.loader import PackSet, load_packs

INSIDE = "!"  # between an archive and what it holds
MAX_KNOWN_NAMES = 1_000_000  # names remembered of one file, to tell apart those that repeat
_MAX_NAME = 1000  # characters of a name in an archive


@dataclass(frozen=True, slots=True)
class Item:
    """One document in its bytes.

    ``locator`` names it stably, ``input`` is what to read to find it again, ``name`` tells its
    format; ``row`` says the bytes are one JSON object.  ``url`` and ``charset`` are a server's.
    """

    locator: str
    input: str
    name: str
    data: bytes
    row: bool = False
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that was read to its end, or as far as it could be."""

    input: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reader stands: the file's locator so far, what to read again, archives around."""

    locator: str
    input: str
    depth: int = 0

    def inside(self, name: str) -> _Place:
        return _Place(f"{self.locator}{INSIDE}{printable(name)}", self.input, self.depth + 1)


class _Ids(msgspec.Struct):
    id: str | int | None = None
    url: str | None = None


Outcome = Item | ReadFailure | Finished


class Inputs:
    """Reads inputs in order.

    ``label`` names a root directory in locators (its last part when not given).  ``passed`` counts
    files that are no articles, ``consumed`` the bytes of files read so far.
    """

    def __init__(
        self,
        names: Iterable[str],
        *,
        label: Callable[[str], str] | None = None,
        encoding: str | None = None,
        packs: PackSet | None = None,
    ) -> None:
        self._names = names
        self._label = label or (lambda root: Path(root).name)
        self._encoding = encoding
        self._decoder = Decoder(packs or load_packs(("base",), entry_points=False))
        self._walker = Walker(takes)
        self._done = 0
        self._raw: BinaryIO | None = None
        self._seen: set[int] = set()
        self._count = 0

    @property
    def passed(self) -> dict[str, int]:
        """Files passed over, by suffix."""
        return dict(self._walker.passed)

    @property
    def consumed(self) -> int:
        """Bytes of input files read so far."""
        raw = self._raw
        try:
            return self._done + (raw.tell() if raw is not None else 0)
        except (OSError, ValueError):
            return self._done

    def __iter__(self) -> Iterator[Outcome]:
        for name in self._names:
            if name == STDIN:
                yield from self._standard_input()
                continue
            for found in self._walker.walk((name,)):
                if isinstance(found, ReadFailure):
                    yield self._missing(found)
                else:
                    yield from self._found(found)

    def _missing(self, failure: ReadFailure) -> ReadFailure:
        """Under the name its documents would have."""
        root, separator, below = (failure.input or "").rpartition(SEPARATOR)
        if not separator:
            return replace(failure, source=printable(failure.source))
        return replace(failure, source=self._name(root, below))

    def _name(self, root: str, below: str) -> str:
        label = self._label(root)
        return printable(f"{label}/{below}" if label else below)

    def _standard_input(self) -> Iterator[Outcome]:
        place = _Place("standard input", STDIN)
        try:
            stream = cast(io.BufferedReader, sys.stdin.buffer)
            yield from self._file(stream, place.locator, place, Kind.UNKNOWN)
        except OSError as error:
            yield self._refused(place, error)
        yield Finished(STDIN)

    def _found(self, found: Found) -> Iterator[Outcome]:
        place = _Place(self._name(found.root, found.name), found.input)
        try:
            with Path(found.path).open("rb") as raw:
                self._raw = raw
                kind = kind_of(found.name)
                if not found.named and kind is Kind.UNKNOWN and sniffed(raw.peek(512)) is None:
                    self._walker.passed[Path(found.name).suffix.lower()] += 1
                else:
                    yield from self._file(raw, found.name, place, kind, found.size)
        except OSError as error:
            yield self._refused(place, error)
        finally:
            self._raw = None
            self._done += found.size
        yield Finished(found.input)

    def _refused(self, place: _Place, error: OSError) -> ReadFailure:
        return replace(os_failure(place.locator, error), input=place.input)

    def _file(
        self, stream: io.BufferedReader, name: str, place: _Place, kind: Kind, size: int = 0
    ) -> Iterator[Outcome]:
        """What one file gives, never nothing."""
        self._seen.clear()
        self._count = 0
        empty = True
        try:
            if kind is Kind.UNKNOWN:
                kind = sniffed(stream.peek(512)) or Kind.ARTICLE
            for outcome in self._content(stream, name, place, kind, size):
                empty = False
                yield outcome
        except InputError as error:
            empty = False
            yield self._failed(place, error.what, error.advice)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - no file, however made, ends the run
            empty = False
            what = f"cannot be read ({type(error).__name__}: {error})"
            yield self._failed(place, what, "check how it was made")
        if empty:
            yield self._failed(place, "it holds no article", "check how it was saved", "parse")

    def _content(
        self, stream: io.BufferedReader, name: str, place: _Place, kind: Kind, size: int = 0
    ) -> Iterator[Item | ReadFailure]:
        """Raises InputError where the content cannot be read on."""
        if kind is Kind.PACKED:
            yield from self._packed(stream, name, place)
        elif kind is Kind.ARTICLE:
            yield from self._article(stream, name, place)
        elif kind is Kind.JSON:
            yield from self._json(stream, place)
        elif kind is Kind.JSONL:
            yield from self._lines(stream, place)
        elif kind is Kind.CSV:
            for number, row in csv_rows(stream, self._decoder, MAX_ARTICLE_BYTES, self._encoding):
                yield self._row(row, number, place)
        elif kind is Kind.WARC:
            yield from self._captures(stream, place)
        elif kind is Kind.TAR:
            yield from self._members(tar_members(stream), place)
        else:
            yield from self._members(zip_members(stream, size), place)

    def _packed(
        self, stream: io.BufferedReader, name: str, place: _Place
    ) -> Iterator[Item | ReadFailure]:
        """A compressed file: the same as the file in it."""
        suffix = Path(name).suffix.lower()
        inner = name[: -len(suffix)] if suffix else name
        kind = Kind.TAR if suffix in (".tgz", ".tbz", ".txz") else kind_of(inner)
        raw = self._raw
        consumed = raw.tell if raw is not None and place.depth == 0 else _counted(stream)
        with unpack(stream, suffix, consumed) as unpacked:
            if kind is Kind.UNKNOWN:
                kind = sniffed(unpacked.peek(512)) or Kind.ARTICLE
            if kind in (Kind.PACKED, Kind.ZIP) or (kind is Kind.TAR and place.depth):
                raise InputError("an archive inside an archive", advice="unpack the outer one")
            yield from self._content(unpacked, inner, place, kind)

    def _members(
        self, members: Iterator[Member | Problem], place: _Place
    ) -> Iterator[Item | ReadFailure]:
        for member in members:
            inside = place.inside(member.name)
            if isinstance(member, Problem):
                if takes(member.name):
                    yield self._failed(inside, member.reason, member.advice)
                continue
            if not takes(member.name):
                self._walker.passed[Path(member.name).suffix.lower()] += 1
                continue
            stream = io.BufferedReader(cast(Any, member.stream), CHUNK)
            try:
                kind = kind_of(member.name)
                if kind is Kind.UNKNOWN:
                    found = sniffed(stream.peek(512))
                    if found is None:
                        self._walker.passed[""] += 1
                        continue
                    kind = found
                if kind in ARCHIVES:
                    what = "an archive inside an archive"
                    yield self._failed(inside, what, "unpack the outer one and name it")
                    continue
                yield from self._content(stream, member.name, inside, kind)
            except ContainerError:
                raise
            except InputError as error:
                yield self._failed(inside, error.what, error.advice)

    def _article(
        self, stream: io.BufferedReader, name: str, place: _Place
    ) -> Iterator[Item | ReadFailure]:
        data = _up_to(stream, MAX_ARTICLE_BYTES + 1)
        if len(data) > MAX_ARTICLE_BYTES:
            yield self._failed(
                place,
                f"larger than {MAX_ARTICLE_BYTES >> 20} MB, too large for one article",
                "split it, or put many articles one to a line in a .jsonl file",
            )
            return
        if place.depth and not data:
            return
        if place.input == STDIN:
            place = place.inside(_digest(data))
        locator = self._distinct(place.locator)
        yield Item(locator, place.input, Path(printable(name)).name, data)

    def _json(self, stream: io.BufferedReader, place: _Place) -> Iterator[Item | ReadFailure]:
        data = _up_to(stream, MAX_ARTICLE_BYTES + 1)
        if len(data) > MAX_ARTICLE_BYTES:
            what = f"larger than {MAX_ARTICLE_BYTES >> 20} MB"
            yield self._failed(place, what, "put the articles one to a line in a .jsonl file")
            return
        parts = pieces(data, self._decoder, self._encoding)
        if parts is None:
            raw = io.BufferedReader(cast(Any, io.BytesIO(data)))
            yield from self._lines(raw, place)
            return
        for number, part in enumerate(parts, start=1):
            yield self._row(part, number, place)

    def _lines(self, stream: io.BufferedReader, place: _Place) -> Iterator[Item | ReadFailure]:
        for number, data in numbered(stream, MAX_ARTICLE_BYTES, self._encoding):
            if data is None:
                what = f"the line is longer than {MAX_ARTICLE_BYTES >> 20} MB"
                advice = "split the article, or check that lines end in a line feed"
                yield self._failed(place.inside(str(number)), what, advice, "parse")
            elif data and not data.isspace():
                yield self._row(data, number, place)

    def _row(self, data: bytes, number: int, place: _Place) -> Item:
        """A row by its id, else its address, else its number; what comes by standard input has
        no file that would keep ids of different streams apart.
        """
        try:
            ids = msgspec.json.decode(data, type=_Ids)
        except (msgspec.DecodeError, RecursionError):
            ids = _Ids()
        if place.input == STDIN:
            name = ids.url or _digest(data)
        else:
            name = (str(ids.id) if ids.id is not None else ids.url) or str(number)
        locator = self._distinct(place.inside(name).locator)
        return Item(locator, place.input, name, data, row=True)

    def _captures(self, stream: io.BufferedReader, place: _Place) -> Iterator[Item | ReadFailure]:
        for capture in captures(stream, MAX_ARTICLE_BYTES):
            inside = place.inside(capture.name)
            if isinstance(capture, Problem):
                yield self._failed(inside, capture.reason, capture.advice)
                continue
            locator = self._distinct(inside.locator)
            name = "page.html" if capture.page else "page.txt"
            yield Item(
                locator,
                place.input,
                name,
                capture.data,
                url=capture.url,
                charset=capture.charset,
            )

    def _distinct(self, locator: str) -> str:
        """A name that stands in this file a second time is told apart by its place in it."""
        self._count += 1
        key = hash(locator)
        if key not in self._seen:
            if len(self._seen) < MAX_KNOWN_NAMES:
                self._seen.add(key)
            return locator
        return f"{locator}@{self._count}"

    def _failed(
        self, place: _Place, reason: str, advice: str | None, stage: str = "open"
    ) -> ReadFailure:
        return ReadFailure(self._distinct(place.locator), stage, reason, advice, place.input)


def _up_to(stream: io.BufferedReader, limit: int) -> bytes:
    """At most ``limit`` bytes; a single read of them all would reserve as many."""
    parts = []
    while limit > 0 and (data := stream.read(min(limit, 1 << 20))):
        parts.append(data)
        limit -= len(data)
    return b"".join(parts)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _counted(stream: io.BufferedReader) -> Callable[[], int]:
    """How much of a member of an archive was read."""
    raw = stream.raw
    if isinstance(raw, Part):
        size = raw.left
        return lambda: size - raw.left
    return lambda: int(getattr(raw, "given", 0)) + CHUNK


def printable(name: str) -> str:
    """A name on one line that any database holds: odd characters and bytes as escapes."""
    if not name.isprintable():
        escaped = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        name = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in escaped)
    return name[:_MAX_NAME]
