"""What is true in the made-up provinces, year by year; every figure follows from another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from .places import Commune, District, Province

FIRST_YEAR, LAST_YEAR = 2020, 2025
NEW_STANDARD = 2022  # the poverty line is drawn anew at its beginning
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
STAGES = (3, 6, 9, 12)  # months after which papers report
_ONE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class PartyYear:
    """``admitted`` since 1 January and ``members`` at the end of each of STAGES; ``before`` is
    the number of members when the year began."""

    plan: int
    before: int
    admitted: tuple[int, int, int, int]
    members: tuple[int, int, int, int]
    women: int  # of 1,000 admitted
    minority: int
    trained: tuple[int, int, int, int]
    cells: int


@dataclass(frozen=True, slots=True)
class EconomyYear:
    """Money in billions of dong, one decimal; ``revenue`` and ``jobs`` since 1 January."""

    plan: Decimal
    revenue: tuple[Decimal, Decimal, Decimal, Decimal]
    jobs_plan: int
    jobs: tuple[int, int, int, int]
    poor: int
    households: int
    poor_before: int
    newrural: int
    communes: int


@dataclass(frozen=True, slots=True)
class World:
    """``party`` and ``economy`` by (organisation, year); ``cells``: members of a village cell;
    ``holders``: names of a body's secretaries as (name, first year, last year)."""

    party: dict[tuple[str, int], PartyYear]
    economy: dict[tuple[str, int], EconomyYear]
    villages: dict[tuple[str, int], tuple[int, ...]]
    holders: dict[str, tuple[tuple[str, int, int], ...]]


_FAMILY = ("Lò", "Cầm", "Hoàng", "Nguyễn", "Trần", "Phạm", "Vũ", "Lê", "Đinh", "Quàng", "Bùi", "Hà")
_MIDDLE = ("Văn", "Đức", "Minh", "Quốc", "Thị", "Ngọc", "Xuân", "Thanh")
_GIVEN = (
    "Khoản", "Thắng", "Hợp", "Hiếu", "Sơn", "Lương", "Toản", "Huyền", "Phượng", "Trường", "Bình",
    "Dũng", "Tuyên", "Nhạn", "Quyết", "Hạnh",
)  # fmt: skip


def key_of(place: Province | District | Commune) -> str:
    """One name for an organisation's territory: communes may share theirs."""
    if isinstance(place, Commune):
        return f"{place.name}/{place.district}/{place.province}"
    if isinstance(place, District):
        return f"{place.name}/{place.province}"
    return place.name


def make_world(provinces: tuple[Province, ...], seed: int) -> World:
    """The same world for the same seed."""
    world = World({}, {}, {}, {})
    for province in provinces:
        for district in province.districts:
            for commune in district.communes:
                _commune(world, commune, Random(f"{seed}/{key_of(commune)}"))
            _body(world, key_of(district), Random(f"{seed}/{key_of(district)}"), 2600, 5200)
        _body(world, key_of(province), Random(f"{seed}/{key_of(province)}"), 38000, 88000)
    return world


def _body(world: World, key: str, rng: Random, least: int, most: int) -> None:
    _party(world, key, rng, rng.randint(least, most), rng.randint(180, 420))
    _economy(world, key, rng, Decimal(rng.randint(least, most)) / 30, 9 + rng.randint(0, 8))
    _holders(world, key, rng)


def _commune(world: World, commune: Commune, rng: Random) -> None:
    key = key_of(commune)
    _party(world, key, rng, rng.randint(170, 390), rng.randint(11, 19))
    _economy(world, key, rng, Decimal(rng.randint(30, 95)) / 10, 1)
    _holders(world, key, rng)
    size = [rng.randint(14, 34) for _ in commune.villages]
    for year in YEARS:
        size = [number + rng.randint(0, 1) for number in size]
        world.villages[key, year] = tuple(size)


def _party(world: World, key: str, rng: Random, members: int, cells: int) -> None:
    for year in YEARS:
        plan = max(6, round(members * rng.uniform(0.02, 0.032)))
        total = max(5, round(plan * rng.uniform(0.92, 1.24)))
        shares = (rng.uniform(0.14, 0.2), rng.uniform(0.42, 0.52), rng.uniform(0.7, 0.8), 1)
        admitted = tuple(round(total * share) for share in shares)
        before, left, run = members, [], members
        for now, last in zip(admitted, (0, *admitted[:3]), strict=True):
            run += (now - last) - round((now - last) * rng.uniform(0.15, 0.6))
            left.append(run)
        trained = tuple(number + rng.randint(8, 30) + number // 3 for number in admitted)
        world.party[key, year] = PartyYear(
            plan=plan,
            before=before,
            admitted=(admitted[0], admitted[1], admitted[2], admitted[3]),
            members=(left[0], left[1], left[2], left[3]),
            women=rng.randint(350, 520),
            minority=rng.randint(540, 880),
            trained=(trained[0], trained[1], trained[2], trained[3]),
            cells=cells,
        )
        members = left[3]


def _economy(world: World, key: str, rng: Random, money: Decimal, communes: int) -> None:
    households = round(rng.randint(1450, 2100) * (money if communes > 1 else Decimal("0.9")) / 12)
    households = max(households, 900)
    poor = round(households * rng.uniform(0.13, 0.24))
    jobs, newrural = max(60, round(households / 14)), max(0, communes - rng.randint(5, 7))
    for year in YEARS:
        money = _tenths(money * Decimal(str(round(rng.uniform(1.03, 1.12), 3))))
        total = _tenths(money * Decimal(str(round(rng.uniform(0.96, 1.18), 3))))
        shares = (rng.uniform(0.2, 0.27), rng.uniform(0.46, 0.55), rng.uniform(0.71, 0.8), 1)
        revenue = tuple(_tenths(total * Decimal(str(round(share, 3)))) for share in shares)
        done = round(jobs * rng.uniform(0.95, 1.15))
        if year == NEW_STANDARD:
            poor = round(poor * 1.55)  # more households are poor by the new standard
        before, poor = poor, max(9, poor - round(poor * rng.uniform(0.12, 0.22)))
        newrural = min(communes, newrural + rng.randint(0, 1))
        world.economy[key, year] = EconomyYear(
            plan=money,
            revenue=(revenue[0], revenue[1], revenue[2], revenue[3]),
            jobs_plan=jobs,
            jobs=(round(done * 0.21), round(done * 0.5), round(done * 0.74), done),
            poor=poor,
            households=households,
            poor_before=before,
            newrural=newrural,
            communes=communes,
        )
        households += rng.randint(10, 60)


def _holders(world: World, key: str, rng: Random) -> None:
    first, second = _name(rng), _name(rng)
    while second.split()[-1] == first.split()[-1]:
        second = _name(rng)
    change = rng.choice((2021, 2022, 2023, 2024))
    world.holders[key] = ((first, FIRST_YEAR, change), (second, change + 1, LAST_YEAR))


def holder(world: World, key: str, year: int) -> str:
    """Who is secretary in ``year``; a successor begins with a year."""
    return next(name for name, start, end in world.holders[key] if start <= year <= end)


def another_name(seed: int, key: str) -> str:
    return _name(Random(f"other/{seed}/{key}"))


def _name(rng: Random) -> str:
    return f"{rng.choice(_FAMILY)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}"


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(_ONE, ROUND_HALF_UP)


__all__ = [
    "NEW_STANDARD", "STAGES", "YEARS", "EconomyYear", "PartyYear", "World", "another_name",
    "holder", "key_of", "make_world",
]  # fmt: skip
