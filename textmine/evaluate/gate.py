"""Floors under the scores: a change that makes extraction worse does not pass."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from textmine.evaluate.report import Report
from textmine.model.errors import InputError


def read_floors(path: Path) -> dict[str, dict[str, float]]:
    """Floors by sub-directory and score name, each an F1 between 0 and 1.

    Raises InputError when the file is missing or is not such a table.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path)) from error
    floors: dict[str, dict[str, float]] = {}
    for directory, entries in data.items():
        if not isinstance(entries, dict):
            raise InputError(f"{directory} is no table of floors", where=str(path))
        for name, floor in entries.items():
            if not isinstance(floor, int | float) or not 0 <= floor <= 1:
                raise InputError(f"{directory}.{name} is no number from 0 to 1", where=str(path))
        floors[directory] = dict(entries)
    return floors


def below(report: Report, floors: Mapping[str, float]) -> list[str]:
    """One line for each score under its floor.

    Raises InputError when a floor names no score.
    """
    known = report.tallies()
    lines = []
    for name, floor in floors.items():
        if name not in known:
            advice = f"known: {', '.join(known)}"
            raise InputError(f"no score is named {name}", where=report.directory, advice=advice)
        if known[name].f1 < floor:
            lines.append(f"{report.directory}: {name} is {known[name].f1:.4f}, below {floor:.4f}")
    return lines
