"""Which office a person is recorded with: the fullest, current before former."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textmine.model.mentions import RoleMention

_MOST_OFFICES = 30  # of one person in one article; each is compared with the others
_FORMER = "nguyên"  # before a past office, whichever of the packs' words the text has


@dataclass(slots=True)
class HeldOffice:
    """One office of one person over the whole article."""

    text: str
    key: str
    organization: str | None
    weight: int
    former: bool
    replaced: bool = False

    @property
    def title(self) -> str:
        """The office as records show it: ``nguyên Bí thư Huyện ủy`` when it is past."""
        return f"{_FORMER} {self.text}" if self.former else self.text


def offices_of(
    roles: Iterable[RoleMention], organization: Callable[[RoleMention], str | None]
) -> list[HeldOffice]:
    """Offices, the most important first.

    Current before former, offices before memberships, then in printed order.  Mentions of one
    office are one: its fullest wording and the first organisation known.  Left out are those a
    new one replaces without the text saying so, and beyond 30 different ones all further ones.
    """
    held: list[HeldOffice] = []
    for role in roles:
        if not role.text:
            continue
        made = HeldOffice(
            role.text[:1].upper() + role.text[1:],
            role.text.lower(),
            organization(role),
            role.weight,
            role.former,
            role.replaced,
        )
        same = next((office for office in held if _same(office, made)), None)
        if same is not None:
            _merge(same, made)
        elif len(held) < _MOST_OFFICES:
            held.append(made)
    if all(office.replaced for office in held):  # Phó Bí thư, giữ chức Phó Bí thư Thường trực: one
        for office in held:
            office.replaced = office.former = False
    held = [office for office in held if not office.replaced]
    return sorted(held, key=lambda office: (office.former, office.weight))


def _same(one: HeldOffice, other: HeldOffice) -> bool:
    """Whether one is the other, said more fully or less."""
    if one.organization and other.organization and one.organization != other.organization:
        return False
    short, long = sorted((one.key, other.key), key=len)
    return f"{long} ".startswith(f"{short} ")


def _merge(kept: HeldOffice, made: HeldOffice) -> None:
    if len(made.key) > len(kept.key):
        kept.text, kept.key = made.text, made.key
    kept.organization = kept.organization or made.organization
    kept.former = kept.former or made.former
    kept.replaced = kept.replaced or made.replaced
