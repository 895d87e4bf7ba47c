"""The command line as a process: speed of --help, pipes, signals, bad input, clean output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import textmine
from textmine.cli.main import COMMANDS, LazyGroup, app

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = "Đảng bộ xã Nà Sài hiện có 24 chi bộ với 383 đảng viên.\n"
HEAVY = {"rich", "jinja2", "msgspec", "textmine.model", "textmine.pipeline", "textmine.io.records"}


def textmine_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "textmine", *arguments]


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        textmine_command(*arguments), capture_output=True, check=False, timeout=60, **options
    )


@pytest.fixture(scope="module")
def bad_inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One of everything that cannot be read, and one article that can."""
    place = tmp_path_factory.mktemp("inputs")
    paths = {
        "directory": place,
        "missing": place / "missing.txt",
        "empty": place / "empty.txt",
        "blank": place / "blank.txt",
        "pdf": place / "report.pdf",
        "noise": place / "noise.txt",
        "control\x1b[31m": place / "control\x1b[31m.txt",
        "good": place / "good.txt",
    }
    paths["empty"].write_bytes(b"")
    paths["blank"].write_text(" \n\n")
    paths["pdf"].write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3")
    paths["noise"].write_bytes(bytes(range(256)) * 40)
    paths["good"].write_text(ARTICLE, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def matrix(bad_inputs: dict[str, Path]) -> subprocess.CompletedProcess[bytes]:
    """One run over all of them, in a locale that cannot print Vietnamese."""
    environment = {**os.environ, "LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"}
    paths = [str(path) for path in bad_inputs.values()]
    return run("extract", *paths, "-f", "json", env=environment)


def test_bad_inputs_are_told_one_line_each_and_the_good_one_is_done(
    matrix: subprocess.CompletedProcess[bytes], bad_inputs: dict[str, Path]
) -> None:
    assert matrix.returncode == 1
    (record,) = json.loads(matrix.stdout.decode("utf-8"))
    assert record["article"]["id"] == "good"
    assert "24 chi bộ" in [fact["text"] for fact in record["facts"]]
    lines = matrix.stderr.decode().splitlines()
    assert len(lines) == len(bad_inputs) - 1
    for line, path in zip(lines, bad_inputs.values(), strict=False):
        name = str(path).replace("\x1b", "\ufffd")
        assert line.startswith(f"textmine: {name}: ") or "\\ufffd" in line
        assert "; " in line
    assert b"\x1b" not in matrix.stderr
    assert b"Traceback" not in matrix.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(bad_inputs: dict[str, Path]) -> None:
    path = bad_inputs["good"].with_name("closed.txt")
    path.write_text(ARTICLE, encoding="utf-8")
    path.chmod(0)
    done = run("extract", str(path))
    assert done.returncode == 1
    assert b"no permission" in done.stderr


def test_standard_input_and_several_documents() -> None:
    lines = "\n".join(json.dumps({"id": n, "text": ARTICLE}) for n in range(3))
    done = run("extract", "-f", "jsonl", "-", input=lines.encode())
    assert done.returncode == 0
    assert done.stderr == b""
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["article"]["id"] for record in records] == ["0", "1", "2"]


def test_help_names_every_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert all(name.encode() in done.stdout for name in COMMANDS)


def test_help_imports_next_to_nothing() -> None:
    code = (
        "import sys; from textmine.cli.main import main; main(['--help']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stderr.split()) == set()
    assert "textmine.cli.main" in done.stderr


def test_version_and_no_arguments() -> None:
    assert run("--version").stdout.decode() == f"textmine {textmine.__version__}\n"
    assert b"Commands:" in run().stdout


def test_the_list_of_commands_says_what_the_commands_say() -> None:
    assert isinstance(app, LazyGroup)
    context = app.make_context("textmine", ["schema"])
    for name, entry in COMMANDS.items():
        command = app.get_command(context, name)
        assert command is not None
        assert command.get_short_help_str(limit=100) == entry.summary


def test_a_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen(
        textmine_command("schema"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.wait(30) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_an_interrupt_is_quiet() -> None:
    process = subprocess.Popen(
        textmine_command("extract", "-f", "jsonl", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stderr
    line = json.dumps({"id": "1" * 1000}) + "\n"
    process.stdin.write(line.encode() * 30)
    process.stdin.flush()
    assert b"neither" in process.stderr.readline()  # it is reading by now
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in rest
    assert b"Abort" not in rest


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("way", ["standard output", "--output"])
def test_a_full_disk_is_one_line(way: str) -> None:
    with Path("/dev/full").open("wb") as full:
        if way == "--output":
            done = run("extract", "-f", "json", "-o", "/dev/full", "-", input=ARTICLE.encode())
        else:
            command = textmine_command("schema")
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr == b"textmine: output: No space left on device\n"


def test_closed_standard_output() -> None:
    line = f"{sys.executable} -m textmine schema >&-"
    done = subprocess.run(["sh", "-c", line], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"textmine: standard output is closed")
