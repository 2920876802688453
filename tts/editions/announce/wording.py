"""VALUES -> SENTENCES: the phrases of an edition's language, with titles, numbers and lengths filled in."""

from __future__ import annotations

import re

from tts.editions.listing import ListedSection, Listing
from tts.model import Block, Mark
from tts.model.edition import Series
from tts.text.languages import load_phrases
from tts.text.languages.tags import primary_subtag
from tts.text.readers.whitespace import normalize_whitespace

_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟।][\"'”’»“‘«)\]]*\Z")


def has_words(text: str) -> bool:
    """Return whether `text` has a letter or digit, so that a voice can say it."""
    return any(map(str.isalnum, text))


def capitalize(sentence: str) -> str:
    """Return `sentence` with its first letter as a capital."""
    return sentence[:1].upper() + sentence[1:]


class Wording:
    """The announcements of an edition in `edition_language` (a BCP 47 tag).

    `language` is that of its phrases: another one, if no file has phrases in that of the edition.
    """

    def __init__(self, edition_language: str) -> None:
        self.phrases = load_phrases(edition_language)
        self.language = self.phrases.language_in(edition_language) or edition_language

    def name_edition(self, series: Series) -> str:
        """Return the title of the edition with its number, if it has one."""
        title = normalize_whitespace(series.title)
        if series.number is None:
            return title
        return self.phrases.edition.title.format(title=title, number=series.number)

    def summarize(self, listing: Listing) -> str:
        """Return the number of articles and sections, and the length of the edition, as a sentence."""
        words, sections = self.phrases.edition, len(listing.sections)
        phrase = words.summary if sections > 1 else words.summary_one_section
        phrase = phrase.replace("{length}", self.phrases.format_length(listing.duration_ms))
        counts = {"articles": listing.count, "sections": sections}
        return capitalize(self.phrases.format_counts(phrase, **counts))

    def number_section(self, section: ListedSection, language: str) -> Block:
        """Return the paragraph with the number and the title of a section, which is in `language`."""
        return self.insert(self.phrases.edition.section, section.title, language, number=section.folder)

    def insert(self, phrase: str, title: str, language: str, **values: int) -> Block:
        """Return a paragraph: `phrase` with `title`, which is in `language`, and other values.

        A title that ends a sentence itself gets no full stop after it. One in another language than the phrase begins a
        line of its own, so that a voice of that language can read it.
        """
        title = normalize_whitespace(title)
        before, _, after = phrase.partition("{title}")
        before, after = before.format(**values), after.format(**values)
        if _ENDS_SENTENCE.search(title):
            after = after.removeprefix(".")
        marks: tuple[Mark, ...] = ()
        if primary_subtag(language) != primary_subtag(self.language):
            before = f"{before.rstrip()}\n" if before else ""
            marks = (Mark(kind="language", begin=len(before), end=len(before) + len(title), value=language),)
        return Block(kind="paragraph", text=f"{before}{title}{after}", marks=marks, language=self.language)
