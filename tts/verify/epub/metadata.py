"""The metadata of an EPUB: everything required, and nothing that the article does not have."""

from __future__ import annotations

import re

from tts.verify.clocks import parse_clock
from tts.verify.epub.package import EpubFile, finding
from tts.verify.findings import Findings, shown
from tts.verify.manifest import Manifest
from tts.verify.tree import Node, printable_line

_MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# EPUB Accessibility 1.1, section 2; EPUB 3.3, section 9.3.5
_REQUIRED = (
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


def check_metadata(book: EpubFile, manifest: Manifest) -> Findings:
    """Check what the package document says about the article, its sound and its accessibility."""
    yield from _check_article(book, manifest)
    properties = dict[str, list[Node]]()
    for meta in book.root.find("meta"):
        properties.setdefault(meta.get("property"), []).append(meta)
    for name in _REQUIRED:
        if not any(meta.text() for meta in properties.get(name, ())):
            yield finding(book.package, f"It does not have '{name}'.")
    for meta in properties.get("dcterms:modified", ()):
        if not _MODIFIED.fullmatch(meta.text()):
            yield finding(book.package, f"{shown(meta.text())} is not a time as in 2026-03-14T00:00:00Z.")
    yield from _check_series(book, manifest, properties)
    yield from _check_claims(book, properties)
    yield from _check_durations(book, properties.get("media:duration", []))


def _check_article(book: EpubFile, manifest: Manifest) -> Findings:
    """Check version and identifier, and compare title, language, authors and date with the manifest."""
    version, metadata = book.root.attributes.get("version"), manifest.metadata
    if version != "3.0":
        yield finding(book.package, f"Its version is {shown(version)} instead of '3.0'.")
    identifiers = {node.attributes.get("id") for node in book.root.find("identifier") if node.text()}
    if book.root.attributes.get("unique-identifier") not in identifiers:
        yield finding(book.package, "It has no unique identifier.")
    for name, expected, substitute in (
        ("title", [metadata["title"]], ["-"]),
        ("language", _languages(manifest), ["und"]),
        ("creator", metadata.get("authors", []), None),
        ("contributor", _contributors(manifest), None),
        ("description", [metadata.get("description", "")], None),
        ("date", [str(metadata.get("date", ""))[:10]], None),
    ):
        values = [line for node in book.root.find(name) if (line := printable_line(node.text()))]
        lines = [line for line in map(printable_line, expected) if line]
        if values not in (lines, substitute):
            what = f"Its 'dc:{name}' is {shown('; '.join(values))} instead of {shown('; '.join(lines))}."
            yield finding(book.package, what)


def _languages(manifest: Manifest) -> list[str]:
    """Return the language, then the other ones of the articles of an edition."""
    tags = [manifest.metadata["language"], *(part.language for part in manifest.parts)]
    return list(dict.fromkeys(str(tag).replace("_", "-") for tag in tags))


def _contributors(manifest: Manifest) -> list[str]:
    """Return the authors of the articles of an edition who are not authors of all of it."""
    names = dict.fromkeys(name for part in manifest.parts for name in part.authors)
    return [name for name in names if name not in manifest.metadata.get("authors", ())]


def _check_series(book: EpubFile, manifest: Manifest, properties: dict[str, list[Node]]) -> Findings:
    """Check that an edition is in its series, at its number, and nothing else is in one (section D.4.1)."""
    series, number = [], ""
    if manifest.series and (title := printable_line(manifest.series.title)):
        series = [title]
        number = "" if manifest.series.number is None else str(manifest.series.number)
    collections = properties.get("belongs-to-collection", [])
    ids = {f"#{meta.get('id')}" for meta in collections}
    facts = [
        [meta.text() for meta in properties.get(name, ()) if meta.get("refines") in ids]
        for name in ("collection-type", "group-position")
    ]
    expected = [["series"] * len(series), [number] * bool(number)]
    if [meta.text() for meta in collections] != series or facts != expected:
        what = f"number {number} of {shown(series[0])}" if number else shown("; ".join(series))
        yield finding(book.package, f"It does not say that it belongs to one series: {what}.")


def _check_claims(book: EpubFile, properties: dict[str, list[Node]]) -> Findings:
    """Check that the modes are those of the book, and that it claims conformance only with the name of a certifier."""
    if "dcterms:conformsTo" in properties and "a11y:certifiedBy" not in properties:
        yield finding(book.package, "It claims to conform to a standard, but does not name who certified that.")
    images = [image for page in book.pages() for image in book.trees[page.path].find("img")]
    modes = [meta.text() for meta in properties.get("schema:accessMode", ())]
    for mode, is_needed in (("visual", bool(images)), ("auditory", True), ("textual", True)):
        if is_needed != (mode in modes):
            yield finding(book.package, f"It {'does not have' if is_needed else 'has'} the access mode '{mode}'.")
    features = [meta.text() for meta in properties.get("schema:accessibilityFeature", ())]
    if "alternativeText" in features and not all(image.get("alt") for image in images):
        yield finding(book.package, "It claims that every image has an alternative text, but one has none.")


def _check_durations(book: EpubFile, metas: list[Node]) -> Findings:
    """Check that each overlay has its length, and the book the sum of them (section 9.3.5.2)."""
    lengths_ms = {meta.get("refines").removeprefix("#"): parse_clock(meta.text()) for meta in metas}
    overlays = {item.overlay for item in book.items.values() if item.overlay}
    for name in sorted(overlays - set(lengths_ms)):
        yield finding(book.package, f"It does not have the duration of {shown(name)}.")
    for name, length_ms in lengths_ms.items():
        item = book.items.get(name)
        if length_ms is None or (name and name not in overlays):
            yield finding(book.package, f"The duration of {shown(name)} is not valid.")
        elif item and item.path in book.trees:
            clips = book.trees[item.path].find("audio")
            times_ms = ((parse_clock(clip.get(key)) or 0 for key in ("clipEnd", "clipBegin")) for clip in clips)
            if length_ms != sum(end_ms - begin_ms for end_ms, begin_ms in times_ms):
                yield finding(book.package, f"The duration of {shown(item.path)} is not that of its clips.")
    total_ms = lengths_ms.pop("", None)
    if total_ms is None or total_ms != sum(length_ms or 0 for length_ms in lengths_ms.values()):
        yield finding(book.package, "The total duration is not the sum of all overlays.")
