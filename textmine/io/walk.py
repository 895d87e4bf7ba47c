"""Finds the files that inputs name: directories, patterns, lists; always in the same order.

A file's name is the directory named (or the one it lies in) and the path below it, so that it is
the same wherever the whole is moved.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from textmine.io.readers import ReadFailure, os_failure

SEPARATOR = "//"  # between a root and the path below it, where both are one word
_MAGIC = re.compile(r"[*?\[]")
_HIDDEN = (".", "__MACOSX")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: ``root`` an absolute directory, ``name`` the POSIX path below it, ``named``
    whether the caller named it himself rather than a directory above."""

    root: str
    name: str
    size: int
    named: bool

    @property
    def path(self) -> str:
        return os.path.join(self.root, self.name)  # noqa: PTH118 - hot, and keeps odd names

    @property
    def input(self) -> str:
        """What names this file again."""
        return f"{self.root}{SEPARATOR}{self.name}"


class Walker:
    """Walks inputs; ``passed`` counts by suffix what no input named and no reader takes."""

    def __init__(self, takes: Callable[[str], bool]) -> None:
        self._takes = takes
        self._enters: Callable[[str], bool] = lambda below: True
        self.passed: Counter[str] = Counter()

    def walk(self, inputs: Iterable[str]) -> Iterator[Found | ReadFailure]:
        """Every file of every input, directories in the order of names."""
        for name in inputs:
            yield from self._input(name)

    def _input(self, name: str) -> Iterator[Found | ReadFailure]:
        try:
            yield from self._named(name)
        except OSError as error:
            if isinstance(error, FileNotFoundError) and _MAGIC.search(name):
                yield from self._pattern(name)
                return
            root, below = _parts(name)
            yield replace(os_failure(name, error), input=f"{root}{SEPARATOR}{below}")
        except ValueError:
            yield ReadFailure(name, "open", "not a file name", "check the path")

    def _named(self, name: str) -> Iterator[Found | ReadFailure]:
        root, below = _parts(name)
        mode = Path(name).stat()
        if not stat.S_ISDIR(mode.st_mode):
            yield Found(root, below, mode.st_size, named=True)
            return
        top = os.path.abspath(name)  # noqa: PTH100
        empty = True
        for found in self._directory(top, top, ()):
            empty = False
            yield found
        if empty:
            yield ReadFailure(name, "open", "no article in this directory", "check the path")

    def _directory(
        self, root: str, place: str, above: tuple[tuple[int, int], ...]
    ) -> Iterator[Found | ReadFailure]:
        """Files below ``place``; a link back to a directory above is not followed."""
        try:
            here = Path(place).stat()
            own = (here.st_dev, here.st_ino)
            if own in above:
                return
            with os.scandir(place) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield os_failure(place, error)
            return
        for entry in entries:
            if entry.name.startswith(_HIDDEN):
                continue
            try:
                if entry.is_dir():
                    if self._enters(_below(root, entry.path)):
                        yield from self._directory(root, entry.path, (*above, own))
                elif not entry.is_file():
                    if entry.is_symlink():
                        yield ReadFailure(entry.path, "open", "a link to nothing", "check it")
                elif self._takes(entry.path):
                    yield Found(root, _below(root, entry.path), entry.stat().st_size, named=False)
                else:
                    self.passed[Path(entry.name).suffix.lower()] += 1
            except OSError as error:
                yield os_failure(entry.path, error)

    def _pattern(self, pattern: str) -> Iterator[Found | ReadFailure]:
        """Files whose path fits, and what lies below directories that fit."""
        fixed, parts = _split(os.path.abspath(pattern))  # noqa: PTH100
        empty = True
        every = Walker(lambda path: True)
        every._enters = lambda below: _may_fit(below.split("/"), parts)
        for found in every._directory(fixed, fixed, ()):
            if isinstance(found, ReadFailure):
                continue
            names = found.name.split("/")
            named = _fits(names, parts)
            inside = not named and any(_fits(names[:n], parts) for n in range(1, len(names)))
            if named or (inside and self._takes(found.path)):
                empty = False
                yield replace(found, named=named)
        if empty:
            yield ReadFailure(pattern, "open", "no file fits this pattern", "check the path")


def _parts(name: str) -> tuple[str, str]:
    """Root and path below it: as a failure keeps them, else the directory and the file."""
    if SEPARATOR in name.lstrip("/"):
        root, _, below = name.rpartition(SEPARATOR)
        return root, below
    root, below = os.path.split(os.path.abspath(name))  # noqa: PTH100 - keeps links
    return root, below


def _below(root: str, path: str) -> str:
    return path[len(root) :].lstrip(os.sep).replace(os.sep, "/")


def _split(pattern: str) -> tuple[str, list[str]]:
    """The directory before the first wild card, and the parts from there on."""
    parts = pattern.split("/")
    first = next(n for n, part in enumerate(parts) if _MAGIC.search(part))
    return "/".join(parts[:first]) or "/", parts[first:]


def _fits(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a path fits a pattern; ``**`` stands for any directories."""
    if not parts:
        return not names
    if parts[0] == "**":
        return any(_fits(names[n:], parts[1:]) for n in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], parts[0]) and _fits(names[1:], parts[1:])


def _may_fit(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether something below this directory can fit."""
    for name, part in zip(names, parts, strict=False):
        if part == "**":
            return True
        if not fnmatchcase(name, part):
            return False
    return True


def listed(lines: Iterable[str]) -> Iterator[str]:
    """The paths of a list, one a line; blank lines are passed over."""
    for line in lines:
        if path := line.rstrip("\r\n"):
            yield path
