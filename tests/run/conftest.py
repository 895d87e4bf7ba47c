"""Stores in both databases, as in the tests of the store."""

from tests.store.conftest import made_file, made_place, server, url

__all__ = ["made_file", "made_place", "server", "url"]
