"""A ZIP archive with the same bytes for the same files (APPNOTE.TXT - .ZIP File Format Specification, version 6.3)."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tts.files import open_file, read_file
from tts.formats import AUDIO_FORMATS

COMPRESSED = frozenset({".jpeg", ".jpg", ".png", *(row.extension for row in AUDIO_FORMATS.values())})
"""Extensions of files that are compressed already, and therefore stored unchanged."""
MIMETYPE = "mimetype"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # section 4.4.6: the first moment that an archive can hold
_LEVEL = 9
_PLAIN_FILE = 0o100644
_UNIX = 3  # section 4.4.2.2
_MAX_BYTES = 1_000_000_000  # of a text, which is read whole


def write_zip(archive: Path, entries: Iterable[tuple[str, bytes | Path]]) -> None:
    """Write `archive` with `entries` (a name, and bytes or the file to copy) in the order given.

    An entry called `mimetype` is stored, as the formats that have one require.

    Raises:
        OSError: a file cannot be read, or the archive cannot be written.
    """
    with ZipFile(archive, "w") as target:
        for name, source in entries:
            entry = ZipInfo(name, _EARLIEST)
            is_stored = name == MIMETYPE or Path(name).suffix.lower() in COMPRESSED
            entry.compress_type = ZIP_STORED if is_stored else ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE << 16
            if isinstance(source, Path) and is_stored:  # sound, which can be larger than the memory
                entry.file_size = source.stat().st_size
                with open_file(source) as file, target.open(entry, "w") as copy:
                    shutil.copyfileobj(file, copy, 1_000_000)
            else:
                data = source if isinstance(source, bytes) else read_file(source, _MAX_BYTES)
                target.writestr(entry, data, compresslevel=None if is_stored else _LEVEL)
