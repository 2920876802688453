"""The package's MP3 file in parts, one for each section that can be separated from the previous one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tts.clock import ms_to_frames
from tts.writers.mpeg import Stream

_BLOCK_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """MPEG frames `begin` to `end` of a stream in a file `name` of their own.

    A time of the recording plus `shift_ms` is that of the file. `duration_ms` is the length of the file.
    """

    name: str
    begin: int
    end: int
    shift_ms: float
    duration_ms: int

    def time_ms(self, recording_ms: int) -> int:
        """Return a time of the recording as one of the file, whose decoder does not know the encoder's delay."""
        return max(0, min(round(recording_ms + self.shift_ms), self.duration_ms))


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBoundary:
    """The silence before a section, from the end of the previous clip to the beginning of the section's first one."""

    previous_end_ms: int
    begin_ms: int


def split_stream(stream: Stream, boundaries: Iterable[SectionBoundary], names: Sequence[str]) -> tuple[Part, ...]:
    """Return the part with the sound of each section; `names` has one more name than there are boundaries.

    A section that cannot be cut off is in the part of the section before it.
    """
    length, rate_hz = stream.frame_length, stream.frame_rate_hz
    starts = [(0, names[0])]
    parts_of_sections = [0]
    for boundary, name in zip(boundaries, names[1:], strict=True):
        cut = _find_cut(stream, boundary)
        if cut is not None:
            starts.append((cut, name))
        parts_of_sections.append(len(starts) - 1)
    parts = [
        Part(
            name=name,
            begin=begin,
            end=end,
            shift_ms=(stream.delay - begin * length) * 1000 / rate_hz,
            duration_ms=(end - begin) * length * 1000 // rate_hz,
        )
        for (begin, name), (end, _) in pairwise([*starts, (len(stream), "")])
    ]
    return tuple(parts[index] for index in parts_of_sections)


def _find_cut(stream: Stream, boundary: SectionBoundary) -> int | None:
    """Return the MPEG frame with which a section can begin, None if there is none.

    It needs no frame before it, and the section before is over. What is decoded is `stream.delay` behind the frames:
    a cut at the end of a break leaves the speech before it whole, and loses only silence.
    """
    length, rate_hz = stream.frame_length, stream.frame_rate_hz
    latest = ms_to_frames(boundary.begin_ms - 1, rate_hz) // length
    earliest = -(-(ms_to_frames(boundary.previous_end_ms + 1, rate_hz) + stream.delay) // length)
    return next((frame for frame in range(latest, earliest - 1, -1) if not stream.needs[frame]), None)


def write_parts(track: Path, stream: Stream, parts: Iterable[Part], folder: Path) -> None:
    """Copy the bytes of each part out of the MP3 file `track` into a file in `folder`."""
    with track.open("rb") as source:
        for part in parts:
            begin, end = stream.offsets[part.begin], stream.offsets[part.end]
            source.seek(begin)
            with folder.joinpath(part.name).open("wb") as target:
                for offset in range(begin, end, _BLOCK_BYTES):
                    target.write(source.read(min(_BLOCK_BYTES, end - offset)))
