"""What a body was like when it was founded: ``Khi mới thành lập, trường chỉ có 2 lớp``."""

from __future__ import annotations

from dataclasses import replace

from textmine.model import TimeKind, TimeMention
from textmine.relate.scene import Place, Scene
from textmine.relate.timing import YEAR

_VERB_REACH = 24  # characters from "thành lập" to its year


def founded(scene: Scene) -> TimeMention | None:
    """The first year the text says something was founded in."""
    for time in scene.times:
        if time.start and len(time.start) == YEAR and _says_so(scene, time):
            return replace(time, kind=TimeKind.INTERVAL, end=time.start)
    return None


def _says_so(scene: Scene, time: TimeMention) -> bool:
    start = time.span.start
    if time.kind is not TimeKind.SINCE and time.start != time.end:
        return False
    before = scene.cue(max(start - _VERB_REACH, 0), start, "founding")
    return before is not None and not scene.separators(before[1], start, ",;:.")


def founding_year(scene: Scene, time: TimeMention) -> TimeMention:
    """A year since which a body exists, as that year: ``được thành lập từ năm 2018 với 7 thành
    viên``; any other time as it is."""
    if time.kind is TimeKind.SINCE and time.start and _says_so(scene, time):
        return replace(time, kind=TimeKind.INTERVAL, end=time.start)
    return time


def at_the_outset(scene: Scene, place: Place) -> bool:
    """Whether a number is told of when the body was new, and no time stands between."""
    start = scene.quantities[place.index].number.start
    cue = scene.cue(scene.bounds(place.sentence).start, start, "outset")
    return cue is not None and not scene.times_in(cue[1], start)
