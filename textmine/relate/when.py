"""When a number holds: which time expression is its own, and what period that makes."""

from __future__ import annotations

from dataclasses import dataclass

from textmine.model import Article, Aspect, Period, Span, TimeKind, TimeMention
from textmine.relate.rank import Candidate, Features
from textmine.relate.scene import Place, Scene

_SYLLABLE = 4.5
_STOCK, _FLOW = "stock", "flow"
_OPENING = 12  # characters from a sentence's start within which a time opens it


@dataclass(frozen=True, slots=True)
class When:
    """A time mention chosen for a number, or none: ``mention`` is ``None`` for "not said"."""

    mention: TimeMention | None
    sentence: int = -1


def time_candidates(
    scene: Scene, place: Place, behaviour: str, carried: When | None
) -> list[Candidate[When]]:
    """Times that may date the number at ``place``; the last candidate is "not said".

    ``behaviour`` is ``stock``, ``flow`` or ``rate``; ``carried`` is the time in force from what
    came before in the article.
    """
    found: list[Candidate[When]] = []
    quantity = scene.quantities[place.index]
    bounds = scene.bounds(place.sentence)
    for time in scene.times_in(bounds.start, bounds.end):
        if time.kind is TimeKind.RECURRING or time.span.overlaps(quantity.number):
            continue
        features = _features(scene, place, time, behaviour)
        words = time.span.of(scene.article.clean)
        found.append(Candidate(When(time, place.sentence), features, words))
    if carried is not None and carried.mention is not None:
        features = {"carried": 1.0, "carried_sentences": float(place.sentence - carried.sentence)}
        if scene.paragraph_break(carried.sentence, place.sentence):
            features["paragraph"] = 1.0
        features |= _agreement(carried.mention, behaviour)
        found.append(Candidate(carried, features, "carried over"))
    found.append(Candidate(When(None), {"unsaid": 1.0}, "not said"))
    return found


def _features(scene: Scene, place: Place, time: TimeMention, behaviour: str) -> Features:
    quantity = scene.quantities[place.index]
    features = _agreement(time, behaviour)
    if time.span.end <= quantity.number.start:
        gap = max(quantity.number.start - time.span.end, 0)
        features["same_sentence_before"] = 1.0
        if time.span.start >= place.left - 1:
            features["same_segment"] = 1.0
        between = scene.numbers_between(time.span.end, quantity.number.start)
        features["numbers_between"] = float(between)
        later = scene.times_in(time.span.end, quantity.number.start)
        if any(other.kind not in (TimeKind.COMPARISON, TimeKind.RECURRING) for other in later):
            features["superseded"] = 1.0
        opens = not scene.numbers_between(place.clause, time.span.start)
        if opens and time.span.start - place.clause <= _OPENING:
            features["opens_sentence"] = 1.0
    else:
        gap = max(time.span.start - quantity.span.end, 0)
        features["same_sentence_after"] = 1.0
        if time.span.end <= place.right + 1:
            features["after_segment"] = 1.0
        features["numbers_between"] = float(
            scene.numbers_between(quantity.span.end, time.span.start)
        )
        if scene.separators(quantity.span.end, time.span.start, ";"):
            features["semicolons"] = 1.0
    features["distance"] = gap / _SYLLABLE
    return features


def _agreement(time: TimeMention, behaviour: str) -> Features:
    features: Features = {}
    if time.kind is TimeKind.COMPARISON:
        features["comparison"] = 1.0
    if time.start is None and time.end is None:
        features["unresolved"] = 1.0
    moment = time.kind in (TimeKind.INSTANT, TimeKind.UNTIL)
    if behaviour == _STOCK:
        features["instant_for_stock" if moment else "interval_for_stock"] = 1.0
        if time.rule.startswith("term"):
            features["term_for_stock"] = 1.0
    elif behaviour == _FLOW:
        features["instant_for_flow" if moment else "interval_for_flow"] = 1.0
    return features


def opening_time(scene: Scene, sentence: int) -> TimeMention | None:
    """The time a sentence opens with, which also holds for what follows it."""
    bounds = scene.bounds(sentence)
    for time in scene.times_in(bounds.start, min(bounds.start + _OPENING, bounds.end)):
        if time.kind not in (TimeKind.COMPARISON, TimeKind.RECURRING):
            return time
    return None


def recurring(scene: Scene, place: Place) -> TimeMention | None:
    """``mỗi năm`` in the number's own clause: the number is a rate by that unit."""
    first = max(place.left - 40, place.clause)
    for time in scene.times_in(first, place.right):
        if time.kind is TimeKind.RECURRING:
            return time
    return None


def period_of(
    time: TimeMention | None, behaviour: str, aspect: Aspect, article: Article
) -> Period | None:
    """The period a number of this behaviour has when dated by ``time``.

    A stock holds at one date: the one stated, else the publication date.  A flow runs from-to, as
    far as the text says.  ``None`` when nothing is known.
    """
    if behaviour == _STOCK and aspect is Aspect.LEVEL:
        return _moment(time, article)
    if time is None:
        if behaviour == "rate" and aspect is Aspect.LEVEL:
            return _moment(None, article)
        return None
    words = _words(time.span, article)
    if behaviour == "rate" and time.kind is TimeKind.UNTIL:
        return Period(time.end, time.end, words)
    if time.kind is TimeKind.INSTANT and time.rule in ("now", "to_now") and behaviour == _FLOW:
        return Period(None, time.end, words)
    return Period(time.start, time.end, words)


def _moment(time: TimeMention | None, article: Article) -> Period | None:
    published = article.published
    unsaid = Period(published, published) if published else None
    if time is None or time.kind is TimeKind.COMPARISON:
        return unsaid
    words = _words(time.span, article)
    if time.kind is TimeKind.INTERVAL and time.rule.startswith(("term", "years", "stage")):
        return unsaid
    if time.start == time.end and time.end:
        return Period(time.end, time.end, words)
    if time.kind is TimeKind.INTERVAL and published and time.end and time.end > published:
        return Period(published, published, words)
    end = time.end or published
    return Period(end, end, words) if end else None


def _words(span: Span, article: Article) -> str:
    original = article.original(span)
    return original.of(article.text)
