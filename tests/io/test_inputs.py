"""What inputs hold: every kind of file in order, and everything hostile as a failure."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.io import archives as make
from textmine.io.inputs import Finished, Inputs, Item
from textmine.io.readers import Reader, ReadFailure
from textmine.model import Document
from textmine.packs.loader import load_packs

PACKS = load_packs(("base",), entry_points=False)
READER = Reader(packs=PACKS)


def outcomes(*names: str | Path) -> list[Item | ReadFailure]:
    found = list(Inputs([str(name) for name in names], packs=PACKS))
    return [item for item in found if not isinstance(item, Finished)]


def locators(*names: str | Path) -> list[str]:
    return [item.locator for item in outcomes(*names) if isinstance(item, Item)]


def failures(*names: str | Path) -> list[tuple[str, str]]:
    found = [item for item in outcomes(*names) if isinstance(item, ReadFailure)]
    return [(failure.source, failure.reason) for failure in found]


def read(item: Item | ReadFailure) -> Document:
    assert isinstance(item, Item)
    if item.row:
        document = READER.read_row(item.data, item.locator)
    else:
        document = READER.read_file(
            item.data, item.name, item.locator, url=item.url, charset=item.charset
        )
    assert isinstance(document, Document), document
    return document


def test_a_directory_in_the_order_of_names(tmp_path: Path) -> None:
    make.fill(
        tmp_path / "paper",
        {
            "b.txt": make.text(1),
            "a/2.html": make.page(2),
            "a/1.txt": make.text(3),
            "c.jsonl": make.jsonl(4, 5),
            "page-without-suffix": make.page(6),
            "cover.jpg": b"\xff\xd8\xff",
            "noise": b"\0\1\2" * 100,
            ".hidden.txt": make.text(7),
            ".git/x.txt": make.text(8),
        },
    )
    inputs = Inputs([str(tmp_path / "paper")])
    items = [item for item in inputs if isinstance(item, Item)]
    assert [item.locator for item in items] == [
        "paper/a/1.txt",
        "paper/a/2.html",
        "paper/b.txt",
        "paper/c.jsonl!a4",
        "paper/c.jsonl!a5",
        "paper/page-without-suffix",
    ]
    assert [read(item).text.strip() for item in items] == [
        make.text(n).strip() for n in (3, 2, 1, 4, 5, 6)
    ]
    assert inputs.passed == {".jpg": 1, "": 1}


def test_a_name_is_the_same_wherever_the_directory_stands(tmp_path: Path) -> None:
    files = {"paper/2020/a.txt": make.text(1)}
    one, other = make.fill(tmp_path / "one", files), make.fill(tmp_path / "other", files)
    assert locators(one / "paper") == locators(other / "paper") == ["paper/2020/a.txt"]
    assert locators(one / "paper" / "2020" / "a.txt") == ["2020/a.txt"]


def test_patterns(tmp_path: Path) -> None:
    names = ("a.txt", "b.txt", "x/c.txt", "x/y/d.txt", "x/e.html", "[1].txt")
    make.fill(tmp_path, dict.fromkeys(names, make.TEXT))
    top = tmp_path.name
    assert locators(tmp_path / "?.txt") == [f"{top}/a.txt", f"{top}/b.txt"]
    assert locators(tmp_path / "**" / "[cd].txt") == [f"{top}/x/c.txt", f"{top}/x/y/d.txt"]
    assert locators(tmp_path / "x*") == [f"{top}/x/c.txt", f"{top}/x/e.html", f"{top}/x/y/d.txt"]
    assert locators(tmp_path / "[1].txt") == [f"{top}/[1].txt"]  # a file of that very name
    assert failures(tmp_path / "*.pdf") == [(f"{tmp_path}/*.pdf", "no file fits this pattern")]


def test_an_input_can_be_named_again_by_what_a_failure_keeps(tmp_path: Path) -> None:
    make.fill(tmp_path, {"paper/x/a.txt": b"", "paper/x/b.zip": make.zipped({"c.txt": b"x"})})
    (item, packed) = outcomes(tmp_path / "paper")
    assert isinstance(item, Item)
    assert item.input == f"{tmp_path}/paper//x/a.txt"
    assert locators(item.input, packed.input or "") == ["paper/x/a.txt", "paper/x/b.zip!c.txt"]


def test_links_that_lead_back_or_nowhere(tmp_path: Path) -> None:
    make.fill(tmp_path / "p", {"d/a.txt": make.TEXT})
    (tmp_path / "p" / "d" / "up").symlink_to(tmp_path / "p")
    (tmp_path / "p" / "gone.txt").symlink_to(tmp_path / "nothing")
    assert locators(tmp_path / "p") == ["p/d/a.txt"]
    assert failures(tmp_path / "p") == [(str(tmp_path / "p" / "gone.txt"), "a link to nothing")]


def test_what_cannot_be_found(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert [reason for _, reason in failures(tmp_path / "none.txt", tmp_path / "empty", "a\0")] == [
        "no such file",
        "no article in this directory",
        "not a file name",
    ]


def test_names_that_are_no_text(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/b\xe1o\n.txt"
    Path(os.fsdecode(odd)).write_text(make.TEXT)
    assert locators(tmp_path) == [f"{tmp_path.name}/b\\xe1o\\n.txt"]


PACKED = {
    "a.jsonl.gz": gzip.compress(make.jsonl(1, 2)),
    "a.jsonl.bz2": bz2.compress(make.jsonl(1, 2)),
    "a.jsonl.xz": lzma.compress(make.jsonl(1, 2)),
    "a.gz": gzip.compress(make.jsonl(1, 2)),
    "a.json": json.dumps([{"id": "a1", "text": make.text(1)}, {"id": "a2", "text": make.text(2)}]),
    "a.csv": f'id,text,other\na1,"{make.text(1)}",x\na2,"{make.text(2)}"\n',
    "a.csv.gz": gzip.compress(f'ID;Text\na1;"{make.text(1)}"\na2;"{make.text(2)}"'.encode()),
    "b.csv": "\ufeffid\ttext\na1\t{}\na2\t{}\n".format(*map(str.strip, map(make.text, (1, 2)))),
    "c.csv": 'id,text\na1,"{}"\na2,"{}"\n'.format(*map(make.text, (1, 2))).encode("utf-16"),
}


@pytest.mark.parametrize("name", PACKED)
def test_many_articles_in_one_file(tmp_path: Path, name: str) -> None:
    make.fill(tmp_path / "p", {name: PACKED[name]})
    items = outcomes(tmp_path / "p" / name)
    assert [item.locator for item in items if isinstance(item, Item)] == [
        f"p/{name}!a1",
        f"p/{name}!a2",
    ]
    assert [read(item).text.strip() for item in items] == [make.text(n).strip() for n in (1, 2)]


MEMBERS = {
    "2020/a.txt": make.text(1).encode(),
    "2020/b.html": make.page(2).encode(),
    "../../../etc/passwd.txt": make.text(3).encode(),
    "/absolute.txt": make.text(4).encode(),
    "d.jsonl": make.jsonl(5, 6),
    "e.jsonl.gz": gzip.compress(make.jsonl(7)),
    "cover.jpg": b"\xff\xd8\xff",
    "tên tiếng Việt.txt": make.text(8).encode(),
    "dài" * 60 + ".txt": make.text(9).encode(),
}
LOCATORS = [
    "2020/a.txt",
    "2020/b.html",
    "../../../etc/passwd.txt",
    "/absolute.txt",
    "d.jsonl!a5",
    "d.jsonl!a6",
    "e.jsonl.gz!a7",
    "tên tiếng Việt.txt",
    "dài" * 60 + ".txt",
]
ARCHIVES = {
    "x.zip": make.zipped(MEMBERS),
    "stored.zip": make.zipped(MEMBERS, zipfile.ZIP_STORED),
    "piped.zip": make.streamed_zip(MEMBERS),
    "behind.zip": b"#!/bin/sh\n" * 9 + make.zipped(MEMBERS),
    "x.tar": make.tarred(MEMBERS),
    "x.tar.gz": make.tarred(MEMBERS, "w:gz"),
    "x.tgz": make.tarred(MEMBERS, "w:gz"),
    "x.tar.bz2": make.tarred(MEMBERS, "w:bz2"),
    "x.tar.xz": make.tarred(MEMBERS, "w:xz"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_archives(tmp_path: Path, name: str) -> None:
    make.fill(tmp_path / "p", {name: ARCHIVES[name]})
    items = outcomes(tmp_path / "p")
    assert locators(tmp_path / "p") == [f"p/{name}!{member}" for member in LOCATORS]
    assert [read(item).text.strip() for item in items] == [
        make.text(n).strip() for n in range(1, 10)
    ]
    assert {item.input for item in items} == {f"{tmp_path}/p//{name}"}
    assert [path.name for path in tmp_path.rglob("*")] == ["p", name]  # nothing is unpacked


def test_a_cut_zip_is_read_up_to_the_cut(tmp_path: Path) -> None:
    for kind, data in (("z", ARCHIVES["x.zip"]), ("p", ARCHIVES["piped.zip"])):
        at = data.index(b"e.jsonl.gz")
        name = f"{kind}.zip"
        make.fill(tmp_path, {name: data[: at + 10]})
        found = outcomes(tmp_path / name)
        assert [item.locator for item in found[:-1] if isinstance(item, Item)] == [
            f"{tmp_path.name}/{name}!{member}" for member in LOCATORS[:6]
        ]
        assert isinstance(found[-1], ReadFailure)
        assert found[-1].reason == "it is cut off"


@pytest.mark.parametrize("name", ["x.tar", "x.tar.gz", "a.jsonl.gz", "w.warc.gz", "w.warc"])
def test_everything_before_a_cut_is_kept(tmp_path: Path, name: str) -> None:
    dice = random.Random(1)
    files = {f"{n}.txt": dice.randbytes(2000).hex().encode() for n in range(20)}
    rows = [json.dumps({"id": n, "text": text.decode()}) for n, text in enumerate(files.values())]
    pages = [make.warc_record(f"http://a.vn/{n}", text) for n, text in enumerate(files.values())]
    whole = {
        "x.tar": make.tarred(files),
        "x.tar.gz": make.tarred(files, "w:gz"),
        "a.jsonl.gz": gzip.compress("\n".join(rows).encode()),
        "w.warc.gz": make.warc(*pages),
        "w.warc": make.warc(*pages, packed=False),
    }[name]
    make.fill(tmp_path, {name: whole[: len(whole) // 2]})
    found = outcomes(tmp_path / name)
    assert [type(item) for item in found] == [Item] * (len(found) - 1) + [ReadFailure]
    assert 8 <= len(found) - 1 <= 11
    assert found[-1].reason == "it is cut off"  # type: ignore[union-attr]
    expected = list(files.values())[: len(found) - 1]
    assert [read(item).text.encode() for item in found[:-1]] == expected


def bomb(name: str) -> bytes:
    packed = make.zeros(40)
    zeros = bytes(40 << 20)
    if name.endswith(".jsonl.gz"):
        return packed
    if name == "b.tar.gz":
        return gzip.compress(make.tarred({"a.txt": make.text(1).encode(), "z.txt": zeros}), 9)
    if name == "header.tar.gz":
        info = tarfile.TarInfo("pax")
        info.type, info.size = tarfile.XHDTYPE, 40 << 20
        return gzip.compress(info.tobuf() + zeros, 9)
    if name == "b.warc.gz":
        return gzip.compress(make.warc_record("http://a.vn/z", zeros), 9)
    if name == "coded.warc":
        gzipped = "Content-Encoding: gzip\r\n"
        return make.warc_record("http://a.vn/z", packed, headers=gzipped)
    return make.zipped({"z.txt": zeros})


@pytest.mark.parametrize(
    "name", ["b.jsonl.gz", "b.tar.gz", "header.tar.gz", "b.warc.gz", "coded.warc", "b.zip"]
)
def test_bombs_are_refused_in_bounded_memory(tmp_path: Path, name: str) -> None:
    make.fill(tmp_path, {name: bomb(name)})
    tracemalloc.start()
    ((where, reason),) = failures(tmp_path / name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert where.startswith(f"{tmp_path.name}/{name}")
    assert "200 times its size" in reason or "a header of" in reason
    assert peak < 45 << 20


def test_a_zip_that_lists_one_entry_a_thousand_times(tmp_path: Path) -> None:
    make.fill(tmp_path, {"q.zip": make.overlapping_zip(1000)})
    found = outcomes(tmp_path / "q.zip")
    assert len(found) < 100
    assert found[-1].reason == "its entries overlap"  # type: ignore[union-attr]


HOSTILE = {
    "locked.zip": (make.encrypted_zip("a.txt"), ["it is encrypted"]),
    "lzma.zip": (make.zipped({"a.txt": b"x"}, zipfile.ZIP_LZMA), ["compressed by method 14"]),
    "nested.zip": (make.zipped({"in.zip": b"PK\3\4", "b.tar": b"", "c.tar.gz": b"x"}),
                   ["an archive inside an archive"] * 3),
    "nested.tar.gz": (make.tarred({"in.zip": ARCHIVES["x.zip"], "in.tgz": ARCHIVES["x.tgz"]},
                                  "w:gz"), ["an archive inside an archive"] * 2),
    "twice.jsonl.gz.gz": (gzip.compress(gzip.compress(b"{}")), ["an archive inside an archive"]),
    "empty.zip": (make.zipped({}), ["it holds no article"]),
    "empty.tar": (make.tarred({}), ["it holds no article"]),
    "nothing.tar": (b"", ["the archive is empty"]),
    "nothing.zip": (b"", ["not a ZIP archive, or a damaged one"]),
    "false.zip": (make.TEXT.encode() * 30, ["not a ZIP archive, or a damaged one"]),
    "false.tar": (make.TEXT.encode() * 30, ["not a tar archive"]),
    "false.gz": (make.TEXT.encode(), ["its compressed data are damaged"]),
    "false.warc": (make.TEXT.encode() * 9, ["not a WARC file"]),
    "nothing.warc": (b"", ["it holds no article"]),
    "heading.csv": (b"name,number\na,1\n", ['no column "text" or "html" in the first line']),
    "nothing.csv": (b"", ['no column "text" or "html" in the first line']),
    "nothing.jsonl": (b"\n\n", ["it holds no article"]),
    "binary.csv": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, ["this is an old Office file (doc, "
                                                             "xls), not text"]),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_one_failure_each(tmp_path: Path, name: str) -> None:
    data, expected = HOSTILE[name]
    make.fill(tmp_path, {name: data})
    found = failures(tmp_path / name)
    assert [reason for _, reason in found] == expected
    assert locators(tmp_path / name) == []


def test_damage_in_one_entry_costs_that_entry(tmp_path: Path) -> None:
    data = bytearray(make.zipped(MEMBERS, zipfile.ZIP_STORED))
    at = data.index(make.text(3).encode())
    data[at] ^= 0xFF
    make.fill(tmp_path, {"x.zip": bytes(data)})
    top = f"{tmp_path.name}/x.zip!"
    assert failures(tmp_path / "x.zip") == [
        (f"{top}../../../etc/passwd.txt", "its compressed data are damaged")
    ]
    assert len(locators(tmp_path / "x.zip")) == len(LOCATORS) - 1


def test_an_unclosed_quotation_keeps_the_rows_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textmine.io.inputs.MAX_ARTICLE_BYTES", 1000)
    rows = 'id,text\na1,x\na2,"never closed\n' + "more\n" * 1000
    make.fill(tmp_path, {"q.csv": rows})
    assert locators(tmp_path / "q.csv") == [f"{tmp_path.name}/q.csv!a1"]
    ((_, reason),) = failures(tmp_path / "q.csv")
    assert reason.startswith("the table cannot be read beyond row 1")


def test_too_large_for_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textmine.io.inputs.MAX_ARTICLE_BYTES", 100)
    long = json.dumps({"id": 1, "text": "x" * 200}).encode()
    files = {"a.txt": b"x" * 101, "b.jsonl": long + b"\n" + b'{"text":"y"}'}
    files["c.zip"] = make.zipped({"d.txt": b"x" * 101, "e.txt": b"x"})
    make.fill(tmp_path / "p", files)
    assert locators(tmp_path / "p") == ["p/b.jsonl!2", "p/c.zip!e.txt"]
    assert [where for where, _ in failures(tmp_path / "p")] == [
        "p/a.txt",
        "p/b.jsonl!1",
        "p/c.zip!d.txt",
    ]


def test_rows_that_share_an_id_keep_apart(tmp_path: Path) -> None:
    rows = [{"id": 1, "text": "a"}, {"id": 1, "text": "b"}, {"url": "http://a.vn"}, {"text": "c"}]
    make.fill(tmp_path, {"r.jsonl": "\n".join(map(json.dumps, rows)) + "\nnot json\n"})
    names = [name.partition("!")[2] for name in locators(tmp_path / "r.jsonl")]
    assert names == ["1", "1@2", "http://a.vn", "4", "5"]


def test_web_archives(tmp_path: Path) -> None:
    vietnamese = make.page(3).encode("utf-16")
    records = [
        make.warc_record("http://a.vn/1", make.page(1).encode()),
        make.warc_record("http://a.vn/2", make.text(2).encode(), "text/plain"),
        make.warc_record("http://a.vn/logo", b"\x89PNG", "image/png"),
        make.warc_record("http://a.vn/gone", b"gone", status="404 Not Found"),
        make.warc_record("http://a.vn/robots", b"x", "text/html", record="metadata"),
        make.warc_record("http://a.vn/3", vietnamese, "text/html"),
        make.warc_record("http://a.vn/4", make.text(4).encode(), "text/plain", record="conversion"),
        make.warc_record(
            "http://a.vn/5",
            gzip.compress(make.page(5).encode()),
            headers="Content-Encoding: gzip\r\n",
        ),
        make.warc_record(
            "http://a.vn/6",
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(make.page(6).encode()), make.page(6).encode()),
            headers="Transfer-Encoding: chunked\r\n",
        ),
        make.warc_record(  # headers that lie
            "http://a.vn/7",
            make.page(7).encode(),
            headers="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
        ),
        make.warc_record("http://a.vn/1", make.page(8).encode()),
    ]
    make.fill(tmp_path / "p", {"w.warc.gz": make.warc(*records)})
    items = outcomes(tmp_path / "p")
    numbers = [1, 2, 3, 4, 5, 6, 7, 1]
    documents = [read(item) for item in items]
    assert [document.source for document in documents] == [f"http://a.vn/{n}" for n in numbers]
    expected = [*numbers[:-1], 8]
    assert [d.text.strip() for d in documents] == [make.text(n).strip() for n in expected]
    assert locators(tmp_path / "p")[0] == "p/w.warc.gz!20201016083000/http://a.vn/1"
    assert locators(tmp_path / "p")[-1] == "p/w.warc.gz!20201016083000/http://a.vn/1@8"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fake:
        buffer = io.BufferedReader(io.BytesIO(make.jsonl(1, 2)))

    monkeypatch.setattr("sys.stdin", Fake())
    items = outcomes("-")
    assert [read(item).text for item in items] == [make.text(1), make.text(2)]
    assert len({item.locator for item in items if isinstance(item, Item)}) == 2


@settings(max_examples=60)
@given(
    st.sampled_from(["a.zip", "a.tar", "a.tar.gz", "a.jsonl.gz", "a.csv", "a.warc", "a.json", "a"]),
    st.binary(max_size=200),
    st.sampled_from(list(ARCHIVES.values())),
    st.integers(0, 4000),
)
def test_any_bytes_give_an_outcome(
    tmp_path_factory: pytest.TempPathFactory, name: str, noise: bytes, whole: bytes, at: int
) -> None:
    directory = tmp_path_factory.mktemp("any")
    make.fill(directory, {name: whole[:at] + noise + whole[at + len(noise) :]})
    assert outcomes(directory / name)
