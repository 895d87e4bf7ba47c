"""The examples of archive rules: small archives typed by hand, with the verdict they must give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from textmine.check.archive.confront import confront_archive
from textmine.check.archive.records import Holder, Link, Placement
from textmine.check.archive.rules import ArchiveBook, ArchiveRule
from textmine.check.archive.typed import TypedError, Typist, name_key
from textmine.model import ArchiveFinding, Statement, Tie
from textmine.packs.indicators import Indicator

_NONE = "none"
_NO_ROLES = ("type", "reading")


def failed_examples(
    rule: ArchiveRule, book: ArchiveBook, indicators: Mapping[str, Indicator]
) -> Iterator[str]:
    """One line for each example of the rule that does not give what it must."""
    for number, example in enumerate(rule.examples, start=1):
        where = f"{rule.id}, example {number}"
        expected = example.get("expect")
        if expected not in (_NONE, "violated", "undecided", "satisfied"):
            yield f"{where}: expect is {expected!r}, not none, violated, undecided or satisfied"
            continue
        try:
            findings = run_example(example, book, indicators)
        except (TypedError, TypeError, KeyError, IndexError) as error:
            yield f"{where}: cannot be read ({error})"
            continue
        mine = [item for item in findings if item.rule == rule.id]
        yield from _compared(where, example, expected, mine)


def _compared(
    where: str, example: Mapping[str, Any], expected: str, mine: Sequence[ArchiveFinding]
) -> Iterator[str]:
    if expected == _NONE:
        if mine:
            yield f"{where}: gives “{dict(mine[0].messages)['vi']}”, should give nothing"
        return
    if not any(item.verdict == expected for item in mine):
        got = ", ".join(item.verdict for item in mine) or "nothing"
        yield f"{where}: gives {got}, should give {expected}"
        return
    readings = example.get("readings")
    if readings is not None and not any(list(item.readings) == readings for item in mine):
        yield f"{where}: readings are {[item.readings for item in mine]}, should be {readings}"


def run_example(
    example: Mapping[str, Any], book: ArchiveBook, indicators: Mapping[str, Indicator]
) -> tuple[ArchiveFinding, ...]:
    """The findings of a small archive.  Raises TypedError when a statement cannot be read."""
    typist = Typist(indicators, book.base.units)
    given = example.get("statements", ())
    rows = [{key: str(value) for key, value in row.items()} for row in given]
    articles: dict[str, int] = {}
    statements = []
    for number, row in enumerate(rows, start=1):
        article = articles.setdefault(row.get("article", f"#{number}"), len(articles) + 1)
        statements.append(typist.statement(row, number, article))
    return confront_archive(
        statements,
        [_tie(row, statements) for row in example.get("ties", ())],
        book,
        indicators,
        list(_links(rows, statements)),
        holders=[_holder(row, n) for n, row in enumerate(example.get("holders", ()), start=1)],
        placements=[
            _placement(row, n) for n, row in enumerate(example.get("placements", ()), start=1)
        ],
    )


def _tie(row: Mapping[str, Any], statements: Sequence[Statement]) -> Tie:
    roles = tuple(
        (role, (statements[int(number) - 1].key,))
        for role, number in row.items()
        if role not in _NO_ROLES
    )
    return Tie(str(row["type"]), row.get("reading"), roles)


def _links(
    rows: Sequence[Mapping[str, str]], statements: Sequence[Statement]
) -> Iterator[Link]:
    for row, statement in zip(rows, statements, strict=True):
        below = statement.body if statement.body is not None else statement.area
        kind = "body" if statement.body is not None else "area"
        if row.get("parent") and below is not None:
            yield Link(below, name_key(kind, row["parent"]), "parent")


def _holder(row: Mapping[str, Any], number: int) -> Holder:
    return Holder(
        key=(number, 0),
        body=name_key("body", str(row["body"])),
        body_name=str(row["body"]),
        role=str(row["role"]),
        name=str(row["name"]),
        day=row.get("day"),
        former=bool(row.get("former", False)),
        article=number,
    )


def _placement(row: Mapping[str, Any], number: int) -> Placement:
    return Placement(
        key=(number, 0),
        place=name_key("area", str(row["place"])),
        place_name=str(row["place"]),
        parent=name_key("area", str(row["parent"])),
        parent_name=str(row["parent"]),
        day=row.get("day"),
        inside=row.get("inside"),
        article=number,
    )
