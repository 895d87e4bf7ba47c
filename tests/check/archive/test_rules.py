"""Archive rules as data: examples that are their tests, overriding, errors that name the row."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from tests.check.archive.build import book, indicators
from textmine.check.archive import ArchiveBook, ArchiveRule, load_archive_rules
from textmine.check.archive.examples import failed_examples
from textmine.check.rules import LANGUAGES
from textmine.model.errors import PackError
from textmine.packs import PackSet, load_packs
from textmine.packs.loader import read_pack

HEADER = 'name = "mine"\nversion = "1"\n[label]\nvi = "Của tôi"\nen = "Mine"\n'


@pytest.mark.parametrize("rule", book().rules, ids=lambda rule: rule.id)
def test_the_examples_of_every_rule_hold(rule: ArchiveRule) -> None:
    assert list(failed_examples(rule, book(), indicators())) == []


def test_every_primitive_has_examples_for_and_against() -> None:
    against: set[str] = set()
    silent: set[str] = set()
    for rule in book().rules:
        verdicts = {example["expect"] for example in rule.examples}
        if "violated" in verdicts:
            against.add(rule.primitive.name)
        if verdicts - {"violated"}:
            silent.add(rule.primitive.name)
    names = {rule.primitive.name for rule in book().rules}
    assert against == names
    assert silent == names


def test_every_rule_speaks_both_languages() -> None:
    for rule in book().rules:
        assert set(rule.messages) == set(rule.primitive.cases)
        for texts in rule.messages.values():
            assert all(texts[language].strip() for language in LANGUAGES)


def test_every_doubt_has_a_phrase() -> None:
    reasons = {"boundary", "standard", *(item.reason for item in book().breaks)}
    for id in reasons:
        assert book().base.wordings.get(f"archive.doubt.{id}", "en")


def test_the_book_travels_to_other_processes() -> None:
    copy = pickle.loads(pickle.dumps(book()))
    assert copy.rules == book().rules


def book_with(directory: Path, text: str) -> ArchiveBook:
    (directory / "pack.toml").write_text(HEADER, encoding="utf-8")
    (directory / "archive_rules.toml").write_text(text, encoding="utf-8")
    packs = load_packs(entry_points=False)
    return load_archive_rules(PackSet((*packs.packs, read_pack(directory))))


def test_a_later_pack_switches_a_rule_off(tmp_path: Path) -> None:
    made = book_with(tmp_path, '[[archive_rule]]\nid = "archive.share"\nenabled = false\n')
    assert made.rule("share", "poverty.households") is None
    assert made.rule("growth", "party.members.admitted") is not None


def test_a_rule_for_named_indicators_goes_before_a_general_one() -> None:
    found = book().rule("same_value", "traffic.deaths")
    assert found is not None
    assert found.id == "archive.same_value.traffic"
    assert found.parts


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[[archive_rule]]\nid = "x"\nprimitive = "y"\n', "primitive"),
        ('[[archive_rule]]\nid = "archive.share"\nodd = 1\n', "unknown key odd"),
        ('[[archive_rule]]\nid = "archive.share"\nspread = 0.5\n', "spread"),
        ('[[archive_rule]]\nid = "archive.share"\nexample = 1\n', "example"),
        ('[[archive_rule]]\nid = "archive.share"\n[archive_rule.arithmetic]\nno = ""\n', "no"),
        ('[[archive_break]]\nid = "b"\ndate = "soon"\nreason = "standard"\n', "date"),
        ('[[archive_break]]\nid = "b"\ndate = "2020-01-01"\n', "reason"),
        ('[[archive_speaker]]\nid = "s"\nnames = ["đảng bộ"]\n', "names"),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(PackError) as caught:
        book_with(tmp_path, text)
    assert what in str(caught.value)
    assert "archive_rules.toml [[archive_" in str(caught.value)


def test_an_example_that_fails_is_told(tmp_path: Path) -> None:
    text = """
[[archive_rule]]
id = "archive.same_value.mine"
like = "archive.same_value"
indicators = ["party.members.total"]
[[archive_rule.example]]
expect = "violated"
statements = [{ body = "Đảng bộ xã A", indicator = "party.members.total", value = "1" }]
[[archive_rule.example]]
expect = "violated"
statements = [{ body = "Đảng bộ xã A", indicator = "party.members.total", value = "một" }]
"""
    made = book_with(tmp_path, text)
    rule = next(item for item in made.rules if item.id == "archive.same_value.mine")
    first, second = failed_examples(rule, made, indicators())
    assert first.endswith("gives nothing, should give violated")
    assert "'một' is no number" in second
