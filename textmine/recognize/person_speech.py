"""Who speaks, and which stretch of the text: ``N cho biết: …``, ``Theo N, …``, ``“…”, N nói``."""

from __future__ import annotations

import re
from bisect import bisect_right

from textmine.recognize.person_scan import Draft, Office, PersonScan
from textmine.recognize.person_words import PersonWords
from textmine.recognize.role_chain import BRACKET

_REACH = 90  # characters from a person to a verb of speech with a colon
_SENTENCE, _PARAGRAPH = 1_000, 4_000  # characters; longer ones are not language
_END = re.compile(r"[.!?…](?=\s|\Z)|\n")
_OPEN, _CLOSE = "“\"«", "”\"»"


class SpeechReader:
    """Marks speakers and measures what they say."""

    def __init__(self, words: PersonWords) -> None:
        self.words = words

    def read(self, scan: PersonScan, drafts: list[Draft]) -> None:
        """Sets ``speech`` of every draft that speaks."""
        ends = [sentence.end for sentence in scan.article.sentences]
        for index, draft in enumerate(drafts):
            limit = drafts[index + 1].lead if index + 1 < len(drafts) else len(scan.folded)
            draft.speech = self._speech(scan, ends, draft, limit)

    def part(self, scan: PersonScan, drafts: list[Draft]) -> None:
        """Ends what one says where the sentence begins in which the next one speaks."""
        starts = [sentence.start for sentence in scan.article.sentences]
        last: Draft | None = None
        for draft in drafts:
            if draft.speech is None:
                continue
            if last is not None and last.speech is not None and last.speech[1] > draft.lead:
                index = bisect_right(starts, draft.lead) - 1
                cut = min(draft.lead, draft.speech[0])
                if index >= 0 and starts[index] > last.speech[0]:
                    cut = min(cut, starts[index])
                last.speech = (last.speech[0], max(last.speech[0], cut))
            last = draft

    def alone(self, scan: PersonScan, offices: list[Office], held: set[int]) -> list[Draft]:
        """Offices without a name that speak: ``Bí thư Tỉnh ủy nhấn mạnh: …``."""
        ends = [sentence.end for sentence in scan.article.sentences]
        found = []
        for office in offices:
            if office.start in held or office.plural or office.former or office.cue:
                continue
            if office.title.standing or not (
                scan.clean[office.start].isupper() or office.organization is not None
            ):
                continue
            draft = Draft(office.start, office.start, office.lead, short=True, stop=office.end)
            draft.speech = self._after(scan, ends, draft, office.end + _REACH)
            if draft.speech is not None:
                draft.offices.append((office, False))
                found.append(draft)
        return found

    def _speech(
        self, scan: PersonScan, ends: list[int], draft: Draft, limit: int
    ) -> tuple[int, int] | None:
        return (
            self._after(scan, ends, draft, limit)
            or self._by(scan, ends, draft)
            or self._heading(scan, draft)
        )

    def _after(
        self, scan: PersonScan, ends: list[int], draft: Draft, limit: int
    ) -> tuple[int, int] | None:
        """A verb of speech right after the person, or one with a colon a little later."""
        folded = scan.folded
        at = draft.stop
        while folded[at : at + 1] in (",", ")", " ", "-", "–") and at - draft.stop < 4:
            at += 1
        if at == draft.stop:
            return None
        match = self.words.say.match(folded, at)
        if match is None and (bracket := BRACKET.match(folded, draft.stop)):
            match = self.words.say.match(folded, bracket.end() + 1)
        if match is None:
            colon = folded.find(":", at, min(at + _REACH, max(limit, at)))
            if colon < 0 or _END.search(folded, at, colon) or ";" in folded[at:colon]:
                return None
            match = self._verb_before(folded, at, colon)
        if match is None:
            return None
        quote = self._quote_before(scan, draft.lead)
        if quote is not None and folded[match.end() : match.end() + 1] in ".,;":
            return quote
        return self._stretch(scan, ends, match.start(1), match.end())

    def _verb_before(self, folded: str, start: int, colon: int) -> re.Match[str] | None:
        """The first verb of speech between the person and a colon."""
        at = start
        while 0 <= at < colon:
            match = self.words.firm_say.match(folded, at)
            if match is not None:
                return match
            at = folded.find(" ", at, colon) + 1
            if at == 0:
                return None
        return None

    def _by(self, scan: PersonScan, ends: list[int], draft: Draft) -> tuple[int, int] | None:
        """``Theo đồng chí N, R, …``."""
        folded = scan.folded
        at = draft.lead - 1
        if at <= 0 or folded[at] != " " or not self.words.by.ending(folded, at):
            return None
        if folded[draft.stop : draft.stop + 1] not in (",", ":"):
            return None
        return self._stretch(scan, ends, draft.stop, draft.stop)

    def _heading(self, scan: PersonScan, draft: Draft) -> tuple[int, int] | None:
        """An interview: the line begins with the person and a colon."""
        folded = scan.folded
        if not folded.startswith(":", draft.stop):
            return None
        line = folded.rfind("\n", max(0, draft.lead - 6), draft.lead) + 1
        if draft.lead - line > 4 or any(c.isalnum() for c in folded[line : draft.lead]):
            return None
        return draft.stop, self._line_end(folded, draft.stop)

    # -- the stretch ----------------------------------------------------------------------------

    def _stretch(
        self, scan: PersonScan, ends: list[int], start: int, verb_end: int
    ) -> tuple[int, int]:
        """From the verb to the end of the sentence, or of what a colon or a quotation opens."""
        clean = scan.clean
        end = self._sentence_end(scan, ends, verb_end)
        line = self._line_end(clean, verb_end)
        colon = clean.find(":", verb_end, min(verb_end + 60, end))
        near = range(verb_end, min(verb_end + 80, end))
        opener = next((at for at in near if clean[at] in _OPEN), -1)
        if opener >= 0 and (colon < 0 or opener - colon <= 2):
            close = clean.find(_CLOSE[_OPEN.index(clean[opener])], opener + 1, line)
            if close >= end:
                return start, close + 1
        elif colon >= 0:
            end = line
        return start, max(end, verb_end)

    def _line_end(self, text: str, at: int) -> int:
        """The end of the paragraph, of one without end so far as anyone speaks in one breath."""
        limit = min(len(text), at + _PARAGRAPH)
        end = text.find("\n", at, limit)
        return limit if end < 0 else end

    def _sentence_end(self, scan: PersonScan, ends: list[int], at: int) -> int:
        index = bisect_right(ends, at)
        if index < len(ends):
            return ends[index]
        limit = min(len(scan.clean), at + _SENTENCE)
        match = _END.search(scan.clean, at, limit)
        return match.end() if match else limit

    def _quote_before(self, scan: PersonScan, lead: int) -> tuple[int, int] | None:
        """The quotation that ends right before the person."""
        clean = scan.clean
        end = lead
        while end > 0 and clean[end - 1] in " ,-–:" and lead - end < 4:
            end -= 1
        if end == 0 or clean[end - 1] not in _CLOSE:
            return None
        if clean[end:lead] == " " and clean[end - 2] not in ",!?" and clean[lead].isupper():
            return None  # the quotation ended a sentence, and another one begins
        line = clean.rfind("\n", max(0, end - _PARAGRAPH), end) + 1
        line = max(line, end - _PARAGRAPH)
        opener = clean.rfind(_OPEN[_CLOSE.index(clean[end - 1])], line, end - 1)
        return (opener, end) if opener >= 0 else None
