"""Speed and memory of ``textmine batch``: called by ``scripts/benchmark.py --archive``."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_SAMPLE_SECONDS = 0.2


def run(archive: Path, store: str, jobs: int) -> dict[str, float]:
    """One run: wall and CPU seconds of all its processes, and the peak of their memory in MB."""
    command = [sys.executable, "-m", "textmine", "batch", str(archive), "--store", store]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--jobs", str(jobs)], stderr=subprocess.PIPE, start_new_session=True, cwd=ROOT
    )
    whole = own = 0.0
    while process.poll() is None:
        sizes = _memory(process.pid)
        whole, own = max(whole, sum(sizes.values())), max(own, sizes.get(process.pid, 0.0))
        time.sleep(_SAMPLE_SECONDS)
    told = (process.stderr.read() if process.stderr else b"").decode()
    if process.returncode:
        raise RuntimeError(told[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "cpu": spent, "megabytes": whole, "main megabytes": own}


def _memory(group: int) -> dict[int, float]:
    """MB that each process of a group holds by itself and shares, as the system counts them."""
    sizes = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                sizes[int(stat.parent.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        except OSError:
            continue
    return sizes


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
        few = write_archive(work / "few.jsonl", 2, characters, texts)
        for name in ("SQLite", "PostgreSQL"):
            for jobs in (1, 2):
                place = str(work / f"{jobs}.db") if name == "SQLite" else server.new_place()
                start = run(few, place, jobs)  # what starting takes
                done = run(archive, place, jobs)
                row = {"store": name, "jobs": jobs, **done, "start": start["seconds"]}
                row["rate"] = small / max(done["seconds"] - start["seconds"], 0.001)
                row["cpu ms"] = (done["cpu"] - start["cpu"]) / small * 1000
                result["runs"].append(row)
        again = run(archive, str(work / "2.db"), 2)
        result["resume ms"] = again["seconds"] / small * 1000
        result["resume seconds"] = again["seconds"]
        if large > small:
            many = write_archive(work / "large.jsonl", large, characters, texts)
            result["large run"] = run(many, str(work / "large.db"), 2)
    return result


def show(result: dict[str, Any]) -> None:
    """A table for people."""
    print(f"{result['articles']:,} articles; rates without the start of the processes")
    heads = f"{'articles/s':>12}{'CPU ms each':>13}{'peak MB':>9}{'main MB':>9}"
    print(f"{'store':12}{'jobs':>5}{heads}")
    for row in result["runs"]:
        print(
            f"{row['store']:12}{row['jobs']:>5}{row['rate']:>12.1f}{row['cpu ms']:>13.2f}"
            f"{row['megabytes']:>9.0f}{row['main megabytes']:>9.0f}"
        )
    rates = {(row["store"], row["jobs"]): row["rate"] for row in result["runs"]}
    for name in ("SQLite", "PostgreSQL"):
        print(f"two processes in {name}: {rates[name, 2] / rates[name, 1]:.2f} of one")
    print(f"a run with nothing to do: {result['resume seconds']:.2f} s in all")
    if "large run" in result:
        peak = result["large run"]["megabytes"]
        small = next(row["megabytes"] for row in result["runs"] if row["jobs"] == 2)
        share = peak / small
        print(f"peak at {result['large']:,} articles: {peak:.0f} MB, {share:.2f} of that above")
