"""The DAISY 2.02 book of a package: its folder, its archive, and every file in it after the specification.

DAISY 2.02 Specification, Recommendation of 28 February 2001.
"""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

from tts.verify.archive import check_copies, open_archive
from tts.verify.daisy.book import DaisyBook
from tts.verify.daisy.jing import check_schemas
from tts.verify.daisy.ncc import check_ncc
from tts.verify.daisy.smil import check_smils
from tts.verify.daisy.sound import check_sound
from tts.verify.files import read_text
from tts.verify.findings import Finding, Findings, Reading
from tts.verify.manifest import Manifest
from tts.verify.tree import Node, check_ids, read_tree

CHECK = "daisy"
FOLDER = "daisy"
_DOCUMENTS = (".htm", ".html", ".smil")


def check_daisy(folder: Path, manifest: Manifest) -> Findings:
    """Everything that is wrong with `daisy`, and with the archive of it."""
    for finding in _check(folder, manifest):
        yield finding if finding.place.endswith(".zip") else replace(finding, place=f"{FOLDER}/{finding.place}")


def _check(folder: Path, manifest: Manifest) -> Findings:
    names = yield from _names(folder / FOLDER)
    if not names:
        return
    documents: dict[str, Node] = {}
    for name in sorted(one for one in names if one.endswith(_DOCUMENTS)):
        text = yield from read_text(folder / FOLDER / name, CHECK)
        root = (yield from read_tree(text, name, CHECK)) if text is not None else None
        if root is not None:
            yield from check_ids(root, name, CHECK)
            documents[name] = root
    book = DaisyBook(folder=folder / FOLDER, names=names, documents=documents)
    if "ncc.html" not in documents or "master.smil" not in documents:
        yield Finding(check=CHECK, place="ncc.html", what="A book has to have ncc.html and master.smil.")
        return
    yield from check_ncc(book, manifest)
    yield from check_smils(book, manifest)
    yield from check_sound(book, folder, manifest)
    yield from _check_used(book)
    yield from _check_archive(folder, manifest, names)
    yield from check_schemas(book)


def _names(place: Path) -> Reading[frozenset[str]]:
    """The plain files in the folder of a book; each with a name that every player can have."""
    try:
        entries = sorted(os.scandir(place), key=lambda one: one.name)
    except OSError as error:
        yield Finding(check=CHECK, place="", what=f"The folder of the book cannot be read: {error.strerror}.")
        return frozenset()
    names = set()
    for entry in entries:
        status = entry.stat(follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode) or not status.st_size:
            yield Finding(check=CHECK, place=entry.name, what="This is not a regular file with something in it.")
        elif not entry.name.isascii() or entry.name != entry.name.lower():
            yield Finding(check=CHECK, place=entry.name, what="Some players cannot read a file of this name.")
        names.add(entry.name)
    return frozenset(names)


def _check_used(book: DaisyBook) -> Findings:
    """Nothing is in the folder that nothing in it needs."""
    used = {"ncc.html", "master.smil", "readme.txt"} | book.referred()
    for name in sorted(book.names - used):
        yield Finding(check=CHECK, place=name, what="Nothing in the book refers to this file.")


def _check_archive(folder: Path, manifest: Manifest, names: frozenset[str]) -> Findings:
    archive = yield from open_archive(folder / f"{Path(manifest.tracks[0].path).stem}-daisy.zip", CHECK)
    if archive is None:
        return
    with archive:
        yield from check_copies(archive, {name: folder / FOLDER / name for name in sorted(names)}, CHECK)
        for name in sorted(set(archive.namelist()) - names)[:10]:
            place = Path(str(archive.filename)).name
            yield Finding(check=CHECK, place=place, what=f"The file '{name[:60]}' in it is not in the folder.")
