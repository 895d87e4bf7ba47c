"""Cuts the text around time words and numbers into runs of tokens: one scan, no look elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from textmine.packs.loader import PackSet
from textmine.recognize.time_grammar import MAX_RUN, Grammar

_CLUSTER = re.compile(r"\d+(?:[.,/–-]\d+){0,12}")
_SHAPES = re.compile(
    r"(?P<full>\d{1,2}([./–-])\d{1,2}\2\d{4})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<years>\d{4}[–/-]\d{4}|\d{4}(?:,\d{4}){1,4})"
    r"|(?P<short>\d{1,2}/\d{1,2}/\d{2})"
    r"|(?P<month_year>\d{1,2}[./–-]\d{4})"
    r"|(?P<pair>\d{1,2}[./–-]\d{1,2})"
    r"|(?P<month_range>\d{1,2}[–-]\d{1,2}[/.]\d{4})"
    r"|(?P<day_range>\d{1,2}(?:[/.]\d{1,2}(?:[/.]\d{4})?)?[–-]\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?"
    r"|\d{1,2}[–-]\d{1,2}-\d{1,2}-\d{4})"
)
_GAPS = {
    ", ": "comma", " - ": "dash", "-": "dash", " – ": "dash", "–": "dash", " -": "dash",
    "- ": "dash", "– ": "dash", " –": "dash", "/": "slash", " / ": "slash", "/ ": "slash",
    " (": "open", "(": "open", " ( ": "open", " , ": "comma",
}  # fmt: skip
_WIDEST_GAP = 3
_NEXT_WORD = re.compile(r"\s{0,2}([^\W\d_]{1,8})?")
_UNIT_SIGNS = frozenset("%‰°$€")
_TIES = "/-–&_"  # tie a number to letters: 12/2018/NQ, Covid-19


class Token(NamedTuple):
    """A word, number or joint of a time expression; *clean* offsets."""

    code: str
    start: int
    end: int
    value: Any  # of a word, as its row says; of a number, its text


Run = tuple[str, list[Token]]  # the codes as one string, and the tokens they stand for


class Lexer:
    """Compiled once from the lexicon of a grammar; ``runs`` is pure."""

    def __init__(self, packs: PackSet, grammar: Grammar) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        texts = list(grammar.words)
        self._words = [grammar.words[text] for text in texts]
        self._automaton = AhoCorasick(texts, matchkind=MatchKind.LeftmostLongest)
        self._codes = grammar.codes
        self._gaps = {gap: grammar.code(name) for gap, name in _GAPS.items()}
        lists = packs.by_id("time_list")
        self._after = frozenset(lists["after_date"].data["words"])
        self._before = tuple(lists["before_number"].data["words"])

    def runs(self, folded: str) -> Iterator[Run]:
        """Runs of tokens with nothing but a space or a joint between them, in order."""
        shape: list[str] = []
        run: list[Token] = []
        previous = -1
        for token in self._tokens(folded):
            if run:
                start = token.start
                width = start - previous
                gap = folded[previous:start] if width <= _WIDEST_GAP else None
                joint = self._gaps.get(gap) if gap is not None else None
                if joint is not None:
                    shape.append(joint)
                    run.append(Token(joint, previous, start, None))
                elif gap is None or (gap.strip(" ") or len(run) >= MAX_RUN):
                    yield "".join(shape), run
                    shape, run = [], []
            shape.append(token.code)
            run.append(token)
            previous = token.end
        if run:
            yield "".join(shape), run

    def free(self, folded: str, end: int) -> bool:
        """Whether what stands at ``end`` leaves a number a date: no noun, unit or sign."""
        if end >= len(folded):
            return True
        mark = folded[end]
        if mark in _UNIT_SIGNS:
            return False
        if not mark.isspace():
            return not mark.isalnum()
        if mark == "\n":
            return True
        match = _NEXT_WORD.match(folded, end)
        word = match[1] if match else None
        if word is None:
            following = folded[end + 1 : end + 2]
            return not (following.isdigit() or following in _UNIT_SIGNS) or not following
        return word in self._after

    def _tokens(self, folded: str) -> list[Token]:
        """Words at word boundaries and numbers, in order, without overlap."""
        words, size = self._words, len(folded)
        tokens = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if start and folded[start - 1].isalnum():
                continue
            if end < size and folded[end].isalnum():
                continue
            word = words[index]
            tokens.append(Token(word.code, start, end, word.value))
        for match in _CLUSTER.finditer(folded):
            tokens.append(self._number(folded, match.start(), match.end(), match.group()))
        tokens.sort(key=_start)
        return _without_overlap(tokens)

    def _number(self, folded: str, start: int, end: int, text: str) -> Token:
        """Which kind of number this is, by its shape and by what touches it."""
        kind = "other"
        before = folded[start - 1 : start]
        after = folded[end : end + 2]
        glued = after[:1].isalpha() or (after[:1] in _TIES and after[1:].isalpha())
        named = before.isalpha() or (
            before in _TIES and folded[start - 2 : start - 1].isalpha() and len(text) != 4
        )
        if not glued and not (before and named):
            kind = self._kind(folded, start, end, text)
        return Token(self._codes[kind], start, end, text)

    def _kind(self, folded: str, start: int, end: int, text: str) -> str:
        if text.isdigit():
            return self._plain(folded, end, text)
        match = _SHAPES.fullmatch(text)
        if match is None:
            return "other"
        kind = match.lastgroup or "other"
        if kind == "pair":
            return self._pair(folded, end, text)
        if kind == "month_year":
            if "." in text:
                return "month_year_dotted"
            numbered = folded[max(0, start - 10) : start].rstrip().endswith(self._before)
            free = not numbered and self.free(folded, end)
            return kind if free else "month_year_counted"
        if kind == "short":
            return kind if self.free(folded, end) else "other"
        return "full" if kind == "iso" else kind

    def _plain(self, folded: str, end: int, text: str) -> str:
        if len(text) <= 2:
            return "number" if folded[end : end + 1] not in _UNIT_SIGNS else "other"
        if len(text) == 4 and text[0] in "12":
            return "year" if self.free(folded, end) else "year_counted"
        return "count" if len(text) == 3 else "other"

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


def _start(token: Token) -> int:
    return token.start


def _without_overlap(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    end = 0
    for token in tokens:
        if token.start >= end:
            kept.append(token)
            end = token.end
    return kept
