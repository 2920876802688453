"""The audiobook of an edition of many articles: a track for each article or announcement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from zipfile import ZIP_STORED

from tts.model import ContentsEntry
from tts.noun import noun
from tts.verify.archive import read_entry
from tts.verify.audiobook.book import CHECK, PUBLICATION, Audiobook, list_objects
from tts.verify.audiobook.pages import check_link, check_transcript, read_contents
from tts.verify.cues import check_captions
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest, ManifestSection
from tts.verify.stretches import Stretch, read_stretches
from tts.verify.tree import printable_letters, printable_line

_TOLERANCE_MS = 2  # two roundings

_finding = partial(report, CHECK)


@noun
class _Entry:
    """An entry of the table of contents as the manifest has it; `level` 1 is the top."""

    level: int
    title: str
    section_id: str


def check_edition(book: Audiobook, manifest: Manifest, folder: Path) -> Findings:
    """Check the tracks, and that contents, transcripts and captions are those of the tracks."""
    yield from _check_series(book, manifest)
    names = [str(link.get("url")) for link in book.played]
    if len(names) != len(manifest.parts) or len(set(names)) != len(names):
        what = f"It plays {len(names)} files; the edition has {len(manifest.parts)} articles and announcements."
        yield _finding(PUBLICATION, "", what)
        return
    stored = {entry.filename for entry in book.archive.infolist() if entry.compress_type == ZIP_STORED}
    if not set(names) <= stored:
        return  # other checks tell of the files that are missing or compressed
    files = {name: partial(book.archive.open, name) for name in names}
    stretches = yield from read_stretches(folder, manifest, files, CHECK)
    if stretches is None:
        return
    sections = {section.id: section for section in manifest.sections}
    for link, part, (name, stretch) in zip(book.played, manifest.parts, stretches.items(), strict=True):
        own = tuple(sections[id_] for id_ in part.section_ids if id_ in sections)
        title = link.get("name")
        value = title.get("value") if isinstance(title, dict) else title
        if printable_line(value) != printable_line(part.title):
            yield _finding(PUBLICATION, "", f"{shown(name)} is called {shown(value)} instead of {shown(part.title)}.")
        if link.get("duration") != f"PT{int(stretch.duration_ms) / 1000:.3f}S":
            what = f"{shown(name)} lasts {int(stretch.duration_ms)} ms, and not {shown(link.get('duration'))}."
            yield _finding(PUBLICATION, "", what)
        yield from _check_texts(book, list_objects(link.get("alternate")), manifest, own, stretch)
    yield from _check_contents(book, manifest, stretches)


def _check_series(book: Audiobook, manifest: Manifest) -> Findings:
    """Check the newspaper and the number of the edition."""
    series, publication = manifest.series, book.publication
    if series is None:
        return
    newspaper = publication.get("isPartOf")
    name = newspaper.get("name") if isinstance(newspaper, dict) else None
    if printable_line(name) != printable_line(series.title):
        yield _finding(PUBLICATION, "", f"It is part of {shown(name)} instead of {shown(series.title)}.")
    if publication.get("position") != series.number:
        what = f"Its 'position' is {shown(publication.get('position'))} instead of {shown(series.number)}."
        yield _finding(PUBLICATION, "", what)


def _check_texts(
    book: Audiobook,
    alternates: Iterable[Mapping[str, object]],
    manifest: Manifest,
    sections: tuple[ManifestSection, ...],
    stretch: Stretch,
) -> Findings:
    """Check that a track has its own sections as a transcript, and as captions with the times of its file."""
    names = {str(link.get("encodingFormat")): str(link.get("url")) for link in alternates}
    transcript, captions = names.get("text/html"), names.get("text/vtt")
    if transcript is None or captions is None:
        what = f"The track of {shown(sections[0].title if sections else '')} has no transcript or no captions."
        yield _finding(PUBLICATION, "", what)
        return
    yield from check_transcript(book, transcript, (said for section in sections for said in section.utterances))
    text = yield from read_entry(book.archive, captions, CHECK)
    if text is None:
        return
    shifted = tuple(
        replace(
            section,
            utterances=tuple(
                replace(
                    said,
                    begin_ms=max(0, round(said.begin_ms + stretch.shift_ms)),
                    end_ms=min(round(said.end_ms + stretch.shift_ms), int(stretch.duration_ms)),
                )
                for said in section.utterances
            ),
        )
        for section in sections
    )
    for finding in check_captions(captions, text, replace(manifest, sections=shifted)):
        yield replace(finding, check=CHECK)


def _check_contents(book: Audiobook, manifest: Manifest, stretches: Mapping[str, Stretch]) -> Findings:
    """Check that the table of contents is that of the manifest, each entry with its place in the file of its track."""
    contents = yield from read_contents(book)
    if contents is None:
        return
    page, links = contents
    rows = list(zip(manifest.parts, stretches.items(), strict=True))
    tracks = {id_: (name, stretch, part.section_ids) for part, (name, stretch) in rows for id_ in part.section_ids}
    begins_ms = {section.id: section.begin_ms for section in manifest.sections if section.begin_ms is not None}
    for number, (link, entry) in enumerate(zip_longest(links, _flatten(manifest.contents, 1)), start=1):
        found = (link.level, printable_letters(link.title)) if link else None
        expected = (entry.level, printable_letters(entry.title or str(manifest.metadata["title"]))) if entry else None
        if link is None or entry is None or found != expected or entry.section_id not in tracks:
            titles = [f"{shown(one.title)} of level {one.level}" if one else "missing" for one in (link, entry)]
            yield _finding(page, "", f"Entry {number} is {titles[0]} instead of {titles[1]}.")
            return  # all entries after it are displaced
        name, stretch, section_ids = tracks[entry.section_id]
        if link.file != name:
            yield _finding(page, "", f"{shown(link.title)} leads to {shown(link.file)} instead of {shown(name)}.")
            continue
        first_id = next((id_ for id_ in section_ids if id_ in begins_ms), "")
        begin_ms = 0 if entry.section_id == first_id else begins_ms.get(entry.section_id, 0) + stretch.shift_ms
        yield from check_link(page, link, begin_ms, stretch.duration_ms, _TOLERANCE_MS)


def _flatten(entries: Iterable[ContentsEntry], level: int) -> Iterator[_Entry]:
    """Yield entries, each followed by those below it."""
    for entry in entries:
        yield _Entry(level=level, title=entry.title.strip(), section_id=entry.section_id)
        yield from _flatten(entry.entries, level + 1)
