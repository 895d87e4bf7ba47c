"""The trial of the archive: thousands of articles go in, are killed on the way, and must end with
the rows of a run nobody disturbed, in SQLite and in PostgreSQL.

    python scripts/archive_trial.py [--articles 20000] [--kills 5] [--characters N] [--postgres URL]
                                    [--texts FILE.jsonl]

The articles are those of ``--texts`` (lines with ``text``), else those of
``../shared/data/unc-300.jsonl`` when that file is there (read by this script alone), else
recombined from the gold corpus; each copy has other names and figures.  They are spread over JSON
lines, ZIP and tar archives, plain files and a web archive.  Every kill is SIGKILL of the whole
process group at a random moment of a share of the run: the loading, the search for reprints and
the identities all get theirs.  Without ``--postgres`` (an empty database) a server of the tests'
own is started.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select

from textmine.model.errors import TextmineError
from textmine.store import tables
from textmine.store.open import open_store

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
REAL = ROOT.parent / "shared" / "data" / "unc-300.jsonl"
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<![.?!\n] )\b[A-ZĐÀ-Ỹ][a-zđà-ỹ]+ [A-ZĐÀ-Ỹ][a-zđà-ỹ]+\b")
_SYLLABLES = ("Nà", "Mường", "Pú", "Lũng", "Tả", "Khau", "Sín", "Phiêng", "Hua", "Cốc", "Suối")
COMPARED = (
    "articles",
    "entities",
    "mentions",
    "facts",
    "relations",
    "findings",
    "indicators",
    "reads",
    "duplicate_marks",
    "duplicate_waiting",
    "duplicate_pairs",
    "duplicates",
    "identity_claims",
    "identity_groups",
    "identities",
    "identity_links",
    "entity_identities",
)
_LOADING, _COMPARING = 0.6, 0.8  # shares of a run after which these are done


def sources(texts: Path | None = None) -> list[dict[str, Any]]:
    """The articles that copies are made of."""
    texts = texts or (REAL if REAL.exists() else None)
    if texts is not None:
        return [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    files = sorted((ROOT / "corpora" / "gold").rglob("*.txt"))
    return [{"id": file.stem, "text": file.read_text(encoding="utf-8")} for file in files]


def articles(
    count: int, characters: int, texts: Path | None = None, seed: int = 1
) -> Iterator[dict[str, Any]]:
    """``count`` articles, each with names and figures of its own, of so many characters or less."""
    dice = random.Random(seed)
    originals = sources(texts)
    for number in range(count):
        original = originals[number % len(originals)]
        renamed: dict[str, str] = {}

        def name(match: re.Match[str], renamed: dict[str, str] = renamed) -> str:
            if match[0] not in renamed:
                other = " ".join(dice.sample(_SYLLABLES, 2))
                renamed[match[0]] = other if dice.random() < 0.15 else match[0]
            return renamed[match[0]]

        def figure(match: re.Match[str]) -> str:
            digits = match[0]
            if len(digits) > 3 or digits.startswith("0") or dice.random() < 0.5:
                return digits
            return str(dice.randrange(1, 10 ** len(digits)))

        text = _NUMBER.sub(figure, _NAME.sub(name, original["text"][:characters]))
        yield {
            "id": f"a{number:05}",
            "text": f"{text}\n\nBản tin số {number}",
            "url": f"https://bao{number % 7}.example.vn/tin/{number}",
            "published": str(original.get("published") or "2020-10-16"),
        }


def build(directory: Path, count: int, characters: int, texts: Path | None = None) -> None:
    """An archive of every kind of container."""
    directory.mkdir(parents=True, exist_ok=True)
    rows = articles(count, characters, texts)
    parts = list(_split(rows, count))
    for number, part in enumerate(parts[:4]):
        with gzip.open(directory / f"{number}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in part)
    with zipfile.ZipFile(directory / "4.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for row in parts[4]:
            archive.writestr(f"2019/{row['id']}.txt", row["text"])
    with tarfile.open(directory / "5.tar.gz", "w:gz") as tar:
        for row in parts[5]:
            data = row["text"].encode()
            info = tarfile.TarInfo(f"2020/{row['id']}.txt")
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    (directory / "6").mkdir(exist_ok=True)
    for row in parts[6]:
        (directory / "6" / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    with gzip.open(directory / "7.warc.gz", "wb") as warc:
        for row in parts[7]:
            warc.write(_record(row))
    (directory / "8-empty.txt").write_text("")
    whole = (directory / "4.zip").read_bytes()
    (directory / "9-cut.zip").write_bytes(whole[: len(whole) // 20])


def _split(rows: Iterator[dict[str, Any]], count: int) -> Iterator[list[dict[str, Any]]]:
    """Eight parts: lines, archives and files an eighth each or a little more, pages the least."""
    pages = max(1, count // 40)
    each = (count - pages) // 7
    for size in (*([each] * 6), count - pages - 6 * each, pages):
        yield [next(rows) for _ in range(size)]


def _record(row: dict[str, Any]) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in row["text"].split("\n") if line.strip())
    page = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><article>{lines}"
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}</article></body></html>"
    data = body.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {row['url']}\r\n"
        f"WARC-Date: 2020-10-16T08:30:00Z\r\nWARC-Record-ID: <urn:uuid:{row['id']}>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"


def start(archive: Path, store: str, jobs: int) -> subprocess.Popen[bytes]:
    """``textmine batch`` as the leader of a process group of its own."""
    command = [sys.executable, "-m", "textmine", "batch", str(archive), "--store", store]
    return subprocess.Popen(
        [*command, "--jobs", str(jobs)], stderr=subprocess.PIPE, start_new_session=True
    )


def run(archive: Path, store: str, jobs: int) -> float:
    """Seconds of an undisturbed run; raises RuntimeError when it ends as it should not."""
    begin = time.monotonic()
    process = start(archive, store, jobs)
    told = process.communicate()[1].decode()
    for line in told.strip().splitlines()[-2:]:
        print("    ", line, flush=True)
    if process.returncode != 1:  # the empty file and the cut archive are failures
        raise RuntimeError(f"exit code {process.returncode}: {told[-2000:]}")
    return time.monotonic() - begin


def killed(
    archive: Path, store: str, jobs: int, wanted: Mapping[str, Any], kills: int, dice: random.Random
) -> None:
    """Kills the run once in each of as many shares of it as there are kills."""
    for number in range(kills):
        moment = (number + dice.uniform(0.1, 0.9)) / kills
        process = start(archive, store, jobs)
        while process.poll() is None and far(store, wanted) < moment:
            time.sleep(0.2)
        try:
            process.wait(dice.uniform(0, 0.2))
            print("     ended before it could be killed", flush=True)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        held = counts(store)
        told = ", ".join(f"{held[name]:,} {name}" for name in _TOLD)
        print(f"     killed at {far(store, wanted):.0%}: {told}", flush=True)


_TOLD = ("articles", "duplicate_waiting", "entity_identities")


def far(store: str, wanted: Mapping[str, Any]) -> float:
    """How much of a run is done, of which the store holds ``wanted`` at the end."""
    held = counts(store)
    whole = wanted["articles"][0]
    if held["articles"] < whole:
        return _LOADING * held["articles"] / whole
    if held["duplicate_waiting"]:
        compared = 1 - held["duplicate_waiting"] / whole
        return _LOADING + (_COMPARING - _LOADING) * compared
    settled = held["entity_identities"] / max(wanted["entity_identities"][0], 1)
    return _COMPARING + (1 - _COMPARING) * settled


def counts(store: str) -> dict[str, int]:
    """Rows in the store that tell how far a run is; none while it is being made."""
    try:
        with open_store(store, create=False, read_only=True) as opened:
            return {name: opened.count(name) for name in _TOLD}
    except TextmineError:
        return dict.fromkeys(_TOLD, 0)


def digests(store: str) -> dict[str, tuple[int, str]]:
    """Rows and a digest of each table, whatever the database."""
    result = {}
    with open_store(store, create=False, read_only=True) as opened, opened.reading() as connection:
        for name in (*COMPARED, "failures"):
            table = tables.metadata.tables[name]
            runs = ("first_run", "last_run", "attempts")
            columns = [column for column in table.columns if column.name not in runs]
            total = number = 0
            streamed = connection.execution_options(yield_per=1000, stream_results=True)
            for row in streamed.execute(select(*columns)):
                told = repr([_plain(value) for value in row]).encode("utf-8", "replace")
                total += int.from_bytes(hashlib.blake2b(told, digest_size=12).digest(), "big")
                number += 1
            result[name] = (number, f"{total:x}")  # whatever their order
    return result


def _plain(value: object) -> object:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def compare(name: str, found: dict[str, tuple[int, str]], wanted: dict[str, Any]) -> bool:
    """Whether all tables are the same; says which are not."""
    other = [table for table in wanted if found[table] != wanted[table]]
    sizes = ", ".join(f"{number:,} {table}" for table, (number, _) in found.items())
    print(f"{name}: {'DIFFERENT in ' + ', '.join(other) if other else 'the same rows'} ({sizes})")
    return not other


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--characters", type=int, default=1_000_000, help="cut articles to this")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", help="URL of an empty database")
    parser.add_argument("--texts", type=Path, help="articles to copy, one JSON a line")
    parser.add_argument("--work", type=Path, help="directory to work in")
    chosen = parser.parse_args()
    dice = random.Random(chosen.seed)
    with ExitStack() as stack:
        made = stack.enter_context(tempfile.TemporaryDirectory())
        work = chosen.work or Path(made)
        archive = work / "archive"
        build(archive, chosen.articles, chosen.characters, chosen.texts)
        size = sum(path.stat().st_size for path in archive.rglob("*") if path.is_file())
        print(f"{chosen.articles:,} articles, {size / 1e6:.0f} MB packed", flush=True)
        plain = str(work / "plain.db")
        seconds = run(archive, plain, chosen.jobs)
        print(f"undisturbed in SQLite: {seconds:.0f} s", flush=True)
        wanted = digests(plain)
        stores = {"SQLite": str(work / "killed.db"), "PostgreSQL": chosen.postgres}
        if not chosen.postgres:
            from tests.store.server import postgres

            server = stack.enter_context(postgres())
            stores["PostgreSQL"] = server.new_place()
        good = True
        for name, store in stores.items():
            killed(archive, store, chosen.jobs, wanted, chosen.kills, dice)
            seconds = run(archive, store, chosen.jobs)
            good &= compare(f"{name}, killed {chosen.kills} times", digests(store), wanted)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
