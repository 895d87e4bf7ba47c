"""Spelled numbers: ``hai mươi mốt nghìn không trăm mười một``, ``hàng trăm``, ``triệu rưỡi``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from textmine.packs.loader import PackSet, Row

ONE = Decimal(1)
_TEN = Decimal(10)
_HUNDRED = Decimal(100)
_THOUSAND = Decimal(1000)
_ROLES = frozenset({"digit", "ten", "tens", "hundred", "scale", "link", "half", "part", "point"})
Word = tuple[str, int, int]  # the word, its start and end


@dataclass(frozen=True, slots=True)
class NumberWord:
    value: Decimal
    role: str
    inner: bool
    alone: str


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number read from words: see ``Numeral`` for the fields of the same names.

    ``low``/``high`` multiply ``value`` (1 to 10 for hàng); ``last`` is the last scale used.
    """

    value: Decimal
    end: int
    scale: Decimal
    last: Decimal
    step: Decimal
    money: bool
    alone: str = ""
    decimals: int = 0
    low: Decimal = ONE
    high: Decimal = ONE

    def extended(self, value: Decimal, end: int, step: Decimal, last: Decimal) -> Spelled:
        return replace(self, value=value, end=end, step=step, last=last)


class Speller:
    """The number words of the packs and the grammar that adds them up.

    Raises PackError when a row lacks words or has an unknown role.
    """

    def __init__(self, packs: PackSet) -> None:
        self._words: dict[str, NumberWord] = {}
        for row in packs.rows("number_word"):
            role = row.data.get("role")
            if role not in _ROLES:
                raise row.error(f"role is {role!r}", f"use one of {', '.join(sorted(_ROLES))}")
            inner = bool(row.data.get("inner"))
            alone = str(row.data.get("alone", "never"))
            value = Decimal(str(row.data.get("value", 0)))
            for word in words_of(row):
                self._words[word] = NumberWord(value, role, inner, alone)
        self._scales: dict[str, Decimal] = {}
        self._money: set[str] = set()
        self._blocked: dict[str, frozenset[str]] = {}
        self._glued: set[str] = set()
        self._upper_before: dict[str, tuple[str, ...]] = {}
        for row in packs.rows("scale"):
            for word in words_of(row):
                self._scales[word] = Decimal(str(row.data.get("value", 0)))
                self._upper_before[word] = tuple(row.data.get("upper_before", ()))
                self._blocked[word] = frozenset(row.data.get("not_before", ()))
                if row.data.get("money"):
                    self._money.add(word)
                if row.data.get("glued"):
                    self._glued.add(word)
        self._indefinite = {
            word: (Decimal(str(row.data.get("low", 1))), Decimal(str(row.data.get("high", 10))))
            for row in packs.rows("indefinite")
            for word in words_of(row)
        }
        self.pattern = _alternatives([*self._words, *self._glued, *self._indefinite])
        outer = [word for word, item in self._words.items() if not item.inner and item.value]
        self.starters = list(dict.fromkeys([*outer, *self._indefinite]))
        self._before_five = frozenset(
            word
            for row in packs.rows("number_context")
            if row.data.get("id") == "five"
            for word in words_of(row)
        )
        self.scale_pattern = _alternatives(self._scales.keys() - self._glued)

    def scale(self, word: str) -> Decimal:
        return self._scales[word]

    def digit(self, word: str) -> Decimal | None:
        """Value of a single digit word."""
        item = self._words.get(word)
        return item.value if item and item.role in ("digit", "ten") else None

    def alone(self, folded: str, start: int, word: str) -> NumberWord | None:
        """A single number word, if it can be a number here at all."""
        item = self._words.get(word)
        if item is None or item.alone == "never":
            return None
        if item.alone == "after":
            before = folded[max(0, start - 12) : start].split(" ")
            if len(before) < 2 or before[-2] not in self._before_five:
                return None
        return item

    def after_digits(
        self, words: Sequence[Word], value: Decimal, folded: str, clean: str
    ) -> Spelled | None:
        """The scale words after printed digits worth ``value``; ``None`` when none applies."""
        first, start, end = words[0]
        if first in self._glued:
            if folded[start - 1] == " " or not self._suffix_stands(
                first, folded, clean, start, end
            ):
                return None
            scale = self._scales[first]
            return Spelled(value * scale, end, scale, scale, scale, True)
        return _Sum(self, words, folded, clean).run(value)

    def _suffix_stands(self, word: str, folded: str, clean: str, start: int, end: int) -> bool:
        if not clean[start].isupper():
            return True
        return self.before_currency(word, folded, end)

    def before_currency(self, word: str, folded: str, end: int) -> bool:
        """Whether what stands behind a scale with a capital shows that it is one after all."""
        following = folded[end : end + 5].lstrip(" ")
        return following.startswith(self._upper_before[word])

    def read(self, words: Sequence[Word], folded: str, clean: str) -> Spelled | None:
        """The number that begins the words; ``None`` when they begin none."""
        low, high = ONE, ONE
        skip = 0
        for length in (2, 1):
            bounds = self._indefinite.get(" ".join(word for word, _, _ in words[:length]))
            if bounds is not None:
                low, high = bounds
                skip = length
                break
        if skip:
            spelled = _Sum(self, words[skip:], folded, clean).run(ONE) if words[skip:] else None
            if spelled is None or spelled.value == ONE:
                return None
            return replace(spelled, low=low, high=high, step=Decimal(0))
        return _Sum(self, words, folded, clean).run(None)


class _Sum:
    """One pass over number words, left to right."""

    def __init__(self, speller: Speller, words: Sequence[Word], folded: str, clean: str) -> None:
        self.s = speller
        self.words = words
        self.folded = folded
        self.clean = clean
        self.at = 0
        self.scale = ONE
        self.last = Decimal(0)
        self.money = False
        self.decimals = 0
        self.step = ONE

    def run(self, initial: Decimal | None) -> Spelled | None:
        """Sums groups of decreasing scale; with ``initial`` the first group is printed digits."""
        total = Decimal(0)
        value: Decimal | None = initial
        ceiling: Decimal | None = None
        while True:
            first = self.at
            if value is None or total:
                value = self._below_thousand()
            elif initial is not None:
                value = self._times_hundred(value)
            if value is None:
                break
            single = self.at - first == 1
            scale = self._scales()
            if scale == ONE and total:
                total += self._colloquial(value, single)
                break
            if ceiling is not None and scale >= ceiling:
                self.at = first
                break
            total += value * scale
            self.scale = self.scale if ceiling else self.scale * scale
            self.step = scale if ceiling or not initial else self.scale
            ceiling = scale
            total += self._half(scale)
            if scale == ONE or self.at >= len(self.words):
                break
            value = None
        if self.at == 0:
            return None
        return self._result(total, initial is not None)

    def _result(self, total: Decimal, digits: bool) -> Spelled:
        end = self.words[self.at - 1][2]
        head = self.s._words[self.words[0][0]]
        alone = ""
        if not digits:
            if self.at == 1 or head.role in ("tens", "hundred", "scale"):
                alone = head.alone if self.at == 1 else "qualified"
            if head.role == "part":
                alone = "unit"
        step = self.step.scaleb(-self.decimals)
        last = self.last or ONE
        return Spelled(total, end, self.scale, last, step, self.money, alone, self.decimals)

    def _item(self, offset: int = 0) -> NumberWord | None:
        index = self.at + offset
        return self.s._words.get(self.words[index][0]) if index < len(self.words) else None

    def _role(self, offset: int = 0) -> str:
        item = self._item(offset)
        return item.role if item else ""

    def _times_hundred(self, value: Decimal) -> Decimal:
        """``3 trăm``, ``2 chục``: printed digits before a small scale."""
        item = self._item()
        if (
            item is not None
            and item.role in ("hundred", "tens")
            and self.words[self.at][0] != "mươi"
        ):
            self.at += 1
            self.scale = item.value
            value = value * item.value
        return value

    def _below_thousand(self) -> Decimal | None:
        item = self._item()
        if item is None:
            return None
        if item.role == "part":
            self.at += 1
            return item.value
        if item.role == "digit" and not item.inner:
            return self._from_digit(item.value)
        if item.role == "ten":
            self.at += 1
            return item.value + self._unit(five=False)
        if item.role == "link" and self.at and self._role(1) == "digit":
            self.at += 1
            return self._unit(five=True)
        if self.at == 0 and item.role in ("tens", "hundred"):
            self.at += 1
            return item.value + (self._after_hundred() if item.role == "hundred" else 0)
        if self.at == 0 and item.role == "scale":
            return ONE
        return None

    def _from_digit(self, digit: Decimal) -> Decimal | None:
        following = self._item(1)
        role = following.role if following else ""
        year = self.words[self.at][0] == "năm" and self.at > 0
        if year and role not in ("tens", "hundred", "scale"):
            return None
        self.at += 1
        if role == "hundred":
            self.at += 1
            return digit * _HUNDRED + self._after_hundred()
        if role == "tens" and following is not None:
            self.at += 1
            return digit * following.value + self._unit(five=False)
        if role == "point":
            return self._fraction(digit)
        return digit

    def _after_hundred(self) -> Decimal:
        item = self._item()
        if item is None:
            return Decimal(0)
        if item.role == "link" and self._role(1) == "digit":
            self.at += 1
            return self._unit(five=True)
        if item.role == "ten":
            self.at += 1
            return _TEN + self._unit(five=False)
        if item.role == "digit" and self._role(1) == "tens":
            self.at += 2
            return item.value * _TEN + self._unit(five=False)
        if item.role == "half":
            self.at += 1
            return _HUNDRED / 2
        if item.role == "digit" and self.words[self.at][0] != "năm":
            self.at += 1
            return item.value * _TEN
        return Decimal(0)

    def _unit(self, *, five: bool) -> Decimal:
        """The unit digit after tens; ``năm`` there is the noun year, five is ``lăm``."""
        item = self._item()
        if item is None or item.role != "digit" or not item.value:
            return Decimal(0)
        if self.words[self.at][0] == "năm" and not five:
            return Decimal(0)
        self.at += 1
        return item.value

    def _fraction(self, whole: Decimal) -> Decimal:
        index = self.at + 1
        digits = ""
        while index < len(self.words):
            item = self.s._words.get(self.words[index][0])
            if item is None or item.role != "digit":
                break
            digits += str(item.value)
            index += 1
        if not digits:
            return whole
        self.at = index
        self.decimals = len(digits)
        return whole + Decimal(digits).scaleb(-len(digits))

    def _scales(self) -> Decimal:
        """The product of the scale words here: ``nghìn tỷ`` is 10**12."""
        product = ONE
        while self.at < len(self.words):
            word, start, end = self.words[self.at]
            item = self.s._words.get(word)
            if item is None or item.role != "scale" or self._blocked(word, start, end):
                break
            product *= item.value
            self.last = item.value
            self.money = word in self.s._money
            self.at += 1
        return product

    def _blocked(self, word: str, start: int, end: int) -> bool:
        """Whether the scale word is part of another word (tỷ lệ) or a name (Triệu Vy)."""
        if self.clean[start].isupper() and not self.clean[start : start + 2].isupper():
            return not self.s.before_currency(word, self.folded, end)  # 4 Tỷ Đồng
        banned = self.s._blocked.get(word)
        if not banned or not self.folded.startswith(" ", end):
            return False
        following = self.folded[end + 1 : end + 8].split(" ")[0].rstrip(".,;:)")
        return following in banned

    def _half(self, scale: Decimal) -> Decimal:
        if self._role() != "half":
            return Decimal(0)
        base = scale if scale > ONE else self.scale
        if base == ONE:
            return Decimal(0)
        self.at += 1
        self.step = base / 2
        return self.step

    def _colloquial(self, value: Decimal, single: bool) -> Decimal:
        """``ba triệu hai`` is 3.2 million; ``hai nghìn không trăm mười một`` just adds."""
        self.step = self.last / _TEN if single and self.last >= _THOUSAND else ONE
        return value * self.step


def words_of(row: Row) -> list[str]:
    words = row.data.get("words")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise row.error("needs a list of words", 'write words = ["…"]')
    return words


def _alternatives(words: Iterable[str]) -> str:
    """The words as a pattern, the longest first; each is literal."""
    return "|".join(
        word.replace(" ", " {1,2}") for word in sorted(set(words), key=lambda w: (-len(w), w))
    )
