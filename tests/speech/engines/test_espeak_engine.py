"""The espeak engine, for real: its own worker, its own library, nothing of the system's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tts.errors import EngineError, UsageError
from tts.model import Prosody, Speech, Utterance, Voice
from tts.speech.engines.espeak.engine import EspeakEngine
from tts.speech.engines.voices import choose_voice

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="signals and repeatable sound need a system with fork")
needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are counted in /proc")

ROOT = Path(__file__).parents[3]
A = "The bees came back in April, and nobody had expected them."
B = "Twenty-three litres of honey!"


def utterance(spoken: str, name: str = "u1") -> Utterance:
    return Utterance(id=name, text="shown", spoken=spoken)


@pytest.fixture(scope="module")
def engine() -> Iterator[EspeakEngine]:
    with EspeakEngine() as engine:
        yield engine


@pytest.fixture(scope="module")
def voice(engine: EspeakEngine) -> Voice:
    return choose_voice(engine.voices(), "en-us", "en")


@pytest.fixture
def say(engine: EspeakEngine, voice: Voice) -> Callable[[str], Speech]:
    return lambda spoken: engine.synthesize(utterance(spoken), voice, Prosody())


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(pid: int) -> bool:
    for _ in range(500):
        if not is_alive(pid):
            return True
        time.sleep(0.01)
    return False


def children(pid: int) -> list[int]:
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in lists for child in path.read_text().split()]


def test_a_sentence_sounds_the_same_whatever_was_said_before(engine: EspeakEngine, voice: Voice) -> None:
    """A, B, A gives A's bytes twice, in one run and across runs."""
    first, other, second = engine.synthesize_all([utterance(A), utterance(B), utterance(A)], voice, Prosody())
    again = engine.synthesize(utterance(A), voice, Prosody())
    assert first.pcm == second.pcm == again.pcm != other.pcm


def test_another_voice_in_between_leaves_no_trace(engine: EspeakEngine, voice: Voice) -> None:
    """A in English, B in German at another rate and pitch, A in English gives A's bytes twice."""
    german = choose_voice(engine.voices(), None, "de")
    first = engine.synthesize(utterance(A), voice, Prosody())
    engine.synthesize(utterance(B), german, Prosody(rate_wpm=300, pitch=90, volume=40))
    assert engine.synthesize(utterance(A), voice, Prosody()).pcm == first.pcm


def test_a_fresh_process_gives_the_same_bytes(say: Callable[[str], Speech], voice: Voice) -> None:
    """Two workers say the same sentence with the same bytes."""
    with EspeakEngine() as other:
        assert other.synthesize(utterance(A), voice, Prosody()).pcm == say(A).pcm


def test_order_and_ids_are_kept(engine: EspeakEngine, voice: Voice) -> None:
    """Forty utterances, spoken two at a time, come back in order and each with its own sound."""
    wanted = [utterance(f"{'word ' * (40 - number)}{number}", f"u{number}") for number in range(40)]
    speeches = list(engine.synthesize_all(wanted, voice, Prosody()))
    assert [speech.utterance_id for speech in speeches] == [one.id for one in wanted]
    lengths = [speech.duration_ms for speech in speeches[::8]]
    assert lengths == sorted(lengths, reverse=True)


def test_no_more_than_the_read_ahead_is_taken(engine: EspeakEngine, voice: Voice) -> None:
    """The engine takes at most nine utterances of its caller before it has given the first speech."""
    taken = []

    def endless() -> Iterator[Utterance]:
        while True:
            taken.append(1)
            yield utterance("One.")

    speeches = engine.synthesize_all(endless(), voice, Prosody())
    next(speeches)
    assert 1 < len(taken) <= 9


def test_an_unfinished_run_does_not_shift_the_next(engine: EspeakEngine, voice: Voice) -> None:
    """What was spoken ahead for an abandoned run is not taken for the next utterance's sound."""
    expected = engine.synthesize(utterance(B), voice, Prosody()).pcm
    next(engine.synthesize_all([utterance(A)] * 5, voice, Prosody()))
    assert engine.synthesize(utterance(B), voice, Prosody()).pcm == expected


def test_word_times(say: Callable[[str], Speech]) -> None:
    """Every written word has one time; spans leave punctuation out; a word ends where the next begins."""
    spoken = "Hello, “big” world — it is 1,234 dollars, na\u00efve or cafe\u0301, 😀 yes."
    speech = say(spoken)
    said = [spoken[word.begin : word.end] for word in speech.words]
    assert said == ["Hello", "big", "world", "it", "is", "1,234", "dollars", "naïve", "or", "cafe\u0301", "😀", "yes"]
    assert [word.end_ms for word in speech.words[:-1]] == [word.begin_ms for word in speech.words[1:]]
    assert speech.words[0].begin_ms == 0
    assert speech.words[-1].end_ms == speech.duration_ms


def test_word_times_are_those_of_the_sound(say: Callable[[str], Speech]) -> None:
    """A word in the middle begins about when the sound of the words before it ends."""
    before = say("seventy-seven elephants").duration_ms
    speech = say("seventy-seven elephants wandered away")
    assert abs(speech.words[2].begin_ms - before) < 150


@pytest.mark.parametrize("rate_wpm", [80, 165, 450])
@pytest.mark.parametrize(
    "spoken",
    [
        "...", "—", "", " ", "!", "*", "😀", "👩‍👩‍👧‍👧 family", "\0", "a\0b", "lone \ud800 surrogate",
        "\x01\x02\x1b[31m",
        "שלום עולם", "العربية ٣", "中文字", "日本語テキスト", "हिन्दी", "ꦗꦮ", "ᏣᎳᎩ", "\u2067right\u2069", "𒀀𒀁", "①②③",
        "x² + y² = ½", "<b>&amp;</b> [[h@loU]]", "http://example.org/a/b?c=d&e=f", "1234567890123456789", "A.B.C.",
        "\ufeffstart",
        "Zürich 5° −3 € 50 %", "a", "I", "7", "www", "z" * 3_000, "word " * 800, "\u200b",
        "no\u00a0break", "line\nbreak\ttab",
    ],
)  # fmt: skip
def test_odd_text_gives_sound_with_sane_words(engine: EspeakEngine, voice: Voice, spoken: str, rate_wpm: int) -> None:
    """Whatever the text, there is a speech whose words lie in it and in its sound, in order."""
    speech = engine.synthesize(utterance(spoken), voice, Prosody(rate_wpm=rate_wpm))
    at_ms, at = 0, 0
    for word in speech.words:
        assert at_ms <= word.begin_ms < word.end_ms <= speech.duration_ms
        assert at <= word.begin < word.end <= len(spoken)
        at_ms, at = word.end_ms, word.end


@pytest.mark.parametrize("spoken", ["...", "", " \n ", "\0", "\ud800", "\u200b"])
def test_a_text_without_sound_is_a_tenth_of_a_second_of_silence(say: Callable[[str], Speech], spoken: str) -> None:
    """What cannot be heard lasts 100 ms, so that it has its place in the timeline."""
    speech = say(spoken)
    assert speech.pcm == bytes(2 * 2205)


def test_what_follows_a_nul_is_said(say: Callable[[str], Speech]) -> None:
    """A NUL in a text sounds like a space and cuts nothing off."""
    assert say("before\0after").pcm == say("before after").pcm


def test_digits_of_other_scripts_are_said(say: Callable[[str], Speech]) -> None:
    """Arabic-Indic, fullwidth and circled digits sound like plain ones."""
    assert say("٣").pcm == say("３").pcm == say("③").pcm == say("3").pcm


@pytest.mark.once
def test_a_very_long_word_and_a_very_long_text_are_said_whole(engine: EspeakEngine, voice: Voice) -> None:
    """100,000 letters without a space, and 15,000 characters of words, each with its word time, are said to the end."""
    fast = Prosody(rate_wpm=450)
    assert engine.synthesize(utterance("ab" * 50_000), voice, fast).duration_ms > 500_000
    spoken = "Bees fly over the hill. " * 600
    speech = engine.synthesize(utterance(spoken), voice, fast)
    said = [spoken[word.begin : word.end] for word in speech.words]
    assert said == spoken.replace(".", "").split()


def test_rate_pitch_volume_change_the_sound(engine: EspeakEngine, voice: Voice, say: Callable[[str], Speech]) -> None:
    """A higher rate is shorter, another pitch sounds different, less volume is lower."""
    plain = say(A)
    fast = engine.synthesize(utterance(A), voice, Prosody(rate_wpm=330))
    high = engine.synthesize(utterance(A), voice, Prosody(pitch=90))
    soft = engine.synthesize(utterance(A), voice, Prosody(volume=20))
    assert fast.duration_ms < 0.7 * plain.duration_ms
    assert high.pcm != plain.pcm
    assert max(memoryview(soft.pcm).cast("h")) < 0.5 * max(memoryview(plain.pcm).cast("h"))


@pytest.mark.once
def test_every_voice_is_offered_once_and_speaks(engine: EspeakEngine) -> None:
    """All voices have an id of their own and a language, and say something."""
    voices = engine.voices()
    assert len({voice.id for voice in voices}) == len(voices) > 100
    for voice in voices:
        assert voice.languages
        assert engine.synthesize(utterance("a ka 1 12"), voice, Prosody()).duration_ms > 100


def test_voices_do_not_change(engine: EspeakEngine) -> None:
    """Two workers list the same voices in the same order."""
    with EspeakEngine() as other:
        assert other.voices() == engine.voices()


def test_unknown_voice(engine: EspeakEngine) -> None:
    """A voice that the engine has not is a mistake of the call, said before anything is spoken."""
    with pytest.raises(UsageError, match=r"no voice 'xx/klingonish'.*articast voices"):
        engine.synthesize_all([utterance(A)], Voice(id="xx/klingonish", name="x"), Prosody())


def test_info(engine: EspeakEngine) -> None:
    """The engine names its version and that it has word times and repeats itself."""
    info = engine.info
    assert info.name == "espeak"
    assert info.version[0].isdigit()
    assert info.word_times
    assert info.repeatable


@needs_proc
def test_a_worker_killed_between_two_runs_is_replaced(voice: Voice) -> None:
    """After a SIGKILL the next utterance is spoken all the same, with the same bytes."""
    with EspeakEngine() as engine:
        expected = engine.synthesize(utterance(A), voice, Prosody()).pcm
        os.kill(engine._worker.pid, signal.SIGKILL)
        assert engine.synthesize(utterance(A), voice, Prosody()).pcm == expected


@needs_proc
def test_a_worker_killed_while_speaking_is_replaced(voice: Voice) -> None:
    """A SIGKILL in the middle of a run loses and doubles no utterance."""
    texts = [f"Sentence number {number} of the run." for number in range(30)]
    with EspeakEngine() as engine:
        expected = [engine.synthesize(utterance(text), voice, Prosody()).pcm for text in texts]
        heard = []
        for number, speech in enumerate(engine.synthesize_all(map(utterance, texts), voice, Prosody())):
            heard.append(speech.pcm)
            if number in (3, 4, 20):
                os.kill(engine._worker.pid, signal.SIGKILL)
    assert heard == expected


@needs_proc
def test_a_hanging_worker_is_replaced(voice: Voice) -> None:
    """A stopped worker meets its deadline, is killed, and another one speaks."""
    with EspeakEngine(deadline_s=0.5) as engine:
        expected = engine.synthesize(utterance(B), voice, Prosody()).pcm
        stopped = engine._worker.pid
        os.killpg(stopped, signal.SIGSTOP)
        assert engine.synthesize(utterance(B), voice, Prosody()).pcm == expected
        assert gone(stopped)


@pytest.mark.once
def test_an_utterance_that_always_fails_is_named(voice: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
    """When three workers give a bad result the error names the utterance, its words, the cause and the next step."""
    monkeypatch.setattr("tts.speech.engines.remote.audio_defect", lambda *_: "it stayed silent")
    with EspeakEngine() as engine, pytest.raises(EngineError) as caught:
        engine.synthesize(utterance(A, "s2-p1-1"), voice, Prosody())
    assert str(caught.value) == (
        f"The engine 'espeak' cannot say s2-p1-1, \"{A}\": it stayed silent. "
        "Change the text, or choose another voice or engine."
    )


@needs_proc
def test_nothing_is_left_behind(voice: Voice) -> None:
    """After leaving, no process, thread of a worker or open file remains, also when a run was abandoned."""
    files = len(list(Path("/proc/self/fd").iterdir()))
    before = set(children(os.getpid()))
    for _ in range(3):
        with EspeakEngine() as engine:
            speeches = engine.synthesize_all([utterance(A)] * 20, voice, Prosody())
            next(speeches)
            pid = engine._worker.pid
            speeches.close()
        assert not is_alive(pid)
    assert set(children(os.getpid())) == before
    assert len(list(Path("/proc/self/fd").iterdir())) == files


@needs_proc
def test_a_worker_dies_with_its_parent(tmp_path: Path) -> None:
    """When the process that uses an engine is killed, the worker ends by itself and leaves no folder."""
    script = (
        "import time; from tts.speech.engines.espeak.engine import EspeakEngine\n"
        "engine = EspeakEngine().__enter__(); engine.info; print(engine._worker.pid, flush=True); time.sleep(60)"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as user:
        assert user.stdout is not None
        pid = int(user.stdout.readline())
        assert is_alive(pid)
        user.kill()
    assert gone(pid)
    assert not list(tmp_path.iterdir())


def test_the_current_folder_shadows_nothing(tmp_path: Path) -> None:
    """Modules in the current folder named like ours and the standard library's are not loaded by the worker."""
    for name in ("pyttsx3", "espeakng_loader", "wave", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('shadowed')")
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tts.speech.engines.espeak.engine import EspeakEngine\n"
        f"import os; os.chdir({str(tmp_path)!r})\n"
        "with EspeakEngine() as engine: print(engine.info.name)"
    )
    ran = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert ran.stdout == "espeak\n"


def test_the_parent_loads_no_speech_library() -> None:
    """Using the engine imports neither pyttsx3 nor espeak's loader into the user's process."""
    script = (
        "import sys, tts; from tts.speech.engines.espeak.engine import EspeakEngine\n"
        "with EspeakEngine() as engine: engine.info\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'pyttsx3', 'espeakng_loader', 'ctypes'}))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize(
    ("spoken", "heard"), [("ꦗꦮ", False), ("ᏣᎳᎩ", False), ("...", True), ("", True), ("ꦗꦮ and more", True), ("7", True)]
)
def test_what_the_voice_cannot_say_is_told(say: Callable[[str], Speech], spoken: str, heard: bool) -> None:
    """Speech of letters that stay silent says so; that of punctuation, and of anything that is heard, does not."""
    assert say(spoken).heard is heard


@needs_proc
def test_a_closed_engine_leaves_no_process_to_others() -> None:
    """The worker waits for the child that spoke before it ends, so that the child's processor time counts."""
    code = """
import ctypes, os
from tts.model import Prosody, Utterance
from tts.speech.engines.espeak.engine import EspeakEngine
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # orphans below become children of this process
with EspeakEngine() as engine:
    assert engine.synthesize(Utterance(id="u1", text="Bees.", spoken="Bees."), engine.voices()[0], Prosody()).pcm
try:
    print("left over:", os.waitpid(-1, 0))
except ChildProcessError:
    print("none")
"""
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout == "none\n"


@pytest.mark.once
def test_the_worker_loads_little() -> None:
    """A worker gets ready without the nouns and the rules, and without what `dataclasses` and subprocesses need."""
    code = "import sys, tts.speech.engines.worker, tts.speech.engines.espeak.speaker; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert {"dataclasses", "subprocess", "logging", "tts.model", "tts.text"}.isdisjoint(loaded.split())
