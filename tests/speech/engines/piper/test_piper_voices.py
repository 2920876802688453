"""Voices of Piper say what they are in the settings and the model card beside them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tts.errors import UsageError
from tts.speech.engines.piper.voices import find_speaker, read_folder, read_settings, read_voices

WriteVoice = Callable[..., Path]


def test_a_voice_has_its_files_name_its_language_and_its_licence(write_voice: WriteVoice) -> None:
    """The id is the name of the file; language and name are those of the settings, the rest is on the card."""
    model = write_voice()
    card = "# Model card for thorsten (low)\n\n* URL: https://example.org/voice\n* License: CC0\n"
    model.with_name("MODEL_CARD").write_text(card, "utf-8")
    (voice,) = read_voices(model)
    assert (voice.id, voice.name, voice.languages) == ("de_DE-thorsten-low", "Thorsten", ("de-DE",))
    assert (voice.licence, voice.source, voice.engine) == ("CC0", "https://example.org/voice", "piper")
    assert voice.model == str(model)


def test_the_card_of_another_voice_is_not_its_own(write_voice: WriteVoice) -> None:
    """Of two voices in a folder only the one that the card names has its licence."""
    write_voice("en_US-joe-medium")
    model = write_voice()
    model.with_name("MODEL_CARD").write_text("# Model card for joe (medium)\n* License: CC0\n", "utf-8")
    voices, errors = read_folder(model.parent)
    assert [(voice.id, voice.licence) for voice in voices] == [("de_DE-thorsten-low", ""), ("en_US-joe-medium", "CC0")]
    assert errors == ()


def test_each_speaker_of_a_file_is_a_voice(write_voice: WriteVoice) -> None:
    """The first speaker has the name of the file, the others a number after it; a speaker's name will do for it."""
    model = write_voice(num_speakers=2, speaker_id_map={"amused": 0, "sleepy": 1})
    assert [(voice.id, voice.name) for voice in read_voices(model)] == [
        ("de_DE-thorsten-low", "Thorsten amused"),
        ("de_DE-thorsten-low#1", "Thorsten sleepy"),
    ]
    settings = read_settings(model)
    assert [find_speaker(settings, f"x{end}") for end in ("", "#1", "#sleepy")] == [0, 1, 1]
    for wrong in ("#2", "#angry"):
        with pytest.raises(UsageError, match="Choose a speaker from 0 to 1"):
            find_speaker(settings, f"x{wrong}")


UNREADABLE = "The settings of the voice cannot be read. Download both files of the voice again."
FOREIGN = "These are not the settings of a Piper voice. Choose another voice file."


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (None, "The settings of the voice are missing. Put de_DE-thorsten-low.onnx.json next to it."),
        ("{", UNREADABLE),
        ("[" * 100_000, UNREADABLE),
        ("[]", FOREIGN),
        ('{"phoneme_id_map": {}}', FOREIGN),
        ('{"espeak": {"voice": "de"}, "phoneme_id_map": {"_": "x"}}', FOREIGN),
    ],
)
def test_broken_settings_are_one_plain_line(write_voice: WriteVoice, settings: str | None, message: str) -> None:
    """Missing, broken and foreign settings are named with the file and what to do; other voices are still found."""
    model = write_voice()
    write_voice("en_US-joe-medium")
    path = Path(f"{model}.json")
    path.unlink()
    if settings is not None:
        path.write_text(settings, "utf-8")
    with pytest.raises(UsageError) as caught:
        read_settings(model)
    assert str(caught.value) == f"{model if settings is None else path}: {message}"
    voices, errors = read_folder(model.parent)
    assert [voice.id for voice in voices] == ["en_US-joe-medium"]
    assert [str(error) for error in errors] == [str(caught.value)]


@pytest.mark.parametrize(
    "changes",
    [
        {"audio": {"sample_rate": 0}},
        {"audio": {"sample_rate": -22_050}},
        {"audio": {"sample_rate": 10**9}},
        {"num_speakers": 10**7},
        {"inference": {"noise_scale": float("nan")}},
        {"inference": {"noise_w": float("inf")}},
        {"inference": {"noise_w": -1}},
        {"phoneme_id_map": {"_": [0], "^": [1], "$": [-2]}},
        {"phoneme_id_map": {"_": [0], "^": [1], "$": [10**30]}},
    ],
)
def test_numbers_that_no_voice_has_are_refused(write_voice: WriteVoice, changes: dict[str, Any]) -> None:
    """Rates, speakers, symbols and chance out of their ranges are refused before the network is loaded."""
    with pytest.raises(UsageError, match="not the settings of a Piper voice"):
        read_settings(write_voice(**changes))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize("name", ["de_DE-thorsten-low.onnx", "de_DE-thorsten-low.onnx.json", "MODEL_CARD"])
def test_nothing_is_read_from_a_pipe(write_voice: WriteVoice, name: str) -> None:
    """A pipe in place of a voice's file is not waited for; other voices are still found."""
    write_voice("en_US-joe-medium")
    path = write_voice().parent / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    voices, errors = read_folder(path.parent)
    assert "en_US-joe-medium" in {voice.id for voice in voices}
    assert len(voices) + len(errors) == 2


def test_the_name_of_a_voice_has_an_end(write_voice: WriteVoice) -> None:
    """Of a name of 10,000 letters the beginning is enough."""
    (voice,) = read_voices(write_voice(dataset="n" * 10_000))
    assert voice.name == "N" + "n" * 79


def test_a_voice_that_reads_something_else_is_refused(write_voice: WriteVoice) -> None:
    """A voice that is made for phonemes of another program is not used with espeak-ng's."""
    with pytest.raises(UsageError, match=r"The voice reads 'pinyin', which is not supported\."):
        read_settings(write_voice(phoneme_type="pinyin"))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A wrong path is one plain line."""
    with pytest.raises(UsageError, match=r"nobody\.onnx: There is no such voice file\."):
        read_settings(tmp_path / "nobody.onnx")
