"""Finds the organisations an article names or points at: ``OrganizationFinder(packs, gazetteer)``.

One automaton holds every opening word (``chi bộ``, ``ubnd``, ``sở``) and every level word; it scans
the folded text once.  At each opening word a reader takes what follows: trade, own name, the body
it belongs to, its area.  Bodies one belongs to are mentions too, after the one they stand in.
"""

from __future__ import annotations

from collections.abc import Sequence

from textmine.model.article import Article
from textmine.model.enums import SectionKind
from textmine.model.mentions import OrganizationMention, PlaceMention
from textmine.model.span import Span
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.loader import PackSet
from textmine.recognize.organization_counted import CountedReader
from textmine.recognize.organization_page import Node, Page
from textmine.recognize.organization_read import OrganizationReader
from textmine.recognize.organization_short import ShortReader
from textmine.recognize.organization_territory import TerritoryReader
from textmine.recognize.organization_words import (
    VILLAGE_LEVEL,
    Entry,
    OrganizationWords,
    read_words,
)
from textmine.text.stretches import Stretches

TERRITORY = "territory"
_UNREAD = (SectionKind.BOILERPLATE, SectionKind.BYLINE)


class OrganizationFinder:
    """Compiled once from packs and gazetteer; ``find`` is pure."""

    def __init__(self, packs: PackSet, gazetteer: Gazetteer) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self.words: OrganizationWords = read_words(packs)
        self._patterns = [*self.words.heads, *self.words.territories]
        self._first_level = len(self.words.heads)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)
        self._lower = [_before_lower(found) for found in self.words.heads.values()]
        self._lower += [None] * len(self.words.territories)
        self._reader = OrganizationReader(self.words, dict.fromkeys(gazetteer.names))
        self._territories = TerritoryReader(self.words)
        self._counted = CountedReader(self.words, gazetteer)
        self._short = ShortReader(self.words)
        self._people = tuple(sorted(self.words.cues["with_people"], key=len, reverse=True))
        self._joints = tuple(sorted(self.words.cues["joint"], key=len, reverse=True))

    def find(
        self, article: Article, places: Sequence[PlaceMention]
    ) -> tuple[OrganizationMention, ...]:
        """Organisations and bare territory words in the order they stand in, outer ones first.

        ``place`` indexes ``places``, ``unit`` this tuple; clean spans.
        """
        text = article.folded.replace("–", "-").replace("—", "-")
        heads, levels = self._hits(article.clean, text)
        unread = Stretches(article.sections, *_UNREAD)
        if unread:
            heads = {at: found for at, found in heads.items() if at not in unread}
            levels = [found for found in levels if found[0] not in unread]
        page = Page(article.clean, text, places, heads)
        nodes = self._read(page)
        self._share(page, nodes)
        nodes = [node for node in nodes if not node.pending or node.unit is not None]
        nodes = self._short.read(page, nodes)
        nodes = sorted([*nodes, *self._counted.read(page, nodes)], key=lambda node: node.start)
        territories = self._read_territories(page, nodes, levels)
        return _mentions(page, nodes, territories)

    def _hits(
        self, clean: str, text: str
    ) -> tuple[dict[int, list[tuple[int, str]]], list[tuple[int, int]]]:
        """Opening words by position, the longest first, and level words, at word boundaries."""
        lower = self._lower
        heads: dict[int, list[tuple[int, str]]] = {}
        levels: dict[int, int] = {}
        size = len(text)
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if (start and text[start - 1].isalnum()) or (end < size and text[end].isalnum()):
                continue
            before = lower[pattern]
            if before is not None and not clean[start].isupper():
                last = text[text.rfind(" ", max(0, start - 9), start - 1) + 1 : start - 1]
                if last not in before:
                    continue
            if pattern < self._first_level:
                heads.setdefault(start, []).insert(0, (end, self._patterns[pattern]))
            else:
                levels[start] = max(end, levels.get(start, 0))
        return heads, sorted(levels.items())

    def _read(self, page: Page) -> list[Node]:
        """Organisations that stand in no other one, in order."""
        nodes: list[Node] = []
        done = 0
        for start in sorted(page.heads):
            if start < done or page.place_over(start) is not None:
                continue
            node = self._reader.read(page, start)
            if node is not None:
                nodes.append(node)
                done = node.end
            else:
                done = max(done, self._reader.end_of_counted(page, start))
        return nodes

    # -- lists ----------------------------------------------------------------------------------

    def _share(self, page: Page, nodes: list[Node]) -> None:
        """Gives the heads of a list the area or the body of its last: Đảng ủy, UBND xã."""
        for node in nodes:
            if node.entry.governs and not node.complete:
                self._share_people(page, node)
        for index in range(len(nodes) - 2, -1, -1):
            here, following = nodes[index], nodes[index + 1]
            if here.complete or following.start - here.end > 6:
                continue
            if page.text[here.end : following.start] not in self._joints:
                continue
            if here.entry.governs and following.entry.governs and following.unit is None:
                self._share_area(page, here, following)
            elif here.entry.shares_unit and following.entry.shares_unit:
                here.unit = following.unit

    def _share_people(self, page: Page, node: Node) -> None:
        """Gives a body the area named after its people: Đảng bộ và nhân dân xã Nà Ớt."""
        for joint in self._people:
            if not page.text.startswith(joint, node.end):
                continue
            position = node.end + len(joint)
            place = page.starts.get(position)
            word = page.places[place].level if place is not None else None
            if place is None:
                found = self._reader.level_at(page, position)
                word = found[0] if found else None
            known = self.words.levels.get(word) if word else None
            if known is not None and self._allowed(node, known[0]):
                node.place, node.level = place, known[1]
                return

    def _share_area(self, page: Page, here: Node, following: Node) -> None:
        level, place = following.area()
        word = level
        if level is None and place is not None:
            word = page.places[place].level
        known = self.words.levels.get(word) if word else None
        if known is None or not self._allowed(here, known[0]):
            return
        here.place = place
        here.level = level if here.entry.level is None else None

    def _allowed(self, node: Node, level: str) -> bool:
        """Whether an organisation may be of this level: no people's committee of a village."""
        if node.entry.level is not None:
            return node.entry.level == level
        return level in node.entry.levels if node.entry.levels else level != VILLAGE_LEVEL

    # -- territories ----------------------------------------------------------------------------

    def _read_territories(
        self, page: Page, nodes: list[Node], levels: list[tuple[int, int]]
    ) -> list[tuple[int, int, str]]:
        """Level words alone, outside places and organisations: start, end, the level word."""
        found: list[tuple[int, int, str]] = []
        index = 0
        for start, end in levels:
            while index < len(nodes) and nodes[index].end <= start:
                index += 1
            if index < len(nodes) and nodes[index].start <= start:
                continue
            if start in page.starts or page.place_over(start) is not None:
                continue
            word = page.text[start:end]
            span = self._territories.read(page, start, end, word)
            if span is not None:
                found.append((*span, self.words.levels[word][1]))
        return found


def _before_lower(found: Sequence[tuple[Entry, str]]) -> frozenset[str] | None:
    """The words after which an opening word counts in lower case too, ``None``: after any.

    Most hits are words in lower case that open nothing (tổ chức), which should cost nothing.
    """
    if not all(entry.capital or entry.capital_or_after for entry, _ in found):
        return None
    if any(entry.governs for entry, _ in found):
        return None  # those that are counted: 2 hạt kiểm lâm
    return frozenset().union(*(entry.capital_or_after for entry, _ in found))


def _mentions(
    page: Page, nodes: list[Node], territories: list[tuple[int, int, str]]
) -> tuple[OrganizationMention, ...]:
    """Nodes with the bodies nested in them and territories, in text order, indexes set."""
    flat: list[Node | tuple[int, int, str]] = [*territories]
    for node in nodes:
        current: Node | None = node
        while current is not None and (current is node or not current.entry.inside):
            flat.append(current)
            shared = current.unit is not None and current.unit.start >= current.end
            current = None if shared or current.again else current.unit
    flat.sort(key=_order)
    indexes = {id(item): index for index, item in enumerate(flat)}
    return tuple(
        _mention(page, item, indexes) if isinstance(item, Node) else _territory(item)
        for item in flat
    )


def _order(item: Node | tuple[int, int, str]) -> tuple[int, int]:
    start, end = (item.start, item.end) if isinstance(item, Node) else item[:2]
    return start, -end


def _territory(item: tuple[int, int, str]) -> OrganizationMention:
    start, end, level = item
    return OrganizationMention(
        Span(start, end), level, TERRITORY, level, None, True, None, level, TERRITORY
    )


def _mention(page: Page, node: Node, indexes: dict[int, int]) -> OrganizationMention:
    level, place = node.area()
    return OrganizationMention(
        Span(node.start, node.end),
        _name(page, node),
        node.kind,
        level,
        place,
        node.anaphoric,
        indexes.get(id(node.unit)) if node.unit is not None else None,
        _head(node),
        node.entry.id,
    )


def _head(node: Node) -> str:
    """The head; of a unit that is no mention itself the unit's head too: Chi bộ Quân sự."""
    if node.unit is not None and node.unit.entry.inside:
        return f"{node.head} {_head(node.unit)}"
    return node.head


def _name(page: Page, node: Node) -> str:
    """The name as far as its own words go, short forms written out."""
    parts = [node.head]
    if node.own:
        if node.level is not None and node.entry.level is None:
            parts.append(node.level)  # a village no reader of places knew: Chi bộ bản | Hỏm
        parts.append(node.own)
    if node.unit is not None:
        if node.of:
            parts.append("của")
        parts.append(_name(page, node.unit))
    elif node.place is not None and not node.inside:
        place = page.places[node.place]
        if place.level is not None and (node.level is not None or node.entry.level is None):
            parts.append(place.level)
        parts.append(place.name)
    elif node.level is not None and not node.own:
        parts.append(node.level)
    return " ".join(parts)
