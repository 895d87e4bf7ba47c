"""Short forms an article gives its bodies: ``Tổng cục X (TĐC) … TĐC``, ``Công ty Rexona … Rexona``.

A short form in brackets after a name, and the brand in the name of a firm, mean the same body
wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from textmine.recognize.organization_page import Node, Page
from textmine.recognize.organization_words import OrganizationWords
from textmine.recognize.place_words import is_plain

_SHORT = r"[A-ZĐ][A-ZĐ0-9&-]{1,11}"
_CALLED = r"(?:(?:viết|gọi) tắt(?: là)?:? |sau đây gọi(?: tắt)? là:? )?"
_GIVEN = re.compile(rf" ?\({_CALLED}[\"“]?({_SHORT})[\"”]?\)| [-–] ({_SHORT})(?![\w-])")
_BEFORE_GIVEN = ("(", " (", " -", " –")
_INSIDE = re.compile(rf" \(({_SHORT})\) ")
_MANY = 30  # short forms of one article, and how often one is looked for
_SHORTEST = 3  # letters of a brand


class ShortReader:
    """Finds what stands for a body named in full; pure."""

    def __init__(self, words: OrganizationWords) -> None:
        self._cues = words.cues

    def read(self, page: Page, nodes: Sequence[Node]) -> list[Node]:
        """``nodes`` with those of the short forms, in order."""
        shorts = self._shorts(page, nodes)
        if not shorts:
            return list(nodes)
        found = {node.start: node for node in nodes}
        covered = sorted((node.start, node.end) for node in nodes)
        for short, full in shorts.items():
            for start, end in _places_of(page, short):
                begin = self._with_head(page, start, full)
                if begin == start and full.entry.trade_short:
                    continue  # ngành GD&ĐT: no body without its first word
                over = next((c for c in covered if c[0] < end and begin < c[1]), None)
                if over == (begin, end) and begin < start and full.entry.trade_short:
                    continue  # read as well without: Bộ KH&CN
                if over is None or over == (begin, end):
                    found[begin] = replace(full, start=begin, end=end, again=True)
        return sorted(found.values(), key=lambda node: node.start)

    def _shorts(self, page: Page, nodes: Sequence[Node]) -> dict[str, Node]:
        """Short forms and the bodies the article gives them to, the first of each."""
        shorts: dict[str, Node] = {}
        for node in nodes:
            current: Node | None = node
            while current is not None and len(shorts) < _MANY:
                short = self._given(page, current) or self._brand(current)
                if short and current.named and short.lower() not in self._cues["no_short"]:
                    shorts.setdefault(short, current)
                current = current.unit
        return shorts

    def _given(self, page: Page, node: Node) -> str:
        match = None
        if page.clean.startswith(_BEFORE_GIVEN, node.end):
            match = _GIVEN.match(page.clean, node.end)
        if match is None and node.unit is not None and node.unit.end == node.end:
            match = _INSIDE.search(page.clean, node.start, node.unit.start)
        return next(filter(None, match.groups()), "") if match is not None else ""

    def _brand(self, node: Node) -> str:
        """The words at the end of a firm's name that are no Vietnamese: Coteccons."""
        if not node.entry.brand or not node.proper or node.inside:
            return ""
        words = node.head.split(" ")
        size = 0
        while size < len(words) - 1 and not is_plain(words[-size - 1]):
            size += 1
        brand = " ".join(words[len(words) - size :])
        return brand if len(brand) >= _SHORTEST and brand[0].isupper() else ""

    def _with_head(self, page: Page, start: int, full: Node) -> int:
        """Where the opening word begins that stands before the short form: Tổng cục | TĐC."""
        head = f"{full.spelt.lower()} "
        begin = start - len(head)
        if begin >= 0 and page.text.startswith(head, begin):
            return begin
        return start


def _places_of(page: Page, short: str) -> list[tuple[int, int]]:
    """Where a short form stands as a word, but in the brackets that give it."""
    found = []
    at = page.clean.find(short)
    for _ in range(_MANY):
        if at < 0:
            break
        end = at + len(short)
        edges = page.clean[max(at - 1, 0) : at] + page.clean[end : end + 1]
        if not any(char.isalnum() or char in "-&" for char in edges) and edges != "()":
            found.append((at, end))
        at = page.clean.find(short, end)
    return found
