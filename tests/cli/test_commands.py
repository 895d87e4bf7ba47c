"""parse, indicators, pack and schema in this process."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from textmine.cli.main import main
from textmine.cli.pack import find_pack, run_examples
from textmine.pipeline import Kit

Run = Callable[..., tuple[int, str, str]]

PACK = """
[[indicator]]
id = "demo.bridges"
kind = "stock"
unit = "count"
additive = true
label = { vi = "cầu treo", en = "rope bridges" }
examples = ["Xã hiện có 7 cầu treo.", "%s"]
counter = ["Xã hiện có 7 trường học.", "%s"]
[[indicator.expression]]
nouns = ["cầu treo"]
"""


@pytest.fixture
def run(kit: Kit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for module in ("parse", "indicators"):
        monkeypatch.setattr(f"textmine.cli.{module}.load_kit", lambda packs: kit)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def write_pack(tmp_path: Path) -> Callable[[str, str], str]:
    def write(example: str, counter: str) -> str:
        place = tmp_path / "demo"
        place.mkdir()
        (place / "pack.toml").write_text('name = "demo"\nversion = "3"\n', encoding="utf-8")
        text = PACK % (example, counter)
        (place / "indicators.toml").write_text(text, encoding="utf-8")
        return str(place)

    return write


def test_parse_gives_periods_and_numbers_with_their_places(run: Run) -> None:
    phrase = "6 tháng đầu năm thu gần 196,3 tỷ đồng"
    code, out, err = run("parse", phrase, "--reference", "20170802")
    assert (code, err) == (0, "")
    data = json.loads(out, parse_float=Decimal)
    assert (data["text"], data["reference"]) == (phrase, "2017-08-02")
    (period,) = data["periods"]
    assert phrase[slice(*period["span"])] == period["text"] == "6 tháng đầu năm"
    assert period["period"] == {"start": "2017-01-01", "end": "2017-06-30"}
    (quantity,) = data["quantities"]
    assert phrase[slice(*quantity["span"])] == quantity["text"] == "gần 196,3 tỷ đồng"
    assert phrase[slice(*quantity["number"])] == "196,3 tỷ"
    assert quantity["low"] == quantity["high"] == 196_300_000_000
    assert (quantity["unit"], quantity["approx"], quantity["decimals"]) == ("VND", "less_than", 1)


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("-2,5M", -2_500_000),
        ("- 45", -45),
        ("âm 1.300", -1300),
        (" .4", Decimal("0.4")),
        ("ba", 3),
        ("không", 0),
    ],
)
def test_parse_takes_a_bare_number_whole(run: Run, phrase: str, value: Decimal) -> None:
    _, out, _ = run("parse", phrase)
    data = json.loads(out, parse_float=Decimal)
    (quantity,) = data["quantities"]
    assert quantity["low"] == quantity["high"] == value
    assert phrase[slice(*quantity["span"])] == quantity["text"] == phrase.strip()
    assert (quantity["unit"], quantity["approx"], data["periods"]) == ("count", "exact", [])


def test_parse_as_a_table(run: Run) -> None:
    _, out, _ = run("parse", "gần 196,3 tỷ đồng", "-f", "table")
    assert out.startswith("“gần 196,3 tỷ đồng”  < 196,3 tỷ đồng  VND")
    _, out, _ = run("parse", "không có gì", "-f", "table")
    assert out == "Không tìm thấy con số nào.\n"


@pytest.mark.parametrize("phrase", ["", " ", "\x00\udcff", "9" * 500, "<b>" * 50])
def test_parse_takes_any_phrase(run: Run, phrase: str) -> None:
    code, out, _ = run("parse", phrase, "-f", "table")
    assert code == 0
    assert "\x00" not in out


def test_indicators_in_every_format(run: Run, kit: Kit) -> None:
    _, out, _ = run("indicators", "-f", "json")
    rows = json.loads(out)
    assert {row["id"] for row in rows} == set(kit.indicators)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    _, out, _ = run("indicators", "-f", "csv")
    table = {row["id"]: row for row in csv.DictReader(io.StringIO(out))}
    assert table["party.members.total"]["label_vi"] == "đảng viên"
    assert table["party.members.total"]["kind"] == "stock"
    _, out, _ = run("indicators", "-f", "table", "--lang", "en")
    assert all(id in out for id in kit.indicators)


def test_schema(run: Run) -> None:
    code, out, _ = run("schema")
    assert code == 0
    assert json.loads(out)["$ref"] == "#/$defs/Record"


def test_a_pack_that_passes(write_pack: Callable[[str, str], str], run: Run) -> None:
    place = write_pack("Cả huyện có 12 cầu treo.", "Huyện có 3 cầu bê tông.")
    code, out, err = run("pack", "test", place)
    assert (code, err) == (0, "")
    assert out == "demo 3: 1 indicators, 2 examples, 2 counter examples: all pass\n"


def test_a_pack_that_fails_says_where(write_pack: Callable[[str, str], str], run: Run) -> None:
    place = write_pack("Xã có nhiều cầu treo.", "Thôn có 2 cầu treo.")
    code, out, err = run("pack", "test", place)
    assert code == 1
    assert out.endswith("2 failed\n")
    assert err.splitlines() == [
        "textmine: demo.bridges: the example gives no fact: “Xã có nhiều cầu treo.”; "
        "widen its expressions",
        "textmine: demo.bridges: the counter example gives it: “Thôn có 2 cầu treo.”; "
        "narrow its expressions",
    ]


def test_a_malformed_pack_is_one_line(tmp_path: Path, run: Run) -> None:
    (tmp_path / "pack.toml").write_text("name = ", encoding="utf-8")
    code, _, err = run("pack", "test", str(tmp_path))
    assert code == 2
    assert "not valid TOML" in err
    assert err.count("\n") == 1


def test_built_in_packs_are_found_by_name_and_by_place(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textmine.cli.pack.load_kit", lambda packs: kit)
    _, by_name = find_pack("party")
    assert by_name.name == "party"
    _, by_place = find_pack(str(by_name.directory))
    assert by_place is by_name


def test_an_unknown_pack_lists_the_known_ones(run: Run) -> None:
    code, _, err = run("pack", "test", "cooking")
    assert code == 2
    assert "packs here: base, party, economy" in err


def test_pack_without_a_command_shows_its_help(run: Run) -> None:
    code, out, err = run("pack")
    assert (code, out) == (2, "")
    assert err.startswith("Usage: textmine pack")


def test_examples_are_read_with_a_kit(kit: Kit) -> None:
    indicator = kit.indicators["party.members.total"]
    assert list(run_examples(indicator, kit, "2020-10-16")) == []


def test_a_pack_with_rules_across_articles(run: Run) -> None:
    code, out, err = run("pack", "test", "base")
    assert (code, err) == (0, "")
    assert "rules across articles" in out
    assert out.endswith("all pass\n")
