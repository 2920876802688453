"""PCM at one frame rate -> the same sound at another, by libswresample."""

from __future__ import annotations

from math import gcd

from tts.audio.filters import filtered

TAPS = 128  # of the filter: what it takes to fall by 90 dB within a tenth of the band
CUTOFF = 0.95  # of the lower Nyquist frequency: the middle of that fall


def resample(pcm: bytes, from_hz: int, to_hz: int, *filters: str) -> bytes:
    """Return 16-bit mono `pcm` at the rate `to_hz`, after `filters`, which work before it is rounded to 16 bits again.

    Measured with sines between 8,000, 16,000, 22,050, 24,000 and 48,000 Hz: the band is flat within 0.001 dB up to 0.9
    of the lower Nyquist frequency, images and aliases of the whole band lie at least 91 dB below their tone, and no
    sound moves by a thousandth of a frame. A first frame stays the first; n frames become round(n * to_hz / from_hz).
    Each call is independent, with silence before and after the sound. The computation has 64 bits and rounds without
    dither, so that silence stays silence and every computer gets the same bytes.
    """
    frames = len(pcm) // 2
    period = from_hz // gcd(from_hz, to_hz)  # so many frames are a whole number of frames at the other rate
    reach = TAPS * max(from_hz, to_hz) // to_hz  # more than the half of the filter, which is longer for a lower rate
    lead = -(-reach // period) * period
    # libswresample drops sound that is shorter than its filter, and mirrors it at its ends: it gets silence there.
    padded = bytes(2 * lead) + pcm + bytes(2 * reach)
    # `cutoff` counts from the Nyquist frequency of `to_hz`.
    cutoff = CUTOFF * min(from_hz, to_hz) / to_hz
    converter = f"aresample={to_hz}:filter_size={TAPS}:cutoff={cutoff:.6f}:internal_sample_fmt=dblp"
    blocks = filtered((padded,), from_hz, converter, "aformat=sample_fmts=dblp", *filters)
    begin = lead * to_hz // from_hz
    return b"".join(blocks)[2 * begin : 2 * (begin + round(frames * to_hz / from_hz))]
