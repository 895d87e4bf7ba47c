"""What databases say, as one line a person can act on."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from textmine.model.errors import StoreError


class Told(NamedTuple):
    what: str
    advice: str | None = None


LOCKED = Told("another process is writing to the store", "wait for it to end, then run again")
READ_ONLY = Told("the store cannot be written to", "check its permissions and those of its folder")
FULL = Told("the disk is full; what was written before is kept", "make room, then run again")
NO_STORE = Told("not a textmine store")
DAMAGED = Told("the store is damaged", "restore a copy, or take the archive in anew")
CANNOT_OPEN = Told("cannot be opened", "check the path, its folder and their permissions")
GONE = Told(
    "the database server cannot be reached; what was written before is kept",
    "start it, then run again",
)
UNREACHED = Told("the database server cannot be reached", "start it, or correct the URL")
REFUSED = Told("the database server refuses this user", "check name, password and rights")
NO_DATABASE = Told("no such database on the server", "create it, or correct the URL")
BUSY = Told("the database server takes no more connections", "try again later")

_SQLITE = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_NOTADB: NO_STORE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_CANTOPEN: CANNOT_OPEN,
    sqlite3.SQLITE_PERM: READ_ONLY,
}
# SQLSTATEs of PostgreSQL; a shorter key stands for its class.
_POSTGRES = {
    "25006": READ_ONLY,
    "28": REFUSED,
    "3D000": NO_DATABASE,
    "40": LOCKED,
    "42501": REFUSED,
    "53100": FULL,
    "53300": BUSY,
    "55P03": LOCKED,
    "57014": LOCKED,
    "57P": GONE,
    "08": GONE,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}


@contextlib.contextmanager
def told(where: str, *, opened: bool = False) -> Iterator[None]:
    """Every error of a database inside the block becomes a ``StoreError`` that names ``where``.

    ``opened``: the store could be reached before, so that a server out of reach has gone away.
    """
    try:
        yield
    except DBAPIError as error:
        cause = error.orig or error
        gone = error.connection_invalidated or (opened and _known(cause) is UNREACHED)
        raise store_error(where, cause, gone=gone) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise store_error(where, error) from error
    except Exception as error:
        if not _is_psycopg(error):
            raise
        raise store_error(where, error) from error


def store_error(where: str, error: BaseException, *, gone: bool = False) -> StoreError:
    """The error in our words where they are known, else the first line of the database's."""
    known = GONE if gone else _known(error)
    if known:
        return StoreError(known.what, where=where, advice=known.advice)
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    return StoreError(f"the database says: {first}", where=where)


def _known(error: BaseException) -> Told | None:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return None if code is None else _SQLITE.get(code & 0xFF, _of_io(code))
    if not _is_psycopg(error):
        return None
    state = getattr(error, "sqlstate", None)
    if state is None:
        return _of_connecting(str(error)) if type(error).__name__ == "OperationalError" else None
    return _POSTGRES.get(state, _POSTGRES.get(state[:3], _POSTGRES.get(state[:2])))


def _of_io(code: int) -> Told | None:
    """A write that failed for want of room often reaches SQLite as an input/output error."""
    writing = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC}
    return FULL if code in writing else None


def _of_connecting(message: str) -> Told:
    """A connection that failed carries no SQLSTATE, only the server's words."""
    for words, known in _CONNECTING:
        if words.search(message):
            return known
    return UNREACHED


_CONNECTING = (
    (re.compile(r"database .{1,80} does not exist"), NO_DATABASE),
    (re.compile(r"role .{1,80} does not exist|authentication failed|no password"), REFUSED),
    (re.compile("too many clients|remaining connection slots|too many connections"), BUSY),
)


def _is_psycopg(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] == "psycopg"
