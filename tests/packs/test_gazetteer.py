from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.model.errors import PackError
from textmine.packs.gazetteer import (
    LEVEL_WORD,
    RANK,
    REFORM,
    Gazetteer,
    bounds,
    fold_name,
    slug,
)
from textmine.text.fold import fold_text

TABLES = resources.files("textmine.packs") / "data" / "base" / "gazetteer"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def test_counts(gazetteer: Gazetteer) -> None:
    def count(rank: int, date: str) -> int:
        day = bounds(date)
        return sum(unit.rank == rank and unit.valid(*day) for unit in gazetteer.units)

    assert [count(rank, "2025-06-30") for rank in (4, 3, 2)] == [63, 696, 10_035]
    assert [count(rank, REFORM) for rank in (4, 3, 2)] == [34, 0, 3_321]


def test_every_unit_has_a_parent_up_to_a_province(gazetteer: Gazetteer) -> None:
    for unit in gazetteer.units:
        *_, last = gazetteer.chain(unit)
        assert last.rank == 4, unit


def test_every_commune_has_successors_of_today(gazetteer: Gazetteer) -> None:
    for unit in gazetteer.units:
        if unit.rank == 2 and unit.until:
            assert gazetteer.today(unit), unit
            assert all(new.since == REFORM for new in gazetteer.today(unit))


def test_codes_name_one_unit_a_day(gazetteer: Gazetteer) -> None:
    for date in ("2019-01-01", "2025-06-30", REFORM):
        day = bounds(date)
        codes = [unit.code for unit in gazetteer.units if unit.code and unit.valid(*day)]
        assert len(codes) == len(set(codes))


def test_names_are_folded_like_articles(gazetteer: Gazetteer) -> None:
    for name in gazetteer.names:
        assert fold_name(name) == fold_text(name).replace("’", "'").replace("‘", "'")


def test_path_and_successors(gazetteer: Gazetteer) -> None:
    assert [area.name for area in gazetteer.path("03766", "2020-10-16")] == [
        "xã Chiềng Bôm",
        "huyện Thuận Châu",
        "tỉnh Sơn La",
    ]
    assert [area.code for area in gazetteer.parents("03766", "2020")] == ["119", "14"]
    assert [(a.code, a.name) for a in gazetteer.successors("03766", "2020")] == [
        ("03784", "xã Nậm Lầu")
    ]


def test_a_code_changes_hands(gazetteer: Gazetteer) -> None:
    before, after = gazetteer.at("03784", "2025-06-30"), gazetteer.at("03784", "2025-07-01")
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("xã Púng Tra", "xã Nậm Lầu")
    assert gazetteer.at("03766", "2026") is None
    assert gazetteer.at("99999") is None
    assert gazetteer.path("99999") == ()


@pytest.mark.parametrize(
    ("code", "date", "name"),
    [
        ("28", "2008-07-31", "tỉnh Hà Tây"),
        ("28", "2008-08-01", None),
        ("46", "2024-12-31", "tỉnh Thừa Thiên Huế"),
        ("46", "2025-01-01", "thành phố Huế"),
        ("474", "2020", "thành phố Huế"),
        ("474", "2025-02", "quận Thuận Hóa"),
        ("769", "2020-12-31", "quận 2"),
        ("769", "2021-01-01", "thành phố Thủ Đức"),
    ],
)
def test_changes_before_the_reform(
    gazetteer: Gazetteer, code: str, date: str, name: str | None
) -> None:
    area = gazetteer.at(code, date)
    assert (area.name if area else None) == name


def test_a_parent_born_later(gazetteer: Gazetteer) -> None:
    names = [area.name for area in gazetteer.path("19789", "2020")]
    assert names == ["phường Phú Nhuận", "thành phố Huế", "tỉnh Thừa Thiên Huế"]


def test_a_divided_commune_names_its_main_part_first(gazetteer: Gazetteer) -> None:
    divided = [
        u for u in gazetteer.units if u.rank == 2 and u.until and len(gazetteer.today(u)) > 1
    ]
    assert len(divided) == 471


def test_lookup(gazetteer: Gazetteer) -> None:
    assert [a.code for a in gazetteer.lookup("THUẬN CHÂU", kind="district")] == ["119"]
    assert [a.code for a in gazetteer.lookup("Hoà Bình", kind="province")] == ["17"]
    assert [a.code for a in gazetteer.lookup("Đăk Lăk", kind="province", date="2020")] == ["66"]
    assert gazetteer.lookup("Không Có Tên") == []


def test_slugs(gazetteer: Gazetteer) -> None:
    assert [unit.full_name for unit in gazetteer.by_slug("thuanchau", "2020")] == [
        "huyện Thuận Châu"
    ]
    assert gazetteer.by_slug("thuanchau", "2026") == ()
    assert [u.name for u in gazetteer.provinces_in("Báo Bà Rịa - Vũng Tàu", "2020")] == [
        "Bà Rịa - Vũng Tàu"
    ]


def test_inside_follows_the_ground(gazetteer: Gazetteer) -> None:
    commune = gazetteer.unit("23947", "2026")
    district = gazetteer.unit("633", "2020")
    other = gazetteer.unit("119", "2020")
    assert commune is not None
    assert district is not None
    assert other is not None
    assert gazetteer.inside(commune, district)
    assert not gazetteer.inside(commune, other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoà Bình", "hòa bình"),
        ("THUỶ NGUYÊN", "thủy nguyên"),
        ("Quý Lộc", "quý lộc"),
        ("Ea H’leo", "ea h'leo"),
        ("  Sơn   La ", "sơn la"),
        ("Hoàng Mai", "hoàng mai"),
    ],
)
def test_fold_name(text: str, expected: str) -> None:
    assert fold_name(text) == expected


@given(st.text(max_size=40))
def test_folding_settles(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)
    assert slug(text).isascii()


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2020", ("2020-01-01", "2020-12-31")),
        ("2020-02", ("2020-02-01", "2020-02-31")),
        ("2020-02-03", ("2020-02-03", "2020-02-03")),
    ],
)
def test_bounds(date: str, expected: tuple[str, str]) -> None:
    assert bounds(date) == expected


def test_kinds_are_complete() -> None:
    assert set(LEVEL_WORD) | {"village"} == set(RANK)


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    with resources.as_file(TABLES) as source:
        shutil.copytree(source, tmp_path / "g")
    (tmp_path / "g" / "links.tsv").write_text("old\tnew\n03766\n", "utf-8")
    with pytest.raises(PackError, match=r"links.tsv:2: not 2 columns"):
        Gazetteer.load(tmp_path / "g")
    (tmp_path / "g" / "links.tsv").unlink()
    with pytest.raises(PackError, match=r"links.tsv: the gazetteer table cannot be read"):
        Gazetteer.load(tmp_path / "g")
