"""The files of a package as the folder shows them: all there, none too many, none empty, each one a plain file."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from tts.verify.findings import AGAIN, Finding, Findings, Reading
from tts.verify.manifest import Manifest

ALWAYS = ("manifest.json", "transcript.txt", "captions.vtt", "captions.srt", "chapters.json")
PAGE = "index.html"
"""In every package too, but no sign of one: a library has a page of this name."""
PICTURE = re.compile(r"image-\d+\.(?:gif|jpg|png|svg|webp)")
"""The name of a file that belongs to a package if its page shows it."""
FOLDERS = ("daisy",)
MAX_BYTES = 64_000_000  # of a file that is read whole: ten hours of speech make 15 MB
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: these open a device, whatever their extension
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})


def check_files(folder: Path, manifest: Manifest, pictures: Iterable[str] = ()) -> Findings:
    """Compares the folder with what the manifest and the form of a package say; its page shows `pictures`."""
    tracks = [track.path for track in manifest.tracks]
    wanted = {*ALWAYS, PAGE, *tracks, *on_request(manifest), *cover_files(manifest), *pictures}
    try:
        found = {entry.name: entry.stat(follow_symlinks=False) for entry in os.scandir(folder)}
    except OSError as error:
        yield _finding("", f"The folder cannot be read: {error.strerror}.", "Change its permissions.")
        return
    for name in sorted(wanted - set(found)):
        yield _finding(name, "This file is missing.")
    for name in sorted(found):
        yield from _check_file(name, found[name], name in wanted)
    yield from _check_names(tracks)


def on_request(manifest: Manifest) -> dict[str, str]:
    """Files that stand in a package only where its formats name them: the file's name and the format's."""
    formats = manifest.options.get("formats")
    formats = formats if isinstance(formats, list) else []
    stem = Path(manifest.tracks[0].path).stem
    names = {
        "labels.txt": "labels",
        f"{stem}.cue": "cue",
        f"{stem}.epub": "epub",
        "daisy": "daisy",
        f"{stem}-daisy.zip": "daisy",
        f"{stem}.lpf": "audiobook",
    }
    return {name: form for name, form in names.items() if form in formats}


def cover_files(manifest: Manifest) -> tuple[str, ...]:
    """The name of the edition's cover; editions made by another program may have none."""
    return (str(manifest.metadata["cover"]),) if "cover" in manifest.metadata else ()


def _check_file(name: str, status: os.stat_result, known: bool) -> Findings:
    if not known:
        yield _finding(name, "This does not belong to the package.", "Move it elsewhere.")
    elif name in FOLDERS:
        if not stat.S_ISDIR(status.st_mode):
            yield _finding(name, "This is no folder.")
    elif not stat.S_ISREG(status.st_mode):
        yield _finding(name, "This is not a regular file but a link, a folder or a device.")
    elif not status.st_size:
        yield _finding(name, "This file is empty.")


def _check_names(tracks: list[str]) -> Findings:
    for name in sorted({name for name in tracks if tracks.count(name) > 1}):
        yield _finding("manifest.json", f"The track {name} is listed more than once.")
    for name in tracks:
        if name.partition(".")[0] in _DEVICES or name.endswith(".") or len(name) > 255:
            yield _finding(name, "Some systems cannot have a file of this name.")


def is_plain(path: Path) -> bool:
    """Whether there is an ordinary file with something in it; to open a pipe would wait for ever."""
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size > 0


def read_text(path: Path, check: str) -> Reading[str | None]:
    """The text of a file of the package; None if it has none, which is a finding unless `check_files` has it."""
    if not is_plain(path):
        return None
    try:
        if path.stat().st_size <= MAX_BYTES:
            return path.read_bytes().decode("utf-8")
        yield Finding(check=check, place=path.name, what=f"This file has more than {MAX_BYTES // 10**6} MB.")
    except UnicodeDecodeError as error:
        yield Finding(check=check, place=path.name, what=f"This file is not in UTF-8, from byte {error.start} on.")
    except OSError as error:
        what = f"This file cannot be read: {error.strerror}."
        yield Finding(check=check, place=path.name, what=what, next_step="Change its permissions.")
    return None


def _finding(place: str, what: str, next_step: str = AGAIN) -> Finding:
    return Finding(check="files", place=place, what=what, next_step=next_step)
