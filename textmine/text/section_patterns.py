"""The packs' ``[[section_pattern]]`` tables, compiled by what they are about."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from textmine.packs.loader import PackSet, Row

_WORD = regex.compile(r"\w")

class ParagraphPatterns:
    """Every pattern of a kind, for whole paragraphs in folded form.

    ``requires`` narrows a pattern by a look-ahead; one that ``needs`` some literal is tried only
    on paragraphs that hold one of them.  Raises PackError for a malformed pattern.
    """

    __slots__ = ("_any", "_narrowed", "_needing")

    def __init__(self, packs: PackSet, kind: str) -> None:
        plain = []
        needing = []
        narrowed = []
        for row in _rows(packs, kind):
            whole = _pattern(row)
            if needs := row.data.get("needs"):
                needing.append((tuple(needs), regex.compile(whole, regex.DOTALL)))
            elif row.data.get("requires"):
                # Most paragraphs fail by their first word, so that comes before looking ahead.
                body = regex.compile(str(row.data.get("pattern")), regex.DOTALL)
                narrowed.append((body, regex.compile(whole, regex.DOTALL)))
            else:
                plain.append(whole)
        self._any = regex.compile("|".join(plain) or "(?!)", regex.DOTALL)
        self._needing = tuple(needing)
        self._narrowed = tuple(narrowed)

    def fits(self, folded: str) -> bool:
        """Whether ``folded`` is such a paragraph, from its first character to its last."""
        if self._any.fullmatch(folded) is not None:
            return True
        for body, whole in self._narrowed:
            if body.fullmatch(folded) is not None and whole.fullmatch(folded) is not None:
                return True
        for needs, whole in self._needing:
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

    __slots__ = ("_automaton", "_openers", "_weights")

    def __init__(self, packs: PackSet) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._openers: list[tuple[int, tuple[str, ...]]] = []
        words: list[str] = []
        self._weights: list[tuple[str, int]] = []  # by word: its row and what that weighs
        for row in packs.by_id("section_words").values():
            weight = row.data.get("weight")
            if not isinstance(weight, int):
                continue
            forms = tuple(word for word in row.data.get("words", ()) if word)
            if str(row.data["id"]).endswith("_opener"):
                self._openers.append((weight, forms))
            else:
                words.extend(forms)
                self._weights.extend((str(row.data["id"]), weight) for _ in forms)
        self._automaton = AhoCorasick(words, matchkind=MatchKind.Standard)

    def weigh(self, folded: str) -> int:
        """The sum of what speaks for (positive) and against (negative) a caption."""
        total = 0
        for weight, forms in self._openers:
            if folded.startswith(forms):
                opened = (form for form in forms if folded.startswith(form))
                if any(_WORD.match(folded, len(form)) is None for form in opened):
                    total += weight
        counted = set()
        for word, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            id, weight = self._weights[word]
            if id in counted or _WORD.match(folded, end):
                continue
            if start == 0 or _WORD.match(folded, start - 1) is None:
                counted.add(id)
                total += weight
        return total


def alternatives(packs: PackSet, kind: str) -> str:
    """Every pattern of a kind as one expression.  Raises PackError for a malformed one."""
    return "|".join(_pattern(row) for row in _rows(packs, kind)) or "(?!)"


def _rows(packs: PackSet, kind: str) -> Iterator[Row]:
    return (row for row in packs.by_id("section_pattern").values() if row.data.get("kind") == kind)


def _pattern(row: Row) -> str:
    pattern = f"{row.data.get('requires', '').removeprefix('^')}(?:{row.data.get('pattern')})"
    try:
        regex.compile(pattern)
    except regex.error as error:
        raise row.error(f"not a regular expression ({error})") from error
    return f"(?:{pattern})"
