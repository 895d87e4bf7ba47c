"""The words around a number: qualifiers, joints, and what stands to its left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from textmine.model.enums import Approx
from textmine.packs.loader import PackSet
from textmine.recognize.numeral_words import words_of

_REACH = 48
_MAX_WORDS = 5
_BOUND_REACH = 36
_COMPARED_REACH = 110  # characters
_OPENING = "([{\"'“‘«*•-–+"
_SYMBOLS = "~<>≥≤"
_FROM = "từ"
_BETWEEN = "giữa"
EXACT = Approx.EXACT
_BOUNDS = frozenset({Approx.AT_LEAST, Approx.AT_MOST, Approx.LESS_THAN, Approx.MORE_THAN})


@dataclass(frozen=True, slots=True)
class Qualifier:
    approx: Approx
    not_after: frozenset[str]
    not_before: tuple[str, ...]
    opening: bool


class Left:
    """The words that end right before ``position``, as long as only spaces part them.

    ``last`` is the nearest; ``words`` are up to five, in order, found when first asked for.
    """

    __slots__ = ("_words", "folded", "last", "position")

    def __init__(self, folded: str, position: int) -> None:
        self.folded = folded
        self.position = position
        self.last = ""
        self._words: list[str] | None = None
        if position and folded[position - 1] == " ":
            end = position - 1
            while end and folded[end - 1] == " ":
                end -= 1
            start = folded.rfind(" ", max(0, position - _REACH), end) + 1
            if start or position <= _REACH:
                self.last = _word(folded[start:end])

    @property
    def words(self) -> list[str]:
        if self._words is None:
            self._words = self._find() if self.last else []
        return self._words

    def _find(self) -> list[str]:
        begin = max(0, self.position - _REACH)
        segment = self.folded[begin : self.position]
        if "\n" in segment:
            begin, segment = 0, segment.rpartition("\n")[2]
        words = segment.split()
        if begin and len(words) <= _MAX_WORDS:
            del words[:1]  # the window may have cut it
        for index in range(len(words) - 1, -1, -1):
            if words[index][0] in _OPENING:
                words[index] = words[index].lstrip(_OPENING)
                del words[: index if words[index] else index + 1]
                break
        return words[-_MAX_WORDS:]

    def phrase(self, count: int) -> str:
        return " ".join(self.words[-count:])

    def before(self, count: int) -> str:
        """The word before the last ``count`` ones; empty when there is none."""
        return self.words[-count - 1] if len(self.words) > count else ""

    def start(self, count: int) -> int:
        """Where the last ``count`` words begin."""
        at = self.position
        for word in reversed(self.words[-count:]):
            at = self.folded.rfind(word, 0, at)
        return at


def phrase_lengths(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Last word of the phrases -> how many words phrases that end so have, most first."""
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        words = phrase.split(" ")
        lengths.setdefault(words[-1], set()).add(len(words))
    return {word: tuple(sorted(counts, reverse=True)) for word, counts in lengths.items()}


def _word(text: str) -> str:
    if "\n" in text:
        text = text.rpartition("\n")[2]
    return text.lstrip(_OPENING) if text and text[0] in _OPENING else text


@lru_cache(maxsize=64)
def left_of(folded: str, position: int) -> Left:
    """The words before ``position``; the last few askings are remembered."""
    return Left(folded, position)


@dataclass(frozen=True, slots=True)
class Qualified:
    """Where the words that bound a number begin, and what they say."""

    start: int
    approx: Approx
    range_word: bool = False  # "từ" or "giữa" opens it


class QualifierReader:
    """Reads ``gần``, ``khoảng``, ``từ … trở lên`` around a number; compiled from numerals.toml."""

    def __init__(self, packs: PackSet) -> None:
        self._before: dict[str, Qualifier] = {}
        self._after: dict[str, Approx] = {}
        for row in packs.rows("qualifier"):
            try:
                approx = Approx(str(row.data.get("approx")))
            except ValueError:
                raise row.error(f"unknown approx {row.data.get('approx')!r}") from None
            if row.data.get("side") == "after":
                self._after.update(dict.fromkeys(words_of(row), approx))
                continue
            made = Qualifier(
                approx,
                frozenset(row.data.get("not_after", ())),
                tuple(row.data.get("not_before", ())),
                bool(row.data.get("opening")),
            )
            self._before.update(dict.fromkeys(words_of(row), made))
        self._endings = phrase_lengths(self._before)
        self._openings = tuple({words[:2] for words in self._after})
        self.joints: dict[str, str] = {}
        for row in packs.rows("number_joint"):
            self.joints.update(dict.fromkeys(words_of(row), str(row.data.get("kind"))))
        self.contexts = {
            id: frozenset(words_of(row)) for id, row in packs.by_id("number_context").items()
        }

    def before(self, folded: str, start: int, following: str) -> Qualified:
        """The qualifiers that end at ``start``; ``following`` is the text of the counted noun."""
        approx = EXACT
        while start > 0 and folded[start - 1] in _SYMBOLS:
            start -= 1
            approx = self._before[folded[start]].approx
        for _ in range(2):
            found = self._one(left_of(folded, start), following)
            if found is None:
                break
            start, said = found
            if approx not in _BOUNDS:
                approx = said
        left = left_of(folded, start)
        if left.last in (_FROM, _BETWEEN):
            outer = self._one(left_of(folded, left.start(1)), following)
            if outer and outer[1] is not EXACT:
                return Qualified(outer[0], _stronger(approx, outer[1]), True)
            return Qualified(left.start(1), approx, True)
        return Qualified(start, approx)

    def _one(self, left: Left, following: str) -> tuple[int, Approx] | None:
        for count in self._endings.get(left.last, ()):
            qualifier = self._before.get(left.phrase(count))
            if qualifier is None:
                continue
            if qualifier.opening and not self._opens(left, count):
                continue
            if qualifier.not_after and left.before(count) in qualifier.not_after:
                return None
            if any(_begins(following, noun) for noun in qualifier.not_before):
                return None
            return left.start(count), qualifier.approx
        return None

    def _opens(self, left: Left, count: int) -> bool:
        """Whether the last ``count`` words begin a sentence that compares the number with none."""
        start, folded = left.start(count), left.folded
        before = folded[max(0, start - 3) : start].rstrip(" \"“”'‘*•–-")
        if before and before[-1] not in "\n.!?":
            return False
        sentence = folded[left.position : left.position + _COMPARED_REACH]
        for stop in (". ", "\n"):
            sentence = sentence.partition(stop)[0]
        return not any(words in sentence for words in self.contexts["compared"])

    def after(self, folded: str, end: int) -> tuple[int, Approx] | None:
        """End and meaning of ``trở lên`` and the like right after ``end``."""
        begin = end + 1
        if not folded.startswith(" ", end) or not folded.startswith(self._openings, begin):
            return None
        window = folded[begin : begin + 16]
        for words, approx in self._after.items():
            if window.startswith(words) and not window[len(words) : len(words) + 1].isalnum():
                return begin + len(words), approx
        return None

    def upwards(
        self, folded: str, end: int, *, counted: bool = False
    ) -> tuple[int, Approx] | None:
        """``từ 50% kế hoạch năm trở lên``: the bound a few words after what ``từ`` opened.

        ``counted``: after the noun alone (``60% chi bộ thôn trở lên``), not after a grade
        (``86% hoàn thành tốt nhiệm vụ trở lên``).
        """
        window = folded[end : end + _BOUND_REACH]
        stop = next((at for at, mark in enumerate(window) if mark in ",;.:()\n"), len(window))
        for words, approx in self._after.items():
            at = window.find(f" {words}", 0, stop)
            if at >= 0 and not any(mark.isdigit() for mark in window[:at]):
                between = window[:at].split()
                if counted and (len(between) > 4 or self.contexts["graded"] & {*between}):
                    return None
                return end + at + 1 + len(words), approx
        return None

    def two_sides(self, folded: str, end: int) -> bool:
        """Whether a bracket behind two numbers tells of one and the other (mua vào - bán ra)."""
        if not folded.startswith((" (", "("), end):
            return False
        inside = folded[end : end + _BOUND_REACH].partition("(")[2].partition(")")[0]
        return inside.replace("–", "-") in self.contexts["two_sides"]

    def joint(self, gap: str) -> str:
        """``range``, ``from_to`` or empty: what the words between two numbers say."""
        words = gap.split()
        for count in range(min(3, len(words)), 0, -1):
            kind = self.joints.get(" ".join(words[:count]))
            if kind and (len(words) == count or " ".join(words[count:]) in self._before):
                return kind
        return ""


def opens_sentence(clean: str, position: int) -> bool:
    """Whether nothing, a line's start or a mark stands before ``position``."""
    before = clean[max(0, position - 3) : position].rstrip(" ")
    return not before or before[-1] in "\n.!?:;\"“”'‘(*•–-…,"


def _stronger(one: Approx, other: Approx) -> Approx:
    return one if one in _BOUNDS else other


def _begins(text: str, words: str) -> bool:
    return text.startswith(words) and not text[len(words) : len(words) + 1].isalnum()
