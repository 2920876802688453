"""`articast check` says what is wrong with articles and with what is said of their words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tts.cli import main
from tts.config.config import Config
from tts.pipeline import PreparedArticle, prepare
from tts.review.examples import run_examples
from tts.review.names import find_unknown_words
from tts.speech.lexicon import read_lexicon
from tts.text.readers import read

MOVING = b"GIF89a\x01\0\x01\0\x80\0\0" + bytes(6) + b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0" * 2 + b";"
BEES = """\
---
title: Bees of Zolochiv
---

The mayor of Zolochiv met Ann Oksanenko. Zolochiv lies in the west, said Oksanenko's friend.

He and the FEC met; the FEC likes bees, and the mayor likes Bees. On Monday in May Bohdan came.
"""


WORDS = ("--words", "--engine", "silent")
"""For tests that do not need to know how a voice says a word: two voices that are asked start for seconds."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article in it, which is the current one."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("articles").mkdir()
    tmp_path.joinpath("articles/bees.md").write_text(BEES, encoding="utf-8")
    return tmp_path


def _lexicon(here: Path, text: str) -> None:
    here.joinpath("lexicon.toml").write_text(text, encoding="utf-8")


def _objects(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    status = main(["check", "--json", *arguments])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def _lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    status = main(["check", *arguments])
    return status, capsys.readouterr().out.splitlines()


def test_articles_without_a_fault_are_right(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing is wrong there is one line, and exit status 0."""
    assert _lines(capsys) == (0, ["1 article, 0 errors, 0 warnings."])


def test_faults_of_all_articles_are_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every article is read; an error or a warning is a line with its place, and an error gives exit status 1."""
    here.joinpath("articles/empty.md").write_text("", encoding="utf-8")
    here.joinpath("articles/untitled.md").write_text("Bees fly.\n", encoding="utf-8")
    here.joinpath("articles/wish.md").write_text("---\narticast: {formats: mp9}\n---\n# A\n\nB.\n", encoding="utf-8")
    status, lines = _lines(capsys)
    assert status == 1
    assert [line.split(" ", 2)[:2] for line in lines[:3]] == [
        ["Error:", "articles/empty.md:"],
        ["Warning:", "articles/untitled.md:"],
        ["Warning:", "articles/wish.md,"],
    ]
    assert "line 2: There is no format 'mp9'." in lines[2]
    assert lines[3:] == ["4 articles, 1 error, 2 warnings."]


def test_a_broken_lexicon_is_a_fault_of_its_articles(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article whose lexicon cannot be read cannot be made; the line says where in the lexicon."""
    here.joinpath("articles/lexicon.toml").write_text("[words]\nA = 3\n", encoding="utf-8")
    status, (error, summary) = _objects(capsys)
    assert status == 1
    assert (error["event"], error["path"], error["line"]) == ("error", "articles/lexicon.toml", 2)
    assert summary == {"event": "summary", "articles": 1, "errors": 1, "warnings": 0, "drafts": 0}


def test_examples_that_come_true_are_only_counted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An example that is said as it wants to be costs no line."""
    _lexicon(here, "[words]\nOdin = {alias='Oh din', state='reviewed', examples={'To Odin, 5.'='To Oh din, five.'}}\n")
    status, lines = _lines(capsys, *WORDS)
    assert status == 0
    assert "1 example, 0 wrong. 0 to review." in lines


@pytest.mark.once
def test_examples_that_do_not_come_true_are_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An example that is said otherwise is an error with its place, what is said and what was wanted."""
    _lexicon(here, "[words]\nOdin = {alias='Oh din', examples={'To Odin.'='To Odd in.'}}\n")
    status, objects = _objects(capsys, *WORDS)
    (example,) = (one for one in objects if one["event"] == "example")
    assert status == 1
    place = {"path": "lexicon.toml", "line": 2, "entry": "Odin"}
    texts = {"shown": "To Odin.", "wanted": "To Odd in.", "spoken": "To Oh din."}
    assert example == {"event": "example", **place, **texts, "ok": False}
    _, lines = _lines(capsys, *WORDS)
    said = '"To Odin." is spoken as "To Oh din.", not "To Odd in."'
    assert f"Error: lexicon.toml, line 2: {said}. Fix the entry or its example." in lines
    assert 'To review: lexicon.toml, line 2: Odin, "Oh din".' in lines


def test_examples_are_said_in_their_scope(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry's example is a text of its language, in an article that it is for."""
    monkeypatch.chdir(tmp_path)
    text = "[words]\nBach = {alias='x', language='de', articles='a/*.md', examples={'Bach 5'='x fünf'}}\n"
    _lexicon(tmp_path, text)
    (one,) = run_examples(read_lexicon(Path("lexicon.toml")), Config())
    assert (one.spoken, one.ok) == ("x fünf", True)


@pytest.mark.once
def test_names_and_acronyms_are_listed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names and acronyms come with their counts and how they are said, the most likely wrong first.

    Words that begin a sentence, stand elsewhere without a capital, are days and months, or are said as a dictionary
    has them, are none.
    """
    status, objects = _objects(capsys, "--words")
    words = [one for one in objects if one["event"] == "word"]
    assert status == 0
    assert {one["word"]: (one["kind"], one["count"]) for one in words} == {
        "Zolochiv": ("name", 3),
        "Oksanenko": ("name", 2),
        "Bohdan": ("name", 1),
        "FEC": ("acronym", 2),
    }
    assert words[0]["word"] == "Zolochiv"
    assert words[0]["said"].startswith("z")
    assert words[0]["toml"] == f'Zolochiv = {{ language = "en", phonemes = "{words[0]["said"]}" }}'
    assert [one["likely"] for one in words] == sorted((one["likely"] for one in words), reverse=True)
    assert {one["reason"] for one in words} <= {"dictionary", "engines", "spelling", "unknown", "as_word", "as_letters"}
    assert words[0]["path"] == "articles/bees.md"
    assert objects[-1]["words"] == len(words)


@pytest.mark.once
def test_a_word_that_has_an_entry_is_not_listed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a lexicon says something about is known."""
    _lexicon(here, "[words]\nZolochiv = 'Zollo cheev'\nOksanenko = 'Oxanenko'\n")
    _, objects = _objects(capsys, *WORDS)
    assert not {"Zolochiv", "Oksanenko"} & {one.get("word") for one in objects}


@pytest.mark.once
def test_the_list_reads_well(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A word is one line: the word, what it is, how often, how it is said, where it is first."""
    _, lines = _lines(capsys, "--words")
    (line,) = (one for one in lines if one.startswith("Oksanenko"))
    assert re.fullmatch(r"Oksanenko, name, 2 times, said \S+, [^,]+, first in articles/bees\.md", line)
    assert lines[-1].endswith('as in: Kyiv = "Keev"')


def test_an_engine_that_does_not_tell_is_not_asked(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With an engine that does not say how it says words, they are listed without."""
    here.joinpath("articast.toml").write_text("engine = 'silent'\n", encoding="utf-8")
    _, objects = _objects(capsys, "--words")
    assert {one["said"] for one in objects if one["event"] == "word"} == {None}


@pytest.mark.once
def test_a_suggested_line_can_be_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The suggested lines are a lexicon, and with it nothing is listed any more."""
    _, objects = _objects(capsys, "--words")
    suggested = [one["toml"] for one in objects if one["event"] == "word"]
    _lexicon(here, "\n".join(["[words]", *suggested]))
    status, objects = _objects(capsys, "--words")
    assert suggested
    assert (status, [one["word"] for one in objects if one["event"] == "word"]) == (0, [])


def _prepared(folder: Path, text: str) -> PreparedArticle:
    path = folder / "a.md"
    path.write_text(f"---\ntitle: A\n---\n{text}\n", encoding="utf-8")
    return prepare(read(path), Config())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("WE MET OKSANA IN LVOV.", []),
        ("How to Keep Bees in Winter Without Oksana", []),
        ("He said: Oksana came.", []),
        ("He met “Oksana” and (Bohdan).", []),
        ("He met the Oksana sisters.", ["Oksana"]),
        ("He met McDonald and O’Brien’s aunt.", ["McDonald", "O'Brien"]),
        ("He met oksana, and Oksana.", []),
        ("He met the bees of Oksana-Maria.", ["Maria", "Oksana"]),
        ("He met the Oksana of all Oksanas.", ["Oksana"]),
        ("He met OKSANA and then Oksana.", ["Oksana"]),
    ],
)
def test_what_a_name_is(text: str, names: list[str], tmp_path: Path) -> None:
    """A name has its capital inside a sentence that is not in capitals or a title, and nowhere a small letter."""
    assert [one.word for one in find_unknown_words([_prepared(tmp_path, text)])] == names


def test_the_shipped_articles_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """The sample articles of the project are read without an error."""
    folder = Path(__file__).parents[2] / "articles"
    assert main(["check", str(folder)]) == 0
    assert " 0 errors" in capsys.readouterr().out


ODD_ARTICLES = {
    "alternative.md": "# A\n\n![](missing.png)\n",
    "animated.md": "# A\n\n![A bee](moves.gif)\n",
    "binary.md": "\0\1\2" * 99,
    "both.md": "---\narticast:\n  formats: daisy\n  breaks: {item: x, wing: 3}\n  lexicon: ../a.toml\n---\nBees fly.\n",
    "cover.md": "---\ntitle: A\ncover: cut.jpg\n---\nBees fly.\n",
    "covers.md": "---\ntitle: A\ncover: [a, b]\nimage: cut.jpg\n---\nBees fly.\n",
    "daisy.md": "---\ntitle: A\nauthor: B\narticast: {formats: 'mp3,daisy'}\n---\nBees fly.\n",
    "date.md": "---\ntitle: A\ndate: 31/31/2020\narticast: {formats: 'mp3,epub,audiobook'}\n---\nBees fly.\n",
    "draft.md": "---\ndraft: true\narticast: {formats: wax}\n---\n![](missing.png)\n",
    "drawing.md": "---\ndate: 2026-01-02\nauthor: B\narticast: {formats: 'mp3,daisy'}\n---\n# A\n\n![Bee](bee.svg)\n",
    "empty.md": "",
    "greek.md": "# A\n\nBees say Καλημέρα κόσμε to all.\n",
    "head.md": "---\ntitle: [A\n---\nBees fly.\n",
    "image.md": "# A\n\n![One](cut.jpg) ![Two](a%20b.png) ![Three](../up.png)\n\n![Four](https://example.org/a.png)\n",
    "language.md": "---\ntitle: A\nlang: tlh\n---\nnuqneH.\n",
    "nothing.md": "---\ntitle: A\narticast: {verbosity: brief}\n---\n\n    x = 1\n",
    "options.md": "---\ntitle: A\narticast: [1]\n---\nBees fly.\n",
    "same/empty.md": "Bees fly.\n",
    "taken.md": "# A\n\nBees fly.\n",
    "words/lexicon.md": "# A\n\nBees fly.\n",
    "voice.md": "---\ntitle: A\narticast: {voice: nobody, rate_wpm: fast}\n---\nBees fly.\n",
}
"""Articles that are odd in one way each."""


@pytest.mark.once
@pytest.mark.parametrize(
    "more", [[], ["--drafts"], ["--formats", "mp3,daisy", "--date", "2026-01-02"], ["--voice", "German"]]
)
def test_check_says_what_package_says(more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    """Errors, warnings and drafts of `check` are those of `package`, for articles that are odd in all ways."""
    monkeypatch.chdir(tmp_path)
    for name, text in ODD_ARTICLES.items():
        path = tmp_path / "odd" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "odd/words/lexicon.toml").write_text("[words]\nA = 3\n", encoding="utf-8")
    (tmp_path / "odd/cut.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    (tmp_path / "odd/moves.gif").write_bytes(MOVING)
    (tmp_path / "odd/bee.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (tmp_path / "output/taken").mkdir(parents=True)
    (tmp_path / "output/taken/mine.txt").write_text("Mine.", encoding="utf-8")
    call = ["--json", "--engine", "silent", *more, "odd"]
    main(["check", *call])
    checked = [json.loads(line) for line in capsys.readouterr().out.splitlines()][:-1]
    main(["package", *call])
    packaged = [json.loads(line) for line in capsys.readouterr().out.splitlines()][:-1]
    found = {
        (one["event"], Path(one["path"]).name, one["what"].replace("odd/", "").replace("same/", ""))
        for one in checked
        if one["event"] != "draft"
    }
    said = {("warning", Path(one["path"]).name, what) for one in packaged for what in one["warnings"]}
    errors = [(one, one["error"].split(": ", 1)) for one in packaged if one["error"]]
    assert {one for one in found if one[0] == "warning"} == said
    assert {what for kind, _, what in found if kind == "error"} == {what for _, (_, what) in errors}
    assert len(errors) == sum(one["event"] == "error" for one in checked)
    drafts = {one["path"] for one in checked if one["event"] == "draft"}
    assert drafts == {one["path"] for one in packaged if one["status"] == "left_out"}
    assert len(said) > 15
