"""What one article is about to tell: plain numbers, before they are put into sentences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .places import Commune, District, Province
from .world import STAGES, World, holder, key_of

Place = Province | District | Commune


@dataclass(frozen=True, slots=True)
class Body:
    """A territory and what its bodies are called in it."""

    key: str
    territory: str
    level: str
    committee: str
    party: str
    inside: str  # the territories above, as a paper adds them
    province: str


def body_of(place: Place, provinces: tuple[Province, ...]) -> Body:
    key = key_of(place)
    if isinstance(place, Province):
        name = f"tỉnh {place.name}"
        return Body(key, name, "tỉnh", "Tỉnh ủy", f"Đảng bộ {name}", "", place.name)
    if isinstance(place, District):
        name = f"huyện {place.name}"
        committee = f"Huyện ủy {place.name}"
        return Body(
            key, name, "huyện", committee, f"Đảng bộ {name}", f"tỉnh {place.province}",
            place.province,
        )  # fmt: skip
    name = f"xã {place.name}"
    above = f"huyện {place.district}"
    return Body(key, name, "xã", f"Đảng ủy {name}", f"Đảng bộ {name}", above, place.province)


@dataclass(frozen=True, slots=True)
class PartyNote:
    """``stage`` is the number of months reported.  ``plan`` is what the percentage is of;
    ``show_plan`` tells whether it is printed.  ``counted`` is the months of the period: the last
    three for a quarter told alone."""

    body: Body
    year: int
    stage: int
    plan: int
    admitted: int
    members: int
    before: int
    women: int
    minority: int
    trained: int
    cells: int
    chief: str
    show_plan: bool = True
    show_percent: bool = True
    named: bool = False  # the secretary is certainly named


@dataclass(frozen=True, slots=True)
class EconomyNote:
    """``base`` is last year's revenue at the same stage, which growth is reckoned from."""

    body: Body
    year: int
    stage: int
    plan: Decimal
    revenue: Decimal
    base: Decimal | None
    jobs_plan: int
    jobs: int
    poor: int
    poor_before: int
    households: int
    newrural: int
    communes: int
    chief: str


def party_note(world: World, body: Body, year: int, stage: int) -> PartyNote:
    """What is true at the end of a stage; stage 0 is the beginning of the year."""
    told = world.party[body.key, year]
    at = STAGES.index(stage) if stage else 0
    return PartyNote(
        body=body,
        year=year,
        stage=stage,
        plan=told.plan,
        admitted=told.admitted[at],
        members=told.members[at] if stage else told.before,
        before=told.before,
        women=told.admitted[at] * told.women // 1000,
        minority=told.admitted[at] * told.minority // 1000,
        trained=told.trained[at],
        cells=told.cells,
        chief=holder(world, body.key, year),
    )


def economy_note(world: World, body: Body, year: int, stage: int) -> EconomyNote:
    told = world.economy[body.key, year]
    at = STAGES.index(stage)
    last = world.economy.get((body.key, year - 1))
    return EconomyNote(
        body=body,
        year=year,
        stage=stage,
        plan=told.plan,
        revenue=told.revenue[at],
        base=last.revenue[at] if last else None,
        jobs_plan=told.jobs_plan,
        jobs=told.jobs[at],
        poor=told.poor,
        poor_before=told.poor_before,
        households=told.households,
        newrural=told.newrural,
        communes=told.communes,
        chief=holder(world, body.key, year),
    )


def span_of(year: int, stage: int) -> tuple[str, str]:
    """The months of a stage as a period."""
    last = {3: "03-31", 6: "06-30", 9: "09-30", 12: "12-31"}[stage]
    return f"{year}-01-01", f"{year}-{last}"


def when(year: int, stage: int) -> str:
    return {
        3: f"quý I năm {year}",
        6: f"6 tháng đầu năm {year}",
        9: f"9 tháng đầu năm {year}",
        12: f"năm {year}",
    }[stage]
