"""Where things are named in an article, and which of them a later word means.

What acts or speaks in the paragraph comes before what is named in passing; what stands in a list is
no one in particular.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable
from enum import IntEnum
from typing import Generic, TypeVar

from textmine.model.article import Article
from textmine.model.enums import SectionKind

# Between the members of a list.
LIST_GAPS = frozenset({", ", " và ", ", và ", " - ", " – ", ","})
_END = 1 << 60
_CROWD = 100  # mentions of a stretch looked at
_STOP = re.compile(r"(?<!\b[A-Z]{2})[.!?…](?=[\"”’)]? )|\n")

Item = TypeVar("Item", bound=Hashable)


class Standing(IntEnum):
    """How much a mention stands out, from least to most.

    ``SUBJECT``: it acts or is told of (``Đảng bộ xã A kết nạp …``, ``Tại xã A, …``).  ``SPEAKER``:
    the seat of somebody who speaks (``Bí thư Chi bộ bản B chia sẻ``).  ``NAMED``: in passing.
    ``WEAK``: an office of somebody silent, somebody's address, who receives, where somebody goes, a
    photograph's caption, an exception (``riêng xã B 4``).  ``LISTED``: one of many.
    """

    LISTED = 0
    WEAK = 1
    NAMED = 2
    SPEAKER = 3
    SUBJECT = 4


class Paragraphs:
    """Paragraphs and sentences of an article, and where its title and first paragraph are (clean
    offsets)."""

    def __init__(self, article: Article) -> None:
        clean = article.clean
        self._starts = [0]
        at = clean.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = clean.find("\n", at + 1)
        self._sentences = [sentence.start for sentence in article.sentences]
        if not self._sentences:
            self._sentences = [0, *(stop.end() for stop in _STOP.finditer(clean))]
        titles = [s for s in article.sections if s.kind is SectionKind.TITLE]
        opening = [s for s in article.sections if s.kind in (SectionKind.LEAD, SectionKind.BODY)]
        self.title = (titles[0].start, titles[0].end) if titles else (0, 0)
        first = opening[0].start if opening else 0
        index = bisect_right(self._starts, first)
        self.lead = (first, self._starts[index] if index < len(self._starts) else _END)

    def start(self, position: int) -> int:
        """Where the paragraph that holds ``position`` begins."""
        return self._starts[bisect_right(self._starts, position) - 1]

    def sentence(self, position: int) -> int:
        """Where the sentence that holds ``position`` begins, at the earliest with its paragraph."""
        index = bisect_right(self._sentences, position) - 1
        return max(self._sentences[max(index, 0)], self.start(position))

    def sentence_end(self, position: int) -> int:
        """Where the next sentence begins."""
        index = bisect_right(self._sentences, position)
        return self._sentences[index] if index < len(self._sentences) else _END


class Trail(Generic[Item]):
    """Items by where they are named and how much they stand out there."""

    __slots__ = ("_by", "items")

    def __init__(self) -> None:
        self._by: tuple[list[tuple[int, int, Item]], ...] = ([], [], [], [], [])  # by standing
        self.items: dict[Item, None] = {}

    def add(self, start: int, item: Item, standing: Standing = Standing.SUBJECT) -> None:
        """Notes that ``item`` is named at ``start``."""
        found = self._by[standing]
        entry = (start, len(found), item)
        if not found or found[-1][0] <= start:
            found.append(entry)
        else:
            insort(found, entry, key=_place)
        self.items[item] = None

    def last(
        self, before: int, since: int = 0, least: Standing = Standing.WEAK
    ) -> tuple[int, Item] | None:
        """Place and item named last in ``[since, before)`` with at least this standing."""
        best: tuple[int, int, Item] | None = None
        for found in self._by[least:]:
            index = bisect_left(found, (before, -1), key=_place) - 1
            if index >= 0 and found[index][0] >= (since if best is None else best[0]):
                best = found[index]
        return (best[0], best[2]) if best is not None else None

    def only(self) -> Item | None:
        """The one item there is."""
        return next(iter(self.items)) if len(self.items) == 1 else None

    def within(self, start: int, end: int, least: Standing = Standing.LISTED) -> set[Item]:
        """Items named in ``[start, end)`` with at least this standing, of a crowd the first."""
        items: set[Item] = set()
        for found in self._by[least:]:
            first = bisect_left(found, (start, -1), key=_place)
            last = bisect_left(found, (end, -1), key=_place)
            items.update(item for _, _, item in found[first : min(last, first + _CROWD)])
        return items


def _place(entry: tuple[int, int, object]) -> tuple[int, int]:
    return entry[0], entry[1]
