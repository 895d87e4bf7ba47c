"""Writers: one per output format, each fed one extraction at a time.

Everything goes to a text stream the caller owns, so a pipe, a file and a test look alike; only
``html`` and a ``json`` array hold something back until ``close``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol, TextIO

import msgspec

from textmine.io.observations import COLUMNS, Observation, to_observations
from textmine.io.records import encode_record, to_record
from textmine.model import Extraction

INDENT = 2
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = re.compile(r"[\s\x00]*[=+\-@|%]|[\t\r\n]")


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """How to write.

    ``several``: a json array even for one document.  ``labels`` and ``rules``: names of
    indicators and rules by id.  ``width`` (characters) and ``color`` are for the table; ``width``
    ``None`` asks the terminal.
    ``excel``: csv with a byte order mark and no cell a spreadsheet would run.
    """

    language: str = "vi"
    labels: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    width: int | None = None
    color: bool = False
    excel: bool = False


class Writer(Protocol):
    """Takes extractions in order; ``close`` finishes the output and leaves the stream open."""

    def write(self, extraction: Extraction) -> None: ...

    def close(self) -> None: ...


class JsonlWriter:
    """One record a line."""

    def __init__(self, stream: TextIO, options: WriterOptions) -> None:
        self._stream = stream

    def write(self, extraction: Extraction) -> None:
        self._stream.write(encode_record(to_record(extraction)).decode() + "\n")

    def close(self) -> None:
        """Nothing is held back."""


class JsonWriter:
    """One document: its record, indented.  Several: an array of records.

    The first record waits until it is known whether it is the only one.
    """

    def __init__(self, stream: TextIO, options: WriterOptions) -> None:
        self._stream = stream
        self._several = options.several
        self._waiting: str | None = None
        self._count = 0

    def write(self, extraction: Extraction) -> None:
        record = encode_record(to_record(extraction))
        text = msgspec.json.format(record, indent=INDENT).decode()
        self._count += 1
        if self._count == 1 and not self._several:
            self._waiting = text
            return
        if self._waiting is not None:
            self._stream.write(f"[\n{self._waiting}")
            self._waiting = None
        self._stream.write(("[\n" if self._count == 1 else ",\n") + text)

    def close(self) -> None:
        if self._waiting is not None:
            self._stream.write(self._waiting + "\n")
        elif self._count:
            self._stream.write("\n]\n")
        elif self._several:
            self._stream.write("[]\n")


class CsvWriter:
    """Observations, one row a fact, below a line of column names."""

    def __init__(self, stream: TextIO, options: WriterOptions) -> None:
        self._labels = options.labels
        self._excel = options.excel
        self._rows = csv.writer(stream, lineterminator="\n")
        if options.excel:
            stream.write(BYTE_ORDER_MARK)
        self._rows.writerow(COLUMNS)

    def write(self, extraction: Extraction) -> None:
        for observation in to_observations(extraction, self._labels):
            self._rows.writerow(self._cells(observation))

    def _cells(self, observation: Observation) -> list[str]:
        return [self._cell(value) for value in observation]

    def _cell(self, value: str | int | float | Decimal | None) -> str:
        if value is None:
            return ""
        if isinstance(value, Decimal):
            return f"{value:f}"
        if isinstance(value, str):
            return f"'{value}" if self._excel and _FORMULA.match(value) else value
        return str(value)

    def close(self) -> None:
        """Nothing is held back."""


class TableWriter:
    """Tables for a terminal, one after the other."""

    def __init__(self, stream: TextIO, options: WriterOptions) -> None:
        from textmine.io.table import make_console
        from textmine.io.wording import load_wording

        self._console = make_console(stream, width=options.width, color=options.color)
        self._wording = load_wording(options.language, options.labels, options.rules)

    def write(self, extraction: Extraction) -> None:
        from textmine.io.table import print_table

        print_table(extraction, self._console, self._wording)

    def close(self) -> None:
        """Nothing is held back."""


class HtmlWriter:
    """One page with every article, written when the last one is in."""

    def __init__(self, stream: TextIO, options: WriterOptions) -> None:
        from textmine.io.wording import load_wording

        self._stream = stream
        self._wording = load_wording(options.language, options.labels, options.rules)
        self._extractions: list[Extraction] = []

    def write(self, extraction: Extraction) -> None:
        self._extractions.append(extraction)

    def close(self) -> None:
        from textmine.io.page import render_page

        for piece in render_page(self._extractions, self._wording):
            self._stream.write(piece)


_WRITERS: Mapping[str, Callable[[TextIO, WriterOptions], Writer]] = {
    "json": JsonWriter,
    "jsonl": JsonlWriter,
    "csv": CsvWriter,
    "table": TableWriter,
    "html": HtmlWriter,
}
FORMATS = tuple(_WRITERS)


def make_writer(format: str, stream: TextIO, options: WriterOptions | None = None) -> Writer:
    """The writer for ``format``.  Raises ValueError when there is none."""
    if format not in _WRITERS:
        raise ValueError(f"no writer for {format!r}; known: {', '.join(FORMATS)}")
    return _WRITERS[format](stream, options or WriterOptions())
