"""``textmine explain``: how each number came to its record, or why it became none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from textmine.cli.extract import Tally, extractions, read_documents
from textmine.cli.options import (
    InputOptions,
    debug_option,
    files_argument,
    format_option,
    input_options,
    lang_option,
    load_kit,
    model_option,
    named_inputs,
    pack_option,
)
from textmine.cli.streams import is_terminal, print_json, wants_color

if TYPE_CHECKING:
    from rich.console import Console

    from textmine.io.wording import Wording
    from textmine.model import Choice, Extraction, Span, Trace


@click.command(short_help="Tell how each number came to its record.")
@files_argument
@format_option("table", "json", default="table on a terminal, else json")
@input_options
@lang_option
@pack_option
@model_option
@debug_option
@click.pass_context
def explain(
    context: click.Context,
    files: tuple[str, ...],
    fmt: str | None,
    given: InputOptions,
    lang: str,
    packs: tuple[str, ...],
) -> None:
    """Tell for each number in FILES what was considered, what won, and by which rule.

    Numbers that became no record are told with the reason.
    """
    inputs = named_inputs(files, sys.stdin.isatty())
    kit = load_kit(packs)
    tally = Tally()
    documents = read_documents(inputs, given, kit, tally)
    explained = extractions(documents, kit, lang, tally, explain=True)
    if (fmt or ("table" if is_terminal() else "json")) == "json":
        stories = [_story(extraction) for extraction in explained]
        if stories:
            print_json(stories[0] if len(inputs) == len(stories) == 1 else stories)
    else:
        _print(explained, lang)
    context.exit(tally.exit_code(None))


def _story(extraction: Extraction) -> dict[str, Any]:
    return {
        "id": extraction.article.document.id,
        "source": extraction.article.document.source,
        "traces": [_trace(trace) for trace in extraction.traces],
    }


def _trace(trace: Trace) -> dict[str, Any]:
    return {
        "span": _ends(trace.span),
        "text": trace.text,
        "fact": trace.fact,
        "rejected": trace.rejected,
        "choices": [
            {
                "task": choice.task,
                "chosen": choice.chosen,
                "rule": choice.rule,
                "span": _ends(choice.span),
                "options": [
                    {"value": o.value, "score": round(o.score, 4), "reason": o.reason}
                    for o in choice.options
                ],
            }
            for choice in trace.choices
        ],
    }


def _ends(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _print(explained: Any, lang: str) -> None:
    from textmine.io.printable import one_line
    from textmine.io.table import make_console
    from textmine.io.wording import load_wording

    console = make_console(sys.stdout, color=wants_color(sys.stdout))
    wording = load_wording(lang)
    for extraction in explained:
        title = extraction.article.title or wording["no_title"]
        console.print(one_line(title), style="bold")
        for trace in sorted(extraction.traces, key=lambda trace: trace.span):
            console.print()
            _print_trace(trace, extraction, console, wording)
        console.print()


def _print_trace(trace: Trace, extraction: Extraction, console: Console, wording: Wording) -> None:
    from rich.text import Text

    from textmine.io.printable import one_line

    head = Text(f"“{one_line(trace.text)}”", style="bold")
    head.append(f"  [{trace.span.start}:{trace.span.end}]", style="dim")
    fact = extraction.fact(trace.fact) if trace.fact else None
    if fact:
        line = f"  → {fact.id} {fact.indicator} = {wording.value(fact)} ({fact.confidence:.0%})"
        head.append(one_line(line), style="green")
    else:
        head.append(f"  → no record: {one_line(trace.rejected or 'not told')}", style="yellow")
    console.print(head)
    for choice in trace.choices:
        _print_choice(choice, extraction, console)


def _print_choice(choice: Choice, extraction: Extraction, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from textmine.io.printable import one_line

    line = Text(f"{choice.task:<10} ", style="dim")
    line.append(one_line(choice.chosen), style="bold")
    line.append(f"  by {choice.rule}", style="dim")
    if choice.span:
        line.append(f"  “{one_line(choice.span.of(extraction.article.text))}”", style="italic")
    console.print(Padding(line, (0, 0, 0, 2)))
    for option in choice.options:
        mark = "•" if option.value == choice.chosen else " "
        text = f"{mark} {option.score:6.2f}  {one_line(option.value)}"
        row = Text(f"{text}  {one_line(option.reason)}".rstrip(), style="dim")
        console.print(Padding(row, (0, 0, 0, 13)))
