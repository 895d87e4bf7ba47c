"""textmine store: describe, info, upgrade, export."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.store.made import fact, rows
from textmine.cli.main import main
from textmine.io.observations import COLUMNS
from textmine.store.open import open_store
from textmine.store.rows import text_key

Run = Callable[..., tuple[int, str, str]]
KEY = text_key("a.txt")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["store", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = tmp_path / "store.db"
    with open_store(path) as opened:
        made = rows("a.txt", title="Xã, và bản")
        opened.write([made._replace(facts=(fact(KEY, low="0.10", high="0.10"), fact(KEY, 2)))])
    return str(path)


def test_describe_names_every_table_and_column(run: Run) -> None:
    code, out, err = run("describe")
    assert (code, err) == (0, "")
    assert "facts: One row per number that measures something." in out
    assert "\n  repeat_of " in out
    assert "observations: View." in out


def test_describe_one_table_as_data(run: Run) -> None:
    code, out, _ = run("describe", "mentions", "--format", "json")
    (note,) = json.loads(out)
    assert (code, note["name"], note["columns"][0]["key"]) == (0, "mentions", True)


def test_export_writes_exact_numbers(run: Run, store: str) -> None:
    code, out, err = run("export", store)
    found = list(csv.DictReader(io.StringIO(out)))
    assert (code, err, tuple(found[0])) == (0, "", COLUMNS)
    assert [row["obs_value"] for row in found] == ["0.10", "32"]
    assert found[0]["title"] == "Xã, và bản"


def test_export_as_json_lines_into_a_file(run: Run, store: str, tmp_path: Path) -> None:
    target = tmp_path / "facts.jsonl"
    code, out, _ = run("export", store, "facts", "-o", str(target))
    lines = target.read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0], parse_float=Decimal)
    assert (code, out, len(lines), first["low"]) == (0, "", 2, Decimal("0.10"))
    assert first["evidence"] == {"value": [28, 40]}


def test_export_of_an_empty_table_still_names_its_columns(run: Run, store: str) -> None:
    assert run("export", store, "duplicates") == (
        0, "article_key,origin_key,similarity,method\n", "",
    )  # fmt: skip


def test_info_counts(run: Run, store: str) -> None:
    code, out, _ = run("info", store)
    assert code == 0
    assert out.startswith(f"{store}: sqlite, version ")
    assert "\n  facts " in out
    code, out, _ = run("info", store, "--format", "json")
    assert json.loads(out)["rows"]["articles"] == 1


def test_upgrade_of_a_store_of_this_version_changes_nothing(run: Run, store: str) -> None:
    code, out, _ = run("upgrade", store)
    assert (code, out.startswith(f"{store}: version ")) == (0, True)


REFUSED = [
    (("info", "{none}"), 1, "no such store"),
    (("export", "{none}"), 1, "no such store"),
    (("upgrade", "{none}"), 1, "no such store"),
    (("info", "{text}"), 1, "not a textmine store"),
    (("info", "mysql://there"), 1, "no database textmine can use"),
    (("export", "{store}", "nothing"), 2, "no such table"),
    (("describe", "nothing"), 2, "no such table"),
    (("export", "{store}", "-o", "{store}"), 2, "is both input and output"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), REFUSED)
def test_what_cannot_be_is_said_in_a_line(
    run: Run, store: str, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Không phải kho dữ liệu. " * 100, encoding="utf-8")
    places = {"none": tmp_path / "none.db", "text": text, "store": store}
    found, out, err = run(*(argument.format(**places) for argument in arguments))
    assert (found, out, err.count("\n")) == (code, "", 1)
    assert said in err
    assert not (tmp_path / "none.db").exists()
