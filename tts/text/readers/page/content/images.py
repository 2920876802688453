"""IMAGES -> IMAGES with the addresses that a browser loads later, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from tts.regex import regex
from tts.text.readers.page.content.elements import Element, Page

_LATER = (
    *("data-src", "data-original", "data-lazy-src", "data-original-src", "data-lazy", "data-hi-res-src", "data-url"),
    *("data-img-src", "data-image", "data-full-src", "data-image-src", "data-echo", "data-defer-src", "lazy-src"),
)
_LATER_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "srcset")
_ADDRESS = regex(r"[^\s,{}<>\"'?#]{1,500}\.(?:avif|gif|jpe?g|png|webp)(?:[?#]\S{0,500})?", re.IGNORECASE)
_PLACEHOLDER = regex(
    r"(?:^|[/_.-])(?:1x1|b|blank|dot|empty|grey|gray|lazy|lazyload|loading|pixel|placeholder|space|spacer|transparent)"
    r"(?:[_.-][\w.-]{0,40})?\.(?:gif|png|jpe?g|svg|webp)",
    re.IGNORECASE,
)
_WIDTH = regex(r"(\d{1,6})(?:\.\d+)?[wx]")
_MAX_WIDTH = 2_000  # pixels of the picture that is taken
_MAX_SOURCES = 20_000  # characters of a list of addresses
_SIZE_IN_NAME = regex(r"[-_]\d{2,4}x\d{2,4}(?=\.\w+$)")
_PIXEL = regex(r"[012](?:px)?")
_IMAGES = frozenset({"amp-img", "img"})


def resolve_images(page: Page) -> None:
    """Give each image of `page` the address of its picture, and show those that wait in a replacement for scripts."""
    for element in page.elements:
        if element.tag in _IMAGES:
            element.tag = "img"
            _resolve_address(element)
    for element in page.elements:
        if element.tag == "noscript":
            _show_replacement(page, element)
        elif element.tag == "button" and _holds_only_images(page, element):
            element.tag = "div"


def is_pixel(image: Element) -> bool:
    """Return whether `image` is one that counts visitors."""
    sides = (image.attributes.get("width") or "", image.attributes.get("height") or "")
    return all(_PIXEL.fullmatch(side.strip()) for side in sides)


def fold_address(address: object) -> str:
    """Return the name of the file at `address` without its size, by which pictures in two sizes are the same."""
    path = unquote(urlsplit(str(address or "")[:2_000]).path) if address else ""
    return _SIZE_IN_NAME.sub("", path.rsplit("/", 1)[-1].lower())


def _resolve_address(image: Element) -> None:
    """Set the address of `image` to that of its picture, if it is loaded later."""
    attributes = image.attributes
    address = (attributes.get("src") or "").strip()
    if _is_real(address) and not any(attributes.get(name) for name in _LATER[:3]):
        return
    for later in filter(None, _find_later(image)):
        attributes["src"] = later
        return


def _find_later(image: Element) -> Iterator[str]:
    """Yield the addresses of `image` from its other attributes, and from those of the picture that it is in."""
    attributes = {name: value or "" for name, value in image.attributes.items()}
    yield from (value for name in _LATER if _is_real(value := (attributes.get(name) or "").strip()))
    yield from (_choose_source(attributes.get(name) or "") for name in _LATER_SETS)
    if image.parent is not None and image.parent.tag == "picture":
        for source in image.parent.inner_elements():
            if source.tag == "source":
                yield from (_choose_source(source.attributes.get(name) or "") for name in _LATER_SETS)
    for name, value in attributes.items():
        if name not in ("src", "alt", "title") and value and _ADDRESS.fullmatch(value.strip()) and _is_real(value):
            yield value.strip()


def _is_real(address: str) -> bool:
    """Return whether `address` is that of a picture, and not of one in its place."""
    if not address or address.startswith(("data:", "about:", "#")):
        return False
    return not _PLACEHOLDER.search(address[-200:])


def _choose_source(listed: str) -> str:
    """Return the address of the widest picture that is not too wide in a list of sources (HTML, section 4.8.4.2.1)."""
    best, best_width = "", -1
    for candidate in re.split(r",\s+|,(?=https?:|//)", listed[:_MAX_SOURCES].strip()):
        address, _, size = candidate.strip().partition(" ")
        width = _WIDTH.match(size.strip())
        pixels = int(width[1]) if width else 0
        if _is_real(address) and best_width < pixels <= _MAX_WIDTH:
            best, best_width = address, pixels
    return best


def _show_replacement(page: Page, noscript: Element) -> None:
    """Show the image in a replacement for scripts, unless it is shown next to it already.

    Images without an address, or with that of a smaller copy, are in its place until a script has run.
    """
    if not _holds_only_images(page, noscript):
        return
    replacement = next(element for element in page.below(noscript) if element.tag == "img")
    neighbours = _find_neighbours(page, noscript)
    if any(not _is_real(image.attributes.get("src") or "") for image in neighbours):
        name = fold_address(replacement.attributes.get("src"))
        for image in neighbours:
            address = image.attributes.get("src") or ""
            if not _is_real(address) or fold_address(address) == name:
                replacement.attributes.setdefault("alt", image.attributes.get("alt"))
                image.tag, image.attributes = "span", {}
        noscript.tag = "span"
    elif not neighbours:
        noscript.tag = "span"


def _find_neighbours(page: Page, noscript: Element) -> list[Element]:
    """Return the images that may stand for the one in `noscript`: in the same figure or the same element."""
    around = noscript.parent
    for _ in range(2):
        if around is None or around.end - around.index > 40:
            return []
        outside = (image for image in page.below(around) if image.tag == "img" and not noscript.holds(image))
        if neighbours := [image for image in outside if not _is_in_noscript(image, around)]:
            return neighbours
        if around.tag == "figure":
            return []
        around = around.parent
    return []


def _is_in_noscript(image: Element, around: Element) -> bool:
    """Return whether `image`, below `around`, is in a replacement for scripts."""
    for ancestor in image.ancestors():
        if ancestor is around:
            return False
        if ancestor.tag == "noscript":
            return True
    return False


def _holds_only_images(page: Page, element: Element) -> bool:
    """Return whether there is an image in `element`, and no text."""
    if element.end - element.index > 12:
        return False
    below = page.below(element)
    has_text = any(not isinstance(child, Element) and child.size for inner in below for child in inner.children)
    return not has_text and any(inner.tag == "img" and not is_pixel(inner) for inner in below)
