import pytest

from textmine.check.rules import RuleBook, load_rules
from textmine.packs import PackSet, load_packs
from textmine.packs.indicators import Indicator, load_indicators


@pytest.fixture(scope="session")
def packs() -> PackSet:
    return load_packs(entry_points=False)


@pytest.fixture(scope="session")
def book(packs: PackSet) -> RuleBook:
    return load_rules(packs)


@pytest.fixture(scope="session")
def indicators(packs: PackSet) -> dict[str, Indicator]:
    return load_indicators(packs)
