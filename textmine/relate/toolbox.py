"""What linking works with: compiled once, used for every article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textmine.packs.indicators import Indicator
from textmine.packs.loader import PackSet
from textmine.relate.classes import ClassWords, load_classes
from textmine.relate.lexicon import Lexicon
from textmine.relate.measure import MeasureFinder
from textmine.relate.phrases import Phrases
from textmine.relate.rank import Weights
from textmine.relate.settle import Settler
from textmine.relate.subject import SubjectFinder
from textmine.relate.things import ThingWords


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The finders and words of linking, and the weights that choose among what they find."""

    indicators: Mapping[str, Indicator]
    lexicon: Lexicon
    weights: Weights
    measures: MeasureFinder
    subjects: SubjectFinder
    phrases: Phrases
    settler: Settler
    things: ThingWords
    classes: tuple[ClassWords, ...]

    @classmethod
    def build(
        cls, packs: PackSet, indicators: Mapping[str, Indicator], weights: Weights | None = None
    ) -> Toolbox:
        """Compiles everything; ``weights`` override the packs' (a trained model).

        Raises PackError on malformed packs.
        """
        lexicon = Lexicon(packs, indicators)
        stand_ins = frozenset(lexicon.cues.get("stand_in", ()))
        return cls(
            indicators,
            lexicon,
            weights or Weights.from_packs(packs),
            MeasureFinder(lexicon, stand_ins),
            SubjectFinder(packs),
            Phrases(packs),
            Settler(indicators),
            ThingWords(packs),
            load_classes(packs),
        )
