"""Bodies named by their place alone where bodies are counted: ``Một số đảng bộ …: A 14, B 9``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from textmine.packs.gazetteer import COMMUNE, Gazetteer
from textmine.recognize.organization_page import Node, Page
from textmine.recognize.organization_words import Entry, OrganizationWords

_STOP = re.compile(r"[.!?]\s|\n")
_REACH = 240  # characters from the counted bodies to their names
_VALUE = re.compile(r"(?: ?\([^()\n]{1,30}\))?:? (?:đạt |được |có |kết nạp )?\(?\d")


class CountedReader:
    """Reads the bare names of communes after counted bodies of a sort (``by_place``)."""

    def __init__(self, words: OrganizationWords, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._heads: dict[str, tuple[Entry, str]] = {}
        phrases: list[str] = []
        for word, found in words.heads.items():
            for entry, spelt in found:
                if entry.by_place:
                    self._heads[word] = (entry, spelt)
                    counts = "|".join(map(re.escape, sorted(entry.by_place)))
                    phrases.append(rf"(?:{counts}|\d{{1,3}}) {re.escape(word)}")
        every = "|".join(sorted(phrases, key=len, reverse=True)) or "(?!)"
        self._pattern = re.compile(rf"(?<!\w)(?:{every})(?!\w)")

    def read(self, page: Page, nodes: Sequence[Node]) -> list[Node]:
        """One organisation for every such name that has a number after it."""
        found: list[Node] = []
        starts = [node.start for node in nodes]
        for index, place in enumerate(page.places):
            start, end = place.span.start, place.span.end
            if place.level is not None or _VALUE.match(page.text, end) is None:
                continue
            last = bisect_right(starts, start) - 1
            if (last >= 0 and nodes[last].end > start) or not self._is_commune(place.codes):
                continue
            before = page.text[max(0, start - _REACH) : start]
            stops = [stop.end() for stop in _STOP.finditer(before)]
            counted = self._pattern.findall(before, stops[-1] if stops else 0)
            if counted:
                entry, spelt = self._head(counted[-1])
                found.append(Node(start, end, entry, spelt, spelt, place=index))
        return found

    def _head(self, phrase: str) -> tuple[Entry, str]:
        word = max((word for word in self._heads if phrase.endswith(word)), key=len)
        return self._heads[word]

    def _is_commune(self, codes: Sequence[str]) -> bool:
        units = (self._gazetteer.unit(code) for code in codes[:1])
        return any(unit is not None and unit.rank == COMMUNE for unit in units)
