"""Finds named things that are neither bodies nor territories: ``cầu Móng Sến``, ``quốc lộ 7B``,
``Hội chợ …``, and names of other tongues that stand for themselves (``Samsung``).

They become subjects of numbers that no indicator of a body or territory measures.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import regex

from textmine.model.article import Article
from textmine.model.enums import SectionKind
from textmine.model.span import Span
from textmine.packs.loader import PackSet, Row
from textmine.text.stretches import Stretches

FOREIGN = "name"
_CACHED = 8192  # words in capitals kept as ours or foreign: the same come again and again
_UNREAD = (SectionKind.BOILERPLATE, SectionKind.BYLINE)
# A name: words with a capital or of digits and capitals, at most eight, small joints between.
_WORD = r"(?:\p{Lu}[\p{L}\p{N}.&'’-]{0,40}|\p{N}{1,4}\p{Lu}?(?![\p{L}\p{N}/%]|[.,]\p{N}))"
_NAME = regex.compile(rf"\p{{Lu}}[\p{{L}}\p{{N}}&'’-]{{0,40}}+(?:(?: | - | – ){_WORD}){{0,8}}")
_NUMBERED = regex.compile(r"(?:số )?\p{N}{1,4}(?:\.\p{N}{1,2})?\p{Lu}?(?![\p{L}\p{N}%]|[.,/]\p{N})")
_COMMON = regex.compile(r"(?:\p{Ll}{1,8} ){0,5}?(?=\p{Lu}|số \p{N})")
_JOINT = regex.compile(r" (?:\p{Ll}{1,8} ){1,3}(?=\p{Lu})")
_CAPITALS = regex.compile(
    r"(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}&'’-]{1,40}+(?: \p{Lu}[\p{L}\p{N}&'’-]{0,40}+){0,5}"
)
# Between a name and what it is.
_IS = regex.compile(r" là (?:một |một trong những )?\Z")
_IS_REACH = 24  # characters of those words
# A number right behind a name: X (gần 12 tỷ đồng).
_BRACKETED = regex.compile(r" \((?:\p{Ll}{1,7} ){0,2}\p{N}")


@dataclass(frozen=True, slots=True)
class ThingMention:
    """A thing named, or pointed at by its common noun: ``name`` is the fullest form printed.

    ``span`` is clean; ``kind`` the id of the row of ``[[thing]]``, or ``name``; ``bare`` a common
    noun alone.
    """

    span: Span
    name: str
    kind: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    id: str
    open: bool
    numbered: bool
    not_after: tuple[str, ...]
    not_names: frozenset[str]
    territory: bool
    defined: bool


class ThingFinder:
    """Compiled once from ``[[thing]]`` and ``[[spelling]]``; ``find`` is pure.

    Raises PackError when a row lacks its words.
    """

    def __init__(self, packs: PackSet) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        heads: dict[str, _Kind] = {}
        bare: dict[str, str] = {}
        for row in packs.by_id("thing").values():
            kind = _Kind(
                str(row.data["id"]),
                bool(row.data.get("open")),
                bool(row.data.get("numbered")),
                tuple(f" {word} " for word in row.data.get("not_after", ())),
                frozenset(row.data.get("not_names", ())),
                bool(row.data.get("territory")),
                bool(row.data.get("defined")),
            )
            heads.update(dict.fromkeys(_words(row, "words"), kind))
            bare.update(dict.fromkeys(_words(row, "bare"), kind.id))
        self._heads, self._bare = heads, bare
        self._patterns = sorted({*heads, *bare})
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest)
        self._native = _native(packs)
        words = packs.by_id("thing_words")
        self._counting = tuple(f" {word} " for word in _words(words["counting"], "words"))
        self._stops = frozenset(_words(words["stops"], "words"))
        self._loans = frozenset(_words(words["loans"], "words"))
        self._is_foreign = lru_cache(_CACHED)(self._foreign_word)

    def find(self, article: Article, taken: Sequence[Span]) -> tuple[ThingMention, ...]:
        """Things in text order, none of them overlapping ``taken`` (clean spans) at its name.

        Never raises on any text.
        """
        unread = Stretches(article.sections, *_UNREAD)
        covered = _Covered(taken)
        opening = {sentence.start for sentence in article.sentences}
        found = [
            mention
            for mention in self._headed(article, covered, opening)
            if mention.span.start not in unread
        ]
        own = _Covered([mention.span for mention in found])
        found.extend(
            mention
            for mention in self._foreign(article, opening)
            if mention.span.start not in unread
            and not covered.touches(mention.span)
            and not own.touches(mention.span)
        )
        found.sort(key=lambda mention: mention.span.start)
        return _resolved(found)

    def _headed(
        self, article: Article, covered: _Covered, opening: Set[int]
    ) -> list[ThingMention]:
        clean, folded = article.clean, article.folded
        found: list[ThingMention] = []
        done = 0
        size = len(folded)
        starts = sorted(opening)
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded):
            if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalnum()):
                continue
            word = self._patterns[pattern]
            kind = self._heads.get(word)
            if start < done or self._other_word(article, start, word, kind, opening):
                continue
            last = self._name(clean, end + 1, kind) if kind and clean[end : end + 1] == " " else -1
            span = Span(start, max(last, end))
            if last > 0 and kind is not None and clean[end + 1 : last] in kind.not_names:
                continue
            own = kind is not None and kind.territory  # làng chài X may be the territory X
            if covered.touches(span if own else Span(start, end)):
                continue
            if last > 0 and kind is not None:
                found.append(ThingMention(span, clean[start:last], kind.id))
                done = last
            elif kind and kind.defined and (named := _defined(clean, start, starts)) is not None:
                if not covered.touches(named):
                    found.append(ThingMention(named, named.of(clean), kind.id))
            elif word in self._bare and not self._counted(folded, start):
                found.append(ThingMention(span, word, self._bare[word], bare=True))
        return found

    def _counted(self, folded: str, start: int) -> bool:
        """Whether a common noun is counted and points at nothing: ``21 ngôi chùa``."""
        before = f" {folded[max(start - 8, 0) : start]}"
        return before.endswith(self._counting) or before[-2:-1].isdigit()

    def _other_word(
        self, article: Article, start: int, word: str, kind: _Kind | None, opening: Set[int]
    ) -> bool:
        """Whether the noun is part of another word (``nhu cầu``) or of a person's name (``Hồ``)."""
        if kind and f" {article.folded[max(start - 8, 0) : start]}".endswith(kind.not_after):
            return True
        return " " not in word and article.clean[start].isupper() and start not in opening

    def _name(self, clean: str, start: int, kind: _Kind) -> int:
        """Where the name that begins at ``start`` ends, -1 when there is none."""
        if kind.numbered and (number := _NUMBERED.match(clean, start)):
            return int(number.end())
        if kind.open and (between := _COMMON.match(clean, start)):
            if not self._stops.isdisjoint(between.group().split()):
                return -1
            start = between.end()
            if kind.numbered and (number := _NUMBERED.match(clean, start)):
                return int(number.end())
        name = _NAME.match(clean, start)
        if name is None:
            return -1
        end = int(name.end())
        if kind.open and (joint := _JOINT.match(clean, end)):  # Du lịch quốc tế Việt Nam
            more = _NAME.match(clean, joint.end())
            if more and self._stops.isdisjoint(joint.group().split()):
                return int(more.end())
        return end

    def _foreign(self, article: Article, opening: Set[int]) -> list[ThingMention]:
        """Names of other tongues; one said only once must open a sentence or have a number behind
        it in brackets."""
        clean = article.clean
        matches = list(_CAPITALS.finditer(clean))
        written = [match.group() for match in matches]
        words = set(" ".join(written).split(" "))
        foreign = {word for word in words if self._is_foreign(word)}
        if not foreign:
            return []
        runs = []
        for match, run in zip(matches, written, strict=True):
            if foreign.isdisjoint(run.split(" ")):
                continue
            span = match.span()
            opens = span[0] in opening
            dot, after = clean[span[1] : span[1] + 1], clean[span[1] + 1 : span[1] + 2]
            if dot == "." and after.isalnum():
                continue  # Laocaitv.vn: an address
            if (name := self._own(clean, Span(*span), opens)) is not None:
                runs.append((name, opens))
        counts = Counter(span.of(clean) for span, _ in runs)
        return [
            ThingMention(span, span.of(clean), FOREIGN)
            for span, opens in runs
            if opens or counts[span.of(clean)] > 1 or _BRACKETED.match(clean, span.end)
        ]

    def _foreign_word(self, word: str) -> bool:
        """Whether a word, in capitals or not, is none of ours nor a loan."""
        low = word.lower()
        return len(word) > 2 and not (word.isupper() or low in self._loans or self._native(low))

    def _own(self, clean: str, run: Span, opens: bool) -> Span | None:
        """The name in a run of capitals with a word of another tongue, without the common word a
        sentence ``opens`` with; ``None`` when nothing but short forms remains."""
        words = run.of(clean).split(" ")
        start = run.start
        if opens and len(words) > 1 and self._native(words[0].lower()):
            start += len(words[0]) + 1
            words = words[1:]
        return None if all(word.isupper() for word in words) else Span(start, run.end)


def _defined(clean: str, start: int, starts: Sequence[int]) -> Span | None:
    """The name that opens the sentence and is said to be the sort of thing named at ``start``:
    ``Bảo Lâm là một ngôi chùa``."""
    defines = _IS.search(clean, max(start - _IS_REACH, 0), start)
    at = bisect_right(starts, start) - 1
    if defines is None or at < 0:
        return None
    name = _NAME.match(clean, starts[at], defines.start())
    fits = name is not None and name.end() == defines.start()
    return Span(starts[at], defines.start()) if fits else None


class _Covered:
    """Spans, for asking whether another one touches any of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def touches(self, span: Span) -> bool:
        at = bisect_left(self._starts, span.end) - 1
        while at >= 0 and self._starts[at] + self._longest > span.start:
            if self._spans[at].end > span.start:
                return True
            at -= 1
        return False


def _resolved(found: Sequence[ThingMention]) -> tuple[ThingMention, ...]:
    """Each under the fullest name of the thing: the same proper name under one kind of noun; a
    bare noun under that of the last one of its kind."""
    fullest: dict[tuple[str, str], str] = {}
    properly = ["" if mention.bare else _proper(mention.name) for mention in found]
    for mention, proper in zip(found, properly, strict=True):
        key = (mention.kind, proper)
        if not mention.bare and len(mention.name) > len(fullest.get(key, "")):
            fullest[key] = mention.name
    last: dict[str, str] = {}
    out = []
    for mention, proper in zip(found, properly, strict=True):
        if mention.bare:
            if mention.kind in last:
                out.append(ThingMention(mention.span, last[mention.kind], mention.kind, bare=True))
            continue
        name = fullest[mention.kind, proper]
        last[mention.kind] = name
        same = name == mention.name
        out.append(mention if same else ThingMention(mention.span, name, mention.kind))
    return tuple(out)


def _proper(name: str) -> str:
    """The part of a name from its first capital or digit after the opening word."""
    words = name.split(" ")
    for at, word in enumerate(words[1:], start=1):
        if word[:1].isupper() or word[:1].isdigit():
            return " ".join(words[at:])
    return name


def _words(row: Row, key: str) -> Sequence[str]:
    words = row.data.get(key)
    if not isinstance(words, list):
        raise row.error(f"lacks {key}", f'give it {key} = ["…"]')
    return [str(word) for word in words]


class _Native:
    """Whether a word in small letters is syllables of Vietnamese shape, dashes between."""

    def __init__(self, onsets: Sequence[str], vowels: str, codas: Sequence[str]) -> None:
        first = "|".join(sorted(map(regex.escape, onsets), key=len, reverse=True))
        last = "|".join(sorted(map(regex.escape, codas), key=len, reverse=True))
        syllable = rf"(?:{first})?[{vowels}]{{1,3}}(?:{last})?"
        self._word = regex.compile(rf"{syllable}(?:-{syllable}){{0,40}}")

    def __call__(self, word: str) -> bool:
        return self._word.fullmatch(word) is not None


def _native(packs: PackSet) -> _Native:
    rows: Mapping[str, Row] = packs.by_id("spelling")
    row = rows["vietnamese"]
    return _Native(_words(row, "onsets"), str(row.data["vowels"]), _words(row, "codas"))
