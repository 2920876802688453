"""What is heard besides the articles: in every language, with a producer's own texts, and with hostile titles."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.config.config import Config
from tts.editions.announce import Announcement, build_announcements
from tts.editions.listing import ListedArticle, ListedSection, Listing
from tts.editions.settings import AnnounceSettings
from tts.model import Block, Series, utterances
from tts.pipeline import PreparedArticle, prepare
from tts.text.languages import languages
from tts.writers.transcript import transcript

GOLDEN = Path(__file__).parents[1] / "golden" / "announcements"
EDITION = Path("edition.toml")
MINUTE_MS = 60_000


def _article(number: int, title: str, language: str = "en-GB", duration_ms: int = 4 * MINUTE_MS) -> ListedArticle:
    return ListedArticle(title=title, language=language, duration_ms=duration_ms, number=number, slug=f"a{number}")


def _section(folder: int, title: str, *articles: ListedArticle) -> ListedSection:
    return ListedSection(title=title, folder=folder, articles=articles)


def _listing(language: str = "en-GB", *sections: ListedSection, number: int | None = 736) -> Listing:
    """An edition of `sections`, or of two with titles that ask for care."""
    news = _section(
        2,
        "News",
        _article(1, "Harbour opens", language),
        _article(2, "Is it the end?", language, 59_999),
        _article(3, "Ще одна стаття", "uk" if language != "uk" else "de", 80 * MINUTE_MS + 29_999),
    )
    leisure = _section(3, "What’s on?", _article(1, "10 things to do.", language, MINUTE_MS))
    return Listing(
        series=Series(title="Harbour Talking News", number=number),
        date="2026-11-26",
        language=language,
        sections=sections or (news, leisure),
    )


def _announce(
    listing: Listing, folder: Path | None = None, text: str = "", **chosen: object
) -> tuple[Announcement, ...]:
    """The announcements, with a start of the words `text` in a file in `folder`."""
    if folder:
        folder.joinpath("start.md").write_text(text, encoding="utf-8")
        chosen["start"] = folder / "start.md"
    return build_announcements(listing, AnnounceSettings(**chosen), EDITION)  # type: ignore[arg-type]


def _prepare(announcement: Announcement) -> PreparedArticle:
    """What will be heard: it is proved that no word is lost."""
    return prepare(announcement.article, Config())


def _texts(announcement: Announcement) -> list[str]:
    return [utterance.text for utterance in utterances(_prepare(announcement).sections)]


@pytest.mark.parametrize("language", [*sorted(languages()), "it"])
def test_announcements_of_a_language(language: str) -> None:
    """The texts of all announcements, and what a voice says for them, are those of the golden file of each language.

    To accept a change: set UPDATE_GOLDEN=1, run this test, and read what `git diff` shows.
    """
    pages = []
    for announcement in _announce(_listing(language), headlines=2):
        sections = _prepare(announcement).sections
        said = [f"[{utterance.language}] {utterance.spoken}\n" for utterance in utterances(sections)]
        pages.append(f"# {announcement.id}: {announcement.title}\n\n{transcript(sections)}\n{''.join(said)}")
    made, golden = "\n".join(pages), GOLDEN / f"{language}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, encoding="utf-8", newline="\n")
    assert made == golden.read_text(encoding="utf-8")


def test_order_and_kinds() -> None:
    """Start, headlines, index, a title per section and the end come in this order; a jingle follows the first title."""
    announcements = _announce(_listing(), headlines=1, jingle=Path("tune.wav"))
    assert [(part.id, part.kind, part.title, part.jingle_after_title) for part in announcements] == [
        ("start", "start", "Welcome", True),
        ("headlines", "headlines", "Headlines", False),
        ("index", "index", "Contents", False),
        ("section-2", "section", "News", False),
        ("section-3", "section", "What’s on?", False),
        ("end", "end", "End", False),
    ]


def test_title_is_heard_first(tmp_path: Path) -> None:
    """The first utterance of each announcement is its title; the start begins with the edition's title and number."""
    announcements = _announce(_listing(), tmp_path, "# Hello\n\nWelcome.\n", headlines=1)
    firsts = [_texts(part)[0] for part in announcements]
    assert firsts == ["Harbour Talking News, number 736", *(part.title for part in announcements[1:])]
    assert firsts == [part.article.metadata.title for part in announcements]
    assert _texts(announcements[0])[1:] == ["26 November 2026", "Hello", "Welcome."]


def test_an_edition_without_a_number_has_its_title_alone() -> None:
    """Without a number or a date neither is announced."""
    listing = replace(_listing(number=None), date=None)
    assert _texts(_announce(listing)[0]) == [
        "Harbour Talking News",
        "4 articles in 2 sections, 1 hour 26 minutes in all.",
    ]


def test_settings_leave_announcements_out() -> None:
    """Without an index and headlines, and in an edition without articles, neither is announced."""
    assert [part.id for part in _announce(_listing(), index=False)] == ["start", "section-2", "section-3", "end"]
    empty = replace(_listing(), sections=())
    assert [part.id for part in _announce(empty, headlines=3)] == ["start", "end"]


def test_headlines_are_the_first_titles() -> None:
    """The headlines are the first titles of the edition, as many as asked for or as there are."""
    assert _texts(_announce(_listing(), headlines=2)[1]) == ["Headlines", "Harbour opens.", "Is it the end?"]
    assert len(_texts(_announce(_listing(), headlines=9)[1])) == 1 + 4


def test_one_section_is_not_numbered() -> None:
    """The index of an edition with one section has its articles only, with the numbers of the listing."""
    listing = _listing("en-GB", _section(2, "News", _article(7, "Harbour opens"), _article(8, "Harbour closes")))
    start, index, *_ = _announce(listing)
    assert _texts(index) == ["Contents", "7: Harbour opens.", "4 minutes.", "8: Harbour closes.", "4 minutes."]
    assert _texts(start)[-1] == "2 articles, 8 minutes in all."


@pytest.mark.once
def test_index_of_400_articles() -> None:
    """In an index of 400 articles each has its own number, in order, said as a number."""
    sections = (
        _section(folder, f"Part {folder}", *(_article(number, f"Story {number}") for number in range(1, 101)))
        for folder in range(2, 6)
    )
    index = next(part for part in _announce(_listing("en-GB", *sections)) if part.id == "index")
    said = {utterance.text: utterance.spoken for utterance in utterances(_prepare(index).sections)}
    entries = [leaf.text for block in index.article.blocks for leaf in block.leaves() if leaf.kind == "item"]
    assert entries == [f"{number}: Story {number}.\n4 minutes." for number in range(1, 101)] * 4
    assert said["99: Story 99."] == "ninety-nine: Story ninety-nine."


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Wait...", "1: Wait..."),
        ("“Is it?”", "1: “Is it?”"),
        ("It is!", "1: It is!"),
        ("The ‘Mary Rose’", "1: The ‘Mary Rose’."),
        ("港口开放。", "港口开放。"),
        ("{number} {title}", "1: {number} {title}."),
        ("two\nlines\u202e", "1: two lines."),
    ],
)
def test_a_title_in_the_index_ends_with_one_stop(title: str, line: str) -> None:
    """A title ends with a full stop or its own mark, so that the length after it is heard apart."""
    language = "zh" if title[0] > "\u3000" else "en-GB"
    listing = _listing("en-GB", _section(2, "News", _article(1, title, language, 1)))
    texts = _texts(next(part for part in _announce(listing) if part.id == "index"))
    assert texts[-2:] == [line, "Less than a minute."]


def test_a_title_in_another_language_has_its_own_voice() -> None:
    """A title in another language is an utterance of that language, however short; number and length are not."""
    index = next(part for part in _announce(_listing()) if part.id == "index")
    said = [(utterance.text, utterance.language) for utterance in utterances(_prepare(index).sections)]
    begin = said.index(("3:", "en-GB"))
    assert said[begin + 1 : begin + 3] == [("Ще одна стаття.", "uk"), ("1 hour 20 minutes.", "en-GB")]


@pytest.mark.once
@settings(max_examples=15)
@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4), st.text(min_size=1, max_size=40))
def test_no_word_of_a_title_is_lost(titles: list[str], section: str) -> None:
    """Whatever the titles are, every announcement can be heard, and none of its words is lost or heard twice."""
    articles = (_article(number, title) for number, title in enumerate(titles, 1))
    listing = _listing("en-GB", _section(2, section, *articles), _section(3, section, _article(1, section)))
    listing = replace(listing, series=Series(title=f"A{section}", number=1))
    for announcement in _announce(listing, headlines=2):
        assert _texts(announcement)


def test_facts_are_filled_in(tmp_path: Path) -> None:
    """Number, date, count, length and title are filled in everywhere in the text, in the language's words."""
    text = (
        "**{title}**, number {number}, of {date}: {count} articles, {length}.\n\n- {other} {} {Number} `{count}`\n\n"
        "[See {date}](https://example.org/{number})\n"
    )
    start = _announce(_listing(), tmp_path, text)[0]
    assert _texts(start)[2:] == [
        "Harbour Talking News, number 736, of 26 November 2026: 4 articles, 1 hour 26 minutes.",
        "{other} {} {Number} 4",
        "See 26 November 2026",
    ]
    leaves = [leaf for block in start.article.blocks for leaf in block.leaves()]
    marks = [(mark.kind, leaf.text[mark.begin : mark.end], mark.value) for leaf in leaves for mark in leaf.marks]
    assert marks == [
        ("strong", "Harbour Talking News", ""),
        ("code", "4", ""),
        ("link", "See 26 November 2026", "https://example.org/{number}"),
    ]


def test_own_text_has_the_words_of_its_language(tmp_path: Path) -> None:
    """A text in another language than the edition gets date and length in its own words."""
    start = _announce(_listing(), tmp_path, "---\nlang: de\n---\nVom {date}, {length}.\n")[0]
    assert _texts(start)[1:] == ["26. November 2026", "Vom 26. November 2026, 1 Stunde und 26 Minuten."]


HOSTILE = [
    "<script>x</script>",
    "**bold** `code`",
    "[a](b) {date} {{title}}",
    "# Title\n\n---",
    "&amp; &lt;b&gt;",
    "{number}",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_values_are_never_mark_up(tmp_path: Path, value: str) -> None:
    """A title with mark-up or with braces is shown as it is written."""
    listing = replace(_listing(), series=Series(title=value, number=1))
    start = _announce(listing, tmp_path, "Hear *{title}* now.\n")[0]
    paragraph = start.article.blocks[-1]
    assert paragraph.text == f"Hear {' '.join(value.split())} now."
    assert [paragraph.text[mark.begin : mark.end] for mark in paragraph.marks] == [" ".join(value.split())]
    assert _texts(start)


def test_unknown_facts_stay_as_they_are(tmp_path: Path) -> None:
    """A fact that the edition does not have is not filled in, and a warning says so."""
    start = _announce(_listing(number=None), tmp_path, "Number {number} has {count}.\n")[0]
    assert start.article.blocks[-1].text == "Number {number} has 4."
    (warning,) = start.article.warnings
    sentences = "The edition has no number, so {number} stays as it is. Give it one, or remove {number}."
    assert warning == f"{tmp_path / 'start.md'}: {sentences}"


def test_own_text_is_heard_as_an_article_is(tmp_path: Path) -> None:
    """All words of a text with notes, tables, raw HTML and mark-up in its braces are heard or listed as skipped."""
    text = (
        "---\ntitle: Hello {count}\nsubtitle: By {count} readers\nauthor: Ann Lee\n---\n\nA note.[^1] {num**b**er}\n\n"
        "## Part {number}\n\n| a | {date} |\n|---|---|\n| {count} | b |\n\n"
        "<div>{length}<script>{count}</script></div>\n\n"
        "[^1]: Of {date}.\n"
    )
    start = _announce(_listing(), tmp_path, text)[0]
    prepared = _prepare(start)
    assert [skip.reason for skip in prepared.skipped] == ["footnote mark, silent", "script"]
    heard = [utterance.text for utterance in utterances(prepared.sections)]
    assert heard[:4] == ["Harbour Talking News, number 736", "By 4 readers", "By Ann Lee", "26 November 2026"]
    assert {"Hello 4", "Part 736", "Of 26 November 2026."} < set(heard)


def test_own_text_has_one_place_in_the_navigation(tmp_path: Path) -> None:
    """Headings of the producer's text are paragraphs in bold type, so that sections and articles alone can be found."""
    start = _announce(_listing(), tmp_path, "# Hello\n\nText.\n\n## Notices\n\nMore.\n")[0]
    assert [block.kind for block in start.article.blocks].count("heading") == 1
    assert [section.role for section in _prepare(start).sections] == ["opening", "body"]
    assert [block.text for block in start.article.blocks if block.whole_marks("strong")] == ["Hello", "Notices"]


@pytest.mark.parametrize("title", ["# Harbour Talking News, number {number}", "# HARBOUR talking news", "# {title}"])
def test_a_repeated_title_is_heard_once(tmp_path: Path, title: str) -> None:
    """A text that begins with the title of the edition does not say it again; it is listed as skipped."""
    start = _announce(_listing(), tmp_path, f"{title}\n\nWelcome.\n")[0]
    assert _texts(start) == ["Harbour Talking News, number 736", "26 November 2026", "Welcome."]
    assert [skip.reason for skip in start.article.skipped] == ["repeats the title"]


def test_a_text_that_cannot_be_read_is_replaced(tmp_path: Path) -> None:
    """A missing, empty or binary text, or a folder, gives a warning, and the sentence of Articast is heard."""
    tmp_path.joinpath("empty.md").touch()
    tmp_path.joinpath("binary.md").write_bytes(bytes(range(256)))
    for name in ("missing.md", "empty.md", "binary.md", "..", "picture.png"):
        start, *_, end = _announce(_listing(), start=tmp_path / name, end=tmp_path / name)
        for announcement, sentence in ((start, "4 articles in 2 sections"), (end, "That was Harbour Talking News")):
            (warning,) = announcement.article.warnings
            assert warning.startswith(f"{tmp_path / name}: ")
            assert warning.endswith(" A sentence of Articast's own is heard instead.")
            assert any(text.startswith(sentence) for text in _texts(announcement))


def test_a_text_needs_no_title(tmp_path: Path) -> None:
    """A text without a title is usual, and gives no warning."""
    start = _announce(_listing(), tmp_path, "Welcome to all of you.\n\nAnn reads.\n")[0]
    assert start.article.warnings == ()
    assert _texts(start)[2:] == ["Welcome to all of you.", "Ann reads."]


def test_hash_is_that_of_the_sound(tmp_path: Path) -> None:
    """An announcement has a new hash if and only if something else is heard."""
    listing = _listing()
    news = listing.sections[0]
    longer = replace(news.articles[0], duration_ms=news.articles[0].duration_ms + MINUTE_MS)
    changed = replace(listing, sections=(replace(news, articles=(longer, *news.articles[1:])), listing.sections[1]))
    before = {
        part.id: part.article.source_sha256 for part in _announce(listing, tmp_path, "Hi {count}.\n", headlines=2)
    }
    after = {part.id: part.article.source_sha256 for part in _announce(changed, tmp_path, "Hi {count}.\n", headlines=2)}
    assert {name for name in before if before[name] != after[name]} == {"index"}
    again = {
        part.id: part.article.source_sha256 for part in _announce(changed, tmp_path, "Hi {length}.\n", headlines=2)
    }
    assert {name for name in after if after[name] != again[name]} == {"start"}


def test_blocks_carry_their_language() -> None:
    """No step that guesses the language of a block can take a sentence of ours for another language."""
    for announcement in _announce(_listing(), headlines=2):
        leaves: list[Block] = [leaf for block in announcement.article.blocks for leaf in block.leaves()]
        assert all(leaf.language == "en-GB" for leaf in leaves)
