"""The stretch of time an article reports on, which its vaguer words for time mean.

``Từ đầu năm, huyện thành lập 184 doanh nghiệp`` in an article on nine months speaks of those nine
months, not of the days since; ``tính đến 17 giờ ngày 3/9`` in one on a flood from the first to the
third of September, of those days.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from textmine.model import Article, Period, TimeKind, TimeMention, earliest, latest

_CODE_REACH = 32
_CODE = re.compile(r"(?<!\w)\d{1,5}(?:/\d{4})?[/-][^\W\d_][^\s\d]{1,20},? $")
_FRESH_DAYS = 62  # a review appears within two months of what it is on
_EVENT_DAYS = 15  # a flood, a festival, a drive: days, not weeks
_DAY, _YEAR = 10, 4  # lengths of an ISO day and year
_NOW = "nay"  # "từ đầu năm đến nay" says itself how far it reaches
_WHOLE = ("cả", "trong cả")
_VAGUE = frozenset({"since", "in_year"})


def framed(times: Sequence[TimeMention], article: Article) -> tuple[TimeMention, ...]:
    """The times with the vaguer ones narrowed to what the article reports on, and without the days
    of documents; spans unchanged."""
    frame = year_to_date(times, article)
    event: TimeMention | None = None
    found = []
    for time in times:
        if _of_document(time, article):
            continue
        if frame is not None and _same_year(time, frame, article):
            found.append(replace(time, kind=TimeKind.INTERVAL, start=frame.start, end=frame.end))
            continue
        if event is not None and _ends_it(time, event, article):
            found.append(replace(time, kind=TimeKind.INTERVAL, start=event.start, rule="event"))
            continue
        if event is None and _is_event(time):
            event = time
        found.append(time)
    return tuple(found)


def _of_document(time: TimeMention, article: Article) -> bool:
    """Whether a day dates the document whose number stands before it: ``Thông tư 05/2021/TT-BYT
    ngày 3-5-2021``."""
    start = time.span.start
    if time.kind is not TimeKind.INSTANT or time.start is None or len(time.start) != _DAY:
        return False
    before = article.folded[max(start - _CODE_REACH, 0) : start]
    return _CODE.search(before) is not None


def year_to_date(times: Sequence[TimeMention], article: Article) -> Period | None:
    """From the year's first day to the one cut-off the article names; ``None`` when it names
    none, several, or one long past."""
    published = article.published
    if published is None or len(published) != _DAY:
        return None
    ends = set()
    for time in times:
        if time.end is None or len(time.end) <= _YEAR:
            continue
        year = time.end[:_YEAR]
        first = f"{year}-01-01"
        until = time.kind is TimeKind.UNTIL and _opens(time, article)
        counted = time.kind is TimeKind.INTERVAL and time.start in (first, f"{year}-01")
        day = latest(time.end)
        if not (until or counted) or day.isoformat() == f"{year}-12-31":
            continue
        if 0 < (earliest(published) - day).days <= _FRESH_DAYS:
            ends.add((first, day.isoformat()))
    return Period(*ends.pop()) if len(ends) == 1 else None


def _opens(time: TimeMention, article: Article) -> bool:
    """Whether a sentence, or what somebody says, begins with the time."""
    start = time.span.start
    before = article.folded[max(start - 3, 0) : start]
    at = bisect_right(article.sentences, start, key=lambda sentence: sentence.start) - 1
    first = article.sentences[at].start if at >= 0 else 0
    return start == first or before.endswith((": ", "- ", "\n", '"', "“"))


def _same_year(time: TimeMention, frame: Period, article: Article) -> bool:
    """Whether a vague time is of the frame's year and does not say how far it reaches."""
    assert frame.start
    year = frame.start[:_YEAR]
    if time.rule not in _VAGUE or time.start is None or time.end is None:
        return False
    words = article.folded[time.span.start : time.span.end]
    if words.endswith(_NOW) or words.startswith(_WHOLE):
        return False
    return time.start in (year, f"{year}-01-01", f"{year}-01") and time.end[:_YEAR] == year


def _ends_it(time: TimeMention, event: TimeMention, article: Article) -> bool:
    """Whether a time says how far the event was counted, not how things stand by now."""
    if time.kind is not TimeKind.UNTIL or time.end != event.end:
        return False
    return not article.folded[time.span.start : time.span.end].endswith(_NOW)


def _is_event(time: TimeMention) -> bool:
    """A stretch of some days."""
    if time.kind is not TimeKind.INTERVAL or time.start is None or time.end is None:
        return False
    if len(time.start) != _DAY or len(time.end) != _DAY:
        return False
    return 0 < (latest(time.end) - earliest(time.start)).days <= _EVENT_DAYS
