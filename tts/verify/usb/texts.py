"""The texts next to the tracks of a USB folder: of each article those that are heard, and a note for the producer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tts.formats import MP3
from tts.verify.files import is_regular, read_text
from tts.verify.findings import Findings, Reading
from tts.verify.manifest import Manifest
from tts.verify.transcript import check_transcript
from tts.verify.usb.names import CHECK, UsbTrack, finding, list_folder

README = "README.txt"
_BYTE_ORDER_MARK = "\ufeff"


def check_texts(root: Path, top: str, tracks: Iterable[UsbTrack], manifest: Manifest) -> Findings:
    """Check that the folder `top` has the text of each article, under the name of its track, and nothing else."""
    sections = {section.id: section for section in manifest.sections}
    expected = {f"{top}/{README}"}
    yield from read_text(root / top / README, CHECK)
    for track in tracks:
        if track.part.kind != "article":
            continue
        path = f"{top}/{track.path.partition('/')[2].removesuffix(MP3.extension)}.txt"
        expected.add(path)
        text = yield from read_text(root / path, CHECK)
        if text is not None:
            if not text.startswith(_BYTE_ORDER_MARK):
                yield finding(path, "Without a byte order mark some programs show wrong letters.")
            heard = tuple(sections[id_] for id_ in track.part.section_ids if id_ in sections)
            for one in check_transcript(text.removeprefix(_BYTE_ORDER_MARK), replace(manifest, sections=heard)):
                yield replace(one, check=CHECK, place=one.place.replace("transcript.txt", path, 1))
    present = yield from _list_files(root, top)
    for path in sorted(path for path in expected if not is_regular(root / path)):
        yield finding(path, "This file is missing, or it is empty.")
    for path in sorted(present - expected):
        yield finding(path, "This does not belong to the texts of the edition.", "Move it elsewhere.")


def _list_files(root: Path, top: str) -> Reading[set[str]]:
    """Return the paths of what is in the folder `top` and in the folders in it; a folder below these counts as one."""
    paths = set()
    for entry in (yield from list_folder(root / top, top)):
        place = f"{top}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            inside = yield from list_folder(root / place, place)
            paths |= {f"{place}/{below.name}" for below in inside} or {place}
        else:
            paths.add(place)
    return paths
