"""The cache gives the engine's speech again, byte by byte, or nothing; and it never stands in the way."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import EngineError, UsageError
from tts.model import EngineInfo, Hint, Prosody, Speech, Utterance, Voice, Word
from tts.speech.cache import CachedEngine, cache_note, entry, with_cache
from tts.speech.cache import folder as folder_module
from tts.speech.cache.entry import SpeechKeys, pack, unpack
from tts.speech.cache.folder import MIN_FREE_BYTES, VARIABLE, SpeechCache, cache_folder
from tts.speech.engines import Engine, load
from tts.speech.engines.espeak.engine import EspeakEngine
from tts.speech.engines.silent import SilentEngine
from tts.speech.engines.voices import choose_voice

INFO = EngineInfo(name="test", version="1", word_times=True, repeatable=True)
VOICE = Voice(id="en", name="English", languages=("en",))
KEY = "ab" * 20
SENTENCES = ("Bees fly far.", "They come back!", "Rain is heavy.", "Hives are cheap, are they not?", "…")


def say(*spoken: str) -> tuple[Utterance, ...]:
    return tuple(Utterance(id=f"u{number}", text=text, spoken=text) for number, text in enumerate(spoken))


def speech(pcm: bytes = b"\1\0" * 50, **values: object) -> Speech:
    return replace(Speech(utterance_id="u1", pcm=pcm, frame_rate_hz=8_000), **values)


class Listening(SilentEngine):
    """The silent engine, which remembers the calls, takes `ahead` utterances before it speaks, and fails at "fault"."""

    caches = True

    def __init__(self, ahead: int = 3, info: EngineInfo = INFO) -> None:
        self.ahead = ahead
        self.runs: list[list[str]] = []
        self.is_repeatable = info.repeatable

    def info_of(self, voice: Voice) -> EngineInfo:
        return replace(super().info_of(voice), repeatable=self.is_repeatable)

    @property
    def said(self) -> list[str]:
        """All that was spoken, in order."""
        return [text for run in self.runs for text in run]

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        return self._say(iter(utterances), super().synthesize_all, voice, prosody)

    def _say(
        self,
        utterances: Iterator[Utterance],
        synthesize: Callable[[Iterable[Utterance], Voice, Prosody], Iterator[Speech]],
        voice: Voice,
        prosody: Prosody,
    ) -> Iterator[Speech]:
        self.runs.append(run := [])
        waiting: list[Utterance] = []
        while True:
            while len(waiting) < self.ahead and (following := next(utterances, None)):
                waiting.append(following)
            if not waiting:
                return
            utterance = waiting.pop(0)
            if "fault" in utterance.spoken:
                raise EngineError(f"cannot say {utterance.id}")
            run.append(utterance.spoken)
            yield from synthesize((utterance,), voice, prosody)


@pytest.fixture
def cache(tmp_path: Path) -> SpeechCache:
    return SpeechCache(tmp_path / "speech")


@pytest.fixture(scope="module")
def espeak() -> Iterator[EspeakEngine]:
    with EspeakEngine() as engine:
        yield engine


def files(cache: SpeechCache) -> list[Path]:
    return sorted(path for path in cache.folder.glob("*/*") if path.is_file())


def hear(engine: Engine, *spoken: str, prosody: Prosody = Prosody()) -> list[Speech]:  # noqa: B008 - it is frozen
    return list(engine.synthesize_all(say(*spoken), VOICE, prosody))


# -- the same speech ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="espeak-ng is not repeatable without fork")
def test_the_cache_gives_the_speech_of_the_engine(espeak: EspeakEngine, cache: SpeechCache) -> None:
    """What espeak-ng says, what is stored meanwhile and what is read back are the same: sound, words, silence."""
    voice = choose_voice(espeak.voices(), "en-us", "en")
    cached = CachedEngine(espeak, cache)
    plain = list(espeak.synthesize_all(say(*SENTENCES), voice, Prosody()))
    assert list(cached.synthesize_all(say(*SENTENCES), voice, Prosody())) == plain
    assert len(files(cache)) == len(SENTENCES)
    assert list(cached.synthesize_all(say(*SENTENCES), voice, Prosody())) == plain
    assert [cached.synthesize(utterance, voice, Prosody()) for utterance in say(*SENTENCES)] == plain


def test_an_engine_is_not_asked_for_what_is_stored(cache: SpeechCache) -> None:
    """A second run of the same sentences speaks none of them; with one changed, only that one."""
    engine = Listening()
    first = hear(CachedEngine(engine, cache), *SENTENCES)
    assert first == hear(SilentEngine(), *SENTENCES)
    engine.runs.clear()
    assert hear(CachedEngine(engine, cache), *SENTENCES) == first
    assert engine.said == []
    changed = (*SENTENCES[:2], "Rain is light.", *SENTENCES[3:])
    assert hear(CachedEngine(engine, cache), *changed) == hear(SilentEngine(), *changed)
    assert engine.said == ["Rain is light."]


def test_speech_has_the_id_of_its_utterance(cache: SpeechCache) -> None:
    """The same sentence elsewhere is read from the cache, as the speech of that place."""
    engine = Listening()
    hear(CachedEngine(engine, cache), "Bees fly.")
    (_, second) = hear(CachedEngine(engine, cache), "New.", "Bees fly.")
    assert second.utterance_id == "u1"
    assert engine.said == ["Bees fly.", "New."]


def test_sentences_in_a_row_go_to_the_engine_together(cache: SpeechCache) -> None:
    """Those that are not stored are spoken in as few runs as possible, so that the engine can speak ahead."""
    engine = Listening()
    hear(CachedEngine(engine, cache), "three", "six")
    engine.runs.clear()
    hear(CachedEngine(engine, cache), "one", "two", "three", "four", "five", "six", "seven")
    runs = [run for run in engine.runs if run]
    assert runs == [["one", "two"], ["four", "five"], ["seven"]]


@given(st.lists(st.sampled_from("abcdefgh"), max_size=12), st.sets(st.sampled_from("abcdefgh")), st.integers(1, 5))
def test_order_is_kept_whatever_is_stored(
    tmp_path_factory: pytest.TempPathFactory, spoken: list[str], stored: set[str], ahead: int
) -> None:
    """Whichever sentences are stored, and however far the engine takes them ahead, the speech is in order."""
    cached = CachedEngine(Listening(ahead), SpeechCache(tmp_path_factory.mktemp("cache")))
    hear(cached, *sorted(stored))
    assert hear(cached, *spoken) == hear(SilentEngine(), *spoken)


def test_no_more_is_taken_than_the_engine_takes(cache: SpeechCache) -> None:
    """Of a long article, no more than the engine's own look-ahead and one utterance are in memory."""
    taken: list[str] = []

    def article() -> Iterator[Utterance]:
        for number in range(100):
            taken.append(str(number))
            yield Utterance(id=f"u{number}", text="x", spoken=f"Sentence {number % 50}.")

    for heard, _ in enumerate(CachedEngine(Listening(ahead=3), cache).synthesize_all(article(), VOICE, Prosody()), 1):
        assert len(taken) <= heard + 3


def test_what_fails_is_not_stored(cache: SpeechCache) -> None:
    """An error of the engine passes through at its place; what was spoken before it is stored."""
    speeches = CachedEngine(Listening(), cache).synthesize_all(say("one", "two", "a fault", "four"), VOICE, Prosody())
    assert [next(speeches).utterance_id, next(speeches).utterance_id] == ["u0", "u1"]
    with pytest.raises(EngineError, match="u2"):
        next(speeches)
    assert len(files(cache)) == 2


@pytest.mark.parametrize("changes", [{"voice": replace(VOICE, id="de")}, {"heard": False, "note": "It has no sounds."}])
def test_only_what_the_voice_said_is_stored(cache: SpeechCache, changes: dict[str, object]) -> None:
    """A sentence that the voice cannot say, or that another voice said for it, is not stored."""

    class Replacing(Listening):
        def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
            return (replace(speech, **changes) for speech in super().synthesize_all(utterances, voice, prosody))

    engine = Replacing()
    first, second = (hear(CachedEngine(engine, cache), "one") for _ in range(2))
    assert first == second
    assert engine.said == ["one", "one"]
    assert files(cache) == []


def test_a_model_that_cannot_be_read_is_left_to_the_engine(cache: SpeechCache, tmp_path: Path) -> None:
    """Where the file of a voice is missing, the engine is asked as without a cache, and reports it."""
    engine = Listening()
    voice = replace(VOICE, model=str(tmp_path / "missing.onnx"))
    for _ in range(2):
        list(CachedEngine(engine, cache).synthesize_all(say("one"), voice, Prosody()))
    assert engine.said == ["one", "one"]


def test_a_voice_that_does_not_exist_is_an_error(cache: SpeechCache) -> None:
    """The call itself reports an unknown voice, as without a cache."""
    with pytest.raises(UsageError, match="no voice 'xx'"):
        CachedEngine(SilentEngine(), cache).synthesize_all((), Voice(id="xx", name="None"), Prosody())


def test_speech_that_varies_is_not_stored(cache: SpeechCache) -> None:
    """An engine that says a text differently each time is asked each time."""
    engine = Listening(info=replace(INFO, repeatable=False))
    assert [hear(CachedEngine(engine, cache), "one"), engine.said] == [hear(SilentEngine(), "one"), ["one"]]
    hear(CachedEngine(engine, cache), "one")
    assert engine.said == ["one", "one"]
    assert not cache.folder.exists()


def test_only_slow_engines_are_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine is cached if its class says so and the cache is on; if nothing can be kept, the note says why."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert isinstance(load("silent"), SilentEngine)
    slow = Listening()
    assert isinstance(with_cache(slow), CachedEngine)
    assert cache_note() == ""
    tmp_path.joinpath("speech").write_text("a file in its place")
    hear(with_cache(slow), "one")
    assert "Speech is not kept for the next run" in cache_note()
    monkeypatch.setenv(VARIABLE, "")
    assert with_cache(slow) is slow
    assert cache_note() == ""


# -- keys --------------------------------------------------------------------------------------------------------------


HINTS = (
    (Hint(kind="letters", begin=0, end=1),),
    (Hint(kind="letters", begin=0, end=2),),
    (Hint(kind="letters", begin=0, end=1), Hint(kind="letters", begin=2, end=3)),
    (Hint(kind="ipa", begin=0, end=4, value="a"),),
    (Hint(kind="ipa", begin=0, end=4, value="b"),),
    (Hint(kind="ipa", begin=0, end=4, value="b", respelling="bee"),),
    (Hint(kind="x-espeak", begin=0, end=4, value="b"),),
)


def test_all_that_shapes_the_sound_is_in_the_key(tmp_path: Path) -> None:
    """Another engine, version, voice, prosody, text, hint or language: another key. The shown text is in none."""
    here = Utterance(id="u1", text="shown", spoken="said", language="en")

    def key(
        utterance: Utterance = here, info: EngineInfo = INFO, voice: Voice = VOICE, prosody: Prosody | None = None
    ) -> str:
        return SpeechKeys(info, voice, prosody or Prosody()).key(utterance)

    keys = [
        key(),
        key(info=replace(INFO, name="other")),
        key(info=replace(INFO, version="2")),
        key(voice=replace(VOICE, id="de")),
        key(voice=replace(VOICE, languages=("de",))),
        key(prosody=Prosody(rate_wpm=166)),
        key(prosody=Prosody(pitch=51)),
        key(prosody=Prosody(volume=99)),
        key(replace(here, spoken="Said")),
        key(replace(here, language="de")),
        *(key(replace(here, hints=hints)) for hints in HINTS),
    ]
    assert len(set(keys)) == len(keys)
    assert key(replace(here, id="u2", text="other", break_ms=700)) == key()


def test_the_content_of_a_model_is_in_the_key(tmp_path: Path) -> None:
    """A voice file with other bytes, or other settings next to it, is another voice; its path does not matter."""

    def key(model: Path | str) -> str:
        return SpeechKeys(INFO, replace(VOICE, model=str(model)), Prosody()).key(say("said")[0])

    model, settings = tmp_path / "a.onnx", tmp_path / "a.onnx.json"
    model.write_bytes(b"one")
    keys = [key(""), key(model)]
    settings.write_text("{}")
    keys.append(key(model))
    (tmp_path / "moved").mkdir()
    model, settings = (Path(shutil.copy(file, tmp_path / "moved")) for file in (model, settings))
    assert key(model) == keys[-1]
    settings.write_text('{"speaker": 1}')
    keys.append(key(model))
    model.write_bytes(b"another")
    keys.append(key(model))
    assert len(set(keys)) == len(keys)


def test_the_code_of_the_engines_is_in_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Changed, added or renamed code of an engine gives another key; what Python compiled of it does not matter."""
    monkeypatch.setattr(entry, "_ENGINES", tmp_path)

    def key() -> str:
        entry._hash_engines.cache_clear()
        return SpeechKeys(INFO, VOICE, Prosody()).key(say("said")[0])

    keys = [key()]
    for name, text in (("render.py", "a"), ("render.py", "b"), ("other.py", "b"), ("sounds.toml", "b")):
        tmp_path.joinpath(name).write_text(text)
        keys.append(key())
    tmp_path.joinpath("render.pyc").write_text("compiled")
    assert key() == keys[-1]
    tmp_path.joinpath("other.py").rename(tmp_path / "another.py")
    keys.append(key())
    assert len(set(keys)) == len(keys)
    monkeypatch.undo()
    entry._hash_engines.cache_clear()


def test_the_libraries_that_compute_sound_are_in_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of onnxruntime, numpy or scipy, or one that was not there before, gives another key."""
    installed = {"numpy": "2.4", "onnxruntime": "1.32"}

    def key() -> str:
        entry._list_libraries.cache_clear()
        return SpeechKeys(INFO, VOICE, Prosody()).key(say("said")[0])

    monkeypatch.setattr(entry, "find_version", installed.get)
    keys = [key()]
    for changes in ({"numpy": "2.5"}, {"onnxruntime": "1.33"}, {"scipy": "1.17"}):
        installed.update(changes)
        keys.append(key())
    assert len(set(keys)) == len(keys)
    monkeypatch.undo()
    entry._list_libraries.cache_clear()


# -- damage ------------------------------------------------------------------------------------------------------------

WORDS = (Word(begin=0, end=4, begin_ms=0, end_ms=120), Word(begin=5, end=8, begin_ms=120, end_ms=360))


@given(st.binary(min_size=2, max_size=200).filter(lambda pcm: len(pcm) % 2 == 0))
def test_a_file_holds_all_of_a_sound(pcm: bytes) -> None:
    """Sound of any bytes, its frame rate and its words come back as they were."""
    whole = speech(pcm=pcm, words=WORDS)
    assert unpack(KEY, pack(KEY, whole)) == replace(whole, utterance_id="")


def test_no_damaged_file_is_heard() -> None:
    """A file that is cut anywhere, has one other bit anywhere, goes on too long, or has another name is no speech."""
    data = pack(KEY, speech(words=WORDS))
    assert [size for size in range(len(data)) if unpack(KEY, data[:size])] == []
    for place in range(len(data)):
        flipped = bytearray(data)
        flipped[place] ^= 1 << place % 8
        assert unpack(KEY, bytes(flipped)) is None
    assert unpack(KEY, data + b"\0") is None
    assert unpack("cd" * 20, data) is None


def test_a_damaged_file_is_replaced(cache: SpeechCache) -> None:
    """The engine speaks what a damaged file had, and the next run reads it."""
    engine = Listening()
    (before,) = hear(CachedEngine(engine, cache), "one")
    (file,) = files(cache)
    whole = file.read_bytes()
    for damaged in (whole[:-1], b"", whole[:40] + b"x" + whole[41:]):
        file.write_bytes(damaged)
        engine.runs.clear()
        assert hear(CachedEngine(engine, cache), "one") == [before]
        assert engine.said == ["one"]
        assert file.read_bytes() == whole


# -- the folder --------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_nothing_is_read_from_a_pipe(cache: SpeechCache) -> None:
    """A pipe in the place of a file is not waited for, and is replaced."""
    cache.write(KEY, speech())
    (path,) = files(cache)
    path.unlink()
    os.mkfifo(path)
    assert cache.read(KEY) is None
    cache.write(KEY, speech())
    assert cache.read(KEY) is not None


def test_file_names_say_nothing(cache: SpeechCache) -> None:
    """Names are hexadecimal digits, and only the owner can open the folder."""
    hear(CachedEngine(Listening(), cache), "secret")
    (file,) = files(cache)
    assert set(file.parent.name + file.name) <= set("0123456789abcdef")
    assert os.name == "nt" or cache.folder.stat().st_mode & 0o077 == 0


def test_the_oldest_are_removed_first(tmp_path: Path) -> None:
    """When a folder has its share, what was used last stays: what was just read stays longer than what was not."""
    size = len(pack(KEY, speech()))
    cache = SpeechCache(tmp_path, max_bytes=256 * (3 * size + 10))
    keys = [f"ab{number:038x}" for number in range(4)]
    for age, key in enumerate(keys[:3]):
        cache.write(key, speech())
        os.utime(tmp_path / key[:2] / key[2:], (1000 + age, 1000 + age))
    assert cache.read(keys[0])
    cache.write(keys[3], speech())
    assert [bool(cache.read(key)) for key in keys] == [True, False, True, True]


def test_the_limit_holds(tmp_path: Path) -> None:
    """However much is stored, the files are within the limit, also with leftovers of a run that was killed."""
    cache = SpeechCache(tmp_path, max_bytes=256 * 1_000)
    leftover = tmp_path / "ab" / ("0" * 16 + ".part")
    leftover.parent.mkdir()
    leftover.write_bytes(bytes(900))
    os.utime(leftover, (1, 1))
    for number in range(30):
        cache.write(f"ab{number:038x}", speech())
        cache.write(f"{number:02x}{number:038x}", speech())
    assert not leftover.exists()
    assert sum(file.stat().st_size for file in (tmp_path / "ab").iterdir()) <= 1_000
    assert cache.measure().size_bytes <= cache.max_bytes
    cache.write(KEY, speech(pcm=bytes(2_000)))  # more than a share: it would remove all others, and itself
    assert cache.read(KEY) is None


def test_clearing_leaves_other_files_alone(cache: SpeechCache) -> None:
    """All speech is removed and counted; a file that is not the cache's stays."""
    hear(CachedEngine(Listening(), cache), "one", "two")
    size = cache.measure()
    assert (size.utterances, size.size_bytes) == (2, sum(file.stat().st_size for file in files(cache)))
    other = files(cache)[0].with_name("letter.txt")
    other.write_text("Dear")
    assert cache.clear() == size
    assert files(cache) == [other]
    assert cache.measure().utterances == 0


def test_a_folder_that_cannot_be_used_only_means_no_cache(tmp_path: Path) -> None:
    """With a file in its place, all is spoken, nothing fails, and there is one note with the next step."""
    tmp_path.joinpath("speech").write_text("a file")
    cache = SpeechCache(tmp_path / "speech")
    engine = Listening()
    for _ in range(2):
        assert hear(CachedEngine(engine, cache), "one", "two") == hear(SilentEngine(), "one", "two")
    assert engine.said == ["one", "two"] * 2
    assert cache.note.startswith(f"{cache.folder}: Speech is not kept for the next run. ")
    assert VARIABLE in cache.note


def test_a_folder_that_cannot_be_looked_into_only_means_no_cache(tmp_path: Path) -> None:
    """A place that the system refuses to look at, such as the home of another user, fails nothing either."""
    cache = SpeechCache(tmp_path / ("speech" * 60))  # too long a name; chmod would not hold back root
    assert hear(CachedEngine(Listening(), cache), "one") == hear(SilentEngine(), "one")
    assert cache.note.startswith(f"{cache.folder}: Speech is not kept for the next run. ")


def test_a_folder_without_permission_is_still_read(cache: SpeechCache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Speech in a folder that cannot be written to is used; new speech is not stored, with a note."""

    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    engine = Listening()
    hear(CachedEngine(engine, cache), "one")
    monkeypatch.setattr(folder_module, "_write_file", refuse)  # chmod would not hold back root
    hear(CachedEngine(engine, cache), "one", "two")
    assert engine.said == ["one", "two"]
    assert "Permission denied" in cache.note


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from tts.model import Speech
from tts.speech.cache.folder import SpeechCache
cache = SpeechCache(Path(sys.argv[1]))
cache.write("ab" * 20, Speech(utterance_id="u1", pcm=bytes(4000), frame_rate_hz=8000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
cache.write("cd" * 20, Speech(utterance_id="u2", pcm=bytes(4000), frame_rate_hz=8000))
assert cache.read("ab" * 20) and not cache.read("cd" * 20)
print(cache.note)
"""


def test_a_full_disk_only_means_no_cache(tmp_path: Path) -> None:
    """A file that cannot be written as a whole leaves nothing behind, and what was stored can still be read."""
    pytest.importorskip("resource", reason="this system cannot limit the size of files")
    done = subprocess.run([sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Speech is not kept for the next run. File too large." in done.stdout
    assert [path.name for path in tmp_path.glob("*/*")] == ["ab" * 19]


def test_the_last_space_is_left_to_packages(cache: SpeechCache, monkeypatch: pytest.MonkeyPatch) -> None:
    """With little space on the disk nothing is stored, so that the package does not fail for the cache's sake."""
    monkeypatch.setattr(folder_module.shutil, "disk_usage", lambda _: SimpleNamespace(free=MIN_FREE_BYTES - 1))
    cache.write(KEY, speech())
    assert files(cache) == []
    assert "little space left on the disk" in cache.note


def test_the_system_decides_where_the_cache_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ARTICAST_CACHE comes first and turns it off if empty; then the system's variable, unless it is relative."""
    system = {"win32": "LOCALAPPDATA"}.get(sys.platform, "XDG_CACHE_HOME")
    assert cache_folder({VARIABLE: ""}) is None
    assert cache_folder({VARIABLE: str(tmp_path), system: "/other"}) == tmp_path / "speech"
    assert cache_folder({system: str(tmp_path)}) == tmp_path / "articast" / "speech"
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    below = cache_folder({system: "relative"})
    assert below
    assert below.is_relative_to(tmp_path)
    assert below.parts[-2:] == ("articast", "speech")


# -- several at once ---------------------------------------------------------------------------------------------------

PROGRAM = """
import json, sys
from pathlib import Path
from tts.model import Prosody, Utterance
from tts.speech.cache import CachedEngine
from tts.speech.cache.folder import SpeechCache
from tts.speech.engines.silent import SilentEngine
cache = SpeechCache(Path(sys.argv[1]))
engine = CachedEngine(SilentEngine(), cache)
utterances = [Utterance(id=f"u{n}", text="x", spoken=f"Sentence number {n}.") for n in range(150)]
right = list(SilentEngine().synthesize_all(utterances, engine.voices()[1], Prosody()))
for _ in range(4):
    assert list(engine.synthesize_all(utterances, engine.voices()[1], Prosody())) == right
print(json.dumps(cache.note))
"""


def _start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder)], stdout=subprocess.PIPE, encoding="utf-8")


def _finish(runs: Sequence[subprocess.Popen[str]]) -> list[str]:
    answers = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0] * len(runs)
    return [json.loads(answer) for answer in answers]


def test_two_runs_of_one_article_share_the_cache(cache: SpeechCache) -> None:
    """Two processes that speak the same article at once both get the engine's speech; each sentence is stored once."""
    assert _finish([_start(cache.folder), _start(cache.folder)]) == ["", ""]
    assert len(files(cache)) == 150


@pytest.mark.once
@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")
def test_clearing_during_a_run_disturbs_nothing(cache: SpeechCache) -> None:
    """While a run reads and writes, the cache is emptied again and again: the speech stays right, without a note."""
    run = _start(cache.folder)
    while run.poll() is None:
        cache.clear()
    assert _finish([run]) == [""]
    assert all(unpack(file.parent.name + file.name, file.read_bytes()) for file in files(cache))


def test_threads_share_the_cache(cache: SpeechCache) -> None:
    """Threads with an engine each, and one cache that is always full, all get the engine's speech."""
    small = SpeechCache(cache.folder, max_bytes=256 * 120_000)
    spoken = [f"Sentence number {number}." for number in range(60)]
    right = hear(SilentEngine(), *spoken)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: hear(CachedEngine(Listening(), small), *spoken), range(8)))
    assert results == [right] * 8
    assert small.note == ""
