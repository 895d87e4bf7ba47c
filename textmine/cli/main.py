"""``textmine``: finds the command, runs it, turns every error into one line and an exit code.

Exit codes: 0 done, 1 some input failed, 2 usage, 3 findings asked for with ``--fail-on``,
130 interrupted, 141 the reader of a pipe went away.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

import click

from textmine._version import __version__
from textmine.cli.streams import prepare_stdout, say, say_traceback

DONE, FAILED, USAGE, FOUND, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141


class Entry(NamedTuple):
    """Where a command lives and what the list of commands says of it."""

    module: str
    attribute: str
    summary: str


# Read by --help without importing any command; a test holds the summaries to the commands' own.
COMMANDS = {
    "extract": Entry("extract", "extract", "Write the checked record of every number."),
    "batch": Entry("batch", "batch", "Take an archive of articles into a store."),
    "parse": Entry("parse", "parse", "Read the numbers and periods of a phrase."),
    "explain": Entry("explain", "explain", "Tell how each number came to its record."),
    "segment": Entry("segment", "segment", "Split articles into sentences and words."),
    "indicators": Entry("indicators", "indicators", "List the indicators the packs define."),
    "pack": Entry("pack", "pack", "Test packs of indicators."),
    "check": Entry("check", "check", "Check articles against each other."),
    "findings": Entry(
        "findings", "findings", "List findings across articles, accept or dismiss them."
    ),
    "store": Entry("store", "store", "Describe, upgrade and export stores."),
    "report": Entry("report", "report", "Write a page of contradictions and series."),
    "identities": Entry("identities", "identities", "List, explain, join and separate identities."),
    "evaluate": Entry("evaluate", "evaluate", "Score against gold articles."),
    "schema": Entry("schema", "schema", "Print the JSON Schema of a record."),
}


class LazyGroup(click.Group):
    """A group that imports a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"textmine.cli.{entry.module}")
        command = getattr(module, entry.attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{entry.module}.{entry.attribute} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 some input failed, 2 usage, 3 findings (--fail-on).",
)
@click.version_option(__version__, prog_name="textmine", message="%(prog)s %(version)s")
def app() -> None:
    """Checked facts from Vietnamese provincial news.

    Every number located, attributed, dated and recomputed; offline.
    """


def run() -> NoReturn:
    """Entry point of the ``textmine`` script."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Runs one command line and returns its exit code; never raises."""
    try:
        prepare_stdout()
        code = _dispatch(list(arguments) or ["--help"])
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except click.UsageError as error:
        _say_usage(error)
        return USAGE
    except click.ClickException as error:
        say(error.format_message())
        return error.exit_code
    except OSError as error:
        _forget_stdout()
        say(f"{error.filename or 'output'}: {error.strerror or error}")
        failure: Exception = error
    except Exception as error:  # noqa: BLE001 - a person gets one line, --debug the rest
        say(_told(error))
        failure = error
    if "--debug" in arguments:
        say_traceback(failure)
    return FAILED


def _told(error: Exception) -> str:
    from textmine.model.errors import TextmineError

    if isinstance(error, TextmineError):
        return str(error)
    return f"internal error ({type(error).__name__}: {error}); run again with --debug"


def _dispatch(arguments: list[str]) -> int:
    try:
        with app.make_context("textmine", arguments) as context:
            app.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    return DONE


def _say_usage(error: click.UsageError) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    context = error.ctx
    path = context.command_path if context else "textmine"
    message = error.format_message().rstrip(".")
    where = path.removeprefix("textmine").strip()
    line = f"{where}: {message}" if where else message
    say(f"{line}; see '{path} --help'")


def _forget_stdout() -> None:
    """What is still buffered for a reader gone or a full disk must not fail again at exit."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        return
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
