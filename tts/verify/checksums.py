"""Every file of a package against the SHA-256 that the manifest has of it: this finds what no other check can see."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from hashlib import file_digest
from pathlib import Path

from tts.files import open_file
from tts.verify.findings import Finding, Findings
from tts.verify.manifest import Manifest

_CHECK = "files"
_PLACE_IN_FILE = re.compile(r"[,:] .*", re.DOTALL)


def check_checksums(folder: Path, manifest: Manifest, places: Collection[str]) -> Findings:
    """Find files that are missing, or that differ from those that were packaged; packages before this have no list.

    Files that other findings name, whose `places` these are, are left out: those say what is wrong with them.
    """
    explained = {_PLACE_IN_FILE.sub("", place) for place in places}
    missing = dict(manifest.files)
    for name in _list_files(folder):
        size_bytes, sha256 = missing.pop(name, (0, ""))
        if not sha256 or name in explained:
            continue
        try:
            with open_file(folder / name) as file:
                has_size = os.fstat(file.fileno()).st_size == size_bytes  # a file of 6 GB is not read
                is_same = has_size and file_digest(file, "sha256").hexdigest() == sha256
        except OSError:  # no regular file, or not readable: `check_files` and the check of the file report it
            continue
        if not is_same:
            yield Finding(check=_CHECK, place=name, what="This file was changed after it was packaged.")
    for name in sorted(set(missing) - explained):
        yield Finding(check=_CHECK, place=name, what="This file is missing.")


def _list_files(folder: Path) -> Iterator[str]:
    """Yield the paths of all files in `folder`, without following links."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield Path(parent, name).relative_to(folder).as_posix()
