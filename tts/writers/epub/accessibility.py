"""The accessibility metadata of a book, which helps readers to choose it (EPUB Accessibility 1.1, section 2).

Everything is derived from the book itself. Conformance with WCAG is not claimed, since no person has judged the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from tts.writers.epub.book import Book
from tts.writers.markup import Element, element
from tts.writers.metadata import leaves_out_text


def accessibility(book: Book) -> Iterator[Element]:
    """Yield the metadata that EPUB Accessibility 1.1 requires and recommends."""
    bodies = [body for document in book.documents for body in document.bodies]
    images = [node for body in bodies for node in body.all() if node.name == "img"]
    described = all(image.attributes["alt"] for image in images)
    unheard = leaves_out_text(book.publication)
    sufficient = [*(["textual"] if described else []), *(["auditory"] if described and not unheard else [])]
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "synchronizedAudioText"]
    features += ["alternativeText"] if images and described else []
    properties = [("accessMode", mode) for mode in ("textual", "auditory", *(["visual"] if images else []))]
    properties += [("accessModeSufficient", modes) for modes in sufficient or ["textual,visual"]]
    properties += [("accessibilityFeature", feature) for feature in features]
    properties += [("accessibilityHazard", "none")]  # no image in the book moves
    yield from (element("meta", {"property": f"schema:{name}"}, value) for name, value in properties)
    summary = _summary(book, bool(images), described, unheard)
    yield element("meta", {"property": "schema:accessibilitySummary", "xml:lang": "en"}, summary)


def _summary(book: Book, has_images: bool, described: bool, unheard: bool) -> str:
    """Return sentences for readers on how the book can be read, and what it lacks."""
    has_words = any(document.words and clip.words for document in book.documents for clip in document.clips.values())
    by = "word by word" if has_words else "sentence by sentence"
    what = "All articles are" if book.publication.parts else "The whole article is"
    parts = [f"{what} here as text, which is marked {by} while a synthetic voice reads it."]
    if unheard:
        parts.append("Some of it is shown but not read, such as code or tables.")
    if has_images:
        parts.append("Images have alternative text." if described else "Some images have no alternative text.")
    return " ".join(parts)
