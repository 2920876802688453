"""A folder of packages -> the library's items, warnings about packages that cannot be read, and a checksum of all."""

from __future__ import annotations

from pathlib import Path

from tts.library import LibraryItem, read_item
from tts.packages.survey import NOT_A_PACKAGE, PackagesChecksum, find_packages


def read_items(output: Path) -> tuple[tuple[LibraryItem, ...], tuple[str, ...], str]:
    """Return the packages in `output`, a warning for each that cannot be read and is left out, and their checksum."""
    items, warnings, checksum = [], [], PackagesChecksum()
    for package in find_packages(output):
        try:
            if package.header and (item := read_item(Path(package.folder), package.header, package.sizes_bytes)):
                items.append(item)
        except OSError as error:
            if error.errno not in NOT_A_PACKAGE:
                step = "The package is left out. Make it readable, or move it to another folder."
                warnings.append(f"{error.filename or package.folder}: {error.strerror or error}. {step}")
        checksum.add(package)
    return tuple(items), tuple(warnings), checksum.value
