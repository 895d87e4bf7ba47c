"""The same number told twice: in a headline and below it, as a plan and in a fraction, of one thing
under one noun.  What is told twice and once wrongly is tied as well, where words say that both are
one number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from textmine.model import (
    Approx,
    Aspect,
    Fact,
    Relation,
    RelationType,
    SectionKind,
    SlashRole,
    Status,
)
from textmine.packs.indicators import Indicator
from textmine.relate.draft import Draft
from textmine.relate.retold import retold
from textmine.relate.scene import Scene
from textmine.relate.slipping import slipped, slipped_from

_MAX_TITLE = 6  # numbers of a headline that are looked for below it
_MAX_GROUP = 40  # facts of one indicator that are compared pair by pair
_TITLE = SectionKind.TITLE
_NOUN = 4  # syllables of a noun that name one kind of event
_FEW = 3  # fewer are told one by one
_TELLING = 100  # numbers of fewer digits are often alike by chance


def repeats(
    scene: Scene,
    drafts: Sequence[Draft],
    facts: Sequence[Fact],
    indicators: Mapping[str, Indicator],
) -> list[Relation]:
    """The same measure of the same body and time said again with a compatible value, or with one
    that only a slip tells from it."""
    found: list[Relation] = []
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, fact in enumerate(facts):
        measure = _measure(scene, drafts[number], fact, indicators)
        if measure is not None:
            key = (measure, fact.subject, fact.unit, fact.aspect, fact.direction)
            groups.setdefault((*key, fact.breakdown, fact.status), []).append(number)
    for numbers in groups.values():
        few = numbers[:_MAX_GROUP]
        for position, again in enumerate(few):
            told = [
                first
                for first in few[:position]
                if not _one_breath(drafts[first], drafts[again])
                and _alike(facts[first], facts[again])
            ]
            met = [n for n in told if _meet(facts[n], facts[again])]
            same = [n for n in met if facts[n].low == facts[again].low]
            found.extend(_repeat(facts[n], facts[again]) for n in (same or met)[:1])
            apart = [
                n
                for n in told
                if n not in met and _misprinted(scene, drafts, facts, n, again, few)
            ]
            found.extend(_repeat(facts[n], facts[again]) for n in apart[:1])
    found.extend(slipped_repeats(scene, drafts, facts))
    found.extend(retold(scene, drafts, facts, indicators))
    return list(dict.fromkeys(found))


def _misprinted(
    scene: Scene,
    drafts: Sequence[Draft],
    facts: Sequence[Fact],
    first: int,
    again: int,
    group: Sequence[int],
) -> bool:
    """Two numbers of one known measure that nothing else in the text bears out, a slip apart."""
    values = facts[first].low, facts[again].low
    alone = sum(facts[n].low in values for n in group) == 2
    named = facts[first].indicator != "other"
    return alone and named and _reprinted(scene, drafts, facts, first, again)


def _measure(
    scene: Scene, draft: Draft, fact: Fact, indicators: Mapping[str, Indicator]
) -> str | None:
    """What makes numbers ones of a kind: their indicator, that of its plans, or else the noun of
    two syllables or more that a plain number counts."""
    known = indicators.get(fact.indicator)
    if known is not None:
        return known.target or known.id if fact.status is Status.TARGET else known.id
    head = draft.quantity.head
    plain = draft.whole is None and draft.frame.aspect is Aspect.LEVEL
    if head is None or not plain or draft.quantity.dimension != "count":
        return None
    noun = head.of(scene.folded)
    return noun if " " in noun else None


def _one_breath(first: Draft, again: Draft) -> bool:
    """Numbers of one sentence are two numbers, but for a level that the sentence comes back to:
    ``có 21 đảng viên; kết nạp 4 đảng viên, nâng tổng số lên 21 đồng chí``."""
    return first.place.sentence == again.place.sentence and not again.raised


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
        for first in (n for n in same if drafts[n].total_of is None):
            if slipped(facts[first], facts[again]):
                one, two = sorted((first, again))
                found.append(_repeat(facts[one], facts[two]))
                break
    for before, after in pairwise(wholes):
        if _split(scene, drafts[before], drafts[after]) and slipped(facts[before], facts[after]):
            halves = [facts[drafts[n].total_of or 0].low or 0 for n in (before, after)]
            if sum(halves) in (facts[before].low, facts[after].low):
                found.append(_repeat(facts[before], facts[after]))
    return list(dict.fromkeys(found))


def _split(scene: Scene, front: Draft, back: Draft) -> bool:
    """Fractions of one and the same things told one after the other."""
    near = back.place.sentence - front.place.sentence <= 1 and front.subject == back.subject
    return near and _one_noun(scene, front, back)


def split_fractions(
    scene: Scene, drafts: Sequence[Draft], facts: Sequence[Fact]
) -> Iterator[Relation]:
    """``17/21 chỉ tiêu đạt; 4/21 chỉ tiêu chưa đạt``: those met and those that are not are all."""
    wholes = [draft for draft in drafts if _numerator(draft) is not None][:_MAX_GROUP]
    for front, back in pairwise(wholes):
        unmet = scene.cue(back.quantity.span.start, back.place.right, "unmet") is not None
        if unmet and front.quantity.low == back.quantity.low and _split(scene, front, back):
            parts = tuple(facts[_numerator(draft) or 0].id for draft in (front, back))
            roles = (("total", (facts[front.index].id,)), ("parts", parts))
            yield Relation(RelationType.PARTS_SUM, roles, "partition")


def _numerator(whole: Draft) -> int | None:
    """What stands before the slash; more than all there is looks like more than was planned."""
    return whole.total_of if whole.total_of is not None else whole.plan_of


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
    if one.quantity.slash is not None and two.quantity.slash is not None:
        return False
    if one.quantity.approx is not two.quantity.approx or two.quantity.approx is not Approx.EXACT:
        return False
    halved = one.quantity.slash is not two.quantity.slash
    if not (two.raised or halved) and min(facts[first].low or 0, facts[again].low or 0) < _TELLING:
        return False
    same = two.raised or _same_head(scene, one, two)
    return same and slipped(facts[first], facts[again])


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
    fitting = [n for n in alike if _headline_of(scene, drafts, facts, title, n)]
    own = [n for n in fitting if _one_key(fact, facts[n])]
    events = [n for n in own if _one_event(scene, drafts[title], drafts[n])]
    for n in (*own, *fitting):
        slip = slipped(fact, facts[n]) or slipped_from(drafts[title], drafts[n])
        if slip or events == [n]:
            return n
    return None


def _headline_of(
    scene: Scene, drafts: Sequence[Draft], facts: Sequence[Fact], title: int, below: int
) -> bool:
    """Whether a number is a whole one of what a headline's number counts."""
    draft, fact = drafts[below], facts[title]
    if draft.whole is not None or draft.total_of is not None or draft.breakdown is not None:
        return False
    if facts[below].approx not in (Approx.EXACT, fact.approx):
        return False
    planned = [x.status is Status.TARGET for x in (fact, facts[below])]
    if planned == [True, False] and draft.quantity.slash is not None:
        return False  # đề ra 27 chỉ tiêu: not the 24/27 met the year before
    if fact.indicator != facts[below].indicator or fact.indicator != "other":
        named = fact.indicator == facts[below].indicator
        return named or _same_head(scene, drafts[title], draft)
    same = _same_head(scene, drafts[title], draft)
    return same or (fact.subject == facts[below].subject and _one_phrase(fact, facts[below]))


def _one_phrase(one: Fact, two: Fact) -> bool:
    """Amounts that no noun counts, called by the same two syllables: ``thiệt hại gần 12 tỷ``."""
    if one.unit != "VND" or one.subject is None:
        return False
    first, second = (pairwise(fact.label.casefold().split(" ")) for fact in (one, two))
    return not set(first).isdisjoint(second)


def _one_key(one: Fact, two: Fact) -> bool:
    """One body's number of one time, reached or planned as the other."""
    return (one.subject, one.status) == (two.subject, two.status) and _alike(one, two)


def _one_event(scene: Scene, title: Draft, below: Draft) -> bool:
    """A few of one thing with a noun too long for chance, of one measure that packs know: ``3 vụ
    tai nạn giao thông``, whose digits tell nothing."""
    one, two = title.quantity, below.quantity
    if title.indicator != below.indicator or title.indicator == "other" or title.subject is None:
        return False
    if one.head is None or two.head is None or min(one.low or 0, two.low or 0) < _FEW:
        return False
    first, second = (head.of(scene.folded).split(" ")[:_NOUN] for head in (one.head, two.head))
    return first == second and len(first) == _NOUN


def _adds_up(title: Fact, below: Sequence[Fact]) -> bool:
    """Whether a headline's number is that of two or three told one after the other: ``544 đảng
    viên`` of ``524 đảng viên được trao tặng và 20 đảng viên được truy tặng``."""
    values = [fact.low for fact in below if fact.low is not None]
    near = 0 if title.approx is Approx.EXACT else 1
    return title.low is not None and any(
        abs(title.low - sum(values[at : at + size])) * 50 <= abs(title.low) * near
        for size in (2, 3)
        for at in range(len(values) - size + 1)
    )


def _bears_out(title: Fact, fact: Fact) -> bool:
    """Whether a headline can mean this number: the same, or rounded as headlines do."""
    if title.low is None or fact.low is None:
        return True
    if title.low == fact.low:
        return True
    near = abs(title.low - fact.low) * 50 <= max(abs(title.low), abs(fact.low))
    rounded = title.approx is not Approx.EXACT or title.unit == "VND"
    planned = [Status.TARGET in (title.status, fact.status), title.status is not fact.status]
    return near and rounded and not all(planned)


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
    kind = one.quantity.unit == other.quantity.unit not in ("count", "person")
    return first[:shorter] == second[:shorter] and (shorter > 1 or kind)


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
