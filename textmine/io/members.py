"""What an archive gives: its files as streams, and what cannot be read of it."""

from __future__ import annotations

import io
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name there (a name and nothing else: no path is made of it) and
    its bytes, to be read before the next one is asked for."""

    name: str
    stream: io.RawIOBase


@dataclass(frozen=True, slots=True)
class Problem:
    """A file of an archive that cannot be read; the others can."""

    name: str
    reason: str
    advice: str
