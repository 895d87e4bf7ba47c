"""Growth of work with the length of the input: a ratio of CPU times, not a limit in seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_SLACK = 2.5  # linear work may cost this much more per character in the longer text
_FLOOR = 0.004  # seconds of CPU below which a clock tells nothing
_ROUNDS = 6


def assert_linear(work: Callable[[T], object], small: T, large: T, ratio: float) -> None:
    """Work on ``large``, which is ``ratio`` times as long as ``small``, costs about that much more.

    Work that grows with the square of the length would cost ``ratio`` squared.  Measured in CPU
    time of this process, the best of some rounds, so that other programs do not decide; ends as
    soon as the ratio holds.
    """
    assert ratio >= 4, "too alike to tell a line from a square"
    least = most = float("inf")
    for _ in range(_ROUNDS):
        least, most = min(least, _cost(work, small)), min(most, _cost(work, large))
        if most <= _SLACK * ratio * max(least, _FLOOR):
            return
    raise AssertionError(f"{ratio:g} times the text cost {most / max(least, _FLOOR):.0f} times")


def _cost(work: Callable[[T], object], text: T) -> float:
    begin = time.process_time()
    work(text)
    return time.process_time() - begin
