"""The made-up archive: the same for the same seed, consistent, and wrong only where it says so."""

from __future__ import annotations

import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from synthetic.archive import Archive, build
from synthetic.page import percent, printed
from synthetic.places import provinces
from synthetic.plants import KINDS


@pytest.fixture(scope="module")
def archive() -> Archive:
    return build()


def test_sixty_organisations_and_at_least_four_hundred_articles(archive: Archive) -> None:
    places = provinces()
    districts = [district for province in places for district in province.districts]
    communes = [commune for district in districts for commune in district.communes]
    assert len(places) + len(districts) + len(communes) == 60
    names = Counter(commune.name for commune in communes)
    assert {"Tân Lập", "Tân Bình", "Thành Sơn"} <= {name for name, n in names.items() if n > 1}
    assert len(archive.pages) >= 400
    years = {page.published[:4] for page in archive.pages}
    assert years == {str(year) for year in range(2020, 2026)}


def test_it_is_the_same_every_time(archive: Archive) -> None:
    again = build()
    assert [page.row() for page in again.pages] == [page.row() for page in archive.pages]
    assert again.manifest() == archive.manifest()
    assert build(5).pages[0].text != archive.pages[0].text or build(5).pages[1] != archive.pages[1]


def test_every_kind_is_planted_as_often_as_asked(archive: Archive) -> None:
    assert Counter(plant.kind for plant in archive.plants) == dict.fromkeys(KINDS, 8)
    assert build(each=0).plants == ()


def test_figures_stand_where_they_are_said_to(archive: Archive) -> None:
    for page in archive.pages:
        for fact, gold in zip(page.facts, page.gold()["facts"], strict=True):
            start = fact["start"]
            assert page.text[start : start + len(fact["quote"])] == fact["quote"]
            at = -1
            for _ in range(gold["nth"]):
                at = page.text.index(gold["quote"], at + 1)
            assert at == start


def test_false_figures_are_printed_in_the_articles_that_carry_them(archive: Archive) -> None:
    texts = {page.id: page.text for page in archive.pages}
    hidden = ("plan_across", "one_plan")  # only their percentages are printed
    for plant in archive.plants:
        assert plant.changed and plant.false != plant.true
        values = [plant.false] if plant.kind == "wrong_parent" else plant.false.split(" ")
        if plant.kind in hidden:
            continue
        if plant.kind == "two_holders":
            values = [plant.false]
        if plant.kind not in ("two_holders", "wrong_parent", "growth_across", "magnitude"):
            values = [printed(Decimal(value)) for value in values]
        for value in values:
            told = value.removeprefix("-")
            assert any(told in texts[id] for id in plant.changed), (plant.id, told)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Decimal("1254.5"), 1, "1.254,5"),
        (Decimal("80.0"), 1, "80"),
        (Decimal(3418), 0, "3.418"),
        (Decimal("0.05"), 1, "0,1"),
    ],
)
def test_numbers_are_printed_as_papers_print_them(value: Decimal, decimals: int, text: str) -> None:
    assert printed(value, decimals) == text


def test_percentages_are_rounded_half_up() -> None:
    assert percent(1, 8, 1) == Decimal("12.5")
    assert percent(1, 16, 1) == Decimal("6.3")
