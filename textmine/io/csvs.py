"""Articles as rows of a table: CSV with a heading, read as a stream, passed on as JSON rows.

The columns are the keys of JSON lines (``id``, ``text`` or ``html``, ``url``, ``published``, …);
others are passed over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from textmine.io.decode import Decoder
from textmine.io.jsonl import Row, numbered
from textmine.model.errors import InputError

_SAMPLE = 1 << 16
_KEYS = frozenset(Row.__struct_fields__)
_SEPARATORS = ",;\t|"
_UTF8 = "utf-8"


def csv_rows(
    handle: io.BufferedReader[Any], decoder: Decoder, limit: int, encoding: str | None = None
) -> Iterator[tuple[int, bytes]]:
    """Rows as JSON objects, numbered from 1; ``limit`` bounds one field in bytes.

    Raises InputError where the table cannot be read on, after all rows before.
    """
    sample = handle.peek(_SAMPLE)[:_SAMPLE]
    guessed = decoder.decode(sample, encoding).encoding
    lines = _texts(handle, decoder, limit, encoding or guessed)
    first = next(lines, "")
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(limit)
    (names,) = list(csv.reader([first], delimiter=separator)) or [[]]
    keys = [name.strip().lower() for name in names]
    if not {"text", "html"} & set(keys):
        raise InputError(
            'no column "text" or "html" in the first line', advice="name the columns in it"
        )
    reader = csv.reader(lines, delimiter=separator)
    number = 0
    try:
        for fields in reader:
            if not any(fields):
                continue
            number += 1
            # A row beyond its columns, or short of them, loses only what no heading names.
            pairs = zip(keys, fields, strict=False)
            row = {key: value for key, value in pairs if key in _KEYS and value}
            yield number, msgspec.json.encode(row)
    except csv.Error as error:
        what = f"the table cannot be read beyond row {number} ({error})"
        raise InputError(what, advice="look for a quotation mark that is never closed") from error


def _texts(
    handle: io.BufferedReader[Any], decoder: Decoder, limit: int, encoding: str
) -> Iterator[str]:
    """Lines with their ends; each in the encoding of the file, or its own where that fails."""
    for number, data in numbered(handle, limit, encoding):
        if data is None:
            raise InputError(f"line {number} is longer than {limit >> 20} MB", advice="split it")
        try:
            yield data.decode(_UTF8)
        except UnicodeDecodeError:
            named = None if encoding == _UTF8 else encoding
            yield decoder.decode(data, named).text
