"""The packs' ``[[section_pattern]]`` tables, compiled by what they are about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from textmine.packs.loader import PackSet, Row

Hit = tuple[int, int, str]
"""``(start, end, literal)``"""

_WORD = regex.compile(r"\w")


class Literals:
    """Finds many literals in one pass over a text."""

    __slots__ = ("_automaton", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._words = tuple(dict.fromkeys(words))
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.Standard)

    def scan(self, folded: str) -> list[Hit]:
        """Every place where one of them stands, overlapping ones too, by position."""
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return sorted([(start, end, self._words[index]) for index, start, end in found])


@dataclass(frozen=True, slots=True)
class ParagraphPatterns:
    """Every pattern of a kind, for whole paragraphs in folded form.

    ``requires`` narrows a pattern by a look-ahead; one that ``needs`` some literal is tried only
    on paragraphs that hold one of them.
    """

    plain: tuple[Any, ...]  # compiled patterns
    narrowed: tuple[tuple[Any, Any], ...]  # without and with what they require
    needing: tuple[tuple[tuple[str, ...], Any], ...]

    @classmethod
    def of(cls, packs: PackSet, kind: str) -> ParagraphPatterns:
        """Compiles the rows of a kind.  Raises PackError for a malformed pattern."""
        plain = []
        narrowed = []
        needing = []
        for row in _rows(packs, kind):
            if needs := row.data.get("needs"):
                needing.append((tuple(needs), _compiled(row)))
            elif row.data.get("requires"):
                # Most paragraphs fail by their first word, so that comes before looking ahead.
                narrowed.append((_compile(str(row.data.get("pattern"))), _compiled(row)))
            else:
                plain.append(row)
        return cls(_joined(plain), tuple(narrowed), tuple(needing))

    @property
    def literals(self) -> list[str]:
        """Whatever literal a pattern needs."""
        return [literal for needs, _ in self.needing for literal in needs]

    def among(self, present: Collection[str]) -> ParagraphPatterns:
        """The patterns that can fit in a text which of ``literals`` holds those ``present``."""
        needing = []
        for needs, whole in self.needing:
            found = tuple([literal for literal in needs if literal in present])
            if found:
                needing.append((found, whole))
        return ParagraphPatterns(self.plain, self.narrowed, tuple(needing))

    def fits(self, folded: str) -> bool:
        """Whether ``folded`` is such a paragraph, from its first character to its last."""
        for pattern in self.plain:
            if pattern.fullmatch(folded) is not None:
                return True
        for body, whole in self.narrowed:
            if body.fullmatch(folded) is not None and whole.fullmatch(folded) is not None:
                return True
        for needs, whole in self.needing:
            for literal in needs:
                if literal in folded:
                    if whole.fullmatch(folded) is not None:
                        return True
                    break
        return False


class CaptionCues:
    """Words that speak for a caption or against it: ``[[section_words]]`` with a ``weight``.

    Each row counts once, however many of its words stand in the paragraph; a row whose id ends in
    ``_opener`` counts only at the paragraph's start.
    """

    __slots__ = ("_openers", "_rows", "goes_on")

    def __init__(self, packs: PackSet) -> None:
        row = packs.by_id("section_words").get("goes_on")
        self.goes_on = tuple(row.data.get("words", ())) if row else ()
        self._openers: list[tuple[int, tuple[str, ...]]] = []
        self._rows: dict[str, list[tuple[str, int]]] = {}  # by word: the rows and their weights
        for row in packs.by_id("section_words").values():
            weight = row.data.get("weight")
            if not isinstance(weight, int):
                continue
            forms = tuple(word for word in row.data.get("words", ()) if word)
            if str(row.data["id"]).endswith("_opener"):
                self._openers.append((weight, forms))
                continue
            for word in dict.fromkeys(forms):
                self._rows.setdefault(word, []).append((str(row.data["id"]), weight))

    @property
    def literals(self) -> list[str]:
        """The words to look for anywhere."""
        return list(self._rows)

    def weigh(self, folded: str, start: int, end: int, hits: Sequence[Hit]) -> int:
        """What speaks for (positive) and against (negative) ``folded[start:end]`` as a caption.

        ``hits`` are those of the whole text, by position.
        """
        total = 0
        for weight, forms in self._openers:
            if folded.startswith(forms, start, end) and any(
                folded.startswith(form, start, end) and _ends_word(folded, start + len(form), end)
                for form in forms
            ):
                total += weight
        counted = set()
        for first, last, word in hits[bisect_left(hits, (start,)) : bisect_left(hits, (end,))]:
            rows = self._rows.get(word)
            if rows is None or last > end or not _ends_word(folded, last, end):
                continue
            if first > start and _WORD.match(folded, first - 1) is not None:
                continue
            for id, weight in rows:
                if id not in counted:
                    counted.add(id)
                    total += weight
        return total


def _ends_word(folded: str, at: int, end: int) -> bool:
    return at == end or _WORD.match(folded, at) is None


def _joined(rows: Sequence[Row]) -> tuple[Any, ...]:
    """The patterns of all rows as one, and beside it each that needs the slower engine."""
    if not rows:
        return ()
    try:
        return (re.compile("|".join(map(_pattern, rows)), re.DOTALL),)
    except re.error:
        each = [_compiled(row) for row in rows]
    fast = [pattern.pattern for pattern in each if isinstance(pattern, re.Pattern)]
    slow = [pattern for pattern in each if not isinstance(pattern, re.Pattern)]
    return (*([re.compile("|".join(fast), re.DOTALL)] if fast else []), *slow)


def _compile(pattern: str) -> Any:
    """With ``re``, which is faster, where it can: some look-behinds need ``regex``."""
    try:
        return re.compile(pattern, re.DOTALL)
    except re.error:
        return regex.compile(pattern, regex.DOTALL)


def _compiled(row: Row) -> Any:
    try:
        return _compile(_pattern(row))
    except regex.error as error:
        raise row.error(f"not a regular expression ({error})") from error


def alternatives(packs: PackSet, kind: str) -> str:
    """Every pattern of a kind as one expression.  Raises PackError for a malformed one."""
    patterns = [_compiled(row).pattern for row in _rows(packs, kind)]
    return "|".join(patterns) or "(?!)"


def _rows(packs: PackSet, kind: str) -> Iterator[Row]:
    return (row for row in packs.by_id("section_pattern").values() if row.data.get("kind") == kind)


def _pattern(row: Row) -> str:
    required = str(row.data.get("requires", "")).removeprefix("^")
    return f"(?:{required}(?:{row.data.get('pattern')}))"
