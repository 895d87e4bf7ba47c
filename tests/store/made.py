"""Rows of invented articles."""

from __future__ import annotations

import hashlib
from typing import Any

from textmine.store.rows import (
    ArticleRow,
    ArticleRows,
    EntityRow,
    FactRow,
    FindingRow,
    MentionRow,
    RelationRow,
    text_key,
)

TEXT = "Năm 2024, xã Nậm Sỏ kết nạp 32 đảng viên, tăng 5 đảng viên."

PATH = (
    '[{"code": "03103", "name": "xã Nậm Sỏ", "kind": "commune", "parent": "110",'
    ' "since": "2000-01-01", "until": null, "latitude": 22.1, "longitude": null}]'
)


def article(locator: str, text: str = TEXT, **given: Any) -> ArticleRow:
    row = ArticleRow(
        article_key=text_key(locator),
        locator=locator,
        content_hash=hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest(),
        article_id=locator.removesuffix(".txt"),
        title="Nậm Sỏ kết nạp đảng viên",
        source=f"/archive/{locator}",
        publisher="Báo Thử",
        province="Lai Châu",
        published="2024-12-30",
        length=len(text),
        encoding="utf-8",
        text=text,
        sections='[["body", 0, 10]]',
        warnings="[]",
        extractor_version="0.1.0",
        pack_versions="base 1",
    )
    return row._replace(**given)


def entity(key: int, number: int = 1, **given: Any) -> EntityRow:
    row = EntityRow(
        article_key=key,
        entity_no=number,
        type="place",
        kind="commune",
        name="xã Nậm Sỏ",
        role=None,
        roles="[]",
        former=False,
        organization_no=None,
        parent_no=None,
        admin_code="03103",
        area_no=None,
        path=PATH,
        successors="[]",
    )
    return row._replace(**given)


def fact(key: int, number: int = 1, **given: Any) -> FactRow:
    row = FactRow(
        article_key=key,
        fact_no=number,
        indicator="party.members.admitted",
        label="đảng viên kết nạp",
        subject_no=1,
        subject_text=None,
        low="32",
        high="32",
        decimals=0,
        step="0",
        approx="exact",
        unit="person",
        period_start="2024",
        period_end="2024",
        period_text="Năm 2024",
        time_period="2024",
        first_day="2024-01-01",
        last_day="2024-12-31",
        status="actual",
        aspect="level",
        direction=None,
        breakdown=None,
        actor_no=None,
        actor_text=None,
        speaker_no=None,
        speaker_text=None,
        per=None,
        char_start=28,
        char_end=40,
        quote="32 đảng viên",
        evidence='{"value": [28, 40]}',
        sentence_start=0,
        sentence_end=59,
        confidence=0.97,
        check_status="unchecked",
        repeat_of=None,
    )
    return row._replace(**given)


def rows(locator: str, text: str = TEXT, **given: Any) -> ArticleRows:
    """A whole article: two facts, one entity, a relation and a finding."""
    made = article(locator, text, **given)
    key = made.article_key
    return ArticleRows(
        article=made,
        entities=(entity(key),),
        mentions=(MentionRow(key, 1, 1, 10, 19, "xã Nậm Sỏ"),),
        facts=(fact(key), fact(key, 2, low="5", high="5", aspect="change", direction="increase")),
        relations=(RelationRow(key, 1, "delta", None, '[["after", [1]], ["change", [2]]]'),),
        findings=(
            FindingRow(
                key, 1, "delta", "satisfied", "info", "[1, 2]", '["32", "32"]', None, False,
                "Khớp.", "vi", "[]",
            ),
        ),
    )  # fmt: skip
