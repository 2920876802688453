"""hibari for real: its own worker, its own voice, and true sentences."""

from __future__ import annotations

import os
import re
import tomllib
from array import array
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

import tts.speech.lexicon
from tts.errors import EngineError
from tts.model import Hint, Prosody, Speech, Utterance, Voice
from tts.speech.engines.conformance import ODD, check
from tts.speech.engines.natural.engine import NaturalEngine
from tts.speech.engines.natural.voices import is_installed, list_voices

NEWS = tomllib.loads((Path(tts.speech.lexicon.__file__).parent / "news.toml").read_text("utf-8"))["words"]
A = "The bees came back in April, and nobody had expected them."
B = "Twenty-three litres of honey!"
MS = 24  # frames
Say = Callable[..., Speech]


def utterance(spoken: str, *hints: Hint) -> Utterance:
    return Utterance(id="u1", text="shown", spoken=spoken, language="en-US", hints=hints)


def ipa(text: str, word: str, value: str) -> Hint:
    begin = text.index(word)
    return Hint(kind="ipa", begin=begin, end=begin + len(word), value=value)


@pytest.fixture(scope="module")
def engine() -> Iterator[NaturalEngine]:
    if not is_installed():
        message = 'the natural voice is not installed: pip install "articast[natural]"'
        if os.environ.get("CI"):
            pytest.fail(f"{message}; CI must not skip")
        pytest.skip(message)
    with NaturalEngine() as engine:
        yield engine


@pytest.fixture(scope="module")
def voice(engine: NaturalEngine) -> Voice:
    return next(voice for voice in engine.voices() if voice.id == "heart")


@pytest.fixture
def say(engine: NaturalEngine, voice: Voice) -> Say:
    def say(spoken: str, *hints: Hint, **prosody: int) -> Speech:
        return engine.synthesize(utterance(spoken, *hints), voice, Prosody(**prosody))

    return say


def samples(speech: Speech) -> array[int]:
    return array("h", speech.pcm)


def loudness(speech: Speech, begin_ms: int, end_ms: int) -> float:
    """The mean square of a stretch of sound, 1.0 for the loudest possible."""
    part = samples(speech)[begin_ms * MS : end_ms * MS]
    return sum((sample / 32768) ** 2 for sample in part) / max(len(part), 1)


def quietest(speech: Speech, begin_ms: int, end_ms: int) -> float:
    """The loudness of the most silent 40 ms in a stretch of sound."""
    return min(loudness(speech, at, at + 40) for at in range(begin_ms, max(end_ms - 40, begin_ms + 1), 10))


def said_words(speech: Speech, text: str) -> list[str]:
    return [text[word.begin : word.end] for word in speech.words]


def test_the_voice_says_where_it_is_from(engine: NaturalEngine, voice: Voice) -> None:
    """The bundled voice is American English and free; the engine gives exact word times and the same bytes again."""
    assert (voice.name, voice.languages, voice.gender) == ("Heart", ("en-US",), "female")
    assert (voice.engine, voice.licence, voice.model) == ("natural", "Apache-2.0", "")
    info = engine.info_of(voice)
    assert (info.name, info.word_times, info.repeatable) == ("natural", True, True)


@pytest.mark.once
def test_it_conforms(engine: NaturalEngine, voice: Voice) -> None:
    """Nothing is found wrong, except that other scripts are refused."""
    odd = {name: text for name, text in ODD.items() if name not in ("1 MB", "a word of 100,000 letters")}
    assert check(engine, voice, odd) == ()


def test_every_word_has_its_time(say: Say) -> None:
    """Every word has a time, a pause is before the word after a comma, and sound begins where the first word does."""
    speech = say(A)
    assert said_words(speech, A) == re.findall(r"\w+", A)
    begins = {A[word.begin : word.end]: word.begin_ms for word in speech.words}
    assert quietest(speech, begins["and"] - 200, begins["and"]) < 1e-5
    assert loudness(speech, begins["bees"], begins["came"]) > 1e-3
    assert quietest(speech, 0, begins["The"]) < 1e-6 < loudness(speech, begins["The"], begins["bees"])
    assert speech.words[-1].end_ms == len(speech.pcm) // 2 // MS


@pytest.mark.parametrize("mark", [", ", " — ", "; ", ": ", "… "])
def test_a_mark_gives_a_pause(say: Say, mark: str) -> None:
    """A comma, dash, colon or ellipsis is heard as a pause, also in a sentence so short that the voice makes none."""
    text = f"I came{mark}I saw."
    speech = say(text)
    second = speech.words[2]
    assert text[second.begin :].startswith("I saw")
    assert quietest(speech, second.begin_ms - 150, second.begin_ms) < 1e-4
    assert len(speech.pcm) > len(say("I came I saw.").pcm)


def test_a_hyphen_gives_none(say: Say) -> None:
    """The words of a compound are joined."""
    joined, apart = say("A well-known man came."), say("A well — known man came.")
    assert len(joined.pcm) + 100 * MS * 2 < len(apart.pcm)


def test_letters_and_names_are_said_by_their_hints(say: Say) -> None:
    """A hint changes the sound of its words and of no other's time; all words are still found."""
    text = "The A P said Nguyen won."
    begin = text.index("A P")
    letters = [Hint(kind="letters", begin=at, end=at + 1) for at in (begin, begin + 2)]
    plain, hinted = say(text), say(text, *letters, ipa(text, "Nguyen", "nwɪn"))
    assert said_words(plain, text) == said_words(hinted, text) == ["The", "A", "P", "said", "Nguyen", "won"]
    assert plain.pcm != hinted.pcm
    lengths = [word.end_ms - word.begin_ms for word in hinted.words]
    assert lengths[4] < plain.words[4].end_ms - plain.words[4].begin_ms  # one syllable


@pytest.mark.parametrize("quoted", ["“{}”", '"{}"', "“{},” he said", '("{}")', "say “{}”"])
def test_quotation_marks_do_not_change_a_word(engine: NaturalEngine, voice: Voice, quoted: str) -> None:
    """A word has the same sounds with and without quotation marks."""
    for text in ("The bees", "That way", "Complete", "Who else", "I see"):
        assert engine.transcribe(text, voice) in engine.transcribe(quoted.format(text), voice)


@pytest.mark.parametrize(
    ("text", "ipa"),
    [
        ("the wg met", "ðə dˌʌbəljudʒˈi mˈɛt"),  # letters
        ("JSON and NAKASHIMA", "dʒˈeɪsˈɑn ænd nˌækəʃˈimə"),  # words
        ("the IETF, LAPD and UNHCR", "ði ˌaɪˌitˌiˈɛf, ˌɛlˌeɪpˌidˈi ænd jˌuˌɛnˌeɪtʃsˌiˈɑɹ"),  # neither
        ("FROM THE BEES", "fɹˈʌm ðə bˈiz"),
        ("his résumé", "hɪz ɹˌeɪsumˈeɪ"),
        ("they resume", "ðeɪ ɹəzˈum"),
        ("platform-as-a-service", "plˈætfˌɔɹmæzɐsˈɜɹvəs"),
    ],
)
def test_words_and_letters_are_told_apart(engine: NaturalEngine, voice: Voice, text: str, ipa: str) -> None:
    """Capitals that no mouth can say are called by their names, others are words; an accent at the end is heard."""
    assert engine.transcribe(text, voice) == ipa


@pytest.mark.once
def test_names_of_the_news_lexicon_are_said(engine: NaturalEngine, voice: Voice) -> None:
    """Every third transcription is spoken, and each of its words has a time; test_renderings.py has them all."""
    # one spelling of each: the engine suspects two texts that sound alike
    spellings = {
        entry["phonemes"]: word for word, entry in NEWS.items() if isinstance(entry, dict) and "phonemes" in entry
    }
    written = {word: phonemes for phonemes, word in spellings.items()}
    words = list(written)[::3]
    wanted = []
    for some in (words[first : first + 8] for first in range(0, len(words), 8)):
        text = "We saw "
        hints = []
        for word in some:
            hints.append(Hint(kind="ipa", begin=len(text), end=len(text) + len(word), value=written[word]))
            text += f"{word}, "
        wanted.append(utterance(f"{text}and us.", *hints))
    for said, speech in zip(wanted, engine.synthesize_all(wanted, voice, Prosody(rate_wpm=450)), strict=True):
        assert speech.heard, said.spoken
        assert len(speech.words) == len(said.spoken.split()), said.spoken


def test_all_letters_are_said(say: Say) -> None:
    """Each letter of the alphabet has its own time and sound when it is called by its name."""
    text = " ".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    speech = say(text, *(Hint(kind="letters", begin=at, end=at + 1) for at in range(0, len(text), 2)))
    assert said_words(speech, text) == text.split()
    assert all(loudness(speech, word.begin_ms, word.begin_ms + 175) > 1e-4 for word in speech.words)


def test_it_sounds_the_same_whatever_was_said_before(engine: NaturalEngine, voice: Voice, say: Say) -> None:
    """A, B, A gives A's bytes twice, with another rate and pitch in between, and in another process."""
    first = say(A)
    assert first.pcm != say(B, rate_wpm=300, pitch=80).pcm
    assert say(A).pcm == first.pcm
    with NaturalEngine() as other:
        assert other.synthesize(utterance(A), voice, Prosody()).pcm == first.pcm


@pytest.mark.parametrize("text", ["We met Иван Петров.", "東京 is large.", "It is شمس here.", "The word λόγος."])
def test_other_scripts_are_refused(say: Say, text: str) -> None:
    """Where the voice cannot say a word, it says nothing, and the speech names the word."""
    speech = say(text)
    word = next(word for word in re.findall(r"\w+", text) if not word.isascii())
    assert not speech.heard
    assert word in speech.note


@pytest.mark.parametrize("name", ["Nguyễn", "Łódź", "Straße", "Zürich", "Ağrı", "Þórr", "Œuvre", "Dvořák"])
def test_marked_letters_are_said(say: Say, name: str) -> None:
    """A Latin letter that the voice does not know is read as its plain one, and none is lost."""
    speech = say(f"{name} won.")
    assert said_words(speech, f"{name} won.") == [name, "won"]
    assert speech.heard
    assert speech.words[0].end_ms - speech.words[0].begin_ms > 150


@pytest.mark.parametrize("text", ["", " \n", "...", "… !? —", "😀", "★ ★"])
def test_nothing_to_say_is_a_short_silence(say: Say, text: str) -> None:
    """Without words there is a tenth of a second of silence."""
    speech = say(text)
    assert (len(speech.pcm), speech.heard) == (100 * MS * 2, True)
    assert not any(samples(speech))


@pytest.mark.parametrize(
    "text", ["before\0after", "\x01\x1b[31m red", "half \ud800 a pair", "[red](/ɡɹˈin/) [x", "](/"]
)
def test_hostile_texts_do_no_harm(say: Say, text: str) -> None:
    """Controls, lone surrogates and text that looks like phonemes are read or left out; the next text is as usual."""
    usual = say(A).pcm
    say(text)
    assert say(A).pcm == usual


def test_text_that_looks_like_phonemes_is_read(say: Say) -> None:
    """Brackets in the text do not replace its words by sounds."""
    assert len(say("See [red](/z/) now.").pcm) > len(say("See red now.").pcm)


@pytest.mark.once
def test_a_long_sentence_is_said_to_its_end(say: Say) -> None:
    """Of 1,500 characters without a full stop no word is lost; times rise from word to word."""
    text = " ".join(["honey", "and", "wax", "for", "all"] * 75)
    speech = say(text, rate_wpm=450)
    assert len(text) > 1_500
    assert len(speech.words) == 375
    assert all(before.begin_ms < after.begin_ms for before, after in pairwise(speech.words))


@pytest.mark.once
def test_a_word_without_end_is_said_to_its_end(say: Say) -> None:
    """A word of 550 letters takes ten times as long as one of 55."""
    long, short = (len(say("abomination" * count, rate_wpm=450).pcm) for count in (50, 5))
    assert 8 < long / short < 12


@pytest.mark.once
def test_the_rate_is_in_words_per_minute(say: Say) -> None:
    """The usual rate is the voice's own, about 165 words a minute; any other one is as much faster or slower."""
    text = " ".join((A, "Twenty litres of honey were in the cellar under the old mill."))
    usual = len(say(text).pcm) / 2 / MS / 60_000
    assert 150 < len(text.split()) / usual < 200
    lengths = [len(say(text, rate_wpm=rate).pcm) / 2 / MS / 60_000 for rate in (80, 110, 165, 250, 330, 450)]
    assert lengths == sorted(lengths, reverse=True)
    for rate, length in zip((80, 110, 165, 250, 330, 450), lengths, strict=True):
        assert length == pytest.approx(usual * 165 / rate, rel=0.02)


def test_words_are_found_at_every_rate(say: Say) -> None:
    """Word times follow the rate: each begins at the same share of the sound."""
    usual, fast = say(A), say(A, rate_wpm=330)
    for slow_word, fast_word in zip(usual.words, fast.words, strict=True):
        assert abs(slow_word.begin_ms - 2 * fast_word.begin_ms) <= 30


def pitches_hz(speech: Speech) -> dict[int, float]:
    """The frequency of each voiced stretch by its beginning, between 140 and 320 Hz, by normalised autocorrelation.

    A parabola through the best lag and its neighbours finds what is between whole lags.
    """
    whole = samples(speech)
    sound = [sum(whole[at : at + 4]) for at in range(0, len(whole) - 4, 4)]
    rate = MS * 1000 // 4
    found = {}
    for begin in range(0, len(sound) - 400, 600):
        part = sound[begin : begin + 300]
        energy = sum(one * one for one in part)
        if energy / 300 < 2_000**2:
            continue
        scores = {
            lag: sum(one * other for one, other in zip(part, sound[begin + lag :], strict=False))
            / (energy * sum(other * other for other in sound[begin + lag : begin + lag + 300]) + 1) ** 0.5
            for lag in range(rate // 320, rate // 140)
        }
        lag = max(scores, key=scores.__getitem__)
        if scores[lag] > 0.9 and lag - 1 in scores and lag + 1 in scores:
            before, best, after = (scores[lag + step] for step in (-1, 0, 1))
            found[begin] = rate / (lag + (before - after) / (2 * (before - 2 * best + after)))
    return found


@pytest.mark.once
def test_pitch_changes_the_tone_and_not_the_length(say: Say) -> None:
    """The whole range of pitch is an octave: 25 is three semitones lower than the voice's own, 75 three higher."""
    low, usual, high = (say(A, pitch=pitch) for pitch in (25, 50, 75))
    assert len(low.pcm) == len(usual.pcm) == len(high.pcm)
    own = pitches_hz(usual)
    for speech, factor in ((low, 2**-0.25), (high, 2**0.25)):
        ratios = [hz / own[begin] for begin, hz in pitches_hz(speech).items() if begin in own]
        assert len(ratios) >= 5
        assert median(ratios) == pytest.approx(factor, rel=0.05)


def test_volume_changes_the_loudness(say: Say) -> None:
    """Half the volume has half the amplitude, none is silence, and the loudest does not clip."""
    full, half = samples(say(B)), samples(say(B, volume=50))
    assert max(full) < 32_767
    assert max(abs(2 * soft - loud) for soft, loud in zip(half, full, strict=True)) <= 2


def test_nothing_is_left_on_the_computer(voice: Voice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library that computes the voice keeps no identifier of the computer and no record of what was said."""
    for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA", "TMPDIR", "TEMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "0")
    monkeypatch.chdir(tmp_path)
    with NaturalEngine() as other:
        assert other.synthesize(utterance(A), voice, Prosody()).heard
    assert [*tmp_path.rglob("*")] == []


@pytest.mark.once
def test_no_prosody_costs_a_worker(engine: NaturalEngine, say: Say) -> None:
    """The slowest, fastest, lowest, highest and softest speech comes from the same process."""
    pid = engine._worker.pid
    extremes = ({"rate_wpm": 80}, {"rate_wpm": 450}, {"pitch": 0}, {"pitch": 100}, {"volume": 0}, {"volume": 1})
    for prosody in extremes:
        for text in (A, B, "I.", "A B C"):
            assert say(text, **prosody).heard
    assert engine._worker.pid == pid


@pytest.mark.once
def test_a_broken_voice_is_reported_in_one_line(engine: NaturalEngine, tmp_path: Path) -> None:
    """A damaged file, one of another kind and one that is missing are named with a next step."""
    for name, content in (("bf_emma.int8.onnx", b"not a network"), ("bm_fable.int8.onnx", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        broken = Voice(id="emma", name="Emma", languages=("en-GB",), engine="natural", model=str(path))
        with pytest.raises(
            EngineError, match=rf"{name} is not a voice of hibari, or is damaged; copy it again\. Choose"
        ):
            engine.synthesize(utterance("Bees."), broken, Prosody())
    missing = Voice(id="emma", name="Emma", languages=("en-GB",), engine="natural", model=str(tmp_path / "no.onnx"))
    with pytest.raises(EngineError, match=r"no\.onnx is not a voice of hibari\. Choose"):
        engine.synthesize(utterance("Bees."), missing, Prosody())


@pytest.mark.once
def test_a_copy_in_the_users_folder_speaks_alike(engine: NaturalEngine, voice: Voice, say: Say, tmp_path: Path) -> None:
    """A voice file under another name is recognised by its content and makes the same sound."""
    source = next(path for path in Path(_hibari_folder()).glob("assets/hibari.onnx"))
    copy = tmp_path / "my voice.onnx"
    copy.write_bytes(source.read_bytes())
    own = Voice(id="heart", name="Heart", languages=("en-US",), engine="natural", model=str(copy))
    assert engine.synthesize(utterance(A), own, Prosody()).pcm == say(A).pcm


def _hibari_folder() -> str:
    from importlib.util import find_spec

    spec = find_spec("hibari")
    assert spec is not None
    assert spec.origin is not None
    return str(Path(spec.origin).parent)


def test_voices_are_listed_alike_inside_and_outside(engine: NaturalEngine) -> None:
    """The worker knows the voices that are listed without it."""
    assert {voice["id"] for voice in engine._hello()["voices"]} == {voice.id for voice in list_voices()}
