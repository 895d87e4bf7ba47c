"""Every word that ties a number to its meaning, found in one pass over the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from ahocorasick_rs import AhoCorasick, MatchKind

from textmine.packs.indicators import Expression, Indicator
from textmine.packs.loader import PackSet

Hit = tuple[int, int, int]
"""``(start, end, term)``: clean offsets and the number of the term in the lexicon."""

_AFTER_WORDS = ',.;:)"”’»…-–'
_NOUN_SYLLABLES = 6


@dataclass(frozen=True, slots=True)
class Term:
    """One literal and what it can mean: cue kinds, and the expressions it is a condition of."""

    text: str
    syllables: int
    kinds: frozenset[str]
    before: tuple[int, ...]
    after: tuple[int, ...]


class Lexicon:
    """The words of all indicators and cues, compiled into one automaton.

    ``expressions`` are numbered; terms and nouns refer to those numbers.  Raises PackError when a
    pack's cues are malformed.
    """

    def __init__(self, packs: PackSet, indicators: Mapping[str, Indicator]) -> None:
        self.indicators = indicators
        self.expressions: tuple[Expression, ...] = tuple(
            expression for item in indicators.values() for expression in item.expressions
        )
        self.cues = _cues(packs)
        self.terms = self._terms()
        self.kinds = tuple(term.kinds for term in self.terms)
        self.number = {term.text: index for index, term in enumerate(self.terms)}
        self.nouns = self._nouns()
        # The first word of nouns -> the most syllables of those that begin so.
        self._longest: dict[str, int] = {}
        for noun in self.nouns:
            head, syllables = noun.split(" ", 1)[0], min(noun.count(" ") + 1, _NOUN_SYLLABLES)
            self._longest[head] = max(self._longest.get(head, 0), syllables)
        self.unit_only = tuple(
            index
            for index, item in enumerate(self.expressions)
            if not (item.nouns or item.before or item.after)
        )
        self._automaton = AhoCorasick(
            [term.text for term in self.terms], matchkind=MatchKind.Standard
        )
        words = tuple(dict.fromkeys(word for item in self.expressions for word in item.context))
        self._word = frozenset(i for i, kinds in enumerate(self.kinds) if "word" in kinds)
        self._no_word = frozenset(i for i, kinds in enumerate(self.kinds) if "no_word" in kinds)
        self._other_nouns = self.cues.get("other_noun", ("\0",))
        self._context_numbers = tuple(self.number[word] for word in words)
        self._contexts = AhoCorasick(list(words), matchkind=MatchKind.Standard)

    def _terms(self) -> tuple[Term, ...]:
        kinds: dict[str, set[str]] = {}
        before: dict[str, list[int]] = {}
        after: dict[str, list[int]] = {}
        for kind, cue_words in self.cues.items():
            for word in cue_words:
                kinds.setdefault(word, set()).add(kind)
        for index, item in enumerate(self.expressions):
            for word in item.before:
                before.setdefault(word, []).append(index)
            for word in item.after:
                after.setdefault(word, []).append(index)
            for word in chain.from_iterable(item.conditions):
                kinds.setdefault(word, set())
        words = dict.fromkeys((*kinds, *before, *after))
        return tuple(
            Term(
                word,
                word.count(" ") + 1,
                frozenset(kinds.get(word, ())),
                tuple(before.get(word, ())),
                tuple(after.get(word, ())),
            )
            for word in words
        )

    def _nouns(self) -> dict[str, tuple[int, ...]]:
        nouns: dict[str, list[int]] = {}
        for index, item in enumerate(self.expressions):
            for noun in item.nouns:
                nouns.setdefault(noun, []).append(index)
        return {noun: tuple(indexes) for noun, indexes in nouns.items()}

    def scan(self, folded: str, ranges: Iterable[tuple[int, int]]) -> list[Hit]:
        """The terms that stand as whole words in ``ranges`` of the text (disjoint, in order; each
        begins and ends at a word's edge), by position, overlapping ones too."""
        hits: list[Hit] = []
        find = self._automaton.find_matches_as_indexes
        for first, last in ranges:
            part = folded[first:last]
            size = len(part)
            for term, start, end in find(part, overlapping=True):
                if start and part[start - 1].isalnum():
                    continue
                if end < size and part[end].isalnum():
                    continue
                hits.append((first + start, first + end, term))
        hits.sort()
        words = [hit for hit in hits if hit[2] in self._word]
        if words:  # "2,4 tỷ đồng bằng 98%" tells of no plain
            apart = {end for _, end, term in hits if term in self._no_word}
            words = [hit for hit in words if hit[1] not in apart]
        return _whole_words(hits, words) if words else hits

    def contexts(self, folded: str) -> frozenset[int]:
        """Numbers of the context words that stand anywhere in the text."""
        found = set()
        size = len(folded)
        for index, start, end in self._contexts.find_matches_as_indexes(folded, overlapping=True):
            before = start and folded[start - 1].isalnum()
            if not before and not (end < size and folded[end].isalnum()):
                found.add(self._context_numbers[index])
        return frozenset(found)

    def noun_at(self, words: str) -> dict[int, int]:
        """Expressions whose noun the words begin with -> syllables of the longest such noun, but
        none that is only the beginning of another noun (dân tộc is no dân)."""
        found: dict[int, int] = {}
        other = 0
        if words.startswith(self._other_nouns):
            other = 1 + max(w.count(" ") for w in self._other_nouns if words.startswith(w))
        size = len(words)
        end = words.find(" ")
        head = words if end < 0 else words[:end]
        for syllables in range(1, self._longest.get(head.rstrip(_AFTER_WORDS), 0) + 1):
            if syllables > 1:
                end = words.find(" ", end + 1)
            stop = size if end < 0 else end
            for index in self.nouns.get(words[:stop].rstrip(_AFTER_WORDS), ()):
                if syllables >= other:
                    found[index] = syllables
            if end < 0 or end + 1 >= size:
                break
        return found


def _whole_words(hits: list[Hit], words: list[Hit]) -> list[Hit]:
    """The hits without those that are only a part of one of ``words``; both by position."""
    longest: list[Hit] = []
    for word in words:  # bàn giao, bàn giao cho
        while longest and word[0] <= longest[-1][0] and longest[-1][1] <= word[1]:
            longest.pop()
        if not longest or word[1] > longest[-1][1]:
            longest.append(word)
    words, kept, at = longest, [], 0
    for hit in hits:
        while at + 1 < len(words) and words[at][1] <= hit[0]:
            at += 1
        word = words[at]
        inside = word[0] <= hit[0] and hit[1] <= word[1]
        if not inside or hit[:2] == word[:2]:
            kept.append(hit)
    return kept


def _cues(packs: PackSet) -> dict[str, tuple[str, ...]]:
    cues: dict[str, list[str]] = {}
    for row in packs.rows("cue"):
        kind, terms = row.data.get("kind"), row.data.get("terms")
        if not isinstance(kind, str) or not isinstance(terms, list):
            raise row.error("a cue needs kind and terms")
        cues.setdefault(kind, []).extend(str(term) for term in terms)
    return {kind: tuple(dict.fromkeys(terms)) for kind, terms in cues.items()}
