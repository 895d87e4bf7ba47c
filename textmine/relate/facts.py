"""From drafts to records."""

from __future__ import annotations

import math
from collections.abc import Sequence

from textmine.model import Article, Aspect, Evidence, Fact, Span, Trace
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER

Speech = tuple[Span, str]
"""A stretch of text (*clean*) and the entity id of the person who speaks it."""


def make_facts(
    article: Article,
    drafts: Sequence[Draft],
    speakers: Sequence[Speech] = (),
) -> tuple[Fact, ...]:
    """One fact a draft, ids ``F1``, ``F2``, … in text order; spans in the original text."""
    return tuple(
        _fact(article, draft, number, speakers)
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
    speakers: Sequence[Speech],
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
        confidence=_confidence(draft),
        direction=draft.frame.direction,
        breakdown=draft.breakdown,
        actor=draft.actor,
        speaker=_speaker(quantity.number.start, speakers),
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


def _speaker(position: int, speakers: Sequence[Speech]) -> str | None:
    for span, entity in speakers:
        if span.start <= position < span.end:
            return entity
    return None


def _confidence(draft: Draft) -> float:
    """How sure the record is, from the lead of each choice over its runner-up."""
    score = 1.0 + min(draft.margin, 2.5)
    if draft.indicator == OTHER:
        score -= 0.8
    if draft.subject is None:
        score -= 1.0
    if draft.period is None:
        score -= 0.5
    if draft.frame.aspect is not Aspect.LEVEL and draft.base is None:
        score -= 0.6
    return round(1 / (1 + math.exp(-score)), 2)
