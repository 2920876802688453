"""PCM -> packets of libavcodec. The only importer of its encoders."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from av import AudioCodecContext, AudioFrame, CodecContext
from av.codec.codec import UnknownCodecError

from tts.errors import EncodeError
from tts.filters import Filters
from tts.model import Recording

BLOCK_BYTES = 500_000


class Codec:
    """A mono encoder of libavcodec at work on one recording.

    `options` are libavcodec's, `sample_format` is its name for what the encoder takes, `bit_rate` in bits a second.
    """

    def __init__(
        self, name: str, recording: Recording, frame_rate_hz: int, *, sample_format: str, bit_rate: int, **options: str
    ) -> None:
        self.frame_rate_hz = frame_rate_hz
        self._recording = recording
        self._sample_format = sample_format
        self._encoder = _encoder(name)
        self._encoder.sample_rate = frame_rate_hz
        self._encoder.layout = "mono"
        self._encoder.format = sample_format
        self._encoder.bit_rate = bit_rate
        self._encoder.options = options
        self._encoder.open()

    @property
    def length(self) -> int:
        """The recording's length in PCM frames at the encoder's rate."""
        return round(self._recording.frames * self.frame_rate_hz / self._recording.frame_rate_hz)

    @property
    def frame_length(self) -> int:
        """PCM frames in a packet."""
        return int(self._encoder.frame_size)

    @property
    def header(self) -> bytes:
        """What a container keeps apart from the packets (libavcodec's `extradata`)."""
        return bytes(self._encoder.extradata or b"")

    def packets(self) -> Iterator[bytes]:
        """The whole recording, packet by packet.

        Raises:
            OSError: the spool cannot be read.
        """
        for frame in chain(self._frames(), (None,)):
            yield from map(bytes, self._encoder.encode(frame))

    def _frames(self) -> Iterator[AudioFrame]:
        filters = Filters(
            self._recording.frame_rate_hz,
            f"aresample={self.frame_rate_hz}",
            # The resampler may end some frames early; where it ends late, the container tells the length.
            f"apad=whole_len={self.length}",
            f"aformat=sample_fmts={self._sample_format}",
            f"asetnsamples=n={self.frame_length}:p=0",
        )
        with self._recording.spool_path.open("rb") as spool:
            while block := spool.read(BLOCK_BYTES):
                yield from filters.push(block)
        yield from filters.end()


def _encoder(name: str) -> AudioCodecContext:
    try:
        encoder = CodecContext.create(name, "w")
    except UnknownCodecError:
        raise EncodeError(f"This build of PyAV has no encoder '{name}'. Install its wheel.") from None
    assert isinstance(encoder, AudioCodecContext)
    return encoder
