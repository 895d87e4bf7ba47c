"""Datelines: where and when an article says it was written, and the date in its address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from textmine.io.published import iso_date
from textmine.packs.loader import PackSet
from textmine.text.section_patterns import ParagraphPatterns, alternatives

MAX_LINE = 140  # a longer paragraph is no dateline
_DATE = (
    r"(?:(?P<d>\d{1,2})\s{0,2}tháng\s{0,2}(?P<m>\d{1,2})\s{0,2},?\s{0,2}(?:năm\s{0,2})?(?P<y>\d{4})"
    r"|(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4}))(?!\d)"
)
_DATE_IN_WORDS = (
    r"(?:tháng\s{0,2}(?P<n>%s)\s{1,2}(?P<d>\d{1,2}),?"
    r"|(?P<d>\d{1,2})\s{1,2}tháng\s{0,2}(?P<n>%s),?)\s{0,2}(?:năm\s{0,2})?(?P<y>\d{4})(?!\d)"
)
_TIME = r"\d{1,2}\s?(?:[:h]|giờ)\s?(?:\d{2})?(?::\d{2})?(?:['’]|\s?phút)?(?!\w)"
_DAY_MONTH = r"(?:\d{1,2}\s?[/-]\s?\d{1,2}(?![\d/])|\d{1,2} tháng \d{1,2}(?!\w))"
_SEPARATOR = r"[\s,;|:.()\[\]/+•·–—-]|(?<=\+)0?7(?!\d)"
_PLACE = r"\p{Lu}[\w.]{0,12}(?: \p{Lu}[\w.]{0,12}){0,4}"
_YEAR = re.compile(r"\d{4}")
_URL_DATES = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>20\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:\d{4,9})?(?!\d)"),
    re.compile(r"/(?P<y>20\d\d)/(?P<m>\d{1,2})/"),
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline found at the start of a paragraph: its length and its date, if it has a year."""

    length: int
    published: str | None


class DatelineFinder:
    """Recognises datelines; compiled once from the packs' ``[[section_pattern]]`` tables."""

    def __init__(self, packs: PackSet, others: Sequence[ParagraphPatterns] = ()) -> None:
        """``others`` are what may stand beside a date: bylines, boilerplate; compiled if absent."""
        words = alternatives(packs, "dateline_word")
        row = packs.by_id("section_words").get("months")
        self._months = tuple(row.data.get("words", ())) if row else ()
        names = "|".join(sorted(map(regex.escape, self._months), key=len, reverse=True)) or "(?!)"
        date = rf"(?:{_DATE}|{_DATE_IN_WORDS % (names, names)})"
        self._words = regex.compile(words)
        self._date = regex.compile(rf"(?<!\d){date}")
        self._time = regex.compile(_TIME)
        self._whole = regex.compile(rf"(?:{date}|{_TIME}|{words}|{_SEPARATOR})++", regex.DOTALL)
        self._others = others or tuple(
            ParagraphPatterns.of(packs, kind) for kind in ("byline", "boilerplate")
        )
        self._name = regex.compile(_PLACE)
        self._parting = regex.compile(r"\s{0,3}[|•·–—]\s{0,3}|\s{1,3}-\s{1,3}|\s{3,9}")
        self._lead_in = regex.compile(rf"{_PLACE}\s{{0,2}}[,|–-]\s{{0,2}}(?=\S)")
        self._placed = regex.compile(
            rf"{_PLACE}(?:, {_PLACE}){{0,2}},? (?:[Nn]gày )?(?i:{_DATE}|{_DAY_MONTH})"
            r"\s{0,2}(?:\([^()\n]{2,30}\)\s{0,2})?(?:[–—-]|:)\s{1,3}"
        )
        self._bracket = regex.compile(
            r"\(([^()\n]{2,40})\)\s{0,2}(?:[–—:.-]{1,2}\s{0,2}|(?=\p{Lu}))"
        )
        self._capitals = regex.compile(
            r"([\p{Lu}.]{2,12}(?:\.[A-Z]{2,4})?)\s?[–—-]{1,2}\s{1,3}(?=\S)"
        )
        self._named = regex.compile(r"([^\n.,;:()–—-]{3,40})\s[–—-]\s{1,3}(?=\S)")
        row = packs.by_id("section_words").get("agency")
        data = row.data if row else {}
        self._agencies = frozenset(data.get("words", ()))
        self._prefixes = tuple(data.get("prefixes", ()))
        self._not_agencies = frozenset(data.get("not_agency", ()))

    def whole(self, clean: str, folded: str) -> Dateline | None:
        """The paragraph as a dateline and nothing else, or ``None``."""
        if len(clean) > MAX_LINE:
            return None
        dated = _YEAR.search(folded) is not None  # every date we read has one
        if self._whole.fullmatch(folded):
            date = self._date.search(folded) if dated else None
            if date is not None:
                return Dateline(len(clean), self._iso(date))
            if self._time.search(folded) or self._words.search(folded):
                return Dateline(len(clean), None)
        if not dated:
            return None
        place = self._lead_in.match(clean)
        if place and self._whole.fullmatch(folded, place.end()):
            date = self._date.search(folded, place.end())
            if date is not None:
                return Dateline(len(clean), self._iso(date))
        return self._in_parts(clean, folded)

    def _in_parts(self, clean: str, folded: str) -> Dateline | None:
        """A date between an author, a rubric or a counter: ``Tin tức | 16/10/2020 | Lò Thái``."""
        date = self._date.search(folded)
        if date is None:
            return None
        at = 0
        for bar in (*self._parting.finditer(folded), None):
            end = bar.start() if bar else len(folded)
            if end > at and not self._is_part(clean[at:end], folded[at:end]):
                return None
            at = bar.end() if bar else end
        return Dateline(len(clean), self._iso(date))

    def _is_part(self, clean: str, folded: str) -> bool:
        if self._whole.fullmatch(folded) or self._name.fullmatch(clean):
            return True
        return any(patterns.fits(folded) for patterns in self._others)

    def _iso(self, match: regex.Match[str]) -> str | None:
        if month := match.groupdict().get("n"):
            return iso_date(match["y"], str(self._months.index(month) + 1), match["d"])
        return _iso(match)

    def prefix(self, clean: str, folded: str) -> Dateline | None:
        """``(Baosonla) -`` or ``Sơn La, ngày 16/10 -`` before the text proper, or ``None``."""
        if match := self._placed.match(clean):
            date = self._date.search(folded[: match.end()])
            return Dateline(match.end(), self._iso(date) if date else None)
        match = self._bracket.match(clean)
        if match and self._is_agency(match[1], bracketed=True):
            return Dateline(match.end(), None)
        match = self._capitals.match(clean)
        if match and match[1].lower().strip(".") not in self._not_agencies:
            return Dateline(match.end(), None)
        match = self._named.match(clean)
        if match and self._is_agency(match[1], bracketed=False):
            return Dateline(match.end(), None)
        return None

    def _is_agency(self, name: str, *, bracketed: bool) -> bool:
        low = name.strip().lower()
        if low in self._agencies or low.startswith(self._prefixes or ("\0",)):
            return True
        one_word = " " not in low and low[:1].isalpha() and not low.isnumeric()
        return bracketed and one_word and low not in self._not_agencies


def url_date(source: str | None) -> str | None:
    """The date in an address (``…-20201001163534963.htm``, ``/2020/10/16/``), ISO 8601."""
    if not source or "/" not in source:
        return None
    for pattern in _URL_DATES:
        for match in pattern.finditer(source[-400:]):
            if iso := _iso(match):
                return iso
    return None


def _iso(match: re.Match[str] | regex.Match[str]) -> str | None:
    """Day before month; the other way round (``10/16/2020 8:30 AM``) where only that is a date."""
    year, month, day = match["y"], match["m"], match.groupdict().get("d")
    return iso_date(year, month, day) or (iso_date(year, day, month) if day else None)
