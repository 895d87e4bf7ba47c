"""Small archives typed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from textmine.check.archive import ArchiveBook, Link, confront_archive, load_archive_rules
from textmine.check.archive.typed import Typist
from textmine.model import ArchiveFinding, Statement, Tie, Verdict
from textmine.packs import load_packs
from textmine.packs.indicators import Indicator, load_indicators

TOTAL, ADMITTED = "party.members.total", "party.members.admitted"
DISTRICT = {"body": "Huyện ủy Bắc Lũng", "area": "huyện Bắc Lũng"}
COMMUNE = {"body": "Đảng bộ xã Nà Hiên", "area": "xã Nà Hiên"}


@lru_cache(maxsize=1)
def book() -> ArchiveBook:
    return load_archive_rules(load_packs(entry_points=False))


@lru_cache(maxsize=1)
def indicators() -> dict[str, Indicator]:
    return load_indicators(load_packs(entry_points=False))


def said(
    number: int, value: object, indicator: str, period: str, published: str, **more: object
) -> Statement:
    """One statement of an article of its own (``article`` makes it another's)."""
    fields = {
        "value": str(value),
        "indicator": indicator,
        "period": period,
        "published": published,
        **{key: str(item) for key, item in more.items() if key not in ("article", "origin")},
    }
    if "body" not in fields and "area" not in fields:
        fields |= DISTRICT
    article = int(str(more.get("article", number)))
    made = Typist(indicators(), book().base.units).statement(fields, number, article)
    if "origin" in more:
        return replace(made, origin=int(str(more["origin"])))
    return made


def tie(type: str, reading: str | None = None, **roles: int) -> Tie:
    return Tie(type, reading, tuple((role, ((n, 0),)) for role, n in roles.items()))


def check(
    statements: Sequence[Statement], ties: Sequence[Tie] = (), links: Sequence[Link] = ()
) -> tuple[ArchiveFinding, ...]:
    return confront_archive(statements, ties, book(), indicators(), links)


def violated(findings: Sequence[ArchiveFinding]) -> list[str]:
    return [item.rule for item in findings if item.verdict is Verdict.VIOLATED]


def told(finding: ArchiveFinding, language: str = "vi") -> str:
    messages: Mapping[str, str] = dict(finding.messages)
    return messages[language]
