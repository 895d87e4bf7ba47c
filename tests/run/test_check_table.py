"""Tables typed by hand: what is read, what is told, what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from textmine.model import Verdict
from textmine.model.errors import InputError
from textmine.packs import PackSet, load_packs
from textmine.run.check_table import check_tables

HEAD = "indicator,body,area,value,period,published"
ROWS = (
    "party.members.admitted,Huyện ủy Bắc Lũng,huyện Bắc Lũng,97,1/1/2020 - 30/9/2020,5/10/2020",
    "party.members.admitted,Huyện ủy Bắc Lũng,huyện Bắc Lũng,79,2020-01-01/2020-11-30,2020-12-04",
)


@pytest.fixture(scope="module")
def packs() -> PackSet:
    return load_packs(entry_points=False)


def write(directory: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = directory / "typed.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def test_a_contradiction_in_a_table(tmp_path: Path, packs: PackSet) -> None:
    checked = check_tables([write(tmp_path, HEAD, *ROWS)], packs, "vi")
    (found,) = checked.findings
    assert (found.rule, found.verdict) == ("archive.monotone_within_year", Verdict.VIOLATED)
    assert checked.errors == ()
    assert [side[0].source for side in found.sides] == ["typed.csv:2", "typed.csv:3"]
    assert [side[0].published for side in found.sides] == ["2020-10-05", "2020-12-04"]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators_and_full_column_names(tmp_path: Path, packs: PackSet, mark: str) -> None:
    head = "indicator,counterpart_org_name,ref_area_name,obs_value,time_period,published_at"
    lines = [line.replace(",", mark) for line in (head, *ROWS)]
    path = write(tmp_path, *lines, encoding="utf-8-sig")
    assert len(check_tables([path], packs, "en").findings) == 1


def test_wrong_rows_are_told_by_line_and_the_others_checked(tmp_path: Path, packs: PackSet) -> None:
    wrong = (
        "party.members.admitted,Huyện ủy Bắc Lũng,huyện Bắc Lũng,bảy,2020,2020-12-04",
        "",
        "party.nothing,Huyện ủy Bắc Lũng,huyện Bắc Lũng,7,2020,2020-12-04",
        "party.members.admitted,,,7,2020,2020-12-04",
        "party.members.admitted,Huyện ủy Bắc Lũng,huyện Bắc Lũng,7,2020,32/13/2020",
    )
    path = write(tmp_path, HEAD, *ROWS, *wrong)
    checked = check_tables([path], packs, "vi")
    assert len(checked.findings) == 1
    assert [error.split(": ", 1) for error in checked.errors] == [
        [f"{path}, line 4", "value 'bảy' is no number"],
        [f"{path}, line 6", "indicator 'party.nothing' is known to no pack"],
        [f"{path}, line 7", "body or area is missing"],
        [f"{path}, line 8", "'32/13/2020' is no date (write 2020-09-30 or 30/9/2020)"],
    ]


def test_rows_of_one_article_are_one_source(tmp_path: Path, packs: PackSet) -> None:
    head = f"{HEAD},article,origin"
    rows = (f"{ROWS[0]},a,", f"{ROWS[1]},b,", f"{ROWS[1]},c,b", f"{ROWS[1]},d,")
    (found,) = check_tables([write(tmp_path, head, *rows)], packs, "vi").findings
    assert found.sources == (1, 2)  # c reprints b
    assert [len(side) for side in found.sides] == [1, 3]


def test_a_unit_above_its_parent(tmp_path: Path, packs: PackSet) -> None:
    rows = (
        "indicator,body,parent,value,period,article",
        "party.members.total,Chi bộ bản Nà Sòn,Đảng bộ xã Nà Hiên,510,30/6/2020,a",
        "party.members.total,Đảng bộ xã Nà Hiên,,383,2020-06-30,b",
    )
    (found,) = check_tables([write(tmp_path, *rows)], packs, "vi").findings
    assert found.rule == "archive.part_of_parent"


def test_exported_amounts_are_as_exact_as_their_digits(tmp_path: Path, packs: PackSet) -> None:
    rows = (
        "indicator,area,value,unit,period,article",
        '"budget.revenue",huyện Bắc Lũng,"36,6",tỷ đồng,2019,a',
        "budget.revenue,huyện Bắc Lũng,36580000000,VND,2019,b",
        "budget.revenue,huyện Bắc Lũng,38100000000,VND,2019,c",
    )
    (found,) = check_tables([write(tmp_path, *rows)], packs, "vi").findings
    assert found.verdict is Verdict.VIOLATED
    assert [len(side) for side in found.sides] == [2, 1]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ((), "no header"),
        (("body,value", "x,1"), "no column indicator"),
        (("indicator,value", "x,1"), "no column body or area"),
        (("indicator,body", "x,1"), "no column value or low or high"),
    ],
)
def test_what_is_no_table_is_told(
    tmp_path: Path, packs: PackSet, lines: tuple[str, ...], what: str
) -> None:
    with pytest.raises(InputError, match=what):
        check_tables([write(tmp_path, *lines)], packs, "vi")


def test_a_table_that_is_missing(tmp_path: Path, packs: PackSet) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        check_tables([tmp_path / "none.csv"], packs, "vi")
