"""Near-duplicates of a store: marks of new articles, pairs they make, and whose origin is whose.

A new article is compared with those that share marks with it, the likeliest first, until three in
a row are no duplicates or a dozen have been looked at, so that a notice reprinted a thousand times
costs no more than one reprinted ten times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textmine.packs.loader import PackSet
from textmine.resolve.duplicates import (
    PASSAGE,
    QUOTATION,
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
from textmine.store.rows import MarkRow, WaitingRow
from textmine.store.store import Store

_ARTICLES = 100  # in one transaction
_COMPARED = 12  # articles one is compared with
_IN_VAIN = 3  # of those, in a row and the likeliest first, that are no duplicates
_COMMON = {PASSAGE: 50}  # a mark of more articles than this says nothing: a paper's boilerplate
_COMMONEST = 500
_TEXTS = 300  # kept between comparisons


@dataclass(slots=True)
class Marked:
    """What a run did: articles compared, pairs found, articles that go back to another."""

    articles: int = 0
    pairs: int = 0
    duplicates: int = 0


def mark_duplicates(
    store: Store, packs: PackSet, *, progress: Callable[[Marked], None] | None = None
) -> Marked:
    """Brings ``duplicates`` up to date; does nothing where no article is new or gone.

    Every step is a transaction: what was interrupted is gone on with.  Raises StoreError when the
    database fails.
    """
    done = Marked()
    for texts in store.in_turn(duplicate_rows.unmarked, _ARTICLES):
        _mark(store, texts)
    finder = _Finder(store, read_time_words(packs))
    for keys in store.in_turn(duplicate_rows.waiting, _ARTICLES):
        done.pairs += finder.take(keys)
        done.articles += len(keys)
        if progress is not None:
            progress(done)
    done.duplicates = _write_origins(store)
    return done


def mark_rows(key: int, text: str) -> tuple[tuple[MarkRow, ...], tuple[WaitingRow]]:
    """The marks of a new article, and that it waits to be compared."""
    marks = tuple(MarkRow(mark.value, key, mark.band) for mark in sketch(text))
    return marks, (WaitingRow(key),)


def _mark(store: Store, texts: Mapping[int, str]) -> None:
    """Writes the marks of articles that came without."""
    made = [mark_rows(key, text) for key, text in texts.items()]
    with store.writing() as connection:
        rows = sorted(row for marks, _ in made for row in marks)
        store.insert(connection, "duplicate_marks", rows)
        duplicate_rows.drop_waiting(connection, texts)
        store.insert(connection, "duplicate_waiting", [row for _, (row,) in made])


class _Finder:
    """Finds pairs of new articles; keeps the last texts it compared."""

    def __init__(self, store: Store, time_words: frozenset[str]) -> None:
        self.store = store
        self.time_words = time_words
        self._texts: dict[int, Text] = {}  # the last used at the end
        self._read: dict[int, str] = {}  # texts read ahead
        self._groups: dict[int, int] = {}

    def take(self, keys: Sequence[int]) -> int:
        """Writes the pairs of some new articles; gives the number of pairs."""
        with self.store.writing() as connection:
            likely = _likely(connection, keys)
            others = {other for found in likely.values() for other in found}
            self._groups = duplicate_rows.origins_of(connection, sorted(others), QUOTATION)
            first = {other for found in likely.values() for other in found[:_IN_VAIN]}
            wanted = sorted(first.union(likely) - self._texts.keys())
            self._read = duplicate_rows.texts(connection, wanted)
            pairs = [pair for key in likely for pair in self._pairs(connection, key, likely[key])]
            written = [(p.left, p.right, p.similarity, p.method) for p in pairs]
            self.store.insert(connection, "duplicate_pairs", written)
            duplicate_rows.drop_waiting(connection, keys)
        return len(pairs)

    def _pairs(self, connection: Any, key: int, likely: Sequence[int]) -> Iterator[Pair]:
        met: set[int] = set()
        compared = in_vain = 0
        for other in likely:
            group = self._groups.get(other, other)
            if group in met:
                continue
            if compared == _COMPARED or in_vain == _IN_VAIN:
                return
            compared += 1
            likeness = compare(self._text(connection, key), self._text(connection, other))
            pair = make_pair(key, other, likeness)
            in_vain = in_vain + 1 if pair is None else 0
            if pair is not None:
                if pair.method != QUOTATION:
                    met.add(group)
                yield pair

    def _text(self, connection: Any, key: int) -> Text:
        """The words of an article; the longest unused of some hundred kept go."""
        found = self._texts.pop(key, None)
        if found is None:
            if key not in self._read:
                self._read |= duplicate_rows.texts(connection, [key])
            found = Text(self._read.get(key, ""), self.time_words)
        self._texts[key] = found
        if len(self._texts) > _TEXTS:
            del self._texts[next(iter(self._texts))]
        return found


def _likely(connection: Any, keys: Sequence[int]) -> dict[int, list[int]]:
    """The articles each may be a duplicate of, the likeliest first; in order of key."""
    shared: dict[int, dict[int, list[int]]] = {}
    for key, other, band in duplicate_rows.shared(connection, keys, _COMMON, _COMMONEST):
        shared.setdefault(key, {}).setdefault(other, []).append(band)
    return {
        key: sorted(
            (other for other, bands in shared[key].items() if enough(bands)),
            key=lambda other, found=shared[key]: (-_weight(found[other]), other),  # type: ignore[misc]
        )
        for key in sorted(shared)
    }


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
