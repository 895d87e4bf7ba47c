"""An earlier report to compare with: what got better since, what got worse, and which facts.

baseline = read_baseline(Path("before.json"))       # written by ``--json``
for line in compared(report, baseline):
    print(line)
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textmine.evaluate.ledger import LEVELS, Outcome
from textmine.evaluate.report import Report
from textmine.model.errors import InputError

_RATES = ("precision", "recall", "f1")


@dataclass(frozen=True, slots=True)
class Baseline:
    """An earlier report: ``scores`` by row and rate, ``right`` the levels by (id, quote, nth)."""

    path: Path
    directory: str
    articles: int
    scores: Mapping[str, Mapping[str, float]]
    right: Mapping[tuple[str, str, int], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Move:
    """One gold fact that became right, or wrong, at ``levels``."""

    outcome: Outcome
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """How the facts moved; ``added`` and ``left`` count those only now or only then in the gold."""

    gained: tuple[Move, ...]
    lost: tuple[Move, ...]
    added: int
    left: int


def read_baseline(path: Path) -> Baseline:
    """Reads a report that ``--json`` wrote.

    Raises InputError when the file is missing or holds anything else.
    """
    try:
        return _baseline(path, json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})"
    except KeyError as error:
        what = f"is no report to compare with (it has no {error})"
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        what = "is no report to compare with"
    raise InputError(what, where=str(path), advice="write one with --json")


def _baseline(path: Path, data: Mapping[str, Any]) -> Baseline:
    scores = {
        str(name): {rate: float(numbers[rate]) for rate in (*_RATES, "gold")}
        for name, numbers in data["scores"].items()
    }
    right = {
        (str(row["article"]), str(row["quote"]), int(row["nth"])): _levels(row)
        for row in data["outcomes"]
    }
    return Baseline(path, str(data["directory"]), int(data["articles"]), scores, right)


def _levels(row: Mapping[str, Any]) -> frozenset[str]:
    if not all(isinstance(row[level], bool) for level in LEVELS):
        raise ValueError(f"{row['quote']}: {', '.join(LEVELS)} must be true or false")
    return frozenset(level for level in LEVELS if row[level])


def moves(outcomes: Collection[Outcome], baseline: Baseline) -> Moves:
    """What became of each fact since ``baseline``, in the order of the gold.

    Facts of the baseline in articles that no outcome is of do not count as left.
    """
    gained, lost = [], []
    for outcome in outcomes:
        before = baseline.right.get(outcome.key)
        if before is None:
            continue
        up = tuple(level for level in outcome.right if level not in before)
        down = tuple(level for level in LEVELS if level in before and level not in outcome.right)
        gained.extend([Move(outcome, up)] if up else [])
        lost.extend([Move(outcome, down)] if down else [])
    now = {outcome.key for outcome in outcomes}
    articles = {outcome.article for outcome in outcomes}
    left = sum(key[0] in articles and key not in now for key in baseline.right)
    return Moves(tuple(gained), tuple(lost), len(now - baseline.right.keys()), left)


def told(report: Report, baseline: Baseline | None, *, errors: bool = False) -> str:
    """The report for people: as a table, or against ``baseline``; every miss after it."""
    if baseline is None:
        return report.text(errors=errors)
    return "\n".join((*compared(report, baseline), *(report.errors() if errors else ())))


def compared(report: Report, baseline: Baseline) -> Iterator[str]:
    """Lines: each level and kind of entity with its change, then the facts gained and lost."""
    yield f"{report.directory} against {baseline.path} (of {baseline.directory})"
    yield f"{'':16}" + "".join(f"{name:>18}" for name in ("precision", "recall", "F1", "gold"))
    for name, numbers in report.scores().items():
        before = baseline.scores.get(name, {})
        cells = [_cell(numbers[rate], before.get(rate), "+.4f", ".3f") for rate in _RATES]
        cells.append(_cell(numbers["gold"], before.get("gold"), "+.0f", ".0f"))
        yield f"{name:16}" + "".join(f"{cell:>18}" for cell in cells)
    if report.articles != baseline.articles:
        yield f"note: scores are of {report.articles} articles against {baseline.articles}"
    yield from moved(report.score.outcomes, baseline)


def _cell(now: float, before: float | None, signed: str, plain: str) -> str:
    """The value and its change, ``=`` where there is none, ``new`` where nothing was before."""
    if before is None:
        return f"{now:{plain}}{'new':>9}"
    change = format(now - before, signed)
    return f"{now:{plain}}{change if float(change) else '=':>9}"


def moved(outcomes: Collection[Outcome], baseline: Baseline) -> Iterator[str]:
    """Lines: how many facts were gained and lost at each level, then each of them.

    Facts of held-out articles are counted and not listed.
    """
    found = moves(outcomes, baseline)
    yield "facts gained and lost: " + ", ".join(
        f"{level} +{_count(found.gained, level)} -{_count(found.lost, level)}" for level in LEVELS
    )
    for sign, side in (("+", found.gained), ("-", found.lost)):
        for move in side:
            if not move.outcome.held_out:
                yield _line(sign, move)
    hidden = sum(move.outcome.held_out for move in (*found.gained, *found.lost))
    if hidden:
        yield f"not listed: {hidden} of held-out articles, which are not for looking at"
    if found.added:
        yield f"not compared: {found.added} facts that {baseline.path} does not have"
    if found.left:
        yield f"not compared: {found.left} facts that only {baseline.path} has"


def _count(side: Iterable[Move], level: str) -> int:
    return sum(level in move.levels for move in side)


def _line(sign: str, move: Move) -> str:
    fact = move.outcome
    quote = " ".join(fact.quote.split())
    place = f" ({fact.nth})" if fact.nth > 1 else ""
    return f"{sign} {' '.join(move.levels):5}  {fact.article}  «{quote}»{place}"
