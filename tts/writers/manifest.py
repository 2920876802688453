"""`manifest.json`: everything about an edition, so that another program can build one from it alone.

Its JSON Schema is `manifest.schema.json` in this folder; SCHEMA names its version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from operator import itemgetter
from pathlib import Path
from typing import Any

from tts.model import Block, Clip, EngineInfo, Publication, Section, Utterance, Voice, utterances

SCHEMA = "articast-manifest/1"
_Speakers = Mapping[str, Mapping[str, str]]
"""Who speaks an utterance, by its id, if it is not the voice of its language, and a note why."""
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class ManifestWriter:
    """Writes the publication's structure, times, tracks and what was left out, the large members last."""

    name = "manifest.json"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write `manifest.json` into `folder`."""
        pieces = _pieces(manifest(publication))
        # The name of a file that is not UTF-8 has lone surrogates in Python, and their escapes in JSON.
        with folder.joinpath(self.name).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)
            file.write("\n")


def _pieces(value: Any, margin: str = "\n") -> Iterator[str]:
    """Yield JSON with one member per line, except that an utterance is on one line: indented they double the file.

    `tts.packages.manifest_header` finds the member `sections` by this layout.
    """
    if not value or not isinstance(value, dict | list) or "break_ms" in value:
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


def manifest(publication: Publication) -> dict[str, Any]:
    """Return the manifest of a package as plain values, in the order in which it is written."""
    clips = publication.timeline.clips_by_utterance()
    speakers = {id_: {"voice": _voice_key(voice)} for id_, voice in _own_voices(publication)}
    for id_, note in publication.notes.items():
        speakers[id_] = speakers.get(id_, {}) | {"note": note}
    return {
        "schema": SCHEMA,
        "options": dict(publication.record),
        "tracks": [asdict(track) for track in publication.tracks],
        "metadata": _metadata(publication),
        "engine": _engine(publication),
        "loudness": asdict(publication.loudness),
        "warnings": list(publication.warnings),
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
        "sections": [_section(section, clips, speakers) for section in publication.sections],
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
        "description": metadata.description,
        "tags": list(metadata.tags),
        "source_url": metadata.source_url,
        "site": metadata.site,
        "cover": cover.name if cover else "",
    }
    return {
        "title": metadata.title,
        "title_source": metadata.title_source,
        "language": metadata.language,
        **_without_empty(optional),
        "duration_ms": publication.timeline.duration_ms,
    }


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


def _section(section: Section, clips: Mapping[str, Clip], speakers: _Speakers) -> dict[str, Any]:
    """Return a section with its blocks; `clips` has the clip of each utterance by its id."""
    heard = [clips[utterance.id] for utterance in section.utterances()]
    return {
        "id": section.id,
        "role": section.role,
        "title": section.title,
        "level": section.level,
        "begin_ms": heard[0].begin_ms if heard else None,
        "end_ms": heard[-1].end_ms if heard else None,
        "blocks": list(_blocks(section.blocks, clips, speakers)),
    }


def _blocks(blocks: Iterable[Block], clips: Mapping[str, Clip], speakers: _Speakers) -> Iterator[dict[str, Any]]:
    """Yield `blocks` with those inside them; a text that its utterances repeat is left out."""
    for block in blocks:
        optional = {
            "level": block.level or None,
            "ordinal": block.ordinal,
            "label": block.label,
            "header": block.header or None,
            "resource": block.resource,
            "language": block.language,
            "text": "" if block.utterances and block.kind != "code" else block.text,
            "utterances": [
                {**_utterance(utterance, clips[utterance.id]), **speakers.get(utterance.id, {})}
                for utterance in block.utterances
            ],
            "blocks": list(_blocks(block.blocks, clips, speakers)),
        }
        yield {"kind": block.kind, **_without_empty(optional)}


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
