"""textmine: checked facts from Vietnamese provincial news.

    import textmine

    extraction = textmine.extract(text, published="2020-10-16", province="Sơn La")
    for fact in extraction.facts:
        print(fact.text, fact.indicator, fact.low)

Importing this package loads nothing else; the first call compiles the packs (about half a second).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from textmine._version import __version__

if TYPE_CHECKING:
    from textmine.model import Document, Entity, Extraction, Fact, Finding, Relation
    from textmine.model.errors import TextmineError
    from textmine.pipeline import Kit

__all__ = [
    "Document",
    "Entity",
    "Extraction",
    "Fact",
    "Finding",
    "Relation",
    "TextmineError",
    "__version__",
    "extract",
]


def extract(
    text: str,
    *,
    published: str | None = None,
    source: str | None = None,
    publisher: str | None = None,
    province: str | None = None,
    title: str | None = None,
    id: str | None = None,
    packs: Sequence[str | PathLike[str]] = (),
    language: str = "vi",
    explain: bool = False,
) -> Extraction:
    """The facts, entities, relations and findings of one article.

    ``published`` is a date (``2020-10-16``, ``16/10/2020``, ``2020``); ``packs`` are directories
    of further indicators; ``language`` (``vi`` or ``en``) is that of the findings' messages;
    ``explain`` keeps the traces.  Offsets in the result point into ``text``.  No text raises;
    raises InputError when ``published`` is no date, PackError when a pack is malformed.
    """
    from textmine.io.published import normalize_published
    from textmine.model import Document
    from textmine.pipeline import extract as extract_document

    document = Document(
        id=id or _digest(text),
        text=text,
        source=source,
        publisher=publisher,
        published=normalize_published(published, where="published") if published else None,
        province=province,
        title=title,
    )
    kit = _kit(tuple(str(directory) for directory in packs))
    return extract_document(document, kit, language=language, explain=explain)


def _digest(text: str) -> str:
    """An id that is the same for the same text."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@functools.lru_cache(maxsize=4)
def _kit(directories: tuple[str, ...]) -> Kit:
    """Compiled packs are read-only, so calls share them."""
    from pathlib import Path

    from textmine.pipeline import build_kit

    return build_kit([Path(directory) for directory in directories])


def __getattr__(name: str) -> Any:
    """Record types on first use, so that importing the package stays instant."""
    if name == "TextmineError":
        from textmine.model.errors import TextmineError

        return TextmineError
    if name in __all__:
        from textmine import model

        return getattr(model, name)
    raise AttributeError(f"module 'textmine' has no attribute {name!r}")
