"""Finds the places an article names: ``PlaceFinder(packs).find(article)``.

One automaton holds every name of the gazetteer and every level word; it scans the folded text
once.  A level word followed by a capitalised name is a place whether or not the gazetteer knows
the name (villages, misspellings, foreign towns); a bare name must be known, capitalised, and
not part of a person's, a street's or an organisation's own name.
"""

from __future__ import annotations

from textmine.model.article import Article
from textmine.model.enums import SectionKind
from textmine.model.mentions import PlaceMention
from textmine.model.span import Span
from textmine.packs.gazetteer import COMMUNE, Gazetteer, Unit
from textmine.packs.loader import PackSet
from textmine.recognize.place_bare import BareReader
from textmine.recognize.place_level import LevelReader
from textmine.recognize.place_links import is_former, link_parents
from textmine.recognize.place_scan import BareHit, Candidate, LevelHit, Scan
from textmine.recognize.place_words import read_words
from textmine.text.stretches import Stretches

_JOINTS = frozenset({", ", ",", " (", " thuộc ", ", thuộc "})


class PlaceFinder:
    """Compiled once from packs and gazetteer; ``find`` is pure."""

    def __init__(self, packs: PackSet, gazetteer: Gazetteer | None = None) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self.gazetteer = gazetteer or Gazetteer.load()
        words = self._words = read_words(packs)
        short = words.cues["short_bare"]
        names = [n for n in self.gazetteer.names if (" " in n or n in short) and not n[0].isdigit()]
        names.extend(
            alias for alias in words.aliases if " " in alias or "-" in alias or alias in short
        )
        countries = sorted(words.countries | words.short_countries)
        self._patterns = [*words.levels, *words.whole, *countries, *names]
        self._first_country = len(words.levels) + len(words.whole)
        self._first_name = self._first_country + len(countries)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)
        self._level_reader = LevelReader(words, self.gazetteer)
        self._bare_reader = BareReader(words, self.gazetteer)

    def find(self, article: Article) -> tuple[PlaceMention, ...]:
        """Places in the order they stand in; ``parent`` indexes this tuple; clean spans."""
        scan = Scan(article.clean, article.folded, article.published)
        levels, bare = self._hits(scan)
        bylines = Stretches(article.sections, SectionKind.BYLINE)
        if bylines:  # a reporter may be called An Dương
            levels = [hit for hit in levels if hit[0] not in bylines]
            bare = [hit for hit in bare if hit[0] not in bylines]
        self._level_reader.read(scan, levels)
        self._bare_reader.read(scan, bare, self._context(article), _opening(article))
        found = sorted(scan.found, key=lambda candidate: candidate.start)
        found = self._drop_orphans(scan, found)
        for candidate in found:
            candidate.former = is_former(article.folded, candidate.end)
        link_parents(article.folded, found, self.gazetteer, article.published)
        return tuple(
            PlaceMention(
                Span(candidate.start, candidate.end),
                article.clean[candidate.name_start : candidate.end],
                candidate.kind,
                candidate.parent,
                tuple(dict.fromkeys(unit.code for unit in candidate.units if unit.code)),
                candidate.former,
                candidate.level,
                candidate.implied,
            )
            for candidate in found
        )

    def _context(self, article: Article) -> list[Unit]:
        """Provinces the caller names by province or publisher."""
        known = (article.document.province, article.document.publisher)
        return [
            unit
            for text in known
            if text
            for unit in self.gazetteer.provinces_in(text, article.published)
        ]

    def _hits(self, scan: Scan) -> tuple[list[LevelHit], list[BareHit]]:
        """Level words and capitalised names at word boundaries, in order, the longest first."""
        clean, folded, size = scan.clean, scan.folded, len(scan.folded)
        levels: list[LevelHit] = []
        bare: list[BareHit] = []
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        for pattern, start, end in matches:
            if start and folded[start - 1].isalnum():
                continue
            if pattern < self._first_country:
                levels.append((start, -end, self._patterns[pattern]))
                continue
            inside = end < size and folded[end].isalnum()
            if clean[start].isupper() and not inside and _capitalised(clean, start, end):
                is_name = pattern >= self._first_name
                bare.append((start, -end, is_name))
                if is_name:
                    scan.names.setdefault(start, []).append(end)
        levels.sort()
        bare.sort()
        return levels, bare

    def _drop_orphans(self, scan: Scan, found: list[Candidate]) -> list[Candidate]:
        """Keeps ``tổ 4``, ``khối 3`` only right before a unit above: ``tổ 4, phường Tân An``."""
        kept = []
        for index, candidate in enumerate(found):
            word = scan.folded[candidate.start : candidate.name_start].strip()
            level = self._words.levels.get(word)
            if level is not None and level.needs_parent:
                following = found[index + 1] if index + 1 < len(found) else None
                if following is None or following.rank <= candidate.rank:
                    continue
                if following.rank > COMMUNE and following.level is None:
                    continue  # khu vực Nam Thăng Long (Bắc Từ Liêm)
                gap = scan.folded[candidate.end : following.start]
                if gap not in _JOINTS and not (gap == " " and following.level):
                    continue
            kept.append(candidate)
        return kept


def _opening(article: Article) -> int:
    """Where the first paragraph after the title ends (clean)."""
    for section in article.sections:
        if section.kind in (SectionKind.LEAD, SectionKind.BODY):
            return section.end
    return article.clean.find("\n") + 1 or len(article.clean)


def _capitalised(clean: str, start: int, end: int) -> bool:
    """Whether the second word, if any, begins with a capital as the first does."""
    space = clean.find(" ", start, end)
    if space < 0 or clean.startswith("Nông trường ", start):
        return True
    letter = clean[space + 1]
    return letter.isupper() or letter in "-–" or letter.isdigit()
