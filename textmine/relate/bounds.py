"""What period a time makes of a number: a stock holds at one day, a flow runs from-to."""

from __future__ import annotations

from dataclasses import replace

from textmine.model import Article, Aspect, Period, Span, TimeKind, TimeMention
from textmine.relate.clock import FLOW, NOW
from textmine.relate.scene import Place, Scene
from textmine.relate.timing import SCHOOL_YEAR, YEAR, closed_year

_TERM_START = "term_start"
_COMPARED = 40  # characters from a change to what it is compared with


def period_of(
    time: TimeMention | None,
    behaviour: str,
    aspect: Aspect,
    article: Article,
    *,
    planned: bool = True,
    target: bool = False,
    yearly: bool = False,
    accrues: bool = False,
) -> Period | None:
    """The period a number of this behaviour has when dated by ``time``; ``target``: a plan's.

    A stock holds at one date: the one stated, else the publication date.  A flow runs from-to, as
    far as the text says; where such flows are ``planned`` by the year, up to a day or month of a
    year it is counted from that year's start.  What is reckoned ``yearly`` (an income a head) is a
    whole year's where that year is named; what ``accrues`` over a year (revenue) is by now counted
    from its start.  ``None`` when nothing is known.
    """
    if behaviour != FLOW and aspect in (Aspect.LEVEL, Aspect.SHARE):
        if yearly and time is not None and _whole_year(time):
            return Period(time.start, time.end, _words(time.span, article))
        return _moment(time, article, target=target)
    if time is None:
        return None if planned else _moment(None, article)
    words = _words(time.span, article)
    cut_off = time.kind is TimeKind.UNTIL and time.end is not None and len(time.end) > YEAR
    if cut_off and planned and time.end and time.end != article.published:
        return Period(f"{time.end[:YEAR]}-01-01", time.end, words)
    by_now = accrues and time.end is not None and len(time.end) > YEAR
    begun = f"{time.end[:YEAR]}-01-01" if by_now and time.end else None
    if time.kind is TimeKind.INSTANT and time.rule.startswith(NOW):
        return Period(begun, time.end, words)
    return Period(time.start or begun, time.end, words)


def summed_up(scene: Scene, place: Place, period: Period | None) -> Period | None:
    """From the year's start, where the number is said to add up: ``Tháng 10 thu 108 tỷ đồng, lũy
    kế 3.798 tỷ đồng``."""
    if period is None or period.end is None or len(period.end) <= YEAR:
        return period
    start = place.start
    cue = scene.cue(place.left, start, "adds_up")
    if cue is None or scene.times_in(cue[1], start):
        return period
    year = period.end[:YEAR]
    same = period.start is not None and period.start[:YEAR] == year
    return replace(period, start=f"{year}-01-01") if same else period


def goal_period(
    time: TimeMention, behaviour: str, article: Article, *, state: bool
) -> Period | None:
    """The years a goal ``đến năm 2020`` is for: what is done runs from the year the article
    appeared in, a ``state`` is reached in the year itself.  ``None`` for other times."""
    until = time.kind is TimeKind.UNTIL and time.end is not None and len(time.end) == YEAR
    if not until or behaviour != FLOW or article.published is None:
        return None
    first = article.published[:YEAR]
    assert time.end is not None
    words = _words(time.span, article)
    if state or time.end <= first:
        return Period(time.end, time.end, words)
    return Period(first, time.end, words)


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
    """The year a plan is for, when its result runs from that year's start or is a state in it."""
    if period is None or period.start is None or period.end is None:
        return period
    year = period.end[:YEAR]
    begun = period.start in (f"{year}-01-01", f"{year}-01") and period.end != year
    if period.start == period.end or begun:
        return replace(period, start=year, end=year)
    return period


def _whole_year(time: TimeMention) -> bool:
    named = time.kind is TimeKind.INTERVAL and time.start is not None
    return named and time.start == time.end and len(time.start or "") == YEAR


def _moment(
    time: TimeMention | None, article: Article, *, target: bool = False
) -> Period | None:
    published = article.published
    unsaid = Period(published, published) if published else None
    if time is None:
        return unsaid
    words = _words(time.span, article)
    if time.rule.startswith(SCHOOL_YEAR):
        return Period(time.start, time.end, words)  # Năm học 2013-2014, trường có 36 lớp
    if time.rule == _TERM_START and time.start:
        return Period(time.start, time.start, words)  # đầu nhiệm kỳ còn 5 thôn chưa có chi bộ
    years = time.start is not None and time.end is not None and time.start[:4] != time.end[:4]
    if time.kind is TimeKind.INTERVAL and (years or time.rule.startswith("term")):
        coming = target and published is not None and (time.end or "") > published
        return Period(time.start, time.end, words) if coming else unsaid
    if time.rule.endswith("_start") and time.start:
        return Period(time.start, time.start, words)
    if time.start == time.end and time.end:
        return Period(time.end, time.end, words)
    if closed_year(article, time):
        assert time.end is not None
        return Period(time.end[:YEAR], time.end[:YEAR], words)
    ahead = published is not None and time.end is not None and time.end > published
    if time.kind is TimeKind.INTERVAL and ahead and not target:
        return Period(published, published, words)
    end = time.end or published
    return Period(end, end, words) if end else None


def _words(span: Span, article: Article) -> str:
    original = article.original(span)
    return original.of(article.text)
