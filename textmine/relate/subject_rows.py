"""The rows that say which bodies an indicator counts, and which stand for others."""

from __future__ import annotations

from dataclasses import dataclass

from textmine.packs.loader import PackSet


@dataclass(frozen=True, slots=True)
class Kinds:
    """A row of ``[[subject_kinds]]``: the kinds of bodies some indicators count; ``lesser`` may."""

    prefixes: tuple[str, ...]
    kinds: frozenset[str]
    lesser: frozenset[str]


@dataclass(frozen=True, slots=True)
class Strangers:
    """A row of ``[[subject_strangers]]``: bodies of ``kinds`` have what these indicators count only
    where the sentence has one of the words of ``said``."""

    prefixes: tuple[str, ...]
    kinds: frozenset[str]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandsFor:
    """A row of ``[[subject_stands_for]]``: bodies of ``kinds`` stand for one that ``becomes``;
    ``upward``: only the body above it of the same area is meant."""

    prefixes: tuple[str, ...]
    kinds: frozenset[str]
    becomes: frozenset[str]
    exceptions: frozenset[str]
    upward: bool


def read_kinds(packs: PackSet) -> tuple[Kinds, ...]:
    """The rows of ``[[subject_kinds]]``, in order."""
    return tuple(
        Kinds(
            tuple(row.data.get("indicators", ())),
            frozenset(row.data.get("kinds", ())),
            frozenset(row.data.get("lesser", ())),
        )
        for row in packs.by_id("subject_kinds").values()
    )


def read_strangers(packs: PackSet) -> tuple[Strangers, ...]:
    """The rows of ``[[subject_strangers]]``, in order."""
    return tuple(
        Strangers(
            tuple(row.data.get("indicators", ())),
            frozenset(row.data.get("kinds", ())),
            tuple(f" {word}" for word in row.data.get("said", ())),
        )
        for row in packs.by_id("subject_strangers").values()
    )


def read_stands_for(packs: PackSet) -> tuple[StandsFor, ...]:
    """The rows of ``[[subject_stands_for]]``, in order."""
    return tuple(
        StandsFor(
            tuple(row.data.get("indicators", ())),
            frozenset(row.data.get("kinds", ())),
            frozenset(row.data.get("becomes", ())),
            frozenset(row.data.get("except", ())),
            bool(row.data.get("upward", False)),
        )
        for row in packs.by_id("subject_stands_for").values()
    )
