"""`*.vtt` is what is heard, when it is heard."""

from __future__ import annotations

import os
from html import unescape
from pathlib import Path

import pytest
import webvtt
from editions import Edition, articast


@pytest.fixture(params=["bees", pytest.param("seed", marks=pytest.mark.once)])
def edition(request: pytest.FixtureRequest) -> Edition:
    """A made article in Markdown, and the model case among plain texts."""
    return request.getfixturevalue(request.param)


def _ms(time: str) -> int:
    hours, minutes, seconds = time.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def _cues(folder: Path) -> list[tuple[str, str, int, int]]:
    cues = webvtt.read(next(folder.glob("*.vtt")))
    return [(cue.identifier, unescape(" ".join(cue.raw_text.split())), _ms(cue.start), _ms(cue.end)) for cue in cues]


def test_cues_are_the_utterances(edition: Edition) -> None:
    """webvtt-py reads a cue for each utterance, with its id, its text and its times."""
    assert _cues(edition.folder) == [
        (one["id"], " ".join(one["text"].split()), one["begin_ms"], one["end_ms"]) for one in edition.utterances
    ]


def test_lines_are_short(edition: Edition) -> None:
    """No line of a cue is longer than 65 characters."""
    text = edition.audio.with_suffix(".vtt").read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 65


def test_no_text_can_break_the_file(tmp_path: Path) -> None:
    """Arrows, tags, references and the word NOTE in an article stay text of their cue."""
    lines = ["NOTE this", "a --> b", "00:00.000 --> 00:01.000 x", "<b>bold</b> &amp; 1 < 2 > 0", "WEBVTT", "STYLE"]
    tmp_path.joinpath("odd.txt").write_text("Odd\n\n" + "\n\n".join(lines), encoding="utf-8")
    done = articast("package", "odd.txt", "--engine", "silent", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    heard = " ".join(text for _, text, _, _ in _cues(tmp_path / "out" / "odd"))
    assert all(line in heard for line in lines)


@pytest.mark.once
def test_what_is_struck_and_where_lines_break_is_seen(tmp_path: Path) -> None:
    """Cues, labels and the transcript have struck words between `~~`; transcript and cues have the author's lines."""
    long = "The bees of the old orchard behind the church fly<br>to the river, for ~~five~~ six days."
    tmp_path.joinpath("bees.md").write_text(f"# Bees\n\n## ~~Old~~ New\n\nHill<br>River\n\n{long}\n", encoding="utf-8")
    done = articast(
        "package",
        "bees.md",
        "--engine",
        "silent",
        "--formats",
        "all",
        "--date",
        "2026-05-17",
        "-o",
        "out",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "out" / "bees"
    sentence = "The bees of the old orchard behind the church fly\nto the river, for ~~five~~ six days."
    assert "~~Old~~ New" in folder.joinpath("chapters.json").read_text(encoding="utf-8")
    assert f"Hill\nRiver\n\n{sentence}\n" in folder.joinpath("transcript.txt").read_text(encoding="utf-8")
    assert [cue.text for cue in webvtt.read(folder / "bees.vtt")][-3:] == ["Hill", "River", sentence]
    assert sentence in folder.joinpath("bees.srt").read_text(encoding="utf-8")
    assert sentence.replace("\n", " ") in folder.joinpath("labels.txt").read_text(encoding="utf-8")
    assert articast("verify", "out/bees", cwd=tmp_path, env=os.environ | {"PATH": ""}).returncode == 0
