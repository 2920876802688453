"""The tag of a language (BCP 47) from what an engine calls it."""

from __future__ import annotations

import re

from tts.regex import regex

_TAG = regex(r"[a-z]{2,8}(-[a-z0-9]{1,8})*(?=$|[.@])", re.IGNORECASE)  # a locale's encoding may follow


def language_tag(raw: str) -> str:
    """Return an engine's name of a language (`en_US`, `\\x05en-us`) as a BCP 47 tag (`en-US`); "" if it is not one.

    Written as RFC 5646, section 2.1.1 advises: the region in capitals, the script with one, the rest without.
    """
    match = _TAG.match(raw.lstrip("".join(map(chr, range(32)))).replace("_", "-"))
    if not match:
        return ""
    first, *rest = match[0].lower().split("-")
    tag = [first]
    for subtag in rest:
        after_singleton = any(len(earlier) == 1 for earlier in tag)
        lengths = {} if after_singleton else {2: subtag.upper(), 4: subtag.title()}
        tag.append(lengths.get(len(subtag), subtag))
    return "-".join(tag)
