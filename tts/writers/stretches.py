"""The package's MP3 file in stretches, one for each group of sections that can be separated from the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from tts.clock import ms_to_frames
from tts.files import open_file
from tts.model import Clip, Publication, Section
from tts.noun import noun
from tts.writers.mpeg import Stream, copy_frames


@noun
class Stretch:
    """MPEG frames `begin` to `end` of a stream, for a file of their own.

    A time of the recording plus `shift_ms` is that of the file. `duration_ms` is the length of the file.
    """

    begin: int
    end: int
    shift_ms: float
    duration_ms: int

    def time_ms(self, recording_ms: int) -> int:
        """Return a time of the recording as one of the file, whose decoder does not know the encoder's delay."""
        return max(0, min(round(recording_ms + self.shift_ms), self.duration_ms))


def group_by_part(publication: Publication) -> tuple[tuple[Section, ...], ...]:
    """Return the sections of each part of an edition of many articles."""
    sections = {section.id: section for section in publication.sections}
    return tuple(tuple(sections[id_] for id_ in part.section_ids) for part in publication.parts)


def list_clips(publication: Publication, groups: Iterable[Sequence[Section]]) -> list[list[Clip]]:
    """Return the clips of each group of sections, in order."""
    clips = publication.timeline.clips_by_utterance()
    return [[clips[utterance.id] for section in group for utterance in section.utterances()] for group in groups]


def split_stream(stream: Stream, groups: Sequence[Sequence[Clip]]) -> tuple[Stretch, ...]:
    """Return the stretch with the sound of each group of clips, none of which is empty.

    Stretches follow one another without a gap. A group that cannot be cut off is in the stretch of the group before it.
    """
    length, rate_hz = stream.info.frame_length, stream.info.frame_rate_hz
    cuts, stretch_of_group = [0], [0]
    for before, after in pairwise(groups):
        cut = _find_cut(stream, before[-1].end_ms, after[0].begin_ms)
        if cut is not None:
            cuts.append(cut)
        stretch_of_group.append(len(cuts) - 1)
    stretches = [
        Stretch(
            begin=begin,
            end=end,
            shift_ms=(stream.info.delay - begin * length) * 1000 / rate_hz,
            duration_ms=(end - begin) * length * 1000 // rate_hz,
        )
        for begin, end in pairwise([*cuts, len(stream)])
    ]
    return tuple(stretches[index] for index in stretch_of_group)


def _find_cut(stream: Stream, previous_end_ms: int, begin_ms: int) -> int | None:
    """Return the MPEG frame with which a group that is heard from `begin_ms` can begin, None if there is none.

    It needs no frame before it, and the group before is over. What is decoded is `delay` behind the frames:
    a cut at the end of a break leaves the speech before it whole, and loses only silence.
    """
    length, rate_hz = stream.info.frame_length, stream.info.frame_rate_hz
    latest = ms_to_frames(begin_ms - 1, rate_hz) // length
    earliest = -(-(ms_to_frames(previous_end_ms + 1, rate_hz) + stream.info.delay) // length)
    return next((frame for frame in range(latest, earliest - 1, -1) if not stream.needs[frame]), None)


def copy_stretch(source: BinaryIO, stream: Stream, stretch: Stretch, target: Path) -> None:
    """Copy the bytes of a stretch of `stream`, which is in `source`, into the file `target`.

    Raises:
        OSError: a file cannot be read or written.
    """
    with target.open("wb") as file:
        copy_frames(source, stream, stretch.begin, stretch.end, file)


def read_stretch(track: Path, stream: Stream, stretch: Stretch) -> bytes:
    """Return the bytes of a stretch of `stream`, which is in the file `track`.

    Raises:
        OSError: the file cannot be read.
    """
    begin, end = stream.offsets[stretch.begin], stream.offsets[stretch.end]
    with open_file(track) as file:
        file.seek(begin)
        return file.read(end - begin)
