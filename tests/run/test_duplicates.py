"""Near-duplicates of a store: found as articles come, gone when they go."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from sqlalchemy import delete, select

from tests.resolve.notices import FRAME, LATER, NOTICE
from tests.run.entity_rows import article_rows
from textmine.packs.loader import PackSet, load_packs
from textmine.run.duplicates import mark_duplicates
from textmine.store import tables
from textmine.store.open import open_store
from textmine.store.store import Store


@cache
def packs() -> PackSet:
    return load_packs(entry_points=False)


@pytest.fixture
def store(url: str) -> Any:
    with open_store(url) as opened:
        yield opened


def _texts(store: Store, texts: dict[str, str]) -> dict[str, tuple[str, str]]:
    store.write(article_rows(name, (), text=text) for name, text in texts.items())
    mark_duplicates(store, packs())
    with store.reading() as connection:
        found = connection.execute(select(tables.duplicates)).all()
        heads = connection.execute(select(tables.articles.c.article_key, tables.articles.c.locator))
        names = {row[0]: row[1] for row in heads}
    return {names[row.article_key]: (names[row.origin_key], row.method) for row in found}


def test_reprints_corrections_and_months(store: Store) -> None:
    found = _texts(
        store,
        {
            "first": NOTICE,
            "copy": NOTICE + "\n",
            "corrected": NOTICE.replace("3.127", "3.172"),
            "later": LATER,
            "survey": f"{FRAME} " + NOTICE + " " + FRAME.replace("tuần này", "cuối tuần"),
        },
    )
    group = {"first", "copy", "corrected"}
    origins = {found.get(name, (name, ""))[0] for name in group}
    assert len(origins) == 1
    assert origins <= group
    methods = {found[name][1] for name in group if name in found}
    assert "correction" in methods
    assert "later" not in found
    assert found["survey"] == (*origins, "quotation")


def test_duplicates_come_and_go(store: Store) -> None:
    assert _texts(store, {"first": NOTICE}) == {}
    assert len(_texts(store, {"first": NOTICE, "again": NOTICE + " "})) == 1
    assert mark_duplicates(store, packs()).articles == 0
    store.forget(["again"])
    assert mark_duplicates(store, packs()).duplicates == 0


def test_duplicates_one_by_one_and_at_once(store: Store) -> None:
    texts = {f"n{at}": NOTICE.replace("58", str(50 + at)) for at in range(6)}
    for name, text in texts.items():
        once = _texts(store, {name: text})
    with store.writing() as connection:
        for table in (tables.duplicates, tables.duplicate_pairs, tables.duplicate_marks):
            connection.execute(delete(table))
    assert _texts(store, texts) == once
    assert len(once) == 5
