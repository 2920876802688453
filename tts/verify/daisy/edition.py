"""The book of an edition of many articles: sections, articles and headings as its contents have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import zip_longest

from tts.model import ContentsEntry
from tts.verify.daisy.book import DaisyBook, read_metadata
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest
from tts.verify.tree import Node, printable_letters

NCC = "ncc.html"
_ARTICLE = "h2"
_HEADING = re.compile("h[1-6]")
_TAG = re.compile(r"[a-z]{2,8}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-[a-z\d]{5,8})*")
"""The usual tags of languages (BCP 47); for others there may be no mark in the text."""
_MAX_STEM = 8  # characters of a name before its extension (ISO 9660, level 1)

_Heading = tuple[int, str, str]
"""Its level, its text, and the id of the utterance that is heard there."""
_finding = partial(report, "daisy")


def check_edition(book: DaisyBook, manifest: Manifest) -> Findings:
    """Check the navigation, the files, the languages and the people of a book with many articles."""
    yield from _check_headings(book, manifest)
    yield from _check_files(book, manifest)
    yield from _check_people(book, manifest)
    if book.has_text:
        yield from _check_languages(book, manifest)
    for name in sorted(name for name in book.names if len(name.partition(".")[0]) > _MAX_STEM):
        yield _finding(name, "", "This name is too long for some players.")


def _check_headings(book: DaisyBook, manifest: Manifest) -> Findings:
    """Check that the headings of the NCC are the title and the table of contents, each with the place it is heard."""
    said = {id(node): utterance.id for _, par, utterance in book.heard(manifest) if utterance for node in par.all()}
    entries = [entry for body in book.documents[NCC].find("body") for entry in body.elements()]
    headings = [
        (int(entry.name[1]), entry.text(), said.get(id(book.target(_address(entry))), ""))
        for entry in entries
        if _HEADING.fullmatch(entry.name)
    ]
    for number, (heading, expected) in enumerate(zip_longest(headings, _expected_headings(manifest)), start=1):
        if heading is None or expected is None or _comparable(heading) != _comparable(expected):
            what = f"Heading {number} is {_shown(heading)} instead of {_shown(expected)}."
            yield _finding(NCC, "", what)
            break  # all headings after it are displaced
    count = sum(entry.name == _ARTICLE for entry in entries)
    articles = sum(part.kind == "article" for part in manifest.parts)
    if count != articles:
        yield _finding(NCC, "", f"It has {count} headings of level 2; {articles} articles are heard.")


def _address(entry: Node) -> str:
    """Return the address of the first link in an entry."""
    return next((link.get("href") for link in entry.find("a")), "")


def _expected_headings(manifest: Manifest) -> Iterator[_Heading]:
    """Yield the title, which is heard first and stands for the start announcement, and the table of contents."""
    first_ids = {section.id: section.utterances[0].id for section in manifest.sections if section.utterances}

    def flatten(entries: Iterable[ContentsEntry], level: int) -> Iterator[_Heading]:
        """Yield entries, each followed by those below it."""
        for entry in entries:
            yield level, entry.title, first_ids.get(entry.section_id, "")
            yield from flatten(entry.entries, level + 1)

    yield 1, str(manifest.metadata["title"]), next((said.id for said in manifest.utterances), "")
    yield from flatten(manifest.contents[manifest.parts[0].kind == "start" :], 1)


def _comparable(heading: _Heading) -> _Heading:
    """Return a heading with the letters that every document can hold."""
    level, text, utterance_id = heading
    return level, printable_letters(text), utterance_id


def _shown(heading: _Heading | None) -> str:
    """Return a heading as a message can hold it."""
    return f"{shown(heading[1])} of level {heading[0]} at {heading[2] or 'no utterance'}" if heading else "missing"


def _check_files(book: DaisyBook, manifest: Manifest) -> Findings:
    """Check that each article or announcement has one SMIL file to itself, in order."""
    part_of_section = {id_: number for number, part in enumerate(manifest.parts) for id_ in part.section_ids}
    parts = {said.id: part_of_section.get(section.id) for section in manifest.sections for said in section.utterances}
    numbers: dict[str, set[int | None]] = {name: set() for name in book.order}
    for name, _, utterance in book.heard(manifest):
        if utterance:
            numbers[name].add(parts[utterance.id])
    for number, name in enumerate(book.order):
        if numbers[name] != {number}:
            yield _finding(name, "", "It does not have one article or announcement, the next one in the edition.")
    if len(book.order) != len(manifest.parts):
        what = f"It names {len(book.order)} files; the edition has {len(manifest.parts)} articles and announcements."
        yield _finding("master.smil", "", what)


def _check_people(book: DaisyBook, manifest: Manifest) -> Findings:
    """Check that the authors of the articles are contributors to the book."""
    names = read_metadata(book.documents[NCC]).get("dc:contributor", [])
    authors = {printable_letters(author) for part in manifest.parts for author in part.authors}
    if authors != set(map(printable_letters, names)):
        yield _finding(NCC, "", "Its 'dc:contributor' are not the authors of the articles.")


def _check_languages(book: DaisyBook, manifest: Manifest) -> Findings:
    """Check that the text of each section is marked with its language, or is in an element that is."""
    languages: dict[str, tuple[str, str]] = {}
    for name, root in book.documents.items():
        waiting = [(root, "")]
        while waiting:
            node, around = waiting.pop()
            own = node.get("lang") or around
            languages[node.get("id")] = (name, own.lower())
            waiting += ((child, own) for child in node.elements())
    for section in manifest.sections:
        name, language = languages.get(section.id, ("", ""))
        if not name:
            yield _finding("", "", f"The text of the section {shown(section.id)} is not in the book.")
        elif _TAG.fullmatch(section.language.lower()) and language != section.language.lower():
            yield _finding(name, "", f"The section {shown(section.id)} is not marked as {shown(section.language)}.")
