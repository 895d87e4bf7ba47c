"""What a number with no noun of its own repeats, and what tells that it is something else."""

from __future__ import annotations

from textmine.model import Quantity, SlashRole
from textmine.relate.fitting import has_sort, head_of
from textmine.relate.scene import Place, Scene

_PREDICATE = 16  # characters of a verb right behind a number


def named_otherwise(scene: Scene, place: Place, quantity: Quantity, stop: int) -> bool:
    """Whether the words around a number say that it does not go on with the measure of the number
    that ended at ``stop`` (-1: of none in its sentence)."""
    if quantity.dimension == "percent":
        return (
            has_sort(scene, quantity)
            or own_rate(scene, place, stop)
            or _told_itself(scene, quantity, stop)
            or _of_others(scene, quantity, stop)
        )
    if quantity.dimension == "count":
        return (
            _moves(scene, quantity, stop)
            or _named_anew(scene, quantity, stop)
            or owns(scene, quantity)
        )
    return quantity.dimension == "money" and _other_money(scene, quantity, stop)


def repeated_noun(scene: Scene, quantity: Quantity, stop: int, head: str) -> bool:
    """``Đảng bộ A kết nạp 11 ĐV; Đảng bộ B 7 ĐV``: no verb of its own, the same noun."""
    start, end = stop, quantity.number.start
    if quantity.head is None or not 0 <= start < end:
        return False
    if scene.cue(start, end, "adds", "states", "acts") is not None:
        return False
    same = head_of(scene, quantity) == head
    joined = scene.separators(start, end, ";,") > 0 or _ends_a_list(scene, start, end)
    return same and joined


def _ends_a_list(scene: Scene, start: int, end: int) -> bool:
    """Whether what stands between two numbers is "and" with a name: ``A 5 căn và B 2 căn``."""
    joint = scene.first_cue(start, end, "joint")
    return joint is not None and joint[0] - start <= 1 and bool(scene.mentions_in(start, end))


def exceeds(scene: Scene, quantity: Quantity) -> bool:
    """``Đảng bộ xã A 12/10 đảng viên``: more than what was planned, so never a stock of all."""
    if quantity.slash is not SlashRole.NUMERATOR or quantity.pair is None:
        return False
    planned = scene.quantities[quantity.pair].low
    return quantity.low is not None and planned is not None and quantity.low > planned


def owns(scene: Scene, quantity: Quantity) -> bool:
    """``105 sản phẩm của 61 chủ thể``: whose the things counted before are, no more of them."""
    start = quantity.span.start
    return scene.folded.endswith(" của ", max(start - 5, 0), start)


def _other_money(scene: Scene, quantity: Quantity, stop: int) -> bool:
    """``…; giá trị xuất khẩu: 4,5 tỷ USD``: what else adds up or stands is named by itself."""
    if stop < 0:
        return False
    start = quantity.number.start
    named = scene.cue(stop, start, "flow_noun", "stock_noun")
    return named is not None and scene.cue(named[0], start, "parts") is None


def own_rate(scene: Scene, place: Place, stop: int) -> bool:
    """``Tỷ lệ khu phố có nhà văn hóa: 100%``: a rate named anew, whatever the last one was."""
    first = max(place.clause, stop)
    rate = scene.first_cue(first, place.start, "own_rate")
    if rate is None:
        return False
    filler = scene.lexicon.cues.get("elides", ())
    return sum(word not in filler for word in scene.folded[rate[1] : place.start].split()) > 1


def _told_itself(scene: Scene, quantity: Quantity, stop: int) -> bool:
    """``tỷ lệ hộ nghèo còn 5%. … 98% đạt hội viên gương mẫu``: what is said behind a percentage
    makes it one of its own, unless the last one was told so, too."""
    return _predicate(scene, quantity.span.end) and not _predicate(scene, stop)


def _of_others(scene: Scene, quantity: Quantity, stop: int) -> bool:
    """``hội viên nghèo chiếm 0,96%; hộ khá giàu đạt 44%``: others open what a semicolon parts,
    and no name of a place or body."""
    start = quantity.span.start
    first = scene.folded.rfind(";", max(stop, 0), start) + 1
    sort = scene.first_cue(first, start, "sort") if first else None
    if sort is None or sort[0] - first > 1 or scene.numbers_between(first, start):
        return False
    return not scene.mentions_in(sort[0], sort[0] + 1)


def _named_anew(scene: Scene, quantity: Quantity, stop: int) -> bool:
    """``36 lớp với 1.480 học sinh; cán bộ, giáo viên 82 người``: others, named right before."""
    start, stop = quantity.span.start, max(stop, 0)
    if not 0 < stop < start or not scene.separators(stop, start, ";"):
        return False
    return scene.behind(stop, start, "sort")


def _moves(scene: Scene, quantity: Quantity, stop: int) -> bool:
    """``…; số thôn chưa có chi bộ giảm từ 24 xuống còn 3``: something else, with its change."""
    start = quantity.number.start
    last = scene.folded.rfind(";", max(stop, 0), start)
    if quantity.head is not None or last < 0:
        return False
    return scene.cue(last, start, "increase", "decrease", "to_level") is not None


def _predicate(scene: Scene, end: int) -> bool:
    """Whether a verb about what is counted stands right behind a number."""
    verb = scene.first_cue(end, end + _PREDICATE, "restricts") if end >= 0 else None
    return verb is not None and verb[0] - end <= 1
