"""Every test of the store runs in SQLite and in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.server import NoServerError, Server, postgres


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for the session; where none can run the tests fail and say why."""
    try:
        with postgres() as running:
            yield running
    except NoServerError as reason:
        pytest.fail(f"NO POSTGRESQL FOR THE TESTS: {reason}", pytrace=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place for a store in each database."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    running: Server = request.getfixturevalue("server")
    return running.new_place()
