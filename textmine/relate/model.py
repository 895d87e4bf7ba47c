"""Trained weights: one JSON file a person can read, checked before it is believed."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from textmine.model.errors import ModelError

FORMAT = 1
NAME = "linker.json"
MAX_BYTES = 1024 * 1024
_ADVICE = "train it again with scripts/train_linker.py, or use the rules alone (--no-model)"


def shipped_model() -> Traversable | None:
    """The model installed with the package, or the checkout's; ``None`` when there is none."""
    root = resources.files("textmine")
    installed = root / "_models" / NAME
    if installed.is_file():
        return installed
    checkout = Path(str(root)).parent / "models" / NAME
    return checkout if checkout.is_file() else None


def load_model(file: Traversable) -> dict[str, dict[str, float]]:
    """Weights by task and feature.

    Raises ModelError when the file cannot be read, is no model, is of another format, or holds
    anything but finite numbers.
    """
    where = str(file)
    try:
        with file.open("rb") as handle:
            content = handle.read(MAX_BYTES + 1)
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise ModelError(what, where=where, advice=_ADVICE) from error
    if len(content) > MAX_BYTES:
        raise ModelError("too large for a model", where=where, advice=_ADVICE)
    try:
        data = json.loads(content)
    except ValueError as error:
        raise ModelError("damaged: no JSON", where=where, advice=_ADVICE) from error
    if not isinstance(data, dict) or not isinstance(data.get("weights"), dict):
        raise ModelError("no model of ours", where=where, advice=_ADVICE)
    if data.get("format") != FORMAT:
        found = data.get("format")
        raise ModelError(f"format {found!r}, this is {FORMAT}", where=where, advice=_ADVICE)
    return {str(task): _table(table, where, str(task)) for task, table in data["weights"].items()}


def _table(table: Any, where: str, task: str) -> dict[str, float]:
    if not isinstance(table, Mapping):
        raise ModelError(f"damaged: {task} is no table", where=where, advice=_ADVICE)
    for name, value in table.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value):
            raise ModelError(f"damaged: {task}.{name} is no number", where=where, advice=_ADVICE)
    return {str(name): float(value) for name, value in table.items()}
