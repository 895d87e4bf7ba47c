"""What the pipeline knows about printed places, in a form this layer can check."""

from __future__ import annotations

from dataclasses import dataclass

from textmine.model import Span


@dataclass(frozen=True, slots=True)
class PlaceClaim:
    """The text prints ``place`` under ``parent`` (entity ids): ``xã A (huyện B)``.

    ``inside`` is what the gazetteer says as of the article's date, ``None`` when it does not know
    one of them.  ``span`` covers both names in the original text.
    """

    place: str
    parent: str
    inside: bool | None
    span: Span
