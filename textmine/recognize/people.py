"""Finds people with their offices: ``PersonFinder(packs).find(article, places, organizations)``.

Offices are read first (one automaton over the folded text, then what completes each), names next
(runs of capitalised words with an honorific, an office, a list or a verb of speech beside them,
or a family name and three syllables), then offices are given to names and speakers marked.
"""

from __future__ import annotations

from collections.abc import Sequence

from textmine.model.article import Article
from textmine.model.enums import SectionKind
from textmine.model.mentions import OrganizationMention, PersonMention, PlaceMention, RoleMention
from textmine.model.span import Span
from textmine.packs.loader import PackSet
from textmine.recognize.person_link import Linker
from textmine.recognize.person_names import NameReader
from textmine.recognize.person_scan import Draft, PersonScan
from textmine.recognize.person_speech import SpeechReader
from textmine.recognize.person_words import read_person_words
from textmine.recognize.role_chain import RoleChain
from textmine.recognize.role_read import RoleReader
from textmine.text.stretches import Stretches


class PersonFinder:
    """Compiled once from packs; ``find`` is pure."""

    def __init__(self, packs: PackSet) -> None:
        words = self._words = read_person_words(packs)
        chain = RoleChain(words)
        self._roles = RoleReader(words)
        self._names = NameReader(words, chain)
        self._linker = Linker(words, chain)
        self._speech = SpeechReader(words)

    def find(
        self,
        article: Article,
        places: Sequence[PlaceMention],
        organizations: Sequence[OrganizationMention],
    ) -> tuple[PersonMention, ...]:
        """People in the order they stand in; clean spans.

        An office that speaks without a name (``Bí thư Tỉnh ủy nhấn mạnh``) is a mention with an
        empty name and the span of the office.  Never raises on any text.
        """
        scan = PersonScan(article, places, organizations, self._words)
        offices = self._roles.read(scan)
        drafts = self._names.read(scan, offices)
        held = self._linker.link(scan, drafts, offices)
        self._speech.read(scan, drafts)
        alone = self._speech.alone(scan, offices, held)
        if alone:
            drafts = sorted([*drafts, *alone], key=lambda draft: draft.start)
        self._speech.part(scan, drafts)
        hidden = Stretches(article.sections, SectionKind.BOILERPLATE)
        return tuple(_mention(scan, draft) for draft in drafts if draft.start not in hidden)


def _mention(scan: PersonScan, draft: Draft) -> PersonMention:
    roles = tuple(
        RoleMention(
            Span(office.start, office.end),
            office.text,
            office.organization,
            former,
            office.place,
            office.title.weight,
            office.start in draft.replaced,
        )
        for office, former in draft.offices
    )
    named = draft.end > draft.start
    span = Span(draft.start, draft.end) if named else roles[0].span
    return PersonMention(
        span,
        scan.clean[draft.start : draft.end],
        draft.honorific,
        roles,
        draft.short,
        draft.speech is not None,
        Span(*draft.speech) if draft.speech else None,
    )
