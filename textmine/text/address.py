"""What an article's address says of the place it is about: ``thuanchau.sonla.gov.vn``."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from textmine.packs.loader import PackSet

_MAX_WORDS = 4  # words of a place name in a slug
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class AddressReader:
    """Finds place names in addresses; compiled once from the packs' ``[[address_words]]``."""

    def __init__(self, packs: PackSet) -> None:
        row = packs.by_id("address_words").get("host")
        data = row.data if row else {}
        self._ignore = frozenset(data.get("ignore", ()))
        self._prefixes = sorted(data.get("prefixes", ()), key=lambda p: (-len(p), p))
        self._begun = tuple(self._prefixes)
        self._suffixes = sorted(data.get("suffixes", ()), key=lambda p: (-len(p), p))
        levels = "|".join(
            sorted(map(re.escape, data.get("levels", ())), key=lambda p: (-len(p), p))
        )
        self._level = re.compile(rf"(?:^|-)(?:{levels or '(?!)'})-(?=([a-z0-9-]+))")

    def place_hints(self, source: str | None) -> tuple[str, ...]:
        """Candidate names in ASCII without spaces, most specific first, each once.

        Host labels come first, as printed and without what bodies put before a place
        (``baosonla`` -> ``baosonla``, ``sonla``), then the words after a level word in the path
        (``…-xa-chieng-bom-lam-tot`` -> ``chiengbom``, ``chiengbomlam``, ``chieng``, …).  They are
        guesses: the gazetteer decides which of them are places.
        """
        if not source:
            return ()
        hints: dict[str, None] = {}
        try:
            parts = urlsplit(source if "//" in source else f"file:{source}")
            host = parts.hostname or ""
        except ValueError:
            return ()
        for label in host.lower().split("."):
            for hint in self._label(label):
                hints[hint] = None
        for slug in _SLUG.findall(unquote(parts.path).lower()[:400]):
            for match in self._level.finditer(slug):
                for hint in _names(match[1]):
                    hints[hint] = None
        return tuple(hints)

    def _label(self, label: str) -> list[str]:
        bare = label.replace("-", "")
        if len(bare) < 3 or bare in self._ignore or not bare.isascii():
            return []
        hints = [bare]
        core = next((bare.removesuffix(s) for s in self._suffixes if bare.endswith(s)), bare)
        for form in (bare, core):
            for prefix in self._prefixes if form.startswith(self._begun) else ():
                if form.startswith(prefix) and len(form) - len(prefix) >= 3:
                    hints.append(form[len(prefix) :])
                    break
        if len(core) >= 3:
            hints.append(core)
        return [hint for hint in dict.fromkeys(hints) if hint not in self._ignore]


def _names(rest: str) -> list[str]:
    """The next words run together, likeliest length first: most names have two words."""
    words = rest.split("-")[:_MAX_WORDS]
    return ["".join(words[:n]) for n in (2, 3, 1, 4) if n <= len(words)]
