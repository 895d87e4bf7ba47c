"""Archives into a store by real processes: what is done, what is known, what is given up."""

from __future__ import annotations

import functools
import gzip
import json
from pathlib import Path

import pytest

from tests.io import archives as make
from tests.run.light import light_work
from textmine.io.inputs import Item
from textmine.io.readers import ReadOptions
from textmine.model import Document
from textmine.pipeline import Kit, extract
from textmine.run import batch
from textmine.run.batch import Hooks, Plan, Progress, run_batch
from textmine.run.pool import Pool, PoolError
from textmine.run.provenance import Provenance, provenance
from textmine.run.rows import Versions, article_rows, content_hash
from textmine.run.worker import Ready, Setup
from textmine.store.open import open_store
from textmine.store.rows import text_key

FILES = {
    "1.txt": make.text(1),
    "2.jsonl.gz": gzip.compress(make.jsonl(2, 3)),
    "3/4.zip": make.zipped({"a.txt": make.text(4).encode(), "b.txt": make.text(5).encode()}),
    "4.html": make.page(6),
    "5-copy.txt": make.text(1),
    "6-empty.txt": "",
    "7.jpg": b"\xff\xd8\xff",
}


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that start at once."""
    pool = lambda jobs, setup: Pool(jobs, setup, light_work)  # noqa: E731
    monkeypatch.setattr(batch, "Pool", pool)
    monkeypatch.setattr(batch, "provenance", lambda packs, model: _packs())


@functools.cache
def _packs() -> Provenance:
    return provenance()


def take(url: str, *inputs: Path, **options: object) -> Progress:
    plan = Plan(tuple(map(str, inputs)), **options)  # type: ignore[arg-type]
    with open_store(url) as store:
        return run_batch(plan, store)


def counted(progress: Progress) -> dict[str, int]:
    return {name: number for name, number in progress.counts().items() if number}


def locators(url: str) -> list[str]:
    with open_store(url) as store, store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT locator FROM articles ORDER BY locator")
        return [row[0] for row in rows]


@pytest.mark.usefixtures("light")
def test_once_in_and_then_known(url: str, tmp_path: Path) -> None:
    archive = make.fill(tmp_path / "paper", FILES)
    first = take(url, archive, jobs=2)
    assert counted(first) == {"read": 8, "inserted": 6, "copies": 1, "failed": 1}
    assert first.passed == {".jpg": 1}
    assert locators(url) == [
        "paper/1.txt",
        "paper/2.jsonl.gz!a2",
        "paper/2.jsonl.gz!a3",
        "paper/3/4.zip!a.txt",
        "paper/3/4.zip!b.txt",
        "paper/4.html",
    ]
    assert counted(take(url, archive)) == {"read": 8, "known": 7, "quarantined": 1}

    make.fill(archive, {"1.txt": make.text(11), "2.jsonl.gz": gzip.compress(make.jsonl(2, 3, 7))})
    third = take(url, archive)
    # What 5-copy.txt was a copy of has changed: now it stands for itself.
    assert counted(third) == {
        "read": 9, "known": 6, "inserted": 2, "replaced": 1, "quarantined": 1
    }  # fmt: skip
    assert "paper/5-copy.txt" in locators(url)

    make.fill(archive, {"6-empty.txt": make.text(8)})
    assert counted(take(url, retry=True)) == {"read": 1, "inserted": 1}
    with open_store(url) as store:
        assert store.failures() == []
        assert store.count("articles") == 9


@pytest.mark.usefixtures("light")
def test_moved_and_renamed(url: str, tmp_path: Path) -> None:
    archive = make.fill(tmp_path / "one" / "paper", FILES)
    take(url, archive)
    moved = archive.rename(tmp_path / "paper")
    assert counted(take(url, moved)) == {"read": 8, "known": 7, "quarantined": 1}
    other = make.fill(tmp_path / "other" / "paper", {"1.txt": make.text(21)})
    assert counted(take(url, other)) == {"read": 1, "inserted": 1}  # replaces nothing
    assert "other/paper/1.txt" in locators(url)


@pytest.mark.usefixtures("light")
def test_a_copy_before_what_it_was_a_copy_of(tmp_path: Path) -> None:
    url = str(tmp_path / "s.db")
    archive = make.fill(tmp_path / "p", {"b.txt": make.text(1)})
    take(url, archive)
    make.fill(archive, {"a.txt": make.text(1)})
    assert counted(take(url, archive)) == {"read": 2, "known": 2}
    make.fill(archive, {"b.txt": make.text(2)})
    take(url, archive)  # a.txt is met before b.txt changes, and looked at again
    assert locators(url) == ["p/a.txt", "p/b.txt"]


@pytest.mark.usefixtures("light")
def test_other_options_and_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = str(tmp_path / "s.db")
    archive = make.fill(tmp_path / "p", {"a.txt": make.text(1)})
    take(url, archive)
    named = ReadOptions(publisher="Báo Thử")
    assert counted(take(url, archive, options=named)) == {"read": 1, "replaced": 1}
    newer = _packs()._replace(versions=Versions("9.9", "1"))
    monkeypatch.setattr(batch, "provenance", lambda packs, model: newer)
    assert counted(take(url, archive, options=named)) == {"read": 1, "known": 1}
    assert counted(take(url, archive, options=named, refresh=True)) == {"read": 1, "replaced": 1}
    assert counted(take(url, archive, options=named, refresh=True)) == {"read": 1, "known": 1}


@pytest.mark.usefixtures("light")
def test_documents_that_end_or_hold_up_their_worker(url: str, tmp_path: Path) -> None:
    files = {f"{n:02}.txt": make.text(n) for n in range(30)}
    files |= {"05.txt": "KILL", "12.txt": "HANG", "20.txt": f"ONCE {tmp_path}/mark"}
    archive = make.fill(tmp_path / "p", files)
    progress = take(url, archive, jobs=2, patience=3.0)
    assert counted(progress) == {"read": 30, "inserted": 28, "failed": 2}
    with open_store(url) as store:
        found = [(f.locator, f.stage, f.reason) for f in store.failures()]
    assert found == [
        ("p/05.txt", "extract", "ended its worker process (SIGKILL)"),
        ("p/12.txt", "extract", "took longer than 3 seconds"),
    ]
    assert counted(take(url, archive)) == {"read": 30, "known": 28, "quarantined": 2}


@pytest.mark.usefixtures("light")
def test_an_archive_where_everything_kills_is_no_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textmine.run.pool._MAX_DEATHS", 2)
    rows = [json.dumps({"id": n, "text": f"KILL {n}"}) for n in range(40)]
    make.fill(tmp_path / "p", {"a.jsonl": "\n".join(rows)})
    with pytest.raises(PoolError, match="worker after worker ends"):
        take(str(tmp_path / "s.db"), tmp_path / "p", jobs=2)
    with open_store(str(tmp_path / "s.db")) as store:
        assert store.count("articles") == 0


def _broken(connection: object, stage: object, setup: object) -> None:
    raise SystemExit(3)


def _unable(connection: object, stage: object, setup: object) -> None:
    connection.send(Ready("PackError: no such pack"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("target", "words"),
    [(_broken, r"end as they start \(exit code 3\)"), (_unable, "no such pack")],
)
def test_workers_that_cannot_start(target: object, words: str) -> None:
    setup = Setup(ReadOptions(), (), True, "vi", Versions("1", "1"), 5.0)
    pool = Pool(1, setup, target)  # type: ignore[arg-type]
    pool.submit(0, Item("a", "a", "a.txt", b"x"))
    with pytest.raises(PoolError, match=words):
        while pool.busy:
            pool.results(0.1)
    pool.close()


def test_real_workers_and_real_rows(tmp_path: Path, kit: Kit) -> None:
    """What a worker hands back is what extracting here gives."""
    url = str(tmp_path / "s.db")
    archive = make.fill(tmp_path / "p", {"a.jsonl": make.jsonl(1, 2, 3), "b.html": make.page(4)})
    notes: list[str] = []
    with open_store(url) as store:
        plan = Plan((str(archive),), jobs=2)
        progress = run_batch(plan, store, Hooks(note=notes.append))
        assert counted(progress) == {"read": 4, "inserted": 4}
        assert (store.count("facts"), notes) == (8, [])
        assert store.count("indicators") == len(kit.indicators)
    document = Document("a1", make.text(1), source="p/a.jsonl!a1", encoding="utf-8")
    extraction = extract(document, kit)
    content = content_hash(document, "p/a.jsonl!a1")
    rows = article_rows(extraction, "p/a.jsonl!a1", content, Versions("1", "1"))
    with open_store(url) as store, store.reading() as connection:
        key = text_key("p/a.jsonl!a1")
        query = f"SELECT * FROM facts WHERE article_key = {key} ORDER BY fact_no"
        stored = [tuple(row) for row in connection.exec_driver_sql(query)]
    assert stored == [tuple(row) for row in rows.facts]
    text = make.text(1)
    for fact in rows.facts:
        assert text[fact.char_start : fact.char_end] == fact.quote
        assert fact.sentence_start <= fact.char_start < fact.char_end <= fact.sentence_end
        assert fact.subject_no == 1 or fact.subject_text


def test_the_hash_of_content_is_not_of_where_it_lies() -> None:
    def document(**given: object) -> Document:
        return Document("x", make.TEXT, **given)  # type: ignore[arg-type]

    one = content_hash(document(source="p/a.txt"), "p/a.txt")
    assert one == content_hash(document(source="q/b.txt"), "q/b.txt")
    others = [
        content_hash(document(source="http://a.vn"), "p/a.txt"),
        content_hash(document(source="p/a.txt", publisher="Báo A"), "p/a.txt"),
        content_hash(document(source="p/a.txt", province="Báo A"), "p/a.txt"),
        content_hash(document(source="p/a.txt", title=""), "p/a.txt"),
    ]
    assert len({one, *others}) == 5


