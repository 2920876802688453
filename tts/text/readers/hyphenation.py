"""Words that a hard wrap has torn at a line's end -> whole words."""

from __future__ import annotations

import re

_TORN = re.compile(
    r"(?<![\w-])(?P<begin>[^\W\d_]{2,})-(?P<gap>[ \t]*\n[ \t]*)(?P<end>[^\W\d_]{2,})(?![\w-])(?P<sign>\S*)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Ends that no compound has as a part of its own
_END = re.compile(
    r"(?:able|ably|ance|ations?|ative|ence|i[bc]ly|ible|ical(?:ly)?|ie[ds]|ings?|ingly|is[mt]|ists|ity|i[sz](?:ing|ation|ed)"
    r"|ments?|ness|ous(?:ly)?|[st]ions?|tional|tive|tures?|ual(?:ly)?)"
)


def join_hyphenated_words(text: str) -> str:
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
        is_torn = end.islower() and compound not in known and (whole in known or _END.fullmatch(end) is not None)
        return f"{begin}{end}{torn['sign']}{gap}" if is_torn else torn[0]

    return _TORN.sub(mended, text)
