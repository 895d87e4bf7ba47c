"""One kit for the whole run: compiling the packs takes most of a second."""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings

from textmine.pipeline import Kit, build_kit

# The same examples every time, and no clock: machines are noisy.
settings.register_profile("textmine", deadline=None, derandomize=True)
settings.load_profile("textmine")


# Where the run itself is a job in the background, Ctrl-C is ignored, and so it would be by the
# programs that the tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def kit() -> Kit:
    return build_kit()


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are as wide as the program says, not as the terminal the tests run in."""
    monkeypatch.delenv("COLUMNS", raising=False)
