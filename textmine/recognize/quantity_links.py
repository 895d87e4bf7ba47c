"""Second look at neighbours: changes from one number to another, level lists, a lone "một"."""

from __future__ import annotations

from itertools import pairwise

from textmine.model.quantity import SlashRole
from textmine.model.span import Span
from textmine.recognize.numeral_words import ONE
from textmine.recognize.quantity_draft import Draft, open_bounds
from textmine.recognize.quantity_tail import NOUN, UNIT
from textmine.recognize.quantity_words import QualifierReader, left_of

_CHANGE_REACH = 60
_LIST_REACH = 32
_NAME_REACH = 16  # characters of the last syllable of a name
_WHOLE_BACK = 5  # numbers between a whole and the bracket of its parts
_PART_OF = frozenset({" trong số ", " trong tổng số ", " trên tổng số ", " trong "})
_AND = " và "
_BESIDE = frozenset({",", ", ", " và ", ", và ", " cùng ", "; ", " + ", " hoặc "})


def link_drafts(folded: str, clean: str, drafts: list[Draft], words: QualifierReader) -> None:
    """Ties neighbours together in place; drops what turned out to be an article."""
    _drop_articles(folded, drafts)
    _drop_days(clean, drafts)
    _drop_names(clean, drafts)
    _merge_parts(folded, drafts)
    index = 0
    while index < len(drafts):
        index = _slash_chain(folded, drafts, index)
    _carry_lists(folded, drafts)
    _carry_places(clean, drafts)
    for first, second in pairwise(drafts):
        bare = first.tail.bare and first.dimension in ("count", "money")
        if (
            bare
            and first.slash is None
            and (_changes(folded, first, second, words) or _is_part(folded, first, second))
        ):
            _carry(first, second)


def _drop_articles(folded: str, drafts: list[Draft]) -> None:
    """A lone ``một`` counts only beside another count: ``hai nam và một nữ``."""
    kept: list[Draft] = []
    for index, draft in enumerate(drafts):
        if draft.pending:
            before = kept[-1] if kept else None
            after = drafts[index + 1] if index + 1 < len(drafts) else None
            counted = (before is not None and _beside(folded, before, draft)) or (
                after is not None and not after.pending and _beside(folded, draft, after)
            )
            if not counted:
                continue
        kept.append(draft)
    drafts[:] = kept


def _drop_days(clean: str, drafts: list[Draft]) -> None:
    """``9/12`` is a day unless it stands in a list of fractions or of names."""
    pairs = [draft for draft in drafts if draft.slash is SlashRole.NUMERATOR]
    if not any(draft.doubtful for draft in pairs):
        return
    for group in (pairs, pairs[::-1]):
        for one, other in pairwise(group):
            first, second = (one, other) if one.start < other.start else (other, one)
            certain = not one.doubtful or (one.named and other.named)
            if other.doubtful and certain and _in_list(clean, first, second):
                for draft in (one, other):
                    draft.doubtful = False
                    if draft.partner is not None:
                        draft.partner.doubtful = False
    drafts[:] = [draft for draft in drafts if not draft.doubtful]
    for draft in drafts:
        draft.named = draft.named and draft.slash is None


def _in_list(clean: str, first: Draft, second: Draft) -> bool:
    """Whether two fractions stand in one list, with a word or a few between."""
    gap = clean[first.end : second.start]
    near = 2 < len(gap) <= _LIST_REACH and gap[0] in ",;" and "\n" not in gap
    return near and any(letter.isalpha() for letter in gap)


def _drop_names(clean: str, drafts: list[Draft]) -> None:
    """``Landmark 81`` is a name; ``Thuận Châu 45, Mai Sơn 30`` lists counts."""
    kept = []
    for index, draft in enumerate(drafts):
        if draft.named:
            before = drafts[index - 1] if index else None
            after = drafts[index + 1] if index + 1 < len(drafts) else None
            listed = (before is not None and _listed(clean, before, draft)) or (
                after is not None and after.named and _listed(clean, draft, after)
            )
            if not listed:
                continue
        kept.append(draft)
    drafts[:] = kept


def _listed(clean: str, first: Draft, second: Draft) -> bool:
    """Whether only a name stands between two counts of a list: ``; Mai Sơn ``."""
    gap = clean[first.end : second.start]
    name = gap.removeprefix(_AND)
    if name != gap and first.named and second.named:  # Mai Sơn 30 và Yên Châu 12
        gap = "," + name if all(word[0].isupper() for word in name.split()) else gap
    if not 2 < len(gap) <= _LIST_REACH or "\n" in gap or gap[0] not in ",;":
        return False
    words = gap[1:].split()
    lower = sum(word[0].islower() for word in words)
    return first.dimension == second.dimension == "count" and lower <= 1 < len(words) + lower


def _merge_parts(folded: str, drafts: list[Draft]) -> None:
    """``2 năm 6 tháng``, ``3 tấn 5 tạ``, ``2 đô la và 23 xen`` are one amount each."""
    kept: list[Draft] = []
    for draft in drafts:
        if not (kept and _add_part(folded, kept[-1], draft)):
            kept.append(draft)
    drafts[:] = kept


def _add_part(folded: str, whole: Draft, part: Draft) -> bool:
    form = whole.tail.form
    if form is None or whole.slash or part.slash or whole.low is None or whole.low != whole.high:
        return False
    gap = folded[whole.reach : part.start]
    if part.low is None or (gap != " " and not (gap == " và " and whole.dimension == "money")):
        return False
    ratio = dict(form.parts).get(part.unit)
    if ratio is not None and part.tail.form is not None:
        whole.unit, value = part.unit, whole.low * ratio + part.low
    elif part.unit == whole.unit and part.tail.form and part.tail.factor < whole.tail.factor:
        value = whole.low + part.low
    elif form.minor and part.dimension == "money" and part.tail.factor == form.minor:
        value = whole.low + part.low  # the hundredth of any currency is a xu, a cent
    elif form.minor and part.tail.bare and part.numeral.digits.isdigit():
        value = whole.low + part.low * form.minor
        part.step = form.minor
    else:
        return False
    whole.low = whole.high = value
    whole.step, whole.end, whole.reach = part.step, part.end, part.reach
    whole.number = Span(whole.number.start, part.number.end)
    return True


def _beside(folded: str, first: Draft, second: Draft) -> bool:
    counts = first.dimension == second.dimension == "count"
    return counts and folded[first.end : second.start] in _BESIDE


def _slash_chain(folded: str, drafts: list[Draft], index: int) -> int:
    """``290 hội viên/1.200 phụ nữ`` is a fraction, ``3 hộ/2 thôn/5 xã`` a list of levels and
    ``31 vụ/45 đối tượng`` what happened and who did it."""
    last = index
    while last + 1 < len(drafts):
        gap = folded[drafts[last].reach : drafts[last + 1].number.start]
        if gap.strip(" ") != "/" or drafts[last].slash or drafts[last + 1].slash:
            break
        last += 1
    if last == index + 1:
        first, second = drafts[index], drafts[last]
        alike = first.dimension == second.dimension and not second.tail.bare
        apart = first.tail.acts and first.unit != second.unit
        if alike and not (first.tail.level or second.tail.level or apart):
            first.slash, second.slash = SlashRole.NUMERATOR, SlashRole.DENOMINATOR
            first.partner, second.partner = second, first
            first.end = max(first.end, second.end)
    return last + 1


def _changes(folded: str, first: Draft, second: Draft, words: QualifierReader) -> bool:
    """Whether the words before the second number say that the first one became it."""
    gap = folded[first.reach : second.start]
    if len(gap) > _CHANGE_REACH or any(mark in gap for mark in ";.\n"):
        return False
    left = left_of(folded, second.start)
    count = next((n for n in (4, 3, 2, 1) if words.joints.get(left.phrase(n)) == "from_to"), 0)
    if not count or len(left.words) < count or left.start(count) < first.reach:
        return False
    opener = left_of(folded, first.start)
    return left.start(count) - first.reach <= 1 or opener.last == "từ"


def _carry_lists(folded: str, drafts: list[Draft]) -> None:
    """``85.000 ha (xoài 20.500; nhãn 19.800; chuối 5.900 ha)``: what drops the unit has it."""
    opener: Draft | None = None
    bare: list[Draft] = []
    previous: Draft | None = None
    for draft in drafts:
        if previous is not None and not _goes_on(folded, previous, draft):
            opener, bare = None, []
        if draft.tail.kind == UNIT and draft.dimension != "percent":
            same = opener is not None and opener.unit == draft.unit
            if bare and (same or _in_bracket_of(folded, drafts, bare[0], draft)):
                for item in bare:
                    _carry(item, draft, listed=True)
            opener, bare = draft, []
        elif draft.tail.bare and draft.slash is None:
            bare.append(draft)
        else:
            opener, bare = None, []
        previous = draft


def _carry_places(clean: str, drafts: list[Draft]) -> None:
    """``hơn 8.800 ha lúa bị ngập (Mai Sơn 125,17; Yên Châu 0,25)``: places and bare numbers in the
    bracket right behind an amount have its unit."""
    whole: Draft | None = None
    for before, draft in pairwise(drafts):
        gap = clean[before.end : draft.start]
        named = draft.tail.bare and gap[-_NAME_REACH:].rpartition(" ")[0].rpartition(" ")[2]
        if len(gap) > _CHANGE_REACH or not (named and named.lstrip("(")[:1].isupper()):
            whole = None
        elif gap.count("(") == 1 and not any(mark in gap for mark in ";.:)\n"):
            whole = before if before.tail.kind == UNIT and before.dimension != "percent" else None
        elif ")" in gap or "(" in gap:
            whole = None
        if whole is not None:
            _carry(draft, whole, listed=True)


def _in_bracket_of(folded: str, drafts: list[Draft], first: Draft, last: Draft) -> bool:
    """Whether a list stands in one bracket right behind an amount of the unit it ends with:
    ``138 tỷ đồng, đạt 89% dự toán. (trong đó: thu nội địa 82; thu xuất nhập khẩu 54 tỷ đồng)``."""
    opened = folded.rfind("(", max(first.start - _CHANGE_REACH, 0), first.start)
    if opened < 0 or folded.find(")", opened, last.start) >= 0:
        return False
    index = next(at for at, draft in enumerate(drafts) if draft is first)
    before = drafts[max(index - _WHOLE_BACK, 0) : index]
    line = folded.rfind("\n", 0, opened)
    return any(draft.unit == last.unit and draft.start > line for draft in before)


def _goes_on(folded: str, first: Draft, second: Draft) -> bool:
    gap = folded[first.end : second.start]
    return len(gap) <= _CHANGE_REACH and "." not in gap and "\n" not in gap


def _is_part(folded: str, first: Draft, second: Draft) -> bool:
    """``27 trong tổng số 30 xã``."""
    return folded[first.reach : second.start] in _PART_OF


def _carry(first: Draft, second: Draft, *, listed: bool = False) -> None:
    """The first number of a change takes the unit, the scale and the noun of the second.

    In a list all have one scale; a change may cross one (``từ 800 lên 1,2 tỷ đồng``).
    """
    if second.tail.bare and second.dimension == "count":
        return
    factor = second.tail.factor if second.tail.kind >= NOUN else ONE
    numeral = first.numeral
    scale = ONE
    if numeral.scale == ONE and second.numeral.scale > ONE:
        scale = second.numeral.scale
        crosses = 100 <= numeral.low < 1000 and numeral.low * scale > second.numeral.high
        if crosses and not listed:
            scale = scale / 1000
    low, high = numeral.low * scale * factor, numeral.high * scale * factor
    first.low, first.high = open_bounds(first.approx, low, high)
    first.step = numeral.step * scale * factor
    first.unit, first.dimension, first.head = second.unit, second.dimension, second.head
    first.carried = True
    if first.dimension == "count" and scale == ONE and not first.decimals:
        first.step = first.step * 0
