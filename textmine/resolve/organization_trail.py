"""Where things are named in an article, and which of them a later word means.

The one named last before it in its paragraph; else the only one; else the one the article is about
(named in the title, or in its opening); else the one named last.  What stands in a list is no one
in particular.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable
from typing import Generic, TypeVar

from textmine.model.article import Article
from textmine.model.enums import SectionKind

# Between the members of a list.
LIST_GAPS = frozenset({", ", " và ", ", và ", " - ", " – ", ","})
_END = 1 << 60

Item = TypeVar("Item", bound=Hashable)


class Paragraphs:
    """Paragraphs of an article, and where its title and first paragraph are (clean offsets)."""

    def __init__(self, article: Article) -> None:
        clean = article.clean
        self._starts = [0]
        at = clean.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = clean.find("\n", at + 1)
        titles = [s for s in article.sections if s.kind is SectionKind.TITLE]
        opening = [s for s in article.sections if s.kind in (SectionKind.LEAD, SectionKind.BODY)]
        self.title = (titles[0].start, titles[0].end) if titles else (0, 0)
        first = opening[0].start if opening else 0
        index = bisect_right(self._starts, first)
        self.lead = (first, self._starts[index] if index < len(self._starts) else _END)

    def start(self, position: int) -> int:
        """Where the paragraph that holds ``position`` begins."""
        return self._starts[bisect_right(self._starts, position) - 1]


class Trail(Generic[Item]):
    """Items by where they are named; those in a list are kept apart."""

    __slots__ = ("_all", "_single", "items")

    def __init__(self) -> None:
        self._all: list[tuple[int, int, Item]] = []
        self._single: list[tuple[int, int, Item]] = []
        self.items: dict[Item, None] = {}

    def add(self, start: int, item: Item, listed: bool = False) -> None:
        """Notes that ``item`` is named at ``start``, perhaps as a member of a list."""
        entry = (start, len(self._all), item)
        insort(self._all, entry, key=_place)
        if not listed:
            insort(self._single, entry, key=_place)
        self.items[item] = None

    def last(self, before: int, since: int = 0) -> Item | None:
        """The item named last in ``[since, before)``, lists aside."""
        index = bisect_left(self._single, (before, -1), key=_place) - 1
        return self._single[index][2] if index >= 0 and self._single[index][0] >= since else None

    def within(self, start: int, end: int) -> dict[Item, None]:
        """Items named in ``[start, end)``, in order."""
        first = bisect_left(self._all, (start, -1), key=_place)
        last = bisect_left(self._all, (end, -1), key=_place)
        return {item: None for _, _, item in self._all[first:last]}

    def meant(
        self, position: int, paragraphs: Paragraphs, *, lead: bool = True, far: bool = True
    ) -> Item | None:
        """The item a word at ``position`` means, ``None`` when that cannot be decided.

        ``lead``: the first paragraph tells what the article is about as the title does; ``far``:
        the one named last counts over paragraphs too.
        """
        near = self.last(position, paragraphs.start(position))
        if near is not None:
            return near
        if len(self.items) == 1:
            return next(iter(self.items))
        for opening in (paragraphs.title, paragraphs.lead) if lead else (paragraphs.title,):
            about = self.within(*opening)
            if len(about) == 1:
                return next(iter(about))
        return self.last(position) if far else None


def _place(entry: tuple[int, int, object]) -> tuple[int, int]:
    return entry[0], entry[1]
