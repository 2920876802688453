"""Voices that are chosen by the path of their file, by their engine, or before they are installed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tts.cli import main
from tts.config.config import Config, options, recorded_options
from tts.config.settings import gather
from tts.errors import UsageError
from tts.model import Voice
from tts.packages.stale import fingerprint
from tts.speech.engines import is_installed, load
from tts.speech.engines.network_file import require_network
from tts.speech.engines.piper.engine import PiperEngine
from tts.speech.engines.voices import choose_voice, is_called

NETWORK = b"\x08\x08"
SETTINGS: dict[str, Any] = {
    "espeak": {"voice": "de"},
    "phoneme_id_map": {"_": [0], "^": [1], "$": [2]},
    "language": {"code": "de_DE"},
    "dataset": "thorsten",
}
VOICES = (
    Voice(id="heart", name="Heart", languages=("en-US",), engine="natural"),
    Voice(id="gmw/en-US", name="English (America)", languages=("en-US", "en"), engine="espeak"),
)
needs_natural = pytest.mark.skipif(
    not is_installed("natural") and not os.environ.get("CI"), reason='needs pip install "articast[natural]"'
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, without voices of the user."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARTICAST_VOICES", str(tmp_path / "voices"))
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path / "none"))
    return tmp_path


def write_piper(path: Path, **changes: Any) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(NETWORK)
    Path(f"{path}.json").write_text(json.dumps(SETTINGS | changes), "utf-8")
    return path


@pytest.mark.parametrize(
    ("wanted", "engine"),
    [
        ("heart", "natural"), ("Heart", "natural"), ("natural:HEART", "natural"), ("Natural:heart", "natural"),
        ("en-us", "natural"), ("espeak:en-US", "espeak"), ("espeak:English (America)", "espeak"), ("en", "espeak"),
    ],
)  # fmt: skip
def test_a_voice_is_chosen_by_engine_id_name_or_language(wanted: str, engine: str) -> None:
    """Each form names one voice, in any case; the engine before the colon decides between two of one language."""
    if wanted == "en":  # not the first language of a voice
        with pytest.raises(UsageError, match="There is no voice 'en'"):
            choose_voice(VOICES, wanted, "de")
        return
    voice = choose_voice(VOICES, wanted, "de")
    assert voice.engine == engine
    assert is_called(voice, wanted)


@needs_natural
@pytest.mark.parametrize("wanted", ["x.onnx", "./x.onnx", "voices/../x.onnx", "{home}/x.onnx", "X.ONNX"])
def test_a_voice_is_chosen_by_the_path_of_its_file(home: Path, wanted: str) -> None:
    """The path is relative to the current folder or absolute, and the engine is that of the file."""
    write_piper(home / "voices" / "y.onnx")
    path = write_piper(home / ("X.ONNX" if wanted == "X.ONNX" else "x.onnx"))
    wanted = wanted.format(home=home)
    voice = choose_voice(VOICES, wanted, "en")
    assert (voice.engine, voice.name, voice.languages) == ("piper", "Thorsten", ("de-DE",))
    assert Path(voice.model).samefile(path)
    assert is_called(voice, wanted)
    assert choose_voice((), wanted, "en", "piper") == voice


@needs_natural
def test_a_large_file_of_something_else_is_soon_known(home: Path) -> None:
    """A quarter of a gigabyte of zeros, and millions of tiny fields, are no network; neither is read to its end."""
    path = home / "large.onnx"
    with path.open("wb") as file:
        file.truncate(1 << 28)
    with pytest.raises(UsageError, match="is broken"):
        require_network(path)
    path.write_bytes(b"\x08\x08" * 1_000_000)
    with pytest.raises(UsageError, match="is broken"):
        require_network(path)


@pytest.mark.parametrize("folder", ["", "none", "file", "none\0", "linked"])
def test_any_folder_of_voices_is_endured(home: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    """Folders that lead back to themselves, files, and what is not there, have the voices that can be found."""
    write_piper(home / "de_DE-a-low.onnx")
    write_piper(home / "inside" / "DE_DE-B-LOW.ONNX")
    (home / "inside" / "back").symlink_to(home, target_is_directory=True)
    (home / "linked").symlink_to(home, target_is_directory=True)
    (home / "folder.onnx").mkdir()
    (home / "loop.onnx").symlink_to("loop.onnx")
    (home / "file").write_text("no folder")
    monkeypatch.setattr("tts.speech.engines.piper.engine.voices_folder", lambda: home / folder)
    found = {"de_DE-a-low", "DE_DE-B-LOW"} if folder in ("", "linked") else set()
    assert {voice.id for voice in PiperEngine().voices()} == found


def test_a_speaker_is_chosen_after_the_path(home: Path) -> None:
    """`x.onnx#1` and `x.onnx#ana` are the second of several speakers; one who does not exist is an error."""
    write_piper(home / "x.onnx", num_speakers=2, speaker_id_map={"ben": 0, "ana": 1})
    voices = [choose_voice(VOICES, f"x.onnx{speaker}", "en") for speaker in ("", "#0", "#1", "#ana")]
    assert [voice.id for voice in voices] == ["x", "x", "x#1", "x#1"]
    assert is_called(voices[2], "x.onnx#1")
    with pytest.raises(UsageError, match=r"The voice 'x\.onnx#2' does not exist\. Choose a speaker from 0 to 1\."):
        choose_voice(VOICES, "x.onnx#2", "en")


@needs_natural
@pytest.mark.parametrize(
    ("wanted", "engine", "message"),
    [
        ("none.onnx", "auto", "none.onnx: There is no such voice file. Check its path, or see `articast voices`."),
        ("folder.onnx", "auto", "folder.onnx: There is no such voice file. Check its path, or see `articast voices`."),
        ("\0.onnx", "auto", "\0.onnx: There is no such voice file. Check its path, or see `articast voices`."),
        (f"{'x' * 9999}.onnx", "auto", f"{'x' * 9999}.onnx: There is no such voice file. Check its path, or see `arti"),
        ("lone.onnx", "auto", "lone.onnx: The settings of the voice are missing. Put lone.onnx.json next to it."),
        ("page.onnx", "auto", "page.onnx: This is not a voice, but a page about it. Download the file itself."),
        ("empty.onnx", "auto", "empty.onnx: The voice file is broken, or its end is missing. Download it again."),
        ("part.onnx", "auto", "part.onnx: The voice file is broken, or its end is missing. Download it again."),
        ("x.onnx", "espeak", "x.onnx: This voice is for the engine 'piper', not 'espeak'. Use --engine auto."),
        ("x.onnx", "natural", "x.onnx: This voice is for the engine 'piper', not 'natural'. Use --engine auto."),
        ("natural:heart", "espeak", "There is no voice 'natural:heart' in the engine 'espeak'. Use --engine natural."),
        ("system:Zira", "auto", "There is no voice 'system:Zira' in the engine 'auto'. Use --engine system."),
        ("Emma", "auto", "There is no voice 'Emma' on this computer. Install it: articast voices --install emma"),
        ("natural:emma", "auto", "There is no voice 'emma' on this computer. Install it: articast voices --install em"),
        ("emma", "espeak", "There is no voice 'emma'. List all voices with `articast voices`."),
        ("harte", "auto", "There is no voice 'harte'. Did you mean 'heart'? List all voices with `articast voices`."),
    ],
)
def test_a_voice_that_cannot_be_used_is_one_plain_line(home: Path, wanted: str, engine: str, message: str) -> None:
    """The message says what is wrong, and what to do: another path, another engine, or to install something."""
    write_piper(home / "x.onnx")
    (home / "folder.onnx").mkdir()
    for name, content in (
        ("lone", NETWORK), ("page", b" <html>"), ("empty", b""), ("part", b"\x08\x08\x3a\x80\x80\x01 begin"),
    ):  # fmt: skip
        (home / f"{name}.onnx").write_bytes(content)
    with pytest.raises(UsageError) as caught:
        choose_voice([voice for voice in VOICES if engine in ("auto", voice.engine)], wanted, "en", engine)
    assert str(caught.value).startswith(message)


def test_a_file_whose_engine_is_missing_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the packages for it, a voice file is refused with the command that installs them."""
    write_piper(home / "x.onnx")
    monkeypatch.setattr(PiperEngine, "is_installed", staticmethod(lambda: False))
    with pytest.raises(UsageError, match=r'This voice needs more packages\. Install them: pip install "articast\[nat'):
        choose_voice(VOICES, "x.onnx", "en")


def test_a_path_in_the_settings_is_relative_to_their_file(home: Path) -> None:
    """`voice`, `voices` and `speakers` name files from the folder of articast.toml; ids and arguments stay as given."""
    settings = home / "own" / "articast.toml"
    settings.parent.mkdir()
    settings.write_text(
        'voice = "a.onnx"\n[voices]\ntitle = "b.onnx#3"\nquotation = "gmw/de"\n[speakers]\nAna = "../c.onnx"\n'
        'Ben = "/d.onnx"\n',
        "utf-8",
    )
    config = gather({}, settings).config
    own = home / "own"
    assert config.voice == str(own / "a.onnx")
    assert dict(config.voices) == {"title": str(own / "b.onnx#3"), "quotation": "gmw/de"}
    assert dict(config.speakers) == {"Ana": str(own / "../c.onnx"), "Ben": "/d.onnx"}
    assert gather({"voice": "e.onnx"}, settings).config.voice == "e.onnx"


def test_packages_have_no_paths_of_voices() -> None:
    """Recorded are the names of files only, for the voice, for roles and for speakers, and with their speakers."""
    config = Config(
        voice="/home/ana/a.onnx",
        voices=(("title", "own/b.onnx#3"), ("de", "gmw/de")),
        speakers=(("Ana", "../c.onnx"),),
    )
    recorded = recorded_options(config)
    assert recorded["voice"] == "a.onnx"
    assert recorded["voices"] == {"title": "b.onnx#3", "de": "gmw/de"}
    assert recorded["speakers"] == {"Ana": "c.onnx"}
    assert options(config)["voice"] == "/home/ana/a.onnx"


def test_the_fingerprint_is_of_the_files_not_of_their_folder(home: Path) -> None:
    """It is the same in another folder, and another one when network or settings change at the same size."""
    article = home / "bees.md"
    article.write_text("# Bees\n")
    one, two = (write_piper(home / folder / "x.onnx") for folder in ("one", "two"))

    def mark(path: Path, engine: str = "auto") -> str:
        return fingerprint(article, Config(engine=engine, voice=str(path)))

    assert mark(one) == mark(two)
    two.write_bytes(bytes(500_000))
    zeros = mark(two)
    two.write_bytes(bytes(250_000) + b"\1" + bytes(249_999))
    os.utime(two, ns=(1, 1))
    assert len({mark(one), zeros, mark(two)}) == 3
    before = mark(one)
    Path(f"{one}.json").write_text(json.dumps(SETTINGS | {"dataset": "thorsteN"}))
    os.utime(f"{one}.json", ns=(1, 1))
    assert mark(one) != before


def test_files_in_the_folder_of_voices_count_for_their_engines_only(home: Path) -> None:
    """A new voice there may speak with `auto`, so packages are made again, but not those of espeak-ng alone."""
    article = home / "bees.md"
    article.write_text("# Bees\n")
    configs = [Config(engine=engine) for engine in ("auto", "piper", "espeak", "silent")]
    before = [fingerprint(article, config) for config in configs]
    write_piper(home / "voices" / "x.onnx")
    (home / "voices" / ".y.onnx.0123.part").write_bytes(b"a download that is not finished")
    after = [fingerprint(article, config) for config in configs]
    assert [old != new for old, new in zip(before, after, strict=True)] == [True, True, False, False]
    Path(home / "voices" / ".y.onnx.0123.part").unlink()
    assert [fingerprint(article, config) for config in configs] == after


@pytest.mark.once
@needs_natural
def test_a_package_names_no_path_of_this_computer(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the voice that speaks nor a warning about one that does not brings a path into a package."""
    from tts.speech.engines.natural.voices import find_voice_file, known_voices

    heart = next(voice for voice in known_voices() if voice.bundled)
    source = find_voice_file(heart)
    assert source
    own = home / "secret" / "own.onnx"
    own.parent.mkdir()
    own.symlink_to(source)
    (home / "bees.md").write_text("# Bees\n\nThey dance.\n\n> Yes.\n", "utf-8")
    (home / "articast.toml").write_text('[voices]\nquotation = "secret/none.onnx"\ntitle = "secret/own.onnx"\n')
    assert main(["package", "bees.md", "--voice", str(own)]) == 0
    out, err = capsys.readouterr()
    assert "Voice: Heart (natural)." in out
    assert "voices.quotation: none.onnx: There is no such voice file." in err
    manifest = (home / "output" / "bees" / "manifest.json").read_text("utf-8")
    assert '"voice": "own.onnx"' in manifest
    assert "secret" not in manifest
    assert str(home) not in manifest
    for file in (home / "output" / "bees").iterdir():
        assert b"secret" not in file.read_bytes(), file.name


def test_an_article_cannot_name_a_voice_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path in the front matter is a warning with its line; the voice of the run reads."""
    write_piper(home / "x.onnx")
    lines = "---\ntitle: Bees\narticast:\n  voice: x.onnx\n  speakers:\n    Ana: x.onnx\n---\nThey dance.\n"
    (home / "bees.md").write_text(lines, "utf-8")
    assert main(["check", "bees.md", "--engine", "silent"]) == 0
    out = "".join(capsys.readouterr())
    assert "bees.md, line 4: An article cannot name a voice file. Name it in articast.toml or with --voice." in out
    assert "line 6" in out
    assert out.count("An article cannot name a voice file") == 2


def test_a_voice_file_for_another_engine_stops_the_run_at_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file for another engine is one line and status 2, before any article; in a table it is a warning."""
    write_piper(home / "x.onnx")
    (home / "bees.md").write_text("# Bees\n\n> Yes.\n", "utf-8")
    assert main(["package", "bees.md", "--engine", "silent", "--voice", "x.onnx"]) == 2
    assert capsys.readouterr().err == (
        "x.onnx: This voice is for the engine 'piper', not 'silent'. Use --engine auto.\n"
    )
    assert not (home / "output" / "bees").exists()
    (home / "articast.toml").write_text('[voices]\nquotation = "x.onnx"\n')
    assert main(["package", "bees.md", "--engine", "silent"]) == 0
    assert "voices.quotation: x.onnx: This voice is for the engine 'piper', not 'silent'." in capsys.readouterr().err


@needs_natural
def test_a_real_voice_file_speaks(home: Path) -> None:
    """The copy of a natural voice under another name is known by its content, and says a sentence."""
    from tts.model import Prosody, Utterance
    from tts.speech.engines.natural.voices import find_voice_file, known_voices

    source = find_voice_file(next(voice for voice in known_voices() if voice.bundled))
    assert source
    (home / "mine.onnx").write_bytes(source.read_bytes())
    with load("auto") as engine:
        voice = choose_voice(engine.voices(), "mine.onnx", "en")
        assert (voice.id, voice.engine, voice.model) == ("heart", "natural", "mine.onnx")
        speech = engine.synthesize(Utterance(id="u1", text="Bees.", spoken="Bees dance."), voice, Prosody())
    assert speech.heard
    assert speech.voice in (None, voice)
    assert speech.note == ""
