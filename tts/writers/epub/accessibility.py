"""What is true of a book for those who choose it by how they read (EPUB Accessibility 1.1, section 2).

Everything here is found in the book itself. Conformance with WCAG is not claimed: nobody has judged the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from tts.model import Block, Image
from tts.writers.epub.book import Book
from tts.writers.markup import Element, element

_MAY_MOVE = frozenset({"image/gif", "image/webp"})


def accessibility(book: Book) -> Iterator[Element]:
    """The metadata that EPUB Accessibility 1.1 requires and recommends."""
    images = [node for one in book.documents for body in one.bodies for node in body.all() if node.name == "img"]
    described = all(image.attributes["alt"] for image in images)
    unheard = [block for block in _blocks(book) if block.skipped and block.text]
    sufficient = [*(["textual"] if described else []), *(["auditory"] if described and not unheard else [])]
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "synchronizedAudioText"]
    features += ["alternativeText"] if images and described else []
    for mode in ("textual", "auditory", *(["visual"] if images else [])):
        yield _meta("accessMode", mode)
    for modes in (*sufficient, *([] if sufficient else ["textual,visual"])):
        yield _meta("accessModeSufficient", modes)
    for feature in features:
        yield _meta("accessibilityFeature", feature)
    yield _meta("accessibilityHazard", _hazard(book))
    yield _meta("accessibilitySummary", _summary(book, bool(images), described, bool(unheard)))


def _meta(name: str, value: str) -> Element:
    language = "en" if name == "accessibilitySummary" else None
    return element("meta", {"property": f"schema:{name}", "xml:lang": language}, value)


def _blocks(book: Book) -> Iterator[Block]:
    for section in book.publication.sections:
        for top in section.blocks:
            yield from top.all()


def _hazard(book: Book) -> str:
    """Return `unknown` where an image may move, because a person has to look at it."""
    return "unknown" if any(map(_may_move, book.images)) else "none"


def _may_move(image: Image) -> bool:
    """PNG moves where it says so before its first image (PNG, Third Edition, section 11.3.6.1)."""
    is_moving_png = image.media_type == "image/png" and b"acTL" in image.data.partition(b"IDAT")[0]
    return is_moving_png or image.media_type in _MAY_MOVE


def _summary(book: Book, has_images: bool, described: bool, unheard: bool) -> str:
    has_words = any(one.words and clip.words for one in book.documents for clip in one.clips.values())
    by = "word by word" if has_words else "sentence by sentence"
    parts = [f"The whole article is here as text, which is marked {by} while a synthetic voice reads it."]
    if unheard:
        parts.append("Some of it is shown but not read, such as code or tables.")
    if has_images:
        parts.append("Images have alternative text." if described else "Some images have no alternative text.")
    return " ".join(parts)
