"""Done, estimated or planned."""

from __future__ import annotations

from textmine.model import Aspect, SlashRole, Status
from textmine.relate.frame import STARTING_POINT, Frame
from textmine.relate.lexicon import Hit
from textmine.relate.scene import Place, Scene

_STRONG_REACH = 480
_SAME = 2  # words that begin the parts of a row
_SET_REACH = 70  # characters between "đề ra" and the last of what it sets
# Frames of numbers that speak of another one: planned only where a goal word says so.
_BEARS_ON_ANOTHER = frozenset(
    {
        "percent of plan",
        "exceeds plan",
        "over plan",
        "growth",
        "growth since",
        "index",
        "change",
        "change in a row",
    }
)
_VERBS = ("actual", "reach", "exceed", "adds", "states", "increase", "decrease", "equal")
_LIST_REACH = 32  # characters from the targets set to what opens their list
_SEVERAL = ("một số ", "các ", "những ", "nhiều ")
_TO_TIME = 15  # characters from an estimate to its time: "ước tại thời điểm 15/10"
_TIME_GAP = 2  # characters from an opening time to what it dates: ", "
_DONE = " được "
_HEAD_REACH = 28  # characters from a sentence's start to the comma behind what heads it
_NAME_REACH = 24  # characters of a name that begins with a goal word


def find_status(scene: Scene, place: Place, frame: Frame) -> tuple[Status, Hit | None, str]:
    """Status of the quantity at ``place``, the words that say so, and the rule's name.

    An estimate is said next to the number.  A goal governs what follows it in the sentence until
    something done is reported; a plan noun governs only what stands right after it.
    """
    quantity = scene.quantities[place.index]
    start = quantity.number.start
    estimate = scene.cue(max(place.left, place.clause), start, "estimate")
    if estimate is None and frame.aspect is Aspect.LEVEL:
        estimate = (
            _estimated_with(scene, place, start)
            or _estimated_by(scene, place)
            or _estimated_in_a_row(scene, place, start)
            or _estimated_as_listed(scene, place, start)
        )
    if estimate is not None:
        return Status.ESTIMATE, estimate, "estimate"
    if frame.rule in _BEARS_ON_ANOTHER:
        goal = _goal(scene, place, start) or _set_in_a_list(scene, place, start)
        return (Status.TARGET, goal, "goal") if goal else (Status.ACTUAL, None, "reported")
    if frame.rule == STARTING_POINT:
        return Status.ACTUAL, None, "where it started from"
    goal = _goal(scene, place, start) or _headed_by_plan(scene, place, start)
    if goal is None and quantity.slash is not SlashRole.NUMERATOR:  # huyện giao đủ 126/126 người
        goal = _planned(scene, place, start) or _set(scene, place, start)
        goal = goal or _set_in_a_list(scene, place, start)
    if goal is not None:
        return Status.TARGET, goal, "goal"
    return Status.ACTUAL, None, "reported"


def _estimated_with(scene: Scene, place: Place, start: int) -> Hit | None:
    """The estimate that a number without a verb of its own goes on with: ``ước đón 812.000 lượt
    khách, doanh thu 1.950 tỷ đồng``."""
    end = scene.quantities[place.index - 1].span.end if place.index else 0
    if end <= place.clause:
        return None
    hit = scene.cue(max(place.clause, end - _SET_REACH), end, "estimate")
    if hit is None or scene.separators(hit[1], start, ";:()"):
        return None
    first = scene.first_number(hit[1])
    said = scene.quantities[first].span.end if first is not None else start
    own = scene.cue(said, start, *_VERBS)
    return hit if own is None else None


def _estimated_by(scene: Scene, place: Place) -> Hit | None:
    """``Dự ước đến hết năm 2023, tổng sản phẩm đạt 8.820 tỷ đồng``: an estimate and its time open
    what is estimated."""
    hit = scene.cue(place.clause, place.left, "estimate")
    if hit is None or scene.numbers_between(hit[1], place.start):
        return None
    times = scene.times_in(hit[0], place.left)[:1]  # "ước tính đến ngày" is both
    opened = bool(times) and times[0].span.start - hit[1] <= _TO_TIME
    return hit if opened and place.left - times[0].span.end <= _TIME_GAP else None


def _estimated_in_a_row(scene: Scene, place: Place, start: int) -> Hit | None:
    """The estimate that a row of the same things begins with: ``ước thiệt hại về nhà 40 tỷ đồng;
    thiệt hại về lúa 160 tỷ đồng``."""
    part = scene.folded.rfind(";", place.clause, start)
    hit = scene.first_cue(place.clause, part, "estimate") if part > 0 else None
    if hit is None:
        return None
    first = scene.folded[hit[1] : hit[1] + _SET_REACH].split()[:_SAME]
    return hit if scene.folded[part + 1 : start].split()[:_SAME] == first else None


def _estimated_as_listed(scene: Scene, place: Place, start: int) -> Hit | None:
    """``Số gia súc ước đến tháng 5 gồm có: 12.600 con trâu; 33.600 con bò``: what a list behind a
    colon is an estimate of."""
    first = scene.bounds(place.sentence).start
    colon = scene.folded.find(":", first, start)
    hit = scene.cue(first, colon, "estimate") if colon > 0 else None
    if hit is None or scene.numbers_between(first, colon) or scene.separators(hit[1], colon, ";()"):
        return None
    return hit if scene.cue(colon, start, "actual") is None else None


def _goal(scene: Scene, place: Place, start: int) -> Hit | None:
    """A goal (phấn đấu, mục tiêu, sẽ) left of the number with nothing done in between."""
    first = max(place.clause, start - _STRONG_REACH)
    semicolon = scene.folded.rfind(";", first, start)
    for hit in reversed(scene.window(first, start)):
        kinds = scene.kinds(hit)
        if kinds & {"goal", "actual"} and scene.closed_bracket(hit[0], start):
            continue
        if "actual" in kinds:
            return None
        if "goal" in kinds:
            if scene.first_cue(hit[0], hit[0] + _NAME_REACH, "no_goal") is not None:
                continue  # chương trình mục tiêu quốc gia: a name
            if _stated_in_brackets(scene, hit[1], start):
                continue  # mục tiêu … (đầu nhiệm kỳ, Đảng bộ có 5.356 đảng viên)
            if scene.behind(first, hit[0], "compare"):
                continue  # vượt 4% so với chỉ tiêu đề ra và tăng 25,6%
            opens = scene.folded[first:semicolon] if semicolon > hit[0] else ""
            return None if opens and _done_after(scene, semicolon, start) else hit
    return None


def _headed_by_plan(scene: Scene, place: Place, start: int) -> Hit | None:
    """A plan the sentence opens with, set off by a comma: ``Kế hoạch năm 2012, huyện trồng 30 ha``;
    not ``Kế hoạch năm 2012 đã đạt 30 ha``."""
    first = scene.bounds(place.sentence).start
    hit = scene.first_cue(first, min(first + _HEAD_REACH, start), "plan")
    if hit is None or hit[0] - first > 1:
        return None
    comma = scene.folded.find(",", hit[1], min(hit[1] + _HEAD_REACH, start))
    if comma < 0 or scene.cue(hit[0], start, "actual", "reach", "exceed", "compare") is not None:
        return None
    return hit


def _stated_in_brackets(scene: Scene, first: int, start: int) -> bool:
    """Whether a bracket opens between and says how things stand."""
    opened = scene.folded.rfind("(", first, start)
    if opened < 0 or scene.folded.find(")", opened, start) >= 0:
        return False
    return scene.cue(opened, start, "states") is not None


def _set(scene: Scene, place: Place, start: int) -> Hit | None:
    """What is set, asked or needed right before the number: ``đề ra 18 chỉ tiêu``, ``cần 5 tỷ``."""
    hit = scene.cue(max(place.clause, start - _SET_REACH), start, "sets")
    if hit is None or scene.separators(hit[1], start, ";:()"):
        return None
    before = scene.quantities[place.index - 1] if place.index else None
    if before is not None and before.number.end <= hit[0] < before.span.end:
        return None  # lập 4 chốt, thêm 3 chốt: what is counted
    if scene.folded.startswith(_DONE, hit[1]):
        return None  # đã xác định được 3 ca: it came out so
    done = scene.cue(hit[1], start, "actual", "reach", "exceed", "states", "adds")
    return hit if done is None else None


def _set_in_a_list(scene: Scene, place: Place, start: int) -> Hit | None:
    """What is set, one by one: ``đề ra 27 chỉ tiêu, trong đó có tốc độ tăng trên 10,6%; tỷ lệ hộ
    nghèo dưới 0,5%``, ``thông qua nghị quyết với một số chỉ tiêu chủ yếu: …``."""
    for hit in reversed(scene.window(place.clause, start)):
        if "sets" not in scene.kinds(hit):
            continue
        plan = scene.first_cue(hit[1], min(hit[1] + _SET_REACH, start), "plan")
        if plan is None or scene.cue(plan[1], start, "actual") is not None:
            return None
        several = scene.folded[hit[1] : plan[0]].endswith(_SEVERAL)
        opened = scene.first_cue(plan[1], min(plan[1] + _LIST_REACH, start), "parts", "examples")
        colon = scene.folded.find(":", plan[1], min(plan[1] + _LIST_REACH, start))
        return hit if several or opened is not None or colon >= 0 else None
    return None


def _done_after(scene: Scene, first: int, start: int) -> bool:
    return scene.cue(first, start, "actual") is not None


def _planned(scene: Scene, place: Place, start: int) -> Hit | None:
    """A plan noun that names the number itself: "kế hoạch 120 ha", not "vượt kế hoạch 12 ha"."""
    plan = scene.cue(place.left, start, "plan")
    if plan is None or scene.cue(place.left, start, "exceed", "reach", "equal"):
        return None
    compared = scene.cue(place.left, start, "compare")
    return plan if compared is None or _compared_with(scene, place, compared, plan) else None


def _compared_with(scene: Scene, place: Place, compared: Hit, plan: Hit) -> bool:
    """``27.810 tấn, so với kế hoạch cả năm 27.000 tấn``: what was done is held against the number
    of the plan, which nothing is above or below by that much."""
    start = scene.quantities[place.index].number.start
    if scene.cue(place.left, start, "increase", "decrease") is not None:
        return False
    opens = not scene.folded[place.left : compared[0]].strip()
    between = scene.folded[plan[1] : start].strip()
    for time in scene.times_in(plan[1], start):
        between = between.replace(scene.folded[time.span.start : time.span.end], "").strip()
    return opens and plan[0] - compared[1] <= 1 and not between
