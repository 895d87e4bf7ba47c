"""Standard output for data, standard error for one-line messages."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from textmine.io.printable import one_line


def prepare_stdout() -> None:
    """UTF-8 with ``\\n`` whatever the locale; what cannot be encoded becomes ``?``.

    Raises click.UsageError when the caller closed standard output.
    """
    if sys.stdout is None:
        raise click.UsageError("standard output is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def say(message: str) -> None:
    """One line on standard error, beginning with ``textmine:``."""
    print(f"textmine: {one_line(message)}", file=sys.stderr)


def say_traceback(error: Exception) -> None:
    """Where an exception came from, for ``--debug``."""
    traceback.print_exception(error, file=sys.stderr)


def is_terminal() -> bool:
    return sys.stdout.isatty()


def print_json(value: Any) -> None:
    """Indented JSON on standard output; exact decimals as numbers, halves of characters (of a
    file name that is no UTF-8) as U+FFFD."""
    import msgspec

    from textmine.io.records import without_surrogates

    encoder = msgspec.json.Encoder(decimal_format="number")
    try:
        encoded = encoder.encode(value)
    except UnicodeEncodeError:
        encoded = encoder.encode(without_surrogates(value))
    sys.stdout.write(msgspec.json.format(encoded, indent=2).decode() + "\n")


def wants_color(stream: TextIO) -> bool:
    """Colour for a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@contextmanager
def open_output(path: str | None, inputs: Sequence[str] = ()) -> Iterator[TextIO]:
    """Standard output, or the file at ``path`` as UTF-8.

    Raises click.UsageError when the file cannot be written or is one of ``inputs``.
    """
    if path is None or path == "-":
        yield sys.stdout
        return
    if any(_same_file(path, name) for name in inputs):
        raise click.UsageError(f"{path} is both input and output")
    try:
        stream = Path(path).open("w", encoding="utf-8", errors="replace", newline="")  # noqa: SIM115
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise click.UsageError(f"{path} cannot be written ({reason})") from error
    with stream:
        yield stream


def _same_file(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):
        return False
