"""``textmine segment``: articles in, their sentences and words out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from textmine.cli.options import (
    InputOptions,
    debug_option,
    files_argument,
    format_option,
    input_options,
    named_inputs,
)
from textmine.cli.streams import open_output, say
from textmine.model.errors import InputError

if TYPE_CHECKING:
    from textmine.io.readers import ReadFailure, ReadOptions

FORMATS = ("text", "conllu", "json")
FAILED = 1


@click.command(short_help="Split articles into sentences and words.")
@files_argument
@format_option(*FORMATS, default="text")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@input_options
@debug_option
@click.pass_context
def segment(
    context: click.Context,
    files: tuple[str, ...],
    fmt: str | None,
    output: str | None,
    given: InputOptions,
) -> None:
    """Split FILES into sentences and Vietnamese words.

    text writes a sentence a line with the syllables of a word joined by _, conllu the ten columns
    of Universal Dependencies, json one object an article.  conllu and json give offsets into the
    original text.
    """
    inputs = named_inputs(files, sys.stdin.isatty())
    failures: list[ReadFailure] = []

    def tell(failure: ReadFailure) -> None:
        failures.append(failure)
        say(str(failure))

    try:
        pieces = segments(inputs, fmt or "text", given.read_options(), tell)
    except InputError as error:
        raise click.UsageError(str(error)) from error
    with open_output(output, inputs) as stream:
        for piece in pieces:
            stream.write(piece)
    context.exit(FAILED if failures else 0)


def segments(
    paths: Sequence[str],
    fmt: str,
    options: ReadOptions,
    tell: Callable[[ReadFailure], None],
) -> Iterator[str]:
    """What to write for each article of ``paths`` in turn; ``fmt`` is one of ``FORMATS``.

    Inputs that cannot be read go to ``tell``.  Raises InputError at once for wrong options.
    """
    from textmine.io.readers import read_inputs
    from textmine.packs.loader import load_packs

    packs = load_packs(("base",), entry_points=False)
    outcomes = read_inputs(paths, options, packs=packs)

    def pieces() -> Iterator[str]:
        from textmine.io import segments as writers
        from textmine.io.readers import ReadFailure
        from textmine.text.sentences import SentenceSplitter
        from textmine.text.structure import ArticleReader
        from textmine.text.words import WordSegmenter

        write = {
            "text": writers.write_text,
            "conllu": writers.write_conllu,
            "json": writers.write_json,
        }[fmt]
        reader, splitter, segmenter = ArticleReader(packs), SentenceSplitter(packs), WordSegmenter()
        first = True
        for outcome in outcomes:
            if isinstance(outcome, ReadFailure):
                tell(outcome)
                continue
            article = reader.read(outcome)
            sentences = splitter.split(article.clean, article.folded, article.sections)
            article = replace(article, sentences=sentences)
            if fmt == "text" and not first:
                yield "\n"
            first = False
            yield write(article, segmenter.words(article.clean, sentences))

    return pieces()
