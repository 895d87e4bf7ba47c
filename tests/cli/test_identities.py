"""``textmine identities`` on a small store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.run.test_identify import articles, identify, packs
from textmine.cli.main import main
from textmine.store.open import open_store


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = str(tmp_path / "store.db")
    with open_store(path) as opened:
        opened.write(articles())
        identify(opened, packs())
    return path


def read(capsys: Any, *arguments: str) -> Any:
    assert main(["identities", "--store", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_list_without_a_command(store: str, capsys: Any) -> None:
    assert main(["identities", "--store", store]) == 0
    head, first, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == ["key", "articles", "name"]
    assert "tỉnh Sơn La  (province 14)" in first


def test_filters_and_formats(store: str, capsys: Any) -> None:
    found = read(
        capsys, store, "list", "--type", "organization", "--name", "huyện ủy", "-f", "json"
    )
    assert [one["name"] for one in found] == ["Huyện ủy Mai Sơn"]
    assert main(["identities", "--store", store, "list", "--kind", "company", "-f", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("key,type,kind,name")
    assert len(lines) == 2


def test_show_and_explain(store: str, capsys: Any) -> None:
    key = read(capsys, store, "list", "--name", "nậm lầu", "--type", "place", "-f", "json")[0][
        "key"
    ]
    shown = read(capsys, store, "show", str(key), "-f", "json")
    assert {"successor of"} <= {link["relation"] for link in shown["links"]}
    assert main(["identities", "--store", store, "show", str(key)]) == 0
    assert "successor of: xã Chiềng Bôm" in capsys.readouterr().out
    told = read(capsys, store, "explain", "Lò Văn Thử", "-f", "json")
    assert [one["identity"] is None for one in told] == [False, False, False, True]
    assert len(told[-1]["candidates"]) == 1
    assert main(["identities", "--store", store, "explain", "Huyện uỷ Mai Sơn"]) == 0
    assert "its name and huyện Mai Sơn" in capsys.readouterr().out


def test_a_persons_word(store: str, capsys: Any) -> None:
    found = read(capsys, store, "list", "--name", "mai sơn", "--type", "organization", "-f", "json")
    keys = {one["name"]: str(one["key"]) for one in found}
    left, right = keys["Huyện ủy Mai Sơn"], keys["Đảng bộ huyện Mai Sơn"]
    assert main(["identities", "--store", store, "join", left, right, "--note", "one"]) == 0
    capsys.readouterr()
    after = read(capsys, store, "list", "--name", "mai sơn", "--type", "organization", "-f", "json")
    assert len(after) == len(found) - 1
    told = read(capsys, store, "decisions", "-f", "json")
    assert [(one["action"], one["note"]) for one in told] == [("join", "one")]
    sides = [told[0]["left"]["scope"], told[0]["right"]["scope"]]
    assert main(["identities", "--store", store, "separate", *sides]) == 0
    capsys.readouterr()
    again = read(capsys, store, "list", "--name", "mai sơn", "--type", "organization", "-f", "json")
    assert len(again) == len(found)
    assert len(read(capsys, store, "decisions", "-f", "json")) == 1


def test_an_open_name_is_joined_by_its_signature(store: str, capsys: Any) -> None:
    told = read(capsys, store, "explain", "xã Tân Lập", "-f", "json")
    commune = next(one for one in told if one["name"] == "xã Tân Lập")
    known = str(commune["candidates"][0]["key"])
    assert main(["identities", "--store", store, "join", commune["signatures"][0], known]) == 0
    capsys.readouterr()
    after = read(capsys, store, "explain", "xã Tân Lập", "-f", "json")
    assert str(next(one for one in after if one["name"] == "xã Tân Lập")["identity"]) == known


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "12"),
        ("join", "12", "13"),
        ("join", "Huyện ủy", "13"),
        ("separate", "12@nowhere.txt", "12"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(
    store: str, capsys: Any, arguments: tuple[str, ...]
) -> None:
    assert main(["identities", "--store", store, *arguments]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_no_store(tmp_path: Path, capsys: Any) -> None:
    assert main(["identities", "--store", str(tmp_path / "none.db")]) == 1
    assert "no such store" in capsys.readouterr().err
