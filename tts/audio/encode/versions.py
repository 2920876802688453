"""The versions of the libraries that encode."""

from __future__ import annotations

import av
import lameenc

from tts.audio.encode.lame import lame_version

_SILENCE = bytes(2 * 22_050)


def library_versions() -> dict[str, str]:
    """Return the versions of libav's libraries in PyAV, and of LAME, which writes its own into what it makes."""
    versions = {name: ".".join(map(str, numbers)) for name, numbers in av.library_versions.items()}
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(22_050)
    encoder.set_bit_rate(64)
    sound = bytes(encoder.encode(_SILENCE)) + bytes(encoder.flush())
    return versions | {"LAME": lame_version(sound).decode().removeprefix("LAME") or "of unknown version"}
