"""A worker process: takes documents in their bytes, gives back the rows of each, or its failure.

Everything heavy is loaded once a worker.  A worker tells through one shared byte which stage it is
in, so that a document that kills it can be told with its stage.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process
from pathlib import Path
from typing import Protocol

from textmine.io.inputs import Item
from textmine.io.readers import Reader, ReadFailure, ReadOptions
from textmine.model import Document
from textmine.run.rows import Versions, article_rows, content_hash
from textmine.store.rows import ArticleRows, Failure, storable_rows

STAGES = ("wait", "start", "read", "extract", "rows")
_GRACE = 30  # seconds after which a worker nobody stops is ended by the system
REPORT = "please report it, with the article"


class Stage(Protocol):
    """One byte both processes see."""

    value: int


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker needs to know, sent to it once."""

    options: ReadOptions
    packs: tuple[str, ...]
    model: bool
    language: str
    versions: Versions
    patience: float  # seconds for one document


@dataclass(frozen=True, slots=True)
class Ready:
    """The first word of a worker; ``problem`` says why it cannot work."""

    problem: str | None = None


def work(connection: Connection, stage: Stage, setup: Setup) -> None:
    """The life of a worker: lists of items in, one pickled result for each item out.

    Ends when the other side closes the connection, whoever closed it.
    """
    _watch_parent()
    stage.value = STAGES.index("start")
    try:
        process = processor(setup, stage)
    except Exception as error:  # noqa: BLE001 - told by the one who started this worker
        connection.send(Ready(f"{type(error).__name__}: {error}"))
        return
    try:
        connection.send(Ready())
        while True:
            stage.value = STAGES.index("wait")
            _alarm(0)
            items: Sequence[Item] = connection.recv()
            for item in items:
                _alarm(setup.patience + _GRACE)
                connection.send_bytes(pickle.dumps(process(item), pickle.HIGHEST_PROTOCOL))
    except (EOFError, OSError):
        return


def processor(setup: Setup, stage: Stage) -> Callable[[Item], ArticleRows | Failure]:
    """What is done with one document; loads the kit.  Raises what loading raises."""
    from textmine.pipeline import build_kit, extract
    from textmine.resolve.identities import load_identity_rules
    from textmine.run.claims import claim_rows
    from textmine.run.duplicates import mark_rows

    kit = build_kit([Path(directory) for directory in setup.packs], model=setup.model)
    reader = Reader(setup.options, packs=kit.packs)
    rules = load_identity_rules(kit.packs, kit.gazetteer)

    def process(item: Item) -> ArticleRows | Failure:
        try:
            stage.value = STAGES.index("read")
            document = read_item(reader, item)
            if isinstance(document, ReadFailure):
                failed = document
                return Failure(item.locator, failed.stage, failed.reason, failed.advice, item.input)
            stage.value = STAGES.index("extract")
            extraction = extract(document, kit, language=setup.language)
            stage.value = STAGES.index("rows")
            content = content_hash(document, item.locator)
            made = article_rows(extraction, item.locator, content, setup.versions, setup.language)
            rows = storable_rows(made)
            marks, waiting = mark_rows(rows.article.article_key, rows.article.text)
            claims = claim_rows(rows, rules)
            return rows._replace(
                identity_claims=claims, duplicate_marks=marks, duplicate_waiting=waiting
            )
        except Exception as error:  # noqa: BLE001 - costs this document and no other
            reason = f"internal error ({type(error).__name__}: {error})"
            return Failure(item.locator, STAGES[stage.value], reason, REPORT, item.input)

    return process


def read_item(reader: Reader, item: Item) -> Document | ReadFailure:
    """The document of an item, or why it gives none."""
    if item.row:
        return reader.read_row(item.data, item.locator)
    return reader.read_file(item.data, item.name, item.locator, url=item.url, charset=item.charset)


def _alarm(seconds: float) -> None:
    """The system ends this process then, whatever it is caught in."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _watch_parent() -> None:
    """Ends this process when the one that started it is gone, even in the middle of a document."""
    parent = parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
