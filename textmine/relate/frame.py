"""What a number says about its measure: the level, a change, a share, a plan attained."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from textmine.model import Aspect, Direction, Quantity
from textmine.relate.fitting import sort_behind
from textmine.relate.lexicon import Hit
from textmine.relate.scene import Place, Scene

_VERBS = ("increase", "decrease", "exceed", "reach", "equal", "share", "to_level")
_HUNDRED = Decimal(100)
_LONG_GAP = 60
_OPENING = 3  # characters before the words that open a sentence
_PARTS_REACH = 16  # characters of a sentence that opens with "trong đó"
RATE_REACHED = "rate reached"  # đạt tỷ lệ 87%
PLAN_SAID_ONCE = "plan said once"  # nông nghiệp đạt 41% kế hoạch; công nghiệp đạt 39%
_LISTED = 12  # percentages of a list among which the one that names the plan is looked for
_SIGN, _MINUS = 2, "-–−"  # a bracket and a sign before a number
_PLAN_GAP = 12  # characters between a percentage and the plan it is one of
_RATE_NAME = 8  # characters of "tỷ lệ " before a verb
_FROM = "từ"
STARTING_POINT = "starting point"


@dataclass(frozen=True, slots=True)
class Frame:
    """How a number bears on its measure.

    ``reading`` of a plan percentage: ``reached`` or ``exceeded``.  ``open`` marks a percentage
    that no word ties to anything: the numbers around it decide.  ``start``/``end`` are the words
    (*clean*) that say so, -1 where none do.
    """

    aspect: Aspect
    direction: Direction | None = None
    reading: str | None = None
    open: bool = False
    start: int = -1
    end: int = -1
    rule: str = "level"


def find_frame(scene: Scene, place: Place) -> Frame:
    """The frame of the quantity at ``place``, from the verb left of it and the base right of it."""
    quantity = scene.quantities[place.index]
    if _starts_from(scene, place, quantity):
        return Frame(Aspect.LEVEL, rule=STARTING_POINT)
    verb = _verb(scene, place, quantity)
    if quantity.dimension == "percent":
        return _percent(scene, place, quantity, verb)
    if verb is not None:
        kinds = scene.kinds(verb)
        exceeds = "exceed" in kinds and _beside_plan(scene, place, quantity, verb)
        if kinds & {"increase", "decrease"} or exceeds:
            return Frame(Aspect.CHANGE, _direction(kinds), None, False, verb[0], verb[1], "change")
    return Frame(Aspect.LEVEL)


def _beside_plan(scene: Scene, place: Place, quantity: Quantity, verb: Hit) -> bool:
    """``vượt kế hoạch 12 ha`` is an excess; ``vượt 11.000 ca`` is a level."""
    if scene.cue(verb[1], quantity.number.start, "plan") is not None:
        return True
    return scene.first_cue(quantity.span.end, place.right, "plan") is not None


def _direction(kinds: frozenset[str]) -> Direction:
    return Direction.DECREASE if "decrease" in kinds else Direction.INCREASE


def _verb(scene: Scene, place: Place, quantity: Quantity) -> Hit | None:
    """The verb that governs the number: nearest to the left with nothing of its own between."""
    verb = scene.cue(place.left, quantity.number.start, *_VERBS)
    if verb is None:
        return None
    kinds = scene.kinds(verb)
    gap = scene.folded[verb[1] : quantity.number.start]
    if kinds & {"increase", "decrease", "exceed"}:
        filler = scene.lexicon.cues.get("filler", ())
        words = gap.split()
        if len(gap) > _LONG_GAP:
            return None
        if any(not _fills(word, filler) for word in words):
            return verb if _has_object(scene, verb, quantity) else None
    return verb


def _has_object(scene: Scene, verb: Hit, quantity: Quantity) -> bool:
    """``tăng thu ngân sách 12%``, ``giảm tai nạn giao thông từ 5 - 10%``: an amount stands between
    the verb and by how much of it; ``giảm tỷ lệ hộ nghèo 1,5%`` is of a rate."""
    start = quantity.number.start
    if quantity.dimension != "percent" or scene.separators(verb[1], start, ",;:()"):
        return False
    if scene.numbers_between(verb[1], start) or sort_behind(scene, quantity) is not None:
        return False
    if scene.behind(max(verb[0] - _RATE_NAME, 0), verb[0], "rate_of"):
        return False  # tỷ lệ tăng dân số tự nhiên 1,2%
    said = scene.window(verb[1], start)
    return any(_is_amount(scene, hit) for hit in said if hit[0] <= verb[1] + 1)


def _is_amount(scene: Scene, hit: Hit) -> bool:
    """Whether words name what comes in amounts and has no share told under its name."""
    lexicon = scene.lexicon
    named = (lexicon.expressions[index] for index in lexicon.terms[hit[2]].before)
    known = [lexicon.indicators[item.indicator] for item in named]
    return bool(known) and all(
        item.kind != "rate" and item.share_percent is None for item in known
    )


def _starts_from(scene: Scene, place: Place, quantity: Quantity) -> bool:
    """``giảm từ 45,2% … xuống còn 28,6%``: the level it started from."""
    if quantity.high is None:
        return False  # từ 80 đảng viên trở lên
    before = scene.folded[max(place.clause, quantity.number.start - 12) : quantity.number.start]
    words = before.split()
    return _FROM in words[-2:] and _leads_on(scene, place, quantity)


def _leads_on(scene: Scene, place: Place, quantity: Quantity) -> bool:
    """Whether the sentence goes on to a second level: ``từ … lên``, ``từ … xuống còn``."""
    last = scene.bounds(place.sentence).end
    end = quantity.number.end
    to = scene.first_cue(end, min(end + _LONG_GAP, last), "to_level")
    if to is None or scene.numbers_between(end, to[0]):
        return False
    # sẽ xây từ 60 - 70 căn, kéo giảm hộ nghèo xuống dưới 5,5%: two numbers of two things
    following = scene.quantities[place.index + 1 : place.index + 2]
    return all(item.dimension == quantity.dimension for item in following)


def _plan_before(scene: Scene, place: Place, plan: Hit | None, verb: Hit | None) -> bool:
    """``bằng 45% kế hoạch và bằng 72% so với cùng kỳ``: the plan of the percentage before."""
    if plan is None or verb is None or plan[1] > verb[0] or place.index == 0:
        return False
    before = scene.quantities[place.index - 1]
    if before.dimension != "percent" or not 0 <= plan[0] - before.span.end <= _PLAN_GAP:
        return False
    return scene.cue(plan[1], verb[0], "joint") is not None


def _plan_in_front(scene: Scene, place: Place, verb: Hit) -> Hit | None:
    """``so với chỉ tiêu tỉnh giao (70.544 người) đạt 84%``: the plan, in brackets before a verb."""
    closed = scene.folded.rfind(")", place.clause, verb[0])
    if closed < 0 or scene.folded[closed + 1 : verb[0]].strip():
        return None
    opened = scene.folded.rfind("(", place.clause, closed)
    first = max(place.clause, opened - _LONG_GAP)
    compare = scene.cue(first, opened, "compare") if opened > 0 else None
    plan = scene.first_cue(compare[1], opened, "plan") if compare is not None else None
    if compare is None or plan is None or plan[0] - compare[1] > 1:
        return None
    return None if scene.numbers_between(plan[1], opened) else plan


def _is_goal(scene: Scene, plan: Hit | None) -> bool:
    """``đặt mục tiêu tăng trưởng đạt 8%``: a goal is set, no plan reached."""
    if plan is None:
        return False
    goal = scene.cue(max(plan[0] - _PLAN_GAP, 0), plan[1], "goal")
    return goal is not None and goal[0] < plan[0] and goal[1] == plan[1]


def _signed(scene: Scene, quantity: Quantity) -> Direction | None:
    """``tăng 1.475 tỷ đồng (+6,2%)``: the sign says which way."""
    start = quantity.number.start
    if start < _SIGN or scene.folded[start - _SIGN] != "(":
        return None
    sign = scene.folded[start - 1]
    if sign == "+":
        return Direction.INCREASE
    return Direction.DECREASE if sign in _MINUS else None


def _fronted_last_time(scene: Scene, place: Place) -> bool:
    """``So với cùng kỳ, số dự án cấp mới bằng 85%``, with no number in between."""
    first = place.clause
    if place.index:
        first = max(first, scene.quantities[place.index - 1].span.end)
    return scene.cue(first, place.start, "last_time") is not None


def _by_last_time(scene: Scene, place: Place) -> bool:
    """``Đồng Hới 1.003 ha, bằng 99%; Lệ Thủy 10.685 ha, bằng 98% so cùng kỳ``: said once for all
    of a list, and no plan."""
    bounds = scene.bounds(place.sentence)
    first = bounds.start
    if scene.first_cue(first, min(first + _PARTS_REACH, bounds.end), "parts") is not None:
        first = scene.bounds(max(place.sentence - 1, 0)).start  # Trong đó: …
    if scene.cue(first, bounds.end, "plan") is not None:
        return False
    return scene.cue(first, bounds.end, "last_time") is not None


def _names_growth(scene: Scene, place: Place) -> bool:
    """``tăng trưởng kinh tế (GRDP) đạt 8,1% so với cùng kỳ``: growth, not what is left of it."""
    first = place.clause
    if place.index:
        first = max(first, scene.quantities[place.index - 1].span.end)
    return scene.cue(first, place.start, "growth_noun") is not None


def _of_last_time(scene: Scene, compare: Hit) -> bool:
    """``chỉ đạt 28% so với cùng kỳ``: what it comes to of the year before."""
    return scene.first_cue(compare[0], compare[1] + _PLAN_GAP, "last_time") is not None


def _beside_plans(scene: Scene, place: Place, quantity: Quantity, verb: Hit | None) -> bool:
    """Whether a percentage reached stands in a list of such in which the plan is said once:
    ``xã A đạt 41% kế hoạch; xã B đạt 39%``, ``xã A đạt 41%, xã B đạt 39% kế hoạch``."""
    if scene.cue(place.left, quantity.number.start, "rate_of") is not None:
        return False
    if verb is None or not _next_to(scene, verb, quantity) or _of_things(scene, quantity, None):
        return False
    return _plan_among(scene, place, 1) or _plan_among(scene, place, -1)


def _next_to(scene: Scene, verb: Hit, quantity: Quantity) -> bool:
    """Whether nothing but "more than" and the like parts a verb from the number."""
    filler = scene.lexicon.cues.get("filler", ())
    words = scene.folded[verb[1] : quantity.number.start].split()
    return all(word in filler for word in words)


def _plan_among(scene: Scene, place: Place, step: int) -> bool:
    """Whether the percentages on from ``place``, each reached, come to one of a plan."""
    for index in range(place.index + step, place.index + (_LISTED + 1) * step, step):
        if not 0 <= index < len(scene.quantities):
            return False
        quantity, there = scene.quantities[index], scene.places[index]
        if quantity.dimension != "percent" or there.sentence != place.sentence:
            return False
        verb = _verb(scene, there, quantity)
        kinds = scene.kinds(verb) if verb else frozenset[str]()
        if kinds & {"increase", "decrease"}:
            continue
        if verb is None or "reach" not in kinds or not _next_to(scene, verb, quantity):
            return False
        if _of_things(scene, quantity, None):
            return False
        if scene.first_cue(quantity.number.end, there.right, "plan") is not None:
            return True
    return False


def _of_things(scene: Scene, quantity: Quantity, plan: Hit | None) -> bool:
    """``97,2% dân số tham gia``: a share of what stands right behind it, no plan before that."""
    sort = sort_behind(scene, quantity)
    return sort is not None and (plan is None or plan[0] > sort[0])


def _fills(word: str, filler: tuple[str, ...]) -> bool:
    return word in filler or any(letter.isdigit() for letter in word)


def _percent(scene: Scene, place: Place, quantity: Quantity, verb: Hit | None) -> Frame:
    plan_right = scene.first_cue(quantity.number.end, place.right, "plan")
    plan_left = scene.cue(place.left, quantity.number.start, "plan")
    compare = scene.first_cue(quantity.number.end, place.right, "compare")
    kinds = scene.kinds(verb) if verb else frozenset[str]()
    at = (verb[0], verb[1]) if verb else (-1, -1)
    if (signed := _signed(scene, quantity)) is not None:
        return Frame(Aspect.GROWTH, signed, None, False, *at, "signed")
    if _plan_before(scene, place, plan_left, verb) or _is_goal(scene, plan_left):
        plan_left = None
    if "exceed" in kinds:
        reached = plan_left is not None and verb is not None and plan_left[0] >= verb[1]
        loose = reached and quantity.low is not None and quantity.low >= _HUNDRED
        reading = "reached" if loose else "exceeded"
        return Frame(Aspect.PLAN_SHARE, None, reading, False, *at, "exceeds plan")
    if kinds & {"increase", "decrease"}:
        direction = _direction(kinds)
        if plan_right is not None:
            return Frame(Aspect.PLAN_SHARE, direction, "exceeded", False, *at, "over plan")
        rule = "growth" if compare is None else "growth since"
        return Frame(Aspect.GROWTH, direction, None, False, *at, rule)
    if "to_level" in kinds and "reach" not in kinds:
        return Frame(Aspect.LEVEL, None, None, False, *at, "to level")
    if _of_things(scene, quantity, plan_right):
        plan_right = plan_left = None  # 100% chi bộ có chi ủy là mục tiêu
    if plan_right is None and scene.first_cue(quantity.number.end, place.right, "whole"):
        plan_left = None  # mục tiêu kết nạp đạt 3% so với tổng số đảng viên
    reaches = bool(kinds & {"reach", "equal"})
    if reaches and plan_left is None and plan_right is None and verb is not None:
        plan_left = _plan_in_front(scene, place, verb)
    if reaches and plan_left is None and plan_right is None:
        fronted = scene.cue(place.clause, place.left, "fronted_plan")
        opens = fronted is not None and fronted[0] - scene.bounds(place.sentence).start <= _OPENING
        plan_left = fronted if opens else None
    if plan_right is not None or (plan_left is not None and reaches):
        found = plan_right or plan_left
        assert found is not None
        return Frame(
            Aspect.PLAN_SHARE, None, "reached", False, found[0], found[1], "percent of plan"
        )
    whole = scene.first_cue(quantity.number.end, place.right, "whole")
    if compare is not None and whole is not None and 0 <= whole[0] - compare[1] <= 1:
        return Frame(Aspect.SHARE, None, None, False, *at, "share")  # so với tổng số đảng viên
    if compare is not None and reaches and "equal" not in kinds and _names_growth(scene, place):
        return Frame(Aspect.GROWTH, Direction.INCREASE, None, False, *at, "growth named")
    if compare is not None and ("equal" in kinds or (reaches and _of_last_time(scene, compare))):
        return Frame(Aspect.INDEX, None, None, False, *at, "index")
    if "equal" in kinds and _fronted_last_time(scene, place):
        return Frame(Aspect.INDEX, None, None, False, *at, "index")
    if "equal" in kinds and _by_last_time(scene, place):
        return Frame(Aspect.INDEX, None, None, False, *at, "index in a list")
    if "share" in kinds or whole is not None:
        return Frame(Aspect.SHARE, None, None, False, *at, "share")
    rated = verb is not None and scene.cue(verb[0], quantity.number.start, "rate") is not None
    rule = RATE_REACHED if rated else "bare percentage"
    reached = verb is not None and "reach" in kinds and "equal" not in kinds
    if reached and _beside_plans(scene, place, quantity, verb):
        rule = PLAN_SAID_ONCE
    return Frame(Aspect.LEVEL, None, None, True, *at, rule)
