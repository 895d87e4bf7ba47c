"""Facts of which one cannot exceed the other: a group and its whole, a unit and the one above."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from textmine.model import (
    Aspect,
    Entity,
    Fact,
    Period,
    Relation,
    RelationType,
    Status,
    earliest,
    latest,
)
from textmine.packs.indicators import Indicator
from textmine.relate.draft import Draft
from textmine.relate.scene import Scene

_MAX_GROUP = 40  # facts of one indicator that are compared pair by pair
_YEAR = 4  # length of an ISO year


def subsets(
    scene: Scene,
    drafts: Sequence[Draft],
    facts: Sequence[Fact],
    indicators: Mapping[str, Indicator],
    entities: Mapping[str, Entity],
    known: Iterable[Relation],
) -> list[Relation]:
    """Pairs of which one cannot exceed the other: a group and its whole, a unit and the one above,
    a stretch of time and a longer one, a measure and one that contains it."""
    tied = {
        frozenset(id for _, ids in relation.facts for id in ids)
        for relation in known
        if relation.type is not RelationType.PARTS_SUM
    }
    for relation in known:
        if relation.type is RelationType.PARTS_SUM:
            total = relation.get("total")[0]
            tied.update(frozenset((total, part)) for part in relation.get("parts"))
    found = []
    levels = [
        number
        for number, fact in enumerate(facts)
        if fact.aspect is Aspect.LEVEL
        and fact.status is Status.ACTUAL
        and fact.per is None
        and fact.subject is not None
        and fact.indicator in indicators
        and drafts[number].total_of is None
        and not _beside(scene, drafts[number])
    ]
    if len(levels) > 4 * _MAX_GROUP:
        levels = levels[: 4 * _MAX_GROUP]
    places: dict[tuple[str, str | None], list[int]] = {}
    for number in levels:
        if drafts[number].whole is not None:
            continue  # what is itself a part is no whole of another
        places.setdefault((facts[number].indicator, facts[number].subject), []).append(number)
    for part in levels:
        if drafts[part].whole is not None:
            continue  # its sentence says what it is a part of
        best = _nearest_whole(part, places, facts, indicators, entities, tied)
        if best is not None and not _told_beside(drafts[part], drafts[best]):
            roles = (("part", (facts[part].id,)), ("whole", (facts[best].id,)))
            found.append(Relation(RelationType.PART_OF, roles))
    return found


def _told_beside(group: Draft, whole: Draft) -> bool:
    """``xây dựng 16 căn nhà, sửa chữa 25 căn``: a class told in one sentence with no words that
    make it a part of the other."""
    if group.place.sentence != whole.place.sentence or group.subject != whole.subject:
        return False
    return group.breakdown is not None and group.indicator == whole.indicator


def _beside(scene: Scene, draft: Draft) -> bool:
    """Words name a group that the whole need not contain: near-poor households are no poor ones."""
    return scene.cue(draft.place.left, draft.place.right, "beside") is not None


def _nearest_whole(
    part: int,
    places: Mapping[tuple[str, str | None], Sequence[int]],
    facts: Sequence[Fact],
    indicators: Mapping[str, Indicator],
    entities: Mapping[str, Entity],
    tied: set[frozenset[str]],
) -> int | None:
    """The fact that must not be below the part, unless a relation ties them already: of a group
    the last number of its body before it, else the first of a body or time that contains it.

    ``places`` are the facts by indicator and subject: only those of the part's own body and of the
    bodies above it can contain it.
    """
    one = facts[part]

    def holds(whole: int) -> bool:
        two = facts[whole]
        untied = whole != part and frozenset((one.id, two.id)) not in tied
        return untied and _contains(one, two, indicators, entities)

    own = places.get((one.indicator, one.subject), ())
    if one.breakdown is not None:
        before = own[: bisect_left(own, part)][-_MAX_GROUP:]
        able = [n for n in reversed(before) if facts[n].breakdown is None and holds(n)]
        large = [n for n in able if (facts[n].low or 0) >= (one.low or 0)]
        if able:
            return (large or able)[0]
    measures = indicators[one.indicator].part_of
    groups = [places.get((measure, one.subject), ()) for measure in measures]
    above = [places.get((one.indicator, body), ()) for body in _above(one.subject, entities)]
    for group in (*groups, own, *above):
        for whole in group[:_MAX_GROUP]:
            part_alone = facts[whole].subject != one.subject or one.breakdown is None
            if (part_alone or facts[whole].breakdown is not None) and holds(whole):
                return whole
    return None


def _above(body: str | None, entities: Mapping[str, Entity]) -> list[str]:
    """The bodies or places above one, the nearest first."""
    found: list[str] = []
    here = entities.get(body or "")
    while here is not None and here.parent is not None and here.parent not in found:
        found.append(here.parent)
        here = entities.get(here.parent)
    return found


def _contains(
    one: Fact, two: Fact, indicators: Mapping[str, Indicator], entities: Mapping[str, Entity]
) -> bool:
    measure = indicators[one.indicator]
    if two.indicator in measure.part_of:
        same = one.subject == two.subject and one.breakdown is None and two.breakdown is None
        return same and _same_time(one.period, two.period)
    if one.indicator != two.indicator or measure.kind == "rate" or one.unit != two.unit:
        return False
    if one.subject == two.subject:
        if one.breakdown is not None and two.breakdown is None:
            return _same_time(one.period, two.period)
        if one.breakdown == two.breakdown and measure.kind == "flow":
            return _inside(one.period, two.period)
        return False
    if not measure.additive or one.breakdown != two.breakdown:
        return False
    return _below(one.subject, two.subject, entities) and _same_time(one.period, two.period)


def _below(part: str | None, whole: str | None, entities: Mapping[str, Entity]) -> bool:
    """Whether the first body or place lies under the second, by what the text or gazetteer says."""
    seen: set[str] = set()
    here = entities.get(part or "")
    while here is not None and here.id not in seen:
        seen.add(here.id)
        if here.parent == whole:
            return True
        here = entities.get(here.parent or "")
    return False


def _same_time(one: Period | None, two: Period | None) -> bool:
    if one is None or two is None or one.end is None or two.end is None:
        return False
    return (one.start, one.end) == (two.start, two.end)


def _inside(one: Period | None, two: Period | None) -> bool:
    """Whether the first period certainly lies within the second, a longer one.

    A span of years (a term) ends on an unknown day of its last year, so what reaches into that
    year is not certainly inside.
    """
    if one is None or two is None or None in (one.start, one.end, two.start, two.end):
        return False
    start, end, outer_start, outer_end = one.start, one.end, two.start, two.end
    assert start and end and outer_start and outer_end
    if (start, end) == (outer_start, outer_end):
        return False
    years = outer_start != outer_end and len(outer_end) == _YEAR
    last = earliest(outer_end) if years else latest(outer_end)
    first = latest(outer_start) if years else earliest(outer_start)
    inside = first <= earliest(start) and latest(end) <= last
    return inside and (not years or latest(end) < latest(outer_end))
