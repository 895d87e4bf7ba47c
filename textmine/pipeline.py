"""``extract(document, kit)``: from a document to checked facts, as one pure function."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path

from textmine.check.claims import PlaceClaim
from textmine.check.confront import confront
from textmine.check.rules import RuleBook, load_rules
from textmine.model import Article, Document, Entity, Extraction, PlaceMention
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.indicators import Indicator, load_indicators
from textmine.packs.loader import PackSet, load_packs
from textmine.recognize.organizations import OrganizationFinder
from textmine.recognize.people import PersonFinder
from textmine.recognize.places import PlaceFinder
from textmine.recognize.quantities import QuantityFinder
from textmine.recognize.regions import RegionFinder
from textmine.recognize.times import TimeFinder
from textmine.relate.confidence import confidence_features
from textmine.relate.facts import make_facts, make_traces
from textmine.relate.linker import Linker
from textmine.relate.model import load_model, shipped_model
from textmine.relate.observe import Observed
from textmine.relate.rank import Weights
from textmine.relate.relations import find_relations
from textmine.resolve.organization_rules import OrganizationRules, read_rules
from textmine.resolve.organizations import resolve_organizations
from textmine.resolve.people import resolve_people
from textmine.resolve.person_homes import HomeWords, find_homes
from textmine.resolve.place_lists import PlaceLists
from textmine.resolve.places import PlaceResolution, resolve_places
from textmine.text.address import AddressReader
from textmine.text.language import is_vietnamese
from textmine.text.long_sentences import MAX_SENTENCE, beginning, cut_long
from textmine.text.sentences import SentenceSplitter
from textmine.text.structure import ArticleReader

_FOREIGN = "not Vietnamese, or written without its accents: no number was read"


@dataclass(frozen=True, slots=True, repr=False)
class Kit:
    """Everything compiled once and used for every document; safe to share, built per process."""

    packs: PackSet
    indicators: dict[str, Indicator]
    gazetteer: Gazetteer
    reader: ArticleReader
    splitter: SentenceSplitter
    addresses: AddressReader
    quantities: QuantityFinder
    times: TimeFinder
    places: PlaceFinder
    organizations: OrganizationFinder
    regions: RegionFinder
    place_lists: PlaceLists
    people: PersonFinder
    organization_rules: OrganizationRules
    home_words: HomeWords
    linker: Linker
    rules: RuleBook


def build_kit(pack_directories: Sequence[Path] = (), *, model: bool = True) -> Kit:
    """Loads the built-in packs, installed ones and ``pack_directories``, and compiles them.

    ``model`` takes the trained weights shipped with the package instead of the rules' own.
    Raises PackError naming the file and row that is wrong, ModelError when the model is damaged.
    """
    with _uncollected():
        return _build_kit(pack_directories, shipped_model() if model else None)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: what is built stays, and looking for cycles in all of it time
    and again takes a tenth of the time of building."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _build_kit(pack_directories: Sequence[Path], trained: Traversable | None) -> Kit:
    packs = load_packs(directories=pack_directories)
    weights = Weights.from_packs(packs)
    if trained is not None:
        weights = weights.merged(load_model(trained))
    indicators = load_indicators(packs)
    gazetteer = Gazetteer.load()
    return Kit(
        packs,
        indicators,
        gazetteer,
        ArticleReader(packs),
        SentenceSplitter(packs),
        AddressReader(packs),
        QuantityFinder(packs),
        TimeFinder(packs),
        PlaceFinder(packs, gazetteer),
        OrganizationFinder(packs, gazetteer),
        RegionFinder(packs),
        PlaceLists(packs),
        PersonFinder(packs),
        read_rules(packs),
        HomeWords.of(packs),
        Linker(packs, indicators, weights),
        load_rules(packs),
    )


def read_article(document: Document, kit: Kit) -> Article:
    """The article in a document with its sections and sentences.  Never raises on any text.

    Of a text longer than ``MAX_TEXT`` characters the beginning is read; sentences longer than
    ``MAX_SENTENCE`` are cut; a warning tells of either.
    """
    text = beginning(document.text)
    article = kit.reader.read(replace(document, text=text))
    whole = kit.splitter.split(article.clean, article.folded, article.sections)
    sentences, long = cut_long(article.clean, whole)
    warnings = article.warnings
    if long:
        told = f"{long} sentences of more than {MAX_SENTENCE} characters were read in pieces"
        warnings = (*warnings, told)
    if len(text) < len(document.text):
        told = f"only the first {len(text)} of {len(document.text)} characters were read"
        warnings = (*warnings, f"{told}; give each article its own file or line of a .jsonl file")
    return replace(article, document=document, sentences=sentences, warnings=warnings)


def extract(
    document: Document,
    kit: Kit,
    *,
    language: str = "vi",
    explain: bool = False,
    observed: list[Observed] | None = None,
) -> Extraction:
    """Facts, entities, relations and findings of one document.  Never raises on any text.

    In a text that is not Vietnamese no number is read, which a warning tells: what it measures
    would be invented.
    ``language`` (``vi`` or ``en``) is that of the findings' sentences; ``explain`` keeps traces;
    ``observed`` takes every choice with its candidates, for training.
    """
    article = read_article(document, kit)
    times = kit.times.find(article)
    foreign = not is_vietnamese(article.clean)
    quantities = () if foreign else kit.quantities.find(article, times)
    place_mentions = kit.places.find(article)
    hints = kit.addresses.place_hints(document.source)
    places = resolve_places(article, place_mentions, kit.gazetteer, hints)
    organization_mentions = kit.organizations.find(article, place_mentions)
    organizations = resolve_organizations(
        article,
        organization_mentions,
        place_mentions,
        places,
        kit.gazetteer,
        kit.organization_rules,
    )
    person_mentions = kit.people.find(article, place_mentions, organization_mentions)
    people = resolve_people(article, person_mentions, organizations, places)
    entities = (*people.entities, *organizations.entities, *places.entities)
    by_id = {entity.id: entity for entity in entities}
    roles = [role.span for mention in person_mentions for role in mention.roles]
    above = [
        place_mentions[mention.parent].span
        for mention in place_mentions
        if mention.parent is not None
    ]
    speeches = [
        (span, organization)
        for span, speaker in people.speakers
        if (organization := by_id[speaker].organization) is not None and organization in by_id
    ]
    scene, drafts = kit.linker.link(
        article,
        quantities,
        times,
        kit.place_lists.among(
            article, kit.regions.among(article, organizations.resolved), by_id
        ),
        by_id,
        roles,
        above,
        speeches,
        [mention.span for mention in person_mentions if mention.name],
        [
            (span, places.ids[home])
            for span, home in find_homes(
                article, person_mentions, people.ids, place_mentions, kit.home_words
            )
        ],
        home=organizations.home,
        explain=explain,
        observed=observed,
    )
    facts = make_facts(article, drafts, kit.linker.weights, people.speakers)
    if observed is not None:
        for draft, features in zip(drafts, confidence_features(drafts), strict=True):
            observed.append(Observed(draft.index, "confidence", ((features, None),)))
    relations = find_relations(scene, drafts, facts, kit.indicators, by_id)
    findings = confront(
        facts,
        relations,
        kit.rules,
        kit.indicators,
        entities=entities,
        claims=place_claims(article, place_mentions, places, kit.gazetteer),
        published=article.published,
        language=language,
    )
    warnings = (
        *article.warnings,
        *((_FOREIGN,) if foreign else ()),
        *places.warnings,
        *organizations.warnings,
        *people.warnings,
    )
    return Extraction(
        article,
        entities,
        facts,
        relations,
        findings,
        tuple(dict.fromkeys(warnings)),
        make_traces(drafts, facts) if explain else (),
    )


def place_claims(
    article: Article,
    mentions: Sequence[PlaceMention],
    places: PlaceResolution,
    gazetteer: Gazetteer,
) -> tuple[PlaceClaim, ...]:
    """What the text prints about which place lies in which, judged by the gazetteer."""
    by_id: dict[str, Entity] = {entity.id: entity for entity in places.entities}
    claims: dict[tuple[str, str], PlaceClaim] = {}
    for index, mention in enumerate(mentions):
        if mention.parent is None:
            continue
        here, above = places.ids[index], places.ids[mention.parent]
        if here == above or (here, above) in claims:
            continue
        span = article.original(mention.span.union(mentions[mention.parent].span))
        inside = _inside(mention, by_id[here], by_id[above], gazetteer, article.published)
        claims[(here, above)] = PlaceClaim(here, above, inside, span)
    return tuple(claims.values())


def _inside(
    mention: PlaceMention,
    here: Entity,
    above: Entity,
    gazetteer: Gazetteer,
    published: str | None,
) -> bool | None:
    """Whether the gazetteer puts a place in the one printed as its parent; ``None``: unknown.

    False only when units of that name exist, none of them ever lay there, and none was merged
    into one that does.
    """
    if above.admin_code is None or mention.kind is None or mention.former:
        return None
    if here.admin_code is not None:
        return True  # resolving chose it because it lies there
    parent = gazetteer.unit(above.admin_code, published) or gazetteer.unit(above.admin_code)
    own = [gazetteer.unit(code, published) or gazetteer.unit(code) for code in mention.codes]
    units = [unit for unit in own if unit is not None]
    if parent is None or not units:
        return None
    merged = gazetteer.merged_into(mention.level or "", mention.name)
    known = (*units, *merged)
    return any(
        gazetteer.inside(unit, parent, date) for unit in known for date in (published, None)
    )
