"""Our records behave as those of ``dataclasses`` do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from textmine.model import Span
from textmine.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """A record."""

    a: int
    b: str = "x"
    c: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """A record."""

    a: int
    b: str = "x"
    c: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class One:
    a: int

    def __post_init__(self) -> None:
        if self.a < 0:
            raise ValueError("below nothing")

    @property
    def twice(self) -> int:
        return 2 * self.a


@dataclass(slots=True)
class Open:
    a: int
    b: list[int] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True, repr=False)
class Silent:
    a: int


def told(kind: Any) -> list[object]:
    """What a class with the fields of ``Ours`` does."""
    one, same, other = kind(1), kind(1, "x"), kind(a=2, b="y", c={"z": 1})
    return [
        repr(one).replace(kind.__name__, ""),
        one == same,
        one == other,
        one != other,
        one == 1,
        one.c is same.c,
        dataclasses.asdict(other),
        dataclasses.replace(one, b="z").b,
        [(field.name, field.type) for field in dataclasses.fields(one)],
        kind.__match_args__,
        kind.__slots__,
        hasattr(one, "__dict__"),
        copy.copy(other) == other,
        copy.deepcopy(other) == other,
        pickle.loads(pickle.dumps(other)) == other,
        kind.__doc__,
        kind.__module__,
    ]


def test_a_record_does_what_one_of_the_standard_library_does() -> None:
    assert told(Ours) == told(Theirs)
    assert hash(One(3)) == hash(One(3))
    assert len({One(3), One(3), One(4)}) == 2


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_a_frozen_record_stays_as_it_is(kind: Any) -> None:
    record = kind(1)
    for change in (
        lambda: setattr(record, "a", 2),
        lambda: setattr(record, "other", 2),
        lambda: delattr(record, "a"),
    ):
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            change()
    assert record.a == 1


@pytest.mark.parametrize("kind", [Ours, Theirs])
@pytest.mark.parametrize(
    ("given", "named"), [((), {}), ((1, "x", {}, 4), {}), ((1,), {"d": 1}), ((1,), {"a": 1})]
)
def test_wrong_arguments_are_refused(
    kind: Any, given: tuple[object, ...], named: dict[str, object]
) -> None:
    with pytest.raises(TypeError):
        kind(*given, **named)


def test_what_a_class_says_of_itself_is_kept() -> None:
    assert One(2).twice == 4
    with pytest.raises(ValueError, match="below nothing"):
        One(-1)
    assert repr(Silent(1)).startswith("<")
    assert sorted([Span(2, 3), Span(1, 4), Span(1, 2)]) == [Span(1, 2), Span(1, 4), Span(2, 3)]
    assert Span(1, 2) != (1, 2)
    assert hash(Span(1, 2)) == hash(Span(1, 2))


def test_an_open_record_changes_and_has_no_hash() -> None:
    record = Open(1)
    record.b.append(2)
    record.a = 3
    assert record == Open(3, [2])
    assert Open(1).b == []
    with pytest.raises(TypeError):
        hash(record)
    assert pickle.loads(pickle.dumps(record)) == record


def test_what_cannot_be_a_record_is_refused() -> None:
    with pytest.raises(TypeError, match="may not inherit"):

        @dataclass(slots=True)
        class Below(Open):
            c: int = 0

    with pytest.raises(TypeError, match="slots"):

        @dataclass(slots=False)
        class Loose:
            a: int
