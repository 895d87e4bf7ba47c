"""``textmine segment``: valid CoNLL-U, offsets that point at the words, errors apart from data."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.cli.segment import FORMATS, segment, segments
from textmine.io.readers import ReadFailure, ReadOptions

TEXT = (
    "Xã Nà Bó kết nạp 12 đảng viên\n\nNgày 16/10/2020\n\n"
    "Đảng bộ xã hiện có 24  chi bộ (19 chi bộ bản), với 383 đảng\nviên. Năm nay, xã đạt 120%!\n"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(segment, [str(argument) for argument in arguments])


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "nà bó.txt"
    path.write_bytes(TEXT.encode())
    return path


def check_conllu(output: str, text: str) -> int:
    """Fails unless ``output`` is CoNLL-U whose offsets point into ``text``; counts its words."""
    count = at = 0
    ids = []
    assert output.endswith("\n\n") or (output.startswith("# newdoc") and "\t" not in output)
    for block in output.rstrip("\n").split("\n\n"):
        lines = block.split("\n")
        comments = [line for line in lines if line.startswith("# ")]
        rows = [line.split("\t") for line in lines if not line.startswith("# ")]
        if not rows:
            continue
        said = dict(line[2:].split(" = ", 1) for line in comments)
        ids.append(said["sent_id"])
        built = ""
        for number, row in enumerate(rows, start=1):
            assert len(row) == 10 and row[0] == str(number)
            assert row[1].strip() == row[1] != "" and "  " not in row[1]
            assert row[2:9] == ["_"] * 7
            misc = row[9].split("|")
            offsets = dict(part.split("=") for part in misc if "char" in part)
            start, end = int(offsets["start_char"]), int(offsets["end_char"])
            assert at <= start < end
            at = end
            words = unicodedata.normalize("NFC", " ".join(text[start:end].split()))
            assert row[1] == words or "&" in text or not words.isprintable()
            built += row[1] if "SpaceAfter=No" in misc else f"{row[1]} "
            count += 1
        assert said["text"] == built.removesuffix(" ")
    assert len(set(ids)) == len(ids)
    return count


def test_conllu(article: Path) -> None:
    result = run(article, "--format", "conllu")
    assert result.exit_code == 0
    assert check_conllu(result.stdout, TEXT) > 25
    assert "# newdoc id = nà_bó\n# sent_id = nà_bó-1\n" in result.stdout
    assert "\tđảng viên\t" in result.stdout  # over the line break
    assert "\n# text = Đảng bộ xã hiện có 24 chi bộ (19 chi bộ bản), với" in result.stdout
    assert "%\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|" in result.stdout


def test_text(article: Path) -> None:
    lines = run(article).stdout.splitlines()
    assert lines[0] == "Xã Nà_Bó kết_nạp 12 đảng_viên"
    assert lines[-1] == "Năm nay , xã đạt 120 % !"


def test_json(article: Path) -> None:
    result = run(article, "-f", "json")
    record = json.loads(result.stdout)
    assert result.stdout.count("\n") == 1
    assert (record["id"], record["source"]) == ("nà_bó", str(article))
    assert [s["section"] for s in record["sentences"]][:2] == ["title", "dateline"]
    for sentence in record["sentences"]:
        for word in sentence["words"]:
            assert sentence["start"] <= word["start"] < word["end"] <= sentence["end"]
            assert TEXT[word["start"] : word["end"]] == word["text"]
    assert "đảng\nviên" in [w["text"] for s in record["sentences"] for w in s["words"]]


def test_what_cannot_be_read_is_told_and_the_rest_is_done(article: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "none.txt", article, article)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"textmine: {tmp_path}/none.txt: no such file")
    assert result.stdout.count("Xã Nà_Bó") == 2 and "\n\nXã Nà_Bó" in result.stdout


def test_wrong_options_are_usage(article: Path) -> None:
    result = run(article, "--published", "hôm qua")
    assert result.exit_code == 2 and "hôm qua" in result.stderr and result.stdout == ""
    assert run(article, "--format", "xml").exit_code == 2


def test_output_goes_to_a_file(article: Path, tmp_path: Path) -> None:
    result = run(article, "-o", tmp_path / "out.txt")
    assert result.exit_code == 0 and result.stdout == ""
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").startswith("Xã Nà_Bó kết_nạp")


PIECES = st.one_of(
    st.sampled_from(["đảng viên ", "Hoà ", ". ", "\n", "\n\n", "\t", "“", "12", "  ", "e\u0301"]),
    st.characters(exclude_categories=["Cs"]),
)


@given(st.lists(PIECES, max_size=20).map("".join))
@settings(max_examples=8, deadline=None)
def test_any_text_is_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(text.encode())
    failures: list[ReadFailure] = []
    options = ReadOptions(encoding="utf-8")
    for fmt in FORMATS:
        output = "".join(segments([str(path)], fmt, options, failures.append))
        if failures:
            assert output == ""
        elif fmt == "conllu":
            check_conllu(output, text.removeprefix("\ufeff"))
        elif fmt == "json":
            assert json.loads(output)["id"] == "any"
