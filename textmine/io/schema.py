"""The JSON Schema of what textmine writes, generated from the record types."""

from __future__ import annotations

from typing import Any

import msgspec

from textmine.io.records import SCHEMA_VERSION, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of one record, as plain dicts and lists."""
    (reference,), components = msgspec.json.schema_components(
        (Record,), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": DIALECT,
        "title": f"textmine record, schema version {SCHEMA_VERSION}",
        **reference,
        "$defs": {name: _numbers(part) for name, part in sorted(components.items())},
    }


def _numbers(part: Any) -> Any:
    """Exact decimals travel as JSON numbers, where the generator expects strings."""
    if isinstance(part, dict):
        if part.get("format") == "decimal":
            rest = {key: value for key, value in part.items() if key != "format"}
            return {**{key: _numbers(value) for key, value in rest.items()}, "type": "number"}
        return {key: _numbers(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_numbers(item) for item in part]
    return part
