"""The whole of a share that the words behind its percentage name: ``chiếm 12,53% trong tổng số
22.626 hộ``, ``chiếm 91,4% dân số``."""

from __future__ import annotations

from collections.abc import Sequence

from textmine.model import Aspect, Status
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER
from textmine.relate.reckon import is_share, slipped_share
from textmine.relate.scene import Scene

_OUT_OF = 14  # characters of "trong tổng số" before its number
_BETWEEN = 40  # characters from the percentage to the number that is its whole
_NOUN = 2  # syllables that name what a whole counts
_NEAR = 20  # numbers before and behind a percentage among which its whole is looked for
_PREFIXES = frozenset({"tổng", "số", "toàn", "trong"})


def whole_behind(
    scene: Scene, drafts: Sequence[Draft], part: Draft, percent: Draft
) -> Draft | None:
    """The whole that words tie to a percentage, whatever the values; ``None`` if they name none
    or more than one number."""
    return _next(scene, drafts, part, percent) or _named(scene, drafts, part, percent)


def _next(scene: Scene, drafts: Sequence[Draft], part: Draft, percent: Draft) -> Draft | None:
    """``… % trong tổng số 22.626 hộ``: the number right behind."""
    if percent.index + 1 >= len(drafts):
        return None
    whole = drafts[percent.index + 1]
    start, end = percent.quantity.span.end, whole.quantity.number.start
    if whole.place.sentence != percent.place.sentence or end - start > _BETWEEN:
        return None
    if not _may_be(part, whole) or scene.separators(start, end, ",;:"):
        return None
    return whole if scene.behind(max(start, end - _OUT_OF), end, "out_of") else None


def _named(scene: Scene, drafts: Sequence[Draft], part: Draft, percent: Draft) -> Draft | None:
    """``chiếm 91,4% dân số; dân số toàn xã 23.810 người``: the only number of that name."""
    start = percent.quantity.span.end
    words = scene.folded[start : min(percent.place.right, start + _BETWEEN)].split()
    while words and words[0] in _PREFIXES:
        del words[0]
    noun = " ".join(words[:_NOUN]).strip(".,;:()")
    if noun.count(" ") != _NOUN - 1:
        return None
    near = drafts[max(percent.index - _NEAR, 0) : percent.index + _NEAR]
    told = [
        draft
        for draft in near
        if draft is not part and _may_be(part, draft) and _is_called(scene, draft, noun)
        and part.subject == draft.subject is not None and draft.whole is None
    ]  # fmt: skip
    counted = [draft for draft in told if _counts(scene, draft, noun)] or told
    exact = [draft for draft in counted if draft.quantity.approx == "exact"] or counted
    if len({draft.quantity.low for draft in exact}) != 1:
        return None
    below = (exact[0].quantity.low or 0) < (part.quantity.low or 0)
    slip = slipped_share(percent.quantity, part.quantity, exact[0].quantity)
    return exact[0] if slip or not below else None


def names_another(scene: Scene, part: Draft, whole: Draft, percent: Draft) -> bool:
    """``3.115 hộ đạt 60,5% so với hộ hội viên``: the words behind say what else it is of."""
    if is_share(percent.quantity, part.quantity, whole.quantity):
        return False
    start = percent.quantity.span.end
    compared = scene.first_cue(start, min(percent.place.right, start + _OUT_OF), "compare")
    if compared is None or scene.folded[start : compared[0]].strip() or whole.quantity.head is None:
        return False
    words = scene.folded[compared[1] : percent.place.right].split()
    while words and words[0] in _PREFIXES:
        del words[0]
    noun = " ".join(words[:_NOUN]).strip(".,;:()")
    told = scene.folded[whole.place.left : whole.quantity.span.end]
    return bool(noun) and noun not in told  # so với số giới thiệu: of the 58 "giới thiệu 58 …"


def _may_be(part: Draft, whole: Draft) -> bool:
    """A level of the part's dimension that was reached, and no half of a fraction."""
    alike = whole.quantity.unit == part.quantity.unit or whole.indicator == part.indicator != OTHER
    same = alike and whole.quantity.dimension == part.quantity.dimension
    plain = whole.frame.aspect is Aspect.LEVEL and whole.quantity.slash is None
    reached = whole.status is not Status.TARGET and whole.breakdown is None
    return same and plain and reached


def _is_called(scene: Scene, draft: Draft, noun: str) -> bool:
    """Whether a number counts that noun, or measures what is called so."""
    return _counts(scene, draft, noun) or draft.label.casefold().startswith(noun)


def _counts(scene: Scene, draft: Draft, noun: str) -> bool:
    head = draft.quantity.head
    return head is not None and head.of(scene.folded).startswith(noun)
