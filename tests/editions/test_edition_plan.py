"""Folders and tracks have numbers, readers take turns, and what is too long is said."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.editions.lengths import parse_length, warn_of_length
from tts.editions.plan import keep_articles, plan_edition_order, warn_of_empty_sections
from tts.editions.readers import assign_readers, find_edition_voices
from tts.editions.settings import AnnounceSettings, EditionSettings, SectionSettings
from tts.errors import UsageError
from tts.model import Voice
from tts.text.languages.tags import GivenLanguage

EDITION = EditionSettings(
    path=Path("edition.toml"),
    title="T",
    sections=(
        SectionSettings(title="News", articles=(Path("1.md"), Path("2.md"), Path("3.md"))),
        SectionSettings(title="Empty", articles=()),
        SectionSettings(title="Notices", articles=(Path("4.md"), Path("5.md"))),
    ),
)
VOICES = (
    Voice(id="heart", name="Heart", languages=("en-us",), engine="natural"),
    Voice(id="gb", name="Gb", languages=("en-gb", "en"), engine="natural"),
    Voice(id="anna", name="Anna", languages=("de",), engine="natural"),
    Voice(id="any", name="Any", engine="natural"),
)


def test_sections_are_folders_between_the_announcements() -> None:
    """The opening is folder 1, sections with articles follow without gaps, and the end is the last folder."""
    order = plan_edition_order(replace(EDITION, announce=AnnounceSettings(headlines=3)))
    assert [(folder.number, folder.title) for folder in order] == [(1, ""), (2, "News"), (3, "Notices"), (4, "")]
    tracks = [[(track.number, track.kind, track.path) for track in folder.tracks] for folder in order]
    assert tracks == [
        [(1, "start", None), (2, "headlines", None), (3, "index", None)],
        [(1, "article", Path("1.md")), (2, "article", Path("2.md")), (3, "article", Path("3.md"))],
        [(1, "article", Path("4.md")), (2, "article", Path("5.md"))],
        [(1, "end", None)],
    ]
    assert list(warn_of_empty_sections(EDITION)) == [
        "edition.toml: The section 'Empty' has no article, so it is left out."
    ]


@given(
    st.lists(st.integers(0, 5), max_size=5), st.booleans(), st.integers(0, 2), st.sets(st.integers(0, 24), max_size=20)
)
def test_numbers_have_no_gaps(sizes: list[int], index: bool, headlines: int, gone: set[int]) -> None:
    """Whatever is left out, folders and tracks are numbered from 1, and each article that is left has one track."""
    paths = iter(range(25))
    sections = tuple(
        SectionSettings(title=f"S{size}", articles=tuple(Path(f"{next(paths)}.md") for _ in range(size)))
        for size in sizes
    )
    announce = AnnounceSettings(index=index, headlines=headlines)
    settings = replace(EDITION, sections=sections, announce=announce)
    kept = [path for path in settings.articles() if int(path.stem) not in gone]
    order = plan_edition_order(keep_articles(settings, kept))
    assert [folder.number for folder in order] == list(range(1, len(order) + 1))
    for folder in order:
        assert [track.number for track in folder.tracks] == list(range(1, len(folder.tracks) + 1))
    assert [track.path for folder in order for track in folder.tracks if track.path] == kept
    assert len(order[0].tracks) == 1 + index + bool(headlines)


def test_readers_take_turns_across_sections() -> None:
    """Two readers alternate article by article, also where a section begins."""
    settings = replace(EDITION, readers=("a", "b"))
    assert list(assign_readers(settings, {}, GivenLanguage()).values()) == ["a", "b", "a", "b", "a"]
    settings = replace(settings, alternate="section")
    assert list(assign_readers(settings, {}, GivenLanguage()).values()) == ["a", "a", "a", "b", "b"]
    assert assign_readers(EDITION, {}, GivenLanguage()) == {}


def test_the_reader_of_a_section_reads_all_of_it() -> None:
    """The reader of a section takes no other's turn, and is not heard again at once if another can read."""
    first, empty, last = EDITION.sections
    settings = replace(EDITION, readers=("a", "b"), sections=(replace(first, reader="x"), empty, last))
    assert list(assign_readers(settings, {}, GivenLanguage()).values()) == ["x", "x", "x", "a", "b"]
    settings = replace(settings, sections=(replace(first, reader="a"), empty, last))
    assert list(assign_readers(settings, {}, GivenLanguage()).values()) == ["a", "a", "a", "b", "a"]
    settings = replace(settings, readers=())
    assert assign_readers(settings, {}, GivenLanguage()) == dict.fromkeys(first.articles, "a")


def test_readers_read_their_own_language(tmp_path: Path) -> None:
    """A reader is passed over where an article is in another language; without one it is left to the best voice."""
    languages = ("en", "de", "en", "de", "fr", "en")
    paths = []
    for number, language in enumerate(languages):
        paths.append(tmp_path / f"{number}.md")
        paths[-1].write_text(f"---\nlang: {language}\n---\nBees.\n", encoding="utf-8")
    section = SectionSettings(title="N", articles=(*paths, tmp_path / "unknown.docx"))
    settings = replace(EDITION, readers=("natural:heart", "Gb", "anna"), sections=(section,), language="de")
    voices = find_edition_voices(settings, VOICES)
    assert [voice.name for voice in voices.values()] == ["Heart", "Gb", "Anna"]
    readers = assign_readers(settings, voices, GivenLanguage())
    assert [readers.get(path, "") for path in section.articles] == [
        *("natural:heart", "anna", "Gb", "anna", "", "natural:heart", "anna"),
    ]
    anyone = replace(settings, readers=("heart", "any"))
    readers = assign_readers(anyone, find_edition_voices(anyone, VOICES), GivenLanguage())
    assert [readers[path] for path in section.articles][1:5] == ["any", "heart", "any", "any"]


@given(st.integers(2, 4), st.lists(st.integers(0, 4), max_size=5))
def test_no_reader_is_heard_twice_in_a_row(count: int, sizes: list[int]) -> None:
    """With two or more readers of one language, each article has another reader than the one before."""
    sections = tuple(
        SectionSettings(title="S", articles=tuple(Path(f"{place}-{number}.md") for number in range(size)))
        for place, size in enumerate(sizes)
    )
    settings = replace(EDITION, readers=tuple(map(str, range(count))), sections=sections)
    readers = list(assign_readers(settings, {}, GivenLanguage()).values())
    assert len(readers) == sum(sizes)
    assert all(before != after for before, after in pairwise(readers))


def test_a_voice_that_does_not_exist_is_named() -> None:
    """Each voice that the edition names must exist; the message has its file."""
    for settings in (
        replace(EDITION, presenter="heard"),
        replace(EDITION, readers=("heart", "heard")),
        replace(EDITION, sections=(SectionSettings(title="N", articles=(), reader="heard"),)),
    ):
        with pytest.raises(UsageError, match=r"^edition.toml: There is no voice 'heard'. Did you mean 'heart'?"):
            find_edition_voices(settings, VOICES)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("75m", 75), ("75", 75), ("1h15m", 75), ("1h15", 75), ("1 h 15 min", 75), ("2H", 120), (" 90 minutes ", 90)],
)
def test_lengths_have_several_forms(text: str, minutes: int) -> None:
    """A length is in minutes, or in hours and minutes."""
    assert parse_length(text) == minutes * 60_000


@pytest.mark.parametrize("text", ["", "0", "m", "x", "-5", "75s", "1.5h", "9" * 5000, "h15", "15m1h", "٧٥"])
def test_other_words_are_no_length(text: str) -> None:
    """What is no length is a wrong call, with an example."""
    with pytest.raises(UsageError, match=r"is not a length. Give minutes or hours, as in 75m or 1h15m."):
        parse_length(text)


def test_what_is_too_long_is_said() -> None:
    """The message has the length, the excess, and the longest articles; an edition that fits has none."""
    articles = [("A", 60_000), ("B", 600_000), ("C", 3_600_000), ("D", 600_000)]
    assert list(warn_of_length(4_860_000, 4_860_000, articles)) == []
    (warning,) = warn_of_length(4_860_000, 4_500_000, articles)
    assert warning == (
        "The edition has 1 h 21 min, 6 min 0 s more than 1 h 15 min. Nothing is left out. "
        'The longest articles: "C" (1 h 0 min), "B" (10 min 0 s), "D" (10 min 0 s).'
    )
