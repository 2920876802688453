"""A figure -> its images, each with its alternative text, and its caption."""

from __future__ import annotations

from collections.abc import Iterator

from tts.model import Block
from tts.writers.markup.element import Element, element
from tts.writers.markup.inline import inline
from tts.writers.markup.language import language_attributes
from tts.writers.markup.style import Style
from tts.writers.markup.table import Content

_OF_A_CAPTION = frozenset({"caption", "credit"})


def figure(block: Block, style: Style, language: str, content: Content) -> Iterator[Element]:
    """The figure, if there is anything to show of it. Its caption is where it is heard: at the end, or at the start.

    A caption between images cannot be the figure's in XHTML, and is a paragraph.
    """
    own = block.language or language
    parts = block.blocks
    is_last = len(parts)
    while is_last and (parts[is_last - 1].kind in _OF_A_CAPTION or _announces_caption(parts, is_last - 1)):
        is_last -= 1
    body = [made for part in parts[:is_last] for made in _part(part, style, own, content)]
    caption = [made for part in parts[is_last:] for made in _part(part, style, own, content)]
    if not any(part.resource == block.resource for part in parts):
        body = [*_picture(block.resource, "", style), *body]
    if caption:
        given = style.attributes("figcaption", css="" if style.is_new else "figcaption")
        body.append(element(style.name("figcaption"), given, *caption))
    if body:
        given = style.attributes("figure", css="" if style.is_new else "figure")
        yield element(style.name("figure"), {**given, **language_attributes(own, language)}, *body)


def _announces_caption(parts: tuple[Block, ...], at: int) -> bool:
    """Whether words of ours stand before a caption and after something else."""
    return parts[at].kind == "announcement" and at + 1 < len(parts) and parts[at + 1].kind in _OF_A_CAPTION


def _part(part: Block, style: Style, language: str, content: Content) -> Iterator[Element]:
    own = part.language or language
    if part.kind == "image":
        yield from _image(part, style, language)
    elif inside := content(part, own):
        css = "announcement" if part.origin == "announcement" else part.kind
        name = "div" if part.blocks else "p"
        yield element(name, {"class": css, **language_attributes(own, language)}, *inside)


def _image(part: Block, style: Style, language: str) -> Iterator[Element]:
    """The image, in an element for each utterance of its alternative text, or that text where there is no image."""
    own = part.language or language
    given = language_attributes(own, language)
    picture = list(_picture(part.resource, part.text, style))
    if not picture:
        if not part.skipped and (content := inline(part, style, own)):
            yield element("p", {"class": "alternative", **given}, *content)
        return
    image = picture[0]
    for utterance in reversed(part.utterances):
        image = element("span", {"id": utterance.id}, image)
    yield element("p", {"class": "image", **given}, image)


def _picture(resource: str, text: str, style: Style) -> Iterator[Element]:
    if address := style.images.get(resource):
        yield element("img", {"src": address, "alt": text})
