"""What workers make of an article for later steps is what the store itself would make of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from textmine.io.inputs import Item
from textmine.io.readers import ReadOptions
from textmine.run.duplicates import mark_duplicates
from textmine.run.identify import identify, start_anew_if_rules_changed
from textmine.run.provenance import provenance
from textmine.run.worker import Setup, processor
from textmine.store import tables
from textmine.store.open import open_store
from textmine.store.rows import ArticleRows
from textmine.store.store import Store

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "corpora" / "samples").glob("*.txt"))
MADE = (
    tables.identity_claims,
    tables.duplicate_marks,
    tables.duplicate_pairs,
    tables.duplicates,
    tables.identities,
    tables.entity_identities,
    tables.identity_links,
    tables.identity_groups,
)


class _Stage:
    value = 0


def _rows(store: Store) -> dict[str, list[Any]]:
    with store.reading() as connection:
        return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in MADE}


def test_claims_and_marks_of_workers(tmp_path: Path) -> None:
    known = provenance()
    setup = Setup(ReadOptions(), (), False, "vi", known.versions, 60.0)
    process = processor(setup, _Stage())
    made: list[ArticleRows] = []
    for number, path in enumerate([*SAMPLES, *SAMPLES]):
        text = f"{path.read_text(encoding='utf-8')}\n{number} \0 \ud800"
        data = json.dumps({"id": str(number), "text": text}).encode()
        rows = process(Item(f"a.jsonl!{number}", "a.jsonl", "a.jsonl", data, row=True))
        assert isinstance(rows, ArticleRows), rows
        made.append(rows)
    with open_store(str(tmp_path / "s.db")) as store:
        start_anew_if_rules_changed(store, known.packs)  # as batch does first of all
        store.write(made)
        assert mark_duplicates(store, known.packs).articles == len(made)
        assert identify(store, known.packs).articles == 0
        found = _rows(store)
        assert len(found["identity_claims"]) > 5
        assert found["duplicates"]
        with store.writing() as connection:
            for table in MADE:
                connection.execute(delete(table))
        assert mark_duplicates(store, known.packs).articles == len(made)
        assert identify(store, known.packs).articles == len(made)
        assert _rows(store) == found
