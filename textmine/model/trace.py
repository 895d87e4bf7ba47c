"""How each number came to its record: what was considered, what won, by which rule."""

from __future__ import annotations

from dataclasses import dataclass, field

from textmine.model.span import Span


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that was considered: what it is, its score, and the reason it stood at all."""

    value: str
    score: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision about one number.

    ``task``: ``measure``, ``subject``, ``period``, ``status``, ``frame``, ``breakdown`` or
    ``speaker``.  ``chosen`` is the answer in readable form, ``rule`` the name of what decided,
    ``span`` the words (original offsets) it rests on, ``options`` all candidates, best first.
    """

    task: str
    chosen: str
    rule: str
    span: Span | None = None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """The story of one number; ``fact`` is the id of its record, ``None`` when it became none
    (then ``rejected`` says why).  ``span`` points into the original text.
    """

    span: Span
    text: str
    fact: str | None
    choices: tuple[Choice, ...] = field(default=())
    rejected: str | None = None
