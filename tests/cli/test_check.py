"""``textmine check`` and ``textmine findings`` from the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from textmine.cli.main import main

Run = Callable[..., tuple[int, str, str]]
HEAD = "indicator,body,area,value,period,published,title"
ROW = "party.members.admitted,Huyện ủy Bắc Lũng,huyện Bắc Lũng"
ROWS = (f"{ROW},97,1/1/2020 - 30/9/2020,5/10/2020,Chín tháng", f"{ROW},79,2020,4/1/2021,Cả năm")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.delenv("TEXTMINE_STORE", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "typed.csv"
    path.write_text("\n".join((HEAD, *ROWS)), encoding="utf-8")
    return str(path)


def test_a_table_is_checked(run: Run, table: str) -> None:
    code, out, err = run("check", table)
    assert (code, err) == (0, "")
    (found,) = json.loads(out)
    assert (found["rule"], found["verdict"]) == ("archive.monotone_within_year", "violated")
    assert [side["sources"] for side in found["sides"]] == [1, 1]
    assert found["sides"][1]["statements"][0]["published"] == "2021-01-04"


def test_the_exit_code_asked_for(run: Run, table: str) -> None:
    assert run("check", table, "--fail-on", "violated")[0] == 3
    with Path(table).open("a", encoding="utf-8") as handle:
        handle.write(f"\n{ROW},bảy,2020,4/1/2021,Lạ")
    code, out, err = run("check", table, "--fail-on", "violated")
    assert code == 1
    assert err == f"textmine: {table}, line 4: value 'bảy' is no number\n"
    assert len(json.loads(out)) == 1


def test_as_a_table_and_as_csv(run: Run, table: str) -> None:
    out = run("check", table, "--format", "table", "--lang", "en")[1]
    assert "what accumulates cannot fall" in " ".join(out.split())
    assert "Chín tháng" in out
    rows = list(csv.DictReader(io.StringIO(run("check", table, "--format", "csv")[1])))
    assert [(row["side"], row["title"]) for row in rows] == [("1", "Chín tháng"), ("2", "Cả năm")]


def test_as_a_page(run: Run, table: str, tmp_path: Path) -> None:
    page = tmp_path / "findings.html"
    assert run("check", table, "-o", str(page), "--lang", "en") == (0, "", "")
    text = page.read_text(encoding="utf-8")
    assert text == run("check", table, "--format", "html", "--lang", "en")[1]
    assert "what accumulates cannot fall" in text
    assert "<b>1</b> violated" in text
    assert "Chín tháng" in text
    assert 'id="bodies"' not in text
    assert "http://" not in text.replace("http://www.w3.org", "")


def test_nothing_to_check(run: Run) -> None:
    code, out, err = run("check")
    assert (code, out) == (2, "")
    assert "give --store or a table" in err


def test_a_table_that_is_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    code, out, err = run("check", str(path))
    assert (code, out) == (1, "")
    assert "no column indicator" in err


def test_findings_of_an_empty_store(run: Run, tmp_path: Path) -> None:
    from textmine.store.open import open_store

    place = str(tmp_path / "archive.db")
    open_store(place).close()
    assert json.loads(run("check", "--store", place)[1]) == []
    assert json.loads(run("findings", "list", "--store", place)[1]) == []
    code, _, err = run("findings", "show", "abcdef", "--store", place)
    assert code == 1
    assert "no finding abcdef" in err
    assert run("findings", "list")[0] == 2
