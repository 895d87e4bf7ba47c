"""Each percentage with the numbers it ties together: a share of a whole, a plan, a base."""

from __future__ import annotations

from collections.abc import Sequence

from textmine.model import Aspect, Fact, Relation, RelationType, Status
from textmine.relate.changes import IN_A_ROW
from textmine.relate.draft import Draft
from textmine.relate.percent_plans import Plans, done_before
from textmine.relate.told_wholes import names_another, whole_behind
from textmine.relate.wholes import Wholes

_ALL = 100  # per cent
_GROWTH = "growth.percent"
_RATE_REACH = 80  # characters between a fraction and what is called its rate
Roles = tuple[tuple[str, tuple[str, ...]], ...]


class Percentages:
    """Relations of an article's percentages and fractions."""

    def __init__(self, wholes: Wholes, facts: Sequence[Fact]) -> None:
        self.wholes = wholes
        self.scene = wholes.scene
        self.drafts = wholes.drafts
        self.facts = facts
        self.plans = Plans(wholes)

    def _id(self, draft: Draft) -> str:
        return self.facts[draft.index].id

    def relations(self) -> list[Relation]:
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
        found.extend(self._of_groups())
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

    def _of_groups(self) -> list[Relation]:
        """``3.016 đảng viên: đảng viên nữ chiếm 35,4%, dân tộc thiểu số 41,2%``: shares of the
        number whose noun opens the name of the first group."""
        found: list[Relation] = []
        whole: Draft | None = None
        for draft in self.drafts:
            share = draft.frame.aspect is Aspect.SHARE and draft.quantity.dimension == "percent"
            if not share or draft.base is not None or draft.whole is not None:
                continue
            if draft.frame.rule != IN_A_ROW:
                whole = self.wholes.of_group(draft)
            if whole is not None:
                roles: Roles = (("whole", (self._id(whole),)), ("percent", (self._id(draft),)))
                found.append(Relation(RelationType.SHARE, roles))
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
            first = self.plans.is_first(draft, base)
            done = done_before(self.drafts, base) if base.status is Status.TARGET else None
            if done is not None:
                roles = (("actual", (self._id(done),)), ("plan", value), percent)
                return Relation(RelationType.PERCENT_OF_PLAN, roles, draft.frame.reading)
            plan = self.plans.denominator(base) or self.plans.before(base, draft)
            if (
                plan is not None
                and plan.plan_of is None
                and plan.total_of is None
                and self.plans.told_again(plan, base, draft)
            ):
                plan = None
            roles = (("actual", value), percent)
            if plan is None or not first:
                plan, first = self.plans.elsewhere(base, draft, first), True
            if plan is not None and first:
                roles = (("actual", value), ("plan", (self._id(plan),)), percent)
            return Relation(RelationType.PERCENT_OF_PLAN, roles, draft.frame.reading)
        if aspect in (Aspect.GROWTH, Aspect.INDEX):
            reading = "index" if aspect is Aspect.INDEX else None
            return Relation(RelationType.GROWTH, (("current", value), percent), reading)
        if aspect is not Aspect.SHARE:
            return None
        total = self.plans.denominator(base)
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

    def _two_things(self, one: Draft, other: Draft) -> bool:
        """``1.206 vụ/2.085 bị cáo``: two counts side by side and no part of a whole."""
        units = {one.quantity.unit, other.quantity.unit}
        return len(units) > 1 and "count" not in units
