"""`articast cache` shows the cache, and empties it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tts.cli import main
from tts.model import Speech
from tts.speech.cache.folder import VARIABLE, SpeechCache
from tts.speech.engines.silent import SilentEngine


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SpeechCache:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return SpeechCache(tmp_path / "speech")


def fill(cache: SpeechCache) -> None:
    for key in ("ab" * 20, "cd" * 20):
        cache.write(key, Speech(utterance_id="u1", pcm=bytes(200_000), frame_rate_hz=22_050))


def test_it_shows_folder_and_size(cache: SpeechCache, capsys: pytest.CaptureFixture[str]) -> None:
    """Two lines name the number of utterances, their size, the limit and the folder."""
    fill(cache)
    assert main(["cache"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "The cache has 2 utterances, 0.4 MB. Its limit is 1,000 MB.",
        f"Its folder is {cache.folder}",
    ]


def test_an_empty_cache_is_shown_without_making_it(cache: SpeechCache, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing was stored yet, there are 0 utterances, and no folder is made."""
    assert main(["cache"]) == 0
    assert capsys.readouterr().out.startswith("The cache has 0 utterances, 0.0 MB")
    assert not cache.folder.exists()


def test_clear_empties_it(cache: SpeechCache, capsys: pytest.CaptureFixture[str]) -> None:
    """With --clear all speech is removed, and the first line says how much it was."""
    fill(cache)
    assert main(["cache", "--clear"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "Removed 2 utterances, 0.4 MB.",
        "The cache has 0 utterances, 0.0 MB. Its limit is 1,000 MB.",
    ]
    assert cache.measure().utterances == 0


def test_programs_get_json(cache: SpeechCache, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json the same is one object; after --clear it also has the number of removed utterances."""
    fill(cache)
    size = cache.measure().size_bytes
    assert main(["cache", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "folder": str(cache.folder),
        "utterances": 2,
        "size_bytes": size,
        "limit_bytes": 1_000_000_000,
    }
    assert main(["cache", "--clear", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["utterances"], answer["removed"]) == (0, 2)


def test_it_says_that_it_is_off(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With an empty ARTICAST_CACHE there is no cache to show or to empty, which is not an error."""
    monkeypatch.setenv(VARIABLE, "")
    assert main(["cache", "--clear"]) == 0
    assert capsys.readouterr().out == f"The cache is off. To use it, remove the environment variable {VARIABLE}.\n"
    assert main(["cache", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"folder": None}


def test_what_cannot_be_emptied_is_an_error(cache: SpeechCache, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that the system does not remove is reported with the folder and the next step; the exit status is 1."""
    (cache.folder / "ab" / ("c" * 38)).mkdir(parents=True)
    assert main(["cache", "--clear"]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"{cache.folder}: The cache cannot be emptied: ")
    assert error.endswith("Change the permissions of this folder.\n")


def test_a_run_says_that_its_speech_is_not_kept(
    cache: SpeechCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One warning at the end says why the next run will speak again; it is no failure, also of a strict run."""
    monkeypatch.setattr(SilentEngine, "caches", True, raising=False)
    monkeypatch.chdir(tmp_path)
    cache.folder.write_text("a file in its place", encoding="utf-8")
    Path("bees.md").write_text("---\ntitle: Bees\nlanguage: en\n---\n\nThey hum.\n", encoding="utf-8")
    assert main(["package", "bees.md", "--engine", "silent", "--strict"]) == 0
    assert capsys.readouterr().err.count(f"Warning: {cache.folder}: Speech is not kept for the next run.") == 1
    assert main(["package", "bees.md", "--engine", "silent", "--strict", "--quiet", "--force"]) == 0
    assert capsys.readouterr().err == ""
