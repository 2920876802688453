"""PACKAGE FROM BEFORE -> what a new package of the same article takes over from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPackage:
    """The package that is to be replaced: its folder, and the first members of its manifest, which may be anything."""

    folder: Path
    header: Mapping[str, Any]

    def table(self, name: str) -> Mapping[str, Any]:
        """Return a member of the manifest that is a table, an empty one if it is not."""
        value = self.header.get(name)
        return value if isinstance(value, dict) else {}

    @property
    def edition_date(self) -> str:
        """The date that its edition was given because the article has none, "" if it has one."""
        value = self.table("metadata").get("edition_date")
        return value if isinstance(value, str) else ""

    def is_of(self, name: str, sha256: str) -> bool:
        """Return whether it was made from a file of this name and content."""
        inputs = self.table("options").get("inputs")
        return isinstance(inputs, dict) and inputs.get(name) == sha256
