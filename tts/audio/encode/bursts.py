"""Opus packets that were listened to.

Some four times in ten hours of speech, libopus (1.5, at 32 kbit/s) makes of quiet sound a packet or two that every
decoder plays as a burst of noise, up to full scale. Another encoder that starts in the silence before it, or one that
takes less care, makes none. So each packet is decoded, and what bursts is encoded anew from silence to silence.
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
_FOREGOING = 25  # packets until a decoder that starts in the middle is where the others are
_LONGEST = 3000  # packets without silence, after which an encoder may start in sound
_MOST_MENDS = 3  # of a stretch: no sound, whatever it is, takes for ever
_QUIET = bytes((*range(0x40), *range(0xC0, 0x100)))  # higher bytes of samples that are no fright, whatever they are of


def packets(codec: Codec) -> Iterator[bytes]:
    """The whole recording as `codec`, one of Opus, has it, packet by packet, without bursts.

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
    """What is encoded since the last silence, and what was there before it."""

    def __init__(self, codec: Codec) -> None:
        self._codec = codec
        self._encoder, self._decoder = codec.fresh(), codec.decoder()
        self._mends = 0
        self._frames: list[AudioFrame] = []
        self._packets: list[bytes] = []
        self._before: deque[bytes] = deque(maxlen=_FOREGOING)

    def can_end_before(self, frame: AudioFrame) -> bool:
        """Whether another encoder could start with `frame`."""
        return len(self._frames) >= _LONGEST or (_is_silent(frame) and all(map(_is_silent, self._frames[-1:])))

    def end(self) -> tuple[bytes, ...]:
        """The packets of this stretch; the next one begins, with an encoder as at first."""
        if self._mends:
            self._encoder, self._mends = self._codec.fresh(), 0
        made = tuple(self._packets)
        self._before.extend(made)
        self._frames.clear()
        self._packets.clear()
        return made

    def add(self, frame: AudioFrame) -> None:
        """Encodes `frame`; where it bursts, all of the stretch is made anew."""
        self._frames.append(frame)
        if self._encode(len(self._frames) - 1) or self._mends == _MOST_MENDS:
            return
        self._mends += 1
        for complexity in COMPLEXITIES:
            self._encoder, self._decoder = self._codec.fresh(compression_level=complexity), self._codec.decoder()
            for packet in self._before:
                self._decoder.decode(Packet(packet))
            self._packets.clear()
            if not [at for at in range(len(self._frames)) if not self._encode(at)]:
                return

    def flush(self) -> Iterator[bytes]:
        """What the encoder held back."""
        yield from map(bytes, self._encoder.encode(None))

    def _encode(self, at: int) -> bool:
        """Adds the packets of a frame of the stretch; whether they sound no louder than what they are made of."""
        made = [bytes(packet) for packet in self._encoder.encode(self._frames[at])]
        self._packets += made
        heard = [_pcm(frame) for packet in made for frame in self._decoder.decode(Packet(packet))]
        if not any(map(_is_loud, heard)):
            return True
        sounding = self._frames[max(0, at + 1 - _SOUNDING) : at + 1]
        return max(map(_peak, heard)) <= EXCESS * max(_peak(_pcm(frame)) for frame in sounding)


def _pcm(frame: AudioFrame) -> memoryview[int] | memoryview[float]:
    """The samples: of floats for the encoder, of 16 bit from the decoder."""
    plane = memoryview(frame.planes[0])
    if frame.format.name == "s16":
        return plane[: 2 * frame.samples].cast("h")
    return plane[: 4 * frame.samples].cast("f")


def _is_loud(pcm: memoryview[int] | memoryview[float]) -> bool:
    """Whether a sample of 16 bit is over half of full scale, which its higher byte tells in no time."""
    return bool(bytes(pcm)[1::2].translate(None, _QUIET))


def _peak(pcm: memoryview[int] | memoryview[float]) -> float:
    """The highest sample, of full scale."""
    return max(max(pcm), -min(pcm)) / (32768 if pcm.format == "h" else 1)


def _is_silent(frame: AudioFrame) -> bool:
    return not bytes(_pcm(frame)).strip(b"\0")
