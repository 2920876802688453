"""A sound file of the producer -> INTERLUDE. Imports av."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

import av
from av import AudioFrame, AudioResampler
from av.container import InputContainer

from tts.audio.match import fade_edges
from tts.clock import ms_to_frames
from tts.errors import ReadError
from tts.files import describe_unreadable, open_file
from tts.model import Interlude

MAX_SIZE_BYTES = 500_000_000
MAX_MS = 60_000
FADE_OUT_MS = 3_000
MIN_MS = 50
_FORMATS = "wav,w64,aiff,au,caf,flac,mp3,ogg,aac,mov,mp4,m4a,matroska,webm,asf,amr,wv,ape,tta,ac3,eac3,mpc,mpc8,dsf"
"""What libav may take a file for. Others name further files or addresses, which it would open."""
_RATES_HZ = (4_000, 48_000)  # what has more is converted to the highest
_MAX_READ_MS = (
    90_000  # after the silence at the beginning; what is longer than MAX_MS without that at the end fades out
)
_MAX_SILENCE_MS = 600_000  # at the beginning
_QUIET = 33  # of 32768: -60 dB
_NEXT_STEP = "Give a WAV, FLAC, MP3, Ogg or M4A file, in mono or stereo."


def read_interlude(path: Path) -> Interlude:
    """Return the sound in the file at `path`, in mono, without silence at its ends.

    After a minute it is faded out, with a warning.

    Raises:
        ReadError: the file is missing, not a regular file, too large, or without sound.
    """
    _check_file(path)
    samples: array[int] = array("h")
    rate_hz, is_damaged = 0, False
    try:
        with av.open(
            str(path.absolute()), options={"format_whitelist": _FORMATS}, metadata_errors="replace"
        ) as container:
            for rate_hz, block in _decode(container):  # noqa: B007 - the last rate is that of all blocks
                samples += block
    except (av.FFmpegError, ValueError, OverflowError):
        is_damaged = True
    if is_damaged and not samples:
        raise ReadError(f"This is not a sound file. {_NEXT_STEP}", path=path)
    samples = _trim(samples)
    if len(samples) <= ms_to_frames(MIN_MS, rate_hz):
        raise ReadError(f"Nothing is heard in this file. {_NEXT_STEP}", path=path)
    warnings = []
    if is_damaged:
        what = f"The sound is damaged after {len(samples) / rate_hz:.0f} s, and ends there."
        warnings.append(f"{path}: {what} Save it again.")
    if len(samples) > (length := ms_to_frames(MAX_MS, rate_hz)):
        warnings.append(f"{path}: The sound is longer than a minute, so it fades out there. Give a shorter one.")
        samples = _fade_out(samples[:length], ms_to_frames(FADE_OUT_MS, rate_hz))
    return Interlude(pcm=fade_edges(samples.tobytes(), rate_hz), frame_rate_hz=rate_hz, warnings=tuple(warnings))


def _check_file(path: Path) -> None:
    """Raise `ReadError` unless `path` is a regular file that can be read and is not too large."""
    try:
        open_file(path, MAX_SIZE_BYTES).close()
    except IsADirectoryError:
        raise ReadError(f"This is a folder. {_NEXT_STEP}", path=path) from None
    except OSError as error:
        what = describe_unreadable(error, too_large="Give a sound of at most a minute.")
        raise ReadError(what, path=path) from None


def _decode(container: InputContainer) -> Iterator[tuple[int, array[int]]]:
    """Yield the rate and the samples of each frame from the first that is heard, for at most a minute and a half."""
    if not container.streams.audio:
        raise ValueError("there is no sound in it")
    resampler: AudioResampler | None = None
    rate_hz, silent, count = 0, 0, 0
    for frame in container.decode(container.streams.audio[0]):
        if resampler is None:
            rate_hz = min(frame.sample_rate, _RATES_HZ[1])
            if rate_hz < _RATES_HZ[0]:
                raise ValueError(f"a frame rate of {rate_hz} Hz")
            resampler = AudioResampler(format="s16", layout="mono", rate=rate_hz)
        for block in filter(None, map(_samples, resampler.resample(frame))):
            is_heard = count or max(block) > _QUIET or min(block) < -_QUIET
            silent, count = (silent, count + len(block)) if is_heard else (silent + len(block), count)
            if is_heard:
                yield rate_hz, block
        if count > ms_to_frames(_MAX_READ_MS, rate_hz) or silent > ms_to_frames(_MAX_SILENCE_MS, rate_hz):
            return


def _samples(frame: AudioFrame) -> array[int]:
    """Return the samples of a 16-bit mono frame."""
    return array("h", bytes(memoryview(frame.planes[0])[: 2 * frame.samples]))


def _trim(samples: array[int]) -> array[int]:
    """Return `samples` without the quiet ones at both ends."""
    loud = (index for index, sample in enumerate(samples) if abs(sample) > _QUIET)
    begin = next(loud, len(samples))
    end = next((index for index in range(len(samples) - 1, begin, -1) if abs(samples[index]) > _QUIET), begin)
    return samples[begin : end + 1]


def _fade_out(samples: array[int], length: int) -> array[int]:
    """Return `samples`, of which the last `length` fade out evenly."""
    begin = len(samples) - length
    for number in range(length):
        samples[begin + number] = samples[begin + number] * (length - number) // length
    return samples
