"""What a time is to its sentence: its opening, one number's own, a body's name, a plan's year."""

from __future__ import annotations

from textmine.model import Article, SectionKind, TimeKind, TimeMention, earliest, latest
from textmine.relate.scene import Place, Scene

OPENING = 12  # characters from a sentence's start within which a time opens it
_SAID = 40  # characters before a time in which the word that hands over to it is looked for
_LEAD = 120  # characters of "Theo …," before it
_CLOSING = ('" ', "” ", "’ ")  # right before what says which
_HANDS_OVER = (":", '"', "“", "‘")  # marks right before what somebody says, or an item tells
YEAR = 4  # length of an ISO year
_UNDATED = frozenset({TimeKind.COMPARISON, TimeKind.RECURRING})
EVENT_NAME = "event_name"
_REVIEW_DAYS = 59  # a year is reviewed in January and February
_PLAN_REACH = 24  # characters of a plan noun and its time
_STATUTE = 32  # characters from "luật" to the year that names it
_TERM_REACH = 44  # characters between a body and the term that names it
_TITLE_REACH = 120  # and in a title
_WHEN_REACH = 90  # characters of a sentence that says only when before its first number
_PURPOSE = 110  # characters from "để chuẩn bị cho" to when that is
_BRACKET = 60  # characters of a bracket that opens with a time
_PAIR = 2
JOINED = 12  # characters between two times told together: " và trong "
_VAGUE = "vague_past"
_TERM_WORD = "nhiệm kỳ"
SCHOOL_YEAR = "school_year"
_FEW_TIMES = 3  # a sentence opens with one of its first times


def undated(time: TimeMention) -> bool:
    """Whether it never says when: a comparison's base, a rate, the year in an event's name."""
    return time.kind in _UNDATED or time.rule == EVENT_NAME


def heads(scene: Scene, time: TimeMention) -> bool:
    """Whether the event whose name a year is in is what its sentence tells of: ``Lễ hội Hoa ban năm
    2024 thu hút …``, but not ``Hưởng ứng Xuân tình nguyện năm 2025, …``."""
    start, end = time.span.start, time.span.end
    first = scene.bounds(scene.sentence_at(start)).start
    return not scene.separators(first, end + 1) and not scene.numbers_between(first, start)


def owned(scene: Scene, time: TimeMention) -> bool:
    """Whether the time belongs to the number right before it alone: ``28,5 triệu (năm 2015)``,
    ``từ 19,8% năm 2015 xuống còn …``."""
    start, end = time.span.start, time.span.end
    before = scene.folded[max(start - 2, 0) : start]
    if "(" in before:
        if bracketed(scene, time):
            return False
        return scene.ends_number(start - len(before) + before.index("("))
    if not scene.ends_number(start):
        return False
    return scene.first_cue(end, end + 12, "to_level") is not None


def own_time(scene: Scene, place: Place) -> TimeMention | None:
    """The time in a bracket right behind a number: ``28,5 triệu đồng (năm 2015)``; or the one that
    opens the bracket it stands in: ``(6 tháng đầu năm 2017 tăng 19,64%)``."""
    start, end = place.start, scene.quantities[place.index].span.end
    for time in scene.times_in(max(start - _BRACKET, place.clause), start)[-1:]:
        if bracketed(scene, time) and ")" not in scene.folded[time.span.end : start]:
            return time
    for time in scene.times_in(end, end + 4):
        before = scene.folded[end : time.span.start].strip()
        if before == "(" and not undated(time) and not bracketed(scene, time):
            return time
    return None


def bracketed(scene: Scene, time: TimeMention) -> bool:
    """Whether the time dates what follows it in its bracket alone: ``(tháng 3: 64,5%)``, ``(6
    tháng đầu năm 2017 tăng 19,64%)``."""
    start, end = time.span.start, time.span.end
    if undated(time) or not scene.folded.endswith("(", 0, start):
        return False
    if scene.folded.startswith(":", end):
        return True
    closed = scene.folded.find(")", end, end + _BRACKET)
    return closed >= 0 and scene.numbers_between(end, closed) > 0


def in_brackets(scene: Scene, time: TimeMention) -> bool:
    """``dân số (năm 2016) là 179.889 người``: nothing else stands in its brackets."""
    start, end = time.span.start, time.span.end
    return scene.folded[max(start - 1, 0) : start] == "(" and scene.folded.startswith(")", end)


def named_term(scene: Scene, time: TimeMention) -> bool:
    """Whether a term names a body or meeting instead of saying when: ``đại hội nhiệm kỳ …``; a
    school year an exam: ``kỳ thi tuyển sinh lớp 10 năm học …``; or a year a law."""
    start = time.span.start
    if time.rule.startswith("year") and _of_a_statute(scene, time):
        return True
    if time.rule == SCHOOL_YEAR:
        first = max(scene.bounds(scene.sentence_at(start)).start, start - _TERM_REACH)
        named = scene.cue(first, start, "schooled")
        return named is not None and not scene.separators(named[1], start, ",;:.")
    if not time.rule.startswith("term") or not scene.folded.startswith(_TERM_WORD, start):
        return False
    if opens(scene, time):
        return False  # Bí thư Huyện đoàn cho biết, nhiệm kỳ mới …
    sentence = scene.sentence_at(start)
    titled = scene.section_kind(sentence) is SectionKind.TITLE
    first = max(scene.bounds(sentence).start, start - (_TITLE_REACH if titled else _TERM_REACH))
    first = max(first, scene.folded.rfind(":", first, start))
    return scene.cue(first, start, "termed") is not None


def _of_a_statute(scene: Scene, time: TimeMention) -> bool:
    """``theo Luật Hợp tác xã năm 2012``: which law it is."""
    start = time.span.start
    law = scene.cue(max(start - _STATUTE, 0), start, "statute")
    return law is not None and not scene.separators(law[1], start, ",;:.(")


def dates_a_plan(scene: Scene, time: TimeMention) -> bool:
    """``so với chỉ tiêu cả năm``, ``nghị quyết năm 2019``: when the plan is for, not the result."""
    start = time.span.start
    return scene.behind(max(start - _PLAN_REACH, 0), start, "plan", "named_for")


def names_a_levy(scene: Scene, time: TimeMention) -> bool:
    """``khám nghĩa vụ quân sự năm 2020``, in October 2019: whom they are for, not when."""
    start = time.span.start
    return scene.behind(max(start - _PLAN_REACH, 0), start, "named_for")


def for_a_purpose(scene: Scene, time: TimeMention, position: int | None = None) -> bool:
    """Whether it is when what something at ``position`` was done for will be: ``Để chuẩn bị cho đại
    hội vào đầu năm 2020, huyện thành lập 4 tiểu ban``; ``lập 4 tiểu ban phục vụ đại hội …``;
    ``None``: anything further on in its sentence."""
    published, start, end = scene.article.published, time.span.start, time.span.end
    if published is None or time.start is None or earliest(time.start) <= latest(published):
        return False
    bounds = scene.bounds(scene.sentence_at(start))
    position = bounds.end if position is None else position
    first = max(bounds.start, start - _PURPOSE, position if position < start else 0)
    purpose = scene.cue(first, start, "purpose")
    if purpose is None or scene.numbers_between(purpose[1], start):
        return False
    if position < start:
        return not scene.separators(purpose[1], start, ",;:.")
    return scene.separators(end, position, ",") > 0


def set_apart(scene: Scene, time: TimeMention) -> bool:
    """``Riêng quý III, …``: dates its own sentence alone."""
    start = time.span.start
    return scene.behind(scene.bounds(scene.sentence_at(start)).start, start, "aside")


def in_passing(scene: Scene, time: TimeMention, position: int) -> bool:
    """Whether a shorter time inside the one that opens the sentence belongs to another number
    before ``position``: ``Năm 2025, dù bão lũ tháng 11 gây thiệt hại 61 tỷ, thu ngân sách …``."""
    opened = opening_time(scene, scene.sentence_at(time.span.start))
    if opened is None or opened.span == time.span or not scene.numbers_between(
        time.span.end, position
    ):
        return False
    return encloses(opened, time)


def in_a_name(scene: Scene, time: TimeMention, stretch: TimeMention | None) -> bool:
    """Whether a year only completes a name, since the text is telling of some months of that very
    year: ``Trong 9 tháng, … ủng hộ quỹ “Vì người nghèo” năm 2017 được 2,3 tỷ đồng``."""
    if time.rule.startswith("year") and quoted_before(scene, time):
        return True
    if stretch is None or not time.rule.startswith("year") or opens(scene, time):
        return False
    if not scene.folded[time.span.end - YEAR : time.span.end].isdigit():
        return False  # năm qua: said of the number itself
    if stretch.rule.startswith("term") or stretch.kind is TimeKind.INSTANT:
        return False
    return time.kind is TimeKind.INTERVAL and encloses(time, stretch)


def quoted_before(scene: Scene, time: TimeMention) -> bool:
    """``Ngày hội "Giọt hồng chiến sĩ" năm 2019``: which of the events called so."""
    start = time.span.start
    return scene.folded[max(start - 2, 0) : start].endswith(_CLOSING)


def encloses(outer: TimeMention, inner: TimeMention) -> bool:
    """Whether the first stretch of time contains the second, a shorter one."""
    if None in (outer.start, outer.end, inner.start, inner.end):
        return False
    assert outer.start and outer.end and inner.start and inner.end
    if (outer.start, outer.end) == (inner.start, inner.end):
        return False
    starts = earliest(outer.start) <= earliest(inner.start)
    return starts and latest(inner.end) <= latest(outer.end)


def opens(scene: Scene, time: TimeMention) -> bool:
    """Whether its sentence opens with the time, or what is said in it does: ``Ông Lý Văn Sùng cho
    biết, năm 2019 …``; ``(3) Hàng qua cảng: tháng 9 …``; ``Riêng quý III …``."""
    start = time.span.start
    first = scene.bounds(scene.sentence_at(start)).start
    if start - first <= OPENING:
        return True
    before = scene.folded[max(first, start - _SAID) : start].rstrip()
    if before.endswith(_HANDS_OVER):
        return True
    said = scene.cue(max(first, start - _SAID), start, "says", "aside")
    if said is not None and not scene.folded[said[1] : start].strip(" ,"):
        return True
    return before.endswith(",") and _led_up_to(scene, first, start)


def _led_up_to(scene: Scene, first: int, start: int) -> bool:
    """Whether nothing but who is cited or where it is stands before: ``Theo báo cáo của UBND xã,
    năm 2025, …``; ``Tại huyện Mai Châu, ngày 8/1, …``."""
    lead = scene.first_cue(first, first + OPENING, "leading")
    if lead is None or lead[0] > first or start - first > _LEAD:
        return False
    return scene.separators(first, start, ",") == 1 and not scene.numbers_between(first, start)


def is_cut_off(article: Article, time: TimeMention) -> bool:
    """``Đến ngày 20/12``: a day or month before publication up to which is counted."""
    if time.kind is not TimeKind.UNTIL or time.end is None or len(time.end) <= YEAR:
        return False
    return time.end != article.published


def closed_year(article: Article, time: TimeMention) -> bool:
    """A year that had just ended when the article appeared: its figures are the year's end."""
    if time.kind is not TimeKind.INTERVAL or time.start is None or time.end is None:
        return False
    year = time.end[:YEAR]
    whole = time.start[:YEAR] == year and time.start in (year, f"{year}-01-01", f"{year}-01")
    ends = time.end in (year, f"{year}-12-31", f"{year}-12")
    if not (whole and ends) or article.published is None:
        return False
    # Later in the next year a paper tells of the present, and of the year only as the past.
    since = (latest(article.published) - latest(year)).days
    return 0 < since <= _REVIEW_DAYS


def long_past(article: Article, time: TimeMention) -> bool:
    """Whether a stretch ended before the year before publication: how things came about, not
    what the article reports on."""
    if article.published is None or time.end is None:
        return False
    return int(time.end[:YEAR]) < int(article.published[:YEAR]) - 1


def opening_time(scene: Scene, sentence: int) -> TimeMention | None:
    """The time a sentence opens with, which also holds for what follows it."""
    if sentence not in scene.openings:  # every number of a sentence asks
        bounds = scene.bounds(sentence)
        times = scene.times_in(bounds.start, bounds.end)[:_FEW_TIMES]
        opening = (time for time in times if not undated(time) and opens(scene, time))
        scene.openings[sentence] = next(opening, None)
    return scene.openings[sentence]


def told_time(scene: Scene, sentence: int) -> TimeMention | None:
    """The one stretch of time named in a sentence: what the next ones go on with (``Mục tiêu năm
    2013 như thế nào?``).  ``None`` where several are named, or none of that sort."""
    bounds = scene.bounds(sentence)
    found = [
        time
        for time in scene.times_in(bounds.start, bounds.end)
        if not undated(time)
        and time.kind is not TimeKind.INSTANT
        and not quoted_before(scene, time)
    ]
    if len(found) == _PAIR and encloses(found[1], found[0]):  # trong tháng 3 và trong quý I
        near = 0 <= found[1].span.start - found[0].span.end <= JOINED
        found = found[1:] if near else found
    if len(found) != 1 or named_term(scene, found[0]) or found[0].end is None:
        return None
    vague = found[0].rule == _VAGUE  # cao nhất từ trước đến nay
    remark = scene.first_cue(bounds.start, bounds.start + OPENING, "remark") is not None
    aside = vague or remark or long_past(scene.article, found[0])
    aside = aside and not opens(scene, found[0])
    return None if aside else found[0]


def says_only_when(scene: Scene, place: Place) -> bool:
    """Whether nothing but a time stands before the first number of a sentence, so that it goes on
    with the measure told last: ``Lũy kế 9 tháng ước đạt 962 tỷ đồng``."""
    first, start = scene.bounds(place.sentence).start, scene.quantities[place.index].span.start
    if not 0 < start - first <= _WHEN_REACH or scene.numbers_between(first, start):
        return False
    times = scene.times_in(first, start)
    if not times:
        return False
    filler = scene.lexicon.cues.get("elides", ())
    words = scene.folded[first:start]
    for time in reversed(times):
        words = words[: time.span.start - first] + " " + words[time.span.end - first :]
    return all(word in filler for word in words.replace(",", " ").split())
