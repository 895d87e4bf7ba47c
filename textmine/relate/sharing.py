"""Numbers that share what another was found to be: what stands after a slash, plans in brackets;
and how a number's measure is called."""

from __future__ import annotations

from textmine.model import Aspect, Quantity, Status, TimeMention
from textmine.relate.bounds import plan_period
from textmine.relate.draft import Draft
from textmine.relate.earlier import earlier_period
from textmine.relate.fitting import head_of
from textmine.relate.frame import Frame
from textmine.relate.measure import OTHER, Measure
from textmine.relate.notebook import Notebook
from textmine.relate.scene import Place, Scene
from textmine.relate.toolbox import Toolbox

_MONEY = "VND"
_EACH_BACK = 6  # numbers before one that is for each of what they count
_WITH = " với "
_ALONG = 80  # characters from one number to another that comes along with it
_PAID = 48  # characters from money to what it pays for


class ShareSteps:
    """The part of an article's pass that drafts numbers from other numbers."""

    tools: Toolbox
    scene: Scene
    notes: Notebook
    drafts: list[Draft]

    # -- fractions -----------------------------------------------------------------------------

    def denominator(
        self, place: Place, quantity: Quantity, numerator: Draft, *, whole: bool = False
    ) -> Draft:
        """What stands after the slash: a plan of the same measure, or the whole's own total."""
        scene = self.scene
        plan = not whole and self.tools.settler.is_plan(scene, numerator, quantity)
        numerator.has_plan = plan
        if not plan:
            self._some_of(numerator)
        frame = Frame(Aspect.LEVEL, rule="plan of a fraction" if plan else "whole of a fraction")
        measure = Measure(OTHER)
        indicator = numerator.indicator
        if not plan:
            measure = self.tools.measures.noun_only(scene, quantity)
            known = self.tools.indicators.get(measure.indicator)
            indicator = measure.indicator if known is not None and known.additive else OTHER
        draft = Draft(len(self.drafts), quantity, place, frame, measure, indicator)
        draft.plan_of = numerator.index if plan else None
        draft.total_of = None if plan else numerator.index
        draft.status = Status.TARGET if plan else numerator.status
        draft.take_from(numerator)
        if plan:
            draft.period = plan_period(numerator.period)
        draft.breakdown = numerator.breakdown if plan else None
        draft.label = self.label(draft)
        self.notes.plain(draft, "measure", indicator, frame.rule)
        self.notes.subject(draft, "shared with the numerator")
        self.notes.period(draft, "shared with the numerator")
        return draft

    def _some_of(self, numerator: Draft) -> None:
        """``131/136 chi bộ có cấp ủy``: the noun alone names the whole, not those that have it."""
        known = self.tools.indicators.get(numerator.indicator)
        noun_alone = numerator.measure.noun > 0 and numerator.measure.start < 0
        if known is not None and known.additive and known.kind == "stock" and noun_alone:
            numerator.indicator = OTHER
            numerator.label = self.label(numerator)

    def planned_in_brackets(self, place: Place, quantity: Quantity, actual: Draft) -> Draft:
        """The plan named in brackets after its result: ``vượt 12% (mục tiêu là 900 đảng viên)``."""
        known = self.tools.indicators.get(actual.indicator)
        indicator = known.target if known is not None and known.target else actual.indicator
        frame = Frame(Aspect.LEVEL, rule="plan in brackets")
        draft = Draft(len(self.drafts), quantity, place, frame, actual.measure, indicator)
        draft.plan_of = actual.index
        draft.status = Status.TARGET
        draft.take_from(actual)
        draft.period = plan_period(actual.period)
        draft.label = self.label(draft)
        self.notes.plain(draft, "measure", indicator, frame.rule)
        self.notes.subject(draft, "shared with the result")
        self.notes.period(draft, "shared with the result")
        return draft

    def earlier_in_brackets(
        self, place: Place, quantity: Quantity, later: Draft, time: TimeMention
    ) -> Draft:
        """What it was before: ``tăng 60% so với cùng kỳ năm 2023 (37 triệu USD)``."""
        frame = Frame(Aspect.LEVEL, rule="earlier value in brackets")
        draft = Draft(len(self.drafts), quantity, place, frame, later.measure, later.indicator)
        draft.take_from(later)
        draft.period = earlier_period(later.period, time, time.span.of(self.scene.article.clean))
        draft.period_span, draft.breakdown = time.span, later.breakdown
        draft.label = later.label
        self.notes.plain(draft, "measure", later.indicator, frame.rule)
        self.notes.subject(draft, "shared with the later value")
        self.notes.period(draft, "compared with")
        return draft

    def repeated(self, place: Place, quantity: Quantity, first: Draft) -> Draft:
        """The same value in another money: ``8,2 tỷ USD (tương đương 189 nghìn tỷ đồng)``."""
        frame = Frame(first.frame.aspect, first.frame.direction, rule="said again in brackets")
        draft = Draft(len(self.drafts), quantity, place, frame, first.measure, first.indicator)
        draft.take_from(first)
        draft.status, draft.status_span = first.status, first.status_span
        draft.breakdown, draft.label = first.breakdown, first.label
        self.notes.plain(draft, "measure", first.indicator, frame.rule)
        self.notes.subject(draft, "shared with what it says again")
        self.notes.period(draft, "shared with what it says again")
        return draft

    def worth_of(self, draft: Draft) -> Draft | None:
        """What the money is the worth of: ``15 dự án với tổng vốn đăng ký 240 tỷ đồng``."""
        if draft.indicator != OTHER or draft.quantity.dimension != "money":
            return None
        start = draft.quantity.number.start
        for last in reversed(self.drafts):
            same = last.place.sentence == draft.place.sentence
            if not same or last.frame.aspect is not Aspect.LEVEL:
                return None
            if self.scene.closed_bracket(last.quantity.number.start, start):
                continue  # 214 công trình (cấp huyện 26, cấp cơ sở 188) trị giá 6 tỷ đồng
            return last if self._worth_stands(last, start) else None
        return None

    def along_with(self, draft: Draft) -> Draft | None:
        """What the number comes along with: ``phạt 9 vụ với tổng số tiền 41 triệu đồng``; ``hiện có
        79 chi hội với 1.380 hội viên``."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.place.sentence != draft.place.sentence:
            return None
        levels = draft.frame.aspect is last.frame.aspect is Aspect.LEVEL
        known = self.tools.indicators.get(draft.indicator)
        if not levels or "/" in draft.quantity.unit or (known and known.kind == "stock"):
            return None
        if "percent" in (draft.quantity.dimension, last.quantity.dimension):
            return None
        end, start = last.quantity.span.end, draft.quantity.number.start
        first = self.scene.folded.rfind(_WITH, max(end, start - _ALONG), start)
        if first < 0 or self.scene.separators(end + 2, start) or self.scene.times_in(end, start):
            return None
        if self.scene.behind(end, first + len(_WITH) - 1, "compare", "word"):
            return None  # so với, cùng với
        if self.scene.cue(first, start, "stock_noun") is not None:
            return None  # cho 2.000 hội viên vay với tổng dư nợ 48 tỷ đồng
        return None if self.scene.cue(end, start, "adds", "reach") is not None else last

    def each_of(self, draft: Draft) -> Draft | None:
        """What was counted before and the money is for each of: ``trao 75 suất học bổng, mỗi suất 1
        triệu đồng``."""
        scene, place = self.scene, draft.place
        start = draft.quantity.number.start
        if draft.indicator != OTHER or not draft.quantity.unit.startswith(_MONEY):
            return None
        each = scene.cue(place.clause, start, "each")
        if each is None or scene.cue(each[0], start, "each_time") is not None:
            return None
        if scene.numbers_between(each[1], start):
            return None
        noun = scene.folded[each[1] + 1 : start].split(" ")[0]
        for last in reversed(self.drafts[-_EACH_BACK:]):
            before = last.place.sentence
            if place.sentence - before > 1 or scene.paragraph_break(before, place.sentence):
                return None
            counted = last.quantity.dimension == "count" and last.frame.aspect is Aspect.LEVEL
            if counted and noun and head_of(scene, last.quantity) == noun:
                return last
        return None

    def _worth_stands(self, last: Draft, start: int) -> bool:
        end = last.quantity.span.end
        if last.quantity.dimension != "count" or last.plan_of is not None:
            return False
        if self.scene.separators(end, start, ";") or self.scene.times_in(end, start):
            return False
        return self.scene.cue(end, start, "worth") is not None

    def paid_for(self, draft: Draft) -> Draft | None:
        """The money right before what it pays for: ``góp 650 triệu đồng xây dựng 13 nhà``."""
        money = self.drafts[-1] if self.drafts else None
        if money is None or money.indicator != OTHER or money.quantity.dimension != "money":
            return None
        if money.place.sentence != draft.place.sentence or money.frame.aspect is not Aspect.LEVEL:
            return None
        scene, start = self.scene, money.quantity.number.start
        if "/" in money.quantity.unit or scene.cue(money.place.left, start, "each") is not None:
            return None
        end, stop = money.quantity.span.end, draft.quantity.number.start
        hits = [hit for hit in scene.window(end, stop) if "pays_for" in scene.kinds(hit)]
        rest = "".join(
            "" if any(hit[0] <= at < hit[1] for hit in hits) else scene.folded[at]
            for at in range(end, min(stop, end + _PAID))
        )
        near = hits and stop - end <= _PAID
        return money if near and rest.strip() in ("", "được") else None

    # -- words ---------------------------------------------------------------------------------

    def label(self, draft: Draft) -> str:
        found = self.tools.indicators.get(draft.indicator)
        if found is None:
            words = self.tools.phrases.measured(self.scene, draft.place, draft.quantity)
            if draft.frame.aspect is not Aspect.LEVEL and draft.base is not None:
                return self.drafts[draft.base].label
            return words
        if draft.frame.aspect in (Aspect.GROWTH, Aspect.INDEX, Aspect.PLAN_SHARE):
            of = self.drafts[draft.base].label if draft.base is not None else ""
            measure = self.tools.indicators.get(draft.measure.indicator)
            of = of or (measure.label() if measure else "")
            if not of and draft.base is None:
                of = self.tools.phrases.before(self.scene, draft.place, draft.quantity)
            return f"{found.label()} ({of})" if of else found.label()
        return found.label()
