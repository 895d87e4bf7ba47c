"""Groups of an archive: where figures go, as what, and back from the files."""

from __future__ import annotations

from dataclasses import replace

from tests.check.archive.build import ADMITTED, COMMUNE, TOTAL, said, tie
from textmine.check.archive import Body, Holder, Link, Placement
from textmine.run.check_groups import Kin, Parcel, Sorter, may_visit, parcels

ONE = said(1, 383, TOTAL, "2020-06-30", "2020-07-03", **COMMUNE)
PARTY, COMMUNE_AREA = ONE.body or 0, ONE.area or 0
DISTRICT_PARTY, DISTRICT_AREA, CELL = 11, 12, 13
KIN = Kin.of(
    [
        Body(PARTY, "Đảng bộ xã Nà Hiên", COMMUNE_AREA, "xã Nà Hiên"),
        Body(DISTRICT_PARTY, "Đảng bộ huyện Bắc Lũng", DISTRICT_AREA, "huyện Bắc Lũng"),
    ],
    [
        Link(PARTY, DISTRICT_PARTY, "parent"),
        Link(COMMUNE_AREA, DISTRICT_AREA, "parent"),
        Link(CELL, PARTY, "parent"),
        Link(PARTY, COMMUNE_AREA, "territory"),
    ],
)


def routed(*statements: object, wanted: frozenset[int] | None = None) -> list[tuple[int, str]]:
    made = parcels(KIN, statements, [], wanted)  # type: ignore[arg-type]
    return [(parcel.group, "own" if parcel.own else "guest") for parcel in made]


def test_a_figure_goes_home_and_visits_what_stands_above() -> None:
    assert routed(ONE) == [(COMMUNE_AREA, "own"), (DISTRICT_AREA, "guest")]
    cell = replace(ONE, key=(2, 0), body=CELL, area=None)
    assert routed(cell) == [(CELL, "own"), (COMMUNE_AREA, "guest")]


def test_a_body_has_one_seat_wherever_it_is_named() -> None:
    assert routed(replace(ONE, area=None)) == routed(ONE)
    seated = next(parcels(KIN, [replace(ONE, area=None)], [], None)).own
    assert seated is not None
    assert (seated.area, seated.area_name) == (COMMUNE_AREA, "xã Nà Hiên")


def test_plans_and_changes_visit_nobody() -> None:
    plan = said(3, 50, ADMITTED, "2020", "2020-01-03", status="target", **COMMUNE)
    assert not may_visit(plan)
    assert routed(plan) == [(COMMUNE_AREA, "own")]


def test_nobody_certain_goes_nowhere() -> None:
    assert routed(replace(ONE, body=None, area=None)) == []


def test_only_the_groups_asked_for() -> None:
    assert routed(ONE, wanted=frozenset({DISTRICT_AREA})) == [(DISTRICT_AREA, "guest")]


def test_ties_follow_their_figures() -> None:
    made = list(parcels(KIN, [ONE], [tie("share", part=1), tie("share", part=9)], None))
    assert [parcel.group for parcel in made if parcel.tie] == [COMMUNE_AREA]


def test_parcels_come_back_by_group_and_in_order() -> None:
    holder = Holder((1, 2), 7, "Đảng bộ xã Nà Hiên", "Bí thư", "Lò Văn Chứn", "2020-01-02")
    placement = Placement((1, 3), 5, "xã Nà Hiên", 6, "huyện Bắc Lũng", None, False)
    given = [
        Parcel(9, own=ONE),
        Parcel(4, guest=ONE),
        Parcel(9, tie=tie("growth", current=1)),
        Parcel(9, holder=holder),
        Parcel(4, placement=placement),
        Parcel(9, own=replace(ONE, key=(3, 1))),
    ]
    for parts in (1, 3):
        with Sorter(parts) as sorter:
            for parcel in given:
                sorter.put(parcel)
            groups = {group.key: group for part in sorter.parts() for group in part}
        assert groups[9].own == [ONE, replace(ONE, key=(3, 1))]
        assert groups[9].ties == [tie("growth", current=1)]
        assert (groups[9].holders, groups[4].placements) == ([holder], [placement])
        assert groups[4].guests == [ONE]
