"""Connections to SQLite and PostgreSQL, set up alike: one writer at a time, readers beside it."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from textmine.model.errors import StoreError

_SCHEME = re.compile(r"[A-Za-z][\w+]{1,40}://")
_WRITES = "textmine_writes"
_LOCK = 0x7465787400000001  # one number for all stores of a server's database


def parse_url(url: str) -> URL:
    """A path is an SQLite file; raises ``StoreError`` for what is no database of ours."""
    if not _SCHEME.match(url):
        return URL.create("sqlite", database=url)
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1))
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise StoreError("not the URL of a database", where=url.partition("@")[2] or url) from None
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return parsed.set(drivername="sqlite")
    raise StoreError(
        "no database textmine can use", where=backend, advice="give a file or postgresql://..."
    )


def shown(url: URL) -> str:
    """How a store is named to people: the path, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def make_engine(url: URL, *, read_only: bool, create: bool, wait: float) -> Engine:
    """The engine of a URL; nothing is connected yet."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, read_only=read_only, create=create, wait=wait)
    return _postgres_engine(url, read_only=read_only, wait=wait)


def _sqlite_engine(url: URL, *, read_only: bool, create: bool, wait: float) -> Engine:
    path = url.database or ""
    if not path or path == ":memory:":
        raise StoreError("a store needs a file", where=shown(url))
    may_create = create and not read_only
    if not may_create and not Path(path).exists():
        raise StoreError("no such store", where=path, advice="textmine batch makes one")
    if Path(path).is_dir():
        raise StoreError("is a directory", where=path, advice="name a file")
    mode = "rwc" if may_create else "ro" if read_only else "rw"
    address = f"{Path(path).absolute().as_uri()}?mode={mode}"
    if read_only and not _may_share(Path(path)):
        address += "&immutable=1"  # WAL needs a file beside the store; nobody can write there

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=wait, isolation_level=None, check_same_thread=False
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _reading if read_only else _writing)
    event.listen(engine, "begin", _begin)
    return engine


def _may_share(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) or path.with_name(path.name + "-shm").exists()


def _reading(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA cache_size=-65536")


def _writing(connection: sqlite3.Connection, _record: object) -> None:
    """WAL lets others read while one writes; what a power cut takes, the next run writes again."""
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA cache_size=-16384")
    connection.execute("PRAGMA temp_store=MEMORY")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: one that began by reading could not wait for it later."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres_engine(url: URL, *, read_only: bool, wait: float) -> Engine:
    options = f"-c lock_timeout={int(wait * 1000)} -c timezone=UTC"
    if read_only:
        options += " -c default_transaction_read_only=on"
    given = url.query.get("options", "")
    given = given if isinstance(given, str) else " ".join(given)
    query = {name: value for name, value in url.query.items() if name != "options"}
    arguments = {"options": f"{given} {options}".strip(), "application_name": "textmine"}
    if "connect_timeout" not in query:
        arguments["connect_timeout"] = str(max(2, int(wait)))
    try:
        return create_engine(url.set(query=query), connect_args=arguments, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise StoreError(
            "PostgreSQL needs psycopg", where=shown(url), advice="pip install 'textmine[postgres]'"
        ) from None


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; only one at a time holds a store."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        if not is_sqlite(engine):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection


def is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"
