"""Check the installation part by part."""

from __future__ import annotations

import platform
import shutil
import wave
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires, version
from pathlib import Path

from tts.config.settings import Settings
from tts.errors import ArticastError, ReadError
from tts.model import Chapter, Clip, Metadata, Recording, Timeline, Utterance
from tts.noun import noun
from tts.scratch import HIDDEN, ScratchFolder

ARTICLES = Path("articles")
"""The folder that is packaged when none is named."""
_WORD = "Articast"
_HOUR_BYTES = 350_000_000  # disk space that an hour of speech needs while it is packaged
_RATE_HZ = 22_050
_SILENCE_MS = 200
_PLAYER_LIMIT_S = 5.0
_INSTALL = dict.fromkeys(("natural", "piper"), 'pip install "articast[natural]"')
"""The command that installs what an engine needs, for each that is not a part of Articast."""
_OPTIONAL = ("cluster", "languages", "natural", "publish")
_REINSTALL = "Install Articast again in an empty environment"

Result = tuple[str, str]
"""What a check found, and the next step, "" if nothing is wrong; both without a full stop."""


@noun
class Finding:
    """The result of one check: `detail`, and the `next_step` if it is not `ok`; without full stops."""

    name: str
    ok: bool
    detail: str
    next_step: str = ""


@noun
class Package:
    """An installed package that Articast uses, or that one of these needs; `licence` is None if it names none."""

    name: str
    version: str
    licence: str | None


def examine(settings: Settings) -> Iterator[Finding]:
    """Check everything in order, each part when its finding is asked for; nothing is left on the disk."""
    from tts.formats import AUDIO
    from tts.speech.engines import ENGINES

    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    checks: dict[str, Callable[[], Result]] = {
        "Articast": lambda: (f"{version('articast')} on {system}", ""),
        "Packages": _check_packages,
        "Audio libraries": _list_libraries,
        **{f"Engine {engine}": partial(_check_engine, engine, settings) for engine in ENGINES},
        "Sandbox": _check_sandbox,
        **{f"Format {audio_format}": partial(_check_format, audio_format) for audio_format in AUDIO},
        "Audio player": _try_player,
        "Output folder": partial(_check_output_folder, settings.output),
        "Articles": _count_articles,
    }
    for name, check in checks.items():
        try:
            detail, next_step = check()
        except ArticastError as error:
            yield Finding(name=name, ok=False, detail=str(error).rstrip("."))
        except ImportError as error:
            yield Finding(name=name, ok=False, detail=f"a package cannot be loaded: {error}", next_step=_REINSTALL)
        except OSError as error:
            detail = f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror or error}"
            yield Finding(name=name, ok=False, detail=detail, next_step="Check the permissions and the free space")
        else:
            yield Finding(name=name, ok=not next_step, detail=detail, next_step=next_step)


def _check_packages() -> Result:
    """Compare the installed packages with the requirements of Articast that apply here."""
    from packaging.requirements import Requirement

    found, problems = [], []
    for requirement in map(Requirement, requires("articast") or ()):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            installed = version(requirement.name)
        except PackageNotFoundError:
            problems.append(f"{requirement.name} is missing")
            continue
        found.append(f"{requirement.name} {installed}")
        if not requirement.specifier.contains(installed, prereleases=True):
            problems.append(f"{requirement.name} {installed} does not match {requirement.specifier}")
    return ", ".join(problems or found), _REINSTALL if problems else ""


def list_packages() -> Iterator[Package]:
    """Yield Articast and every installed package that it needs, directly or through others, by name.

    Optional ones are included if they are installed, but not those for tests and for the style of the source.
    """
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    packages: dict[str, Package] = {}
    waiting = [("articast", extra) for extra in ("", *_OPTIONAL)]
    seen = set(waiting)
    while waiting:
        name, extra = waiting.pop()
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            continue
        packages[name] = Package(name=name, version=installed.version, licence=_find_licence(installed))
        for requirement in map(Requirement, installed.requires or ()):
            if not requirement.marker or requirement.marker.evaluate({"extra": extra}):
                needed = canonicalize_name(requirement.name)
                added = {(needed, part) for part in ("", *requirement.extras)} - seen
                seen |= added
                waiting += added
    yield from (packages[name] for name in sorted(packages))


def _find_licence(installed: Distribution) -> str | None:
    """Return the licence as the metadata of a package has it: as an expression (PEP 639), a name or classifiers."""
    metadata = installed.metadata
    names = [metadata[field] for field in ("License-Expression", "License") if field in metadata]
    classifiers = [line for line in metadata.get_all("Classifier") or () if line.startswith("License ::")]
    names.append(", ".join(line.rpartition(" :: ")[2] for line in classifiers))
    # Some packages have the whole text of the licence in the place of its name.
    return next((name for name in names if name and name != "UNKNOWN" and "\n" not in name), None)


def _list_libraries() -> Result:
    """Return the libraries that encode audio, with their versions."""
    from tts.audio.encode.lame import library_versions

    return ", ".join(f"{library} {number}" for library, number in library_versions().items()), ""


def _check_engine(engine: str, settings: Settings) -> Result:
    """Speak a word. A missing engine is a problem only if the settings choose it."""
    from tts.speech.engines import is_installed, load
    from tts.speech.engines.voices import choose_voice

    config = settings.config
    is_chosen = engine == config.engine
    if not is_installed(engine):
        detail = "not installed" if is_chosen else "not installed, and not needed"
        command = f"To install it: {_INSTALL[engine]}"
        return (detail, command) if is_chosen else (f"{detail}. {command}", "")
    try:
        with load(engine) as speaker:
            voices = speaker.voices()
            voice = choose_voice(voices, config.voice if is_chosen else None, "en", engine)
            speech = speaker.synthesize(Utterance(id="word", text=_WORD, spoken=_WORD), voice, config.prosody)
            info = speaker.info_of(voice)
    except ArticastError as error:
        if is_chosen or engine not in ("system", "piper"):
            raise
        return f"not available, and not needed ({str(error).rstrip('.')})", ""
    if speech.note and speech.voice:
        return f"'{speech.voice.name}' speaks in place of '{voice.name}'", speech.note.rstrip(".")
    name = f"{info.name} " if info.name != engine else ""
    heard = f"'{voice.name}' says '{_WORD}' in {speech.duration_ms} ms"
    count = "1 voice" if len(voices) == 1 else f"{len(voices)} voices"
    return f"{name}version {info.version}, {count}, {heard}", ""


def _check_sandbox() -> Result:
    """Try what an engine must not do. If the system allows it, this is no problem: the engine speaks all the same."""
    from tts.speech.engines.process import WorkerError
    from tts.speech.engines.sandbox import Needs, is_switched_off
    from tts.speech.engines.sandbox.probe import TRIALS, find_gaps

    try:
        parts, gaps = find_gaps(Needs())
    except WorkerError as error:
        return f"not checked, because no worker runs here: {error}", _REINSTALL
    kept = [trial for trial in TRIALS if trial not in gaps]
    if not kept:
        cause = "switched off by ARTICAST_SANDBOX" if is_switched_off() else "none here"
        return f"{cause}, so an engine can {', '.join(gaps)}", ""
    exception = f". It can {', '.join(gaps)}" if gaps else ""
    return f"an engine cannot {', '.join(kept)} ({', '.join(parts)}){exception}", ""


def _check_format(name: str) -> Result:
    """Encode one second of silence."""
    from tts.audio.encode import encode

    timeline = Timeline(
        clips=(Clip(utterance_id="word", begin_ms=0, end_ms=1000),),
        chapters=(Chapter(title=_WORD, start_ms=0, end_ms=1000, section_id="word"),),
        duration_ms=1000,
    )
    with ScratchFolder() as directory:
        folder = Path(directory)
        spool = folder / "silence.pcm"
        spool.write_bytes(bytes(2 * _RATE_HZ))
        recording = Recording(spool_path=spool, frame_rate_hz=_RATE_HZ, frames=_RATE_HZ, timeline=timeline)
        (track,) = encode(recording, Metadata(title=_WORD), folder, "word", (name,))
    return f"one second of audio takes {track.size_bytes} bytes", ""


def _try_player() -> Result:
    """Play a moment of silence. Without a player or a sound device nothing is wrong: packages need neither."""
    from tts.audio.play import play, players

    if not players():
        return "none was found, so `articast say` needs -o FILE", ""
    with ScratchFolder() as directory:
        path = Path(directory, "silence.wav")
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(_RATE_HZ)
            file.writeframes(bytes(2 * _RATE_HZ * _SILENCE_MS // 1000))
        try:
            player = play(path, _PLAYER_LIMIT_S)
        except ArticastError as error:
            causes = error.message.partition("(")[2].rpartition(")")[0]
            return f"none plays here ({causes}), so `articast say` needs -o FILE", ""
    return f"{player} played {_SILENCE_MS} ms of silence", ""


def _check_output_folder(output: Path) -> Result:
    """Write a file in a folder of its own to the folder, or to the nearest existing one above it; nothing stays."""
    folder = next(path for path in (output.absolute(), *output.absolute().parents) if path.exists())
    if not folder.is_dir():
        return f"{folder} is not a folder", "Move it, or choose another folder with -o"
    try:
        with ScratchFolder(folder, HIDDEN) as directory:
            Path(directory, "word").write_text(_WORD, encoding="ascii")
            free_bytes = shutil.disk_usage(folder).free
    except OSError as error:
        detail = f"{folder} cannot be written to ({error.strerror})"
        return detail, "Change its permissions, or choose another folder with -o"
    place = f"{output} can be {'written to' if output.exists() else 'created'}"
    next_step = "" if free_bytes >= _HOUR_BYTES else "Free some space, or choose another folder with -o"
    return f"{place}; {free_bytes / 1e9:.1f} GB free, enough for {free_bytes // _HOUR_BYTES} hours of speech", next_step


def _count_articles() -> Result:
    """Return how many articles the usual folder has, or how to name another one."""
    from tts.packages.discover import find_articles

    if ARTICLES.is_dir():
        with suppress(ReadError):
            return f"{len(find_articles((ARTICLES,)))} in the folder '{ARTICLES}'", ""
    return f"none in a folder '{ARTICLES}' here; name files or folders after `articast package`", ""
