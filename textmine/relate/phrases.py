"""The words around a number: what group it counts, and how to call what it measures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from textmine.model import Quantity
from textmine.packs.loader import PackSet
from textmine.relate.scene import Place, Scene

_STOP = re.compile(r"[,;:.()\n]|\s-\s|[–—]")
_MAX_SYLLABLES = 8
_MAX_LABEL = 14  # the longest names of what is measured have as many syllables
_JOINTS = ("và", "cùng", "với")
_MARKS = " ,;:.()–—-“”\"'"
_GROUP_SYLLABLES = 5


class Phrases:
    """Reads phrases beside a number; compiled once from ``[[linking_words]]``."""

    def __init__(self, packs: PackSet) -> None:
        words: Mapping[str, tuple[str, ...]] = {
            id: tuple(row.data.get("words", ()))
            for id, row in packs.by_id("linking_words").items()
        }
        self._openers = tuple(sorted(words.get("group_opener", ()), key=len, reverse=True))
        self._no_group = frozenset(words.get("no_group", ()))
        row = packs.by_id("linking_words").get("group_noun")
        self._group_nouns = words.get("group_noun", ())
        self._group_of = tuple(row.data.get("indicators", ())) if row else ()
        self._places = frozenset(words.get("part_place", ()))
        self._aside = words.get("aside", ())
        self._edges = tuple(sorted(words.get("label_edge", ()), key=len, reverse=True))
        kept = words.get("label_kept", ())
        edge = "|".join(_but_in(word, kept) for word in self._edges) or r"(?!)"
        # At most as many words as a label has, so neither pattern can run away.
        self._leading = re.compile(rf"(?:(?:{edge})(?:[ ,]+|\Z)){{1,{_MAX_SYLLABLES}}}")
        self._trailing = re.compile(rf"(?:(?:\A|[ ,]+)(?:{edge})){{1,{_MAX_SYLLABLES}}}\Z")
        tails = sorted(words.get("label_tail", ()), key=len, reverse=True)
        self._tail = re.compile(rf" (?:{'|'.join(map(re.escape, tails)) or '(?!)'})\Z")
        self.totals = frozenset(words.get("denominator_total", ()))

    def after(self, scene: Scene, place: Place, quantity: Quantity, limit: int) -> str:
        """The clean words right of the number up to the next mark or number."""
        start = quantity.number.end if quantity.head is None else quantity.head.start
        end = max(place.right, quantity.span.end)
        words = scene.article.clean[start : min(end, start + 90)]
        stop = _STOP.search(words, 1)
        words = words[: stop.start()] if stop else words
        return " ".join(words.split()[:limit])

    def modifier(
        self, scene: Scene, place: Place, quantity: Quantity, *, part: bool = False
    ) -> str | None:
        """The counted noun with what narrows it (``chi bộ bản``), ``None`` without a noun.

        Of a ``part``, where it is narrows it too (``chi bộ ở các bản``).
        """
        if quantity.head is None:
            return None
        phrase = self.after(scene, place, quantity, _MAX_SYLLABLES).split(" ")
        head = quantity.head.of(scene.article.clean).split(" ")
        kept = len(head)
        folded = [word.lower() for word in phrase]
        while kept < len(phrase) and kept < len(head) + _GROUP_SYLLABLES:
            two = " ".join(folded[kept : kept + 2])
            if folded[kept].isdigit():  # đảng viên 60 năm tuổi Đảng: a class, not a number
                last = min(kept + 4, len(phrase))
                joint = next((at for at in range(kept, last) if folded[at] in _JOINTS), last)
                kept = joint
                break
            narrows = part and folded[kept] in self._places and kept + 1 < len(phrase)
            if not narrows and (folded[kept] in self._no_group or two in self._no_group):
                break
            kept += 1
        return " ".join(phrase[:kept])

    def group(self, scene: Scene, place: Place, quantity: Quantity) -> str | None:
        """A group named after the counted noun: ``trong lực lượng DQTV`` -> ``lực lượng DQTV``."""
        start = quantity.span.end
        end = max(place.right, start)
        after = scene.folded[start:end]
        if not any(after.startswith(self._openers, at) for at in (0, 1, 2)):
            return None
        for opener in self._openers:
            at = after.find(opener, 0, len(opener) + 2)
            if at < 0 or after[at + len(opener) : at + len(opener) + 1].isalnum():
                continue
            words = scene.article.clean[start + at : end]
            stop = _STOP.search(words)
            parts = (words[: stop.start()] if stop else words).split()
            return self._group_words(parts)
        return None

    def group_noun(self, scene: Scene, quantity: Quantity, indicator: str) -> str | None:
        """The counted noun where it names a group of what the indicator counts."""
        if quantity.head is None or not indicator.startswith(self._group_of or ("\0",)):
            return None
        if quantity.head.of(scene.folded).startswith(self._group_nouns or ("\0",)):
            return quantity.head.of(scene.article.clean)
        return None

    def named_group(self, scene: Scene, place: Place, quantity: Quantity) -> str:
        """A group of people named right before the number: ``dân tộc thiểu số 88 đồng chí``."""
        start = quantity.span.start
        hit = scene.cue(place.left, start, "group")
        named = hit is not None and start - hit[1] <= 1
        return scene.article.clean[hit[0] : hit[1]] if hit is not None and named else ""

    def _group_words(self, parts: list[str]) -> str:
        kept = parts[:2]
        for word in parts[2:6]:
            if word.lower() in self._no_group:
                break
            kept.append(word)
        while kept and kept[0].lower() in ("trong", "thuộc", "là"):
            kept.pop(0)
        return " ".join(kept)

    def before(self, scene: Scene, place: Place, quantity: Quantity) -> str:
        """The words left of the number in its own segment, without verbs at their edges, nor when
        and where: ``mức bán lẻ trên địa bàn tỉnh trong tháng 5 ước đạt`` is ``mức bán lẻ``."""
        clean, start, end = scene.article.clean, place.left, quantity.span.start
        if quantity.dimension == "money":
            worth = scene.cue(start, end, "worth")  # dự án cấp mới với tổng vốn đăng ký
            start = worth[0] if worth is not None else start
        for time in reversed(scene.times_in(start, end)):
            if self.trim(clean[time.span.end : end]):
                start = time.span.end
                break
            end = time.span.start
        words = self.trim(" ".join(clean[start:end].split()[-_MAX_LABEL:]))
        tail = self._tail.search(words.lower())
        return self.trim(words[: tail.start()]) if tail is not None and tail.start() else words

    def _headed(self, scene: Scene, place: Place) -> str:
        """What stands before a colon: ``Tổng vốn đầu tư toàn xã hội: 60.000 tỷ đồng``."""
        clean, start = scene.article.clean, place.left
        if clean[start - 1 : start] != ":":
            return ""
        first = max(place.clause, clean.rfind("\n", 0, start) + 1)
        first = max(first, clean.rfind(";", first, start) + 1)
        return self.trim(" ".join(clean[first : start - 1].split()[-_MAX_LABEL:]))

    def trim(self, words: str) -> str:
        """``words`` without marks, verbs and fillers at both edges."""
        words = words.strip(_MARKS)
        low = words.lower()
        head = self._leading.match(low) if low.startswith(self._edges) else None
        start = head.end() if head else 0
        tail = self._trailing.search(low, start) if low.endswith(self._edges) else None
        return words[start : tail.start() if tail else len(words)].strip(_MARKS)

    def is_aside(self, words: str) -> bool:
        """Whether a bracket that begins so adds something else than parts."""
        low = words.strip().lower()
        return any(low == word or low.startswith(word + " ") for word in self._aside)

    def measured(self, scene: Scene, place: Place, quantity: Quantity) -> str:
        """What a number without an indicator measures, in the article's words."""
        if quantity.dimension == "count":
            after = self.modifier(scene, place, quantity)
            if after:
                return after
        before = self.before(scene, place, quantity) or self._headed(scene, place)
        if before and not before[-1].isdigit():
            return before
        return self.trim(self.after(scene, place, quantity, 4)) or quantity.unit


def _but_in(word: str, kept: tuple[str, ...]) -> str:
    """A pattern for ``word`` where it does not end one of ``kept`` (``số`` of ``thiểu số``)."""
    before = [phrase[: -len(word)] for phrase in kept if phrase.endswith(f" {word}")]
    return "".join(f"(?<!{re.escape(first)})" for first in before) + re.escape(word)
