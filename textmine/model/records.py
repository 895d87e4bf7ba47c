"""``dataclass`` for slotted classes: the same classes, defined and filled faster.

An article makes some two thousand fields of frozen records, and a frozen class of the standard
library sets each of them by a call of ``object.__setattr__``; it also compiles seven functions for
every class at every start.  Here a class has one function of its own, the others are shared, and a
frozen record is filled while it is of an open class with the same slots, and then closed.

Fields, defaults, equality, hash, ``repr``, ``replace``, copies, pickles and
FrozenInstanceError are those of ``dataclasses``; but a class may not inherit.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(
        *, slots: bool, frozen: bool = False, repr: bool = True
    ) -> Callable[[type], type]:
        """As ``dataclasses.dataclass`` with these arguments; ``slots`` must be true."""
        if not slots:
            raise TypeError("a record has slots")
        return lambda cls: _made(cls, frozen, repr)


_become = object.__dict__["__class__"].__set__


def _made(cls: type, frozen: bool, shown: bool) -> type:
    if cls.__bases__ != (object,):
        raise TypeError(f"the record {cls.__name__} may not inherit")
    cls.__doc__ = cls.__doc__ or cls.__name__  # else dataclasses looks for a signature
    own = {name for name, value in cls.__dict__.items() if value is not None}
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    names = tuple(field.name for field in dataclasses.fields(made))
    methods: dict[str, Any] = {"__init__": _init(made, names, frozen), "__hash__": None}
    values = _values(names)
    methods["__eq__"] = _equal(values)
    if shown:
        methods["__repr__"] = _repr(names)
    if frozen:
        methods["__hash__"] = lambda self: hash(values(self))
        methods["__reduce__"] = lambda self: (type(self), values(self))
        methods["__setattr__"], methods["__delattr__"] = _refuse_setting, _refuse_deleting
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    finished: type = made
    return finished


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """The fields of a record as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _init(cls: Any, names: tuple[str, ...], frozen: bool) -> Callable[..., None]:
    """``__init__``: what is written out for every class."""
    scope: dict[str, Any] = {"_become": _become, "_closed": cls, "_absent": object()}
    arguments, body = [], []
    for field in dataclasses.fields(cls):
        name = value = field.name
        if field.default_factory is not dataclasses.MISSING:
            scope[f"_make_{name}"] = field.default_factory
            name, value = f"{name}=_absent", f"_make_{name}() if {name} is _absent else {name}"
        elif field.default is not dataclasses.MISSING:
            scope[f"_default_{name}"] = field.default
            name = f"{name}=_default_{name}"
        arguments.append(name)
        body.append(f"self.{field.name} = {value}")
    if frozen:
        scope["_open"] = type(cls.__name__, (), {"__slots__": names})
        body = ["_become(self, _open)", *body, "self.__class__ = _closed"]
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    source = f"def __init__(self, {', '.join(arguments)}):\n " + "\n ".join(body)
    exec(source, scope)  # noqa: S102 - as dataclasses does
    init: Callable[..., None] = scope["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _equal(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, Any], Any]:
    def equal(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    return equal


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    @recursive_repr()
    def show(self: Any) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({fields})"

    return show


def _refuse_setting(self: Any, name: str, value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
