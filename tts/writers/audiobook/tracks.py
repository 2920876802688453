"""Publication -> tracks: the files of sound of an audiobook, each with its texts and its sections."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from tts.formats import MP3
from tts.model import Publication, Section
from tts.noun import noun
from tts.writers.metadata import mp3_track, slug
from tts.writers.mpeg import Stream
from tts.writers.stretches import Stretch, group_by_part, list_clips, split_stream


@noun
class AudiobookTrack:
    """A file `name` with the sound of `sections`, of which the first clip begins at `begin_ms` of the recording.

    `transcript` and `captions` are the names of its texts. `stretch` is what it has of the package's MP3 file, None for
    all of that file.
    """

    name: str
    transcript: str
    captions: str
    title: str
    language: str
    sections: tuple[Section, ...]
    begin_ms: int
    duration_ms: int
    stretch: Stretch | None = None

    def time_ms(self, recording_ms: int) -> int:
        """Return a time of the recording as one of the file."""
        return self.stretch.time_ms(recording_ms) if self.stretch else recording_ms


def whole_track(publication: Publication) -> AudiobookTrack:
    """Return the one track of the audiobook of an article."""
    metadata, timeline = publication.metadata, publication.timeline
    return AudiobookTrack(
        name=mp3_track(publication).path,
        transcript="transcript.html",
        captions=f"{slug(publication)}.vtt",
        title=metadata.title,
        language=metadata.language,
        sections=publication.sections,
        begin_ms=timeline.clips[0].begin_ms,
        duration_ms=timeline.duration_ms,
    )


def split_tracks(publication: Publication, stream: Stream) -> tuple[AudiobookTrack, ...]:
    """Return a track for each part of an edition of many articles, whose MP3 file is `stream`."""
    groups = group_by_part(publication)
    heard = list_clips(publication, groups)
    stretches = split_stream(stream, heard)
    digits = max(3, len(str(len(groups))))
    tracks = []
    # parts that cannot be separated are in one track
    for number, (stretch, rows) in enumerate(
        groupby(zip(stretches, publication.parts, groups, heard, strict=True), key=itemgetter(0)), start=1
    ):
        own = tuple(rows)
        _, part, _, clips = own[0]
        tracks.append(
            AudiobookTrack(
                name=f"{number:0{digits}}{MP3.extension}",
                transcript=f"transcript-{number:0{digits}}.html",
                captions=f"{number:0{digits}}.vtt",
                title=part.title,
                language=part.language,
                sections=tuple(section for _, _, group, _ in own for section in group),
                begin_ms=clips[0].begin_ms,
                duration_ms=stretch.duration_ms,
                stretch=stretch,
            )
        )
    return tuple(tracks)
