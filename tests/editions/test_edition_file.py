"""`edition.toml` describes an edition; what is wrong in it is said with its line and the next step."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.editions import articles
from tts.editions.edition_file import read_edition_file
from tts.editions.settings import AnnounceSettings, EditionSettings, SectionSettings
from tts.errors import ArticastError, UsageError
from tts.packages.links import make_link_rule

EXAMPLE = """\
title = "Harbour Talking News"
number = 736
date = 2026-11-26
language = "en_GB"
authors = ["Ann Lee", "Ben Field"]
description = "News of the harbour."
cover = "cover.png"
readers = ["natural:heart", "voices/ann.onnx"]
presenter = "natural:heart"
alternate = "section"
feed = "articles"

[announce]
start = "start.md"
end = "words/end.md"
index = false
headlines = 5
jingle = "tune.wav"
between = "chime"

[[section]]
title = "News"
articles = "news/*.md"

[[section]]
title = "Births and deaths"
articles = ["notices", "../shared.md"]
reader = "espeak:en-gb"
"""
FILES = (
    *("cover.png", "start.md", "words/end.md", "tune.wav", "news/2.md", "news/10.md", "news/1.md", "news/note.jpg"),
    *("notices/b.txt", "notices/deep/a.md", "../shared.md"),
)
NO_READER = "No reader knows this kind of file. Save it as DOCX, ODT, HTML, Markdown or plain text."
ONE_SECTION = '[[section]]\ntitle = "News"\narticles = "news/*.md"\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the files that the example names."""
    folder = tmp_path / "edition"
    for name in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Bees dance.\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def _read(text: str) -> EditionSettings:
    Path("edition.toml").write_text(text, encoding="utf-8")
    return read_edition_file(Path("edition.toml"))


def _error(text: str) -> str:
    with pytest.raises(UsageError) as caught:
        _read(text)
    return str(caught.value)


def test_every_key_of_the_example_is_read(here: Path) -> None:
    """All keys arrive in the nouns, with paths relative to the file; articles are sorted, also in folders below."""
    assert _read(EXAMPLE) == EditionSettings(
        path=Path("edition.toml"),
        title="Harbour Talking News",
        number=736,
        date="2026-11-26",
        language="en-GB",
        authors=("Ann Lee", "Ben Field"),
        description="News of the harbour.",
        cover=Path("cover.png"),
        readers=("natural:heart", str(Path("voices/ann.onnx"))),
        presenter="natural:heart",
        alternate="section",
        feed="articles",
        announce=AnnounceSettings(
            start=Path("start.md"),
            end=Path("words/end.md"),
            index=False,
            headlines=5,
            jingle=Path("tune.wav"),
            between="chime",
        ),
        sections=(
            SectionSettings(title="News", articles=tuple(Path("news", name) for name in ("1.md", "2.md", "10.md"))),
            SectionSettings(
                title="Births and deaths",
                articles=(Path("notices/b.txt"), Path("notices/deep/a.md"), Path("../shared.md")),
                reader="espeak:en-gb",
            ),
        ),
        links=make_link_rule([Path()], follow=False),
    )


def test_paths_are_relative_to_the_file(here: Path) -> None:
    """An edition file in another folder names its own neighbours, and voice files as well."""
    Path("sub").mkdir()
    Path("sub/edition.toml").write_text(
        f'title = "T"\nreaders = "ann.onnx"\n[announce]\nbetween = "../tune.wav"\n{ONE_SECTION}'.replace(
            "news/*", "../news/*"
        ),
        encoding="utf-8",
    )
    settings = read_edition_file(Path("sub/edition.toml"))
    assert settings.readers == (str(Path("sub/ann.onnx")),)
    assert settings.announce.between == str(Path("sub/../tune.wav"))
    assert settings.sections[0].articles[0] == Path("sub/../news/1.md")


def test_most_keys_can_be_left_out(here: Path) -> None:
    """A title and one section are enough; `[section]` is taken for `[[section]]`, and it needs no title."""
    settings = _read('title = "T"\n[section]\narticles = "news/1.md"\n')
    assert settings.sections == (SectionSettings(title="", articles=(Path("news/1.md"),)),)
    assert (settings.slug, settings.number, settings.is_next, settings.date, settings.language) == (
        *("", None, False),
        *(None, ""),
    )
    assert settings.announce == AnnounceSettings()


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ('number = "next"', "is_next", True),
        ('number = "0736"', "number", 736),
        ('date = "2026-11-26"', "date", "2026-11-26"),
        ("date = 2026-11-26T08:00:00Z", "date", "2026-11-26"),
        ('language = "German"', "language", "de"),
        ('readers = "natural:heart"', "readers", ("natural:heart",)),
        ('description = """\nTwo\n  lines."""', "description", "Two lines."),
    ],
)
def test_values_have_several_forms(here: Path, line: str, name: str, value: object) -> None:
    """Numbers and dates may be texts, a list of one may be a text, and languages may have names."""
    assert getattr(_read(f'title = "T"\n{line}\n{ONE_SECTION}'), name) == value


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("titel = 'T'", "line 2: Unknown key 'titel'. Did you mean 'title'?"),
        ("headlines = 5", "line 2: Unknown key 'headlines'. It belongs below a line [announce]."),
        ("articles = '*.md'", "line 2: Unknown key 'articles'. It belongs below a line [[section]]."),
        ("xyz = 5", "line 2: Unknown key 'xyz'. Known here: title, number, "),
        ("number = 7.5", 'line 2: number must be a whole number up to 999999, or "next", not 7.5.'),
        ("number = -1", "line 2: number must be"),
        ("number = true", "line 2: number must be"),
        (f"number = '{'9' * 5000}'", "line 2: number must be"),
        ("date = '26.11.2026'", "line 2: date must be a date such as 2026-11-26, not '26.11.2026'."),
        ("date = 08:00:00", "line 2: date must be"),
        ("language = 'x y'", "line 2: language must be a tag such as en or de-CH, not 'x y'."),
        (f"readers = {['a'] * 1001}", "line 2: readers must have at most 1000 items, not 1001."),
        ("authors = [1]", "line 2: authors must be text of at most 1000 characters, not 1."),
        ("description = ''", "line 2: description must be text"),
        ("cover = 'covr.png'", "line 2: cover: there is no file 'covr.png'. Did you mean 'cover.png'?"),
        ("cover = 'news'", "line 2: cover: 'news' is a folder. Name a file."),
        ('cover = "a\\u0000b"', "line 2: cover must be the path of a file"),
        (f"cover = '{'x' * 900}'", "line 2: cover: there is no file"),
        ("alternate = 'articles'", "line 2: alternate must be article or section, not 'articles'."),
        ("feed = 1", "line 2: feed must be text"),
        ("announce = 1", "line 2: announce must be a table that begins with a line [announce]."),
        ("section = 'news'", "line 2: Each section must begin with a line [[section]]."),
        ("[announce]\nindex = 'yes'", "line 3: index must be true or false, not 'yes'."),
        ("[announce]\nheadlines = true", "line 3: headlines must be a whole number from 0 to 100, not True."),
        ("[announce]\nbetween = 'bell.wav'", "line 3: between: there is no file 'bell.wav'."),
        (
            "[announce]\nstart = 'words/ende.md'",
            "line 3: start: there is no file 'words/ende.md'. Did you mean 'end.md'?",
        ),
        ("[announce]\ntitle = 'T'", "line 3: Unknown key 'title'. It belongs at the top of the file, above"),
        (
            "[[section]]\nreader = 'x'",
            "line 2: The section does not say which articles it has. Add a line: articles = ",
        ),
        ("[[section]]\narticles = 5", "line 3: articles must be a path or a pattern such as 'news/*.md', not 5."),
        ("[[section]]\narticles = '*.md'\ndate = 5", "line 4: Unknown key 'date'. It belongs at the top of the file"),
        ("x = [", "line 2: This is not valid TOML"),
    ],
)
def test_mistakes_have_a_line_and_a_next_step(here: Path, line: str, message: str) -> None:
    """A value that is not possible, or a key that is unknown, is an error with its line, its cause and what to do."""
    assert _error(f'title = "T"\n{line}\n').startswith(f"edition.toml, {message}")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(here: Path) -> None:
    """A pipe is no edition; as an article it stays, and fails as that article."""
    os.mkfifo("pipe")
    with pytest.raises(UsageError, match=r"^pipe: This is a pipe, not a regular file"):
        read_edition_file(Path("pipe"))
    assert list(_read('title = "T"\n[[section]]\narticles = "pipe"\n').articles()) == [Path("pipe")]


def test_a_file_that_is_none_is_refused(here: Path) -> None:
    """A file that is missing, a folder or not UTF-8 is a wrong call, and so is an edition without a title."""
    Path("latin.toml").write_bytes(b'title = "M\xfcller"')
    for name, message in (
        ("none.toml", "There is no such file."),
        ("news", "This is a folder."),
        ("latin.toml", "This is not UTF-8."),
    ):
        with pytest.raises(UsageError, match=f"^{name}: {message}"):
            read_edition_file(Path(name))
    assert _error(ONE_SECTION).startswith("edition.toml: The edition has no title. Add one at the top:")


def test_an_edition_needs_an_article(here: Path) -> None:
    """Without sections, or where no pattern matches anything, there is no edition; the message has the patterns."""
    assert _error('title = "T"') == (
        'edition.toml: The edition has no article. Add a line [[section]], and articles = "*.md".'
    )
    assert "No article matches 'new/*.md'. Did you mean" not in _error(
        'title = "T"\n[[section]]\narticles = "new/*.md"'
    )
    assert "line 3: No article matches 'notes'. Did you mean 'notices'?" in _error(
        'title = "T"\n[[section]]\narticles = "notes"'
    )


def test_a_pattern_without_an_article_is_a_warning(here: Path) -> None:
    """The section is then empty; the warning has the line, and says what to do with a kind that no reader knows."""
    Path("notices/old.doc").write_text("old")
    settings = _read(
        f'title = "T"\n{ONE_SECTION}[[section]]\ntitle = "Old"\narticles = ["none/*.md", "notices/*.doc"]\n'
    )
    assert settings.sections[1].articles == ()
    assert settings.warnings == (
        "edition.toml, line 7: No article matches 'none/*.md'. Correct the pattern, or put an article there.",
        f"edition.toml, line 7: No article matches 'notices/*.doc'. {NO_READER}",
    )


def test_an_article_that_is_missing_stays_in_its_section(here: Path) -> None:
    """The path of an article that is not there fails as that article, and not as the whole edition."""
    settings = _read('title = "T"\n[[section]]\narticles = ["news/1.md", "gone.md", "news/*.md"]\n')
    assert [path.name for path in settings.sections[0].articles] == ["1.md", "gone.md", "2.md", "10.md"]
    assert settings.warnings == ()


def test_an_article_is_heard_once(here: Path) -> None:
    """An article that two sections name is in the first one, with one warning for all such articles of a section."""
    settings = _read(f'title = "T"\n{ONE_SECTION}[[section]]\ntitle = "All"\narticles = "**/*.md"\n')
    assert [path.as_posix() for path in settings.sections[1].articles] == [
        *("notices/deep/a.md", "start.md", "words/end.md"),
    ]
    assert settings.warnings == (
        "edition.toml, line 7: 3 articles are in an earlier section too, and heard only there: 1.md, 2.md, 10.md.",
    )


def test_the_texts_of_announcements_are_no_articles(here: Path) -> None:
    """A pattern leaves out the files that are heard at the start and at the end, unless it names them."""
    announce = '[announce]\nstart = "start.md"\nend = "words/end.md"\n'
    settings = _read(f'title = "T"\n{announce}[[section]]\narticles = ["**/*.md"]\n')
    assert [path.name for path in settings.articles()] == ["1.md", "2.md", "10.md", "a.md"]


def test_packages_and_hidden_files_are_no_articles(here: Path) -> None:
    """A pattern leaves out hidden files, packages of ours, and pages of ours."""
    for name in (".hidden.md", ".git/x.md", "~$1.md"):
        Path("news", name).parent.mkdir(exist_ok=True)
        Path("news", name).write_text("x")
    package = Path("news/package")
    package.mkdir()
    package.joinpath("manifest.json").write_text(
        '{\n "schema": "articast-manifest/1",\n "sections": []}\n', encoding="utf-8"
    )
    package.joinpath("transcript.txt").write_text("x")
    Path("news/page.html").write_text('<meta name="generator" content="Articast 1">')
    settings = _read('title = "T"\n[[section]]\narticles = "news/**"\n')
    assert [path.name for path in settings.articles()] == ["1.md", "2.md", "10.md"]


def test_patterns_match_whatever_the_case_and_the_accents(here: Path) -> None:
    """A pattern finds names in other case, and names whose accents are letters of their own, as macOS writes them."""
    folder = Path("Ha\N{COMBINING DIAERESIS}fen")
    folder.mkdir()
    folder.joinpath("SCHIFF.MD").write_text("x")
    for pattern in (
        "H\N{LATIN SMALL LETTER A WITH DIAERESIS}fen/*.md",
        "h\N{LATIN SMALL LETTER A WITH DIAERESIS}fen/schiff.md",
    ):
        settings = _read(f'title = "T"\n[[section]]\narticles = "{pattern}"\n')
        (path,) = settings.articles()
        assert path.samefile(folder / "SCHIFF.MD")


def test_a_name_with_brackets_is_a_name(here: Path) -> None:
    """A file or folder that is really called so is meant, before its brackets are wildcards; `\\` divides folders."""
    Path("[1]").mkdir()
    Path("[1]/a [x].md").write_text("x")
    for pattern in ("[1]/a [x].md", "[1]/*.md", "[1]", "[1]\\\\*.md"):
        assert list(_read(f'title = "T"\n[[section]]\narticles = "{pattern}"\n').articles()) == [Path("[1]/a [x].md")]


@pytest.mark.skipif(os.name != "posix", reason="Windows lets few users make links")
def test_links_in_circles_end(here: Path) -> None:
    """A link to a folder above, or to itself, is looked at once or not at all."""
    Path("news/loop").symlink_to("..")
    Path("news/self").symlink_to("self")
    for pattern, count in (("news/**/*.md", 3), ("news/*/*/*.md", 4), ("**/**/**/*.md", 6)):
        assert len(list(_read(f'title = "T"\n[[section]]\narticles = "{pattern}"\n').articles())) == count


def test_far_too_many_files_are_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that looks at too many files, or a section with more articles than track numbers, is an error."""
    monkeypatch.setattr(articles, "_MAX_ENTRIES", 5)
    assert _error('title = "T"\n[[section]]\narticles = "**/*.md"').startswith(
        "edition.toml, line 3: The patterns look at more than 5 files. Name the folders of the articles"
    )
    monkeypatch.setattr(articles, "_MAX_ENTRIES", 200_000)
    for number in range(1000):
        Path("news", f"a{number}.md").touch()
    assert _error('title = "T"\n[[section]]\narticles = "news/*.md"') == (
        "edition.toml, line 3: The section has more than 999 articles. Divide it, or name them more closely."
    )
    sections = "[[section]]\narticles = 'news/1.md'\n" * 998
    assert "An edition has at most 997 sections. Join some of them." in _error(f'title = "T"\n{sections}')


_VALUES = st.recursive(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(["news/*.md", "next", "..", "**", "[", "/dev/zero", "/dev/null", "news", "~", "chime"]),
        st.integers(),
        st.booleans(),
        st.floats(),
        st.dates(min_value=date(1900, 1, 1)),
    ),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
_KEYS = (
    *("title", "number", "date", "language", "authors", "description", "cover", "readers", "presenter", "alternate"),
    *("feed", "start", "end", "index", "headlines", "jingle", "between", "articles", "reader"),
)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(character):08x}" for character in value) + '"'
    return str(value)


@given(values=st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=4))
def test_no_value_breaks_the_reader(values: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever a value is, the edition is read, or a sentence says what is wrong; no value breaks the program."""
    folder = tmp_path_factory.getbasetemp() / "hostile"
    folder.joinpath("news").mkdir(parents=True, exist_ok=True)
    folder.joinpath("news/1.md").write_text("x")
    tables = {"": [], "[announce]": [], "[[section]]": []}
    for name, value in values.items():
        announce = ("start", "end", "index", "headlines", "jingle", "between")
        table = "[announce]" if name in announce else "[[section]]" if name in ("articles", "reader") else ""
        tables[table].append(f"{name} = {_toml(value)}")
    text = "\n".join(line for header, lines in tables.items() for line in (header, *lines))
    path = folder / "edition.toml"
    path.write_text(text, encoding="utf-8")
    message = str(path)
    try:
        read_edition_file(path)
    except ArticastError as error:
        message = str(error)
    assert message.startswith(str(path))
