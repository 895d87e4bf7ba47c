"""Whether a number states how things stand or what was done: that decides how it is dated."""

from __future__ import annotations

from textmine.packs.indicators import Indicator
from textmine.relate.clock import FLOW
from textmine.relate.scene import Place, Scene
from textmine.relate.when import STOCK

LAND = "hectare"  # what is planned of land is how much there shall be, not how much a year


def behaviour_of(scene: Scene, place: Place, indicator: Indicator | None) -> str:
    """``stock``, ``flow`` or ``rate`` for the number at ``place``.

    The indicator's own kind, but a rate over a period is dated as a flow, and so is a stock that
    is being added to (``thành lập mới 6 doanh nghiệp``).  Without an indicator the nearest verb
    decides: ``có``, ``còn`` state, others report something done.
    """
    kind = indicator.kind if indicator is not None else None
    if indicator is not None and indicator.over_period:
        return FLOW
    start = scene.quantities[place.index].number.start
    semicolon = scene.folded.rfind(";", place.clause, start)
    first = max(place.clause, semicolon)
    if kind == FLOW and scene.quantities[place.index].unit == LAND and _held(scene, first, start):
        return STOCK
    verb = scene.cue(first, start, "adds", "states")
    kinds = scene.kinds(verb) if verb is not None else frozenset[str]()
    now = scene.cue(first, start, "now")
    stands = now is not None and verb is not None and now[1] >= verb[0]
    if kind is not None and kind != STOCK:
        near = scene.numbers_between(now[1], start) == 0 if now is not None else False
        return STOCK if stands and near and "states" in kinds and kind == FLOW else kind
    if stands:
        return STOCK  # hiện có: as things stand
    if "adds" in kinds:
        return FLOW
    if kind == STOCK or "states" in kinds:
        return STOCK
    if kind is None and verb is None and _goes_on(scene, place.clause, first):
        return STOCK
    return FLOW


def _held(scene: Scene, first: int, start: int) -> bool:
    """Whether land is had rather than sown: ``có 2 ha cà phê``, or a household's of a portrait."""
    verb = scene.cue(first, start, "adds", "states", "holds")
    if verb is not None and "holds" in scene.kinds(verb):
        return True
    return scene.home_at(start) is not None and (
        verb is None or "adds" not in scene.kinds(verb)
    )


def _goes_on(scene: Scene, start: int, end: int) -> bool:
    """Whether what was told up to a semicolon is how things stand: ``hiện có 603 cơ sở lưu trú;
    39 cơ sở xếp hạng …``."""
    now = scene.cue(start, end, "now")
    return now is not None and scene.cue(now[0], end, "adds") is None
