"""What a file is, by its name and its first bytes."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath

from textmine.io.decode import is_binary
from textmine.io.readers import HTML_SUFFIXES, JSON_HEAD, JSONL_SUFFIXES, TEXT_SUFFIXES


class Kind(StrEnum):
    """How a file is read."""

    ARTICLE = "article"  # text or a page
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    WARC = "warc"
    PACKED = "packed"  # one compressed file
    TAR = "tar"
    ZIP = "zip"
    UNKNOWN = "unknown"


ARCHIVES = (Kind.TAR, Kind.ZIP)
_COMPRESSED = (".gz", ".bz2", ".xz", ".tgz", ".tbz", ".txz")
_BY_SUFFIX = {
    **dict.fromkeys((*TEXT_SUFFIXES, *HTML_SUFFIXES), Kind.ARTICLE),
    **dict.fromkeys(JSONL_SUFFIXES, Kind.JSONL),
    **dict.fromkeys(_COMPRESSED, Kind.PACKED),
    ".json": Kind.JSON,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".warc": Kind.WARC,
    ".wet": Kind.WARC,
    ".tar": Kind.TAR,
    ".zip": Kind.ZIP,
}
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")


def kind_of(name: str) -> Kind:
    """By the end of the name; ``UNKNOWN`` for ends nobody knows and for none."""
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower(), Kind.UNKNOWN)


def takes(name: str) -> bool:
    """Whether a file nobody named himself is read: by its suffix, or as it has none.

    What has none (pages saved by their address) is looked into first: see ``sniffed``.
    """
    path = PurePosixPath(name)
    if path.name.startswith(".") or "__MACOSX" in path.parts:
        return False
    return kind_of(name) is not Kind.UNKNOWN or not _SUFFIX.fullmatch(path.suffix.lower())


def sniffed(head: bytes) -> Kind | None:
    """What the first bytes look like; ``None`` when they are neither text nor a known format."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if head.startswith(b"\x1f\x8b"):
        return Kind.PACKED
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if JSON_HEAD.match(head):
        return Kind.JSONL
    return None if is_binary(head) else Kind.ARTICLE
