"""JSON VALUES -> NOUNS: each value is checked against the type of its field, because anybody can change a file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from types import UnionType
from typing import Any, Literal, NoReturn, TypeVar, get_args, get_origin, get_type_hints

Noun = TypeVar("Noun")
_MAX_INTEGER = 2**53  # RFC 8259, section 6: what every reader of JSON can hold
_SURROGATES = re.compile("[\ud800-\udfff]")  # JSON can escape them, and UTF-8 cannot hold them
_MAX_LEVELS = 10
_REQUIRED = object()


def build_noun(noun: Callable[..., Noun], members: Mapping[str, Any], **values: Any) -> Noun:
    """Return the noun with `values`, and for its other fields the values of a JSON object.

    Members that are no fields are ignored: a later version may write more.

    Raises:
        ValueError: a value is missing or of another type than its field, or the noun refuses it.
    """
    for name, kind, is_required in _fields(noun):
        if name not in values and (is_required or name in members):
            values[name] = take(members, name, kind)
    return noun(**values)


@cache
def _fields(noun: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Return name and type of each field of a noun, and whether it has no default."""
    types = get_type_hints(noun)
    return tuple(
        (field.name, types[field.name], field.default is MISSING and field.default_factory is MISSING)
        for field in fields(noun)
    )


def take(members: Mapping[str, Any], name: str, kind: Any, default: Any = _REQUIRED) -> Any:
    """Return the member `name` of a JSON object as a value of the type `kind`; without `default` it must be there.

    Raises:
        ValueError: it is missing, or of another type.
    """
    if name in members:
        return _convert(members[name], kind, name)
    if default is _REQUIRED:
        raise ValueError(f"the member '{name}' is missing")
    return default


def _convert(value: Any, kind: Any, name: str) -> Any:
    """Return a JSON value as one of the type `kind`; arrays are tuples, and objects nouns. `name` is its member's."""
    if check := _CHECKS.get(kind):
        return value if check(value) else _refuse(name)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return value if isinstance(value, str) and value in arguments else _refuse(name)
    if isinstance(kind, UnionType):  # of a type and None
        return None if value is None else _convert(value, arguments[0], name)
    if origin is tuple:
        return tuple(_convert(item, arguments[0], name) for item in value) if isinstance(value, list) else _refuse(name)
    if not isinstance(value, dict):
        _refuse(name)
    if origin is dict:
        return {key: _convert(item, arguments[1], name) for key, item in value.items()}
    return build_noun(kind, value)


def _refuse(name: str) -> NoReturn:
    """Raise the error for a member with a value of another type."""
    raise ValueError(f"the member '{name}' has a wrong value")


def _is_text(value: object) -> bool:
    """Return whether a value is a text that UTF-8 can hold."""
    return isinstance(value, str) and (value.isascii() or not _SURROGATES.search(value))


def _is_integer(value: object) -> bool:
    """Return whether a value is an integer of usual size; `true` is none."""
    return type(value) is int and abs(value) <= _MAX_INTEGER


def _is_number(value: object) -> bool:
    """Return whether a value is a finite number."""
    return _is_integer(value) or (type(value) is float and math.isfinite(value))


def _is_shallow(value: object, levels: int = _MAX_LEVELS) -> bool:
    """Return whether arrays and objects are nested at most `levels` deep in a value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(_is_shallow(item, levels - 1) for item in inner)


_CHECKS: Mapping[Any, Callable[[object], bool]] = {
    Any: lambda _: True,
    bool: lambda value: isinstance(value, bool),
    float: _is_number,
    int: _is_integer,
    object: _is_shallow,
    str: _is_text,
}
"""What a JSON value must be for each type but nouns, choices and collections; an `object` is written as it was read."""
