"""What goes wrong while a store is written: told in a line, and nothing of it is left."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.store.made import rows
from tests.store.server import NoServerError, Server, postgres
from textmine.model.errors import StoreError
from textmine.store.errors import store_error
from textmine.store.open import open_store
from textmine.store.rows import ArticleRows
from textmine.store.store import Store

ROOT = Path(__file__).parents[2]
NOBODY = 65534


def many(count: int, first: int = 0) -> list[ArticleRows]:
    return [rows(f"{n}.txt", f"Số {n}. " * 400) for n in range(first, first + count)]


def whole(store: Store) -> int:
    """Articles of a store in which every article has all its rows."""
    counted = [store.count(name) for name in ("articles", "entities", "facts", "findings")]
    assert counted == [counted[0], counted[0], 2 * counted[0], counted[0]]
    return counted[0]


def refused(store: Store, batch: list[ArticleRows]) -> str:
    with pytest.raises(StoreError) as caught:
        store.write(batch)
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith(store.where)
    return line


def test_a_store_another_writes_to_is_waited_for_then_told(url: str) -> None:
    with open_store(url) as store, open_store(url, wait=0.2) as other:
        with store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM settings")
            assert "another process is writing to the store; wait" in refused(other, many(1))
            assert other.count("articles") == 0, "readers are not held up"
        other.write(many(1))
        assert whole(store) == 1


def test_a_writer_waits_for_another(url: str) -> None:
    with open_store(url) as store, open_store(url, wait=10) as other:
        with store.writing() as connection:
            store.insert(connection, "settings", [("a", "1")])
            waiting = threading.Thread(target=other.set_setting, args=("b", "2"))
            waiting.start()
            waiting.join(0.2)
            assert waiting.is_alive()
        waiting.join(10)
        assert [store.setting(name) for name in "ab"] == ["1", "2"]


def test_two_that_write_the_same_articles_write_them_once(url: str) -> None:
    failed: list[BaseException] = []

    def write(order: int) -> None:
        try:
            with open_store(url, wait=30) as store:
                for start in range(0, 60, 5)[::order]:
                    store.write(many(5, start))
        except BaseException as error:  # noqa: BLE001 - told by the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=write, args=(order,)) for order in (1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    with open_store(url) as store:
        assert whole(store) == 60


def test_a_batch_that_fails_half_way_leaves_nothing(url: str) -> None:
    broken = many(3)
    twice = broken[2]._replace(facts=broken[2].facts * 2)
    with open_store(url) as store:
        store.write(many(1, 10))
        said = refused(store, [*broken[:2], twice])
        assert "the database says: " in said
        assert whole(store) == 1
        store.write(broken)
        assert whole(store) == 4


def test_an_exception_inside_a_transaction_undoes_it(url: str) -> None:
    with open_store(url) as store:
        with pytest.raises(ZeroDivisionError), store.writing() as connection:
            store.insert(connection, "settings", [("a", "1")])
            raise ZeroDivisionError
        assert store.setting("a") is None


def test_a_writer_that_is_killed_leaves_whole_batches(url: str) -> None:
    program = textwrap.dedent(f"""
        from tests.store.test_trouble import many
        from textmine.store.open import open_store
        with open_store({url!r}) as store:
            for start in range(0, 100_000, 20):
                store.write(many(20, start))
                print(start, flush=True)
    """)
    for _ in range(2):
        command = [sys.executable, "-c", program]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout is not None
            for _ in range(2):
                assert process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        with open_store(url) as store:
            found = whole(store)
        assert found >= 40
        assert found % 20 == 0


# SQLite: what a file system refuses


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that another user may enter, which those of pytest are not."""
    with tempfile.TemporaryDirectory(prefix="tm-store-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def in_child(work: Callable[[], str]) -> str:
    """What ``work`` returns in a child process, which may give up rights it never gets back."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = work()
        except BaseException as error:  # noqa: BLE001 - the parent compares it
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read().decode()
    os.waitpid(child, 0)
    return said


def as_nobody(work: Callable[[], str]) -> str:
    """``work`` without the rights of root, who may write to what is read-only."""

    def give_up() -> str:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        return work()

    return in_child(give_up)


def test_a_file_that_may_not_be_written() -> None:
    with open_folder() as folder:
        path = folder / "store.db"
        with open_store(path) as store:
            store.write(many(2))
        path.chmod(0o444)
        folder.chmod(0o555)

        def write() -> str:
            with open_store(path, create=False) as store:
                store.write(many(1, 5))
            return "written"

        def read() -> str:
            with open_store(path, read_only=True) as store:
                return str(whole(store))

        said = as_nobody(write)
        assert said.startswith(f"StoreError: {path}: the store cannot be written to; check")
        assert as_nobody(read) == "2", "reading needs no right to write"
        folder.chmod(0o755)


def test_a_file_system_without_room() -> None:
    """A limit on the size of files stands for a full disk: the write fails in the system."""
    with open_folder() as folder:
        path = folder / "store.db"
        with open_store(path) as store:
            store.write(many(2))

        def write() -> str:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            limit = path.stat().st_size + 50_000
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            with open_store(path) as store:
                for start in range(10, 10_000, 20):
                    store.write(many(20, start))
            return "written"

        assert in_child(write).startswith(f"StoreError: {path}: the disk is full; what was")
        with open_store(path) as store:
            found = whole(store)
            assert found % 20 == 2
            store.write(many(5, 20_000))
            assert whole(store) == found + 5


def test_a_store_that_may_not_grow(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as store:
        with store.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 5}")
        assert "the disk is full" in refused(store, many(50))
        assert whole(store) == 0


def test_a_disk_that_is_really_full() -> None:
    """A small file system of its own, where the machine lets us make one."""
    with open_folder() as folder:
        command = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(folder)]
        if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no right to mount; test_a_file_system_without_room stands for it")
        try:
            with open_store(folder / "store.db") as store:
                store.write(many(2))
                said = ""
                for start in range(10, 100_000, 50):
                    try:
                        store.write(many(50, start))
                    except StoreError as error:
                        said = str(error)
                        break
                assert "the disk is full" in said
                assert whole(store) % 50 == 2
            open_store(folder / "store.db", read_only=True).close()
        finally:
            subprocess.run(["umount", str(folder)], check=True)


# PostgreSQL: what a server does


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server to stop and start."""
    try:
        with postgres() as running:
            yield running
    except NoServerError as reason:
        pytest.fail(f"NO POSTGRESQL FOR THE TESTS: {reason}", pytrace=False)


@pytest.mark.slow
def test_a_server_that_goes_away_and_comes_back(own_server: Server) -> None:
    with open_store(own_server.new_place()) as store:
        store.write(many(3))
        gone = pytest.raises(StoreError, match="cannot be reached; what was written")
        with gone, store.writing() as connection:
            store.insert(connection, "settings", [("half", "done")])
            own_server.stop(signal.SIGQUIT)
            store.insert(connection, "settings", [("other", "half")])
        assert "cannot be reached" in refused(store, many(3, 10))
        own_server.start()
        assert whole(store) == 3, "the same store goes on"
        assert store.setting("half") is None
        store.write(many(3, 10))
        assert whole(store) == 6


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("DiskFull", "the disk is full; what was written before is kept"),
        ("AdminShutdown", "the database server cannot be reached"),
        ("CrashShutdown", "the database server cannot be reached"),
        ("ConnectionFailure", "the database server cannot be reached"),
        ("TooManyConnections", "takes no more connections"),
        ("ReadOnlySqlTransaction", "cannot be written to"),
        ("InsufficientPrivilege", "refuses this user"),
        ("InvalidPassword", "refuses this user"),
        ("LockNotAvailable", "another process is writing"),
        ("DeadlockDetected", "another process is writing"),
        ("DataCorrupted", "the store is damaged"),
        ("UniqueViolation", "the database says: one"),
    ],
)
def test_errors_of_the_server_in_our_words(name: str, said: str) -> None:
    import psycopg.errors

    error = getattr(psycopg.errors, name)("one\nDETAIL: more")
    line = str(store_error("news", error))
    assert line.startswith("news: ")
    assert said in line
    assert "DETAIL" not in line
