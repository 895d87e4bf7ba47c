"""Rules as data: overriding, switching off, deriving, and errors that name the row."""

from __future__ import annotations

import pickle
from functools import lru_cache
from pathlib import Path

import pytest

from tests.check.build import fact, relation
from textmine.check.confront import confront
from textmine.check.rules import LANGUAGES, RuleBook, load_rules
from textmine.model import Approx, Severity, Verdict
from textmine.model.errors import PackError
from textmine.packs import PackSet, load_packs
from textmine.packs.indicators import Indicator
from textmine.packs.loader import read_pack

HEADER = 'name = "mine"\nversion = "1"\n[label]\nvi = "Của tôi"\nen = "Mine"\n'
FACTS = (fact("F1", 24, at=1), fact("F2", 19, at=2), fact("F3", 4, at=3))
SUM = relation("parts_sum", "partition", total="F1", parts=("F2", "F3"))


@lru_cache(maxsize=1)
def built_in() -> PackSet:
    return load_packs(entry_points=False)


def book_with(directory: Path, text: str) -> RuleBook:
    (directory / "pack.toml").write_text(HEADER, encoding="utf-8")
    (directory / "rules.toml").write_text(text, encoding="utf-8")
    return load_rules(PackSet((*built_in().packs, read_pack(directory))))


def test_every_rule_speaks_both_languages(book: RuleBook) -> None:
    assert book.rules
    for rule in book.rules:
        assert set(rule.messages) == set(rule.primitive.cases)
        for texts in rule.messages.values():
            assert all(texts[language].strip() for language in LANGUAGES)
        assert set(rule.labels) >= set(LANGUAGES)


def test_the_book_travels_to_other_processes(book: RuleBook) -> None:
    assert pickle.loads(pickle.dumps(book)) == book


def test_a_later_pack_switches_a_rule_off(tmp_path: Path, indicators: dict[str, Indicator]) -> None:
    book = book_with(tmp_path, '[[rule]]\nid = "parts_sum"\nenabled = false\n')
    assert book.rule("parts_sum") is None
    assert confront(FACTS, [SUM], book, indicators) == ()


def test_a_later_pack_changes_one_key(tmp_path: Path, indicators: dict[str, Indicator]) -> None:
    text = '[[rule]]\nid = "parts_sum"\nseverity = "info"\n[rule.message.mismatch]\nvi = "sai"\n'
    book = book_with(tmp_path, text)
    found = confront(FACTS, [SUM], book, indicators)
    assert [(item.severity, item.message) for item in found] == [(Severity.INFO, "sai")]
    english = confront(FACTS, [SUM], book, indicators, language="en")
    assert english[0].message == "19 + 4 = 23, printed as 24 người: off by 1"


def test_a_later_pack_reports_less(tmp_path: Path, indicators: dict[str, Indicator]) -> None:
    book = book_with(tmp_path, '[[rule]]\nid = "parts_sum"\nreport = ["undecided"]\n')
    assert confront(FACTS, [SUM], book, indicators) == ()


def test_a_rule_for_named_indicators_goes_first(
    tmp_path: Path, indicators: dict[str, Indicator]
) -> None:
    text = (
        '[[rule]]\nid = "cells"\nlike = "parts_sum"\nseverity = "warning"\n'
        'indicators = ["party.cells.*"]\n'
    )
    book = book_with(tmp_path, text)
    cells = [
        fact(item.id, item.low and int(item.low), "party.cells.total", at=item.span.start)
        for item in FACTS
    ]
    assert confront(cells, [SUM], book, indicators)[0].rule == "cells"
    assert confront(cells, [SUM], book, indicators)[0].severity is Severity.WARNING
    assert confront(FACTS, [SUM], book, indicators)[0].rule == "parts_sum"


def test_confidence_below_the_rules_leaves_it_open(
    tmp_path: Path, indicators: dict[str, Indicator]
) -> None:
    book = book_with(tmp_path, '[[rule]]\nid = "parts_sum"\nconfidence = 0.95\n')
    found = confront(FACTS, [SUM], book, indicators)
    assert found[0].verdict is Verdict.UNDECIDED
    assert found[0].message.endswith("; chưa kết luận vì chưa chắc đọc đúng số liệu")


def test_a_pack_widens_a_word(tmp_path: Path, indicators: dict[str, Indicator]) -> None:
    text = '[[tolerance]]\nid = "about"\napprox = "about"\ntight = [0.5, 0.5]\nloose = [0.5, 0.5]\n'
    book = book_with(tmp_path, text)
    said = (fact("F1", 100, approx=Approx.ABOUT), fact("F2", 140, at=9))
    again = relation("repeat", first="F1", again="F2")
    assert confront(said, [again], book, indicators)[0].verdict is Verdict.SATISFIED
    usual = load_rules(built_in())
    assert confront(said, [again], usual, indicators)[0].verdict is Verdict.VIOLATED


RULE = '[[rule]]\nid = "x"\nlike = "parts_sum"\n'
BROKEN = [
    ('[[rule]]\nprimitive = "share"\n', "without an id"),
    (RULE + RULE, "defined twice"),
    (RULE + 'serverity = "error"\n', "unknown key serverity"),
    (RULE + 'severity = "fatal"\n', "severity is 'fatal'"),
    (RULE + 'primitive = "sum"\n', "primitive is 'sum'"),
    (RULE + 'relations = ["sums"]\n', "no relation is called sums"),
    (RULE + 'relations = ["share"]\n', "parts_sum cannot check share"),
    (RULE + "relations = []\n", "relations is missing"),
    (RULE + 'relations = "parts_sum"\n', "relations must be a list"),
    (RULE + 'report = ["wrong"]\n', "report names wrong"),
    (RULE + 'enabled = "no"\n', "enabled must be true or false"),
    (RULE + 'confidence = "high"\n', "confidence is no number"),
    (RULE + "slack = -1\n", "slack is no possible number"),
    (RULE + "bounds = [1, 2, 3]\n", "bounds must be"),
    (RULE + "bounds = [2, 1]\n", "bounds must be"),
    (RULE + "bounds = [true]\n", "bounds is no number"),
    (RULE + 'label = "sum"\n', "label must be a table"),
    (RULE + 'severities = { odd = "info" }\n', "severities names odd"),
    (RULE + 'message = { odd = { vi = "a", en = "b" } }\n', "no case odd"),
    (RULE + "message = { match = 1 }\n", "message.match needs vi and en"),
    (RULE + "message = { match = { fr = 1 } }\n", "message.match needs"),
    (RULE + "severities = 3\n", "severities must be a table"),
    (RULE + 'message = { match = { vi = "{sum}" } }\n', "shows {sum}"),
    (RULE + 'message = { match = { vi = "{rest}" } }\n', "shows {rest}"),
    (RULE + 'message = { match = { vi = "{total" } }\n', "is no template"),
    (RULE + 'message = { match = { vi = "{total:>9}" } }\n', "formats a field"),
    (RULE + 'message = { match = { vi = "{total.real}" } }\n', "shows {total.real}"),
    ('[[rule]]\nid = "x"\nlike = "none"\n', "like names 'none'"),
    ('[[rule]]\nid = "x"\nprimitive = "share"\nrelations = ["share"]\n', "label needs vi and en"),
    ('[[tolerance]]\nid = "x"\napprox = "perhaps"\n', "approx is 'perhaps'"),
    ('[[tolerance]]\nid = "x"\napprox = "about"\ntight = [1]\n', "tight must be"),
    ('[[tolerance]]\nid = "x"\napprox = "about"\ntight = [1, "?"]\nloose = [1, 1]\n', "no number"),
    ('[[round_number]]\nid = "money"\nzeros = 2\nleast = 1\n', "a round number needs"),
    ('[[unit_conversion]]\nid = "g"\nto = "tonne"\nfactor = 0\n', "factor above zero"),
    ('[[unit_label]]\nid = "g"\nunit = "g"\nvi = "g"\n', "vi and en are needed"),
    ('[[unit_label]]\nid = "g"\nunit = 3\nvi = "g"\nen = "g"\n', "a unit label needs unit"),
    ('[[phrase]]\nid = "doubt.x"\nvi = "a"\n', "vi and en are needed"),
    ('[[phrase]]\nid = "doubt.x"\nvi = "a"\nen = "b"\nfr = "c"\n', "unknown key fr"),
    ('[[trait]]\nid = "x"\nterms = "nữ"\n', "terms must be a list"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_malformed_row_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PackError, match=r"rules\.toml") as caught:
        book_with(tmp_path, text)
    assert message in str(caught.value)


def test_rules_without_packs_check_nothing(indicators: dict[str, Indicator]) -> None:
    book = load_rules(PackSet(()))
    assert book.rules == ()
    assert confront(FACTS, [SUM], book, indicators) == ()


def test_the_example_of_the_manual_loads(tmp_path: Path) -> None:
    manual = Path(__file__).parents[2] / "docs" / "checks.md"
    lines = manual.read_text(encoding="utf-8").partition("## Rules are data")[2].splitlines()
    example = "\n".join(line[4:] for line in lines if line.startswith("    "))
    book = book_with(tmp_path, example)
    assert book.rule("dates") is None
    timber = book.rule("product.timber")
    assert timber is not None and str(timber.slack) == "0.05"
