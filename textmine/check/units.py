"""Units that can be compared, and what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

COUNT = "count"
PERCENT = "percent"
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class UnitLabel:
    """``scale`` of a base unit by name: 1000000000 VND is ``tỷ đồng``.

    ``glued`` stands right after the number (``%``).  ``chosen`` may be used for any amount that
    reaches it; others only for numbers printed in that very unit (``tạ``).
    """

    unit: str
    scale: Decimal
    names: Mapping[str, str]
    glued: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Units:
    """``measures`` are units that are no counts; ``conversions``: unit to another and a factor."""

    measures: frozenset[str] = frozenset({PERCENT})
    conversions: Mapping[str, tuple[str, Decimal]] = field(default_factory=dict)
    labels: Sequence[UnitLabel] = ()

    def base(self, unit: str) -> tuple[str, Decimal]:
        """The unit to compare in, and what one ``unit`` is worth there; counts are all alike."""
        if "/" in unit:
            top, *below = unit.split("/")
            name, factor = self.base(top)
            names = [name]
            for part in below:
                part_name, worth = self.base(part)
                names.append(part_name)
                factor = factor / worth
            return "/".join(names), factor
        if unit in self.conversions:
            return self.conversions[unit]
        return (unit, ONE) if unit in self.measures else (COUNT, ONE)

    def is_count(self, unit: str) -> bool:
        return self.base(unit)[0] == COUNT

    def multiply(self, factors: Sequence[str], result: str) -> bool:
        """Whether the factors' units multiply to the result's: hectare x tonne/hectare = tonne."""
        powers: Counter[str] = Counter()
        for unit, sign in (*((unit, 1) for unit in factors), (result, -1)):
            top, *below = self.base(unit)[0].split("/")
            powers[top] += sign
            for part in below:
                powers[part] -= sign
        # A count is a pure number: households times dong per household, or plain dong, is dong.
        del powers[COUNT]
        return not any(powers.values())

    def label(self, unit: str, scale: Decimal) -> UnitLabel | None:
        """The name of exactly this scale of a unit."""
        return next((x for x in self.labels if x.unit == unit and x.scale == scale), None)

    def label_for(self, unit: str, value: Decimal) -> UnitLabel | None:
        """The largest named scale that ``value`` reaches, else the smallest there is."""
        mine = [item for item in self.labels if item.unit == unit]
        fitting = [item for item in mine if item.scale <= abs(value) and item.chosen]
        if fitting:
            return max(fitting, key=lambda item: item.scale)
        return next((item for item in mine if item.scale == 1), None)
