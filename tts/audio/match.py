"""Speech by several voices -> speech with the same frame rate and the same loudness."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import inf, log10

from tts.audio.filters import filtered
from tts.audio.loudness import SILENCE_LUFS, Meter, compute_integrated_lufs
from tts.audio.resample import resample
from tts.clock import ms_to_frames
from tts.model import Speech, Voice

HEADROOM_DB = 1.0  # for peaks that lie between the samples, and become samples at another rate
EDGE_LEVEL = 104  # of 32768: -50 dB
FADE_MS = 3
_FULL_SCALE = 32_768
_SAMPLE_S = 30


def match(speech: Iterable[Speech], samples: Mapping[Voice, Speech], frame_rate_hz: int = 0) -> Iterator[Speech]:
    """Yield `speech` with one frame rate, and with all voices equally loud.

    The rate is `frame_rate_hz`; if that is 0, it is the highest of the samples, or that of a single voice.

    `samples` has a sample of each cast voice, from which its loudness is measured. Half a minute of sentences, as long
    and as short as in an article, reads within 0.5 LU of an article by espeak-ng, hibari or Piper; only long ones read
    1.2 LU too low by Piper, and 10 s up to 1.3 LU off. Silent samples are ignored. Each voice has one gain, so that its
    soft speech stays soft. Louder voices are attenuated to the quietest one: this cannot clip, and `level` lifts the
    whole recording afterwards. Sound that begins or ends above -50 dB is faded there for 3 ms.

    The loudness of a stand-in, which has no sample, is measured for each speech. Without samples the first voice stays
    as it is, and the others become as loud as the first half minute of it. One speech is in memory at a time.
    """
    if not samples:
        yield from _match_stand_ins(speech, frame_rate_hz)
        return
    rate_hz = frame_rate_hz or max(sample.frame_rate_hz for sample in samples.values())
    loudness: dict[Voice | None, float] = {voice: _loudness(sample) for voice, sample in samples.items()}
    heard = ((sample, loudness[voice]) for voice, sample in samples.items() if loudness[voice] > SILENCE_LUFS)
    target_lufs = min((lufs - _headroom_db(sample, rate_hz) for sample, lufs in heard), default=inf)
    for spoken in speech:
        if len(samples) == 1 and spoken.voice in samples and spoken.frame_rate_hz == rate_hz:
            yield spoken
        else:
            lufs = loudness[spoken.voice] if spoken.voice in loudness else _loudness(spoken)
            yield _convert(spoken, rate_hz, min(target_lufs - lufs, -_headroom_db(spoken, rate_hz)))


def _match_stand_ins(speech: Iterable[Speech], frame_rate_hz: int) -> Iterator[Speech]:
    """Yield `speech` with all voices as loud as the first one, at `frame_rate_hz`, or if that is 0 at its rate."""
    first: Speech | None = None
    sample = bytearray()
    for spoken in speech:
        first = first or spoken
        rate_hz = frame_rate_hz or first.frame_rate_hz
        room_db = -_headroom_db(first, rate_hz)
        if spoken.voice == first.voice:
            if len(sample) < 2 * _SAMPLE_S * first.frame_rate_hz:
                sample += spoken.pcm
            yield spoken if spoken.frame_rate_hz == rate_hz else _convert(spoken, rate_hz, room_db)
        else:
            wanted_lufs = _loudness(replace(first, pcm=bytes(sample))) + room_db
            peak = max(map(abs, array("h", spoken.pcm)))
            peak_room_db = 20 * log10(_FULL_SCALE / max(peak, 1)) - HEADROOM_DB
            yield _convert(spoken, rate_hz, min(wanted_lufs - _loudness(spoken), peak_room_db))


def _loudness(speech: Speech) -> float:
    """Return the integrated loudness in LUFS, -70 of silence. It is read in blocks of 400 ms, so a word is repeated."""
    meter = Meter()
    meter(speech.pcm * (1 + 2 * speech.frame_rate_hz // len(speech.pcm)), speech.frame_rate_hz)
    return compute_integrated_lufs(meter.powers)


def _headroom_db(speech: Speech, rate_hz: int) -> float:
    """Return how much higher the speech may peak at `rate_hz`."""
    return HEADROOM_DB if speech.frame_rate_hz != rate_hz else 0.0


def _convert(speech: Speech, rate_hz: int, gain_db: float) -> Speech:
    """Return the speech at `rate_hz`, with the gain and with faded edges; its words keep their times."""
    pcm, gain = fade_edges(speech.pcm, speech.frame_rate_hz), f"volume={gain_db:.3f}dB:precision=double"
    if speech.frame_rate_hz != rate_hz:
        pcm = resample(pcm, speech.frame_rate_hz, rate_hz, gain)
    elif gain_db:
        pcm = b"".join(filtered((pcm,), rate_hz, gain))
    return replace(speech, pcm=pcm, frame_rate_hz=rate_hz)


def fade_edges(pcm: bytes, frame_rate_hz: int) -> bytes:
    """Return `pcm` with a fade at each end where the outermost sample is above -50 dB, which could click."""
    samples = array("h", pcm)
    count = min(ms_to_frames(FADE_MS, frame_rate_hz), len(samples))
    for edge, step in ((0, 1), (len(samples) - 1, -1)):
        if abs(samples[edge]) > EDGE_LEVEL:
            for number in range(count):
                samples[edge + step * number] = samples[edge + step * number] * number // count
    return samples.tobytes()
