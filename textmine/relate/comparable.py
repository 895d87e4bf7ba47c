"""Facts that may be set side by side: said twice, or one within the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from textmine.model import (
    Approx,
    Aspect,
    Entity,
    Fact,
    Period,
    Relation,
    RelationType,
    SectionKind,
    Status,
    earliest,
    latest,
)
from textmine.packs.indicators import Indicator
from textmine.relate.draft import Draft
from textmine.relate.scene import Scene

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
        repeated: set[int] = set()
        for position, again in enumerate(numbers[:_MAX_GROUP]):
            for first in numbers[:position]:
                if drafts[first].place.sentence == drafts[again].place.sentence:
                    continue
                if _alike(facts[first], facts[again]) and _meet(facts[first], facts[again]):
                    found.append(_repeat(facts[first], facts[again]))
                    repeated.update((first, again))
                    break
        slip = _slip(scene, drafts, facts, [n for n in numbers if n not in repeated])
        if slip is not None:
            found.append(_repeat(*slip))
    return found


def _repeat(first: Fact, again: Fact) -> Relation:
    return Relation(RelationType.REPEAT, (("first", (first.id,)), ("again", (again.id,))))


def _slip(
    scene: Scene, drafts: Sequence[Draft], facts: Sequence[Fact], numbers: Sequence[int]
) -> tuple[Fact, Fact] | None:
    """A headline's number that no sentence repeats, and the first that may be meant to."""
    titled = [n for n in numbers if scene.section_kind(drafts[n].place.sentence) is _TITLE]
    if len(titled) != 1:
        return None
    first = titled[0]
    for again in numbers:
        told = drafts[again]
        if again == first or told.whole is not None or told.total_of is not None:
            continue
        if _alike(facts[first], facts[again]) and _slipped(facts[first], facts[again]):
            return facts[first], facts[again]
    return None


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
    """Whether exact values differ the way people slip, so that the same thing is told twice and
    once wrongly: one digit, two neighbours exchanged, a nought too many.  Single digits differ in
    one digit whatever they count."""
    if one.label != two.label or one.approx is not Approx.EXACT or two.approx is not Approx.EXACT:
        return False
    if one.low is None or two.low is None or one.low != one.high or two.low != two.high:
        return False
    if one.period is None or two.period is None:
        return False
    small, large = sorted((one.low, two.low))
    if small < _LEAST:
        return False
    if large == small * 10:
        return True
    first, second = (_digits(value) for value in (small, large))
    if len(first) != len(second):
        return False
    apart = [at for at, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    if len(apart) == 1:
        return True
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    at = apart[0]
    return first[at : at + 2] == second[at : at + 2][::-1]


def _digits(value: Decimal) -> str:
    """The digits of a number without the noughts that only give its size."""
    return f"{value.normalize():f}".replace(".", "").rstrip("0")


def subsets(
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
    ]
    if len(levels) > 4 * _MAX_GROUP:
        levels = levels[: 4 * _MAX_GROUP]
    for part in levels:
        if drafts[part].whole is not None:
            continue  # its sentence says what it is a part of
        best = _smallest_whole(part, levels, facts, indicators, entities, tied)
        if best is not None:
            roles = (("part", (facts[part].id,)), ("whole", (facts[best].id,)))
            found.append(Relation(RelationType.PART_OF, roles))
    return found


def _smallest_whole(
    part: int,
    levels: Sequence[int],
    facts: Sequence[Fact],
    indicators: Mapping[str, Indicator],
    entities: Mapping[str, Entity],
    tied: set[frozenset[str]],
) -> int | None:
    """The fact that must not be below the part, unless a relation ties them already: of a group
    the last number of its body before it, else the first of a body or time that contains it."""
    best: int | None = None
    own: int | None = None
    for whole in levels:
        one, two = facts[part], facts[whole]
        if whole == part or frozenset((one.id, two.id)) in tied:
            continue
        if not _contains(one, two, indicators, entities):
            continue
        if one.subject == two.subject and one.breakdown is not None and two.breakdown is None:
            own = whole if whole < part else own
        elif best is None:
            best = whole
    return own if own is not None else best


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
