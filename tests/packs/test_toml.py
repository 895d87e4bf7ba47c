"""What our reader of TOML gives is what ``tomllib`` gives, for every pack and for broken files."""

from __future__ import annotations

import random
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from textmine.packs import toml
from textmine.packs.loader import BUILT_IN

DATA = Path(str(resources.files("textmine.packs"))) / "data"
FILES = sorted(file for name in BUILT_IN for file in (DATA / name).glob("*.toml"))


def standard(text: str) -> Any:
    try:
        return repr(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return "refused"


def ours(text: str) -> Any:
    try:
        return repr(toml.loads(text))
    except tomllib.TOMLDecodeError:
        return "refused"


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_pack_is_read_alike_and_in_few_scans(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert repr(toml._plain(text)) == standard(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n# only a remark",
        "a = 1",
        "a = 1 # remark\nb = -2\n",
        "a = 0\nb = -0\nc = 01\n",
        "a = 1.5\nb = -0.25\nc = 1e3\n",
        "a = 1_000\n",
        "a = 0xA0\n",
        "a = 0xa0\n",
        "a = true\nb = false\n",
        "a = trueish\n",
        "a = 1979-05-27\n",
        "a = 07:32:00\n",
        "a = 1:2\n",
        "a = [1, 2, [3, \"x\"], {b = 1}]\n",
        "a = [\n  # remark\n  \"x\", # \"y\"\n  \"z\"\n]\n",
        'a = ["x" "y"]\n',
        'a = ["x",, "y"]\n',
        'a = [, "y"]\n',
        'a = ["x",]\n',
        'a = ["x"',
        "a = []\nb = {}\nc = [ ]\n",
        'a = {b = "x", c = {d = [1]}}\n',
        'a = {b = "x",}\n',
        'a = {b = "x", b = "y"}\n',
        'a = {\nb = "x"}\n',
        'a = "x\\ty"\n',
        'a = "x\\"y\\\\"\n',
        'a = "x\ty"\n',
        'a = "x\ny"\n',
        'a = "x\x7f"\n',
        'a = """x\ny"""\n',
        'a = """"""\n',
        "a = 'x\\d'\n",
        "a = 'x'y'\n",
        "a = '''x'''\n",
        '"a b" = 1\n"é" = 2\n',
        'a = 1\n"a" = 2\n',
        "a.b = 1\n",
        "a-b = 1\n",
        "1 = 1\n",
        "a=1\n",
        "a = 1 b = 2\n",
        "a = 1\na = 2\n",
        "[a]\nb = 1\n[a]\nc = 1\n",
        "[a]\nb = 1\n[a.b]\nc = 1\n",
        "[a]\n[a.b]\nc = 1\n",
        "[a.b]\nc = 1\n[a]\nd = 1\n",
        "[[a]]\nb = 1\n[[a]]\nb = 2\n",
        "[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]\n[a.c]\nd = 3\n",
        "[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\nc = 2\n[[a]]\n[[a.b]]\nc = 3\n",
        "[[a]]\nb = [1]\n[[a.b]]\nc = 1\n",
        "[[a]]\nb = {c = 1}\n[a.b]\nd = 1\n",
        "a = [1]\n[[a]]\n",
        "[a]\n[[a]]\n",
        "[[a]]\n[a]\n",
        "[[a.b]]\nc = 1\n",
        "[[a]] # remark\nb = 1\n",
        "[[a]] b = 1\n",
        "[ a ]\nb = 1\n",
        "[[a]]\r\nb = 1\r\n",
        "a = [\r\n1]\r\n",
        "\ufeffa = 1\n",
        "a = " + "[" * 40 + "]" * 40,
        "# \x00\n",
        "a = \"\ud800\"\n",
    ],
)
def test_a_file_is_read_alike(text: str) -> None:
    assert ours(text) == standard(text)


def test_damaged_packs_are_read_alike() -> None:
    """One character is taken out, put in or doubled at a time."""
    dice = random.Random(7)
    heads = [file.read_text(encoding="utf-8")[:1500] for file in FILES]
    for number in range(600):
        text = heads[number % len(heads)]
        at = dice.randrange(len(text))
        with_it = dice.choice(["", "", text[at] * 2, *"[]{}\"\',=#\n\\. 1"])
        damaged = text[:at] + with_it + text[at + 1 :]
        assert ours(damaged) == standard(damaged), damaged
