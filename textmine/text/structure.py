"""Reads a document into an article: cleaned, folded, cut into sections, dated."""

from __future__ import annotations

from textmine.io.published import normalize_published
from textmine.model.article import Article, Document
from textmine.model.errors import InputError
from textmine.packs.loader import PackSet
from textmine.text.clean import clean_text
from textmine.text.dateline import url_date
from textmine.text.fold import fold_text
from textmine.text.sections import SectionFinder


class ArticleReader:
    """Documents to articles; compiled once from the packs, pure and reusable."""

    def __init__(self, packs: PackSet) -> None:
        self._sections = SectionFinder(packs)

    def read(self, document: Document) -> Article:
        """The article in ``document``, without sentences.  Never raises on any text.

        The date in force is the caller's, else the dateline's, else the one in the address; where
        they disagree a warning names both.
        """
        clean, offsets = clean_text(document.text)
        folded = fold_text(clean)
        title = clean_text(document.title)[0] if document.title else None
        layout = self._sections.find(clean, folded, title)
        warnings = list(document.warnings)
        published = _published(document, layout.dates, warnings)
        if not layout.sections:
            warnings.append("the document holds no text")
        return Article(
            document,
            clean,
            folded,
            offsets,
            layout.sections,
            title=title or layout.title,
            published=published,
            warnings=tuple(warnings),
        )


def _published(document: Document, dates: tuple[str, ...], warnings: list[str]) -> str | None:
    """The date in force; disagreement and nonsense go to ``warnings``."""
    found = [(iso, "the text") for iso in dates]
    if iso := url_date(document.source):
        found.append((iso, "the address"))
    if document.published:
        try:
            found.insert(0, (normalize_published(document.published), "what was given"))
        except InputError as error:
            warnings.append(str(error))
    if not found:
        return None
    chosen, origin = found[0]
    told: set[str] = set()
    for other, place in found[1:]:
        if not _agree(chosen, other) and other not in told and place != origin:
            told.add(other)
            warnings.append(
                f"published {chosen} by {origin}, but {other} by {place}; kept {chosen}"
            )
    return chosen


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
