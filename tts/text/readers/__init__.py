"""FILE -> ARTICLE: one module for each kind of source file."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

from tts.errors import ReadError
from tts.model import Article


class Reader(Protocol):
    """Reads one kind of source file."""

    extensions: tuple[str, ...]

    def read(self, path: Path) -> Article:
        """Read the article in the file at `path`.

        Raises:
            ReadError: the file is missing, empty, not text, or its front matter does not parse.
        """
        ...


READERS = {
    ".md": "tts.text.readers.markdown:MarkdownReader",
    ".markdown": "tts.text.readers.markdown:MarkdownReader",
    ".txt": "tts.text.readers.plaintext:PlainTextReader",
    ".text": "tts.text.readers.plaintext:PlainTextReader",
}


def read(path: Path) -> Article:
    """Read the article in the file at `path` with the reader for its extension.

    Raises:
        ReadError: there is no reader for the extension, or the file cannot be read as an article.
    """
    try:
        module, name = READERS[path.suffix.lower()].split(":")
    except KeyError:
        raise ReadError(f"No reader knows this kind of file. Give one of {', '.join(READERS)}.", path=path) from None
    reader: Reader = getattr(import_module(module), name)()
    return reader.read(path)
