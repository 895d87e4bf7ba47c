"""When a number holds: which time expression is its own, and what period that makes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textmine.model import (
    Article,
    Aspect,
    Period,
    SectionKind,
    Span,
    TimeKind,
    TimeMention,
    earliest,
    latest,
)
from textmine.relate.rank import Candidate, Features
from textmine.relate.scene import Place, Scene

_SYLLABLE = 4.5
STOCK, FLOW, RATE = "stock", "flow", "rate"
_OPENING = 12  # characters from a sentence's start within which a time opens it
_EVENT_OPENING = 24  # characters within which a sentence says which event it goes on about
_YEAR, _DAY = 4, 10  # lengths of an ISO year and day
_COMPARED = 40  # characters from a change to what it is compared with
_REVIEW_DAYS = 59  # a year is reviewed in January and February
_NEWS_DAYS = 31  # an event is reported within a month
_TERM_REACH = 44  # characters between a body and the term that names it
_TERM_WORD = "nhiệm kỳ"
_NOW = ("now", "to_now")
_TOPIC_SENTENCES = 6  # the article's own period is named this early
_UNDATED = frozenset({TimeKind.COMPARISON, TimeKind.RECURRING})
_MOMENTS = frozenset({TimeKind.INSTANT, TimeKind.UNTIL})


@dataclass(frozen=True, slots=True)
class When:
    """A time mention chosen for a number, or none: ``mention`` is ``None`` for "not said"."""

    mention: TimeMention | None
    sentence: int = -1


class Clock:
    """The times in force while an article is read: the last stretch, the last moment, the topic.

    A stretch (nine months, a year, a term) dates the flows that follow it; a moment (by 30
    September) dates what stands beside it and in the rest of its paragraph.  ``topic`` is the
    stretch the article as a whole is about.
    """

    def __init__(self, scene: Scene) -> None:
        self.stretch: When | None = None
        self.moment: When | None = None
        self.topic = _topic(scene)
        topic = self.topic.mention if self.topic is not None else None
        self.closed = topic is not None and closed_year(scene.article, topic)
        self.event = _event(scene)

    def take(self, time: TimeMention, sentence: int) -> None:
        """Takes up a time that opens a sentence or stands before what it dates."""
        if time.kind in _UNDATED:
            return
        if time.kind in _MOMENTS:
            self.moment = When(time, sentence)
        if time.kind is not TimeKind.INSTANT:
            self.stretch = When(time, sentence)

    def carried(self, behaviour: str) -> list[tuple[When, str]]:
        """What may date a number without a time of its own, and how it came to."""
        found = []
        if behaviour != FLOW and self.moment is not None:
            found.append((self.moment, "carried"))
        if self.stretch is not None:
            found.append((self.stretch, "carried"))
        if self.topic is not None and (behaviour == FLOW or self.closed):
            found.append((self.topic, "topic"))
        return found


def _topic(scene: Scene) -> When | None:
    """The first stretch of time that opens a sentence early in the text, else the first named."""
    first: When | None = None
    seen = 0
    for index in range(len(scene.article.sentences)):
        if scene.section_kind(index) not in (SectionKind.LEAD, SectionKind.BODY):
            continue
        seen += 1
        if seen > _TOPIC_SENTENCES:
            break
        bounds = scene.bounds(index)
        for time in scene.times_in(bounds.start, bounds.end):
            if time.kind in _UNDATED or time.kind is TimeKind.INSTANT or time.end is None:
                continue
            if time.span.start - bounds.start <= _OPENING:
                return When(time, index)
            first = first or When(time, index)
    return first


def _event(scene: Scene) -> When | None:
    """The day the article's first sentences tell of: ``Sáng 2-2, Huyện ủy tổ chức hội nghị``."""
    for index in range(min(len(scene.article.sentences), _TOPIC_SENTENCES)):
        if scene.section_kind(index) not in (SectionKind.LEAD, SectionKind.BODY):
            continue
        bounds = scene.bounds(index)
        for time in scene.times_in(bounds.start, bounds.end):
            if time.start is None or time.end is None or time.rule.startswith(_NOW):
                continue
            days = len(time.end) == _DAY and time.start[:7] == time.end[:7]
            if days and time.kind in (TimeKind.INSTANT, TimeKind.INTERVAL):
                last = replace(time, kind=TimeKind.INSTANT, start=time.end)
                return When(last if _near(scene.article, time.end) else None, index)
    return None


def _near(article: Article, day: str) -> bool:
    """Whether a day is within a month before publication: what the news reports."""
    if article.published is None:
        return False
    apart = (latest(article.published) - earliest(day)).days
    return 0 <= apart <= _NEWS_DAYS


def time_candidates(
    scene: Scene, place: Place, behaviour: str, clock: Clock
) -> list[Candidate[When]]:
    """Times that may date the number at ``place``; the last candidate is "not said".

    ``behaviour`` is ``stock``, ``flow`` or ``rate``.
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
    opening = scene.first_cue(bounds.start, bounds.start + _EVENT_OPENING, "event")
    event = clock.event.mention if clock.event is not None else None
    if opening is not None and clock.event is not None and event is not None:
        features = {"event": 1.0}
        if any(not item.features.keys() & {"comparison", "named_term"} for item in found):
            features["event_beside"] = 1.0
        found.append(Candidate(clock.event, features, "the event reported"))
    for when, how in clock.carried(behaviour):
        assert when.mention is not None
        features = {how: 1.0, **_agreement(scene, when.mention, behaviour)}
        if how == "carried":
            features["carried_sentences"] = float(max(place.sentence - when.sentence, 0))
            if scene.paragraph_break(when.sentence, place.sentence):
                moment = when.mention.kind in _MOMENTS and behaviour != FLOW
                features["moment_paragraph" if moment else "paragraph"] = 1.0
        found.append(Candidate(when, features, f"{how} over"))
    if behaviour == STOCK and _as_things_stand(scene, place):
        found.append(Candidate(When(None), {"now": 1.0}, "as things stand"))
    found.append(Candidate(When(None), {"unsaid": 1.0}, "not said"))
    return found


def _as_things_stand(scene: Scene, place: Place) -> bool:
    """``hiện có`` left of the number, and no other time after it."""
    start = scene.quantities[place.index].number.start
    now = scene.cue(place.clause, start, "now")
    return now is not None and not scene.times_in(now[1], start)


def _features(scene: Scene, place: Place, time: TimeMention, behaviour: str) -> Features:
    quantity = scene.quantities[place.index]
    features = _agreement(scene, time, behaviour)
    if time.span.end <= quantity.number.start:
        gap = max(quantity.number.start - time.span.end, 0)
        _before(scene, place, time, features)
    else:
        gap = max(time.span.start - quantity.span.end, 0)
        features["same_sentence_after"] = 1.0
        if time.span.end <= place.right + 1:
            features["after_segment"] = 1.0
        between = scene.numbers_between(quantity.span.end, time.span.start)
        features["numbers_between"] = float(between)
        if scene.separators(quantity.span.end, time.span.start, ";"):
            features["semicolons"] = 1.0
        if not between and owned(scene, time):
            features["adjacent"] = 1.0
    features["distance"] = gap / _SYLLABLE
    return features


def _before(scene: Scene, place: Place, time: TimeMention, features: Features) -> None:
    quantity = scene.quantities[place.index]
    features["same_sentence_before"] = 1.0
    if time.span.start >= place.left - 1:
        features["same_segment"] = 1.0
    between = scene.numbers_between(time.span.end, quantity.number.start)
    features["numbers_between"] = float(between)
    later = scene.times_in(time.span.end, quantity.number.start)
    if any(other.kind not in _UNDATED and not owned(scene, other) for other in later):
        features["superseded"] = 1.0
    if time.span.start - place.clause <= _OPENING:
        features["opens_sentence"] = 1.0
    if owned(scene, time):
        features["owned"] = 1.0


def owned(scene: Scene, time: TimeMention) -> bool:
    """Whether the time belongs to the number right before it alone: ``28,5 triệu (năm 2015)``,
    ``từ 19,8% năm 2015 xuống còn …``."""
    start, end = time.span.start, time.span.end
    before = scene.folded[max(start - 2, 0) : start]
    if "(" in before:
        return scene.ends_number(start - len(before) + before.index("("))
    if not scene.ends_number(start):
        return False
    return scene.first_cue(end, end + 12, "to_level") is not None


def _agreement(scene: Scene, time: TimeMention, behaviour: str) -> Features:
    features: Features = {}
    if time.kind is TimeKind.COMPARISON:
        features["comparison"] = 1.0
    if time.start is None and time.end is None:
        features["unresolved"] = 1.0
    moment = time.kind in _MOMENTS
    if named_term(scene, time):
        features["named_term"] = 1.0
    if behaviour == FLOW:
        features["instant_for_flow" if moment else "interval_for_flow"] = 1.0
        return features
    if closed_year(scene.article, time) and opens(scene, time):
        features["closed_year"] = 1.0
    elif behaviour == STOCK:
        features["instant_for_stock" if moment else "interval_for_stock"] = 1.0
    if time.rule.startswith("term"):
        features["term_for_stock"] = 1.0
    return features


def named_term(scene: Scene, time: TimeMention) -> bool:
    """Whether a term names a body or meeting instead of saying when: ``đại hội nhiệm kỳ …``."""
    start = time.span.start
    if not time.rule.startswith("term") or not scene.folded.startswith(_TERM_WORD, start):
        return False
    first = max(scene.bounds(scene.sentence_at(start)).start, start - _TERM_REACH)
    return scene.cue(first, start, "termed") is not None


def opens(scene: Scene, time: TimeMention) -> bool:
    """Whether its sentence opens with the time."""
    return time.span.start - scene.bounds(scene.sentence_at(time.span.start)).start <= _OPENING


def closed_year(article: Article, time: TimeMention) -> bool:
    """A year that had just ended when the article appeared: its figures are the year's end."""
    if time.kind is not TimeKind.INTERVAL or time.start is None or time.end is None:
        return False
    year = time.end[:_YEAR]
    whole = time.start[:_YEAR] == year and time.start in (year, f"{year}-01-01", f"{year}-01")
    ends = time.end in (year, f"{year}-12-31", f"{year}-12")
    if not (whole and ends) or article.published is None:
        return False
    # Later in the next year a paper tells of the present, and of the year only as the past.
    since = (latest(article.published) - latest(year)).days
    return 0 < since <= _REVIEW_DAYS


def opening_time(scene: Scene, sentence: int) -> TimeMention | None:
    """The time a sentence opens with, which also holds for what follows it."""
    bounds = scene.bounds(sentence)
    for time in scene.times_in(bounds.start, min(bounds.start + _OPENING, bounds.end)):
        if time.kind not in _UNDATED:
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
    time: TimeMention | None,
    behaviour: str,
    aspect: Aspect,
    article: Article,
    *,
    planned: bool = True,
) -> Period | None:
    """The period a number of this behaviour has when dated by ``time``.

    A stock holds at one date: the one stated, else the publication date.  A flow runs from-to, as
    far as the text says; where such flows are ``planned`` by the year, up to a day or month of a
    year it is counted from that year's start.  ``None`` when nothing is known.
    """
    if behaviour != FLOW and aspect in (Aspect.LEVEL, Aspect.SHARE):
        return _moment(time, article)
    if time is None:
        return None
    words = _words(time.span, article)
    cut_off = time.kind is TimeKind.UNTIL and time.end is not None and len(time.end) > _YEAR
    if cut_off and planned and time.end and time.end != article.published:
        return Period(f"{time.end[:_YEAR]}-01-01", time.end, words)
    if time.kind is TimeKind.INSTANT and time.rule.startswith(_NOW):
        return Period(None, time.end, words)
    return Period(time.start, time.end, words)


def change_period(scene: Scene, place: Place, period: Period | None) -> Period | None:
    """The period of a change: from the base it is compared with, where that is dated, to its
    end."""
    if period is None or period.end is None:
        return period
    end = scene.quantities[place.index].span.end
    for time in scene.times_in(end, min(place.right + 1, end + _COMPARED)):
        if time.kind is not TimeKind.COMPARISON or time.rule.startswith("same_period"):
            continue
        if time.start is not None and time.start < period.end:
            return replace(period, start=time.start)
    return period


def plan_period(period: Period | None) -> Period | None:
    """The year a plan is for, when its result runs from that year's start."""
    if period is None or period.start is None or period.end is None:
        return period
    year = period.end[:_YEAR]
    if period.start in (f"{year}-01-01", f"{year}-01") and period.end != year:
        return replace(period, start=year, end=year)
    return period


def _moment(time: TimeMention | None, article: Article) -> Period | None:
    published = article.published
    unsaid = Period(published, published) if published else None
    if time is None or time.kind is TimeKind.COMPARISON:
        return unsaid
    words = _words(time.span, article)
    years = time.start is not None and time.end is not None and time.start[:4] != time.end[:4]
    if time.kind is TimeKind.INTERVAL and (years or time.rule.startswith("term")):
        return unsaid
    if time.start == time.end and time.end:
        return Period(time.end, time.end, words)
    if closed_year(article, time):
        assert time.end is not None
        return Period(time.end[:_YEAR], time.end[:_YEAR], words)
    if time.kind is TimeKind.INTERVAL and published and time.end and time.end > published:
        return Period(published, published, words)
    end = time.end or published
    return Period(end, end, words) if end else None


def _words(span: Span, article: Article) -> str:
    original = article.original(span)
    return original.of(article.text)
