"""Choose which of an engine's voices speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from tts.errors import UsageError
from tts.model import Voice
from tts.regex import regex
from tts.speech.engines import ENGINES, is_installed
from tts.speech.engines.natural.voices import INSTALL, downloadable_voices
from tts.speech.engines.voice_files import (
    FILE_ENGINES,
    is_voice_file,
    read_voice_file,
    voice_file_path,
    voices_folder,
)
from tts.text.languages.scripts import HAN, LANGUAGES, LATIN, passages_outside, scripts_of
from tts.text.languages.tags import primary_subtag

# the region of a language without one, where no voice has just the language, or that voice is an unusual one
_DEFAULT_REGIONS = {"en": "en-us"}

_NON_STANDARD_VOICE = regex(
    r"(^|/)mb[-/]|\+|!v"
)  # espeak's mbrola voices, which need files of their own, and its variants
_WITHOUT_HAN = regex("jpx/ja|ko")  # of espeak, which say "Chinese letter" for each one


def choose_voice(voices: Sequence[Voice], wanted: str | None, language: str, engine: str = "auto") -> Voice:
    """Return the voice `wanted`; without it the best one for `language` (BCP 47), of the `voices` of `engine`.

    `wanted` is the id, the name or the first language of a voice, in any case, `engine:voice`, or the path of a voice
    file.

    The best one speaks exactly the language, or else shares its first subtag (RFC 4647, section 3.4, lookup). When no
    voice speaks it, one that can say its script is returned, else an English one: `speaks(voice, language)` tells the
    caller, who warns.

    Raises:
        UsageError: there is no such voice, or no voice at all.
    """
    if wanted is not None and is_voice_file(wanted):
        return read_voice_file(wanted, engine)
    if not voices:
        raise UsageError(explain_no_voices(engine))
    if wanted is not None:
        return _named(voices, wanted, engine)
    # of several engines, the last one says every text
    return _nearest(voices, language) or _for_language(voices[::-1], "en") or voices[0]


def choose_voices(
    voices: Sequence[Voice], wanted: str | None, language: str, others: Iterable[str], engine: str = "auto"
) -> Mapping[str, Voice]:
    """Return a voice for the article's `language`, as `choose_voice` does, and for each of `others` (BCP 47), in order.

    The article's voice also reads its language of other regions, and the other languages that it speaks. Every other
    language gets the best voice for it, whichever one was `wanted`, or the article's voice if none speaks it. So does
    the article's own language if the voice cannot say its script, as an English one says letter names for Cyrillic.

    Raises:
        UsageError: there is no such voice, or no voice at all.
    """
    main = choose_voice(voices, wanted, language, engine)
    own = {primary_subtag(tag) for tag in (language, *main.languages)}
    if not can_say(main, language):
        main = _nearest(voices, language) or main
    chosen = {language: main}
    for tag in others:
        if tag not in chosen:
            chosen[tag] = main if primary_subtag(tag) in own else _nearest(voices, tag) or main
    return chosen


def voices_of_other_languages(
    voices: Mapping[str, Voice], wanted: str | None, language: str
) -> Iterator[tuple[str, Voice]]:
    """Yield each language for which `choose_voices` chose a voice of another one, and that voice.

    The article's own `language` is left out if its voice was `wanted`.
    """
    for tag, voice in voices.items():
        if not speaks(voice, tag) and (wanted is None or primary_subtag(tag) != primary_subtag(language)):
            yield tag, voice


def explain_no_voices(engine: str) -> str:
    """Return why the engine of that name has no voices, and what to do."""
    if not is_installed(engine):
        return f"The engine '{engine}' is not installed. Install it: {INSTALL}"
    if engine == "piper":
        return f"The engine 'piper' has no voices. Put voice files into the folder {voices_folder()}"
    return f"The engine '{engine}' has no voices. Choose another one with --engine."


def is_called(voice: Voice, wanted: str) -> bool:
    """Return whether `wanted` names `voice`, as `choose_voice` takes it."""
    if is_voice_file(wanted):
        return bool(voice.model) and Path(voice.model) == voice_file_path(wanted)
    names = (voice.id, voice.name, *voice.languages)
    return wanted.lower() in {name.lower() for own in names for name in (own, f"{voice.engine}:{own}")}


def speaks(voice: Voice, language: str) -> bool:
    """Return whether `voice` speaks `language`, of any region."""
    return primary_subtag(language) in {primary_subtag(tag) for tag in voice.languages}


def can_say(voice: Voice, language: str) -> bool:
    """Return whether `voice` can say a script of `language`; one without languages may be able to say anything."""
    return not voice.languages or bool(scripts_of(language) & _scripts(voice))


def unsaid_words(voice: Voice, text: str) -> Iterator[tuple[str, str]]:
    """Yield the script and the words of each passage of `text` that `voice` cannot say but as names of letters."""
    if text.isascii() or not voice.languages:
        return
    said = _scripts(voice)
    yield from ((script, text[begin:end]) for begin, end, script in passages_outside(text, said))


def _scripts(voice: Voice) -> frozenset[str]:
    """Return the scripts that a voice can say: those of its languages, and the Latin one."""
    scripts = frozenset({LATIN}).union(*map(scripts_of, voice.languages))
    return scripts - {HAN} if _WITHOUT_HAN.fullmatch(voice.id) else scripts


def _nearest(voices: Sequence[Voice], language: str) -> Voice | None:
    """Return the best voice for `language`, else one for the most frequent language of its script."""
    if voice := _for_language(voices, language):
        return voice
    others = (other for script in scripts_of(language) - {LATIN} for other in LANGUAGES[script])
    return next(filter(None, (_for_language(voices, other) for other in others)), None)


def _for_language(voices: Sequence[Voice], language: str) -> Voice | None:
    """Return the voice nearest to `language`, of the first engine that has one; None if none speaks it."""
    engines = dict.fromkeys(voice.engine for voice in voices)
    own = ([voice for voice in voices if voice.engine == engine] for engine in engines)
    return next(filter(None, (_nearest_of_engine(voices, language) for voices in own)), None)


def _nearest_of_engine(voices: Sequence[Voice], language: str) -> Voice | None:
    """Return the standard voice of one engine that is nearest to `language`; None if none speaks it."""
    plain = [voice for voice in voices if voice.languages and not _NON_STANDARD_VOICE.search(voice.id)]
    ranks = {tag: rank for rank, tag in reversed(list(enumerate(_fallbacks(language))))}

    def distance(voice: Voice) -> tuple[int, int, int, str]:
        """Return a key that is the smaller the nearer a voice is to the language."""
        # the earliest tag decides, then how early the voice names it: an accent names the plain language last
        tags = [tag.lower() for tag in voice.languages]
        rank, place = min(((ranks[tag], tags.index(tag)) for tag in tags if tag in ranks), default=(len(ranks), 0))
        return rank, place, len(voice.id), voice.id

    near = min(plain, key=distance, default=None)
    if near is not None and distance(near)[0] < len(ranks):
        return near
    return next((voice for voice in plain if speaks(voice, language)), None)


def _named(voices: Sequence[Voice], wanted: str, engine: str) -> Voice:
    """Return the voice with the id, the name or the first language `wanted`, perhaps after its engine and a colon.

    Raises:
        UsageError: there is none; the message has similar names, or says how to get the voice.
    """
    own, colon, name = wanted.partition(":")
    if colon and (of_engine := [voice for voice in voices if voice.engine == own.lower()]):
        return _named(of_engine, name, own.lower())
    for voice in voices:
        if wanted.lower() in (voice.id.lower(), voice.name.lower()):
            return voice
    tagged = [voice for voice in voices if voice.languages and voice.languages[0].lower() == wanted.lower()]
    if tagged:
        return tagged[0]
    raise UsageError(f"There is no voice '{wanted}'{_advise(voices, wanted, engine)}")


def _advise(voices: Sequence[Voice], wanted: str, engine: str) -> str:
    """Return the end of the message that the voice `wanted` is not among the `voices` of `engine`: what to do."""
    own, colon, name = wanted.lower().partition(":")
    if colon and own in ENGINES and own not in (engine, "auto"):
        if engine != "auto" or own not in FILE_ENGINES:
            return f" in the engine '{engine}'. Use --engine {own}."
        if not is_installed(own):
            return f": the engine '{own}' is not installed. Install it: {INSTALL}"
    known = downloadable_voices(voices_folder()) if engine in ("auto", "natural") else ()
    if any(voice.id == (name or own) for voice in known):
        return f" on this computer. Install it: articast voices --install {name or own}"
    names = {name.lower(): name for voice in voices for name in (voice.name, voice.id, *voice.languages[:1])}
    close = [names[name] for name in get_close_matches(wanted.lower(), names, n=3)]
    meant = f" Did you mean {' or '.join(repr(name) for name in close)}?" if close else ""
    return f".{meant} List all voices with `articast voices`."


def _fallbacks(language: str) -> list[str]:
    """Return the tags that suit `language`, the best one first."""
    subtags = language.lower().replace("_", "-").split("-")
    tags = ["-".join(subtags[:length]) for length in range(len(subtags), 0, -1)]
    primary = subtags[0]
    return [*tags[:-1], _DEFAULT_REGIONS.get(primary, f"{primary}-{primary}"), primary]
