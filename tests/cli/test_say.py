"""`articast say` speaks with the real engine into files that others read, and lets go of everything."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
import wave
from array import array
from pathlib import Path

import pytest
from editions import BEES, articast
from mutagen.mp3 import MP3

from tts.audio import play
from tts.cli import arguments, main
from tts.errors import ArticastError
from tts.preview import SECTIONS

LOUD = 1000  # of 32768


def _sound(path: Path) -> tuple[int, array[int]]:
    """The length in ms and the samples of a WAV file of 16-bit mono PCM."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        samples = array("h", file.readframes(file.getnframes()))
        assert len(samples) == file.getnframes()
        return len(samples) * 1000 // file.getframerate(), samples


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _say(home: Path, *given: str | Path, **more: str) -> tuple[int, array[int]]:
    engine = () if "--engine" in given else ("--engine", "espeak")
    done = articast("say", *given, *engine, "-o", "said.wav", cwd=home, **more)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert done.stdout.startswith("said.wav, ")
    return _sound(home / "said.wav")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with an article in it."""
    tmp_path.joinpath("bees.md").write_text(BEES, encoding="utf-8")
    return tmp_path


def test_a_phrase_is_spoken_into_a_wav_file(tmp_path: Path) -> None:
    """A phrase gives a sound between its silences, and nothing else is left in the folder."""
    duration_ms, samples = _say(tmp_path, "Hello, bees!")
    assert 1500 + 400 < duration_ms < 1500 + 2000
    head, tail = (len(samples) * ms // duration_ms for ms in (500, 1000))
    assert max(map(abs, samples[: head - 100])) == 0
    assert max(map(abs, samples[head:-tail])) > LOUD
    assert max(map(abs, samples[100 - tail :])) == 0
    assert _names(tmp_path) == ["said.wav"]


@pytest.mark.once
def test_a_phrase_is_spoken_into_an_mp3_file(tmp_path: Path) -> None:
    """The name's ending chooses the format: mutagen reads an MP3 of the same length, with the phrase for its title."""
    duration_ms, _ = _say(tmp_path, "Hello, bees!")
    assert articast("say", "Hello, bees!", "--engine", "espeak", "-o", "Said.MP3", cwd=tmp_path).returncode == 0
    read = MP3(tmp_path / "Said.MP3")
    assert abs(read.info.length * 1000 - duration_ms) < 60
    assert str(read.tags["TIT2"]) == "Hello, bees!"


@pytest.mark.once
def test_voice_and_prosody_are_heard(tmp_path: Path) -> None:
    """Rate and voice change the sound as they do in a package, from the file of settings too."""
    usual_ms, usual = _say(tmp_path, "Bees fly far over the meadow.")
    fast_ms, _ = _say(tmp_path, "Bees fly far over the meadow.", "--rate", "330")
    assert fast_ms - 1500 < 0.7 * (usual_ms - 1500)
    _, other = _say(tmp_path, "Bees fly far over the meadow.", "--voice", "de")
    assert other != usual
    tmp_path.joinpath("articast.toml").write_text("rate_wpm = 330", encoding="utf-8")
    assert _say(tmp_path, "Bees fly far over the meadow.")[0] == fast_ms


@pytest.mark.once
def test_numbers_are_said_as_in_a_package(tmp_path: Path) -> None:
    """A phrase goes through the ordinary steps: an address is said by its host."""
    assert _say(tmp_path, "See https://example.org/a/b/c?d=e")[1] == _say(tmp_path, "See example.org")[1]


@pytest.mark.once
def test_standard_input_is_spoken_whole(tmp_path: Path) -> None:
    """`-` reads all there is, in paragraphs with their breaks, over the 30 seconds of an article too."""
    tmp_path.joinpath("-").write_text("This file has a name that nobody can mean.", encoding="utf-8")
    one_ms, _ = _say(tmp_path, "-", input="Bees fly far.")
    two_ms, _ = _say(tmp_path, "-", input="Bees fly far.\n\nBees fly far.\n")
    assert abs((two_ms - 1500) - (2 * (one_ms - 1500) + 600)) <= 2
    assert _say(tmp_path, "-", "--engine", "silent", input="One two three.\n\n" * 60)[0] > 60_000


@pytest.mark.once
def test_an_article_is_spoken_for_its_first_seconds(home: Path) -> None:
    """Of a file whole sentences are heard that end in the time that is given, silences counted."""
    short_ms, short = _say(home, "bees.md", "--seconds", "9")
    assert 5000 < short_ms <= 9000
    long_ms, long = _say(home, "bees.md")
    assert 24_000 < long_ms <= 30_000
    # the same beginning, but for the gain, which is that of all that is heard
    assert [sample == 0 for sample in long[: len(short) - 30_000]] == [sample == 0 for sample in short[:-30_000]]


@pytest.mark.once
def test_the_first_sentence_is_heard_however_long(home: Path) -> None:
    """There is always something to hear."""
    assert _say(home, "bees.md", "--seconds", "1")[0] > 1000


@pytest.mark.once
def test_a_section_is_spoken_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each section that can be named is another sound, the captions begin as the edition's do."""
    monkeypatch.chdir(home)
    sounds = {}
    for part in SECTIONS:
        assert main(("say", "bees.md", "--section", part, "--engine", "silent", "-o", "said.wav")) == 0
        sounds[part] = _sound(home / "said.wav")[0]
    # What bees know / By Ada Meadow and Ben Field / the fourteenth of March twenty twenty-six: 15 words of 60/165 s
    assert abs(sounds["opening"] - (500 + 15 * 60_000 // 165 + 500 + 600 + 1000)) <= 20
    assert len(set(sounds.values())) == len(SECTIONS)


def test_the_command_knows_the_sections() -> None:
    """What `--help` shows are the names that there are."""
    assert tuple(SECTIONS) == arguments.SECTIONS


@pytest.mark.parametrize(
    ("given", "status", "message"),
    [
        (("...", "-o", "a.wav"), 2, "There is nothing to say. Give a text, a file, or - to read standard input."),
        (("", "-o", "a.wav"), 2, "There is nothing to say. Give a text, a file, or - to read standard input."),
        (("bee.md", "-o", "a.wav"), 1, "bee.md: There is no such file. Check the path and its permissions."),
        (("hi", "-o", "a.xyz"), 2, "a.xyz: This is not a supported audio file name. Use one that ends in .wav, .mp3"),
        (("hi", "-o", "no/a.wav"), 2, "no: There is no such folder. Create it, or choose another file with -o."),
        (("hi", "--section", "body"), 2, "Only an article has sections. Leave out --section, or give the path of"),
        (
            ("plain.txt", "--section", "captions"),
            1,
            "plain.txt: This article has no captions. Choose another --section:",
        ),
        (("hi", "--language", "x y"), 2, "--language must be a tag such as en or de-CH, not 'x y'."),
        (("hi", "--seconds", "0"), 2, "--seconds must be a whole number from 1 to 600, not 0."),
        (("hi", "--rate", "9", "-o", "a.wav"), 2, "--rate must be a whole number from 80 to 450, not 9."),
        (("hi", "--voice", "nobody", "-o", "a.wav"), 2, "There is no voice 'nobody'."),
    ],
)
def test_a_wrong_call_is_one_line(
    given: tuple[str, ...],
    status: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What cannot be said ends with one line of what is wrong and what to do, and leaves no file."""
    tmp_path.joinpath("plain.txt").write_text("Bees\n\nThey fly far.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(("say", *given)) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(message)
    assert said.err.count("\n") == 1
    assert _names(tmp_path) == ["plain.txt"]


@pytest.mark.once
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_is_not_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe with the name of an article is called a pipe, and is not waited for."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.md")
    assert main(("say", "pipe.md", "-o", "a.wav")) == 1
    assert capsys.readouterr().err == "pipe.md: This is a pipe, not a regular file. Copy the content into a file.\n"


@pytest.mark.once
def test_a_language_without_a_voice_is_warned_of(tmp_path: Path) -> None:
    """Who asks for a language that no voice speaks is told which voice reads it."""
    done = articast("say", "Hello", "--language", "vo", "-o", "a.wav", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith("Warning: No voice of this engine speaks 'vo', so 'English")


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are not bytes there")
def test_bytes_that_are_no_text_are_spoken_around(tmp_path: Path) -> None:
    """An argument that is not UTF-8 neither crashes the engine nor the tags."""
    command = [sys.executable, "-m", "tts", "say", b"Bees \xff fly", "--engine", "espeak", "-o", "a.mp3"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    assert str(MP3(tmp_path / "a.mp3").tags["TIT2"]) == "Bees � fly"


def _player(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


posix = pytest.mark.skipif(sys.platform == "win32", reason="players are shell scripts here")


@posix
def test_the_loudspeaker_gets_a_wav_file(tmp_path: Path) -> None:
    """The first program that plays gets a whole WAV file; the next one is asked where one fails; nothing stays."""
    tools, temporary = tmp_path / "tools", tmp_path / "tmp"
    tools.mkdir()
    temporary.mkdir()
    _player(tools, "pw-play", "echo 'no daemon' >&2; exit 1")
    _player(tools, "ffplay", f"for last; do :; done; /bin/cp \"$last\" '{tmp_path}/heard.wav'")
    environment = os.environ | {"PATH": str(tools), "TMPDIR": str(temporary)}
    done = articast("say", "Hello, bees!", "--engine", "espeak", cwd=tmp_path, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert max(_sound(tmp_path / "heard.wav")[1]) > LOUD
    assert _names(temporary) == []


@posix
@pytest.mark.parametrize(
    ("script", "cause"),
    [("echo; echo 'no card'; echo 'no card' >&2; exit 1", "no card"), ("exit 3", "exit status 3"),
     ("echo 'Failed to open file' >&2", "Failed to open file")],
)  # fmt: skip
def test_a_player_that_fails_is_named(script: str, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no program plays, the error says what each said, and names -o."""
    _player(tmp_path, "aplay", script)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ArticastError) as caught:
        play.play(tmp_path / "a.wav")
    assert str(caught.value) == (f"No audio player works here (aplay: {cause}). Write an audio file with -o FILE.wav.")


@posix
def test_no_player_is_one_clear_error(tmp_path: Path) -> None:
    """Without any program that plays, the programs and -o are named."""
    done = articast("say", "Hello", "--engine", "silent", cwd=tmp_path, env=os.environ | {"PATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "No audio player works here (none of the programs pw-play, paplay, aplay, afplay, ffplay is here). "
        "Write an audio file with -o FILE.wav.\n"
    )


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no folder in which no file can be made")
def test_a_place_that_takes_no_file_is_named(tmp_path: Path) -> None:
    """Where the sound cannot be stored, the file that was asked for is named, with the system's own words."""
    done = articast("say", "Hello", "--engine", "silent", "-o", "/proc/a.wav", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "/proc/a.wav: The audio cannot be stored: No such file or directory. "
        "Free some space, or choose another folder with -o.\n"
    )


@posix
@pytest.mark.parametrize("while_playing", [False, pytest.param(True, marks=pytest.mark.once)])
def test_an_interrupt_leaves_nothing(while_playing: bool, tmp_path: Path) -> None:
    """Ctrl-C while it speaks, or plays, ends with 130 and one word; no temporary file, sound or player stays."""
    tools, temporary, here = tmp_path / "tools", tmp_path / "tmp", tmp_path / "here"
    for folder in (tools, temporary, here):
        folder.mkdir()
    _player(tools, "pw-play", f"echo $$ > '{tmp_path}/playing'; exec /bin/sleep 60")
    command = [sys.executable, "-m", "tts", "say", "-", *(() if while_playing else ("-o", "here/a.wav"))]
    environment = os.environ | {"PATH": str(tools), "TMPDIR": str(temporary)}
    text = "Bees." if while_playing else "Bees fly far over the meadow and home again.\n\n" * 2_000
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        process.stdin.write(text.encode())
        process.stdin.close()
        begun = tmp_path / "playing" if while_playing else here
        while process.poll() is None and not any(begun.rglob("*") if begun.is_dir() else [*tmp_path.glob("playing")]):
            time.sleep(0.01)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr
        assert process.stderr.read() == b"Stopped.\n"
    assert _names(temporary) == []
    assert _names(here) == []
    if while_playing:
        with pytest.raises(ProcessLookupError):
            os.kill(int((tmp_path / "playing").read_text()), 0)
