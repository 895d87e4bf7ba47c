"""Chooses, for every place mention, the unit of the gazetteer it means, or none.

Evidence in order: the parent printed beside the name; the same name with a parent elsewhere in
the article; the districts and provinces the article names; what the caller knows (province,
publisher, address).  When two units remain, none is chosen and a warning says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from textmine.model.article import Article, Document
from textmine.model.mentions import PlaceMention
from textmine.packs.gazetteer import (
    DISTRICT,
    PROVINCE,
    RANK,
    VILLAGE,
    Gazetteer,
    Unit,
    bounds,
    fold_name,
)

_BACK = 5000  # characters: a paragraph longer than this is read as if it began there
_CITY = frozenset({"city", "municipality"})
# What a unit may have been raised to since the article called it so.
_BECAME = {
    "district": ("town", "city", "urban_district", "special_zone"),
    "town": ("city", "urban_district"),
    "city": ("urban_district",),
    "commune": ("township", "ward"),
    "township": ("ward",),
    "province": ("municipality",),
}


class PlaceChooser:
    """The choices for one article: ``units[i]`` belongs to ``mentions[i]``."""

    def __init__(
        self,
        article: Article,
        mentions: Sequence[PlaceMention],
        gazetteer: Gazetteer,
        context: tuple[Unit, ...],
    ) -> None:
        self.article = article
        self.mentions = mentions
        self.gazetteer = gazetteer
        self.context = context
        self.date = article.published
        self.units: list[Unit | None] = [None] * len(mentions)
        self._doubts: dict[int, str] = {}
        self._by_name: dict[str, Counter[Unit]] = {}  # the units chosen so far, by folded name
        self._by_rank: dict[int, Counter[Unit]] = {}
        self._provinces: Counter[Unit] = Counter()  # in which those units lie
        self.keys = [fold_name(mention.name) for mention in mentions]
        self.candidates = [
            self._candidates(mention, key) for mention, key in zip(mentions, self.keys, strict=True)
        ]
        self._children: dict[int, list[int]] = {}
        for index, mention in enumerate(mentions):
            if mention.parent is not None:
                self._children.setdefault(mention.parent, []).append(index)
        self._choose_all()

    def _choose_all(self) -> None:
        """From the largest down; of one level those with a printed parent first."""
        order = sorted(
            (index for index, units in enumerate(self.candidates) if units),
            key=lambda i: (-self._rank(i), self.mentions[i].parent is None, i),
        )
        for index in order:
            self._set(index, self._choose(index))
        for index in order:  # again, now that children have told same-named parents apart
            if self.units[index] is None:
                self._set(index, self._choose(index))

    def _set(self, index: int, unit: Unit | None) -> None:
        """Keeps a choice and counts it; one made before no longer counts."""
        for chosen, by in ((self.units[index], -1), (unit, 1)):
            if chosen is not None:
                self._by_name.setdefault(self.keys[index], Counter())[chosen] += by
                self._by_rank.setdefault(chosen.rank, Counter())[chosen] += by
                for province in self._top(chosen):
                    self._provinces[province] += by
        self.units[index] = unit

    def _top(self, unit: Unit) -> set[Unit]:
        return {above for above in self.gazetteer.chain(unit, self.date) if not above.parent}

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line for each place left without a unit that the gazetteer has by that name."""
        doubts = (why for index, why in sorted(self._doubts.items()) if self.units[index] is None)
        return tuple(dict.fromkeys(doubts))

    def _rank(self, index: int) -> int:
        kind = self.mentions[index].kind
        return RANK[kind] if kind is not None else self.candidates[index][0].rank

    def _candidates(self, mention: PlaceMention, key: str) -> tuple[Unit, ...]:
        """Units the mention may be: of its level, and of its date where any existed then."""
        kind = mention.kind
        if kind == "country" or (kind is not None and RANK[kind] == VILLAGE):
            return ()
        units = self.gazetteer.named(key)
        if not units:
            found = (self.gazetteer.unit(code, self.date) for code in mention.codes)
            units = tuple(unit for unit in found if unit is not None)
        if kind is None:
            codes = set(mention.codes)
            units = tuple(unit for unit in units if unit.code in codes or not unit.code)
            return self._of_date(units, mention.former)
        if kind in _CITY:
            units = tuple(u for u in units if u.kind in _CITY or u.kind in _BECAME["city"])
        else:
            kinds = (kind, *_BECAME.get(kind, ()))
            units = tuple(unit for unit in units if unit.kind in kinds)
        return self._of_kind_and_date(units, kind, mention.former)

    def _of_kind_and_date(
        self, units: tuple[Unit, ...], kind: str, former: bool
    ) -> tuple[Unit, ...]:
        """Of the date and of the level or one it was raised to later; of a kind that no longer
        exists (*huyện* after the reform) the former units."""
        valid = self._of_date(units, former)
        kinds = _CITY if kind in _CITY else {kind}
        if any(unit.kind in kinds for unit in valid):
            return valid
        return tuple(unit for unit in units if unit.kind in kinds) or valid

    def _of_date(self, units: tuple[Unit, ...], former: bool) -> tuple[Unit, ...]:
        if self.date is None:
            return units
        first, last = bounds(self.date)
        if former:
            ended = tuple(unit for unit in units if unit.until and unit.until < last)
            return ended or units
        return tuple(unit for unit in units if unit.valid(first, last)) or units

    # -- one mention ----------------------------------------------------------------------------

    def _choose(self, index: int) -> Unit | None:
        mention = self.mentions[index]
        units = self.candidates[index]
        if mention.parent is not None and self.mentions[mention.parent].kind == "country":
            return None
        if mention.parent is not None and self.candidates[mention.parent]:
            return self._within_parent(index, units, mention.parent)
        if mention.kind is None:
            units = self._top_rank(index, units)
        else:
            units = self._of_kind(units, mention.kind)
        again = self._same_name(index, units)
        if again is not None:
            return again
        return self._within_scope(index, units)

    def _within_parent(self, index: int, units: tuple[Unit, ...], parent: int) -> Unit | None:
        above = self.units[parent]
        parents = (above,) if above is not None else self.candidates[parent]
        inside = tuple(
            unit
            for unit in units
            if any(unit != p and self.gazetteer.inside(unit, p, self.date) for p in parents)
        )
        kind = self.mentions[index].kind
        fits = self._of_kind(inside, kind) if kind is not None else inside[:1]
        if not fits and above is not None and units and self._rank(index) < PROVINCE:
            self._doubts[index] = (
                f"{self._name(index)} is not in {self._name(parent)} by the gazetteer; "
                "no code given"
            )
        chosen = self._only(index, fits)
        if chosen is not None and above is None:
            told = (p for p in parents if self.gazetteer.inside(chosen, p, self.date))
            self._set(parent, self.units[parent] or next(told))
        return chosen

    def _top_rank(self, index: int, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """A bare name means its largest unit; printed as parent of a commune where the province
        itself is known, its city (``phường Tô Hiệu (Sơn La)`` in a paper of Sơn La)."""
        rank = max(unit.rank for unit in units)
        below = [unit for unit in units if unit.rank == DISTRICT]
        if rank == PROVINCE and below and self._children.get(index):
            province = next(unit for unit in units if unit.rank == PROVINCE)
            child = max(self._rank(i) if self.candidates[i] else 0 for i in self._children[index])
            if 0 < child < DISTRICT and province in self.context:
                rank = DISTRICT
        return tuple(unit for unit in units if unit.rank == rank)

    def _of_kind(self, units: tuple[Unit, ...], kind: str) -> tuple[Unit, ...]:
        """Those of the very kind; where none is, those of its level (a town that became a city)."""
        kinds = _CITY if kind in _CITY else {kind}
        return tuple(unit for unit in units if unit.kind in kinds) or units

    def _same_name(self, index: int, units: tuple[Unit, ...]) -> Unit | None:
        """The unit already chosen for this name elsewhere, when there is just one."""
        chosen = self._by_name.get(self.keys[index], Counter())
        found = [unit for unit in dict.fromkeys(units) if chosen[unit] > 0]
        return found[0] if len(found) == 1 else None

    def _within_scope(self, index: int, units: tuple[Unit, ...]) -> Unit | None:
        if self._rank(index) == PROVINCE:
            return self._only(index, units)
        rank = self._rank(index)
        near = self._nearest(index, rank)
        scopes: tuple[Collection[Unit], ...] = (
            near,
            self._named(DISTRICT) if rank < DISTRICT else (),
            [unit for unit in self.context if unit.rank == DISTRICT],
            [unit for unit in self.context if unit.rank == PROVINCE],
            self._named(PROVINCE),
            self._implied(index),
        )
        for scope in scopes:
            inside = self._inside_any(units, scope)
            if inside:
                return self._only(index, inside)
        if rank < DISTRICT and any(unit.rank == PROVINCE for unit in self.context):
            return None  # another province's name: likelier one the gazetteer does not know
        mention = self.mentions[index]
        exact = mention.kind is None or all(unit.kind == mention.kind for unit in units)
        return self._only(index, units) if rank >= DISTRICT or exact else None

    def _implied(self, index: int) -> list[Unit]:
        """The province every other place of the article lies in, when there is just one."""
        unit = self.units[index]
        own = self._top(unit) if unit is not None else set()
        found = [above for above, count in self._provinces.items() if count > (above in own)]
        return found if len(found) == 1 else []

    def _named(self, rank: int) -> list[Unit]:
        """The units of one level chosen so far."""
        return [unit for unit, count in self._by_rank.get(rank, Counter()).items() if count > 0]

    def _nearest(self, index: int, rank: int) -> list[Unit]:
        """The district named last before the mention in the same paragraph."""
        start = self.mentions[index].span.start
        line = paragraph_start(self.article.clean, start)
        for other in range(index - 1, -1, -1):
            if self.mentions[other].span.start < line:
                break
            unit = self.units[other]
            if unit is not None and unit.rank == DISTRICT > rank:
                return [unit]
        return []

    def _inside_any(self, units: tuple[Unit, ...], scope: Collection[Unit]) -> tuple[Unit, ...]:
        if not scope:
            return ()
        return tuple(
            unit
            for unit in units
            if any(self.gazetteer.inside(unit, above, self.date) for above in scope)
        )

    def _only(self, index: int, units: tuple[Unit, ...]) -> Unit | None:
        """The single unit left; of one unit before and after the reform the one dated best."""
        if len(units) > 1:
            units = self._one_generation(units)
        if len(units) == 1:
            return units[0]
        if units:
            self._doubts[index] = (
                f"{self._name(index)} may be any of {len(units)} units of that name; none chosen"
            )
        return None

    def _one_generation(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """Without a date both generations remain: a district in the text says the former."""
        before = tuple(unit for unit in units if unit.until)
        after = tuple(unit for unit in units if not unit.until)
        if len(before) == 1 and len(after) == 1 and before[0].code == after[0].code:
            return (
                after if before[0].kind == after[0].kind and before[0].rank == PROVINCE else before
            )
        if self._named(DISTRICT):
            return before or after
        return units

    def _name(self, index: int) -> str:
        return repr(self.mentions[index].span.of(self.article.clean))


def paragraph_start(clean: str, position: int) -> int:
    """Where the paragraph of ``position`` begins, looking back at most 5,000 characters."""
    first = max(position - _BACK, 0)
    return max(clean.rfind("\n", first, position) + 1, first)


def caller_units(
    document: Document, gazetteer: Gazetteer, hints: Sequence[str], date: str | None
) -> tuple[Unit, ...]:
    """Provinces and districts the caller's province, publisher and address point at.

    ``hints`` are slugs of the address (``thuanchau``); a district among them counts only when it
    is the only one of its name, or lies in a province that is known.
    """
    found: list[Unit] = []
    for text in (document.province, document.publisher):
        if text:
            found.extend(gazetteer.provinces_in(text, date))
    slugs = [unit for hint in hints for unit in gazetteer.by_slug(hint, date)]
    found.extend(unit for unit in slugs if unit.rank == PROVINCE)
    provinces = set(found)
    for hint in hints:
        units = [unit for unit in gazetteer.by_slug(hint, date) if unit.rank == DISTRICT]
        inside = [u for u in units if any(gazetteer.inside(u, p, date) for p in provinces)]
        pick = inside if provinces else units
        if len(pick) == 1:
            found.extend(part for part in gazetteer.chain(pick[0], date))
    return tuple(dict.fromkeys(found))
