"""What is told of regions above a province, and articles that tell of many provinces."""

from __future__ import annotations

from collections.abc import Sequence

from textmine.model import Quantity, ResolvedMention
from textmine.recognize.regions import NATION, is_region
from textmine.relate.scene import Place, Scene

PROVINCES = frozenset({"province", "municipality"})
MANY = 3  # provinces of an article that may be about none of them
_MORE = 3  # times they are named more often than the country's offices


def is_national(mentions: Sequence[ResolvedMention], central: frozenset[str]) -> bool:
    """Whether an article tells of many provinces, far more often than of the country's offices."""
    provinces = [mention.entity for mention in mentions if mention.kind in PROVINCES]
    offices = sum(mention.entity in central for mention in mentions) if central else 0
    return len(set(provinces)) >= MANY and len(provinces) >= _MORE * offices


def left_behind(
    scene: Scene, place: Place, carried: str, sentence: int, main: str | None
) -> bool:
    """Whether a region told of in the paragraph before is not told of any more: a local article
    goes back to its own."""
    if not scene.is_region(carried) or main is None or scene.is_region(main):
        return False
    return scene.paragraph_break(sentence, place.sentence)


def of_a_region(scene: Scene, quantity: Quantity, mention: ResolvedMention) -> bool:
    """Whether a region behind a number is where what is counted was found."""
    start, end = quantity.span.end, mention.span.start
    known = is_region(mention) and mention.kind != NATION
    if not known or end < start or scene.separators(start, end, ";"):
        return False
    return not scene.mentions_in(start, end)
