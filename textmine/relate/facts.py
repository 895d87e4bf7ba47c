"""From drafts to records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textmine.model import Article, Evidence, Fact, Span, Trace
from textmine.relate.confidence import confidence_features, confidence_of
from textmine.relate.draft import Draft
from textmine.relate.rank import Features, Weights

_NESTED = 8  # speeches that may lie within one another
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
    features = confidence_features(drafts)
    return tuple(
        _fact(article, draft, number, weights, speeches, told)
        for number, (draft, told) in enumerate(zip(drafts, features, strict=True), start=1)
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
    features: Features,
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
        confidence=confidence_of(weights, features),
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
