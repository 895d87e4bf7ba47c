"""Reads one organisation from its opening word on: trade, name, body above, area."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from textmine.model.mentions import PlaceMention
from textmine.recognize.organization_words import VILLAGE_LEVEL, Entry, OrganizationWords
from textmine.recognize.place_words import NAME, word_after, word_before

_NUMBER = re.compile(r"(?:số )?(?:\d{1,4}[A-ZĐ]?|[IVX]{1,4})(?![\w%]|[.,/-]\d)")
_NAMED_NUMBER = re.compile(r"số \d{1,3}(?![\w%]|[.,/-]\d)|\d{1,2}[/-]\d{1,2}(?![\w%]|[.,/-]\d)")
_MORE = re.compile(r"(?:[-&.]\w{1,12}){1,3}")
_DIGITS = re.compile(r"[\d./-]{0,12}\d$")
_MAX_DEPTH = 4
_MAX_FILLS = 6
_MAX_PHRASE = 6


@dataclass(slots=True)
class Node:
    """An organisation as read; ``start`` and ``end`` are clean offsets.

    ``head`` is the canonical opening with trade and own name, ``own`` a name that stands in the
    place of an area (``Chi bộ | Hỏm``), ``level`` the level word, ``place`` a place mention.
    ``named``: the head holds more than the opening word; ``proper``: a name in capitals.
    """

    start: int
    end: int
    entry: Entry
    head: str
    own: str = ""
    level: str | None = None
    place: int | None = None
    unit: Node | None = None
    of: bool = False
    named: bool = False
    proper: bool = False

    @property
    def kind(self) -> str:
        if self.unit is not None and self.unit.kind in self.entry.takes_kinds:
            return self.unit.kind
        return self.entry.kind

    @property
    def complete(self) -> bool:
        """Whether something below the head already says which one it is."""
        return bool(self.own or self.level or self.place is not None or self.unit)

    @property
    def anaphoric(self) -> bool:
        if self.unit is not None and self.unit.entry.inside:
            return self.unit.place is None and not (self.unit.unit and not self.unit.anaphoric)
        if self.unit is not None:
            return self.unit.anaphoric
        if self.place is not None or self.own or self.proper or self.entry.own:
            return False
        return self.level is not None or not self.named

    def area(self) -> tuple[str | None, int | None]:
        """Level and place of the organisation, those of its unit where it has none."""
        if self.unit is not None and self.level is None and self.place is None:
            return self.unit.area()
        return self.level or self.entry.level, self.place


@dataclass(slots=True)
class Page:
    """One article being read: its text, the opening words and the places found in it."""

    clean: str
    text: str  # folded, dashes as hyphens; as long as clean
    places: Sequence[PlaceMention]
    heads: Mapping[int, list[tuple[int, str]]]
    starts: dict[int, int] = field(default_factory=dict)
    ends: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = {place.span.start: i for i, place in enumerate(self.places)}
        self.ends = sorted((place.span.start, place.span.end) for place in self.places)

    def place_over(self, position: int) -> tuple[int, int] | None:
        """The place that begins before ``position`` and ends after it."""
        index = bisect_right(self.ends, (position, -1)) - 1
        if index >= 0 and self.ends[index][0] < position < self.ends[index][1]:
            return self.ends[index]
        return None


class OrganizationReader:
    """Reads the organisation that opens at a position; pure, compiled once."""

    def __init__(self, words: OrganizationWords, known: Mapping[str, object]) -> None:
        self.words = words
        self._known = known  # folded names of places

    def read(self, page: Page, start: int, depth: int = 0) -> Node | None:
        """The organisation that opens at ``start``, by the longest opening word that fits.

        ``depth`` is how many organisations it is the unit of.
        """
        if depth >= _MAX_DEPTH:
            return None
        for end, word in page.heads.get(start, ()):
            for entry, spelt in self.words.heads[word]:
                if self._may_open(page, entry, start, end, depth > 0):
                    node = self._read_tails(page, Node(start, end, entry, spelt), depth)
                    if self._is_mention(page, node, end, depth > 0):
                        return node
        return None

    def end_of_counted(self, page: Page, start: int) -> int:
        """Where what is counted from ``start`` on ends, 0 when nothing is: 1 chi bộ công an xã."""
        before = word_before(page.text, start)
        if not self._counted(page, start, before, page.clean[start].isupper()):
            return 0
        node = self.read(page, start, 1)
        return node.end if node is not None else 0

    # -- the opening word -----------------------------------------------------------------------

    def _may_open(self, page: Page, entry: Entry, start: int, end: int, inner: bool) -> bool:
        capital = page.clean[start].isupper()
        before = word_before(page.text, start)
        if entry.capital_or_after and not capital and before not in entry.capital_or_after:
            return False
        if (entry.capital and not capital) or (entry.inside and not inner):
            return False
        if before in entry.not_after or word_after(page.text, end) in entry.not_before:
            return False
        if self._plural_after(page, end):
            return False
        return inner or not self._counted(page, start, before, capital)

    def _counted(self, page: Page, start: int, before: str, capital: bool) -> bool:
        """Whether the word before counts: 24 chi bộ, các chi bộ; but năm 2020, Chi bộ …"""
        if not before:
            return False
        earlier = word_before(page.text, start - len(before) - 1)
        if before[-1].isdigit() or _DIGITS.search(page.text, max(0, start - 13), start - 1):
            token = page.text[max(0, start - 14) : start - 1].split(" ")[-1]
            dated = "/" in token or "-" in token or (len(token) == 4 and token[:2] in ("19", "20"))
            return not (dated or earlier in ("năm", "tháng", "ngày", "quý"))
        if before == "năm":
            return not capital and not (earlier in self.words.cues["year"] or earlier.isdigit())
        return before in self.words.cues["plural"]

    def _plural_after(self, page: Page, end: int) -> bool:
        """Whether many are meant: UBND các xã, UBND hai xã, chi bộ trực thuộc."""
        first = word_after(page.text, end)
        if not first:
            return False
        cue = self.words.cues["plural_after"]
        if first in cue:
            if first not in self.words.cues["plural"] or first in self.words.cues["quantifier"]:
                return True
            return word_after(page.text, end + 1 + len(first)) in self.words.levels
        second = word_after(page.text, end + 1 + len(first))
        return f"{first} {second}" in cue

    # -- what follows ---------------------------------------------------------------------------

    def _read_tails(self, page: Page, node: Node, depth: int) -> Node:
        entry = node.entry
        for tail in entry.tails:
            if tail == "fill":
                self._read_fill(page, node)
            elif tail == "number":
                self._read_number(page, node)
            elif tail == "proper":
                self._read_proper(page, node)
            elif tail == "central":
                self._read_central(page, node)
            elif tail == "unit":
                self._read_unit(page, node, depth)
            elif tail == "area" and node.unit is None:
                self._read_area(page, node)
        return node

    def _is_mention(self, page: Page, node: Node, head_end: int, inner: bool) -> bool:
        entry = node.entry
        got = {
            "fill": node.named,
            "number": node.proper,
            "proper": node.proper or bool(node.own),
            "central": node.named,
            "unit": node.unit is not None,
            "area": node.level is not None or node.place is not None,
        }
        if entry.needs:
            return any(got[tail] for tail in entry.needs)
        if entry.own or node.end > head_end:
            return True
        if not entry.bare:
            return False
        before = word_before(page.text, node.start)
        return page.clean[node.start].isupper() or before in self.words.cues["holder"]

    def _read_fill(self, page: Page, node: Node) -> None:
        entry = node.entry
        assert entry.fill is not None
        vocabulary = self.words.vocabularies[entry.fill]
        position = node.end
        for _ in range(_MAX_FILLS if entry.many else 1):
            if page.text[position : position + 1] != " ":
                break
            found = vocabulary.match(page.text, position + 1)
            joint = ""
            if found is None and entry.many and position > node.end:
                for joint in (" và ", ", ", " & ", " - "):
                    if page.text.startswith(joint, position):
                        found = vocabulary.match(page.text, position + len(joint))
                        break
            if found is None:
                break
            end, spelt = found
            node.head += page.clean[position:end] if entry.spelt else f" {spelt}"
            position = end
        if position > node.end:
            node.named, node.end = True, position
        elif entry.open_fill:
            self._read_phrase(page, node)

    def _read_phrase(self, page: Page, node: Node) -> None:
        """A trade the vocabulary lacks: from its capital to a mark, a verb, a place or a body."""
        position = node.end
        if not page.clean[position + 1 : position + 2].isupper():
            return
        for _ in range(_MAX_PHRASE):
            word = word_after(page.text, position)
            following = position + 1
            if not word or word in self.words.cues["phrase_stop"]:
                break
            if following in page.starts or (position > node.end and following in page.heads):
                break
            position = following + len(word)
        if position > node.end + 1:
            node.head += page.clean[node.end : position]
            node.named, node.end = True, position

    def _read_number(self, page: Page, node: Node) -> None:
        if page.clean[node.end : node.end + 1] != " ":
            return
        pattern = _NUMBER if "number" in node.entry.needs else _NAMED_NUMBER
        match = pattern.match(page.clean, node.end + 1)
        if match is not None:
            node.head += f" {match[0]}"
            node.named = node.proper = True
            node.end = match.end()

    def _read_central(self, page: Page, node: Node) -> None:
        position = node.end + 1
        for word in self.words.cues["central"] if page.text[node.end : position] == " " else ():
            end = position + len(word)
            if page.text.startswith(word, position) and not page.text[end : end + 1].isalnum():
                node.head += page.clean[node.end : end]
                node.named, node.end = True, end
                return

    def _read_unit(self, page: Page, node: Node, depth: int) -> None:
        position = node.end + 1
        if page.text[node.end : position] != " ":
            return
        of = node.entry.of and page.text.startswith("của ", position)
        unit = self.read(page, position + 4 if of else position, depth + 1)
        if unit is not None:
            node.unit, node.end, node.of = unit, unit.end, of

    def _read_area(self, page: Page, node: Node) -> None:
        position = node.end + 1
        if page.text[node.end : position] != " ":
            return
        index = page.starts.get(position)
        if index is not None:
            place = page.places[index]
            if place.kind != "country":
                node.place, node.level, node.end = index, place.level, place.span.end
            return
        match = self.words.level_pattern.match(page.text, position)
        if match is None or node.entry.level is not None:
            return
        level, spelt = self.words.levels[match[0]]
        if not self.words.level_kinds[level]:
            return
        after = word_after(page.text, match.end())
        if after in self.words.cues["no_level"]:
            return
        node.level, node.end = spelt, match.end()

    def _read_proper(self, page: Page, node: Node) -> None:
        position = node.end + 1
        if page.clean[node.end : position] != " " or position in page.heads:
            return
        match = NAME.match(page.clean, position)
        if match is None or (node.entry.governs and position in page.starts):
            return
        words = page.text[position : match.end()].split(" ")
        if words[0] in self.words.cues["no_name"] or self._shouted(page, node, match[0]):
            return
        end = self._before_person(page, position, words)
        if node.entry.governs:
            name = page.text[position:end]
            if end != match.end() or not self._names_place(page, node, words, name):
                return
            node.own, node.end = page.clean[position:end], end
            return
        more = _MORE.match(page.clean, end)
        end = more.end() if more else end
        node.head += page.clean[node.end : end]
        node.place = page.starts.get(position)
        if node.place is not None and page.places[node.place].span.end != end:
            node.place = None
        node.named = node.proper = True
        node.end = end

    def _names_place(self, page: Page, node: Node, words: list[str], name: str) -> bool:
        """Whether a name after a body that governs is its area's, not its leader's."""
        if any(place.name.lower() == name for place in page.places) or name in self._known:
            return True
        if words[0] in self.words.surnames or len(words) > 3:
            return False
        return VILLAGE_LEVEL in node.entry.levels

    def _shouted(self, page: Page, node: Node, name: str) -> bool:
        """Whether the name is only the rest of a headline in capitals."""
        return name.isupper() and " " in name and page.clean[node.start : node.end].isupper()

    def _before_person(self, page: Page, position: int, words: list[str]) -> int:
        """Where a name ends: before a person's full name, if one follows it."""
        end = position
        for index, word in enumerate(words):
            rest = len(words) - index
            if (
                index
                and word in self.words.surnames
                and (rest >= 4 or (rest == 3 and words[index + 1] in self.words.middle_names))
                and page.place_over(end + 1) is None
                and end + 1 not in page.starts
            ):
                return end
            end += len(word) + (1 if index else 0)
        return end
