"""A store that is open: transactions, what is known, writing, runs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from textmine.model.archive import Statement, Tie
from textmine.model.errors import StoreError
from textmine.store import known, load, read, tables
from textmine.store.connect import writing
from textmine.store.errors import READ_ONLY, told
from textmine.store.known import Known
from textmine.store.load import Standing, Written
from textmine.store.read import StoredArticle
from textmine.store.rows import ArticleRows, Failure, text_key

Keys = TypeVar("Keys", bound=Collection[int])


class Store:
    """An archive in a database.  Made by ``open_store``; closes itself as a context manager.

    Every method raises ``StoreError`` (one line) when the database fails.  A store belongs to the
    process that opened it: open another after a fork.
    """

    def __init__(self, engine: Engine, where: str, *, read_only: bool = False) -> None:
        self.engine = engine
        self.where = where
        self.read_only = read_only
        self.version = tables.HEAD  # no other can be open

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends every connection; an SQLite store is one file again."""
        self.engine.dispose()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the store as it is now, whatever others write meanwhile."""
        with told(self.where, opened=True), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction; everything in it is kept, or nothing when the block raises."""
        if self.read_only:
            raise StoreError(READ_ONLY.what, where=self.where, advice="it was opened to read")
        with told(self.where, opened=True), writing(self.engine) as connection:
            yield connection

    def in_turn(self, ask: Callable[[Connection, int, int], Keys], most: int) -> Iterator[Keys]:
        """What ``ask`` finds, at most so many articles at a time, in order of their keys, each time
        above the last: ``ask`` takes a connection, that key and ``most``."""
        last = -1
        while True:
            with self.reading() as connection:
                found = ask(connection, last, most)
            if not found:
                return
            yield found
            last = max(found)

    # What is known

    def standings(
        self,
        documents: Sequence[tuple[str, str]],
        versions: tuple[str, str] | None = None,
    ) -> list[Standing]:
        """What the store has of each (locator, content hash), in order.

        With ``versions`` (of the extractor, of the packs) an article read by others is ``STALE``.
        """
        with self.reading() as connection:
            return load.standings(connection, documents, versions)

    def known_inputs(
        self, inputs: Sequence[tuple[str, int]], versions: tuple[str, str]
    ) -> list[Known]:
        """What the store knows of each (locator, hash of the bytes), without reading them."""
        with self.reading() as connection:
            return known.known_inputs(connection, inputs, versions)

    def note_copies(self, copies: Mapping[str, tuple[int, int]]) -> int:
        """Remembers inputs whose bytes are known: (hash of the bytes, article) by locator.

        Returns how many of them have to be read after all, their article having gone.
        """
        with self.writing() as connection:
            there = known.existing(connection, (article for _, article in copies.values()))
            kept = {place: article for place, (_, article) in copies.items() if article in there}
            known.note(connection, {place: copies[place][0] for place in kept}, kept)
            return len(copies) - len(kept)

    def count(self, table: str) -> int:
        """Rows of a table."""
        with self.reading() as connection:
            query = select(func.count()).select_from(tables.metadata.tables[table])
            return int(connection.execute(query).scalar_one())

    # Reading; each holds a snapshot of the store until it is used up or let go

    def statements(self, only: Collection[int] | None = None) -> Iterator[Statement]:
        """Every fact as checks across articles see it; ``only`` those of these identity keys."""
        with self.reading() as connection:
            yield from read.statements(connection, only)

    def ties(self, only: Collection[int] | None = None) -> Iterator[Tie]:
        """The relations between facts; ``only`` those of articles that name these identities."""
        with self.reading() as connection:
            yield from read.ties(connection, only)

    def articles(self, only: Collection[int] | None = None) -> Iterator[StoredArticle]:
        """Every article with its entities; ``only`` those that name these identities."""
        with self.reading() as connection:
            yield from read.stored_articles(connection, only)

    def texts(self) -> Iterator[tuple[int, str, str | None]]:
        """(article key, text, date of publication) of every article."""
        with self.reading() as connection:
            yield from read.texts(connection)

    def rows(self, name: str, *, exact: bool = True) -> Iterator[dict[str, Any]]:
        """The rows of a table or view by column, in its order.

        ``exact`` gives numbers as ``Decimal`` with every digit, also out of SQLite.
        """
        with self.reading() as connection:
            yield from read.rows(connection, name, exact=exact)

    # Writing

    def write(
        self,
        batch: Iterable[ArticleRows | Failure],
        *,
        run: int = 0,
        inputs: Mapping[str, int] | None = None,
    ) -> Written:
        """One batch in one transaction: articles, replacing what is known of them, and failures.

        An article whose content stands in the store under another locator is passed over.
        ``inputs`` are the hashes of the bytes by locator, for ``known_inputs``.
        """
        with self.writing() as connection:
            return load.write_batch(connection, batch, run, inputs)

    def insert(
        self,
        connection: Connection,
        table: str,
        rows: Iterable[Sequence[Any] | Mapping[str, Any]],
    ) -> None:
        """Bulk insert of Python values inside a transaction of ``writing()``.

        Rows are sequences in the order of the columns, or mappings; JSON columns take lists and
        dictionaries, exact ones ``Decimal``.
        """
        target = tables.metadata.tables[table]
        load.insert_rows(connection, target, load.encode_rows(target, rows))

    def replace(self, table: str, rows: Iterable[Sequence[Any] | Mapping[str, Any]]) -> None:
        """The whole content of a table anew, in one transaction."""
        with self.writing() as connection:
            connection.execute(delete(tables.metadata.tables[table]))
            self.insert(connection, table, rows)

    def forget(self, locators: Iterable[str]) -> None:
        """Takes articles out, with everything that hangs on them."""
        with self.writing() as connection:
            load.delete_articles(connection, map(text_key, locators))

    # Failures

    def failures(self) -> list[Failure]:
        """The quarantine, by locator."""
        columns = [tables.failures.c[name] for name in Failure._fields]
        with self.reading() as connection:
            query = select(*columns).order_by(tables.failures.c.locator)
            return [Failure(*row) for row in connection.execute(query)]

    def drop_failures(self, locators: Iterable[str]) -> None:
        """Takes inputs out of the quarantine."""
        with self.writing() as connection:
            load.forgive(connection, map(text_key, locators))

    # Runs and settings

    def start_run(self, command: str, extractor_version: str, pack_versions: str) -> int:
        """Notes that a run begins and returns its number."""
        with self.writing() as connection:
            values = {
                "command": command,
                "started": _now(),
                "extractor_version": extractor_version,
                "pack_versions": pack_versions,
            }
            done = connection.execute(insert(tables.runs).values(values))
            key = done.inserted_primary_key
            return int(key[0]) if key else 0

    def finish_run(self, run: int, counts: Mapping[str, int]) -> None:
        """Notes that a run ended, and what it did."""
        with self.writing() as connection:
            values = {"finished": _now(), "counts": dict(counts)}
            statement = update(tables.runs).where(tables.runs.c.run_no == run)
            connection.execute(statement.values(values))

    def setting(self, name: str) -> str | None:
        """What the store remembers under a name."""
        column = tables.settings.c.value
        with self.reading() as connection:
            query = select(column).where(tables.settings.c.name == name)
            return connection.execute(query).scalar_one_or_none()

    def set_setting(self, name: str, value: str) -> None:
        with self.writing() as connection:
            connection.execute(delete(tables.settings).where(tables.settings.c.name == name))
            connection.execute(insert(tables.settings).values(name=name, value=value))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
