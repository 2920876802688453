"""CLASS -> NOUN or RECORD: keyword-only dataclasses with slots, for which no code is compiled.

`dataclasses` writes the methods of each class as text and compiles it, which takes eight times as long as all the rest.
Here all classes have the same functions. A noun is frozen. A record may change, and is equal only to itself. Both are
built as quickly as a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_Noun = TypeVar("_Noun")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def noun(cls: type[_Noun]) -> type[_Noun]:
    """Make a noun of a class with annotated members: what `@dataclass(frozen=True, slots=True, kw_only=True)` makes."""
    made = record(cls)
    methods = {
        **_make_comparison(made),
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__getstate__": _list_values,
        "__setstate__": _restore,
    }
    for name, method in methods.items():
        setattr(made, name, method)
    return made


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
def record(cls: type[_Noun]) -> type[_Noun]:
    """Make a record of a class with annotated members: what `@dataclass(eq=False, slots=True, kw_only=True)` makes."""
    made = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(cls)
    for name, method in (("__init__", _make_initializer(made)), ("__repr__", _describe)):
        setattr(made, name, method)
    return made


def _make_initializer(cls: type) -> Callable[..., None]:
    """Return the function that sets the members of a new noun, and calls its `__post_init__`."""
    members = [member for member in fields(cls) if member.init]
    defaults = {member.name: member.default for member in members if member.default is not MISSING}
    factories = {member.name: make for member in members if (make := member.default_factory) is not MISSING}
    setters = tuple((member.name, getattr(cls, member.name).__set__) for member in members)
    check = getattr(cls, "__post_init__", None)

    def initialize(self: Any, /, **values: Any) -> None:
        """Set all members to `values` and defaults."""
        if len(values) < len(setters):
            values = {**defaults, **values}
            for name, make in factories.items():
                if name not in values:
                    values[name] = make()
        try:
            for name, set_member in setters:
                set_member(self, values[name])
        except KeyError as error:
            raise TypeError(f"{cls.__name__} needs a member {error}") from None
        if len(values) > len(setters):
            unknown = min(values.keys() - dict(setters).keys())
            raise TypeError(f"{cls.__name__} has no member '{unknown}'")
        if check:
            check(self)

    return initialize


def _make_comparison(cls: type) -> dict[str, Callable[..., Any]]:
    """Return the functions that compare nouns, and count them as one in sets, by the values of their members."""
    compared = attrgetter(*(member.name for member in fields(cls) if member.compare))
    hashed = attrgetter(
        *(member.name for member in fields(cls) if (member.compare if member.hash is None else member.hash))
    )

    def equals(self: Any, other: object) -> bool:
        """Return whether the other one is of the same class, with the same values."""
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    return {"__eq__": equals, "__hash__": lambda self: hash(hashed(self))}


def _describe(self: Any) -> str:
    """Return the noun as it would be built."""
    shown = (f"{member.name}={getattr(self, member.name)!r}" for member in fields(self) if member.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse(_self: Any, name: str, _value: object = None) -> None:
    """Raise FrozenInstanceError: the members of a noun stay as they are."""
    raise FrozenInstanceError(f"cannot change '{name}' of a noun")


def _list_values(self: Any) -> list[Any]:
    """Return the values of all members, for copies and other processes."""
    return [getattr(self, member.name) for member in fields(self)]


def _restore(self: Any, values: list[Any]) -> None:
    """Set the values of all members, in a copy or in another process."""
    for member, value in zip(fields(self), values, strict=True):
        object.__setattr__(self, member.name, value)
