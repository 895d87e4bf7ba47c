"""Two numbers that belong together: ranges (``10-15``) and fractions (``42/40``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from textmine.model.enums import Approx
from textmine.model.quantity import SlashRole
from textmine.model.span import Span
from textmine.recognize.numeral_words import ONE
from textmine.recognize.numerals import Numeral
from textmine.recognize.quantity_draft import Draft, make_draft, open_bounds
from textmine.recognize.quantity_reject import NotMeasures
from textmine.recognize.quantity_tail import NONE, UNIT, Tail, TailReader
from textmine.recognize.quantity_words import (
    EXACT,
    Left,
    Qualified,
    QualifierReader,
    left_of,
    opens_sentence,
)

_DASH = re.compile(r" {0,2}(?:[-–—~÷]|->) {0,2}")
_SLASH = re.compile(r" ?/ ?")
_MORE = re.compile(r" ?[/-] ?\d")
_PERCENT_BEHIND = re.compile(r"[^\d;.\n]{1,24}(\d{1,3}(?:,\d{1,2})?) ?%")
_THOUSAND = Decimal(1000)
_HUNDRED = Decimal(100)
_ROUNDED = Decimal("0.6")  # percentage points a printed share may be off by
_PLAN_REACH = 24  # characters behind a percentage in which a word of plans stands


@dataclass(frozen=True, slots=True)
class Pair:
    """What two numbers gave (nothing, when they are no measure) and where they end."""

    drafts: tuple[Draft, ...]
    end: int


class PairReader:
    """Reads a number together with the next one."""

    def __init__(self, tails: TailReader, words: QualifierReader, rejects: NotMeasures) -> None:
        self._tails = tails
        self._words = words
        self._rejects = rejects

    def read(
        self, folded: str, clean: str, first: Numeral, tail: Tail, second: Numeral
    ) -> Pair | None:
        """The pair, or ``None`` when the two numbers have nothing to do with one another."""
        if second.decimals < 0:
            return None
        gap = folded[first.end : second.start]
        slashed = bool(first.digits and second.digits and _SLASH.fullmatch(gap))
        # "$10 đến $20": a currency before the first number may stand before the second, too.
        lead = self._tails.prefix(folded, second.start) if tail.lead >= 0 else None
        stop = lead[1] if lead else second.start
        between = folded[tail.end if tail.known else first.end : stop]
        joint = "" if slashed else self._joint(folded, first, tail, second, between)
        if not (slashed or joint):
            return None
        after = self._tails.read(folded, clean, second.end, second.scale)
        if lead and after.kind != UNIT:
            after = self._tails.prefixed(folded, second.start, second.end) or after
        if slashed:
            return self._slash(folded, clean, first, second, after)
        if joint == "," and not after.known:
            return None
        return self._range(folded, first, tail, second, after, dash=joint in ("-", ","))

    def _joint(
        self, folded: str, first: Numeral, tail: Tail, second: Numeral, between: str
    ) -> str:
        """What joins two numbers to a range: a dash, a comma (3, 4 người), a word; else empty."""
        if _DASH.fullmatch(between):
            return "-"
        if between in (",", ", "):
            return "," if not tail.known and _next_to(first, second) else ""
        if not between.startswith(" "):
            return ""
        if between == " và ":
            return between if left_of(folded, _begin(first, tail)).last == "giữa" else ""
        return between if self._words.joint(between) == "range" else ""

    def _slash(
        self, folded: str, clean: str, first: Numeral, second: Numeral, tail: Tail
    ) -> Pair | None:
        nothing = Pair((), second.end)
        if self._tails.glued(folded, second.end) and not tail.known:
            return nothing
        if _MORE.match(folded, second.end) and not tail.known:
            return nothing
        left = left_of(folded, first.start)
        ignored = tail.noun is not None and tail.noun.ignored
        evidence = tail.known and tail.dimension != "duration" and not ignored
        if _could_be_date(first, second):
            if self._rejects.names_day(left):
                return nothing
            if first.low > second.low and evidence and _capital_before(clean, first.start):
                return self._doubtful(folded, clean, first, second, tail)
            said = self._words.before(folded, first.start, "").approx is not EXACT
            if not (evidence or said or self._says_fraction(folded, left, first, second)):
                if self._rejects.cue("date_before", left.last):
                    return nothing
                return self._doubtful(folded, clean, first, second, tail)
        elif not evidence and self._rejects.cue("map_scale", left.last):
            return nothing
        rule = self._rejects.before(folded, first.start, first, tail)
        if rule is not None and not (evidence and rule.keep):
            return nothing  # đứng thứ 12/63 tỉnh: a rank, whatever it is one of
        return self._fraction(folded, first, second, tail)

    def _doubtful(
        self, folded: str, clean: str, first: Numeral, second: Numeral, tail: Tail
    ) -> Pair:
        """A fraction only if its neighbours are: ``mầm non 9/12, tiểu học 15/20``."""
        pair = self._fraction(folded, first, second, tail)
        for draft in pair.drafts:
            draft.doubtful = True
            draft.named = _capital_before(clean, first.start)
        return pair

    def _says_fraction(
        self, folded: str, left: Left, first: Numeral, second: Numeral
    ) -> bool:
        after = folded[second.end : second.end + 24].split(" ")
        following = after[1] if len(after) > 1 and not after[0] else ""
        if (
            folded.startswith((" (", "("), second.end)
            and "%" in folded[second.end : second.end + 24]
        ):
            return True
        if (share := _PERCENT_BEHIND.match(folded, second.end)) is not None:
            told = Decimal(share[1].replace(",", "."))
            if abs(first.low / second.low * _HUNDRED - told) < _ROUNDED:
                return True  # 3/8, đạt 37,5%
            if self._of_plan(folded, share.end()) and self._did(left):
                return True  # kết nạp 3/8, đạt 35,7% chỉ tiêu
        return self._says_before(left) and self._rejects.cue("fraction_after", following)

    def _of_plan(self, folded: str, position: int) -> bool:
        """Whether the next words are those of a plan."""
        words = folded[position : position + _PLAN_REACH].split()
        return self._rejects.cue("plan_after", " ".join(words[:2]).rstrip(".,;:)"))

    def _did(self, left: Left) -> bool:
        """Whether the words say what was done, and cannot announce a day."""
        return self._says_before(left) and not self._rejects.cue("date_before", left.last)

    def _says_before(self, left: Left) -> bool:
        phrases = (left.last, left.phrase(2))
        return any(self._rejects.cue("fraction_before", words) for words in phrases)

    def _fraction(self, folded: str, first: Numeral, second: Numeral, tail: Tail) -> Pair:
        if tail.dimension == "duration":
            tail = Tail(NONE, second.end)
        following = folded[tail.head.start : tail.head.end + 12] if tail.head else ""
        said = self._words.before(folded, first.start, following)
        lower = make_draft(folded, second, tail, Qualified(second.start, EXACT), self._words)
        if first.scale == ONE and second.scale > ONE:
            first = _scaled(first, second.scale)
        upper = make_draft(folded, first, tail, said, self._words)
        upper.unit, upper.dimension = lower.unit, lower.dimension
        upper.slash, lower.slash = SlashRole.NUMERATOR, SlashRole.DENOMINATOR
        upper.partner, lower.partner = lower, upper
        return Pair((upper, lower), lower.end)

    def _range(
        self, folded: str, first: Numeral, tail: Tail, second: Numeral, after: Tail, *, dash: bool
    ) -> Pair | None:
        nothing = Pair((), second.end) if dash else None
        if self._tails.glued(folded, second.end) and second.digits and not after.known:
            return nothing
        if tail.known and (tail.unit != after.unit or not after.known):
            return None
        if _MORE.match(folded, second.end) and not (dash and after.known):
            return nothing
        lower = self._harmonised(first, tail, second)
        begin = _begin(first, tail)
        said = self._words.before(folded, begin, "")
        evidence = not after.bare or second.scale > ONE or said.range_word
        evidence = evidence or said.start < begin
        if lower.low >= second.high or (dash and not evidence):
            return nothing if not (dash and after.known) else None
        left = left_of(folded, said.start)
        if dash and _could_be_date(first, second) and self._rejects.names_day(left):
            return nothing
        probe = after if dash or after.known else tail
        if self._rejects.before(folded, first.start, first, probe) is not None:
            return Pair((), second.end)
        if first.alone and not (after.known and first.alone in ("noun", "unit", "after")):
            return None
        if dash and after.known and self._words.two_sides(folded, after.end):
            return self._both(folded, lower, second, after, said)
        return self._joined(folded, lower, second, after, said)

    def _both(
        self, folded: str, first: Numeral, second: Numeral, tail: Tail, said: Qualified
    ) -> Pair:
        """``55,4 - 55,8 triệu đồng/lượng (mua vào - bán ra)``: two amounts of one unit."""
        lower = make_draft(folded, first, tail, said, self._words)
        lower.end = lower.reach = first.end
        lower.carried = True
        upper = make_draft(folded, second, tail, Qualified(second.start, EXACT), self._words)
        return Pair((lower, upper), upper.end)

    def _harmonised(self, first: Numeral, tail: Tail, second: Numeral) -> Numeral:
        """The first number with the scale of the second, when it has none of its own."""
        if first.scale > ONE or second.scale == ONE or tail.known:
            return first
        scaled = _scaled(first, second.scale)
        if scaled.low < second.high:
            return scaled
        return _scaled(first, second.scale / _THOUSAND) if first.low >= 100 else first

    def _joined(
        self, folded: str, first: Numeral, second: Numeral, tail: Tail, said: Qualified
    ) -> Pair | None:
        draft = make_draft(folded, second, tail, Qualified(second.start, EXACT), self._words)
        if self._rejects.after(folded, second, tail) or self._rejects.dated(folded, tail):
            return Pair((), draft.end)
        factor = tail.factor if tail.known else ONE
        high = second.high * factor
        low = first.low * factor
        if draft.approx is EXACT or draft.approx is Approx.RANGE:
            draft.approx = Approx.RANGE
        draft.low, draft.high = open_bounds(draft.approx, low, high)
        draft.start = said.start
        draft.number = Span(first.start, second.end)
        draft.decimals = max(draft.decimals, first.decimals)
        draft.step = min(draft.step, first.step * factor)
        return Pair((draft,), draft.end)


def _begin(numeral: Numeral, tail: Tail) -> int:
    """Where a number begins, with the currency before it."""
    return numeral.start if tail.lead < 0 else tail.lead


def _next_to(first: Numeral, second: Numeral) -> bool:
    """``3, 4 người``: three or four of them."""
    return first.plain and second.plain and second.low == first.low + 1 and first.low < 9


def _scaled(numeral: Numeral, scale: Decimal) -> Numeral:
    return numeral._replace(
        low=numeral.low * scale,
        high=numeral.high * scale,
        scale=scale,
        step=numeral.step * scale,
        money=True,
    )


def _capital_before(clean: str, start: int) -> bool:
    """Whether a name stands right before: ``Olympic 30/4`` is named for the day."""
    first = clean.rfind(" ", max(0, start - 24), max(start - 1, 0)) + 1
    return clean[first : first + 1].isupper() and not opens_sentence(clean, first)


def _could_be_date(first: Numeral, second: Numeral) -> bool:
    """Whether the digits fit a day and a month."""
    if not (first.plain and second.plain):
        return False
    if len(first.digits) > 2 or len(second.digits) > 2:
        return False
    return 1 <= first.low <= 31 and 1 <= second.low <= 12
