"""Speed and memory of ``textmine batch``: called by ``scripts/benchmark.py --archive``."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_SAMPLE_SECONDS = 0.2


def run(archive: Path, store: str, jobs: int, server: int | None = None) -> dict[str, float]:
    """One run: wall and CPU seconds of all its processes, and the peak of their memory in MB.

    ``server`` is the process id of the database server the store is in.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    served = _server_seconds(server)
    begin = time.perf_counter()
    process = _start(archive, store, jobs)
    whole = own = main = 0.0
    while process.poll() is None:
        sizes = _memory(process.pid)
        whole, own = max(whole, sum(sizes.values())), max(own, sizes.get(process.pid, 0.0))
        main = max(main, _own_seconds(process.pid))
        time.sleep(_SAMPLE_SECONDS)
    told = (process.stderr.read() if process.stderr else b"").decode()
    if process.returncode:
        raise RuntimeError(told[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "seconds": time.perf_counter() - begin,
        "cpu": spent,
        "main cpu": main,
        "server cpu": _server_seconds(server) - served,
        "megabytes": whole,
        "main megabytes": own,
    }


def _start(archive: Path, store: str, jobs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "textmine", "batch", str(archive), "--store", store]
    return subprocess.Popen(
        [*command, "--jobs", str(jobs)], stderr=subprocess.PIPE, start_new_session=True, cwd=ROOT
    )


def resumed(archive: Path, store: str, jobs: int, after: float) -> float:
    """Seconds of a run killed after so many of them, and of the one that goes on."""
    process = _start(archive, store, jobs)
    begin = time.perf_counter()
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    spent = time.perf_counter() - begin
    return spent + run(archive, store, jobs)["seconds"]


def _fields(pid: int | str) -> list[str]:
    """What the system says of a process, from its state on; nothing when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _processes() -> Iterator[tuple[int, list[str]]]:
    for path in Path("/proc").glob("[0-9]*"):
        fields = _fields(path.name)
        if fields:
            yield int(path.name), fields


def _own_seconds(pid: int) -> float:
    """CPU seconds of a process without those it started."""
    return sum(map(int, _fields(pid)[11:13])) / os.sysconf("SC_CLK_TCK")


def _server_seconds(pid: int | None) -> float:
    """CPU seconds of a server: its own, of sessions that ended, of those it has."""
    if pid is None:
        return 0.0
    ticks = sum(map(int, _fields(pid)[11:15]))
    ticks += sum(sum(map(int, f[11:13])) for _, f in _processes() if int(f[1]) == pid)
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory(group: int) -> dict[int, float]:
    """MB that each process of a group holds by itself and shares, as the system counts them."""
    page = os.sysconf("SC_PAGE_SIZE") / 2**20
    return {pid: int(f[21]) * page for pid, f in _processes() if int(f[2]) == group}


def write_archive(path: Path, count: int, characters: int, texts: Path | None) -> Path:
    """``count`` articles with names and figures of their own, one to a line."""
    from scripts.archive_trial import articles

    with path.open("w", encoding="utf-8") as lines:
        for row in articles(count, characters, texts):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def measure(small: int, large: int, characters: int, texts: Path | None) -> dict[str, Any]:
    """Rates in both databases with one and two processes; memory at two sizes; resuming."""
    from tests.store.server import postgres

    result: dict[str, Any] = {"articles": small, "large": large, "runs": []}
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgres())
        archive = write_archive(work / "small.jsonl", small, characters, texts)
        first = write_archive(work / "first.jsonl", 2, characters, texts)
        few = write_archive(work / "few.jsonl", 2 + 2, characters, texts)
        for name in ("SQLite", "PostgreSQL"):
            for jobs in (1, 2):
                place = str(work / f"{jobs}.db") if name == "SQLite" else server.new_place()
                process = None if name == "SQLite" or not server.process else server.process.pid
                run(first, place, jobs)  # makes the store
                start = run(few, place, jobs, process)  # what starting takes
                done = run(archive, place, jobs, process)
                row = {"store": name, "jobs": jobs, **done, "start": start["seconds"]}
                row["rate"] = small / max(done["seconds"] - start["seconds"], 0.001)
                for part in ("cpu", "main cpu", "server cpu"):
                    row[f"{part} ms"] = (done[part] - start[part]) / small * 1000
                result["runs"].append(row)
        again = run(archive, str(work / "2.db"), 2)
        result["resume ms"] = again["seconds"] / small * 1000
        result["resume seconds"] = again["seconds"]
        undisturbed = run(archive, str(work / "whole.db"), 2)["seconds"]
        both = resumed(archive, str(work / "killed.db"), 2, undisturbed / 2)
        result["resume overhead"] = both - undisturbed
        if large > small:
            many = write_archive(work / "large.jsonl", large, characters, texts)
            result["large run"] = run(many, str(work / "large.db"), 2)
    return result


def show(result: dict[str, Any]) -> None:
    """A table for people."""
    print(f"{result['articles']:,} articles; rates without the start of the processes")
    heads = ("articles/s", "CPU ms: all", "main", "server", "peak MB", "main MB")
    print(f"{'store':12}{'jobs':>5}" + "".join(f"{head:>13}" for head in heads))
    for row in result["runs"]:
        names = ("rate", "cpu ms", "main cpu ms", "server cpu ms", "megabytes", "main megabytes")
        shown = zip(names, (1, 2, 2, 2, 0, 0), strict=True)
        figures = "".join(f"{row[name]:>13,.{digits}f}" for name, digits in shown)
        print(f"{row['store']:12}{row['jobs']:>5}{figures}")
    rates = {(row["store"], row["jobs"]): row["rate"] for row in result["runs"]}
    for name in ("SQLite", "PostgreSQL"):
        print(f"two processes in {name}: {rates[name, 2] / rates[name, 1]:.2f} of one")
    print(f"a run with nothing to do: {result['resume seconds']:.2f} s in all")
    print(f"killed half-way and gone on with: {result['resume overhead']:+.1f} s")
    if "large run" in result:
        peak = result["large run"]["megabytes"]
        small = next(row["megabytes"] for row in result["runs"] if row["jobs"] == 2)
        share = peak / small
        print(f"peak at {result['large']:,} articles: {peak:.0f} MB, {share:.2f} of that above")
