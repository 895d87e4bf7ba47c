"""Compressed streams read under limits: what unpacks to far more than it packs is refused.

Nothing is ever written to disk, and no more than one read's worth is held in memory.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from textmine.model.errors import InputError

MAX_RATIO = 200  # bytes out for each byte in; news packs four to fifteen times
FREE_BYTES = 16 * 1024 * 1024  # this much may come out of anything, however small
CHUNK = 1 << 16
# What decompressors raise for bytes that are damaged or end too soon.
DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError)
CUT, CUT_ADVICE = "it is cut off", "what stood before the cut was read"
BOMB = f"it unpacks to more than {MAX_RATIO} times its size"
BOMB_ADVICE = "no archive of articles does that; unpack it yourself if you trust it"


class ContainerError(InputError):
    """What is around the file being read is at fault: nothing behind it can be read either."""


class _Stream(Protocol):
    def read1(self, size: int = ..., /) -> bytes: ...


class Limited(io.RawIOBase):
    """A decompressing stream that stops when its output is out of proportion to its input.

    ``consumed`` tells how many compressed bytes were taken so far.  Reading raises InputError
    for a bomb and for damaged or cut data, after everything before the damage was given.
    """

    def __init__(self, stream: _Stream, consumed: Callable[[], int]) -> None:
        self._stream = stream
        self._consumed = consumed
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        try:
            # read1: what came before the damage must not be lost to the exception behind it.
            data = self._stream.read1(min(len(target), CHUNK))
        except DAMAGE as error:
            raise damaged(error) from error
        except OSError as error:
            if error.errno is None:  # how bz2 tells of damaged data
                raise damaged(error) from error
            raise
        self._given += len(data)
        if self._given > FREE_BYTES and self._given > MAX_RATIO * max(self._consumed(), 1):
            raise InputError(BOMB, advice=BOMB_ADVICE)
        target[: len(data)] = data
        return len(data)


def damaged(error: Exception) -> InputError:
    """What to tell of compressed bytes that cannot be read on."""
    if isinstance(error, EOFError):
        return InputError(CUT, advice=CUT_ADVICE)
    advice = "what stood before was read; copy the file again"
    return InputError("its compressed data are damaged", advice=advice)


def unpack(handle: BinaryIO, suffix: str, consumed: Callable[[], int]) -> io.BufferedReader:
    """What ``.gz``, ``.bz2`` or ``.xz`` holds, as a stream; see ``Limited`` for its errors."""
    stream: _Stream
    if suffix == ".bz2":
        stream = bz2.BZ2File(handle)
    elif suffix == ".xz":
        stream = lzma.LZMAFile(handle)  # noqa: SIM115 - ends with what is read from it
    else:
        stream = gzip.GzipFile(fileobj=handle, mode="rb")
    return io.BufferedReader(Limited(stream, consumed), CHUNK)


class Part(io.RawIOBase):
    """The next ``size`` bytes of a stream; what the stream raises, and that it ends before, is a
    ContainerError."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self.left = size

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        wanted = min(len(target), self.left, CHUNK)
        try:
            data = self._stream.read(wanted) if wanted else b""
        except InputError as error:
            raise ContainerError(error.what, advice=error.advice) from error
        if wanted and not data:
            raise ContainerError(CUT, advice=CUT_ADVICE)
        self.left -= len(data)
        target[: len(data)] = data
        return len(data)

    def skip(self) -> None:
        """Reads over what nobody asked for."""
        while self.left and self.read(CHUNK):
            pass
