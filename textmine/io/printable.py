"""Text from anywhere, made safe to print in a terminal or a page."""

from __future__ import annotations

import re

# Controls a terminal obeys, marks that turn text around, halves of characters.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """``text`` with each control character and lone surrogate as U+FFFD; tabs and newlines stay.

    As long as ``text``, so offsets hold.
    """
    return _CONTROL.sub("\ufffd", text)


def one_line(text: str) -> str:
    """``text`` printable and on one line."""
    return " ".join(printable(text).split())
