"""``textmine extract``: articles in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from textmine.cli.options import (
    InputOptions,
    debug_option,
    debugging,
    files_argument,
    format_option,
    input_options,
    lang_option,
    load_kit,
    model_option,
    named_inputs,
    pack_option,
)
from textmine.cli.streams import is_terminal, open_output, say, say_traceback, wants_color
from textmine.model.errors import InputError

if TYPE_CHECKING:
    from textmine.io.readers import ReadFailure
    from textmine.model import Document, Extraction
    from textmine.pipeline import Kit

FORMATS = ("table", "json", "jsonl", "csv", "html")
BY_SUFFIX = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".html": "html", ".txt": "table"}
FAILED, FOUND = 1, 3
MANY = (".jsonl", ".ndjson", ".jsonlines")


@dataclass(slots=True)
class Tally:
    """What went by, for the exit code."""

    failures: int = 0
    violated: bool = False
    undecided: bool = False

    def count(self, extraction: Extraction) -> None:
        verdicts = {finding.verdict.value for finding in extraction.findings}
        self.violated |= "violated" in verdicts
        self.undecided |= "undecided" in verdicts

    def exit_code(self, fail_on: str | None) -> int:
        """A failed input comes first: then the findings are not all there."""
        if self.failures:
            return FAILED
        found = self.violated or (self.undecided and fail_on == "undecided")
        return FOUND if fail_on and found else 0


@click.command(short_help="Write the checked record of every number.")
@files_argument
@format_option(*FORMATS, default="by the name of --output, else table on a terminal and json")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@input_options
@lang_option
@pack_option
@model_option
@click.option(
    "--fail-on",
    type=click.Choice(("violated", "undecided")),
    help="Exit with 3 when a check is violated (or at least undecided).",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Leave out facts below this probability (0 to 1).",
)
@click.option("--excel", is_flag=True, help="csv that a spreadsheet opens rightly and safely.")
@debug_option
@click.pass_context
def extract(
    context: click.Context,
    files: tuple[str, ...],
    fmt: str | None,
    output: str | None,
    given: InputOptions,
    lang: str,
    packs: tuple[str, ...],
    fail_on: str | None,
    min_confidence: float,
    excel: bool,
) -> None:
    """Write the checked record of every number in FILES.

    Reads text, HTML pages and JSON lines; - is standard input.  A file that cannot be read is
    told on standard error and the others are still done.
    """
    from textmine.io.select import keep_confident
    from textmine.io.wording import rule_names
    from textmine.io.writers import WriterOptions, make_writer

    inputs = named_inputs(files, sys.stdin.isatty())
    kit = load_kit(packs)
    tally = Tally()
    documents = read_documents(inputs, given, kit, tally)
    with open_output(output, inputs) as stream:
        options = WriterOptions(
            language=lang,
            labels={id: indicator.label(lang) for id, indicator in kit.indicators.items()},
            rules=rule_names(kit.packs, lang),
            several=len(inputs) > 1 or inputs[0].endswith(MANY),
            color=wants_color(stream),
            excel=excel,
        )
        fmt = fmt or default_format(output)
        writer = make_writer(fmt, stream, options)
        for extraction in extractions(documents, kit, lang, tally):
            kept = keep_confident(extraction, min_confidence)
            tally.count(kept)
            if fmt == "csv":
                _say_warnings(kept)
            writer.write(kept)
        writer.close()
    context.exit(tally.exit_code(fail_on))


def default_format(output: str | None) -> str:
    """By the name of the output, else ``table`` for eyes and ``json`` for programs."""
    if output and output != "-":
        return BY_SUFFIX.get(Path(output).suffix.lower(), "json")
    return "table" if is_terminal() else "json"


def read_documents(
    inputs: Sequence[str], given: InputOptions, kit: Kit, tally: Tally
) -> Iterator[Document]:
    """Every article that can be read; the others are told and counted.

    Raises click.UsageError at once when the options on the articles are wrong.
    """
    from textmine.io.readers import read_inputs

    try:
        outcomes = read_inputs(inputs, given.read_options(), packs=kit.packs)
    except InputError as error:
        raise click.UsageError(str(error)) from error
    return _documents(outcomes, tally)


def _documents(outcomes: Iterator[Document | ReadFailure], tally: Tally) -> Iterator[Document]:
    from textmine.io.readers import ReadFailure

    for outcome in outcomes:
        if isinstance(outcome, ReadFailure):
            tally.failures += 1
            say(str(outcome))
        else:
            yield outcome


def extractions(
    documents: Iterator[Document], kit: Kit, lang: str, tally: Tally, *, explain: bool = False
) -> Iterator[Extraction]:
    """The extraction of every document; one that fails is told and the rest go on."""
    from textmine.pipeline import extract as extract_document

    for document in documents:
        try:
            extraction = extract_document(document, kit, language=lang, explain=explain)
        except Exception as error:  # noqa: BLE001 - never lose the other documents
            tally.failures += 1
            where = document.source or document.id
            say(f"{where}: internal error ({type(error).__name__}: {error}); please report it")
            if debugging():
                say_traceback(error)
            continue
        yield extraction


def _say_warnings(extraction: Extraction) -> None:
    """The flat table has no place for them."""
    document = extraction.article.document
    for warning in extraction.warnings:
        say(f"{document.source or document.id}: {warning}")
