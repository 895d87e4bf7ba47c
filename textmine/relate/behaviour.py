"""Whether a number states how things stand or what was done: that decides how it is dated."""

from __future__ import annotations

from dataclasses import dataclass

from textmine.model import Span, TimeKind
from textmine.packs.indicators import Indicator
from textmine.relate.clock import FLOW
from textmine.relate.lexicon import Hit
from textmine.relate.scene import Place, Scene
from textmine.relate.timing import YEAR, opening_time
from textmine.relate.when import STOCK, represented

_SEASON = 12  # characters of "vụ lúa", which is a season
_ROW = 4  # numbers of a row looked at for what is said of all
_SHORT = 12  # characters of a short form in brackets
_FOUNDED_REACH = 20  # characters from what is counted to the words that say it is new
_MEASURES = frozenset({"money", "mass"})  # sorts of numbers whose noun stands before them
_TIMES_BACK = 4  # times before a number that are looked at
_GOING_ON = "đang"
_PROGRAMME = 28  # characters of a programme's name
_UNTIL_NOW = "until_now"
_MORE_LAND = 4  # amounts of land that may be told together
_STRUCK_REACH = 48  # characters from an amount of land to what became of it
LAND = "hectare"  # what is planned of land is how much there shall be, not how much a year


@dataclass(frozen=True, slots=True)
class Manner:
    """How a number is dated: its ``behaviour``; whether it is ``known`` what it is a number of, by
    its indicator or its noun; whether the day of the event reported may date it."""

    behaviour: str
    known: bool
    at_event: bool

    def context(self, *, planned: bool) -> str:
        """The sort of number, for the trained model."""
        return f"{self.behaviour}{'' if self.known else '?'}{'!' if planned else ''}"


def manner_of(
    scene: Scene, place: Place, indicator: Indicator | None, *, change: bool = False
) -> Manner:
    """How the number at ``place`` is dated; a ``change`` comes about in a stretch of time."""
    behaviour = FLOW if change else behaviour_of(scene, place, indicator)
    if indicator is None:
        named = behaviour == FLOW and adds_up(scene, place)
        return Manner(behaviour, named, not named)
    flow = behaviour == FLOW and not indicator.accrues
    return Manner(behaviour, True, flow or indicator.at_event)


def adds_up(scene: Scene, place: Place) -> bool:
    """Whether the noun before a number of no known indicator names what adds up: ``kim ngạch``."""
    start = scene.quantities[place.index].number.start
    return _named(scene, place, _clause_start(scene, place, start)) == FLOW


def _clause_start(scene: Scene, place: Place, start: int) -> int:
    return max(place.clause, scene.folded.rfind(";", place.clause, start))


def behaviour_of(scene: Scene, place: Place, indicator: Indicator | None) -> str:
    """``stock``, ``flow`` or ``rate`` for the number at ``place``.

    The indicator's own kind, but a rate over a period is dated as a flow, and so is a stock that
    is being added to (``thành lập mới 6 doanh nghiệp``, ``có 6 doanh nghiệp thành lập mới``).
    Without an indicator what is measured decides where its noun is known (``kim ngạch`` adds up,
    ``dư nợ`` stands), else the nearest verb: ``có``, ``còn`` state, others report something done.
    """
    kind = indicator.kind if indicator is not None else None
    if indicator is not None and indicator.over_period:
        return FLOW
    start = scene.quantities[place.index].number.start
    first = _clause_start(scene, place, start)
    if kind == FLOW and scene.quantities[place.index].unit == LAND and _held(scene, first, start):
        return FLOW if _struck_behind(scene, place) else STOCK
    if kind is None and _share_by_now(scene, place, first, start):
        return STOCK
    if kind in (None, STOCK) and represented(scene, place):
        return STOCK
    verb = scene.cue(first, start, "adds", "states")
    while verb is not None and _of_a_programme(scene, verb):
        verb = scene.cue(first, verb[0], "adds", "states")
    if verb is not None and kind in (None, STOCK) and _by_now(scene, verb[1], start):
        verb = None  # huy động 13 tỷ đồng xây dựng đường, đến nay đạt 17/19 tiêu chí
    if verb is not None and "copula" in scene.kinds(verb):
        # diện tích rừng trồng mới là 120 ha: what was done is the subject
        verb = scene.cue(max(first, place.left), verb[0], "adds") or verb
    kinds = scene.kinds(verb) if verb is not None else frozenset[str]()
    now = scene.cue(first, start, "now")
    stands = now is not None and verb is not None and now[1] >= verb[0]
    if kind is not None and kind != STOCK:
        near = scene.numbers_between(now[1], start) == 0 if now is not None else False
        # Hiện nay toàn huyện có tổng diện tích …: nothing done is told of in between
        stands = stands or (now is not None and scene.cue(now[1], start, "adds") is None)
        if near and kind == FLOW and now is not None and _now_alone(scene, place, now, verb):
            return STOCK
        return STOCK if stands and near and "states" in kinds and kind == FLOW else kind
    head = scene.quantities[place.index].head
    if kind is None and _going_on(scene, place, now):
        return STOCK
    if kind == STOCK and head is not None and scene.behind(head.start, head.end, "attained"):
        return STOCK
    if head is not None and (_happens(scene, head) or _came_up(scene, place, head)):
        return FLOW
    if stands:
        return STOCK  # hiện có: as things stand
    if kind is None and scene.quantities[place.index].unit == LAND and "adds" not in kinds:
        # nhà tôi 1,3 ha cam; 320 ha lúa bị ngập came about
        return FLOW if _struck(scene, place) else STOCK
    named = _named(scene, place, first) if kind is None else None
    if named is not None:
        return named
    if "adds" in kinds or _founded(scene, place, first, start):
        return FLOW
    if kind == STOCK:
        return STOCK
    if "states" in kinds:
        over = _over_months(scene, place) or _past_years(scene, place)
        return FLOW if now is None and over else STOCK
    if kind is None and verb is None and _goes_on(scene, place, first):
        return STOCK
    return FLOW


def _now_alone(scene: Scene, place: Place, now: Hit, verb: Hit | None) -> bool:
    """``trao 35 suất quà; hiện đang quản lý 62 người nghiện``: nothing is done since ``hiện``."""
    if scene.folded.rfind(";", place.clause, now[0]) < 0 or (verb and verb[0] >= now[1]):
        return False
    return scene.cue(now[1], place.start, "hands_over", "gives") is None


def _of_a_programme(scene: Scene, verb: Hit) -> bool:
    """``Về xây dựng nông thôn mới, đến nay xã đạt 16/19 tiêu chí``: named, not done."""
    named = scene.first_cue(verb[0], verb[0] + _PROGRAMME, "programme")
    return named is not None and named[0] == verb[0]


def _going_on(scene: Scene, place: Place, now: Hit | None) -> bool:
    """``Hiện Công an huyện đang xác minh 1 vụ``, ``4 thôn đang xây dựng …``: how things stand,
    whatever is counted."""
    head = scene.quantities[place.index].head
    if head is not None and scene.folded.startswith(f" {_GOING_ON} ", head.end):
        return True
    if now is None:
        return False
    start = place.start
    if scene.numbers_between(now[1], start) or scene.separators(now[1], start, ",;:"):
        return False
    return scene.folded.find(_GOING_ON, now[0], start) >= 0


def _struck(scene: Scene, place: Place) -> bool:
    """Whether a disaster struck what is counted: ``320 ha lúa, hoa màu bị ngập (Mai Sơn 125; …``;
    land without a unit of its own stands in such a list."""
    quantity = scene.quantities[place.index]
    if quantity.span.end == quantity.number.end:
        return True  # its unit is that of the amount it parts, and so is its time
    return _struck_behind(scene, place)


def _struck_behind(scene: Scene, place: Place) -> bool:
    """Whether what struck it is told behind it, or behind more land: ``9.000 ha lúa và 15 ha cây ăn
    quả bị thiệt hại``."""
    for index in range(place.index, min(place.index + _MORE_LAND, len(scene.quantities))):
        here = scene.places[index]
        if here.sentence != place.sentence or scene.quantities[index].unit != LAND:
            return False
        if scene.separators(place.start, here.start, ";"):
            return False
        end = scene.quantities[index].span.end
        last = min(end + _STRUCK_REACH, here.clause_end)
        struck = scene.first_cue(end, last, "struck")
        if struck is not None and scene.numbers_between(end, struck[0]) == 0:
            return True
    return False


def _by_now(scene: Scene, first: int, start: int) -> bool:
    """Whether ``đến nay`` stands in between, and no other time."""
    times = scene.times_in(first, start)[-_TIMES_BACK:]
    return len(times) == 1 and times[0].rule == _UNTIL_NOW


def _share_by_now(scene: Scene, place: Place, first: int, start: int) -> bool:
    """``Đến nay, 80% đường được bê tông hóa``: so it is now, however it came about."""
    percent = scene.quantities[place.index].dimension == "percent"
    return percent and _by_now(scene, scene.bounds(place.sentence).start, start)


def _happens(scene: Scene, head: Span) -> bool:
    """Whether what is counted is counted each time it happens: ``vụ``, ``lượt khách``; no ``vụ
    lúa``, which is a season."""
    event = scene.first_cue(head.start, head.end + 1, "event_noun")
    return event is not None and event[0] == head.start and scene.first_cue(
        head.start, head.end + _SEASON, "season"
    ) is None


def _came_up(scene: Scene, place: Place, head: Span) -> bool:
    """Whether what is counted came up in a stretch of time named before it: ``từ đầu năm đến nay
    ghi nhận 141 ca mắc``; without one, so many are told of."""
    case = scene.first_cue(head.start, head.end + 1, "case_noun")
    if case is None or case[0] != head.start:
        return False
    first = scene.bounds(place.sentence).start
    return any(
        time.start is not None and time.kind in (TimeKind.INTERVAL, TimeKind.SINCE)
        for time in scene.times_in(first, head.start)[-_TIMES_BACK:]
    )


def _held(scene: Scene, first: int, start: int) -> bool:
    """Whether land is had rather than sown: ``có 2 ha cà phê``, or a household's of a portrait."""
    verb = scene.cue(first, start, "adds", "states", "holds")
    if verb is not None and "holds" in scene.kinds(verb):
        return True
    return scene.home_at(start) is not None and (
        verb is None or "adds" not in scene.kinds(verb)
    )


def _goes_on(scene: Scene, place: Place, end: int) -> bool:
    """Whether what was told up to a semicolon is how things stand: ``hiện có 603 cơ sở lưu trú;
    39 cơ sở xếp hạng …``; ``đến nay đã có 36 lớp; giáo viên 82 người``."""
    now = scene.cue(place.clause, end, "now")
    if now is not None and scene.cue(now[0], end, "adds") is None:
        return True
    until = opening_time(scene, place.sentence)
    if until is not None and until.kind is TimeKind.UNTIL and until.start is None:
        return end > place.clause and _stood(scene, until.span.end, end)  # Đến nay có …; …
    if not scene.behind(end, scene.quantities[place.index].span.start, "sort"):
        return False
    return _stood(scene, place.clause, end)


def _stood(scene: Scene, first: int, end: int) -> bool:
    verb = scene.cue(first, end, "adds", "states")
    return verb is not None and "states" in scene.kinds(verb)


def _founded(scene: Scene, place: Place, first: int, start: int) -> bool:
    """Whether what is counted is said to be new or gone, behind it or as the subject of ``là``:
    ``có 500 doanh nghiệp thành lập mới``; ``số doanh nghiệp thành lập mới là 469``."""
    quantity = scene.quantities[place.index]
    if quantity.dimension != "count":
        return False
    end = quantity.head.end if quantity.head is not None else quantity.number.end
    after = scene.first_cue(quantity.number.end, min(end + _FOUNDED_REACH, place.right), "founded")
    if after is not None and (after[0] - end <= 1 or after[1] <= end):
        return True
    if _new_in_a_row(scene, place):
        return True
    before = scene.cue(max(first, place.left), start, "founded")
    return before is not None and quantity.head is not None and scene.numbers_between(
        before[1], start
    ) == 0


def _new_in_a_row(scene: Scene, place: Place) -> bool:
    """``có 21 doanh nghiệp, 3 hợp tác xã (HTX) thành lập mới``: said behind the last of a row, it
    is said of all of it."""
    for index in range(place.index, min(place.index + _ROW, len(scene.quantities))):
        quantity, there = scene.quantities[index], scene.places[index]
        if quantity.head is None or there.sentence != place.sentence:
            return False
        end = _behind_short_form(scene, quantity.head.end)
        last = min(end + _FOUNDED_REACH, there.clause_end)
        if (hit := scene.first_cue(quantity.number.end, last, "new_all")) is not None:
            return hit[0] - end <= 1
        following = scene.quantities[index + 1 : index + 2]
        gap = scene.folded[end : following[0].span.start].strip() if following else ""
        if gap != "," and gap not in scene.lexicon.cues.get("joint", ()):
            return False
    return False


def _behind_short_form(scene: Scene, end: int) -> int:
    """Where a short form in brackets ends: ``hợp tác xã (HTX)``."""
    opened = scene.folded.find("(", end, end + 2)
    closed = scene.folded.find(")", end, end + _SHORT) if opened >= 0 else -1
    return closed + 1 if closed >= 0 else end


def _named(scene: Scene, place: Place, first: int) -> str | None:
    """What the noun before a number of no known indicator says."""
    quantity = scene.quantities[place.index]
    if quantity.dimension not in _MEASURES:
        return None
    start = quantity.number.start
    if place.index:
        first = max(first, scene.quantities[place.index - 1].span.end)
    noun = scene.cue(first, start, "flow_noun", "stock_noun")
    if noun is None:
        return None
    kinds = scene.kinds(noun)
    if "raised" in kinds and _over_years(scene, place):
        return FLOW
    return STOCK if "stock_noun" in kinds else FLOW


def _over_years(scene: Scene, place: Place) -> bool:
    """Whether it opens with some years: ``Giai đoạn 2021 - 2022, tổng vốn huy động …``."""
    time = opening_time(scene, place.sentence)
    if time is None or time.kind not in (TimeKind.INTERVAL, TimeKind.SINCE):
        return False
    if not time.start or not time.end:
        return False
    return time.start[:YEAR] != time.end[:YEAR]


def _past_years(scene: Scene, place: Place) -> bool:
    """Whether it opens with years that are over or last up to now, and with no other time: ``Giai
    đoạn 2016 - 2020 có 47 đơn vị được công nhận``; a term is what a body has its members in."""
    time = opening_time(scene, place.sentence)
    if time is None or time.rule.startswith("term") or not _over_years(scene, place):
        return False
    published = scene.article.published
    if len(scene.times_in(time.span.start, place.start)) > 1 or published is None:
        return False
    if scene.separators(time.span.end, place.start, ";"):
        return False
    return time.end is not None and time.end <= published


def _over_months(scene: Scene, place: Place) -> bool:
    """Whether the sentence opens with a stretch of months: ``Từ đầu năm đến nay, toàn tỉnh có 11
    dự án được cấp phép``."""
    time = opening_time(scene, place.sentence)
    if time is None or time.kind is not TimeKind.INTERVAL or not time.start or not time.end:
        return False
    if len(scene.times_in(time.span.start, place.start)) > 1:
        return False  # 9 tháng cấp mới 5 dự án, đến nay có 96 dự án
    same_year = time.start[:YEAR] == time.end[:YEAR]
    return same_year and len(time.end) > YEAR and time.start != time.end
