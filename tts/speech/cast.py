"""SECTIONS, VOICES -> which voice says which utterance: by its speaker, its role in the article, and its language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from difflib import get_close_matches
from pathlib import Path

from tts.errors import UsageError
from tts.model import Block, Section, Utterance, Voice, fold_speaker, utterances
from tts.noun import noun
from tts.speech.engines.voices import can_say, choose_voice, choose_voices, speaks
from tts.text.languages.tags import primary_subtag

ROLES = ("title", "key_points", "heading", "body", "quotation", "caption", "announcement")
"""The roles of texts that may have a voice. No tag of a language equals one of them (RFC 5646, section 2.1: a language
has two or three letters, and those of four to eight letters are reserved or not registered)."""

_MIN_ALIKE = 0.75  # of two names, of which one may be a slip of the other


@noun
class VoiceChoice:
    """The voices that are wanted, as `choose_voice` takes them, among those of the run's engine.

    `main` reads the article, None for the best voice of its language. The others are by role (see `ROLES`), by language
    (BCP 47) and by the name of a speaker.
    """

    engine: str = "auto"
    main: str | None = None
    by_role: Mapping[str, str] = field(default_factory=dict)
    by_language: Mapping[str, str] = field(default_factory=dict)
    by_speaker: Mapping[str, str] = field(default_factory=dict)


@noun
class CastingProblem:
    """Why a wanted voice does not read all texts for which it was chosen: sentences without a place.

    `setting` is written as in `Config.pinned`: `voices.quotation`, `speakers.Ana`.
    """

    setting: str
    what: str


@noun
class Casting:
    """The voice of each utterance by its id, and the voice of each language, which reads what has no voice of its own.

    `wanted` is the name by which the voice of the article's language was chosen, None for the best one.
    """

    by_utterance: Mapping[str, Voice]
    by_language: Mapping[str, Voice]
    wanted: str | None
    problems: tuple[CastingProblem, ...] = ()


@noun
class _Line:
    """An utterance with its speaker, "" for none, and its roles, the narrowest one first."""

    utterance: Utterance
    speaker: str
    roles: tuple[str, ...]


def cast(sections: Iterable[Section], language: str, voices: Sequence[Voice], choice: VoiceChoice) -> Casting:
    """Return the voice of each utterance of `sections`, of an article in `language` (BCP 47), among `voices`.

    A speaker's voice takes precedence over that of a role, and this over that of a language. A block inside a quotation
    has both roles, and the quotation decides. The voices of speakers and roles read only languages that they speak;
    other passages are read by the voice of their language. An announcement has no speaker. Without any choice the
    voices are those of `choose_voices`.

    A wanted voice that does not exist, or that speaks another language than the article, is among the problems.

    Raises:
        UsageError: there is no voice `main`, or no voice at all.
    """
    sections = tuple(sections)
    names = _Names(voices, language, choice.engine)
    # the main voice must exist, also if another one reads this language
    choose_voice(voices, choice.main, language, choice.engine)
    by_tag = {tag.lower(): (tag, name) for tag, name in choice.by_language.items()}
    own = _nearest_tag(by_tag, language)
    wanted = choice.main
    if own and names.find(f"voices.{own[0]}", own[1]):
        wanted = own[1]
    languages = (one.language for one in utterances(sections))
    by_language = dict(choose_voices(voices, wanted, language, languages, choice.engine))
    for tag in by_language:
        entry = _nearest_tag(by_tag, tag)
        if entry and tag != language and (voice := names.find(f"voices.{entry[0]}", entry[1])):
            if can_say(voice, tag):
                by_language[tag] = voice
            else:
                unable = f"cannot say the script of '{tag}', so '{by_language[tag].name}' reads this language."
                names.blame(f"voices.{entry[0]}", f"The voice '{voice.name}' {unable}")
    roles = {role: voice for role, name in choice.by_role.items() if (voice := names.find(f"voices.{role}", name))}
    speakers = {
        fold_speaker(speaker): (speaker, voice)
        for speaker, name in choice.by_speaker.items()
        if (voice := names.find(f"speakers.{speaker}", name))
    }
    chooser = _VoiceChooser(language)
    by_utterance = {}
    for line in _lines(sections):
        candidates = [(f"voices.{role}", roles[role]) for role in line.roles if role in roles][:1]
        if line.speaker and (found := speakers.get(fold_speaker(line.speaker))):
            candidates.insert(0, (f"speakers.{found[0]}", found[1]))
        tag = line.utterance.language
        by_utterance[line.utterance.id] = chooser.choose(candidates, tag) or by_language[tag]
    problems = (*names.problems, *chooser.problems(by_language), *_find_misspelt(sections, choice.by_speaker))
    return Casting(by_utterance=by_utterance, by_language=by_language, wanted=wanted, problems=problems)


class _Names:
    """Finds voices by what settings want, and collects what is wrong, once for each setting."""

    def __init__(self, voices: Sequence[Voice], language: str, engine: str) -> None:
        self._voices = voices
        self._language = language
        self._engine = engine
        self._found: dict[str, Voice | None] = {}
        self.problems: list[CastingProblem] = []

    def find(self, setting: str, name: str) -> Voice | None:
        """Return the voice called `name`; None if there is none."""
        if setting not in self._found:
            self._found[setting] = None
            try:
                self._found[setting] = choose_voice(self._voices, name, self._language, self._engine)
            except UsageError as error:
                place = f"{Path(error.path).name}: " if error.path else ""
                self.blame(setting, f"{place}{error.message} The next best voice reads instead.")
        return self._found[setting]

    def blame(self, setting: str, what: str) -> None:
        """Add a problem of `setting`."""
        self.problems.append(CastingProblem(setting=setting, what=what))


class _VoiceChooser:
    """Gives utterances to the voices of their speakers and roles, in an article in `language`."""

    def __init__(self, language: str) -> None:
        self._language = primary_subtag(language)
        self._used: set[str] = set()
        self._refused: dict[str, tuple[Voice, str]] = {}

    def choose(self, candidates: Iterable[tuple[str, Voice]], tag: str) -> Voice | None:
        """Return the first voice of `candidates` that speaks the language `tag`, None if none does."""
        for setting, voice in candidates:
            if not voice.languages or speaks(voice, tag):
                self._used.add(setting)
                return voice
            if setting not in self._refused or primary_subtag(tag) == self._language:
                self._refused[setting] = (voice, tag)
        return None

    def problems(self, voices: Mapping[str, Voice]) -> Iterator[CastingProblem]:
        """Yield the voices that do not speak the article's language, or that read nothing because of their language."""
        for setting, (voice, tag) in self._refused.items():
            if setting not in self._used or primary_subtag(tag) == self._language:
                what = f"The voice '{voice.name}' does not speak '{tag}', so '{voices[tag].name}' reads this language."
                yield CastingProblem(setting=setting, what=what)


def _lines(sections: Iterable[Section]) -> Iterator[_Line]:
    """Yield each utterance with its speaker and roles, in the order in which they are heard."""
    for section in sections:
        for block in section.blocks:
            yield from _lines_of_block(block, _Place(section=section))


@noun
class _Place:
    """What is around a block."""

    section: Section
    speaker: str = ""
    is_quoted: bool = False
    is_caption: bool = False


def _lines_of_block(block: Block, place: _Place) -> Iterator[_Line]:
    """Yield the utterances of a block and of those inside it."""
    place = replace(
        place,
        speaker=block.speaker or place.speaker,
        is_quoted=place.is_quoted or block.kind == "quote",
        is_caption=place.is_caption or block.kind in ("caption", "credit", "image"),
    )
    for utterance in block.utterances:
        is_own = utterance.origin == "article" and place.section.role != "caption"
        speaker = place.speaker if is_own else ""
        yield _Line(utterance=utterance, speaker=speaker, roles=tuple(_roles(block, utterance, place)))
    for below in block.blocks:
        yield from _lines_of_block(below, place)


def _roles(block: Block, utterance: Utterance, place: _Place) -> Iterator[str]:
    """Yield the roles of an utterance, the narrowest one first; a byline and a date are announced."""
    if utterance.origin == "announcement":
        yield "announcement"
    if place.is_quoted:
        yield "quotation"
    if place.is_caption or place.section.role == "caption":
        yield "caption"
    if place.section.role == "opening":
        yield "title"
    if place.section.role in ("body", "key-points") and block.kind == "heading":
        yield "heading"
    if place.section.role == "key-points":
        yield "key_points"
    if place.section.role == "body":
        yield "body"


def _nearest_tag(entries: Mapping[str, tuple[str, str]], language: str) -> tuple[str, str] | None:
    """Return the entry for `language`, or else for the language without its last subtags (RFC 4647, section 3.4)."""
    subtags = language.lower().replace("_", "-").split("-")
    tags = ("-".join(subtags[:length]) for length in range(len(subtags), 0, -1))
    return next((entries[tag] for tag in tags if tag in entries), None)


def _find_misspelt(sections: Iterable[Section], speakers: Iterable[str]) -> Iterator[CastingProblem]:
    """Yield each speaker of the article who has no voice, but whose name is nearly that of one who has."""
    known = {fold_speaker(speaker): speaker for speaker in speakers}
    named = (block.speaker for section in sections for block in section.all_blocks() if block.speaker)
    for speaker in dict.fromkeys(named):
        folded = fold_speaker(speaker)
        near = [] if folded in known else get_close_matches(folded, known, n=1, cutoff=_MIN_ALIKE)
        if near:
            name = known[near[0]]
            what = f"The speaker '{speaker}' has no voice. Did you mean '{name}'? Use one spelling."
            yield CastingProblem(setting=f"speakers.{name}", what=what)
