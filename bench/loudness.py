"""The loudness that a manifest reports, beside what other meters read in all of the same sound.

Articast computes the loudness of what it has made louder, and looks for the true peak only where it can be. Here
libavfilter's `ebur128` reads the loudness of the result, and its `astats` the peak of all of it, oversampled.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.results import Result, show
from tts.audio.filters import Filters
from tts.audio.join import join
from tts.audio.level import level
from tts.audio.loudness import Meter
from tts.audio.match import match
from tts.config.config import Config
from tts.errors import ArticastError
from tts.files import open_file
from tts.model import Loudness, Recording
from tts.pipeline import plan_publication, prepare
from tts.speech.engines import Engine, load
from tts.speech.speak import speak, speak_samples
from tts.text.readers import read

LIMIT = 0.1  # LU, and dB
_METERS = (
    ("ebur128=dualmono=1:metadata=1:framelog=quiet",),
    ("aformat=sample_fmts=fltp", "aresample={}:filter_size=16:phase_shift=2", "astats=metadata=1"),
)
_BLOCK_BYTES = 500_000


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print the differences of each article, and yield the largest ones."""
    parser = argparse.ArgumentParser(prog="python -m bench.loudness", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("articles")], help="articles and folders of them")
    parser.add_argument("--engine", default="espeak", help="(default: %(default)s)")
    options = parser.parse_args(arguments)
    differences = []
    config = Config(engine=options.engine)
    with tempfile.TemporaryDirectory() as folder, load(options.engine) as engine:
        for path in _list_articles(options.paths):
            try:
                recording = _record(path, engine, config, Path(folder, "speech.pcm"))
            except ArticastError as error:
                print(f"Left out: {error}")
                continue
            ours, theirs = recording.loudness, _read_loudness(recording)
            assert ours is not None
            lu = abs(ours.integrated_lufs - theirs.integrated_lufs)
            db = abs(ours.true_peak_dbtp - theirs.true_peak_dbtp)
            print(f"{path}: {lu:.3f} LU, {db:.3f} dB{', limited' if ours.limited else ''}", flush=True)
            differences.append((lu, db))
    for unit, column in zip(("LU", "dB"), zip(*differences, strict=True), strict=True):
        name = f"Reported and read of {len(differences)} articles, largest difference"
        yield Result(name=name, value=max(column), limit=LIMIT, unit=unit)


def _list_articles(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files among `paths`, and those of the folders."""
    for path in paths:
        yield from (
            sorted(file for file in path.iterdir() if file.suffix in (".md", ".txt")) if path.is_dir() else [path]
        )


def _record(path: Path, engine: Engine, config: Config, spool: Path) -> Recording:
    """Speak an article into `spool`, as loud as it is packaged."""
    prepared = prepare(read(path, config.given_language), config)
    plan = plan_publication(prepared, engine)
    speech = speak(prepared.sections, engine, plan.cast, config.prosody)
    speech = match(speech, speak_samples(plan.cast, engine, config.prosody), config.frame_rate_hz)
    meter = Meter()
    return level(join(prepared.sections, speech, spool, config.breaks, meter), config.target_lufs, meter)


def _read_loudness(recording: Recording) -> Loudness:
    """Return what the other meters read in the spool."""
    readings: dict[str, str] = {}
    rate_hz = recording.frame_rate_hz
    for meter in _METERS:
        filters = Filters(rate_hz, *(filter_.format(4 * rate_hz) for filter_ in meter))
        with open_file(recording.spool_path) as file:
            while block := file.read(_BLOCK_BYTES):
                for frame in filters.push(block):
                    readings.update(frame.metadata)
        for frame in filters.end():
            readings.update(frame.metadata)
    return Loudness(
        integrated_lufs=float(readings["lavfi.r128.I"]),
        range_lu=float(readings["lavfi.r128.LRA"]),
        true_peak_dbtp=float(readings["lavfi.astats.Overall.Peak_level"]),
    )


if __name__ == "__main__":
    sys.exit(show(measure()))
