"""How plainly a sentence says what its number is and whose it is.

What a reader of one article may work out from far-off words is not enough to hold one article
against another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex

from textmine.check.archive.rules import OTHER, Words, compiled, fold
from textmine.model import Statement
from textmine.packs.indicators import Indicator

_NUMBER = regex.compile(r"\d+(?:[.,/-]\d+){0,6}")
_DATE = regex.compile(r"(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d")
_BREAK = regex.compile(r"[;.(](?=\s|$)|[;(]|\n")
_ASIDE = regex.compile(r"\([^()]{0,200}\)")
_REACH = 90  # characters before a number in which it is named
_LEVEL = 2  # words of a body's name that say what kind it is
_LONG_KINDS = frozenset({"city", "municipality", "town", "township"})  # areas likewise


@dataclass(frozen=True, slots=True)
class Namer:
    """The words that name each indicator: nouns of its own, and what stands before its numbers."""

    indicators: Mapping[str, Indicator]
    generic: frozenset[str]
    _nouns: dict[str, Words] = field(default_factory=dict)
    _before: dict[str, Words] = field(default_factory=dict)

    def named(self, one: Statement) -> bool:
        """The number's own noun or the words right before it name what it measures.

        True too where no sentence is known: a table says so in its column.
        """
        known = self.indicators.get(one.indicator)
        if not one.sentence or known is None or not known.expressions:
            return one.indicator != OTHER or not one.sentence
        if self.nouns(known).found(fold(one.quote)):
            return True
        return bool(self.words_before(known).found(segment(one)))

    def nouns(self, known: Indicator) -> Words:
        """Nouns that count this indicator and nothing else."""
        if known.id not in self._nouns:
            terms = {noun for item in known.expressions for noun in item.nouns}
            self._nouns[known.id] = compiled(dict.fromkeys(terms - self.generic, known.id))
        return self._nouns[known.id]

    def words_before(self, known: Indicator) -> Words:
        """Words that stand before a number of this indicator."""
        if known.id not in self._before:
            terms = {word for item in known.expressions for word in item.before}
            self._before[known.id] = compiled(dict.fromkeys(terms - self.generic, known.id))
        return self._before[known.id]


def segment(one: Statement) -> str:
    """The words that lead to a number: from the number or the end of the clause before it.

    Years and the words of its own period are no numbers here.
    """
    before = words_before(one)[-_REACH:]
    numbers = (match for match in _NUMBER.finditer(before) if not _DATE.fullmatch(match.group()))
    starts = [match.end() for match in numbers]
    starts += [match.end() for match in _BREAK.finditer(before)]
    return fold(before[max(starts, default=0) :])


def words_before(one: Statement) -> str:
    """What stands before the number in its sentence, without the words of its own period and
    without asides in brackets."""
    at = one.sentence.find(one.quote)
    if at < 0:
        return ""
    before = one.sentence[:at]
    if one.period is not None and one.period.text:
        before = before.replace(one.period.text, " ")
    return str(_ASIDE.sub(" ", before))


def anchored(one: Statement) -> bool:
    """The sentence or the headline names the body or area, or says of which kind it is.

    True too where no sentence is known.
    """
    if not one.sentence:
        return True
    sentence = fold(one.sentence)
    title = fold(one.article_title or "")
    long_kind = one.area_kind in _LONG_KINDS
    for name, size in ((one.body_name, _LEVEL), (one.area_name, _LEVEL if long_kind else 1)):
        words = fold(name).split() if name else []
        if not words:
            continue
        bare = " ".join(words[1:]) or words[0]
        if bare in sentence or bare in title or " ".join(words[-_LEVEL:]) in sentence:
            return True
        if _says(sentence, " ".join(words[:size])):
            return True
    return False


def _says(sentence: str, words: str) -> bool:
    return f" {words} " in f" {sentence.replace(',', ' ')} "
