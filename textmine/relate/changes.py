"""Changes told in a row, and the level that a change is one of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textmine.model import Aspect, Direction, Quantity
from textmine.relate.draft import Draft
from textmine.relate.fitting import same_noun
from textmine.relate.frame import Frame
from textmine.relate.measure import OTHER
from textmine.relate.reckon import reckoned
from textmine.relate.scene import Place, Scene
from textmine.relate.settle import same_sort

_JOINT = 8  # characters of what joins two changes: ", " and " và "
_SAID_AGAIN = 20  # characters of "(tương đương " before a percentage
IN_A_ROW = "share in a row"
_GROUP = 40  # characters that name the next group of a list of shares
_VERBS = ("reach", "equal", "increase", "decrease", "exceed", "plan", "compare", "rate", "rate_of")
_TWO = 2  # numbers: a change and its share
_BACK = 2  # sentences in which the level of a change was told


def change_in_a_row(scene: Scene, place: Place, frame: Frame, drafts: Sequence[Draft]) -> Frame:
    """``giảm 9 vụ, 4 người chết và 11 người bị thương``: the verb holds for all that it joins.

    A percentage left open may be reckoned from the numbers before it.
    """
    quantity = scene.quantities[place.index]
    if frame.open and (same := _as_a_percentage(scene, place, drafts)) is not None:
        return replace(frame, aspect=Aspect.GROWTH, direction=same, open=False, rule="as much")
    if frame.open:
        return reckoned(scene, place, frame, drafts)
    if frame.aspect is not Aspect.LEVEL or quantity.dimension == "percent" or not drafts:
        return frame
    last, start = drafts[-1], drafts[-1].quantity.span.end
    if last.frame.aspect is Aspect.SHARE and _share_of_change(scene, drafts):
        last = drafts[-2]  # giảm 45 hộ nghèo, chiếm 6,2%, và 31 hộ cận nghèo
    if last.frame.aspect is not Aspect.CHANGE or last.place.sentence != place.sentence:
        return frame
    if not 0 <= quantity.number.start - start <= _JOINT or last.quantity.dimension == "percent":
        return frame
    filler = scene.lexicon.cues.get("joint", ())
    joint = scene.folded[start : quantity.number.start].replace(",", " ").split()
    if any(word not in filler for word in joint):
        return frame
    return replace(last.frame, rule="change in a row")


def share_in_a_row(scene: Scene, place: Place, frame: Frame, drafts: Sequence[Draft]) -> Frame:
    """``đảng viên nữ chiếm 35,4%, dân tộc thiểu số 41,2%``: the verb holds for the next group."""
    last = drafts[-1] if drafts else None
    if last is None or last.base is not None or last.frame.aspect is not Aspect.SHARE:
        return frame
    if frame.aspect is not Aspect.LEVEL or last.place.sentence != place.sentence:
        return frame
    start, end = last.quantity.span.end, scene.quantities[place.index].span.start
    group = scene.folded[start:end].strip()
    percents = {last.quantity.dimension, scene.quantities[place.index].dimension}
    if percents != {"percent"} or group[:1] not in (",", ";") or len(group) > _GROUP:
        return frame
    if scene.separators(start, end) != 1 or scene.cue(start, end, *_VERBS) is not None:
        return frame
    return replace(last.frame, start=-1, end=-1, rule=IN_A_ROW)


def _share_of_change(scene: Scene, drafts: Sequence[Draft]) -> bool:
    """Whether the last number is the share that the change right before it makes up."""
    if len(drafts) < _TWO or drafts[-2].frame.aspect is not Aspect.CHANGE:
        return False
    end, start = drafts[-2].quantity.span.end, drafts[-1].frame.start
    return end <= start and scene.folded[end:start].strip() in (",", "(", "")


def _as_a_percentage(
    scene: Scene, place: Place, drafts: Sequence[Draft]
) -> Direction | None:
    """Which way a change went that a percentage in brackets behind it says again: ``giảm 16 vụ
    (tương đương 42%)``."""
    quantity = scene.quantities[place.index]
    last = drafts[-1] if drafts else None
    if last is None or last.frame.aspect is not Aspect.CHANGE or quantity.dimension != "percent":
        return None
    if last.place.sentence != place.sentence or last.quantity.dimension == "percent":
        return None
    between = scene.folded[last.quantity.span.end : quantity.span.start]
    words = between.strip(" (")
    filler = scene.lexicon.cues.get("same_as", ())
    opened = between.lstrip().startswith("(") and len(between) <= _SAID_AGAIN
    return last.frame.direction if opened and (not words or words in filler) else None


def level_of(
    scene: Scene, place: Place, indicator: str, drafts: Sequence[Draft], base: Draft | None
) -> Draft | None:
    """The level a change of ``indicator`` is one of: ``base`` when it is of that measure, else
    the last level of it in this sentence or those just before it in the paragraph."""
    if indicator == OTHER or (base is not None and base.indicator == indicator):
        return base
    quantity = scene.quantities[place.index]
    counted = base is not None and base.quantity.dimension == "count"
    if counted and base is not None and same_noun(scene, base.quantity, quantity):
        return base  # 71 chi bộ …, tăng 26 chi bộ
    found: Draft | None = None
    for draft in reversed(drafts):
        sentence = draft.place.sentence
        if place.sentence - sentence > _BACK or scene.paragraph_break(sentence, place.sentence):
            break
        if draft.indicator == indicator and _is_level(draft, quantity):
            if same_noun(scene, draft.quantity, quantity):
                return draft  # 623 hộ nghèo; 252 hộ cận nghèo. … giảm 318 hộ nghèo
            found = found or draft
    return found or base


def _is_level(draft: Draft, quantity: Quantity) -> bool:
    plain = draft.plan_of is None and draft.total_of is None and draft.whole is None
    level = draft.frame.aspect is Aspect.LEVEL
    return plain and level and same_sort(quantity, draft.quantity)
