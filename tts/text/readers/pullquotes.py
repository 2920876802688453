"""Find pull quotes: words of the article that its page shows once more, in large letters."""

from __future__ import annotations

from tts.noun import record
from tts.regex import regex
from tts.text.readers.whitespace import join_words

REASON = "pull quote, heard in the text"
_MIN_QUOTED = 4  # words in quotation marks
_MIN_BARE = 6  # words without them
_MAX_BETWEEN = 80  # characters between two parts of a quotation, such as "she says"
_OPENING = "“„\"«‹»‘'”"
_QUOTED = regex(
    rf"[{_OPENING}]\s?(?P<words>[^“”„\"«»‹›]+)[”“\"»«›‹’']+[.!?,]?"
    r"(?P<name>\s*[–—-]?\s*[^“”„\"«».!?]{0,100})$",
    needs=tuple(_OPENING),
)
_DASHED_NAME = regex(r"(?:(?<=[.!?…”\"’'])\s*[–—-]+\s?|\s[–—]\s?)[^.!?–—]{3,100}$")
_MAX_REPEATED = 2  # times in the text, of which one may be the standfirst; a refrain is repeated more often
_CLAUSE_END = regex(r"[,.;:!?–—…]+\s")


def is_quotation(text: str) -> bool:
    """Return whether `text` is in quotation marks, but for a name after it."""
    return _QUOTED.fullmatch(text) is not None


@record
class RunningText:
    """The words of an article in which pull quotes are looked for; made by `join_words`, a line for each paragraph."""

    words: str

    def repeats(self, text: str, *, is_quote: bool = False) -> bool:
        """Return whether `text` is a pull quote: the text has its words in a row, or with a "she says" between two.

        It is in quotation marks, perhaps with a name after it, or the whole of a block that `is_quote`.
        """
        quoted = _QUOTED.fullmatch(text)
        words = quoted["words"] if quoted else _DASHED_NAME.sub("", text)
        count = sum(any(map(str.isalpha, word)) for word in words.split())
        if count < (_MIN_QUOTED if quoted else _MIN_BARE) or not (quoted or is_quote):
            return False
        joined = join_words(words)
        if joined in self.words:
            return self.words.count(joined) <= _MAX_REPEATED
        return self._has_parts(words)

    def _has_parts(self, words: str) -> bool:
        """Return whether the clauses of a quotation follow one another, with a few words between them."""
        position = 0
        parts = [part for part in map(join_words, _CLAUSE_END.split(words)) if part.strip()]
        if len(parts) < 2:
            return False
        for index, part in enumerate(parts):
            found = self.words.find(part, max(0, position - 1), position + _MAX_BETWEEN + len(part) if index else None)
            if found < 0:
                return False
            position = found + len(part)
        return True
