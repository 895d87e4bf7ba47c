"""No text makes any stage slower than in proportion to its length, however it is built.

Processor time of every stage is taken at two lengths.  The bound lies far above linear growth and
far below quadratic; what goes over it is measured again before it counts, so that a busy machine
does not decide.
"""

from __future__ import annotations

import gc
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from textmine import pipeline
from textmine.io.writers import make_writer
from textmine.model import Document, Extraction
from textmine.pipeline import Kit

TIMES = 6  # the longer text over the shorter
MOST = 15.0  # times the time at most: 6 is linear, 36 quadratic
LEAST_SECONDS = 0.03  # what a stage takes at most for pairs whose number is capped
TRIES = 3
SECONDS = 0.04  # about what the longer text should take; its length follows from it
SHORTEST, LONGEST = 600, 8_000  # characters of the shorter text
FINDERS = ("times", "quantities", "places", "organizations", "people", "linker")
FUNCTIONS = (
    *("read_article", "resolve_places", "resolve_organizations", "resolve_people"),
    *("make_facts", "find_relations", "place_claims", "confront"),
)
WRITERS = ("json", "csv", "html")


def syllable(number: int) -> str:
    """Another capitalised word for every number up to 17,576."""
    high, low = divmod(number, 26)
    return chr(65 + low) + chr(97 + high % 26) + chr(97 + high // 26 % 26)


def again(words: str) -> Callable[[int], str]:
    """``words`` over and over; ``{w}`` becomes a new word and ``{i}`` a new number each time."""

    def make(length: int) -> str:
        count = max(length // len(words), 1)
        if "{" not in words:
            return words * count
        return "".join(
            words.replace("{w}", syllable(i)).replace("{i}", str(i)) for i in range(count)
        )

    return make


def around(first: str, second: str) -> Callable[[int], str]:
    """Half of one, half of the other: nested brackets and quotes."""
    return lambda length: again(first)(length // 2) + again(second)(length - length // 2)


WORDS = """
7|1.|1,|123.|1/|1-|1/1 |1 |1 x |1 + |5 = |5, |5; |5% |5 tỷ |(5 |2-1, |42/40 |٣5|XVI|5 lượt xem |
hai ba bốn |trăm |hai mươi ba nghìn |0912.345.678, |26A-123.45 |số 15/2020/NĐ-CP |
Nghị quyết số 15-NQ/TW, |lần thứ XIII, |5 đảng viên |5 đảng viên, |5 đảng viên; |đảng viên 5 |
Xã có 5 đảng viên. |trong đó 5 |từ 5 |từ 1 đến |trong đó |có 5 đảng viên, trong đó |
từ 5 lên 7 đảng viên, |tăng từ 5% lên |tăng 5%, |đạt 105% kế hoạch, |24 chi bộ. |
42/40 đảng viên, đạt 105%, |10-15 tấn/ha, |36,6 tỷ đồng, |so với 1; đây 2015-2020; |
toàn xã có 5 hộ, |vượt |Có 24 chi bộ, trong đó 19 chi bộ bản, 3 chi bộ trường, 2 chi bộ khác. |
Xã {w} có {i} hộ, giảm {i}%; |thu ngân sách đạt 5 tỷ đồng, diện tích lúa 7 ha, |
Chi bộ có 5 đảng viên; Đảng bộ có 7 chi bộ; |gần hơn khoảng |ngày 1/1/2020, |ngày 1, 2, 3/1, |
quý I, |tháng |năm |2015-2020-|nhiệm kỳ 2015-2020 |so với cùng kỳ |tính đến |xã |xã {w}, |
xã A, xã B, |xã {w} 5 đảng viên, |Xã {w} có 5 đảng viên. |xã Chiềng Bôm (Thuận Châu) |TP.|T.Ư. |
Sơn La, Điện Biên, |xã Chiềng Bôm, huyện Thuận Châu, tỉnh Sơn La, |Điện Biên |{w} |Hoa |A |a.|
ĐẢNG BỘ XÃ |Nguyễn Văn {w}, |Nguyễn Văn An |đồng chí |đồng chí {w} nói. |
đồng chí Nguyễn Văn {w}, Bí thư Đảng ủy xã A, |Bí thư |Bí thư, |Bí thư Đảng ủy xã {w}, |
Ông {w} nói: “Xã có 5 hộ”. |cho biết |UBND xã |UBND xã {w}, |Chi bộ |Chi bộ Trường Tiểu học |
Sở Nông nghiệp và Phát triển nông thôn |Ban Kinh tế và |Công ty Cổ phần |bản |tỷ |a|A|Đ|(|)|()|
"|“|.|. |…|,|;|:|+|-| - |/|%|&amp;|&#x41;|&|a.b@|http://a.b/c?d= |<b>|日本語🙂ß
"""
TEXTS = {words: again(words) for words in WORDS.replace("\n", "").split("|")}
TEXTS |= {
    "lines": again("\n"),
    "carriage returns": again("\r"),
    "short lines": again("a\n"),
    "capital lines": again("AB\n"),
    "wrapped lines": again("xã đã làm được nhiều việc tốt trong năm qua và\n"),
    "lines of numbers": again("5\n"),
    "items": again("- 5 đảng viên\n"),
    "dated lines": again("Sơn La, ngày 16/10/2020\n"),
    "credits": again("Ảnh: Nguyễn Văn An\n"),
    "navigation": again(" - \n)\ncủa. HTX, \n  "),
    "spaces": again(" "),
    "one gap": around("a", " "),
    "tabs": again("\t"),
    "marks": again("\u0301"),
    "mixed marks": again("a\u0301\u0302\u0323"),
    "decomposed": again("đa\u0309ng vie\u0302n 5 "),
    "no width": again("\u200b"),
    "numbers without width": again("5\u200b "),
    "halves of characters": again("\ud800"),
    "zeros": again("\0"),
    "jamo": again("\u1100\u1161"),
    "nested brackets": around("(", ")"),
    "nested quotes": around("“", "”"),
    "nested elements": around("<div>", "</div>"),
}


class Watch:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def over(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return function(*arguments, **options)
            finally:
                spent = time.process_time() - start
                self.seconds[name] = self.seconds.get(name, 0.0) + spent

        return timed


class Timed:
    """A finder whose work is timed."""

    def __init__(self, inner: object, name: str, watch: Watch) -> None:
        self._inner, self._name, self._watch = inner, name, watch

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self._inner, attribute)
        if attribute not in ("find", "link"):
            return value
        return self._watch.over(self._name, value)


Stages = Callable[[str], dict[str, float]]


@pytest.fixture(scope="module")
def stages(kit: Kit) -> Any:
    """Runs everything over a text and gives the seconds of every stage."""
    watch = Watch()
    finders = {name: Timed(getattr(kit, name), name, watch) for name in FINDERS}
    timed_kit = replace(kit, **finders)

    def write(extraction: Extraction, name: str) -> None:
        stream = io.StringIO()
        writer = make_writer(name, stream)
        writer.write(extraction)
        writer.close()

    def run(text: str) -> dict[str, float]:
        watch.seconds = {}
        gc.collect()
        gc.disable()  # its pauses grow with what other tests left behind
        try:
            document = Document("x", text, published="2020-10-16")
            extraction = pipeline.extract(document, timed_kit)
            for name in WRITERS:
                watch.over(name, write)(extraction, name)
        finally:
            gc.enable()
        return watch.seconds

    with pytest.MonkeyPatch.context() as patch:
        for name in FUNCTIONS:
            patch.setattr(pipeline, name, watch.over(name, getattr(pipeline, name)))
        run("Xã A có 5 đảng viên.")
        gc.freeze()
        yield run
        gc.unfreeze()


def excess(stages: Stages, make: Callable[[int], str]) -> dict[str, str]:
    """Stages that grow faster than they may, with their milliseconds; empty when all is well."""
    pace = sum(stages(make(SHORTEST)).values()) / SHORTEST
    length = int(min(max(SECONDS / TIMES / pace, SHORTEST), LONGEST))
    short: dict[str, float] = {}
    long: dict[str, float] = {}
    found: dict[str, str] = {}
    for _ in range(TRIES):
        for text, best in ((make(length), short), (make(length * TIMES), long)):
            for name, seconds in stages(text).items():
                best[name] = min(seconds, best.get(name, seconds))
        found = {
            name: f"{short[name] * 1e3:.1f} -> {seconds * 1e3:.1f} ms"
            for name, seconds in long.items()
            if seconds > LEAST_SECONDS and seconds > MOST * short[name]
        }
        if not found:
            break
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_with_the_length_of_the_text(stages: Stages, name: str) -> None:
    assert excess(stages, TEXTS[name]) == {}


def test_every_stage_is_timed(stages: Stages) -> None:
    assert set(stages("Xã A có 5 đảng viên.")) == {*FINDERS, *FUNCTIONS, *WRITERS}


def test_quadratic_work_would_be_noticed() -> None:
    def quadratic(text: str) -> dict[str, float]:
        return {"linear": 1e-5 * len(text), "quadratic": 1e-8 * len(text) ** 2}

    assert list(excess(quadratic, again("a"))) == ["quadratic"]


# --- patterns

# Every pattern the package compiles while it loads and reads one article.
COLLECT = """
import json, pkgutil, re, regex, sys
found = {}
def watch(module):
    inner = module.compile
    def compile(pattern, flags=0, *rest, **options):
        file = sys._getframe(1).f_code.co_filename.replace("\\\\", "/")
        if "/textmine/" in file and isinstance(pattern, str):
            found[pattern] = (int(flags) & int(re.I | re.X | re.S | re.M), file)
        return inner(pattern, flags, *rest, **options)
    module.compile = compile
watch(re)
watch(regex)
import textmine
for module in pkgutil.walk_packages(textmine.__path__, "textmine."):
    entry = module.name.endswith("__main__") or ".migrations." in module.name  # run, not imported
    if not entry and ".adapters" not in module.name:
        __import__(module.name)
from textmine.io.readers import read_inputs
read_inputs(["-"])
textmine.extract("Xa\u0303 A có 5 đảng viên.")
print(json.dumps(found))
"""
SAMPLE = [chr(c) for c in (*range(0x250), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070))]


def plain(pattern: str) -> str:
    """A pattern of the ``regex`` module as far as ``re`` can parse it, with the same repeats."""
    numbers = iter(range(10_000))
    pattern = re.sub(r"\\[pP](?:\{[^}]*\}|[A-Z])", r"\\w", pattern)
    pattern = re.sub(r"\(\?P<(\w+)>", lambda m: f"(?P<{m[1]}_{next(numbers)}>", pattern)
    return re.sub(r"\(\?P=\w+\)|^\(\?r\)", "", pattern)


def matched(item: Any) -> set[str] | None:
    """The characters of ``SAMPLE`` that a single-character item matches; ``None`` for others."""
    tree = parser.SubPattern(parser.State(), [item])
    if tree.getwidth() != (1, 1) or item[0] in (ops.BRANCH, ops.SUBPATTERN):
        return None
    one = re._compiler.compile(tree, re.UNICODE)  # type: ignore[attr-defined]
    return {char for char in SAMPLE if one.match(char)}


def unbounded(item: Any) -> bool:
    """Whether it may repeat without limit and give back what it took."""
    return item[0] in (ops.MAX_REPEAT, ops.MIN_REPEAT) and item[1][1] is ops.MAXREPEAT


def parts(item: Any) -> list[Any]:
    """The sequences directly inside an item."""
    kind, value = item
    if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return [value[2]]
    if kind is ops.SUBPATTERN:
        return [value[3]]
    if kind is ops.BRANCH:
        return list(value[1])
    if kind in (ops.ASSERT, ops.ASSERT_NOT):
        return [value[1]]
    return [value] if kind is ops.ATOMIC_GROUP else []


def told_apart(sequence: Any, inner: Any) -> bool:
    """Whether each round of a repeat shows by its first or last character where it begins or
    ends, as in ``(?:[.,]\\d+)+``: there is one way only to share the text out."""
    taken = matched(inner[1][2][0]) if len(inner[1][2]) == 1 else None
    while len(sequence) == 1 and sequence[0][0] is ops.SUBPATTERN:
        sequence = sequence[0][1][3]
    edges = [matched(item) for item in (sequence[0], sequence[-1])]
    return taken is not None and any(edge is not None and not edge & taken for edge in edges)


def nested(sequence: Any, around: Any = None) -> bool:
    """Whether an unbounded repeat stands in another one that may share the text out anew."""
    for item in sequence:
        if unbounded(item) and around is not None and not told_apart(around, item):
            return True
        for part in parts(item):
            fixed = item[0] is ops.ATOMIC_GROUP
            if nested(part, part if unbounded(item) else None if fixed else around):
                return True
    return False


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?:a+)+", True),
        (r"(?:a*b?)*", True),
        (r"(?:\w+\s*)+x", True),
        (r"((\d+)|a)+", True),
        (r"(?:[.,]\d+)+", False),
        (r"(?:\w+,)*", False),
        (r"(?:a++b?)+", False),
        (r"(?>(?:a+)b)+|a+b+", False),
        (r"(?:a{1,9}){1,9}", False),
    ],
)
def test_nested_repeats_are_told(pattern: str, expected: bool) -> None:
    assert nested(parser.parse(pattern)) is expected


def test_no_pattern_can_run_away() -> None:
    """No unbounded repeat within another: patterns cost no more than text times window."""
    done = subprocess.run(
        [sys.executable, "-c", COLLECT], input="", capture_output=True, text=True, check=True
    )
    patterns = json.loads(done.stdout)
    assert len(patterns) > 150
    for pattern, (flags, file) in patterns.items():
        tree = parser.parse(plain(pattern), flags)
        assert not nested(tree), f"{file}: {pattern[:300]}"
