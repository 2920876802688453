"""Settings -> Findings: whether everything is here that Articast needs, tried part by part."""

from __future__ import annotations

import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from tts.config.settings import Settings
from tts.errors import ArticastError, ReadError
from tts.model import Chapter, Clip, Metadata, Recording, Timeline, Utterance

ARTICLES = Path("articles")
"""The folder that is packaged when none is named."""
_WORD = "Articast"
_HOUR_BYTES = 350_000_000  # what an hour of speech needs while it is made
_RATE_HZ = 22_050
_INSTALL = "Install Articast anew, into an empty environment"
_REQUIREMENT = re.compile(r"([\w.-]+)(?:>=([\d.]+))?[^;]*(?:; *(.*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found out about one thing: `detail`, and if it is not `ok`, how to `mend` it; without full stops."""

    name: str
    ok: bool
    detail: str
    mend: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Tries everything in order, each part when its finding is asked for; speaks a word, and leaves nothing behind."""
    for name, check in _checks(settings):
        try:
            yield check(name)
        except ArticastError as error:
            yield Finding(name=name, ok=False, detail=str(error).rstrip("."))
        except ImportError as error:
            yield Finding(name=name, ok=False, detail=f"a package cannot be loaded: {error}", mend=_INSTALL)
        except OSError as error:
            what = f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror or error}"
            yield Finding(name=name, ok=False, detail=what, mend="Check the permissions there, and that there is room")


def _checks(settings: Settings) -> Iterator[tuple[str, Callable[[str], Finding]]]:
    from tts.formats import AUDIO
    from tts.speech.engines import ENGINES

    yield "Articast", _articast
    yield "Packages", _packages
    yield "Sound libraries", _libraries
    for engine in ENGINES:
        yield f"Engine {engine}", partial(_engine, engine=engine, settings=settings)
    for form in AUDIO:
        yield f"Format {form}", partial(_format, form=form)
    yield "Loudspeaker", _loudspeaker
    yield "Output folder", partial(_output, output=settings.output)
    yield "Articles", _articles


def _articast(name: str) -> Finding:
    detail = f"{version('articast')} on Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return Finding(name=name, ok=True, detail=detail)


def _packages(name: str) -> Finding:
    wanted = [match.groups() for match in map(_REQUIREMENT.match, requires("articast") or ()) if match]
    found = {package: _version(package) for package, _, marker in wanted if _holds(marker or "")}
    least = {package: number or "0" for package, number, _ in wanted}
    bad = [f"{one} is missing" for one, number in found.items() if not number]
    bad += [f"{one} {number} is older than {least[one]}" for one, number in found.items() if _older(number, least[one])]
    detail = ", ".join(bad or (f"{package} {number}" for package, number in found.items()))
    return Finding(name=name, ok=not bad, detail=detail, mend=_INSTALL if bad else "")


def _holds(marker: str) -> bool:
    """Whether a requirement with this marker (PEP 508) holds here. Ours tell of extras and of Python's version only."""
    least = re.search(r"python_version >= '(\d+)\.(\d+)'", marker)
    return "extra ==" not in marker and (not least or sys.version_info >= tuple(map(int, least.groups())))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _older(number: str, least: str) -> bool:
    have, want = (tuple(map(int, re.findall(r"\d+", one))) for one in (number, least))
    return bool(have) and have < want


def _libraries(name: str) -> Finding:
    from tts.audio.encode.versions import library_versions

    return Finding(
        name=name, ok=True, detail=", ".join(f"{one} {number}" for one, number in library_versions().items())
    )


def _engine(name: str, engine: str, settings: Settings) -> Finding:
    """An engine of the system that is not here is no fault, unless the settings ask for it."""
    from tts.speech.engines import load
    from tts.speech.engines.voices import choose_voice

    config = settings.config
    is_chosen = engine == config.engine
    try:
        with load(engine) as speaker:
            voices = speaker.voices()
            voice = choose_voice(voices, config.voice if is_chosen else None, "en")
            speech = speaker.synthesize(Utterance(id="word", text=_WORD, spoken=_WORD), voice, config.prosody)
            detail = f"version {speaker.info.version}, {len(voices)} voices, says '{_WORD}' in {speech.duration_ms} ms"
    except ArticastError as error:
        if is_chosen or engine != "system":
            raise
        return Finding(name=name, ok=True, detail=f"not on this computer, and not needed ({str(error).rstrip('.')})")
    return Finding(name=name, ok=True, detail=detail)


def _format(name: str, form: str) -> Finding:
    from tts.audio.encode import encode

    with TemporaryDirectory(prefix="articast-") as folder:
        (track,) = encode(_second_of_silence(Path(folder)), Metadata(title=_WORD), Path(folder), "word", (form,))
    return Finding(name=name, ok=True, detail=f"a second of sound takes {track.size_bytes} bytes")


def _second_of_silence(folder: Path) -> Recording:
    spool = folder / "silence.pcm"
    spool.write_bytes(bytes(2 * _RATE_HZ))
    timeline = Timeline(
        clips=(Clip(utterance_id="word", begin_ms=0, end_ms=1000),),
        chapters=(Chapter(title=_WORD, start_ms=0, end_ms=1000, section_id="word"),),
        duration_ms=1000,
    )
    return Recording(spool_path=spool, frame_rate_hz=_RATE_HZ, frames=_RATE_HZ, timeline=timeline)


def _loudspeaker(name: str) -> Finding:
    from tts.audio.play import players

    found = ", ".join(players())
    detail = f"played to by {found}" if found else "no program here plays sound, so `articast say` needs -o FILE"
    return Finding(name=name, ok=True, detail=detail)


def _output(name: str, output: Path) -> Finding:
    """Nothing is made: where there is no such folder yet, the next one above must take it."""
    folder = next(place for place in (output.absolute(), *output.absolute().parents) if place.exists())
    if not folder.is_dir():
        mend = "Move it away, or choose another folder with -o"
        return Finding(name=name, ok=False, detail=f"{folder} is no folder", mend=mend)
    try:
        with TemporaryFile(dir=folder):
            free_bytes = shutil.disk_usage(folder).free
    except OSError as error:
        detail = f"{folder} cannot be written to ({error.strerror})"
        return Finding(name=name, ok=False, detail=detail, mend="Change its permissions, or choose another with -o")
    place = f"{output} can be {'written to' if output.exists() else 'made'}"
    detail = f"{place}; {free_bytes / 1e9:.1f} GB are free, enough for {free_bytes // _HOUR_BYTES} hours of speech"
    mend = "" if free_bytes >= _HOUR_BYTES else "Free some space, or choose another folder with -o"
    return Finding(name=name, ok=not mend, detail=detail, mend=mend)


def _articles(name: str) -> Finding:
    from tts.packages.batch import articles

    try:
        count = len(articles((ARTICLES,))) if ARTICLES.is_dir() else 0
    except ReadError:
        count = 0
    if not count:
        detail = f"none in a folder '{ARTICLES}' here; name files or folders after `articast package`"
        return Finding(name=name, ok=True, detail=detail)
    return Finding(name=name, ok=True, detail=f"{count} in the folder '{ARTICLES}'")
