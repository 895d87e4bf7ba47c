"""The databases of the store's tests serve here too."""

from tests.store.conftest import made_file, made_place, new_url, server, url

__all__ = ["made_file", "made_place", "new_url", "server", "url"]
