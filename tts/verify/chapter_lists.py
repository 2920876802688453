"""Lists of chapters against the manifest's: in `chapters.json`, in a cue sheet, and in the tags of a track."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from tts.formats import MP3
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest, ManifestChapter
from tts.verify.tags import line

NAME = "chapters.json"
_MAX_S = 2**32
_INDEX = re.compile(r"INDEX 01 (\d{2,6}):([0-5]\d):([0-7]\d)")
_MAX_TRACKS, _DISC_FRAMES = 99, 75  # of a disc, and in its second

_finding = partial(report, "chapters")


def check_chapters_file(text: str, manifest: Manifest) -> Findings:
    """Check `chapters.json` (JSON Chapters 1.2 of Podcasting 2.0)."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        cause = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        yield _finding(NAME, "", f"This is not JSON: {cause}.")
        return
    chapters = value.get("chapters") if isinstance(value, dict) else None
    if not isinstance(chapters, list) or not all(map(_is_chapter, chapters)):
        yield _finding(NAME, "", "There is no list of chapters, each with startTime, endTime and title.")
        return
    for name, expected in (("version", "1.2.0"), ("title", manifest.metadata["title"])):
        if value.get(name) != expected:
            yield _finding(NAME, name, f"It is {shown(value.get(name))} instead of {shown(expected)}.")
    entries = [
        ManifestChapter(
            title=chapter["title"],
            start_ms=round(chapter["startTime"] * 1000),
            end_ms=round(chapter["endTime"] * 1000),
        )
        for chapter in chapters
    ]
    yield from compare(NAME, entries, manifest.chapters)


def _is_chapter(value: Any) -> bool:
    """Return whether a value has a title and two times in seconds."""
    if not isinstance(value, dict) or not isinstance(value.get("title"), str):
        return False
    times: tuple[Any, Any] = (value.get("startTime"), value.get("endTime"))
    return all(type(time) in (int, float) and 0 <= time < _MAX_S for time in times)


def check_cue_sheet(name: str, text: str, manifest: Manifest) -> Findings:
    """Check a cue sheet: its tracks are the chapters, or 99 of them (CDRWIN User's Guide, "Cue sheet commands")."""
    lines = [command.strip() for command in text.split("\n")]
    yield from _check_commands(name, lines, manifest)
    titles = [command[7:-1] for command in lines if command.startswith('TITLE "') and command.endswith('"')]
    times = [_INDEX.fullmatch(command) for command in lines if command.startswith("INDEX ")]
    if None in times or len(titles) != len(times) + 1:
        yield _finding(name, "", "It does not have a title and, for each track, title and time.")
        return
    if titles[0] != _fold(manifest.metadata["title"]):
        what = f"It is called {shown(titles[0])} instead of {shown(manifest.metadata['title'])}."
        yield _finding(name, "", what)
    entries = []
    for title, time in zip(titles[1:], filter(None, times), strict=True):
        minutes, seconds, frames = map(int, time.groups())
        start_ms = (minutes * 60 + seconds) * 1000 + frames * 1000 // _DISC_FRAMES
        entries.append(ManifestChapter(title=title, start_ms=start_ms))
    chapters = manifest.chapters
    count = min(len(chapters), _MAX_TRACKS)
    expected = [chapters[index * len(chapters) // count] for index in range(count)]
    yield from compare(name, entries, expected, precision_ms=1000 / _DISC_FRAMES, fold=_fold)


def _fold(text: object) -> str:
    """Return a text as a cue sheet has it: in one line, and without double quotation marks."""
    return line(str(text).replace('"', "'"))


def _check_commands(name: str, lines: Sequence[str], manifest: Manifest) -> Findings:
    """Check the commands of a cue sheet except titles and times: it names the first track, its author and its date."""
    metadata, track, number = manifest.metadata, manifest.tracks[0], 0
    allowed = {
        "": "",
        "REM": f'REM DATE "{_fold(metadata.get("date", ""))}"',
        "PERFORMER": f'PERFORMER "{_fold("; ".join(metadata.get("authors", ())))}"',
        "FILE": f'FILE "{track.path}" {"MP3" if track.media_type == MP3.media_type else "WAVE"}',
    }
    for command in lines:
        verb = command.partition(" ")[0]
        if verb == "TRACK":
            number += 1
            allowed["TRACK"] = f"TRACK {number:02} AUDIO"
        if verb not in ("TITLE", "INDEX") and line(command) != allowed.get(verb):
            yield _finding(name, "", f"It has {shown(command)}, which is not in the manifest.")
            return
    performer = ["PERFORMER"] if metadata.get("authors") else []
    whole = [*(["REM"] if metadata.get("date") else []), *performer, "TITLE", "FILE"]
    verbs = [command.partition(" ")[0] for command in lines if command]
    if verbs != whole + ["TRACK", "TITLE", *performer, "INDEX"] * number:
        yield _finding(name, "", "Its commands are not in their order, or one of them is missing.")


def compare(
    file: str,
    entries: Sequence[ManifestChapter],
    expected: Sequence[ManifestChapter],
    *,
    precision_ms: float = 0,
    fold: Callable[[str], str] = str,
) -> Findings:
    """Compare the chapters that `file` lists with the expected ones.

    Titles are compared as `fold` leaves them, times to `precision_ms`, and ends only where the list gives them.
    """
    if len(entries) != len(expected):
        yield _finding(file, "", f"There are {len(entries)} chapters instead of {len(expected)}.")
    for number, (entry, chapter) in enumerate(zip(entries, expected, strict=False), start=1):
        where = f"chapter {number}"
        if entry.title != fold(chapter.title):
            yield _finding(file, where, f"It is called {shown(entry.title)} instead of {shown(chapter.title)}.")
        for verb, time_ms, expected_ms in (
            ("starts", entry.start_ms, chapter.start_ms),
            ("ends", entry.end_ms, chapter.end_ms),
        ):
            if time_ms is not None and expected_ms is not None and abs(time_ms - expected_ms) > precision_ms:
                yield _finding(file, where, f"It {verb} at {time_ms} ms instead of {expected_ms} ms.")
