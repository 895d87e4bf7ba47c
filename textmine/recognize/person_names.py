"""Finds the names of people: after an honorific or an office, before an office, in lists."""

from __future__ import annotations

from bisect import bisect_right

from textmine.recognize.person_honour import Honour, HonourReader, word_end
from textmine.recognize.person_scan import APOSTROPHES, RUN, Draft, Office, PersonScan
from textmine.recognize.person_words import PersonWords
from textmine.recognize.place_words import is_plain, opens_sentence
from textmine.recognize.role_chain import RoleChain

_MAX_SYLLABLES = 5
_GLUES = (".", "-", "–")  # marks a name may follow without a space: TS.Nguyễn


class NameReader:
    """Reads runs of capitalised words; those it accepts become drafts."""

    def __init__(self, words: PersonWords, chain: RoleChain) -> None:
        self.words = words
        self.chain = chain
        self.honours = HonourReader(words)
        firsts = {word.split(" ", 1)[0] for word in words.honorifics}
        self.openers = words.surnames | firsts

    def read(self, scan: PersonScan, offices: list[Office]) -> list[Draft]:
        """Drafts in the order they stand in."""
        return _Reading(self, scan, offices).run()


class _Reading:
    """One article being read for names."""

    def __init__(self, reader: NameReader, scan: PersonScan, offices: list[Office]) -> None:
        self.words = reader.words
        self.reader = reader
        self.scan = scan
        self.offices = offices
        self.ends = {office.end: office for office in offices}
        self.starts = {office.start: office for office in offices}
        self.leads = {office.lead: office for office in offices}
        self.order = sorted(self.ends)
        self.skipped: dict[int, int] = {}  # where a country begins and ends -> the other, relative
        self.drafts: list[Draft] = []
        self.doubtful: list[tuple[int, int]] = []
        self.single: list[tuple[int, int]] = []
        self.refused = -1  # end of the last name that is a street's or a school's
        self.streets: set[str] = set()

    def run(self) -> list[Draft]:
        folded, opens, order = self.scan.folded, self.reader.openers, self.order
        for match in RUN.finditer(self.scan.clean):
            at, stop = match.span()
            run = folded[at:stop]
            words = run.split(" ") if " " in run else []
            size = len(words)
            if size > 1 and (words[0] in opens or (size > 2 and not opens.isdisjoint(words))):
                self._read_run(at, stop)
            elif self._announced(at):
                if size > 2:
                    self._skip_nation(at, stop)
                self._read_run(at, stop)
            elif size > 1 and order and self._office_inside(at, stop):
                self._read_run(at, stop)
        self._repeats()
        return self.drafts

    def _office_inside(self, at: int, stop: int) -> bool:
        """Whether an office ends in the run: Tham mưu trưởng hải quân Indonesia | Yudo Margono."""
        index = bisect_right(self.order, at)
        return index < len(self.order) and self.order[index] < stop

    def _announced(self, at: int) -> bool:
        """Whether an office or the last word of an honorific stands right before.

        Most runs open a sentence or follow some other word: those must cost next to nothing.
        """
        folded = self.scan.folded
        before = folded[at - 1 : at]
        if before == " ":
            if at - 1 in self.ends:
                return True
            mark = folded[at - 2]
            if mark == "," and at - 2 in self.ends:
                return True
            if mark in "!?…”;\n":
                return False
            end = at - 2 if mark in ",:" else at - 1
        elif before in _GLUES:
            end = word_end(folded, at)
        else:
            return False
        return end > 0 and self.words.before_name.may_end(folded, end)

    def _read_run(self, at: int, stop: int) -> None:
        scan = self.scan
        if self.skipped:
            at += self.skipped.get(at, 0)
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
                    continue
                space = scan.folded.find(" ", at, stop)
                if space < 0 or not self._may_begin(at, space, stop):
                    return
                at = space + 1

    def _skip_nation(self, at: int, stop: int) -> None:
        """Leaves out a country after a rank: Đô đốc Hải quân | Mỹ | Charles Richard."""
        nation = self.words.nations.starting(self.scan.folded, at)
        if nation is None or at + len(nation) >= stop:
            return
        rank = self.reader.honours.before(self.scan, at)
        if rank is not None and not rank.surname:
            self.skipped[at] = len(nation) + 1
            self.skipped[at + len(nation) + 1] = -len(nation) - 1

    def _may_begin(self, at: int, space: int, stop: int) -> bool:
        """Whether a name may begin inside a run: after an office, an abbreviation, or when three
        syllables are left."""
        scan = self.scan
        if space in self.ends:
            return True
        if space - at > 1 and scan.clean[at:space].isupper():
            return True
        return scan.folded.count(" ", space + 1, stop) >= 2

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
        end = self._before_covered(at, stop)
        dash = scan.clean.rfind("-", at, end)
        if dash > at and dash + 1 in self.leads:
            end = dash  # Võ Tấn Lợi-nguyên Bí thư
        space = scan.folded.find(" ", at, end)
        count = 1
        while space >= 0:
            word = space + 1
            if (
                count >= _MAX_SYLLABLES
                or word in self.starts
                or self._abbreviation(at, word)
                or (count >= 2 and self._honorific_at(word))
            ):
                return space
            count += 1
            space = scan.folded.find(" ", word, end)
        return end

    def _before_covered(self, at: int, stop: int) -> int:
        """Where a place or an organisation ends the name.

        ``Trường``, ``Bản`` and the like inside a name are syllables of it: what they seem to open
        lies in the run, or leaves too little of a name before it.
        """
        scan = self.scan
        covered = scan.next_covered(at + 1, stop)
        if covered is None:
            return stop
        start, end = covered
        words = scan.folded[at:stop].split(" ")
        if words[0] in self.words.surnames:
            before = scan.folded.count(" ", at, start)
            if before < 2 or (end <= stop and len(words) <= _MAX_SYLLABLES):
                return stop
        return start - 1

    def _abbreviation(self, at: int, word: int) -> bool:
        """Capitals after a name that is not in capitals: ``Nguyễn Văn An | UBND``."""
        clean = self.scan.clean
        return clean[word + 1 : word + 2].isupper() and not clean[at + 1 : at + 2].isupper()

    def _name(self, start: int, end: int, stop: int) -> bool:
        """Whether ``[start, end)`` names a person; then it is a draft."""
        scan = self.scan
        text = scan.folded[start:end]
        count = text.count(" ") + 1
        if count > 1 and end < stop and scan.clean[start:end].isupper():
            return False  # a headline in capitals
        lead = start + min(0, self.skipped.get(start, 0)) if self.skipped else start
        honour = self.reader.honours.before(scan, lead)
        if count == 1:
            return self._single(start, end, honour)
        first = text.split(" ", 1)[0]
        surname = first in self.words.surnames or first[1:2] in APOSTROPHES
        if honour is None and count == 2 and first in self.words.weak:
            surname = self._listed(start)
        if honour is not None:
            if not self._after_honorific(start, text, surname, honour):
                return False
        elif self._body_goes_on(start, text):
            return False
        elif not self._without_honorific(start, end, text, surname):
            if first in self.words.surnames:
                self.doubtful.append((start, end))
            return False
        foreign = not surname and count > 1 and not is_plain(text)
        if foreign:
            end = self._past_initial(end)
        self._add(start, end, honour, not surname and count < 3 and not foreign)
        return True

    def _past_initial(self, end: int) -> int:
        """Past ``. Bussiere`` where a name goes on after an initial: Thomas A. Bussiere."""
        clean = self.scan.clean
        if not clean.startswith(". ", end) or clean[end - 2] != " ":
            return end
        run = RUN.match(clean, end + 2)
        return run.end() if run is not None and " " not in run.group() else end

    def _body_goes_on(self, start: int, text: str) -> bool:
        """Whether a full name begins at the second word: the first one is the body's.

        ``Công ty Chè Mộc | Sơn | Phạm Văn Vụ``; the office then ends before the name.
        """
        parts = text.split(" ", 3)
        if len(parts) < 4 or parts[1] not in self.words.common:
            return False
        if parts[2] not in self.words.middle:
            return False
        office = self.ends.get(start - 1)
        if office is not None:
            office.end = start + len(parts[0])
            self.ends[office.end] = office
            self.scan.after_names.clear()
        return True

    def _single(self, start: int, end: int, honour: Honour | None) -> bool:
        """One syllable: ``đồng chí Dũng``, ``Đại tá Nam``; ``Bí thư Dũng`` waits for the end."""
        scan = self.scan
        printed = scan.clean[start:end]
        marked = any(mark in printed for mark in (".", *APOSTROPHES))
        if printed[1:] != printed[1:].lower() and not marked:
            return False
        if honour is None:
            office = self.ends.get(start - 1)
            if office is None:
                return False
            if office.title.nation and not is_plain(printed) and start not in scan.place_at:
                self._add(start, end, None, True)  # Tổng thống Putin
                return True
            self.single.append((start, end))
            return False
        if self._cue_at("not_syllable", start):
            return False
        if not honour.one_syllable or scan.folded[start:end] in self._cue("not_syllable"):
            return False
        self._add(start, end, honour, True)
        return True

    def _cue_at(self, name: str, start: int) -> bool:
        """Whether more than one word of the cue begins at ``start``: Hải quân."""
        word = self.words.cues[name].starting(self.scan.folded, start)
        return word is not None and " " in word

    def _cue(self, name: str) -> frozenset[str]:
        return self.words.cues[name].words

    def _after_honorific(self, start: int, text: str, surname: bool, honour: Honour) -> bool:
        if honour.surname:
            return surname and start not in self.scan.place_at
        if surname or honour.one_syllable:
            return True
        return start not in self.scan.place_at and is_plain(text)

    def _without_honorific(self, start: int, end: int, text: str, surname: bool) -> bool:
        scan, folded = self.scan, self.scan.folded
        if text in self._cue("not_person") or self._refused(start):
            self._refuse(start, end)
            return False
        office = self.ends.get(start - 1) if folded[start - 1 : start] == " " else None
        words = text.split(" ")
        if office is not None and (surname or office.title.id == "state"):
            return not (len(words) == 2 and self._firm(office, start, end))
        if office is not None and office.nation and len(words) > 1 and start not in scan.place_at:
            return True  # Chủ tịch Trung Quốc | Tập Cận Bình
        if office is not None or start - 2 in self.ends:
            foreign = len(words) > 1 and not (is_plain(words[0]) or is_plain(words[1]))
            if foreign and self._foreigner(start, end, words, office):
                return True
        if start in scan.place_at:
            return False
        if office is not None and len(words) >= 3 and office.organization is not None:
            return is_plain(text)
        if self.words.cues["not_person_after"].ending(folded, start - 1):
            self._refuse(start, end)
            return False
        if surname and (self._listed(start) or self._followed(end, len(words))):
            return True
        if self.words.distinct.starting(folded, start):
            return True
        if len(words) >= 3 and (words[0] in self.words.common or self._whole_line(start, end)):
            return surname and is_plain(text)
        if len(words) < 3 or not surname:
            return False
        clan = words[0] in self.words.short_surnames and words[-1] in self.words.surnames
        return clan or words[1] in self.words.middle

    def _foreigner(self, start: int, end: int, words: list[str], office: Office | None) -> bool:
        """Whether a name in another language is a person's: right after an office, or after its
        comma where a clause goes on with the person."""
        if not self.words.title_words["firm_words"].words.isdisjoint(words):
            return False
        if office is not None:
            return not (self._lacks_area(office) or self._firm(office, start, end))
        comma = self.scan.folded.startswith(", ", start - 2) and start - 2 in self.ends
        return comma and self.reader.chain.speaks_on(self.scan, end)

    def _lacks_area(self, office: Office) -> bool:
        """Whether the area of a body comes here: Bí thư Tỉnh ủy | Villa Clara."""
        if office.organization is None or office.nation:
            return False
        body = self.scan.organizations[office.organization]
        return body.anaphoric and body.level is not None and body.place is None

    def _whole_line(self, start: int, end: int) -> bool:
        """A byline: nothing else stands on the line."""
        clean = self.scan.clean
        return clean[start - 1 : start] in ("", "\n") and clean[end : end + 1] in ("", "\n")

    def _refused(self, start: int) -> bool:
        """Whether a list of streets or schools goes on here."""
        near = self.refused >= 0 and start - self.refused <= 4
        return near and self.scan.folded[self.refused : start] in (", ", " và ")

    def _refuse(self, start: int, end: int) -> None:
        self.refused = end
        self.streets.add(self.scan.folded[start:end])

    def _firm(self, office: Office, start: int, end: int) -> bool:
        """``ông A - Chủ tịch | Vĩnh Hoàn``: after a name and its office the firm, no person."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.stop != office.end or last.before:
            return False
        if office.organization is not None or "words" not in office.title.takes:
            return False
        office.text += self.scan.clean[start - 1 : end]
        office.end = last.stop = end
        self.ends[end] = office
        self.scan.after_names.clear()
        return True

    def _listed(self, start: int) -> bool:
        """Whether the name goes on with a list of people."""
        if not self.drafts:
            return False
        last = self.drafts[-1]
        if start - last.stop > 12:
            return False
        gap = self.scan.folded[last.stop : start]
        return gap in self._cue("list_joint") and (last.plural or gap.startswith(";"))

    def _followed(self, end: int, count: int) -> bool:
        """Whether an office or, after three syllables, a verb of speech follows the name."""
        found, stop = self.reader.chain.after(self.scan, self.leads, end)
        if found:
            return True
        if count < 3 or not self.scan.folded.startswith(" ", stop):
            return False
        return self.words.say.match(self.scan.folded, stop + 1) is not None

    def _add(self, start: int, end: int, honour: Honour | None, short: bool) -> None:
        draft = Draft(
            start,
            end,
            honour.lead if honour else start,
            honour.word if honour else None,
            honour.plural if honour else self._plural_goes_on(start),
            short,
        )
        draft.before = draft.lead - 1 in self.ends
        _, draft.stop = self.reader.chain.after(self.scan, self.leads, end)
        self.drafts.append(draft)

    def _plural_goes_on(self, start: int) -> bool:
        return bool(self.drafts) and self.drafts[-1].plural and self._listed(start)

    # -- names the rest of the article vouches for ----------------------------------------------

    def _repeats(self) -> None:
        """Names without anything beside them, where the article names the person elsewhere."""
        folded = self.scan.folded
        if self.streets:
            self.drafts = [draft for draft in self.drafts if not self._street(draft)]
        known = {folded[draft.start : draft.end] for draft in self.drafts if not draft.short}
        if not known:
            return
        count = len(self.drafts)
        for start, end in self.doubtful:
            name = folded[start:end]
            if name in known and name not in self.streets and start not in self.scan.place_at:
                self._add(start, end, None, False)
        given = {name.rsplit(" ", 1)[-1] for name in known}
        for office in self.offices:
            self._free(office, given)
        for start, end in self.single:
            if folded[start:end] in given:
                self._add(start, end, None, True)
        if len(self.drafts) > count:
            self.drafts.sort(key=lambda draft: draft.start)

    def _street(self, draft: Draft) -> bool:
        """A bare name that the article elsewhere gives to a street or a school."""
        if draft.honorific is not None or draft.before:
            return False
        return self.scan.folded[draft.start : draft.end] in self.streets

    def _free(self, office: Office, given: set[str]) -> None:
        """``Thứ trưởng | Độ``: the word after an office is the given name of someone named."""
        start = office.trade
        if start and self.scan.folded[start : office.end] in given:
            self.single.append((start, office.end))
            office.text = office.text[: len(office.text) - (office.end - start) - 1]
            office.end = start - 1
            self.ends[office.end] = office
            self.scan.after_names.clear()
