"""What an article, or a sentence of it, is about: the body or territory it is named after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from textmine.model import Entity, EntityType, ResolvedMention, SectionKind, Span
from textmine.recognize.regions import LISTED, NATION, REGION, is_region
from textmine.relate.clock import When
from textmine.relate.naming import listed
from textmine.relate.regional import MANY, PROVINCES
from textmine.relate.scene import Scene
from textmine.relate.subject import SubjectFinder
from textmine.relate.whose import Subject

_NEAR = 24  # characters in which the word before a name is looked for
_PAIR = 2  # provinces of a title that is about none of them
_LIST = 2  # bodies with numbers of their own
_UNION = "mass_organization"
_OFFICES = frozenset({"agency", "department", "people_committee"})  # report on a territory
_COUNTRY = "country"  # another one
_OPENING = 40  # a mention this near the sentence's start may be its topic


def opening_subject(scene: Scene, sentence: int, words: SubjectFinder) -> Subject | None:
    """The body or territory a sentence opens with: its topic, if it names no role with it, is of no
    remote kind (the Politburo, whose directive is cited), neither reports nor only takes part."""
    bounds = scene.bounds(sentence)
    for mention in scene.mentions_in(bounds.start, min(bounds.start + _OPENING, bounds.end)):
        bare = mention.weak or scene.in_role(mention.span) or scene.is_above(mention.span)
        bare = bare or mention.kind in words.remote or words.reporters.cited(scene, mention)
        if mention.type is not EntityType.PERSON and not bare and not _behind(
            scene, mention.span.start, words.not_topics
        ):
            return Subject(mention.entity, mention.span)
    return None


def host_of(
    scene: Scene, event: When | None, entities: Mapping[str, Entity], words: SubjectFinder
) -> Subject | None:
    """The body whose congress or ceremony the article tells of: ``Ngày 25-1, Xã đoàn A tổ chức
    đại hội``, else ``… dự Đại hội đại biểu Đảng bộ xã A``."""
    if event is None:
        return _titled_host(scene, entities)
    found = opening_subject(scene, event.sentence, words)
    entity = entities.get(found.entity) if found is not None else None
    if entity is not None and entity.type is EntityType.ORGANIZATION:
        return found
    for sentence in range(event.sentence, -1, -1):
        meeting = _meeting(scene, sentence, entities)
        if meeting is not None:
            return meeting
    return None


def _meeting(
    scene: Scene, sentence: int, entities: Mapping[str, Entity]
) -> Subject | None:
    """The body whose congress a sentence names."""
    bounds = scene.bounds(sentence)
    for mention in scene.mentions_in(bounds.start, bounds.end):
        meets = scene.behind(max(mention.span.start - _NEAR, 0), mention.span.start, "congress")
        if meets and mention.type is EntityType.ORGANIZATION and mention.entity in entities:
            return Subject(mention.entity, mention.span)
    return None


def _titled_host(scene: Scene, entities: Mapping[str, Entity]) -> Subject | None:
    """The body whose congress the title names, of an article that tells no day."""
    if scene.section_kind(0) is not SectionKind.TITLE:
        return None
    return _meeting(scene, 0, entities)


def main_subject(
    scene: Scene, entities: Mapping[str, Entity], words: SubjectFinder
) -> Subject | None:
    """What the article is about: named in the title, else in the lead, else most often; never by
    the name of a paper (``words.papers``: words like báo, which stand before it), and of a kind
    that is ``words.remote`` (the Politburo) only where the title tells of it.

    A body is preferred to the place it stands in (the title's ``Đảng bộ xã Chiềng Bôm`` names
    both); of several, the first.  A title that names a place behind ``words.members`` of a
    union (``Phụ nữ xã An Thạnh``) is about the union there, if the text has it.
    """
    for kind in (SectionKind.TITLE, SectionKind.LEAD):
        without = words.papers if kind is SectionKind.TITLE else words.not_topics
        told = [m for m in _named(scene, kind, without) if m.entity in entities or is_region(m)]
        found = [m for m in told if not words.reporters.cited(scene, m)]
        office = len(found) < len(told)
        found = [m for m in found if not words.reporters.tells(scene, m)]
        if kind is not SectionKind.TITLE:
            found = [m for m in found if m.kind not in words.remote]
            found = [m for m in found if not _an_example(scene, m)]
        if _several_provinces(found, _PAIR if kind is SectionKind.TITLE else MANY):
            break  # of several that are named none is the topic
        if office and _provinces(found) and _scattered(scene, found[0].entity):
            break  # nor is the one where an office of the country counts most
        if found:
            best = min(found, key=lambda m: (m.type is EntityType.PLACE, m.span.start))
            if best.type is EntityType.PLACE and _behind(scene, best.span.start, words.members):
                best = _union_of(scene, entities, best.entity) or best
            return Subject(best.entity, best.span)
    return _named_most(scene, entities, words)


def _named_most(
    scene: Scene, entities: Mapping[str, Entity], words: SubjectFinder
) -> Subject | None:
    """What is named most often; of an article on many provinces the region they lie in."""
    counts: dict[str, int] = {}
    first: dict[str, Span] = {}
    parts: list[str] = []
    provinces = Counter(m.entity for m in scene.mentions if m.kind in PROVINCES)
    regions: list[ResolvedMention] = []
    reported, acting = False, set[str]()
    for mention in _alone(scene.mentions):
        start = mention.span.start
        if mention.kind in words.remote or _in_caption(scene, start):
            continue
        if _an_example(scene, mention):
            continue
        if _behind(scene, start, words.not_topics) and mention.entity not in counts:
            continue
        if words.reporters.tells(scene, mention) and mention.entity not in scene.central:
            continue
        if words.reporters.cited(scene, mention):
            reported = True
        elif mention.entity in scene.central:
            acting.add(mention.entity)
        if mention.kind in (REGION, NATION):
            regions.append(mention)
        if listed(scene, mention.span):
            parts.append(mention.entity)
            continue
        if mention.entity in entities and mention.type is not EntityType.PERSON:
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
            first.setdefault(mention.entity, mention.span)
    many = len(provinces) >= MANY
    if not (many or reported):
        regions = [mention for mention in regions if not mention.weak]
    if not reported:
        regions = [m for m in regions if m.kind == REGION or not m.weak]
    region = Subject(regions[0].entity, regions[0].span) if regions else None
    if reported and region is not None:
        acting = set()
    only_report = scene.central - acting
    counts = {id: count for id, count in counts.items() if id not in only_report}
    if not counts:
        return region or _around(parts, entities) or _unnamed(scene, entities)
    top = max(counts, key=lambda entity: counts[entity])
    scattered = many and 2 * provinces.get(top, counts[top]) <= sum(provinces.values())
    scattered = scattered or (reported and _scattered(scene, top))
    if scattered and (entities[top].kind in PROVINCES or region is not None):
        return region
    if region is not None and entities[top].kind == _COUNTRY:
        return region
    if entities[top].kind in _OFFICES and entities[top].area is None:
        return _unnamed(scene, entities) or Subject(top, first[top])
    return Subject(top, first[top])


def _several_provinces(found: Sequence[ResolvedMention], least: int) -> bool:
    """Whether a title or lead names nothing but several provinces, or several places as one."""
    if any(mention.kind == LISTED for mention in found):
        return True
    return _provinces(found) and len({mention.entity for mention in found}) >= least


def _scattered(scene: Scene, id: str) -> bool:
    """Whether an article tells of one province hardly more often than of others."""
    provinces = Counter(m.entity for m in scene.mentions if m.kind in PROVINCES)
    return len(provinces) > 1 and id in provinces and 3 * provinces[id] <= 2 * provinces.total()


def _provinces(found: Sequence[ResolvedMention]) -> bool:
    return bool(found) and all(mention.kind in PROVINCES for mention in found)


def _unnamed(scene: Scene, entities: Mapping[str, Entity]) -> Subject | None:
    """The territory without a name that an office without one reports on: ``Theo Cục Thống kê, …
    trên địa bàn tỉnh …``."""
    for mention in scene.mentions:
        bare = mention.entity not in entities and not mention.weak and mention.kind != REGION
        if bare and mention.type is EntityType.PLACE and not scene.in_role(mention.span):
            return Subject(mention.entity, mention.span)
    return None


def _around(parts: Sequence[str], entities: Mapping[str, Entity]) -> Subject | None:
    """The territory that all of a list lie in: ``Đảng bộ thành phố A (171 đảng viên), Đảng bộ huyện
    B (113)`` are parts of what is told of."""
    chains = [_above(part, entities) for part in dict.fromkeys(parts)]
    if len(chains) < _LIST:
        return None
    shared = (area for area in chains[0] if all(area in chain for chain in chains))
    found = next(shared, None)
    return Subject(found) if found is not None else None


def _above(id: str, entities: Mapping[str, Entity]) -> list[str]:
    """The territories around a body or place, nearest first."""
    entity = entities.get(id)
    area = entity.area if entity is not None and entity.area is not None else id
    found: list[str] = []
    while (entity := entities.get(area)) is not None and entity.parent is not None:
        area = entity.parent
        if area in found or area not in entities:
            break
        found.append(area)
    return found


def _named(
    scene: Scene, kind: SectionKind, without: tuple[str, ...]
) -> Sequence[ResolvedMention]:
    return [
        mention
        for section in scene.article.sections
        if section.kind is kind
        for mention in _alone(scene.mentions_in(section.start, section.end))
        if mention.type is not EntityType.PERSON
        and not mention.weak
        and not scene.in_role(mention.span)
        and not scene.is_above(mention.span)
        and not _behind(scene, mention.span.start, without)
    ]


def _alone(mentions: Sequence[ResolvedMention]) -> Iterator[ResolvedMention]:
    """The mentions without those of one of several places named together."""
    listed = -1
    for mention in mentions:
        if mention.span.end <= listed:
            continue
        if mention.joint:
            listed = mention.span.end
        yield mention


def _union_of(
    scene: Scene, entities: Mapping[str, Entity], area: str
) -> ResolvedMention | None:
    """The first union of an area that the text names."""
    return next(
        (
            mention
            for mention in scene.mentions
            if mention.kind == _UNION
            and (entity := entities.get(mention.entity)) is not None
            and entity.area == area
        ),
        None,
    )


def _an_example(scene: Scene, mention: ResolvedMention) -> bool:
    """Whether brackets behind a number name a body as one of those counted: ``2 cơ sở đảng vượt
    chỉ tiêu (Chi bộ Trường A, …)``."""
    start = mention.span.start
    if mention.type is not EntityType.ORGANIZATION or scene.in_role(mention.span):
        return False
    first = scene.bounds(scene.sentence_at(start)).start
    opened = scene.folded.rfind("(", first, start)
    if opened <= scene.folded.rfind(")", first, start):
        return False
    return scene.numbers_between(first, opened) > 0


def _in_caption(scene: Scene, position: int) -> bool:
    return scene.section_kind(scene.sentence_at(position)) is SectionKind.CAPTION


def _behind(scene: Scene, position: int, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands right before a position."""
    before = scene.folded[max(position - _NEAR, 0) : position].rstrip()
    return bool(words) and f" {before}".endswith(words)
