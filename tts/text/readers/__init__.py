"""FILE -> ARTICLE: one function for each kind of source file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tts.errors import ReadError
from tts.model import Article
from tts.text.languages.tags import GivenLanguage

READERS = {
    ".md": "tts.text.readers.markdown:read_markdown",
    ".markdown": "tts.text.readers.markdown:read_markdown",
    ".txt": "tts.text.readers.plaintext:read_plain_text",
    ".text": "tts.text.readers.plaintext:read_plain_text",
}
"""The function that reads a file, by the file's extension; it gets the path and the language of the run."""


def read(path: Path, given: GivenLanguage = GivenLanguage()) -> Article:  # noqa: B008 - it never changes
    """Read the article in the file at `path` with the reader for its extension; a run may have `given` its language.

    Raises:
        ReadError: there is no reader for the extension, or the file is missing, empty, not text, or its front matter
            does not parse.
    """
    try:
        module, name = READERS[path.suffix.lower()].split(":")
    except KeyError:
        raise ReadError(f"No reader knows this kind of file. Give one of {', '.join(READERS)}.", path=path) from None
    reader: Callable[[Path, GivenLanguage], Article] = getattr(import_module(module), name)
    return reader(path, given)
