"""Ties a place to the one printed as its parent: ``xã P (huyện P2)``, ``xã P, P2, huyện P3``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from textmine.packs.gazetteer import COMMUNE, VILLAGE, Gazetteer, Unit

_FORMER = re.compile(r" ?\((?:nay đã )?cũ\)| cũ(?!\w)")
_NEW = re.compile(r" ?\(mới\)")
_MARK = r"(?: ?\((?:cũ|mới)\)| cũ)?"
# What may stand between a place and its parent, and between two places of one list.
_UP = re.compile(_MARK + r" ?(?:,|\(|-|–)? ?(?:thuộc|của|ở|tại)? ?")
_BESIDE = re.compile(_MARK + r" ?(?:,|;|-|–)? ?(?:và|cùng|với)? ?")


class Placed(Protocol):
    """What linking reads and writes of a candidate."""

    start: int
    end: int
    kind: str | None
    rank: int
    units: tuple[Unit, ...]
    group: int
    parent: int | None


def is_former(folded: str, end: int) -> bool:
    """Whether ``(cũ)`` or ``cũ`` follows."""
    return _FORMER.match(folded, end) is not None


def link_parents(
    folded: str, found: Sequence[Placed], gazetteer: Gazetteer, date: str | None
) -> None:
    """Sets ``parent`` of every candidate to the index of the one printed as its parent."""
    for index in range(len(found) - 2, -1, -1):
        here, following = found[index], found[index + 1]
        if following.start - here.end > 16:
            continue
        gap = folded[here.end : following.start]
        if following.rank > here.rank and _UP.fullmatch(gap):
            if _fits(here, following, gap, gazetteer, date):
                here.parent = index + 1
        elif gap in (" (", " (gồm ") and following.rank < here.rank:
            if following.parent is None:
                following.parent = index
        elif following.rank == here.rank and following.parent is not None:
            shared = following.parent > index and _BESIDE.fullmatch(gap) is not None
            above = found[following.parent]
            if shared and (
                here.group == following.group or not _outside(here, above, gazetteer, date)
            ):
                here.parent = following.parent


def _fits(here: Placed, above: Placed, gap: str, gazetteer: Gazetteer, date: str | None) -> bool:
    """Whether ``above`` can be the parent: a level word says so, a bare name must contain it."""
    if above.rank == VILLAGE or above.kind == "country":
        return here.kind is not None and above.kind == "country"
    if above.kind is not None:
        return True
    if not here.units or "(" in gap:
        return here.rank < COMMUNE or not here.units or not _outside(here, above, gazetteer, date)
    return not _outside(here, above, gazetteer, date)


def _outside(here: Placed, above: Placed, gazetteer: Gazetteer, date: str | None) -> bool:
    """Whether the gazetteer knows both and never puts one inside the other."""
    if not here.units or not above.units:
        return False
    return not any(
        gazetteer.inside(unit, higher, date) for unit in here.units for higher in above.units
    )
