"""`articast voices` lists the voices that can be used or installed, and installs one."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tts.cli import main
from tts.errors import DownloadError
from tts.speech.engines import install as installer
from tts.speech.engines import is_installed
from tts.speech.engines.natural import voices as natural
from tts.speech.engines.natural.voices import VoiceFile

NETWORK = b"\x08\x08"  # a message of Protocol Buffers, and therefore a file that can be a network
SETTINGS: dict[str, Any] = {
    "espeak": {"voice": "de"},
    "phoneme_id_map": {"_": [0], "^": [1], "$": [2]},
    "language": {"code": "de_DE"},
    "dataset": "thorsten",
}
UNREADABLE = "The settings of the voice cannot be read. Download both files of the voice again."
needs_natural = pytest.mark.skipif(
    not is_installed("natural") and not os.environ.get("CI"), reason='needs pip install "articast[natural]"'
)
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of voices, which is not there yet; hibari has no cache."""
    folder = tmp_path / "voices"
    monkeypatch.setenv("ARTICAST_VOICES", str(folder))
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    return folder


def write_piper(folder: Path, stem: str = "de_DE-thorsten-low") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{stem}.onnx"
    path.write_bytes(NETWORK)
    Path(f"{path}.json").write_text(json.dumps(SETTINGS), "utf-8")
    return path


@pytest.fixture
def small_emma(monkeypatch: pytest.MonkeyPatch) -> VoiceFile:
    """Emma as she would be if her file had two bytes."""
    voices = natural.known_voices()
    small = {"size": len(NETWORK), "sha256": sha256(NETWORK).hexdigest()}
    emma = replace(next(voice for voice in voices if voice.id == "emma"), **small)
    changed = tuple(emma if voice.id == "emma" else voice for voice in voices)
    for module in (natural, installer):
        monkeypatch.setattr(module, "known_voices", lambda: changed)
    return emma


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@needs_natural
def test_the_preferred_voices_come_first(folder: Path, capsys: Captured) -> None:
    """With all engines, the natural voice is first, then the user's files with their paths, then espeak-ng."""
    path = write_piper(folder)
    assert main(["voices"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[:2] == [
        "heart, en-US, female, default for English, natural, Apache-2.0, in the package hibari",
        f"de_DE-thorsten-low, Thorsten, de-DE, default for German, piper, {path}",
    ]
    assert "gmw/en-US, English (America), en-US, en, male, espeak" in lines
    assert lines[-5:-3] == [
        "These natural voices can be installed:",
        "emma, en-GB, female, 7.9 MB: articast voices --install emma",
    ]
    assert err == ""


@needs_natural
def test_programs_get_every_fact(folder: Path, capsys: Captured) -> None:
    """With --json each voice is an object with the same names, also one that can be installed, with its size."""
    path = write_piper(folder)
    assert main(["voices", "--json"]) == 0
    found = {voice["id"]: voice for voice in objects(capsys.readouterr().out)}
    assert found["de_DE-thorsten-low"] == {
        "id": "de_DE-thorsten-low",
        "name": "Thorsten",
        "languages": ["de-DE"],
        "gender": "",
        "engine": "piper",
        "default_for": ["de"],
        "licence": "",
        "source": "",
        "file": str(path),
        "installed": True,
    }
    assert found["heart"]["file"] is None
    assert found["heart"]["default_for"] == ["en"]
    emma = found["emma"]
    assert set(emma) == set(found["heart"]) | {"size_bytes"}
    assert (emma["installed"], emma["file"], emma["size_bytes"]) == (False, None, 7_936_868)
    assert emma["source"].startswith("https://")


@needs_natural
def test_the_language_is_that_of_all_parts_of_the_list(folder: Path, capsys: Captured) -> None:
    """--language also selects among the voices that can be installed; none to use gives status 1."""
    assert main(["voices", "--language", "en-GB", "--engine", "natural"]) == 1
    out, err = capsys.readouterr()
    assert [line.split(",")[0] for line in out.splitlines()[1:]] == ["emma", "fable"]
    assert err == "The engine 'natural' has no voice for 'en-GB'. Leave out --language to list all voices.\n"


@needs_natural
def test_broken_files_are_named_with_what_to_do(folder: Path, capsys: Captured) -> None:
    """A page, the beginning of a file, and a file without settings are warnings; the other voices are listed."""
    write_piper(folder)
    page, part, lone, settings = (folder / f"{name}.onnx" for name in ("page", "part", "lone", "settings"))
    page.write_text("<!DOCTYPE html>")
    part.write_bytes(b"\x08\x08\x3a\x7f")
    lone.write_bytes(NETWORK)
    settings.write_bytes(NETWORK)
    Path(f"{settings}.json").write_text("{")
    assert main(["voices", "--engine", "piper"]) == 0
    out, err = capsys.readouterr()
    assert out == f"de_DE-thorsten-low, Thorsten, de-DE, piper, {folder / 'de_DE-thorsten-low.onnx'}\n"
    assert err.splitlines() == [
        f"Warning: {lone}: The settings of the voice are missing. Put lone.onnx.json next to it.",
        f"Warning: {page}: This is not a voice, but a page about it. Download the file itself.",
        f"Warning: {part}: The voice file is broken, or its end is missing. Download it again.",
        f"Warning: {settings}.json: {UNREADABLE}",
    ]


@needs_natural
def test_an_engine_without_voices_says_where_to_put_them(folder: Path, capsys: Captured) -> None:
    """`--engine piper` without files names the folder, and gives status 1."""
    assert main(["voices", "--engine", "piper"]) == 1
    assert capsys.readouterr().err == f"The engine 'piper' has no voices. Put voice files into the folder {folder}\n"


def test_files_without_their_engine_are_said(folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the packages for voice files are missing, one warning says how to install them."""
    write_piper(folder)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setattr("tts.speech.engines.piper.engine.find_spec", lambda _: None)
    monkeypatch.setattr("tts.speech.engines.natural.voices.find_spec", lambda _: None)
    assert main(["voices", "--language", "de"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == ["gmw/de, German, de, male, espeak"]
    assert err == (
        f"Warning: {folder}: The voices in this folder need more packages. Install them: "
        'pip install "articast[natural]"\n'
    )


@needs_natural
def test_install_shows_first_what_it_downloads(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, small_emma: VoiceFile
) -> None:
    """Name, language, size, licence and address are shown before anything is downloaded, then the path and the use."""
    before = []

    def read(address: str, size: int) -> list[bytes]:
        assert (address, size) == (small_emma.address, 2)
        before.append(capsys.readouterr().out)
        return [NETWORK]

    monkeypatch.setattr(installer, "_read_chunks", read)
    assert main(["voices", "--install", "Emma"]) == 0
    assert before == [f"Emma, English, en-GB, female, 0.0 MB, Apache-2.0\nDownloading {small_emma.address}\n"]
    path = folder / small_emma.file
    assert capsys.readouterr().out == f"Installed: {path}\nTo use it: --voice emma\n"
    assert path.read_bytes() == NETWORK
    assert main(["voices", "--install", "emma"]) == 0
    assert capsys.readouterr().out == f"Already installed: {path}\nTo use it: --voice emma\n"
    assert len(before) == 1
    assert main(["voices", "--install", "emma", "--json"]) == 0
    (shown,) = objects(capsys.readouterr().out)
    assert (shown["id"], shown["file"], shown["installed"]) == ("emma", str(path), True)
    assert main(["voices", "--language", "en-GB", "--engine", "natural"]) == 0
    assert capsys.readouterr().out.startswith(f"emma, en-GB, female, default for en-GB, natural, Apache-2.0, {path}\n")


@needs_natural
def test_the_voice_in_the_package_needs_no_download(folder: Path, capsys: Captured) -> None:
    """`--install heart` says that it is there, and makes no folder."""
    assert main(["voices", "--install", "heart"]) == 0
    assert capsys.readouterr().out == "Already installed: in the package hibari\nTo use it: --voice heart\n"
    assert not folder.exists()


@needs_natural
def test_a_file_that_is_not_complete_is_installed_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, small_emma: VoiceFile
) -> None:
    """The beginning of a voice's file is not taken for the voice, and is replaced."""
    folder.mkdir()
    path = folder / small_emma.file
    path.write_bytes(NETWORK[:1])
    monkeypatch.setattr(installer, "_read_chunks", lambda *_: [NETWORK])
    assert main(["voices", "--install", "emma"]) == 0
    assert path.read_bytes() == NETWORK


@needs_natural
def test_a_download_that_fails_gives_status_1(folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is one line, and an unknown voice gives status 2."""

    def fail(*_: object) -> Path:
        raise DownloadError("The voice cannot be downloaded.")

    monkeypatch.setattr(installer, "install", fail)
    assert main(["voices", "--install", "emma"]) == 1
    assert capsys.readouterr().err == "The voice cannot be downloaded.\n"
    assert main(["voices", "--install", "ema"]) == 2
    assert capsys.readouterr().err.startswith("There is no voice 'ema' to install. Did you mean 'emma'?")
