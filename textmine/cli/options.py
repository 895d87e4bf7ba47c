"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from textmine.io.readers import ReadOptions
    from textmine.pipeline import Kit

DEBUG = "textmine.debug"
RULES_ALONE = "textmine.rules_alone"
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class InputOptions:
    """What the command line says about the articles."""

    encoding: str | None
    published: str | None
    source: str | None
    publisher: str | None
    province: str | None

    def read_options(self) -> ReadOptions:
        from textmine.io.readers import ReadOptions

        return ReadOptions(
            encoding=self.encoding,
            published=self.published,
            source=self.source,
            publisher=self.publisher,
            province=self.province,
        )


def input_options(command: Command) -> Callable[..., Any]:
    """Adds the options on the articles; the command takes them as ``given: InputOptions``."""

    @functools.wraps(command)
    def wrapped(
        *args: Any,
        encoding: str | None,
        published: str | None,
        source: str | None,
        publisher: str | None,
        province: str | None,
        **rest: Any,
    ) -> Any:
        given = InputOptions(encoding, published, source, publisher, province)
        return command(*args, given=given, **rest)

    options = (
        click.option("--encoding", help="Encoding of the files; detected when not given."),
        click.option("--published", metavar="DATE", help="Publication date: YYYY[-MM[-DD]]."),
        click.option("--source", help="Path or address to record as the source."),
        click.option("--publisher", help="Name of the paper."),
        click.option("--province", help="Province the articles are about."),
    )
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


pack_option = click.option(
    "--pack",
    "packs",
    metavar="DIR",
    multiple=True,
    help="A further directory of indicators and words; may be repeated.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(("vi", "en")),
    default="vi",
    show_default=True,
    help="Language of findings, table and page.",
)


def _remember_debug(context: click.Context, option: click.Parameter, value: bool) -> bool:
    context.meta[DEBUG] = value
    return value


# ``textmine.cli.main`` looks for it among the arguments, to catch what fails before parsing.
debug_option = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_remember_debug,
    help="Show the traceback of an error.",
)


def _remember_rules(context: click.Context, option: click.Parameter, value: bool) -> bool:
    context.meta[RULES_ALONE] = value
    return value


model_option = click.option(
    "--no-model",
    is_flag=True,
    expose_value=False,
    callback=_remember_rules,
    help="Link by the rules alone, without the trained weights.",
)


def debugging() -> bool:
    """Whether the command being run was called with ``--debug``."""
    return bool(click.get_current_context().meta.get(DEBUG))


files_argument = click.argument("files", nargs=-1, metavar="[FILES|-]...")


def format_option(*formats: str, default: str) -> Callable[[Command], Command]:
    """``--format`` with these choices; the command takes ``fmt``, ``None`` when not given."""
    choice = click.Choice(formats)
    return click.option("-f", "--format", "fmt", type=choice, help=f"Default: {default}.")


def named_inputs(files: Sequence[str], stdin_is_terminal: bool) -> Sequence[str]:
    """``files``, else standard input when something is piped in.

    Raises click.UsageError when there is neither.
    """
    if not files and stdin_is_terminal:
        raise click.UsageError("no input: name files, or - for standard input")
    return files or ("-",)


def load_kit(packs: Sequence[str]) -> Kit:
    """Everything compiled from the built-in packs and ``packs``.

    Raises click.UsageError when a pack or the trained model is missing or malformed.
    """
    from textmine.model.errors import TextmineError
    from textmine.pipeline import build_kit

    try:
        context = click.get_current_context(silent=True)
        rules_alone = bool(context and context.meta.get(RULES_ALONE))
        return build_kit([Path(directory) for directory in packs], model=not rules_alone)
    except TextmineError as error:
        raise click.UsageError(str(error)) from error
