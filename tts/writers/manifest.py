"""`manifest.json`: everything about an edition, so that another program can build one from it alone.

Its JSON Schema is `manifest.schema.json` beside this file; SCHEMA names its version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tts.model import Block, Clip, Image, Mark, Metadata, Publication, Section, Utterance, Voice, Word

SCHEMA = "articast-manifest/1"
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class ManifestWriter:
    """Writes the publication's structure, times, tracks and what was left out, small members first."""

    name = "manifest.json"

    def write(self, publication: Publication, folder: Path) -> None:
        """Writes `manifest.json` into `folder`."""
        pieces = _pieces(manifest(publication))
        # A file name of bytes that are no UTF-8 has lone surrogates in Python, and their escapes in JSON.
        with folder.joinpath(self.name).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)
            file.write("\n")


def _pieces(value: Any, margin: str = "\n") -> Iterator[str]:
    """JSON with a member a line, but for an utterance, which stands on one: indented they are half of the file."""
    if not value or not isinstance(value, dict | list) or "break_ms" in value:
        yield _ENCODE(value)
        return
    inner = f"{margin} "
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    for at, one in enumerate(value):
        yield f"{',' if at else opening}{inner}"
        if isinstance(value, dict):
            yield f"{_ENCODE(one)}: "
        yield from _pieces(value[one] if isinstance(value, dict) else one, inner)
    yield margin + closing


def manifest(publication: Publication) -> dict[str, Any]:
    """Return the manifest of a package as plain values, in the order in which it is written."""
    clips = publication.timeline.clips_by_utterance()
    return {
        "schema": SCHEMA,
        "options": dict(publication.record),
        "tracks": [
            {
                "path": one.path,
                "media_type": one.media_type,
                "size_bytes": one.size_bytes,
                "duration_ms": one.duration_ms,
            }
            for one in publication.tracks
        ],
        "metadata": _metadata(publication.metadata, publication.cover)
        | {"duration_ms": publication.timeline.duration_ms},
        "engine": _engine(publication),
        "loudness": _loudness(publication),
        "warnings": list(publication.warnings),
        "chapters": [
            {"title": one.title, "start_ms": one.start_ms, "end_ms": one.end_ms, "section": one.section_id}
            for one in publication.timeline.chapters
        ],
        "sections": [_section(section, clips) for section in publication.sections],
        "skipped": [
            _without_empty({"text": one.text, "reason": one.reason, "line": one.line}) for one in publication.skipped
        ],
    }


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, ())}


def _metadata(metadata: Metadata, cover: Image | None) -> dict[str, Any]:
    return {
        "title": metadata.title,
        "title_source": metadata.title_source,
        "language": metadata.language,
    } | _without_empty(
        {
            "authors": list(metadata.authors),
            "date": metadata.date,
            "description": metadata.description,
            "tags": list(metadata.tags),
            "source_url": metadata.source_url,
            "cover": cover.name if cover else "",
        }
    )


def _engine(publication: Publication) -> dict[str, Any]:
    info, voices = publication.engine, publication.voices
    return {
        "name": info.name,
        "version": info.version,
        "voice": _voice(voices[publication.metadata.language]),
        "voices": {language: _voice(voice) for language, voice in voices.items()},
        "word_times": info.word_times,
        "repeatable": info.repeatable,
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return _without_empty({"id": voice.id, "name": voice.name, "languages": list(voice.languages)})


def _loudness(publication: Publication) -> dict[str, Any]:
    loudness = publication.loudness
    return {
        "integrated_lufs": loudness.integrated_lufs,
        "range_lu": loudness.range_lu,
        "true_peak_dbtp": loudness.true_peak_dbtp,
        "gain_db": loudness.gain_db,
        "limited": loudness.limited,
        "target_lufs": loudness.target_lufs,
    }


def _section(section: Section, clips: dict[str, Clip]) -> dict[str, Any]:
    heard = [clips[utterance.id] for utterance in section.utterances()]
    return {
        "id": section.id,
        "role": section.role,
        "title": section.title,
        "level": section.level,
        "begin_ms": heard[0].begin_ms if heard else None,
        "end_ms": heard[-1].end_ms if heard else None,
        "blocks": list(_blocks(section.blocks, clips)),
    }


def _blocks(blocks: Iterable[Block], clips: dict[str, Clip]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield {"kind": block.kind} | _without_empty(
            {
                "level": block.level or None,
                "ordinal": block.ordinal,
                "label": block.label,
                "header": block.header or None,
                "resource": block.resource,
                "language": block.language,
                "text": "" if block.utterances and block.kind != "code" else block.text,
                "utterances": [_utterance(utterance, clips[utterance.id]) for utterance in block.utterances],
                "blocks": list(_blocks(block.blocks, clips)),
            }
        )


def _utterance(utterance: Utterance, clip: Clip) -> dict[str, Any]:
    return {
        "id": utterance.id,
        "text": utterance.text,
        "spoken": utterance.spoken,
        "origin": utterance.origin,
        "language": utterance.language,
        "begin_ms": clip.begin_ms,
        "end_ms": clip.end_ms,
        "break_ms": utterance.break_ms,
    } | _without_empty({"marks": list(map(_mark, utterance.marks)), "words": list(map(_word, clip.words))})


def _mark(mark: Mark) -> dict[str, Any]:
    return {"kind": mark.kind, "begin": mark.begin, "end": mark.end} | _without_empty({"value": mark.value})


def _word(word: Word) -> dict[str, int]:
    return {"begin": word.begin, "end": word.end, "begin_ms": word.begin_ms, "end_ms": word.end_ms}
