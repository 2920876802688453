"""A Section -> XHTML with ids: the text structure that all editions with text share.

Every utterance is an element with the id of the utterance, so that a sentence has the same id everywhere.
"""

from __future__ import annotations

from tts.writers.markup.blocks import Notes, locate_notes, mark_up
from tts.writers.markup.element import Element, document, element, serialize
from tts.writers.markup.inline import word_id, word_spans
from tts.writers.markup.language import language_attributes
from tts.writers.markup.links import link_address
from tts.writers.markup.options import Dialect, MarkupOptions
from tts.writers.markup.outline import outline

__all__ = [
    "Dialect",
    "Element",
    "MarkupOptions",
    "Notes",
    "document",
    "element",
    "language_attributes",
    "link_address",
    "locate_notes",
    "mark_up",
    "outline",
    "serialize",
    "word_id",
    "word_spans",
]
