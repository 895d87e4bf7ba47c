"""Measures textmine beside underthesea in one run: syllables and articles a second on one core,
stage by stage, cold start and peak memory.

    python scripts/benchmark.py [--articles N] [--rounds N] [--json]

Reads the real articles of ``../shared/data/unc-300.jsonl`` when that file is there, and makes
articles by recombining the gold corpus otherwise.  Machines are noisy: compare the ratios of one
run, not figures of different runs.
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
from collections.abc import Callable, Sequence
from pathlib import Path

from textmine.model import Document
from textmine.pipeline import Kit, build_kit, extract, read_article
from textmine.resolve.places import resolve_places

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "data" / "unc-300.jsonl"
SAMPLE = ROOT / "corpora" / "samples" / "chieng-bom.txt"


def load_documents(count: int) -> tuple[str, list[Document]]:
    """The articles to measure on, and what they are."""
    if REAL.exists():
        rows = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]
        documents = [
            Document(row["id"], row["text"], source=row["url"], published=row["published"])
            for row in rows[:count]
        ]
        return f"{len(documents)} real articles", documents
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


def timed(work: Callable[[], object], rounds: int) -> float:
    """Best wall-clock seconds of ``rounds`` runs."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def stages(kit: Kit, documents: Sequence[Document], rounds: int) -> dict[str, float]:
    """Seconds of each stage over all documents, each fed with the results of those before."""
    articles = [read_article(document, kit) for document in documents]
    times = [kit.times.find(article) for article in articles]
    quantities = [kit.quantities.find(a, t) for a, t in zip(articles, times, strict=True)]
    places = [kit.places.find(article) for article in articles]
    resolved = [
        resolve_places(a, p, kit.gazetteer, kit.addresses.place_hints(a.document.source))
        for a, p in zip(articles, places, strict=True)
    ]
    bodies = [kit.organizations.find(a, p) for a, p in zip(articles, places, strict=True)]
    triples = list(zip(articles, places, bodies, strict=True))
    people = [kit.people.find(a, p, b) for a, p, b in triples]
    work: dict[str, Callable[[], object]] = {
        "read": lambda: [read_article(document, kit) for document in documents],
        "times": lambda: [kit.times.find(article) for article in articles],
        "quantities": lambda: [
            kit.quantities.find(a, t) for a, t in zip(articles, times, strict=True)
        ],
        "places": lambda: [kit.places.find(article) for article in articles],
        "resolve places": lambda: [
            resolve_places(a, p, kit.gazetteer) for a, p in zip(articles, places, strict=True)
        ],
        "organizations": lambda: [
            kit.organizations.find(a, p) for a, p in zip(articles, places, strict=True)
        ],
        "people": lambda: [kit.people.find(a, p, b) for a, p, b in triples],
    }
    del quantities, resolved, people
    return {name: timed(run, rounds) for name, run in work.items()}


def underthesea_seconds(texts: Sequence[str], rounds: int) -> dict[str, float]:
    """underthesea's segmenter and recogniser over the same texts (the latter on a tenth)."""
    from underthesea import ner, word_tokenize

    word_tokenize("Khởi động")
    ner("Khởi động")
    few = texts[:: max(len(texts) // max(len(texts) // 10, 1), 1)]
    share = sum(map(len, texts)) / max(sum(map(len, few)), 1)
    return {
        "underthesea word_tokenize": timed(lambda: [word_tokenize(t) for t in texts], rounds),
        "underthesea ner": timed(lambda: [ner(t) for t in few], 1) * share,
    }


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


def measure(count: int, rounds: int) -> dict[str, object]:
    """Everything, as one table."""
    what, documents = load_documents(count)
    texts = [document.text for document in documents]
    syllables = sum(len(text.split()) for text in texts)
    start = time.perf_counter()
    kit = build_kit()
    building = time.perf_counter() - start
    for document in documents[:20]:
        extract(document, kit)
    whole = timed(lambda: [extract(document, kit) for document in documents], rounds)
    seconds = {"extract, whole": whole, **stages(kit, documents, rounds)}
    seconds |= underthesea_seconds(texts, rounds)
    return {
        "articles": what,
        "syllables": syllables,
        "build kit, seconds": building,
        "rates": {
            name: {
                "syllables/s": syllables / spent,
                "articles/s": len(documents) / spent,
                "times word_tokenize": seconds["underthesea word_tokenize"] / spent,
            }
            for name, spent in seconds.items()
        },
        "peak memory of this process, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        / 1024,
        "cold extract": cold(["extract", str(SAMPLE), "--format", "json"]),
        "cold --help": cold(["--help"]),
    }


def show(result: dict[str, object]) -> None:
    """A table for people."""
    print(f"{result['articles']}, {result['syllables']:,} syllables, one core")
    print(f"{'stage':28}{'syllables/s':>14}{'articles/s':>12}{'x word_tokenize':>17}")
    rates = result["rates"]
    assert isinstance(rates, dict)
    for name, row in rates.items():
        speed, articles, ratio = row.values()
        print(f"{name:28}{speed:>14,.0f}{articles:>12,.0f}{ratio:>17.1f}")
    for key in ("build kit, seconds", "peak memory of this process, MB"):
        print(f"{key}: {result[key]:.2f}")
    for key in ("cold extract", "cold --help"):
        row = result[key]
        assert isinstance(row, dict)
        print(f"{key}: {row['seconds']:.2f} s, {row['megabytes']:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    result = measure(chosen.articles, chosen.rounds)
    if chosen.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        show(result)


if __name__ == "__main__":
    main()
