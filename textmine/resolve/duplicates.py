"""Near-duplicate articles: reprints, corrections of one notice, quoted passages.

``sketch`` gives hashes that articles with a passage in common share (bands of a MinHash of word
shingles, passages, the whole text); ``compare`` looks at two texts word by word; ``origins`` groups
pairs.  All are pure and deterministic; a store keeps the marks and pairs between runs.

Two notices of one office for two months share nearly every word.  They are told apart by the times
they name and by their figures: a duplicate says the same of the same time, at most a few figures
corrected.  A correction is marked so, because what it corrects contradicts it.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from textmine.packs.loader import PackSet
from textmine.text.fold import fold_text

if TYPE_CHECKING:
    import numpy as np
    from datasketch import MinHash
    from numpy.typing import NDArray

WHOLE, PASSAGE = -1, 0
COPY, REPRINT, CORRECTION, QUOTATION = "copy", "minhash", "correction", "quotation"

_PERMUTATIONS = 64
_BAND = 4  # 16 bands of 4: of pairs 60% alike 89 in 100 are met, of pairs 80% alike all
_SHINGLE = 4
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
_ONE_IN = 24  # passages kept as marks
_SHORTEST = 30  # words; shorter texts are duplicates only as copies
_SHORTEST_QUOTED = 60
_ALIKE = 0.6
_QUOTED = 0.85
_SAME_NAMES = 0.8
_SAME_FIGURES = 0.5
_SAME_TIMES = 0.6
_LOOK_BACK = 40  # characters before a number; words that make it a time are short
_NUMBER = re.compile(r"\d++(?:[.,/:-]\d++)*+")
_WORD = re.compile(r"[^\W\d_]++(?:[-’'][^\W\d_]++)*+")
_TOKEN = re.compile(rf"{_WORD.pattern}|{_NUMBER.pattern}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A hash an article shares with those like it; ``band`` is WHOLE, PASSAGE, or from 1 on."""

    value: int
    band: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts are one: ``similarity`` is the share of word sequences in common.

    ``method`` is copy, minhash, correction (figures differ) or quotation; ``first_quoted`` says
    the first text stands in the second.
    """

    similarity: float
    method: str
    first_quoted: bool | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles found alike; of a quotation ``left`` is the quoted one, else the smaller key."""

    left: int
    right: int
    similarity: float
    method: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The article a duplicate goes back to: the smallest key of its group."""

    article: int
    origin: int
    similarity: float
    method: str


class Text:
    """A text as compared: its figures are read at once, its words when they are asked for."""

    def __init__(self, text: str, time_words: frozenset[str]) -> None:
        self._text = text
        times: list[str] = []
        figures: list[str] = []
        end = 0
        for number in _NUMBER.finditer(text):
            word = number[0]
            is_time = "/" in word or _is_year(word) or _last_word(text, end, number) in time_words
            (times if is_time else figures).append(word)
            end = number.end()
        self.times, self.figures = Counter(times), Counter(figures)

    @cached_property
    def _printed(self) -> list[str]:
        return _TOKEN.findall(self._text)

    @cached_property
    def words(self) -> list[str]:
        """Words and figures, folded."""
        return _folded(self._printed)

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Sequences of words, figures left out."""
        words = ["0" if word[0].isdigit() else word for word in self.words]
        return frozenset(_shingles(words).tolist())

    @cached_property
    def names(self) -> Counter[str]:
        """Words printed with a capital."""
        return Counter(word for word in self._printed[1:] if word[0].isupper())


def _last_word(text: str, start: int, number: re.Match[str]) -> str:
    """The word before a number, folded; empty where another number stands nearer."""
    words = _WORD.findall(text, max(start, number.start() - _LOOK_BACK), number.start())
    return fold_text(words[-1]) if words else ""


def _folded(words: Sequence[str]) -> list[str]:
    """The words folded, all in one go."""
    return fold_text("\n".join(words)).split("\n") if words else []


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20")


def _shingles(words: Sequence[str]) -> NDArray[np.uint64]:
    """A 32-bit hash of every sequence of words: CRCs of words mixed by odd multipliers."""
    import numpy as np

    codes = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], np.uint64)
    if len(codes) < _SHINGLE:
        return np.array([int(codes.sum()) & 0xFFFFFFFF], np.uint64)
    mixed = np.zeros(len(codes) - _SHINGLE + 1, np.uint64)
    for at, factor in enumerate(_FACTORS):
        mixed = (mixed ^ codes[at : at + len(mixed)]) * np.uint64(factor)
    return mixed >> np.uint64(32)


def read_time_words(packs: PackSet) -> frozenset[str]:
    """Words before a number that make it a time (tháng 5, quý 2), from ``[[duplicate_words]]``."""
    row = packs.by_id("duplicate_words").get("time")
    return frozenset(row.data["words"]) if row is not None else frozenset()


def sketch(text: str) -> tuple[Mark, ...]:
    """The marks of a text, each once; at least that of the whole."""
    import numpy as np

    words = _folded(_TOKEN.findall(text))
    marks = {_whole(words): WHOLE}
    if len(words) >= _SHORTEST:
        shingles = np.unique(_shingles(words))
        for value in shingles[shingles % _ONE_IN == 0].tolist():
            marks.setdefault(_mix(PASSAGE, str(value)), PASSAGE)
        values = _minhash(shingles.tolist()).hashvalues.tolist()
        for band, start in enumerate(range(0, _PERMUTATIONS, _BAND), start=1):
            marks.setdefault(_mix(band, str(values[start : start + _BAND])), band)
    return tuple(Mark(value, band) for value, band in marks.items())


def _whole(words: Sequence[str]) -> int:
    return _mix(WHOLE, " ".join(words))


def _mix(band: int, text: str) -> int:
    data = f"{band} {text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big") >> 1


def _minhash(values: Sequence[int]) -> MinHash:
    """A MinHash of hashes made before: the same in every process and on every machine."""
    made = _blank().copy()
    made.update_batch(values)
    return made


@lru_cache(maxsize=1)
def _blank() -> MinHash:
    """A MinHash of nothing; its copies share the permutations, which are slow to draw."""
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=_itself, scheme="affine32")


def _itself(value: int) -> int:
    return value


def enough(shared: Iterable[int]) -> bool:
    """Whether marks in common (their bands) are reason to compare two texts."""
    passages = 0
    for band in shared:
        if band != PASSAGE:
            return True
        passages += 1
    return passages >= 2


def compare(first: Text, second: Text) -> Likeness | None:
    """How two texts are duplicates of one another, ``None`` when they are not."""
    fewest = min(first.figures.total(), second.figures.total())
    if (first.figures & second.figures).total() < _SAME_FIGURES * fewest:
        return None  # asked first: it decides most cases and costs least
    if first.words == second.words:
        return Likeness(1.0, COPY)
    if min(len(first.words), len(second.words)) < _SHORTEST:
        return None
    common = len(first.shingles & second.shingles)
    alike = common / len(first.shingles | second.shingles)
    same = _same_notice(first, second, alike) if alike >= _ALIKE else None
    return same or _quoted(first, second, common)


def _same_notice(first: Text, second: Text, alike: float) -> Likeness | None:
    if _agree(first.names, second.names) < _SAME_NAMES:
        return None
    if _agree(first.times, second.times) < _SAME_TIMES:
        return None
    figures = _agree(first.figures, second.figures)
    if figures < _SAME_FIGURES:
        return None
    corrected = any(
        one - other and other - one
        for one, other in ((first.figures, second.figures), (first.times, second.times))
    )
    return Likeness(alike, CORRECTION if corrected else REPRINT)


def _quoted(first: Text, second: Text, common: int) -> Likeness | None:
    """Whether the shorter text stands in the longer, with its figures."""
    first_shorter = len(first.shingles) <= len(second.shingles)
    short, long = (first, second) if first_shorter else (second, first)
    if len(short.words) < _SHORTEST_QUOTED:
        return None
    share = common / len(short.shingles)
    if share < _QUOTED:
        return None
    if _held(short.times, long.times) < _SAME_TIMES:
        return None
    if min(_held(short.figures, long.figures), _held(short.names, long.names)) < _SAME_NAMES:
        return None
    return Likeness(share, QUOTATION, first_shorter)


def _agree(one: Counter[str], other: Counter[str]) -> float:
    """The share of the larger that both have; 1 where neither has any."""
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 1.0


def _held(one: Counter[str], other: Counter[str]) -> float:
    """The share of ``one`` that ``other`` has too."""
    return (one & other).total() / one.total() if one else 1.0


def origins(pairs: Iterable[Pair]) -> tuple[Origin, ...]:
    """The origin of every article that is not its own: duplicates of duplicates are one group.

    An article that quotes others goes back to the group it takes most of, and ties no two groups
    together: what a survey quotes are notices independent of each other.
    """
    ordered = sorted(pairs, key=lambda pair: (pair.left, pair.right))
    groups = _groups(pair for pair in ordered if pair.method != QUOTATION)
    best: dict[int, Pair] = {}
    for pair in ordered:
        if pair.method != QUOTATION:
            for key in (pair.left, pair.right):
                best[key] = max(best.get(key, pair), pair, key=_closeness)
    found = {
        key: Origin(key, root, best[key].similarity, best[key].method)
        for key, root in groups.items()
        if key != root
    }
    quoting: dict[int, Pair] = {}
    for pair in ordered:
        if pair.method == QUOTATION and pair.right not in groups:
            quoting[pair.right] = max(quoting.get(pair.right, pair), pair, key=_closeness)
    for key, pair in quoting.items():
        found[key] = Origin(key, _source(pair.left, groups, quoting), pair.similarity, pair.method)
    return tuple(found[key] for key in sorted(found))


def _closeness(pair: Pair) -> tuple[float, int, int]:
    return (pair.similarity, -pair.left, -pair.right)


def _source(key: int, groups: Mapping[int, int], quoting: Mapping[int, Pair]) -> int:
    """What a quoted article goes back to itself."""
    seen: set[int] = set()
    while key in quoting and key not in seen:
        seen.add(key)
        key = quoting[key].left
    return groups.get(key, key)


def _groups(pairs: Iterable[Pair]) -> dict[int, int]:
    """The smallest key of its group for every article of a pair."""
    parent: dict[int, int] = {}

    def root(key: int) -> int:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in pairs:
        low, high = sorted((root(pair.left), root(pair.right)))
        parent[high] = low
    return {key: root(key) for key in list(parent)}


def find_pairs(texts: Mapping[int, str], time_words: frozenset[str]) -> tuple[Pair, ...]:
    """All pairs among a few texts, by their marks."""
    holders: dict[Mark, list[int]] = {}
    for key in sorted(texts):
        for mark in sketch(texts[key]):
            holders.setdefault(mark, []).append(key)
    shared: dict[tuple[int, int], list[int]] = {}
    for mark, keys in holders.items():
        for at, left in enumerate(keys):
            for right in keys[at + 1 :]:
                shared.setdefault((left, right), []).append(mark.band)
    read = {key: Text(text, time_words) for key, text in texts.items()}
    found = []
    for (left, right), bands in sorted(shared.items()):
        if enough(bands):
            pair = make_pair(left, right, compare(read[left], read[right]))
            if pair is not None:
                found.append(pair)
    return tuple(found)


def make_pair(left: int, right: int, likeness: Likeness | None) -> Pair | None:
    """The pair of two articles compared in this order."""
    if likeness is None:
        return None
    swap = likeness.first_quoted is False or (likeness.first_quoted is None and left > right)
    if swap:
        left, right = right, left
    return Pair(left, right, round(likeness.similarity, 4), likeness.method)
