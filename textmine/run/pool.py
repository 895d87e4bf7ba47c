"""Worker processes under supervision: one that dies or hangs costs one document, not the run.

The parent knows at every moment which document each worker has in hand, since results come back
one by one and in order.  A document whose worker dies is tried once more in another; the second
time, or when it takes too long, it is given up and the rest go on.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from textmine.io.inputs import Item
from textmine.model.errors import TextmineError
from textmine.run.worker import STAGES, Ready, Setup, Stage, work
from textmine.store.rows import Failure

CHUNK_ITEMS, CHUNK_BYTES = 16, 1 << 20  # what is sent to a worker at once
AHEAD = 2  # chunks in a worker's hands
START_SECONDS = 120.0
_MAX_FALSE_STARTS = 3
_MAX_DEATHS = 10  # documents in a row that killed their workers
_TRIES = 2


class PoolError(TextmineError):
    """Workers cannot be started, or die whatever they are given."""


@dataclass(slots=True)
class Job:
    """One document with its place in the order of results."""

    number: int
    item: Item
    deaths: int = 0


Result = tuple[int, bytes | Failure]


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    stage: Stage
    outbox: queue.SimpleQueue[list[Item] | None]
    postman: threading.Thread
    jobs: deque[Job] = field(default_factory=deque)
    since: float = 0.0
    ready: bool = False
    killed: bool = False  # by us, for taking too long


class Pool:
    """Workers that are started when there is something to do.

    ``target`` is what a worker does, called as ``worker.work`` is.
    ``submit`` queues, ``results`` gives what is done, in any order, as pickled rows or a Failure.
    """

    def __init__(self, jobs: int, setup: Setup, target: Callable[..., None] = work) -> None:
        self._target = target
        self._context = get_context("spawn")
        self._setup = setup
        self._size = jobs
        self._waiting: deque[Job] = deque()
        self._workers: list[_Worker] = []
        self._false_starts = 0
        self._deaths = 0
        self._own: list[Result] = []

    @property
    def busy(self) -> bool:
        """Whether anything submitted is not done."""
        return bool(self._waiting or self._own or any(worker.jobs for worker in self._workers))

    def pids(self) -> list[int]:
        """Process ids of the living workers."""
        return [worker.process.pid for worker in self._workers if worker.process.pid]

    def submit(self, number: int, item: Item) -> None:
        """Queues one document; ``number`` comes back with its result."""
        self._waiting.append(Job(number, item))

    def results(self, patience: float) -> list[Result]:
        """What was done meanwhile; waits up to ``patience`` seconds when nothing was.

        Raises PoolError when work is impossible.
        """
        self._hire()
        self._hand_out()
        done, self._own = self._own, []
        connections = [worker.connection for worker in self._workers]
        ready = wait(connections, 0 if done else patience) if connections else []
        for worker in list(self._workers):
            if worker.connection in ready:
                self._receive(worker, done)
        self._watch_clock()
        done += self._own
        self._own = []
        return done

    def close(self) -> None:
        """Ends every worker, whatever it is doing."""
        for worker in self._workers:
            _end(worker)
        self._workers.clear()
        self._waiting.clear()

    def _hire(self) -> None:
        """As many workers as there is work for."""
        wanted = min(self._size, len(self._waiting) + sum(bool(w.jobs) for w in self._workers))
        while len(self._workers) < wanted:
            self._workers.append(self._start())

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        stage = self._context.RawValue("b", 0)
        process = self._context.Process(
            target=self._target,
            args=(there, stage, self._setup),
            name="textmine worker",
            daemon=True,
        )
        with _no_interrupts():
            process.start()
        there.close()
        outbox: queue.SimpleQueue[list[Item] | None] = queue.SimpleQueue()
        postman = threading.Thread(target=_post, args=(here, outbox), daemon=True)
        postman.start()
        return _Worker(process, here, stage, outbox, postman, since=time.monotonic())

    def _hand_out(self) -> None:
        """Gives chunks to those who have least in hand."""
        for worker in sorted(self._workers, key=lambda worker: len(worker.jobs)):
            if worker.ready and len(worker.jobs) <= CHUNK_ITEMS * (AHEAD - 1):
                chunk = self._chunk()
                if chunk:
                    if not worker.jobs:
                        worker.since = time.monotonic()
                    worker.jobs.extend(chunk)
                    worker.outbox.put([job.item for job in chunk])

    def _chunk(self) -> list[Job]:
        """The next jobs, few enough to leave some for every worker."""
        most = max(1, min(CHUNK_ITEMS, len(self._waiting) // self._size))
        chunk: list[Job] = []
        size = 0
        while self._waiting and len(chunk) < most and size < CHUNK_BYTES:
            job = self._waiting.popleft()
            chunk.append(job)
            size += len(job.item.data)
            if job.deaths:  # alone, so that nothing else dies with it
                break
        return chunk

    def _receive(self, worker: _Worker, done: list[Result]) -> None:
        """Everything a worker has sent."""
        try:
            while True:
                if worker.ready:
                    result = worker.connection.recv_bytes()
                    done.append((worker.jobs.popleft().number, result))
                    self._deaths = 0
                else:
                    self._welcome(worker)
                worker.since = time.monotonic()
                if not worker.connection.poll():
                    return
        except (EOFError, OSError):
            self._lost(worker)

    def _welcome(self, worker: _Worker) -> None:
        first = worker.connection.recv()
        if isinstance(first, Ready) and first.problem:
            raise PoolError(f"workers cannot start ({first.problem})", advice="check the packs")
        worker.ready = True
        self._false_starts = 0

    def _lost(self, worker: _Worker) -> None:
        """What was in the hands of a worker that is gone goes to others, save what ended it."""
        self._workers.remove(worker)
        stage = STAGES[worker.stage.value]
        worker.process.join(1.0)  # its pipe closes a moment before it ends
        _end(worker)
        jobs = list(worker.jobs)
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= _MAX_FALSE_STARTS:
                code = worker.process.exitcode
                raise PoolError(f"workers end as they start (exit code {code})", advice=_MEMORY)
        elif jobs:
            self._bury(jobs, worker, stage)
        self._waiting.extendleft(reversed(jobs))

    def _bury(self, jobs: list[Job], worker: _Worker, stage: str) -> None:
        """The first of ``jobs`` was in hand: it is given up, or has one more try."""
        first = jobs[0]
        first.deaths += 1
        self._deaths += 1
        if self._deaths >= _MAX_DEATHS * _TRIES:
            raise PoolError("worker after worker ends", advice=_MEMORY)
        if not worker.killed and first.deaths < _TRIES:
            return
        jobs.pop(0)
        if worker.killed:
            reason = f"took longer than {self._setup.patience:g} seconds"
            advice = "look at what it holds, or give it more with --patience"
        else:
            reason = f"ended its worker process ({_cause(worker.process.exitcode)})"
            advice = "look at what it holds; is there memory enough?"
        item = first.item
        failure = Failure(item.locator, stage, reason, advice, item.input)
        self._own.append((first.number, failure))

    def _watch_clock(self) -> None:
        """Ends workers that have been silent too long."""
        now = time.monotonic()
        for worker in list(self._workers):
            limit = self._setup.patience if worker.ready else START_SECONDS
            waiting = worker.jobs or not worker.ready
            if waiting and now - worker.since > limit and not worker.connection.poll():
                worker.killed = worker.ready
                worker.process.kill()
                worker.process.join()
                self._lost(worker)


_MEMORY = "is there memory enough? try --jobs 1"


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.outbox.put(None)
    worker.postman.join()
    worker.connection.close()


def _post(connection: Connection, outbox: queue.SimpleQueue[list[Item] | None]) -> None:
    """Sends what is in the outbox: a worker that does not listen holds up nobody else."""
    with contextlib.suppress(OSError, ValueError):
        while (items := outbox.get()) is not None:
            connection.send(items)


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """Processes started here never see Ctrl-C: the parent ends them when it is done."""
    if not hasattr(signal, "pthread_sigmask") or os.name != "posix":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
