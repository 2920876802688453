"""The comments of Opus and FLAC, read back by mutagen."""

from __future__ import annotations

import pytest
from encoding import BEES, HARD_TITLES, edition, encoded, folded, most_chapters
from mutagen.flac import FLAC
from mutagen.oggopus import OggOpus

from tts.clock import webvtt
from tts.model import Metadata

KINDS = pytest.mark.parametrize(("form", "reader"), [("opus", OggOpus), ("flac", FLAC)])


@KINDS
def test_tags(tmp_path, form, reader):
    """mutagen reads title, album, each author, date, language, genre, description and address."""
    tags = reader(encoded(tmp_path, edition(tmp_path), form)).tags
    assert {name: values for name, values in tags.as_dict().items() if not name.startswith("chapter")} == {
        "title": [BEES.title],
        "album": [BEES.title],
        "artist": ["Ann Able", "Bo Baker"],
        "date": [BEES.date],
        "language": ["en-GB"],
        "genre": ["Speech"],
        "description": ["What bees do. And why."],
        "wwwaudiosource": [BEES.source_url],
    }


@KINDS
def test_what_is_not_known_has_no_tag(tmp_path, form, reader):
    """Without authors, date, description, address and cover there are no empty tags and no picture."""
    found = reader(encoded(tmp_path, edition(tmp_path, ("One",)), form, Metadata(title="\ud800 half")))
    assert set(found.tags.as_dict()) == {"title", "album", "language", "genre", "chapter001", "chapter001name"}
    assert found.tags["title"] == ["? half"]
    assert not getattr(found, "pictures", ())


@KINDS
def test_chapters(tmp_path, form, reader):
    """Comments have each chapter's start, to the millisecond, and its title."""
    made = edition(tmp_path, HARD_TITLES)
    tags = reader(encoded(tmp_path, made, form)).tags
    for number, chapter in enumerate(made.timeline.chapters, 1):
        assert tags[f"CHAPTER{number:03}"] == [webvtt(chapter.start_ms)]
        assert tags[f"CHAPTER{number:03}NAME"] == [folded(chapter.title)]
    assert f"CHAPTER{len(HARD_TITLES) + 1:03}" not in tags


@KINDS
def test_most_chapters(tmp_path, form, reader):
    """255 chapters with long titles are all there; in Opus they fill several pages."""
    made = most_chapters(tmp_path, "{} " + "🐝" * 300)
    tags = reader(encoded(tmp_path, made, form)).tags
    assert [tags[f"CHAPTER{n + 1:03}NAME"] for n in range(255)] == [
        [chapter.title] for chapter in made.timeline.chapters
    ]
