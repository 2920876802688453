"""Find where the credit of a picture begins in its caption: "Photo: Ann Lens", "(AP)"."""

from __future__ import annotations

import re

_AGENCIES = (
    r"(?:AFP|A\.?P\.?|ANP|ANSA|Associated Press|Alamy|Bloomberg|dpa|DPA|EFE|EPA(?:-EFE)?|Getty(?: Images)?|iStock"
    r"|Magnum(?: Photos)?|NASA|PA(?: Media| Wire)?|Reuters|REUTERS|Shutterstock|TASS|TT|UPI|Unsplash|VCG"
    r"|Wikimedia(?: Commons)?|Xinhua|ZUMA(?: Press)?)"
)
_LEAD = (
    r"(?:[Pp]hoto(?:graph(?:y|er)?|s)?|[Ii]mages?|[Pp]ictures?|[Ii]llustrations?|[Gg]raphics?|[Cc]redits?"
    r"|PHOTOS?|IMAGES?|CREDITS?)"
)
_LABELLED = rf"(?:{_LEAD}(?:\s+(?:credits?|courtesy(?:\s+of)?|by))?\s*:|{_LEAD}\s+(?:by|courtesy\s+of)\s)\s*\S"
_PATTERNS = (
    re.compile(rf"(?:^|(?<=[.!?…”\"')\]|—–])\s+)(?P<credit>\(?{_LABELLED}.*)$", re.DOTALL),
    re.compile(rf"\s(?P<credit>\({_AGENCIES}(?:\s+Photo)?(?:\s*/[^()]*|\s+via\s+[^()]*)?\))\.?$"),
    re.compile(rf"\s(?P<credit>{_AGENCIES}(?:\s+Photo)?\s?/\s?[^/.()]{{2,60}}(?:\s?/\s?[^/.()]{{2,60}})?)$"),
)


def find_credit(text: str) -> int:
    """Return where the credit begins in the caption `text`: 0 if all of it is one, its length if it has none."""
    offsets = [match.start("credit") for pattern in _PATTERNS if (match := pattern.search(text))]
    return min(offsets, default=len(text))
