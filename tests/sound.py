"""Made sound for the tests of the audio steps: something like speech, without a voice."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

import av

from tts.audio.filters import Filters
from tts.model import Alignment, Block, Breaks, Clip, Loudness, Recording, Section, Speech, Timeline, Utterance, Word

RATE_HZ = 22050


def tone(frames: int, rate_hz: int = RATE_HZ, level: float = 0.3, hz: float = 220.0) -> bytes:
    """A tone with harmonics that swells and fades like syllables, and a little noise."""
    noise = random.Random(frames)
    values = array("h")
    for at in range(frames):
        turn = 2 * math.pi * hz * at / rate_hz
        swell = math.sin(math.pi * ((4 * at / rate_hz) % 1))
        wave = math.sin(turn) + 0.5 * math.sin(3 * turn) + 0.25 * math.sin(7 * turn) + 0.1 * noise.uniform(-1, 1)
        values.append(round(32767 * level * swell * wave / 1.85))
    return values.tobytes()


def utterance(number: int, break_ms: int = 250) -> Utterance:
    """An utterance of two words that is said as it is shown."""
    text = f"Sentence {number}."
    alignment = (
        Alignment(spoken_begin=0, spoken_end=8, begin=0, end=8),
        Alignment(spoken_begin=9, spoken_end=len(text), begin=9, end=len(text)),
    )
    return Utterance(id=f"u{number}", text=text, spoken=text, break_ms=break_ms, alignment=alignment)


def section(
    number: int, utterances: Sequence[Utterance], title: str = "", role: str = "body", level: int = 1
) -> Section:
    """A section of one paragraph."""
    block = Block(kind="paragraph", text="-", utterances=tuple(utterances))
    return Section(id=f"s{number}", role=role, title=title or f"Part {number}", blocks=(block,), level=level)  # type: ignore[arg-type]


def speech(sections: Sequence[Section], pcm: bytes, rate_hz: int = RATE_HZ) -> Iterator[Speech]:
    """`pcm` for each utterance."""
    words = (Word(begin=0, end=8, begin_ms=0, end_ms=40), Word(begin=9, end=11, begin_ms=40, end_ms=90))
    for one in sections:
        for said in one.utterances():
            yield Speech(utterance_id=said.id, pcm=pcm, frame_rate_hz=rate_hz, words=words)


def recording(spool: Path, pcm: bytes, timeline: Timeline | None = None, rate_hz: int = RATE_HZ) -> Recording:
    """A recording of `pcm` with one clip, if no timeline is given."""
    spool.write_bytes(pcm)
    frames = len(pcm) // 2
    duration_ms = max(1, (2000 * frames + rate_hz) // (2 * rate_hz))
    timeline = timeline or Timeline(
        clips=(Clip(utterance_id="u1", begin_ms=0, end_ms=duration_ms),), chapters=(), duration_ms=duration_ms
    )
    return Recording(spool_path=spool, frame_rate_hz=rate_hz, frames=frames, timeline=timeline)


def measured(pcm: bytes, rate_hz: int = RATE_HZ) -> Loudness:
    """The loudness, range and true peak that filters of libavfilter read in all of it, with no code of ours."""
    readings: dict[str, str] = {}
    for chain in (
        ("ebur128=dualmono=1:metadata=1:framelog=quiet",),
        (
            "aformat=sample_fmts=flt",
            f"aresample={4 * rate_hz}:filter_size=16",
            "astats=metadata=1:measure_perchannel=none",
        ),
    ):
        filters = Filters(rate_hz, *chain)
        for frame in (*filters.push(pcm), *filters.end()):
            readings.update(frame.metadata)
    return Loudness(
        integrated_lufs=float(readings["lavfi.r128.I"]),
        range_lu=float(readings["lavfi.r128.LRA"]),
        true_peak_dbtp=float(readings["lavfi.astats.Overall.Peak_level"]),
    )


def decoded(path: Path) -> array[float]:
    """All samples of an audio file, -1 to 1, without what its Info frame tells to leave out."""
    samples = array("f")
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            plane = memoryview(frame.planes[0])
            if frame.format.name == "s16":
                samples.extend(sample / 32768 for sample in plane[: 2 * frame.samples].cast("h"))
            else:
                samples.frombytes(bytes(plane[: 4 * frame.samples]))
    return samples


NO_BREAKS = Breaks(lead_in=0, lead_out=0)
