"""PUBLICATION -> USB FOLDER: a track for each part, cut out of the edition's MP3, and everything around them.

In the package's folder `usb` are two folders: the one to copy to sticks, with tracks only, and next to it one with the
texts of the articles. The archive has the tracks in order of playing, and a list of them for players on computers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tts.audio.encode.tags import line
from tts.clock import ms_to_frames
from tts.editions.splice.mp3 import write_mp3_part
from tts.editions.usb.names import name_edition, name_tracks
from tts.errors import UsageError
from tts.formats import MP3
from tts.model import Metadata, Part, Publication, Series
from tts.writers.metadata import mp3_track, slug
from tts.writers.mpeg import Stream, read_stream
from tts.writers.transcript import transcript
from tts.writers.zips import write_zip

FOLDER = "usb"
TEXTS = " texts"
"""The end of the name of the folder with the texts."""
MIN_TRACK_MS = 2000
"""The length below which players skip a track, or stop after it."""
_README = """\
The folder "{top}" is for players without a screen. This folder has the texts of its articles.

To copy the edition to a stick, name the stick in the command that makes the edition, as in
    articast edition edition.toml --formats usb --copy-to /media/usb
It writes the tracks in their order, because some players play them in the order in which they were written, and reads
every one of them back. When its last line is there, the stick can be pulled out.

To copy by hand: format the stick with FAT32, copy the folder "{top}" to the top level of the stick, and nothing else,
and eject the stick before you pull it out.
"""


def write_usb_folder(publication: Publication, folder: Path) -> None:
    """Write `usb` and `*-usb.zip` into the package's `folder`, which holds the edition's MP3 file.

    Raises:
        OSError: a file cannot be read or written.
        ValueError: the MP3 file is damaged.
    """
    series = publication.series or Series(title=publication.metadata.title)
    top, names = name_edition(series), name_tracks(publication.parts)
    durations_ms = _write_tracks(publication, names, folder / FOLDER / top, folder / mp3_track(publication).path)
    _write_texts(publication, names, folder / FOLDER / f"{top}{TEXTS}")
    files = [(f"{top}/{name}", folder / FOLDER / top / name) for name in names]
    playlist = _list_tracks(publication, [name for name, _ in files], durations_ms)
    write_zip(folder / f"{slug(publication)}-usb.zip", [*files, (f"{top}.m3u", playlist.encode("utf-8", "replace"))])


def _write_tracks(publication: Publication, names: Sequence[str], folder: Path, source: Path) -> list[int]:
    """Write the track of each part into `folder`, out of the MP3 file `source`, and return their lengths in ms."""
    parts, stream = publication.parts, read_stream(source)
    # The first part begins with the silence before its first words.
    starts_ms = [publication.timeline.clips[0].begin_ms, *(part.begin_ms for part in parts[1:])]
    cuts = [*_find_cuts(stream, starts_ms), len(stream)]
    durations_ms = []
    for index, (part, name) in enumerate(zip(parts, names, strict=True)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        duration_ms = write_mp3_part(
            source,
            stream,
            cuts[index],
            cuts[index + 1],
            path,
            _describe(part, publication),
            album=publication.metadata.title,
            number=f"{index + 1}/{len(parts)}",
            min_ms=MIN_TRACK_MS,
        )
        durations_ms.append(duration_ms)
    return durations_ms


def _find_cuts(stream: Stream, starts_ms: Iterable[int]) -> Iterator[int]:
    """Yield the MPEG frame before each start of speech with which a file can begin: it needs no frame before it.

    What is decoded is behind the frames by more than one of them, so that this may be the frame in which speech begins.

    Raises:
        ValueError: there is none after the cut before it.
    """
    previous = -1
    for start_ms in starts_ms:
        latest = ms_to_frames(start_ms, stream.info.frame_rate_hz) // stream.info.frame_length
        cut = next((frame for frame in range(latest, previous, -1) if not stream.needs[frame]), None)
        if cut is None:
            raise ValueError(f"No file can begin with a frame between {previous} and {latest}. Package it again.")
        yield cut
        previous = cut


def _describe(part: Part, publication: Publication) -> Metadata:
    """Return what the tag of a part says of it; without authors, it is by the series."""
    series = publication.series.title if publication.series else publication.metadata.title
    return Metadata(title=part.title, authors=part.authors or (series,), language=part.language)


def _write_texts(publication: Publication, names: Sequence[str], folder: Path) -> None:
    """Write into `folder` the text of each article under the name of its track, and a note for the producer.

    They begin with a byte order mark and have the line ends of Windows, for old editors and braille displays.
    """
    texts = {"README.txt": _README.format(top=folder.name.removesuffix(TEXTS))}
    sections = {section.id: section for section in publication.sections}
    for part, name in zip(publication.parts, names, strict=True):
        if part.kind == "article":
            own = transcript(sections[id_] for id_ in part.section_ids)
            texts[f"{name.removesuffix(MP3.extension)}.txt"] = own
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8-sig", newline="\r\n")


def _list_tracks(publication: Publication, paths: Iterable[str], durations_ms: Iterable[int]) -> str:
    """Return a playlist in the form M3U, with the title and the length of each track."""
    lines = ["#EXTM3U"]
    for part, path, duration_ms in zip(publication.parts, paths, durations_ms, strict=True):
        lines += [f"#EXTINF:{round(duration_ms / 1000)},{line(part.title)}", path]
    return "\n".join([*lines, ""])


def find_audio_folder(package: Path) -> Path:
    """Return the folder with the tracks of an edition's package, which is the one to copy.

    Raises:
        UsageError: the edition was made without it.
    """
    folders = [path for path in package.joinpath(FOLDER).glob("*") if path.is_dir()]
    if not folders:
        raise UsageError("There is no USB folder in this edition. Add usb to its --formats.", path=package)
    return min(folders, key=lambda path: len(path.name))
