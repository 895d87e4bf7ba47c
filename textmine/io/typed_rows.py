"""A table of observations typed by hand, or exported: CSV rows with short or full column names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from textmine.io.decode import Decoder
from textmine.model.errors import InputError

# The columns of the flat table (see textmine.io.observations) by what they are called here; every
# one may also be typed under its short name.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "indicator": "indicator",
        "indicator_label": "label",
        "counterpart_org_name": "body",
        "ref_area_name": "area",
        "time_period": "period",
        "period_start": "start",
        "period_end": "end",
        "obs_value": "value",
        "obs_low": "low",
        "obs_high": "high",
        "unit_measure": "unit",
        "obs_status": "status",
        "breakdown": "breakdown",
        "aspect": "aspect",
        "confidence": "confidence",
        "quote": "quote",
        "article_id": "article",
        "title": "title",
        "source": "source",
        "publisher": "publisher",
        "published_at": "published",
        "direction": "direction",
        "approx": "approx",
        "sentence": "sentence",
        "parent": "parent",
        "origin": "origin",
    }
)
MAX_BYTES = 64 * 1024 * 1024
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row: its line in the file and its fields by short name, empty ones left out."""

    line: int
    fields: Mapping[str, str]


def read_typed_rows(path: Path, decoder: Decoder) -> Iterator[TypedRow]:
    """The rows of a CSV file, separated by commas, semicolons or tabs, in any encoding that can
    be told.

    Raises InputError when it cannot be read, has no header, or lacks a column every row needs.
    """
    try:
        with path.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from error
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES} bytes", where=str(path), advice="split it")
    text = decoder.decode(data, where=str(path)).text.lstrip("\ufeff")
    lines = text.splitlines(keepends=True)
    if not lines or not lines[0].strip():
        raise InputError("no header", where=str(path), advice="name the columns in its first line")
    delimiter = max(_DELIMITERS, key=lines[0].count)
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        names = _names(next(reader), path)
        for row in reader:
            cells = zip(names, row, strict=False)
            fields = {name: cell.strip() for name, cell in cells if name and cell.strip()}
            if fields:
                yield TypedRow(reader.line_num, MappingProxyType(fields))
    except csv.Error as error:
        where = f"{path}, line {reader.line_num}"
        raise InputError(f"not a table ({error})", where=where) from error


def _names(header: list[str], path: Path) -> list[str]:
    """Short names of the columns; those nothing is known of are empty."""
    short = set(NAMES.values())
    names = []
    for cell in header:
        name = cell.strip().lower()
        names.append(NAMES.get(name) or (name if name in short else ""))
    for needed in (("indicator",), ("value", "low", "high"), ("body", "area")):
        if not set(needed) & set(names):
            told = " or ".join(needed)
            raise InputError(f"no column {told}", where=str(path), advice="see docs/cli.md, check")
    return names
