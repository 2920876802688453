"""The pages of an EPUB and its table of contents: each utterance is in its place, each address leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tts.model import ContentsEntry
from tts.verify.epub.package import TYPE, UTTERANCE, EpubFile, finding
from tts.verify.findings import Findings, shown
from tts.verify.manifest import Manifest
from tts.verify.tree import NOTE_MARK, Node, printable_letters

_OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ACTIVE = ("script", "iframe", "object", "embed", "form")


def check_pages(book: EpubFile, manifest: Manifest) -> Findings:
    """Check that every utterance is on a page once, in order, with its text, and check each page."""
    pages = [page.path for page in book.pages()]
    elements = iter(
        [(path, name, node) for path in pages for name, node in book.ids[path].items() if UTTERANCE.fullmatch(name)]
    )
    for utterance in manifest.utterances:
        path, name, node = next(elements, ("", "", None))
        if name != utterance.id or node is None:
            yield finding(path, f"{shown(name)} is in the place of {utterance.id}, {shown(utterance.text)}.")
            break
        text = next((image.get("alt") for image in node.find("img")), node.text(NOTE_MARK))
        if printable_letters(utterance.text) not in printable_letters(text):
            yield finding(path, f"{utterance.id} reads {shown(text)} instead of {shown(utterance.text)}.")
    else:
        if extra := next(elements, None):
            yield finding(extra[0], f"{shown(extra[1])} is not an utterance of this edition.")
    # text that is not heard, such as code, is shown all the same
    text = "".join(printable_letters(book.trees[path].text(NOTE_MARK)) for path in pages)
    ids = {utterance.id for utterance in manifest.utterances}
    for name, skipped in (pair for section in manifest.sections for pair in section.transcript):
        if name not in ids and printable_letters(skipped) not in text:
            yield finding(book.package, f"{shown(skipped)}, {name}, is on no page.")
    for path in pages:
        yield from _check_page(book, path)
        if manifest.parts:
            yield from _check_document(book, path, manifest)


def _check_page(book: EpubFile, path: str) -> Findings:
    """Check that a page has a title and a language, runs nothing, describes its images and leads somewhere."""
    root = book.trees[path]
    files = {item.path for item in book.items.values()}
    if root.name != "html" or not any(title.text() for title in root.find("title")):
        yield finding(path, "This is not a page with a title.")
    if not any(key.endswith("lang") for key in root.attributes):
        yield finding(path, "It does not give its language.")
    for node in root.all():
        if node.name in _ACTIVE or any(key.startswith("on") for key in node.attributes):
            yield finding(path, f"It has {shown(node.name)}, which does more than show text.")
        if node.name == "img" and "alt" not in node.attributes:
            yield finding(path, "An image has no alternative text, not even an empty one.")
        if node.name == "th" and node.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
            yield finding(path, f"The header {shown(node.text())} has no scope.")
        for address in (node.attributes[key] for key in ("href", "src") if key in node.attributes):
            target, element = book.resolve(address, path)
            is_there = target in files and ("#" not in address or element is not None)
            if not is_there and not _OUTSIDE.match(address):
                yield finding(path, f"{shown(address)} leads nowhere.")


def _check_document(book: EpubFile, path: str, manifest: Manifest) -> Findings:
    """Check that a page of an edition has one article, in its language, and headings from `h1` on without a gap."""
    sections = [section for section in manifest.sections if section.id in book.ids[path]]
    if len({section.part for section in sections}) != 1:
        yield finding(path, "It does not have the sections of one article or announcement.")
        return
    language = book.trees[path].get("lang")
    if not _is_in(language, sections[0].language):
        yield finding(path, f"It is in {shown(language)} instead of {shown(sections[0].language)}.")
    last = 0
    for heading in book.trees[path].find(*_HEADINGS):
        level = int(heading.name[1])
        if level > last + 1:
            yield finding(path, f"The heading {shown(heading.text())} of level {level} comes after level {last}.")
        last = level


def check_navigation(book: EpubFile, manifest: Manifest) -> Findings:
    """Check that the table of contents has every section in order, each with its title (section 7.3).

    In an edition, each is also at its depth and in its language: articles are in the sections of the edition.
    """
    path = next((item.path for item in book.items.values() if "nav" in item.properties), "")
    if path not in book.trees:
        yield finding(book.package, "There is no navigation document.")
        return
    lists = [nav for nav in book.trees[path].find("nav") if nav.get(TYPE) == "toc"]
    links = [link for nav in lists[:1] for link in _list_links(nav)]
    sections = ((0, section.id, manifest.section_title(section)) for section in manifest.sections)
    own, languages = book.trees[path].get("lang"), {section.id: section.language for section in manifest.sections}
    entries = list(_list_entries(manifest.contents) if manifest.parts else sections)
    for number, ((depth, link), (right_depth, id_, title)) in enumerate(zip(links, entries, strict=False), start=1):
        _, element = book.resolve(link.get("href"), path)
        name = element.get("id") if element else ""
        if name != id_ or printable_letters(link.text()) != printable_letters(title):
            what = f"Entry {number} leads to {shown(name)} instead of {shown(id_)}, or has the wrong title."
            yield finding(path, what)
        elif right_depth and depth != right_depth:
            yield finding(path, f"Entry {number}, {shown(title)}, is at depth {depth} instead of {right_depth}.")
        elif right_depth > 1 and not _is_in(link.get("lang") or own, languages[id_]):
            yield finding(path, f"Entry {number}, {shown(title)}, is not in the language {shown(languages[id_])}.")
    if len(links) != len(entries):
        yield finding(path, f"The table of contents has {len(links)} entries instead of {len(entries)}.")


def _is_in(language: str, expected: str) -> bool:
    """Return whether a document gives the expected language, which the package may have in another form."""
    return language == "und" or language.lower() == expected.replace("_", "-").lower()


def _list_links(root: Node) -> Iterator[tuple[int, Node]]:
    """Yield the links below an element in order, each with the number of lists around it, without recursion."""
    waiting = [(0, root)]
    while waiting:
        depth, node = waiting.pop()
        if node.name == "a":
            yield depth, node
        depth += node.name == "ol"
        waiting += [(depth, child) for child in reversed(node.elements())]


def _list_entries(contents: Iterable[ContentsEntry], depth: int = 1) -> Iterator[tuple[int, str, str]]:
    """Yield the depth, the section and the title of each entry of a table of contents."""
    for entry in contents:
        yield depth, entry.section_id, entry.title
        yield from _list_entries(entry.entries, depth + 1)
