"""Indicators: the ids every installation knows, and what a malformed row says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from textmine.model.errors import PackError
from textmine.packs.indicators import Indicator, dimension_of, is_count, load_indicators
from textmine.packs.loader import load_packs

# id: kind and unit are fixed: dashboards and gold files are written against them.
FIXED = """
party.members.total stock person
party.members.admitted flow person
party.members.probationary stock person
party.members.official_transfer flow person
party.members.share rate percent
party.candidates.introduced flow person
party.candidates.trained flow person
party.applications.reviewed flow count
party.admission.target flow person
party.admission.plan_percent rate percent
party.admission.rate rate percent
party.cells.total stock organization
party.orgs.grassroots stock organization
party.committees.total stock organization
party.badges flow person
party.discipline flow count
party.inspections flow count
party.rating.members rate,flow percent,person
party.rating.orgs rate,flow percent,count
party.delegates stock person
party.committee.size stock person
union.members stock person
plan.targets.met flow count
plan.percent rate percent
growth.percent rate percent
budget.revenue flow VND
budget.revenue.plan_percent rate percent
budget.expenditure flow VND
investment.disbursed flow VND,percent
production.value flow VND
crop.area flow hectare
crop.output flow tonne
crop.yield rate tonne/hectare
livestock.count stock count
poverty.households stock household
poverty.rate rate percent
income.per_capita rate VND/person/year
newrural.criteria stock count
newrural.communes stock count
newrural.communes_percent rate percent
jobs.created flow person
labor.trained_percent rate percent
health.insurance_percent rate percent
school.standard stock count
school.students stock person
enterprise.count stock count
cooperative.count stock count
ocop.products stock count
tourism.visitors flow person
tourism.revenue flow VND
traffic.accidents flow count
traffic.deaths flow person
traffic.injuries flow person
road.length stock,flow km
forest.area stock hectare
forest.cover_percent rate percent
aid.amount flow VND
aid.houses flow count
aid.gifts flow count
population.count stock person
household.count stock household
"""


@pytest.fixture(scope="module")
def indicators() -> dict[str, Indicator]:
    return load_indicators(load_packs(entry_points=False))


@pytest.mark.parametrize("line", FIXED.strip().splitlines())
def test_fixed_indicator(indicators: dict[str, Indicator], line: str) -> None:
    id, kinds, units = line.split(" ")
    found = indicators[id]
    assert found.kind in kinds.split(",")
    assert found.unit in units.split(",")
    assert set(units.split(",")) <= set(found.units)
    assert found.pack == ("party" if id.startswith(("party.", "union.")) else "economy")


def test_every_indicator_is_fixed_here(indicators: dict[str, Indicator]) -> None:
    assert set(indicators) == {line.split(" ")[0] for line in FIXED.strip().splitlines()}


def test_labels_and_bounds(indicators: dict[str, Indicator]) -> None:
    for found in indicators.values():
        assert found.labels["vi"] and found.labels["en"], found.id
        assert found.label("vi") == found.labels["vi"] == found.label("fr")
        if found.low is not None and found.high is not None:
            assert found.low < found.high, found.id
        if found.id.endswith(("share", "cover_percent")) or found.id == "poverty.rate":
            assert (found.low, found.high) == (0, 100), found.id


def test_words_are_folded(indicators: dict[str, Indicator]) -> None:
    for found in indicators.values():
        for item in found.expressions:
            for word in (*item.nouns, *item.before, *item.after, *item.without, *item.context):
                assert word == word.lower().strip(), f"{found.id}: {word!r}"


def test_percent_links_lead_to_rates(indicators: dict[str, Indicator]) -> None:
    linked = 0
    for found in indicators.values():
        for other in (found.plan_percent, found.share_percent):
            if other is not None:
                linked += 1
                assert "percent" in indicators[other].units
        if found.target is not None:
            linked += 1
            assert indicators[found.target].unit == found.unit
    assert linked >= 3


GOOD = {
    "id": '"a.b"',
    "kind": '"stock"',
    "unit": '"person"',
    "label": '{ vi = "nhãn" }',
}


def load(directory: Path, **fields: str) -> dict[str, Indicator]:
    """Indicators of a pack with one row: GOOD with ``fields`` changed, ``""`` left out."""
    place = directory / "mine"
    place.mkdir()
    (place / "pack.toml").write_text('name = "mine"\nversion = "1"\n')
    rows = [f"{key} = {value}" for key, value in (GOOD | fields).items() if value]
    (place / "mine.toml").write_text("[[indicator]]\n" + "\n".join(rows), encoding="utf-8")
    return load_indicators(load_packs((), [place], entry_points=False))


def test_least_indicator(tmp_path: Path) -> None:
    found = load(tmp_path)["a.b"]
    assert (found.units, found.low, found.high, found.additive) == (("person",), None, None, False)
    assert found.label("en") == "nhãn"


def test_full_indicator(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        unit='"VND"',
        units='["VND", "percent"]',
        bounds="[0, 1.5]",
        part_of='["a.b"]',
        expression='[{ nouns = ["hộ"], bare = true, weight = 2, units = ["VND"] }, {}]',
    )["a.b"]
    assert (found.low, found.high) == (Decimal(0), Decimal("1.5"))
    assert found.expressions[0].bare and found.expressions[0].weight == 2.0
    assert found.expressions[0].units == ("VND",)
    assert found.expressions[1].dimensions == ("money", "percent")
    assert found.expressions[1].indicator == "a.b"


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"kind": '"heap"'}, "kind is 'heap'; use one of stock, flow, rate"),
        ({"kind": ""}, "kind is None"),
        ({"unit": ""}, "unit is missing"),
        ({"label": ""}, "label.vi is missing"),
        ({"label": '{ en = "x" }'}, "label.vi is missing"),
        ({"colour": '"red"'}, "unknown key colour; known: accrues"),
        ({"part_of": '["no.such"]'}, "part_of names no.such, which no pack defines"),
        ({"part_of": '"a.b"'}, "part_of must be a list of strings"),
        ({"plan_percent": '"no.such"'}, "plan_percent names no.such"),
        ({"target": '"no.such"'}, "target names no.such"),
        ({"expression": '[{ noun = ["x"] }]'}, "expression has an unknown key noun"),
        ({"expression": "[{ nouns = [3] }]"}, "nouns must be a list of strings"),
        ({"examples": "[1]"}, "examples must be a list of strings"),
    ],
)
def test_malformed_row_is_named(tmp_path: Path, fields: dict[str, str], what: str) -> None:
    with pytest.raises(PackError) as caught:
        load(tmp_path, **fields)
    assert str(caught.value).startswith("mine/mine.toml [[indicator]] a.b: ")
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("unit", "dimension", "count"),
    [
        ("percent", "percent", False),
        ("VND", "money", False),
        ("hectare", "area", False),
        ("tonne/hectare", "tonne/hectare", False),
        ("person", "count", True),
        ("commune", "count", True),
    ],
)
def test_dimensions(unit: str, dimension: str, count: bool) -> None:
    assert dimension_of(unit) == dimension
    assert is_count(unit) is count
