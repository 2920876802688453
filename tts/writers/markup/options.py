"""The options of the markup: its dialect, and the addresses of targets outside a section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from tts.model import Word
from tts.noun import noun

Dialect = Literal["xhtml5", "xhtml1"]

# The elements that XHTML 1.0 lacks, and those that replace them, with the name of the former as their class.
_XHTML1_FALLBACK = {"aside": "div", "figcaption": "div", "figure": "div", "section": "div"}


@noun
class MarkupOptions:
    """How sections become mark-up.

    `dialect` is XHTML5 or XHTML 1.0 Transitional. `language` is the article's. `rank` is the level of the heading of a
    section of level 1. `images` maps the address of an image in the article to its address in the edition, `notes` the
    key of a note (see `Notes`) to its address. `words` has the words of each utterance whose words get elements of
    their own. `part` is the part of an edition that is marked up.
    """

    language: str
    dialect: Dialect = "xhtml5"
    rank: int = 1
    images: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    words: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)
    part: str = ""

    def note_address(self, label: str) -> str:
        """Return the address of the note with that label, "" if there is none."""
        return self.notes.get((self.part, label), "")

    @property
    def is_xhtml5(self) -> bool:
        """Whether the dialect has sections, figures, roles and `epub:type`."""
        return self.dialect == "xhtml5"

    def name(self, name: str) -> str:
        """Return the dialect's name for the element that XHTML5 calls `name`."""
        return name if self.is_xhtml5 else _XHTML1_FALLBACK.get(name, name)

    def attributes(self, name: str, kind: str = "", *, role: str = "", css: str = "") -> dict[str, str]:
        """Return the attributes of an XHTML5 element `name`: `epub:type` and `role`, in XHTML 1.0 a class instead."""
        if self.is_xhtml5:
            attributes = {"epub:type": kind, "role": role, "class": css}
        else:
            attributes = {"class": css or (name if name in _XHTML1_FALLBACK else "")}
        return {key: value for key, value in attributes.items() if value}
