"""From a measure and the way a number bears on it to the indicator of the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from textmine.model import Aspect, Quantity, SlashRole, Status
from textmine.packs.indicators import Indicator, dimension_of
from textmine.relate.behaviour import behaviour_of
from textmine.relate.clock import FLOW
from textmine.relate.draft import Draft
from textmine.relate.fitting import head_of, sort_behind
from textmine.relate.frame import PLAN_SAID_ONCE, RATE_REACHED, Frame
from textmine.relate.measure import OTHER, Measure
from textmine.relate.scene import Place, Scene

_WHOLE = 100  # percent: more than that can only be reached of a plan
_WINDOW = 12  # numbers before a share among which its whole is looked for
_ROUNDING = Decimal(1)  # per cent by which a plan's percentage may be rounded
_BRACKET = 40  # characters in which a bracket's opening is looked for
_OF_A_WHOLE = frozenset({"plan.targets.met"})  # flows whose slash tells of how many
PLAN, GROWTH = "plan.percent", "growth.percent"


def find_base(
    scene: Scene, place: Place, frame: Frame, drafts: Sequence[Draft]
) -> Draft | None:
    """The draft a percentage or change speaks of: the nearest level before it in the sentence,
    unless a semicolon or a measure of its own stands between."""
    quantity = scene.quantities[place.index]
    relative = frame.aspect is not Aspect.LEVEL or frame.open
    if not relative or _before_its_fraction(scene, place):
        return None
    if frame.open and frame.start < 0 and not _in_bracket(scene, place):
        return None
    percent = quantity.dimension == "percent"
    if frame.open and percent and sort_behind(scene, quantity, "party_sort") is not None:
        return None  # kết nạp 60 đảng viên, 95% tổ dân phố đạt danh hiệu văn hóa
    for draft in reversed(drafts):
        if draft.place.sentence != place.sentence:
            return None
        if draft.frame.aspect is not Aspect.LEVEL or draft.plan_of is not None:
            continue
        if draft.total_of is not None:
            continue
        if scene.behind(draft.place.left, draft.quantity.number.start, "times_over"):
            continue  # 132.500 lượt khách, gấp 2,1 lần cùng kỳ, đạt 71,7% kế hoạch
        end = draft.quantity.span.end
        if scene.closed_bracket(draft.quantity.number.start, quantity.number.start):
            continue  # 400 tấn (trong đó tôm 200 tấn, cá 200 tấn), đạt 100% kế hoạch
        if _semicolon(scene, end, quantity.number.start):
            return None
        if frame.open and frame.start < 0 and of_a_name(scene, place, end):
            return None
        if _names_another(scene, place, end, quantity, draft) or _named_rate(scene, end, quantity):
            return None
        if _another_makes_up(scene, place, frame, draft):
            return None
        percents = quantity.dimension == "percent" and draft.quantity.dimension == "percent"
        if percents and frame.aspect is not Aspect.GROWTH:
            return None
        if quantity.dimension != "percent" and not same_sort(quantity, draft.quantity):
            continue
        if quantity.dimension != "percent" and _other_noun(scene, quantity, draft.quantity):
            continue
        return draft
    return None


def of_a_name(scene: Scene, place: Place, end: int) -> bool:
    """``5 địa phương dẫn đầu là Bắc Giang (13,82%), Hòa Bình (12,76%)``: each name's own."""
    opened = scene.folded.rfind("(", end, place.start)
    if opened < 0:
        return False
    return any(opened - mention.span.end <= 1 for mention in scene.mentions_in(end, opened)[-2:])


def _semicolon(scene: Scene, start: int, end: int) -> bool:
    """Whether a semicolon stands between, other than in a bracket that opens and closes there."""
    opened = scene.folded.find("(", start, end)
    closed = scene.folded.rfind(")", start, end)
    if opened < 0 or closed < opened:
        return bool(scene.separators(start, end, ";"))
    return bool(scene.separators(start, opened, ";") or scene.separators(closed, end, ";"))


def same_sort(change: Quantity, base: Quantity) -> bool:
    """Whether a change can be one of a base: the same dimension, or the base's without its "per"
    (38 triệu đồng/người/năm, tăng 5 triệu đồng)."""
    return change.dimension == base.dimension or base.unit.split("/")[0] == change.unit


def _before_its_fraction(scene: Scene, place: Place) -> bool:
    """``51,62% (2.235/4.330 học sinh)``: the percentage speaks of the fraction behind it."""
    end = scene.quantities[place.index].span.end
    opened = scene.folded.find("(", end, end + 3)
    following = place.index + 1
    if opened < 0 or following >= len(scene.quantities):
        return False
    fraction = scene.quantities[following]
    return fraction.slash is SlashRole.NUMERATOR and fraction.span.start - opened <= 2


def _in_bracket(scene: Scene, place: Place) -> bool:
    """Whether nothing but an opening bracket or comma stands before the number in its segment."""
    start = scene.quantities[place.index].span.start
    return scene.folded[max(place.clause, start - 2) : start].strip() in ("(", ",")


def _names_another(
    scene: Scene, place: Place, end: int, quantity: Quantity, draft: Draft
) -> bool:
    """Whether a measure is named between the draft and the number, other than the draft's own."""
    for start, stop, term in scene.window(end, quantity.number.start):
        found = scene.lexicon.terms[term]
        if not found.before or stop - start < 5:
            continue
        if start < draft.measure.end and draft.measure.start < stop:
            continue  # 52 đồng chí hoàn thành tốt nhiệm vụ, chiếm 13%: what the draft is of
        own = {scene.lexicon.expressions[index].indicator for index in found.before}
        if draft.indicator in own or found.kinds:
            continue
        return True
    return False


def _another_makes_up(scene: Scene, place: Place, frame: Frame, draft: Draft) -> bool:
    """``5.300 nhân khẩu, hộ nghèo chiếm 53,6%``: behind the comma something else makes up the
    share; not ``52 hộ, số này chỉ chiếm 4%``."""
    end = draft.quantity.span.end
    if frame.aspect is not Aspect.SHARE or frame.start < end:
        return False
    last = scene.quantities[place.index - 1].span.end
    mark = max(scene.folded.rfind(sign, last, frame.start) for sign in ",)")
    said = {word for term in scene.lexicon.cues.get("refers_back", ()) for word in term.split()}
    named = [word for word in scene.folded[mark + 1 : frame.start].split() if word not in said]
    own = scene.folded[draft.quantity.number.end : mark] if mark >= 0 else ""
    return bool(own and named) and " ".join(named) not in own


def _named_rate(scene: Scene, end: int, quantity: Quantity) -> bool:
    """``hơn 4.100 hội viên, tỷ lệ tập hợp đạt 80%``: a rate with a name of its own."""
    start = quantity.span.start
    rate = scene.cue(end, start, "rate_of")
    if quantity.dimension != "percent" or rate is None:
        return False
    named = scene.folded[rate[1] : start].strip()
    said = scene.cue(rate[1], start, "rate", "reach", "equal", "share")
    return bool(named) and (said is None or scene.folded[rate[1] : said[0]].strip() != "")


def _other_noun(scene: Scene, quantity: Quantity, base: Quantity) -> bool:
    if quantity.head is None or base.head is None:
        return False
    return head_of(scene, quantity) != head_of(scene, base)


def out_of(scene: Scene, place: Place, drafts: Sequence[Draft]) -> Draft | None:
    """The part whose whole the number is: ``842 người trên tổng số 920 người``."""
    if not drafts or drafts[-1].place.sentence != place.sentence:
        return None
    part, quantity = drafts[-1], scene.quantities[place.index]
    start, end = part.quantity.number.end, quantity.number.start
    cue = scene.cue(start, end, "out_of")
    same = part.quantity.dimension == quantity.dimension and quantity.dimension != "percent"
    if cue is None or not same or scene.separators(start, end, ",;:()"):
        return None
    return part if end - cue[1] <= 12 and part.frame.aspect is Aspect.LEVEL else None


def _bases_own(measure: Measure, base: Draft) -> bool:
    """Whether a change is measured like its base: nothing else is named, or only words before the
    base, which were not what that was of (``thu hoạch 80 ha, năng suất 61 tạ/ha, giảm 3 tạ``,
    ``Quỹ Hỗ trợ nông dân đạt 61 tỷ đồng, tăng 4 tỷ``)."""
    if measure.indicator == OTHER:
        return True
    return 0 <= measure.start < base.quantity.number.start


def _counts_cases(known: Indicator | None, base: Draft) -> bool:
    """``khai trừ 12 (19%)``: a flow of people or cases that nobody plans, in bare numbers."""
    if known is None or known.plan_percent is not None or known.target is not None:
        return False
    return base.quantity.dimension == "count" and base.quantity.head is None


def _percent_of_plan(scene: Scene, numerator: Draft, share: Decimal) -> bool:
    """``32/35 triệu đồng, đạt 91% nghị quyết``: the percentage that is told next, one of a plan,
    comes to what stands before the slash out of what stands behind."""
    index = numerator.place.index + 2
    if index >= len(scene.quantities):
        return False
    percent, there = scene.quantities[index], scene.places[index]
    if percent.dimension != "percent" or there.sentence != numerator.place.sentence:
        return False
    plan = scene.first_cue(percent.number.end, there.right, "plan")
    near = percent.number.start - scene.quantities[index - 1].span.end <= _BRACKET
    if plan is None or not near or percent.low is None:
        return False
    return abs(share * _WHOLE - percent.low) <= _ROUNDING


def planned_for(scene: Scene, place: Place) -> bool:
    """``39 đảng viên mới trong tổng số 200 đảng viên mới theo kế hoạch``: the whole is a plan."""
    end = scene.quantities[place.index].span.end
    plan = scene.first_cue(end, min(end + _BRACKET, place.clause_end), "plan")
    return plan is not None and scene.separators(end, plan[0], ",;:()") == 0


def _reached(frame: Frame, rule: str) -> Frame:
    """The open frame of a percentage as one of a plan."""
    return replace(frame, aspect=Aspect.PLAN_SHARE, reading="reached", open=False, rule=rule)


class Settler:
    """Turns (measure, frame, base) into the record's indicator and final frame."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self.indicators = indicators
        self._planned = {item.target: id for id, item in indicators.items() if item.target}

    def settle(
        self, quantity: Quantity, frame: Frame, measure: Measure, base: Draft | None
    ) -> tuple[Frame, str]:
        """The final frame (an open percentage is decided here) and the indicator's id."""
        if quantity.dimension != "percent":
            if frame.aspect is Aspect.CHANGE and base is not None and _bases_own(measure, base):
                return frame, base.indicator
            return frame, measure.indicator
        frame = self._decide(quantity, frame, measure, base)
        if frame.rule == "growth" and base is not None and base.has_plan:
            # 685/600ha, tăng 14,2%: over the plan after the slash
            frame = replace(frame, aspect=Aspect.PLAN_SHARE, reading="exceeded", rule="over plan")
        whose = base.indicator if base is not None else measure.indicator
        if frame.aspect is Aspect.PLAN_SHARE:
            known = self.indicators.get(whose)
            return frame, (known.plan_percent if known and known.plan_percent else PLAN)
        if frame.aspect in (Aspect.GROWTH, Aspect.INDEX):
            if frame.aspect is Aspect.GROWTH and self._is_rate(whose):
                return replace(frame, aspect=Aspect.CHANGE), whose
            return frame, GROWTH
        if frame.aspect is Aspect.SHARE:
            own = measure.indicator not in (OTHER, PLAN, GROWTH) and measure.start >= 0
            if own and (base is None or measure.start >= base.quantity.span.end):
                return frame, measure.indicator
            known = self.indicators.get(whose)
            return frame, (known.share_percent if known and known.share_percent else OTHER)
        return frame, measure.indicator

    def whole_of_share(
        self, scene: Scene, place: Place, frame: Frame, drafts: Sequence[Draft]
    ) -> Draft | None:
        """What was added up before, of which a share is told: ``kết nạp 52 đảng viên, đạt 104% chỉ
        tiêu, trong đó đảng viên nữ chiếm 40%``."""
        start = scene.quantities[place.index].number.start
        if frame.aspect is not Aspect.SHARE:
            return None
        for draft in reversed(drafts[-_WINDOW:]):
            if draft.quantity.dimension == "percent" and draft.place.sentence == place.sentence:
                continue
            end = draft.quantity.span.end
            known = self.indicators.get(draft.indicator)
            adds_up = known is not None and known.kind == FLOW and draft.plan_of is None
            if draft.place.sentence != place.sentence or not adds_up:
                return None
            told = scene.cue(end, start, "parts") is not None
            return draft if told and not scene.separators(end, start, ";") else None
        return None

    def _is_rate(self, id: str) -> bool:
        known = self.indicators.get(id)
        if known is None or id in (PLAN, GROWTH):
            return False
        return known.kind == "rate" and known.unit == "percent"

    def _decide(
        self, quantity: Quantity, frame: Frame, measure: Measure, base: Draft | None
    ) -> Frame:
        """An open percentage beside a level: of the plan, or a share; with neither, a level."""
        if not frame.open:
            return frame
        own = measure.indicator != OTHER and measure.start >= 0
        if own and (base is None or measure.start >= base.quantity.span.end):
            return replace(frame, open=False)
        if frame.start >= 0 and (quantity.low or 0) > _WHOLE and measure.indicator == OTHER:
            return _reached(frame, "more than all there is")  # số hợp tác xã mới đạt 150%
        if base is None:
            if frame.rule == PLAN_SAID_ONCE:
                return _reached(frame, PLAN_SAID_ONCE)
            return replace(frame, open=False)
        if base.whole is not None and frame.start < 0:
            return replace(frame, aspect=Aspect.SHARE, open=False, rule="share of its whole")
        fraction = base.quantity.pair is not None
        known = self.indicators.get(base.indicator)
        flow = known is not None and known.kind == "flow"
        if fraction and not flow:
            return replace(frame, aspect=Aspect.SHARE, open=False, rule="share of a fraction")
        shares = known is not None and known.share_percent is not None
        if flow and frame.start < 0 and not fraction and _counts_cases(known, base):
            return replace(frame, aspect=Aspect.SHARE, open=False, rule="share in brackets")
        reached = frame.start >= 0 and not fraction and not shares
        things = known is None or known.kind == "stock"
        if things and frame.rule == RATE_REACHED and base.quantity.dimension == "count":
            reached = False  # làm rõ 68 vụ, đạt tỷ lệ 87%; 34 chi bộ đại hội xong, đạt tỷ lệ 100%
        if flow or fraction or reached:
            return _reached(frame, "plan not named")
        return replace(frame, aspect=Aspect.SHARE, open=False, rule="share not named")

    def of_status(self, id: str, status: Status) -> str:
        """The indicator of a planned value where the value is planned, of a result where not."""
        known = self.indicators.get(id)
        if status is Status.TARGET:
            return known.target if known is not None and known.target else id
        return self._planned.get(id, id)

    def fits(self, id: str, quantity: Quantity) -> bool:
        """Whether an indicator can take a quantity of this dimension."""
        known = self.indicators.get(id)
        if known is None:
            return False
        return quantity.unit in known.units or any(
            dimension_of(unit) == quantity.dimension for unit in known.units
        )

    def is_plan(self, scene: Scene, numerator: Draft, denominator: Quantity) -> bool:
        """Whether a denominator is a plan: the result exceeds it, or the measure accumulates."""
        low, planned = numerator.quantity.low, denominator.low
        known = self.indicators.get(numerator.indicator)
        if known is not None and known.id in _OF_A_WHOLE:
            return False  # no more targets are met than there are, whatever is printed
        if low is not None and planned and _percent_of_plan(scene, numerator, low / planned):
            return True
        if low is not None and planned is not None and low > planned:
            return True
        if known is None or known.kind == "rate":
            return False
        if known.kind == "stock" and denominator.dimension == "count":
            return False  # 127/128 chi bộ có đủ đảng viên: so many of all there are
        if behaviour_of(scene, numerator.place, known) != FLOW:
            return False
        own, other = numerator.quantity.head, denominator.head
        return own is None or other is None or own.of(scene.folded) == other.of(scene.folded)
