"""Trains the linker's weights on gold articles and writes ``models/linker.json``.

    python scripts/train_linker.py [--gold corpora/gold/train corpora/gold/dev] [--folds 5]

For every choice the rules face (which measure, whose, when, done or planned) each candidate that
leads to the gold answer should outrank each that does not: a logistic regression without
intercept over differences of their features (the pairwise transform of Herbrich, Graepel and
Obermayer, 1999; RankSVM's logistic sibling). It starts from the rules: their score is one more
feature of fixed weight, so a feature the data say nothing about keeps the rules' weight.
Confidence is a logistic regression on whether the whole record was right, over records extracted
by models that had not seen the article.
Deterministic: no randomness but the fixed order of articles.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from linker_card import card
from sklearn.linear_model import LogisticRegression

from textmine.evaluate import gold_files, read_gold
from textmine.evaluate.compare import Comparer
from textmine.evaluate.facts import match_facts, right_record
from textmine.evaluate.gold import GoldArticle, GoldFact
from textmine.model import Document, Extraction, Fact, Period
from textmine.pipeline import Kit, build_kit, extract
from textmine.relate.model import FORMAT
from textmine.relate.observe import Observed
from textmine.relate.rank import Features, Weights

ROOT = Path(__file__).resolve().parent.parent
# Gold has next to no number of a thing (a bridge, a fair): such candidates keep the rules' say.
UNTAUGHT = "thing"
TASKS = ("measure", "subject", "period", "status")
# Inverse of the pull to the rules, by cross-validation over 0.003 … 0.3.
STRENGTH = {"measure": 0.3, "subject": 0.3, "period": 0.01, "status": 1.0}
_CONFIDENCE_STRENGTH = 0.05
# Log odds by which articles nobody has worked on come out worse than cross-validation over those
# the rules were made on: 88 records of 100 here, 74 on articles written apart, which is 0.9.  The
# rest is caution: of records given 0.9 or more at least 97 in 100 should be right.
UNSEEN = -1.2
_STEPS, _SMALL, _CLIP = 50, 1e-8, 30.0


@dataclass(frozen=True, slots=True)
class Example:
    """One choice: each candidate's features and whether it leads to the gold answer."""

    article: str
    options: tuple[tuple[Features, bool], ...]

    @property
    def decidable(self) -> bool:
        """Whether gold is among the candidates, and something else is too."""
        right = [is_right for _, is_right in self.options]
        return any(right) and not all(right)


def with_weights(kit: Kit, weights: Weights) -> Kit:
    """The kit with other weights in its linker."""
    return replace(kit, linker=kit.linker.with_weights(weights))


def run(kit: Kit, gold: GoldArticle) -> tuple[Extraction, list[Observed]]:
    """An article extracted, and every choice on the way."""
    observed: list[Observed] = []
    document = Document(gold.id, gold.text, published=gold.published, province=gold.province)
    return extract(document, kit, observed=observed), observed


def examples(
    gold: GoldArticle, result: Extraction, observed: Iterable[Observed], compare: Comparer
) -> dict[str, list[Example]]:
    """The choices about numbers that gold knows, by task."""
    found: dict[str, list[Example]] = defaultdict(list)
    wanted = {j: gold.facts[i] for i, j in match_facts(gold.facts, result.facts, compare).items()}
    for choice in observed:
        fact = wanted.get(choice.draft)
        if fact is None or choice.task not in TASKS:
            continue
        given = result.facts[choice.draft]
        options = tuple(
            (features, right(choice.task, outcome, fact, given, result, compare))
            for features, outcome in choice.options
            if UNTAUGHT not in features
        )
        found[choice.task].append(Example(gold.id, options))
    return found


def right(
    task: str,
    outcome: object,
    wanted: GoldFact,
    given: Fact,
    result: Extraction,
    compare: Comparer,
) -> bool:
    """Whether an outcome is the gold answer."""
    if task == "measure":
        return compare.same_indicator(wanted, replace(given, indicator=str(outcome)))
    if task == "subject":
        entity = result.entity(str(outcome))
        name = entity.name if entity else str(outcome)
        return compare.same_name(wanted.subject, wanted.subject_also, name)
    if task == "status":
        return outcome == wanted.status
    assert outcome is None or isinstance(outcome, Period)
    return compare.same_period(wanted, replace(given, period=outcome))


def fit(task: str, data: Sequence[Example], start: Mapping[str, float]) -> dict[str, float]:
    """Weights that rank right candidates above wrong ones, drawn to those of the rules."""
    names = sorted({n for e in data for f, _ in e.options for n in f} | set(start))
    column = {name: index for index, name in enumerate(names)}
    rules = np.array([start.get(name, 0.0) for name in names])
    rows, weights = [], []
    for example in data:
        if not example.decidable:
            continue
        vectors = [_vector(features, column) for features, _ in example.options]
        good = [v for v, (_, is_right) in zip(vectors, example.options, strict=True) if is_right]
        bad = [v for v, (_, is_right) in zip(vectors, example.options, strict=True) if not is_right]
        best = max(good, key=lambda vector: float(vector @ rules))
        rows.extend(best - other for other in bad)
        weights.extend([1.0 / len(bad)] * len(bad))
    return dict(zip(names, _newton(np.array(rows), np.array(weights), rules, task), strict=True))


def _newton(rows: np.ndarray, weights: np.ndarray, rules: np.ndarray, task: str) -> list[float]:
    """Minimises the logistic loss of ``rows @ w`` plus a pull of ``w`` to the rules, which are
    first brought to the scale of log odds."""
    rules = rules * _scale(rows @ rules, weights)
    pull = 1.0 / STRENGTH[task]
    w = rules.copy()
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(np.clip(rows @ w, -_CLIP, _CLIP)))
        gradient = -(rows * (weights * p)[:, None]).sum(axis=0) + pull * (w - rules)
        curve = (rows * (weights * p * (1 - p))[:, None]).T @ rows + pull * np.eye(len(w))
        step = np.linalg.solve(curve, gradient)
        w = w - step
        if float(np.abs(step).max()) < _SMALL:
            break
    return [round(float(value), 4) for value in w]


def _scale(leads: np.ndarray, weights: np.ndarray) -> float:
    """The factor that makes the rules' leads of right over wrong the likeliest log odds."""
    scale = 1.0
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(np.clip(scale * leads, -_CLIP, _CLIP)))
        curve = float((weights * p * (1 - p) * leads * leads).sum()) + _SMALL
        step = -float((weights * p * leads).sum()) / curve
        scale -= step
        if abs(step) < _SMALL:
            break
    return scale


def _vector(features: Features, column: Mapping[str, int]) -> np.ndarray:
    vector = np.zeros(len(column))
    for name, value in features.items():
        if name in column:
            vector[column[name]] = value
    return vector


def fit_confidence(rows: Sequence[tuple[Features, bool]]) -> dict[str, float]:
    """Logistic regression of "the whole record is right"."""
    names = sorted({name for features, _ in rows for name in features} - {"bias"})
    column = {name: index for index, name in enumerate(names)}
    matrix = np.array([_vector(features, column) for features, _ in rows])
    model = LogisticRegression(C=_CONFIDENCE_STRENGTH, max_iter=5000)
    model.fit(matrix, np.array([is_right for _, is_right in rows]))
    table = {"bias": round(float(model.intercept_[0]), 4)}
    for name, value in zip(names, model.coef_[0], strict=True):
        table[name] = round(float(value), 4)
    return table


def records(gold: GoldArticle, kit: Kit, compare: Comparer) -> list[tuple[Features, bool]]:
    """Confidence features of every fact of an article, and whether its record is right."""
    result, observed = run(kit, gold)
    drafts = [choice.options[0][0] for choice in observed if choice.task == "confidence"]
    pairs = {j: i for i, j in match_facts(gold.facts, result.facts, compare).items()}
    rows = []
    for index, (fact, features) in enumerate(zip(result.facts, drafts, strict=True)):
        wanted = gold.facts[pairs[index]] if index in pairs else None
        if wanted is not None and wanted.optional:
            continue
        good = wanted is not None and right_record(wanted, fact, result, compare)
        rows.append((features, good))
    return rows


def folds(articles: Sequence[GoldArticle], count: int) -> list[list[GoldArticle]]:
    """Articles dealt out in order of their names."""
    ordered = sorted(articles, key=lambda article: article.id)
    return [ordered[start::count] for start in range(count)]


def accuracy(data: Sequence[Example], table: Mapping[str, float]) -> tuple[int, int, int]:
    """(decided right, oracle: gold among the candidates, all choices)."""
    good = oracle = 0
    for example in data:
        oracle += any(is_right for _, is_right in example.options)
        scores = [
            sum(table.get(name, 0.0) * value for name, value in features.items())
            for features, _ in example.options
        ]
        if scores:
            good += example.options[scores.index(max(scores))][1]
    return good, oracle, len(data)


def train(
    articles: Sequence[GoldArticle], kit: Kit, compare: Comparer
) -> dict[str, dict[str, float]]:
    """Tables of the tasks, fitted to the articles."""
    data: dict[str, list[Example]] = defaultdict(list)
    for gold in articles:
        for task, found in examples(gold, *run(kit, gold), compare).items():
            data[task].extend(found)
    return {task: fit(task, data[task], kit.linker.weights.table(task)) for task in TASKS}


@dataclass(slots=True)
class Trial:
    """What cross-validation found: choices decided right by task, and every record's confidence
    features with whether it was right, by fold, for the rules alone and for the trained weights."""

    choices: dict[str, list[int]]  # rules, model, oracle, all
    records: dict[str, list[list[tuple[Features, bool]]]]  # "rules", "model"
    kept: tuple[str, ...] = ()  # the tasks that training helps; the others keep the rules' weights


def cross_validate(
    articles: Sequence[GoldArticle], kit: Kit, compare: Comparer, count: int
) -> Trial:
    """Each article judged by weights that have not seen it."""
    base = kit.linker.weights
    trial = Trial({task: [0, 0, 0, 0] for task in TASKS}, {"rules": [], "model": []})
    parts = folds(articles, count)
    fitted = []
    for number, held in enumerate(parts):
        seen = [gold for other, part in enumerate(parts) if other != number for gold in part]
        tables = train(seen, kit, compare)
        fitted.append(tables)
        for gold in held:
            for task, found in examples(gold, *run(kit, gold), compare).items():
                rules, model = accuracy(found, base.table(task)), accuracy(found, tables[task])
                counts = (rules[0], model[0], model[1], model[2])
                trial.choices[task] = [
                    old + new for old, new in zip(trial.choices[task], counts, strict=True)
                ]
    def judged(kept: tuple[str, ...]) -> list[list[tuple[Features, bool]]]:
        rows = []
        for tables, held in zip(fitted, parts, strict=True):
            trained = with_weights(kit, base.merged({task: tables[task] for task in kept}))
            rows.append([row for gold in held for row in records(gold, trained, compare)])
        return rows

    trial.records["rules"] = trial.records["model"] = judged(())
    for task in TASKS:
        # What counts is whole records: one choice well made can mislead the next.
        if trial.choices[task][1] <= trial.choices[task][0]:
            continue
        tried = judged((*trial.kept, task))
        if share_right(tried)["right"] > share_right(trial.records["model"])["right"]:
            trial.kept, trial.records["model"] = (*trial.kept, task), tried
    return trial


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    default = [ROOT / "corpora" / "gold" / name for name in ("train", "dev")]
    parser.add_argument("--gold", type=Path, nargs="+", default=default)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--output", type=Path, default=ROOT / "models" / "linker.json")
    chosen = parser.parse_args()
    kit = build_kit(model=False)
    compare = Comparer.of(kit.packs, kit.indicators)
    articles = [read_gold(path) for place in chosen.gold for path in gold_files(place)]
    trial = cross_validate(articles, kit, compare, chosen.folds)
    trained = train(articles, kit, compare)
    tables = {task: trained[task] for task in trial.kept}
    tables["confidence"] = fit_confidence([r for fold in trial.records["model"] for r in fold])
    tables["confidence"]["bias"] = round(tables["confidence"]["bias"] + UNSEEN, 4)
    model = {
        "format": FORMAT,
        "packs": kit.packs.version,
        "articles": len(articles),
        "cross_validation": {
            "folds": chosen.folds,
            "choices": {
                task: dict(zip(("rules", "model", "oracle", "choices"), counts, strict=True))
                for task, counts in trial.choices.items()
            },
            "records": {name: share_right(rows) for name, rows in trial.records.items()},
            "reliability": reliability(trial.records["model"]),
        },
        "weights": {task: dict(sorted(table.items())) for task, table in tables.items()},
    }
    text = json.dumps(model, ensure_ascii=False, indent=1) + "\n"
    chosen.output.write_text(text, encoding="utf-8")
    chosen.output.with_suffix(".md").write_text(card(model), encoding="utf-8")
    print(json.dumps(model["cross_validation"], indent=1))


def share_right(parts: Sequence[Sequence[tuple[Features, bool]]]) -> dict[str, int]:
    """Records extracted, and how many of them were right as a whole."""
    rows = [is_right for part in parts for _, is_right in part]
    return {"extracted": len(rows), "right": sum(rows)}


def reliability(parts: Sequence[Sequence[tuple[Features, bool]]]) -> list[dict[str, float]]:
    """Records by confidence, each given by a fit to the other folds: how many, what share right."""
    judged: list[tuple[float, bool]] = []
    for number, held in enumerate(parts):
        others = [row for other, part in enumerate(parts) if other != number for row in part]
        table = fit_confidence(others)
        for features, is_right in held:
            score = sum(table.get(name, 0.0) * value for name, value in features.items())
            judged.append((1 / (1 + math.exp(-max(min(score, 30.0), -30.0))), is_right))
    steps = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.01)
    table = []
    for low, high in pairwise(steps):
        rows = [(value, good) for value, good in judged if low <= value < high]
        if rows:
            table.append(
                {
                    "from": low,
                    "records": len(rows),
                    "stated": round(sum(value for value, _ in rows) / len(rows), 3),
                    "right": round(sum(good for _, good in rows) / len(rows), 3),
                }
            )
    return table


if __name__ == "__main__":
    main()
