"""The arithmetic that ties an article's numbers together, from how its sentences are built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textmine.model import (
    Aspect,
    Entity,
    Fact,
    Relation,
    RelationType,
    SlashRole,
    Status,
)
from textmine.packs.indicators import Indicator
from textmine.relate.comparable import repeats, subsets
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER
from textmine.relate.scene import Scene
from textmine.relate.wholes import Wholes

_PLAN_REACH = 40  # numbers back to which a plan is looked for
_PARTS = (RelationType.PARTS_SUM, RelationType.SHARE, RelationType.RATIO, RelationType.PART_OF)
_ALL = 100  # per cent
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
    builder = _Builder(scene, drafts, facts, indicators)
    found = [
        *builder.sums(),
        *builder.percentages(),
        *builder.changes(),
        *builder.from_to(),
        *builder.products(),
    ]
    found.extend(builder.pairs(found))
    found.extend(repeats(scene, drafts, facts))
    found.extend(subsets(drafts, facts, indicators, entities, found))
    order = {fact.id: number for number, fact in enumerate(facts)}
    found.sort(key=lambda relation: min(order[id] for _, ids in relation.facts for id in ids))
    return tuple(found)


class _Builder:
    def __init__(
        self,
        scene: Scene,
        drafts: Sequence[Draft],
        facts: Sequence[Fact],
        indicators: Mapping[str, Indicator],
    ) -> None:
        self.scene = scene
        self.indicators = indicators
        self.drafts = drafts
        self.facts = facts
        self.wholes = Wholes(scene, drafts, indicators)

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
            if draft.whole is not None and draft.frame.aspect is Aspect.LEVEL and not fraction:
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
        return "partition" if listed is not None else "remainder"

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
            plan = self._denominator(base) or self._plan_before(base)
            roles = (("actual", value), percent)
            if plan is not None and first:
                roles = (("actual", value), ("plan", (self._id(plan),)), percent)
            return Relation(RelationType.PERCENT_OF_PLAN, roles, draft.frame.reading)
        if aspect in (Aspect.GROWTH, Aspect.INDEX):
            reading = "index" if aspect is Aspect.INDEX else None
            return Relation(RelationType.GROWTH, (("current", value), percent), reading)
        if aspect is not Aspect.SHARE:
            return None
        total = self._denominator(base)
        if total is not None:
            return self._ratio(base, total, draft)
        whole = self.drafts[base.whole] if base.whole is not None else None
        if whole is None or self._unlike(base, whole):
            whole = self.wholes.of(base) if self._may_be_share(base, draft) else None
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

    def _plan_before(self, base: Draft) -> Draft | None:
        """The planned value of the same measure, named earlier in the paragraph: among the 40
        numbers before."""
        own = self.indicators.get(base.indicator)
        part: Draft | None = None
        for other in self._before(base, _PLAN_REACH):
            if self.scene.paragraph_break(other.place.sentence, base.place.sentence):
                break
            if other.status is not Status.TARGET or other.frame.aspect is not Aspect.LEVEL:
                continue
            if other.quantity.unit != base.quantity.unit or other.subject != base.subject:
                continue
            if self.wholes.other_head(other, base):
                continue
            planned = own is not None and own.target == other.indicator
            nearest = other.index == base.index - 1 and other.indicator == OTHER
            if (planned or nearest or other.indicator == base.indicator) and other.per is None:
                if other.whole is None:
                    return other
                part = part or other  # of a plan given in parts the whole is meant, if it is told
        return part

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

    # -- changes -------------------------------------------------------------------------------

    def changes(self) -> list[Relation]:
        """Levels with the change that led to them: ``tăng 12 …``, ``nâng tổng số … lên N``."""
        found = []
        for draft in self.drafts:
            if draft.frame.aspect is Aspect.CHANGE and draft.base is not None:
                found.append(self._delta(self.drafts[draft.base], draft))
            if draft.raised:
                change = self._raise(draft)
                if change is not None:
                    found.append(self._delta(draft, change))
        return found

    def _delta(self, after: Draft, change: Draft) -> Relation:
        roles: Roles = (("after", (self._id(after),)), ("change", (self._id(change),)))
        return Relation(RelationType.DELTA, roles)

    def _raise(self, draft: Draft) -> Draft | None:
        """The flow just before in the sentence that raised the level."""
        for other in self._before(draft, draft.index):
            if other.place.sentence != draft.place.sentence:
                return None
            if other.quantity.slash is SlashRole.DENOMINATOR:
                continue
            if other.quantity.dimension == "percent" or other.frame.aspect is not Aspect.LEVEL:
                continue
            same = other.quantity.unit == draft.quantity.unit
            return other if same and other.subject == draft.subject else None
        return None

    def from_to(self) -> list[Relation]:
        """``từ 12 lên 15``: two levels of one measure."""
        found = []
        scene = self.scene
        for first, second in zip(self.drafts, self.drafts[1:], strict=False):
            if first.place.sentence != second.place.sentence:
                continue
            if first.quantity.unit != second.quantity.unit:
                continue
            start, end = first.quantity.number.start, second.quantity.number.start
            between = scene.cue(first.quantity.number.end, end, "to_level")
            opening = scene.folded[max(first.place.clause, start - 20) : start]
            if between is None or " từ " not in f" {opening} ":
                continue
            roles: Roles = (("from", (self._id(first),)), ("to", (self._id(second),)))
            found.append(Relation(RelationType.FROM_TO, roles, self._way(first, end)))
        return found

    def _way(self, first: Draft, end: int) -> str | None:
        """Which way the level went by the words that lead to it: ``lên``, ``xuống``, ``còn``."""
        start = first.quantity.number.end
        up, down = (self.scene.cue(start, end, kind) for kind in ("rises", "falls"))
        if (up is None) == (down is None):
            return None
        return "increase" if up is not None else "decrease"

    def products(self) -> list[Relation]:
        """Area, yield and output of one crop in one sentence: area times yield is output."""
        found = []
        by_sentence: dict[int, list[Draft]] = {}
        for draft in self.drafts:
            by_sentence.setdefault(draft.place.sentence, []).append(draft)
        for group in by_sentence.values():
            one = {
                id: [d for d in group if d.indicator == id and d.frame.aspect is Aspect.LEVEL]
                for id in ("crop.area", "crop.yield", "crop.output")
            }
            if all(len(drafts) == 1 for drafts in one.values()):
                area, rate, output = (drafts[0] for drafts in one.values())
                if area.index < rate.index < output.index and rate.subject == output.subject:
                    roles: Roles = (
                        ("factors", (self._id(area), self._id(rate))),
                        ("result", (self._id(output),)),
                    )
                    found.append(Relation(RelationType.PRODUCT, roles))
        return found
