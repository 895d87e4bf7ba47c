"""A document as read, and the article found in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from textmine.model.enums import SectionKind
from textmine.model.offsets import OffsetMap
from textmine.model.span import Span


@dataclass(frozen=True, slots=True)
class Document:
    """Decoded text with whatever the caller knows about it; nothing has been looked for yet.

    ``published`` is ISO 8601, possibly of reduced precision (``2020``, ``2020-10``).
    ``source`` is a path or an address, ``province`` a province name as the caller wrote it.
    ``warnings`` are what reading had to say (guessed encoding, replaced bytes).
    """

    id: str
    text: str
    source: str | None = None
    publisher: str | None = None
    published: str | None = None
    province: str | None = None
    title: str | None = None
    encoding: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled stretch of the article; ``start`` and ``end`` are *clean* offsets."""

    kind: SectionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (*clean* offsets) and the index of the section it stands in."""

    start: int
    end: int
    section: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article ready for recognition.

    ``clean`` is the original in NFC with one kind of space and of Đ, zero-width characters gone;
    ``folded`` is ``clean`` in lower case with the tone mark in its modern place (``Hoà`` ->
    ``hòa``), exactly as long as ``clean``, so that one offset serves both.  ``offsets`` leads back
    to ``document.text``.  ``published`` is the date in force: the caller's or the one found.
    """

    document: Document
    clean: str
    folded: str
    offsets: OffsetMap
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    title: str | None = None
    published: str | None = None
    warnings: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        return self.document.text

    def original(self, span: Span) -> Span:
        """Original offsets of a *clean* span."""
        return self.offsets.original(span)

    def cleaned(self, position: int) -> int:
        """Where a position of the original text lies in ``clean``."""
        return self.offsets.cleaned(position)
