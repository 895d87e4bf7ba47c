"""What the words around a time expression make of it: a base, a plan, a result of some months."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from textmine.packs.loader import PackSet

_BEFORE = 64  # characters looked at before an expression
_AFTER = 110  # characters of the same sentence looked at after it
_STOPS = ("\n", ". ")
_CLAUSES = ("\n", ". ", ", ", "; ")
_OCCASION = 90  # characters before a day in which it is said what the day is kept for
_NAME_STOPS = ("\n", ". ", "; ", ": ")
_LEAD_WORDS = 5  # words between a clause's beginning and the months it opens with
_BASE_WORDS = 9  # words between "so với" and the time of what is compared


class Context:
    """Compiled once from the ``time_list`` rows; every method looks at a bounded window.

    ``term_before`` says how many years the term before one of so many years lasted.
    """

    def __init__(self, packs: PackSet) -> None:
        terms = packs.by_id("time_term").values()
        self.term_before = {row.data["years"]: row.data["before"] for row in terms}
        lists = {id: row.data["words"] for id, row in packs.by_id("time_list").items()}
        self._commemorated = regex.compile(_any(lists["commemorated"]))
        self._event = regex.compile(rf"\b{_any(lists['event_names'])}\b")
        done = rf"\b{_any(lists['event_done'])}\b"
        self._event_done = regex.compile(rf"(?<!lần )(?<!thứ )(?<!đợt )\d|{done}")
        lead = _any(lists["event_lead"])
        self._event_lead = _ending(rf"(?:^|[\n.;:!?…,–-]) ?[\"“”]? ?{lead} ")
        self._event_when = _ending(rf"\b{lead} ")
        unborn, born = _any(lists["not_born"]), _any(lists["born"])
        self._born = _ending(rf"(?<!\b{unborn} )\b{born} ")
        self._attribute = _ending(rf"\b{_any(lists['before_attribute'])} ")
        self._reviewed = _ending(rf"\b{_any(lists['reviewed'])} ")
        self._ahead = regex.compile(rf"\b{_any(lists['looking_ahead'])}\b")
        self._results = _ending(rf"\b{_any(lists['before_months'])} ")
        self._told = regex.compile(rf" {_any(lists['after_months'])}\b")
        self._length = _ending(rf"(?:\b{_any(lists['duration_before'])}|\d|%) ")
        self._work = regex.compile(rf" {_any(lists['months_of_work'])}\b")
        self._spent = regex.compile(rf" {_any(lists['months_spent_on'])}\b")
        self._passed = _ending(r"\bqua ")
        self._opening = _ending(
            r"(?:^|[\n.;:!?…)–,-]) ?[\"“”*+-]? ?"
            rf"(?:{_any(lists['months_lead'])} ){{0,{_LEAD_WORDS}}}"
        )
        self._on_day = regex.compile(rf", ?(?!{_any(lists['after_fraction'])}\b)[^\W\d_]")
        now_lead = rf"\b{_any(lists['before_now'])} "
        self._clause = _ending(rf"(?:(?:^|[\n.;:!?…,]) ?[\"“”*+-]? ?|{now_lead})")
        self._after_now = regex.compile(rf",? {_any(lists['after_now'])}\b")
        self._day_opening = _ending(r"(?:^|\n|[.…!?] |\) ?[–-] ?)")
        self._compared = tuple(lists["compared_with"])
        base = rf" (?!{_any(lists['no_base'])}\b)[^\W\d_]+(?:/[^\W\d_]+)?"
        self._base = regex.compile(rf"(?:{base}){{0,{_BASE_WORDS}}}+ ")
        beside, index, of = lists["compared_to"], _any(lists["index_of"]), lists["base_of"]
        self._beside = _ending(
            rf"\b(?:{_any(beside)}|{index} \d[\d.,]{{0,11}} ?%)(?: {_any(of)})? "
        )
        self._may_compare = tuple(f"{words} " for words in (*beside, *of, "%"))

    def commemorated(self, folded: str, start: int) -> bool:
        """Whether the clause tells before it what a day is kept for."""
        first = max(0, start - _OCCASION)
        for stop in _CLAUSES:
            first = max(first, folded.rfind(stop, first, start) + 1)
        return self._commemorated.search(folded, first, start) is not None

    def names_event(self, folded: str, start: int, end: int) -> bool:
        """Whether a year only says which event of a name is meant: ``Hội thi Khéo tay năm 2023``,
        ``chương trình "Xuân yêu thương 2026"``, ``quà Tết Bính Ngọ 2026``."""
        first = max(0, start - _BEFORE)
        for stop in _NAME_STOPS:
            first = max(first, folded.rfind(stop, first, start) + 1)
        name = None
        for found in self._event.finditer(folded, first, end):
            name = found if found.start() <= start else name
        if name is None or folded.endswith((", ", "("), first, start):
            return False
        if name.start() == start:  # the feast itself, with its year
            when = self._event_when.match(folded, first, start) is not None
            return not when and bool(folded[first:start].strip())
        if self._event_done.search(folded, name.end(), start) is not None:
            return False
        return self._event_lead.match(folded, max(0, name.start() - _BEFORE), name.start()) is None

    def born(self, folded: str, start: int) -> bool:
        """Whether the words before say that somebody was born then, or that a value is in its
        prices: ``sinh năm 1936``, ``giá so sánh năm 2010``."""
        return self._born.match(folded, max(0, start - _BEFORE), start) is not None

    def starts_now(self, folded: str, start: int, end: int) -> bool:
        """Whether a clause begins with this ``nay`` and goes on with how things are."""
        if self._after_now.match(folded, end) is None:
            return False
        return self._clause.match(folded, max(0, start - _BEFORE), start) is not None

    def attribute(self, folded: str, start: int) -> bool:
        """Whether the words before make a name with it: ``cây hằng năm``."""
        return self._attribute.match(folded, max(0, start - _BEFORE), start) is not None

    def reviewed(self, folded: str, start: int) -> bool:
        """Whether the words before judge what was done: ``kết quả đánh giá cuối năm 2019``."""
        return self._reviewed.match(folded, max(0, start - _BEFORE), start) is not None

    def ahead(self, folded: str, start: int, end: int) -> bool:
        """Whether the sentence speaks of what is planned."""
        first, last = max(0, start - _BEFORE), min(len(folded), end + _AFTER)
        for stop in _STOPS:
            first = max(first, folded.rfind(stop, first, start) + 1)
            if (found := folded.find(stop, end, last)) >= 0:
                last = found
        return self._ahead.search(folded, first, last) is not None

    def compared(self, folded: str, start: int) -> bool:
        """Whether the expression dates the base of a comparison: ``so với tổng số … cuối năm``."""
        first = max(0, start - _BEFORE)
        for words in self._compared:
            if (at := folded.rfind(words, first, start)) >= 0:
                return self._base.fullmatch(folded, at + len(words), start) is not None
        if not folded.endswith(self._may_compare, first, start):
            return False
        return self._beside.match(folded, first, start) is not None

    def opens_clause(self, folded: str, start: int) -> bool:
        """Whether only words like ``cũng trong``, ``lũy kế`` lie between it and a stop before."""
        return self._opening.match(folded, max(0, start - _BEFORE), start) is not None

    def opens_sentence(self, folded: str, start: int, end: int) -> bool:
        """Whether a sentence begins with this day, maybe behind the paper's sign: ``(BLC) -``."""
        if self._on_day.match(folded, end) is None:
            return False
        return self._day_opening.match(folded, max(0, start - _BEFORE), start) is not None

    def results(self, folded: str, start: int) -> bool:
        """Whether the word before is one that reports are about: ``thu ngân sách``, ``kết quả``."""
        return self._results.match(folded, max(0, start - _BEFORE), start) is not None

    def result_told(self, folded: str, start: int, end: int) -> bool:
        """Whether a result follows and nothing before makes the months a length of time."""
        if self._told.match(folded, end) is None:
            return False
        return self._length.match(folded, max(0, start - _BEFORE), start) is None

    def spent_on(self, folded: str, start: int, end: int) -> bool:
        """Whether so many months may be any: ``qua 9 tháng, đàn ong …``, or were spent on something
        other than a year's plan: ``qua 9 tháng triển khai mô hình``."""
        if self._passed.match(folded, max(0, start - _BEFORE), start) is None:
            return False
        if folded.startswith(",", end):
            return True
        return self._spent.match(folded, end) is not None and not self.work(folded, end)

    def work(self, folded: str, end: int) -> bool:
        """Whether carrying out a year's plan follows: ``triển khai kế hoạch năm``."""
        return self._work.match(folded, end) is not None


def _ending(pattern: str) -> regex.Pattern[str]:
    """The pattern matched backwards from the end of what is looked at, so that a miss is cheap."""
    return regex.compile(f"(?r){pattern}")


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest first, as an atomic group."""
    longest = sorted(words, key=len, reverse=True)
    return "(?>" + "|".join(map(regex.escape, longest)) + ")"
