"""Errors a person can act on: one line that says what is wrong, where, and what to do."""

from __future__ import annotations


class TextmineError(Exception):
    """Base of every error textmine raises on purpose.

    ``str(error)`` is one line: ``where: what; advice``.
    """

    def __init__(self, what: str, *, where: str | None = None, advice: str | None = None) -> None:
        self.what = what
        self.where = where
        self.advice = advice
        line = f"{where}: {what}" if where else what
        super().__init__(" ".join((f"{line}; {advice}" if advice else line).split()))


class InputError(TextmineError):
    """An article cannot be read: missing, a directory, binary, not permitted, too large."""


class PackError(TextmineError):
    """A pack file is malformed or contradicts another pack."""


class ModelError(TextmineError):
    """A trained model is damaged or of another version."""


class StoreError(TextmineError):
    """A store cannot be opened, is of another version, or refused a write."""
