"""Numbers that words say are one told before: all of them (``toàn bộ 51 chi bộ``), the total again
(``187 trong tổng số 202 xóm``), and the plan behind a slash (``chỉ tiêu 30 đảng viên; đã kết nạp
13/30``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textmine.model import Approx, Aspect, Fact, Relation, RelationType, SlashRole, Status
from textmine.packs.indicators import Indicator
from textmine.relate.draft import Draft
from textmine.relate.scene import Scene
from textmine.relate.slipping import slipped

_MOST = 40  # numbers before one among which the one it says again is looked for
_WORD = 14  # characters before a number in which "toàn bộ", "trong tổng số" stand
_NOUN = 3  # syllables of a noun that must be the same


def retold(
    scene: Scene,
    drafts: Sequence[Draft],
    facts: Sequence[Fact],
    indicators: Mapping[str, Indicator],
) -> Iterator[Relation]:
    """Pairs of numbers that must be one: the same, or a slip apart."""
    for again in drafts:
        before = drafts[max(again.index - _MOST, 0) : again.index]
        if again.quantity.slash is SlashRole.DENOMINATOR and again.plan_of is not None:
            told = [x for x in before if _planned(x, again, indicators)]
        elif _says_all(scene, again):
            told = [x for x in before if _all_counted(scene, x, again)]
        elif again.total_of is not None and _precedes(scene, again, "out_of"):
            told = [x for x in before if _beside(scene, x, again)]
        else:
            continue
        if len({x.quantity.low for x in told}) != 1:
            continue
        first, fact = facts[told[-1].index], facts[again.index]
        if first.low == fact.low or slipped(first, fact):
            yield Relation(RelationType.REPEAT, (("first", (first.id,)), ("again", (fact.id,))))


def _precedes(scene: Scene, draft: Draft, kind: str) -> bool:
    start = draft.quantity.number.start
    return scene.behind(max(start - _WORD, 0), start, kind)


def _says_all(scene: Scene, draft: Draft) -> bool:
    exact = draft.quantity.approx is Approx.EXACT and draft.quantity.slash is None
    level = draft.frame.aspect is Aspect.LEVEL and draft.status is not Status.TARGET
    return exact and level and _precedes(scene, draft, "all_of")


def _planned(plan: Draft, again: Draft, indicators: Mapping[str, Indicator]) -> bool:
    """A plan of the same measure, body and time told by itself."""
    known = indicators.get(again.indicator)
    measures = {again.indicator, known.target if known is not None else None}
    alone = plan.quantity.slash is None and plan.whole is None
    same = plan.indicator in measures and known is not None and plan.subject == again.subject
    exact = plan.quantity.approx is Approx.EXACT and plan.frame.aspect is Aspect.LEVEL
    target = plan.status is Status.TARGET and plan.breakdown == again.breakdown
    return alone and same and exact and target and _one_time(plan, again)


def _one_time(one: Draft, two: Draft) -> bool:
    if one.period is None or two.period is None:
        return False
    return (one.period.start, one.period.end) == (two.period.start, two.period.end)


def _all_counted(scene: Scene, draft: Draft, again: Draft) -> bool:
    """A whole one of the same noun and body."""
    plain = draft.quantity.slash is None and draft.whole is None and draft.breakdown is None
    level = draft.frame.aspect is Aspect.LEVEL and draft.status is not Status.TARGET
    exact = draft.quantity.approx is Approx.EXACT
    return plain and level and exact and _one_noun(scene, draft, again)


def _beside(scene: Scene, draft: Draft, again: Draft) -> bool:
    """The total of a fraction told right before of the same things."""
    near = again.place.sentence - draft.place.sentence <= 1
    return draft.total_of is not None and near and _one_noun(scene, draft, again)


def _one_noun(scene: Scene, one: Draft, two: Draft) -> bool:
    if one.quantity.head is None or two.quantity.head is None or one.subject != two.subject:
        return False
    first, second = (
        head.of(scene.folded).replace(",", "").split()[:_NOUN]
        for head in (one.quantity.head, two.quantity.head)
    )
    return first == second and len(first) > 1
