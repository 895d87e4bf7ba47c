"""Facts that may be set side by side: said twice, or one within the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from textmine.model import (
    Approx,
    Aspect,
    Entity,
    Fact,
    Period,
    Relation,
    RelationType,
    SectionKind,
    SlashRole,
    Status,
    earliest,
    latest,
)
from textmine.packs.indicators import Indicator
from textmine.relate.draft import Draft
from textmine.relate.scene import Scene

_MAX_TITLE = 6  # numbers of a headline that are looked for below it
_MAX_GROUP = 40  # facts of one indicator that are compared pair by pair
_TITLE = SectionKind.TITLE
_YEAR = 4  # length of an ISO year
_LEAST = 10  # what a number must reach for its digits to tell that it is another one's slip


def repeats(scene: Scene, drafts: Sequence[Draft], facts: Sequence[Fact]) -> list[Relation]:
    """The same measure of the same body and time said again with a compatible value, or with one
    that only a slip tells from it."""
    found = []
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, fact in enumerate(facts):
        if fact.indicator == "other" or drafts[number].plan_of is not None:
            continue
        key = (fact.indicator, fact.subject, fact.unit, fact.aspect, fact.direction)
        groups.setdefault((*key, fact.breakdown, fact.status), []).append(number)
    for numbers in groups.values():
        for position, again in enumerate(numbers[:_MAX_GROUP]):
            for first in numbers[:position]:
                if drafts[first].place.sentence == drafts[again].place.sentence:
                    continue
                one, two = facts[first], facts[again]
                if not _alike(one, two):
                    continue
                meets = _meet(one, two)
                told = [n for n in numbers[:_MAX_GROUP] if facts[n].low in (one.low, two.low)]
                slip = len(told) == 2 and _reprinted(scene, drafts, facts, first, again)
                if meets or slip:
                    found.append(_repeat(facts[first], facts[again]))
                    break
    found.extend(slipped_repeats(scene, drafts, facts))
    return found


def _repeat(first: Fact, again: Fact) -> Relation:
    return Relation(RelationType.REPEAT, (("first", (first.id,)), ("again", (again.id,))))


def slipped_repeats(scene: Scene, drafts: Sequence[Draft], facts: Sequence[Fact]) -> list[Relation]:
    """What is told twice and once wrongly: a headline's number that nothing below it bears out,
    and a whole behind a slash (``43/48 chi bộ``) that was counted before.

    The words must count one thing, and the digits differ as a slip makes them differ.
    """
    found = []
    titled = [n for n in range(len(facts)) if _is_title(scene, drafts[n])]
    below = [n for n in range(len(facts)) if not _is_title(scene, drafts[n])]
    for first in titled[:_MAX_TITLE]:
        again = _borne_out(scene, drafts, facts, first, below)
        if again is not None:
            found.append(_repeat(facts[first], facts[again]))
    wholes = [n for n in below if drafts[n].total_of is not None][:_MAX_GROUP]
    for again in wholes:
        same = [n for n in below if n != again and _counted_alike(scene, drafts[n], drafts[again])]
        same = [n for n in same if n != drafts[again].total_of]
        if any(facts[n].low == facts[again].low for n in same):
            continue
        for first in same:
            if _slipped(facts[first], facts[again]):
                one, two = sorted((first, again))
                found.append(_repeat(facts[one], facts[two]))
                break
    for before, after in pairwise(wholes):
        front, back = drafts[before], drafts[after]
        near = back.place.sentence - front.place.sentence <= 1 and front.subject == back.subject
        if near and _one_noun(scene, front, back) and _slipped(facts[before], facts[after]):
            found.append(_repeat(facts[before], facts[after]))
    return list(dict.fromkeys(found))


def _one_noun(scene: Scene, one: Draft, other: Draft) -> bool:
    """``17/21 chỉ tiêu đạt; 4/20 chỉ tiêu chưa đạt``: fractions of one and the same things."""
    if one.quantity.head is None or other.quantity.head is None:
        return False
    return one.quantity.head.of(scene.folded) == other.quantity.head.of(scene.folded)


def _reprinted(
    scene: Scene, drafts: Sequence[Draft], facts: Sequence[Fact], first: int, again: int
) -> bool:
    """The same noun of the same body and time, told plainly twice, and a slip apart."""
    one, two = drafts[first], drafts[again]
    if facts[first].period is None or facts[again].period is None:
        return False  # nothing says that both are of one time
    if one.whole is not None or two.whole is not None or one.breakdown is not None:
        return False
    if one.quantity.slash is not None or two.quantity.slash is not None:
        return False
    same = two.raised or _same_head(scene, one, two)
    return same and _slipped(facts[first], facts[again])


def _is_title(scene: Scene, draft: Draft) -> bool:
    return scene.section_kind(draft.place.sentence) is _TITLE


def _borne_out(
    scene: Scene,
    drafts: Sequence[Draft],
    facts: Sequence[Fact],
    title: int,
    below: Sequence[int],
) -> int | None:
    """The number meant by a headline's, where none below it can be that number itself."""
    fact = facts[title]
    alike = [n for n in below if facts[n].unit == fact.unit and facts[n].aspect == fact.aspect]
    if any(_bears_out(fact, facts[n]) for n in alike) or _adds_up(fact, [facts[n] for n in alike]):
        return None
    for n in alike:
        draft = drafts[n]
        if draft.whole is not None or draft.total_of is not None:
            continue
        told = fact.indicator == facts[n].indicator != "other"
        if (told or _same_head(scene, drafts[title], draft)) and _slipped(fact, facts[n]):
            return n
    return None


def _adds_up(title: Fact, below: Sequence[Fact]) -> bool:
    """Whether a headline's number is that of two or three told one after the other: ``544 đảng
    viên`` of ``524 đảng viên được trao tặng và 20 đảng viên được truy tặng``."""
    values = [fact.low for fact in below if fact.low is not None]
    return title.low is not None and any(
        title.low == sum(values[at : at + size])
        for size in (2, 3)
        for at in range(len(values) - size + 1)
    )


def _bears_out(title: Fact, fact: Fact) -> bool:
    """Whether a headline can mean this number: the same, or rounded as headlines do."""
    if title.low is None or fact.low is None:
        return True
    return abs(title.low - fact.low) * 50 <= max(abs(title.low), abs(fact.low)) and (
        title.approx is not Approx.EXACT or title.low == fact.low or title.unit == "VND"
    )


def _counted_alike(scene: Scene, one: Draft, whole: Draft) -> bool:
    """The same things of the same body, counted as a whole."""
    if one.quantity.dimension != "count" or one.frame.aspect is not Aspect.LEVEL:
        return False
    if one.whole is not None or one.plan_of is not None or one.breakdown is not None:
        return False
    if one.quantity.slash is SlashRole.NUMERATOR or one.subject != whole.subject:
        return False
    if one.status is not whole.status:
        return False
    return _same_head(scene, one, whole, words=3)


def _same_head(scene: Scene, one: Draft, other: Draft, words: int = 2) -> bool:
    if one.quantity.head is None or other.quantity.head is None:
        return False
    first, second = (
        head.of(scene.folded).split(" ")[:words]
        for head in (one.quantity.head, other.quantity.head)
    )
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter] and shorter > 1


def _alike(one: Fact, two: Fact) -> bool:
    """Whether nothing dates them apart."""
    if one.period is None or two.period is None or one.period == two.period:
        return True
    return (one.period.start, one.period.end) == (two.period.start, two.period.end)


def _meet(one: Fact, two: Fact) -> bool:
    """Whether the values are one number, perhaps rounded once: equal, or within two per cent."""
    if one.low is None or two.low is None:
        return False
    if one.low == two.low and one.high == two.high:
        return True
    if one.unit == "percent":
        return False  # two authorities' plans give two percentages
    if one.approx is Approx.EXACT and two.approx is Approx.EXACT and one.unit != "VND":
        return False
    larger = max(abs(one.low), abs(two.low))
    return abs(one.low - two.low) * 50 <= larger


def _slipped(one: Fact, two: Fact) -> bool:
    """Whether values differ the way people slip: one digit, two neighbours exchanged, a nought too
    many.  Single digits differ in one digit whatever they count.  A rounded headline is compared
    with the other number rounded like it."""
    if one.low is None or two.low is None or one.low != one.high or two.low != two.high:
        return False
    first, second = one.low, two.low
    if one.step and one.approx is not Approx.EXACT:
        second = (two.low / one.step).to_integral_value() * one.step
    if min(first, second) < _LEAST * (one.step or 1):
        return False
    small, large = sorted((first, second))
    if large == small * 10:
        return True
    digits, others = _digits(first, second)
    if len(digits) != len(others) or large >= small * 10:
        return False
    apart = [at for at, pair in enumerate(zip(digits, others, strict=True)) if pair[0] != pair[1]]
    if len(apart) == 1:
        return True
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    at = apart[0]
    return digits[at : at + 2] == others[at : at + 2][::-1]


def _digits(one: Decimal, two: Decimal) -> tuple[str, str]:
    """The digits of two numbers without the noughts that both end on."""
    places = max(0, *(-int(x.normalize().as_tuple().exponent) for x in (one, two)))
    first, second = (int(x.scaleb(places)) for x in (one, two))
    while first and second and not first % 10 and not second % 10:
        first, second = first // 10, second // 10
    return str(first), str(second)


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
        for whole in reversed(before):
            if facts[whole].breakdown is None and holds(whole):
                return whole
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
