"""What recognition hands on: names in the text, not yet tied to one another.

All spans are *clean*.  Indexes point into the tuple of the same kind of mention.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from textmine.model.enums import EntityType
from textmine.model.span import Span


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text.

    ``span`` covers level word and name (``xã Chiềng Bôm``), ``name`` is the bare name as printed
    and ``kind`` what the level word says (``commune``, ``village``, ...), ``None`` for a bare name.
    ``parent`` is the index of the mention printed as its parent (``(Thuận Châu)``, ``, huyện …``).
    ``codes`` are the gazetteer's candidates as of the article's date, best first.
    ``former`` marks ``(cũ)``.  ``level`` is the level word written out (``bản``, ``phường`` for
    ``P.``), also for the later names of a list; ``None`` for a bare name.  ``implied`` is the kind
    that the body before a bare name says it is: ``district`` in *Huyện ủy Mộc Châu*.
    """

    span: Span
    name: str
    kind: str | None
    parent: int | None = None
    codes: tuple[str, ...] = ()
    former: bool = False
    level: str | None = None
    implied: str | None = None


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """An organisation named or pointed at.

    ``name`` is expanded as far as its own words go (``BCH Đảng bộ xã`` -> ``Ban Chấp hành Đảng bộ
    xã``), ``kind`` an id of the organisation table (``party_committee``), ``level`` the level word
    (``xã``) or ``None``, ``place`` the index of the place mention that completes it.
    ``anaphoric`` is true when it has no name of its own (``Chi bộ``, ``Đảng ủy xã``, ``huyện``).
    ``unit`` is the index of the mention nested in it (``BCH | Đảng bộ xã``).  ``head`` is the
    canonical opening with trade and own name, without unit and area (``Ban Chấp hành``), and
    ``entry`` the id of the row of [[organization]] it was read by (``territory`` for a bare level
    word).
    """

    span: Span
    name: str
    kind: str
    level: str | None = None
    place: int | None = None
    anaphoric: bool = False
    unit: int | None = None
    head: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class RoleMention:
    """An office: ``text`` as printed with abbreviations expanded, where it is held, and tense.

    ``organization`` indexes the organisation mentions, ``place`` the place mentions: an office of
    a village or a territory (``Trưởng bản Hỏm``, ``Chủ tịch xã P``) has a place.  ``weight`` says
    how much of an office it is: 0 an office, 1 a lesser one (``Trụ trì``), 2 a membership (``Ủy
    viên …``), 3 a standing without office (``chuyên viên``).  ``replaced``: the text gives the
    person another office and never says that this one ends (``Giám đốc Sở Y tế, được bầu giữ chức
    Phó Chủ tịch UBND tỉnh``).
    """

    span: Span
    text: str
    organization: int | None = None
    former: bool = False
    place: int | None = None
    weight: int = 0
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person named: ``span`` covers the name alone; ``short`` marks ``đồng chí Dũng``.

    ``speaker`` is true where a verb of speech has the person as its subject (``cho biết``), and
    ``speech`` then the stretch that is said.  An office that speaks without a name (``Bí thư Tỉnh
    ủy nhấn mạnh``) has an empty ``name`` and the span of the office.
    """

    span: Span
    name: str
    honorific: str | None = None
    roles: tuple[RoleMention, ...] = field(default=())
    short: bool = False
    speaker: bool = False
    speech: Span | None = None


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention tied to its entity: ``entity`` is an entity id, or the bare noun (``huyện``) when
    the text never names it.  ``kind`` is the entity's kind; ``anaphoric`` as in the mention.

    ``weak``: named on the way, so what follows is not about it, though a number right beside it
    may be its own: where a person lives (``ông A ở ấp B``), where an office is held (``Chủ tịch
    Hội LHPN tỉnh``), who receives (``tặng cờ cho Đảng bộ xã A``), one of a list (``xã A 12, xã B
    9``), who is in a photograph, where somebody goes (``đến xã A``).

    ``joint``: several places named together, tied to the territory that holds them all.
    """

    span: Span
    entity: str
    type: EntityType
    kind: str
    anaphoric: bool = False
    weak: bool = False
    joint: bool = False
