"""The language of an element as its attributes."""

from __future__ import annotations

from tts.text.languages.tags import UNDETERMINED, direction, well_formed


def language_attributes(tag: str, around: str = "") -> dict[str, str]:
    """Return `lang`, `xml:lang`, and `dir` where it differs from the language `around` ("" at the root of a document).

    The attributes are empty where the tag is that of `around`, or is not well-formed.
    """
    known = well_formed(tag)
    if not around:
        known = known or UNDETERMINED
    elif known is None or known.lower() == (well_formed(around) or "").lower():
        return {}
    attributes = {"lang": known, "xml:lang": known}
    if direction(known) != (direction(around) if around else "ltr"):
        attributes["dir"] = direction(known)
    return attributes
