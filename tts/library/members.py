"""MANIFEST MEMBERS -> values of the right type, whatever is in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MAX_DURATION_MS = 10**12  # some thirty years


def read_table(members: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the table in a member, an empty one if it is not a table."""
    value = members.get(name)
    return value if isinstance(value, dict) else {}


def read_tables(members: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    """Return the tables in a member, without what is not a table."""
    values = members.get(name)
    return tuple(value for value in values if isinstance(value, dict)) if isinstance(values, list) else ()


def read_text(members: Mapping[str, Any], name: str) -> str:
    """Return the text of a member on one line, "" if it is not a text."""
    value = members.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def read_texts(members: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the texts in a member, without what is not a text."""
    values = members.get(name)
    return tuple(value for value in values if isinstance(value, str)) if isinstance(values, list) else ()


def read_duration_ms(members: Mapping[str, Any], name: str) -> int | None:
    """Return the time or length in a member, None if it is not one."""
    value = members.get(name)
    return value if type(value) is int and 0 <= value <= _MAX_DURATION_MS else None
