"""Near-duplicates of a store: marks of new articles, pairs they make, and whose origin is whose.

A new article is compared with those that share marks with it, the likeliest first, until three in
a row are no duplicates or a dozen have been looked at, so that a notice reprinted a thousand times
costs no more than one reprinted ten times.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from textmine.model.records import dataclass
from textmine.packs.loader import PackSet
from textmine.resolve.duplicates import (
    PASSAGE,
    QUOTATION,
    Mark,
    Pair,
    Text,
    compare,
    enough,
    make_pair,
    origins,
    read_time_words,
    sketch,
)
from textmine.store import duplicate_rows
from textmine.store.store import Store

_ARTICLES = 100  # in one transaction
_COMPARED = 12  # articles one is compared with
_IN_VAIN = 3  # of those, in a row and the likeliest first, that are no duplicates
_COMMON = {PASSAGE: 50}  # a mark of more articles than this says nothing: a paper's boilerplate
_COMMONEST = 500
_TEXTS = 300  # kept between comparisons


@dataclass(slots=True)
class Marked:
    """What a run did: articles read, pairs found, articles that go back to another."""

    articles: int = 0
    pairs: int = 0
    duplicates: int = 0


def mark_duplicates(
    store: Store, packs: PackSet, *, progress: Callable[[Marked], None] | None = None
) -> Marked:
    """Brings ``duplicates`` up to date; does nothing where no article is new or gone.

    Raises StoreError when the database fails.
    """
    done = Marked()
    finder = _Finder(store, read_time_words(packs))
    for texts in _unmarked(store):
        done.pairs += finder.take(texts)
        done.articles += len(texts)
        if progress is not None:
            progress(done)
    done.duplicates = _write_origins(store)
    return done


def _unmarked(store: Store) -> Iterator[dict[int, str]]:
    """Texts of articles without marks, some at a time, by key."""
    last = -1
    while True:
        with store.reading() as connection:
            found = duplicate_rows.unmarked(connection, last, _ARTICLES)
        if not found:
            return
        yield found
        last = max(found)


class _Finder:
    """Finds pairs of new articles; keeps the last texts it compared."""

    def __init__(self, store: Store, time_words: frozenset[str]) -> None:
        self.store = store
        self.time_words = time_words
        self._texts: OrderedDict[int, Text] = OrderedDict()

    def take(self, texts: Mapping[int, str]) -> int:
        """Writes marks and pairs of some new articles; gives the number of pairs."""
        marks = {key: sketch(text) for key, text in texts.items()}
        rows = [(m.value, key, m.band) for key, found in marks.items() for m in found]
        with self.store.writing() as connection:
            self.store.insert(connection, "duplicate_marks", sorted(rows))
            common = {
                mark.value: _COMMON.get(mark.band, _COMMONEST)
                for found in marks.values()
                for mark in found
            }
            holders = duplicate_rows.holders(connection, common)
            pairs: list[Pair] = []
            for key in sorted(texts):
                pairs.extend(self._pairs(connection, key, marks, holders, texts))
            written = [(p.left, p.right, p.similarity, p.method) for p in pairs]
            self.store.insert(connection, "duplicate_pairs", written)
        return len(pairs)

    def _pairs(
        self,
        connection: Any,
        key: int,
        marks: Mapping[int, Sequence[Mark]],
        holders: Mapping[int, Sequence[int]],
        new: Mapping[int, str],
    ) -> Iterator[Pair]:
        shared: dict[int, list[int]] = {}
        for mark in marks[key]:
            for other in holders.get(mark.value, ()):
                if other != key and not (other in new and other > key):
                    shared.setdefault(other, []).append(mark.band)
        likely = sorted(
            (other for other, bands in shared.items() if enough(bands)),
            key=lambda other: (-_weight(shared[other]), other),
        )
        if not likely:
            return
        met: set[int] = set()
        groups = duplicate_rows.origins_of(connection, likely, QUOTATION)
        compared = in_vain = 0
        for other in likely:
            if groups.get(other, other) in met:
                continue
            if compared == _COMPARED or in_vain == _IN_VAIN:
                return
            compared += 1
            likeness = compare(self._text(connection, key, new), self._text(connection, other, new))
            pair = make_pair(key, other, likeness)
            in_vain = in_vain + 1 if pair is None else 0
            if pair is not None:
                if pair.method != QUOTATION:
                    met.add(groups.get(other, other))
                yield pair

    def _text(self, connection: Any, key: int, new: Mapping[int, str]) -> Text:
        if key in self._texts:
            self._texts.move_to_end(key)
            return self._texts[key]
        text = new.get(key)
        if text is None:
            text = duplicate_rows.text(connection, key)
        made = self._texts[key] = Text(text, self.time_words)
        if len(self._texts) > _TEXTS:
            self._texts.popitem(last=False)
        return made


def _weight(bands: Sequence[int]) -> int:
    """How much marks in common promise: a band of the whole text more than a passage."""
    counted = Counter(band == PASSAGE for band in bands)
    return 3 * counted[False] + counted[True]


def _write_origins(store: Store) -> int:
    """Origins from all pairs, written where they changed."""
    with store.reading() as connection:
        found = origins(Pair(*row) for row in duplicate_rows.pairs(connection))
        now = duplicate_rows.origins(connection)
    wanted = {(o.article, o.origin, o.similarity, o.method) for o in found}
    if now == wanted:
        return len(wanted)
    with store.writing() as connection:
        duplicate_rows.drop_origins(connection, {row[0] for row in now - wanted})
        store.insert(connection, "duplicates", sorted(wanted - now))
    return len(wanted)
