"""Numbers as the papers print them: an interval, its decimals and its unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from textmine.model.enums import Approx
from textmine.model.span import Span


class SlashRole(StrEnum):
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that may measure something; every span is *clean*.

    ``span`` covers qualifier, number, unit and counted noun (``gần 196 tỷ đồng``, ``383 đảng
    viên``); ``number`` the digits or number words alone.  ``low``/``high`` are in the base unit
    named by ``unit`` (đồng, hectare, tonne, ...), ``None`` where open.  ``decimals`` counts the
    digits printed after the mark and ``step`` is the worth of the last printed digit in the base
    unit (0.1 tỷ -> 100000000), zero for an exact count.  ``head`` is the counted noun
    phrase when one follows (``đảng viên``).  ``slash`` marks the two halves of ``42/40``;
    ``pair`` is then the index of the other half in the same list.
    ``dimension``: ``count``, ``money``, ``percent``, ``area``, ``mass``, ``length``, ...
    """

    span: Span
    number: Span
    low: Decimal | None
    high: Decimal | None
    decimals: int
    step: Decimal
    approx: Approx
    unit: str
    dimension: str
    head: Span | None = None
    slash: SlashRole | None = None
    pair: int | None = None
    carried_unit: bool = False
