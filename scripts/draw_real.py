"""Draws real articles to annotate: ``python scripts/draw_real.py [--dev | --third] [ARTICLES]``.

Prints the 20 ids of ``corpora/gold-real/untouched``, one a line.  They come from
``corpora/gold-real/held.json``, the ids that were set aside before anything was built, less those
of ``corpora/gold-real/test`` and less articles with fewer than three numbers in digits that are no
date;
``_DATE`` alone decides what is a date.  Of ``ngày 1/5`` it leaves the 5 standing, which let one
article more into the lot; the draw was made so, before the articles were read, and stays so.

With ``--dev`` the 30 ids of ``corpora/gold-real/dev``: of the articles that were never set aside,
those on society, business, education, health and travel with as many numbers and a word of a
Vietnamese territory (``_LOCAL``).  The first 15 were read, and worked on, before the others.

With ``--third`` the 20 ids of ``corpora/gold-real/third``: first the set-aside articles that stand
in no other directory and have as many numbers, then articles never set aside that stand in none and
have at least ``THIRD_FEWEST``, those of the topics of ``dev/`` before sport and the rest.
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
DEV_SEED = 20261126
DEV_COUNT = 30
DEV_TOPICS = frozenset({"society", "business", "education", "health", "travel"})
THIRD_SEED = 20261127
THIRD_FEWEST = 4
_LOCAL = re.compile(r"\b(?:tỉnh|huyện|quận|xã|phường|thị xã|thành phố|TP\.?|TPHCM)\b")
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


def draw_dev(held: list[str], texts: dict[str, str]) -> list[str]:
    """The ids drawn from those that are not ``held``; an id is ``news_TOPIC_NUMBER``."""
    left = sorted(
        name
        for name, text in texts.items()
        if name.split("_")[1] in DEV_TOPICS
        and numbers(text) >= FEWEST_NUMBERS
        and _LOCAL.search(text)
    )
    return random.Random(DEV_SEED).sample([name for name in left if name not in held], DEV_COUNT)


def draw_third(held: list[str], read: set[str], texts: dict[str, str]) -> list[str]:
    """The ids still ``held``, then others, without those already ``read``; 20 in all."""
    left = sorted(name for name in set(held) - read if numbers(texts[name]) >= FEWEST_NUMBERS)
    others = sorted(
        name for name in texts.keys() - read - set(held) if numbers(texts[name]) >= THIRD_FEWEST
    )
    chance = random.Random(THIRD_SEED)
    chance.shuffle(left)
    chance.shuffle(others)
    others.sort(key=lambda name: name.split("_")[1] not in DEV_TOPICS)  # keeps the chance order
    return (left + others)[:COUNT]


def _in_directories(*names: str) -> set[str]:
    """The ids whose gold stands in the directories of these names."""
    files = (path for name in names for path in (REAL / name).glob("*.gold.json"))
    return {path.name.removesuffix(".gold.json") for path in files}


def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    named = [word for word in given if not word.startswith("--")]
    articles = Path(named[0]) if named else ARTICLES
    held = json.loads((REAL / "held.json").read_text(encoding="utf-8"))
    with articles.open(encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    if "--dev" in given:
        drawn = draw_dev(held, texts)
    elif "--third" in given:
        drawn = draw_third(held, _in_directories("test", "dev", "untouched"), texts)
    else:
        drawn = draw(held, _in_directories("test"), texts)
    print("\n".join(drawn))
    return 0


if __name__ == "__main__":
    sys.exit(main())
