"""Opening a store: which database a URL names, whether it is a store, and of which version."""

from __future__ import annotations

import contextlib
import os

from sqlalchemy import Connection, Engine, inspect, text

from textmine.model.errors import StoreError
from textmine.store.connect import is_sqlite, make_engine, parse_url, shown, writing
from textmine.store.errors import NO_STORE, told
from textmine.store.store import Store
from textmine.store.tables import HEAD, VERSION_TABLE

WAIT_SECONDS = 10.0


def open_store(
    url: str | os.PathLike[str],
    *,
    create: bool = True,
    read_only: bool = False,
    upgrade: bool = False,
    wait: float = WAIT_SECONDS,
) -> Store:
    """Opens the store at ``url``: a path of an SQLite file, or a URL (``postgresql://...``).

    ``create`` makes a store where there is none; ``upgrade`` brings an older one to this version.
    ``read_only`` neither creates nor writes.  ``wait`` seconds are granted to another writer.
    Raises ``StoreError``, one line: locked, read-only, no store, of another version, server gone.
    """
    target = parse_url(os.fspath(url))
    where = shown(target)
    engine = make_engine(target, read_only=read_only, create=create, wait=wait)
    try:
        with told(where):
            _bring_to_version(engine, where, create=create and not read_only, upgrade=upgrade)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, where, read_only=read_only)


def store_version(connection: Connection) -> str | None:
    """Revision of the store; ``None`` when the database holds none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    row = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).first()  # noqa: S608
    return None if row is None else str(row[0])


def _bring_to_version(engine: Engine, where: str, *, create: bool, upgrade: bool) -> None:
    with engine.connect() as connection:
        version = store_version(connection)
        empty = version is None and not inspect(connection).get_table_names()
    if version == HEAD:
        return
    if version is None and not empty:
        advice = None if is_sqlite(engine) else "name an empty database or schema"
        raise StoreError(NO_STORE.what, where=where, advice=advice)
    if version is None and not create:
        raise StoreError("holds no store", where=where, advice="textmine batch makes one")
    if version is not None and version > HEAD:
        raise StoreError(
            f"written by a newer textmine (version {version}, this one knows {HEAD})",
            where=where,
            advice="update textmine",
        )
    if version is not None and not upgrade:
        raise StoreError(
            f"of an older version ({version}, this textmine writes {HEAD})",
            where=where,
            advice="run textmine store upgrade",
        )
    _migrate(engine)


def _migrate(engine: Engine) -> None:
    """One transaction, also in SQLite: a store is of one version or the other, never between."""
    from textmine.store.migrate import upgrade_to_head

    if is_sqlite(engine):
        with contextlib.closing(engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
    with writing(engine) as connection:
        upgrade_to_head(connection)
