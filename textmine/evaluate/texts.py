"""Texts of gold articles: beside the gold, or by id from a file outside the repository.

Gold of real articles stands in ``corpora/gold-real`` without their texts, which are not ours to
publish.  They are taken from ``../shared/data/unc-300.jsonl`` (relative to the repository root, one
JSON object with ``id`` and ``text`` a line) where that file is at hand.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from textmine.model.errors import InputError

SUFFIX = ".gold.json"
_ROOT = Path(__file__).parents[2]
ARTICLES = _ROOT.parent / "shared" / "data" / "unc-300.jsonl"


def text_path(gold: Path) -> Path:
    """Where the text of a gold file stands when it stands beside it."""
    return gold.with_name(article_id(gold) + ".txt")


def article_id(gold: Path) -> str:
    return gold.name.removesuffix(SUFFIX)


def outside_texts(gold: Iterable[Path], articles: Path | None = None) -> Mapping[str, str] | None:
    """Texts by id for the gold files that have none beside them.

    ``None`` when some have none and ``articles`` (default ``ARTICLES``) is not there.  Raises
    InputError when it is there and cannot be read.
    """
    wanted = {article_id(path) for path in gold if not text_path(path).is_file()}
    if not wanted:
        return {}
    source = articles or ARTICLES
    return _pick(source, wanted) if source.is_file() else None


def _pick(source: Path, wanted: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        with source.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["id"] in wanted:
                    found[row["id"]] = row["text"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(source)) from error
    return found
