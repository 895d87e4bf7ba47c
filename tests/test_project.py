"""The project itself: what it promises in README and pyproject, and how its code is laid out."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "textmine").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# Loaded only by the command or module that needs them.
HEAVY = {"underthesea", "spacy", "sklearn", "scipy", "numpy", "trafilatura", "lxml", "dateparser"}
HEAVY |= {"sqlalchemy", "alembic", "psycopg", "datasketch", "fastwarc"}
MAX_LINES = 450
SELF_EVIDENT_LINES = 6  # a shorter function or class may let its name speak


def shell_lines() -> list[str]:
    """Lines of the README's shell blocks."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("ending", [".venv/bin/pytest", "corpora/samples/chieng-bom.txt"])
def test_readme_has_the_command_that_ci_runs(ending: str) -> None:
    found = [line for line in shell_lines() if line.endswith(ending)]
    assert len(found) == 1
    assert found[0].startswith("python3 -m venv .venv && ")
    assert ending in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_files_the_readme_names_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\b(?:corpora|docs|scripts|models)/[\w./-]*\w", readme)
    named += re.findall(r"\]\((?!http)([^)#]+)", readme)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines:
        match = re.fullmatch(r"([A-Za-z0-9._-]+)==([0-9A-Za-z.!+]+)", line)
        assert match, f"constraints.txt: {line!r} is no pin"
        found[canonicalize_name(match[1])] = match[2]
    return found


def test_every_dependency_is_pinned_within_its_range() -> None:
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = pins()
    for requirement in map(Requirement, wanted):
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not pinned"
        assert version in requirement.specifier, f"{requirement} against {version}"


def entry_points() -> Iterator[str]:
    yield from PROJECT["project"]["scripts"].values()
    for group in PROJECT["project"]["entry-points"].values():
        yield from group.values()


@pytest.mark.parametrize("point", list(entry_points()))
def test_entry_points_lead_somewhere(point: str) -> None:
    module, _, name = point.partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_layers_and_vendor_doors() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "module", ["textmine", "textmine.cli.main", "textmine.model", "textmine.store.rows"]
)
def test_import_loads_no_heavy_vendor(module: str) -> None:
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.split()) == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_source_file_keeps_house_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_LINES, "split it"
    tree = ast.parse(text)
    assert not tree.body or ast.get_docstring(tree), "a module says what it is for"
    undocumented = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and (node.end_lineno or 0) - node.lineno >= SELF_EVIDENT_LINES
        and not ast.get_docstring(node)
    ]
    assert undocumented == [], "public names have docstrings"
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert [name for name in names if not name.isascii()] == []


def test_changelog_leads_with_unreleased_changes() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", changelog, re.MULTILINE)
    assert headings[0].strip("[]") == "Unreleased"


def python_blocks() -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", python_blocks(), ids=lambda block: block.split("\n")[0])
def test_python_of_the_readme_runs(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "32 đảng viên" in printed
    assert "party.members.total" in printed


def test_links_of_the_documentation_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for link in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
