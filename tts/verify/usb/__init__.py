"""The USB folder of an edition: its names, its tracks, the texts next to it, and its archive.

Players without a screen know two levels, folders and tracks, in the order of their names or in that of their writing
(manuals of MegaVoice Envoy and GRN Saber). The numbers of both are those of the edition's parts in the manifest.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tts.verify.findings import Findings, Reading
from tts.verify.manifest import Manifest
from tts.verify.usb.archive import check_archive
from tts.verify.usb.names import CHECK, check_names, finding, list_folder, list_tracks
from tts.verify.usb.texts import check_texts
from tts.verify.usb.tracks import check_tracks

FOLDER = "usb"
TEXTS = " texts"


def check_usb(folder: Path, manifest: Manifest) -> Findings:
    """Find the defects of `usb` in the package of an edition, and of its archive."""
    root = folder / FOLDER
    for one in _check_folder(root, folder / f"{manifest.stem}-usb.zip", manifest):
        yield one if one.place.endswith(".zip") or ".zip," in one.place else replace(one, place=f"{FOLDER}/{one.place}")


def _check_folder(root: Path, archive: Path, manifest: Manifest) -> Findings:
    """Check the folders in `root`, each place without the name of `root`, and the archive."""
    top = yield from _find_top(root)
    if not top:
        return
    names = yield from list_tracks(root, top)
    tracks = yield from check_names(top, names, manifest)
    yield from check_tracks(root, tracks, manifest)
    yield from check_texts(root, f"{top}{TEXTS}", tracks, manifest)
    yield from check_archive(archive, root, tracks)


def _find_top(root: Path) -> Reading[str]:
    """Return the name of the folder with the tracks; next to it there is only the one with the texts."""
    names = [entry.name for entry in (yield from list_folder(root, "")) if entry.is_dir(follow_symlinks=False)]
    top = next((name for name in names if f"{name}{TEXTS}" in names), "")
    if not top:
        yield finding("", "There are not two folders, one with the tracks and one with their texts.")
    for entry in (yield from list_folder(root, "")) if top else ():
        if entry.name not in (top, f"{top}{TEXTS}"):
            yield finding(entry.name, "This does not belong here.", "Move it elsewhere.")
    return top


__all__ = ["CHECK", "check_usb"]
