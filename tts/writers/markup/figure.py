"""A figure -> its images, each with its alternative text, and its caption."""

from __future__ import annotations

from collections.abc import Iterator

from tts.model import Block
from tts.writers.markup.element import Element, element
from tts.writers.markup.inline import inline
from tts.writers.markup.language import language_attributes
from tts.writers.markup.options import MarkupOptions
from tts.writers.markup.table import Content

_CAPTION_KINDS = frozenset({"caption", "credit"})


def figure(block: Block, options: MarkupOptions, language: str, content: Content) -> Iterator[Element]:
    """Yield the figure if there is anything to show of it. Its caption is where it is heard, at the end or the start.

    XHTML allows no caption between images; such a caption is a paragraph.
    """
    own = block.language or language
    parts = block.blocks
    end = len(parts)  # of the images; what follows is the caption, with the announcements before its parts
    while end and (
        parts[end - 1].kind in _CAPTION_KINDS
        or (parts[end - 1].kind == "announcement" and end < len(parts) and parts[end].kind in _CAPTION_KINDS)
    ):
        end -= 1
    body = [node for part in parts[:end] for node in _part(part, options, own, content)]
    caption = [node for part in parts[end:] for node in _part(part, options, own, content)]
    address = options.images.get(block.resource)
    if address and not any(part.resource == block.resource for part in parts):
        body.insert(0, element("img", {"src": address, "alt": ""}))
    if caption:
        body.append(element(options.name("figcaption"), options.attributes("figcaption"), *caption))
    if body:
        attributes = options.attributes("figure") | language_attributes(own, language)
        yield element(options.name("figure"), attributes, *body)


def _part(part: Block, options: MarkupOptions, language: str, content: Content) -> Iterator[Element]:
    """Yield a part of the figure: an image in a paragraph, with a `span` for each utterance of its alternative text.

    Where there is no image, its alternative text takes its place.
    """
    own = part.language or language
    attributes = language_attributes(own, language)
    if part.kind != "image":
        if inside := content(part, own):
            css = "announcement" if part.origin == "announcement" else part.kind
            yield element("div" if part.blocks else "p", {"class": css, **attributes}, *inside)
    elif address := options.images.get(part.resource):
        image = element("img", {"src": address, "alt": part.text})
        for utterance in reversed(part.utterances):
            image = element("span", {"id": utterance.id}, image)
        yield element("p", {"class": "image", **attributes}, image)
    elif not part.skipped and (inside := inline(part, options, own)):
        yield element("p", {"class": "alternative", **attributes}, *inside)
