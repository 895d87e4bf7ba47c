"""Bringing a store to this version: alembic's revisions, then views and comments anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.schema import ExecutableDDLElement, SetColumnComment, SetTableComment

from textmine.store.tables import metadata
from textmine.store.views import create_views, drop_views, view_comments

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade_to_head(connection: Connection, further: Sequence[Path] = ()) -> None:
    """Runs every revision the store lacks, inside the connection's transaction.

    ``further`` are folders of revisions beyond the package's own.  Views belong to no revision:
    they are dropped before, since a table cannot change under them, and made anew after.
    """
    drop_views(connection)
    command.upgrade(config(connection, further), "head")
    create_views(connection)
    _write_comments(connection)


def config(connection: Connection | None = None, further: Sequence[Path] = ()) -> Config:
    """Alembic's configuration, without an ini file."""
    made = Config()
    folders = [SCRIPTS / "versions", *further]
    made.set_main_option("script_location", _literal(SCRIPTS))
    made.set_main_option("path_separator", "newline")
    made.set_main_option("version_locations", "\n".join(map(_literal, folders)))
    made.attributes["connection"] = connection
    return made


def _literal(path: Path) -> str:
    return str(path).replace("%", "%%")


def _write_comments(connection: Connection) -> None:
    """What ``describe`` prints, where the tools of PostgreSQL look for it: one trip to it."""
    dialect = connection.dialect
    if not dialect.supports_comments:
        return
    said: list[ExecutableDDLElement] = []
    for table in metadata.sorted_tables:
        said.append(SetTableComment(table))
        said += [SetColumnComment(column) for column in table.columns]
    statements = [str(one.compile(dialect=dialect)).replace("%", "%%") for one in said]
    connection.exec_driver_sql(";\n".join([*statements, *view_comments()]))
