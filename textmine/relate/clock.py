"""The times in force while an article is read."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from textmine.model import Article, Period, SectionKind, TimeKind, TimeMention, earliest, latest
from textmine.relate.founding import founded
from textmine.relate.frames import year_to_date
from textmine.relate.scene import Scene
from textmine.relate.timing import (
    JOINED,
    OPENING,
    SCHOOL_YEAR,
    YEAR,
    bracketed,
    closed_year,
    dates_a_plan,
    encloses,
    for_a_purpose,
    in_a_name,
    in_brackets,
    is_cut_off,
    long_past,
    named_term,
    names_a_levy,
    opening_time,
    opens,
    owned,
    set_apart,
    undated,
)

FLOW = "flow"
NOW = ("now", "to_now")
NOW_ON = "now_on"  # "nay" at the beginning of a clause: dates what follows it
MOMENTS = frozenset({TimeKind.INSTANT, TimeKind.UNTIL})
_CROP = "crop_"  # rules of seasons, which date crops alone
_DAY = 10  # length of an ISO day
_SITTING = 6  # days a meeting may last
_NEWS_DAYS = 31  # an event is reported within a month
_TOPIC_SENTENCES = 6  # the article's own period is named this early


@dataclass(frozen=True, slots=True)
class When:
    """A time mention chosen for a number, or none: ``mention`` is ``None`` for "not said".

    ``undated``: the number has no period, not even that of publication.
    """

    mention: TimeMention | None
    sentence: int = -1
    undated: bool = False

    @property
    def bounds(self) -> tuple[str | None, str | None] | None:
        """What it stands from and to; ``None`` for "not said"."""
        return (self.mention.start, self.mention.end) if self.mention is not None else None


class Clock:
    """The times in force while an article is read: the last stretch, the last moment, the topic.

    A stretch (nine months, a year, a term) dates the flows that follow it; a moment (by 30
    September) dates what stands beside it and in the rest of its paragraph.  ``topic`` is the
    stretch the article as a whole is about.
    """

    def __init__(self, scene: Scene, *, at_school: bool = False) -> None:
        """``at_school``: the article is about a school."""
        self._at_school = at_school
        self.stretch: When | None = None
        self.older: When | None = None  # the stretch before that
        self.moment: When | None = None
        self.aside: When | None = None  # what is set apart goes on to the end of its paragraph
        self.frame = year_to_date(scene.times, scene.article)
        self.topic = _framed_topic(scene, self.frame)
        topic = self.topic.mention if self.topic is not None else None
        self.closed = topic is not None and closed_year(scene.article, topic)
        self.event = _event(scene)
        self.founded = founded(scene)
        self._scene = scene
        self._published = scene.article.published
        self._ahead = [
            When(time, scene.sentence_at(time.span.start))
            for time in scene.times
            if time.kind is TimeKind.INTERVAL and time.end and self.lies_ahead(time)
            if scene.in_sentence(time.span.start)
        ]

    def take(self, time: TimeMention, sentence: int) -> None:
        """Takes up a time that opens a sentence or stands before what it dates."""
        if undated(time) or named_term(self._scene, time):
            return
        if names_a_levy(self._scene, time) or for_a_purpose(self._scene, time):
            return
        if time.rule == SCHOOL_YEAR:  # dates schools alone
            self.aside = When(time, sentence) if self._at_school else self.aside
            return
        if set_apart(self._scene, time):
            self.aside = When(time, sentence)
            return
        if time.kind in MOMENTS:
            self.moment = When(time, sentence)
        if time.kind is not TimeKind.INSTANT:
            last = self.stretch.mention if self.stretch is not None else None
            if last is not None and (last.start, last.end) != (time.start, time.end):
                self.older = self.stretch
            self.stretch = When(time, sentence)

    @property
    def day(self) -> TimeMention | None:
        """The last day told, other than that of publication."""
        time = self.moment.mention if self.moment is not None else None
        if time is None or time.end is None or len(time.end) < _DAY:
            return None
        return None if time.end == self._published else time

    def carry(self, time: TimeMention, sentence: int) -> None:
        """Takes up the time of a number: what follows is dated by the time that opened the
        sentence, if one did, rather than by one named in passing."""
        if bracketed(self._scene, time) or in_brackets(self._scene, time):
            return
        stretch = self.stretch.mention if self.stretch else None
        term = stretch is not None and stretch.rule.startswith("term")
        if stretch and term and encloses(stretch, time) and not opens(self._scene, time):
            return  # within what is told of, and not what the sentence is about
        if in_a_name(self._scene, time, stretch):
            return
        opened = opening_time(self._scene, sentence)
        passing = opened is not None and (
            time.rule.startswith(_CROP) or not encloses(time, opened)
        )
        self.take(opened if passing and opened is not None else time, sentence)

    def carried(self, behaviour: str, sentence: int) -> list[tuple[When, str]]:
        """What may date a number of ``sentence`` without a time of its own, and how it came to."""
        found = []
        if self.aside is not None and self._still_apart(self.aside.sentence, sentence):
            found.append((self.aside, "aside"))
        if behaviour != FLOW and self.moment is not None:
            found.append((self.moment, "carried"))
        if self.stretch is not None:
            found.append((self.stretch, "carried"))
        if self.older is not None and behaviour == FLOW:
            found.append((self.older, "older"))
        topic = self.topic
        if topic is not None and topic.sentence > sentence and self.lies_ahead(topic.mention):
            topic = None  # what is planned further on says nothing of what was done before
        if topic is not None and topic.sentence > sentence and self._reported(sentence):
            topic = None  # nor what is looked back on after the event
        if topic is not None and topic.sentence > sentence and self._told_beside(sentence):
            topic = None  # nor what is told of after a stretch of the number's own paragraph
        if topic is not None and (behaviour == FLOW or self.closed):
            found.append((topic, "topic"))
        return found

    def _told_beside(self, sentence: int) -> bool:
        """Whether the paragraph of the sentence has told of a stretch of time."""
        stretch = self.stretch
        if stretch is None or stretch.sentence > sentence:
            return False
        return not self._scene.paragraph_break(stretch.sentence, sentence)

    def _reported(self, sentence: int) -> bool:
        """Whether the event of a day is told of in the sentence or before it."""
        event = self.event
        return event is not None and event.mention is not None and event.sentence <= sentence

    def alone_in(self, sentence: int) -> bool:
        """Whether the last stretch is of the paragraph of ``sentence``, and the only one there."""
        scene, stretch, older = self._scene, self.stretch, self.older
        if stretch is None or scene.paragraph_break(stretch.sentence, sentence):
            return False
        return older is None or scene.paragraph_break(older.sentence, sentence)

    def year_told(self, sentence: int) -> TimeMention | None:
        """The year that the paragraph of ``sentence`` is telling of, or the article as a whole, if
        it is a year."""
        time = self.stretch.mention if self.stretch is not None else None
        if time is None or self.stretch is None or time.start != time.end:
            return None
        apart = self._scene.paragraph_break(self.stretch.sentence, sentence)
        if self.topic is not None and self.topic.bounds == self.stretch.bounds:
            past = self._published is not None and (time.end or "") <= self._published
            apart = apart and not past  # the article tells of nothing else
        return time if not apart and len(time.start or "") == YEAR else None

    def _still_apart(self, first: int, sentence: int) -> bool:
        """Whether nothing between takes up the whole again: ``Riêng quý III … Toàn huyện …``."""
        scene = self._scene
        if first >= sentence or scene.paragraph_break(first, sentence):
            return False
        start = scene.bounds(sentence).start
        return scene.first_cue(start, start + OPENING + OPENING, "everywhere") is None

    def measured_over(self, period: Period | None) -> Period | None:
        """The period of what a state is compared with or planned to be: the article's own stretch
        of this year up to that day, if it has one (``đàn lợn 352 nghìn con, bằng 117,3%``)."""
        frame = self.frame
        if frame is None or period is None or period.start != period.end or period.end is None:
            return period
        if frame.end not in (period.end, None) and period.end != self._published:
            return period
        return replace(period, start=frame.start, end=frame.end)

    def counts_up_to(self, time: TimeMention) -> bool:
        """Whether the article as a whole counts up to that day, not one of its numbers alone."""
        frame, topic = self.frame, self.topic.mention if self.topic is not None else None
        if frame is None or not is_cut_off(self._scene.article, time):
            return False
        ends = (time.end, topic.end if topic is not None else time.end)
        return all(end is not None and latest(end).isoformat() == frame.end for end in ends)

    def within_year(self, time: TimeMention) -> bool:
        """Whether it counts up to a day of the very year that is told of: ``Năm 2011 … Đến hết
        tháng 11-2011, Hội mở 20 lớp``."""
        if time.end is None or not is_cut_off(self._scene.article, time):
            return False
        year = time.end[:YEAR]
        return any(when and when.bounds == (year, year) for when in (self.stretch, self.older))

    def begun(self, period: Period | None) -> Period | None:
        """What is done by now, from the start of the year or term that is told of: ``Năm nay, chi
        bộ được giao kết nạp 2 đảng viên, đến nay đã kết nạp 3``."""
        told = self.stretch.mention if self.stretch is not None else None
        if period is None or period.start is not None or period.end is None or told is None:
            return period
        if told.start is None or told.end is None or latest(told.end) < latest(period.end):
            return period
        start = earliest(told.start)
        return replace(period, start=start.isoformat()) if start < latest(period.end) else period

    def outset(self, behaviour: str) -> Period | None:
        """When a change began that names no time: with the years that are told of, if any."""
        time = self.stretch.mention if self.stretch is not None else None
        if behaviour == FLOW or time is None or time.start is None or time.end is None:
            return None
        if time.start[:YEAR] == time.end[:YEAR]:
            return None
        return Period(time.start, time.start)

    def lies_ahead(self, time: TimeMention | None) -> bool:
        """Whether a stretch of time ends after the article appeared; a term that ends in its
        year gives way to the next one."""
        if time is None or self._published is None or undated(time):
            return False
        if time.rule == "term_next":
            return True
        if time.end is None:
            return False
        if time.rule.startswith("term"):
            return time.end[:4] > self._published[:4]
        return latest(time.end) > latest(self._published)

    def ahead(self, sentence: int) -> list[tuple[When, str]]:
        """Times to come that are named outside ``sentence``: the last before it, and the first."""
        if not self._ahead:
            return []
        at = bisect_left(self._ahead, sentence, key=lambda when: when.sentence)
        found = [(self._ahead[at - 1], "ahead")] if at else []
        if self._ahead[0].sentence != sentence and self._ahead[0] is not self._ahead[at - 1]:
            found.append((self._ahead[0], "ahead_first"))
        return found


def _framed_topic(scene: Scene, frame: Period | None) -> When | None:
    """The topic; a month or quarter told of on the way to the article's own stretch gives way to
    that: ``Trong tháng 9 …, lũy kế 9 tháng …``."""
    topic = _topic(scene)
    if topic is None or topic.mention is None or frame is None:
        return topic
    for time in scene.times:
        if time.kind is TimeKind.INTERVAL and (time.start, time.end) == (frame.start, frame.end):
            if encloses(time, topic.mention):
                return When(time, scene.sentence_at(time.span.start))
            break
    return topic


def _topic(scene: Scene) -> When | None:
    """The first stretch of time that opens a sentence early in the text, else the first named
    there, else the one in the title."""
    first: When | None = None
    title = _titled(scene)
    seen = 0
    for index in range(len(scene.article.sentences)):
        if scene.section_kind(index) not in (SectionKind.LEAD, SectionKind.BODY):
            continue
        seen += 1
        if seen > _TOPIC_SENTENCES:
            break
        bounds = scene.bounds(index)
        for time in scene.times_in(bounds.start, bounds.end):
            if undated(time) or time.kind is TimeKind.INSTANT or time.end is None:
                continue
            if dates_a_plan(scene, time) or named_term(scene, time) or set_apart(scene, time):
                continue
            if for_a_purpose(scene, time):
                continue
            if time.rule == SCHOOL_YEAR:  # dates schools alone
                continue
            if long_past(scene.article, time) or _of_a_meeting(scene, time, bounds.end):
                continue
            time = _with_the_next(scene, time, bounds.end)
            if time.span.start - bounds.start <= OPENING:
                return When(time, index)
            if not owned(scene, time):
                first = first or When(time, index)
    if first is not None and title is not None and _ends(first) == _ends(title):
        return title  # "ước thực hiện đến 30/9" under "Tình hình 9 tháng"
    return first or title


def _of_a_meeting(scene: Scene, time: TimeMention, end: int) -> bool:
    """``Từ ngày 23 - 24/12, HĐND huyện tổ chức kỳ họp``: the days it sat, not those of what was
    reported there."""
    if time.kind is not TimeKind.INTERVAL or time.start is None or time.end is None:
        return False
    if (latest(time.end) - earliest(time.start)).days > _SITTING:
        return False
    return scene.first_cue(time.span.end, end, "meeting") is not None


def _with_the_next(scene: Scene, time: TimeMention, end: int) -> TimeMention:
    """The longer of ``trong tháng 3 và trong quý I``, of which an article gives the latter's."""
    for other in scene.times_in(time.span.end, min(time.span.end + JOINED, end))[:1]:
        joint = scene.folded[time.span.end : other.span.start]
        if other.kind is TimeKind.INTERVAL and not any(c in ",;.:" for c in joint):
            return other if encloses(other, time) else time
    return time


def _ends(when: When) -> str | None:
    return when.mention.end if when.mention is not None else None


def _titled(scene: Scene) -> When | None:
    """The stretch of time the title names; the longest of ``tháng 9 và 9 tháng đầu năm``."""
    best: When | None = None
    for index in range(min(len(scene.article.sentences), 2)):
        if scene.section_kind(index) is not SectionKind.TITLE:
            continue
        for time in scene.times_in(scene.bounds(index).start, scene.bounds(index).end):
            if undated(time) or time.kind is TimeKind.INSTANT or not time.end:
                continue
            if named_term(scene, time):
                continue  # Đại hội Đảng bộ xã A nhiệm kỳ 2020-2025
            if best is None or (best.mention is not None and encloses(time, best.mention)):
                best = When(time, index)
    return best


def _event(scene: Scene) -> When | None:
    """The day the article's first sentences tell of: ``Sáng 2-2, Huyện ủy tổ chức hội nghị``."""
    for index in range(min(len(scene.article.sentences), _TOPIC_SENTENCES)):
        if scene.section_kind(index) not in (SectionKind.LEAD, SectionKind.BODY):
            continue
        bounds = scene.bounds(index)
        for time in scene.times_in(bounds.start, bounds.end):
            if time.start is None or time.end is None or time.rule.startswith(NOW):
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
