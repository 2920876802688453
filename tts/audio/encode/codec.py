"""PCM -> packets of libavcodec. The only importer of its encoders."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from av import AudioCodecContext, AudioFrame, CodecContext
from av.codec.codec import UnknownCodecError

from tts.audio.filters import Filters
from tts.errors import EncodeError
from tts.files import open_file
from tts.model import Recording

BLOCK_BYTES = 500_000


class Codec:
    """A mono encoder of libavcodec at work on one recording.

    `options` are libavcodec's, `sample_format` is its name for what the encoder takes. `bit_rate` is in bits per
    second, None for an encoder that loses nothing. `header` is what a container keeps apart from the packets
    (libavcodec's `extradata`); some encoders know all of it only after the last packet.
    """

    def __init__(
        self,
        name: str,
        recording: Recording,
        frame_rate_hz: int,
        *,
        sample_format: str,
        bit_rate: int | None = None,
        **options: str,
    ) -> None:
        self.frame_rate_hz = frame_rate_hz
        self._name = name
        self._recording = recording
        self._sample_format = sample_format
        self._bit_rate = bit_rate
        self._options = options
        self._encoder = self.fresh()
        self.header = bytes(self._encoder.extradata or b"")

    def fresh(self, **options: str) -> AudioCodecContext:
        """Return a new encoder with the settings of this one; `options` override them.

        Raises:
            EncodeError: this build of PyAV does not have it.
        """
        try:
            encoder = CodecContext.create(self._name, "w")
        except UnknownCodecError:
            raise EncodeError(f"This build of PyAV has no encoder '{self._name}'. Install its wheel.") from None
        assert isinstance(encoder, AudioCodecContext)
        self.open(encoder, **options)
        return encoder

    def open(self, encoder: AudioCodecContext, **options: str) -> None:
        """Open an encoder of libavcodec, such as that of a container's stream, with the settings of this one."""
        encoder.sample_rate = self.frame_rate_hz
        encoder.layout = "mono"
        encoder.format = self._sample_format
        if self._bit_rate:
            encoder.bit_rate = self._bit_rate
        encoder.options = self._options | options
        encoder.open()

    def decoder(self) -> AudioCodecContext:
        """Return a decoder of the same name, for the packets of this encoder."""
        decoder = CodecContext.create(self._name, "r")
        assert isinstance(decoder, AudioCodecContext)
        decoder.extradata = self.header
        decoder.sample_rate = self.frame_rate_hz
        decoder.layout = "mono"
        decoder.open()
        return decoder

    @property
    def length(self) -> int:
        """Return the recording's length in PCM frames at the encoder's rate."""
        return round(self._recording.frames * self.frame_rate_hz / self._recording.frame_rate_hz)

    @property
    def frame_length(self) -> int:
        """Return the number of PCM frames in a packet."""
        return int(self._encoder.frame_size)

    def packets(self) -> Iterator[bytes]:
        """Yield the whole recording, packet by packet.

        Raises:
            OSError: the spool cannot be read.
        """
        for frame in chain(self.frames(), (None,)):
            for packet in self._encoder.encode(frame):
                if packet.has_sidedata("new_extradata"):
                    self.header = bytes(packet.get_sidedata("new_extradata"))
                yield bytes(packet)

    def frames(self) -> Iterator[AudioFrame]:
        """Yield the recording as frames for the encoder, one for each packet.

        Raises:
            OSError: the spool cannot be read.
        """
        filters = Filters(
            self._recording.frame_rate_hz,
            f"aresample={self.frame_rate_hz}",
            # The resampler may end some frames early. Where it ends late, the container has the length.
            f"apad=whole_len={self.length}",
            f"aformat=sample_fmts={self._sample_format}",
            f"asetnsamples=n={self.frame_length}:p=0",
        )
        with open_file(self._recording.spool_path) as spool:
            while block := spool.read(BLOCK_BYTES):
                yield from filters.push(block)
        yield from filters.end()
