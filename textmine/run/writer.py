"""The one thread that writes: results in the order of the inputs, a transaction for each batch.

What is in the store is at every moment the beginning of the run and nothing else: after a crash
the next run goes on from there.
"""

from __future__ import annotations

import pickle
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from textmine.store.load import Written
from textmine.store.rows import ArticleRows, Failure
from textmine.store.store import Store

BATCH_ITEMS, BATCH_BYTES, BATCH_SECONDS = 200, 8 << 20, 2.0
_QUEUE = 400  # events between the reader and the writer


class Done(NamedTuple):
    """A document that was worked on; rows are pickled until they are written."""

    locator: str
    input_hash: int | None
    result: bytes | Failure


class Copied(NamedTuple):
    """A document whose bytes are known under another locator."""

    locator: str
    input_hash: int
    article_key: int


class Ended(NamedTuple):
    """A file is through: failures noted for it before and not met again are over."""

    input: str


class Skipped(NamedTuple):
    """A document in the quarantine that was not tried again."""

    locator: str
    input: str


Event = Done | Copied | Ended | Skipped


@dataclass(slots=True)
class Tally:
    """What the writer did."""

    written: Written = field(default_factory=Written)
    lost_copies: int = 0  # copies whose article went meanwhile
    articles: int = 0  # articles and failures committed


class Writer:
    """Takes events in order and writes them in batches from a thread of its own.

    ``failed`` maps inputs to the locators the quarantine has of them.  ``told`` hears each failure
    when it is written.
    """

    def __init__(
        self,
        store: Store,
        run: int,
        failed: dict[str, set[str]],
        told: Callable[[Failure], None] = lambda failure: None,
    ) -> None:
        self.tally = Tally()
        self.error: BaseException | None = None
        self._store = store
        self._run = run
        self._failed = failed
        self._told = told
        self._queue: queue.Queue[Event | None] = queue.Queue(_QUEUE)
        self._batch: list[Done] = []
        self._copies: dict[str, tuple[int, int]] = {}
        self._over: list[str] = []
        self._bytes = 0
        self._thread = threading.Thread(target=self._work, name="textmine writer", daemon=True)
        self._thread.start()

    def put(self, event: Event) -> None:
        """Hands on one event; waits while the writer is behind.  Raises what writing raised."""
        while True:
            if self.error is not None:
                raise self.error
            try:
                self._queue.put(event, timeout=0.5)
                return
            except queue.Full:
                continue

    def close(self) -> None:
        """Writes what was handed on and ends.  Raises what writing raised."""
        while self._thread.is_alive():
            try:
                self._queue.put(None, timeout=0.5)
                break
            except queue.Full:
                continue
        self._thread.join()
        if self.error is not None:
            raise self.error

    def _work(self) -> None:
        try:
            begun = time.monotonic()
            while True:
                pending = bool(self._batch or self._copies or self._over)
                left = BATCH_SECONDS - (time.monotonic() - begun) if pending else None
                try:
                    event = self._queue.get(timeout=None if left is None else max(left, 0.001))
                except queue.Empty:
                    self._flush()
                    continue
                if event is None:
                    self._flush()
                    return
                if not pending:
                    begun = time.monotonic()
                self._take(event)
                if len(self._batch) >= BATCH_ITEMS or self._bytes >= BATCH_BYTES:
                    self._flush()
        except BaseException as error:  # noqa: BLE001 - raised where the run can end
            self.error = error

    def _take(self, event: Event) -> None:
        if isinstance(event, Done):
            self._batch.append(event)
            if isinstance(event.result, Failure):
                self._met(event.result.input, event.locator)
            else:
                self._bytes += len(event.result)
        elif isinstance(event, Copied):
            self._copies[event.locator] = (event.input_hash, event.article_key)
            if len(self._copies) >= BATCH_ITEMS:
                self._flush()
        elif isinstance(event, Skipped):
            self._met(event.input, event.locator)
        else:
            self._over.extend(sorted(self._failed.pop(event.input, ())))

    def _met(self, input: str, locator: str) -> None:
        """A failure known before that still holds."""
        known = self._failed.get(input)
        if known:
            known.discard(locator)

    def _flush(self) -> None:
        """One transaction for articles and failures; what else is due is as good done twice."""
        batch: list[ArticleRows | Failure] = [
            done.result if isinstance(done.result, Failure) else pickle.loads(done.result)  # noqa: S301 - from our own worker
            for done in self._batch
        ]
        # A failure is noted as it comes: what has been written is no failure any more.
        hashes = {
            done.locator: done.input_hash for done in self._batch if done.input_hash is not None
        }
        if batch:
            written = self._store.write(batch, run=self._run, inputs=hashes)
            self.tally.written += written
            self.tally.articles += len(batch)
            for item in batch:
                if isinstance(item, Failure):
                    self._told(item)
        if self._copies:
            self.tally.lost_copies += self._store.note_copies(self._copies)
        if self._over:
            self._store.drop_failures(self._over)
        self._batch, self._copies, self._over, self._bytes = [], {}, [], 0
