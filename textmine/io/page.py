"""One page that stands alone: the article with its numbers marked, their records, the findings.

No network, no framework, nothing but a style sheet and a short script, both allowed by their hash
in the page's own content security policy.  Every string is escaped by the template engine.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import jinja2
from markupsafe import Markup

from textmine._version import __version__
from textmine.io.highlight import FACT, Paragraph, Piece, paragraphs
from textmine.io.observations import UNCHECKED, check_status
from textmine.io.printable import one_line, printable
from textmine.io.wording import Wording, by_subject, entity_detail, load_wording, worst_first
from textmine.model import Extraction, Fact, Finding, SectionKind

POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class FactView:
    """A record as it is read.

    ``details`` are the lines of its card, name and value; ``findings`` the checks that name it:
    verdict id, verdict, message.
    """

    id: str
    value: str
    measure: str
    period: str
    status: str
    status_id: str
    text: str
    check: str
    check_word: str
    details: tuple[tuple[str, str], ...]
    findings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A check as it is read: the numbers it rests on, with their words."""

    id: str
    verdict_id: str
    verdict: str
    rule: str
    message: str
    numbers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    """A name with what is known of it."""

    id: str
    type_id: str
    type: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything the page shows of one article; ``prefix`` keeps its anchors apart.

    ``heading`` is the title as printed, empty when the text has none.
    """

    prefix: str
    title: str
    publisher: str
    published: str
    source: str
    link: str
    counts: str
    heading: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]
    groups: tuple[tuple[str, tuple[FactView, ...]], ...]
    findings: tuple[FindingView, ...]
    entities: tuple[EntityView, ...]
    warnings: tuple[str, ...]
    checks: Mapping[str, str]

    def css(self, piece: Piece) -> str:
        """Classes of a marked piece: number or name, and what checking said."""
        classes = []
        facts = [mark.id for mark in piece.marks if mark.kind == FACT]
        if facts:
            classes += ["n", f"v-{self.checks.get(facts[-1], UNCHECKED)}"]
        names = [mark.kind for mark in piece.marks if mark.kind != FACT]
        if names:
            classes += ["e", f"e-{names[-1]}"]
        return " ".join(classes)

    def ids(self, piece: Piece) -> str:
        """What a piece belongs to, the narrowest first."""
        return " ".join(f"{self.prefix}{mark.id}" for mark in reversed(piece.marks))


def render_page(extractions: Sequence[Extraction], wording: Wording | None = None) -> Iterator[str]:
    """The page in pieces, for one or several articles, in Vietnamese unless ``wording`` says."""
    wording = wording or load_wording("vi")
    style, script = asset("page.css"), asset("page.js")
    reports = [
        _report(extraction, wording, f"a{number}-" if len(extractions) > 1 else "")
        for number, extraction in enumerate(extractions, start=1)
    ]
    yield from _template().generate(
        reports=reports,
        w=wording,
        t=wording.texts,
        policy=POLICY.format(style=digest(style), script=digest(script)),
        # Our own files, hashed in the policy: the only text that goes in unescaped.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        version=__version__,
    )


def _report(extraction: Extraction, wording: Wording, prefix: str) -> ReportView:
    article = extraction.article
    document = article.document
    checks = check_status(extraction)
    source = one_line(document.source or "")
    names = {entity.id: entity.name for entity in extraction.entities}
    facts_by_id = {fact.id: fact for fact in extraction.facts}
    findings: dict[str, list[Finding]] = {}
    for finding in worst_first(extraction.findings):
        for id in dict.fromkeys(finding.facts):
            findings.setdefault(id, []).append(finding)
    body = paragraphs(extraction)
    groups = []
    for subject, facts in by_subject(extraction):
        name = names.get(subject or "") or subject or wording["no_subject"]
        views = tuple(
            _fact(fact, names, findings.get(fact.id, ()), checks, wording) for fact in facts
        )
        groups.append((one_line(name), views))
    return ReportView(
        prefix=prefix,
        title=one_line(article.title or wording["no_title"]),
        publisher=one_line(document.publisher or ""),
        published=one_line(wording.date(article.published) or wording["no_date"]),
        source=source,
        link=source if source.startswith(("https://", "http://")) else "",
        counts=wording.counts(extraction),
        heading=body.pop(0).pieces if body and body[0].kind is SectionKind.TITLE else (),
        paragraphs=tuple(body),
        groups=tuple(groups),
        findings=tuple(_finding(f, facts_by_id, wording) for f in worst_first(extraction.findings)),
        entities=tuple(
            EntityView(
                entity.id,
                entity.type.value,
                wording.word("entity", entity.type),
                one_line(entity.name),
                one_line(entity_detail(entity, wording)),
            )
            for entity in extraction.entities
        ),
        warnings=tuple(one_line(warning) for warning in extraction.warnings),
        checks=checks,
    )


def _fact(
    fact: Fact,
    names: Mapping[str, str],
    findings: Iterable[Finding],
    checks: Mapping[str, str],
    wording: Wording,
) -> FactView:
    """``names`` are those of entities by id, ``findings`` the checks that name the fact."""
    check = checks.get(fact.id, UNCHECKED)
    words = fact.period.text if fact.period else ""
    period = wording.period(fact.period)
    details = (
        (wording["measure"], f"{wording.measure(fact)} ({fact.indicator})"),
        (wording["subject"], _name(fact.subject, names) or wording["no_subject"]),
        (wording["period"], f"{period} (“{words}”)" if words and words != period else period),
        (wording["status_head"], wording.word("status", fact.status)),
        (wording["speaker"], _name(fact.speaker, names)),
        (wording["actor"], _name(fact.actor, names)),
        (wording["confidence"], f"{fact.confidence:.0%}"),
    )
    return FactView(
        id=fact.id,
        value=one_line(wording.value(fact)),
        measure=one_line(wording.measure(fact)),
        period=one_line(period),
        status=wording.word("status", fact.status),
        status_id=fact.status.value,
        text=one_line(fact.text),
        check=check,
        check_word=_check(check, wording),
        details=tuple((name, one_line(value)) for name, value in details if value),
        findings=tuple(
            (f.verdict.value, wording.word("verdict", f.verdict), one_line(f.message))
            for f in findings
        ),
    )


def _check(check: str, wording: Wording) -> str:
    return wording["unchecked"] if check == UNCHECKED else wording.word("verdict", check)


def _name(id: str | None, names: Mapping[str, str]) -> str:
    return names.get(id or "") or id or ""


def _finding(finding: Finding, by_id: Mapping[str, Fact], wording: Wording) -> FindingView:
    facts = [by_id.get(id) for id in finding.facts]
    return FindingView(
        id=finding.id,
        verdict_id=finding.verdict.value,
        verdict=wording.word("verdict", finding.verdict),
        rule=one_line(wording.rule(finding.rule)),
        message=one_line(finding.message),
        numbers=tuple((fact.id, one_line(fact.text)) for fact in facts if fact),
    )


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(asset),
    )
    environment.filters["printable"] = printable
    return environment.get_template("page.html.j2")


@functools.cache
def asset(name: str) -> str:
    """A file of ``templates``."""
    file = resources.files("textmine.io") / "templates" / name
    return file.read_text(encoding="utf-8")


def digest(content: str) -> str:
    """The hash of a style sheet or script as a content security policy names it."""
    hashed = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(hashed).decode()}"
