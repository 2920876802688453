"""Text as it is compared and shown: composed, without characters that nobody sees, whitespace folded."""

from __future__ import annotations

import re
import unicodedata

# Bidirectional controls go as well: direction is the display's business, and inside a word they would cut it in two.
# Zero-width joiners stay: emoji and several scripts spell with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_WORD = re.compile(r"\w+")


def clean_text(text: str) -> str:
    """`text` in NFC without control, zero-width, soft-hyphen and bidirectional control characters."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def normalize_whitespace(text: str) -> str:
    """`text` cleaned, each run of whitespace (no-break spaces too) as one space, none at the ends."""
    return " ".join(clean_text(text).split())


def split_words(text: str) -> list[str]:
    """The words of `text` (regular expression `\\w+`) in order, after NFC."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def is_repeated_in(text: str, other: str) -> bool:
    """Whether the words of `text` stand in a row in `other`, case and punctuation aside."""
    return f" {' '.join(split_words(text.casefold()))} " in f" {' '.join(split_words(other.casefold()))} "
