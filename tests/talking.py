"""A small talking newspaper of made sound, as an edition's folder with its MP3 file, for the tests of its carriers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from sound import RATE_HZ, tone

from tts.audio.encode import encode
from tts.model import (
    Block,
    Chapter,
    Clip,
    EngineInfo,
    Loudness,
    Metadata,
    Part,
    PartKind,
    Prosody,
    Publication,
    Recording,
    Section,
    Series,
    Timeline,
    Utterance,
    Voice,
)
from tts.verify.manifest import Manifest, parse_manifest
from tts.writers.manifest import manifest

LEAD_IN_MS, LEAD_OUT_MS = 500, 1000
TITLE = "Harbour Talking News, number 736"


@dataclass(frozen=True)
class Story:
    """What a part is made of: its place, and the length of its one sentence, which may begin late."""

    kind: PartKind
    folder: int
    number: int
    folder_title: str
    title: str
    speech_ms: int = 700
    authors: tuple[str, ...] = ()
    language: str = "en-GB"
    silence_ms: int = 0


STORIES = (
    Story("start", 1, 1, "Welcome", "Welcome"),
    Story("headlines", 1, 2, "Welcome", "Headlines", speech_ms=200),
    Story("index", 1, 3, "Welcome", "Contents"),
    Story("article", 2, 1, "News", "Harbour opens", authors=("Ann Lee", "Jörg Groß")),
    Story("article", 2, 2, "News", "CON", speech_ms=900),
    Story("article", 3, 1, "Новини", "Порт відкрито", language="uk"),
    Story("end", 4, 1, "Goodbye", "Goodbye", speech_ms=200),
)


@cache
def _speech(ms: int, rate_hz: int) -> bytes:
    return tone(ms * rate_hz // 1000, rate_hz, hz=180.0)


def make_edition(folder: Path, stories: Sequence[Story] = STORIES, *, rate_hz: int = RATE_HZ) -> Publication:
    """Write the MP3 file of an edition into `folder`, which is made, and return the edition."""
    folder.mkdir(parents=True)
    pcm, clips, sections, starts_ms = bytearray(), [], [], []
    for index, story in enumerate(stories):
        pcm += bytes(2 * (LEAD_IN_MS * rate_hz // 1000))
        begin_ms = -(-len(pcm) // 2 * 1000 // rate_hz)
        pcm += bytes(2 * (story.silence_ms * rate_hz // 1000))
        pcm += _speech(story.speech_ms, rate_hz)
        end_ms = len(pcm) // 2 * 1000 // rate_hz
        pcm += bytes(2 * (LEAD_OUT_MS * rate_hz // 1000))
        said = Utterance(id=f"p{index + 1}-u0001", text=f"{story.title}, as it is read.", spoken=story.title)
        clips.append(Clip(utterance_id=said.id, begin_ms=begin_ms, end_ms=end_ms))
        blocks = (Block(kind="paragraph", text=said.text, utterances=(said,)),)
        sections.append(
            Section(id=f"p{index + 1}-s1", role="body", title=story.title, blocks=blocks, part=f"p{index + 1}")
        )
        starts_ms.append(begin_ms if index else 0)
    spool = folder.with_suffix(".pcm")
    spool.write_bytes(pcm)
    frames = len(pcm) // 2
    duration_ms = round(frames * 1000 / rate_hz)
    ends_ms = [*starts_ms[1:], duration_ms]
    chapters = tuple(
        Chapter(title=story.title, start_ms=start_ms, end_ms=end_ms, section_id=section.id)
        for story, section, start_ms, end_ms in zip(stories, sections, starts_ms, ends_ms, strict=True)
    )
    timeline = Timeline(clips=tuple(clips), chapters=chapters, duration_ms=duration_ms)
    metadata = Metadata(title=TITLE, language="en-GB")
    recording = Recording(
        spool_path=spool,
        frame_rate_hz=rate_hz,
        frames=frames,
        timeline=timeline,
        starts_ms=tuple(clip.begin_ms for clip in clips),
    )
    tracks = encode(recording, metadata, folder, folder.name)
    spool.unlink()
    parts = tuple(
        Part(
            id=f"p{index + 1}",
            kind=story.kind,
            title=story.title,
            section_ids=(sections[index].id,),
            begin_ms=starts_ms[index],
            end_ms=ends_ms[index],
            folder=story.folder,
            number=story.number,
            folder_title=story.folder_title,
            language=story.language,
            authors=story.authors,
            slug=f"story-{index}" if story.kind == "article" else "",
        )
        for index, story in enumerate(stories)
    )
    return Publication(
        metadata=metadata,
        sections=tuple(sections),
        timeline=timeline,
        tracks=tracks,
        loudness=Loudness(integrated_lufs=-19.0, range_lu=1.0, true_peak_dbtp=-3.0),
        engine=EngineInfo(name="espeak", version="1"),
        voices={"en-GB": Voice(id="en-gb", name="English")},
        prosody=Prosody(),
        parts=parts,
        series=Series(title="Harbour Talking News", number=736),
        record={"source": "edition.toml", "fingerprint": "0" * 64, "version": "1", "formats": ["mp3", "usb"]},
    )


def read_manifest(publication: Publication) -> Manifest:
    """The manifest of an edition as `verify` reads it."""
    reading = parse_manifest(json.dumps(manifest(publication)))
    try:
        finding = next(reading)
    except StopIteration as done:
        return cast(Manifest, done.value)
    raise AssertionError(finding)
