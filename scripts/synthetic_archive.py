"""Writes a made-up archive: six years of notices of sixty organisations whose figures agree,
except for planted contradictions that a manifest lists.

    python scripts/synthetic_archive.py OUT [--seed N] [--each N] [--provinces N]

OUT gets ``articles.jsonl`` (what ``textmine`` reads), ``manifest.json`` (each contradiction: what
kind, the articles that carry the false figure, those it contradicts, the false and the true
value) and ``gold.jsonl`` (every figure of every article as the gold corpus would have it).
Deterministic; ``synthetic.archive.build`` is the same for tests.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from synthetic.archive import build


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, help="directory to write to")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--each", type=int, default=8, help="contradictions of each kind")
    parser.add_argument("--provinces", type=int, default=6, help="of the six, tell about so many")
    given = parser.parse_args()
    archive = build(given.seed, each=given.each, only=given.provinces)
    given.out.mkdir(parents=True, exist_ok=True)
    for name, rows in (
        ("articles.jsonl", [page.row() for page in archive.pages]),
        ("gold.jsonl", [page.gold() for page in archive.pages]),
    ):
        with (given.out / name).open("w", encoding="utf-8") as handle:
            for row in rows:
                handle.write(json.dumps(row, ensure_ascii=False) + "\n")
    manifest = json.dumps(archive.manifest(), ensure_ascii=False, indent=1)
    (given.out / "manifest.json").write_text(manifest + "\n", encoding="utf-8")
    print(f"{len(archive.pages)} articles, {len(archive.plants)} contradictions in {given.out}")


if __name__ == "__main__":
    main()
