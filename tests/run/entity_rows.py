"""Rows of articles of which only the entities matter."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from textmine.model.entity import Area, Entity
from textmine.store.rows import ArticleRow, ArticleRows, EntityRow, text_key


def article_rows(
    locator: str,
    entities: Sequence[Entity] = (),
    *,
    text: str = "",
    published: str | None = "2021-05-10",
    publisher: str | None = None,
    province: str | None = None,
) -> ArticleRows:
    key = text_key(locator)
    text = text or f"{locator}: " + "; ".join(entity.name for entity in entities)
    head = ArticleRow(
        key,
        locator,
        hashlib.blake2b(f"{locator}\n{text}".encode(), digest_size=16).hexdigest(),
        locator,
        None,
        None,
        publisher,
        province,
        published,
        len(text),
        "utf-8",
        text,
        "[]",
        "[]",
        "0",
        "base 0",
    )
    numbers = {entity.id: number for number, entity in enumerate(entities, start=1)}
    rows = tuple(
        EntityRow(
            key,
            numbers[entity.id],
            entity.type.value,
            entity.kind,
            entity.name,
            entity.role,
            json.dumps(entity.roles, ensure_ascii=False),
            entity.former,
            numbers.get(entity.organization or ""),
            numbers.get(entity.parent or ""),
            entity.admin_code,
            numbers.get(entity.area or ""),
            json.dumps([_unit(area) for area in entity.path], ensure_ascii=False),
            "[]",
        )
        for entity in entities
    )
    return ArticleRows(head, rows)


def _unit(area: Area) -> dict[str, object]:
    return {name: getattr(area, name) for name in ("code", "name", "kind", "since", "until")}
