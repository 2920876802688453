"""Tags of languages as attributes: only those that are well-formed, with the direction of their script."""

from __future__ import annotations

import re

# RFC 5646, section 2.1: langtag, without grandfathered tags, or private use alone
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
_RIGHT_TO_LEFT = re.compile("ar|arc|ckb|dv|fa|glk|he|iw|ji|ks|lrc|mzn|nqo|pnb|ps|sd|syr|ug|ur|yi", re.IGNORECASE)
_SCRIPTS = re.compile("Adlm|Arab|Aran|Hebr|Mand|Nkoo|Rohg|Samr|Syrc|Thaa", re.IGNORECASE)
UNDETERMINED = "und"


def well_formed(tag: str) -> str | None:
    """`tag` with hyphens if it is a BCP 47 tag, else None."""
    tag = tag.strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else None


def direction(tag: str) -> str:
    """`rtl` for a language that is written from right to left, else `ltr`."""
    first, *more = tag.split("-")
    script = next((part for part in more if len(part) == 4 and part.isalpha()), "")
    is_rtl = _SCRIPTS.fullmatch(script) if script else _RIGHT_TO_LEFT.fullmatch(first)
    return "rtl" if is_rtl else "ltr"


def language_attributes(tag: str, around: str = "") -> dict[str, str]:
    """`lang`, `xml:lang`, and `dir` where it is not that of the language `around` ("" at the root of a document).

    Nothing where the tag says nothing new, or nothing at all.
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
