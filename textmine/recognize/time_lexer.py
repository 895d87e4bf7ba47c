"""Cuts the text around time words and numbers into runs of tokens: one scan, no look elsewhere."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import regex

from textmine.packs.loader import PackSet
from textmine.recognize.time_grammar import MAX_RUN, Grammar, Node

_CLUSTER = regex.compile(
    r"(?P<clock>\d{1,2}(?:\s?(?:h|giờ)(?:\s?\d{1,2}(?:\s?(?:phút|['’]))?)?|:\d{2})(?!\w))"
    r"|(?P<compound>\d+(?:(?:[.,–-]|/ ?)\d+){1,12})|\d+"
)
_SHAPES = re.compile(
    r"(?P<full>\d{1,2}([./–-])\d{1,2}\2\d{4})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<years>\d{4}[–/-]\d{4}|\d{4}(?:,\d{4}){1,4})"
    r"|(?P<short>\d{1,2}/\d{1,2}/\d{2})"
    r"|(?P<day_list_month>\d{1,2}(?:,\d{1,2}){1,6}[/.-]\d{1,2}(?:[/.-]\d{4})?)"
    r"|(?P<day_list>\d{1,2}(?:,\d{1,2}){1,6})"
    r"|(?P<month_year>\d{1,2}[./–-]\d{4})"
    r"|(?P<pair>\d{1,2}[./–-]\d{1,2})"
    r"|(?P<month_range>\d{1,2}[–-]\d{1,2}[/.]\d{4})"
    r"|(?P<day_range>\d{1,2}(?:[/.]\d{1,2}(?:[/.]\d{4})?)?[–-]\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?"
    r"|\d{1,2}[–-]\d{1,2}-\d{1,2}-\d{4})"
)
_GAPS = {
    "": "", " ": "", "  ": "",
    ", ": "comma", " - ": "dash", "-": "dash", " – ": "dash", "–": "dash", " -": "dash",
    "- ": "dash", "– ": "dash", " –": "dash", "/": "slash", " / ": "slash", "/ ": "slash",
    ".": "dot", " (": "open", "(": "open", " ( ": "open", " , ": "comma",
}  # fmt: skip
_WIDEST_GAP = 3
_NEXT_WORDS = re.compile(r"\s{0,2}([^\W\d_]{1,8})?(?: ([^\W\d_]{1,8}))?")
_LONGEST_LABEL = 12  # "các loại " and the longest label
_ROMAN = frozenset("ivx")
_PLAIN, _CLOCK, _COMPOUND = -1, -2, -3  # indexes of hits that are no words
_NUMBERS = {None: _PLAIN, 1: _CLOCK, 2: _COMPOUND}  # by the group of _CLUSTER
_UNIT_SIGNS = frozenset("%‰°$€")
_TIES = "/-–&_"  # tie a number to letters: 12/2018/NQ, Covid-19


class Token(NamedTuple):
    """A word, number or joint of a time expression; *clean* offsets."""

    code: str
    start: int
    end: int
    value: Any  # of a word, as its row says; of a number, its text


_Hit = tuple[int, int, int]  # start, end, index of the word or one of the negatives below


class Run(NamedTuple):
    """Neighbouring tokens, their codes as one string, and every reading of it."""

    shape: str
    tokens: list[Token]
    nodes: tuple[Node, ...]


class Lexer:
    """Compiled once from the lexicon of a grammar; ``runs`` is pure."""

    def __init__(self, packs: PackSet, grammar: Grammar) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        texts = list(grammar.words)
        self._words = [grammar.words[text] for text in texts]
        # Numerals like i and xx occur inside words at every turn: search the space before, too.
        self._shifts = [int(_ROMAN.issuperset(text)) for text in texts]
        searched = [" " * shift + text for text, shift in zip(texts, self._shifts, strict=True)]
        self._automaton = AhoCorasick(searched, matchkind=MatchKind.LeftmostLongest)
        self._grammar = grammar
        self._codes = grammar.codes
        self._gaps = {gap: grammar.code(name) if name else "" for gap, name in _GAPS.items()}
        lists = packs.by_id("time_list")
        self._after = frozenset(lists["after_date"].data["words"])
        self._counted = frozenset(lists["counted_after"].data["words"])
        self._after_unit = frozenset(lists["after_unit"].data["words"])
        self._labelled = frozenset(lists["before_label"].data["words"])
        self._counted_on = tuple(lists["not_label"].data["words"])
        self._numbered = self._labelled.union(lists["before_number"].data["words"])

    def runs(self, folded: str) -> list[Run]:
        """Runs of tokens with nothing but a space or a joint between them, in order.

        Only those the grammar has a reading for.
        """
        found: list[Run] = []
        group: list[_Hit] = []
        previous = -1
        gaps, parse, words = self._gaps, self._grammar.parse, self._words
        for hit in self._hits(folded):
            start = hit[0]
            if start < previous:
                continue  # the number in a word that holds one
            if group:
                gap = folded[previous:start] if start - previous <= _WIDEST_GAP else None
                if gap not in gaps or len(group) >= MAX_RUN:
                    # Of what stands alone a compound may be a date, a word may say when.
                    index = group[0][2]
                    alone = parse(words[index].code) if index >= 0 else index == _COMPOUND
                    if len(group) > 1 or alone:
                        self._close(folded, group, found)
                    group = []
            group.append(hit)
            previous = hit[1]
        if group:
            self._close(folded, group, found)
        return found

    def _close(self, folded: str, group: list[_Hit], found: list[Run]) -> None:
        """Keeps a group of hits as a run of tokens when it can mean something."""
        codes: list[str] = []
        previous = group[0][0]
        for start, end, index in group:
            codes.append(self._gaps[folded[previous:start]])
            codes.append(
                self._words[index].code
                if index >= 0
                else self._codes["clock"]
                if index == _CLOCK
                else self._number(folded, start, end)
            )
            previous = end
        shape = "".join(codes)
        nodes = self._grammar.parse(shape)
        if nodes:
            found.append(Run(shape, self._tokens(folded, group, codes), nodes))

    def _tokens(self, folded: str, group: list[_Hit], codes: list[str]) -> list[Token]:
        tokens: list[Token] = []
        previous = group[0][0]
        for number, (start, end, index) in enumerate(group):
            if codes[2 * number]:
                tokens.append(Token(codes[2 * number], previous, start, None))
            value = self._words[index].value if index >= 0 else folded[start:end]
            tokens.append(Token(codes[2 * number + 1], start, end, value))
            previous = end
        return tokens

    def free(self, folded: str, end: int, *, unit: bool = False) -> bool:
        """Whether what stands at ``end`` leaves a number a date: no noun, unit or sign.

        ``unit``: whether it leaves a bare ``trong năm`` a year, where fewer words may follow.
        """
        if end >= len(folded):
            return True
        mark = folded[end]
        if mark in _UNIT_SIGNS:
            return False
        if not mark.isspace():
            return not mark.isalnum()
        if mark == "\n":
            return True
        match = _NEXT_WORDS.match(folded, end)
        word = match[1] if match else None
        if word is None:
            following = folded[end + 1 : end + 2]
            return not (following.isdigit() or following in _UNIT_SIGNS) or not following
        both = f"{word} {match[2]}" if match else word
        if unit:
            return word in self._after_unit or both in self._after_unit
        return both in self._after or (word in self._after and both not in self._counted)

    def _hits(self, folded: str) -> list[_Hit]:
        """Words at word boundaries and numbers, in order; a word may hold a number."""
        size = len(folded)
        shifts = self._shifts
        hits = [
            (start + shifts[index], end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(folded)
            if shifts[index]
            or not (start and (folded[start - 1].isalnum() or folded[start - 1] == "/"))
            if not (end < size and folded[end].isalnum())
        ]
        hits.extend(
            [(*match.span(), _NUMBERS[match.lastindex]) for match in _CLUSTER.finditer(folded)]
        )
        hits.sort()
        return hits

    def _number(self, folded: str, start: int, end: int) -> str:
        """The code of a number, by its shape and by what touches it."""
        kind, text = "other", folded[start:end].replace(" ", "")
        before = folded[start - 1 : start]
        after = folded[end : end + 2]
        glued = after[:1].isalpha() or (after[:1] in _TIES and after[1:].isalpha())
        named = before.isalpha() or (
            before in _TIES and folded[start - 2 : start - 1].isalpha() and len(text) != 4
        )
        if not glued and not (before and named):
            kind = self._kind(folded, start, end, text)
        return self._codes[kind]

    def _kind(self, folded: str, start: int, end: int, text: str) -> str:
        if text.isdigit():
            return self._plain(folded, start, end, text)
        match = _SHAPES.fullmatch(text)
        if match is None:
            return "other"
        kind = match.lastgroup or "other"
        if kind == "pair":
            return self._pair(folded, end, text)
        if kind == "month_year":
            if "." in text:
                return "month_year_dotted"
            numbered = self._word_before(folded, start) in self._numbered
            free = not numbered and self.free(folded, end)
            return kind if free else "month_year_counted"
        if kind == "short":
            return kind if self.free(folded, end) else "other"
        if kind == "day_range":
            return kind if self.free(folded, end) else "day_range_counted"
        return "full" if kind == "iso" else kind

    def _plain(self, folded: str, start: int, end: int, text: str) -> str:
        if len(text) <= 2:
            if folded[end : end + 1] in _UNIT_SIGNS:
                return "other"
            return "label" if self._is_label(folded, start) else "number"
        if len(text) == 4 and text[0] in "12":
            return "year" if self.free(folded, end) else "year_counted"
        return "count" if len(text) == 3 else "other"

    def _is_label(self, folded: str, start: int) -> bool:
        """Whether the word before is named by the number: ``kỳ 6``, but not ``cùng kỳ 6 tháng``."""
        if self._word_before(folded, start) not in self._labelled:
            return False
        before = folded[max(0, start - _LONGEST_LABEL) : start]
        return not before.rstrip().endswith(self._counted_on)

    def _word_before(self, folded: str, start: int) -> str:
        words = folded[max(0, start - _LONGEST_LABEL) : start].split()
        return words[-1] if words else ""

    def _pair(self, folded: str, end: int, text: str) -> str:
        left, right = (int(piece) for piece in re.split(r"\D", text))
        if not (1 <= left <= 31 and 1 <= right <= 12):
            is_twin = 1 <= left < right <= 31 and ("-" in text or "–" in text)
            return "twin" if is_twin else "other"
        if not self.free(folded, end):
            return "counted"
        if "/" in text:
            return "pair"
        return "dotted" if "." in text else "dashed"
