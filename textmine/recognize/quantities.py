"""Finds the numbers that measure something: ``QuantityFinder(packs).find(article, times)``.

Numbers are scanned once; only around a number is anything looked at.  To its right stands a unit
or a counted noun, to its left a qualifier or a word that makes it a name, a date, an ordinal.
Two numbers may belong together: a range, a fraction, a change from one to the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from textmine.model.article import Article
from textmine.model.enums import SectionKind
from textmine.model.period import TimeMention
from textmine.model.quantity import Quantity
from textmine.model.span import Span
from textmine.packs.loader import PackSet
from textmine.recognize.numeral_words import ONE
from textmine.recognize.numerals import Numeral, NumeralReader
from textmine.recognize.place_words import is_plain
from textmine.recognize.quantity_draft import Draft, as_quantities, make_draft, normal
from textmine.recognize.quantity_links import link_drafts
from textmine.recognize.quantity_pairs import PairReader
from textmine.recognize.quantity_reject import NotMeasures
from textmine.recognize.quantity_tail import NAME, NOUN, UNIT, Tail, TailReader
from textmine.recognize.quantity_words import EXACT, QualifierReader, left_of, opens_sentence
from textmine.recognize.quantity_zero import ZeroReader

_SILENT = frozenset({SectionKind.DATELINE, SectionKind.BYLINE, SectionKind.BOILERPLATE})
_LIST_GAP = frozenset(
    {",", ", ", " và ", ", và ", "-", " - ", "–", " – ", " đến ", " hoặc ", "; ", " & "}
)
_AND = frozenset({" và ", " hoặc ", "-", " - ", " đến "})
_LONGEST_GAP = 8  # characters
_PAIR_REACH = 24
# 1.2. or 1.1.3. at the start of a line: the number of a heading.
_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.(?=[ \n]|\Z)")
_ITEM_MARKS = frozenset(".)/")
_NARROWING = 2  # words between what is counted and what it lacks
_YEAR_OF_MONTHS = 12
_YEARS = range(1900, 2100)


@dataclass(slots=True)
class _Run:
    """One article being read: what was found, and the last number a list rule took."""

    clean: str
    folded: str
    numerals: list[Numeral]
    blocked: list[tuple[int, int]]
    drafts: list[Draft]
    article: Article
    done: int = 0  # numbers before this position are spoken for
    listed: int = -1  # end of the last number a list rule took


class QuantityFinder:
    """Compiled once from the packs; ``find`` is pure and never raises on any text."""

    def __init__(self, packs: PackSet) -> None:
        self.numerals = NumeralReader(packs)
        self.tails = TailReader(packs)
        self.words = QualifierReader(packs)
        self.rejects = NotMeasures(packs)
        self._zeros = ZeroReader(packs, self.tails)
        self._pairs = PairReader(self.tails, self.words, self.rejects)

    def find(self, article: Article, times: Sequence[TimeMention] = ()) -> tuple[Quantity, ...]:
        """Quantities in order of their number; ``times`` are stretches that hold none.

        All spans are clean.  ``pair`` indexes this tuple.
        """
        blocked = _blocked(article, times)
        numerals = self.numerals.scan(
            article.folded, article.clean, blocked, _cell_ends(article)
        )
        run = _Run(article.clean, article.folded, numerals, blocked, [], article)
        for index, numeral in enumerate(run.numerals):
            if numeral.start >= run.done and not (numeral.alone and _inside(blocked, numeral)):
                self._read(run, index, numeral)
        zeros = [z for z in self._zeros.find(run.folded) if not _inside(blocked, z.numeral)]
        if zeros:
            ends = {draft.end for draft in run.drafts}
            zeros = [zero for zero in zeros if not _of_the_counted(run.folded, zero.start, ends)]
        link_drafts(run.folded, run.clean, run.drafts, self.words)
        return as_quantities([*run.drafts, *zeros])

    def whole(self, article: Article) -> Quantity | None:
        """The phrase as one bare number (``-1,2M``, ``không``); ``None`` when it is no such thing.

        What no running text takes for a number of its own is one where nothing stands beside it.
        """
        text = article.clean.strip()
        numeral = self.numerals.whole(text)
        if numeral is None:
            return None
        start = article.clean.find(text)
        span = Span(start, start + len(text))
        step = Decimal(0) if numeral.scale == ONE and not numeral.decimals else numeral.step
        value = normal(numeral.low)
        return Quantity(
            span, span, value, value, numeral.decimals, normal(step) or Decimal(0), EXACT,
            "count", "count",
        )  # fmt: skip

    def _read(self, run: _Run, index: int, numeral: Numeral) -> None:
        if numeral.digits:
            if self._foreign(run, numeral):
                return
            end = self.rejects.shape(run.folded, numeral.start)
            if end >= 0:
                run.done = run.listed = max(end, numeral.end)
                return
            if numeral.decimals < 0:
                return
        tail = self._tail(run, numeral)
        following = run.numerals[index + 1] if index + 1 < len(run.numerals) else None
        near = following is not None and following.start - tail.end < _PAIR_REACH
        if numeral.alone and not (tail.known or near or numeral.money):
            return
        if following is not None and near:
            pair = self._pairs.read(run.folded, run.clean, numeral, tail, following)
            if pair is not None:
                run.drafts.extend(pair.drafts)
                run.done = pair.end
                if not pair.drafts:
                    run.listed = pair.end
                return
        self._single(run, numeral, tail)

    def _tail(self, run: _Run, numeral: Numeral) -> Tail:
        """The tail; a bare number that a currency precedes takes it."""
        tail = self.tails.read(run.folded, run.clean, numeral.end, numeral.scale)
        if tail.kind != UNIT and numeral.digits:
            return self.tails.prefixed(run.folded, numeral.start, numeral.end) or tail
        return tail

    def _foreign(self, run: _Run, numeral: Numeral) -> bool:
        """Whether the digits are part of a name, an address or another token."""
        folded, start = run.folded, numeral.start
        if start == 0:
            return _numbers_list(folded, numeral)
        before = folded[start - 1]
        if before in " \n" or before in "([{\"'“‘«:;,>~<=≥≤…•*+–—-":
            if before in "-–—+" and start > 1 and folded[start - 2].isalnum():
                return not any(draft.reach == start - 1 for draft in run.drafts[-1:])
            if before in ":," and start > 1 and folded[start - 2].isdigit():
                return True
            if before in ",;" and start > 1 and folded[start - 2].isalpha():
                return _in_address(folded, start)
            return _numbers_list(folded, numeral)
        if before == "/":
            return not any(draft.reach in (start - 1, start - 2) for draft in run.drafts[-1:])
        if before.isalpha() and _typo(run.clean, start):
            return False
        if before.isalnum() or before in "$€£₫.":
            return self.tails.prefix(folded, start) is None
        return True

    def _single(self, run: _Run, numeral: Numeral, tail: Tail) -> None:
        folded = run.folded
        glued = bool(numeral.digits) and self.tails.glued(folded, numeral.end)
        if glued and not tail.known:
            return
        if tail.kind == NAME and numeral.plain:
            return  # the number of a house in a street
        if numeral.low != numeral.high and not (tail.head or tail.known or numeral.money):
            return  # hàng chục, hàng trăm triệu đồng
        if self._takes(run, numeral, tail):
            run.listed = numeral.end
            return
        following = folded[tail.head.start : tail.head.end + 12] if tail.head else ""
        first = numeral.start if tail.lead < 0 else tail.lead
        said = self.words.before(folded, first, following)
        if tail.dimension == "duration" and self._dates(run, numeral, tail, said.start):
            run.listed = tail.end
            return
        if numeral.alone and not self._counts(run, numeral, tail, said.start != numeral.start):
            return
        draft = make_draft(folded, numeral, tail, said, self.words)
        draft.pending = numeral.alone == "unit" and tail.kind != UNIT and numeral.scale == ONE
        bare = not tail.known and said.start == numeral.start
        draft.named = bare and _named(run, numeral) and not _in_cell(run, numeral)
        run.drafts.append(draft)
        run.done = draft.end

    def _takes(self, run: _Run, numeral: Numeral, tail: Tail) -> bool:
        """Whether a rule of not_measures.toml takes the number, for itself or with its list."""
        folded = run.folded
        if tail.noun is not None and tail.noun.ignored:
            return True
        if self.rejects.before(folded, numeral.start, numeral, tail) is not None:
            return True
        if self.rejects.after(folded, numeral, tail) is not None or _is_year(numeral, tail):
            return True
        if tail.known or not numeral.plain:
            return False
        # Slices of what may be the whole text before the number would make this quadratic.
        first = max(numeral.start - _LONGEST_GAP, 0)
        listed = run.listed >= first and folded[run.listed : numeral.start] in _LIST_GAP
        fence = _fence_before(run.blocked, numeral)
        return listed or (fence >= first and folded[fence : numeral.start] in _AND)

    def _dates(self, run: _Run, numeral: Numeral, tail: Tail, start: int) -> bool:
        """Whether a duration dates something instead of measuring it; ``start`` is its span's."""
        if start == numeral.start:
            return self.rejects.dated(run.folded, tail) or self._reports_months(run, numeral, tail)
        rule = self.rejects.before(run.folded, start, numeral, tail, "duration")
        return rule is not None or self.rejects.dated(run.folded, tail)

    def _reports_months(self, run: _Run, numeral: Numeral, tail: Tail) -> bool:
        """Whether a few months are the period reported on: ``kết quả 6 tháng``."""
        if tail.unit != "month" or numeral.high >= _YEAR_OF_MONTHS:
            return False
        if run.drafts and run.drafts[-1].reach == numeral.start - 1:
            return False
        return left_of(run.folded, numeral.start).last not in self.words.contexts["months_last"]

    def _counts(self, run: _Run, numeral: Numeral, tail: Tail, qualified: bool) -> bool:
        """Whether a spelled number has beside it what it needs (see numerals.toml)."""
        need = numeral.alone
        left = left_of(run.folded, numeral.start)
        if need == "qualified" and left.last == "cả":
            return tail.known
        if left.last in self.words.contexts["not_count"] or not _lower(run.clean, numeral):
            return qualified and tail.known
        if need == "qualified":
            return qualified and tail.known
        if need == "after":
            return tail.kind == NOUN and left.last in self.words.contexts["five"]
        if need == "unit":
            if numeral.scale > ONE:
                return tail.known or numeral.money
            if tail.kind == UNIT:
                article = tail.form is not None and tail.form.article
                return not article and tail.dimension not in ("duration", "count")
            return tail.kind == NOUN
        return need == "noun" and tail.known


def _blocked(article: Article, times: Sequence[TimeMention]) -> list[tuple[int, int]]:
    """Stretches without quantities, in order, joined where they overlap."""
    spans = [(time.span.start, time.span.end) for time in times]
    spans.extend((s.start, s.end) for s in article.sections if s.kind in _SILENT)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cell_ends(article: Article) -> list[int]:
    """Where tabs stood in the text, in clean offsets: cells of tables end there."""
    found = []
    at = article.text.find("\t")
    while at >= 0:
        found.append(article.cleaned(at))
        at = article.text.find("\t", at + 1)
    return found


def _inside(blocked: list[tuple[int, int]], numeral: Numeral) -> bool:
    index = bisect_right(blocked, (numeral.start, 1 << 60)) - 1
    return index >= 0 and numeral.start < blocked[index][1]


def _fence_before(blocked: list[tuple[int, int]], numeral: Numeral) -> int:
    """End of the last blocked stretch before the number, 0 if none."""
    index = bisect_right(blocked, (numeral.start, 1 << 60)) - 1
    return blocked[index][1] if index >= 0 else 0


def _lower(clean: str, numeral: Numeral) -> bool:
    """Whether a spelled number is not a name: its second word, or a word inside a sentence."""
    if not clean[numeral.start].isupper():
        return True
    if opens_sentence(clean, numeral.start):
        # "…; Ba Đồn 2.555 ha": in a list of names it is one, too
        named = clean[numeral.end : numeral.end + 2].strip().isupper()
        return not named or clean[: numeral.start].rstrip(" ")[-1:] not in (";", ",")
    return clean[numeral.start : numeral.start + 2].isupper()


def _named(run: _Run, numeral: Numeral) -> bool:
    """Whether the word right before a bare number is a name's: capitalised, or foreign."""
    short = numeral.digits and numeral.scale == ONE and numeral.end - numeral.start <= 5
    if run.drafts and run.drafts[-1].tail.kind == UNIT and numeral.start - run.drafts[-1].reach < 3:
        return False  # the word before is a unit: 20 Rupees 43
    clean, stop = run.clean, numeral.start
    while stop and numeral.start - stop < 3 and clean[stop - 1] in " -–":
        stop -= 1
    if not short or stop == numeral.start:
        return False
    if run.drafts and run.drafts[-1].end == stop - 1 and clean[stop - 1] in ",;":
        return False  # 10 sản phẩm OCOP, 8 đánh giá mới: the name belongs to what was counted
    first = max(clean.rfind(mark, max(0, stop - 24), stop) for mark in " \n")
    word = clean[first + 1 : stop]
    if len(word) > 1 and word.isupper() and clean[max(0, first - 12) : first].isupper():
        return False  # a headline in capitals
    if word[:1].isupper() and not opens_sentence(clean, first + 1):
        return True
    return word.isalpha() and not word.islower() and not is_plain(word)


def _in_cell(run: _Run, numeral: Numeral) -> bool:
    """Whether a tab stands right before the number: in the next cell of a table."""
    text = run.article.text
    if "\t" not in text:
        return False
    start = run.article.original(Span(numeral.start, numeral.end)).start
    return text[start - 1 : start] == "\t"


def _is_year(numeral: Numeral, tail: Tail) -> bool:
    if not numeral.plain or len(numeral.digits) != 4 or int(numeral.low) not in _YEARS:
        return False
    return not tail.known or tail.dimension == "duration" or tail.unit == "count"


def _numbers_list(folded: str, numeral: Numeral) -> bool:
    """``1. Công tác …``, ``2) Tổng số …``, ``(3) …``, ``1.2. …``: the number of an item."""
    start, end = numeral.start, numeral.end
    if _HEADING.match(folded, start) and (start == 0 or folded[start - 1] == "\n"):
        return True
    if end - start > 2 or folded[end : end + 1] not in _ITEM_MARKS or not numeral.plain:
        return False
    line = folded[max(0, start - 24) : start]
    opening = line.rstrip(" ")
    after = folded[end + 1 : end + 2]
    marked = folded[end] in ".)/" and after in ("", " ", "\n")
    if folded[end] == "." and after.isalpha() and opening.endswith("\n"):
        return True
    if marked and (not opening or opening[-1] in "\n•*" or opening.endswith(("mục", ";"))):
        return True
    if folded[end] == ")" and opening.endswith("("):
        rest = opening[:-1].rstrip(" ")
        return not rest or rest[-1] in "\n.:;,"
    return False


def _typo(clean: str, start: int) -> bool:
    """Whether the number is stuck to a plain Vietnamese word (gồm50): codes have no accents."""
    first = start
    while first > 0 and start - first < 8 and clean[first - 1].isalpha():
        first -= 1
    word = clean[first:start]
    return not word.isascii() and word[-1].islower()


def _in_address(folded: str, start: int) -> bool:
    """Whether the token around ``start`` is a web or mail address."""
    first = folded.rfind(" ", max(0, start - 80), start) + 1
    token = folded[first : start + 20]
    return "://" in token or "www." in token or "@" in token


def _of_the_counted(folded: str, start: int, ends: Collection[int]) -> bool:
    """``4 chi bộ chưa kết nạp được đảng viên nào``: what the counted ones lack is no number of
    its own.  ``ends`` are the ends of the numbers with what they count."""
    left = left_of(folded, start)
    near = range(1, min(_NARROWING, len(left.words)) + 1)
    return start - 1 in ends or any(left.start(count) - 1 in ends for count in near)
