"""`*.srt` has the cues of `*.vtt`, and nothing in them is taken for markup."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
import webvtt
from editions import Edition
from publishing import publication

from tts.writers.srt import SrtWriter

HARD_TEXTS = (
    "a --> b",
    "00:00:01,000 --> 00:00:02,000",
    "2",
    "<b>bold</b> and <i>slanted</i> & 1 < 2 > 0",
    r"{\an8} on top, {\rm x}, a {brace}, {}, \{ \ backslash, \N \n \h",
    "הדבורים של אבי – النحل 🐝",
    "x" * 300,
    "word " * 60,
)


def _written(tmp_path: Path, texts: tuple[str, ...]) -> Path:
    SrtWriter().write(publication(texts), tmp_path)
    return next(tmp_path.glob("*.srt"))


def _shown(text: str) -> str:
    return " ".join(text.translate({0x2060: None, ord("｛"): "{", ord("｝"): "}"}).split())


def _times_and_texts(cues: webvtt.WebVTT) -> list[tuple[str, str, str]]:
    return [(cue.start, cue.end, _shown(cue.raw_text)) for cue in cues]


@pytest.mark.parametrize("name", ["bees", pytest.param("seed", marks=pytest.mark.once)])
def test_cues_are_those_of_webvtt(name: str, request: pytest.FixtureRequest) -> None:
    """webvtt-py reads the same times and lines from both files."""
    edition: Edition = request.getfixturevalue(name)
    from_srt = webvtt.from_srt(edition.audio.with_suffix(".srt"))
    assert len(from_srt) == len(edition.utterances)
    assert [(cue.start, cue.end, cue.lines) for cue in from_srt] == [
        (cue.start, cue.end, cue.lines) for cue in webvtt.read(edition.audio.with_suffix(".vtt"))
    ]


def test_cues_are_numbered_and_in_lines(tmp_path: Path) -> None:
    """A cue is its number, its times with commas, and lines of at most 65 characters; an empty line follows."""
    text = _written(tmp_path, ("One.", "word " * 20)).read_text(encoding="utf-8")
    assert text == (
        f"1\n00:00:00,001 --> 00:00:01,234\nOne.\n\n2\n00:00:01,235 --> 00:00:02,468\n{'word ' * 13}".rstrip()
        + f"\n{'word ' * 7}".rstrip()
        + "\n"
    )


def test_no_text_breaks_a_cue(tmp_path: Path) -> None:
    """webvtt-py reads every text back, whatever it looks like."""
    cues = webvtt.from_srt(_written(tmp_path, HARD_TEXTS))
    assert [text for _, _, text in _times_and_texts(cues)] == [_shown(text) for text in HARD_TEXTS]


def test_no_text_is_taken_for_markup(tmp_path: Path) -> None:
    """libav, which knows tags and commands of SubRip, shows every text as it is."""
    with av.open(str(_written(tmp_path, HARD_TEXTS))) as container:
        found = [
            subtitle.dialogue.decode() if isinstance(subtitle.dialogue, bytes) else subtitle.dialogue
            for packet in container.demux(subtitles=0)
            for subtitle in packet.decode()
        ]
    assert [_shown(text.replace(r"\N", " ")) for text in found] == [_shown(text) for text in HARD_TEXTS]
