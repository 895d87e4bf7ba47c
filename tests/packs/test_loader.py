"""Packs: what a malformed one says, which row wins, where packs come from."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest

from textmine.model.errors import PackError
from textmine.packs import loader
from textmine.packs.loader import BUILT_IN, PackSet, load_packs, read_pack

HEADER = 'name = "mine"\nversion = "2"\nlabel = { vi = "Của tôi", en = "Mine" }\n'


def pack(directory: Path, name: str = "mine", header: str = HEADER, **files: str) -> Path:
    """A pack directory with ``pack.toml`` and one TOML file for each keyword."""
    place = directory / name
    place.mkdir()
    (place / "pack.toml").write_text(header, encoding="utf-8")
    for stem, content in files.items():
        (place / f"{stem}.toml").write_text(content, encoding="utf-8")
    return place


def test_built_in_packs_load() -> None:
    packs = load_packs()
    assert tuple(item.name for item in packs.packs[: len(BUILT_IN)]) == BUILT_IN
    assert packs.version.startswith("base=")
    assert packs.by_id("indicator")["party.members.total"].pack == "party"
    assert list(packs.rows("no such table")) == []


def test_rows_carry_where_they_stand(tmp_path: Path) -> None:
    place = pack(tmp_path, animals='[[animal]]\nid = "ox"\n\n[[animal]]\nlegs = 4\n')
    first, second = read_pack(place).rows["animal"]
    assert first.where == "mine/animals.toml [[animal]] ox"
    assert second.where == "mine/animals.toml [[animal]] #2"
    assert str(first.error("is no fish", "look again")) == f"{first.where}: is no fish; look again"


def test_tables_of_one_name_join_over_files_in_order(tmp_path: Path) -> None:
    place = pack(tmp_path, b='[[animal]]\nid = "b"\n', a='[[animal]]\nid = "a"\n')
    assert [row.data["id"] for row in read_pack(place).rows["animal"]] == ["a", "b"]


def test_later_pack_overrides(tmp_path: Path) -> None:
    first = pack(tmp_path, "first", a='[[animal]]\nid = "ox"\nlegs = 4\n')
    second = pack(tmp_path, "second", a='[[animal]]\nid = "ox"\nlegs = 5\n')
    for order, legs in (((first, second), 5), ((second, first), 4)):
        packs = load_packs((), order, entry_points=False)
        assert packs.by_id("animal")["ox"].data["legs"] == legs
        assert len(list(packs.rows("animal"))) == 2


def test_user_pack_overrides_a_built_in_indicator(tmp_path: Path) -> None:
    row = (
        '[[indicator]]\nid = "union.members"\nkind = "stock"\nunit = "person"\nlabel = {vi = "x"}\n'
    )
    packs = load_packs(directories=[pack(tmp_path, a=row)], entry_points=False)
    assert packs.by_id("indicator")["union.members"].data["label"] == {"vi": "x"}


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("[[animal]]\nlegs = 4\n", "mine/a.toml [[animal]] #1: [[animal]] without an id"),
        ("[[animal]]\nid = 4\n", "mine/a.toml [[animal]] 4: [[animal]] without an id"),
        (
            '[[animal]]\nid = "ox"\n[[animal]]\nid = "ox"\n',
            "mine/a.toml [[animal]] ox: [[animal]] ox is defined twice",
        ),
    ],
)
def test_ids_are_needed_and_single(tmp_path: Path, rows: str, what: str) -> None:
    packs = PackSet((read_pack(pack(tmp_path, a=rows)),))
    with pytest.raises(PackError) as caught:
        packs.by_id("animal")
    assert str(caught.value).startswith(what)


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("name = \n", "pack.toml: not valid TOML"),
        ('version = "1"\n', "pack.toml needs name and version"),
        ('name = "x"\nversion = 1\n', "pack.toml needs name and version"),
    ],
)
def test_malformed_header(tmp_path: Path, header: str, what: str) -> None:
    with pytest.raises(PackError, match=r"pack\.toml") as caught:
        read_pack(pack(tmp_path, header=header))
    assert what in str(caught.value)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("content", [b"[[animal]\n", b'name = "\xff"\n', b"= 3\n"])
def test_malformed_file_is_named(tmp_path: Path, content: bytes) -> None:
    place = pack(tmp_path)
    (place / "bad.toml").write_bytes(content)
    with pytest.raises(PackError, match="not valid TOML") as caught:
        read_pack(place)
    assert str(caught.value).startswith(str(place / "bad.toml"))


def test_missing_directory_and_header(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no such pack directory; check --pack"):
        read_pack(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(PackError, match=r"no pack\.toml"):
        read_pack(tmp_path / "empty")
    with pytest.raises(PackError, match="no such pack directory"):
        load_packs(("base", "unheard-of"), entry_points=False)


def test_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "MAX_FILE_BYTES", 200)
    place = pack(tmp_path, big="#" * 200)
    assert read_pack(place).name == "mine"
    (place / "big.toml").write_text("#" * 201)
    with pytest.raises(PackError, match="larger than 200 bytes; split it"):
        read_pack(place)


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    place = pack(tmp_path)
    (place / "notes.txt").write_text("= not TOML")
    (place / "folder").mkdir()
    assert read_pack(place).rows == {}


def offer(directory: Path, monkeypatch: pytest.MonkeyPatch, group: str = "textmine.packs") -> None:
    """Makes ``directory`` one where a distribution is installed that has entry points."""
    place = directory / "offer-1.dist-info"
    place.mkdir()
    (place / "entry_points.txt").write_text(f"[{group}]\nx = y\n")
    monkeypatch.syspath_prepend(str(directory))


def test_nothing_is_asked_for_where_no_distribution_offers_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path / "none"), *sys.path])
    monkeypatch.setattr(metadata, "entry_points", lambda *, group: pytest.fail("asked"))
    offer(tmp_path, monkeypatch, "console_scripts")
    load_packs(("base",))


def test_a_packed_place_may_offer_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "packed.zip").write_bytes(b"")
    assert not loader._may_be_offered()
    monkeypatch.syspath_prepend(str(tmp_path / "packed.zip"))
    assert loader._may_be_offered()


def test_installed_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = pack(tmp_path, "animal_pack", a='[[animal]]\nid = "ox"\n')
    (place / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    offer(tmp_path, monkeypatch)
    points = [metadata.EntryPoint("animals", "animal_pack", loader.ENTRY_POINT_GROUP)]
    monkeypatch.setattr(metadata, "entry_points", lambda *, group: points)
    assert "ox" in load_packs(("base",)).by_id("animal")
    assert "ox" not in load_packs(("base",), entry_points=False).by_id("animal")
    sys.modules.pop("animal_pack", None)


def test_installed_pack_that_cannot_be_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(tmp_path, monkeypatch)
    points = [metadata.EntryPoint("ghosts", "no_such_package", loader.ENTRY_POINT_GROUP)]
    monkeypatch.setattr(metadata, "entry_points", lambda *, group: points)
    with pytest.raises(PackError, match=r"entry point ghosts: .*no_such_package"):
        load_packs(("base",))
