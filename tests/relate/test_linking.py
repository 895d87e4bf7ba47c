"""Single sentences with what each of their numbers must become.

``linking*.tsv``: a sentence, then its facts, separated by `` ;; ``, each ``words | indicator |
subject | start..end | status | aspect [direction] | breakdown``; ``-`` where nothing is known.
Published 2020-10-16 in a paper of Sơn La.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from textmine.model import Document, Extraction
from textmine.pipeline import Kit, extract

TABLES = sorted(Path(__file__).parent.glob("linking*.tsv"))
ROWS = [
    tuple(line.split("\t"))
    for table in TABLES
    for line in table.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def told(result: Extraction) -> list[str]:
    rows = []
    for fact in result.facts:
        entity = result.entity(fact.subject)
        subject = entity.name if entity else fact.subject
        period = fact.period
        when = f"{period.start or ''}..{period.end or ''}" if period else "-"
        aspect = f"{fact.aspect} {fact.direction or ''}".strip()
        parts = (fact.text, fact.indicator, subject or "-", when, fact.status.value, aspect)
        rows.append(" | ".join((*parts, fact.breakdown or "-")))
    return rows


@pytest.mark.parametrize(("text", "facts"), ROWS)
def test_sentence(kit: Kit, text: str, facts: str) -> None:
    document = Document("x", text, published="2020-10-16", province="tỉnh Sơn La")
    assert told(extract(document, kit)) == (facts.split(" ;; ") if facts else [])
