"""The arithmetic that ties an article's numbers together, from how its sentences are built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textmine.model import (
    Aspect,
    Entity,
    Fact,
    Period,
    Relation,
    RelationType,
    Status,
)
from textmine.packs.indicators import Indicator
from textmine.relate.comparable import subsets
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER
from textmine.relate.moves import moves
from textmine.relate.reckon import meets_plan, slipped_plan
from textmine.relate.repeats import repeats, split_fractions
from textmine.relate.rows import table_sums
from textmine.relate.scene import Scene
from textmine.relate.timing import YEAR
from textmine.relate.told_wholes import names_another, whole_behind
from textmine.relate.wholes import Wholes

_PLAN_REACH = 40  # numbers back to which a plan is looked for
_PARTS = (RelationType.PARTS_SUM, RelationType.SHARE, RelationType.RATIO, RelationType.PART_OF)
_ALL = 100  # per cent
_GROWTH = "growth.percent"
_RATE_REACH = 80  # characters between a fraction and what is called its rate
Roles = tuple[tuple[str, tuple[str, ...]], ...]


def find_relations(
    scene: Scene,
    drafts: Sequence[Draft],
    facts: Sequence[Fact],
    indicators: Mapping[str, Indicator],
    entities: Mapping[str, Entity],
) -> tuple[Relation, ...]:
    """Relations in the order of their first fact; ``drafts`` and ``facts`` run in parallel."""
    builder = _Builder(scene, drafts, facts, indicators, entities)
    found = [
        *builder.sums(),
        *builder.percentages(),
        *moves(scene, drafts, facts),
    ]
    found.extend(table_sums(scene.article, facts))
    found.extend(split_fractions(scene, drafts, facts))
    found.extend(builder.pairs(found))
    found.extend(repeats(scene, drafts, facts, indicators))
    found.extend(subsets(scene, drafts, facts, indicators, entities, found))
    found = _completed(found, facts)
    order = {fact.id: number for number, fact in enumerate(facts)}
    found.sort(key=lambda relation: min(order[id] for _, ids in relation.facts for id in ids))
    return tuple(found)


def _completed(found: Sequence[Relation], facts: Sequence[Fact]) -> list[Relation]:
    """Shares whose whole the sentence does not name get the one that their part lies in."""
    above = {fact.id for fact in facts if fact.low is not None and fact.low > _ALL}
    roles: Roles
    wholes: dict[str, str] = {}
    for relation in found:
        if relation.type is RelationType.PART_OF:
            wholes.setdefault(relation.get("part")[0], relation.get("whole")[0])
    kept = []
    for relation in found:
        part = relation.get("part") if relation.type is RelationType.SHARE else ()
        open_share = part and not relation.get("whole") and relation.get("percent")[0] not in above
        if open_share and part[0] in wholes:
            roles = (("part", part), ("whole", (wholes[part[0]],)))
            roles = (*roles, ("percent", relation.get("percent")))
            kept.append(Relation(RelationType.SHARE, roles))
        else:
            kept.append(relation)
    return kept


def _within(done: Period | None, plan: Period | None) -> bool:
    """Whether what was done falls into what was planned for: ISO dates, compared by their years."""
    if done is None or plan is None or not (done.start and done.end and plan.start and plan.end):
        return False
    return plan.start[:YEAR] <= done.start[:YEAR] and done.end[:YEAR] <= plan.end[:YEAR]


class _Builder:
    def __init__(
        self,
        scene: Scene,
        drafts: Sequence[Draft],
        facts: Sequence[Fact],
        indicators: Mapping[str, Indicator],
        entities: Mapping[str, Entity],
    ) -> None:
        self.scene = scene
        self.indicators = indicators
        self.drafts = drafts
        self.facts = facts
        self.wholes = Wholes(scene, drafts, indicators, entities)

    def _id(self, draft: Draft) -> str:
        return self.facts[draft.index].id

    def _before(self, draft: Draft, most: int) -> Iterator[Draft]:
        """At most so many drafts before one, the nearest first."""
        for index in range(draft.index - 1, max(draft.index - most, 0) - 1, -1):
            yield self.drafts[index]

    # -- wholes and parts ----------------------------------------------------------------------

    def sums(self) -> list[Relation]:
        """One sum for each whole with two parts or more; a single part is only not above it."""
        parts: dict[int, list[Draft]] = {}
        for draft in self.drafts:
            fraction = draft.plan_of is not None or draft.total_of is not None
            rate = "/" in draft.quantity.unit  # prices add up to nothing
            if draft.whole is None or draft.frame.aspect is not Aspect.LEVEL:
                continue
            if not fraction and not rate:
                parts.setdefault(draft.whole, []).append(draft)
        found = []
        roles: Roles
        lists = list(self.wholes.sums())
        told = {whole.index for whole, _, _ in lists}
        for whole, listed, reading in lists:
            roles = (
                ("total", (self._id(whole),)),
                ("parts", tuple(self._id(part) for part in listed)),
            )
            found.append(Relation(RelationType.PARTS_SUM, roles, reading))
        for index, group in parts.items():
            whole = self.drafts[index]
            if index in told:
                continue
            alike = self.wholes.own_parts(whole, group)
            if len(alike) >= 2:
                roles = (
                    ("total", (self._id(whole),)),
                    ("parts", tuple(self._id(part) for part in alike)),
                )
                found.append(Relation(RelationType.PARTS_SUM, roles, self._reading(whole, alike)))
            elif alike:
                found.append(
                    Relation(
                        RelationType.PART_OF,
                        (("part", (self._id(alike[0]),)), ("whole", (self._id(whole),))),
                    )
                )
        return found

    def pairs(self, known: Sequence[Relation]) -> list[Relation]:
        """Parts named one by one, unless a sum or a share says it already."""
        tied = {ids for x in known if x.type in _PARTS for _, ids in x.facts}
        single = {id for ids in tied for id in ids}
        return [
            Relation(
                RelationType.PART_OF,
                (("part", (self._id(part),)), ("whole", (self._id(whole),))),
            )
            for part, whole in self.wholes.pairs()
            if self._id(part) not in single
        ]

    def _reading(self, whole: Draft, parts: Sequence[Draft]) -> str:
        """``overlap`` when groups of people may share members, ``partition`` when the text lists
        what the whole consists of, else ``remainder``."""
        scene = self.scene
        start, end = whole.quantity.span.end, parts[-1].quantity.span.end
        if any(scene.cue(p.quantity.span.start, p.place.right, "group") for p in parts):
            return "partition" if self.wholes.both_sexes(parts) else "overlap"
        if scene.cue(start, end, "rest") is not None:
            return "partition"
        listed = scene.cue(start, parts[0].quantity.span.start, "consists")
        if listed is None or scene.first_number(listed[1]) != parts[0].place.index:
            return "remainder"  # gồm: Lục Yên 14, …: the list begins with something else
        return "partition"

    # -- percentages ---------------------------------------------------------------------------

    def percentages(self) -> list[Relation]:
        """Each percentage with what it speaks of, and each fraction, with its percentage if any."""
        found: list[Relation] = []
        used: set[int] = set()
        for draft in self.drafts:
            if draft.quantity.dimension == "percent" and draft.base is not None:
                base = self._spoken_of(draft, self.drafts[draft.base])
                relation = self._percent(draft, base)
                if relation is not None:
                    found.append(relation)
                    used.add(base.index)
        for draft in self.drafts:
            if draft.plan_of is not None and draft.plan_of not in used:
                done = self.drafts[draft.plan_of]
                rate = self._rate_after(done, draft)
                if rate is not None and rate.frame.aspect is not Aspect.PLAN_SHARE:
                    found.append(self._ratio(done, draft, rate))
                    continue
                roles: Roles = (("actual", (self._id(done),)), ("plan", (self._id(draft),)))
                if rate is not None:
                    roles = (*roles, ("percent", (self._id(rate),)))
                found.append(Relation(RelationType.PERCENT_OF_PLAN, roles, "reached"))
            elif draft.total_of is not None and draft.total_of not in used:
                numerator = self.drafts[draft.total_of]
                if (rate := self._rate_after(numerator, draft)) is not None:
                    found.append(self._ratio(numerator, draft, rate))
                    continue
                if numerator.quantity.head is None and draft.quantity.head is None:
                    continue
                roles = (("numerator", (self._id(numerator),)), ("denominator", (self._id(draft),)))
                if (percent := self._percent_before(numerator)) is not None:
                    roles = (*roles, ("percent", (self._id(percent),)))
                found.append(Relation(RelationType.RATIO, roles))
        return found

    def _spoken_of(self, draft: Draft, base: Draft) -> Draft:
        """What a percentage speaks of: not what a bracket before it breaks that up into."""
        if base.whole is None:
            return base
        whole = self.drafts[base.whole]
        closed = self.scene.closed_bracket(base.quantity.span.end, draft.quantity.span.start)
        opened = self.scene.folded.find("(", whole.quantity.span.end, base.quantity.span.start)
        return whole if closed and opened >= 0 else base

    def _ratio(self, numerator: Draft, denominator: Draft, percent: Draft) -> Relation:
        roles: Roles = (
            ("numerator", (self._id(numerator),)),
            ("denominator", (self._id(denominator),)),
            ("percent", (self._id(percent),)),
        )
        return Relation(RelationType.RATIO, roles)

    def _may_be_share(self, base: Draft, percent: Draft) -> bool:
        """``đạt 108,3%`` is of a plan that was told before; ``chiếm 923%`` is a slip."""
        value = percent.quantity.low
        if value is None or value <= _ALL:
            return True
        start, end = base.quantity.span.end, percent.quantity.number.start
        return self.scene.cue(start, end, "share") is not None

    def _unlike(self, part: Draft, whole: Draft) -> bool:
        """Units that are no part of one another: members of committees."""
        units = {part.quantity.unit, whole.quantity.unit} - {"count"}
        return len(units) > 1 and part.indicator != whole.indicator

    def _rate_after(self, numerator: Draft, denominator: Draft) -> Draft | None:
        """``178/189 xóm, phố có chi bộ, đạt tỷ lệ 94,2%``: the next number, called the rate."""
        if denominator.index + 1 >= len(self.drafts):
            return None
        following = self.drafts[denominator.index + 1]
        if following.quantity.dimension != "percent" or following.base is not None:
            return None
        if following.indicator == _GROWTH:
            return None  # 30/32 chỉ tiêu đạt, đưa tốc độ phát triển kinh tế đạt 7,36%
        start, end = denominator.quantity.span.end, following.quantity.number.start
        if following.place.sentence != denominator.place.sentence or end - start > _RATE_REACH:
            return None
        if self.scene.separators(start, end, ";:"):
            return None
        cue = self.scene.cue(start, end, "rate")
        if cue is None or self.scene.folded[cue[1] : end].strip():
            return None
        return following

    def _percent(self, draft: Draft, base: Draft) -> Relation | None:
        percent = ("percent", (self._id(draft),))
        value = (self._id(base),)
        roles: Roles
        aspect = draft.frame.aspect
        if aspect is Aspect.PLAN_SHARE:
            first = self._first_of(draft, base)
            if base.status is Status.TARGET and (done := self._done_before(base)) is not None:
                roles = (("actual", (self._id(done),)), ("plan", value), percent)
                return Relation(RelationType.PERCENT_OF_PLAN, roles, draft.frame.reading)
            plan = self._denominator(base) or self._plan_before(base, draft)
            if plan is not None and plan.plan_of is None and self._told_again(plan, base, draft):
                plan = None
            roles = (("actual", value), percent)
            if plan is None or not first:
                plan, first = self._plan_elsewhere(base, draft, first), True
            if plan is not None and first:
                roles = (("actual", value), ("plan", (self._id(plan),)), percent)
            return Relation(RelationType.PERCENT_OF_PLAN, roles, draft.frame.reading)
        if aspect in (Aspect.GROWTH, Aspect.INDEX):
            reading = "index" if aspect is Aspect.INDEX else None
            return Relation(RelationType.GROWTH, (("current", value), percent), reading)
        if aspect is not Aspect.SHARE:
            return None
        total = self._denominator(base)
        if total is not None and self._two_things(base, total):
            return None
        if total is not None:
            return self._ratio(base, total, draft)
        whole = self.drafts[base.whole] if base.whole is not None else None
        if whole is None or self._unlike(base, whole):
            whole = self.wholes.of(base, draft) if self._may_be_share(base, draft) else None
            whole = whole_behind(self.scene, self.drafts, base, draft) or whole
        if whole is not None and names_another(self.scene, base, whole, draft):
            whole = None
        if whole is not None:
            roles = (("part", value), ("whole", (self._id(whole),)), percent)
            return Relation(RelationType.SHARE, roles)
        high = draft.quantity.low
        if high is not None and high > _ALL and self._may_be_share(base, draft):
            return None  # ``chiếm 923%`` of nothing told is held against its bounds
        return Relation(RelationType.SHARE, (("part", value), percent))

    def _percent_before(self, numerator: Draft) -> Draft | None:
        """``51,62% (2.235/4.330 học sinh)``: the percentage of the fraction in brackets."""
        if numerator.index == 0:
            return None
        before = self.drafts[numerator.index - 1]
        gap = self.scene.folded[before.quantity.span.end : numerator.quantity.span.start]
        if before.quantity.dimension == "percent" and gap.strip() == "(":
            return before
        return None

    def _first_of(self, draft: Draft, base: Draft) -> bool:
        """Whether it is the first plan percentage of its base: a second one has another plan."""
        return not any(
            other.base == base.index
            and other.frame.aspect is Aspect.PLAN_SHARE
            and other.quantity.dimension == "percent"
            for other in self.drafts[base.index + 1 : draft.index]
        )

    def _plan_before(self, base: Draft, percent: Draft) -> Draft | None:
        """The planned value of the same measure, named earlier in the paragraph: among the 40
        numbers before the one that the percentage is of, else the nearest."""
        reading = percent.frame.reading
        own = self.indicators.get(base.indicator)
        part: Draft | None = None
        alone: Draft | None = None
        for other in self._before(base, _PLAN_REACH):
            if self.scene.paragraph_break(other.place.sentence, base.place.sentence):
                break
            if other.status is not Status.TARGET or other.frame.aspect is not Aspect.LEVEL:
                continue
            if other.quantity.unit != base.quantity.unit or other.subject != base.subject:
                continue
            if self.wholes.other_head(other, base):
                continue
            if base.breakdown and other.breakdown != base.breakdown:
                continue  # the plan of all crops is not that of flowers
            planned = own is not None and own.target == other.indicator
            nearest = other.index == base.index - 1 and other.indicator == OTHER
            if (planned or nearest or other.indicator == base.indicator) and other.per is None:
                if other.whole is None and other.breakdown and not base.breakdown:
                    continue  # the plan of one group is not that of all
                if other.whole is None:
                    if meets_plan(percent.quantity, base.quantity, other.quantity, reading):
                        return other
                    alone = alone or other
                    continue
                part = part or other  # of a plan given in parts the whole is meant, if it is told
        return alone or part

    def _plan_elsewhere(self, base: Draft, percent: Draft, first: bool) -> Draft | None:
        """The plan of the same body and measure told anywhere near that the percentage is of; the
        only one there is also when a slip keeps the numbers apart."""
        own = self.indicators.get(base.indicator)
        planned = {base.indicator, own.target if own is not None else None} - {OTHER, None}
        near = self.drafts[max(base.index - _PLAN_REACH, 0) : base.index + _PLAN_REACH]
        told = [
            other
            for other in near
            if other is not base
            and other.status is Status.TARGET
            and other.frame.aspect is Aspect.LEVEL
            and other.plan_of is None
            and other.indicator in planned
            and other.subject == base.subject is not None
            and other.quantity.dimension == base.quantity.dimension
            and not (base.breakdown and other.breakdown != base.breakdown)
        ]
        reading = percent.frame.reading
        numbers = percent.quantity, base.quantity
        for other in told:
            if meets_plan(*numbers, other.quantity, reading):
                return other
        alone = first and len(told) == 1 and told[0].period is not None and base.period is not None
        if alone and _within(base.period, told[0].period):
            return told[0] if slipped_plan(*numbers, told[0].quantity, reading) else None
        return None

    def _two_things(self, one: Draft, other: Draft) -> bool:
        """``1.206 vụ/2.085 bị cáo``: two counts side by side and no part of a whole."""
        units = {one.quantity.unit, other.quantity.unit}
        return len(units) > 1 and "count" not in units

    def _told_again(self, plan: Draft, base: Draft, percent: Draft) -> bool:
        """``9 xã đạt chuẩn, đạt 180%`` where 9 were told before as planned: the same number."""
        same = plan.quantity.low == base.quantity.low
        return same and percent.quantity.low != _ALL and plan.index != base.index - 1

    def _denominator(self, base: Draft) -> Draft | None:
        """What stands after the slash; which of a plan and a whole it is, a slip can blur."""
        for other in self.drafts[base.index + 1 : base.index + 4]:
            if base.index in (other.plan_of, other.total_of):
                return other
        return None

    def _done_before(self, plan: Draft) -> Draft | None:
        """``thu 27.810 tấn, so với kế hoạch 27.000 tấn là vượt 3%``: the result before its plan."""
        if plan.plan_of is not None:
            return self.drafts[plan.plan_of]
        for other in self._before(plan, 1):
            same = other.quantity.unit == plan.quantity.unit
            here = other.place.sentence == plan.place.sentence
            done = other.status is not Status.TARGET and other.frame.aspect is Aspect.LEVEL
            if same and here and done and other.plan_of is None and other.total_of is None:
                return other
        return None
