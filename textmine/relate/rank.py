"""Choosing among candidates by the weighted sum of features a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from textmine.packs.loader import PackSet

T = TypeVar("T")
Features = dict[str, float]


class Candidate(NamedTuple, Generic[T]):
    """One possible answer and what speaks for or against it.  A tuple: dozens are made a number."""

    value: T
    features: Features
    reason: str = ""


def cross(features: Features, context: str, names: frozenset[str]) -> None:
    """Adds the features in ``names`` once more as ``context:name``: so that a trained model may
    weigh them differently there.  The rules give the crossed ones no weight."""
    for name in [name for name in features if name in names]:
        features[f"{context}:{name}"] = features[name]


class Ranked(NamedTuple, Generic[T]):
    """The answer chosen, its score, its lead over the runner-up, and all candidates, best first."""

    value: T
    score: float
    margin: float
    candidates: tuple[tuple[float, Candidate[T]], ...]


_GROUNDS = {
    "measure": ("parallel", "carried", "other", "restricted", "left_gap", "right_gap", "noun"),
    "subject": (
        "speaker",
        "owner",
        "beneficiary",
        "list_item",
        "after_of",
        "carried",
        "main",
        "after",
        "same_clause",
        "same_sentence",
    ),
    "period": (
        "event",
        "event_far",
        "topic",
        "older",
        "ahead",
        "ahead_first",
        "now",
        "unsaid",
        "paragraph",
        "moment_paragraph",
        "carried",
        "adjacent",
        "same_sentence_after",
        "superseded",
        "opens_sentence",
        "same_sentence_before",
    ),
}


def ground(task: str, ranked: Ranked[T]) -> str:
    """The one feature that tells how the answer was come by: ``carried``, ``same_clause``, …"""
    features = ranked.candidates[0][1].features
    for name in _GROUNDS[task]:
        if name in features:
            return name
    return "else"


class Weights:
    """Weights by task and feature; the packs' are the rules, a trained model replaces them."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self._weights = {task: dict(table) for task, table in weights.items()}

    @classmethod
    def from_packs(cls, packs: PackSet) -> Weights:
        """Reads ``[[weights]]`` rows: ``task`` and one number per feature.

        Raises PackError when a weight is no number.
        """
        tables: dict[str, dict[str, float]] = {}
        for row in packs.rows("weights"):
            task = row.data.get("task")
            features = row.data.get("features")
            if not isinstance(task, str) or not isinstance(features, dict):
                raise row.error("weights need a task and a table of features")
            for name, value in features.items():
                if not isinstance(value, int | float):
                    raise row.error(f"the weight of {name} is no number")
                tables.setdefault(task, {})[name] = float(value)
        return cls(tables)

    def table(self, task: str) -> Mapping[str, float]:
        return self._weights.get(task, {})

    def heeds(self, task: str, names: frozenset[str]) -> bool:
        """Whether any of these features counts in a task: if not, they need not be made."""
        return not names.isdisjoint(self._weights.get(task, {}))

    def merged(self, other: Mapping[str, Mapping[str, float]]) -> Weights:
        """These weights with the tasks of ``other`` in place of their own; what ``other`` was not
        taught of keeps its weight, at the other's scale."""
        merged = {task: dict(table) for task, table in other.items()}
        for task in merged.keys() & self._weights.keys():
            own, table = self._weights[task], merged[task]
            scale = _scale(own, table)
            for name in own.keys() - table.keys():
                table[name] = own[name] * scale
        return Weights({**self._weights, **merged})

    def score(self, task: str, features: Features) -> float:
        """Sum of weight times value; a feature without a weight counts nothing."""
        return _score(self._weights.get(task, {}), features)

    def rank(self, task: str, candidates: Sequence[Candidate[T]]) -> Ranked[T] | None:
        """The best candidate (the earlier one on a tie), or ``None`` when there is none."""
        if not candidates:
            return None
        table = self._weights.get(task, {})
        scored = [(_score(table, item.features), item) for item in candidates]
        if len(scored) > 1:
            scored.sort(key=itemgetter(0), reverse=True)  # those alike stay in order
        best, first = scored[0]
        margin = best - scored[1][0] if len(scored) > 1 else best
        return Ranked(first.value, best, margin, tuple(scored))


def _scale(own: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How many times heavier the weights of one table are than those of the same names in
    another."""
    shared = own.keys() & other.keys()
    mass = sum(abs(own[name]) for name in shared)
    return sum(abs(other[name]) for name in shared) / mass if mass else 1.0


def _score(table: Mapping[str, float], features: Features) -> float:
    total = 0.0
    for name, value in features.items():
        if name in table:
            total += table[name] * value
    return total
