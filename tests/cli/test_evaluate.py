"""``textmine evaluate``: the report, its JSON as a baseline, and what cannot be one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.evaluate.test_evaluate import gold_data, write
from textmine.cli.main import main
from textmine.pipeline import Kit

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(kit: Kit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr("textmine.cli.evaluate.load_kit", lambda packs: kit)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["evaluate", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    directory = tmp_path / "gold"
    directory.mkdir()
    write(directory, gold_data())
    return directory


def test_report_and_errors(run: Run, gold_dir: Path) -> None:
    code, out, err = run(str(gold_dir))
    assert (code, err) == (0, "")
    assert out.startswith(f"{gold_dir}: 1 articles, 3 facts\n")
    code, longer, _ = run(str(gold_dir), "--errors")
    assert code == 0
    assert longer.startswith(out.rstrip("\n"))


def test_its_json_is_a_baseline(run: Run, gold_dir: Path, tmp_path: Path) -> None:
    code, out, _ = run(str(gold_dir), "--format", "json")
    data = json.loads(out)
    assert code == 0
    before = tmp_path / "before.json"
    before.write_text(out, encoding="utf-8")
    code, same, _ = run(str(gold_dir), "--compare", str(before))
    assert code == 0
    assert same.splitlines()[0] == f"{gold_dir} against {before} (of {gold_dir})"
    assert same.splitlines()[-1] == "facts gained and lost: Q +0 -0, I +0 -0, R +0 -0"

    first = data["outcomes"][0]
    assert first["Q"]
    first |= {"Q": False, "I": False, "R": False}
    before.write_text(json.dumps(data), encoding="utf-8")
    _, out, _ = run(str(gold_dir), "--compare", str(before))
    assert "Q +1 -0" in out
    assert out.splitlines()[-1].endswith("one  «12 đảng viên»")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "before.json: cannot be read (No such file or directory)"),
        ("{}", "before.json: is no report to compare with (it has no 'scores')"),
    ],
)
def test_what_is_no_baseline_is_told_in_one_line(
    run: Run, gold_dir: Path, tmp_path: Path, content: str | None, reason: str
) -> None:
    before = tmp_path / "before.json"
    if content is not None:
        before.write_text(content, encoding="utf-8")
    code, out, err = run(str(gold_dir), "--compare", str(before))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert reason in err


def test_a_comparison_is_text(run: Run, gold_dir: Path) -> None:
    code, out, err = run(str(gold_dir), "--format", "json", "--compare", "before.json")
    assert (code, out) == (2, "")
    assert "leave --format json out" in err
