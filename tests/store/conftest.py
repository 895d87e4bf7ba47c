"""Every test of the store runs in SQLite and in a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.server import NoServerError, Server, postgres
from textmine.store.open import open_store
from textmine.store.tables import metadata

DATABASES = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for the session; where none can run the tests fail and say why."""
    try:
        with postgres() as running:
            yield running
    except NoServerError as reason:
        pytest.fail(f"NO POSTGRESQL FOR THE TESTS: {reason}", pytrace=False)


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store in a file, to copy: making one takes a tenth of a second."""
    path = tmp_path_factory.mktemp("made") / "store.db"
    open_store(path).close()
    return path


@pytest.fixture(scope="session")
def made_place(server: Server) -> str:
    """The URL of a store in the server; each test empties it."""
    url = server.new_place()
    open_store(url).close()
    return url


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store in each database."""
    if request.param == "sqlite":
        return str(shutil.copy(request.getfixturevalue("made_file"), tmp_path))
    place: str = request.getfixturevalue("made_place")
    with open_store(place) as store, store.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return place


@pytest.fixture(params=DATABASES)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place in each database where no store is yet."""
    if request.param == "sqlite":
        return str(tmp_path / "new.db")
    running: Server = request.getfixturevalue("server")
    return running.new_place()
