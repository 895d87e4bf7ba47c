"""Splits sections into sentences: one scan for marks that may end one, a close look at each.

A full stop, question or exclamation mark or ellipsis ends a sentence when space and a capital,
digit or opening quote follow, or the section ends; not after an abbreviation that belongs to what
follows, a list number or a foreign middle initial.  A line break ends one at a blank line,
before a list item, and otherwise unless the line was merely wrapped.  Colons and semicolons never
do.  Work is linear in the text: every look around a mark is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from textmine.model import Section, Sentence
from textmine.packs.loader import PackSet

_LOOK_BACK = 24  # longer words before a full stop are no abbreviations
_OPENERS = "\"“‘'«([-–—•*+ "
_BROKEN_LINE_ENDS = ",-–(“‘"  # a line ending so goes on in the next
_FOREIGN_LETTERS = frozenset("FJWZ")  # no Vietnamese word begins with them
_BRACKET = 60  # characters a bracket may reach over a line break
_MIN_WRAP, _MAX_WRAP = 40, 120  # columns; longer lines are whole paragraphs


@dataclass(frozen=True, slots=True)
class _Patterns:
    mark: re.Pattern[str]
    word: re.Pattern[str]
    before: re.Pattern[str]
    given: re.Pattern[str]
    enumerator: re.Pattern[str]
    listed: re.Pattern[str]
    item: re.Pattern[str]
    blank: re.Pattern[str]
    thousand: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        # The set comes first so that the scanner can skip by it.
        mark=re.compile(
            # A run of marks is looked at once, from its first.
            r"[.!?…\n](?:(?<=\n)|(?<![.!?…][.!?…])[.!?…]*+"
            r"(?: ?[”»]|[\"”’'»)\]]){0,4}(?=\s|\Z))"
        ),
        word=re.compile(r"[\w./&]+\Z"),
        before=re.compile(r"(\w+) +\Z"),
        given=re.compile(r"(\w+) (\w+) +\Z"),
        enumerator=re.compile(
            r"[(\[\"“]?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVXLC]{1,5}|[A-Za-zđĐ])\.\Z"
        ),
        listed=re.compile(r"[:;,(] ?\d{1,2}\Z"),
        item=re.compile(
            r"(?:[-–—+*•●▪◦·○■□➢✓✔]|\d{1,2}[.)]|[IVXLC]{1,5}[.)]|[a-zđA-ZĐ][.)])(?=\s)"
            r"|[-–+*•●▪◦·○■□➢✓✔]"
        ),
        blank=re.compile(r"[^\S\n]*(?:\n|\Z)"),
        thousand=re.compile(r"\d{3}(?!\d)"),
    )


class SentenceSplitter:
    """Splits cleaned text; build once from packs (``dotted``, ``initial_host``, ``numbered``)."""

    __slots__ = ("_binding", "_hosts", "_lone", "_numbered")

    def __init__(self, packs: PackSet) -> None:
        binding: set[str] = set()
        lone: set[str] = set()
        for row in packs.by_id("dotted").values():
            forms = row.data.get("forms")
            if not isinstance(forms, list) or not all(isinstance(f, str) and f for f in forms):
                raise row.error("forms must be a list of words")
            if row.data.get("lone"):
                lone.update(forms)
            else:
                binding.update(
                    shape for form in forms for shape in (form, form.capitalize(), form.upper())
                )
        self._binding = frozenset(binding)
        self._lone = frozenset(lone)
        numbered = [
            re.escape(word)
            for row in packs.by_id("numbered").values()
            for word in row.data.get("words", ())
        ]
        number = r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[ivxlc]{1,6})\Z"
        self._numbered = re.compile(rf"(?:{'|'.join(numbered) or '(?!)'}) {number}")
        self._hosts = frozenset(
            word.rpartition(" ")[2]
            for row in packs.by_id("initial_host").values()
            for word in row.data.get("words", ())
        )

    def split(
        self, clean: str, folded: str, sections: Sequence[Section]
    ) -> tuple[Sentence, ...]:
        """Sentences in order; each lies in one section and starts and ends on a printed character.

        Together they cover every character of every section that is not white space.  ``folded``
        is ``clean`` in lower case, of the same length.
        """
        found: list[Sentence] = []
        for index, section in enumerate(sections):
            for start, end in self._section(clean, folded, section.start, section.end):
                found.append(Sentence(start, end, index))
        return tuple(found)

    def _section(
        self, clean: str, folded: str, start: int, end: int
    ) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        lines = _Lines(clean, start, end)
        begin = lines.skip(start)
        for match in _patterns().mark.finditer(clean, begin, end):
            mark, stop = match.span()
            if mark < begin:
                continue
            if clean[mark] == "\n":
                ends = lines.ends_at(mark)
                stop = mark
            else:
                ends = self._ends_at(clean, folded, begin, mark, stop, end)
            if ends:
                while stop > begin and clean[stop - 1].isspace():
                    stop -= 1
                if stop > begin:
                    spans.append((begin, stop))
                begin = lines.skip(match.end())
        while end > begin and clean[end - 1].isspace():
            end -= 1
        if end > begin:
            spans.append((begin, end))
        return spans

    def _ends_at(
        self, clean: str, folded: str, begin: int, mark: int, stop: int, end: int
    ) -> bool:
        """Whether the mark at ``mark`` (its run and closing quotes end at ``stop``) ends it."""
        nxt = stop
        while nxt < end and clean[nxt] in " \n":
            if clean[nxt] == "\n":
                return stop == nxt and self._before_break(clean, folded, begin, mark, stop)
            nxt += 1
        if nxt >= end:
            return True
        probe = nxt
        while probe < end and probe - nxt < 4 and clean[probe] in _OPENERS:
            probe += 1
        if probe >= end:
            return False
        head = clean[probe]
        if head.islower() or not (head.isalnum() or clean[nxt] in _OPENERS):
            return False
        if clean[mark] != "." or stop - mark > 1:
            return True
        return not self._holds_on(clean, folded, begin, mark, probe)

    def _before_break(self, clean: str, folded: str, begin: int, mark: int, stop: int) -> bool:
        if clean[mark] != "." or stop - mark > 1:
            return clean[mark] == "." or clean[stop - 1] in ".!?…\"”’'»)]"
        return not self._holds_on(clean, folded, begin, mark, stop + 1)

    def _holds_on(self, clean: str, folded: str, begin: int, mark: int, nxt: int) -> bool:
        """Whether the single full stop at ``mark`` belongs to the word before it."""
        patterns = _patterns()
        if mark - begin <= 12 and patterns.enumerator.match(clean, begin, mark + 1):
            return True
        if mark - begin <= _LOOK_BACK and self._numbered.match(folded, begin, mark):
            return True
        low = max(begin, mark - _LOOK_BACK)
        last = clean[mark - 1] if mark > low else " "
        if last.isdigit():
            if patterns.listed.search(clean, low, mark):
                return True
            digits = mark
            while digits > low and clean[digits - 1].isdigit():
                digits -= 1
            return mark - digits <= 3 and bool(patterns.thousand.match(clean, nxt))
        found = patterns.word.search(clean, low, mark)
        if found is None:
            return False
        word = found.group()
        if word in self._binding or word.rpartition(".")[2] in self._binding:
            return True
        if len(word) > 1:
            return False
        return self._lone_letter(clean, folded, low, found.start(), nxt)

    def _lone_letter(self, clean: str, folded: str, low: int, at: int, nxt: int) -> bool:
        """A single letter before the stop: a level word, a middle initial or a hidden name."""
        letter = clean[at]
        if letter in _FOREIGN_LETTERS or clean[nxt] in _FOREIGN_LETTERS:
            return True
        before = _patterns().before.search(folded, low, at)
        word = before.group(1) if before else ""
        if letter in self._lone:
            hidden = word in self._hosts or _is_named(clean, low, at)
            return not hidden or clean[nxt - 1] in "(["
        if not letter.isupper() or not before:
            return False
        named = clean[before.start()].isupper() and word.isascii()
        after = re.match(r"\w{1,20}", clean[nxt : nxt + 20])
        return named and after is not None and after.group().isascii()


def _is_named(clean: str, low: int, at: int) -> bool:
    """Whether a family and a middle name stand before ``at`` (``Sồng A T.``); no acronyms."""
    found = _patterns().given.search(clean, low, at)
    return found is not None and all(word.istitle() for word in found.groups())


class _Lines:
    """What a line break means in one section; measures the lines only when asked."""

    __slots__ = ("_end", "_start", "_text", "_width")

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._width: int | None = None

    def skip(self, at: int) -> int:
        """The first printed character at or after ``at``."""
        text, end = self._text, self._end
        while at < end and text[at].isspace():
            at += 1
        return at

    def ends_at(self, at: int) -> bool:
        """Whether the line break at ``at`` ends a sentence."""
        text, end = self._text, self._end
        patterns = _patterns()
        if patterns.blank.match(text, at + 1, end):
            return True
        nxt = self.skip(at + 1)
        if nxt >= end or patterns.item.match(text, nxt, end):
            return True
        last = text[max(self._start, at - 40) : at].rstrip()[-1:]
        if text[nxt].islower() or (last and last in _BROKEN_LINE_ENDS):
            return False
        return not (self._in_brackets(at) or self._wrapped(at, nxt))

    def _in_brackets(self, at: int) -> bool:
        """Whether a bracket opened shortly before the break is closed shortly after it."""
        text = self._text
        low, high = max(self._start, at - _BRACKET), min(self._end, at + _BRACKET)
        opened = text.rfind("(", low, at)
        closed = text.find(")", at, high)
        if opened <= text.rfind(")", low, at) or closed < 0:
            return False
        return "(" not in text[at:closed] and "\n" not in text[opened:at]

    def _wrapped(self, at: int, nxt: int) -> bool:
        """Whether the next word did not fit on the line: its break says nothing."""
        text = self._text
        if self._width is None:
            self._width = max(map(len, text[self._start : self._end].split("\n")))
        if not _MIN_WRAP <= self._width <= _MAX_WRAP:
            return False
        line = at - max(self._start, text.rfind("\n", max(0, at - _MAX_WRAP - 1), at) + 1)
        limit = min(self._end, nxt + _MAX_WRAP)
        word = next((i for i in range(nxt, limit) if text[i].isspace()), limit) - nxt
        return line + 1 + word > self._width
