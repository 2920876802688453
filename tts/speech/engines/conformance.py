"""Check that an engine meets the requirements for all engines: `check(engine, voice)`, with an entered engine.

Nothing here needs a test framework.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from itertools import pairwise

from tts.errors import ArticastError, UsageError
from tts.model import Hint, Prosody, Speech, Utterance, Voice
from tts.noun import noun
from tts.speech.engines import Engine

SHORT = "Seven bees."
SENTENCE = "The bees came back in April, and nobody had expected them."
OTHER = "Twenty litres of honey stand in the cellar under the old mill."
LONG = " ".join((SENTENCE, OTHER) * 2)
ODD = {
    "nothing": "",
    "white space": " \n\t ",
    "only punctuation": "... !? — ;",
    "emoji": "😀 👩‍👩‍👧‍👧",
    "NUL": "before\0after",
    "control characters": "\x01\x1b[31m red \x7f",
    "a lone surrogate": "half \ud800 a pair",
    "right-to-left": "שלום \u2067עולם\u2069 العربية",
    "an unknown script": "ꦗꦮ 𒀀𒀁",
    "a word of 100,000 letters": "ab" * 50_000,
    "1 MB": "Bees fly over the hill. " * 43_700,
}
"""Texts that have broken engines, by their oddity."""

_FAST = Prosody(rate_wpm=330)
_FASTEST = Prosody(rate_wpm=450)
_SLOW = Prosody(rate_wpm=110)
_MS_PER_WORD = (200, 1_200)  # at 165 words a minute
_MAX_JITTER = 0.02
_MAX_DIFFERENCE = 0.2


@noun
class Finding:
    """A defect of an engine. `check` is the name of the check that found it."""

    check: str
    message: str


@noun
class _Trial:
    """One engine with one voice."""

    engine: Engine
    voice: Voice
    odd: Mapping[str, str]
    known: dict[str, Speech] = field(default_factory=dict)

    def hear(self, text: str) -> Speech:
        """Return a speech for a spoken `text` with the usual prosody, the same each time that it is asked for."""
        if text not in self.known:
            self.known[text] = self.say(text)
        return self.known[text]

    def say(self, text: str, prosody: Prosody | None = None) -> Speech:
        """Return the speech for a spoken `text`, with the usual prosody unless another is given."""
        utterance = Utterance(id="conformance", text="x", spoken=text)
        return self.engine.synthesize(utterance, self.voice, prosody or Prosody())


def check(engine: Engine, voice: Voice, odd: Mapping[str, str] = ODD) -> tuple[Finding, ...]:
    """Return every defect of the entered `engine` with `voice`. Of `ODD` the megabyte takes a minute."""
    trial = _Trial(engine=engine, voice=voice, odd=odd)
    return tuple(
        Finding(check=name, message=message)
        for name, examine in CHECKS.items()
        for message in _messages(examine, trial)
    )


def _messages(examine: Callable[[_Trial], Iterator[str]], trial: _Trial) -> list[str]:
    """Return what an examination finds; an error of the engine that ends it is a finding, too."""
    try:
        return list(examine(trial))
    except (ArticastError, ValueError) as error:
        return [f"{type(error).__name__}: {error}"]


def voices(trial: _Trial) -> Iterator[str]:
    """Check that voices are listed in the same order every time, each id once, this voice among them."""
    listed = trial.engine.voices()
    if listed != trial.engine.voices():
        yield "it lists other voices the second time"
    if len({voice.id for voice in listed}) < len(listed):
        yield "two voices have the same id"
    if trial.voice not in listed:
        yield f"the voice '{trial.voice.id}' is not listed"


def unknown_voice(trial: _Trial) -> Iterator[str]:
    """Check that an unknown voice is refused by the call, before anything is spoken."""
    try:
        trial.engine.synthesize_all((), Voice(id="no such voice", name=""), Prosody())
    except UsageError:
        return
    yield "it takes an unknown voice"


def right_text(trial: _Trial) -> Iterator[str]:
    """Check that more text takes more time, and that each answer has the id of its utterance, in order."""
    texts = (SHORT, SENTENCE, LONG, SENTENCE)
    utterances = [Utterance(id=f"u{number}", text="x", spoken=text) for number, text in enumerate(texts)]
    speeches = list(trial.engine.synthesize_all(utterances, trial.voice, Prosody()))
    ids = [speech.utterance_id for speech in speeches]
    if ids != [utterance.id for utterance in utterances]:
        yield f"it answers {ids}"
        return
    short, sentence, long, again = (speech.duration_ms for speech in speeches)
    if not short < sentence < long:
        yield f"texts of 2, 11 and 46 words take {short}, {sentence} and {long} ms"
    if abs(sentence - again) > _MAX_JITTER * sentence:
        yield f"the same sentence takes {sentence} and {again} ms"
    if not 0.75 < long / (4 * sentence) < 1.4:
        yield f"four sentences take {long} ms, one of them {sentence} ms"


def length(trial: _Trial) -> Iterator[str]:
    """Check that a sentence takes a plausible time, at the same plausible frame rate as a longer text."""
    speech = trial.hear(SENTENCE)
    shortest, longest = (len(SENTENCE.split()) * ms for ms in _MS_PER_WORD)
    if not shortest <= speech.duration_ms <= longest:
        yield f"eleven words take {speech.duration_ms} ms"
    if not 8_000 <= speech.frame_rate_hz <= 48_000:
        yield f"its frame rate is {speech.frame_rate_hz} Hz"
    if trial.hear(LONG).frame_rate_hz != speech.frame_rate_hz:
        yield "its frame rate depends on the text"


def rate(trial: _Trial) -> Iterator[str]:
    """Check that three times the rate takes about a third of the time."""
    slow, fast = (trial.say(LONG, prosody).duration_ms for prosody in (_SLOW, _FAST))
    if not 2.0 < slow / fast < 4.0:
        yield f"at 110 and 330 words a minute the same text takes {slow} and {fast} ms"


def word_times(trial: _Trial) -> Iterator[str]:
    """Check that words have their times, in order and inside the sound, and their exact offsets."""
    if not trial.engine.info_of(trial.voice).word_times:
        return
    for text in (SENTENCE, LONG):
        speech = trial.hear(text)
        written = [match.span() for match in re.finditer(r"\w+", text)]
        spoken = [(word.begin, word.begin + len(text[word.begin : word.end].rstrip(".,"))) for word in speech.words]
        if len(spoken) < 0.8 * len(written) or not set(spoken) <= set(written):
            yield f"its words are {[text[begin:end] for begin, end in spoken][:20]}"
        yield from _misplaced(speech)


def _misplaced(speech: Speech) -> Iterator[str]:
    """Yield a message for each pair of words that are out of order or overlap, and for words outside the sound."""
    for before, after in pairwise(speech.words):
        if not (before.end <= after.begin and before.begin_ms < after.begin_ms and before.end_ms <= after.begin_ms):
            yield f"a word at {after.begin} ({after.begin_ms} ms) follows one at {before.begin} ({before.begin_ms} ms)"
    if speech.words and not 0 <= speech.words[0].begin_ms < speech.words[-1].end_ms <= speech.duration_ms:
        yield f"words end at {speech.words[-1].end_ms} ms in {speech.duration_ms} ms of sound"


def phonemes(trial: _Trial) -> Iterator[str]:
    """Check that a word with phonemes is spoken in its place, and that the sentence takes about the same time."""
    begin = SENTENCE.index("April")
    hint = Hint(kind="ipa", begin=begin, end=begin + 5, value="ˈeɪprəl")
    utterance = Utterance(id="phonemes", text="x", spoken=SENTENCE, language=trial.voice.languages[0], hints=(hint,))
    speech, plain = trial.engine.synthesize(utterance, trial.voice, Prosody()), trial.hear(SENTENCE)
    if [word.begin for word in speech.words] != [word.begin for word in plain.words]:
        yield f"its words are {[SENTENCE[word.begin : word.end] for word in speech.words]}"
    if abs(speech.duration_ms - plain.duration_ms) > _MAX_DIFFERENCE * plain.duration_ms:
        yield f"the same sentence takes {plain.duration_ms} ms, and {speech.duration_ms} with the phonemes of a word"


def same_again(trial: _Trial) -> Iterator[str]:
    """Check that a repeatable engine makes the same bytes whatever it spoke before, and others of another text."""
    first, other, second = trial.say(SENTENCE), trial.say(OTHER), trial.say(SENTENCE)
    if trial.engine.info_of(trial.voice).repeatable and first != second:
        yield "the same sentence sounds different the second time"
    if first.pcm == other.pcm:
        yield "two sentences sound the same"


def odd_texts(trial: _Trial) -> Iterator[str]:
    """Check that every text has a sound with its words inside, and that the next sentence sounds as usual."""
    usual_ms = trial.say(SENTENCE, _FASTEST).duration_ms
    for name, text in trial.odd.items():
        try:
            yield from (f"{name}: {message}" for message in _misplaced(trial.say(text, _FASTEST)))
        except (ArticastError, ValueError) as error:
            yield f"{name}: {error}"
        after_ms = trial.say(SENTENCE, _FASTEST).duration_ms
        if abs(after_ms - usual_ms) > _MAX_JITTER * usual_ms:
            yield f"after {name}: a sentence takes {after_ms} ms instead of {usual_ms} ms"


CHECKS: dict[str, Callable[[_Trial], Iterator[str]]] = {
    "voices": voices,
    "unknown voice": unknown_voice,
    "right text": right_text,
    "length": length,
    "rate": rate,
    "word times": word_times,
    "phonemes": phonemes,
    "same again": same_again,
    "odd texts": odd_texts,
}
"""All checks by their names."""
