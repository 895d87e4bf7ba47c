"""How far a long run is: a bar on a terminal, a line now and then elsewhere; on standard error."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from textmine.cli.streams import say, wants_color
from textmine.io.printable import one_line

if TYPE_CHECKING:
    from textmine.run.batch import Progress

EVERY_SECONDS = 30.0  # between lines
_WIDTH = 24


class Shown(Protocol):
    """Something that shows progress and lets lines through."""

    def update(self, progress: Progress) -> None: ...

    def step(self, text: str) -> None: ...

    def line(self, text: str) -> None: ...


@contextmanager
def show_progress(inputs: Sequence[str]) -> Iterator[Shown]:
    """A bar or lines; ``inputs`` are measured aside, for what remains.  Empty: not known."""
    size = _Size(inputs)
    if not sys.stderr.isatty():
        yield Lines(size)
        return
    with _bar(size) as bar:
        yield bar


class _Size:
    """Bytes of all input files, found out beside the run; ``None`` until then."""

    def __init__(self, inputs: Sequence[str]) -> None:
        self.total: int | None = None
        if inputs:
            threading.Thread(target=self._measure, args=(tuple(inputs),), daemon=True).start()

    def _measure(self, inputs: tuple[str, ...]) -> None:
        from textmine.io.formats import takes
        from textmine.io.walk import Found, Walker

        files = (found for found in Walker(takes).walk(inputs) if isinstance(found, Found))
        self.total = sum(found.size for found in files)

    def share(self, progress: Progress) -> float | None:
        """Share of the bytes read so far."""
        if not self.total:
            return None
        return min(progress.consumed / self.total, 1.0)


class Lines:
    """A line every half minute."""

    def __init__(self, size: _Size) -> None:
        self._size = size
        self._last = time.monotonic()

    def update(self, progress: Progress) -> None:
        """Says how far the run is, when it is time to."""
        if self._is_time():
            say(state(progress, self._size.share(progress)))

    def step(self, text: str) -> None:
        """Says what is done after the last article, when it is time to."""
        if self._is_time():
            say(text)

    def _is_time(self) -> bool:
        now = time.monotonic()
        if now - self._last < EVERY_SECONDS:
            return False
        self._last = now
        return True

    def line(self, text: str) -> None:
        say(text)


def state(progress: Progress, share: float | None) -> str:
    """One line: how many, how fast, how much longer."""
    parts = [f"{progress.read:,} articles", f"{rate(progress):,.0f}/s"]
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    if share is not None:
        parts.append(f"{share:.0%}")
        left = remaining(progress, share)
        if left is not None:
            parts.append(f"{clock(left)} left")
    return ", ".join(parts)


def rate(progress: Progress) -> float:
    """Articles a second over the whole run."""
    return progress.read / progress.seconds if progress.seconds else 0.0


def remaining(progress: Progress, share: float) -> float | None:
    """Seconds to go at the pace so far; ``None`` when it is too early to tell."""
    if share < 0.005 or progress.seconds < 2:
        return None
    return progress.seconds * (1 - share) / share


def clock(seconds: float) -> str:
    """``1:05:09`` or ``5:09``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def _bar(size: _Size) -> Iterator[Shown]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    color = wants_color(sys.stderr)
    console = Console(file=sys.stderr, no_color=not color, highlight=False, markup=False)
    columns = (BarColumn(bar_width=_WIDTH), TextColumn("{task.description}", markup=False))
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)

        class Terminal:
            """The bar and lines above it."""

            def update(self, progress: Progress) -> None:
                share = size.share(progress)
                bar.update(
                    task,
                    description=state(progress, share),
                    total=None if share is None else 1.0,
                    completed=share or 0.0,
                )

            def step(self, text: str) -> None:
                bar.update(task, description=text, total=None)

            def line(self, text: str) -> None:
                console.print(f"textmine: {one_line(text)}")

        yield Terminal()
