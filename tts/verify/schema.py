"""Values against a JSON Schema (draft 2020-12), as far as the manifest's goes, with no limit of Python in the way.

The whole of `manifest.schema.json` holds for every package, so that no other program stumbles over one; a package
for JSON Schema would do, but is the only dependency that `verify` would need, and recurses as deep as a value nests.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

MAX_DEPTH = 100  # of lists and objects in one another: no article nests its blocks half as deep
LARGEST = 2**53  # RFC 8259, section 6: what every reader of JSON can hold


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as ECMA-262 reads it, where `$` does not stand before a line break at the end."""
    return re.compile(re.sub(r"\$$", r"\\Z", pattern))


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
_RULES: Mapping[str, tuple[type | tuple[type, ...], Callable[[Any, Any], bool], str]] = {
    "minLength": (str, lambda value, least: len(value) >= least, "is empty"),
    "pattern": (str, lambda value, pattern: bool(_compiled(pattern).search(value)), "is not in the form that it has"),
    "minimum": ((int, float), lambda value, least: value >= least, "is too small"),
    "maximum": ((int, float), lambda value, most: value <= most, "is too large"),
    "minItems": (list, lambda value, least: len(value) >= least, "has too few members"),
}
KEYWORDS = frozenset(
    {"type", "required", "properties", "additionalProperties", "const", "enum", "items", "$ref", "anyOf", *_RULES}
    | {"$schema", "$id", "$defs", "title", "description"}
)
"""What is understood; a test holds the schema to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """`place` is written as in JavaScript: `sections[0].blocks`. `harmless`: a member is unknown, no more."""

    place: str
    what: str
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class _Node:
    """A value on its way through the schema; `above` and `key` say where it stands."""

    value: Any
    schema: Mapping[str, Any]
    above: _Node | None = None
    key: str | int = ""
    depth: int = 0

    def below(self, key: str | int, schema: Mapping[str, Any]) -> _Node:
        return _Node(self.value[key], schema, self, key, self.depth + 1)

    def place(self) -> str:
        keys: list[str] = []
        node: _Node | None = self
        while node is not None:
            keys.append(f"[{node.key}]" if isinstance(node.key, int) else f".{node.key}")
            node = node.above
        return "".join(reversed(keys)).strip(".")


def violations(value: Any, schema: Mapping[str, Any]) -> Iterator[Violation]:
    """Every place at which `value`, out of a JSON file, breaks `schema`, in the order of the value."""
    waiting = [_Node(value, schema)]
    while waiting:
        node = waiting.pop()
        if node.depth > MAX_DEPTH and isinstance(node.value, dict | list):
            yield _violation(node, f"is nested more than {MAX_DEPTH} levels deep")
            continue
        if "$ref" in node.schema:
            node = _Node(node.value, schema["$defs"][node.schema["$ref"].rpartition("/")[2]], *_where(node))
        fault = _fault(node)
        if fault:
            yield _violation(node, fault)
            continue
        yield from _unknown(node)
        waiting += reversed(list(_children(node)))


def _where(node: _Node) -> tuple[_Node | None, str | int, int]:
    return node.above, node.key, node.depth


def _violation(node: _Node, what: str) -> Violation:
    return Violation(place=node.place(), what=what)


def _fault(node: _Node) -> str:
    """What is wrong with the value itself, not with its members."""
    value, schema = node.value, node.schema
    types = schema.get("type", ())
    types = (types,) if isinstance(types, str) else types
    if types and not any(_TYPES[name](value) for name in types):
        return f"is not of type {' or '.join(types)}"
    if isinstance(value, int) and abs(value) > LARGEST:
        return "is a number too large for JSON"
    if "const" in schema and not _same(value, schema["const"]):
        return f"is not {schema['const']!r}"
    if "enum" in schema and not any(_same(value, one) for one in schema["enum"]):
        return f"is none of {', '.join(map(str, schema['enum']))}"
    if "anyOf" in schema and all(_fault(_Node(value, one)) for one in schema["anyOf"]):
        return "is not of a type that may stand here"
    missing = [name for name in schema.get("required", ()) if name not in value]
    if missing:
        return f"has no member {', '.join(missing)}"
    broken = (what for name, (kind, holds, what) in _RULES.items() if _breaks(value, schema, name, kind, holds))
    return next(broken, "")


def _breaks(
    value: Any, schema: Mapping[str, Any], name: str, kind: type | tuple[type, ...], holds: Callable[[Any, Any], bool]
) -> bool:
    return name in schema and isinstance(value, kind) and not holds(value, schema[name])


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON has it, where `true` is not 1."""
    return type(one) is type(other) and one == other


def _unknown(node: _Node) -> Iterator[Violation]:
    if node.schema.get("additionalProperties") is False:
        for name in node.value:
            if name not in node.schema["properties"]:
                what = f"has the unknown member {name[:60]!r}"
                yield Violation(place=node.place(), what=what, harmless=True)


def _children(node: _Node) -> Iterator[_Node]:
    if isinstance(node.value, dict):
        known = node.schema.get("properties", {})
        others = node.schema.get("additionalProperties")
        for name in node.value:
            if name in known or isinstance(others, dict):
                yield node.below(name, known.get(name, others))
    elif isinstance(node.value, list) and "items" in node.schema:
        yield from (node.below(at, node.schema["items"]) for at in range(len(node.value)))
