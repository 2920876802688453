"""Sections on a timeline -> its chapters."""

from __future__ import annotations

from sound import section, utterance

from tts.audio.chapters import add_chapters
from tts.model import Clip, Recording, Timeline


def chaptered(tmp_path, sections, title="Bees"):
    said = [one for each in sections for one in each.utterances()]
    clips = tuple(
        Clip(utterance_id=one.id, begin_ms=500 + 1000 * at, end_ms=1400 + 1000 * at) for at, one in enumerate(said)
    )
    timeline = Timeline(clips=clips, chapters=(), duration_ms=1000 * len(said) + 1500)
    recording = Recording(spool_path=tmp_path, frame_rate_hz=8000, frames=8 * timeline.duration_ms, timeline=timeline)
    made = add_chapters(sections, recording, title)
    return [(one.title, one.start_ms, one.end_ms, one.section_id) for one in made.timeline.chapters], made.warnings


def test_chapters_of_an_edition(tmp_path):
    """Key points, top-level sections and pictures are chapters; opening, sub-sections and empty sections are not."""
    sections = (
        section(0, [utterance(0)], "Bees", role="opening"),
        section(1, [utterance(1)], "Key points", role="key-points"),
        section(2, [utterance(2)], "Life"),
        section(3, [utterance(3)], "In winter", level=2),
        section(4, [], "Nothing"),
        section(5, [utterance(5)], "Life"),
        section(6, [utterance(6)], "Pictures", role="caption"),
    )
    found, warnings = chaptered(tmp_path, sections)
    assert found == [
        ("Key points", 0, 2500, "s1"),
        ("Life", 2500, 4500, "s2"),
        ("Life", 4500, 5500, "s5"),
        ("Pictures", 5500, 7500, "s6"),
    ]
    assert warnings == ()


def test_article_without_chapters(tmp_path):
    """An edition that is an opening only is one chapter with the article's title."""
    found, _ = chaptered(tmp_path, (section(0, [utterance(0)], role="opening"),))
    assert found == [("Bees", 0, 2500, "s0")]


def test_most_chapters(tmp_path):
    """255 chapters stay as they are."""
    found, warnings = chaptered(tmp_path, tuple(section(n, [utterance(n)]) for n in range(255)))
    assert (len(found), warnings) == (255, ())


def test_too_many_chapters(tmp_path):
    """600 chapters become 255 of two or three each, from 0 to the end, with a warning for the producer."""
    found, warnings = chaptered(tmp_path, tuple(section(n, [utterance(n)]) for n in range(600)))
    assert len(found) == 255
    assert {round((end - start) / 1000) for _, start, end, _ in found[1:-1]} == {2, 3}
    assert (found[0][1], found[-1][2]) == (0, 601_500)
    assert warnings == ("600 chapters are merged into 255, the most that a player can list.",)
