"""Dates of reduced precision and the periods between them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from textmine.model.span import Span


class TimeKind(StrEnum):
    """What a time expression denotes, so that a stock takes its end and a flow its whole."""

    INSTANT = "instant"  # a day, or "now": 30-9, hiện nay
    INTERVAL = "interval"  # a stretch with both ends: 9 tháng đầu năm, quý III, nhiệm kỳ 2015-2020
    SINCE = "since"  # open start to the reference: từ đầu năm đến nay
    UNTIL = "until"  # a cut-off: tính đến 30-9, đến hết tháng 11
    COMPARISON = "comparison"  # the base of a comparison: so với cùng kỳ, so với năm 2019
    RECURRING = "recurring"  # mỗi năm, hằng tháng: a rate, no date of its own


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A date or period in the text (*clean* span), resolved against the publication date.

    ``start`` and ``end`` are ISO 8601, inclusive, possibly of reduced precision; ``None`` is open
    or unknown.  ``unit`` names a recurring rate's unit (``year``, ``month``), else ``None``.
    """

    span: Span
    kind: TimeKind
    start: str | None
    end: str | None
    unit: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """When a fact holds: bounds inclusive, ISO 8601; ``text`` the words that say so, if any."""

    start: str | None
    end: str | None
    text: str = ""


@lru_cache(maxsize=1024)
def earliest(iso: str) -> date:
    """First day an ISO date of any precision can mean: ``2020-10`` -> 2020-10-01.

    Raises ValueError when ``iso`` is no date.
    """
    year, month, day = _parts(iso)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=1024)
def latest(iso: str) -> date:
    """Last day an ISO date of any precision can mean: ``2020`` -> 2020-12-31.

    Raises ValueError when ``iso`` is no date.
    """
    year, month, day = _parts(iso)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(iso: str) -> tuple[int, int, int]:
    pieces = [int(piece) for piece in iso.split("-")]
    if not 1 <= len(pieces) <= 3:
        raise ValueError(f"not an ISO date: {iso!r}")
    year, month, day = [*pieces, 0, 0][:3]
    return year, month, day
