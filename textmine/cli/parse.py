"""``textmine parse``: the numbers and periods of a phrase, without an article around it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from textmine.cli.options import debug_option, format_option, lang_option, load_kit, pack_option
from textmine.cli.streams import is_terminal, print_json, wants_color
from textmine.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textmine.model import Article, Quantity, Span, TimeMention
    from textmine.pipeline import Kit


_SIGNED = re.compile(r"- ?[.,]?[0-9]")


class _PhraseCommand(click.Command):
    """Takes a phrase that begins with a minus and digits for what it is, not for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        signed = [arg for arg in args if _SIGNED.match(arg)]
        if signed and "--" not in args:
            args = [*(arg for arg in args if arg not in signed), "--", *signed]
        return super().parse_args(ctx, args)


@click.command(cls=_PhraseCommand, short_help="Read the numbers and periods of a phrase.")
@click.argument("phrase")
@click.option(
    "--reference", metavar="DATE", help="Date the phrase is read on; without it, periods stay open."
)
@format_option("table", "json", default="table on a terminal, else json")
@lang_option
@pack_option
@debug_option
def parse(
    phrase: str, reference: str | None, fmt: str | None, lang: str, packs: tuple[str, ...]
) -> None:
    """Read the numbers and periods of PHRASE ("6 tháng đầu năm", "gần 196,3 tỷ đồng")."""
    from textmine.io.published import normalize_published

    try:
        published = normalize_published(reference, where="--reference") if reference else None
    except InputError as error:
        raise click.UsageError(str(error)) from error
    # Bytes of the command line that are no UTF-8 arrive as halves of characters.
    phrase = phrase.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    article, times, quantities = read_phrase(phrase, published, load_kit(packs))
    if (fmt or ("table" if is_terminal() else "json")) == "json":
        print_json(
            {
                "text": article.text,
                "reference": article.published,
                "quantities": [_quantity(item, article) for item in quantities],
                "periods": [_time(item, article) for item in times],
            }
        )
    else:
        _print_tables(article, times, quantities, lang)


def read_phrase(
    phrase: str, published: str | None, kit: Kit
) -> tuple[Article, Sequence[TimeMention], Sequence[Quantity]]:
    """The phrase as an article of one line, its periods and its numbers."""
    from dataclasses import replace

    from textmine.model import Document

    article = kit.reader.read(Document("phrase", phrase, published=published))
    sentences = kit.splitter.split(article.clean, article.folded, article.sections)
    article = replace(article, sentences=sentences)
    times = kit.times.find(article)
    quantities = kit.quantities.find(article, times)
    number = None if times else kit.quantities.whole(article)
    if number is not None and all(item.low != number.low for item in quantities):
        quantities = (number,)  # "-1,2M", "không": one in a phrase, none in running text
    return article, times, quantities


def _quantity(item: Quantity, article: Article) -> dict[str, Any]:
    from textmine.io.records import plain_number

    return {
        **_place(item.span, article),
        "number": list(_ends(article.original(item.number))),
        "low": plain_number(item.low),
        "high": plain_number(item.high),
        "decimals": item.decimals,
        "step": plain_number(item.step),
        "approx": item.approx,
        "unit": item.unit,
        "dimension": item.dimension,
        "counted": _words(item.head, article) if item.head else None,
        "slash": item.slash,
    }


def _time(item: TimeMention, article: Article) -> dict[str, Any]:
    return {
        **_place(item.span, article),
        "kind": item.kind,
        "period": {"start": item.start, "end": item.end},
        "per": item.unit,
        "rule": item.rule,
    }


def _place(span: Span, article: Article) -> dict[str, Any]:
    return {"span": list(_ends(article.original(span))), "text": _words(span, article)}


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _words(span: Span, article: Article) -> str:
    return article.original(span).of(article.text)


def _print_tables(
    article: Article, times: Sequence[TimeMention], quantities: Sequence[Quantity], lang: str
) -> None:
    from rich.table import Table
    from rich.text import Text

    from textmine.io.printable import one_line
    from textmine.io.table import make_console
    from textmine.io.wording import load_wording
    from textmine.model import Period

    wording = load_wording(lang)
    console = make_console(sys.stdout, color=wants_color(sys.stdout))
    rows = [
        (
            _words(item.span, article),
            wording.approximate(item.approx, item.low, item.high, item.unit),
            f"{item.unit} · {item.approx} · {item.dimension}",
        )
        for item in quantities
    ] + [
        (
            _words(item.span, article),
            wording.period(Period(item.start, item.end)) or (f"/{item.unit}" if item.unit else "?"),
            f"{item.kind} · {item.rule}" if item.rule else str(item.kind),
        )
        for item in times
    ]
    table = Table.grid(padding=(0, 2))
    for words, value, detail in rows:
        quote = Text(f"“{one_line(words)}”", style="italic")
        table.add_row(quote, Text(value, style="bold"), Text(detail, style="dim"))
    console.print(table if rows else Text(wording["no_facts"], style="dim"))
