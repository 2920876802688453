"""FIELDS -> whether an article is published, by the fields with which site generators hold drafts back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tts.clock import now
from tts.text.readers.frontmatter.names import IS_DRAFT, IS_PUBLISHED, STATUS
from tts.text.readers.frontmatter.values import first, to_text

TRUE = frozenset(("true", "yes", "on", "y", "1"))
FALSE = frozenset(("false", "no", "off", "n", "0"))
_HELD_BACK = frozenset(("draft", "drafts", "unpublished", "private", "pending", "trash", "skip", "in draft"))
_DRAFTS = "_drafts"
"""Jekyll's folder for them."""


def find_reason(fields: Mapping[str, Any], day: str | None, path: Path) -> str:
    """Return why the article at `path` with these fields, to be published on `day`, is none yet; "" if it is one."""
    for name in IS_DRAFT:
        if to_text(fields.get(name)).casefold() in TRUE:
            return f"its front matter says '{name}: {to_text(fields[name])}'"
    for name in IS_PUBLISHED:
        value = to_text(fields.get(name))
        if value.casefold() in FALSE or value.casefold() in _HELD_BACK:
            return f"its front matter says '{name}: {value}'"
    value = to_text(first(fields, *STATUS))
    if value.casefold() in _HELD_BACK:
        return f"its status is '{value}'"
    if path.parent.name == _DRAFTS:
        return f"it is in the folder {_DRAFTS}"
    return f"its date, {day}, is in the future" if day and _is_future(day) else ""


def _is_future(day: str) -> bool:
    """Return whether `day` (ISO 8601) is after now; without an offset it is a local one."""
    present = now()
    if len(day) <= len("2026-03-12"):
        return date.fromisoformat(day) > present.date()
    moment = datetime.fromisoformat(day)
    return (moment if moment.tzinfo else moment.replace(tzinfo=present.tzinfo)) > present
