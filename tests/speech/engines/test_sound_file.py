"""Sound files of every kind that a stock driver may write, made here byte for byte."""

from __future__ import annotations

import io
import struct
import wave

import pytest

from tts.speech.engines.system.sound_file import SoundFileError, is_complete, read_sound

SAMPLES = (0, 256, -256, 32_512, -32_768)
PCM = struct.pack("<5h", *SAMPLES)


def scaled(width: int, order: str) -> bytes:
    endian = "little" if order == "<" else "big"
    return b"".join((sample << 8 * width >> 16).to_bytes(width, endian, signed=True) for sample in SAMPLES)


def wav(width: int, *, channels: int = 1, rate_hz: int = 44_100) -> bytes:
    data = scaled(width, "<")
    if width == 1:
        data = bytes((byte + 128) % 256 for byte in data)
    if channels == 2:
        data = b"".join(data[at : at + width] * 2 for at in range(0, len(data), width))
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(rate_hz)
        writer.writeframes(data)
    return file.getvalue()


def chunk(name: bytes, body: bytes, order: str = ">") -> bytes:
    return name + struct.pack(order + "I", len(body)) + body + bytes(len(body) % 2)


def aiff(width: int, compression: bytes = b"") -> bytes:
    data = scaled(width, "<" if compression == b"sowt" else ">")
    rate = struct.pack(">HQ", 16383 + 14, 22_050 << 63 - 14)
    common = struct.pack(">hIh", 1, len(SAMPLES), width * 8) + rate
    common += compression + b"\x00\x00" if compression else b""
    body = (b"AIFC" if compression else b"AIFF") + chunk(b"COMM", common)
    body += chunk(b"NAME", b"odd") + chunk(b"SSND", bytes(8) + data)
    return b"FORM" + struct.pack(">I", len(body)) + body


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_wav_of_every_width(width: int) -> None:
    """WAV of 8 (unsigned), 16, 24 and 32 bits becomes the same 16-bit sound, with the file's rate."""
    assert read_sound(wav(width)) == (PCM, 44_100)


def test_stereo_becomes_mono() -> None:
    """Two equal channels become one that sounds the same."""
    assert read_sound(wav(2, channels=2, rate_hz=16_000)) == (PCM, 16_000)


def test_stereo_is_the_mean() -> None:
    """Channels that differ are averaged."""
    file = wav(2, channels=2)
    assert read_sound(file[:44] + struct.pack("<4h", 100, 300, -5, 5) + file[52:])[0][:4] == struct.pack("<2h", 200, 0)


def test_extensible_wav() -> None:
    """WAVE_FORMAT_EXTENSIBLE with PCM inside (KSDATAFORMAT_SUBTYPE_PCM) is read."""
    form = struct.pack("<HHIIHHHHI", 0xFFFE, 1, 8_000, 16_000, 2, 16, 22, 16, 4) + bytes.fromhex(
        "0100000000001000800000aa00389b71"
    )
    body = b"WAVE" + chunk(b"fmt ", form, "<") + chunk(b"data", PCM, "<")
    assert read_sound(b"RIFF" + struct.pack("<I", len(body)) + body) == (PCM, 8_000)


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("compression", [b"", b"NONE", b"twos", b"sowt"])
def test_aiff_and_aifc(width: int, compression: bytes) -> None:
    """AIFF and uncompressed AIFC of every width and byte order become the same sound."""
    assert read_sound(aiff(width, compression)) == (PCM, 22_050)


def test_every_sample_is_cut_to_its_upper_16_bits() -> None:
    """Of 24 bits the lower 8 are dropped, without rounding and without noise."""
    file = wav(3)
    low = bytes(byte if index % 3 else 0xFF for index, byte in enumerate(file[44:]))
    assert read_sound(file[:44] + low) == (PCM, 44_100)


def test_a_sound_without_samples_is_empty() -> None:
    """A header without samples is a sound of no length."""
    body = wav(2)[8:40] + bytes(4)
    assert read_sound(b"RIFF" + struct.pack("<I", len(body)) + body) == (b"", 44_100)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "neither WAV nor AIFF"),
        (b"ID3\x04 and so on, no wave", "neither WAV nor AIFF"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "broken"),
        (aiff(2, b"ima4"), "not PCM but adpcm_ima_qt"),
        (wav(2).replace(b"fmt \x10\x00\x00\x00\x01", b"fmt \x10\x00\x00\x00\x03"), "not PCM but unknown"),
    ],
)
def test_other_files_are_refused(data: bytes, message: str) -> None:
    """Other files, broken and compressed ones are an error that says which."""
    with pytest.raises(SoundFileError, match=message):
        read_sound(data)


@pytest.mark.parametrize("data", [wav(2), aiff(2)])
def test_completeness(data: bytes) -> None:
    """A file is complete when it is as long as its head says, and not a byte before."""
    assert is_complete(data)
    assert not any(is_complete(data[:length]) for length in range(len(data)))
