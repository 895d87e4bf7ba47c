"""Finds offices: ``nguyên Phó Chủ tịch UBND huyện P``, ``được bầu giữ chức Bí thư Huyện ủy``."""

from __future__ import annotations

from textmine.recognize.person_scan import Office, PersonScan
from textmine.recognize.person_words import PersonWords, Phrases, Title, ends_word
from textmine.recognize.role_words import RoleWords

Head = tuple[int, int, Title]  # start, end, the title


class RoleReader:
    """Every office of an article, whoever holds it, in the order they stand in."""

    def __init__(self, words: PersonWords) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._words = words
        self._tables = words.title_words
        self._forms = list(words.titles)
        self._titles = [words.titles[form] for form in self._forms]
        self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.LeftmostLongest)
        self._all = Phrases(words.titles)
        # Offices that end in a word which opens others: hiệu phó, but … Hiệu | Phó Bí thư.
        openers = {form.split(" ", 1)[0] for form in self._forms if " " in form}
        self._turning = frozenset(
            form for form in self._forms if " " in form and form.rsplit(" ", 1)[1] in openers
        )
        self._completion = RoleWords(words)

    def read(self, scan: PersonScan) -> list[Office]:
        heads = self._heads(scan)
        scan.heads = frozenset(start for start, _, _ in heads)
        offices: list[Office] = []
        done = 0
        for start, end, title in heads:
            if start < done:
                continue
            office = Office(start, start, end, "", title)
            if self._completion.complete(scan, office):
                self._lead(scan, office)
                if not (offices and self._joined(scan, offices[-1], office)):
                    offices.append(office)
                done = office.end
        return offices

    def _joined(self, scan: PersonScan, before: Office, office: Office) -> bool:
        """Two of one command: ``Phó Chỉ huy trưởng kiêm | Tham mưu trưởng Bộ CHQS tỉnh``."""
        one = before.title.joins and before.title.id == office.title.id
        if not one or before.organization is not None:
            return False
        gap = scan.folded[before.end : office.lead]
        if gap not in (", ", " kiêm "):
            return False
        before.text += f"{gap}{office.text}"
        before.end, before.organization = office.end, office.organization
        return True

    def _heads(self, scan: PersonScan) -> list[Head]:
        """Words of offices at word boundaries, where the words around allow them."""
        clean, folded, size = scan.clean, scan.folded, len(scan.folded)
        heads: list[Head] = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded):
            if start and folded[start - 1].isalnum():
                continue
            title = self._titles[pattern]
            if end < size and folded[end].isalnum():
                shorter = self._shorter(folded, start, end)
                if shorter is None:
                    continue
                end, title = shorter
            if self._forms[pattern] in self._turning:
                last = folded.rfind(" ", start, end) + 1
                later = self._all.starting(folded, last)
                if later is not None and last + len(later) > end and clean[last].isupper():
                    start, end, title = last, last + len(later), self._words.titles[later]
            if title.deputy and self._tables["not_acting"].ending(folded, start - 1):
                start = folded.find(" ", start) + 1  # chính quyền | Tổng thống
                title = self._words.titles.get(folded[start:end], title)
            if title.capital and not clean[start].isupper():
                continue
            if any(folded.startswith(word, end + 1) for word in title.not_before):
                continue
            if title.not_after:
                space = max(0, folded.rfind(" ", max(0, start - 20), max(0, start - 1)) + 1)
                if start and folded[space : start - 1] in title.not_after:
                    # giữ chức vụ | phó chủ tịch: another office may begin in its last word
                    start = folded.rfind(" ", start, end) + 1
                    later = self._all.starting(folded, start)
                    if later is None:
                        continue
                    end, title = start + len(later), self._words.titles[later]
            heads.append((start, end, title))
        return heads

    def _shorter(self, folded: str, start: int, end: int) -> tuple[int, Title] | None:
        """A shorter office where the longest one found ends inside a word."""
        space = folded.rfind(" ", start, end)
        while space > start:
            title = self._words.titles.get(folded[start:space])
            if title is not None and ends_word(folded, space):
                return space, title
            space = folded.rfind(" ", start, space)
        return None

    def _lead(self, scan: PersonScan, office: Office) -> None:
        """Words before the office that say whether it is past, new, being given or taken."""
        folded, tables = scan.folded, self._tables
        for _ in range(4):
            at = office.lead - 1
            if at <= 0 or folded[at] not in " :":
                return
            at -= folded[at - 1] == ":"
            if (word := tables["taken"].ending(folded, at)) is not None:
                office.cue = "taken"
            elif (word := tables["given"].ending(folded, at)) is not None:
                office.cue = "given"
                office.proposed = self._proposed(folded, at - len(word) - 1)
            elif (word := tables["as"].ending(folded, at)) is not None:
                office.cue = "as"
            elif (word := tables["former"].ending(folded, at)) is not None:
                office.former = True
                office.verbal = office.verbal or " " in word
            elif (word := tables["new"].ending(folded, at)) is not None:
                pass
            elif (word := tables["plural"].ending(folded, at)) is not None:
                office.plural = True
            elif (word := tables["spouse"].ending(folded, at)) is not None:
                office.spouse = True
            else:
                return
            if office.cue or office.spouse:
                return
            office.lead = at - len(word)

    def _proposed(self, folded: str, end: int) -> bool:
        """Whether the decision is only being proposed: ``giới thiệu để bầu giữ chức``."""
        for _ in range(4):
            if end <= 0:
                return False
            if self._tables["proposed"].ending(folded, end):
                return True
            end = folded.rfind(" ", max(0, end - 12), end)
        return False
