"""Which organisation an entity is: its name without its place, and where or under whom it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from textmine.packs.gazetteer import VILLAGE, Unit
from textmine.resolve.identities_gazetteer import rank_of
from textmine.resolve.identities_places import PlaceClaims
from textmine.resolve.identities_records import SEPARATOR, ArticleRecord, Claim, EntityRecord
from textmine.resolve.identities_rules import IdentityRules, Scope, bare_name, spelling

_NATION = "nation"
_COUNTRY = "việt nam"
_NUMBER = re.compile(r"(?<!\d)\d{2,4}(?!\d)")
_MOST_ABOVE = 8  # bodies over one another in one article
# A syllable of Vietnamese without its marks; what is none is a name (VinFast, Harvard).
_RIMES = (
    "uye|uya|uyu|ieu|yeu|oai|oay|oao|oeo|uai|uay|uoi|uou|ia|ie|ye|oa|oe|oo|ua|ue|uo|uy|ai|ao|au|ay|"
    "eo|eu|iu|oi|ui|uu|a|e|i|o|u|y"
)
_SYLLABLE = re.compile(
    rf"(?:ngh?|[cgknpt]h|tr|g[hi]|qu|[bcdghklmnprstvx])?(?:{_RIMES})(?:n[gh]|ch|[cmnpt])?"
)


class OrganizationClaims:
    """Claims of the organisations of one article."""

    def __init__(self, article: ArticleRecord, places: PlaceClaims, rules: IdentityRules) -> None:
        self.article = article
        self.places = places
        self.rules = rules
        self.records: Mapping[int, EntityRecord] = {
            entity.number: entity for entity in article.entities if entity.type == "organization"
        }
        self._claims: dict[int, Claim] = {}
        self._depth = 0

    def of(self, number: int | None) -> Claim | None:
        """The claim of one organisation, ``None`` when the number is none's."""
        if number is None or number not in self.records:
            return None
        if number not in self._claims:
            if self._depth > _MOST_ABOVE:
                return None
            self._depth += 1
            self._claims[number] = self._claim(self.records[number])
            self._depth -= 1
        return self._claims[number]

    # -- one organisation -----------------------------------------------------------------------

    def _claim(self, record: EntityRecord) -> Claim:
        plain = self.rules.plain_head(record.name)
        scope = self.rules.scope_of(plain, record.kind)
        if scope is not None and scope.scope == "company":
            return self._company(record, plain)
        if scope is not None and scope.scope == "foreign":
            rest = self._rest(plain)
            if _foreign(rest):
                anchors: tuple[str, ...] = (_anchor(rest, _NATION),)
                return self._made(record, rest, anchors, "its own name", nation=True)
            if rest in scope.ambiguous:
                return self._made(record, plain, (), "there are several of this name")
        area = self.places.of(record.area)
        if area is not None and not self._is_country(area):
            return self._in_area(record, area)
        if scope is not None and scope.scope == "named_in_province":
            return self._named_in_province(record)
        if area is None:
            unit, head = self._province_at_end(record, plain)
            if unit is not None:
                return self._at(record, head, unit, "the province in its name")
        if self._is_national(record) or (scope and scope.scope == "nation"):
            return self._national(record, plain, scope)
        return self._without_area(record, plain, scope)

    def _is_country(self, area: Claim) -> bool:
        return area.kind == "country" and area.group == f"p{SEPARATOR}{_COUNTRY}"

    def _in_area(self, record: EntityRecord, area: Claim) -> Claim:
        """The usual case: its name without the place's, and the place."""
        place = self.places.records[area.number]
        head = self.rules.fold_head(self._without_place(record.name, place.name, area.kind))
        if area.kind == "country" and not self._rest(head):
            return self._made(record, head, (), "a body of a country, not a name", area=area)
        if area.anchors:
            anchors: tuple[str, ...] = (_anchor(head, area.anchors[0]),)
            return self._made(record, head, anchors, f"its name and {area.name}", area=area)
        candidates = tuple(_anchor(head, anchor) for anchor in area.candidates)
        return self._made(record, head, (), f"{area.name}: {area.reason}", candidates, area=area)

    def _without_place(self, name: str, place: str, kind: str) -> str:
        """A name without the place at its end, and without the level word before that."""
        folded, bare = self.rules.plain_head(name), self.rules.plain_head(self.places.bare(place))
        whole = self.rules.plain_head(place)
        for tail in (whole, bare):
            if folded == tail or folded.endswith(f" {tail}"):
                rest = folded[: len(folded) - len(tail)].rstrip()
                return self._without_level(rest, kind) or folded
        return self._without_level(folded, kind)

    def _without_level(self, folded: str, kind: str | None = None) -> str:
        """Without a level word at the end: of the level of ``kind``, else of any above the village.

        The last word of a trade (hợp tác xã, nông thôn) is none.
        """
        rank = rank_of(kind) if kind is not None else None
        for level, kinds in self.rules.level_kinds.items():
            if not folded.endswith(f" {level}") or folded.endswith(self.rules.not_levels):
                continue
            ranks = {rank_of(one) for one in kinds}
            if rank in ranks or (rank is None and ranks - {VILLAGE}):
                return folded[: -len(level) - 1].rstrip()
        return folded

    def _province_at_end(self, record: EntityRecord, plain: str) -> tuple[Unit | None, str]:
        """The province whose name ends the organisation's: Bệnh viện Sản Nhi Nghệ An."""
        words = plain.split(" ")
        for size in range(5, 1, -1):
            if len(words) - size < 2:
                continue
            tail = " ".join(words[-size:])
            unit = self.places.lives.province_named(tail, self.article.published)
            if unit is not None and self.rules.plain_head(unit.name) == tail:
                return unit, self.rules.fold_head(self._without_level(" ".join(words[:-size])))
        return None, plain

    def _at(self, record: EntityRecord, head: str, unit: Unit, reason: str) -> Claim:
        lives = self.places.lives
        anchor = _anchor(head, lives.anchor(unit))
        province = lives.province(lives.last(unit))
        return self._made(
            record,
            head,
            (anchor,),
            f"{reason}: {lives.last(unit).full_name}",
            place=lives.anchor(unit),
            province=province.code if province is not None else None,
        )

    # -- without a place ------------------------------------------------------------------------

    def _is_national(self, record: EntityRecord) -> bool:
        return spelling(record.name).endswith(self.rules.national)

    def _national(self, record: EntityRecord, plain: str, scope: Scope | None) -> Claim:
        head = self.rules.fold_head(record.name)
        rest = self._rest(plain)
        if scope is not None and rest in scope.ambiguous:
            return self._under_parent(record, head, "there are several of this name")
        one = (
            self._is_national(record)
            or record.kind in self.rules.kind_scopes
            or (not rest and plain.count(" ") >= 2)
        )
        if not one and not (" " in rest or _foreign(rest) or _NUMBER.search(rest)):
            return self._under_parent(record, head, "its name is too short to tell it")
        head = head.removesuffix(f" {_COUNTRY}") or head
        return self._made(
            record, head, (_anchor(head, _NATION),), "one in the country", nation=True
        )

    def _rest(self, plain: str) -> str:
        """A name without the opening words of its scope."""
        words = plain.split(" ")
        for size in range(min(len(words), 6), 0, -1):
            if " ".join(words[:size]) in self.rules.scopes:
                return " ".join(words[size:])
        return plain

    def _without_area(self, record: EntityRecord, plain: str, scope: Scope | None) -> Claim:
        head = self.rules.fold_head(self._without_level(plain))
        level = plain[len(self._without_level(plain)) :].strip()
        prior = self.places.prior
        of_province = "province" in self.rules.level_kinds.get(level, ())
        if scope is not None and scope.scope == "province" and not level:
            of_province = True
        if prior is not None and of_province:
            return self._at(record, head, prior, "of the paper's province")
        if scope is not None and scope.scope == "distinct" and _own_name(record.name):
            return self._made(record, head, (_anchor(head, _NATION),), "its own name", nation=True)
        return self._under_parent(record, head, "where it is is not told")

    def _under_parent(self, record: EntityRecord, head: str, why: str) -> Claim:
        above = self.of(record.parent)
        if above is None:
            return self._made(record, head, (), why)
        parent = self.rules.plain_head(self.records[record.parent or 0].name)
        plain = self.rules.plain_head(record.name)
        if plain.endswith(f" {parent}"):
            head = self.rules.fold_head(plain[: -len(parent) - 1])
        if above.anchors:
            anchors = (_anchor(head, above.anchors[0]),)
            return self._made(record, head, anchors, f"its name under {above.name}")
        candidates = tuple(_anchor(head, anchor) for anchor in above.candidates)
        return self._made(record, head, (), f"{above.name}: {above.reason}", candidates)

    def _named_in_province(self, record: EntityRecord) -> Claim:
        """A cooperative is known by its name in its commune, else in the paper's province."""
        head = self.rules.fold_head(record.name)
        if self.places.prior is None:
            return self._made(record, head, (), "its province is not told")
        return self._at(record, head, self.places.prior, "a name of its own in")

    # -- companies ------------------------------------------------------------------------------

    def core(self, name: str) -> tuple[str, str]:
        """The legal form of a company (empty when short) and its name without it."""
        plain = self.rules.fold_head(name)
        for word, form in self.rules.forms:
            if plain.startswith(f"{word} "):
                return form, self._levels_left_out(plain[len(word) + 1 :])
        return "", plain

    def _levels_left_out(self, core: str) -> str:
        """``điện lực tỉnh sơn la`` is ``điện lực sơn la``."""
        words = core.split(" ")
        kept = [word for at, word in enumerate(words) if at == 0 or word not in ("tỉnh", "tp")]
        return " ".join(kept)

    def _company(self, record: EntityRecord, plain: str) -> Claim:
        form, core = self.core(record.name)
        group = f"c{SEPARATOR}{core}"
        area = self.places.of(record.area)
        if area is not None and core == self.rules.plain_head(self.places.bare(area.name)):
            return self._made(record, core, (), "a company of a place, not a name", group=group)
        if form and " " not in core and not _foreign(core):
            return self._made(record, core, (), "its name is too short to tell it", group=group)
        if form:
            anchor = SEPARATOR.join((group, form))
            reason = "its full name is one in the country"
            return self._made(record, core, (anchor,), reason, group=group)
        prior = self.places.prior
        if prior is None and not _distinct(core):
            return self._made(record, core, (), "a short name and no province", group=group)
        where = prior.code if prior is not None and not _distinct(core) else ""
        anchor = SEPARATOR.join((group, f"~{where}"))
        reason = "a short name of its own"
        return self._made(record, core, (anchor,), reason, group=group, weak=True)

    # -- making ---------------------------------------------------------------------------------

    def _made(
        self,
        record: EntityRecord,
        head: str,
        anchors: tuple[str, ...],
        reason: str,
        candidates: tuple[str, ...] = (),
        *,
        area: Claim | None = None,
        place: str | None = None,
        province: str | None = None,
        group: str | None = None,
        weak: bool = False,
        nation: bool = False,
    ) -> Claim:
        above = self.of(record.parent) if record.parent != record.number else None
        if area is not None:
            place = area.anchors[0] if area.anchors else None
            province = area.province
        prior = self.places.prior
        if province is None and prior is not None and not nation:
            province = prior.code
        return Claim(
            self.article.key,
            record.number,
            "organization",
            record.kind,
            record.name,
            group or f"o{SEPARATOR}{head}",
            anchors,
            reason,
            candidates,
            weak,
            place,
            above.anchors[0] if above is not None and above.anchors else None,
            province,
        )


def _anchor(head: str, scope: str) -> str:
    return SEPARATOR.join(("o", head, scope))


def _foreign(words: str) -> bool:
    """Whether one of the words is no Vietnamese syllable."""
    return any(
        word.isalpha() and not _SYLLABLE.fullmatch(bare_name(word)) for word in words.split(" ")
    )


def _distinct(core: str) -> bool:
    """Whether a company's name is hardly another's: three syllables, or a foreign word."""
    return core.count(" ") >= 2 or _foreign(core)


def _own_name(name: str) -> bool:
    """Whether a hospital's name holds a name: two capitals side by side after its head."""
    words = name.split()
    capitals = [word[0].isupper() for word in words]
    if name.isupper():
        return False
    side_by_side = any(one and next_one for one, next_one in pairwise(capitals[2:]))
    return side_by_side or _foreign(spelling(" ".join(words[2:])))
