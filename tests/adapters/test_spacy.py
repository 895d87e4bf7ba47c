"""The pipe keeps the text, gives sentences, entities and facts, and survives travel."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from textmine.adapters import spacy as adapter
from textmine.io.records import FactRecord, Record
from textmine.model import (
    Approx,
    Aspect,
    Document,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Mention,
    Period,
    Span,
    Status,
)
from textmine.pipeline import Kit
from textmine.pipeline import extract as real_extract
from textmine.text import words

TEXT = (
    "Đảng bộ xã Nà Bó có 24 chi bộ,  với 383 đảng viên.\n\n"
    "Ông Lò Văn Hạc cho biết: Năm nay xã kết nạp 12 đảng viên.\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("xx")
    made.add_pipe("textmine")
    return made


@pytest.fixture(scope="module")
def plain() -> Language:
    made = spacy.blank("xx")
    made.add_pipe("textmine", config={"tokens": "syllables"})
    return made


def mention(words: str) -> Mention:
    start = TEXT.index(words)
    return Mention(start, start + len(words), words)


def entity(id: str, type: EntityType, *names: str) -> Entity:
    return Entity(id, type, names[0], "x", tuple(mention(name) for name in names))


def fact(id: str, words: str, number: int, indicator: str) -> Fact:
    found = mention(words)
    span = Span(found.start, found.end)
    exact = Decimal(number)
    return Fact(
        id=id, indicator=indicator, label="đảng viên", subject="T1", low=exact, high=exact,
        decimals=0, step=Decimal(0), approx=Approx.EXACT, unit="person",
        period=Period("2020-10-16", "2020-10-16"), status=Status.ACTUAL, aspect=Aspect.LEVEL,
        span=span, text=words, evidence=Evidence(span), confidence=0.9,
    )  # fmt: skip


def staged(document: Document, kit: Kit, *, language: str = "vi") -> Extraction:
    """What the pipeline would find in TEXT, with a name inside a longer one."""
    found = real_extract(document, kit, language=language)
    assert document.text == TEXT
    return replace(
        found,
        entities=(
            entity("T1", EntityType.ORGANIZATION, "Đảng bộ xã Nà Bó"),
            entity("T2", EntityType.PLACE, "xã Nà Bó"),
            entity("T3", EntityType.PERSON, "Lò Văn Hạc"),
        ),
        facts=(
            fact("F1", "24 chi bộ", 24, "party.cells.total"),
            fact("F2", "383 đảng viên", 383, "party.members.total"),
        ),
    )


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(adapter, "extract", staged)
    yield


def test_tokens_sentences_and_text(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    tokens = [token.text for token in doc]
    assert {"Đảng bộ", "Nà Bó", "chi bộ", "đảng viên", "383"} <= set(tokens)
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Đảng bộ xã Nà Bó có 24 chi bộ,  với 383 đảng viên.",
        "Ông Lò Văn Hạc cho biết: Năm nay xã kết nạp 12 đảng viên.",
    ]


def test_syllables(plain: Language) -> None:
    doc = plain("xã có 1.250,5 ha/24 chi bộ")
    assert [t.text for t in doc] == ["xã", "có", "1.250,5", "ha", "/", "24", "chi", "bộ"]


@pytest.mark.usefixtures("stage")
def test_entities_are_longest_and_facts_have_labels(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(e.text, e.label_, e.id_) for e in doc.ents] == [
        ("Đảng bộ xã Nà Bó", "ORG", "T1"),
        ("Lò Văn Hạc", "PER", "T3"),
    ]
    assert [(s.text, s.label_, s.id_) for s in doc.spans["facts"]] == [
        ("24 chi bộ", "party.cells.total", "F1"),
        ("383 đảng viên", "party.members.total", "F2"),
    ]
    first, second = doc._.facts
    assert isinstance(first, FactRecord) and isinstance(doc._.textmine, Record)
    assert (second.low, second.status, second.text) == (Decimal(383), "actual", "383 đảng viên")
    assert TEXT[second.start : second.end] == second.text
    assert [e.name for e in doc._.textmine.entities][:1] == ["Đảng bộ xã Nà Bó"]


@pytest.mark.usefixtures("stage")
def test_names_and_facts_are_whole_tokens(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "_segmenter", lambda: greedy)
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [e.text for e in doc.ents] == ["Đảng bộ xã Nà Bó", "Lò Văn Hạc"]
    assert [s.text for s in doc.spans["facts"]] == ["24 chi bộ", "383 đảng viên"]
    for fact, span in zip(doc._.facts, doc.spans["facts"], strict=True):
        assert (fact.start, fact.end) == (span.start_char, span.end_char)


def greedy(text: str) -> list[str]:
    """A segmenter that ties everything up to the next sign or number together."""
    return [group.strip() for group in re.findall(r"\d+|[^\w\s]|[^\W\d][^\d.,:]*", text)]


@pytest.mark.usefixtures("stage")
def test_entities_of_other_pipes_can_be_kept() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("textmine", config={"overwrite_ents": False})
    doc = nlp.make_doc(TEXT)
    doc.ents = [doc.char_span(*TEXT_SPAN, label="OLD", alignment_mode="expand")]
    doc = nlp(doc)
    assert [(e.text, e.label_) for e in doc.ents] == [("Nà Bó", "OLD"), ("Lò Văn Hạc", "PER")]


TEXT_SPAN = (TEXT.index("Nà Bó"), TEXT.index("Nà Bó") + 5)


@pytest.mark.usefixtures("stage")
def test_displacy_draws_entities_and_facts(nlp: Language) -> None:
    doc = nlp(TEXT)
    drawn = displacy.render(doc, style="ent", jupyter=False)
    assert "Đảng bộ xã Nà Bó" in drawn and "ORG" in drawn and "LOC" not in drawn
    drawn = displacy.render(doc, style="span", options={"spans_key": "facts"}, jupyter=False)
    assert "party.members.total" in drawn and "383" in drawn


@pytest.mark.usefixtures("stage")
def test_facts_survive_bytes_and_docbin(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again.text == TEXT and again._.facts == doc._.facts
    bin = DocBin(docs=[doc], store_user_data=True)
    (unpacked,) = DocBin().from_bytes(bin.to_bytes()).get_docs(nlp.vocab)
    assert unpacked._.facts == doc._.facts
    assert [s.label_ for s in unpacked.spans["facts"]] == [s.label_ for s in doc.spans["facts"]]


def test_the_date_comes_with_the_doc_its_context_or_the_settings(nlp: Language) -> None:
    assert nlp("Xã có 24 chi bộ.")._.textmine.article.published is None
    doc = nlp.make_doc("Xã có 24 chi bộ.")
    doc._.published = "2020-10-16"
    assert nlp(doc)._.textmine.article.published == "2020-10-16"
    pairs = [("Xã có 24 chi bộ.", {"published": "2021-05-01", "id": "a7", "source": "x.txt"})]
    ((doc, context),) = nlp.pipe(pairs, as_tuples=True)
    article = doc._.textmine.article
    assert (article.published, article.id, article.source) == ("2021-05-01", "a7", "x.txt")
    assert context["id"] == "a7"
    ((doc, number),) = nlp.pipe([("Xã có 24 chi bộ.", 7)], as_tuples=True)
    assert number == 7 and doc._.textmine.article.published is None
    dated = spacy.blank("xx")
    dated.add_pipe("textmine", config={"published": "2019"})
    assert dated("Xã có 24 chi bộ.")._.textmine.article.published == "2019"


def test_two_processes_give_what_one_gives(plain: Language) -> None:
    texts = [f"Xã Nà Bó có {n} chi bộ. Năm nay kết nạp {n} đảng viên." for n in range(6)]
    context = [(text, {"published": f"202{n}-01-01"}) for n, text in enumerate(texts)]
    one = list(plain.pipe(context, as_tuples=True))
    two = list(plain.pipe(context, as_tuples=True, n_process=2, batch_size=2))
    assert [doc.text for doc, _ in two] == texts
    for (alone, _), (apart, _) in zip(one, two, strict=True):
        assert apart._.textmine == alone._.textmine
        assert [s.text for s in apart.sents] == [s.text for s in alone.sents]
        assert len(list(apart.sents)) == 2
    assert [doc._.textmine.article.published for doc, _ in two][5] == "2025-01-01"


def test_disk_and_bytes(tmp_path: Path) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("textmine", config={"tokens": "syllables", "published": "2020-10"})
    nlp.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    doc = loaded(TEXT)
    assert doc.text == TEXT and "chi" in [t.text for t in doc]
    assert doc._.textmine.article.published == "2020-10"
    other = spacy.blank("xx")
    other.add_pipe("textmine")
    other.from_bytes(nlp.to_bytes())
    assert "chi" in [t.text for t in other(TEXT)]


def test_component_and_tokenizer_pickle(nlp: Language) -> None:
    nlp(TEXT)
    component = pickle.loads(pickle.dumps(nlp.get_pipe("textmine")))
    assert component.kits._kit is None
    tokenizer = pickle.loads(pickle.dumps(nlp.tokenizer))
    assert [t.text for t in tokenizer(TEXT)] == [t.text for t in nlp.tokenizer(TEXT)]


@pytest.mark.parametrize("config", [{"language": "fr"}, {"tokens": "letters"}])
def test_wrong_settings_are_refused(config: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=f"textmine: {next(iter(config))}"):
        spacy.blank("xx").add_pipe("textmine", config=config)


def test_the_first_example_of_the_docs_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "spacy.md").read_text(encoding="utf-8")
    first = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    exec(first, {})
    assert "24 chi bộ party.cells.total\n383 đảng viên" in capsys.readouterr().out


def test_the_entry_point_is_enough() -> None:
    """In a fresh interpreter nothing but spaCy is imported."""
    import subprocess
    import sys

    code = "import spacy; n = spacy.blank('xx'); n.add_pipe('textmine'); print(n.pipe_names)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['textmine']"


PIECES = st.one_of(
    st.sampled_from("aăđĐÐ oà\u0300\u0302\u0323\u200b\u00a0\n\t\r.,:/@-(&;01299'“\ud800\x00\u2028"),
    st.sampled_from(["  ", "đảng viên ", "Hoà ", "\n\n", "TP.", "&nbsp;", "&#7843;", "383 "]),
    st.characters(),
)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=80, deadline=None)
def test_any_text_comes_back(nlp: Language, plain: Language, text: str) -> None:
    kept = adapter._SURROGATE.sub("\ufffd", text)
    for pipe in (nlp, plain):
        doc = pipe(text)
        assert doc.text == kept
        assert "".join(s.text_with_ws for s in doc.sents) == kept
        for span in (*doc.ents, *doc.spans["facts"]):
            assert len(span)
