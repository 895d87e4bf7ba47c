"""Measures checks across articles as an archive grows: time, peak memory, and what a check costs
when nothing, or one article, changed.

    python scripts/benchmark_check.py STORE [--times 1 10] [--json]

STORE is an SQLite store that ``textmine batch`` filled and ``textmine check`` brought up to date
(one of scripts/synthetic_archive.py will do).  For each of ``--times`` its articles are copied so
often into a new store, every copy with bodies and places of its own, and checked in a process of
its own.  Seconds are CPU time of that process.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from textmine.packs import load_packs
from textmine.packs.gazetteer import Gazetteer
from textmine.run.check import check_store
from textmine.store import tables
from textmine.store.open import open_store
from textmine.store.store import Store

COPIED = ("articles", "entities", "facts", "relations", "duplicates", "identities",
          "entity_identities", "identity_links")  # fmt: skip
KEYS = frozenset(
    {"article_key", "identity_key", "origin_key", "area_key", "from_key", "to_key"}
)
STEP = 0x9E3779B97F4A7C15 >> 1
WINDOW = 2000


def moved(name: str, value: Any, copy: int) -> Any:
    """A value of one column in the ``copy``-th copy: keys and what must be unique are its own."""
    if value is None or not copy:
        return value
    if name in KEYS:
        return (value + copy * STEP) % (1 << 63)
    return f"{value}~{copy}" if name in ("locator", "content_hash", "article_id") else value


def multiply(source: Store, target: Store, times: int) -> None:
    """Everything a check reads, ``times`` over."""
    for name in COPIED:
        table = tables.metadata.tables[name]
        columns = [column.name for column in table.columns]
        with source.reading() as connection:
            query = select(table).execution_options(yield_per=WINDOW)
            for portion in connection.execute(query).partitions(WINDOW):
                for copy in range(times):
                    rows = [
                        [moved(key, value, copy) for key, value in zip(columns, row, strict=True)]
                        for row in portion
                    ]
                    with target.writing() as writing:
                        target.insert(writing, name, rows)


def measure(place: str) -> dict[str, float]:
    """Three checks of a store: of everything, of nothing, and after one article changed."""
    packs, gazetteer = load_packs(), Gazetteer.load()
    figures: dict[str, float] = {}
    with open_store(place) as store:
        figures["articles"] = store.count("articles")
        for name in ("all", "nothing", "one"):
            if name == "one":
                with store.writing() as connection:
                    connection.execute(
                        text("UPDATE articles SET content_hash = 'changed' WHERE article_key = "
                             "(SELECT article_key FROM facts WHERE subject_no IS NOT NULL LIMIT 1)")
                    )  # fmt: skip
            start = time.process_time()
            done = check_store(store, packs, gazetteer)
            figures[f"seconds_{name}"] = round(time.process_time() - start, 2)
            figures[f"groups_{name}"] = done.checked
            if name == "all":
                figures["violated"] = done.violated
    figures["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("store")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.store)))
        return
    results = []
    with tempfile.TemporaryDirectory() as directory:
        for times in given.times:
            place = str(Path(directory) / f"times-{times}.db")
            with (
                open_store(given.store, create=False, read_only=True) as source,
                open_store(place) as target,
            ):
                multiply(source, target, times)
            command = [sys.executable, __file__, place, "--measure"]
            answer = subprocess.run(command, check=True, capture_output=True, text=True)
            results.append(json.loads(answer.stdout))
    if given.json:
        print(json.dumps(results))
        return
    for name in results[0]:
        print(f"{name:>16}", *(f"{figures[name]:>12,g}" for figures in results))


if __name__ == "__main__":
    main()
