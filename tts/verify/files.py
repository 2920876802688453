"""The files of a package's folder: none is missing, unexpected or empty, and each is a regular file."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from tts.files import TooLargeFileError, read_file
from tts.formats import AUDIO_FORMATS
from tts.verify.findings import AGAIN, Finding, Findings, Reading
from tts.verify.manifest import Manifest

ALWAYS = ("manifest.json", "transcript.txt", "chapters.json")
PAGE = "index.html"
"""In every package too, but it does not tell a package from a library, which has a page of the same name."""
PICTURE = re.compile(r"(?:p\d+-)?image-\d+\.(?:gif|jpg|png|svg|webp)")
"""The name of a file that belongs to a package if its page shows it."""
PARTS = "parts"
"""The folder of an edition of many articles with its announcements, for the next run."""
FOLDERS = ("daisy", "usb", PARTS)
MAX_BYTES = 64_000_000  # of a file that is read whole: ten hours of speech make 15 MB
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: these open a device, whatever their extension
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})


def check_files(folder: Path, manifest: Manifest, pictures: Iterable[str] = ()) -> Findings:
    """Compare the folder with the manifest and the form of a package; the package's page shows `pictures`."""
    tracks = [track.path for track in manifest.tracks]
    expected = {
        *ALWAYS,
        PAGE,
        *tracks,
        *caption_files(manifest),
        *requested_files(manifest),
        *cover_files(manifest),
        *pictures,
    }
    expected |= {PARTS} if manifest.parts else set()
    sounds = {f"{manifest.stem}{row.extension}" for row in AUDIO_FORMATS.values()}
    older = {name for name in manifest.older if name in sounds or name in _name_formats(manifest)} - expected
    try:
        present = {entry.name: entry.stat(follow_symlinks=False) for entry in os.scandir(folder)}
    except OSError as error:
        what = f"The folder cannot be read: {error.strerror}."
        yield Finding(check="files", place="", what=what, next_step="Change its permissions.")
        return
    for name in sorted((expected | older) - set(present)):
        yield Finding(check="files", place=name, what="This file is missing.")
    for name, status in sorted(present.items()):
        what, next_step = "", AGAIN
        if name not in expected | older:
            what, next_step = "This does not belong to the package.", "Move it elsewhere."
        elif name in FOLDERS:
            what = "" if stat.S_ISDIR(status.st_mode) else "This is not a folder."
        elif not stat.S_ISREG(status.st_mode):
            what = "This is not a regular file but a link, a folder or a device."
        elif not status.st_size:
            what = "This file is empty."
        if what:
            yield Finding(check="files", place=name, what=what, next_step=next_step)
        elif name in older:
            what = "This is older than the other files, and was not checked: an earlier run made it of other contents."
            next_step = "Package the article again in its format, or remove it with --prune."
            yield Finding(check="files", place=name, what=what, next_step=next_step, kind="note")
    for name in sorted({name for name in tracks if tracks.count(name) > 1}):
        yield Finding(check="files", place="manifest.json", what=f"The track {name} is listed more than once.")
    for name in tracks:
        if name.partition(".")[0] in _DEVICES or name.endswith(".") or len(name) > 255:
            yield Finding(check="files", place=name, what="Some systems cannot store a file of this name.")


def requested_files(manifest: Manifest) -> dict[str, str]:
    """Return the files that are in a package only if its formats name them: the file's name -> the format's."""
    formats = manifest.options.get("formats")
    names = _name_formats(manifest)
    return {name: form for name, form in names.items() if isinstance(formats, list) and form in formats}


def _name_formats(manifest: Manifest) -> dict[str, str]:
    """Return the files and folders of all formats but audio, each with its format."""
    return {
        "labels.txt": "labels",
        f"{manifest.stem}.cue": "cue",
        f"{manifest.stem}.epub": "epub",
        "daisy": "daisy",
        f"{manifest.stem}-daisy.zip": "daisy",
        f"{manifest.stem}.lpf": "audiobook",
        "embed.html": "embed",
        "embed.json": "embed",
        "usb": "usb",
        f"{manifest.stem}-usb.zip": "usb",
    }


def caption_files(manifest: Manifest) -> tuple[str, str]:
    """Return the names of the captions, which players find by the name of the sound."""
    return f"{manifest.stem}.vtt", f"{manifest.stem}.srt"


def cover_files(manifest: Manifest) -> tuple[str, ...]:
    """Return the name of the edition's cover; an edition made by another program may have none."""
    return (str(manifest.metadata["cover"]),) if "cover" in manifest.metadata else ()


def is_regular(path: Path) -> bool:
    """Return whether there is a regular file that is not empty; opening a pipe would wait for ever."""
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size > 0


def read_text(path: Path, check: str) -> Reading[str | None]:
    """Return the text of a file of the package, or None with a finding; control characters are a finding, too."""
    data = yield from read_data(path, check)
    if data is None:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Finding(check=check, place=path.name, what=f"This file is not in UTF-8, from byte {error.start} on.")
        return None
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        what = f"Line {line} has the control character {ord(control[0]):02X}, which no text has."
        yield Finding(check=check, place=path.name, what=what)
    return text


def read_data(path: Path, check: str) -> Reading[bytes | None]:
    """Return the bytes of a file of the package, or None with a finding.

    A file that is missing, empty or not regular gives None without a finding, because `check_files` reports it.
    """
    if not is_regular(path):
        return None
    try:
        return read_file(path, MAX_BYTES)
    except TooLargeFileError:
        yield Finding(check=check, place=path.name, what=f"This file has more than {MAX_BYTES // 10**6} MB.")
    except OSError as error:
        what = f"This file cannot be read: {error.strerror}."
        yield Finding(check=check, place=path.name, what=what, next_step="Change its permissions.")
    return None
