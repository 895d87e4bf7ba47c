"""Everything a store holds is documented, in the page as in the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.made import rows
from textmine.store.describe import TableNote, describe, info, markdown, plain
from textmine.store.open import open_store

PAGE = Path(__file__).parents[2] / "docs" / "store.md"
BEGIN = "<!-- what textmine store describe --format markdown prints -->\n\n"


@pytest.mark.parametrize("note", describe(), ids=lambda note: note.name)
def test_tables_and_columns_say_what_they_hold(note: TableNote) -> None:
    assert note.comment
    assert [column.name for column in note.columns if not column.comment] == []


def test_the_page_has_what_describe_prints() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.partition(BEGIN)[2] == markdown(describe()), (
        f"{PAGE.name}: put the output of textmine store describe --format markdown at its end"
    )


def test_plain_lines_align() -> None:
    (note,) = (note for note in describe() if note.name == "mentions")
    lines = plain([note]).splitlines()
    assert lines[0] == "mentions: Every place where an entity is named."
    pairs = zip(lines[1:], note.columns, strict=True)
    assert len({line.index(column.comment) for line, column in pairs}) == 1


def test_info_counts_and_tells_the_last_run(url: str) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt")])
        assert info(store).last_run is None
        run = store.start_run("batch", "0.1.0", "base 1")
        store.finish_run(run, {"read": 1})
        found = info(store)
    assert (found.rows["articles"], found.rows["facts"], found.rows["identities"]) == (1, 2, 0)
    assert found.bytes > 10_000
    assert found.last_run is not None
    assert (found.last_run["command"], found.last_run["counts"]) == ("batch", {"read": 1})
    assert found.last_run["finished"].endswith("+00:00")


def test_postgres_holds_the_documentation_itself(made_place: str) -> None:
    query = (
        "SELECT COUNT(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v')"
        " AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'textmine_version'"
        " AND col_description(c.oid, a.attnum) IS NULL"
    )
    with open_store(made_place) as store, store.reading() as connection:
        assert connection.exec_driver_sql(query).scalar_one() == 0
