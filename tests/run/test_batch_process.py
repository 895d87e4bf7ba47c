"""``textmine batch`` on a terminal, with a list, into a store that may only be read."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.io import archives as make
from tests.store.test_trouble import as_nobody, open_folder
from textmine.cli.main import main
from textmine.store.open import open_store

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "tests.run.light", "batch"]


def stored(url: str) -> list[str]:
    with open_store(url, read_only=True) as store:
        return sorted(row["locator"] for row in store.rows("articles"))


def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="this system has no pseudo terminals")
    archive = make.fill(tmp_path / "paper", {"1.jsonl": make.jsonl(*range(300)), "2.txt": ""})
    ours, theirs = pty.openpty()
    command = [*COMMAND, str(archive), "--store", str(tmp_path / "s.db"), "--jobs", "1"]
    surroundings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "150", "NO_COLOR": "1"}
    process = subprocess.Popen(command, stderr=theirs, cwd=ROOT, env=surroundings)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # how Linux tells that the other side is closed
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    told = shown.decode()
    assert process.wait(60) == 1
    assert " articles, " in told
    assert "/s, " in told
    assert "% left" not in told
    assert "settling identities: " in told
    assert "\x1b[2K" in told, "a line is drawn again and again, not one below another"
    assert "2.txt: the file is empty" in told
    last = told.replace("\r", "").split("\n")[-3:]
    assert "\x1b[2Ktextmine: 300 articles new, 1 failed; " in last[0], "the bar goes at the end"
    assert last[1].startswith("textmine: in the store: ")
    assert last[2] == ""


@pytest.mark.parametrize("given", ["file", "-"])
def test_paths_from_a_list(tmp_path: Path, given: str) -> None:
    texts = {f"{n}.txt": make.text(n) for n in range(5)} | {"left out.txt": make.text(9)}
    archive = make.fill(tmp_path / "paper", texts)
    lines = [str(archive / f"{n}.txt") for n in range(5)]
    listed = "\n".join([*lines, "", str(archive / "gone.txt")]) + "\n"
    (tmp_path / "list").write_text(listed)
    name = str(tmp_path / "list") if given == "file" else "-"
    url = str(tmp_path / "s.db")
    command = [*COMMAND, "--from-list", name, "--store", url, "--jobs", "2"]
    done = subprocess.run(
        command, input=listed, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "paper/gone.txt: no such file" in done.stderr
    assert "5 articles new, 1 failed" in done.stderr
    assert len(stored(url)) == 5
    again = subprocess.run(
        command, input=listed, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60
    )
    assert "0 articles new, 5 known, 1 failed" in again.stderr


def test_a_list_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["batch", "--from-list", str(tmp_path / "none"), "--store", str(tmp_path / "s.db")])
    assert code == 2
    assert "cannot be read (No such file or directory)" in capsys.readouterr().err


def test_a_store_that_may_not_be_written() -> None:
    """Root may write to what is read-only: then the rights are given up first."""
    with open_folder() as folder:
        (folder / "a.txt").write_text(make.text(1), encoding="utf-8")
        path = folder / "store.db"
        command = ["batch", str(folder / "a.txt"), "--store", str(path), "--jobs", "1"]
        assert main(command) == 0  # also loads whatever a user without rights could not
        before = path.read_bytes()
        (folder / "a.txt").write_text(make.text(2), encoding="utf-8")
        path.chmod(0o444)
        folder.chmod(0o555)

        def run() -> str:
            with contextlib.redirect_stderr(io.StringIO()) as told:
                code = main(command)
            return f"{code} {told.getvalue()}"

        said = as_nobody(run)
        folder.chmod(0o755)
        assert said.startswith(f"1 textmine: {path}: the store cannot be written to; ")
        assert said.count("\n") == 1
        assert path.read_bytes() == before
