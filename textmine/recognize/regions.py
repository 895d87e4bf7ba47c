"""Finds territories above a province: ``cả nước``, ``các tỉnh miền Trung``, ``khu vực Nam Bộ``.

They have no entity of their own: what is told of them has the words as printed for its subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.model import Article, EntityType, ResolvedMention, Span
from textmine.packs.loader import PackSet, Row

REGION = "region"
LISTED = "provinces"
NATION = "nation"
_BEFORE = 40  # characters in which the words before a region are looked for
_NEAR = 24  # those in which a rank or a comparison is
_JOINTS = (", ", " và ", ", và ", " - ", " – ", "-")
_LIST_JOINTS = frozenset({", ", " và ", ", và ", ",", " – ", " - "})
_LIST_OPENS = frozenset({" ", ": ", " gồm ", " gồm: ", " như ", " như: "})
_MARKS = ".,;:!?()\n\"“”'–-•*+…"
_SENTENCES = re.compile(r"[.;:!?] ")
_PROVINCES = frozenset({"province", "municipality"})
_FEW = 2  # provinces that make a list
_ALL = "toàn "
_AFTER = (" của ", " nay ", " thì ")
_LONG = 300  # characters of the longest name of a body


@dataclass(frozen=True, slots=True)
class _Words:
    """The tables of regions.toml: each word with a blank around it where one stands in a text."""

    several: tuple[str, ...]
    one: tuple[str, ...]
    at: tuple[str, ...]
    has: tuple[str, ...]
    beside: tuple[str, ...]
    aside: tuple[str, ...]
    small: tuple[str, ...]


class RegionFinder:
    """Compiled once from ``[[region]]`` and ``[[region_words]]``; ``find`` is pure.

    Raises PackError when a row has no list of words.
    """

    def __init__(self, packs: PackSet) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        rows = list(packs.by_id("region").values())
        plain = (row for row in rows if row.data.get("plain"))
        self._plain = frozenset(word for row in plain for word in _texts(row))
        passing = (row for row in rows if row.data.get("passing"))
        self._passing = frozenset(word for row in passing for word in _texts(row))
        self._led = {word: bool(row.data.get("led")) for row in rows for word in _texts(row)}
        told = {id: _texts(row) for id, row in packs.by_id("region_words").items()}
        self._words = _Words(
            tuple(sorted((f"{word} " for word in told.get("several", ())), key=len, reverse=True)),
            tuple(sorted((f"{word} " for word in told.get("one", ())), key=len, reverse=True)),
            tuple(f" {word} " for word in told.get("at", ())),
            tuple(f" {word} " for word in told.get("has", ())),
            tuple(f" {word} " for word in told.get("beside", ())),
            tuple(f" {word} " for word in told.get("aside", ())),
            tuple(f"{word} " for word in told.get("small", ())),
        )
        self._patterns = [*self._led, *(word.rstrip() for word in self._words.several)]
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest)

    def among(
        self, article: Article, mentions: Sequence[ResolvedMention]
    ) -> tuple[ResolvedMention, ...]:
        """``mentions`` with the regions, in text order, outer ones first."""
        found = self.find(article, mentions)
        if not found:
            return tuple(mentions)
        both = [*found, *mentions]
        both.sort(key=lambda mention: (mention.span.start, -mention.span.end))
        return tuple(both)

    def find(
        self, article: Article, mentions: Sequence[ResolvedMention]
    ) -> tuple[ResolvedMention, ...]:
        """The regions that numbers may be told of, in text order; clean spans.

        ``mentions`` are the bodies and places found, in text order, outer ones first.
        """
        folded, clean = article.folded, article.clean
        starts = [mention.span.start for mention in mentions]
        title = max(folded.find("\n", len(folded) - len(folded.lstrip())), 0)
        found: list[ResolvedMention] = []
        end = -1
        for pattern, first, last in self._automaton.find_matches_as_indexes(folded):
            if first < end or _inside_word(folded, first, last):
                continue
            word = self._patterns[pattern]
            listed = word not in self._led
            if not listed and word not in self._plain and clean[first:last].islower():
                continue  # cán bộ nam bộ đội
            if listed:
                span = _listed(folded, first, last, mentions, bisect_left(starts, first))
            else:
                span = self._named(folded, first, last, word)
            if span is None:
                continue
            told = self._told_of(
                folded,
                span,
                opens=listed or span.start < title,
                listed=listed,
                passing=word in self._passing,
            )
            if told is None:
                continue
            near = range(bisect_left(starts, span.start - _LONG), bisect_left(starts, span.end))
            if any(_cuts(mentions[index], span) for index in near):
                continue
            end = span.end
            name = _printed(clean[span.start : span.end], self._words.small)
            kind = LISTED if listed else NATION if word in self._passing else REGION
            found.append(ResolvedMention(span, name, EntityType.PLACE, kind, weak=not told))
        return tuple(found)

    def _named(self, folded: str, first: int, last: int, word: str) -> Span | None:
        """The whole of a region's name with the words before it."""
        start = first
        for leads in (self._words.one, self._words.several):
            before = folded[max(0, start - _BEFORE) : start]
            lead = next((lead for lead in leads if f" {before}".endswith(f" {lead}")), "")
            start -= len(lead)
        if self._led[word] and start == first:
            return None
        if folded.startswith(_ALL, start) and start < first:
            start += len(_ALL)
        return Span(start, self._joined(folded, last))

    def _joined(self, folded: str, end: int) -> int:
        """Where the last of several regions joined to this one ends: miền Trung và Tây Nguyên."""
        for joint in _JOINTS:
            if not folded.startswith(joint, end):
                continue
            after = end + len(joint)
            for lead in ("", *self._words.one):
                if not folded.startswith(lead, after):
                    continue
                at = after + len(lead)
                names = [name for name in self._led if folded.startswith(name, at)]
                if names:
                    return self._joined(folded, at + max(map(len, names)))
        return end

    def _told_of(
        self, folded: str, span: Span, *, opens: bool, listed: bool, passing: bool
    ) -> bool | None:
        """Whether the words around leave it what something is told of, ``None`` where they do not:
        it opens a clause, or (``False``) stands where something is.

        ``opens``: it is told of where it opens a clause, whatever comes after it; ``listed``: it
        is a list of provinces; ``passing``: where something is, it is no topic.
        """
        words = self._words
        before = f" {folded[max(0, span.start - _BEFORE) : span.start]}"
        before = before[before.rfind("\n") + 1 :]
        near = f" {_SENTENCES.split(before[-_NEAR:])[-1]}"
        if before.endswith("nhất ") or any(word in near for word in words.beside):
            return None
        at = next((word for word in words.at if f" {before}".endswith(word)), "")
        bare = before[: len(before) - len(at) + 1].rstrip() if at else before.rstrip()
        clause = not bare or bare[-1] in _MARKS
        if at:
            return clause and not passing
        behind = f"{folded[span.end : span.end + _NEAR]} "
        has = behind.startswith(words.has) or behind.lstrip(" :(")[:1].isdigit()
        if clause:
            return True if has or opens else None
        if has and (bare[-1].isdigit() or before.endswith(_AFTER)):
            return True
        return False if listed and not before.endswith(words.aside) else None


def _listed(
    folded: str, first: int, last: int, mentions: Sequence[ResolvedMention], index: int
) -> Span | None:
    """``các tỉnh Hà Giang, Cao Bằng và Lạng Sơn``: the words and the list behind them, whose first
    is the mention at ``index``."""
    end, count = last, 0
    for at in range(index, len(mentions)):
        mention = mentions[at]
        if mention.span.end <= end:
            continue
        gap = folded[end : mention.span.start]
        led = not count and mention.span.start < last  # các | tỉnh Hà Giang
        joints = _LIST_JOINTS if count else _LIST_OPENS
        if not (led or gap in joints) or mention.kind not in _PROVINCES:
            break
        end, count = mention.span.end, count + 1
    return Span(first, end) if count >= _FEW else None


def is_region(mention: ResolvedMention) -> bool:
    """Whether a mention is a territory above a province, or several provinces."""
    return mention.kind in (REGION, LISTED, NATION)


def _inside_word(folded: str, first: int, last: int) -> bool:
    return (first > 0 and folded[first - 1].isalnum()) or folded[last : last + 1].isalnum()


def _cuts(mention: ResolvedMention, span: Span) -> bool:
    """Whether a mention shares some words with a region and is not wholly part of it."""
    return mention.span.overlaps(span) and not span.contains(mention.span)


def _printed(words: str, small: tuple[str, ...]) -> str:
    """The words as printed, small where they only begin a sentence or a title is in capitals."""
    if words.isupper() and " " in words:
        words = words.lower()
    return words[:1].lower() + words[1:] if words.lower().startswith(small) else words


def _texts(row: Row) -> list[str]:
    words = row.data.get("words")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise row.error("needs a list of words", 'write words = ["…"]')
    return words
