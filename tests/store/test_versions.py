"""Versions of a store: the tables are those of the last revision; older stores become new ones."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from tests.store.made import rows
from textmine.model.errors import StoreError
from textmine.store import open as opening
from textmine.store.connect import make_engine, parse_url, writing
from textmine.store.migrate import config, upgrade_to_head
from textmine.store.open import open_store, store_version
from textmine.store.tables import HEAD, VERSION_TABLE, metadata
from textmine.store.views import VIEWS

REVISIONS = [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()]
NEXT = "9001"
STEP = f'''
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{NEXT}", "{HEAD}", None, None


def upgrade():
    op.create_table("weather", sa.Column("day", sa.Text, primary_key=True))
    with op.batch_alter_table("facts") as facts:
        facts.add_column(sa.Column("remark", sa.Text, nullable=True))
'''


@contextmanager
def raw(url: str) -> Iterator[Connection]:
    """A writing connection to a place that need not be a store of this version."""
    engine = make_engine(parse_url(url), read_only=False, create=True, wait=5)
    with writing(engine) as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def step(tmp_path: Path) -> Path:
    """A folder with the revision that would come next."""
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "v9001_weather.py").write_text(STEP, encoding="utf-8")
    return folder


def test_the_head_is_the_last_revision() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [HEAD]
    assert sorted(REVISIONS) == list(reversed(REVISIONS)), "names sort in their order"


def test_revisions_end_in_the_tables_of_the_program(new_url: str) -> None:
    with open_store(new_url) as store, store.reading() as connection:
        assert store_version(connection) == HEAD
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        if connection.dialect.name == "sqlite":  # it has no comments
            options["include_object"] = lambda *_: True  # type: ignore[assignment]
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        keys = {
            table: inspect(connection).get_pk_constraint(table)["constrained_columns"]
            for table in metadata.tables
        }
    assert keys == {
        name: [column.name for column in table.primary_key]
        for name, table in metadata.tables.items()
    }


@pytest.mark.parametrize("old", REVISIONS[1:])
def test_an_older_store_is_refused_until_it_is_upgraded(new_url: str, old: str) -> None:
    with raw(new_url) as connection:
        command.upgrade(config(connection), old)
        connection.exec_driver_sql(
            "INSERT INTO settings (name, value) VALUES ('kept', 'from the old version')"
        )
    with pytest.raises(StoreError, match=f"older version .{old}.*textmine store upgrade"):
        open_store(new_url)
    with open_store(new_url, create=False, upgrade=True) as store:
        assert store.setting("kept") == "from the old version"
        store.write([rows("a.txt")])
        assert len(list(store.rows("latest_values"))) == 2
    open_store(new_url, create=False).close()


def test_a_later_revision_keeps_rows_and_views(url: str, step: Path) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt")])
    try:
        with raw(url) as connection:
            upgrade_to_head(connection, [step])
            assert store_version(connection) == NEXT
            assert len(connection.exec_driver_sql("SELECT remark FROM facts").all()) == 2
            for view in VIEWS:
                found = connection.exec_driver_sql(f"SELECT COUNT(*) FROM {view.name}")
                assert found.scalar_one() == 2
        with pytest.raises(StoreError, match=f"newer textmine .*{NEXT}.*; update textmine"):
            open_store(url)
        with pytest.raises(StoreError, match="newer textmine"):
            open_store(url, read_only=True)
    finally:
        _forget(url)


def test_a_revision_that_fails_leaves_the_store_as_it_was(url: str, step: Path) -> None:
    broken = STEP + '    op.execute("UPDATE nothing SET here = 1")\n'
    (step / "v9001_weather.py").write_text(broken, encoding="utf-8")
    with open_store(url) as store:
        store.write([rows("a.txt")])
    with pytest.raises(Exception, match="nothing"), raw(url) as connection:
        upgrade_to_head(connection, [step])
    _is_untouched(url)


def test_an_upgrade_that_is_killed_leaves_the_store_as_it_was(url: str, step: Path) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt")])
    slow = STEP + '    print("half", flush=True)\n    import time; time.sleep(60)\n'
    (step / "v9001_weather.py").write_text(slow, encoding="utf-8")
    program = textwrap.dedent(f"""
        from pathlib import Path
        from tests.store.test_versions import raw
        from textmine.store.migrate import upgrade_to_head
        with raw({url!r}) as connection:
            upgrade_to_head(connection, [Path({str(step)!r})])
    """)
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        process.send_signal(signal.SIGKILL)
    _is_untouched(url)


def _is_untouched(url: str) -> None:
    with open_store(url, create=False) as store:
        assert len(list(store.rows("observations"))) == 2
        with store.reading() as connection:
            names = inspect(connection).get_table_names()
            columns = [column["name"] for column in inspect(connection).get_columns("facts")]
        assert "weather" not in names
        assert "remark" not in columns
        store.write([rows("b.txt", "Hai.")])


def _forget(url: str) -> None:
    """Other tests use the same place in the server: it becomes a store of this version again."""
    if not url.startswith("postgresql"):
        return
    with raw(url) as connection:
        connection.exec_driver_sql("DROP TABLE weather")
        connection.exec_driver_sql("ALTER TABLE facts DROP COLUMN remark")
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '{HEAD}'")


def test_the_version_is_compared_as_it_is_now(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "HEAD", "0000")
    with pytest.raises(StoreError, match="newer textmine"):
        open_store(url)
