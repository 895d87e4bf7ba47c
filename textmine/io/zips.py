"""The files of a ZIP archive, one after the other, whatever their number.

The standard library keeps an object for every entry in memory and gives up altogether when the
directory at the end is missing.  Here entries are read as they come; an archive without its end
is read from the front as far as it goes.  Encrypted entries, entries that overlap (one stretch of
bytes listed many times) and entries out of proportion are refused.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from textmine.io.members import Member, Problem
from textmine.io.unpack import (
    BOMB,
    BOMB_ADVICE,
    CHUNK,
    CUT,
    CUT_ADVICE,
    MAX_RATIO,
    ContainerError,
    damaged,
)
from textmine.model.errors import InputError

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LOCAL_SIGN, _ENTRY_SIGN, _DESCRIPTOR_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08"
_MAX_COMMENT = 1 << 16
_FREE_BYTES = 1 << 20  # an entry may unpack to this much whatever its packed size
_ENCRYPTED, _SIZES_LATER, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_FULL = 0xFFFFFFFF  # what stands where eight bytes are needed
_UNPACK = "unpack the archive and name the directory"


@dataclass(slots=True)
class _Entry:
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def zip_members(handle: BinaryIO, size: int) -> Iterator[Member | Problem]:
    """Every file of the archive in ``handle`` (seekable, ``size`` bytes), in its own order.

    Raises InputError where the archive is cut, damaged or hostile, after all that stands before.
    """
    directory = _directory(handle, size)
    if directory is None:
        yield from _without_directory(handle, size)
        raise damaged(EOFError())
    start, end, shift = directory
    taken = 0
    for entry in _entries(handle, start, end):
        if entry.name.endswith("/"):
            continue
        taken += entry.packed
        if taken > size:
            raise InputError("its entries overlap", advice=BOMB_ADVICE)
        problem = _problem(entry)
        if problem is not None:
            yield problem
            continue
        at = _data_start(handle, entry.offset + shift)
        if at is None:
            yield Problem(entry.name, "its header is damaged", _UNPACK)
            continue
        yield Member(entry.name, _Unpacked(handle, at, entry))


def _directory(handle: BinaryIO, size: int) -> tuple[int, int, int] | None:
    """Start and end of the directory, and how far offsets are off; ``None`` without one."""
    tail_start = max(0, size - _MAX_COMMENT - _END.size)
    handle.seek(tail_start)
    tail = handle.read(size - tail_start)
    found = tail.rfind(b"PK\x05\x06")
    while found >= 0 and len(tail) - found < _END.size:
        found = tail.rfind(b"PK\x05\x06", 0, found)
    if found < 0:
        return None
    _, _, _, _, _, length, offset, _ = _END.unpack_from(tail, found)
    end = tail_start + found
    if end >= _LOCATOR64.size:
        handle.seek(end - _LOCATOR64.size)
        sign, _, at, _ = _LOCATOR64.unpack(handle.read(_LOCATOR64.size))
        if sign == b"PK\x06\x07" and at + _END64.size <= size:
            handle.seek(at)
            record = _END64.unpack(handle.read(_END64.size))
            if record[0] == b"PK\x06\x06":
                end, length, offset = at, record[8], record[9]
    start = end - length
    return (start, end, start - offset) if 0 <= start >= offset else None


def _entries(handle: BinaryIO, start: int, end: int) -> Iterator[_Entry]:
    at = start
    while at + _ENTRY.size <= end:
        handle.seek(at)
        fields = _ENTRY.unpack(handle.read(_ENTRY.size))
        sign, _, _, flags, method, _, _, crc, packed, size, name, extra, comment = fields[:13]
        if sign != _ENTRY_SIGN:
            raise InputError("its directory is damaged", advice=_UNPACK)
        rest = handle.read(name + extra)
        entry = _Entry(_name(rest[:name], flags), flags, method, crc, packed, size, fields[16])
        _widen(entry, rest[name:])
        yield entry
        at += _ENTRY.size + name + extra + comment


def _widen(entry: _Entry, extra: bytes) -> None:
    """Sizes and offset beyond four bytes stand in an extra field."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind != 1:
            continue
        values = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
        entry.size = next(values, _FULL) if entry.size == _FULL else entry.size
        entry.packed = next(values, _FULL) if entry.packed == _FULL else entry.packed
        entry.offset = next(values, _FULL) if entry.offset == _FULL else entry.offset
        return


def _name(raw: bytes, flags: int) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace") if flags & _UTF8 else raw.decode("cp437")


def _problem(entry: _Entry) -> Problem | None:
    if entry.flags & _ENCRYPTED:
        return Problem(entry.name, "it is encrypted", "unpack the archive with its password")
    if entry.method not in (_STORED, _DEFLATED):
        return Problem(entry.name, f"compressed by method {entry.method}", _UNPACK)
    return None


def _data_start(handle: BinaryIO, offset: int) -> int | None:
    """Where the bytes of an entry begin, behind its own header."""
    handle.seek(offset)
    head = handle.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(_LOCAL_SIGN):
        return None
    fields = _LOCAL.unpack(head)
    return offset + _LOCAL.size + int(fields[9]) + int(fields[10])


class _Unpacked(io.RawIOBase):
    """The bytes of one entry; raises InputError where they are cut, damaged or a bomb."""

    def __init__(self, handle: BinaryIO, at: int, entry: _Entry, *, open_end: bool = False) -> None:
        self._handle = handle
        self._entry = entry
        self._inflate = zlib.decompressobj(-15) if entry.method == _DEFLATED else None
        self._pending = b""
        self._left = entry.packed
        self._open_end = open_end  # the packed size is told behind the data
        self.given = 0
        self._crc = 0
        self._done = False
        self.at = at

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        wanted = min(len(target), CHUNK)
        data = b""
        while not data and not self._done:
            data = self._next(wanted)
        self.given += len(data)
        self._crc = zlib.crc32(data, self._crc)
        packed = self._entry.packed - self._left
        if self.given > _FREE_BYTES and self.given > MAX_RATIO * max(packed, 1):
            raise InputError(BOMB, advice=BOMB_ADVICE)
        if self._done and not self._open_end and self._crc != self._entry.crc:
            raise InputError("its compressed data are damaged", advice="copy the archive again")
        target[: len(data)] = data
        return len(data)

    def _next(self, wanted: int) -> bytes:
        """Some bytes, maybe none; sets ``_done`` at the end."""
        if not self._pending and self._left:
            self._handle.seek(self.at)
            self._pending = self._handle.read(min(CHUNK, self._left))
            if not self._pending:
                raise ContainerError(CUT, advice=CUT_ADVICE)
            self._left -= len(self._pending)
            self.at += len(self._pending)
        if self._inflate is None:
            data, self._pending = self._pending[:wanted], self._pending[wanted:]
            self._done = not self._pending and not self._left
            return data
        ended = not self._pending
        try:
            data = self._inflate.decompress(self._pending, wanted)
        except zlib.error as error:
            raise damaged(error) from error
        if ended and not data and not self._inflate.eof:
            raise damaged(EOFError())
        self._pending = self._inflate.unconsumed_tail
        if self._inflate.eof:
            self._done = True
            self.at -= len(self._inflate.unused_data)
        return data


def _without_directory(handle: BinaryIO, end: int) -> Iterator[Member | Problem]:
    """The entries from the front by their own headers, up to where they end or are damaged."""
    at = 0
    while True:
        handle.seek(at)
        head = handle.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(_LOCAL_SIGN):
            if at == 0:
                raise InputError("not a ZIP archive, or a damaged one", advice="copy it again")
            return
        _, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack(head)
        rest = handle.read(name + extra)
        if len(rest) < name + extra:
            return
        entry = _Entry(_name(rest[:name], flags), flags, method, crc, packed, size, at)
        _widen(entry, rest[name:])
        at += _LOCAL.size + len(rest)
        later = bool(flags & _SIZES_LATER) and not entry.packed
        if later and (method != _DEFLATED or flags & _ENCRYPTED):
            return  # where such an entry ends only the directory tells
        if not later and at + entry.packed > end:
            return
        problem = None if entry.name.endswith("/") else _problem(entry)
        if problem is not None:
            yield problem
        if later:
            entry.packed = 1 << 62
            stream = _Unpacked(handle, at, entry, open_end=True)
            yield Member(entry.name, stream)
            while stream.read(CHUNK):
                pass
            at = stream.at + _descriptor(handle, stream.at)
            continue
        if problem is None and not entry.name.endswith("/"):
            yield Member(entry.name, _Unpacked(handle, at, entry))
        at += entry.packed


def _descriptor(handle: BinaryIO, at: int) -> int:
    """Length of what tells sizes behind an entry, with four or eight bytes for each."""
    handle.seek(at)
    head = handle.read(28)
    for length in (16, 12, 24, 20):
        if head[length : length + 4] in (_LOCAL_SIGN, _ENTRY_SIGN):
            return length
    return 16 if head.startswith(_DESCRIPTOR_SIGN) else 12
