"""DOCUMENT -> ARTICLE: what the readers of pages and documents share, once each has made HTML of its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from tts.model import Article, Block, Skipped
from tts.noun import noun
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.byline import take_byline
from tts.text.readers.frontmatter.fields import parse_fields
from tts.text.readers.frontmatter.values import to_text
from tts.text.readers.html.figures import Image
from tts.text.readers.html.prose import html_to_text
from tts.text.readers.html.tree import ParsedHtml, html_to_blocks
from tts.text.readers.language import find_language
from tts.text.readers.losses import find_lost_words, list_words
from tts.text.readers.markdown.boilerplate import drop_repeated_content
from tts.text.readers.places import Places
from tts.text.readers.remedies import warn_of_image
from tts.text.readers.title import find_title

_MAX_WARNINGS = 50
"""Of images without alternative text; a page may have thousands."""


@noun
class Document:
    """A page or document whose article is the HTML `html`, and nothing else.

    `sha256` is the hash of the file (hexadecimal). `text` is that of `html`, if the reader has it. `fields` are what it
    says about itself, under the names of front matter; `properties` are others, which hold only where the text says
    nothing else. `pictures` are the images inside it, by their addresses in `html`. `skipped` is text of the article
    that is not in `html`. `left_out` is what it has around the article. `obstacle` is why it may not be a whole
    article. `warnings` are complete sentences for the producer.
    """

    path: Path
    sha256: str
    html: str
    text: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    properties: Mapping[str, Any] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    left_out: tuple[Skipped, ...] = ()
    obstacle: str = ""
    warnings: tuple[str, ...] = ()


def build_article(document: Document, given: GivenLanguage) -> Article:
    """Return the article of `document`; a run may have `given` its language."""
    path = document.path
    text = document.text or html_to_text(document.html)
    language = find_language(document.fields, text, path, given)
    fields = parse_fields(document.fields, path, language.tag, to_text)
    parsed = html_to_blocks(document.html)
    lost = _list_lost_words(text, parsed.blocks, parsed.skipped, document.html)
    content = drop_repeated_content(parsed.blocks)
    found = find_title(fields.title, content.blocks, path, fields.language, fields.subtitle)
    byline, title = take_byline(found, fields)
    properties = parse_fields(document.properties, path, language.tag, to_text)
    authors, date = byline.authors or properties.authors, byline.date or properties.date
    skipped = (*parsed.skipped, *lost, *document.skipped)
    return Article(
        path=path,
        source_sha256=document.sha256,
        metadata=fields.metadata(title.text, title.source, authors, date),
        blocks=title.blocks,
        key_points=fields.key_points,
        skipped=(*title.skipped, *content.skipped, *skipped),
        prose="\n".join(
            [*(leaf.text for block in parsed.blocks for leaf in block.leaves()), *(skip.text for skip in skipped)]
        ),
        left_out=document.left_out,
        pictures=document.pictures,
        undescribed=tuple(_place_images(parsed, title.blocks)),
        is_language_guessed=language.is_guess,
        warnings=(
            *document.warnings,
            *language.warnings,
            *fields.warnings,
            *title.warnings,
            *_warnings(parsed.undescribed, lost, path),
        ),
    )


def _place_images(parsed: ParsedHtml, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield for each image without a description the number of those of `blocks` that are above it, and its address."""
    numbers = {id(block): number for number, block in enumerate(blocks)}
    for place, image in zip(parsed.places, parsed.undescribed, strict=True):
        below = (numbers[id(block)] for block in parsed.blocks[place:] if id(block) in numbers)
        if image.src:
            yield next(below, len(blocks)), image.src


def _list_lost_words(text: str, blocks: Sequence[Block], skipped: Sequence[Skipped], html: str) -> tuple[Skipped, ...]:
    """Return the words of `text` that the tree of `html` has lost, as text that is skipped."""
    read = [*(leaf.text for block in blocks for leaf in block.leaves()), *(skip.text for skip in skipped)]
    lost = find_lost_words([text], read, html)
    return tuple(Skipped(text=word, reason="lost by the parser") for word in lost.elements())


def _warnings(undescribed: Sequence[Image], lost: Sequence[Skipped], path: Path) -> Iterator[str]:
    """Yield a warning for each image that nothing describes, and one for words that were lost."""
    places = Places(path)
    for image in undescribed[:_MAX_WARNINGS]:
        yield places.warn(image.src, warn_of_image(image, path))
    if len(undescribed) > _MAX_WARNINGS:
        yield f"{path}: {len(undescribed) - _MAX_WARNINGS} more images have no alternative text."
    if lost:
        words = list_words(Counter(skip.text for skip in lost))
        yield f"{path}: {words} would be lost in mark-up, and are not heard. Simplify the mark-up there."
