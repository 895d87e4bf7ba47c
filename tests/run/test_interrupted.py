"""Runs that are killed, interrupted, cut off from disk or server: nothing lost, nothing twice."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.archive_trial import digests
from tests.io import archives as make
from tests.store.server import Server
from textmine.model.errors import TextmineError
from textmine.store.open import open_store

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 450
COMMAND = [sys.executable, "-m", "tests.run.light", "batch"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hundreds of small articles in several containers, and two that fail."""
    top = tmp_path_factory.mktemp("in") / "paper"
    third = ARTICLES // 3
    members = {f"{n}.txt": make.text(n).encode() for n in range(third, 2 * third)}
    rows = make.jsonl(*range(third))
    files: dict[str, bytes | str] = {"1.jsonl": rows, "2.zip": make.zipped(members)}
    files |= {f"3/{n}.txt": make.text(n) for n in range(2 * third, ARTICLES)}
    files |= {"4-copy.txt": make.text(5), "5-empty.txt": ""}
    return make.fill(top, files)


def start(archive: Path, url: str, **options: object) -> subprocess.Popen[bytes]:
    """A run in a process group of its own."""
    command = [*COMMAND, str(archive), "--store", url, "--jobs", "2"]
    return subprocess.Popen(
        command, stderr=subprocess.PIPE, cwd=ROOT, start_new_session=True, **options
    )  # type: ignore[call-overload,no-any-return]


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    told = process.communicate(timeout=120)[1].decode()
    assert "Traceback" not in told
    return process.returncode, told


def stored(url: str, table: str = "articles") -> int:
    try:
        with open_store(url, create=False, read_only=True) as store:
            return store.count(table)
    except TextmineError:
        return 0


def until(
    url: str,
    enough: Callable[[int], bool],
    process: subprocess.Popen[bytes],
    table: str = "articles",
) -> None:
    while process.poll() is None and not enough(stored(url, table)):
        time.sleep(0.1)


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What each table holds after a run nobody disturbed."""
    url = str(tmp_path_factory.mktemp("plain") / "s.db")
    code, told = finish(start(archive, url))
    assert code == 1, told
    assert f"{ARTICLES} articles new, 1 copies of known ones, 1 failed" in told
    return dict(digests(url))


def test_killed_again_and_again(url: str, archive: Path, undisturbed: dict[str, object]) -> None:
    """SIGKILL of the whole process group at random moments; scripts/archive_trial.py does more."""
    dice = random.Random(len(url))
    for _ in range(5 if url.endswith(".db") else 3):
        before = stored(url)
        process = start(archive, url)
        until(url, lambda count, before=before: count > before, process)  # type: ignore[misc]
        time.sleep(dice.uniform(0, 0.2))
        with contextlib.suppress(ProcessLookupError):  # on a fast machine it may be done
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    code, _ = finish(start(archive, url))
    assert code == 1
    assert digests(url) == undisturbed


def test_killed_while_reprints_and_identities_are_written(
    url: str, archive: Path, undisturbed: dict[str, object]
) -> None:
    for table in ("duplicate_marks", "identity_claims", "entity_identities"):
        process = start(archive, url)
        until(url, bool, process, table)
        assert stored(url) == ARTICLES
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert stored(url, table) > 0
        assert stored(url, "entity_identities") < ARTICLES
    code, told = finish(start(archive, url))
    assert code == 1
    assert f"0 articles new, {ARTICLES + 1} known" in told
    assert digests(url) == undisturbed


@pytest.mark.parametrize("table", ["duplicate_marks", "entity_identities"])
def test_interrupted_while_reprints_and_identities_are_written(
    tmp_path: Path, archive: Path, undisturbed: dict[str, object], table: str
) -> None:
    url = str(tmp_path / "s.db")
    process = start(archive, url)
    until(url, bool, process, table)
    os.killpg(process.pid, signal.SIGINT)
    code, told = finish(process)
    assert code == 130
    assert told.splitlines()[-1].startswith("textmine: interrupted; what is done is stored")
    assert stored(url, "entity_identities") < ARTICLES
    finish(start(archive, url))
    assert digests(url) == undisturbed


def test_interrupted_from_the_keyboard(tmp_path: Path, archive: Path) -> None:
    url = str(tmp_path / "s.db")
    process = start(archive, url)
    until(url, bool, process)
    os.killpg(process.pid, signal.SIGINT)
    code, told = finish(process)
    assert code == 130
    assert told.splitlines()[-1].startswith("textmine: interrupted; what is done is stored")
    assert 0 < stored(url) < ARTICLES
    with open_store(url) as store, store.reading() as connection:
        (unfinished,) = connection.exec_driver_sql(
            "SELECT count(*) FROM runs WHERE finished IS NULL"
        ).one()
    assert unfinished == 0
    assert _processes_of(process.pid) == []


def _processes_of(group: int) -> list[str]:
    """Processes still alive in a group (where the system tells)."""
    alive = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            alive.append(stat.parent.name)
    return alive


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc for processes")
def test_workers_end_with_the_process_that_started_them(tmp_path: Path, archive: Path) -> None:
    url = str(tmp_path / "s.db")
    process = start(archive, url)
    until(url, bool, process)
    process.kill()  # this one alone
    process.communicate()
    deadline = time.monotonic() + 20
    while _processes_of(process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _processes_of(process.pid) == []


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path, archive: Path) -> None:
    url = str(tmp_path / "s.db")
    process = start(archive, url)
    until(url, bool, process)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("asks /proc for processes")
    os.kill(int(children.read_text().split()[-1]), signal.SIGKILL)
    code, told = finish(process)
    assert (code, stored(url)) == (1, ARTICLES), told


def test_a_full_disk(tmp_path: Path, archive: Path, undisturbed: dict[str, object]) -> None:
    url = str(tmp_path / "s.db")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    code, told = finish(start(archive, url, preexec_fn=small_files))
    assert code == 1
    assert told.splitlines()[-1] == (
        f"textmine: {url}: the disk is full; what was written before is kept; "
        "make room, then run again"
    )
    finish(start(archive, url))
    assert digests(url) == undisturbed


def test_a_store_another_holds(tmp_path: Path, archive: Path) -> None:
    url = str(tmp_path / "s.db")
    open_store(url).close()
    with sqlite3.connect(url) as other:
        other.execute("BEGIN IMMEDIATE")
        code, told = finish(start(archive, url))
        other.rollback()
    assert (code, told) == (
        1,
        f"textmine: {url}: another process is writing to the store; "
        "wait for it to end, then run again\n",
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE textmine_version SET version_num = '9999'", "written by a newer textmine"),
        ("DROP TABLE textmine_version", "not a textmine store"),
    ],
)
def test_stores_that_are_not_ours(tmp_path: Path, archive: Path, change: str, words: str) -> None:
    url = str(tmp_path / "s.db")
    open_store(url).close()
    with sqlite3.connect(url) as other:
        other.execute(change)
    code, told = finish(start(archive, url))
    assert code == 1
    assert told.startswith(f"textmine: {url}: {words}")
    assert told.count("\n") == 1


def test_a_server_that_goes_away(
    server: Server, archive: Path, undisturbed: dict[str, object]
) -> None:
    url = server.new_place()
    process = start(archive, url)
    until(url, bool, process)
    server.stop(signal.SIGQUIT)
    try:
        code, told = finish(process)
    finally:
        server.start()
    assert code == 1
    assert "the database server cannot be reached; what was written before is kept" in told
    finish(start(archive, url))
    assert digests(url) == undisturbed
