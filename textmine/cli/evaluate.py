"""``textmine evaluate``: how much of hand-made gold is found."""

from __future__ import annotations

from pathlib import Path

import click

from textmine.cli.options import (
    debug_option,
    format_option,
    load_kit,
    model_option,
    pack_option,
)
from textmine.model.errors import TextmineError


@click.command(short_help="Score against gold articles.")
@click.argument("directory", metavar="GOLD_DIR")
@format_option("text", "json", default="text")
@click.option("--errors", is_flag=True, help="List every miss with its sentence.")
@pack_option
@model_option
@debug_option
def evaluate(directory: str, fmt: str | None, errors: bool, packs: tuple[str, ...]) -> None:
    """Score the extraction of the articles in GOLD_DIR (NAME.txt with NAME.gold.json each)."""
    from textmine.evaluate import evaluate as score

    kit = load_kit(packs)
    try:
        report = score(Path(directory), kit)
    except TextmineError as error:
        raise click.UsageError(str(error)) from error
    click.echo(report.json() if fmt == "json" else report.text(errors=errors))
