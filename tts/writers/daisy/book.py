"""The nouns of a DAISY book: which text and sound belong to which file, before any of them is written."""

from __future__ import annotations

from collections.abc import Mapping

from tts.model import Image, Publication, Section
from tts.noun import noun
from tts.text.languages.tags import UNDETERMINED, well_formed
from tts.writers.stretches import Stretch


@noun
class Phrase:
    """An utterance in the file of its part: it is heard from `begin_ms` to `end_ms`, and its break to `rest_ms`."""

    utterance_id: str
    begin_ms: int
    end_ms: int
    rest_ms: int
    is_note: bool

    @property
    def duration_ms(self) -> int:
        """The length of the utterance with its break."""
        return self.rest_ms - self.begin_ms


@noun
class SmilDocument:
    """What is in one SMIL file: a section that is heard, and the sections after it that are only shown.

    In an edition of many articles, it is all that is heard in the track of a part. `sound` is the name of its MP3 file,
    and `stretch` what is in that file. `phrases` are in order.
    """

    name: str
    title: str
    language: str
    sections: tuple[Section, ...]
    sound: str
    stretch: Stretch
    phrases: tuple[Phrase, ...]

    @property
    def smil(self) -> str:
        """The name of its SMIL file."""
        return f"{self.name}.smil"

    @property
    def text(self) -> str:
        """The name of its text file."""
        return f"{self.name}.htm"

    @property
    def duration_ms(self) -> int:
        """The length of all its phrases with their breaks."""
        return sum(phrase.duration_ms for phrase in self.phrases)


@noun
class Entry:
    """A line of the NCC: a heading of `level`, or 0 for a note; `utterance_id` is the first that is heard there.

    `shares_target`: the entry before it begins at the same place.
    """

    id: str
    level: int
    text: str
    document: SmilDocument
    utterance_id: str
    shares_target: bool = False


@noun
class Book:
    """A DAISY book; without `has_text` its only text is that of the NCC.

    `notes` maps the key of a note to its address in the text, `addresses` the address of an image in the article to the
    name of its file.
    """

    publication: Publication
    has_text: bool
    documents: tuple[SmilDocument, ...]
    entries: tuple[Entry, ...]
    notes: Mapping[tuple[str, str], str]
    images: tuple[Image, ...]
    addresses: Mapping[str, str]

    @property
    def language(self) -> str:
        """The language of the book as a well-formed tag."""
        return well_formed(self.publication.metadata.language) or UNDETERMINED

    @property
    def sounds(self) -> Mapping[str, Stretch]:
        """The files of sound by name."""
        return {document.sound: document.stretch for document in self.documents}

    @property
    def duration_ms(self) -> int:
        """The length of the whole book."""
        return sum(document.duration_ms for document in self.documents)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all its files, in the order of the archive."""
        images = (image.name for image in self.images)
        texts = ["style.css", *images, *(document.text for document in self.documents)] if self.has_text else []
        smils = [document.smil for document in self.documents]
        return ("ncc.html", "master.smil", "readme.txt", *texts, *smils, *self.sounds)
