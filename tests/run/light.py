"""``textmine`` with workers that start at once: they take the words of a text as what it means.

    python -m tests.run.light batch ARCHIVE --store URL …

Everything but the extraction is real: processes, pipes, store.  A text may tell its worker to die
(``KILL``), to hang (``HANG``), to fail (``FAIL``) or to die once (``ONCE path``).  Reprints and
identities are settled in many small transactions, each of which takes a moment.
"""

from __future__ import annotations

import functools
import os
import pickle
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from textmine.io.inputs import Item
from textmine.io.readers import Reader, ReadFailure
from textmine.run import worker
from textmine.run.rows import content_hash
from textmine.run.worker import Ready, Setup, Stage
from textmine.store.rows import ArticleRow, ArticleRows, Failure, MentionRow, text_key
from textmine.store.rows import EntityRow as Entity

PAUSE = 0.004  # seconds a document takes
SETTLED = ("duplicate_marks", "duplicate_pairs", "identity_claims", "entity_identities")


def light_work(connection: Connection, stage: Stage, setup: Setup) -> None:
    """Stands in for ``worker.work``."""
    worker._watch_parent()
    reader = Reader(setup.options)
    connection.send(Ready())
    while True:
        try:
            items = connection.recv()
        except (EOFError, OSError):
            return
        for item in items:
            stage.value = worker.STAGES.index("extract")
            connection.send_bytes(pickle.dumps(process(reader, item, setup)))


def process(reader: Reader, item: Item, setup: Setup) -> ArticleRows | Failure:
    document = worker.read_item(reader, item)
    if isinstance(document, ReadFailure):
        return Failure(item.locator, document.stage, document.reason, document.advice, item.input)
    obey(document.text)
    time.sleep(PAUSE)
    key = text_key(item.locator)
    words = document.text.split()[:40]
    article = ArticleRow(
        article_key=key,
        locator=item.locator,
        content_hash=content_hash(document, item.locator),
        article_id=document.id,
        title=None,
        source=document.source,
        publisher=document.publisher,
        province=None,
        published=document.published,
        length=len(document.text),
        encoding="utf-8",
        text=document.text,
        sections="[]",
        warnings="[]",
        extractor_version=setup.versions.extractor,
        pack_versions=setup.versions.packs,
    )
    name = f"Bản Thử {key % 90}"
    entity = Entity(key, 1, "place", "commune", name, None, "[]", False, *(None,) * 4, "[]", "[]")
    mentions = tuple(MentionRow(key, 1, n, n, n + 1, word) for n, word in enumerate(words, 1))
    return ArticleRows(article, (entity,), mentions)


def obey(text: str) -> None:
    """Does to this process what the text says."""
    if "KILL" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "ONCE" in text:
        mark = Path(text.split()[1])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    while "HANG" in text:
        time.sleep(1)


def settle_slowly() -> None:
    """Small transactions that wait where their rows are half written."""
    from textmine.run import duplicates, identify
    from textmine.store.store import Store

    duplicates._ARTICLES = identify._ARTICLES = 30
    identify._GROUPS = 6
    insert = Store.insert

    def slow(self: Store, connection: Any, table: str, rows: Any) -> None:
        insert(self, connection, table, rows)
        if table in SETTLED:
            time.sleep(4 * PAUSE)

    Store.insert = slow  # type: ignore[method-assign]


if __name__ == "__main__":
    from tests.run.light import light_work as target
    from textmine.cli.main import main
    from textmine.run import batch
    from textmine.run.pool import Pool

    settle_slowly()
    batch.Pool = functools.partial(Pool, target=target)  # type: ignore[misc,assignment]
    sys.exit(main(sys.argv[1:]))
