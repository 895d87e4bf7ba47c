"""Units of the gazetteer over time: which are one place with another name or kind, which are not.

A unit goes on under another row when it alone went into one unit of its level and nothing else
did: *thị xã* raised to *thành phố*, a commune the reform of 2025 only renamed.  Where ground was
joined or divided the units are different places, linked as successors.
"""

from __future__ import annotations

from functools import lru_cache

from textmine.model.entity import Area
from textmine.packs.gazetteer import (
    COMMUNE,
    DISTRICT,
    PROVINCE,
    RANK,
    REFORM,
    Gazetteer,
    Unit,
    bounds,
    fold_name,
)
from textmine.resolve.identities_records import SEPARATOR, identity_key

_FIRST_DAY = "1900-01-01"  # only units of no known beginning existed then


class Lives:
    """Answers for one gazetteer; what it was asked is remembered."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._origins: dict[Unit, tuple[Unit, ...]] | None = None
        self._zones: dict[Unit, Unit] | None = None
        self.last = lru_cache(maxsize=None)(self._last)
        self.province = lru_cache(maxsize=None)(self._province)
        self.anchor = lru_cache(maxsize=None)(self._anchor)

    def unit_of(self, code: str | None, path: tuple[Area, ...], date: str | None) -> Unit | None:
        """The unit an entity was resolved to: by its code and dates, else by its code and date."""
        if not code:
            return None
        if path and path[0].code == code:
            area = path[0]
            for day in (area.until, area.since or (REFORM if not area.until else None), date):
                unit = self.gazetteer.unit(code, day) if day else None
                if unit is not None and area.name in ("", unit.full_name):
                    return unit
        return self.gazetteer.unit(code, date) or self.gazetteer.unit(code)

    def _last(self, unit: Unit) -> Unit:
        """The row under which the same place goes on last."""
        current = unit
        for _ in range(5):  # no place changed its row more often
            after = self.gazetteer.next_of(current)
            if len(after) != 1 or after[0].rank != current.rank:
                return current
            if after[0].since <= current.until:
                return current  # joined to one that was there before: Hà Tây to Hà Nội
            if self.origins(after[0]) != (current,):
                return current
            current = after[0]
        return current

    def origins(self, unit: Unit) -> tuple[Unit, ...]:
        """Every unit some of whose ground went into this one."""
        if self._origins is None:
            origins: dict[Unit, dict[Unit, None]] = {}
            for old in self.gazetteer.units:
                if old.until:
                    for new in self.gazetteer.next_of(old):
                        if new != old:
                            origins.setdefault(new, {})[old] = None
            self._origins = {unit: tuple(olds) for unit, olds in origins.items()}
        return self._origins.get(unit, ())

    def successors(self, unit: Unit) -> tuple[Unit, ...]:
        """What the place went into when it ended: places of their own.

        A district ended without a successor, but for an island that became a special zone whole.
        """
        last = self.last(unit)
        after = self.gazetteer.next_of(last)
        if not after and last.rank == DISTRICT and last in self._islands():
            after = (self._islands()[last],)
        return tuple(self.last(new) for new in after)

    def _islands(self) -> dict[Unit, Unit]:
        """Districts all communes of which are now one special zone, and that zone."""
        if self._zones is None:
            self._zones = {}
            for zone in self.gazetteer.units:
                olds = self.origins(zone) if zone.kind == "special_zone" else ()
                above = {self.gazetteer.parent(old) for old in olds if old.rank == COMMUNE}
                district = above.pop() if len(above) == 1 else None
                if district is None:
                    continue
                inside = [
                    unit
                    for unit in self.gazetteer.units
                    if unit.parent == district.code and unit.until == district.until
                ]
                if set(inside) <= set(olds):
                    self._zones[district] = zone
        return self._zones

    def predecessors(self, unit: Unit) -> tuple[Unit, ...]:
        """Places that went into it, at any of its rows."""
        found: dict[Unit, None] = {}
        current: tuple[Unit, ...] = (self.last(unit),)
        for _ in range(5):
            olds = [old for row in current for old in self.origins(row)]
            found.update({self.last(old): None for old in olds})
            current = tuple(old for old in olds if self.last(old) == self.last(unit))
            if not current:
                break
        zones = self._islands()
        found.update(
            {old: None for old, zone in zones.items() if self.last(zone) == self.last(unit)}
        )
        found.pop(self.last(unit), None)
        return tuple(found)

    def _anchor(self, unit: Unit) -> str:
        """The signature of the place; its group is the folded name it goes by last."""
        last = self.last(unit)
        code = last.code or f"{last.kind}/{last.parent}/{last.until}"
        return SEPARATOR.join(("p", fold_name(last.name), f"{code}@{last.since or '-'}"))

    def unit_at(self, anchor: str) -> Unit | None:
        """The unit whose signature this is."""
        code, _, since = anchor.rsplit(SEPARATOR, 1)[-1].rpartition("@")
        if "/" in code:
            units = [unit for unit in self.gazetteer.units if not unit.code]
            return next((unit for unit in units if self.anchor(unit) == anchor), None)
        unit = self.gazetteer.unit(code, _FIRST_DAY if since == "-" else since) if since else None
        return unit if unit is not None and self.anchor(unit) == anchor else None

    def anchor_of_key(self, key: int, code: str | None) -> str | None:
        """The signature of the place of this identity key; ``code`` is its official code."""
        for unit in self.gazetteer.units:
            if unit.code == (code or "") and identity_key(self.anchor(unit)) == key:
                return self.anchor(unit)
        return None

    def _province(self, unit: Unit) -> Unit | None:
        """The province it lay in at the end of its life."""
        found = [part for part in self.gazetteer.chain(unit) if part.rank == PROVINCE]
        return found[0] if found else None

    def named(self, name: str, rank: int, date: str | None) -> tuple[Unit, ...]:
        """Places of this bare name and level, each once, those of the date where any existed."""
        units = [unit for unit in self.gazetteer.named(fold_name(name)) if unit.rank == rank]
        if date is not None:
            first, last = bounds(date)
            units = [unit for unit in units if unit.valid(first, last)] or units
        return tuple(dict.fromkeys(self.last(unit) for unit in units))

    def inside(self, unit: Unit, above: Unit) -> bool:
        """Whether one place lies or lay in the other, at any time."""
        rows = (unit, *self.origins(unit))
        uppers = (above, *self.origins(above))
        return any(
            row == upper or self.gazetteer.inside(row, upper)
            for row in rows
            for upper in uppers
            if self.last(row) == self.last(unit) and self.last(upper) == self.last(above)
        )

    def province_named(self, text: str | None, date: str | None) -> Unit | None:
        """The one province a text names, ``None`` when it names none or several."""
        found = self.gazetteer.provinces_in(text, date) if text else ()
        places = {self.last(unit) for unit in found}
        return found[0] if len(places) == 1 else None


def rank_of(kind: str) -> int | None:
    """The level of a kind of place, ``None`` for a country and what is no place."""
    return RANK.get(kind)
