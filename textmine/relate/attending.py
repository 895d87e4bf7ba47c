"""What happened at the event that an article reports, and so on its day."""

from __future__ import annotations

from collections.abc import Sequence

from textmine.model import SectionKind
from textmine.relate.clock import Clock, When
from textmine.relate.rank import Candidate, Features
from textmine.relate.scene import Place, Scene

_BESIDE_EVENT = 2  # sentences of its paragraph that go on about an event
_EVENT_OPENING = 24  # characters within which a sentence says which event it goes on about
_TITLES = frozenset({SectionKind.TITLE})


def at_the_event(
    scene: Scene,
    place: Place,
    found: Sequence[Candidate[When]],
    event: When,
    *,
    session: bool,
    ceremony: bool,
    handed: bool,
) -> Features:
    """What speaks for the day of the event reported; ``found``: the times of the sentence,
    ``handed``: it was given or awarded there."""
    told = dated(found)
    if session or (ceremony and not told):
        return {"session": 1.0}
    if handed and not told:
        return {"event": 1.0}
    beside = 0 < place.sentence - event.sentence <= _BESIDE_EVENT
    beside = beside and not scene.paragraph_break(event.sentence, place.sentence)
    if not (beside or _on_the_event(scene, place.sentence)):
        return {"event_far": 1.0}
    return {"event": 1.0, "event_beside": 1.0} if told else {"event": 1.0}


def handed_over(scene: Scene, place: Place, clock: Clock) -> bool:
    """Whether a number in the title or after the event tells of what was given or awarded, and
    nothing was told of another time since: ``Đoàn đã trao 300 suất quà``."""
    event = clock.event
    if event is None or event.mention is None:
        return False
    if place.sentence <= event.sentence and scene.section_kind(place.sentence) not in _TITLES:
        return False
    stretch = clock.stretch
    if stretch is not None and stretch.sentence >= event.sentence:
        return False
    moment = clock.moment
    if moment is not None and moment.sentence > event.sentence:
        return False
    start = scene.quantities[place.index].number.start
    return scene.cue(place.clause, start, "hands_over") is not None


def dated(found: Sequence[Candidate[When]]) -> bool:
    """Whether the number's own sentence names a time that may be its."""
    return any(not item.features.keys() & {"comparison", "named_term"} for item in found)


def given_there(scene: Scene, place: Place, *, prize: bool) -> bool:
    """``Dịp này, Đảng ủy xã đã khen thưởng 5 chi bộ``: what is given at the event a sentence opens
    with is given on its day, whatever year was told of before; ``prize``: it is a known one, named
    behind whom it goes to (``Dịp này, xã có 44 đảng viên được trao Huy hiệu Đảng``)."""
    start = scene.quantities[place.index].number.start
    verb = scene.cue(scene.bounds(place.sentence).start, start, "award", "gives")
    return (prize or verb is not None) and _on_the_event(scene, place.sentence)


def _on_the_event(scene: Scene, sentence: int) -> bool:
    """Whether a sentence goes on about the event: it says so, or the one before it in its
    paragraph does."""
    for index in (sentence, sentence - 1):
        if index < 0 or scene.paragraph_break(index, sentence):
            return False
        start = scene.bounds(index).start
        if scene.first_cue(start, start + _EVENT_OPENING, "event") is not None:
            return True
    return False
