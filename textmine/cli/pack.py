"""``textmine pack``: tools for those who write packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from textmine.cli.options import debug_option, load_kit
from textmine.cli.streams import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textmine.check.archive import ArchiveBook, ArchiveRule
    from textmine.packs.indicators import Indicator
    from textmine.packs.loader import Pack
    from textmine.pipeline import Kit

FAILED = 1


@click.group(short_help="Test packs of indicators.")
def pack() -> None:
    """Test packs of indicators."""


@pack.command("test", short_help="Run the examples of a pack as its tests.")
@click.argument("place", metavar="DIR|NAME")
@click.option("--published", metavar="DATE", default="2020-10-16", help="Date of the examples.")
@debug_option
@click.pass_context
def run_tests(context: click.Context, place: str, published: str) -> None:
    """Run the examples of the pack in DIR (or of the built-in pack NAME) as its tests.

    An example must give a fact with its indicator; a counter example must give none with it.
    The statements of an archive rule's example must give the verdict it expects.
    """
    from textmine.check.archive.examples import failed_examples
    from textmine.io.published import normalize_published
    from textmine.model.errors import InputError

    try:
        date = normalize_published(published, where="--published")
    except InputError as error:
        raise click.UsageError(str(error)) from error
    kit, tested = find_pack(place)
    ids = [str(row.data.get("id")) for row in tested.rows.get("indicator", ())]
    mine = [kit.indicators[id] for id in dict.fromkeys(ids)]
    failures = [failure for indicator in mine for failure in run_examples(indicator, kit, date)]
    book, rules = archive_rules(kit, tested)
    if book is not None:
        for rule in rules:
            failures.extend(failed_examples(rule, book, kit.indicators))
    for failure in failures:
        say(failure)
    examples = sum(len(indicator.examples) for indicator in mine)
    counter = sum(len(indicator.counter) for indicator in mine)
    verdict = f"{len(failures)} failed" if failures else "all pass"
    click.echo(
        f"{tested.name} {tested.version}: {len(mine)} indicators, {examples} examples, "
        f"{counter} counter examples{_told(rules)}: {verdict}"
    )
    context.exit(FAILED if failures else 0)


def archive_rules(kit: Kit, tested: Pack) -> tuple[ArchiveBook | None, list[ArchiveRule]]:
    """The rules across articles of which the pack has rows, and the book they stand in.

    Raises click.UsageError when one of them is malformed.
    """
    from textmine.check.archive import load_archive_rules
    from textmine.model.errors import PackError

    ids = {row.data.get("id") for row in tested.rows.get("archive_rule", ())}
    if not ids:
        return None, []
    try:
        book = load_archive_rules(kit.packs)
    except PackError as error:
        raise click.UsageError(str(error)) from error
    return book, [rule for rule in book.rules if rule.id in ids]


def _told(rules: Sequence[ArchiveRule]) -> str:
    examples = sum(len(rule.examples) for rule in rules)
    return f", {len(rules)} rules across articles, {examples} archives" if rules else ""


def find_pack(place: str) -> tuple[Kit, Pack]:
    """A kit with the pack at a directory or of a name, and the pack itself.

    Raises click.UsageError when there is none.
    """
    kit = load_kit(())
    if Path(place).is_dir():
        found = next((item for item in kit.packs.packs if _stands_at(item, place)), None)
        if found is None:
            kit = load_kit([place])
            found = kit.packs.packs[-1]
        return kit, found
    found = next((item for item in kit.packs.packs if item.name == place), None)
    if found is None:
        names = ", ".join(item.name for item in kit.packs.packs)
        raise click.UsageError(f"{place}: no such directory or pack; packs here: {names}")
    return kit, found


def _stands_at(pack: Pack, place: str) -> bool:
    return isinstance(pack.directory, Path) and pack.directory.samefile(place)


def run_examples(indicator: Indicator, kit: Kit, published: str) -> Iterator[str]:
    """One line for each example of the indicator that does not give what it must."""
    for text in indicator.examples:
        found = facts_in(text, kit, published)
        if indicator.id not in found:
            got = ", ".join(found) or "no fact"
            yield f"{indicator.id}: the example gives {got}: “{text}”; widen its expressions"
    for text in indicator.counter:
        if indicator.id in facts_in(text, kit, published):
            yield f"{indicator.id}: the counter example gives it: “{text}”; narrow its expressions"


def facts_in(text: str, kit: Kit, published: str) -> list[str]:
    """The indicators of the facts in a sentence, each once."""
    from textmine.model import Document
    from textmine.pipeline import extract

    extraction = extract(Document("example", text, published=published), kit)
    return list(dict.fromkeys(fact.indicator for fact in extraction.facts))
