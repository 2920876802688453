"""TEXT -> TEXT without the marks that writers put around words: `*so*`, `_so_`, `**so**`, `[so](https://…)`."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.emoji import EMOJI_CODES, show_emoji

_AROUND = regex(
    r"(?<![\w*_/\\.=-])(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])(?P<words>[^*_\n]{0,200}(?:\n[^*_\n]{1,200}){0,3})"
    r"(?<=[^\s*_])(?P=mark)(?![\w*_/])"
)
"""A mark stands before a word and after one, not within words (snake_case, f*ck) and not between numbers (5 * 3)."""
_LINK = regex(
    r"(?<![!\w\]])\[(?P<words>[^\[\]\n]{1,300})\]\((?P<address>(?:https?://|mailto:|/|#|www\.)[^\s()]{1,2000})\)"
)


_SIGN_FONT = regex(r"^(?P<indent>[ \t]{0,40})[o§](?P<gap> {0,8}\t)", re.MULTILINE)
"""A bullet of an office program, whose font shows a letter as a circle or a square."""


_ESCAPED = regex(r"(?<![\w\\/:])\\([$~<>=@#])|(?<=[^\W\d_])\\(?=&[^\W\d_])")
"""A backslash that a converter put before a sign; those in addresses and paths stay."""


_RULE = regex(r"^[ \t]{0,40}_{2,}[ \t]{0,40}$", re.MULTILINE)
"""A line of underscores, which would count as a word."""


def remove_marks(text: str) -> tuple[str, list[str]]:
    """Return `text` without marks around words, and the addresses of its links; lines keep their numbers.

    Backslashes before signs are removed. The bullets of an office program become bullets, and rules of underscores
    become rules of hyphens.
    """
    addresses: list[str] = []

    def unlink(link: re.Match[str]) -> str:
        """Return the words of a link, and collect its address."""
        addresses.append(link["address"])
        return link["words"]

    text = _RULE.sub(lambda rule: rule[0].replace("_", "-"), text)
    text = _LINK.sub(unlink, _SIGN_FONT.sub(r"\g<indent>•\g<gap>", text))
    text = _AROUND.sub(r"\g<words>", _AROUND.sub(r"\g<words>", text))
    text = EMOJI_CODES.sub(lambda codes: show_emoji(codes[0]) or codes[0], text)
    return _ESCAPED.sub(lambda escaped: escaped[1] or "", text), addresses
