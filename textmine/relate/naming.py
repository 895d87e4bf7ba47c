"""How a body or place is named beside numbers: heading one, in a list of several, as an example."""

from __future__ import annotations

import re

from textmine.model import EntityType, Quantity, ResolvedMention, SectionKind, Span
from textmine.relate.scene import Place, Scene

_NEAR = 24  # characters in which a mark of an example is looked for
_PEOPLE = frozenset({"person", "household"})
_OWNER_REACH = 16  # characters from a number to its owner: 63 đảng viên thuộc Đảng bộ …
_SEAT_REACH = 24  # and to where it is: 1 ổ dịch sốt xuất huyết tại thôn X
_HAS = 6  # characters of "có" and where a number begins: xã A có 12 hộ; xã B có 9 hộ
_TOPIC = 8  # a name this near the sentence's start is its topic
_BRACKET_REACH = 480  # characters of a list in brackets before one of its items
_BRACKET = re.compile(r" ?\([^()\n]{1,60}\) ?")  # what stands in one behind a name
_ITEM_REACH = 3  # characters from a semicolon to a body that opens the item behind it
_ITEM_OPENS = ("(", ";", ",", "\n")


def itemized(scene: Scene, span: Span) -> bool:
    """Whether a name stands in brackets with a number of its own behind it."""
    if not _numbered(scene, span):
        return False
    first = scene.bounds(scene.sentence_at(span.start)).start
    opened = scene.folded.rfind("(", max(first, span.start - _BRACKET_REACH), span.start)
    return opened >= 0 and scene.folded.find(")", opened, span.start) < 0


def listed(scene: Scene, span: Span) -> bool:
    """Whether a name is one of several of its sentence with a number of its own right behind:
    ``tiêu biểu là Đảng bộ xã A 12/10 đảng viên, Đảng bộ xã B 9/8``."""
    if not _numbered(scene, span):
        return False
    bounds = scene.bounds(scene.sentence_at(span.start))
    return any(
        other.span.end != span.end and _numbered(scene, other.span)
        for other in scene.mentions_in(bounds.start, bounds.end)
    )


def picked_out(scene: Scene, span: Span) -> bool:
    """Whether a place or body is an example, after which the text goes back to the whole:
    ``riêng thị trấn Vạn Giã có 2.750 nhà``."""
    if scene.behind(max(span.start - _NEAR, 0), span.start, "picks"):
        return True
    comma = scene.folded.startswith(",", span.start - 2)
    if comma and scene.behind(max(span.start - _NEAR, 0), span.start - 2, "singles_out"):
        return True  # Đặc biệt, huyện X …
    return scene.first_cue(span.end, span.end + _NEAR, "foremost") is not None


def aside(scene: Scene, place: Place, span: Span) -> int:
    """Where a bracket ends in which a name stands with its number, or the clause of a "trong đó"
    that the name opens: ``kiểm tra 7 tổ chức đảng (Huyện ủy kiểm tra 2), trong đó UBKT kiểm tra
    1``.  -1 for any other name."""
    start = scene.quantities[place.index].number.start
    opened = scene.folded.rfind("(", place.clause, span.start)
    if opened > scene.folded.rfind(")", place.clause, start):
        closed = scene.folded.find(")", start, place.clause_end)
        return closed if closed >= 0 else place.clause_end
    if scene.behind(max(span.start - _NEAR, place.clause), span.start, "parts"):
        stop = scene.bounds(place.sentence).end
        semicolon = scene.folded.find(";", start, stop)
        return semicolon if semicolon >= 0 else stop
    return -1


def segment(scene: Scene, place: Place, span: Span) -> int:
    """Where the number's segment begins; with a name that a bracket alone parts from it, where that
    name's does: ``; bản Suối Lư (xã Keo Lôm) có 100% hộ``."""
    if span.end >= place.left or not _BRACKET.fullmatch(scene.folded, span.end, place.left):
        return place.left
    stops = (scene.folded.rfind(mark, place.clause, span.start) for mark in ";,:")
    return max(place.clause, *(stop + 1 for stop in stops))


def item_start(scene: Scene, place: Place) -> int:
    """Where the item begins that a body opens, of several that semicolons part: ``UBND huyện tặng
    2 tập thể; UBND xã khen 12 tập thể và 14 cá nhân``; else where the sentence does."""
    last = scene.folded.rfind(";", place.clause, place.start)
    if last < 0:
        return place.clause
    for mention in scene.mentions_in(last, last + _ITEM_REACH):
        acts = mention.type is not EntityType.PERSON and not mention.weak
        if acts and not scene.in_role(mention.span):
            return mention.span.start
    return place.clause


def is_example(scene: Scene, place: Place, span: Span) -> bool:
    """``tăng khá là huyện Quảng Ninh, tăng 46%, Lệ Thủy …``: a name, a comma, and its number."""
    comma = place.left - 1
    if not 0 <= comma - span.end <= 1 or not scene.folded.startswith(",", comma):
        return False
    verb = scene.first_cue(place.left, place.start, "increase", "decrease", "reach", "equal")
    if verb is None or verb[0] - place.left > 1:
        return False
    return scene.behind(max(span.start - _NEAR, 0), span.start, "examples")


def heads_number(scene: Scene, span: Span, start: int) -> bool:
    """Whether a name heads the number at ``start``: ``(xã A: 38 nhà; xã B: 55 nhà)``,
    ``xã A (12 hộ), xã B (9 hộ)``."""
    between = scene.folded[span.end : start]
    if between.strip() != ":":
        return between == " ("
    before = scene.folded[max(span.start - 3, 0) : span.start].rstrip(" ")
    return before.endswith(_ITEM_OPENS) or not before


def labels(scene: Scene, span: Span) -> bool:
    """Whether a number follows right behind a name: ``Hàn Quốc (29,4%)``, ``Đài Loan 47 người``."""
    return scene.folded[span.end : span.end + 3].lstrip(" (")[:1].isdigit()


def told_of(scene: Scene, span: Span | None, sentence: int) -> bool:
    """Whether a sentence before this one, in its paragraph, opened with the name at ``span``: what
    the paragraph tells of (``Chi bộ bản Mé được chọn làm điểm. Đại hội có 29 đảng viên dự``)."""
    if span is None:
        return False
    at = scene.sentence_at(span.start)
    if at >= sentence or scene.paragraph_break(at, sentence):
        return False
    body = scene.section_kind(at) is SectionKind.BODY
    opens = span.start - scene.bounds(at).start <= _TOPIC
    return body and opens and not picked_out(scene, span)


def total_of(scene: Scene, place: Place, quantity: Quantity, span: Span) -> bool:
    """``nâng tổng số ca mắc tại địa phương này lên 76 ca``: a place between what is raised and its
    total is whose total it is."""
    start = quantity.number.start
    raised = scene.cue(place.clause, span.start, "raise")
    to = scene.cue(span.end, start, "to_level")
    if raised is None or to is None:
        return False
    return not scene.numbers_between(raised[1], start)


def told_next(scene: Scene, end: int, span: Span) -> bool:
    """Whether a name after a number that ends at ``end`` only opens what is told next: ``2.807 ca,
    tại huyện A có 310 ca``."""
    parted = scene.separators(end, span.start, ",;:")
    return bool(parted) and _numbered(scene, span)


def lives_there(quantity: Quantity, mention: ResolvedMention) -> bool:
    """Whether a named place right behind is where the people counted live."""
    people = quantity.head is not None and quantity.unit in _PEOPLE
    return people and mention.type is EntityType.PLACE and not mention.anaphoric


def joins(quantity: Quantity, mention: ResolvedMention) -> bool:
    """Whether the people counted join the body named right behind them."""
    people = quantity.unit in _PEOPLE and mention.type is EntityType.ORGANIZATION
    return people and 0 <= mention.span.start - quantity.span.end <= _OWNER_REACH


def right_behind(scene: Scene, quantity: Quantity, mention: ResolvedMention) -> bool:
    """Whether a place follows the counted thing at once, in its own stretch of words."""
    gap = mention.span.start - quantity.span.end
    named = mention.type is EntityType.PLACE and not mention.anaphoric
    if not named or not 0 <= gap <= _SEAT_REACH or scene.is_nameless(mention.entity):
        return False
    return not scene.separators(quantity.span.end, mention.span.start, ",;:.(")


def _numbered(scene: Scene, span: Span) -> bool:
    behind = scene.folded[span.end : span.end + _HAS].removeprefix(" có")
    return behind.lstrip(" :(")[:1].isdigit()
