"""``textmine batch``: an archive of any size into a store."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from textmine.cli.options import (
    RULES_ALONE,
    InputOptions,
    debug_option,
    input_options,
    lang_option,
    model_option,
    pack_option,
)
from textmine.cli.streams import say
from textmine.model.errors import InputError, PackError

if TYPE_CHECKING:
    from textmine.cli.progress import Shown
    from textmine.run.batch import Progress
    from textmine.store.store import Store

FAILED, INTERRUPTED = 1, 130
_MAX_TOLD = 50  # failures printed one by one


@click.command(short_help="Take an archive of articles into a store.")
@click.argument("inputs", nargs=-1, metavar="[INPUT|-]...")
@click.option("--store", "url", metavar="URL", required=True, help="SQLite file or PostgreSQL URL.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 512),
    default=None,
    help="Processes that extract.  [default: one for each core]",
)
@click.option("--from-list", "lists", multiple=True, metavar="FILE|-", help="Paths, one a line.")
@click.option("--refresh", is_flag=True, help="Extract again what other versions extracted.")
@click.option("--retry-failed", is_flag=True, help="Try again what is in the quarantine.")
@click.option(
    "--patience",
    type=click.FloatRange(1),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="Give an article up after that long.",
)
@input_options
@lang_option
@pack_option
@model_option
@debug_option
@click.pass_context
def batch(
    context: click.Context,
    inputs: tuple[str, ...],
    url: str,
    jobs: int | None,
    lists: tuple[str, ...],
    refresh: bool,
    retry_failed: bool,
    patience: float,
    given: InputOptions,
    lang: str,
    packs: tuple[str, ...],
) -> None:
    """Take articles into a store: every number as a checked record.

    INPUTS are directories, files and patterns: text, pages, JSON lines, CSV, also compressed; ZIP
    and tar archives; web archives (WARC).  What the store knows is passed over, so a run that was
    interrupted goes on when it is run again.
    """
    if not (inputs or lists or retry_failed):
        raise click.UsageError("no input: name files, directories or archives")
    if "-" in inputs and "-" in lists:
        raise click.UsageError("standard input is either the articles or the list")
    from textmine.cli.progress import show_progress
    from textmine.run.batch import Hooks, Plan, run_batch
    from textmine.store.open import open_store

    with ExitStack() as stack:
        named = chain(inputs, *(stack.enter_context(_listed(name)) for name in lists))
        plan = Plan(
            inputs=named if lists else inputs,
            options=given.read_options(),
            packs=packs,
            model=not context.meta.get(RULES_ALONE),
            language=lang,
            jobs=jobs or _cores(),
            refresh=refresh,
            retry=retry_failed,
            patience=patience,
        )
        store = stack.enter_context(open_store(url))
        stack.enter_context(_terminated_like_interrupted())
        shown = stack.enter_context(show_progress(() if lists or "-" in inputs else inputs))
        told = _Told(shown.line)
        hooks = Hooks(progress=shown.update, failure=told.failure, note=shown.line)
        try:
            progress = run_batch(plan, store, hooks)
        except (InputError, PackError) as error:
            raise click.UsageError(str(error)) from error
        settled = "" if progress.interrupted else _settle(store, packs, shown)
    told.end()
    for line in summary(progress):
        say(line)
    if not settled:
        say("interrupted; what is done is stored: run the same command again to go on")
        context.exit(INTERRUPTED)
    say(settled)
    context.exit(FAILED if progress.failed or progress.quarantined else 0)


def _settle(store: Store, directories: Sequence[str], shown: Shown) -> str:
    """Who reprints whom and who is who, with what was taken in now or before an interruption.

    Returns a line about it, an empty one when interrupted: each step is a transaction, and the
    next run goes on with the next.
    """
    from textmine.packs.loader import load_packs
    from textmine.run.duplicates import Marked, mark_duplicates
    from textmine.run.identify import Identified, identify

    def marked(done: Marked) -> None:
        shown.step(f"looking for reprints: {done.articles:,} articles")

    def identified(done: Identified) -> None:
        shown.step(f"settling identities: {done.names:,} names")

    try:
        packs = load_packs(directories=map(Path, directories))
        reprints = mark_duplicates(store, packs, progress=marked).duplicates
        identify(store, packs, progress=identified)
        identities = store.count("identities")
    except KeyboardInterrupt:
        return ""
    reprint = "reprint" if reprints == 1 else "reprints"
    return f"in the store: {reprints:,} {reprint} of other articles, {identities:,} identities"


class _Told:
    """Failures, one line each, up to a number nobody reads beyond."""

    def __init__(self, line: Any) -> None:
        self._line = line
        self._count = 0

    def failure(self, failure: Any) -> None:
        """Tells of one failure."""
        self._count += 1
        if self._count <= _MAX_TOLD:
            advice = f"; {failure.advice}" if failure.advice else ""
            self._line(f"{failure.locator}: {failure.reason}{advice}")

    def end(self) -> None:
        if self._count > _MAX_TOLD:
            more = self._count - _MAX_TOLD
            say(f"{more} more failures; the store's table of failures has all of them")


def summary(progress: Progress) -> Iterator[str]:
    """What a run did, in lines."""
    parts = [f"{progress.inserted:,} articles new"]
    for count, what in (
        (progress.replaced, "changed"),
        (progress.known, "known"),
        (progress.copies, "copies of known ones"),
        (progress.failed, "failed"),
        (progress.quarantined, "in quarantine, not tried (--retry-failed)"),
    ):
        if count:
            parts.append(f"{count:,} {what}")
    yield f"{', '.join(parts)}; {progress.seconds:,.1f} s"
    if progress.passed:
        kinds = sorted(progress.passed.items(), key=lambda pair: -pair[1])[:8]
        named = ", ".join(f"{count:,} {suffix or 'without suffix'}" for suffix, count in kinds)
        yield f"passed over, no articles by their names: {named}"
    if progress.again:
        yield "copies of articles that changed have to be read again: run the same command again"


def _cores() -> int:
    """Cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


@contextmanager
def _listed(name: str) -> Iterator[Iterator[str]]:
    """The paths of a list, read as they are needed.  Raises click.UsageError."""
    from textmine.io.walk import listed

    if name == "-":
        yield listed(sys.stdin)
        return
    try:
        with Path(name).open(encoding="utf-8", errors="surrogateescape") as lines:
            yield listed(lines)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise click.UsageError(f"the list {name} cannot be read ({reason})") from error


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM ends a run as Ctrl-C does."""

    def interrupt(signum: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
