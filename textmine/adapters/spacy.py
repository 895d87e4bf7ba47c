"""spaCy: ``nlp.add_pipe("textmine")`` gives words, sentences, entities and facts on the ``Doc``.

    nlp = spacy.blank("xx")
    nlp.add_pipe("textmine")
    doc = nlp("Chi bộ bản Mòn có 32 đảng viên.")

``doc.text`` is exactly the text given.  Tokens are Vietnamese words (or syllables), ``doc.sents``
the sentences, ``doc.ents`` people, organisations and places, ``doc.spans["facts"]`` the numbers
labelled with their indicator, ``doc._.facts`` the typed records of those.  Everything is kept in
``doc.user_data`` as plain data, so that it survives ``nlp.pipe(n_process=2)`` and ``DocBin``.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.util import filter_spans
from spacy.vocab import Vocab

from textmine.io.records import FactRecord, Record, to_record
from textmine.model import Article, Document, EntityType, Extraction, Span
from textmine.pipeline import Kit, build_kit, extract
from textmine.text.words import WordSegmenter, syllables

KEY = "textmine"  # of ``doc.user_data``
CONTEXT_KEY = "textmine_context"
SPANS_KEY = "facts"
LABELS = {EntityType.PERSON: "PER", EntityType.ORGANIZATION: "ORG", EntityType.PLACE: "LOC"}
CONTEXT = ("id", "published", "source", "publisher", "province", "title")
TOKENS = ("words", "syllables")
_SURROGATE = re.compile("[\ud800-\udfff]")


@Language.factory(
    "textmine",
    default_config={
        "language": "vi",
        "published": None,
        "tokens": "words",
        "packs": [],
        "overwrite_ents": True,
    },
    assigns=["doc.sents", "doc.ents", "doc.spans", "doc._.facts", "doc._.textmine"],
)
def make_component(
    nlp: Language,
    name: str,
    language: str,
    published: str | None,
    tokens: str,
    packs: Sequence[str],
    overwrite_ents: bool,
) -> TextmineComponent:
    """The component, and its tokenizer put in place of that of ``nlp``.

    ``language`` (``vi``, ``en``) is that of findings; ``published`` the date of every text that
    comes without one; ``tokens`` is ``words`` or ``syllables``; ``packs`` are directories of
    further indicators.  Raises ValueError for any other value.
    """
    if language not in ("vi", "en"):
        raise ValueError(f"textmine: language is 'vi' or 'en', not {language!r}")
    if tokens not in TOKENS:
        raise ValueError(f"textmine: tokens is one of {', '.join(TOKENS)}, not {tokens!r}")
    register_extensions()
    kits = LazyKit(tuple(packs))
    nlp.tokenizer = TextmineTokenizer(nlp.vocab, kits, tokens)
    return TextmineComponent(kits, language, published, overwrite_ents)


def register_extensions() -> None:
    """Declares ``doc._.facts``, ``doc._.textmine`` and ``doc._.published``.

    ``add_pipe`` does this; call it to read a ``DocBin`` without building the pipeline.
    """
    Doc.set_extension("textmine", getter=_record, force=True)
    Doc.set_extension("facts", getter=_facts, force=True)
    if not Doc.has_extension("published"):
        Doc.set_extension("published", default=None)


def _record(doc: Doc) -> Record | None:
    data = doc.user_data.get(KEY)
    return None if data is None else msgspec.convert(data, Record)


def _facts(doc: Doc) -> tuple[FactRecord, ...]:
    data = doc.user_data.get(KEY)
    return () if data is None else msgspec.convert(data["facts"], tuple[FactRecord, ...])


class LazyKit:
    """The compiled packs, built when first needed; a copy in another process builds its own."""

    def __init__(self, packs: tuple[str, ...]) -> None:
        self.packs = packs
        self._kit: Kit | None = None

    def __call__(self) -> Kit:
        if self._kit is None:
            self._kit = build_kit([Path(directory) for directory in self.packs])
        return self._kit

    def __getstate__(self) -> dict[str, Any]:
        return {"packs": self.packs, "_kit": None}


class TextmineTokenizer:
    """Text to tokens whose text and blanks give back the text, whatever it is.

    Half of a pair of code units, which spaCy cannot hold, becomes U+FFFD; offsets stay.
    """

    def __init__(self, vocab: Vocab, kits: LazyKit, tokens: str = "words") -> None:
        self.vocab = vocab
        self.kits = kits
        self.tokens = tokens

    def __call__(self, text: str) -> Doc:
        if not text.isascii():
            text = _SURROGATE.sub("\ufffd", text)
        words, spaces = _tile(text, self._spans(text))
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Docs of ``texts``, in order."""
        for text in texts:
            yield self(text)

    def _spans(self, text: str) -> Iterator[Span]:
        if self.tokens == "syllables":
            yield from syllables(text)
            return
        # A name or a number the model ties to its neighbour is a token of its own all the same.
        extraction = extract(Document("doc", text), self.kits())
        article = extraction.article
        edges = _edges(extraction)
        for word in WordSegmenter().words(article.clean, article.sentences):
            yield from _cut(text, article.original(word), edges)

    def __reduce__(self) -> tuple[type[TextmineTokenizer], tuple[Vocab, LazyKit, str]]:
        return type(self), (self.vocab, self.kits, self.tokens)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Settings as JSON; the models come with the packages."""
        return json.dumps({"tokens": self.tokens, "packs": self.kits.packs}).encode()

    def from_bytes(self, data: bytes, **kwargs: Any) -> TextmineTokenizer:
        """The inverse of ``to_bytes``.  Raises ValueError when ``data`` is something else."""
        settings = json.loads(data)
        self.tokens = settings["tokens"]
        self.kits.packs = tuple(settings["packs"])
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **kwargs: Any) -> TextmineTokenizer:
        return self.from_bytes(Path(path).read_bytes())


class TextmineComponent:
    """Runs ``extract`` on a ``Doc`` and writes what it found onto it."""

    def __init__(
        self, kits: LazyKit, language: str, published: str | None, overwrite_ents: bool
    ) -> None:
        self.kits = kits
        self.language = language
        self.published = published
        self.overwrite_ents = overwrite_ents

    def __call__(self, doc: Doc) -> Doc:
        extraction = extract(self._document(doc), self.kits(), language=self.language)
        doc.user_data[KEY] = msgspec.to_builtins(to_record(extraction))
        _set_sentences(doc, extraction.article)
        self._set_entities(doc, extraction)
        spans = [_span(doc, fact.span, fact.indicator, fact.id) for fact in extraction.facts]
        doc.spans[SPANS_KEY] = [span for span in spans if span is not None]
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """The docs of ``stream``, each with its facts."""
        for doc in stream:
            yield self(doc)

    def _document(self, doc: Doc) -> Document:
        """What is known of the article: the doc's own date, then its context, then the settings."""
        known: dict[str, Any] = {}
        for context in (doc.user_data.get(CONTEXT_KEY), doc._context):
            if isinstance(context, Mapping):
                known |= {k: str(context[k]) for k in CONTEXT if context.get(k) is not None}
        if doc._.published is not None:
            known["published"] = str(doc._.published)
        known.setdefault("id", "doc")
        if self.published is not None:
            known.setdefault("published", self.published)
        return Document(text=doc.text, **known)

    def _set_entities(self, doc: Doc, extraction: Extraction) -> None:
        found = []
        for entity in extraction.entities:
            for mention in entity.mentions:
                place = Span(mention.start, mention.end)
                span = _span(doc, place, LABELS[entity.type], entity.id)
                if span is not None:
                    found.append(span)
        if not self.overwrite_ents:
            taken = {i for span in doc.ents for i in range(span.start, span.end)}
            free = [s for s in found if taken.isdisjoint(range(s.start, s.end))]
            found = [*free, *doc.ents]
        doc.ents = filter_spans(found)


def _edges(extraction: Extraction) -> list[int]:
    """Where names and facts begin and end, in order."""
    edges = {edge for fact in extraction.facts for edge in (fact.span.start, fact.span.end)}
    for entity in extraction.entities:
        edges.update(edge for mention in entity.mentions for edge in (mention.start, mention.end))
    return sorted(edges)


def _cut(text: str, word: Span, edges: Sequence[int]) -> Iterator[Span]:
    """``word`` cut at the ``edges`` inside it; the blanks beside a cut belong to no piece."""
    at = word.start
    inside = edges[bisect_right(edges, word.start) : bisect_left(edges, word.end)]
    for edge in (*inside, word.end):
        piece = text[at:edge]
        bare = piece.strip()
        if bare:
            start = at + len(piece) - len(piece.lstrip())
            yield Span(start, start + len(bare))
        at = edge


def _tile(text: str, spans: Iterable[Span]) -> tuple[list[str], list[bool]]:
    """Words and whether one blank follows each; what else stands between is a token itself."""
    words: list[str] = []
    spaces: list[bool] = []

    def gap(between: str) -> None:
        if between.startswith(" ") and words:
            spaces[-1] = True
            between = between[1:]
        if between:
            words.append(between)
            spaces.append(False)

    at = 0
    for span in spans:
        start = max(span.start, at)
        if start >= span.end:
            continue
        gap(text[at:start])
        words.append(text[start : span.end])
        spaces.append(False)
        at = span.end
    gap(text[at:])
    return words, spaces


def _span(doc: Doc, place: Span, label: str, id: str) -> DocSpan | None:
    """The tokens that hold ``place``, all of each; ``None`` when there are none."""
    span = doc.char_span(place.start, place.end, label=label, span_id=id, alignment_mode="expand")
    return span if span is not None and len(span) else None


def _set_sentences(doc: Doc, article: Article) -> None:
    """Blanks between sentences go with the sentence before them."""
    starts = [
        article.original(Span(sentence.start, sentence.end)).start for sentence in article.sentences
    ]
    at = 0
    for i, token in enumerate(doc):
        begins = False
        while at < len(starts) and starts[at] < token.idx + len(token):
            at += 1
            begins = True
        token.is_sent_start = begins or i == 0
