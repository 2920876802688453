"""The pages of an EPUB and its table of contents: every utterance where it belongs, every address leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tts.verify.epub.package import TYPE, EpubFile, finding
from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest, ManifestSection
from tts.verify.tree import NOTE_MARK, Node

_OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_UTTERANCE = re.compile(r"u\d{4,}")
_ACTIVE = ("script", "iframe", "object", "embed", "form")


def check_pages(book: EpubFile, manifest: Manifest) -> Findings:
    """Every utterance is on a page once, in order and as the manifest has it; every page is well made."""
    at = iter([(page.path, name, node) for page in book.pages() for name, node in _utterances(book.ids[page.path])])
    for utterance in manifest.utterances:
        path, name, node = next(at, ("", "", None))
        if name != utterance.id or node is None:
            yield finding(path, f"{shown(name)} stands where {utterance.id}, {shown(utterance.text)}, should.")
            break
        if _letters(utterance.text) not in _letters(_shown(node)):
            yield finding(path, f"{utterance.id} reads {shown(_shown(node))} instead of {shown(utterance.text)}.")
    else:
        if extra := next(at, None):
            yield finding(extra[0], f"{shown(extra[1])} is no utterance of this edition.")
    yield from _check_skipped(book, manifest)
    for page in book.pages():
        yield from _check_page(book, page.path)


def _check_skipped(book: EpubFile, manifest: Manifest) -> Iterator[Finding]:
    """What is not heard is shown all the same, such as code."""
    text = "".join(_letters(book.trees[page.path].text(NOTE_MARK)) for page in book.pages())
    ids = {utterance.id for utterance in manifest.utterances}
    for name, wanted in (one for section in manifest.sections for one in section.transcript):
        if name not in ids and _letters(wanted) not in text:
            yield finding(book.package, f"{shown(wanted)}, {name}, is on no page.")


def _utterances(found: Mapping[str, Node]) -> Iterator[tuple[str, Node]]:
    return ((name, node) for name, node in found.items() if _UTTERANCE.fullmatch(name))


def _shown(node: Node) -> str:
    """What is written in an element, or stands for an image in it."""
    images = [one.attributes.get("alt", "") for one in node.find("img")]
    return images[0] if images else node.text(NOTE_MARK)


def _letters(text: str) -> str:
    return "".join(one for one in text if one.isprintable() and not one.isspace())


def _check_page(book: EpubFile, path: str) -> Iterator[Finding]:
    root = book.trees[path]
    if root.name != "html" or not any(one.text() for one in root.find("title")):
        yield finding(path, "This is no page with a title.")
    if not any(key.endswith("lang") for key in root.attributes):
        yield finding(path, "It does not say its language.")
    for node in root.all():
        if node.name in _ACTIVE or any(key.startswith("on") for key in node.attributes):
            yield finding(path, f"It has {shown(node.name)}, which does more than show text.")
        if node.name == "img" and "alt" not in node.attributes:
            yield finding(path, "An image has no alternative text, not even an empty one.")
        if node.name == "th" and node.attributes.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
            yield finding(path, f"The header {shown(node.text())} does not say what it heads.")
        for key in ("href", "src"):
            if (address := node.attributes.get(key)) is not None:
                yield from _check_address(book, path, address)


def _check_address(book: EpubFile, path: str, address: str) -> Iterator[Finding]:
    if _OUTSIDE.match(address):
        return
    target, node = book.resolve(address, path)
    if target not in {item.path for item in book.items.values()} or ("#" in address and node is None):
        yield finding(path, f"{shown(address)} leads nowhere.")


def check_navigation(book: EpubFile, manifest: Manifest) -> Findings:
    """The table of contents has every section in order, each with its title (section 7.3)."""
    path = next((item.path for item in book.items.values() if "nav" in item.properties), "")
    if path not in book.trees:
        yield finding(book.package, "There is no navigation document.")
        return
    lists = [one for one in book.trees[path].find("nav") if one.attributes.get(TYPE) == "toc"]
    links = [one for nav in lists[:1] for one in nav.find("a")]
    found = [(_section(book, path, link), _letters(link.text())) for link in links]
    wanted = [(section.id, _letters(_title(section, manifest))) for section in manifest.sections]
    for number, (one, other) in enumerate(zip(found, wanted, strict=False), start=1):
        if one != other:
            yield finding(
                path, f"Entry {number} leads to {shown(one[0])} instead of {shown(other[0])}, or is misnamed."
            )
    if len(found) != len(wanted):
        yield finding(path, f"The table of contents has {len(found)} entries instead of {len(wanted)}.")


def _title(section: ManifestSection, manifest: Manifest) -> str:
    return section.title.strip() or str(manifest.metadata["title"])


def _section(book: EpubFile, path: str, link: Node) -> str:
    _, node = book.resolve(link.attributes.get("href", ""), path)
    return node.attributes.get("id", "") if node else ""
