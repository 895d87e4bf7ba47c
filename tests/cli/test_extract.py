"""``textmine extract`` in this process: formats, filters, exit codes, failures of one article."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from tests.io.fixtures import make_extraction
from textmine import pipeline
from textmine.cli.main import main
from textmine.io.schema import json_schema
from textmine.model import Document, Extraction
from textmine.pipeline import Kit

ARTICLE = "Đảng bộ xã Nà Sài hiện có 24 chi bộ với 383 đảng viên.\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    kit: Kit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Runs a command line with the session's kit: exit code, output, messages."""
    for module in ("extract", "explain"):
        monkeypatch.setattr(f"textmine.cli.{module}.load_kit", lambda packs: kit)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    yield run


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document gives the hand-made extraction; one that says so fails."""

    def extract(document: Document, kit: Kit, **options: object) -> Extraction:
        if "breaks" in document.text:
            raise RuntimeError("out of luck")
        base = make_extraction()
        return replace(base, article=replace(base.article, document=document))

    monkeypatch.setattr(pipeline, "extract", extract)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "bài.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


def test_json_is_the_default_for_programs_and_validates(run: Run, article: str) -> None:
    code, out, err = run("extract", article)
    record = json.loads(out)
    jsonschema.Draft202012Validator(json_schema()).validate(record)
    assert (code, err) == (0, "")
    assert record["article"]["id"] == "bài"
    assert [fact["text"] for fact in record["facts"]] == ["24 chi bộ", "383 đảng viên"]


@pytest.mark.usefixtures("made")
def test_every_format_and_the_output_file(run: Run, article: str, tmp_path: Path) -> None:
    for name, begins in {
        "a.json": "{",
        "a.jsonl": '{"schema_version"',
        "a.csv": "obs_id,",
        "a.html": "<!doctype html>",
        "a.txt": "Đảng bộ xã Nà Sài vượt",
    }.items():
        target = tmp_path / name
        code, out, err = run("extract", article, "-o", str(target))
        assert (code, out) == (0, "")
        assert ("Huyện: the text does not name it" in err) == (name == "a.csv")
        assert target.read_text(encoding="utf-8").startswith(begins)
    _, out, _ = run("extract", article, "-f", "csv")
    assert len(list(csv.DictReader(io.StringIO(out)))) == 19
    assert out == (tmp_path / "a.csv").read_text(encoding="utf-8")


@pytest.mark.usefixtures("made")
def test_several_inputs_are_an_array_even_when_one_fails(run: Run, article: str) -> None:
    code, out, err = run("extract", article, "missing.txt")
    assert code == 1
    assert len(json.loads(out)) == 1
    assert err == "textmine: missing.txt: no such file; check the path\n"


def test_nothing_but_failures_leaves_json_empty_or_an_empty_array(run: Run) -> None:
    assert run("extract", "missing.txt")[:2] == (1, "")
    code, out, _ = run("extract", "missing.txt", "neither.txt")
    assert (code, json.loads(out)) == (1, [])


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 0),
        (("--fail-on", "violated"), 3),
        (("--fail-on", "undecided"), 3),
        (("--fail-on", "violated", "--min-confidence", "0.99"), 0),
        (("--fail-on", "violated", "missing.txt"), 1),
    ],
)
def test_exit_codes_for_findings(run: Run, article: str, arguments: tuple, code: int) -> None:
    assert run("extract", article, *arguments)[0] == code


def test_undecided_alone_fails_only_when_asked(
    run: Run, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = make_extraction()
    only = replace(base, findings=base.findings[2:3])
    monkeypatch.setattr(pipeline, "extract", lambda *args, **options: only)
    assert run("extract", article, "--fail-on", "violated")[0] == 0
    assert run("extract", article, "--fail-on", "undecided")[0] == 3


@pytest.mark.usefixtures("made")
def test_low_confidence_is_left_out_and_told(run: Run, article: str) -> None:
    _, out, _ = run("extract", article, "--min-confidence", "0.5")
    record = json.loads(out)
    assert len(record["facts"]) == 18
    assert "below confidence 0.5" in record["warnings"][-1]


@pytest.mark.usefixtures("made")
def test_one_article_that_fails_does_not_lose_the_others(run: Run, tmp_path: Path) -> None:
    lines = [{"id": "1", "text": "a"}, {"id": "2", "text": "breaks"}, {"id": "3", "text": "b"}]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    code, out, err = run("extract", str(path), "-f", "jsonl")
    assert code == 1
    assert [json.loads(line)["article"]["id"] for line in out.splitlines()] == ["1", "3"]
    (message,) = err.splitlines()
    assert message.startswith(f"textmine: {path}:2: internal error (RuntimeError: out of luck)")
    _, _, err = run("extract", str(path), "-f", "jsonl", "--debug")
    assert "Traceback" in err


@pytest.mark.usefixtures("made")
def test_what_the_caller_knows_reaches_the_record(run: Run, article: str) -> None:
    given = ("--source", "https://a.b/c", "--publisher", "Báo X", "--province", "Sơn La")
    _, out, _ = run("extract", article, *given, "--published", "16/10/2020")
    stated = json.loads(out)["article"]
    assert (stated["source"], stated["publisher"], stated["province"]) == (
        "https://a.b/c",
        "Báo X",
        "Sơn La",
    )


def test_csv_tells_warnings_on_standard_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bare.txt"
    path.write_bytes(b"Xa hien co 24 chi bo, va tat ca 383 dang vien deu rat tot. " * 3)
    code, out, err = run("extract", str(path), "-f", "csv")
    assert code == 0
    assert out.startswith("obs_id,")
    assert err.startswith(f"textmine: {path}: few Vietnamese letters")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("extract", "a.txt", "--published", "hôm qua"), "is not a publication date"),
        (("extract", "a.txt", "--encoding", "klingon"), "unknown encoding 'klingon'"),
        (("extract", "a.txt", "--format", "xml"), "'xml' is not one of"),
        (("extract", "a.txt", "--min-confidence", "2"), "2.0 is not in the range"),
        (("extract", "a.txt", "-o", "/no/such/place/x.json"), "cannot be written"),
        (("extract", "--frobnicate"), "No such option"),
        (("frobnicate",), "No such command 'frobnicate'"),
        (("parse", "6 tháng", "--reference", "sometime"), "is not a publication date"),
    ],
)
def test_usage_errors_are_one_line_and_exit_2(run: Run, arguments: tuple, message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("textmine: ")
    assert message in err
    assert err.count("\n") == 1
    assert "--help'" in err


def test_an_input_is_never_overwritten(run: Run, article: str) -> None:
    code, _, err = run("extract", article, "-o", article)
    assert code == 2
    assert "both input and output" in err
    assert Path(article).read_text(encoding="utf-8") == ARTICLE


def test_a_pack_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("extract", "a.txt", "--pack", "/no/such/pack")) == 2
    err = capsys.readouterr().err
    assert err.startswith("textmine: extract: /no/such/pack: no such pack directory; check --pack")
    assert err.count("\n") == 1


@pytest.mark.usefixtures("made")
def test_explain_as_text(run: Run, article: str) -> None:
    code, out, _ = run("explain", article, "-f", "table")
    assert code == 0
    assert "“383 đảng viên”  [" in out
    assert "→ F5 party.members.total = 383 người (97%)" in out
    assert "subject    Đảng bộ xã Nà Sài  by nearest_body" in out
    assert "•   0.91  Đảng bộ xã Nà Sài  same sentence" in out
    assert "→ no record: a year" in out


@pytest.mark.usefixtures("made")
def test_explain_as_json(run: Run, article: str) -> None:
    _, out, _ = run("explain", article)
    story = json.loads(out)
    first, second = story["traces"]
    assert first["fact"] == "F5"
    assert first["choices"][0]["options"][1] == {
        "value": "huyện Mường Lống",
        "score": 0.07,
        "reason": "in brackets",
    }
    assert (second["fact"], second["rejected"]) == (None, "a year")
