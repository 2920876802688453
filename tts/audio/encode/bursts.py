"""Encode Opus, decode each packet, and encode again where libopus has made a burst of noise.

Some four times in ten hours of speech, libopus (1.5, at 32 kbit/s) makes of quiet sound a packet or two that every
decoder plays as a burst of noise, up to full scale. Another encoder that starts in the silence before it, or one that
takes less care, makes none. So each packet is decoded, and a stretch with a burst is encoded again, from silence to
silence.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from av import AudioFrame, Packet

from tts.audio.encode.codec import Codec

EXCESS = 1.5  # times the sound that it was made of; in ten hours nothing but bursts was over 1.3
COMPLEXITIES = ("10", "9", "8", "7", "6", "5")
"""Of one encoder after the other, until there is no burst; 10 is the default."""
_SOUNDING = 3  # packets in which a sound may be heard after it began, with the encoder's look-ahead
_PREROLL = 25  # packets until a decoder that starts in the middle is where the others are
_MAX_FRAMES = 3000  # packets without silence, after which an encoder may start in sound
_MAX_RETRIES = 3  # of a stretch: no sound may take for ever
_QUIET_BYTES = bytes((*range(0x40), *range(0xC0, 0x100)))  # higher bytes of samples below half of full scale


def packets(codec: Codec) -> Iterator[bytes]:
    """Yield the whole recording as packets of `codec`, which is one of Opus, without bursts.

    Raises:
        OSError: the spool cannot be read.
    """
    stretch = _Stretch(codec)
    for frame in codec.frames():
        if stretch.can_end_before(frame):
            yield from stretch.end()
        stretch.add(frame)
    yield from stretch.end()
    yield from stretch.flush()


class _Stretch:
    """The frames and packets since the last silence, and the packets before it."""

    def __init__(self, codec: Codec) -> None:
        self._codec = codec
        self._encoder, self._decoder = codec.fresh(), codec.decoder()
        self._retries = 0
        self._frames: list[AudioFrame] = []
        self._packets: list[bytes] = []
        self._previous: deque[bytes] = deque(maxlen=_PREROLL)

    def can_end_before(self, frame: AudioFrame) -> bool:
        """Return whether another encoder could start with `frame`."""
        return len(self._frames) >= _MAX_FRAMES or (_is_silent(frame) and all(map(_is_silent, self._frames[-1:])))

    def end(self) -> tuple[bytes, ...]:
        """Return the packets of this stretch and begin the next one, with the usual encoder."""
        if self._retries:
            self._encoder, self._retries = self._codec.fresh(), 0
        packets = tuple(self._packets)
        self._previous.extend(packets)
        self._frames.clear()
        self._packets.clear()
        return packets

    def add(self, frame: AudioFrame) -> None:
        """Encode `frame`; if it bursts, encode all of the stretch again."""
        self._frames.append(frame)
        if self._encode(len(self._frames) - 1) or self._retries == _MAX_RETRIES:
            return
        self._retries += 1
        for complexity in COMPLEXITIES:
            self._encoder, self._decoder = self._codec.fresh(compression_level=complexity), self._codec.decoder()
            for packet in self._previous:
                self._decoder.decode(Packet(packet))
            self._packets.clear()
            bursts = [index for index in range(len(self._frames)) if not self._encode(index)]
            if not bursts:
                return

    def flush(self) -> Iterator[bytes]:
        """Yield the packets that the encoder held back."""
        yield from map(bytes, self._encoder.encode(None))

    def _encode(self, index: int) -> bool:
        """Add the packets of a frame of the stretch; return whether they are no louder than the sound they encode."""
        packets = [bytes(packet) for packet in self._encoder.encode(self._frames[index])]
        self._packets += packets
        heard = [_pcm(frame) for packet in packets for frame in self._decoder.decode(Packet(packet))]
        # Most packets are quiet, which the higher bytes of their samples show quickly.
        if not any(bytes(pcm)[1::2].translate(None, _QUIET_BYTES) for pcm in heard):
            return True
        sounding = self._frames[max(0, index + 1 - _SOUNDING) : index + 1]
        return max(map(_peak, heard)) <= EXCESS * max(_peak(_pcm(frame)) for frame in sounding)


def _pcm(frame: AudioFrame) -> memoryview[int] | memoryview[float]:
    """Return the samples: floats for the encoder, 16 bit from the decoder."""
    plane = memoryview(frame.planes[0])
    if frame.format.name == "s16":
        return plane[: 2 * frame.samples].cast("h")
    return plane[: 4 * frame.samples].cast("f")


def _peak(pcm: memoryview[int] | memoryview[float]) -> float:
    """Return the highest sample as a part of full scale."""
    return max(max(pcm), -min(pcm)) / (32768 if pcm.format == "h" else 1)


def _is_silent(frame: AudioFrame) -> bool:
    """Return whether all samples of `frame` are 0."""
    return not bytes(_pcm(frame)).strip(b"\0")
