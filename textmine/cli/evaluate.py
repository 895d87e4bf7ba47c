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
@click.option(
    "--compare",
    metavar="FILE",
    help="Tell what changed since FILE, an earlier --format json: scores, facts gained and lost.",
)
@pack_option
@model_option
@debug_option
def evaluate(
    directory: str,
    fmt: str | None,
    errors: bool,
    compare: str | None,
    packs: tuple[str, ...],
) -> None:
    """Score the extraction of the articles in GOLD_DIR (NAME.txt with NAME.gold.json each)."""
    from textmine.evaluate import evaluate as score
    from textmine.evaluate.baseline import read_baseline, told

    if compare is not None and fmt == "json":
        raise click.UsageError("--compare is told as text, leave --format json out")
    try:
        baseline = read_baseline(Path(compare)) if compare is not None else None
        report = score(Path(directory), load_kit(packs))
    except TextmineError as error:
        raise click.UsageError(str(error)) from error
    click.echo(report.json() if fmt == "json" else told(report, baseline, errors=errors))
