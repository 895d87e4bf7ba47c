"""Sentences and words as plain text, CoNLL-U and JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from textmine.model import Article, Span

_BLANKS = re.compile(r"\s+")
_EMPTY_FIELDS = "\t_" * 7  # lemma to deps: segmentation knows none of them


def write_text(article: Article, words: Sequence[Span]) -> str:
    """A line for each sentence, words parted by blanks, syllables of a word by ``_``."""
    lines = []
    for sentence in _sentences(article, words):
        forms = [form.replace(" ", "_") for form in _forms(article, sentence)]
        lines.append(" ".join(forms))
    return "\n".join(lines) + "\n"


def write_conllu(article: Article, words: Sequence[Span]) -> str:
    """Ten columns a word; words of several syllables keep their blanks, as in UD Vietnamese.

    ``start_char`` and ``end_char`` in MISC are offsets in the original text of the article.
    """
    id = _comment(article.document.id)
    pieces = [f"# newdoc id = {id}\n"]
    for number, sentence in enumerate(_sentences(article, words), start=1):
        forms = _forms(article, sentence)
        rows, surface = [], []
        for i, (form, span) in enumerate(zip(forms, sentence, strict=True)):
            last = i + 1 == len(sentence)
            glued = not last and sentence[i + 1].start == span.end
            original = article.original(span)
            misc = f"start_char={original.start}|end_char={original.end}"
            if glued:
                misc = f"SpaceAfter=No|{misc}"
            rows.append(f"{i + 1}\t{form}{_EMPTY_FIELDS}\t{misc}\n")
            surface.append(form if glued or last else f"{form} ")
        pieces.append(f"# sent_id = {id}-{number}\n# text = {''.join(surface)}\n")
        pieces.extend(rows)
        pieces.append("\n")
    return "".join(pieces)


def write_json(article: Article, words: Sequence[Span]) -> str:
    """One object on one line: sentences with the kind of their section, words with offsets.

    Offsets are those of the original text, and ``text`` is exactly what stands there.
    """
    by_start = {sentence.start: sentence for sentence in article.sentences}
    sentences = []
    for group in _sentences(article, words):
        whole = article.original(Span(group[0].start, group[-1].end))
        section = article.sections[by_start[group[0].start].section]
        sentences.append(
            {
                "start": whole.start,
                "end": whole.end,
                "section": section.kind.value,
                "words": [_word(article, span) for span in group],
            }
        )
    document = article.document
    record = {
        "id": document.id,
        "source": document.source,
        "sentences": sentences,
        "warnings": article.warnings,
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _word(article: Article, span: Span) -> dict[str, int | str]:
    original = article.original(span)
    return {"start": original.start, "end": original.end, "text": original.of(article.text)}


def _sentences(article: Article, words: Sequence[Span]) -> list[list[Span]]:
    """The words of each sentence that has any, both being in order."""
    groups: list[list[Span]] = []
    at = 0
    for sentence in article.sentences:
        group = []
        while at < len(words) and words[at].end <= sentence.end:
            group.append(words[at])
            at += 1
        if group:
            groups.append(group)
    return groups


def _forms(article: Article, sentence: Sequence[Span]) -> list[str]:
    return [_BLANKS.sub(" ", span.of(article.clean)) for span in sentence]


def _comment(id: str) -> str:
    return _BLANKS.sub("_", id.strip()) or "_"
