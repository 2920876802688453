"""The package's MP3 file in parts, one for each section whose beginning can be cut free."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tts.clock import ms_to_frames
from tts.writers.mpeg import Stream

_BLOCK_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """MPEG frames `begin` to `end` of a stream in a file `name` of their own.

    `shift_ms` is what has to be added to a time of the recording for that of the file, `duration_ms` its length.
    """

    name: str
    begin: int
    end: int
    shift_ms: float
    duration_ms: int

    def time_ms(self, recording_ms: int) -> int:
        """A time of the recording as one of the file, whose decoder knows nothing of the encoder's delay."""
        return max(0, min(round(recording_ms + self.shift_ms), self.duration_ms))


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBoundary:
    """The silence before a section, from the end of the previous clip to the beginning of the section's first one."""

    previous_end_ms: int
    begin_ms: int


def parts(stream: Stream, boundaries: Iterable[SectionBoundary], names: Iterable[str]) -> tuple[Part, ...]:
    """For each section the part with its sound. `names` has one name more than there are boundaries.

    A section that cannot be cut free stands in the part of the one before it.
    """
    cuts = [0, *(_cut(stream, boundary) for boundary in boundaries)]
    begins = [cut for cut in cuts if cut is not None]
    ends = dict(pairwise([*begins, len(stream)]))
    found: list[Part] = []
    for cut, name in zip(cuts, names, strict=True):
        found.append(found[-1] if cut is None else _part(stream, name, cut, ends[cut]))
    return tuple(found)


def _cut(stream: Stream, boundary: SectionBoundary) -> int | None:
    """The MPEG frame with which a section can begin: none before it is needed, and all that is heard is over.

    What is decoded lags by `stream.delay` behind the frames. That is why a cut at the end of a break leaves the whole
    of what was said before it, and loses only silence.
    """
    length, rate_hz = stream.frame_length, stream.frame_rate_hz
    latest = ms_to_frames(boundary.begin_ms - 1, rate_hz) // length
    earliest = -(-(ms_to_frames(boundary.previous_end_ms + 1, rate_hz) + stream.delay) // length)
    return next((at for at in range(latest, earliest - 1, -1) if not stream.needs[at]), None)


def _part(stream: Stream, name: str, begin: int, end: int) -> Part:
    length, rate_hz = stream.frame_length, stream.frame_rate_hz
    shift_ms = (stream.delay - begin * length) * 1000 / rate_hz
    duration_ms = (end - begin) * length * 1000 // rate_hz
    return Part(name=name, begin=begin, end=end, shift_ms=shift_ms, duration_ms=duration_ms)


def write_parts(track: Path, stream: Stream, wanted: Iterable[Part], folder: Path) -> None:
    """Copies the bytes of each part out of the MP3 file `track` into a file in `folder`."""
    with track.open("rb") as source:
        for part in dict.fromkeys(wanted):
            begin, end = stream.offsets[part.begin], stream.offsets[part.end]
            source.seek(begin)
            with folder.joinpath(part.name).open("wb") as target:
                target.writelines(_blocks(source.read, end - begin))


def _blocks(read: Callable[[int], bytes], size_bytes: int) -> Iterator[bytes]:
    while size_bytes:
        yield (block := read(min(size_bytes, _BLOCK_BYTES)))
        size_bytes -= len(block)
