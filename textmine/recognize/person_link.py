"""Gives offices to people: before and after names, shared ones, decisions on personnel."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from textmine.recognize.person_scan import Draft, Office, PersonScan
from textmine.recognize.person_words import PersonWords
from textmine.recognize.role_chain import RoleChain

_LOOSE = (", ", " (", " - ", " – ", ": ", " là ")
_AND = (" và ", ", và ")
_BARE_OFFICE = 3  # spaces in Phó Bí thư Thường trực: of no body but the one spoken of
_FAR = 40  # characters between an office and the person a decision is about


class Linker:
    """Assigns every office to the person who holds it, or to none."""

    def __init__(self, words: PersonWords, chain: RoleChain) -> None:
        self.words = words
        self.chain = chain

    def link(self, scan: PersonScan, drafts: list[Draft], offices: list[Office]) -> set[int]:
        """Fills ``offices``, ``stop`` and ``before`` of the drafts; starts of offices held."""
        linking = _Linking(self, scan, drafts, offices)
        linking.run()
        return linking.held


class _Linking:
    def __init__(
        self, linker: Linker, scan: PersonScan, drafts: list[Draft], offices: list[Office]
    ) -> None:
        self.words = linker.words
        self.tables = linker.words.title_words
        self.chain = linker.chain
        self.scan = scan
        self.drafts = drafts
        self.offices = offices
        self.leads = {office.lead: office for office in offices}
        self.draft_leads = [draft.lead for draft in drafts]
        self.held: set[int] = set()
        self.appointed: list[tuple[int, list[Office]]] = []

    def run(self) -> None:
        after: dict[int, int] = {}
        for index, draft in enumerate(self.drafts):
            found, draft.stop = self.chain.after(self.scan, self.leads, draft.end)
            if found:
                after.setdefault(found[0].start, index)
        done: set[int] = set()
        decisions: list[list[Office]] = []
        for office in self.offices:
            if office.start in done:
                continue
            chain = [office]
            for following in self.chain.chain(self.scan, self.leads, office)[1:]:
                if following.start in after:
                    break
                chain.append(following)
            done.update(part.start for part in chain)
            self._past(chain)
            if not self._place(chain, after.get(office.start)) and office.cue:
                decisions.append(chain)
        self._share_back()
        for chain in decisions:
            self._decide(chain)
        self._replace()

    def _past(self, chain: list[Office]) -> None:
        """``nguyên`` said once holds for what follows it in Party and state.

        ``Phó Chỉ huy trưởng, Tham mưu trưởng Bộ CHQS tỉnh``, ``Phó Chủ tịch – Tổng Thư ký O``: both
        are of one body.
        """
        for office, following in pairwise(chain):
            if office.organization is not None or office.title.member or office.place is not None:
                continue
            comma = self.scan.folded.startswith(",", office.end)
            if office.title.id == following.title.id or not comma:
                office.organization = following.organization
        if not chain[0].former or any(office.former for office in chain[1:]):
            return
        for office in chain[1:]:
            counsel = office.title.member and office.title.needs  # Cố vấn cao cấp
            if counsel or self._kind(office) == "mass_organization":
                return
            office.former = True

    def _kind(self, office: Office) -> str:
        if office.organization is None:
            return ""
        return self.scan.organizations[office.organization].kind

    # -- one chain ------------------------------------------------------------------------------

    def _place(self, chain: list[Office], previous: int | None) -> bool:
        """Gives a chain to the names beside it; whether it could."""
        following, gap = self._next_draft(chain[-1].end)
        if following is not None and gap == " ":
            if previous is None or chain[0].spouse or self.drafts[previous].before:
                self._before(chain, following, gap)
                return True
            self._before(chain[-1:], following, gap)
            if chain[:-1]:
                self._give(previous, chain[:-1])
            self.drafts[previous].stop = chain[-1].lead - 1
            return True
        if previous is not None:
            self._give(previous, chain)
            return True
        if following is not None and self._loosely(chain, following, gap):
            self._before(chain, following, gap)
            return True
        return False

    def _next_draft(self, end: int) -> tuple[int | None, str]:
        """The person that follows an office, and what stands between."""
        index = bisect_left(self.draft_leads, end)
        if index >= len(self.drafts):
            return None, ""
        lead = self.drafts[index].lead
        if lead - end > _FAR:
            return None, ""
        return index, self.scan.folded[end:lead]

    def _loosely(self, chain: list[Office], following: int, gap: str) -> bool:
        """Whether a comma, a colon or a word lets an office belong to the name after it."""
        draft = self.drafts[following]
        if gap == ", " and chain[0].cue == "given" and self._decided_before(chain[0]):
            return False
        if gap in _LOOSE:
            if gap == ", ":
                apart = draft.honorific or self.scan.folded.startswith(",", draft.end)
                if not apart and chain[-1].organization is not None:
                    apart = self.chain.speaks_on(self.scan, draft.end)
                return bool(apart) and not self._has_after(draft)
            return True
        about = gap.strip(" ,:;")
        if about not in self.tables["about"].words:
            return False
        return bool(chain[0].cue) or about.count(" ") > 0 or draft.plural

    def _decided_before(self, office: Office) -> bool:
        """``ông A được bầu giữ chức | R, ông B …``: the decision is about the one before."""
        index = bisect_left(self.draft_leads, office.lead) - 1
        if index < 0:
            return False
        start = max(self.drafts[index].stop, self.drafts[index].end)
        between = self.scan.folded[start : office.lead]
        if len(between) > _FAR or any(mark in between for mark in ".;:\n"):
            return False
        return any(f" {word} " in f" {between}" for word in self.tables["passive"].words)

    def _has_after(self, draft: Draft) -> bool:
        return bool(self.chain.after(self.scan, self.leads, draft.end)[0])

    def _before(self, chain: list[Office], index: int, gap: str) -> None:
        """Gives a chain to the name after it, and to the names that share it."""
        draft = self.drafts[index]
        first = chain[0]
        taken = first.cue == "taken" and gap != " "
        if first.cue == "given" and gap != " ":
            self.appointed.append((index, chain))
        shared = first.plural or draft.plural or ":" in gap
        own = shared and self._own_sort(draft, chain)
        if not own:
            self._give(index, chain, first=True, taken=taken)
        draft.lead = min(draft.lead, first.lead)
        draft.before = gap == " "
        if draft.honorific is None:
            draft.honorific = self.words.before_name.ending(self.scan.folded, first.lead - 1)
        if not (shared or (first.cue and gap != " ")):
            return
        for other in range(index + 1, len(self.drafts)):
            before, here = self.drafts[other - 1], self.drafts[other]
            joint = self.scan.folded[before.stop : here.lead]
            joints = self.words.cues["list_joint"].words if shared else _AND
            if joint not in joints:
                break
            if other - 1 == index and not own and self._has_after(before):
                break
            if self._has_after(here):
                if not self._own_sort(here, chain):
                    break
                continue
            self._give(other, chain, taken=taken)

    def _own_sort(self, draft: Draft, chain: list[Office]) -> bool:
        """Whether one of a list says which of the shared offices: Phó Bí thư, gồm: A (Phó Bí thư
        Thường trực); B."""
        found, _ = self.chain.after(self.scan, self.leads, draft.end)
        return bool(found) and {o.title.id for o in found} == {chain[-1].title.id}

    def _give(
        self, index: int, chain: list[Office], *, first: bool = False, taken: bool = False
    ) -> None:
        draft = self.drafts[index]
        new = [(office, office.former or taken) for office in chain]
        draft.offices = new + draft.offices if first else draft.offices + new
        self.held.update(office.start for office in chain)
        if not first and chain[0].start > draft.end:
            draft.stop = max(draft.stop, chain[-1].end)
            draft.stop += self.scan.folded.startswith(")", draft.stop)

    # -- shared offices -------------------------------------------------------------------------

    def _share_back(self) -> None:
        """``các đồng chí A, B - Phó Chủ tịch …``: an office many can hold, after a list."""
        for index in range(len(self.drafts) - 1, 0, -1):
            here, before = self.drafts[index], self.drafts[index - 1]
            if not here.offices or before.offices or not before.plural:
                continue
            office = here.offices[0][0]
            many = office.plural or office.title.deputy or office.title.member
            joint = self.scan.folded[before.stop : here.lead]
            if many and office.start > here.end and joint in (", ", " và ", ", và "):
                before.offices = list(here.offices)

    # -- decisions on personnel -----------------------------------------------------------------

    def _decide(self, chain: list[Office]) -> None:
        """``H N, R1, được bầu giữ chức R2``, ``N thôi giữ chức R1``."""
        if chain[0].proposed:
            return
        index = bisect_left(self.draft_leads, chain[0].lead) - 1
        if index < 0 or not self._same_sentence(self.drafts[index].end, chain[0].lead):
            index = self._later(chain, index + 1)
            if index < 0:
                return
        taken = chain[0].cue == "taken"
        for target in self._targets(index):
            draft = self.drafts[target]
            if taken:
                self._end(draft, chain)
            elif chain[0].cue == "given":
                self._succeed(draft, chain)
            draft.offices = draft.offices + [(office, office.former or taken) for office in chain]
        self.held.update(office.start for office in chain)

    def _replace(self) -> None:
        """``giữ chức R đối với N, R1`` ends R1; ``N2 thay N1, R`` gives R to N2."""
        for index, chain in self.appointed:
            draft = self.drafts[index]
            if len(draft.offices) > len(chain) and not self.drafts[index].plural:
                self._succeed(draft, chain)
        for index in range(1, len(self.drafts)):
            here = self.drafts[index]
            if not here.offices:
                continue
            word = self.tables["replaced"].ending(self.scan.folded, here.lead - 1)
            if word is None or not self._same_sentence(self.drafts[index - 1].end, here.lead):
                continue
            self._pass_on(here, self.drafts[index - 1])

    def _pass_on(self, old: Draft, new: Draft) -> None:
        """Gives what ``old`` lays down to ``new``: what the text says ends, else every office."""
        ending = [office for office, _ in old.offices if office.cue == "taken"]
        passed = ending or [office for office, past in old.offices if not past]
        new.offices += [(office, False) for office in passed]
        old.offices = [(office, past or office in passed) for office, past in old.offices]

    def _same(self, office: Office, chain: list[Office]) -> bool:
        return any(
            office.text.lower() == other.text.lower() and self._body(office) == self._body(other)
            for other in chain
        )

    def _body(self, office: Office) -> str:
        if office.organization is None:
            return ""
        return self.scan.organizations[office.organization].name

    def _end(self, draft: Draft, chain: list[Office]) -> None:
        """An office laid down is past wherever the sentence names it."""
        draft.offices = [
            (office, former or self._same(office, chain)) for office, former in draft.offices
        ]

    def _succeed(self, draft: Draft, chain: list[Office]) -> None:
        """The office given makes those held before past, unless the text says which one ends.

        Memberships go on, and so do a chair and an office of the Party in one area.
        """
        if any(office.cue == "taken" for office, _ in draft.offices):
            return
        for index, (office, former) in enumerate(draft.offices):
            goes_on = office.title.weight or self._same(office, chain)
            if former or goes_on or any(self._stack(office, new) for new in chain):
                continue
            draft.offices[index] = (office, True)
            draft.replaced.add(office.start)

    def _stack(self, one: Office, other: Office) -> bool:
        """Whether both may be held at once: Chủ tịch UBND xã and Phó Bí thư Đảng ủy xã."""
        party, chair = (one, other) if one.title.party else (other, one)
        if not party.title.party or chair.title.deputy:
            return False
        if self._kind(chair) not in self.tables["chaired_kinds"].words:
            return False
        body = self._kind(party)
        if not body:
            return party.text.count(" ") <= _BARE_OFFICE
        levels = {self._level(office) for office in (one, other)} - {None}
        return body in self.tables["party_kinds"].words and len(levels) < 2

    def _level(self, office: Office) -> str | None:
        if office.organization is None:
            return None
        return self.scan.organizations[office.organization].level

    def _later(self, chain: list[Office], index: int) -> int:
        """The person a decision is about who is named after it: ``… đối với đồng chí N``."""
        if index >= len(self.drafts) or chain[0].cue != "taken":
            return -1
        draft = self.drafts[index]
        about = any(past and office.start < draft.start for office, past in draft.offices)
        if not about or not self._same_sentence(chain[-1].end, draft.lead):
            return -1
        return index

    def _targets(self, index: int) -> list[int]:
        """The person before a decision and those joined to it by ``và``."""
        found = [index]
        while index > 0:
            joint = self.scan.folded[self.drafts[index - 1].stop : self.drafts[index].lead]
            plural = self.drafts[index - 1].plural
            if not (joint in (" và ", ", và ") or (plural and joint in (", ", "; "))):
                break
            index -= 1
            found.append(index)
        return found

    def _same_sentence(self, start: int, end: int) -> bool:
        between = self.scan.folded[start:end]
        return len(between) < 400 and "\n" not in between and ". " not in between
