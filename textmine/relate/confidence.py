"""How likely a whole record is right: a logistic sum of features a person can read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from textmine.model import Aspect, Status
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER
from textmine.relate.rank import Features, Weights

_CLEAR = 3.0  # a lead beyond this says nothing more
_MANY = 8  # of bodies, times, numbers or candidates: more than these are as bad
_RANKED = ("measure", "subject", "period", "status")


def confidence_of(weights: Weights, features: Features) -> float:
    """The probability that the whole record is right, to two decimals."""
    score = weights.score("confidence", features)
    return round(1 / (1 + math.exp(-max(min(score, 30.0), -30.0))), 2)


def confidence_features(drafts: Sequence[Draft]) -> list[Features]:
    """What speaks for and against each record of an article: how clear each choice was, what is
    missing, and how entangled the article is (an article about one body and one stretch of time is
    easily read)."""
    count = max(len(drafts), 1)
    subjects = Counter(draft.subject for draft in drafts)
    bounds = [_bounds(draft) for draft in drafts]
    periods = Counter(bounds)
    sentences = Counter(draft.place.sentence for draft in drafts)
    found = []
    for index, draft in enumerate(drafts):
        features = _own(draft)
        features["bodies"] = min(len(subjects), _MANY) / _MANY
        features["times"] = min(len(periods), _MANY) / _MANY
        features["of_its_body"] = subjects[draft.subject] / count
        features["of_its_time"] = periods[bounds[index]] / count
        features["in_sentence"] = min(sentences[draft.place.sentence], _MANY) / _MANY
        for name, other in (("before", index - 1), ("after", index + 1)):
            if 0 <= other < count:
                features[f"body_{name}"] = float(drafts[other].subject == draft.subject)
                features[f"time_{name}"] = float(bounds[other] == bounds[index])
        found.append(features)
    return found


def _bounds(draft: Draft) -> tuple[str | None, str | None] | None:
    return (draft.period.start, draft.period.end) if draft.period is not None else None


def _own(draft: Draft) -> Features:
    features: Features = {"bias": 1.0}
    for task in _RANKED:
        margin = draft.margins.get(task)
        if margin is None:
            features[f"{task}_shared"] = 1.0
        else:
            features[f"{task}_margin"] = min(max(margin, 0.0), _CLEAR)
        if task in draft.rivals:
            features[f"{task}_rivals"] = min(draft.rivals[task], _MANY) / _MANY
        if task in draft.grounds:
            features[f"{task}:{draft.grounds[task]}"] = 1.0
    if draft.indicator == OTHER:
        features["other"] = 1.0
    if draft.subject is None:
        features["no_subject"] = 1.0
    elif draft.subject_span is None or draft.subject_span.start < draft.place.clause:
        features["subject_elsewhere"] = 1.0
    if draft.period is None:
        features["no_period"] = 1.0
    elif draft.period_span is None:
        features["period_unsaid"] = 1.0
    if draft.status is not Status.ACTUAL:
        features["not_actual"] = 1.0
    if draft.quantity.dimension == "percent":
        features["percent"] = 1.0
    elif draft.quantity.head is None and draft.quantity.dimension == "count":
        features["bare"] = 1.0
    if draft.frame.aspect is not Aspect.LEVEL and draft.base is None:
        features["no_base"] = 1.0
    if draft.whole is not None:
        features["part"] = 1.0
    if draft.measure.noun:
        features["noun"] = 1.0
    return features
