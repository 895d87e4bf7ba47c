"""The files of a tar archive, one after the other from a stream, nothing remembered between them.

Headers are parsed by the standard library; walking them is done here because its own walk keeps
every header, and reads an extended header of any size, into memory.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from textmine.io.members import Member, Problem
from textmine.io.unpack import CHUNK, Part, damaged
from textmine.model.errors import InputError

_BLOCK = tarfile.BLOCKSIZE
_MAX_HEADER = 1 << 20  # bytes of a long name or of extended attributes
_LONG_NAME, _LONG_LINK = tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK
_EXTENDED = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)


def tar_members(stream: BinaryIO) -> Iterator[Member | Problem]:
    """Every regular file in order; links, devices and directories are passed over.

    Raises InputError where the archive is cut or is none, after all that stands before.
    """
    name: str | None = None
    size: int | None = None
    first = True
    while (info := _header(stream, first)) is not None:
        first = False
        if info.type in (_LONG_NAME, _LONG_LINK):
            text = _small(stream, info.size).rstrip(b"\0")
            name = _text(text) if info.type == _LONG_NAME else name
            continue
        if info.type in _EXTENDED:
            stated = _attributes(_small(stream, info.size))
            name, size = stated.get("path", name), _number(stated.get("size"), size)
            continue
        part = Part(stream, info.size if size is None else size)
        padding = -part.left % _BLOCK
        own = name or info.name
        name, size = None, None
        if info.type in _FILES:
            yield Member(own, part)
        elif info.type == tarfile.GNUTYPE_SPARSE:
            yield Problem(own, "stored with holes", "pack the archive without --sparse")
        part.skip()
        Part(stream, padding).skip()


def _header(stream: BinaryIO, first: bool) -> tarfile.TarInfo | None:
    """The next header; ``None`` at the end of the archive."""
    block = _exactly(stream, _BLOCK)
    if not block or not block.strip(b"\0"):
        if first and not block:
            raise InputError("the archive is empty", advice="check how it was saved")
        return None
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        if len(block) < _BLOCK:
            raise damaged(EOFError()) from error
        what = "not a tar archive" if first else "a header of the archive is damaged"
        raise InputError(what, advice="copy it again, or unpack it yourself") from error
    if info.size < 0:
        raise InputError("a header of the archive is damaged", advice="copy it again")
    return info


def _exactly(stream: BinaryIO, size: int) -> bytes:
    """``size`` bytes, or what is left."""
    data = b""
    while len(data) < size and (more := stream.read(min(size - len(data), CHUNK))):
        data += more
    return data


def _small(stream: BinaryIO, size: int) -> bytes:
    if size > _MAX_HEADER:
        raise InputError(f"a header of {size} bytes", advice="no archive of articles has that")
    data = _exactly(stream, size)
    if len(data) < size:
        raise damaged(EOFError())
    Part(stream, -size % _BLOCK).skip()
    return data


def _attributes(data: bytes) -> dict[str, str]:
    """``length key=value`` lines of an extended header; what is malformed ends the list."""
    found: dict[str, str] = {}
    while data:
        length, blank, _ = data.partition(b" ")
        if not blank or not length.isdigit() or not len(length) < int(length[:9]) <= len(data):
            break
        size = int(length[:9])
        key, equals, value = data[len(length) + 1 : size].rstrip(b"\n").partition(b"=")
        if equals:
            found[_text(key)] = _text(value)
        data = data[size:]
    return found


def _number(text: str | None, default: int | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else default


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
