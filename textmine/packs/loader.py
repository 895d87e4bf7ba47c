"""Reads packs from the package, from directories and from entry points.

A pack is a directory with a ``pack.toml`` (``name``, ``version``, ``label.vi``, ``label.en``) and
any number of further ``*.toml`` files.  Every array of tables in any of them (``[[indicator]]``,
``[[unit]]``, ``[[rule]]``) adds rows under its name; what a row must hold is the business of the
module that reads that name.  Packs later in the order may override rows of the same ``id``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.machinery import PathFinder
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import tomli

from textmine.model.errors import PackError

BUILT_IN = ("base", "party", "economy")
ENTRY_POINT_GROUP = "textmine.packs"
MAX_FILE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One table of a pack file and where it stands, for error messages."""

    data: Mapping[str, Any]
    pack: str
    where: str

    def error(self, what: str, advice: str | None = None) -> PackError:
        return PackError(what, where=self.where, advice=advice)


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack: its name, version and rows by table name, in file order."""

    name: str
    version: str
    labels: Mapping[str, str]
    rows: Mapping[str, tuple[Row, ...]]
    directory: Traversable


@dataclass(frozen=True, slots=True)
class PackSet:
    """Packs in order of precedence (the last one wins)."""

    packs: tuple[Pack, ...]

    def rows(self, table: str) -> Iterator[Row]:
        """Every row of ``[[table]]`` over all packs, in order, overridden ones included."""
        for pack in self.packs:
            yield from pack.rows.get(table, ())

    def by_id(self, table: str) -> dict[str, Row]:
        """Rows of ``[[table]]`` keyed by their ``id``; a later pack's row replaces an earlier one.

        Raises PackError when a row has no id or one pack defines an id twice.
        """
        merged: dict[str, Row] = {}
        for row in self.rows(table):
            key = row.data.get("id")
            if not isinstance(key, str):
                raise row.error(f"[[{table}]] without an id", 'give it id = "…"')
            if key in merged and merged[key].pack == row.pack:
                raise row.error(f"[[{table}]] {key} is defined twice", "keep one of them")
            merged[key] = row
        return merged

    @property
    def version(self) -> str:
        """Names and versions of the packs, part of an extraction's provenance."""
        return " ".join(f"{pack.name}={pack.version}" for pack in self.packs)


def load_packs(
    names: Sequence[str] = BUILT_IN,
    directories: Iterable[Path] = (),
    *,
    entry_points: bool = True,
) -> PackSet:
    """Loads built-in packs by name, then installed ones, then ``directories``.

    Raises PackError naming the file when one is missing, too large or malformed.
    """
    root = resources.files("textmine.packs") / "data"
    packs = [read_pack(root / name) for name in names]
    if entry_points:
        packs.extend(read_pack(place) for place in _installed())
    packs.extend(read_pack(directory) for directory in directories)
    return PackSet(tuple(packs))


def _installed() -> Iterator[Traversable]:
    """Directories of packs other distributions offer: the entry point names a package."""
    if not _may_be_offered():
        return
    from importlib import metadata

    for point in sorted(metadata.entry_points(group=ENTRY_POINT_GROUP), key=lambda p: p.name):
        try:
            yield resources.files(point.value)
        except (ImportError, TypeError) as error:
            raise PackError(
                f"the pack package {point.value} cannot be imported ({error})",
                where=f"entry point {point.name}",
                advice="reinstall or remove the distribution that offers it",
            ) from error


def _may_be_offered() -> bool:
    """Whether some distribution may offer packs, by a look at the files that would say so.

    ``importlib.metadata`` would know, but to import and ask it takes as long as to read all packs.
    """
    group = ENTRY_POINT_GROUP.encode()
    if any(hasattr(f, "find_distributions") and f is not PathFinder for f in sys.meta_path):
        return True
    for place in dict.fromkeys(sys.path):
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - names are enough, at every start
        except FileNotFoundError:
            continue
        except OSError:
            return True  # packed, say
        for name in names:
            if name.endswith(".egg"):
                return True
            if name.endswith((".dist-info", ".egg-info")):
                try:
                    told = Path(place, name, "entry_points.txt").read_bytes()
                except (FileNotFoundError, NotADirectoryError):
                    continue
                except OSError:
                    return True
                if group in told:
                    return True
    return False


def read_pack(directory: Traversable) -> Pack:
    """Reads one pack directory.

    Raises PackError when ``pack.toml`` is missing or a file is malformed.
    """
    if not directory.is_dir():
        raise PackError("no such pack directory", where=str(directory), advice="check --pack")
    header: dict[str, Any] | None = None
    rows: dict[str, list[Row]] = {}
    files = [item for item in directory.iterdir() if item.name.endswith(".toml")]
    name = directory.name
    for file in sorted(files, key=lambda item: item.name):
        content = _read_toml(file)
        where = f"{name}/{file.name}"
        if file.name == "pack.toml":
            header = content
        for table, entries in content.items():
            if not isinstance(entries, list):
                continue
            for number, entry in enumerate(entries, start=1):
                if isinstance(entry, dict):
                    label = f"{where} [[{table}]] {entry.get('id', f'#{number}')}"
                    rows.setdefault(table, []).append(Row(entry, name, label))
    if header is None:
        raise PackError("no pack.toml", where=str(directory), advice="add one with name, version")
    if not isinstance(header.get("name"), str) or not isinstance(header.get("version"), str):
        raise PackError("pack.toml needs name and version", where=str(directory))
    labels = header.get("label")
    return Pack(
        header["name"],
        header["version"],
        labels if isinstance(labels, dict) else {},
        {table: tuple(entries) for table, entries in rows.items()},
        directory,
    )


def _read_toml(file: Traversable) -> dict[str, Any]:
    try:
        with file.open("rb") as handle:
            content = handle.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise PackError(f"cannot be read ({error.strerror})", where=str(file)) from error
    if len(content) > MAX_FILE_BYTES:
        raise PackError(f"larger than {MAX_FILE_BYTES} bytes", where=str(file), advice="split it")
    try:
        return tomli.loads(content.decode("utf-8"))
    except ValueError as error:
        raise PackError(f"not valid TOML ({error})", where=str(file)) from error
