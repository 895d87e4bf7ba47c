"""``textmine identities``: who is who over all articles of a store, and a person's word on it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from textmine.cli.options import debug_option, format_option, pack_option
from textmine.cli.streams import print_json, say

if TYPE_CHECKING:
    from textmine.packs.loader import PackSet
    from textmine.run.identity_views import Listed, Named, Shown
    from textmine.store.store import Store

COLUMNS = ("key", "type", "kind", "name", "admin_code", "province", "origin", "articles")
_SHOWN = 40
_EXAMPLES = 3  # articles of one reason


@click.group(short_help="List, explain, join and separate identities.", invoke_without_command=True)
@click.option("--store", "url", metavar="URL", required=True, help="The store: a file or a URL.")
@debug_option
@click.pass_context
def identities(context: click.Context, url: str) -> None:
    """List, explain, join and separate the bodies, places and office-holders of a store.

    Without a command the most named ones are listed.
    """
    context.obj = url
    if context.invoked_subcommand is None:
        context.invoke(list_command)


@identities.command("list", short_help="List identities, the most named first.")
@click.option("--type", "type_", type=click.Choice(("person", "organization", "place")))
@click.option("--kind", metavar="KIND", help="party_committee, commune, ...")
@click.option("--province", metavar="CODE", help="Official code of a province.")
@click.option("--name", metavar="TEXT", help="Only names with these words.")
@click.option("--limit", type=click.IntRange(1), default=_SHOWN, show_default=True)
@click.option("--all", "everything", is_flag=True, help="Without a limit.")
@format_option("table", "json", "csv", default="table")
@debug_option
@click.pass_obj
def list_command(
    url: str,
    type_: str | None = None,
    kind: str | None = None,
    province: str | None = None,
    name: str | None = None,
    limit: int = _SHOWN,
    everything: bool = False,
    fmt: str | None = None,
) -> None:
    """List identities that articles name, the most named first."""
    from textmine.run.identity_views import list_identities

    with _open(url) as store:
        found = list(
            list_identities(
                store,
                type=type_,
                kind=kind,
                province=province,
                name=name,
                limit=None if everything else limit,
            )
        )
    _write(found, fmt)
    if not everything and len(found) == limit:
        say(f"the {limit} most named; --all lists every one")


@identities.command(short_help="Show one identity: names, links, articles.")
@click.argument("key", type=int)
@format_option("text", "json", default="text")
@debug_option
@click.pass_obj
def show(url: str, key: int, fmt: str | None) -> None:
    """Show the identity of this KEY: its names, signatures, links and the articles that name it."""
    from textmine.run.identity_views import show as look

    with _open(url) as store:
        found = look(store, key)
    if fmt == "json":
        print_json(asdict(found))
    else:
        _print_shown(found)


@identities.command(short_help="Tell why a name is who it is.")
@click.argument("name")
@pack_option
@format_option("text", "json", default="text")
@debug_option
@click.pass_obj
def explain(url: str, name: str, packs: tuple[str, ...], fmt: str | None) -> None:
    """Tell for every entity of this NAME which identity it is and why, or what remains."""
    from textmine.resolve.identities import load_identity_rules
    from textmine.run.identity_views import explain as look

    rules = load_identity_rules(_packs(packs))
    with _open(url) as store:
        found = look(store, name, rules)
    if fmt == "json":
        print_json([asdict(one) for one in found])
        return
    if not found:
        say(f"no entity is called {name}")
    for one in found:
        _print_named(one, signatures=True)


@identities.command(short_help="Say that two are one.")
@click.argument("left")
@click.argument("right")
@click.option("--note", metavar="TEXT", help="Why.")
@pack_option
@debug_option
@click.pass_obj
def join(url: str, left: str, right: str, note: str | None, packs: tuple[str, ...]) -> None:
    """Say that LEFT and RIGHT are one, now and in every later run.

    Each is a key, KEY@ARTICLE (that name in one article) or a signature that explain prints.
    """
    _decide("join", url, left, right, note, packs)


@identities.command(short_help="Say that two are not one.")
@click.argument("left")
@click.argument("right")
@click.option("--note", metavar="TEXT", help="Why.")
@pack_option
@debug_option
@click.pass_obj
def separate(url: str, left: str, right: str, note: str | None, packs: tuple[str, ...]) -> None:
    """Say that LEFT and RIGHT are not one, now and in every later run.

    Each is a key, KEY@ARTICLE (that name in one article) or a signature that explain prints.
    """
    _decide("separate", url, left, right, note, packs)


@identities.command(short_help="List what was decided.")
@format_option("text", "json", default="text")
@debug_option
@click.pass_obj
def decisions(url: str, fmt: str | None) -> None:
    """List the decisions people made, the oldest first."""
    from textmine.run.identify import read_decisions

    with _open(url) as store:
        found = read_decisions(store)
    if fmt == "json":
        print_json([asdict(one) for one in found])
        return
    for one in found:
        note = f"  ({one.note})" if one.note else ""
        click.echo(f"{one.decided_at}  {one.action}  {one.left.name} | {one.right.name}{note}")
        click.echo(f"    {one.left.scope}\n    {one.right.scope}")


@identities.command(short_help="Bring identities up to date.")
@pack_option
@debug_option
@click.pass_obj
def update(url: str, packs: tuple[str, ...]) -> None:
    """Read the entities of new articles and settle the names they touch.

    textmine batch and textmine check do so by themselves.
    """
    with _open(url, write=True) as store:
        _update(store, _packs(packs))


def _decide(
    action: str, url: str, left: str, right: str, note: str | None, packs: Sequence[str]
) -> None:
    from textmine.resolve.identities import load_identity_rules
    from textmine.resolve.identities_records import Decision
    from textmine.run.identify import write_decision
    from textmine.run.identity_views import side_of

    loaded = _packs(packs)
    rules = load_identity_rules(loaded)
    with _open(url, write=True) as store:
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        sides = side_of(store, left, rules), side_of(store, right, rules)
        decision = Decision(action, *sides, note, now)
        if decision.left.scope == decision.right.scope:
            raise click.UsageError("both are the same signature; name one as KEY@ARTICLE")
        write_decision(store, decision)
        _update(store, loaded)


def _update(store: Store, packs: PackSet) -> None:
    from textmine.run.identify import identify

    done = identify(store, packs)
    for decision in done.refused:
        pair = f"{decision.left.name} and {decision.right.name}"
        say(f"{pair} stay apart: another decision separates them")
    click.echo(f"{done.articles} articles read, {done.entities} entities changed", err=True)


def _open(url: str, *, write: bool = False) -> AbstractContextManager[Store]:
    from textmine.store.open import open_store

    return open_store(url, create=False, read_only=not write)


def _packs(directories: Sequence[str]) -> PackSet:
    from pathlib import Path

    from textmine.model.errors import TextmineError
    from textmine.packs.loader import load_packs

    try:
        return load_packs(directories=[Path(directory) for directory in directories])
    except TextmineError as error:
        raise click.UsageError(str(error)) from error


# -- printing -----------------------------------------------------------------------------------


def _write(found: Sequence[Listed], fmt: str | None) -> None:
    rows: list[dict[str, Any]] = [asdict(one) for one in found]
    if fmt == "json":
        print_json(rows)
        return
    if fmt == "csv":
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return
    if not found:
        say("no identity; textmine batch and textmine check settle them")
        return
    click.echo(f"{'key':>19}  articles  name")
    for one in found:
        code = f" {one.admin_code}" if one.admin_code else ""
        click.echo(f"{one.key:>19}  {one.articles:>8,}  {one.name}  ({one.kind}{code})")


def _print_shown(found: Shown) -> None:
    one = found.identity
    click.echo(f"{one.name}  ({one.kind}, {one.type})")
    click.echo(f"  key {one.key}, {one.articles} articles, from {one.origin}")
    for name, value in (("official code", one.admin_code), ("province", one.province)):
        if value:
            click.echo(f"  {name} {value}")
    click.echo("  names: " + "; ".join(f"{name} ({count})" for name, count in found.names))
    for signature in found.signatures:
        click.echo(f"  signature {signature}")
    for link in found.links:
        click.echo(f"  {link.relation}: {link.name} ({link.kind}) {link.key}")
    for reason, named in _by_reason(found.entities).items():
        click.echo(f"  {len(named):,} times by {reason}, as in")
        for entity in named[:_EXAMPLES]:
            role = f", {entity.role}" if entity.role else ""
            where = f"{entity.published or 'no date'}  {entity.article}"
            click.echo(f"      {entity.name}{role}  [{where}]")


def _by_reason(entities: Sequence[Named]) -> dict[str, list[Named]]:
    """Entities by what told who they are, the most frequent reason first."""
    found: dict[str, list[Named]] = {}
    for entity in entities:
        found.setdefault(entity.reason, []).append(entity)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _print_named(one: Named, *, signatures: bool = False) -> None:
    who = str(one.identity) if one.identity is not None else "open"
    role = f", {one.role}" if one.role else ""
    click.echo(f"  {who}  {one.name}{role}  [{one.published or 'no date'}  {one.article}]")
    click.echo(f"      {one.reason}")
    if signatures:
        for signature in one.signatures:
            click.echo(f"      signature {signature}")
    for candidate in one.candidates:
        click.echo(f"      or {candidate.name} ({candidate.kind}) {candidate.key}")
