"""Which libraries encode."""

from __future__ import annotations

import av
import lameenc

from tts.audio.encode.lame import lame_version

_SILENCE = bytes(2 * 22_050)


def library_versions() -> dict[str, str]:
    """The versions of libav's libraries that PyAV brings along, and of LAME, which tells its own in what it makes."""
    versions = {name: ".".join(map(str, numbers)) for name, numbers in av.library_versions.items()}
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(22_050)
    encoder.set_bit_rate(64)
    sound = bytes(encoder.encode(_SILENCE)) + bytes(encoder.flush())
    return versions | {"LAME": lame_version(sound).decode().removeprefix("LAME") or "of unknown version"}
