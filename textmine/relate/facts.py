"""From drafts to records."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from textmine.model import Article, Aspect, Evidence, Fact, Span, Status, Trace
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER
from textmine.relate.rank import Features, Weights

_NESTED = 8  # speeches that may lie within one another
_CLEAR = 3.0  # a lead beyond this says nothing more
Speech = tuple[Span, str]
"""A stretch of text (*clean*) and the entity id of the person who speaks it."""


def make_facts(
    article: Article,
    drafts: Sequence[Draft],
    weights: Weights,
    speakers: Sequence[Speech] = (),
) -> tuple[Fact, ...]:
    """One fact a draft, ids ``F1``, ``F2``, … in text order; spans in the original text."""
    speeches = _Speeches(speakers)
    return tuple(
        _fact(article, draft, number, weights, speeches)
        for number, draft in enumerate(drafts, start=1)
    )


def make_traces(drafts: Sequence[Draft], facts: Sequence[Fact]) -> tuple[Trace, ...]:
    """What was considered for each number, in text order."""
    return tuple(
        Trace(fact.span, fact.text, fact.id, tuple(draft.choices))
        for draft, fact in zip(drafts, facts, strict=True)
    )


def _fact(
    article: Article,
    draft: Draft,
    number: int,
    weights: Weights,
    speeches: _Speeches,
) -> Fact:
    quantity = draft.quantity
    span = article.original(quantity.span)
    return Fact(
        id=f"F{number}",
        indicator=draft.indicator,
        label=draft.label,
        subject=draft.subject,
        low=quantity.low,
        high=quantity.high,
        decimals=quantity.decimals,
        step=quantity.step,
        approx=quantity.approx,
        unit=quantity.unit,
        period=draft.period,
        status=draft.status,
        aspect=draft.frame.aspect,
        span=span,
        text=span.of(article.text),
        evidence=_evidence(article, draft),
        confidence=_confidence(draft, weights),
        direction=draft.frame.direction,
        breakdown=draft.breakdown,
        actor=draft.actor,
        speaker=speeches.speaker(quantity.number.start),
        per=draft.per,
    )


def _evidence(article: Article, draft: Draft) -> Evidence:
    def original(span: Span | None) -> Span | None:
        return article.original(span) if span is not None else None

    measure = draft.measure
    indicator = None
    if 0 <= measure.start < measure.end:
        indicator = Span(measure.start, measure.end)
    elif measure.noun and draft.quantity.head is not None:
        indicator = draft.quantity.head
    return Evidence(
        article.original(draft.quantity.number),
        original(draft.subject_span),
        original(draft.period_span),
        original(indicator),
        original(draft.status_span),
    )


class _Speeches:
    """Who speaks where; of speeches within one another the first given counts."""

    def __init__(self, speakers: Sequence[Speech]) -> None:
        self._speakers = speakers
        self._order = sorted(range(len(speakers)), key=lambda i: speakers[i][0])
        self._starts = [speakers[i][0].start for i in self._order]

    def speaker(self, position: int) -> str | None:
        last = bisect_right(self._starts, position)
        near = self._order[max(last - _NESTED, 0) : last]
        over = [i for i in near if position < self._speakers[i][0].end]
        return self._speakers[min(over)][1] if over else None


def confidence_features(draft: Draft) -> Features:
    """What speaks for and against a record: how clear each choice was and what is missing."""
    features: Features = {"bias": 1.0}
    for task in ("measure", "subject", "period"):
        margin = draft.margins.get(task)
        if margin is None:
            features[f"{task}_shared"] = 1.0
        else:
            features[f"{task}_margin"] = min(max(margin, 0.0), _CLEAR)
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
    if "status" in draft.margins:
        features["status_margin"] = min(max(draft.margins["status"], 0.0), _CLEAR)
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


def _confidence(draft: Draft, weights: Weights) -> float:
    """The probability that the whole record is right: a logistic sum of readable features."""
    score = weights.score("confidence", confidence_features(draft))
    return round(1 / (1 + math.exp(-max(min(score, 30.0), -30.0))), 2)
