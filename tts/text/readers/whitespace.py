"""TEXT -> text as it is shown and compared: composed, without invisible characters, with single spaces."""

from __future__ import annotations

import unicodedata

from tts.regex import regex

# Bidirectional controls go as well: direction is the display's business, and inside a word they would split it.
# Zero-width joiners stay: emoji and several scripts spell with them.
_INVISIBLE = regex(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_WORD = regex(r"\w+")


def clean_text(text: str) -> str:
    """Return `text` in NFC without control, zero-width, soft-hyphen and bidirectional control characters."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def normalize_whitespace(text: str) -> str:
    """Return `text` cleaned, each run of whitespace (no-break spaces too) as one space, none at the ends."""
    return " ".join(clean_text(text).split())


def split_words(text: str) -> list[str]:
    """Return the words of `text` (regular expression `\\w+`) in order, after NFC."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def join_words(text: str) -> str:
    """Return the words of `text` in small letters, with a space around each, to find it in other joined words."""
    return f" {' '.join(split_words(text.casefold()))} "
