"""Opening: what is a store, what is not, and each refusal in one line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.store.made import rows
from tests.store.server import Server
from textmine.model.errors import StoreError
from textmine.store.open import open_store


def refusal(url: str | Path, **options: object) -> str:
    """The line a person reads when the store cannot be opened."""
    with pytest.raises(StoreError) as caught:
        open_store(url, **options)  # type: ignore[arg-type]
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_a_store_is_made_where_there_is_none(new_url: str) -> None:
    assert "no" in refusal(new_url, create=False)
    assert "textmine batch makes one" in refusal(new_url, read_only=True)
    with open_store(new_url) as store:
        store.write([rows("a.txt")])
    with open_store(new_url, create=False) as store:
        assert store.count("articles") == 1


def test_a_store_opened_to_read_is_not_written(url: str) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt")])
    with open_store(url, read_only=True) as store:
        assert store.count("articles") == 1
        with pytest.raises(StoreError, match="cannot be written to; it was opened to read"):
            store.write([rows("b.txt", "Hai.")])
        with pytest.raises(StoreError, match="cannot be written to"), store.reading() as connection:
            connection.exec_driver_sql("DELETE FROM articles")
        assert store.count("articles") == 1


def test_several_ways_to_name_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a b%20#?.db"
    with open_store(path) as store:
        store.write([rows("a.txt")])
        assert store.where == str(path)
    for name in (str(path), path.name):
        with open_store(name, create=False) as store:
            assert store.count("articles") == 1
    open_store(f"sqlite:///{tmp_path}/plain.db").close()
    open_store("plain.db", create=False).close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a b%20#?.db", "plain.db"]


def test_a_closed_store_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path) as store:
        store.write([rows("a.txt")])
        assert path.with_name("store.db-wal").exists(), "write-ahead log: readers go on"
    assert [file.name for file in tmp_path.iterdir()] == ["store.db"]


def test_files_that_are_no_store(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Ghi chép. " * 200, encoding="utf-8")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    before = text.read_bytes(), other.read_bytes()
    for path in (text, other):
        assert refusal(path) == f"{path}: not a textmine store"
        assert refusal(path, read_only=True) == f"{path}: not a textmine store"
    assert (text.read_bytes(), other.read_bytes()) == before
    assert refusal(tmp_path) == f"{tmp_path}: is a directory; name a file"
    missing = tmp_path / "none" / "store.db"
    assert refusal(missing).startswith(f"{missing}: cannot be opened; check the path")
    assert "needs a file" in refusal("sqlite://")


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    assert "holds no store" in refusal(path, create=False)
    open_store(path).close()
    assert path.stat().st_size > 0


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path) as store:
        store.write([rows(f"{n}.txt", f"Số {n}. " * 200) for n in range(50)])
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged; restore a copy"):
        open_store(path).count("articles")


def test_other_databases_and_broken_urls_are_refused() -> None:
    assert "no database textmine can use" in refusal("mysql://host/news")
    said = refusal("postgresql://me:secret@host:port/news")
    assert "not the URL of a database" in said
    assert "secret" not in said


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    said = refusal(f"postgresql://me:secret@/news?host={tmp_path}")
    assert "the database server cannot be reached" in said
    assert "secret" not in said
    assert "cannot be reached" in refusal("postgresql://me@127.0.0.1:9/news", wait=1)


def test_a_server_without_the_database(server: Server) -> None:
    assert refusal(server.url("nowhere")).endswith(
        "no such database on the server; create it, or correct the URL"
    )
    wrong = server.url("postgres").replace("postgres@", "stranger@")
    assert "refuses this user; check name, password and rights" in refusal(wrong)


def test_a_database_that_holds_other_tables(server: Server) -> None:
    place = server.new_place()
    with open_store(place) as store, store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE textmine_version")
    assert refusal(place).endswith("not a textmine store; name an empty database or schema")


def test_postgres_url_in_its_short_form(server: Server) -> None:
    place = server.new_place().replace("postgresql://", "postgres://")
    with open_store(place) as store:
        assert store.where.startswith("postgresql://postgres@/postgres")
        assert "+psycopg" not in store.where


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    assert refusal("postgresql://me@host/news").endswith(
        "PostgreSQL needs psycopg; pip install 'textmine[postgres]'"
    )
