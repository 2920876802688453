"""EDITION SETTINGS -> the voice that reads each article: readers take turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tts.editions.settings import EditionSettings
from tts.errors import UsageError
from tts.model import Voice
from tts.speech.engines.voices import choose_voice, speaks
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.beginning import guess_early


def find_edition_voices(settings: EditionSettings, voices: Sequence[Voice], engine: str = "auto") -> dict[str, Voice]:
    """Return the voices that an edition names, by these names, among the `voices` of `engine`.

    Raises:
        UsageError: there is no such voice.
    """
    names = [*settings.readers, settings.presenter, *(section.reader for section in settings.sections)]
    try:
        return {name: choose_voice(voices, name, "en", engine) for name in dict.fromkeys(filter(None, names))}
    except UsageError as error:
        raise UsageError(str(error), path=settings.path) from None


def assign_readers(settings: EditionSettings, voices: Mapping[str, Voice], given: GivenLanguage) -> dict[Path, str]:
    """Return the reader of each article; an article without one is left to the best voice of its language.

    The reader of a section reads all its articles. Elsewhere it is the turn of the reader who was not heard for the
    longest time, article by article across the borders of sections, or section by section. By what
    `find_edition_voices` found, readers take only articles that begin in a language that they speak; the run may have
    `given` the language. An article's own voice, in its front matter, comes first when it is spoken. Drafts have turns
    too, so that no other article gets another reader once they are published.
    """
    last_turns = dict.fromkeys(settings.readers, -1)
    assigned: dict[Path, str] = {}
    for section in settings.sections:
        of_section: dict[str, str] = {}
        for path in section.articles:
            reader = section.reader
            if not reader and last_turns:
                language = guess_early(path, given) or settings.language
                able = (name for name in last_turns if _can_read(voices.get(name), language))
                reader = of_section.get(language) or min(able, key=last_turns.__getitem__, default="")
                if settings.alternate == "section":
                    of_section[language] = reader
            if reader:
                assigned[path] = reader
            if reader in last_turns:
                last_turns[reader] = len(assigned)
    return assigned


def _can_read(voice: Voice | None, language: str) -> bool:
    """Return whether a reader can read an article in `language`; where one of both is not known, it is assumed."""
    return voice is None or not voice.languages or not language or speaks(voice, language)
