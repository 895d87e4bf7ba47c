"""Wholes and their parts: trong đó, bao gồm, brackets, and fractions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from textmine.model import Aspect, Quantity
from textmine.relate.draft import Draft
from textmine.relate.elided import owns
from textmine.relate.fitting import head_of, same_noun
from textmine.relate.lexicon import Hit
from textmine.relate.measure import OTHER
from textmine.relate.phrases import Phrases
from textmine.relate.scene import Place, Scene

_BODIES = "organization"
_PERHAPS = 1  # how surely something of another noun is a part
_BESIDE = 24  # characters from the last whole to the bracket with its parts
_PAIR = 90  # and from the first of two: 465 dự án với tổng vốn 33 tỷ USD (292 dự án …)
_FEW = 4  # numbers before one in which a part of the same noun is looked for
_WINDOW = 12  # numbers before one among which its whole is looked for
_OUT_OF = 14  # characters of "trong tổng số" before its number
_AT_ONCE = 3  # characters before a parts cue that opens its sentence
_HEAD_REACH = 16  # a parts cue this near a sentence's start looks back to the sentence before


def find_whole(
    scene: Scene, place: Place, drafts: Sequence[Draft], phrases: Phrases
) -> tuple[Draft, str] | None:
    """The draft the number at ``place`` is a part of, and the name of the rule; or ``None``."""
    quantity = scene.quantities[place.index]
    if quantity.dimension == "percent" or owns(scene, quantity):
        return None
    bracket = _bracket(scene, place, drafts, phrases)
    if bracket is not None:
        return bracket, "in brackets after its whole"
    listed = _after_colon(scene, place, drafts)
    if listed is not None:
        return listed, "listed after a colon"
    among = _among(scene, place, drafts)
    if among is not None:
        return among, "trong số"
    cue = scene.cue(place.clause, quantity.number.start, "parts")
    if cue is None:
        return None
    group = scene.cue(place.left, quantity.number.start, "group")
    if group is None and scene.closed_bracket(cue[0], quantity.number.start):
        return None  # (trong đó …); BHTN 191.379 người: the bracket's parts are over
    raised = scene.cue(max(cue[1], place.left), quantity.number.start, "raise")
    if raised is not None and " " in scene.folded[raised[0] : raised[1]]:
        return None  # …, đưa tổng số đảng viên đạt 4.120: what it all comes to, no part
    sentence = place.sentence
    opens = cue[0] - place.clause <= _HEAD_REACH
    earliest = sentence - 1 if opens else sentence
    if cue[0] - place.clause > _AT_ONCE and scene.paragraph_break(max(earliest, 0), sentence):
        earliest = sentence  # a paragraph that opens with "trong đó" goes on with the last one
    if cue[0] - place.clause > _AT_ONCE and scene.cue(*cue[:2], "consists") is not None:
        earliest = sentence  # "Phần sau gồm 30 câu": what is broken up is named in the sentence
    named = quantity.head is not None
    anew = named and _new_measure_after_semicolon(scene, cue[1], quantity.number.start)
    if anew and not _goes_on(scene, quantity, drafts):
        return None
    candidates = [
        draft
        for draft in _since(drafts, earliest)
        if draft.quantity.number.start < cue[0]
        and draft.frame.aspect is Aspect.LEVEL
        and draft.total_of is None
        and draft.plan_of is None
    ]
    whole = _broken_up(scene, place, candidates, cue) or _best(scene, place, candidates)
    if whole is None or not _opens_with_part(scene, cue[1], place, whole):
        return None
    between = whole.quantity.span.end, cue[0]
    things = quantity.dimension == "count"
    if things and scene.cue(*between, "adds") is not None and _larger(quantity, whole):
        return None  # tặng 15 suất quà, sửa chữa 18 nhà: another thing done
    if scene.cue(*between, "elects_apart") is not None:
        return None  # bầu 25 ủy viên, bầu đoàn đại biểu gồm 18 đồng chí
    return whole, "trong đó"


def _among(scene: Scene, place: Place, drafts: Sequence[Draft]) -> Draft | None:
    """``trong số 143 đảng viên mới, chỉ có 41 đồng chí là nông dân``: of the number that "trong
    số" opens, as long as no semicolon comes between."""
    quantity = scene.quantities[place.index]
    for draft in reversed(drafts[-_WINDOW:]):
        if draft.place.sentence != place.sentence:
            return None
        if draft.frame.aspect is not Aspect.LEVEL or draft.plan_of is not None:
            continue
        start, end = draft.quantity.number.start, draft.quantity.span.end
        if not scene.behind(max(draft.place.clause, start - _OUT_OF), start, "out_of"):
            continue
        if scene.separators(end, quantity.number.start, ";"):
            return None
        return draft if _alike(scene, quantity, draft) and not _larger(quantity, draft) else None
    return None


def _larger(quantity: Quantity, whole: Draft) -> bool:
    return not _may_hold(quantity.low, whole.quantity.high or whole.quantity.low)


def _since(drafts: Sequence[Draft], sentence: int) -> list[Draft]:
    """The drafts of a sentence and what follows it, in text order."""
    found = list(takewhile(lambda draft: draft.place.sentence >= sentence, reversed(drafts)))
    return found[::-1]


def _after_colon(scene: Scene, place: Place, drafts: Sequence[Draft]) -> Draft | None:
    """``14 đảng viên: khiển trách 8, cảnh cáo 3``: bare numbers behind what a colon opens."""
    quantity = scene.quantities[place.index]
    if quantity.head is not None or quantity.dimension != "count":
        return None
    colon = scene.folded.rfind(":", place.clause, quantity.span.start)
    if colon < 0:
        return None
    for draft in reversed(drafts):
        if draft.place.sentence != place.sentence:
            return None
        gap = colon - draft.quantity.span.end
        if 0 <= gap <= 1 and draft.quantity.dimension == "count" and draft.indicator != OTHER:
            return draft
    return None


def _goes_on(scene: Scene, quantity: Quantity, drafts: Sequence[Draft]) -> bool:
    """Whether a number before is a part counted by the same noun: ``trong đó, huyện A có 6 người
    chết; huyện B 2 người chết``."""
    here = drafts[-1].place.sentence if drafts else 0
    return any(
        draft.whole is not None
        and draft.place.sentence == here
        and same_noun(scene, draft.quantity, quantity)
        for draft in drafts[-_FEW:]
    )


def _opens_with_part(scene: Scene, start: int, place: Place, whole: Draft) -> bool:
    """Whether the first number after the cue counts what the whole counts: else the cue breaks
    up something else (``1 chốt … gồm 17 hộ … và 13 chốt``)."""
    first = scene.first_number(start)
    if first is None or first >= place.index:
        return True
    quantity = scene.quantities[first]
    return quantity.dimension == "percent" or _alike(scene, quantity, whole) > 0


def _new_measure_after_semicolon(scene: Scene, start: int, end: int) -> bool:
    """Whether a body of its own opens a clause between the cue and the number."""
    semicolon = scene.folded.rfind(";", start, end)
    if semicolon < 0:
        return False
    head = scene.mentions_in(semicolon, min(semicolon + 40, end))
    return bool(head)


def _bracket(
    scene: Scene, place: Place, drafts: Sequence[Draft], phrases: Phrases
) -> Draft | None:
    start = scene.quantities[place.index].span.start
    opened = scene.folded.rfind("(", place.clause, start)
    if opened < 0 or scene.folded.find(")", opened, start) >= 0:
        return None
    if phrases.is_aside(scene.folded[opened + 1 : opened + 20]):
        return None
    before = [
        draft
        for draft in _since(drafts, place.sentence)
        if draft.quantity.span.end <= opened and draft.frame.aspect is Aspect.LEVEL
    ][-2:]
    if not before or opened - before[-1].quantity.span.end > _BESIDE:
        return None
    before = [draft for draft in before if opened - draft.quantity.span.end <= _PAIR]
    closed = scene.folded.find(")", start, place.clause + 2000)
    inside = scene.numbers_between(opened, closed if closed >= 0 else start + 1)
    halves = 2 if scene.quantities[place.index].slash is not None else 1
    if inside < 2 * halves and scene.cue(opened, start, "parts") is None:
        return None
    return _best(scene, place, before)


def _broken_up(
    scene: Scene, place: Place, candidates: Sequence[Draft], cue: Hit
) -> Draft | None:
    """The part that is broken up itself: ``38 trường, trong đó huyện quản lý 35 trường gồm: 14
    trường mầm non, 13 trường tiểu học``."""
    last = candidates[-1] if candidates else None
    if last is None or last.whole is None or scene.cue(*cue[:2], "consists") is None:
        return None
    beside = 0 <= cue[0] - last.quantity.span.end <= _AT_ONCE
    quantity = scene.quantities[place.index]
    if not beside or _larger(quantity, last):
        return None
    return last if _alike(scene, quantity, last) else None


def _best(scene: Scene, place: Place, candidates: Sequence[Draft]) -> Draft | None:
    """The nearest draft before that counts the same things; the last of wholes, not of parts."""
    quantity = scene.quantities[place.index]
    best: tuple[int, bool, int] | None = None
    chosen: Draft | None = None
    for draft in candidates:
        other = draft.quantity
        # A part above its whole is a slip to report, so it only loses against a better whole.
        score = _alike(scene, quantity, draft)
        if score == 0:
            continue
        holds = _may_hold(quantity.high or quantity.low, other.high or other.low)
        if not holds and score == _PERHAPS and quantity.unit == _BODIES:
            continue  # 248 đảng bộ cơ sở (14 đảng bộ bộ phận và 2.370 chi bộ): what they have
        rank = (score, holds, draft.index if draft.whole is None else -1)
        if best is None or rank >= best:
            best, chosen = rank, draft
    return chosen


def _alike(scene: Scene, quantity: Quantity, whole: Draft) -> int:
    """How surely a number counts what a whole counts: 3 the same noun, 2 one that begins alike,
    1 perhaps, 0 not.

    People may be parts under another name (41 nữ of 96 đảng viên); what nothing names is a part
    only of a known measure.
    """
    other = whole.quantity
    if other.dimension != quantity.dimension:
        return 0
    head, whole_head = head_of(scene, quantity), head_of(scene, other)
    if head and head == whole_head:
        return 3 if same_noun(scene, quantity, other) else 2
    if quantity.dimension != "count":
        return 1
    known = whole.indicator != OTHER
    if not head:
        return 1 if known or whole_head else 0
    if other.unit == quantity.unit and other.unit != "count":
        return 1
    people = other.unit in ("person", "household")  # dân số 3,6 triệu người, gồm 7 dân tộc
    return 1 if known and quantity.unit == "count" and not people else 0


def _may_hold(part: Decimal | None, whole: Decimal | None) -> bool:
    return part is None or whole is None or part <= whole
