"""Model files are believed only after they are checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from textmine.model.errors import ModelError
from textmine.relate.model import FORMAT, load_model, shipped_model
from textmine.relate.rank import Candidate, Weights

GOOD = {"format": FORMAT, "weights": {"subject": {"main": 0.5, "carried": 1}}}


def write(place: Path, content: object) -> Path:
    file = place / "linker.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return file


def test_reads_tables_of_numbers(tmp_path: Path) -> None:
    assert load_model(write(tmp_path, GOOD)) == {"subject": {"main": 0.5, "carried": 1.0}}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x80\x04pickle", "damaged"),
        (b'{"format": 1, "weights": {', "damaged"),
        ([], "no model of ours"),
        ({"format": FORMAT}, "no model of ours"),
        ({"format": FORMAT + 1, "weights": {}}, f"format {FORMAT + 1}"),
        ({"weights": {}}, "format None"),
        ({"format": FORMAT, "weights": {"subject": [1]}}, "subject is no table"),
        ({"format": FORMAT, "weights": {"subject": {"main": "1"}}}, "subject.main is no number"),
        ({"format": FORMAT, "weights": {"subject": {"main": True}}}, "subject.main is no number"),
        (b'{"format": 1, "weights": {"subject": {"main": NaN}}}', "subject.main is no number"),
        (b" " * (1024 * 1024 + 1), "too large"),
    ],
)
def test_refuses_with_one_line_and_a_way_out(tmp_path: Path, content: object, why: str) -> None:
    file = write(tmp_path, content)
    with pytest.raises(ModelError, match=why) as caught:
        load_model(file)
    told = str(caught.value)
    assert str(file) in told and "--no-model" in told and "\n" not in told


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path / "none.json")


def test_the_shipped_model_is_sound() -> None:
    model = shipped_model()
    if model is not None:
        tables = load_model(model)
        assert "confidence" in tables
        assert set(tables) <= {"measure", "subject", "period", "confidence"}


def test_a_model_replaces_whole_tables_and_ranks() -> None:
    rules = Weights({"subject": {"main": 1.0, "near": 0.0}, "period": {"carried": 1.0}})
    trained = rules.merged({"subject": {"near": 2.0}})
    options = [Candidate("main", {"main": 1.0}), Candidate("near", {"near": 1.0})]
    assert rules.rank("subject", options).value == "main"  # type: ignore[union-attr]
    assert trained.rank("subject", options).value == "near"  # type: ignore[union-attr]
    assert trained.table("period") == {"carried": 1.0}
    assert rules.rank("subject", []) is None


def test_what_a_model_was_not_taught_keeps_the_rules_weight_at_its_scale() -> None:
    rules = Weights({"period": {"carried": 1.0, "unsaid": 0.5, "new": -0.4}})
    trained = rules.merged({"period": {"carried": 2.0, "unsaid": 1.0, "crossed:carried": 0.1}})
    expected = {"carried": 2.0, "unsaid": 1.0, "crossed:carried": 0.1, "new": -0.8}
    assert trained.table("period") == expected
