"""Plans told in brackets behind their results."""

from __future__ import annotations

from collections.abc import Sequence

from textmine.model import Aspect
from textmine.relate.draft import Draft
from textmine.relate.scene import Place, Scene

_BRACKET = 40  # characters in which a bracket's opening is looked for
_WITH_RATE = 2  # drafts: a rate and how far it is from its plan
_RATES = (Aspect.LEVEL, Aspect.SHARE)


def bracketed_plan(scene: Scene, place: Place, drafts: Sequence[Draft]) -> Draft | None:
    """The result whose plan the number is, when it stands alone in brackets behind plan words.

    ``78,3 tỷ đồng, vượt 30% so với dự toán (60 tỷ đồng)``; ``vượt mục tiêu (mục tiêu là 3 …)``;
    ``đạt 38%, cao hơn 1,5% so với chỉ tiêu tỉnh giao (36,5%)``.
    """
    quantity = scene.quantities[place.index]
    start = quantity.number.start
    opened = scene.folded.rfind("(", max(place.clause, start - _BRACKET), start)
    if opened < 0 or ")" in scene.folded[opened:start]:
        return None
    alone = not scene.folded[opened + 1 : quantity.span.start].strip()
    if quantity.dimension == "percent":
        if alone:
            return _rate_planned(scene, place, opened, drafts)
        return _plan_of_rate(scene, place, opened, drafts)
    inside = scene.cue(opened, start, "plan") is not None
    before = scene.cue(max(place.clause, opened - _BRACKET), opened, "plan")
    ends = before is not None and not scene.separators(before[1], opened)
    ends = ends and not scene.numbers_between(before[1], opened) if before else False
    if not inside and not (alone and ends):
        return None
    for draft in reversed(drafts):
        if draft.place.sentence != place.sentence:
            return None
        if scene.behind(draft.place.left, draft.quantity.number.start, "times_over"):
            continue
        level = draft.frame.aspect is Aspect.LEVEL and draft.plan_of is None
        if scene.closed_bracket(draft.quantity.number.start, opened):
            continue  # so với cùng kỳ (55.317 người); so với chỉ tiêu (70.544 người)
        if level and draft.quantity.dimension == quantity.dimension:
            return draft
    return None


def _rate_planned(
    scene: Scene, place: Place, opened: int, drafts: Sequence[Draft]
) -> Draft | None:
    """The rate that fell short of a plan or went beyond it, whose plan a bracket tells: ``đạt
    38,05%, vượt 0,05% so với chỉ tiêu tỉnh giao (38%)``."""
    short = drafts[-1] if drafts else None
    if short is None or short.frame.aspect is not Aspect.PLAN_SHARE or len(drafts) < _WITH_RATE:
        return None
    rate, end = drafts[-_WITH_RATE], short.quantity.span.end
    near = rate.place.sentence == short.place.sentence == place.sentence
    told = rate.quantity.dimension == "percent" and rate.frame.aspect in _RATES
    if not (near and told) or scene.cue(end, opened, "plan") is None:
        return None
    return rate


def _plan_of_rate(
    scene: Scene, place: Place, opened: int, drafts: Sequence[Draft]
) -> Draft | None:
    """The rate or growth before a bracket that opens with its plan: ``đạt tỷ lệ 85% (chỉ tiêu Nghị
    quyết đạt 94%)``, ``tăng 5,7% so với cùng kỳ (kế hoạch là 4%)``."""
    rate = drafts[-1] if drafts else None
    plan = scene.first_cue(opened, place.start, "plan")
    if rate is None or plan is None or plan[0] - opened > 1:
        return None
    start = scene.quantities[place.index].span.end
    if scene.first_cue(start, place.right, "plan") is not None:
        return None  # (kế hoạch năm đạt 94% kế hoạch tỉnh giao)
    near = rate.place.sentence == place.sentence and rate.plan_of is None
    told = rate.quantity.dimension == "percent" and rate.frame.aspect in (*_RATES, Aspect.GROWTH)
    return rate if near and told else None
