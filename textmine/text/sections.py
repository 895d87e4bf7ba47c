"""What each paragraph of an article is, judged by its words, its shape and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from textmine.model.article import Section
from textmine.model.enums import SectionKind
from textmine.packs.loader import PackSet
from textmine.text.dateline import DatelineFinder
from textmine.text.fold import fold_text
from textmine.text.paragraphs import paragraphs
from textmine.text.section_patterns import CaptionCues, Literals, ParagraphPatterns

_MAX_PATTERN = 360  # characters: longer paragraphs are prose, whatever they say
_MAX_TITLE = 240
_MAX_TAIL = 90
_MAX_BYLINE = 80
_CAPTION_WORDS = 34
_CAPTION_SCORE = 2
_CREDIT = 40  # characters of a line that only says who took the picture
_KINDS = ("tail", "boilerplate", "byline", "caption")
_SENTENCE_END = regex.compile(r"[.!?…]['”\")]{0,2}\s+\p{Lu}")
_NAME = r"\p{Lu}[\p{L}.'’]{0,12}(?:[ -]\p{Lu}[\p{L}.'’]{0,12}){0,5}"
_NAMES = regex.compile(
    rf"\(?{_NAME}(?:\s{{0,2}}(?:[-–—,/&+]|và)\s{{0,2}}{_NAME}){{0,3}}"
    rf"(?:\s{{0,2}}\([^()]{{2,40}}\)|\s?/\s?\w{{2,20}})?\)?(?:\s?Theo [^.!?:;]{{2,40}})?(?:\./\.)?"
)
_OPEN_END = (".", "!", "?", "…", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Layout:
    """The sections of an article and the dates its datelines give (ISO), in order."""

    sections: tuple[Section, ...]
    dates: tuple[str, ...]
    title: str | None


class SectionFinder:
    """Sorts paragraphs into sections; compiled once from the packs."""

    def __init__(self, packs: PackSet) -> None:
        self.kinds = tuple(ParagraphPatterns.of(packs, kind) for kind in _KINDS)
        self.datelines = DatelineFinder(packs, self.kinds[1:3])
        self.cues = CaptionCues(packs)
        needed = [literal for kind in self.kinds for literal in kind.literals]
        self.literals = Literals([*needed, *self.cues.literals])

    def find(self, clean: str, folded: str, title: str | None = None) -> Layout:
        """Sections that cover every character of ``clean`` that is not blank, once, in order.

        ``title`` is the caller's: the paragraph that repeats it is the title section.
        """
        return _Sorter(self, clean, folded, title).run()


class _Sorter:
    """One article under the finder: the kinds decided so far, one for each paragraph."""

    def __init__(self, finder: SectionFinder, clean: str, folded: str, title: str | None) -> None:
        self.f = finder
        self.clean = clean
        self.folded = folded
        self.hits = finder.literals.scan(folded)
        present = {literal for _, _, literal in self.hits}
        self.tail, self.boilerplate, self.byline, self.caption = (
            kind.among(present) for kind in finder.kinds
        )
        self.wanted = fold_text(" ".join(title.split())) if title else None
        self.paragraphs = paragraphs(clean)
        self.kinds: list[SectionKind | None] = [None] * len(self.paragraphs)
        self.dates: list[str] = []
        gaps: dict[int, int] = {}
        for p in self.paragraphs[1:]:
            gaps[p.gap] = gaps.get(p.gap, 0) + 1
        self.usual_gap = max(gaps, key=lambda gap: (gaps[gap], gap), default=1)

    def run(self) -> Layout:
        self._patterns()
        title = self._title()
        self._bylines()
        self._captions()
        lead = self._lead()
        return Layout(tuple(self._sections(lead)), tuple(self.dates), title)

    def _text(self, i: int) -> str:
        return self.clean[self.paragraphs[i].start : self.paragraphs[i].end]

    def _fold(self, i: int) -> str:
        return self.folded[self.paragraphs[i].start : self.paragraphs[i].end]

    def _open(self) -> list[int]:
        return [i for i, kind in enumerate(self.kinds) if kind is None]

    def _patterns(self) -> None:
        """Boilerplate, datelines and signed captions: told by their own words."""
        in_tail = seen_prose = False
        for i, p in enumerate(self.paragraphs):
            length = p.end - p.start
            if length > _MAX_PATTERN:
                seen_prose, in_tail = True, False
                continue
            folded = self._fold(i)
            if self.wanted and " ".join(folded.split()) == self.wanted:
                continue
            if length <= _MAX_TAIL and self.tail.fits(folded):
                self.kinds[i] = SectionKind.BOILERPLATE
                in_tail = in_tail or seen_prose
            elif self.boilerplate.fits(folded):
                self.kinds[i] = SectionKind.BOILERPLATE
            elif dateline := self.f.datelines.whole(self._text(i), folded):
                self.kinds[i] = SectionKind.BOILERPLATE if in_tail else SectionKind.DATELINE
                if dateline.published and not in_tail:
                    self.dates.append(dateline.published)
            elif in_tail and not (length > 150 and folded.endswith(_OPEN_END)):
                self.kinds[i] = SectionKind.BOILERPLATE
            elif length <= 2 * _MAX_BYLINE and self.byline.fits(folded):
                continue
            elif self.caption.fits(folded):
                self.kinds[i] = SectionKind.CAPTION
            else:
                in_tail = False
                seen_prose = seen_prose or length > 150

    def _title(self) -> str | None:
        """Finds the title; text above it that is not prose is navigation."""
        candidates = self._open()
        chosen: list[int] = []
        if self.wanted:
            same = [i for i in candidates[:4] if " ".join(self._fold(i).split()) == self.wanted]
            chosen = same[:1]
        elif candidates and self._is_title(candidates):
            chosen = candidates[:1]
        for i in chosen:
            self.kinds[i] = SectionKind.TITLE
        if not chosen:
            return None
        return " ".join(self._text(chosen[0]).split())

    def _is_title(self, candidates: list[int]) -> bool:
        first = candidates[0]
        text = self._text(first)
        words = text.count(" ") + 1
        if len(candidates) < 2 or not 3 <= words <= 40 or len(text) > _MAX_TITLE:
            return False
        if text.endswith((".", ":", ";", ",")) and not text.endswith("..."):
            next_kind = self.kinds[first + 1] if first + 1 < len(self.kinds) else None
            return next_kind is SectionKind.DATELINE and not _SENTENCE_END.search(text)
        return text[0] not in "-–+*•" and not _SENTENCE_END.search(text)

    def _bylines(self) -> None:
        """Up from the foot, and at the head between title and lead."""
        for i in reversed(self._open()[-4:]):
            if not self._is_byline(i):
                break
            self.kinds[i] = SectionKind.BYLINE
        if SectionKind.TITLE in self.kinds:
            for i in self._open()[:1]:
                after_title = i > self.kinds.index(SectionKind.TITLE)
                if after_title and len(self._open()) > 1 and self._is_byline(i):
                    self.kinds[i] = SectionKind.BYLINE
        for i in self._open():
            credited = self._short(i) and self.byline.fits(self._fold(i))
            if credited and ":" in self._text(i)[:24]:
                self.kinds[i] = SectionKind.BYLINE

    def _short(self, i: int) -> bool:
        return self.paragraphs[i].end - self.paragraphs[i].start <= _MAX_BYLINE

    def _is_byline(self, i: int) -> bool:
        if not self._short(i) or len(self._open()) < 2:
            return False
        if self.byline.fits(self._fold(i)):
            return True
        text = self._text(i)
        if text.count(" ") >= 14 or _NAMES.fullmatch(text) is None:
            return False
        # In capitals it is a heading, unless nothing follows.
        return not text.isupper() or (i == self._open()[-1] and text.count(" ") < 5)

    def _captions(self) -> None:
        still_open = self._open()
        before_prose = True
        for i in still_open:
            last = i == still_open[-1]
            if self._caption_score(i, before_prose=before_prose, last=last) >= _CAPTION_SCORE:
                self.kinds[i] = SectionKind.CAPTION
            else:
                before_prose = False

    def _caption_score(self, i: int, *, before_prose: bool, last: bool) -> int:
        """Weighs one short sentence: its first words, its scene, the space a picture left.

        ``before_prose``: nothing but headline and the like stands above it; ``last``: no prose
        comes after it.
        """
        p = self.paragraphs[i]
        text = self._text(i)
        if p.end - p.start > 240 or text.count(" ") >= _CAPTION_WORDS or text[0] in "-–+*•":
            return 0
        if text[-1] in "?!:;," or _SENTENCE_END.search(text):
            return 0
        score = 1 if p.gap > self.usual_gap and not before_prose else 0
        score += text[-1] not in '.…”"'
        cues = self.f.cues.weigh(self.folded, p.start, p.end, self.hits)
        score += cues + self._beside_picture(i, text, told=cues <= 0)
        return score - 1 if last else score

    def _beside_picture(self, i: int, text: str, *, told: bool) -> int:
        """Whether a picture's credit stands under it, it is printed twice, over the picture and
        under it, or what goes on after it (``Trong đó, …``) is what was told before; ``told``: its
        own words may tell something, if they count."""
        if i + 1 >= len(self.paragraphs):
            return 0
        if self._text(i + 1) == text or (i and self._text(i - 1) == text):
            return _CAPTION_SCORE
        p = self.paragraphs[i + 1]
        if self.kinds[i + 1] is None and i and self.kinds[i - 1] is None:
            goes_on = self.folded.startswith(self.f.cues.goes_on, p.start)
            return int(goes_on and not (told and any(map(str.isdigit, text))))
        return int(self.kinds[i + 1] is SectionKind.CAPTION and p.end - p.start <= _CREDIT)

    def _lead(self) -> int | None:
        """The first paragraph of prose, when more follows it."""
        still_open = self._open()
        if len(still_open) < 2:
            return None
        first = still_open[0]
        return first if self.paragraphs[first].end - self.paragraphs[first].start >= 40 else None

    def _sections(self, lead: int | None) -> list[Section]:
        sections: list[Section] = []
        prose = 0
        for i, p in enumerate(self.paragraphs):
            kind = self.kinds[i]
            start = p.start
            if kind is None:
                kind = SectionKind.LEAD if i == lead else SectionKind.BODY
                prose += 1
                if prose <= 2:
                    start = self._split_prefix(i, sections)
            sections.append(Section(kind, start, p.end))
        return sections

    def _split_prefix(self, i: int, sections: list[Section]) -> int:
        """``(Baosonla) - Thời gian qua``: the signature becomes a dateline of its own."""
        p = self.paragraphs[i]
        head = self.f.datelines.prefix(self._text(i)[:160], self._fold(i)[:160])
        if head is None or p.start + head.length >= p.end:
            return p.start
        if head.published:
            self.dates.append(head.published)
        end = p.start + len(self.clean[p.start : p.start + head.length].rstrip())
        sections.append(Section(SectionKind.DATELINE, p.start, end))
        return p.start + head.length

