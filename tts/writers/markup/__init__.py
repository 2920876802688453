"""A Section -> XHTML with ids: the one text structure of all editions that have text.

Every utterance is an element whose id is that of the utterance, so that a sentence has the same id everywhere.
"""

from __future__ import annotations

from tts.writers.markup.blocks import Notes, markup, note_places
from tts.writers.markup.element import Element, document, element, serialize
from tts.writers.markup.inline import word_id, word_spans
from tts.writers.markup.language import direction, language_attributes, well_formed
from tts.writers.markup.links import link_address
from tts.writers.markup.style import Dialect, Style

__all__ = [
    "Dialect",
    "Element",
    "Notes",
    "Style",
    "direction",
    "document",
    "element",
    "language_attributes",
    "link_address",
    "markup",
    "note_places",
    "serialize",
    "well_formed",
    "word_id",
    "word_spans",
]
