"""The numbers of a made article, by their words."""

from __future__ import annotations

from textmine.model import Document, Fact
from textmine.pipeline import Kit, extract

PUBLISHED = "2020-10-16"


def facts(kit: Kit, text: str) -> dict[str, Fact]:
    document = Document("t", text, published=PUBLISHED, province="tỉnh Sơn La")
    return {fact.text: fact for fact in extract(document, kit).facts}


def period(fact: Fact) -> tuple[str | None, str | None]:
    assert fact.period is not None
    return fact.period.start, fact.period.end
