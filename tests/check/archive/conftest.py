import pytest

from textmine.check.archive import ArchiveBook, load_archive_rules
from textmine.packs import PackSet


@pytest.fixture(scope="session")
def archive_book(packs: PackSet) -> ArchiveBook:
    return load_archive_rules(packs)
