"""Which place an entity is: the gazetteer's unit over its whole life, or a name under another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textmine.packs.gazetteer import DISTRICT, PROVINCE, VILLAGE, Unit
from textmine.resolve.identities_gazetteer import rank_of
from textmine.resolve.identities_records import (
    SEPARATOR,
    ArticleRecord,
    Claim,
    EntityRecord,
    group_of,
)
from textmine.resolve.identities_rules import IdentityRules, spelling

MOST_CANDIDATES = 40
_CAPITAL = "thủ đô"


class PlaceClaims:
    """Claims of the places of one article; ``prior`` is the province its paper is of."""

    def __init__(self, article: ArticleRecord, rules: IdentityRules) -> None:
        self.article = article
        self.rules = rules
        self.lives = rules.lives
        self.prior = self._prior()
        self.records: Mapping[int, EntityRecord] = {
            entity.number: entity for entity in article.entities if entity.type == "place"
        }
        self.units: dict[int, Unit] = {}
        self._claims: dict[int, Claim | None] = {}

    def _prior(self) -> Unit | None:
        """The province told by the caller, else the one in the paper's name."""
        date = self.article.published
        return self.lives.province_named(self.article.province, date) or self.lives.province_named(
            self.article.publisher, date
        )

    def of(self, number: int | None) -> Claim | None:
        """The claim of one place, ``None`` when the number is no place's."""
        if number is None or number not in self.records:
            return None
        if number not in self._claims:
            self._claims[number] = None  # a place above itself is above nothing
            self._claims[number] = self._claim(self.records[number])
        return self._claims[number]

    def of_unit(self, unit: Unit, record: EntityRecord, reason: str) -> Claim:
        """The claim that an entity is a unit of the gazetteer."""
        last = self.lives.last(unit)
        anchor = self.lives.anchor(unit)
        province = self.lives.province(last)
        self.units[record.number] = unit
        return Claim(
            self.article.key,
            record.number,
            "place",
            last.kind,
            last.full_name,
            group_of(anchor),
            (anchor,),
            reason,
            above=self._above(unit),  # of its time: a commune outlives its district
            province=province.code if province is not None else None,
            admin_code=last.code or None,
            gazetteer=True,
        )

    def _above(self, unit: Unit) -> str | None:
        parent = self.rules.gazetteer.parent(unit)
        return self.lives.anchor(parent) if parent is not None else None

    def _claim(self, record: EntityRecord) -> Claim:
        unit = self.lives.unit_of(record.admin_code, record.path, self.article.published)
        if unit is not None:
            return self.of_unit(unit, record, f"official code {unit.code}")
        bare = self.bare(record.name)
        if record.kind == "country":
            name = self.rules.countries.get(spelling(bare), spelling(bare))
            anchor = SEPARATOR.join(("p", name, "country"))
            return self._made(record, bare, (anchor,), "a country by its name")
        rank = rank_of(record.kind)
        if rank is None or rank == VILLAGE:
            return self._village(record)
        return self._unit_by_name(record, bare, rank)

    def bare(self, name: str) -> str:
        """A place's name without its level word."""
        folded = spelling(name)
        for level in (*self.rules.levels, _CAPITAL):
            if folded.startswith(f"{level} "):
                return name[len(level) + 1 :].strip() or name
        return name

    def _made(
        self,
        record: EntityRecord,
        bare: str,
        anchors: tuple[str, ...],
        reason: str,
        candidates: tuple[str, ...] = (),
    ) -> Claim:
        above = self.of(record.parent)
        province = above.province if above is not None else None
        if province is None and self.prior is not None and record.kind != "country":
            province = self.prior.code
        group = (
            SEPARATOR.join(anchors[0].split(SEPARATOR)[:2]) if anchors else f"p|{spelling(bare)}"
        )
        return Claim(
            self.article.key,
            record.number,
            "place",
            record.kind,
            record.name,
            group,
            anchors,
            reason,
            candidates[:MOST_CANDIDATES],
            above=above.anchors[0] if above is not None and above.anchors else None,
            province=province,
        )

    def _village(self, record: EntityRecord) -> Claim:
        """A village is its name with its level word, in its commune."""
        name = spelling(record.name)
        above = self.of(record.parent)
        parent = self.records.get(record.parent) if record.parent is not None else None
        rank = rank_of(parent.kind) if parent is not None else None
        if above is None or rank is None or rank >= DISTRICT:
            return self._made(record, record.name, (), "its commune is not told")
        if not above.anchors:
            under = tuple(self._under(name, anchor) for anchor in above.candidates)
            return self._made(record, record.name, (), "its commune is not certain", under)
        anchor = self._under(name, above.anchors[0])
        return self._made(record, record.name, (anchor,), f"{record.name} in {above.name}")

    def _under(self, name: str, above: str) -> str:
        return SEPARATOR.join(("p", name, "in", above))

    def _unit_by_name(self, record: EntityRecord, bare: str, rank: int) -> Claim:
        """A place without a code: the only unit of its name where it lies, else a name under the
        place above, else open."""
        found = self.lives.named(bare, rank, self.article.published)
        found = tuple(unit for unit in found if unit.kind == record.kind) or found
        above = self.of(record.parent)
        within = self.units.get(record.parent) if record.parent is not None else None
        if within is not None:
            inside = tuple(unit for unit in found if self.lives.inside(unit, within))
            if len(inside) == 1:
                return self.of_unit(inside[0], record, f"the only one of its name in {within.name}")
            if not inside and (within.rank == DISTRICT or rank == DISTRICT):
                anchor = SEPARATOR.join(("p", spelling(bare), str(rank), self.lives.anchor(within)))
                made = self._made(record, bare, (anchor,), f"{record.name} in {within.full_name}")
                return replace(made, admin_code=None)
            found = inside or found
        elif above is not None and above.anchors and above.kind == "country":
            anchor = SEPARATOR.join(("p", spelling(bare), str(rank), above.anchors[0]))
            return self._made(record, bare, (anchor,), f"{record.name} in {above.name}")
        elif self.prior is not None:
            near = tuple(unit for unit in found if self.lives.inside(unit, self.prior))
            if len(near) == 1:
                return self.of_unit(near[0], record, f"the only one in {self.prior.full_name}")
            found = near or found
        elif spelling(record.name).startswith(f"{_CAPITAL} "):
            anchor = SEPARATOR.join(("p", spelling(bare), "capital"))
            return self._made(record, bare, (anchor,), "a capital by its name")
        if rank == PROVINCE and len(found) == 1:
            return self.of_unit(found[0], record, "a province by its name")
        candidates = tuple(self.lives.anchor(unit) for unit in found)
        told = f"one of {len(found)} of this name" if found else "where it lies is not told"
        return self._made(record, bare, (), told, candidates)
