"""Which office-holder an entity is: the name together with an office in a known body."""

from __future__ import annotations

from collections.abc import Iterator

from textmine.packs.gazetteer import DISTRICT, PROVINCE
from textmine.resolve.identities_organizations import OrganizationClaims
from textmine.resolve.identities_places import PlaceClaims
from textmine.resolve.identities_records import SEPARATOR, ArticleRecord, Claim, EntityRecord
from textmine.resolve.identities_rules import IdentityRules, bare_name, person_name, spelling

_FORMER = "nguyên "
_DEPUTY = "phó "
_MOST_OFFICES = 12


class PersonClaims:
    """Claims of the people of one article."""

    def __init__(
        self,
        article: ArticleRecord,
        places: PlaceClaims,
        organizations: OrganizationClaims,
        rules: IdentityRules,
    ) -> None:
        self.article = article
        self.places = places
        self.organizations = organizations
        self.rules = rules

    def of(self, record: EntityRecord) -> Claim:
        """The claim of one person: an anchor for each office in a known body."""
        group = SEPARATOR.join(("h", bare_name(record.name)))
        offices, why = self._offices(record)
        name = person_name(record.name)
        anchors = tuple(SEPARATOR.join((group, name, office)) for office in offices)
        if " " not in name:
            anchors, why = (), "a short name"
        prior = self.places.prior
        holder = self.organizations.of(record.organization)
        place = self.places.of(record.organization)
        province = (holder or place).province if holder or place else None  # type: ignore[union-attr]
        if province is None and prior is not None:
            province = prior.code
        above = (holder or place).anchors if holder or place else ()  # type: ignore[union-attr]
        return Claim(
            self.article.key,
            record.number,
            "person",
            "official" if anchors else record.kind,
            record.name,
            group,
            anchors,
            f"{record.name}, {record.roles[0] if record.roles else record.role}"
            if anchors
            else why,
            above=above[0] if above else None,
            province=province,
        )

    # -- offices --------------------------------------------------------------------------------

    def _offices(self, record: EntityRecord) -> tuple[list[str], str]:
        """Offices in known bodies, weak ones only where there is no other; why there is none."""
        roles = record.roles or ((record.role,) if record.role else ())
        if not roles:
            return [], "a name without an office"
        strong: dict[str, None] = {}
        weak: dict[str, None] = {}
        for index, role in enumerate(roles[:_MOST_OFFICES]):
            found = self._office(record, role, first=index == 0)
            if found is not None:
                office, is_weak = found
                (weak if is_weak else strong)[office] = None
        if strong or weak:
            return list(strong or weak), ""
        return [], "an office in no known body"

    def _office(self, record: EntityRecord, role: str, *, first: bool) -> tuple[str, bool] | None:
        text = spelling(role)
        text = text.removeprefix(_FORMER)
        title, rest = self.split(text)
        weak = title in self.rules.weak_offices
        if text in self.rules.national_offices or title in self.rules.national_offices:
            whole = text if text in self.rules.national_offices else title
            return f"{self._title(whole)}{SEPARATOR}nation", weak
        holder = self._holder(record, title, rest, first=first)
        if holder is None:
            return None
        return f"{self._title(title)}{SEPARATOR}{holder}", weak

    def split(self, text: str) -> tuple[str, str]:
        """An office's title (the longest the packs know) and the words of its body."""
        words = text.split(" ")
        for size in range(min(len(words), 10), 0, -1):
            title = " ".join(words[:size])
            if title in self.rules.titles:
                rest = " ".join(words[size:])
                inner = [word for word in self.rules.left_out if rest.startswith(word)]
                while inner:
                    rest = rest[len(inner[0]) :].strip()
                    inner = [word for word in self.rules.left_out if rest.startswith(word)]
                return title, rest
        return text, ""

    def _title(self, title: str) -> str:
        """A title as compared: acting and standing holders are holders."""
        for word in self.rules.left_out:
            if title.startswith(f"{word} "):
                title = title[len(word) + 1 :]
            title = title.removesuffix(f" {word}")
        deputy = title.removeprefix(_DEPUTY)
        if title != deputy and title not in self.rules.title_pairs:
            return _DEPUTY + self.rules.title_pairs.get(deputy, deputy)
        return self.rules.title_pairs.get(title, title)

    def _holder(self, record: EntityRecord, title: str, rest: str, *, first: bool) -> str | None:
        """The anchor of the body an office is held in."""
        organization = self.organizations.of(record.organization) if first else None
        if organization is not None:
            return self._body(organization)
        place = self.places.of(record.organization) if first else None
        if place is not None:
            return self._of_territory(place, title, rest)
        if not rest:
            return None
        if title in self.rules.ministerial and not rest.startswith("bộ "):
            return self._national(f"bộ {rest}")
        named = self._named(rest)
        if named is not None:
            return named
        level = self.rules.level_kinds.get(rest.rsplit(" ", 1)[-1]) or self.rules.level_kinds.get(
            " ".join(rest.rsplit(" ", 2)[-2:])
        )
        if level:
            return self._in_same_place(record, title, rest, level)
        return self._company(title, rest)

    def _body(self, organization: Claim) -> str | None:
        """A body's anchor; of a company its name without the legal form, which papers leave out."""
        if organization.group.startswith(f"c{SEPARATOR}"):
            return organization.group
        return organization.anchors[0] if organization.anchors else None

    def _of_territory(self, place: Claim, title: str, rest: str) -> str | None:
        """``Chủ tịch xã``: of the body that governs there; else of the place itself."""
        if not place.anchors:
            return None
        head = self.rules.territory.get(self._title(title))
        words = self.rules.fold_head(rest)
        for level in self.rules.levels:
            if words == level or words.endswith(f" {level}"):
                words = words[: -len(level)].strip()
                break
        if words:
            return SEPARATOR.join(("o", words, place.anchors[0]))
        if head is None:
            return place.anchors[0]
        return SEPARATOR.join(("o", head, place.anchors[0]))

    def _national(self, name: str) -> str:
        return SEPARATOR.join(("o", self.rules.fold_head(name), "nation"))

    def _named(self, rest: str) -> str | None:
        """The only body of the article whose name begins with these words."""
        words = self.rules.fold_head(rest)
        found = {
            body
            for number, record in self.organizations.records.items()
            if f"{self.rules.fold_head(record.name)} ".startswith(f"{words} ")
            and (claim := self.organizations.of(number)) is not None
            and (body := self._body(claim)) is not None
        }
        return found.pop() if len(found) == 1 else None

    def _in_same_place(
        self, record: EntityRecord, title: str, rest: str, kinds: frozenset[str]
    ) -> str | None:
        """``Chủ tịch HĐND huyện`` beside ``Bí thư Huyện ủy``: of the same district."""
        anchors = {claim.anchors[0]: claim for claim in self._places_of(record) if claim.anchors}
        found = [claim for claim in anchors.values() if self._is_of(claim, kinds)]
        return self._of_territory(found[0], title, rest) if len(found) == 1 else None

    def _is_of(self, claim: Claim, kinds: frozenset[str]) -> bool:
        record = self.places.records.get(claim.number)
        return claim.kind in kinds or (record is not None and record.kind in kinds)

    def _places_of(self, record: EntityRecord) -> Iterator[Claim]:
        """The place of the office a person is recorded with, and those above it."""
        organization = self.organizations.records.get(
            record.organization if record.organization is not None else -1
        )
        number = organization.area if organization is not None else record.organization
        for _ in range(DISTRICT + PROVINCE):
            claim = self.places.of(number)
            if claim is None or number is None:
                return
            yield claim
            number = self.places.records[number].parent

    def _company(self, title: str, rest: str) -> str | None:
        """``Chủ tịch Vingroup``: of the company of that name."""
        if title not in self.rules.company_offices or self.rules.opens_body(rest):
            return None
        _, core = self.organizations.core(rest)
        return f"c{SEPARATOR}{core}" if core else None
