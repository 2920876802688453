"""The DAISY 2.02 book of a package: its folder, its archive, and every file in it by the specification.

DAISY 2.02 Specification, Recommendation of 28 February 2001.
"""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from functools import partial
from pathlib import Path

from tts.verify.archive import check_copies, open_archive
from tts.verify.daisy.book import DaisyBook, build_book
from tts.verify.daisy.edition import check_edition
from tts.verify.daisy.jing import check_schemas
from tts.verify.daisy.ncc import check_ncc
from tts.verify.daisy.smil import check_smils
from tts.verify.daisy.sound import check_sound
from tts.verify.files import read_data, read_text
from tts.verify.findings import Finding, Findings, Reading
from tts.verify.manifest import Manifest
from tts.verify.pictures import PICTURE_NAMES, check_picture
from tts.verify.tree import Node, check_ids, read_tree

CHECK = "daisy"
FOLDER = "daisy"
_REGION = "txtView"
"""The id of the region for text, which each SMIL file has."""
_DOCUMENTS = (".htm", ".html", ".smil")

_finding = partial(Finding, check=CHECK)


def check_daisy(folder: Path, manifest: Manifest) -> Findings:
    """Find the defects of `daisy`, and of its archive."""
    for finding in _check_book(folder, manifest):
        yield finding if finding.place.endswith(".zip") else replace(finding, place=f"{FOLDER}/{finding.place}")


def _check_book(folder: Path, manifest: Manifest) -> Findings:
    """Read every document of the book, then check its parts, each place without the name of the folder."""
    names = yield from _list_files(folder / FOLDER)
    if not names:
        return
    documents: dict[str, Node] = {}
    for name in sorted(name for name in names if name.endswith(_DOCUMENTS)):
        text = yield from read_text(folder / FOLDER / name, CHECK)
        root = (yield from read_tree(text, name, CHECK)) if text is not None else None
        if root is not None:
            yield from check_ids(root, name, CHECK)
            documents[name] = root
    if "ncc.html" not in documents or "master.smil" not in documents:
        yield _finding(place="ncc.html", what="A book has to have ncc.html and master.smil.")
        return
    book = build_book(folder / FOLDER, names, documents)
    yield from check_ncc(book, manifest)
    yield from check_smils(book, manifest)
    yield from check_sound(book, folder, manifest)
    yield from _check_shared_ids(book)
    for name in sorted(filter(PICTURE_NAMES.search, names)):
        data = yield from read_data(folder / FOLDER / name, CHECK)
        if data is not None:
            yield from check_picture(data, name, manifest, CHECK, name)
    if manifest.parts and manifest.contents:
        yield from check_edition(book, manifest)
    for name in sorted(names - {"ncc.html", "master.smil", "readme.txt"} - book.referred()):
        what = "Nothing in the book refers to this file."
        yield _finding(place=name, what=what, next_step="Move it elsewhere, or package the article again with --force.")
    path = folder / f"{manifest.stem}-daisy.zip"
    archive = yield from open_archive(path, CHECK)
    if archive is not None:
        with archive:
            yield from check_copies(archive, {name: folder / FOLDER / name for name in sorted(names)}, CHECK)
            for name in sorted(set(archive.namelist()) - names)[:10]:
                yield _finding(place=path.name, what=f"The file '{name[:60]}' in it is not in the folder.")
    yield from check_schemas(book)


def _check_shared_ids(book: DaisyBook) -> Findings:
    """Find the ids that two documents of the book have: some players know the places of a book by them alone."""
    owners: dict[str, str] = {}
    for name, root in book.documents.items():
        for id_ in filter(None, (node.get("id") for node in root.all())):
            if id_ != _REGION and owners.setdefault(id_, name) != name:
                yield _finding(place=name, what=f"It has the id '{id_[:40]}' of an element in {owners[id_]}.")


def _list_files(folder: Path) -> Reading[frozenset[str]]:
    """Return the names in the folder of a book; each should be a regular file that every player can read."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        what = f"The folder of the book cannot be read: {error.strerror}."
        yield _finding(place="", what=what, next_step="Change its permissions.")
        return frozenset()
    for entry in entries:
        status = entry.stat(follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode) or not status.st_size:
            yield _finding(place=entry.name, what="This is not a regular file, or it is empty.")
        elif not entry.name.isascii() or entry.name != entry.name.lower():
            yield _finding(place=entry.name, what="Some players cannot read a file of this name.")
    return frozenset(entry.name for entry in entries)
