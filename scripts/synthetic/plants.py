"""Contradictions planted in the archive: which, where, and what they should be found as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .places import Commune, District, Province
from .world import YEARS, key_of

# What is contradicted, and how many of it there are; the first year that can hold one.
PARTY_RULES = (
    "same_value", "cumulative_falls", "subperiod", "plan_across", "one_plan", "stock_flow",
    "two_holders",
)  # fmt: skip
ECONOMY_RULES = ("growth_across", "magnitude", "parts_above_whole")
COMMUNE_RULES = ("part_above_parent", "wrong_parent", "commune_stock_flow")
KINDS = (*PARTY_RULES, *ECONOMY_RULES, "part_above_parent", "wrong_parent")
EACH = 8
_NEEDS_PAST = ("growth_across", "commune_stock_flow", "stock_flow")


@dataclass(slots=True)
class Plant:
    """``changed`` are the articles that carry the false figure or name, ``against`` those that
    it contradicts, ``false``/``true`` what is printed and what it should be."""

    id: str
    kind: str
    place: str
    year: int
    changed: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    false: str = ""
    true: str = ""

    def row(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "place": self.place,
            "year": self.year,
            "changed": self.changed,
            "against": sorted(set(self.against) - set(self.changed)),
            "false": self.false,
            "true": self.true,
        }


def sow(
    provinces: tuple[Province, ...], rng: Random, each: int = EACH
) -> Mapping[tuple[str, str, int], Plant]:
    """Plants by (rule, place, year): of each rule ``each``, no two in one field of one year."""
    districts = [d for province in provinces for d in province.districts]
    communes = [c for district in districts for c in district.communes]
    found: dict[tuple[str, str, int], Plant] = {}
    for rules, places in (
        (PARTY_RULES, districts),
        (ECONOMY_RULES, districts),
        (COMMUNE_RULES, communes),
    ):
        _sow(found, rules, places, rng, each)
    return found


def _sow(
    found: dict[tuple[str, str, int], Plant],
    rules: Iterable[str],
    places: Iterable[District | Commune],
    rng: Random,
    each: int,
) -> None:
    free = [(key_of(place), year) for place in places for year in YEARS if year < YEARS[-1]]
    rng.shuffle(free)
    for rule in rules:
        wanted = each // 2 if rule.endswith("stock_flow") else each
        fitting = [x for x in free if rule not in _NEEDS_PAST or x[1] > YEARS[0]][:wanted]
        for place, year in fitting:
            free.remove((place, year))
            kind = rule.removeprefix("commune_")
            found[kind, place, year] = Plant(f"{rule}-{len(found) + 1}", kind, place, year)
