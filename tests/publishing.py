"""A made publication for the tests of writers."""

from __future__ import annotations

from collections.abc import Sequence

from tts.model import (
    Block,
    Chapter,
    Clip,
    EngineInfo,
    Loudness,
    Metadata,
    Prosody,
    Publication,
    Section,
    Timeline,
    Track,
    Utterance,
    Voice,
)

TRACK = Track(path="bees.mp3", media_type="audio/mpeg", size_bytes=1, duration_ms=1)


def publication(
    texts: Sequence[str],
    *,
    metadata: Metadata | None = None,
    chapters: Sequence[tuple[str, int]] = (),
    tracks: tuple[Track, ...] = (TRACK,),
    clip_ms: int = 1234,
) -> Publication:
    """One with an utterance for each of `texts`, `clip_ms` each, and chapters at the given times."""
    said = tuple(Utterance(id=f"u{at}", text=text, spoken=text) for at, text in enumerate(texts))
    clips = tuple(
        Clip(utterance_id=one.id, begin_ms=at * clip_ms + 1, end_ms=(at + 1) * clip_ms) for at, one in enumerate(said)
    )
    starts = [start_ms for _, start_ms in chapters] + [max(len(texts) * clip_ms, *(s + 1 for _, s in chapters), 0)]
    return Publication(
        metadata=metadata or Metadata(title="Bees"),
        sections=(
            Section(
                id="s",
                role="body",
                title="Bees",
                blocks=(Block(kind="paragraph", text=" ".join(texts) or "-", utterances=said),),
            ),
        ),
        timeline=Timeline(
            clips=clips,
            chapters=tuple(
                Chapter(title=title, start_ms=start_ms, end_ms=end_ms, section_id="s")
                for (title, start_ms), end_ms in zip(chapters, starts[1:], strict=True)
            ),
            duration_ms=starts[-1],
        ),
        tracks=tracks,
        loudness=Loudness(integrated_lufs=-18.0, range_lu=1.0, true_peak_dbtp=-3.0),
        engine=EngineInfo(name="silent", version="1"),
        voices={"en": Voice(id="v", name="v")},
        prosody=Prosody(),
    )
