"""The dated gazetteer: provinces, districts and communes before and from the reform of July 2025.

Built by ``scripts/build_gazetteer.py``; ``docs/gazetteer.md`` says from what.  An official code
alone does not name a unit: 03784 was *xã Púng Tra* until 2025-06-30 and is *xã Nậm Lầu* since, so
every question takes a date (ISO 8601, reduced precision allowed; ``None`` asks about all times).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from textmine.model.entity import Area
from textmine.model.errors import PackError

_CACHED = 4096  # units with a day, whose parents are kept: every place of an article asks
REFORM = "2025-07-01"
BEFORE_REFORM = "2025-06-30"

PROVINCE, DISTRICT, COMMUNE, VILLAGE = 4, 3, 2, 1
RANK: Mapping[str, int] = {
    "province": PROVINCE,
    "municipality": PROVINCE,
    "city": DISTRICT,
    "town": DISTRICT,
    "urban_district": DISTRICT,
    "district": DISTRICT,
    "commune": COMMUNE,
    "ward": COMMUNE,
    "township": COMMUNE,
    "special_zone": COMMUNE,
    "village": VILLAGE,
}
LEVEL_WORD: Mapping[str, str] = {
    "province": "tỉnh",
    "municipality": "thành phố",
    "city": "thành phố",
    "town": "thị xã",
    "urban_district": "quận",
    "district": "huyện",
    "commune": "xã",
    "ward": "phường",
    "township": "thị trấn",
    "special_zone": "đặc khu",
}

_OLD_TONE = re.compile(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


class Unit(NamedTuple):
    """One unit over its whole life.  ``since`` and ``until`` are its first and last day, empty
    where open; ``parent`` is a code valid then; ``code`` is empty where not known."""

    code: str
    kind: str
    name: str
    parent: str
    since: str
    until: str
    latitude: str
    longitude: str

    @property
    def rank(self) -> int:
        return RANK[self.kind]

    @property
    def full_name(self) -> str:
        """With its level word: ``xã Chiềng Bôm``, ``phường 12``."""
        return f"{LEVEL_WORD[self.kind]} {self.name}"

    def valid(self, first: str, last: str) -> bool:
        """Whether it existed on some day from ``first`` to ``last``."""
        return self.since <= last and (not self.until or self.until >= first)

    def area(self) -> Area:
        return Area(
            self.code,
            self.full_name,
            self.kind,
            self.parent or None,
            self.since or None,
            self.until or None,
            float(self.latitude) if self.latitude else None,
            float(self.longitude) if self.longitude else None,
        )


class Gazetteer:
    """All units by name, by code and by slug.  Immutable; load once, share freely."""

    __slots__ = (
        "_above",
        "_by_code",
        "_by_name",
        "_earlier",
        "_links",
        "_new",
        "_origins",
        "_slugs",
        "units",
    )

    def __init__(
        self,
        units: tuple[Unit, ...],
        links: Mapping[str, tuple[str, ...]],
        new: Mapping[Unit, tuple[str, ...]],
        earlier: Mapping[str, tuple[str, ...]],
        variants: Iterable[Sequence[str]],
    ) -> None:
        self.units = units
        self._links = links
        self._new = new
        self._earlier = earlier
        self._origins: dict[str, tuple[str, ...]] | None = None
        self._slugs: dict[str, tuple[Unit, ...]] | None = None
        by_code: dict[str, list[Unit]] = {}
        by_name: dict[str, list[Unit]] = {}
        for unit in units:
            by_code.setdefault(unit.code, []).append(unit)
            by_name.setdefault(unit.name.lower(), []).append(unit)
        spelt = {(spelling, name): tuple(by_name[name]) for spelling, name in variants}
        for (spelling, _), same in spelt.items():
            by_name[spelling] = list(dict.fromkeys([*by_name.get(spelling, ()), *same]))
        by_code.pop("", None)
        self._by_code = by_code
        self._by_name = by_name
        self._above = lru_cache(_CACHED)(self._find_parent)

    @classmethod
    def load(cls, directory: Traversable | None = None) -> Gazetteer:
        """Reads the tables of the base pack (or of ``directory``).

        Raises PackError naming the file when a table is missing or malformed.
        """
        place = directory or resources.files("textmine.packs") / "data" / "base" / "gazetteer"
        # Row by row: lists of lists would keep the garbage collector busy.
        units = []
        for row in _rows(place, "before.tsv", 8):
            row[5] = row[5] or BEFORE_REFORM
            units.append(Unit._make(row))
        for row in _rows(place, "after.tsv", 8):
            row[4] = row[4] or REFORM
            units.append(Unit._make(row))
        new = {Unit._make(row[:8]): tuple(row[8].split()) for row in _rows(place, "history.tsv", 9)}
        links = {old: tuple(codes.split()) for old, codes in _rows(place, "links.tsv", 2)}
        earlier: dict[str, tuple[str, ...]] = {}
        for slug, code in _rows(place, "earlier.tsv", 2):
            earlier[slug] = (*earlier.get(slug, ()), code)
        variants = _rows(place, "variants.tsv", 2)
        return cls((*units, *new), links, new, earlier, variants)

    @property
    def names(self) -> Iterable[str]:
        """Every folded name and spelling variant, for compiling a matcher."""
        return self._by_name.keys()

    def named(self, folded: str, date: str | None = None) -> tuple[Unit, ...]:
        """Units of this folded name (see ``fold_name``) that existed on ``date``."""
        found = self._by_name.get(folded, ())
        if date is None or not found:
            return tuple(found)
        first, last = bounds(date)
        return tuple(unit for unit in found if unit.valid(first, last))

    def lookup(self, name: str, *, kind: str | None = None, date: str | None = None) -> list[Area]:
        """Areas of this name as a reader writes it, in any case and tone placement.

        ``kind`` narrows to one kind (``commune``), ``date`` to those that existed then.
        """
        units = self.named(fold_name(name), date)
        return [unit.area() for unit in units if kind is None or unit.kind == kind]

    def unit(self, code: str, date: str | None = None) -> Unit | None:
        """The unit that bore ``code`` on ``date``; without a date the latest one."""
        found = self._by_code.get(code)
        if not found:
            return None
        if date is None:
            return max(found, key=lambda unit: unit.since)
        first, last = bounds(date)
        valid = [unit for unit in found if unit.valid(first, last)]
        return max(valid, key=lambda unit: unit.since) if valid else None

    def at(self, code: str, date: str | None = None) -> Area | None:
        """The area that bore ``code`` on ``date``, or ``None``."""
        unit = self.unit(code, date)
        return unit.area() if unit else None

    def parent(self, unit: Unit, date: str | None = None) -> Unit | None:
        """The unit above on ``date`` (by default at the end of the unit's life).

        Where the parent was born later than ``date``, the one it grew out of, if that is a single
        one (*quận Phú Xuân* in 2020: *thành phố Huế*), else the later parent.
        """
        return self._above(unit, date)

    def _find_parent(self, unit: Unit, date: str | None) -> Unit | None:
        if not unit.parent:
            return None
        when = unit.until or REFORM
        if date is not None and unit.valid(*bounds(date)):
            when = date
        found = self.unit(unit.parent, when)
        if found is not None:
            return found
        forebears = [old for old, new in self._new.items() if unit.parent in new]
        forebears = [old for old in forebears if old.valid(*bounds(when)) and old.rank > unit.rank]
        return forebears[0] if len(forebears) == 1 else self.unit(unit.parent)

    def chain(self, unit: Unit, date: str | None = None) -> Iterator[Unit]:
        """The unit itself, then those above it on ``date``, up to the province."""
        current: Unit | None = unit
        while current is not None:
            yield current
            current = self.parent(current, date)

    def path(self, code: str, date: str | None = None) -> tuple[Area, ...]:
        """Areas from the one of this code upwards as of ``date``; empty when there is none."""
        unit = self.unit(code, date)
        return tuple(part.area() for part in self.chain(unit, date)) if unit else ()

    def parents(self, code: str, date: str | None = None) -> tuple[Area, ...]:
        """Areas above the one of this code, nearest first."""
        return self.path(code, date)[1:]

    def inside(self, unit: Unit, above: Unit, date: str | None = None) -> bool:
        """Whether ``unit`` lies in ``above`` (or is it) on ``date``.

        Ground that changed its unit counts for both: *huyện Văn Chấn* lay in *tỉnh Yên Bái*, whose
        ground is now in *tỉnh Lào Cai*.
        """
        for part in self.chain(unit, date):
            if part == above or (part.code == above.code != "" and part.rank == above.rank):
                return True
            if above.since and above in self.next_of(part):
                return True
        if above.until and unit.since > above.until:
            return any(self.inside(old, above) for old in self.came_from(unit))
        return False

    def came_from(self, unit: Unit) -> tuple[Unit, ...]:
        """Communes of before the reform whose ground a unit of today holds."""
        if unit.since != REFORM:
            return ()
        if self._origins is None:
            origins: dict[str, list[str]] = {}
            for old, codes in self._links.items():
                for code in codes:
                    origins.setdefault(code, []).append(old)
            self._origins = {code: tuple(olds) for code, olds in origins.items()}
        units = (self.unit(code, BEFORE_REFORM) for code in self._origins.get(unit.code, ()))
        return tuple(old for old in units if old is not None and old.rank == COMMUNE)

    def next_of(self, unit: Unit) -> tuple[Unit, ...]:
        """What the unit went into when it ended, the one with most of it first."""
        if unit in self._new:
            codes: Iterable[str] = self._new[unit]
            since = _day_after(unit.until)
        elif unit.until == BEFORE_REFORM:
            codes, since = self._links.get(unit.code, ()), REFORM
        else:
            return ()
        units = (self.unit(code, since) for code in codes)
        return tuple(unit for unit in units if unit is not None)

    def successors(self, code: str, date: str | None = None) -> tuple[Area, ...]:
        """What the unit of this code on ``date`` became: the areas of today, main part first."""
        unit = self.unit(code, date if date is not None else BEFORE_REFORM)
        return tuple(area.area() for area in self.today(unit)) if unit else ()

    def today(self, unit: Unit) -> tuple[Unit, ...]:
        """The units a former unit's ground belongs to now; empty for a unit that still exists.

        A district has none of its own: it was abolished, its communes have successors.
        """
        found: dict[Unit, None] = {}
        for successor in self.next_of(unit):
            further = self.today(successor)
            found.update(dict.fromkeys(further or (successor,)))
        return tuple(found)

    def merged_into(self, level_word: str, name: str) -> tuple[Unit, ...]:
        """Communes of 2025 that took in a commune known only by this name (``xã``, ``Phú Thị``)."""
        codes = self._earlier.get(slug(level_word + name), ())
        units = (self.unit(code, BEFORE_REFORM) for code in codes)
        return tuple(unit for unit in units if unit is not None)

    def provinces_in(self, text: str, date: str | None = None) -> tuple[Unit, ...]:
        """Provinces named in a short text such as ``Báo Sơn La``, the longest name at each word."""
        words = fold_name(text).replace(",", " ").split()[:20]
        found: list[Unit] = []
        index = 0
        while index < len(words):
            for size in range(5, 0, -1):
                key = " ".join(words[index : index + size])
                units = self.named(key, date) or self.named(key)
                provinces = [unit for unit in units if unit.rank == PROVINCE]
                if provinces:
                    found.append(provinces[0])
                    index += size - 1
                    break
            index += 1
        return tuple(found)

    def by_slug(self, text: str, date: str | None = None) -> tuple[Unit, ...]:
        """Provinces and districts whose name, letters only, is ``text`` (``thuanchau``)."""
        if self._slugs is None:
            slugs: dict[str, tuple[Unit, ...]] = {}
            for unit in self.units:
                if unit.rank >= DISTRICT:
                    key = slug(unit.name)
                    slugs[key] = (*slugs.get(key, ()), unit)
            self._slugs = slugs
        found = self._slugs.get(text, ())
        if date is None:
            return found
        first, last = bounds(date)
        return tuple(unit for unit in found if unit.valid(first, last))


def bounds(date: str) -> tuple[str, str]:
    """First and last day an ISO date of any precision can mean, as comparable strings."""
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date, (
        date + "-12-31"[len(date) - 4 :] if len(date) < 10 else date
    )


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """A name as the gazetteer keys it: NFC, lower case, one space, tone marks in modern places."""
    text = unicodedata.normalize("NFC", " ".join(name.split())).lower().translate(_APOSTROPHES)

    def move(match: re.Match[str]) -> str:
        base, vowel = match[0][0], unicodedata.normalize("NFD", match[0][1])
        return unicodedata.normalize("NFC", base + vowel[1:]) + vowel[0]

    return _OLD_TONE.sub(move, text)


def slug(name: str) -> str:
    """Letters and digits of a name without diacritics: ``Thuận Châu`` -> ``thuanchau``."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(char for char in plain if char.isascii() and char.isalnum())


def _day_after(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _rows(place: Traversable, name: str, width: int) -> Iterator[list[str]]:
    try:
        lines = (place / name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(
            f"the gazetteer table cannot be read ({error})",
            where=name,
            advice="reinstall textmine or run scripts/build_gazetteer.py",
        ) from error
    for number, line in enumerate(lines[1:], start=2):
        row = line.split("\t")
        if len(row) != width:
            raise PackError(f"not {width} columns", where=f"{name}:{number}")
        yield row
