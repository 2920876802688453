"""What all makers of mark-up share: the dialect, and where things outside of a section are found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tts.model import Word

Dialect = Literal["xhtml5", "xhtml1"]

# What XHTML 1.0 has no element for, and what stands there with the name as its class.
_INSTEAD = {"aside": "div", "figcaption": "div", "figure": "div", "section": "div"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How sections become mark-up.

    `dialect`: XHTML5, or XHTML 1.0 Transitional. `language` is the article's. `rank` is the level of a heading of a
    section of level 1. `images` has the address in the edition of each image in it, by its address in the article;
    `notes` the address of each note, by its label; `words` those utterances whose words have elements of their own.
    """

    language: str
    dialect: Dialect = "xhtml5"
    rank: int = 1
    images: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether there are sections, figures, roles and `epub:type`."""
        return self.dialect == "xhtml5"

    def name(self, name: str) -> str:
        """The element of the dialect for what XHTML5 calls `name`."""
        return name if self.is_new else _INSTEAD.get(name, name)

    def attributes(self, name: str, kind: str = "", *, role: str = "", css: str = "") -> dict[str, str]:
        """Attributes of an element of XHTML5 `name`: `epub:type` and `role`, or a class where those do not exist."""
        if self.is_new:
            given = {"epub:type": kind, "role": role, "class": css}
        else:
            given = {"class": css or (name if name in _INSTEAD else "")}
        return {key: value for key, value in given.items() if value}
