"""Lists of chapters against the manifest's: in `chapters.json`, in a cue sheet, and in the tags of a track."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest, ManifestChapter
from tts.verify.tags import line

NAME = "chapters.json"
_MAX_S = 2**32
_INDEX = re.compile(r"INDEX 01 (\d{2,6}):([0-5]\d):([0-7]\d)")
_MAX_TRACKS, _DISC_FRAMES = 99, 75  # of a disc, and in its second


def check_chapters_file(text: str, manifest: Manifest) -> Findings:
    """`chapters.json`, after JSON Chapters 1.2 of Podcasting 2.0."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        cause = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        yield Finding(check="chapters", place=NAME, what=f"This is no JSON: {cause}.")
        return
    chapters = value.get("chapters") if isinstance(value, dict) else None
    if not isinstance(chapters, list) or not all(map(_is_chapter, chapters)):
        what = "There is no list of chapters, each with startTime, endTime and title."
        yield Finding(check="chapters", place=NAME, what=what)
        return
    for name, wanted in (("version", "1.2.0"), ("title", manifest.metadata["title"])):
        if value.get(name) != wanted:
            what = f"It is {shown(value.get(name))} instead of {shown(wanted)}."
            yield Finding(check="chapters", place=f"{NAME}, {name}", what=what)
    found = [
        ManifestChapter(
            title=one["title"], start_ms=round(one["startTime"] * 1000), end_ms=round(one["endTime"] * 1000)
        )
        for one in chapters
    ]
    yield from compare(NAME, found, manifest.chapters)


def _is_chapter(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("title"), str)
        and all(_is_seconds(value.get(name)) for name in ("startTime", "endTime"))
    )


def _is_seconds(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < _MAX_S


def check_cue_sheet(name: str, text: str, manifest: Manifest) -> Findings:
    """A cue sheet: its tracks are the chapters, or 99 of them (CDRWIN User's Guide, "Cue sheet commands")."""
    lines = [one.strip() for one in text.split("\n")]
    titles = [one[7:-1] for one in lines if one.startswith('TITLE "') and one.endswith('"')]
    times = [_INDEX.fullmatch(one) for one in lines if one.startswith("INDEX ")]
    if None in times or len(titles) != len(times) + 1:
        yield Finding(
            check="chapters", place=name, what="It does not have a title and, for each track, title and time."
        )
        return
    starts_ms = [_disc_ms(*map(int, found.groups())) for found in times if found]
    wanted = manifest.chapters
    count = min(len(wanted), _MAX_TRACKS)
    wanted = tuple(wanted[at * len(wanted) // count] for at in range(count))
    if titles[0] != _quotable(manifest.metadata["title"]):
        what = f"It is called {shown(titles[0])} instead of {shown(manifest.metadata['title'])}."
        yield Finding(check="chapters", place=name, what=what)
    found = [
        ManifestChapter(title=title, start_ms=start_ms) for title, start_ms in zip(titles[1:], starts_ms, strict=True)
    ]
    yield from compare(name, found, wanted, precision_ms=1000 / _DISC_FRAMES, fold=_quotable)


def _disc_ms(minutes: int, seconds: int, frames: int) -> int:
    return (minutes * 60 + seconds) * 1000 + frames * 1000 // _DISC_FRAMES


def _quotable(text: str) -> str:
    return line(text.replace('"', "'"))


def compare(
    file: str,
    found: Sequence[ManifestChapter],
    wanted: Sequence[ManifestChapter],
    *,
    precision_ms: float = 0,
    fold: Callable[[str], str] = str,
) -> Findings:
    """Two lists of chapters: titles as `fold` leaves them, times to `precision_ms`, the end where there is one."""
    if len(found) != len(wanted):
        what = f"There are {len(found)} chapters instead of {len(wanted)}."
        yield Finding(check="chapters", place=file, what=what)
    for number, (one, right) in enumerate(zip(found, wanted, strict=False), start=1):
        place = f"{file}, chapter {number}"
        if one.title != fold(right.title):
            what = f"It is called {shown(one.title)} instead of {shown(right.title)}."
            yield Finding(check="chapters", place=place, what=what)
        for name, at_ms, right_ms in (("starts", one.start_ms, right.start_ms), ("ends", one.end_ms, right.end_ms)):
            if at_ms is not None and right_ms is not None and math.fabs(at_ms - right_ms) > precision_ms:
                what = f"It {name} at {at_ms} ms instead of {right_ms} ms."
                yield Finding(check="chapters", place=place, what=what)
