"""The metadata of an EPUB: all that is needed, and nothing that the article does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tts.verify.epub.package import EpubFile, finding
from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest
from tts.verify.tree import Node

_MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_CLOCK = re.compile(r"(\d{1,9}):(\d\d):(\d\d)(?:\.(\d{1,3}))?")
# EPUB Accessibility 1.1, section 2; EPUB 3.3, section 9.3.5
_WANTED = (
    "dcterms:modified",
    "media:active-class",
    "media:duration",
    "media:narrator",
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
)


def clock_ms(text: str) -> int | None:
    """A full clock value of SMIL 3.0 in ms, None if it is none."""
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds = (int(found[at]) for at in (1, 2, 3))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((found[4] or "0").ljust(3, "0"))


def check_metadata(book: EpubFile, manifest: Manifest) -> Findings:
    """What the package document says of the article, of its sound and of its accessibility."""
    yield from _check_version(book)
    yield from _check_article(book, manifest)
    said = dict[str, list[Node]]()
    for meta in book.root.find("meta"):
        said.setdefault(meta.attributes.get("property", ""), []).append(meta)
    for name in _WANTED:
        if not any(meta.text() for meta in said.get(name, ())):
            yield finding(book.package, f"It does not say '{name}'.")
    for meta in said.get("dcterms:modified", ()):
        if not _MODIFIED.fullmatch(meta.text()):
            yield finding(book.package, f"{shown(meta.text())} is no time as in 2026-03-14T00:00:00Z.")
    yield from _check_claims(book, said)
    yield from _check_durations(book, said.get("media:duration", []))


def _check_version(book: EpubFile) -> Iterator[Finding]:
    attributes = book.root.attributes
    names = {one.attributes.get("id") for one in book.root.find("identifier") if one.text()}
    if attributes.get("version") != "3.0":
        yield finding(book.package, f"Its version is {shown(attributes.get('version'))} instead of '3.0'.")
    if attributes.get("unique-identifier") not in names:
        yield finding(book.package, "It has no unique identifier.")


def _check_article(book: EpubFile, manifest: Manifest) -> Iterator[Finding]:
    metadata = manifest.metadata
    date = str(metadata.get("date", ""))[:10]
    wanted = {
        "title": [metadata["title"]],
        "language": [str(metadata["language"]).replace("_", "-")],
        "creator": metadata.get("authors", []),
        "date": [date] if date else [],
    }
    for name, values in wanted.items():
        found = [line for one in book.root.find(name) if (line := _line(one.text()))]
        expected = [line for line in map(_line, values) if line]
        stands_in = {"language": ["und"], "title": ["-"]}.get(name)
        if found not in (expected, stands_in):
            what = f"Its 'dc:{name}' is {shown('; '.join(found))} instead of {shown('; '.join(expected))}."
            yield finding(book.package, what)


def _line(text: object) -> str:
    return " ".join("".join(one for one in str(text) if one.isprintable() or one.isspace()).split())


def _check_claims(book: EpubFile, said: dict[str, list[Node]]) -> Iterator[Finding]:
    """Nobody has judged this book: conformance may only be claimed together with who found it."""
    if "dcterms:conformsTo" in said and "a11y:certifiedBy" not in said:
        yield finding(book.package, "It claims to conform to a standard and does not say who found that.")
    images = [one for page in book.pages() for one in book.trees[page.path].find("img")]
    for name, is_needed in (("visual", bool(images)), ("auditory", True), ("textual", True)):
        if is_needed != (name in [meta.text() for meta in said.get("schema:accessMode", ())]):
            yield finding(book.package, f"It {'does not say' if is_needed else 'says'} that it has the mode '{name}'.")
    features = [meta.text() for meta in said.get("schema:accessibilityFeature", ())]
    if "alternativeText" in features and not all(one.attributes.get("alt") for one in images):
        yield finding(book.package, "It says that every image has an alternative text, and one has none.")


def _check_durations(book: EpubFile, metas: list[Node]) -> Iterator[Finding]:
    """Each overlay has its length, and together they are the whole (section 9.3.5.2)."""
    lengths = {meta.attributes.get("refines", "").removeprefix("#"): clock_ms(meta.text()) for meta in metas}
    overlays = {item.overlay for item in book.items.values() if item.overlay}
    for name in sorted(overlays - set(lengths)):
        yield finding(book.package, f"It does not say how long {shown(name)} is.")
    for name, length in lengths.items():
        item = book.items.get(name)
        if length is None or (name and name not in overlays):
            yield finding(book.package, f"The duration of {shown(name)} is none.")
        elif item and item.path in book.trees and length != _clips_ms(book.trees[item.path]):
            yield finding(book.package, f"The duration of {shown(item.path)} is not that of its clips.")
    total = lengths.pop("", None)
    if total is None or total != sum(length or 0 for length in lengths.values()):
        yield finding(book.package, "The whole duration is not that of all overlays together.")


def _clips_ms(overlay: Node) -> int:
    times = ((one.attributes.get("clipBegin", ""), one.attributes.get("clipEnd", "")) for one in overlay.find("audio"))
    return sum((clock_ms(end) or 0) - (clock_ms(begin) or 0) for begin, end in times)
