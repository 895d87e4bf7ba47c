"""Any string and any metadata give a sound extraction; disguised text gives the same facts."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.cli.main import main
from textmine.io.records import decode_record, encode_record, to_record
from textmine.io.schema import json_schema
from textmine.io.writers import FORMATS, make_writer
from textmine.model import Document, Entity, Extraction, Span, earliest, latest
from textmine.pipeline import Kit, extract
from textmine.text.clean import clean_text

SCHEMA = jsonschema.Draft202012Validator(json_schema())
FEW = settings(max_examples=50, deadline=None)

# What the recognisers look for, to be cut and put together at random.
WORDS = """\
Đảng bộ|xã Nà Sài|xã|huyện|(Mường Lống)|tỉnh Sơn La|Sơn La|bản Pá|Chi bộ|chi bộ|Đảng ủy xã|
UBND|UBND xã Nà Sài|Trường Tiểu học|đồng chí|Đồng chí Lò Văn Ún|Lò Văn Ún|ông Ún|Bí thư|
Bí thư Đảng ủy xã|Chủ tịch UBND huyện|Trưởng bản|cho biết|cho biết:|đảng viên|383 đảng viên|
24 chi bộ|hội viên|hộ|có|hiện có|kết nạp được|trong đó|gồm|bao gồm|còn lại|từ|lên|xuống còn|
tăng|giảm|vượt|đạt|bằng|so với|cùng kỳ|kế hoạch|chỉ tiêu|phấn đấu|ước|gần|khoảng|hơn|trên|
trở lên|không quá|mỗi năm|bình quân|5|7,5|1.250|42/40|8/19 xã|10-15|36,6 tỷ đồng|5 triệu|105%|
2,5 lần|hai mươi ba|một nửa|hàng trăm|tấn/ha|ha|km|tỷ|nghìn|mươi|năm|tháng|quý III|năm 2020|
9 tháng đầu năm|2015-2020|nhiệm kỳ 2015-2020|ngày 1/1|30-9|tính đến|đến nay|lần thứ XIII|
số 15-NQ/TW|TP.|T.Ư|P.|số 5|26A-123.45|0912.345.678|OCOP 3 sao|http://a.vn/5|a@b.vn|Ảnh: |
Tin, ảnh: |(Báo Sơn La) - |Sơn La, ngày 16/10/2020|một trong những|sẽ|sản lượng|diện tích
""".replace("\n", "").split("|")
PRINTABLE = (
    "( ) [ ] \" ' “ ” ’ - – — / \\ * + = % . , ; : ! ? … <b> &amp; &#7897; & ² ½ ٣ ５ Ⅲ 日本 🙂 İ"
)
MARKS = (
    *PRINTABLE.split(" "),
    *(" ", "  ", " - ", "\u00a0", "\u200b", "\n", "\n\n", "\r\n", "\t"),
    *("\u0301", "\u0323", "\u0302", "e\u0301\u0302", "\x00", "\x07"),
    *("\x1b[31m", "\ud800", "\udfff", "\ufeff", "\ufffd"),
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.builds(lambda word, end: word[:end], st.sampled_from(WORDS), st.integers(0, 20)),
    st.sampled_from(MARKS),
    st.sampled_from([" ", ", ", ". "]),
    st.integers(0, 10**12).map(str),
    st.text(st.characters(), max_size=4),  # lone surrogates included
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
ODD = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "\n", "\x00", "\ud800", "Sơn La", "Báo Sơn La", "TP.HCM", "đảng bộ"]),
    st.sampled_from(["2020", "2020-10", "2020-10-16", "16/10/2020", "0000-00-00", "9999"]),
    st.sampled_from(["2020-13", "hôm qua", "https://a.vn/2020/10/16/x.html", "//", "٢٠٢٠"]),
    st.text(max_size=12),
)
DOCUMENTS = st.builds(
    Document,
    id=st.text(max_size=8),
    text=TEXTS,
    source=ODD,
    publisher=ODD,
    published=ODD,
    province=ODD,
    title=ODD,
)


def check(extraction: Extraction) -> None:
    """Everything that must hold of any extraction."""
    check_places_in_the_text(extraction)
    check_references(extraction)
    check_values(extraction)
    assert len(set(extraction.warnings)) == len(extraction.warnings)


def check_places_in_the_text(extraction: Extraction) -> None:
    article, text = extraction.article, extraction.article.text
    for fact in extraction.facts:
        assert fact.text and fact.span.of(text) == fact.text
        assert fact.span.contains(fact.evidence.value) and len(fact.evidence.value)
        evidence = fact.evidence
        for span in (evidence.subject, evidence.period, evidence.indicator, evidence.status):
            assert span is None or (span.start < span.end <= len(text))
    starts = [fact.span.start for fact in extraction.facts]
    assert starts == sorted(starts)
    for entity in extraction.entities:
        assert entity.name.strip() and entity.kind
        for mention in entity.mentions:
            assert mention.text and text[mention.start : mention.end] == mention.text
    for trace in extraction.traces:
        assert trace.span.of(text) == trace.text
    assert len(article.clean) == len(article.folded) == article.offsets.length
    for before, after in pairwise(article.sections):
        assert before.end <= after.start
    for before, after in pairwise(article.sentences):
        assert before.end <= after.start


def check_references(extraction: Extraction) -> None:
    entities = {entity.id: entity for entity in extraction.entities}
    facts = {fact.id for fact in extraction.facts}
    assert len(entities) == len(extraction.entities)
    assert [fact.id for fact in extraction.facts] == [f"F{n + 1}" for n in range(len(facts))]
    ids = [finding.id for finding in extraction.findings]
    assert ids == [f"C{n + 1}" for n in range(len(ids))]
    for fact in extraction.facts:
        for name in (fact.subject, fact.actor, fact.speaker):
            assert name is None or name in entities or not re.fullmatch(r"[A-Z]\d+", name)
    for entity in entities.values():
        for id in (entity.parent, entity.area, entity.organization):
            assert id is None or id in entities
        assert_no_circle(entity, entities)
    for relation in extraction.relations:
        members = [id for _, ids in relation.facts for id in ids]
        assert members and facts.issuperset(members)
        assert len(set(members)) == len(members)
    for finding in extraction.findings:
        assert facts.issuperset(finding.facts)
    for trace in extraction.traces:
        assert trace.fact is None or trace.fact in facts


def assert_no_circle(entity: Entity, entities: dict[str, Entity]) -> None:
    seen = set()
    while entity.parent is not None:
        assert entity.id not in seen
        seen.add(entity.id)
        entity = entities[entity.parent]


def check_values(extraction: Extraction) -> None:
    for fact in extraction.facts:
        assert 0 <= fact.confidence <= 1
        assert fact.low is not None or fact.high is not None
        assert fact.low is None or fact.high is None or fact.low <= fact.high
        assert fact.decimals >= 0 and fact.step >= 0
        assert fact.unit and fact.label
        period = fact.period
        if period is not None and period.start is not None and period.end is not None:
            assert earliest(period.start) <= latest(period.end)


# --- any string


@FEW
@given(DOCUMENTS, st.booleans(), st.sampled_from(["vi", "en"]))
def test_any_document_gives_a_sound_extraction(
    kit: Kit, document: Document, explain: bool, language: str
) -> None:
    extraction = extract(document, kit, explain=explain, language=language)
    check(extraction)
    assert extraction == extract(document, kit, explain=explain, language=language)


@FEW
@given(DOCUMENTS)
def test_any_document_can_be_written(kit: Kit, document: Document) -> None:
    extraction = extract(document, kit)
    line = encode_record(to_record(extraction))
    SCHEMA.validate(json.loads(line))
    assert encode_record(decode_record(line)) == line
    for name in FORMATS:
        stream = io.StringIO()
        writer = make_writer(name, stream)
        writer.write(extraction)
        writer.close()
        stream.getvalue().encode("utf-8", "replace")


@pytest.mark.parametrize("mark", [*MARKS, "5", "Bí thư", "xã", "UBND xã", "đồng chí", "từ", "“5"])
def test_one_thing_alone_again_and_again(kit: Kit, mark: str) -> None:
    for text in (mark, mark * 40, f"{mark} " * 40, f" {mark}", f"5{mark}5", f"xã A{mark}"):
        check(extract(Document("x", text), kit))


ARTICLE = (
    "Đảng bộ xã Nà Sài vượt kế hoạch kết nạp đảng viên\n\nSơn La, ngày 16/10/2020\n\n"
    "Đảng bộ xã Nà Sài (Mường Lống) hiện có 24 chi bộ với 383 đảng viên, trong đó có 19 chi bộ "
    "bản, 3 chi bộ trường học và 2 chi bộ cơ quan. Đồng chí Lò Văn Ún, Bí thư Đảng ủy xã, cho "
    "biết: “9 tháng đầu năm, Đảng bộ kết nạp được 42/40 đảng viên, đạt 105% kế hoạch, tăng 5% so "
    "với cùng kỳ”. Ông Ún nói thêm: Xã phấn đấu thu ngân sách trên 36,6 tỷ đồng, tăng từ 2,5% lên "
    "3%."
)


def test_a_text_cut_anywhere_is_read(kit: Kit) -> None:
    for end in range(0, len(ARTICLE), 3):
        check(extract(Document("x", ARTICLE[:end]), kit, explain=True))
        check(extract(Document("x", ARTICLE[end:] + " "), kit))


def test_the_order_of_hashes_decides_nothing() -> None:
    """Sets of strings are ordered anew in every process."""
    code = (
        "import sys, textmine; from textmine.io.records import *; "
        "x = textmine.extract(sys.stdin.read()); print(len(x.facts)); "
        "sys.stdout.buffer.write(encode_record(to_record(x)))"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", code],
            input=ARTICLE.encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert found[0] == found[1]
    assert len(found[0]) > 1000


# --- the same words in disguise


def decomposed(text: str, random: Random) -> str:
    return unicodedata.normalize("NFD", text)


def strewn(text: str, random: Random) -> str:
    """Characters without width anywhere."""
    return "".join(c + random.choice(("", "", "\u200b", "\u00ad", "\ufeff")) for c in text)


def both(text: str, random: Random) -> str:
    return strewn(decomposed(text, random), random)


def escaped(text: str, random: Random) -> str:
    return "".join(f"&#{ord(c)};" if random.random() < 0.1 and c != "\n" else c for c in text)


def respaced(text: str, random: Random) -> str:
    return "".join(random.choice(("\u00a0", "\u202f", "\t", " ")) if c == " " else c for c in text)


def old_tones(text: str, random: Random) -> str:
    return text.replace("ủy", "uỷ")


def crossed_capital(text: str, random: Random) -> str:
    return text.replace("Đ", "\u00d0").replace("\n", "\r\n")


@pytest.mark.parametrize(
    "disguise",
    [decomposed, strewn, both, escaped, respaced, old_tones, crossed_capital],
    ids=lambda disguise: disguise.__name__,
)
def test_disguised_text_gives_the_same_facts(kit: Kit, disguise) -> None:  # type: ignore[no-untyped-def]
    plain = extract(Document("x", ARTICLE), kit)
    assert len(plain.facts) >= 9
    for seed in range(3):
        text = disguise(ARTICLE, Random(seed))
        assert text != ARTICLE
        found = extract(Document("x", text), kit)
        check(found)
        assert [clean_text(fact.text)[0] for fact in found.facts] == [f.text for f in plain.facts]
        assert [without_places(found, n) for n in range(len(found.facts))] == [
            without_places(plain, n) for n in range(len(plain.facts))
        ]
        assert [(f.rule, f.verdict) for f in found.findings] == [
            (f.rule, f.verdict) for f in plain.findings
        ]


def without_places(extraction: Extraction, number: int) -> dict[str, object]:
    """A fact without its offsets and words, its subject by name, tones in their modern place."""
    fact = asdict(extraction.facts[number])
    for key in ("span", "text", "evidence"):
        del fact[key]
    entity = extraction.entity(fact["subject"])
    fact["subject"] = entity.name if entity else fact["subject"]
    fact["period"] = fact["period"] and (fact["period"]["start"], fact["period"]["end"])
    return {
        key: value.replace("uỷ", "ủy") if isinstance(value, str) else value
        for key, value in fact.items()
    }


def test_offsets_lead_to_the_printed_characters(kit: Kit) -> None:
    text = unicodedata.normalize("NFD", "Xã\u200b có 24\u00a0chi b&#7897;.")
    (fact,) = extract(Document("x", text), kit).facts
    assert fact.text == text[fact.span.start : fact.span.end] == "24\u00a0chi b&#7897;"
    assert fact.evidence.value == Span(text.index("24"), text.index("24") + 2)


# --- bad input on the command line

GOOD = "Đảng bộ xã Nà Sài hiện có 24 chi bộ với 383 đảng viên."
ENGLISH = "The commune admitted 12 new members in 9 months, reaching 105% of the plan."
CONTENTS = {
    "cut.txt": GOOD.rstrip(".").encode() + "ở".encode()[:-1],
    "english.txt": ENGLISH.encode(),
    "chinese.txt": ("2020年全县粮食总产量达到12.5万吨，比上年增长5.3%。" * 9).encode(),
    "digits.txt": b"7" * 1_000_000,
    "nested.html": b"<html><body>" + b"<div>" * 30_000 + f"<p>{GOOD}".encode(),
    "halves.jsonl": json.dumps({"id": "\ud800", "title": "\udfff", "text": GOOD}).encode(),
    "tên\udcff.txt": GOOD.encode(),
    "good.txt": GOOD.encode(),
}
BINARY = bytes(range(256)) * 40
Run = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def run(kit: Kit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line with the session's kit: exit code, output, messages."""
    for module in ("extract", "explain"):
        monkeypatch.setattr(f"textmine.cli.{module}.load_kit", lambda *given: kit)

    def run(*arguments: str) -> tuple[int, str, list[str]]:
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err.splitlines()

    return run


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    """Everything odd that can be read, between things that cannot."""
    bad = {"empty.txt": b"", "blank.txt": b" \n", "binary.txt": BINARY, "zeros.txt": bytes(500)}
    for name, content in {**bad, **CONTENTS}.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    names = ("missing.txt", *bad, ".", "loop.txt", *CONTENTS)
    return [str(tmp_path / name) for name in names]


def test_odd_input_is_read_and_bad_input_told_a_line_each(run: Run, inputs: list[str]) -> None:
    code, out, messages = run("extract", *inputs, "-f", "jsonl")
    assert code == 1
    told = inputs[: -len(CONTENTS)]
    assert len(messages) == len(told)
    for message, path in zip(messages, told, strict=True):
        assert message.startswith(f"textmine: {path}: ") and "; " in message
    records = {Path(r["article"]["source"]).name: r for r in map(json.loads, out.splitlines())}
    facts = {name: [fact["text"] for fact in r["facts"]] for name, r in records.items()}
    both = ["24 chi bộ", "383 đảng viên"]
    assert facts.pop("halves.jsonl:1") == both
    nothing = ("english.txt", "chinese.txt", "digits.txt")
    assert facts == {
        name.replace("\udcff", "\ufffd"): [] if name in nothing else both
        for name in CONTENTS
        if name != "halves.jsonl"
    }
    warnings = records["english.txt"]["warnings"]
    assert any(warning.startswith("not Vietnamese") for warning in warnings)


@pytest.mark.parametrize("arguments", [("extract", "-f", name) for name in FORMATS])
def test_every_format_takes_odd_input(run: Run, inputs: list[str], arguments: tuple) -> None:
    code, out, messages = run(*arguments, *inputs)
    assert code == 1 and out
    assert not any("Traceback" in line or "internal error" in line for line in messages)


def test_explain_takes_odd_input(run: Run, inputs: list[str]) -> None:
    code, out, messages = run("explain", *inputs, "-f", "json")
    assert (code, len(json.loads(out))) == (1, len(CONTENTS))
    assert len(messages) == len(inputs) - len(CONTENTS)


def test_a_file_nobody_may_read_does_not_stop_the_others(
    run: Run, inputs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refuse(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.name == "english.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    english, good = (path for path in inputs if path.endswith(("english.txt", "good.txt")))
    code, out, messages = run("extract", english, good, "-f", "jsonl")
    assert (code, len(out.splitlines())) == (1, 1)
    assert messages == [
        f"textmine: {english}: no permission to read it; check the file's rights"
    ]


def test_debug_shows_where_an_error_came_from(
    run: Run, inputs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any) -> Any:
        raise RuntimeError("out of luck")

    monkeypatch.setattr("textmine.io.writers.make_writer", fail)
    code, _, messages = run("extract", inputs[-1])
    assert code == 1
    assert messages == [
        "textmine: internal error (RuntimeError: out of luck); run again with --debug"
    ]
    _, _, messages = run("extract", inputs[-1], "--debug")
    assert "Traceback (most recent call last):" in messages
    assert messages[-1] == "RuntimeError: out of luck"
