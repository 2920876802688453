"""Encoded tracks -> the plan of one track: which packets of each, and where the sound of each begins.

The packets of a track are copied from its first one on, to the place where the next track begins: at the whole packet
that is nearest to the sum of the lengths before it. So no place is off by more than half a packet, and nothing adds up.
The packets after that place are left out. They hold the last milliseconds of the silence with which a recording ends;
the next track's encoder began with as much silence of its own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise
from pathlib import Path

from av import AudioCodecContext, AudioFrame, CodecContext, FFmpegError, Packet

from tts.clock import frames_to_ms
from tts.noun import noun

PREROLL = 25  # packets until a decoder that starts in the middle is where the others are
MAX_PEAK = 0.001  # of full scale: -60 dBFS, which nobody hears next to speech


@noun
class EncodedTrack:
    """An encoded file as `packet_count` packets, each with the sound of `packet_length` PCM frames.

    `length` is the number of PCM frames in its sound. `configuration` has what a decoder must know before the first
    packet; it is the same in all tracks that can be spliced.
    """

    path: Path
    configuration: bytes
    frame_rate_hz: int
    packet_length: int
    packet_count: int
    length: int


@noun
class Splice:
    """The plan of one track: the first `counts` packets of each of the `tracks`.

    `starts` are the PCM frames of the whole at which the sound of each track begins. `frames` is the length of the
    whole in PCM frames.
    """

    tracks: tuple[EncodedTrack, ...]
    counts: tuple[int, ...]
    starts: tuple[int, ...]
    frames: int

    @property
    def frame_rate_hz(self) -> int:
        """The number of PCM frames in a second."""
        return self.tracks[0].frame_rate_hz

    @property
    def duration_ms(self) -> int:
        """The length of the whole."""
        return frames_to_ms(self.frames, self.frame_rate_hz)


def plan(tracks: Sequence[EncodedTrack]) -> Splice:
    """Return the plan of one track of all `tracks`.

    Raises:
        ValueError: there is no track, or one differs from the first.
    """
    if not tracks:
        raise ValueError("There is no track to splice.")
    first = tracks[0]
    length = first.packet_length
    for track in tracks:
        if track.frame_rate_hz != first.frame_rate_hz:
            what = f"its sound has {track.frame_rate_hz} samples a second, that of {first.path} {first.frame_rate_hz}"
            raise ValueError(f"{track.path}: {what}. Package both with the same sample rate.")
        if (track.configuration, track.packet_length) != (first.configuration, length):
            what = f"its channels or settings of its encoder differ from those of {first.path}"
            raise ValueError(f"{track.path}: {what}. Package both again.")
    sums = accumulate((track.length for track in tracks[:-1]), initial=0)
    edges = [(2 * nominal + length) // (2 * length) for nominal in sums]
    counts = [end - begin for begin, end in pairwise(edges)]
    for track, count in zip(tracks, counts, strict=False):
        if count > track.packet_count:
            raise ValueError(f"{track.path}: its sound is shorter than the file says. Package it again.")
    return Splice(
        tracks=tuple(tracks),
        counts=(*counts, tracks[-1].packet_count),
        starts=tuple(edge * length for edge in edges),
        frames=edges[-1] * length + tracks[-1].length,
    )


def splice_packets(splice: Splice, read: Callable[[Path], Iterator[bytes]], codec: str) -> Iterator[bytes]:
    """Yield the packets of the whole; `read` yields those of a file. Their configuration is for the decoder `codec`.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is damaged, or it does not end in silence.
    """
    for track, count in zip(splice.tracks, splice.counts, strict=True):
        packets, kept = read(track.path), deque[bytes](maxlen=PREROLL)
        copied = 0
        for packet in islice(packets, count):
            kept.append(packet)
            copied += 1
            yield packet
        left_out = list(packets)
        if copied + len(left_out) != track.packet_count:
            raise ValueError(f"{track.path}: its sound is cut off or damaged. Package it again.")
        check_silence(track, codec, track.configuration, kept, left_out)


def check_silence(
    track: EncodedTrack, codec: str, extradata: bytes, kept: Iterable[bytes], left_out: Iterable[bytes]
) -> None:
    """Check that nothing is heard in the packets of a track that are left out, after those that are kept.

    Raises:
        ValueError: something is heard, or the packets cannot be decoded.
    """
    decoder = CodecContext.create(codec, "r")
    assert isinstance(decoder, AudioCodecContext)
    decoder.extradata = extradata
    decoder.sample_rate = track.frame_rate_hz
    decoder.layout = "mono"
    decoder.open()
    try:
        for packet in kept:
            decoder.decode(Packet(packet))
        peaks = [_peak(frame) for packet in left_out for frame in decoder.decode(Packet(packet))]
    except FFmpegError as error:
        raise ValueError(f"{track.path}: its sound cannot be decoded: {error}. Package it again.") from error
    if max(peaks, default=0) > MAX_PEAK:
        raise ValueError(f"{track.path}: its sound does not end in silence. Set the break lead_out to 100 ms or more.")


def _peak(frame: AudioFrame) -> float:
    """Return the highest sample as a part of full scale."""
    plane = memoryview(frame.planes[0])
    if frame.format.name.startswith("s16"):
        pcm = plane[: 2 * frame.samples].cast("h")
        return max(max(pcm), -min(pcm)) / 32768
    samples = plane[: 4 * frame.samples].cast("f")
    return max(max(samples), -min(samples))
