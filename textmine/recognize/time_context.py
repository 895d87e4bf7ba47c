"""What the words around a time expression make of it: a base, a plan, a result of some months."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from textmine.packs.loader import PackSet

_BEFORE = 64  # characters looked at before an expression
_AFTER = 110  # characters of the same sentence looked at after it
_STOPS = ("\n", ". ")
_LEAD_WORDS = 5  # words between a clause's beginning and the months it opens with
_BASE_WORDS = 9  # words between "so với" and the time of what is compared


class Context:
    """Compiled once from the ``time_list`` rows; every method looks at a bounded window."""

    def __init__(self, packs: PackSet) -> None:
        lists = {id: row.data["words"] for id, row in packs.by_id("time_list").items()}
        self._commemorated = regex.compile(_any(lists["commemorated"]))
        self._attribute = regex.compile(rf"\b{_any(lists['before_attribute'])} $")
        self._ahead = regex.compile(rf"\b{_any(lists['looking_ahead'])}\b")
        self._results = regex.compile(rf"\b{_any(lists['before_months'])} $")
        self._work = regex.compile(rf" {_any(lists['months_of_work'])}\b")
        self._opening = regex.compile(
            r"(?:^|[\n.;:!?…)–,-]) ?[\"“”*+-]? ?"
            rf"(?:{_any(lists['months_lead'])} ){{0,{_LEAD_WORDS}}}+$"
        )
        self._on_day = regex.compile(rf", ?(?!{_any(lists['after_fraction'])}\b)[^\W\d_]")
        self._day_opening = regex.compile(r"(?:^|\n|[.…!?] |\) ?[–-] ?)$")
        base = rf"(?!{_any(lists['no_base'])}\b)[^\W\d_]+(?:/[^\W\d_]+)?"
        self._base = regex.compile(
            rf"\b(?:{_any(lists['compared_with'])}(?: {base}){{0,{_BASE_WORDS}}}"
            rf"|{_any(lists['compared_to'])}(?: của)?"
            r"|bằng \d[\d.,]{0,11} ?%(?: của)?) $"
        )

    def commemorated(self, folded: str, start: int, reach: int = 45) -> bool:
        """Whether the words before tell of what a day is kept for."""
        before = folded[max(0, start - reach) : start]
        before = before[before.rfind("\n") + 1 :]
        before = before[before.rfind(". ") + 1 :]
        return self._commemorated.search(before) is not None

    def attribute(self, folded: str, start: int) -> bool:
        """Whether the words before make a name with it: ``cây hằng năm``."""
        return self._attribute.search(folded, max(0, start - _BEFORE), start) is not None

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
        return self._base.search(folded, max(0, start - _BEFORE), start) is not None

    def opens_clause(self, folded: str, start: int) -> bool:
        """Whether only words like ``cũng trong``, ``lũy kế`` lie between it and a stop before."""
        return self._opening.search(folded, max(0, start - _BEFORE), start) is not None

    def opens_sentence(self, folded: str, start: int, end: int) -> bool:
        """Whether a sentence begins with this day, maybe behind the paper's sign: ``(BLC) -``."""
        if self._on_day.match(folded, end) is None:
            return False
        return self._day_opening.search(folded, max(0, start - _BEFORE), start) is not None

    def results(self, folded: str, start: int) -> bool:
        """Whether the word before is one that reports are about: ``thu ngân sách``, ``kết quả``."""
        return self._results.search(folded, max(0, start - _BEFORE), start) is not None

    def work(self, folded: str, end: int) -> bool:
        """Whether carrying out a year's plan follows: ``triển khai kế hoạch năm``."""
        return self._work.match(folded, end) is not None


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest first, as an atomic group."""
    longest = sorted(words, key=len, reverse=True)
    return "(?>" + "|".join(map(regex.escape, longest)) + ")"
