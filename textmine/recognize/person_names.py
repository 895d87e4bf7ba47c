"""Finds the names of people: after an honorific or an office, before an office, in lists."""

from __future__ import annotations

from dataclasses import dataclass

from textmine.recognize.person_scan import RUN, Draft, Office, PersonScan
from textmine.recognize.person_words import PersonWords
from textmine.recognize.place_words import is_plain, opens_sentence
from textmine.recognize.role_chain import RoleChain

_MAX_SYLLABLES = 5


@dataclass(frozen=True, slots=True)
class _Honour:
    """Honorifics before a name: where they begin, the nearest to the name, what they allow."""

    lead: int
    word: str
    rank: str | None
    one_syllable: bool
    plural: bool


class NameReader:
    """Reads runs of capitalised words; those it accepts become drafts."""

    def __init__(self, words: PersonWords, chain: RoleChain) -> None:
        self.words = words
        self.chain = chain

    def read(self, scan: PersonScan, offices: list[Office]) -> list[Draft]:
        """Drafts in the order they stand in."""
        return _Reading(self, scan, offices).run()

    def honour(self, scan: PersonScan, start: int) -> _Honour | None:
        """The honorifics that end right before ``start``."""
        lead, nearest = start, None
        rank: str | None = None
        one = plural = False
        for _ in range(4):
            found = self._honorific(scan, lead)
            if found is None:
                break
            at, word = found
            kind = self.words.honorifics[word]
            one = one or not kind.rank or kind.id == "army_rank"
            plural = plural or kind.plural
            rank = rank or (word if kind.rank else None)
            nearest = nearest or word
            lead = at
        return None if nearest is None else _Honour(lead, nearest, rank, one, plural)

    def _honorific(self, scan: PersonScan, start: int) -> tuple[int, str] | None:
        folded = scan.folded
        before = folded[start - 1 : start]
        if before == " ":
            end = start - 1
            if folded[end - 1 : end] in (",", ":"):
                end -= 1
        elif before and before in ".–-":
            end = start
        else:
            return None
        word = self.words.before_name.ending(folded, end)
        if word is None and before in "–-" and before:
            word = self.words.before_name.ending(folded, end - 1)
            end -= 1
        if word is None:
            return None
        at = end - len(word)
        kind = self.words.honorifics[word]
        if folded[end : end + 1] == "," and not kind.rank:
            return None
        if kind.plain and scan.clean[at].isupper() and not opens_sentence(scan.clean, at):
            return None
        if self.words.not_honorific.ending(folded, end):
            return None
        none = self.words.not_honorific.starting(folded, at)
        return None if none is not None and len(none) > len(word) else (at, word)


class _Reading:
    """One article being read for names."""

    def __init__(self, reader: NameReader, scan: PersonScan, offices: list[Office]) -> None:
        self.words = reader.words
        self.reader = reader
        self.scan = scan
        self.ends = {office.end: office for office in offices}
        self.starts = {office.start: office for office in offices}
        self.leads = {office.lead: office for office in offices}
        self.drafts: list[Draft] = []
        self.doubtful: list[tuple[int, int]] = []

    def run(self) -> list[Draft]:
        for match in RUN.finditer(self.scan.clean):
            self._read_run(match.start(), match.end())
        self._repeats()
        return self.drafts

    def _read_run(self, at: int, stop: int) -> None:
        scan = self.scan
        while at < stop:
            covered = scan.covering(at)
            if covered > at:
                at = covered + 1
            elif (office := self.starts.get(at)) is not None:
                at = office.end + 1
            elif at in scan.heads:
                return
            elif (word := self._honorific_at(at)) is not None:
                at += len(word) + scan.folded.startswith(" ", at + len(word))
            else:
                end = self._cut(at, stop)
                if end > at and self._name(at, end, stop):
                    at = end + 1
                else:
                    space = scan.folded.find(" ", at, stop)
                    at = space + 1 if space >= 0 else stop

    def _honorific_at(self, at: int) -> str | None:
        """A capitalised honorific: ``Ông | Nguyễn …``, ``TS.Nguyễn …``."""
        scan = self.scan
        word = self.words.before_name.starting(scan.folded, at)
        if word is None:
            return None
        kind = self.words.honorifics[word]
        if kind.plain and not opens_sentence(scan.clean, at):
            return None
        after = at + len(word)
        return word if scan.clean[after : after + 1] in (" ", ".") else None

    def _cut(self, at: int, stop: int) -> int:
        """End of the name that begins at ``at``: before a place, an office, an honorific."""
        scan = self.scan
        end = scan.next_covered(at + 1, stop)
        while end > at and scan.clean[end - 1] == " ":
            end -= 1
        space = scan.folded.find(" ", at, end)
        count = 1
        while space >= 0:
            word = space + 1
            if (
                count >= _MAX_SYLLABLES
                or word in scan.heads
                or self._all_caps_word(at, word)
                or (count >= 2 and self._honorific_at(word))
            ):
                return space
            count += 1
            space = scan.folded.find(" ", word, end)
        return end

    def _all_caps_word(self, at: int, word: int) -> bool:
        """An abbreviation after a name that is not in capitals."""
        clean = self.scan.clean
        return clean[word + 1 : word + 2].isupper() and not clean[at + 1 : at + 2].isupper()

    def _name(self, start: int, end: int, stop: int) -> bool:
        """Whether ``[start, end)`` names a person; then it is a draft."""
        scan = self.scan
        text = scan.folded[start:end]
        count = text.count(" ") + 1
        if count > 1 and scan.clean[start:end].isupper() and end < stop:
            return False  # a headline in capitals
        honour = self.reader.honour(scan, start)
        if count == 1:
            return honour is not None and self._single(start, end, honour)
        if honour is None and text in self.words.cues["not_person"].words:
            return False
        first = text.split(" ", 1)[0]
        surname = first in self.words.surnames
        if honour is not None:
            if not self._after_honorific(start, text, surname, honour):
                return False
        elif not self._without_honorific(start, end, text, count, surname):
            if surname:
                self.doubtful.append((start, end))
            return False
        self._add(start, end, honour, not surname)
        return True

    def _single(self, start: int, end: int, honour: _Honour) -> bool:
        """One syllable: ``đồng chí Dũng``, ``Đại tá Nam``."""
        scan = self.scan
        word = scan.folded[start:end]
        if not honour.one_syllable or word in self.words.cues["not_syllable"].words:
            return False
        if scan.clean[start:end].isupper() and end - start > 1:
            return False
        self._add(start, end, honour, True)
        return True

    def _after_honorific(self, start: int, text: str, surname: bool, honour: _Honour) -> bool:
        if surname or honour.one_syllable:
            return True
        return start not in self.scan.place_at and is_plain(text)

    def _without_honorific(
        self, start: int, end: int, text: str, count: int, surname: bool
    ) -> bool:
        scan, folded = self.scan, self.scan.folded
        office = self.ends.get(start - 1) if folded[start - 1 : start] == " " else None
        if office is not None and (surname or office.title.id == "state"):
            return True
        if start in scan.place_at and scan.places[scan.place_at[start]].span.end >= end:
            return False
        if self.words.cues["not_person_after"].ending(folded, start - 1):
            return False
        words = text.split(" ")
        if surname and (self._listed(start) or self._followed(end)):
            return True
        if self.words.distinct.starting(folded, start):
            return True
        if count >= 3 and words[0] in self.words.common:
            return is_plain(text)
        return count >= 3 and surname and words[1] in self.words.middle

    def _listed(self, start: int) -> bool:
        """Whether the name goes on with a list of people."""
        if not self.drafts:
            return False
        last = self.drafts[-1]
        gap = self.scan.folded[last.stop : start]
        if len(gap) > 12 or gap not in self.words.cues["list_joint"].words:
            return False
        return last.plural or gap.startswith(";")

    def _followed(self, end: int) -> bool:
        """Whether an office or a verb of speech follows the name."""
        found, stop = self.reader.chain.after(self.scan, self.leads, end)
        if found:
            return True
        if not self.scan.folded.startswith(" ", stop):
            return False
        return self.words.say.match(self.scan.folded, stop + 1) is not None

    def _add(self, start: int, end: int, honour: _Honour | None, short: bool) -> None:
        plural = honour.plural if honour else self._plural_goes_on(start)
        draft = Draft(
            start,
            end,
            honour.lead if honour else start,
            honour.word if honour else None,
            honour.rank if honour else None,
            plural,
            short,
        )
        _, draft.stop = self.reader.chain.after(self.scan, self.leads, end)
        self.drafts.append(draft)

    def _plural_goes_on(self, start: int) -> bool:
        return bool(self.drafts) and self.drafts[-1].plural and self._listed(start)

    def _repeats(self) -> None:
        """A doubtful name is a person's where the article surely names the person elsewhere."""
        known = {
            self.scan.folded[draft.start : draft.end] for draft in self.drafts if not draft.short
        }
        found = [
            (start, end)
            for start, end in self.doubtful
            if self.scan.folded[start:end] in known and start not in self.scan.place_at
        ]
        for start, end in found:
            self._add(start, end, None, False)
        if found:
            self.drafts.sort(key=lambda draft: draft.start)
