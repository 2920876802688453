"""`manifest.json`: everything about an edition, so that another program can build one from it alone.

It is written last, because it has the SHA-256 of every other file.

Its JSON Schema is `manifest.schema.json` in this folder; SCHEMA names its version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from hashlib import file_digest
from operator import itemgetter
from pathlib import Path
from typing import Any

from tts.files import open_file, walk_folder
from tts.model import (
    Block,
    Clip,
    EngineInfo,
    Image,
    Mark,
    Part,
    Publication,
    Section,
    Utterance,
    Voice,
    utterances,
)
from tts.writers.joined import default_spaces, find_origin, find_spaces, join_marks

SCHEMA = "articast-manifest/1"
_Speakers = Mapping[str, Mapping[str, str]]
"""Who speaks an utterance, by its id, if it is not the voice of its language, and a note why."""
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_ON_ONE_LINE = ("break_ms", "folder_title", "sha256")
"""Members of an utterance, of a part of an edition, and of a file; each of these is written on one line."""


class ManifestWriter:
    """Writes the publication's structure, times, tracks and what was left out, the large members last."""

    name = "manifest.json"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write `manifest.json` into `folder`."""
        pieces = _pieces({**manifest(publication), "files": _list_files(folder, self.name)})
        # The name of a file that is not UTF-8 has lone surrogates in Python, and their escapes in JSON.
        with folder.joinpath(self.name).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)
            file.write("\n")


def _pieces(value: Any, margin: str = "\n") -> Iterator[str]:
    """Yield JSON with one member per line, except that an utterance, a part of an edition or a file is on one line.

    Indented they would double the file. `tts.packages.manifest_header` finds the member `sections` by this layout.
    """
    if not value or not isinstance(value, dict | list) or any(name in value for name in _ON_ONE_LINE):
        yield _ENCODE(value)
        return
    inner = f"{margin} "
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    for index, item in enumerate(value):
        yield f"{',' if index else opening}{inner}"
        if isinstance(value, dict):
            yield f"{_ENCODE(item)}: "
        yield from _pieces(value[item] if isinstance(value, dict) else item, inner)
    yield margin + closing


def _list_files(folder: Path, own_name: str) -> dict[str, dict[str, Any]]:
    """Return size and SHA-256 of each file in `folder` by its path there, without packages inside of it."""
    files = {}
    for parent, folders, names in walk_folder(folder):
        if own_name in names and parent != folder:  # an announcement of an edition, with a manifest of its own
            folders.clear()
            continue
        for path in (parent / name for name in names if name != own_name):
            with open_file(path) as file:
                sha256 = file_digest(file, "sha256").hexdigest()
            files[path.relative_to(folder).as_posix()] = {"size_bytes": path.stat().st_size, "sha256": sha256}
    return dict(sorted(files.items()))


def manifest(publication: Publication) -> dict[str, Any]:
    """Return the manifest of a package as plain values, in the order in which it is written, without its files."""
    clips = publication.timeline.clips_by_utterance()
    speakers = {id_: {"voice": _voice_key(voice)} for id_, voice in _own_voices(publication)}
    for id_, note in publication.notes.items():
        speakers[id_] = speakers.get(id_, {}) | {"note": note}
    return {
        "schema": SCHEMA,
        "options": dict(publication.record),
        "tracks": [_without_empty(asdict(track)) for track in publication.tracks],
        "metadata": _metadata(publication),
        **_without_empty({"key_points": list(_key_points(publication))}),
        **_without_empty({"series": _without_empty(asdict(publication.series)) if publication.series else None}),
        **_without_empty({"images": _hashes(publication)}),
        "engine": _engine(publication),
        "loudness": asdict(publication.loudness),
        "warnings": list(publication.warnings),
        **_without_empty({"impossible": dict(publication.impossible), "older": dict(publication.older)}),
        **_without_empty({"left_out": dict(publication.left_out)}),
        "chapters": [
            {
                "title": chapter.title,
                "start_ms": chapter.start_ms,
                "end_ms": chapter.end_ms,
                "section": chapter.section_id,
            }
            for chapter in publication.timeline.chapters
        ],
        **_without_empty({"interludes": [_interlude(*times_ms) for times_ms in publication.timeline.interludes]}),
        **_without_empty({"parts": list(map(_part, publication.parts))}),
        "sections": [_section(section, clips, speakers, publication.images) for section in publication.sections],
        "skipped": [_without_empty(asdict(skipped)) for skipped in publication.skipped],
    }


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` without None, empty texts and empty lists."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, ())}


def _metadata(publication: Publication) -> dict[str, Any]:
    """Return the member `metadata`; what is not known is left out."""
    metadata, cover = publication.metadata, publication.cover
    optional = {
        "authors": list(metadata.authors),
        "date": metadata.date,
        "edition_date": metadata.edition_date,
        "description": metadata.description,
        "tags": list(metadata.tags),
        "source_url": metadata.source_url,
        "site": metadata.site,
        "series": metadata.series,
        "cover": cover.name if cover else "",
    }
    return {
        "title": metadata.title,
        "title_source": metadata.title_source,
        "language": metadata.language,
        **_without_empty(optional),
        "duration_ms": publication.timeline.duration_ms,
    }


def _key_points(publication: Publication) -> Iterator[str]:
    """Yield the key points of an article, each on one line; none for an edition, where many articles have them."""
    if publication.parts:
        return
    for section in publication.sections:
        if section.role == "key-points":
            # A point may have paragraphs and points of its own.
            points = (point for block in section.blocks if block.kind == "list" for point in block.blocks)
            texts = (" ".join(part.text for part in point.all() if part.utterances).split() for point in points)
            yield from (" ".join(words) for words in texts if words)


def _hashes(publication: Publication) -> dict[str, str]:
    """Return the SHA-256 of each image in the package, by the name of its file; the cover comes first."""
    cover = (publication.cover,) if publication.cover else ()
    return {image.name: image.sha256 for image in (*cover, *publication.images.values())}


def _engine(publication: Publication) -> dict[str, Any]:
    """Return the member `engine`, with the voice of each language."""
    info = publication.engine
    voices = {language: _voice(voice, info) for language, voice in publication.voices.items()}
    own_voices = (voice for _, voice in _own_voices(publication))
    others = (asdict(other) for other in publication.engines.values() if other.name != info.name)
    return {
        "name": info.name,
        "version": info.version,
        "voice": voices[publication.metadata.language],
        "voices": voices,
        "word_times": info.word_times,
        "repeatable": info.repeatable,
        "portable": info.portable,
        **_without_empty(
            {
                "cast": {_voice_key(voice): _voice(voice, info) for voice in own_voices},
                "others": sorted(others, key=itemgetter("name")),
            }
        ),
    }


def _voice(voice: Voice, engine: EngineInfo) -> dict[str, Any]:
    """Return a voice, with its engine if that is not `engine`."""
    other = "" if voice.engine == engine.name else voice.engine
    names = {"id": voice.id, "name": voice.name, "languages": list(voice.languages), "engine": other}
    return _without_empty({**names, "licence": voice.licence})


def _voice_key(voice: Voice) -> str:
    """Return the name of a voice in the manifest."""
    return f"{voice.engine}:{voice.id}"


def _own_voices(publication: Publication) -> Iterator[tuple[str, Voice]]:
    """Yield the id and the voice of each utterance that is not spoken by the voice of its language."""
    for utterance in utterances(publication.sections):
        voice = publication.cast.get(utterance.id)
        if voice is not None and voice != publication.voices.get(utterance.language):
            yield utterance.id, voice


def _interlude(begin_ms: int, end_ms: int) -> dict[str, int]:
    """Return a stretch of sound without words."""
    return {"begin_ms": begin_ms, "end_ms": end_ms}


def _part(part: Part) -> dict[str, Any]:
    """Return a part of an edition, with the ids of its sections."""
    values = asdict(part) | {"authors": list(part.authors)}
    sections = list(values.pop("section_ids"))
    return {"id": values.pop("id"), "sections": sections, **_without_empty(values)}


def _section(
    section: Section, clips: Mapping[str, Clip], speakers: _Speakers, images: Mapping[str, Image]
) -> dict[str, Any]:
    """Return a section with its blocks; `clips` has the clip of each utterance by its id, `images` are by address."""
    heard = [clips[utterance.id] for utterance in section.utterances()]
    return {
        "id": section.id,
        "role": section.role,
        "title": section.title,
        "level": section.level,
        **_without_empty({"part": section.part, "language": section.language}),
        "begin_ms": heard[0].begin_ms if heard else None,
        "end_ms": heard[-1].end_ms if heard else None,
        "blocks": list(_blocks(section.blocks, clips, speakers, images)),
    }


def _blocks(
    blocks: Iterable[Block], clips: Mapping[str, Clip], speakers: _Speakers, images: Mapping[str, Image]
) -> Iterator[dict[str, Any]]:
    """Yield `blocks` with those inside them, without what their utterances have already."""
    for block in blocks:
        # The lines of code that are heard lack their indentation.
        spaces = find_spaces(block) if block.utterances and block.kind != "code" else None
        optional = {
            "level": block.level or None,
            "ordinal": block.ordinal,
            "label": block.label,
            "header": block.header or None,
            "resource": block.resource,
            "image": images[block.resource].name if block.resource in images else "",
            "language": block.language,
            "origin": "" if block.origin == find_origin(block.kind, block.utterances) else block.origin,
            "skipped": block.skipped,
            "text": block.text if spaces is None else "",
            "marks": [_without_empty(asdict(mark)) for mark in _own_marks(block)],
            "utterances": [
                {**_utterance(utterance, clips[utterance.id]), **speakers.get(utterance.id, {}), **space}
                for utterance, space in zip(block.utterances, _spaces_after(block, spaces), strict=True)
            ],
            "blocks": list(_blocks(block.blocks, clips, speakers, images)),
        }
        yield {"kind": block.kind, **_without_empty(optional)}


def _own_marks(block: Block) -> tuple[Mark, ...]:
    """Return the marks of a block if they are not those of its utterances; that code is code needs no mark."""
    joined = join_marks(block.text, block.utterances)
    own, others = ([mark for mark in marks if not mark.kind == block.kind == "code"] for marks in (block.marks, joined))
    return tuple(own) if own != others else ()


def _spaces_after(block: Block, spaces: tuple[str, ...] | None) -> Iterator[dict[str, str]]:
    """Yield the member `space_after` for each utterance of a block, empty where the space is the usual one."""
    usual = default_spaces(len(block.utterances))
    for space, usual_space in zip(spaces or usual, usual, strict=True):
        yield {} if space == usual_space else {"space_after": space}


def _utterance(utterance: Utterance, clip: Clip) -> dict[str, Any]:
    """Return an utterance with its times, and those of its words."""
    # `asdict` would be far slower for the thousands of words of an article.
    words = [
        {"begin": word.begin, "end": word.end, "begin_ms": word.begin_ms, "end_ms": word.end_ms} for word in clip.words
    ]
    return {
        "id": utterance.id,
        "text": utterance.text,
        "spoken": utterance.spoken,
        "origin": utterance.origin,
        "language": utterance.language,
        "begin_ms": clip.begin_ms,
        "end_ms": clip.end_ms,
        "break_ms": utterance.break_ms,
        **_without_empty(
            {
                "marks": [_without_empty(asdict(mark)) for mark in utterance.marks],
                "hints": [_without_empty(asdict(hint)) for hint in utterance.hints],
                "words": words,
            }
        ),
    }
