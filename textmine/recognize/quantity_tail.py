"""What follows a number: a unit, a counted noun, or the phrase of a noun nobody listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from textmine.model.span import Span
from textmine.packs.loader import PackSet, Row
from textmine.recognize.numeral_words import ONE, words_of

_MAX_TOKENS = 7
_MAX_UNKNOWN = 3
_COUNT = "count"
_QUOTED = frozenset({' "', " “", " '", " ‘", " «"})
# How much is known of what follows a number, least first: a name (29 Phạm Văn Đồng), nothing, a
# noun nobody listed, a listed one, a unit.  Plain integers: they are compared for every number.
NAME, NONE, UNKNOWN, NOUN, UNIT = range(5)
_ONE = re.compile(r"0?1 ?(?=[^\W\d_])|một ")
_MATTER = re.compile(r" [^\W\d_]{1,8}(?: [^\W\d_]{1,8})?(?= ?/ ?[^\W\d_])")
_GROUPED = re.compile(r"[.,]\d00 ?$")
_YEAR_AFTER = re.compile(r" {1,2}(?:19|20)\d\d(?!\d)")


class Tail(NamedTuple):
    """The unit or counted noun of a number (clean offsets).

    ``factor`` turns the printed number into the base unit; ``head`` is the counted phrase.
    ``form`` is the unit's spelling when no slash follows, ``noun`` the row of a listed noun;
    ``lead`` is where a currency before the number starts.
    """

    kind: int
    end: int
    unit: str = _COUNT
    dimension: str = _COUNT
    factor: Decimal = ONE
    head: Span | None = None
    form: Form | None = None
    noun: Noun | None = None
    lead: int = -1

    @property
    def known(self) -> bool:
        return self.kind >= NOUN

    @property
    def bare(self) -> bool:
        """No unit, no noun."""
        return self.kind <= NONE

    @property
    def level(self) -> bool:
        """A rung of the ladder household, village, commune, district."""
        return self.noun is not None and self.noun.level

    @property
    def acts(self) -> bool:
        """Whether what happened is counted, of which no people or things are a whole."""
        return self.noun is not None and self.noun.acts

    @property
    def loose(self) -> bool:
        """A thing of no kind of its own: clauses, items, stages."""
        return self.noun is not None and self.noun.unit == _COUNT

    @property
    def territory(self) -> bool:
        """A place, before which a number may be a name."""
        return self.noun is not None and self.noun.territory


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a unit; see units.toml."""

    unit: str
    dimension: str
    scale: Decimal
    not_before: frozenset[str]
    scaled: bool
    article: bool
    per_only: bool
    flat: bool
    per: str | None
    minor: Decimal | None
    parts: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """A row of counted_nouns.toml."""

    unit: str
    level: bool
    acts: bool
    territory: bool
    counter: bool
    ignored: bool
    called: bool
    modifiers: frozenset[str]
    openers: frozenset[str]


class TailReader:
    """Compiled once from units.toml and counted_nouns.toml.

    Raises PackError when a row lacks what it needs.
    """

    def __init__(self, packs: PackSet) -> None:
        self.forms: dict[str, Form] = {}
        self.prefixes: dict[str, Form] = {}
        for row in packs.by_id("unit").values():
            self._add_unit(row)
        self.nouns: dict[str, Noun] = {}
        for row in packs.rows("counted_noun"):
            unit, nouns = row.data.get("unit"), row.data.get("nouns")
            if not isinstance(unit, str) or not isinstance(nouns, list):
                raise row.error("a counted noun needs unit and nouns")
            modifiers = frozenset(row.data.get("modifiers", ()))
            noun = Noun(
                unit,
                bool(row.data.get("level")),
                bool(row.data.get("acts")),
                bool(row.data.get("territory")),
                bool(row.data.get("counter")),
                bool(row.data.get("ignored")),
                bool(row.data.get("called")),
                modifiers,
                frozenset(words.split(" ")[0].rstrip(",") for words in modifiers),
            )
            self.nouns.update(dict.fromkeys(nouns, noun))
        self._stops = frozenset(word for row in packs.rows("noun_stop") for word in words_of(row))
        known = [*self.forms, *self.nouns]
        self._longest = _first_words(known)
        token = _token_pattern(known)
        self._one = _run_pattern(token, 1)
        self._few = _run_pattern(token, _MAX_UNKNOWN)
        self._run = _run_pattern(token, _MAX_TOKENS)
        prefixes = "|".join(
            re.escape(word) for word in sorted(self.prefixes, key=len, reverse=True)
        )
        self._prefix = re.compile(rf"(?<!\w)(?:{prefixes}) ?$") if prefixes else None

    def _add_unit(self, row: Row) -> None:
        data = row.data
        if not isinstance(data.get("dimension"), str) or not isinstance(data.get("forms"), list):
            raise row.error("a unit needs dimension and forms")
        minor = Decimal(data["minor"]) if "minor" in data else None
        parts = tuple((name, Decimal(count)) for name, count in data.get("parts", {}).items())
        for form in data["forms"]:
            made = Form(
                data["id"],
                data["dimension"],
                Decimal(form["scale"]),
                frozenset(form.get("not_before", ())),
                bool(form.get("scaled")),
                bool(form.get("article")),
                bool(form.get("per_only")),
                bool(data.get("flat")),
                form.get("per"),
                minor if Decimal(form["scale"]) == ONE else None,
                parts if Decimal(form["scale"]) == ONE else (),
            )
            target = self.prefixes if form.get("prefix") else self.forms
            target.update(dict.fromkeys(form["words"], made))

    def prefixed(self, folded: str, start: int, end: int) -> Tail | None:
        """The tail of a number with its currency before it (``$10/năm``)."""
        found = self.prefix(folded, start)
        return found and self._compound(found[0], folded, end)._replace(lead=found[1])

    def prefix(self, folded: str, start: int) -> tuple[Form, int] | None:
        """The currency printed before the number (``$10``) and where it starts."""
        if self._prefix is None or start == 0 or folded[start - 1] in "\n(,.;:":
            return None
        match = self._prefix.search(folded, max(0, start - 5), start)
        if match is None:
            return None
        return self.prefixes[match.group().strip()], match.start()

    def read(self, folded: str, clean: str, end: int, scale: Decimal) -> Tail:
        """What follows the number that ends at ``end`` and has scale words worth ``scale``."""
        one = self._one.match(folded, end)
        if one is None:
            return self._quoted(folded, end)
        word = one.group(2)
        longest = min(self._longest.get(word, 0), _MAX_TOKENS)
        if not longest and word in self._stops:
            return Tail(NONE, end)
        run = (self._run if longest > _MAX_UNKNOWN else self._few).match(folded, end) or one
        regs = run.regs
        start = regs[2][0]
        for count in range(longest, 0, -1):
            stop = regs[2 * count][1]
            if stop < 0:
                continue
            key = _key(folded, start, stop)
            form = self.forms.get(key)
            if form and self._form_stands(form, folded, clean, start, stop, scale):
                return self._compound(form, folded, stop)
            noun = self.nouns.get(key)
            if noun is not None:
                return self._counted(noun, folded, start, stop)
        if regs[1][0] == regs[1][1]:
            return Tail(NONE, end)
        return self._unknown(folded, clean, regs, end)

    def _quoted(self, folded: str, end: int) -> Tail:
        """``9 “Mái ấm tình thương”``: a listed noun of what was made or given, as it is called."""
        start = end + 2
        if folded[end:start] not in _QUOTED:
            return Tail(NONE, end)
        found = self._noun_at(folded, start, spaced=False)
        if found is None or not found[0].called:
            return Tail(NONE, end)
        return self._counted(found[0], folded, start, found[1])

    def glued(self, folded: str, end: int) -> bool:
        """Whether letters stand right against the number."""
        return end < len(folded) and (folded[end].isalpha() or folded[end] == "_")

    def _form_stands(
        self, form: Form, folded: str, clean: str, start: int, stop: int, scale: Decimal
    ) -> bool:
        if form.per_only or (form.scaled and scale == ONE):
            return False
        if stop - start == 1 and clean[start].isupper() and clean[start] not in "Đ":
            return False
        if stop < len(folded) and folded[stop].isalnum() and folded[stop - 1].isalnum():
            return False
        if form.dimension == "duration" and form.unit == "year" and _YEAR_AFTER.match(folded, stop):
            return False
        if not form.not_before or (scale > ONE and form.dimension == "money"):
            return True
        if form.dimension == "money" and _GROUPED.search(folded, max(start - 6, 0), start):
            return True  # 18.000 đồng tiền lãi; hai đồng tiền
        following = self._one.match(folded, stop)
        return following is None or following.group(2) not in form.not_before

    def _counted(self, noun: Noun, folded: str, start: int, stop: int) -> Tail:
        """A listed noun with up to two of its modifiers, or what a counter counts."""
        if noun.counter and (counted := self._noun_at(folded, stop)) is not None:
            noun, stop = counted
        head = stop
        for _ in range(2):
            longer = self._modifier(noun, folded, head)
            if longer == head:
                break
            head = longer
        per = self._denominators(folded, stop) if head == stop else ("", ONE, stop)
        if per[0]:
            unit = f"{noun.unit}/{per[0]}"
            return Tail(NOUN, per[2], unit, unit, ONE / per[1], Span(start, stop), noun=noun)
        return Tail(NOUN, head, noun.unit, _COUNT, ONE, Span(start, head), noun=noun)

    def _noun_at(
        self, folded: str, at: int, *, spaced: bool = True
    ) -> tuple[Noun, int] | None:
        run = self._run.match(folded, at)
        if run is None or (spaced and run.regs[1][0] == run.regs[1][1]):
            return None
        for count in range(min(self._longest.get(run.group(2), 0), _MAX_TOKENS), 0, -1):
            stop = run.regs[2 * count][1]
            if stop >= 0 and (noun := self.nouns.get(_key(folded, run.regs[2][0], stop))):
                return noun, stop
        return None

    def _modifier(self, noun: Noun, folded: str, at: int) -> int:
        one = self._one.match(folded, at)
        if one is None or one.group(2) not in noun.openers or one.end(1) == at:
            return at
        run = self._run.match(folded, at)
        if run is None:
            return at
        for count in range(4, 0, -1):
            stop = run.regs[2 * count][1]
            if stop >= 0 and _key(folded, run.regs[2][0], stop) in noun.modifiers:
                return stop
        return at

    def _compound(self, form: Form, folded: str, stop: int) -> Tail:
        """A unit and what it is per: ``triệu đồng/người/năm``."""
        unit, divisor, end = self._denominators(folded, stop)
        if not unit and not form.flat and (matter := _MATTER.match(folded, stop)):
            unit, divisor, end = self._denominators(folded, matter.end())
        if not unit:
            end = stop
        if not unit or form.flat:
            return Tail(UNIT, end, form.unit, form.dimension, form.scale, form=form)
        name = f"{form.unit}/{unit}"
        return Tail(UNIT, end, name, name, form.scale / divisor)

    def _denominators(self, folded: str, stop: int) -> tuple[str, Decimal, int]:
        """Names joined with ``/``, what they divide by, and where they end."""
        names: list[str] = []
        divisor = ONE
        while len(names) < 3:
            slash = _slash_end(folded, stop)
            if slash < 0:
                break
            found = self._denominator(folded, slash)
            if found is None:
                break
            name, scale, stop = found
            names.append(name)
            divisor *= scale
        return "/".join(names), divisor, stop

    def _denominator(self, folded: str, at: int) -> tuple[str, Decimal, int] | None:
        run = self._run.match(folded, at)
        if run is None:
            return None
        for count in range(min(self._longest.get(run.group(2), 0), _MAX_TOKENS), 0, -1):
            stop = run.regs[2 * count][1]
            if stop < 0:
                continue
            key = _key(folded, run.regs[2][0], stop)
            if form := self.forms.get(key):
                return (form.per, ONE, stop) if form.per else (form.unit, form.scale, stop)
            if noun := self.nouns.get(key):
                return noun.unit, ONE, stop
        return None

    def _unknown(
        self, folded: str, clean: str, regs: tuple[tuple[int, int], ...], end: int
    ) -> Tail:
        """One to three syllables up to a stop word, a mark or a number."""
        stop = -1
        for count in range(1, _MAX_UNKNOWN + 1):
            first, last = regs[2 * count]
            if first < 0 or (count > 1 and folded[regs[2 * count - 1][0]] == ","):
                break
            word = folded[first:last]
            if word in self._stops or not word.isalpha() or len(word) < 2:
                break
            stop = last
        if stop < 0:
            return Tail(NONE, end)
        if _is_name(clean, regs):
            return Tail(NAME, end)
        return Tail(UNKNOWN, stop, head=Span(regs[2][0], stop))


def _first_words(phrases: Iterable[str]) -> dict[str, int]:
    """First word of the phrases -> the most tokens a phrase that begins so can have."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        tokens = phrase.split(" ")
        first = tokens[0].rstrip(",")
        longest[first] = max(longest.get(first, 0), len(tokens))
    return longest


def _token_pattern(phrases: Iterable[str]) -> str:
    """One token: letters with a trailing digit or power (m2, f0), a lone symbol, or a phrase's own
    word with other marks in it (đ/c).  The text is folded: lower case letters do.
    """
    odd = {word for phrase in phrases for word in phrase.split(" ")}
    odd = {word.rstrip(",") for word in odd if not word.rstrip(",").isalnum()}
    marks = "|".join(re.escape(word) for word in sorted(odd, key=len, reverse=True) if word)
    letters = "a-z\u00df-\u00f6\u00f8-\u1eff"
    return rf"((?:{marks})(?!\w)|[{letters}]{{1,24}}[0-9²³]?(?!\w)|[%$€£₫‰])"


def _run_pattern(token: str, length: int) -> re.Pattern[str]:
    """Up to ``length`` tokens: groups 2, 4, … are tokens, 1, 3, … what stands before them."""
    pattern = ""
    for _ in range(length - 1):
        pattern = rf"(?:( {{1,3}}|, ?){token}{pattern})?"
    return re.compile(rf"( {{0,3}}){token}{pattern}")


def _key(folded: str, start: int, stop: int) -> str:
    key = folded[start:stop]
    if "  " in key:
        key = " ".join(key.split())
    if "," in key:
        key = ", ".join(part.strip() for part in key.split(","))
    return key


def _is_name(clean: str, regs: tuple[tuple[int, int], ...]) -> bool:
    """Whether the first two words are capitalised: ``29 Phạm Văn Đồng`` is an address."""
    first, second = regs[2][0], regs[4][0]
    if second < 0 or not (clean[first].isupper() and clean[second].isupper()):
        return False
    return not clean[regs[2][0] : regs[4][1]].isupper()  # a headline in capitals is no name


def _slash_end(folded: str, stop: int) -> int:
    """Position after a slash that stands at ``stop``, -1 when none does; ``/1 người`` counts."""
    if folded.startswith(" /", stop):
        stop += 1
    if not folded.startswith("/", stop):
        return -1
    stop += 1
    while stop < len(folded) and folded[stop] == " ":
        stop += 1
    one = _ONE.match(folded, stop)
    return one.end() if one else stop
