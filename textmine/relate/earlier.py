"""Values of an earlier stretch in brackets: ``tăng 60% so với cùng kỳ năm 2023 (37 triệu USD)``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textmine.model import Aspect, Period, TimeKind, TimeMention
from textmine.relate.draft import Draft
from textmine.relate.fitting import head_of
from textmine.relate.scene import Place, Scene
from textmine.relate.timing import YEAR

_BRACKET = 60  # characters in which a bracket's opening is looked for
_BACK = 2  # sentences in which the later value was told
_SAME_PERIOD = "same_period"


def earlier_value(
    scene: Scene, place: Place, drafts: Sequence[Draft]
) -> tuple[Draft, TimeMention] | None:
    """The later value of what the number in brackets was, and the time it was so; ``None`` where
    the bracket tells of something else."""
    quantity = scene.quantities[place.index]
    start = quantity.span.start
    opened = scene.folded.rfind("(", max(place.clause, start - _BRACKET), start)
    if opened < 0 or quantity.dimension == "percent" or ")" in scene.folded[opened:start]:
        return None
    time = _compared(scene, opened, start)
    if time is None:
        return None
    for draft in reversed(drafts):
        if place.sentence - draft.place.sentence > _BACK:
            return None
        if draft.quantity.span.end > opened or draft.frame.aspect is not Aspect.LEVEL:
            continue
        if draft.plan_of is None and _same_things(scene, draft, place):
            return draft, time
    return None


def said_again(scene: Scene, place: Place, drafts: Sequence[Draft]) -> Draft | None:
    """The number right before a bracket that says it in another money: ``8,2 tỷ USD (tương đương
    189 nghìn tỷ đồng)``."""
    quantity = scene.quantities[place.index]
    start = quantity.span.start
    if not drafts or quantity.dimension != "money":
        return None
    last = drafts[-1]
    opened = scene.folded.find("(", last.quantity.span.end, last.quantity.span.end + 3)
    same = last.quantity.dimension == "money" and last.quantity.unit != quantity.unit
    if opened < 0 or not same or ")" in scene.folded[opened:start]:
        return None
    return last if scene.cue(opened, start, "same_as") is not None else None


def _compared(scene: Scene, opened: int, start: int) -> TimeMention | None:
    """The time compared with, right before the bracket or at its beginning."""
    inside = scene.folded[opened + 1 : start].strip()
    if not inside:
        times = scene.times_in(max(opened - _BRACKET, 0), opened)[-1:]
        beside = [time for time in times if opened - time.span.end <= 1]
    else:
        times = scene.times_in(opened, start)[:1]
        beside = [time for time in times if time.span.start - opened <= 1]
    for time in beside:
        if time.kind is TimeKind.COMPARISON and time.start and time.end:
            return time
    return None


def _same_things(scene: Scene, draft: Draft, place: Place) -> bool:
    one, other = draft.quantity, scene.quantities[place.index]
    if one.dimension != other.dimension or one.unit.split("/")[0] != other.unit.split("/")[0]:
        return False
    if one.head is None or other.head is None:
        return True
    return head_of(scene, one) == head_of(scene, other)


def earlier_period(later: Period | None, time: TimeMention, words: str) -> Period | None:
    """The same stretch in the year compared with; the time itself where it is no such year."""
    own = Period(time.start, time.end, words)
    if not time.rule.startswith(_SAME_PERIOD) or later is None or later.end is None:
        return own
    if time.end is None or len(later.end) == YEAR:
        return own
    apart = int(later.end[:YEAR]) - int(time.end[:YEAR])
    if apart <= 0:
        return own
    start, end = _shifted(later.start, apart), _shifted(later.end, apart)
    return replace(own, start=start, end=end)


def _shifted(day: str | None, years: int) -> str | None:
    if day is None:
        return None
    moved = f"{int(day[:YEAR]) - years:04d}{day[YEAR:]}"
    return f"{moved[:-2]}28" if moved.endswith("-02-29") else moved
