"""Six years of notices, in the order they were printed, with what is planted among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from . import economy, party
from .notes import Body, EconomyNote, PartyNote, body_of, economy_note, party_note
from .page import Page, printed
from .places import Commune, District, Province, provinces
from .plants import Plant, sow
from .world import YEARS, World, another_name, make_world

_LAST_OF_DISTRICTS = 2025  # they were abolished on 1 July


@dataclass(frozen=True, slots=True)
class Archive:
    """``pages`` by date and id; ``plants`` in the order of their ids."""

    pages: tuple[Page, ...]
    plants: tuple[Plant, ...]

    def manifest(self) -> list[dict[str, Any]]:
        return [plant.row() for plant in self.plants]


def build(seed: int = 4, *, each: int = 8, only: int | None = None) -> Archive:
    """The archive of a seed: the same pages for the same arguments.

    ``each`` is how many contradictions of each kind are planted (0: none at all), ``only``
    how many of the six provinces are told about.
    """
    places = provinces()[:only]
    maker = _Maker(seed, places, each)
    for province in places:
        maker.province(province)
    order = sorted(maker.pages, key=lambda page: (page.published, page.id))
    plants = [plant for plant in maker.plants.values() if plant.changed]
    return Archive(tuple(order), tuple(sorted(plants, key=lambda plant: plant.id)))


class _Maker:
    def __init__(self, seed: int, places: tuple[Province, ...], each: int) -> None:
        self.seed = seed
        self.places = places
        self.world: World = make_world(places, seed)
        self.plants: Mapping[tuple[str, str, int], Plant] = sow(
            places, Random(f"{seed}/plants"), each
        )
        self.pages: list[Page] = []

    # -- one province after the other ------------------------------------------------------------

    def province(self, province: Province) -> None:
        for year in YEARS:
            body = body_of(province, self.places)
            for stage in (6, 12) if year < _LAST_OF_DISTRICTS else ():
                note = party_note(self.world, body, year, stage)
                self._page(province, year, stage, "progress", body, party.progress, note)
            for district in province.districts:
                self._district(province, district, year)
                for commune in district.communes:
                    self._commune(province, commune, year)

    def _district(self, province: Province, district: District, year: int) -> None:
        body = body_of(district, self.places)
        rng = Random(f"{self.seed}/{body.key}/{year}")
        self._goals(province, body, year, rng)
        if year == _LAST_OF_DISTRICTS:
            note = party_note(self.world, body, year, 3)
            self._page(province, year, 3, "progress", body, party.progress, note)
            return
        for stage in (6, 9, 12):
            self._progress(province, body, year, stage, rng)
        if self._plant("subperiod", body, year) or rng.random() < 0.3:
            self._quarter(province, body, year)
        for stage in (6, 12):
            self._economy(province, body, year, stage, rng)

    def _goals(self, province: Province, body: Body, year: int, rng: Random) -> None:
        note = party_note(self.world, body, year, 0)
        hidden = self._plant("one_plan", body, year) is not None
        page = self._page(
            province, year, 0, "goal", body, party.goal, replace(note, show_plan=not hidden)
        )
        self._against(page, ("plan_across", "stock_flow"), body, year)
        budget = economy_note(self.world, body, year, 12)
        self._page(province, year, 0, "budget_goal", body, economy.budget_goal, budget)

    def _progress(self, province: Province, body: Body, year: int, stage: int, rng: Random) -> None:
        note = party_note(self.world, body, year, stage)
        named = self._plant("two_holders", body, year) is not None
        note = replace(note, show_plan=rng.random() < 0.5, named=named)
        if any(self._plant(kind, body, year) for kind in ("plan_across", "one_plan")):
            wordy = stage == 12 or (stage == 6 and self._plant("one_plan", body, year) is not None)
            note = replace(note, show_plan=False, show_percent=wordy)
        changed = self._changed(note, stage)
        page = self._page(province, year, stage, "progress", body, party.progress, changed or note)
        if changed is not None:
            self._record(page, note, changed)
        self._against(page, _READ_AGAINST.get(stage, ()), body, year)
        if rng.random() < 0.22:
            self._reprint(province, page)
        self._notice(province, body, note, rng)

    def _changed(self, note: PartyNote, stage: int) -> PartyNote | None:
        """The note with what is planted in it, if anything is."""
        body, year, rng = note.body, note.year, Random(f"{self.seed}/{note.body.key}/x")
        told = self.world.party[body.key, year]
        if stage == 9 and self._plant("cumulative_falls", body, year):
            return _readmitted(note, told.admitted[1] - rng.randint(2, 6))
        if stage == 9 and self._plant("two_holders", body, year):
            return replace(note, chief=another_name(self.seed, body.key))
        if stage == 12 and self._plant("stock_flow", body, year):
            return replace(note, members=told.before + told.admitted[3] + rng.randint(12, 60))
        if stage == 12 and (
            self._plant("plan_across", body, year) or self._plant("one_plan", body, year)
        ):
            return replace(note, plan=round(told.plan * rng.choice((0.78, 0.84, 1.2, 1.3))))
        return None

    def _record(self, page: Page, note: PartyNote, changed: PartyNote) -> None:
        for kind in ("cumulative_falls", "two_holders", "stock_flow", "plan_across", "one_plan"):
            plant = self._plant(kind, note.body, note.year)
            if plant is None:
                continue
            plant.changed.append(page.id)
            for name in ("admitted", "chief", "members", "plan"):
                was, now = getattr(note, name), getattr(changed, name)
                if was != now:
                    plant.false, plant.true = str(now), str(was)

    def _notice(self, province: Province, body: Body, note: PartyNote, rng: Random) -> None:
        plant = self._plant("same_value", body, note.year) if note.stage == 9 else None
        falling = note.stage == 9 and self._plant("cumulative_falls", body, note.year)
        if falling or (plant is None and rng.random() > 0.25):
            return
        if plant is not None:
            told = self.world.party[body.key, note.year]
            false = _other(note.admitted, told.admitted[1] + 1, told.admitted[3] - 1)
            plant.false, plant.true = str(false), str(note.admitted)
            note = replace(note, admitted=false)
        page = self._page(
            province, note.year, note.stage, "notice", body, party.notice, note, late=2
        )
        if plant is not None:
            plant.changed.append(page.id)

    def _quarter(self, province: Province, body: Body, year: int) -> None:
        told = self.world.party[body.key, year]
        plant = self._plant("subperiod", body, year)
        if plant is None and self._plant("cumulative_falls", body, year):
            return
        true = told.admitted[2] - told.admitted[1]
        value = told.admitted[2] + 3 + year % 3 if plant else true
        note = replace(party_note(self.world, body, year, 9), admitted=value)
        page = self._page(province, year, 9, "quarter", body, party.quarter, note)
        if plant is not None:
            plant.changed.append(page.id)
            plant.false, plant.true = str(value), str(true)

    # -- money and work --------------------------------------------------------------------------

    def _economy(self, province: Province, body: Body, year: int, stage: int, rng: Random) -> None:
        note = economy_note(self.world, body, year, stage)
        plant = self._plant("growth_across", body, year) if stage == 12 else None
        told = note
        if plant is not None and note.base is not None:
            told = replace(note, base=(note.base * Decimal("0.88")).quantize(Decimal("0.1")))
            plant.true = printed((note.revenue - note.base) * 100 / note.base, 1)
            plant.false = (
                printed((told.revenue - told.base) * 100 / told.base, 1) if told.base else ""
            )
        page = self._page(province, year, stage, "economy", body, economy.economy, told)
        if plant is not None:
            plant.changed.append(page.id)
        self._against(page, ("parts_above_whole",) if stage == 12 else ("magnitude",), body, year)
        if stage == 12:
            self._against(page, ("growth_across",), body, year + 1)
        self._revenue_notice(province, body, note, rng)

    def _revenue_notice(
        self, province: Province, body: Body, note: EconomyNote, rng: Random
    ) -> None:
        plant = self._plant("magnitude", body, note.year) if note.stage == 6 else None
        chance = rng.random()
        if plant is not None:
            plant.true, plant.false = printed(note.revenue, 1), printed(note.revenue * 10, 1)
            note = replace(note, revenue=note.revenue * 10)
        elif chance > 0.4:
            return
        verb = "đạt"
        if plant is None and chance < 0.2:
            verb, note = "đạt hơn", replace(note, revenue=Decimal(int(note.revenue)))
        elif plant is None and note.stage == 12:
            guess = (note.revenue * Decimal("0.97")).quantize(Decimal("0.1"))
            verb, note = "ước đạt", replace(note, revenue=guess)

        def write(page: Page, rng: Random, told: EconomyNote) -> None:
            economy.revenue_notice(page, rng, told, verb=verb)

        late = -18 if verb == "ước đạt" else 2
        page = self._page(
            province, note.year, note.stage, "revenue_notice", body, write, note, late=late
        )
        if plant is not None:
            plant.changed.append(page.id)

    # -- communes --------------------------------------------------------------------------------

    def _commune(self, province: Province, commune: Commune, year: int) -> None:
        body = body_of(commune, self.places)
        if year == _LAST_OF_DISTRICTS:
            self._merged(province, commune, year)
            return
        note = party_note(self.world, body, year, 12)
        rng = Random(f"{self.seed}/{body.key}/{year}")
        moved = self._plant("wrong_parent", body, year)
        plant = moved or self._plant("stock_flow", body, year)
        told = note
        if moved is not None:
            others = [d for d in province.districts if d.name != commune.district]
            others = [d for d in others if commune.name not in [c.name for c in d.communes]]
            wrong = f"huyện {rng.choice(others).name}"
            moved.true, moved.false = body.inside, wrong
            told = replace(note, body=replace(body, inside=wrong))
        elif plant is not None:
            told = replace(note, members=note.before + note.admitted + rng.randint(8, 20))
            plant.true, plant.false = str(note.members), str(told.members)
        sizes = self.world.villages[body.key, year]
        names = [f"{province.village} {village}" for village in commune.villages]
        listed = tuple(zip(names, sizes, strict=True)) if year % 2 else ()

        def write(page: Page, rng: Random, told: PartyNote) -> None:
            party.congress(page, rng, told, listed)

        page = self._page(province, year, 11, "commune", body, write, told)
        if plant is not None:
            plant.changed.append(page.id)
        self._against(page, ("part_above_parent",), body, year)
        self._against(page, ("stock_flow",), body, year + 1)
        self._cell(province, body, note, names[0], sizes[0])
        self._commune_jobs(province, commune, body, year)

    def _cell(
        self, province: Province, body: Body, note: PartyNote, village: str, size: int
    ) -> None:
        plant = self._plant("part_above_parent", body, note.year)
        if plant is None and note.year % 3:
            return
        if plant is not None:
            plant.true, plant.false = str(size), str(note.members + 5 + size)
            size = note.members + 5 + size

        def write(page: Page, rng: Random, told: PartyNote) -> None:
            party.cell(page, rng, told, village, size)

        page = self._page(province, note.year, 10, "cell", body, write, note)
        if plant is not None:
            plant.changed.append(page.id)

    def _commune_jobs(self, province: Province, commune: Commune, body: Body, year: int) -> None:
        above = f"{commune.district}/{commune.province}"
        plant = self.plants.get(("parts_above_whole", above, year))
        if plant is None and (year + len(body.key)) % 2:
            return
        note = economy_note(self.world, body, year, 12)
        if plant is not None:
            whole = self.world.economy[above, year].jobs[3]
            share = Decimal("0.62") if not plant.changed else Decimal("0.55")
            false = int(whole * share)
            plant.true, plant.false = (
                f"{plant.true} {note.jobs}".strip(),
                f"{plant.false} {false}".strip(),
            )
            note = replace(note, jobs=false)
        page = self._page(province, year, 12, "jobs", body, economy.jobs_notice, note, late=-20)
        if plant is not None:
            plant.changed.append(page.id)

    def _merged(self, province: Province, commune: Commune, year: int) -> None:
        """The commune that this one became part of: larger, under no district."""
        if any(page.about == (commune.new, province.name) for page in self.pages):
            return
        old = body_of(commune, self.places)
        note = party_note(self.world, old, year, 12)
        name = f"xã {commune.new}"
        new = Body(f"{name}/{province.name}/2025", name, "xã", f"Đảng ủy {name}", f"Đảng bộ {name}",
                   province.after, province.name)  # fmt: skip
        note = replace(note, body=new, members=note.members * 3 + 41, cells=note.cells * 2 + 7)

        def write(page: Page, rng: Random, told: PartyNote) -> None:
            party.congress(page, rng, told, ())

        page = self._page(province, year, 11, "merged", new, write, note)
        page.about = (commune.new, province.name)

    # -- pages -----------------------------------------------------------------------------------

    def _page(
        self,
        province: Province,
        year: int,
        stage: int,
        kind: str,
        body: Body,
        write: Callable[[Page, Random, Any], None],
        note: PartyNote | EconomyNote,
        late: int = 0,
    ) -> Page:
        number = len(self.pages) + 1
        id = f"{province.slug}-{year}-{number:05d}"
        rng = Random(f"{self.seed}/{id}")
        paper = province.papers[late > 0]
        page = Page(id, _date(year, stage, kind, late, rng), province.name, paper, kind)
        write(page, rng, note)
        self.pages.append(page)
        return page

    def _reprint(self, province: Province, page: Page) -> None:
        """The same notice in the other paper a day or two later, under its own headline."""
        number = len(self.pages) + 1
        year, month, day = page.published.split("-")
        later = f"{year}-{month}-{min(int(day) + 1 + number % 2, 31 if month == '12' else 30):02d}"
        copy = Page(
            f"{province.slug}-{year}-{number:05d}",
            later,
            province.name,
            province.papers[1],
            "reprint",
        )
        title, _, rest = page.text.partition("\n\n")
        opening = "Tin tổng hợp\n\n" if number % 2 else f"{title}\n\n(Nguồn: {page.publisher}) "
        copy.text = opening + rest
        shift = len(opening) - len(title) - 2
        copy.facts = [{**fact, "start": fact["start"] + shift} for fact in page.facts]
        copy.relations = [dict(relation) for relation in page.relations]
        self.pages.append(copy)
        for plant in self.plants.values():
            if page.id in plant.changed:
                plant.changed.append(copy.id)

    def _plant(self, kind: str, body: Body, year: int) -> Plant | None:
        return self.plants.get((kind, body.key, year))

    def _against(self, page: Page, kinds: tuple[str, ...], body: Body, year: int) -> None:
        for kind in kinds:
            plant = self._plant(kind, body, year)
            if plant is not None:
                plant.against.append(page.id)


_READ_AGAINST = {
    6: ("cumulative_falls", "one_plan", "two_holders"),
    9: ("same_value", "subperiod", "stock_flow"),
    12: ("two_holders",),
}


def _readmitted(note: PartyNote, admitted: int) -> PartyNote:
    women = note.women * admitted // max(note.admitted, 1)
    minority = note.minority * admitted // max(note.admitted, 1)
    return replace(note, admitted=admitted, women=women, minority=minority)


def _other(value: int, least: int, most: int) -> int:
    """Another number that a slip could make of it, between the two bounds where there is one."""
    for slip in (value + 3, value - 3, value + 2, value - 2, value + 1, value - 1):
        if least <= slip <= most:
            return slip
    return value + 1


def _date(year: int, stage: int, kind: str, late: int, rng: Random) -> str:
    day = rng.randint(0, 6)
    if kind in ("economy", "revenue_notice", "jobs") and stage == 12:
        if late < 0:
            return f"{year}-12-{11 + day:02d}"
        return f"{year + 1}-01-{9 + day + late:02d}"
    month, first = {
        0: (1, 8), 3: (4, 4), 6: (7, 4), 9: (10, 6), 10: (11, 5), 11: (12, 12), 12: (12, 21),
    }[stage]  # fmt: skip
    return f"{year}-{month:02d}-{first + day + max(late, 0):02d}"
