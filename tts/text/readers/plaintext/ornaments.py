"""TEXT -> TEXT without the ornaments around the words of a line: `*** NEWS ***`, `---- Forwarded message ----`."""

from __future__ import annotations

import re

from tts.regex import regex

_ORNAMENT = regex(
    r"^(?P<before>[ \t>]*+)(?P<sign>[-=*~#])(?>(?P=sign){2,})[ \t]*+(?P<words>[^\W_](?:[^\n]{0,98}[^\s*=~#-])?)"
    r"[ \t]*+(?>(?P=sign){3,})[ \t]*+$",
    re.MULTILINE,
)


def remove_ornaments(text: str) -> str:
    """Return `text` with only the words of such lines."""
    return _ORNAMENT.sub(r"\g<before>\g<words>", text)
