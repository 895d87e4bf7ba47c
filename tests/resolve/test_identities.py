"""Who is the same over all articles: a hand-made table, the packs' examples, and invariants."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resolve.identity_table import Pair, read_pairs, record
from textmine.model.entity import Area
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.loader import load_packs
from textmine.resolve.identities import (
    ArticleRecord,
    Claim,
    Decision,
    EntityRecord,
    IdentityRules,
    Side,
    claims_of,
    group_of,
    identity_key,
    load_identity_rules,
    neighbours_of,
    settle,
)

PAIRS = read_pairs()


@cache
def rules() -> IdentityRules:
    return load_identity_rules(load_packs(entry_points=False), Gazetteer.load())


def claims(side: str, key: int = 1) -> tuple[tuple[Claim, ...], Claim]:
    article, number = record(side, key, rules().gazetteer)
    made = claims_of(article, rules())
    return made, next(claim for claim in made if claim.number == number)


def verdict(pair: Pair) -> str:
    left, one = claims(pair.left, 1)
    right, other = claims(pair.right, 2)
    keys = {(a.article, a.number): a.key for a in settle([*left, *right]).assignments}
    first, second = keys[1, one.number], keys[2, other.number]
    if first is None or second is None:
        return "open"
    return "same" if first == second else "different"


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{p.left} = {p.right}" for p in PAIRS])
def test_pairs(pair: Pair) -> None:
    assert verdict(pair) == pair.verdict, pair.why


def test_the_table_is_large_and_has_all_three_answers() -> None:
    counts = Counter(pair.verdict for pair in PAIRS)
    assert len(PAIRS) >= 190
    assert set(counts) == {"same", "different", "open"}
    assert min(counts.values()) >= 20


# -- examples in the packs ----------------------------------------------------------------------

_DISTRICT = "huyện Mai Sơn, tỉnh Sơn La @ 2020"


def _examples(table: str) -> list[tuple[str, str, bool]]:
    return [
        (one, other, same)
        for row in load_packs(entry_points=False).rows(table)
        for name, same in (("examples", True), ("counter", False))
        for one, other in row.data.get(name, ())
    ]


@pytest.mark.parametrize(("one", "other", "same"), _examples("identity_alias"))
def test_alias_examples(one: str, other: str, same: bool) -> None:
    assert _one_body(f"{one} @ {_DISTRICT}", f"{other} @ {_DISTRICT}") is same


@pytest.mark.parametrize(("one", "other", "same"), _examples("identity_form"))
def test_form_examples(one: str, other: str, same: bool) -> None:
    assert _one_body(one, other) is same


@pytest.mark.parametrize(("one", "other", "same"), _examples("identity_country"))
def test_country_examples(one: str, other: str, same: bool) -> None:
    assert _one_body(f"@ nước {one}", f"@ nước {other}") is same


@pytest.mark.parametrize(("one", "other", "same"), _examples("identity_title"))
def test_title_examples(one: str, other: str, same: bool) -> None:
    def side(office: str) -> str:
        body = _BODIES.get(" ".join(office.split(" ")[-2:]), "")
        where = f" @ {_DISTRICT}" if body else ""
        return f"Lò Văn Thử / {office}" + (f" / {body}" if body else "") + where

    assert _one_body(side(one), side(other)) is same


_BODIES = {
    "Huyện ủy": "Huyện ủy Mai Sơn",
    "Thị ủy": "Huyện ủy Mai Sơn",
    "UBND huyện": "UBND huyện Mai Sơn",
    "dân huyện": "UBND huyện Mai Sơn",
    "HĐND huyện": "HĐND huyện Mai Sơn",
    "Huyện đoàn": "Huyện đoàn Mai Sơn",
    "tịch huyện": ".",
}


def _one_body(one: str, other: str) -> bool:
    left, right = claims(one)[1], claims(other, 2)[1]
    assert left.anchors, left
    assert right.anchors, right
    return bool(set(left.anchors) & set(right.anchors))


# -- open names keep their candidates ------------------------------------------------------------


def test_an_open_commune_keeps_the_units_it_may_be() -> None:
    _, claim = claims("@ ? xã Tân Lập @ 2019")
    found = settle([claim]).assignments[0]
    assert found.key is None
    assert len(found.candidates) > 10
    _, known = claims("@ xã Tân Lập, huyện Chợ Đồn, tỉnh Bắc Kạn @ 2019")
    assert identity_key(known.anchors[0]) in found.candidates


def test_a_name_without_an_office_keeps_its_namesakes() -> None:
    chair, _ = claims(f"Lò Văn Thử / Chủ tịch UBND huyện / UBND huyện Mai Sơn @ {_DISTRICT}")
    bare = ArticleRecord(2, (EntityRecord(0, "person", "person", "Lò Văn Thử"),))
    made = settle([*chair, *claims_of(bare, rules())])
    found = {(a.article, a.number): a for a in made.assignments}
    person = next(claim for claim in chair if claim.type == "person")
    assert found[2, 0].key is None
    assert found[2, 0].candidates == (found[1, person.number].key,)


def test_a_short_company_name_stays_open_between_two_full_names() -> None:
    made = [
        *claims("Công ty cổ phần Mía đường Hải Sơn", 1)[0],
        *claims("Công ty TNHH Mía đường Hải Sơn", 2)[0],
        *claims("Công ty Mía đường Hải Sơn", 3)[0],
    ]
    found = settle(made)
    by_article = {a.article: a for a in found.assignments}
    assert by_article[3].key is None
    assert set(by_article[3].candidates) == {by_article[1].key, by_article[2].key}
    assert by_article[3].reason == "several of this name"
    alone = settle([made[0], made[2]])
    assert len({a.key for a in alone.assignments}) == 1


def test_two_offices_in_one_article_tie_a_person_together() -> None:
    where = f"@ {_DISTRICT}"
    both = f"Lò Văn Thử / Bí thư Huyện ủy / Huyện ủy Mai Sơn / Chủ tịch HĐND huyện {where}"
    one = f"Lò Văn Thử / Bí thư Huyện ủy / Huyện ủy Mai Sơn {where}"
    other = f"Lò Văn Thử / Chủ tịch HĐND huyện / HĐND huyện Mai Sơn {where}"
    apart = settle([claims(one, 1)[1], claims(other, 2)[1]])
    assert len({a.key for a in apart.assignments}) == 2
    tied = settle([claims(one, 1)[1], claims(other, 2)[1], claims(both, 3)[1]])
    assert len({a.key for a in tied.assignments}) == 1


# -- places over time ----------------------------------------------------------------------------


def _anchor(side: str) -> str:
    return claims(side)[1].anchors[0]


def test_a_commune_that_outlives_its_district_lay_in_it() -> None:
    before = claims("@ xã Ngọc Chiến, huyện Mường La, tỉnh Sơn La @ 2021")[1]
    after = claims("@ xã Ngọc Chiến, tỉnh Sơn La @ 2025-09")[1]
    assert before.anchors == after.anchors
    assert before.above == _anchor("@ huyện Mường La, tỉnh Sơn La @ 2021")
    assert after.above == _anchor("@ tỉnh Sơn La @ 2025-09")


def test_a_merged_commune_leads_to_its_successor() -> None:
    old = _anchor("@ xã Chiềng Bôm, huyện Thuận Châu, tỉnh Sơn La @ 2019")
    new = _anchor("@ xã Nậm Lầu, tỉnh Sơn La @ 2025-09")
    assert neighbours_of(old, rules())[1] == (new,)
    assert old in neighbours_of(new, rules())[0]
    assert len(neighbours_of(new, rules())[0]) == 3


def test_a_body_of_a_merged_commune_leads_to_that_of_its_successor() -> None:
    old = _anchor("Đảng bộ xã Chiềng Bôm @ xã Chiềng Bôm, huyện Thuận Châu, tỉnh Sơn La @ 2019")
    new = _anchor("Đảng bộ xã Nậm Lầu @ xã Nậm Lầu, tỉnh Sơn La @ 2025-09")
    assert new in neighbours_of(old, rules())[1]


def test_a_department_leads_to_what_it_was_merged_into() -> None:
    old = _anchor("Sở Giao thông vận tải tỉnh Sơn La @ tỉnh Sơn La @ 2020")
    new = _anchor("Sở Xây dựng tỉnh Sơn La @ tỉnh Sơn La @ 2025-09")
    assert new in neighbours_of(old, rules())[1]
    assert old in neighbours_of(new, rules())[0]


def test_an_island_district_leads_to_its_special_zone() -> None:
    old = _anchor("@ huyện Vân Đồn, tỉnh Quảng Ninh @ 2019")
    new = _anchor("@ đặc khu Vân Đồn, tỉnh Quảng Ninh @ 2025-09")
    assert new in neighbours_of(old, rules())[1]


def test_a_province_joined_to_one_that_was_there_before() -> None:
    old, new = _anchor("@ tỉnh Hà Tây @ 2007"), _anchor("@ thành phố Hà Nội @ 2012")
    assert neighbours_of(old, rules())[1] == (new,)


def test_every_unit_finds_itself_by_its_anchor() -> None:
    lives = rules().lives
    units = lives.gazetteer.units[::97]
    for unit in units:
        assert lives.unit_at(lives.anchor(unit)) == lives.last(unit)


# -- decisions -----------------------------------------------------------------------------------


def _side(claim: Claim) -> Side:
    return Side(claim.name, claim.anchors[0] if claim.anchors else claim.open_handle)


def _decision(action: str, left: Side, right: Side, at: str = "2026-01-01") -> Decision:
    return Decision(action, left, right, None, at)


def test_a_decision_joins_two_groups() -> None:
    one = claims("Công ty cổ phần Sữa Hải Sơn", 1)[1]
    other = claims("Tập đoàn Hasofoo", 2)[1]
    joined = settle([one, other], [_decision("join", _side(one), _side(other))])
    assert len({a.key for a in joined.assignments}) == 1
    assert all("by decision" in a.reason for a in joined.assignments)
    assert [i.origin for i in joined.identities] == ["decision"]


def test_a_decision_separates_what_a_rule_joined() -> None:
    one = claims("Công ty cổ phần Mía đường Hải Sơn", 1)[1]
    short = claims("Công ty Mía đường Hải Sơn", 2)[1]
    assert len({a.key for a in settle([one, short]).assignments}) == 1
    decided = settle([one, short], [_decision("separate", _side(one), _side(short))])
    assert len({a.key for a in decided.assignments}) == 2


def test_a_decision_separates_one_name_in_one_article() -> None:
    side = f"Lò Văn Thử / Chủ tịch UBND huyện / UBND huyện Mai Sơn @ {_DISTRICT}"
    one, other = claims(side, 1)[1], claims(side, 2)[1]
    apart = _decision("separate", _side(one), Side(other.name, other.own_handle))
    keys = {a.article: a.key for a in settle([one, other], [apart]).assignments}
    assert keys[1] != keys[2]
    assert None not in keys.values()


def test_a_decision_joins_an_open_name() -> None:
    office = claims("Sở Y tế tỉnh Sơn La @ tỉnh Sơn La @ 2021", 1)[1]
    bare = claims("Sở Y tế", 2)[1]
    assert settle([bare]).assignments[0].key is None
    joined = settle([office, bare], [_decision("join", _side(office), _side(bare))])
    assert len({a.key for a in joined.assignments}) == 1


def test_the_last_word_counts_and_contradictions_are_told() -> None:
    a, b, c = (claims(f"Tập đoàn {name}", at)[1] for at, name in enumerate(("Fa", "Fb", "Fc"), 1))
    joins = [_decision("join", _side(a), _side(b), "1"), _decision("join", _side(b), _side(c), "2")]
    keys = {x.key for x in settle([a, b, c], joins).assignments}
    assert len(keys) == 1
    apart = _decision("separate", _side(c), _side(a), "3")
    decided = settle([a, b, c], [*joins, apart])
    assert len({x.key for x in decided.assignments}) == 2
    assert decided.refused == (joins[1],)
    again = _decision("join", _side(a), _side(c), "4")
    assert len({x.key for x in settle([a, b, c], [*joins, apart, again]).assignments}) == 1


# -- invariants ----------------------------------------------------------------------------------


@cache
def _archive() -> tuple[Claim, ...]:
    found: list[Claim] = []
    for number, pair in enumerate(PAIRS):
        found.extend(claims(pair.left, 2 * number)[0])
        found.extend(claims(pair.right, 2 * number + 1)[0])
    return tuple(found)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 2))
def test_order_says_nothing(random: object, decided: int) -> None:
    archive = list(_archive())
    with_anchors = sorted({claim.anchors[0] for claim in archive if claim.anchors})
    sides = [Side("x", anchor) for anchor in with_anchors[:: len(with_anchors) // 5]]
    decisions = [
        _decision("join" if at % 2 else "separate", left, right, str(at))
        for at, (left, right) in enumerate(pairwise(sides))
    ][: decided * 2]
    expected = settle(archive, decisions)
    random.shuffle(archive)  # type: ignore[attr-defined]
    random.shuffle(decisions)  # type: ignore[attr-defined]
    assert settle(archive, decisions) == expected


def test_groups_are_settled_alone_as_together() -> None:
    together = settle(_archive())
    apart = [
        settle([claim for claim in _archive() if claim.group == group])
        for group in sorted({claim.group for claim in _archive()})
    ]
    assert {a for part in apart for a in part.assignments} == set(together.assignments)
    assert {i for part in apart for i in part.identities} == set(together.identities)


def test_anchors_and_handles_are_of_their_claims_group() -> None:
    for claim in _archive():
        for anchor in (*claim.anchors, claim.open_handle, claim.own_handle):
            assert group_of(anchor) == claim.group


_NAMES = st.text(alphabet="aáâđyýuỳ |@?~-’TPxã Huyện ủyCôngty.,0", max_size=25)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("person", "organization", "place")),
            st.sampled_from(
                ("official", "company", "agency", "village", "commune", "country", "x")
            ),
            _NAMES,
            st.lists(_NAMES, max_size=2),
            st.integers(0, 5) | st.none(),
            st.integers(0, 5) | st.none(),
            st.integers(0, 5) | st.none(),
            st.sampled_from((None, "", "14", "03784", "99999")),
        ),
        max_size=6,
    ),
    st.sampled_from((None, "", "2020", "2025-09-01")),
    st.sampled_from((None, "Báo Sơn La", "|?")),
)
def test_any_record_is_claimed(rows: list[tuple], date: str | None, paper: str | None) -> None:
    entities = tuple(
        EntityRecord(at, type_, kind, name, None, tuple(roles), False, org, parent, code, area,
                     (Area(code, name, kind),) if code else ())
        for at, (type_, kind, name, roles, org, parent, area, code) in enumerate(rows)
    )  # fmt: skip
    made = claims_of(ArticleRecord(1, entities, date or None, paper), rules())
    assert [claim.number for claim in made] == [entity.number for entity in entities]
    settled = settle(made)
    assert len(settled.assignments) == len(entities)
    keys = {identity.key for identity in settled.identities}
    assert {a.key for a in settled.assignments if a.key is not None} <= keys
