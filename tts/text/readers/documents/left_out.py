"""What a document has besides its article, such as comments and deleted text, in one text for each place."""

from __future__ import annotations

from tts.model import Skipped
from tts.text.readers.whitespace import normalize_whitespace

COMMENT = "comment"
CONTENTS = "table of contents"
DELETED = "deleted in tracked changes"
HEADER = "header or footer"
HIDDEN = "hidden text"
INDEX = "index"
MOVED = "moved to another place in tracked changes"
PLACEHOLDER = "placeholder for text"
READING_AID = "reading aid above characters"
UNMARKED = "note without a mark in the text"


class LeftOut:
    """Collects texts with the reasons why they are not part of the article."""

    def __init__(self) -> None:
        self._texts: list[tuple[str, list[str]]] = []
        self._is_ended = True

    def add(self, text: str, reason: str) -> None:
        """Add a text, to the one before if that is in the same place and has the same reason."""
        if self._texts and self._texts[-1][0] == reason and not self._is_ended:
            self._texts[-1][1].append(text)
        else:
            self._texts.append((reason, [text]))
        self._is_ended = False

    def end(self) -> None:
        """End a place, such as a paragraph or a passage."""
        self._is_ended = True

    def result(self) -> tuple[Skipped, ...]:
        """Return all texts that have words, in order, without numbers of pages."""
        texts = ((normalize_whitespace("".join(pieces)), reason) for reason, pieces in self._texts)
        return tuple(
            Skipped(text=text, reason=reason)
            for text, reason in texts
            if any(map(str.isalpha if reason == HEADER else str.isalnum, text))
        )
