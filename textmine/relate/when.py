"""When a number holds: which time expression is its own, and what period that makes."""

from __future__ import annotations

from collections.abc import Sequence

from textmine.model import Quantity, Sentence, TimeKind, TimeMention
from textmine.relate.attending import at_the_event, dated, given_there, handed_over
from textmine.relate.clock import FLOW, MOMENTS, NOW, NOW_ON, Clock, When
from textmine.relate.founding import at_the_outset
from textmine.relate.rank import Candidate, Features, cross
from textmine.relate.scene import Place, Scene
from textmine.relate.timing import (
    EVENT_NAME,
    YEAR,
    bracketed,
    closed_year,
    dates_a_plan,
    for_a_purpose,
    heads,
    in_a_name,
    in_passing,
    is_cut_off,
    long_past,
    named_term,
    opening_time,
    opens,
    owned,
    undated,
)

STOCK, RATE = "stock", "rate"
_CROSSED = frozenset(
    {
        "carried",
        "topic",
        "older",
        "unsaid",
        "event_far",
        "event",
        "paragraph",
        "same_sentence_before",
        "same_segment",
        "carried_sentences",
        "superseded",
    }
)
_ELSEWHERE = frozenset({"carried", "older", "topic", "ahead", "ahead_first"})
_BEHIND = "same_sentence_after"
_DATELESS = "anniversary"  # born in 1936, 60 years of a day, prices of 2010: they date nothing
_BESIDE = 6  # characters from a number to a time right behind it: … vào năm 2014
_SYLLABLE = 4.5
_MANY_TIMES = 8  # times before and after a number that are looked at; few sentences name more
_TERM_START = "term_start"  # which is a moment
_SESSION = 40  # characters from what a session does to what it counts
_VOTES = 16  # characters from a number to the votes it counts
_HANDED = 24  # characters from a time through its verb to the number it dates
_STANDS_FOR = 14  # characters from "đại diện cho" to whom
_ELAPSED = "last_units"  # qua 5 năm
_RESULT_REACH = 60  # characters from some years to "đến nay"
_DAY_REACH = 24  # characters from the words of a counting day to its date


def time_candidates(
    scene: Scene,
    place: Place,
    behaviour: str,
    clock: Clock,
    *,
    at_event: bool = True,
    counted: bool = False,
    ceremony: bool = False,
    meeting: bool = False,
    planned: bool = False,
    habit: bool = False,
    context: str = "",
) -> list[Candidate[When]]:
    """Times that may date the number at ``place``; the last candidate is "not said".

    ``behaviour`` is ``stock``, ``flow`` or ``rate``; ``at_event``: the day of the event reported
    may be its date, ``counted``: as it is what a session counts, ``ceremony``: as it is what is
    done there and then, ``meeting``: as it is who met or was elected; ``planned``: it is a plan,
    which times to come may date; ``habit``: it is done over and over, see ``recurring``.
    ``context`` names the sort of number for the trained model.
    """
    session = counted and of_the_session(scene, place)
    found = _told_here(scene, place, behaviour, clock, planned=planned)
    met = meeting and not dated(found)
    given = counted and not planned and given_there(scene, place, prize=ceremony)
    if given:  # khen thưởng 5 chi bộ hoàn thành xuất sắc nhiệm vụ năm 2019
        found = [it for it in found if _BEHIND not in it.features or "adjacent" in it.features]
        given = not dated(found)
    event = clock.event.mention if clock.event is not None else None
    if at_event and clock.event is not None and event is not None:
        handed = behaviour == FLOW and not planned and handed_over(scene, place, clock)
        features = at_the_event(
            scene,
            place,
            found,
            clock.event,
            session=session or given,
            ceremony=ceremony,
            handed=handed,
        )
        found.append(Candidate(clock.event, features, "the event reported"))
    found += _carried(scene, place, behaviour, clock)
    if clock.founded is not None and at_the_outset(scene, place):
        found.append(Candidate(When(clock.founded), {"outset": 1.0}, "when it was founded"))
    if planned:
        found += _to_come(clock, place, found)
    if behaviour == STOCK and _as_things_stand(scene, place):
        found.append(Candidate(When(None), {"now": 1.0}, "as things stand"))
    if behaviour == STOCK and represented(scene, place):
        found.append(Candidate(When(None), {"represents": 1.0}, "all there are"))
    if _merged(scene, place):
        found.append(Candidate(When(None, undated=True), {"merged": 1.0}, "how it came about"))
    unsaid: Features = {"unsaid": 1.0}
    if (session or given or met) and event is None and not planned and clock.day is None:
        unsaid["session"] = 1.0  # of a session whose day is not told
    found.append(Candidate(When(None), unsaid, "not said"))
    for item in found:
        _weigh_stretch(scene, place, item, habit=habit)
        cross(item.features, context, _CROSSED)
    return found


def _told_here(
    scene: Scene, place: Place, behaviour: str, clock: Clock, *, planned: bool
) -> list[Candidate[When]]:
    """The times of the number's own sentence that may be its."""
    quantity = scene.quantities[place.index]
    opened = opening_time(scene, place.sentence)
    carried = clock.stretch.mention if clock.stretch is not None else None
    event = clock.event.mention if clock.event is not None else None
    found = []
    for time in _times_near(scene, scene.bounds(place.sentence), quantity.number.start):
        if time.span.overlaps(quantity.number) or _of_something_else(
            scene, quantity, time, behaviour
        ):
            continue
        if not planned and for_a_purpose(scene, time, quantity.number.start):
            continue
        if time.rule == EVENT_NAME and (event is not None or not heads(scene, time)):
            continue
        features = _features(scene, place, time, behaviour)
        if not planned and (in_a_name(scene, time, opened) or in_a_name(scene, time, carried)):
            features["superseded"] = 1.0
        words = time.span.of(scene.article.clean)
        found.append(Candidate(When(time, place.sentence), features, words))
    return found


def _of_something_else(
    scene: Scene, quantity: Quantity, time: TimeMention, behaviour: str
) -> bool:
    """Whether a time dates no number, or another one or what is in its bracket alone."""
    if time.kind is TimeKind.RECURRING or time.rule == _DATELESS:
        return True
    if behaviour == FLOW and _anothers_day(scene, time, quantity.number.start):
        return True
    start = quantity.span.start
    beside = 0 <= time.span.start - quantity.span.end <= _BESIDE
    if beside and scene.behind(max(start - _DAY_REACH, 0), start, "times_over"):
        return True  # gấp 1,25 lần năm 2020: what it is compared with
    if start < time.span.start and (time.rule == NOW_ON or _dates_the_next(scene, time)):
        return True  # chỉ có 18 đảng viên thì nay đã có 31
    if behaviour != FLOW and time.rule == _ELAPSED and _up_to_now(scene, time, start):
        return True  # Qua 5 năm thực hiện, đến nay 100% thôn …
    if bracketed(scene, time) and (
        start < time.span.start or ")" in scene.folded[time.span.end : start]
    ):
        return True
    return _of_the_cause(scene, quantity.span.end, time)


def _up_to_now(scene: Scene, time: TimeMention, start: int) -> bool:
    """Whether what stands as a result is told of behind some years: ``…, đến nay …``."""
    end = time.span.end
    return any(
        other.kind is TimeKind.UNTIL and not scene.numbers_between(end, other.span.start)
        for other in scene.times_in(end, min(end + _RESULT_REACH, start))
    )


def _dates_the_next(scene: Scene, time: TimeMention) -> bool:
    """``quý IV đạt 138 tấn để cả năm đạt 569 tấn``: a verb hands a time over to the number behind
    it."""
    following = scene.first_number(time.span.end)
    if following is None:
        return False
    end, start = time.span.end, scene.quantities[following].number.start
    if start - end > _HANDED or scene.separators(end, start, ",;:.()"):
        return False
    verb = scene.first_cue(end, start, "reach", "states", "adds")
    return verb is not None and verb[0] - end <= 1 and "to_level" not in scene.kinds(verb)


def _carried(
    scene: Scene, place: Place, behaviour: str, clock: Clock
) -> list[Candidate[When]]:
    """Times told before that still hold."""
    found = []
    for when, how in clock.carried(behaviour, place.sentence):
        assert when.mention is not None
        cut_off = clock.counts_up_to(when.mention)
        if when is clock.stretch and clock.alone_in(place.sentence):
            cut_off = cut_off or is_cut_off(scene.article, when.mention)
        features = {how: 1.0, **_agreement(scene, when.mention, behaviour, cut_off=cut_off)}
        if how == "carried":
            features["carried_sentences"] = float(max(place.sentence - when.sentence, 0))
            if scene.paragraph_break(when.sentence, place.sentence):
                moment = when.mention.kind in MOMENTS and behaviour != FLOW
                features["moment_paragraph" if moment else "paragraph"] = 1.0
        found.append(Candidate(when, features, f"{how} over"))
    return found


def _to_come(
    clock: Clock, place: Place, found: Sequence[Candidate[When]]
) -> list[Candidate[When]]:
    """Times to come that a plan may be for; what being planned makes of all is added to them."""
    ahead = [
        Candidate(when, {how: 1.0}, "a time to come") for when, how in clock.ahead(place.sentence)
    ]
    every = [*found, *ahead]
    for item in every:
        _as_planned(item.features, ahead=clock.lies_ahead(item.value.mention))
    if any(_dates_it(item.features) for item in every):
        for item in every:
            if item.features.keys() & _ELSEWHERE:
                item.features["elsewhere"] = 1.0
    return ahead


def of_the_session(scene: Scene, place: Place) -> bool:
    """``được bầu với 33/34 phiếu``, ``thông qua 7 nghị quyết``: counted at the session itself."""
    quantity = scene.quantities[place.index]
    start, end = quantity.number.start, quantity.span.end
    first = max(place.clause, start - _SESSION)
    return scene.cue(first, min(end + _VOTES, place.clause_end), "session") is not None


def represented(scene: Scene, place: Place) -> bool:
    """``179 đại biểu đại diện cho trên 11.400 đoàn viên``: all there are, not those who came."""
    start = scene.quantities[place.index].span.start
    cue = scene.cue(max(place.clause, start - _STANDS_FOR), start, "represents")
    return cue is not None and not scene.numbers_between(cue[1], start)


def _merged(scene: Scene, place: Place) -> bool:
    """``được thành lập từ sáp nhập 3 xã``: what a body was made of, when is not told."""
    start = scene.quantities[place.index].number.start
    cue = scene.cue(max(place.clause, start - _SESSION), start, "merges")
    if cue is None or scene.separators(cue[1], start, ";."):
        return False
    return not scene.numbers_between(cue[1], start)


def _weigh_stretch(scene: Scene, place: Place, item: Candidate[When], *, habit: bool) -> None:
    """What speaks against a stretch of time that was named elsewhere: it is long past and of
    another paragraph, or too short for what is done over and over; or, after the number, yet to
    come."""
    time, features = item.value.mention, item.features
    if time is None:
        return
    if "same_sentence_before" in features:
        return
    if "same_sentence_after" in features:
        published = scene.article.published
        apart = "after_segment" not in features and "to_come" not in features
        if apart and published and time.start and time.start >= published:
            features["yet_to_come"] = 1.0
        return
    year = bool(time.start and time.end and time.start[:YEAR] == time.end[:YEAR])
    if habit and (year or (time.start is None and time.end == scene.article.published)):
        features["habit"] = 1.0
    if long_past(scene.article, time) and features.keys() & {"paragraph", "moment_paragraph"}:
        features["long_past"] = 1.0


def _as_planned(features: Features, *, ahead: bool) -> None:
    """What else a plan makes of a time: one named with the plan words is the plan's own (``giao
    chỉ tiêu năm 2026``), and a year to come is when a state is to be reached."""
    if features.pop("plan_time", None) is not None:
        features["plans_own"] = 1.0
    if ahead:
        features["to_come"] = 1.0
        features.pop("interval_for_stock", None)
        features.pop("term_for_stock", None)


def _dates_it(features: Features) -> bool:
    """Whether a time to come stands before a plan in its own sentence."""
    return "same_sentence_before" in features and bool(
        features.keys() & {"to_come", "plans_own"} and "named_term" not in features
    )


def _of_the_cause(scene: Scene, end: int, time: TimeMention) -> bool:
    """``tăng 26% do các nhà máy mới hoạt động từ tháng 8``: when the cause came about; ``tặng giấy
    khen cho 12 cá nhân có thành tích trong năm 2019``."""
    start = time.span.start
    return start > end and scene.cue(end, start, "because", "merit") is not None


def _anothers_day(scene: Scene, time: TimeMention, position: int) -> bool:
    """``đàn lợn tại thời điểm 1/4 là 794 nghìn con, tăng 2%; sản lượng thịt 77 nghìn tấn``: the
    day a stock was counted, told before that number, dates no flow after it."""
    if time.kind is not TimeKind.INSTANT or time.span.end > position or opens(scene, time):
        return False
    day = scene.cue(max(time.span.start - _DAY_REACH, 0), time.span.start + 1, "counting_day")
    return day is not None and scene.numbers_between(time.span.end, position) > 0


def _times_near(scene: Scene, bounds: Sentence, position: int) -> Sequence[TimeMention]:
    """The times of a sentence that may date a number at ``position``: of many the one that opens
    the sentence and the nearest ones."""
    before = scene.times_in(bounds.start, position)
    after = scene.times_in(max(bounds.start, position), bounds.end)[:_MANY_TIMES]
    opening = before[:1] if len(before) > _MANY_TIMES else ()
    return (*opening, *before[-_MANY_TIMES:], *after)


def _as_things_stand(scene: Scene, place: Place) -> bool:
    """``hiện có`` left of the number, and no other time after it."""
    start = scene.quantities[place.index].number.start
    now = scene.cue(place.clause, start, "now")
    return now is not None and not scene.times_in(now[1], start)


def _features(scene: Scene, place: Place, time: TimeMention, behaviour: str) -> Features:
    quantity = scene.quantities[place.index]
    features = _agreement(scene, time, behaviour, cut_off=is_cut_off(scene.article, time))
    if time.span.end <= quantity.number.start:
        gap = max(quantity.number.start - time.span.end, 0)
        features["distance"] = gap / _SYLLABLE
        _before(scene, place, time, features)
    else:
        gap = max(time.span.start - quantity.span.end, 0)
        features["distance_after"] = gap / _SYLLABLE
        features["same_sentence_after"] = 1.0
        if time.span.end <= place.right + 1:
            features["after_segment"] = 1.0
        between = scene.numbers_between(quantity.span.end, time.span.start)
        features["numbers_between"] = float(between)
        if scene.separators(quantity.span.end, time.span.start, ";"):
            features["semicolons"] = 1.0
        near = time.span.start - quantity.span.end <= _BESIDE and not scene.separators(
            quantity.span.end, time.span.start, ",;:."
        )
        if not between and (near or owned(scene, time)):
            features["adjacent"] = 1.0  # lên 26,5 triệu đồng năm 2014
    return features


def _before(scene: Scene, place: Place, time: TimeMention, features: Features) -> None:
    quantity = scene.quantities[place.index]
    features["same_sentence_before"] = 1.0
    if time.span.start >= place.left - 1:
        features["same_segment"] = 1.0
    between = scene.numbers_between(time.span.end, quantity.number.start)
    features["numbers_between"] = float(between)
    start = quantity.number.start
    if any(
        not undated(other)
        and other.rule != _DATELESS
        and not owned(scene, other)
        and not dates_a_plan(scene, other)
        and not in_passing(scene, other, start)
        and not in_a_name(scene, other, time)
        for other in scene.times_in(time.span.end, start)[-_MANY_TIMES:]
    ):
        features["superseded"] = 1.0
    if in_passing(scene, time, start):
        features["passing"] = 1.0
    between_text = scene.folded[time.span.end : quantity.span.start].strip()
    if time.kind is TimeKind.COMPARISON and between_text == "(":
        features["its_base"] = 1.0  # tăng 9 tỷ đồng so với năm 2015 (8 tỷ đồng)
    elif between_text == ":" and bracketed(scene, time):
        features["bracket"] = 1.0
    if opens(scene, time):
        features["opens_sentence"] = 1.0
    if owned(scene, time):
        features["owned"] = 1.0


def _agreement(
    scene: Scene, time: TimeMention, behaviour: str, *, cut_off: bool = False
) -> Features:
    """How a time suits a number of this behaviour; ``cut_off``: flows are counted up to it."""
    features: Features = {}
    if dates_a_plan(scene, time):
        features["plan_time"] = 1.0
    if time.kind is TimeKind.COMPARISON:
        features["comparison"] = 1.0
    if time.start is None and time.end is None:
        features["unresolved"] = 1.0
    moment = time.kind in MOMENTS
    if named_term(scene, time):
        features["named_term"] = 1.0
    if behaviour == FLOW:
        if cut_off:
            features["until_for_flow"] = 1.0
            return features
        features["instant_for_flow" if moment else "interval_for_flow"] = 1.0
        if moment and time.rule.startswith(NOW):
            features["now_for_flow"] = 1.0
        return features
    if closed_year(scene.article, time) and opens(scene, time):
        features["closed_year"] = 1.0
    else:
        features["instant_for_stock" if moment else "interval_for_stock"] = 1.0
    if time.rule.startswith("term") and time.rule != _TERM_START:
        features["term_for_stock"] = 1.0
    return features


def recurring(scene: Scene, place: Place) -> TimeMention | None:
    """``mỗi năm`` in the number's own clause: the number is a rate by that unit."""
    first = max(place.left - 40, place.clause)
    for time in scene.times_in(first, place.right):
        if time.kind is TimeKind.RECURRING:
            return time
    return None
