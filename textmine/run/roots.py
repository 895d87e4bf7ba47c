"""Names of root directories in locators: short, and never one name for two directories.

A root is called by its last part (``/data/baosonla/html`` is ``html``), by more parts where
another directory has that name already.  A store remembers which is which, so that a second paper
kept in directories of the same names does not replace the first.  A directory that is gone has
moved: its name passes on.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Protocol

_PREFIX = "root:"


class Settings(Protocol):
    """What a store remembers by name."""

    def setting(self, name: str) -> str | None: ...

    def set_setting(self, name: str, value: str) -> None: ...


class Roots:
    """Labels of root directories under one store; ``moved`` is told of names that pass on."""

    def __init__(self, settings: Settings, moved: Callable[[str], None]) -> None:
        self._settings = settings
        self._moved = moved
        self._known: dict[str, str] = {}

    def label(self, root: str) -> str:
        """The name of an absolute directory in locators."""
        if root not in self._known:
            self._known[root] = self._choose(root)
        return self._known[root]

    def _choose(self, root: str) -> str:
        parts = [part for part in PurePath(root).parts if part != PurePath(root).anchor]
        for count in range(1, len(parts) + 1):
            label = "/".join(parts[-count:])
            holder = self._settings.setting(_PREFIX + label)
            if holder == root:
                return label
            if holder is None or not _is_directory(holder):
                if holder is not None:
                    self._moved(f"{label} was {holder}; taken to have moved to {root}")
                self._settings.set_setting(_PREFIX + label, root)
                return label
        return "/".join(parts)


def _is_directory(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
