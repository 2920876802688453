"""Encoded tracks of many packages -> one encoded track, by copying their packets: nothing is encoded again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from tts.editions.splice import m4b, mp3, opus
from tts.editions.splice.plan import EncodedTrack, Splice, plan
from tts.formats import M4B, MP3, OPUS
from tts.model import Chapter, ContentsEntry, Image, Metadata
from tts.noun import noun

__all__ = ["SPLICERS", "Splice", "plan_splice", "write_splice"]


@noun
class Splicer:
    """How the files of a format are read and written."""

    read_track: Callable[[Path], EncodedTrack]
    write_splice: Callable[
        [Splice, BinaryIO, Metadata, tuple[Chapter, ...], tuple[ContentsEntry, ...], Image | None], None
    ]


SPLICERS: Mapping[str, Splicer] = {
    MP3.name: Splicer(read_track=mp3.read_track, write_splice=mp3.write_splice),
    M4B.name: Splicer(read_track=m4b.read_track, write_splice=m4b.write_splice),
    OPUS.name: Splicer(read_track=opus.read_track, write_splice=opus.write_splice),
}
"""The formats that can be spliced, by name."""


def plan_splice(name: str, paths: Iterable[Path]) -> Splice:
    """Return the plan of one track of all files of the format `name`, which says where the sound of each begins.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is damaged, or its frame rate or channels differ from those of the first.
    """
    return plan([SPLICERS[name].read_track(path) for path in paths])


def write_splice(
    name: str,
    splice: Splice,
    target: Path,
    metadata: Metadata,
    chapters: tuple[Chapter, ...],
    contents: tuple[ContentsEntry, ...],
    cover: Image | None,
) -> None:
    """Write the track of the format `name` that `splice` plans. If it fails, a part of the file remains.

    MP3 takes its nested table of contents from `contents`; M4B and Opus list `chapters`, which are contiguous.

    Raises:
        EncodeError: the format cannot hold so much sound.
        OSError: a file cannot be read or written.
        ValueError: a file is damaged, or it does not end in silence.
    """
    with target.open("w+b") as file:
        SPLICERS[name].write_splice(splice, file, metadata, chapters, contents, cover)
