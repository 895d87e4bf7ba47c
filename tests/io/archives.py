"""Archives made for tests: sound ones, cut ones, hostile ones."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

TEXT = "Đảng bộ xã Nà Sài hiện có 24 chi bộ với 383 đảng viên."


def text(number: int) -> str:
    """An article unlike the others."""
    return f"Đảng bộ xã Nà Sài số {number} hiện có 24 chi bộ với {300 + number} đảng viên.\n"


def page(number: int) -> str:
    return f"<!DOCTYPE html><html><body><p>{text(number)}</p></body></html>"


def jsonl(*numbers: int) -> bytes:
    rows = [json.dumps({"id": f"a{n}", "text": text(n)}, ensure_ascii=False) for n in numbers]
    return ("\n".join(rows) + "\n").encode()


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def streamed_zip(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive written to a pipe: sizes stand behind the data."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            archive.writestr(name, data)
    return pipe.data


def encrypted_zip(name: str) -> bytes:
    """An archive whose one entry is marked as encrypted."""
    data = bytearray(zipped({name: b"secret " * 20}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    return bytes(data)


def overlapping_zip(copies: int) -> bytes:
    """A small file whose directory lists one entry many times."""
    data = zipped({"a.txt": TEXT.encode() * 50}, zipfile.ZIP_STORED)
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    tail = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(entry) * copies, start, 0
    )
    return data[:start] + entry * copies + tail


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


def zeros(megabytes: int) -> bytes:
    """gzip of zeros, a thousand to one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def warc_record(
    uri: str,
    body: bytes,
    kind: str = "text/html; charset=utf-8",
    *,
    status: str = "200 OK",
    headers: str = "",
    record: str = "response",
) -> bytes:
    block = body
    media = kind
    if record == "response":
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n"
        block = head.encode() + body
        media = "application/http; msgtype=response"
    named = (
        f"WARC/1.0\r\nWARC-Type: {record}\r\nWARC-Target-URI: {uri}\r\n"
        f"WARC-Date: 2020-10-16T08:30:00Z\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(block)}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return named.encode() + block + b"\r\n\r\n"


def warc(*records: bytes, packed: bool = True) -> bytes:
    return b"".join(gzip.compress(record) if packed else record for record in records)


def fill(directory: Path, files: Mapping[str, bytes | str]) -> Path:
    """Writes files below a directory and returns it."""
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return directory
