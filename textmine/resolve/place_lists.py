"""Places named together: ``các xã A, B và C (huyện D)`` are told of as one, in what holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from textmine.model import Article, Entity, EntityType, ResolvedMention, Span
from textmine.packs.loader import PackSet
from textmine.recognize.regions import LISTED, is_region

_LEVELS = {
    "province": 3,
    "municipality": 3,
    "district": 2,
    "town": 2,
    "city": 2,
    "urban_district": 2,
    "commune": 1,
    "ward": 1,
    "township": 1,
    "village": 0,
}
_BEFORE = 40  # characters in which the words that open a list are looked for
_GAP = 90  # between two of its names, what stands in brackets included
_MOST = 40  # names of a list
_PAIR = 2  # places that stand side by side for many reasons
_DEEP = 4  # territories around a place


class PlaceLists:
    """Finds lists of places; compiled once from the ``place_list`` rows of the packs."""

    def __init__(self, packs: PackSet) -> None:
        rows = packs.by_id("place_list")
        words = {id: "|".join(row.data["words"]) for id, row in rows.items()}
        levels = words["levels"]
        self._gap = regex.compile(
            rf"(?:[,;] ?|[,;]? (?:{words['joints']}) )"
            rf"(?:(?:{words['openers']}) )?(?:(?:{levels}) )?"
        )
        self._opener = regex.compile(
            rf"(?:^|[^\w])((?:{words['openers']}|\d{{1,3}}) (?:{levels})(?: \w+ \w+)?"
            rf"(?: (?:{words['leads']}))?:? )$"
        )
        self._level = regex.compile(rf"(?:^|[^\w])((?:{levels}) )$")
        self._before_level = regex.compile(rf"(?:^|[^\w])((?:{words['openers']}|\d{{1,3}}) )$")
        self._levelled = regex.compile(rf"(?:{levels}) ")
        self._bracket = regex.compile(r" ?\([^()\n]{1,60}\)")
        self._apart = tuple(f" {word} " for word in rows["apart"].data["words"])

    def among(
        self,
        article: Article,
        mentions: Sequence[ResolvedMention],
        entities: Mapping[str, Entity],
    ) -> tuple[ResolvedMention, ...]:
        """``mentions`` with one more around each list: the territory that holds all its places.

        ``mentions`` are in text order, outer ones first, and so is the answer.
        """
        found = list(self._joint(article, mentions, entities))
        if not found:
            return tuple(mentions)
        both = [*found, *mentions]
        both.sort(key=lambda mention: (mention.span.start, -mention.span.end))
        return tuple(both)

    def _joint(
        self,
        article: Article,
        mentions: Sequence[ResolvedMention],
        entities: Mapping[str, Entity],
    ) -> Iterator[ResolvedMention]:
        folded = article.folded
        for listed in self._lists(folded, mentions, entities):
            opened = self._opened(folded, listed[0].span.start)
            start, end = opened, listed[-1].span.end
            if opened == listed[0].span.start and _numbered(folded, end):
                continue  # xã A, xã B 12 hộ: whether of both nobody knows
            if self._in_turn(folded, start, end):
                continue
            above = _holding([mention.entity for mention in listed], entities)
            span, place = Span(start, end), EntityType.PLACE
            weak = all(mention.weak for mention in listed)
            if above is not None:
                kind = entities[above].kind
                yield ResolvedMention(span, above, place, kind, weak=weak, joint=True)
            elif opened < listed[0].span.start or len(listed) > _PAIR:
                words = span.of(article.clean)
                name = words[:1].lower() + words[1:] if opened < listed[0].span.start else words
                yield ResolvedMention(span, name, place, LISTED, weak=weak, joint=True)

    def _lists(
        self,
        folded: str,
        mentions: Sequence[ResolvedMention],
        entities: Mapping[str, Entity],
    ) -> Iterator[list[ResolvedMention]]:
        """Places of one level with nothing but joints between them, at least two."""
        listed: list[ResolvedMention] = []
        covered = -1
        for mention in mentions:
            level = _LEVELS.get(mention.kind) if mention.entity in entities else None
            if is_region(mention):
                covered = mention.span.end
            if mention.type is not EntityType.PLACE or level is None:
                continue
            if mention.span.end <= covered:
                continue  # told of as a region already
            if listed:
                if mention.span.start < listed[-1].span.end:
                    continue
                gap = folded[listed[-1].span.end : mention.span.start][: _GAP + 1]
                if level > _LEVELS[listed[-1].kind] and gap in (" (", ", ", " thuộc ", " của "):
                    continue  # what holds the one before
                bare = self._bracket.sub("", gap)
                same = level == _LEVELS[listed[-1].kind] and len(listed) < _MOST
                if same and len(gap) <= _GAP and self._gap.fullmatch(bare):
                    listed.append(mention)
                    continue
            if len({item.entity for item in listed}) > 1:
                yield listed
            listed = [mention]
        if len({item.entity for item in listed}) > 1:
            yield listed

    def _opened(self, folded: str, start: int) -> int:
        """Where the words that open a list begin: các xã | A, B và C."""
        before = folded[max(0, start - _BEFORE) : start]
        if self._levelled.match(folded, start) is not None:
            found = self._before_level.search(before)
        else:
            found = self._opener.search(before) or self._level.search(before)
        return start - len(found[1]) if found is not None else start

    def _in_turn(self, folded: str, start: int, end: int) -> bool:
        """Whether numbers are told of each in turn: xã A, B lần lượt là 12 và 9."""
        behind = folded[start : end + 2 * _BEFORE].split("\n")[0]
        return any(word in behind for word in self._apart)


def _numbered(folded: str, end: int) -> bool:
    return folded[end : end + 4].lstrip(" :(")[:1].isdigit()


def _holding(ids: Sequence[str], entities: Mapping[str, Entity]) -> str | None:
    """The nearest territory that holds all places of which it is known where they lie."""
    chains = [chain for id in dict.fromkeys(ids) if (chain := _around(id, entities))]
    if not chains:
        return None
    shared = (id for id in chains[0] if all(id in chain for chain in chains))
    return next(shared, None)


def _around(id: str, entities: Mapping[str, Entity]) -> list[str]:
    """The territories around a place that the text names, nearest first."""
    found: list[str] = []
    while len(found) < _DEEP and (above := entities[id].parent) in entities and above not in found:
        assert above is not None
        found.append(above)
        id = above
    return found
