"""BYTES of an article -> the files in its folder that it seems to name.

This is a guess, made without reading the article. The manifest of the package lists the files that were not found, so
that a file that was not guessed is sent later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from tts.writers.images.addresses import ImageFolder, NoFileError, names_file

_EXTENSION = re.compile(
    r"\.(?:png|apng|jpe?g|jpe|jfif|gif|webp|svg|avif|bmp|tiff?|toml|pls|xml)(?![\w-])", re.IGNORECASE
)
_BEGINNING = re.compile(r"[\s\"'(<\[{=:,|]+")
_MAX_LENGTH = 300  # of a name with its folders
_MAX_TRIES = 16  # names that may end in one place: the words of `a very long name.png`
_BINARY = b"\0"


def find_mentioned(data: bytes, folder: ImageFolder) -> Iterator[Path]:
    """Yield each file in `folder` whose name is in the text `data` and has the extension of a picture or a lexicon."""
    if _BINARY in data[:4096]:
        return
    text = unescape(data.decode("utf-8", "replace"))
    tried: set[str] = set()
    for extension in _EXTENSION.finditer(text):
        begin = max(text.rfind("\n", 0, extension.start()) + 1, extension.start() - _MAX_LENGTH)
        line = text[begin : extension.end()]
        starts = [0, *(match.end() for match in _BEGINNING.finditer(line))]
        for address in {line[start:] for start in starts[-_MAX_TRIES:]} - tried:
            tried.add(address)
            if names_file(address):
                try:
                    yield folder.find(address)
                except NoFileError:
                    continue
