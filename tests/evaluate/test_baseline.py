"""Comparing with an earlier report: changes of scores, facts gained and lost, bad baselines."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.evaluate.test_evaluate import change, gold_data, perfect, report, write
from textmine.evaluate import read_gold
from textmine.evaluate.__main__ import main
from textmine.evaluate.baseline import compared, moves, read_baseline, told
from textmine.evaluate.compare import Comparer
from textmine.evaluate.gold import GoldArticle
from textmine.evaluate.report import Report
from textmine.model import Extraction
from textmine.model.errors import InputError
from textmine.pipeline import Kit


@pytest.fixture(scope="module")
def compare(kit: Kit) -> Comparer:
    return Comparer.of(kit.packs, kit.indicators)


@pytest.fixture
def gold(tmp_path: Path) -> GoldArticle:
    return read_gold(write(tmp_path, gold_data()))


def saved(directory: Path, earlier: Report, name: str = "before.json") -> Path:
    path = directory / name
    path.write_text(earlier.json(), encoding="utf-8")
    return path


def worse(extraction: Extraction) -> Extraction:
    """The first fact wrong in its subject, the second in its measure, the third not found."""
    bad = change(change(extraction, 0, subject=None), 1, indicator="union.members")
    return replace(bad, facts=bad.facts[:2])


LEVELS_LOST = [
    ("12 đảng viên", ("R",)),
    ("120% kế hoạch", ("I", "R")),
    ("1,5 tấn", ("Q", "I", "R")),
]


def test_json_tells_each_fact(gold: GoldArticle, compare: Comparer) -> None:
    data = json.loads(report(gold, worse(perfect(gold)), compare).json())
    assert data["outcomes"] == [
        {"article": "one", "quote": "12 đảng viên", "nth": 1, "Q": True, "I": True, "R": False},
        {"article": "one", "quote": "120% kế hoạch", "nth": 1, "Q": True, "I": False, "R": False},
        {"article": "one", "quote": "1,5 tấn", "nth": 1, "Q": False, "I": False, "R": False},
    ]


def test_optional_facts_have_no_outcome(tmp_path: Path, compare: Comparer) -> None:
    data = gold_data()
    data["facts"][1]["optional"] = True
    gold = read_gold(write(tmp_path, data))
    outcomes = report(gold, perfect(gold), compare).score.outcomes
    assert [outcome.quote for outcome in outcomes] == ["12 đảng viên", "1,5 tấn"]


def test_outcomes_agree_with_the_tallies(gold: GoldArticle, compare: Comparer) -> None:
    for extraction in (perfect(gold), worse(perfect(gold))):
        score = report(gold, extraction, compare).score
        for level, tally in score.levels.items():
            assert sum(level in outcome.right for outcome in score.outcomes) == tally.hits


def test_facts_gained_and_lost(tmp_path: Path, gold: GoldArticle, compare: Comparer) -> None:
    good, bad = report(gold, perfect(gold), compare), report(gold, worse(perfect(gold)), compare)
    down = moves(bad.score.outcomes, read_baseline(saved(tmp_path, good)))
    assert [(move.outcome.quote, move.levels) for move in down.lost] == LEVELS_LOST
    assert down.gained == ()
    up = moves(good.score.outcomes, read_baseline(saved(tmp_path, bad)))
    assert [(move.outcome.quote, move.levels) for move in up.gained] == LEVELS_LOST
    assert up.lost == ()
    same = moves(bad.score.outcomes, read_baseline(saved(tmp_path, bad)))
    assert (same.gained, same.lost, same.added, same.left) == ((), (), 0, 0)


def test_table_of_changes(tmp_path: Path, gold: GoldArticle, compare: Comparer) -> None:
    good, bad = report(gold, perfect(gold), compare), report(gold, worse(perfect(gold)), compare)
    path = saved(tmp_path, good)
    lines = list(compared(bad, read_baseline(path)))
    rows = {line.split()[0]: line.split()[1:] for line in lines[2:11]}
    assert list(rows) == list(bad.tallies())
    assert rows["Q"] == ["1.000", "=", "0.667", "-0.3333", "0.800", "-0.2000", "3", "="]
    assert rows["officials"] == ["1.000", "=", "1.000", "=", "1.000", "=", "1", "="]
    assert lines[0] == f"here against {path} (of here)"
    assert lines[11:] == [
        "facts gained and lost: Q +0 -1, I +0 -2, R +0 -3",
        "- R      one  «12 đảng viên»",
        "- I R    one  «120% kế hoạch»",
        "- Q I R  one  «1,5 tấn»",
    ]
    assert told(bad, read_baseline(path)) == "\n".join(lines)
    assert told(bad, read_baseline(path), errors=True).startswith("\n".join(lines) + "\n\none [")
    assert told(bad, None, errors=True) == bad.text(errors=True)


def test_a_row_that_the_baseline_lacks_is_new(
    tmp_path: Path, gold: GoldArticle, compare: Comparer
) -> None:
    result = report(gold, perfect(gold), compare)
    data = json.loads(result.json())
    del data["scores"]["places"]
    path = tmp_path / "before.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    (row,) = [line for line in compared(result, read_baseline(path)) if line.startswith("places")]
    assert row.split()[1::2] == ["1.000", "1.000", "1.000", "0"]
    assert set(row.split()[2::2]) == {"new"}


def test_gold_that_grew_is_told_of(tmp_path: Path, gold: GoldArticle, compare: Comparer) -> None:
    whole = report(gold, perfect(gold), compare)
    data = gold_data() | {"relations": []}
    del data["facts"][2]
    (tmp_path / "less").mkdir()
    less = read_gold(write(tmp_path / "less", data))
    part = replace(report(less, perfect(less), compare), articles=2)
    grown = list(compared(whole, read_baseline(path := saved(tmp_path, part))))
    assert "note: scores are of 1 articles against 2" in grown
    assert grown[-1] == f"not compared: 1 facts that {path} does not have"
    shrunk = list(compared(part, read_baseline(path := saved(tmp_path, whole))))
    assert shrunk[-1] == f"not compared: 1 facts that only {path} has"


def test_a_quote_printed_twice_is_told_apart(tmp_path: Path, compare: Comparer) -> None:
    data = gold_data() | {"relations": [], "officials": [], "organizations": []}
    data["facts"] = [data["facts"][0], data["facts"][0] | {"nth": 2}]
    gold = read_gold(write(tmp_path, data, "Kết nạp 12 đảng viên.\nNăm sau lại 12 đảng viên.\n"))
    good = report(gold, perfect(gold), compare)
    bad = report(gold, change(perfect(gold), 1, low=Decimal(11)), compare)
    lines = list(compared(bad, read_baseline(saved(tmp_path, good))))
    assert lines[-1] == "- Q I R  one  «12 đảng viên» (2)"
    assert lines[-2].startswith("facts gained")


@pytest.mark.parametrize("held", ["test", "untouched", "third"])
def test_held_out_facts_are_counted_and_not_listed(
    tmp_path: Path, compare: Comparer, held: str
) -> None:
    (tmp_path / held).mkdir()
    gold = read_gold(write(tmp_path / held, gold_data()))
    assert gold.held_out
    assert not read_gold(write(tmp_path, gold_data())).held_out
    good, bad = report(gold, perfect(gold), compare), report(gold, worse(perfect(gold)), compare)
    lines = list(compared(bad, read_baseline(saved(tmp_path, good))))
    assert lines[-2:] == [
        "facts gained and lost: Q +0 -1, I +0 -2, R +0 -3",
        "not listed: 3 of held-out articles, which are not for looking at",
    ]
    assert "đảng viên" not in "\n".join(lines)


def test_a_baseline_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: cannot be read \(No such file"):
        read_baseline(tmp_path / "none.json")
    with pytest.raises(InputError, match="cannot be read"):
        read_baseline(tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", ""),
        (b"{", ""),
        (b"\xff\xfe", ""),
        (b"[]", ""),
        (b"null", ""),
        (b"[" * 100_000, ""),
        (b'{"directory": "x"}', "it has no 'scores'"),
        (b'{"scores": {}, "facts": 3, "errors": []}', "it has no 'outcomes'"),
        (b'{"scores": {}, "outcomes": []}', "it has no 'directory'"),
    ],
)
def test_a_file_that_is_no_report(tmp_path: Path, text: bytes, reason: str) -> None:
    path = tmp_path / "before.json"
    path.write_bytes(text)
    with pytest.raises(InputError) as caught:
        read_baseline(path)
    line = str(caught.value)
    assert line.startswith(f"{path}: is no report to compare with")
    assert line.endswith("; write one with --json")
    assert reason in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["scores"], []),
        (["scores", "Q"], 0.5),
        (["scores", "Q", "f1"], "high"),
        (["scores", "Q", "f1"], None),
        (["outcomes"], 3),
        (["outcomes", 0], "12"),
        (["outcomes", 0, "nth"], float("inf")),
        (["outcomes", 0, "R"], 1),
        (["articles"], "many"),
    ],
)
def test_a_damaged_report(
    tmp_path: Path, gold: GoldArticle, compare: Comparer, path: list[Any], value: Any
) -> None:
    data = json.loads(report(gold, perfect(gold), compare).json())
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    file = tmp_path / "before.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InputError, match="is no report to compare with"):
        read_baseline(file)


def test_command_line(
    tmp_path: Path,
    kit: Kit,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("textmine.evaluate.__main__.build_kit", lambda packs=(), model=True: kit)
    for name in ("dev", "test"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, gold_data() | {"id": name})
    assert main([str(tmp_path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    for outcome in data["outcomes"]:
        assert outcome["Q"], "the numbers of the article are plain"
        outcome["Q"] = outcome["I"] = outcome["R"] = False
    before = tmp_path / "before.json"
    before.write_text(json.dumps(data), encoding="utf-8")
    assert main([str(tmp_path), "--compare", str(before)]) == 0
    out = capsys.readouterr().out
    assert "facts gained and lost: Q +6 -0" in out
    assert "dev  «12 đảng viên»" in out
    assert "not listed: 3 of held-out" in out

    floors = tmp_path / "floors.toml"
    floors.write_text("[dev]\nQ = 0.5\n[test]\nQ = 0.5\n")
    gate = [str(tmp_path), "--floors", str(floors)]
    assert main([*gate, "--compare", str(before)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in lines if "Q=" in line] == [
        str(tmp_path / "dev"),
        str(tmp_path / "test"),
    ]
    assert sum(line.startswith("facts gained and lost: Q +3 -0") for line in lines) == 2
    assert sum("«" in line for line in lines) == 3
    assert main(gate) == 0
    assert "gained" not in capsys.readouterr().out
    floors.write_text("[dev]\nR = 1.0\n")
    data = gold_data() | {"id": "dev"}
    data["facts"][0]["status"] = "estimate"
    write(tmp_path / "dev", data)
    assert main([*gate, "--compare", str(before)]) == 1
    captured = capsys.readouterr()
    assert "R is 0." in captured.err
    assert "facts gained and lost: Q +3" in captured.out

    for arguments in ([str(tmp_path)], gate):
        assert main([*arguments, "--compare", str(tmp_path / "none.json")]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.count("\n") == 1
        assert "none.json: cannot be read" in captured.err
    with pytest.raises(SystemExit) as caught:
        main([str(tmp_path), "--json", "--compare", str(before)])
    assert caught.value.code == 2
