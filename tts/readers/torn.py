"""Words that a hard wrap has torn at a line's end -> whole words."""

from __future__ import annotations

import re

_TORN = re.compile(
    r"(?<![\w-])(?P<begin>[^\W\d_]{2,})-(?P<gap>[ \t]*\n[ \t]*)(?P<end>[^\W\d_]{2,})(?![\w-])(?P<sign>\S*)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Ends that no compound has as a part of its own
_ENDS = frozenset(
    "able ably ance ation ations ative ence ening ible ibly ical ically ied ies ing ings ingly ism ist ists ity izing "
    "ization ized ment ments ness ous ously rial sion sions ted ting tion tional tions tive ture tures ual ually".split()
)


def mend_torn_words(text: str) -> str:
    """`text` with words such as `govern-` / `ment` in one line; its lines keep their numbers.

    The hyphen goes only where it surely stands for the tear: the text has the word whole elsewhere, and not with a
    hyphen, or its end is no word. `well-` / `known` keeps it.
    """
    if not _TORN.search(text):
        return text
    known = {word.casefold() for word in _WORD.findall(_TORN.sub("\n", text))}

    def mended(torn: re.Match[str]) -> str:
        begin, gap, end = torn.group("begin", "gap", "end")
        whole, compound = f"{begin}{end}".casefold(), f"{begin}-{end}".casefold()
        is_torn = end.islower() and compound not in known and (whole in known or end in _ENDS)
        return f"{begin}{end}{torn['sign']}{gap}" if is_torn else torn[0]

    return _TORN.sub(mended, text)
