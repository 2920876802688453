"""TEXT -> TEXT: join words that a hard wrap has hyphenated at the end of a line."""

from __future__ import annotations

import re

_HYPHENATED = re.compile(
    r"(?<![\w-])(?P<begin>[^\W\d_]{2,})-(?P<gap>[ \t]*\n[ \t]*)(?P<end>[^\W\d_]{2,})(?![\w-])(?P<rest>\S*)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Endings that are never a part of a compound
_ENDING = re.compile(
    r"(?:able|ably|ance|ations?|ative|ence|i[bc]ly|ible|ical(?:ly)?|ie[ds]|ings?|ingly|is[mt]|ists|ity|i[sz](?:ing|ation|ed)"
    r"|ments?|ness|ous(?:ly)?|[st]ions?|tional|tive|tures?|ual(?:ly)?)"
)


def join_hyphenated_words(text: str) -> str:
    """Return `text` with words such as `govern-` / `ment` on one line; its lines keep their numbers.

    A hyphen is removed only if it surely comes from the wrap: the text has the word elsewhere without a hyphen and not
    with one, or the second part is a mere ending. `well-` / `known` keeps it.
    """
    if not _HYPHENATED.search(text):
        return text
    known = {word.casefold() for word in _WORD.findall(_HYPHENATED.sub("\n", text))}

    def join(match: re.Match[str]) -> str:
        begin, gap, end = match.group("begin", "gap", "end")
        word, compound = f"{begin}{end}".casefold(), f"{begin}-{end}".casefold()
        is_wrapped = end.islower() and compound not in known and (word in known or _ENDING.fullmatch(end) is not None)
        return f"{begin}{end}{match['rest']}{gap}" if is_wrapped else match[0]

    return _HYPHENATED.sub(join, text)
