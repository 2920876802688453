"""STANDARD INPUT -> ARTICLE FILE, held in memory."""

from __future__ import annotations

import sys

from tts.errors import ReadError
from tts.noun import noun
from tts.text.readers.decode import MAX_SIZE_BYTES

STANDARD_INPUT = "-"
_NAME = "standard input"
_SENDERS = {"edition": "cat edition.toml"}


@noun
class GivenArticle:
    """What standard input has: the bytes of an article file with this `extension`. Messages call it `name`."""

    data: bytes
    extension: str
    name: str = _NAME


def read_standard_input(format_name: str, verb: str) -> GivenArticle:
    """Return the file on standard input, an article in the format `md`, `txt` or `html`, for the command `verb`.

    Raises:
        ReadError: it is missing or too large, or a person would have to type it.
    """
    if sys.stdin is None or sys.stdin.isatty():
        example = f"{_SENDERS.get(verb, 'pandoc bees.docx -t gfm')} | articast {verb} -"
        raise ReadError(f"No program sends anything. Send it, as in: {example}", path=_NAME)
    data = sys.stdin.buffer.read(MAX_SIZE_BYTES + 1)
    if len(data) > MAX_SIZE_BYTES:
        raise ReadError(f"The text is longer than {MAX_SIZE_BYTES // 1_000_000} MB. Divide it.", path=_NAME)
    if not data.strip():
        raise ReadError("There is no text in it. Check the command before the |.", path=_NAME)
    return GivenArticle(data=data, extension=f".{format_name}")
