"""Draws the articles of ``corpora/gold-real/untouched``: ``python scripts/draw_real.py``.

Prints the 20 ids, one a line.  They come from ``corpora/gold-real/held.json``, the ids that were
set aside before anything was built, less those of ``corpora/gold-real/test`` and less articles
with fewer than three numbers in digits that are no date; ``_DATE`` alone decides what is a date.
Of ``ngày 1/5`` it leaves the 5 standing, which let one article more into the lot; the draw was made
so, before the articles were read, and stays so.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
REAL = ROOT / "corpora" / "gold-real"
ARTICLES = ROOT.parent / "shared" / "data" / "unc-300.jsonl"
SEED = 20261125
COUNT = 20
FEWEST_NUMBERS = 3
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<![\d.,]){_DAY}\s?([/.-])\s?{_MONTH}\s?\1\s?{_YEAR}(?!\d)"  # 5/4/2021, 5.4.2021
    rf"|(?<![\d.,]){_MONTH}\s?[/-]\s?{_YEAR}(?!\d)"  # 4/2021
    rf"|(?<![\d.,]){_DAY}\s?[/-]\s?{_MONTH}(?!\d)"  # 5/4
    r"|\b(?:ngày|mùng|tháng|năm|quý|thế kỷ)\s+\d+(?![\d%])(?![.,]\d)"  # ngày 5, tháng 4, năm 2021
    rf"|(?<![\d.,]){_YEAR}(?!\d)(?![.,]\d)",  # 2021
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def numbers(text: str) -> int:
    """How many numbers in digits ``text`` has when its dates are taken out."""
    return len(_NUMBER.findall(_DATE.sub(" ", text)))


def draw(held: list[str], read: set[str], texts: dict[str, str]) -> list[str]:
    """The ids drawn from ``held`` without those already ``read``, in the order of the draw."""
    left = sorted(name for name in set(held) - read if numbers(texts[name]) >= FEWEST_NUMBERS)
    return random.Random(SEED).sample(left, COUNT)


def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    articles = Path(given[0]) if given else ARTICLES
    held = json.loads((REAL / "held.json").read_text(encoding="utf-8"))
    with articles.open(encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    read = {path.name.removesuffix(".gold.json") for path in (REAL / "test").glob("*.gold.json")}
    print("\n".join(draw(held, read, texts)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
