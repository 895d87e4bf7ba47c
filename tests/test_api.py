"""The public interface: ``import textmine`` is instant, ``textmine.extract`` does the rest."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import textmine
from textmine.model.errors import InputError, PackError
from textmine.pipeline import Kit

TEXT = "Đảng bộ xã Nà Sài hiện có 24 chi bộ với 383 đảng viên."


@pytest.fixture(autouse=True)
def _one_kit(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textmine.pipeline.build_kit", lambda directories: kit)
    textmine._kit.cache_clear()


def test_extract() -> None:
    extraction = textmine.extract(
        TEXT,
        published="16/10/2020",
        source="https://a.b/c",
        publisher="Báo X",
        province="Sơn La",
        title="Tựa",
        id="7",
    )
    assert [fact.text for fact in extraction.facts] == ["24 chi bộ", "383 đảng viên"]
    document = extraction.article.document
    assert (document.id, document.published, document.title) == ("7", "2020-10-16", "Tựa")
    assert (document.source, document.publisher, document.province) == (
        "https://a.b/c",
        "Báo X",
        "Sơn La",
    )
    assert extraction.traces == ()
    assert textmine.extract(TEXT, explain=True).traces


def test_the_same_text_has_the_same_id() -> None:
    first, again = (textmine.extract(TEXT).article.document.id for _ in range(2))
    assert first == again != textmine.extract(TEXT + " ").article.document.id


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="published: 'hôm qua' is not a publication date"):
        textmine.extract(TEXT, published="hôm qua")


def test_a_missing_pack_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    textmine._kit.cache_clear()
    with pytest.raises(PackError, match="no such pack directory"):
        textmine.extract(TEXT, packs=[Path("/no/such/pack")])


def test_every_public_name_is_there_and_no_other() -> None:
    for name in textmine.__all__:
        assert getattr(textmine, name) is not None
    assert textmine.Document("1", TEXT).text == TEXT
    with pytest.raises(AttributeError, match="frobnicate"):
        _ = textmine.frobnicate


def test_the_version_is_the_projects() -> None:
    project = Path(__file__).resolve().parents[1] / "pyproject.toml"
    stated = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    assert stated.get("version", textmine.__version__) == textmine.__version__


def test_importing_loads_nothing_else() -> None:
    code = "import sys, textmine; print(*[m for m in sys.modules if m.startswith('textmine')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"textmine", "textmine._version"}
