"""Views for dashboards: one row per fact, series, latest values."""

from __future__ import annotations

from sqlalchemy import Connection

VIEWS: dict[str, str] = {}


def create_views(connection: Connection) -> None:
    pass


def drop_views(connection: Connection) -> None:
    pass
