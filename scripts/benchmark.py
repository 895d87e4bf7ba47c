"""Measures textmine beside underthesea in one run: syllables and articles a second on one core,
stage by stage, cold start and peak memory.

    python scripts/benchmark.py [--articles N] [--rounds N] [--texts FILE.jsonl] [--json]
    python scripts/benchmark.py --archive [--articles 1000] [--large 20000] [--json]

The second form measures ``textmine batch``: articles a second into SQLite and PostgreSQL with one
and two processes, peak memory of a small and a large archive, a run with nothing to do.

Reads the articles of ``--texts`` (lines with ``text`` and maybe ``id``, ``url``, ``published``),
else the real ones of ``../shared/data/unc-300.jsonl`` when that file is there, and makes articles
by recombining the gold corpus otherwise.

Times are CPU time of this process: for every article the best of the rounds, summed up, so that
a busy machine disturbs little.  The stages are measured where they run, inside ``extract``.
Compare the ratios of one run, not figures of different runs.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from textmine import pipeline
from textmine.model import Document
from textmine.pipeline import Kit, build_kit, extract

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "data" / "unc-300.jsonl"
SAMPLE = ROOT / "corpora" / "samples" / "chieng-bom.txt"
# The stages in order: functions that the pipeline module calls, and parts of the kit by method.
FUNCTIONS = {
    "read_article": "read",
    "resolve_places": "resolve places",
    "resolve_organizations": "resolve organizations",
    "resolve_people": "resolve people",
    "make_facts": "facts",
    "find_relations": "relations",
    "place_claims": "check",
    "confront": "check",
}
METHODS = {
    ("times", "find"): "times",
    ("quantities", "find"): "quantities",
    ("places", "find"): "places",
    ("addresses", "place_hints"): "resolve places",
    ("organizations", "find"): "organizations",
    ("people", "find"): "people",
    ("linker", "link"): "link",
}


def load_documents(count: int, texts: Path | None) -> tuple[str, list[Document]]:
    """The articles to measure on, and what they are."""
    source = texts or (REAL if REAL.exists() else None)
    if source is not None:
        rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
        documents = [
            Document(
                str(row.get("id", number)),
                row["text"],
                source=row.get("url"),
                published=row.get("published"),
            )
            for number, row in enumerate(rows[:count])
        ]
        return f"{len(documents)} articles of {source.name}", documents
    paragraphs = [
        paragraph
        for path in sorted((ROOT / "corpora").rglob("*.txt"))
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
        if paragraph.strip()
    ]
    dice = random.Random(1)
    documents = [
        Document(f"made-{n}", "\n\n".join(dice.choices(paragraphs, k=12)), published="2020-10-16")
        for n in range(count)
    ]
    return f"{len(documents)} articles recombined from corpora/", documents


class Stopwatch:
    """CPU seconds by stage and article, the best of all rounds."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = {}
        self._best: dict[str, list[float]] = {}

    def wrap(self, work: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """``work``, with its time counted to ``stage``."""

        def clocked(*arguments: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                spent = time.process_time() - start
                self._spent[stage] = self._spent.get(stage, 0.0) + spent

        return clocked

    def finish(self, article: int, articles: int) -> None:
        """Ends one article: what its stages took counts where it took less than ever before."""
        for stage, spent in self._spent.items():
            best = self._best.setdefault(stage, [float("inf")] * articles)
            best[article] = min(best[article], spent)
        self._spent.clear()

    def seconds(self) -> dict[str, float]:
        """Seconds of each stage over all articles, in the order they ran."""
        return {
            stage: sum(spent for spent in best if spent != float("inf"))
            for stage, best in self._best.items()
        }


class _Part:
    """A part of the kit of which some methods are clocked."""

    def __init__(self, part: object) -> None:
        self._part = part

    def __getattr__(self, name: str) -> Any:
        return getattr(self._part, name)


@contextmanager
def clocked_pipeline(kit: Kit, watch: Stopwatch) -> Iterator[Kit]:
    """A kit, and while the context lasts a pipeline, that tell ``watch`` what stages take."""
    parts: dict[str, Any] = {name: _Part(getattr(kit, name)) for name, _ in METHODS}
    for (name, method), stage in METHODS.items():
        setattr(parts[name], method, watch.wrap(getattr(parts[name], method), stage))
    kept = {name: getattr(pipeline, name) for name in FUNCTIONS}
    for name, stage in FUNCTIONS.items():
        setattr(pipeline, name, watch.wrap(kept[name], stage))
    try:
        yield replace(kit, **parts)
    finally:
        for name, function in kept.items():
            setattr(pipeline, name, function)


def in_process(documents: Sequence[Document], kit: Kit, rounds: int) -> dict[str, float]:
    """CPU seconds of ``extract`` as a whole and by stage over all documents."""
    whole, stages = Stopwatch(), Stopwatch()
    plain = whole.wrap(extract, "extract, whole")
    gc.collect()
    for _ in range(rounds):
        for index, document in enumerate(documents):
            plain(document, kit)
            whole.finish(index, len(documents))
        with clocked_pipeline(kit, stages) as clocked:
            for index, document in enumerate(documents):
                extract(document, clocked)
                stages.finish(index, len(documents))
    return whole.seconds() | stages.seconds()


def underthesea_seconds(texts: Sequence[str], rounds: int) -> dict[str, float]:
    """underthesea's segmenter and recogniser over the same texts.

    The recogniser gets a tenth of them, a line at a time: its time grows with the square.
    """
    from underthesea import ner, word_tokenize

    word_tokenize("Khởi động")
    ner("Khởi động")
    few = texts[::10]
    watch = Stopwatch()
    segment = watch.wrap(word_tokenize, "underthesea word_tokenize")
    recognise = watch.wrap(ner, "underthesea ner")
    for _ in range(rounds):
        for index, text in enumerate(texts):
            segment(text)
            watch.finish(index, len(texts))
    for index, text in enumerate(few):
        for line in filter(str.strip, text.splitlines()):
            recognise(line)
        watch.finish(index, len(few))
    seconds = watch.seconds()
    seconds["underthesea ner"] *= sum(map(len, texts)) / max(sum(map(len, few)), 1)
    return seconds


def cold(arguments: Sequence[str], runs: int = 5) -> dict[str, float]:
    """Median wall seconds and peak memory in MB of a fresh process."""
    code = (
        "import resource, subprocess, sys, time; s = time.perf_counter();"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True);"
        "print(time.perf_counter() - s,"
        " resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    figures = sorted(
        tuple(
            map(
                float,
                subprocess.run(
                    [sys.executable, "-c", code, sys.executable, "-m", "textmine", *arguments],
                    capture_output=True,
                    text=True,
                    check=True,
                ).stdout.split(),
            )
        )
        for _ in range(runs)
    )
    seconds, memory = figures[len(figures) // 2]
    return {"seconds": seconds, "megabytes": memory}


def measure(count: int, rounds: int, texts_from: Path | None) -> dict[str, object]:
    """Everything, as one table."""
    what, documents = load_documents(count, texts_from)
    texts = [document.text for document in documents]
    syllables = sum(len(text.split()) for text in texts)
    start = time.process_time()
    kit = build_kit()
    building = time.process_time() - start
    for document in documents[:20]:
        extract(document, kit)
    seconds = in_process(documents, kit, rounds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds |= underthesea_seconds(texts, rounds)
    return {
        "articles": what,
        "syllables": syllables,
        "build kit, CPU seconds": building,
        "rates": {
            name: {
                "us/article": spent / len(documents) * 1e6,
                "syllables/s": syllables / spent,
                "times word_tokenize": seconds["underthesea word_tokenize"] / spent,
            }
            for name, spent in seconds.items()
        },
        "peak memory before underthesea, MB": memory,
        "cold extract": cold(["extract", str(SAMPLE), "--format", "json"]),
        "cold --help": cold(["--help"]),
    }


def show(result: dict[str, object]) -> None:
    """A table for people."""
    print(f"{result['articles']}, {result['syllables']:,} syllables, one core, CPU time")
    print(f"{'stage':28}{'us/article':>12}{'syllables/s':>14}{'x word_tokenize':>17}")
    rates = result["rates"]
    assert isinstance(rates, dict)
    for name, row in rates.items():
        spent, speed, ratio = row.values()
        print(f"{name:28}{spent:>12,.0f}{speed:>14,.0f}{ratio:>17.1f}")
    for key in ("build kit, CPU seconds", "peak memory before underthesea, MB"):
        print(f"{key}: {result[key]:.2f}")
    for key in ("cold extract", "cold --help"):
        row = result[key]
        assert isinstance(row, dict)
        print(f"{key}: {row['seconds']:.2f} s, {row['megabytes']:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=Path, help="articles to measure on, one JSON a line")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--archive", action="store_true", help="measure textmine batch instead")
    parser.add_argument("--large", type=int, default=20_000, help="articles of the large archive")
    parser.add_argument("--characters", type=int, default=1_000_000, help="cut articles to this")
    chosen = parser.parse_args()
    if chosen.archive:
        sys.path.insert(0, str(ROOT))
        from scripts import archive_speed

        archived = archive_speed.measure(
            chosen.articles, chosen.large, chosen.characters, chosen.texts
        )
        if chosen.json:
            print(json.dumps(archived, indent=1))
        else:
            archive_speed.show(archived)
        return
    result = measure(chosen.articles, chosen.rounds, chosen.texts)
    if chosen.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        show(result)


if __name__ == "__main__":
    main()
