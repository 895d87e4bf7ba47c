"""A whole archive into a store: reads ahead, extracts in parallel, writes in order, resumes.

What is in the store is always a beginning of the inputs in their order, so a run that was ended at
any instant is gone on with by running it again: what is known by its bytes is passed over.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import PurePath

from textmine.io.inputs import Finished, Inputs, Item, Outcome
from textmine.io.readers import Reader, ReadOptions
from textmine.run.identify import start_anew_if_rules_changed
from textmine.run.pool import Pool
from textmine.run.provenance import Provenance, provenance
from textmine.run.roots import Roots
from textmine.run.worker import Setup
from textmine.run.writer import Copied, Done, Ended, Event, Skipped, Writer
from textmine.store.known import Known, Reading
from textmine.store.rows import Failure
from textmine.store.store import Store

WINDOW_ITEMS, WINDOW_BYTES = 256, 32 << 20  # documents between reading and writing
_LOOK_AHEAD = 64  # inputs looked up in the store at once
_PATIENCE = 0.2  # seconds between looks at the clock


@dataclass(frozen=True, slots=True)
class Plan:
    """What to take in and how.

    ``inputs`` are paths, patterns and ``-``; ``refresh`` reads again what other versions read;
    ``retry`` tries again what is in the quarantine, alone when nothing else is named.
    ``patience`` bounds the seconds spent on one document.
    """

    inputs: Iterable[str]
    options: ReadOptions = field(default_factory=ReadOptions)
    packs: tuple[str, ...] = ()
    model: bool = True
    language: str = "vi"
    jobs: int = 1
    refresh: bool = False
    retry: bool = False
    patience: float = 120.0


@dataclass(slots=True)
class Progress:
    """How far a run is; the numbers of a finished one are its summary."""

    read: int = 0  # documents met
    known: int = 0  # by their bytes, and passed over
    copies: int = 0  # other bytes, but an article the store has
    inserted: int = 0
    replaced: int = 0
    failed: int = 0
    quarantined: int = 0  # failed before and not tried again
    consumed: int = 0  # bytes of input files
    seconds: float = 0.0
    passed: dict[str, int] = field(default_factory=dict)  # files that are no articles, by suffix
    again: bool = False  # a copy's article went meanwhile: run once more
    interrupted: bool = False

    def counts(self) -> dict[str, int]:
        """What the store remembers of the run."""
        names = ("read", "known", "copies", "inserted", "replaced", "failed", "quarantined")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Hooks:
    """Who is told what: ``progress`` several times a second, ``failure`` of each as it is written,
    ``note`` of what a person should know."""

    progress: Callable[[Progress], None] = lambda progress: None
    failure: Callable[[Failure], None] = lambda failure: None
    note: Callable[[str], None] = lambda line: None


def run_batch(plan: Plan, store: Store, hooks: Hooks | None = None) -> Progress:
    """Takes everything in; returns the summary.

    Ctrl-C ends it with ``interrupted`` set and everything finished so far written.  Raises
    InputError and PackError before anything is done, StoreError and PoolError in between.
    """
    known = provenance(plan.packs, model=plan.model)
    Reader(plan.options, packs=known.packs)  # wrong options are told at once
    hooks = hooks or Hooks()
    progress = _Batch(plan, store, hooks, known, Progress()).run()
    if progress.again and not progress.interrupted and not isinstance(plan.inputs, Iterator):
        hooks.note("articles that others were copies of have changed; looking at those again")
        first = replace(progress, again=False)
        _Batch(replace(plan, retry=False, refresh=False), store, hooks, known, progress).run()
        # What the first pass met counts once.
        progress.read, progress.known = first.read, first.known
        progress.quarantined, progress.passed = first.quarantined, first.passed
    return progress


class _Batch:
    """One pass over the inputs."""

    def __init__(
        self, plan: Plan, store: Store, hooks: Hooks, known: Provenance, progress: Progress
    ) -> None:
        self._plan = plan
        self._store = store
        self._hooks = hooks
        self._known = known
        self._progress = progress
        self._before = replace(progress)
        self._started = self._told = time.monotonic()
        failures = store.failures()
        self._failed: dict[str, set[str]] = {}
        for failure in failures:
            self._failed.setdefault(failure.input, set()).add(failure.locator)
        self._retried = tuple(self._failed) if plan.retry else ()
        names = chain(self._retried, (name for name in plan.inputs if name not in self._retried))
        self._inputs = Inputs(
            names,
            label=Roots(store, hooks.note).label,
            encoding=plan.options.encoding,
            packs=known.packs,
        )
        self._salt = repr(plan.options).encode()
        self._events: dict[int, Event | None] = {}  # None: a worker has it
        self._given: dict[int, tuple[str, int]] = {}  # locator and hash of what workers have
        self._sizes: dict[int, int] = {}
        self._weight = 0  # bytes of the documents between reading and writing
        self._next = 0  # number of the next event to come
        self._due = 0  # number of the next event to write

    def run(self) -> Progress:
        """Reads, extracts and writes until all is done or Ctrl-C."""
        plan, store, versions = self._plan, self._store, self._known.versions
        run = store.start_run("batch", *versions)
        store.replace("indicators", self._known.indicator_rows())
        start_anew_if_rules_changed(store, self._known.packs)
        setup = Setup(plan.options, plan.packs, plan.model, plan.language, versions, plan.patience)
        pool = Pool(plan.jobs, setup)
        writer = Writer(store, run, self._failed, self._hooks.failure)
        try:
            self._loop(pool, writer)
        except KeyboardInterrupt:
            self._progress.interrupted = True
        except BaseException:
            pool.close()
            with contextlib.suppress(Exception):
                writer.close()
            self._count(writer)
            raise
        pool.close()
        try:
            writer.close()
        finally:
            self._count(writer)
        if not self._progress.interrupted:
            self._forget_retried()
        store.finish_run(run, self._progress.counts())
        return self._progress

    def _loop(self, pool: Pool, writer: Writer) -> None:
        outcomes = iter(self._inputs)
        more = True
        while more or self._events:
            while more and self._room():
                chunk = list(islice(outcomes, _LOOK_AHEAD))
                more = bool(chunk)
                self._take(chunk, pool)
            for number, result in pool.results(_PATIENCE):
                self._events[number] = Done(*self._given.pop(number), result)
            self._write(writer)
            self._count(writer)

    def _room(self) -> bool:
        return len(self._events) < WINDOW_ITEMS and self._weight < WINDOW_BYTES

    def _write(self, writer: Writer) -> None:
        """Hands on what is done, in order."""
        while (event := self._events.get(self._due)) is not None:
            writer.put(event)
            del self._events[self._due]
            self._weight -= self._sizes.pop(self._due, 0)
            self._due += 1

    def _take(self, chunk: Sequence[Outcome], pool: Pool) -> None:
        """Decides what has to be done with each."""
        hashes = [
            (outcome.locator, self._hash(outcome)) for outcome in chunk if isinstance(outcome, Item)
        ]
        found = iter(self._store.known_inputs(hashes, self._known.versions) if hashes else ())
        places = iter(hashes)
        for outcome in chunk:
            if isinstance(outcome, Item):
                self._progress.read += 1
                self._item(outcome, next(places)[1], next(found), pool)
            elif isinstance(outcome, Finished):
                if outcome.input in self._failed:
                    self._put(Ended(outcome.input))
            else:
                self._progress.read += 1
                source = outcome.source
                given = (outcome.stage, outcome.reason, outcome.advice, outcome.input or source)
                self._put(Done(source, None, Failure(source, *given)))

    def _item(self, item: Item, hashed: int, known: Known, pool: Pool) -> None:
        reading = known.reading
        again = reading is Reading.STALE and self._plan.refresh
        again |= reading is Reading.FAILED and self._plan.retry
        if reading is Reading.NEW or again:
            self._given[self._next] = (item.locator, hashed)
            self._sizes[self._next] = len(item.data)
            self._weight += len(item.data)
            pool.submit(self._next, item)
            self._put(None)
        elif reading is Reading.FAILED:
            self._progress.quarantined += 1
            self._put(Skipped(item.locator, item.input))
        elif reading is Reading.COPY:
            self._progress.known += 1
            if not known.noted and known.article_key is not None:
                self._put(Copied(item.locator, hashed, known.article_key))
        else:
            self._progress.known += 1

    def _put(self, event: Event | None) -> None:
        self._events[self._next] = event
        self._next += 1

    def _hash(self, item: Item) -> int:
        """63 bits of the bytes and of all that decides how they are read."""
        digest = hashlib.blake2b(item.data, digest_size=8)
        suffix = "" if item.row else PurePath(item.name).suffix
        digest.update(repr((item.row, suffix, item.url, item.charset)).encode() + self._salt)
        return int.from_bytes(digest.digest(), "big") >> 1

    def _forget_retried(self) -> None:
        """What an input that was read again gives no more is no failure of it any more."""
        over = [place for name in self._retried for place in self._failed.get(name, ())]
        if over:
            self._store.drop_failures(over)

    def _count(self, writer: Writer) -> None:
        """Brings the progress up to date, and tells it now and then."""
        progress, before = self._progress, self._before
        done = writer.tally.written
        progress.inserted = before.inserted + done.inserted
        progress.replaced = before.replaced + done.replaced
        progress.copies = before.copies + done.passed
        progress.failed = before.failed + done.failed
        progress.again = bool(writer.tally.lost_copies or done.orphans)
        progress.consumed = self._inputs.consumed
        progress.passed = self._inputs.passed
        now = time.monotonic()
        progress.seconds = before.seconds + now - self._started
        if now - self._told >= _PATIENCE:
            self._told = now
            self._hooks.progress(progress)
