"""The plan that a percentage is of, or by which it was exceeded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textmine.model import Aspect, Period, Status
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER
from textmine.relate.reckon import meets_plan, slipped_plan
from textmine.relate.timing import YEAR
from textmine.relate.wholes import Wholes

_PLAN_REACH = 40  # numbers back to which a plan is looked for
_SETTER = 48  # characters behind a number in which it is said who set the plan
_ALL = 100  # per cent


class Plans:
    """Finds the plan of what was done among an article's drafts."""

    def __init__(self, wholes: Wholes) -> None:
        self.wholes = wholes
        self.scene = wholes.scene
        self.drafts = wholes.drafts
        self.indicators = wholes.indicators

    def _before(self, draft: Draft, most: int) -> Iterator[Draft]:
        """At most so many drafts before one, the nearest first."""
        for index in range(draft.index - 1, max(draft.index - most, 0) - 1, -1):
            yield self.drafts[index]

    def is_first(self, draft: Draft, base: Draft) -> bool:
        """Whether it is the first plan percentage of its base: a second one has another plan."""
        return not any(
            other.base == base.index
            and other.frame.aspect is Aspect.PLAN_SHARE
            and other.quantity.dimension == "percent"
            for other in self.drafts[base.index + 1 : draft.index]
        )

    def before(self, base: Draft, percent: Draft) -> Draft | None:
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

    def _setter(self, draft: Draft) -> str:
        """Who set the plan, as the words behind a percentage or a plan say; empty if they do
        not."""
        end = draft.quantity.span.end
        cue = self.scene.first_cue(end, min(end + _SETTER, draft.place.right), "setter")
        return " ".join(self.scene.folded[cue[0] : cue[1]].split()[:2]) if cue else ""

    def elsewhere(self, base: Draft, percent: Draft, first: bool) -> Draft | None:
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
        setter = self._setter(percent)
        theirs = [other for other in told if setter and self._setter(other) == setter]
        if len(theirs) == 1:
            told, first = theirs, True
        elif any(self._setter(other) not in (setter, "") for other in told) and setter:
            return None  # of another's plan
        alone = first and len(told) == 1 and base.period is not None
        if alone and (told[0].period is None or _within(base.period, told[0].period)):
            return told[0] if slipped_plan(*numbers, told[0].quantity, reading) else None
        return None

    def told_again(self, plan: Draft, base: Draft, percent: Draft) -> bool:
        """``9 xã đạt chuẩn, đạt 180%`` where 9 were told before as planned: the same number."""
        same = plan.quantity.low == base.quantity.low
        return same and percent.quantity.low != _ALL and plan.index != base.index - 1

    def denominator(self, base: Draft) -> Draft | None:
        """What stands after the slash; which of a plan and a whole it is, a slip can blur."""
        for other in self.drafts[base.index + 1 : base.index + 4]:
            if base.index in (other.plan_of, other.total_of):
                return other
        return None


def _within(done: Period | None, plan: Period | None) -> bool:
    """Whether what was done falls into what was planned for: ISO dates, compared by their years."""
    if done is None or plan is None or not (done.start and done.end and plan.start and plan.end):
        return False
    return plan.start[:YEAR] <= done.start[:YEAR] and done.end[:YEAR] <= plan.end[:YEAR]


def done_before(drafts: Sequence[Draft], plan: Draft) -> Draft | None:
    """``thu 27.810 tấn, so với kế hoạch 27.000 tấn là vượt 3%``: the result before its plan."""
    if plan.plan_of is not None:
        return drafts[plan.plan_of]
    other = drafts[plan.index - 1] if plan.index else None
    if other is None or other.place.sentence != plan.place.sentence:
        return None
    done = other.status is not Status.TARGET and other.frame.aspect is Aspect.LEVEL
    alone = other.plan_of is None and other.total_of is None
    return other if done and alone and other.quantity.unit == plan.quantity.unit else None
