"""``textmine schema``: the contract of the records, for machines."""

from __future__ import annotations

import click

from textmine.cli.options import debug_option


@click.command(short_help="Print the JSON Schema of a record.")
@debug_option
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) that every record of this version validates against."""
    import json

    from textmine.io.schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
