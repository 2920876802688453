"""The command: what it says reads well aloud, what is wrong is one line, and its status tells a script the rest."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from editions import articast
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.cli import main
from tts.cli.arguments import parser
from tts.cli.console import Console

SILENT = ("--engine", "silent")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with articles good and bad."""
    monkeypatch.chdir(tmp_path)
    files = {
        "ants.md": b"# Ants\n\nAnts walk.\n",
        "bees.txt": b"Bees fly. They sleep.\n",
        "blank.md": b"",
        "binary.md": b"\0\1\2\3" * 100,
        "page.doc": b"\xd0\xcf\x11\xe0",
    }
    for name, data in files.items():
        tmp_path.joinpath(name).write_bytes(data)
    tmp_path.joinpath("none").mkdir()
    return tmp_path


def _package(*arguments: str) -> int:
    return main(["package", *SILENT, *arguments])


BAD_ARTICLES = [
    ("missing.md", r"missing\.md: There is no such file\. "),
    ("ftp:/bees.example/bees", r"ftp:/bees\.example/bees: There is no such file, and only addresses that begin with "),
    ("www.bees.example/bees", r".*: .* If this is an address, write https://www\.bees\.example/bees\."),
    ("blank.md", r"blank\.md: The file is empty\. "),
    ("binary.md", r"binary\.md: .*\. Save "),
    ("page.doc", r"page\.doc: No reader knows this kind of file\. Save it as DOCX, "),
]


@pytest.mark.parametrize(("path", "line"), BAD_ARTICLES)
def test_a_bad_article_is_one_line(path: str, line: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article that cannot be read gives one line with place, cause and next step, and status 1."""
    assert _package(path) == 1
    out, err = capsys.readouterr()
    assert re.fullmatch(rf"1 of 1: failed\. {line}.*\n", err), err
    assert out == "1 article: 1 failed. 0 s of audio in output.\n"
    assert list(home.glob("output/*")) == []


BAD_CALLS = [
    (("none",), 1, r"none: There is no article in this folder\. Put one there"),
    (("bees.txt", "--voice", "germann"), 2, r"There is no voice 'germann'\. Did you mean 'German"),
    (
        ("bees.txt", "--engine", "kazoo"),
        2,
        r"There is no engine 'kazoo'\. Choose one of auto, .*, silent\.",
    ),
    (("bees.txt", "--formats", "wax"), 2, r"There is no (audio )?format 'wax'\. Choose .*mp3"),
    (("bees.txt", "--break", "paragraf=3"), 2, r"Unknown break 'paragraf'\. Did you mean 'paragraph'\?"),
    (
        ("bees.txt", "--break", "paragraph"),
        2,
        r"'paragraph' is not a break\. Use NAME=MS, as in --break ",
    ),
    (("bees.txt", "--break", "item=-4"), 2, r"'item=-4' is not a break\. "),
    (("bees.txt", "--break", f"item={'9' * 5000}"), 2, r"'item=9+…9' is not a break\. "),
    (("bees.txt", "--rate", "1000"), 2, r"--rate must be .* 80 to 450, not 1000\."),
    (
        ("bees.txt", "--rate", "fast"),
        2,
        r"--rate: 'fast' is not a whole number\. See `articast package --help`\.",
    ),
    (("bees.txt", "--quiet", "--json"), 2, r"--json cannot be used with --quiet\. See `articast package --help`\."),
    (("bees.txt", "-f"), 2, r"--formats needs a value\. See `articast package --help`\."),
    (("bees.txt", "--strict=no"), 2, r"--strict takes no value\. See `articast package --help`\."),
    (("bees.txt", "--form", "md"), 2, r"--form may be short for --format, --formats\. Write the whole name\. See "),
    (("bees.txt", "--xyz=3"), 2, r"There is no option '--xyz'\. See `articast package --help`\."),
    (
        ("bees.txt", "--fromats=mp3"),
        2,
        r"There is no option '--fromats'\. Did you mean '--formats'\? See `articast package ",
    ),
    (("bees.txt", "-o", "ants.md"), 1, r"ants\.md: This path, or a folder above it, is a file\. Move the file"),
    (
        ("bees.txt", "-o", "ants.md/deep"),
        1,
        r"ants\.md.*: This path, or a folder above it, is a file\. Move the file, ",
    ),
]


@pytest.mark.parametrize(("arguments", "status", "line"), BAD_CALLS)
def test_a_bad_call_is_one_line(
    arguments: tuple[str, ...], status: int, line: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A call that cannot be followed gives one line with cause and next step, and makes nothing."""
    with pytest.raises(SystemExit) as ended:  # argparse ends the program itself, the rest returns
        sys.exit(_package(*arguments))
    assert ended.value.code == status
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(rf"{line}.*\n", err), err
    assert list(home.glob("output/*")) == []


def test_an_output_that_cannot_be_written_is_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without permission to write is named, with what to do."""
    home.joinpath("locked").mkdir(mode=0o500)
    if os.access(home / "locked", os.W_OK):
        pytest.skip("this user may write everywhere")
    assert _package("bees.txt", "-o", "locked") == 1
    assert re.fullmatch(r".*locked: This folder cannot be written to\. Change .*\n", capsys.readouterr().err)


def test_a_vanished_article_is_one_line(home: Path, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is gone when its turn comes fails alone."""
    found = (Path("bees.txt"), Path("ants.md"))
    monkeypatch.setattr("tts.cli.package.find_articles", lambda *_, **__: found)
    home.joinpath("bees.txt").unlink()
    assert _package("x") == 1
    out, err = capsys.readouterr()
    assert re.fullmatch(r"1 of 2: failed\. bees\.txt: There is no such file\. .*\n", err)
    assert out.startswith("2 of 2: ants, ")


def test_an_empty_folder_is_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`package`, `text` and `check` name a folder without an article, do the other articles, and give status 1."""
    line = r"none: There is no article in this folder\. Put one there .*\n"
    assert _package("none", "ants.md") == 1
    out, err = capsys.readouterr()
    assert re.fullmatch(rf"1 of 2: failed\. {line}", err), err
    assert re.match(r"2 of 2: ants, \d s\n2 articles: 1 packaged, 1 failed\.", out), out
    assert main(["text", "none", "ants.md"]) == 1
    out, err = capsys.readouterr()
    assert re.fullmatch(line, err), err
    assert out == "Ants\n\nAnts walk.\n"
    assert main(["check", "none", "ants.md"]) == 1
    assert re.fullmatch(rf"Error: {line}2 articles, 1 error, 0 warnings\.\n", capsys.readouterr().out)


def test_lines(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One plain line an article and one at the end; warnings and failures go to the other stream."""
    assert _package("ants.md", "bees.txt", "blank.md", "--jobs", "1") == 1
    out, err = capsys.readouterr()
    assert re.fullmatch(
        r"1 of 3: ants, \d s\n2 of 3: bees, \d s, 1 warning\n"
        r"3 articles: 2 packaged, 1 failed\. \d+ s of audio in output\.\nVoice: English \(America\) \(silent\)\.\n"
        r"output.index\.html lists all packages\. For a podcast feed, give --base-url\.\n",
        out,
    )
    assert re.fullmatch(r"Warning: bees\.txt: The article has no title; .*\n3 of 3: failed\. blank\.md: .*\n", err)
    assert _package("ants.md") == 0
    assert re.fullmatch(
        r"1 of 1: ants, \d s, unchanged\n1 article: 1 unchanged\. \d s of audio in output\.\n", capsys.readouterr().out
    )
    assert _package("ants.md", "--force") == 0
    assert "1 packaged" in capsys.readouterr().out


def test_quiet(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--quiet` says nothing but errors."""
    assert _package("ants.md", "bees.txt", "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert _package("ants.md", "blank.md", "--quiet") == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` says everything as objects, one a line, and nothing else."""
    assert _package("ants.md", "bees.txt", "blank.md", "--json", "--jobs", "1") == 1
    out, err = capsys.readouterr()
    *articles, summary = map(json.loads, out.splitlines())
    assert err == ""
    assert [(one["event"], one["number"], one["of"], one["status"]) for one in articles] == [
        ("article", 1, 3, "packaged"),
        ("article", 2, 3, "packaged"),
        ("article", 3, 3, "failed"),
    ]
    assert Path(articles[0]["package"], "manifest.json").is_file()
    assert [len(one["warnings"]) for one in articles] == [0, 1, 0]
    assert articles[2]["error"].startswith("blank.md: The file is empty.")
    assert (summary["packaged"], summary["unchanged"], summary["failed"]) == (2, 0, 1)
    assert summary["duration_ms"] == sum(one["duration_ms"] for one in articles)


def test_bar(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--progress bar` draws on one line, which is ended before the summary; errors stand above it."""
    assert _package("ants.md", "blank.md", "--progress", "bar") == 1
    out, err = capsys.readouterr()
    assert out.startswith("2 articles: 1 packaged, 1 failed. ")
    assert len(out.splitlines()) == 3
    assert err.endswith("] 2 of 2\n")
    assert re.search(r"blank\.md: The file is empty\..*\n", err)
    assert "1 of 2, about " in err


def test_nothing_moves_the_cursor(home: Path, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a bar nothing but printable characters and line ends is written, whatever an article holds."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    name = "e\x1b[31m\rv\x9bi\u2028l\n.md" if os.name == "posix" else "evil.md"
    home.joinpath(name).write_text(
        '---\ntitle: "A\\x1b[31mB\\rC\\x9b2J\\u202e"\n---\nBees \x1b[2J fly\x9b1m.\u2028Go\x07.\n'
        + "They sleep.\n" * 100,
        encoding="utf-8",
    )
    _package(name, "bees.txt", "mis\x1b[1msing\n.md")
    for options in ((), ("--spoken",), ("--json",)):
        main(["text", name, *options])
    main(["voices", "--engine", "silent"])
    out, err = capsys.readouterr()
    assert out.count("fly") == 4
    odd = {sign for sign in out + err if not sign.isprintable()}
    assert odd <= {"\n"}


def test_text(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`text` shows the transcripts of all that can be read, and names what cannot."""
    assert main(["text", "ants.md", "bees.txt"]) == 0
    assert capsys.readouterr().out == "Ants\n\nAnts walk.\n\nBees fly. They sleep.\n"
    assert main(["text", "blank.md", "ants.md"]) == 1
    out, err = capsys.readouterr()
    assert out == "Ants\n\nAnts walk.\n"
    assert err.startswith("blank.md: The file is empty.")
    assert not home.joinpath("output").exists()


def test_text_spoken_and_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--spoken` shows what the engine is given, an utterance a line; `--json` all about it."""
    home.joinpath("site.txt").write_text("See https://www.example.org/page. Go.\n", encoding="utf-8")
    assert main(["text", "site.txt", "--spoken"]) == 0
    assert capsys.readouterr().out == "See example dot org slash page.\nGo.\n"
    assert main(["text", "site.txt", "--json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], first["text"]) == ("u0001", "See https://www.example.org/page.")
    assert (second["spoken"], second["role"], second["break_ms"]) == ("Go.", "body", 1000)


@pytest.mark.parametrize("options", [(), ("--spoken",), ("--changes",), ("--json",)])
def test_text_warns(options: tuple[str, ...], home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with an article goes to standard error, and none of it into the answer."""
    home.joinpath("image.md").write_text("# Ants\n\nAnts walk. ![](ants.png)\n", encoding="utf-8")
    main(["text", "image.md", *options])
    out, err = capsys.readouterr()
    assert re.fullmatch(r"Warning: image\.md, line 3: .* has no alternative text\. .*\n", err), err
    assert "Warning" not in out


LINES = b"Bees fly. They sleep.\n\n***\n  See  https://www.example.org/a\xff\rb\n\tla\x1bst"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["Bees fly. They sleep.", "", "", "See https://www.example.org/a\ufffd b", "la st"]),
        (("--spoken",), ["Bees fly. They sleep.", "", "", "See example dot org b", "last"]),
    ],
)
def test_text_answers_line_for_line(
    options: tuple[str, ...], expected: list[str], monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`text -` gives a line for each line, also for one that is empty, says nothing, or is no UTF-8."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES), encoding="utf-8"))
    assert main(["text", "-", *options]) == 0
    assert capsys.readouterr().out.split("\n") == [*expected, ""]


def test_text_answers_each_line_as_objects(monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`text - --json` gives an object for each line, in the language that is named."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES), encoding="utf-8"))
    assert main(["text", "-", "--json", "--language", "de"]) == 0
    first, second, *others = map(json.loads, capsys.readouterr().out.splitlines())
    assert [one["language"] for one in first["utterances"]] == ["de", "de"]
    assert second == {"text": "", "spoken": "", "utterances": []}
    assert len(others) == 3


def test_text_shows_changes_as_objects(monkeypatch, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`text --changes --json` gives an object for each change: rule, place, shown and spoken text."""
    home.joinpath("way.txt").write_text("It is 5 km.\n", encoding="utf-8")
    assert main(["text", "way.txt", "--changes", "--json"]) == 0
    change = {"rule": "quantity", "begin": 6, "end": 10, "shown": "5 km", "spoken": "five kilometers"}
    assert json.loads(capsys.readouterr().out) == {"path": "way.txt", "id": "u0001", **change}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"It is 5 km."), encoding="utf-8"))
    assert main(["text", "-", "--changes", "--json"]) == 0
    (utterance,) = json.loads(capsys.readouterr().out)["utterances"]
    assert utterance["changes"] == [change]


def test_text_answers_at_once() -> None:
    """A program that asks through a pipe has its answer before it asks again."""
    command = [sys.executable, "-m", "tts", "text", "-"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as asked:
        impatience = threading.Timer(60, asked.kill)  # else a missing answer would be waited for without an end
        impatience.start()
        assert asked.stdin is not None
        assert asked.stdout is not None
        for line in (b"Bees fly.\n", b"\n", b"They sleep.\n"):
            asked.stdin.write(line)
            asked.stdin.flush()
            assert asked.stdout.readline().rstrip(b"\r\n") == line.rstrip(b"\n")
        asked.stdin.close()
        assert asked.wait() == 0
        impatience.cancel()


def test_standard_input_stands_alone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`text - ants.md` is refused."""
    assert main(["text", "-", "ants.md"]) == 2
    assert capsys.readouterr().err.startswith("- reads lines. Leave out the other paths, or give --format")


def test_voices(capsys: pytest.CaptureFixture[str]) -> None:
    """`voices` lists the voices of a language, with every region of it; one that nobody speaks gives status 1."""
    assert main(["voices", "--language", "en", "--engine", "espeak"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 3
    assert all(re.search(r", en(-|,|$)", line) for line in lines), lines
    assert main(["voices", "--language", "de", "--engine", "silent", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["languages"] == ["de"]
    assert main(["voices", "--language", "tlh", "--engine", "silent"]) == 1
    assert (
        capsys.readouterr().err
        == "The engine 'silent' has no voice for 'tlh'. Leave out --language to list all voices.\n"
    )


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` names the commands, `--version` the version; what is wrong with a call is reported in one line."""
    for arguments, status, line in (
        (["--help"], 0, r"(?s)usage: articast .*package.*text.*voices.*"),
        (["--version"], 0, r"articast \d+\.\d+\.\d+\n"),
        (["-V"], 0, r"articast \d+\.\d+\.\d+\n"),
        ([], 2, r"A command is missing, such as package, text or say\. See `articast --help`\.\n"),
        (["pakage"], 2, r"There is no command 'pakage'\. Did you mean 'package'\? See `articast --help`\.\n"),
        (
            ["say", "Bees", "fly"],
            2,
            r"Unexpected argument 'fly'\. Put text .* in quotes\. See `articast say --help`\.\n",
        ),
        (["package", "--help"], 0, r"(?s)usage: articast package \[OPTIONS\] \[PATH \.\.\.\]\n\nMakes .*--formats.*"),
    ):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert (ended.value.code or 0) == status
        out, err = capsys.readouterr()
        assert re.fullmatch(line, out if status == 0 else err)
        assert not (err if status == 0 else out)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["help"], r"(?s)usage: articast COMMAND .*\nMake editions:\n  package +make .*"),
        (["help", "serve"], r"(?s)usage: articast serve .*  -p, --port PORT  .*  -h, --help +show .*"),
        (["help", "serv"], r"There is no command 'serv'\. Did you mean 'serve'\? See `articast --help`\.\n"),
        (
            ["serve", "--prot=3"],
            r"There is no option '--prot'\. Did you mean '--port'\? See `articast serve --help`\.\n",
        ),
        (
            ["package", "--loudness", "podcats"],
            r"--loudness must be one of .*, off, not 'podcats'\. Did you mean 'podcast'\? See `articast package .*\n",
        ),
    ],
)
def test_help_and_suggestions(arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`help` shows the commands, or the options of one; the nearest name is suggested for one that is not there."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    out, err = capsys.readouterr()
    assert ended.value.code == (0 if out else 2)
    assert re.fullmatch(line, out + err)


_WORDS = (("a.md",), ("-",), ("b c.md",), ("-q",), ("-j", "2"), ("-j3",), ("-qj", "4"), ("--formats", "cue,mp3"))
_MORE_WORDS = (("--formats=epub",), ("--voic", "en"), ("--force",), ("--break", "item=3"), ("-o", "-"), ("d.md",))


@settings(max_examples=25)
@given(order=st.permutations([*_WORDS, *_MORE_WORDS]))
def test_options_and_paths_may_be_in_any_order(order: list[tuple[str, ...]]) -> None:
    """Every option takes its own value, and all else is a path, in the order in which they are given."""
    options = parser().parse_args(["package", *(word for words in order for word in words), "--", "--odd.md", "-x"])
    paths = [words[0] for words in order if words in {("a.md",), ("-",), ("b c.md",), ("d.md",)}]
    assert [str(path) for path in options.paths] == [*paths, "--odd.md", "-x"]
    numbers = {("-j", "2"): 2, ("-j3",): 3, ("-qj", "4"): 4}
    assert options.jobs == [numbers[words] for words in order if words in numbers][-1]
    assert options.formats == [words[-1] for words in order if "--formats" in words[0]][-1].removeprefix("--formats=")
    assert (options.voice, options.force, options.breaks, str(options.output)) == ("en", True, ["item=3"], "-")
    assert options.quiet


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["-q", "package"],
            r"There is no option '-q' before a command\. Write it after the command\. See .*\n",
        ),
        (["--versoin"], r"There is no option '--versoin'\. Did you mean '--version'\? See `articast --help`\.\n"),
        (["check", "a.md", "-j"], r"--jobs needs a value\. See `articast check --help`\.\n"),
        (["check", "a.md", "-jx", "b.md"], r"--jobs: 'x' is not a whole number\. See .*\n"),
        (["verify", ""], r"PATH: it is empty, and must be a path\. See `articast verify --help`\.\n"),
        (["package", "-o", ""], r"--output: it is empty, and must be a path\. See `articast package --help`\.\n"),
        (["check", "-Z", "a.md"], r"There is no option '-Z'\. See `articast check --help`\.\n"),
    ],
)
def test_options_in_the_wrong_place(arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An option without its value, before the command or of no command is one line."""
    with pytest.raises(SystemExit):
        main(arguments)
    assert re.fullmatch(line, capsys.readouterr().err)


def test_long_options_may_be_cut(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A long option may be cut where only one begins so; otherwise those that do are named."""
    assert _package("ants.md", "--qui", "--out=there") == 0
    assert capsys.readouterr() == ("", "")
    assert home.joinpath("there/ants/ants.mp3").exists()
    with pytest.raises(SystemExit):
        _package("ants.md", "--verb")
    what = "--verb may be short for --verbosity, --verbose. Write the whole name."
    assert capsys.readouterr().err == f"{what} See `articast package --help`.\n"


def test_options_have_short_names(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`-f`, `-j`, `-o` and `-q` are the options that other commands have under these letters; `--` ends the options."""
    home.joinpath("-odd.md").write_text("# Odd\n\nOdd.\n", encoding="utf-8")
    assert _package("-f", "mp3,cue", "-j", "1", "-o", "out", "-q", "--", "-odd.md") == 0
    assert capsys.readouterr() == ("", "")
    assert {path.suffix for path in home.glob("out/odd/odd.*")} >= {".cue", ".mp3"}


def test_names_outside_of_the_locale_do_not_stop_it(tmp_path: Path) -> None:
    """A title and a file name that the locale cannot write come out as UTF-8."""
    tmp_path.joinpath("новости.md").write_text("# Новости\n\nПчёлы летают.\n", encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    done = articast("text", "--language", "ru", ".", cwd=tmp_path, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Новости\n\nПчёлы летают.\n", "")


@pytest.mark.once
def test_a_reader_that_goes_away_is_no_fault(home: Path) -> None:
    """When the program that reads the output ends, the command ends too, without a traceback."""
    home.joinpath("long.txt").write_text(f"{'Bees ' * 40}fly.\n\n" * 1_000, encoding="utf-8")
    command = [sys.executable, "-m", "tts", "text", "--spoken", "long.txt"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:
        assert asked.stdout is not None
        assert asked.stderr is not None
        asked.stdout.readline()
        asked.stdout.close()
        assert asked.stderr.read() == b""
        assert asked.wait(60) == 1


def test_an_interrupt_in_generated_code_ends_with_130(tmp_path: Path) -> None:
    """Ctrl-C while Python runs code from a text, as it does for each dataclass, ends with 130 and not by the signal."""
    lines = (
        "import sys, tts.cli, tts.__main__",
        "def main():",
        "    try:",
        "        exec('raise KeyboardInterrupt')",
        "    except KeyboardInterrupt:",
        "        return 130",
        "tts.cli.main = main",
        "sys.exit(tts.__main__.run())",
    )
    (tmp_path / "interrupted.py").write_text("\n".join(lines), encoding="utf-8")
    assert subprocess.run([sys.executable, "-m", "interrupted"], cwd=tmp_path).returncode == 130


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGINT for a process")
def test_ctrl_c_while_an_object_is_freed_stops_the_command(tmp_path: Path) -> None:
    """Ctrl+C gives status 130 and one line also if it comes where Python ignores errors."""
    lines = (
        "import signal, sys, time, tts.__main__, tts.cli",
        "class Freed:",
        "    def __del__(self):",
        "        signal.raise_signal(signal.SIGINT)",
        "def main():",
        "    Freed()",
        "    time.sleep(60)",
        "tts.cli.main = main",
        "sys.exit(tts.__main__.run())",
    )
    (tmp_path / "freed.py").write_text("\n".join(lines), encoding="utf-8")
    stopped = subprocess.run([sys.executable, "-m", "freed"], cwd=tmp_path, capture_output=True, text=True)
    assert (stopped.returncode, stopped.stderr) == (130, "Stopped.\n")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGINT for a group of processes")
def test_ctrl_c(home: Path) -> None:
    """Ctrl-C gives status 130 and one line; no process, no workspace and no half package stays."""
    home.joinpath("long.txt").write_text("Bees fly far, and come back before it rains.\n\n" * 1_500, encoding="utf-8")
    command = [sys.executable, "-m", "tts", "package", "--engine", "espeak", "ants.md", "long.txt"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as stopped:
        assert stopped.stdout is not None
        assert stopped.stdout.readline().startswith("1 of 2: ants, ")
        _wait_for(lambda: any(path.stat().st_size for path in home.glob("output/.articast/*/new/.spool-*/*")))
        os.killpg(stopped.pid, signal.SIGINT)
        out, err = stopped.communicate(timeout=60)
    assert (stopped.returncode, out) == (130, "")
    assert err == "Stopped. Packages made so far are complete. Run the command again to continue.\n"
    assert [path.name for path in home.joinpath("output").iterdir()] == ["ants"]
    _wait_for(lambda: not _group_lives(stopped.pid))


def _wait_for(condition) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("this did not happen within a minute")


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("verb", ["package", "check", "text", "say"])
def test_an_unknown_rule_is_wrong_usage(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command that pronounces refuses a rule that does not exist, before anything is made or spoken."""
    article = tmp_path / "ants.md"
    article.write_text("# Ants\n\nAnts walk.\n", encoding="utf-8")
    output = {"package": ["-o", str(tmp_path / "out")], "say": ["-o", str(tmp_path / "a.wav")]}.get(verb, [])
    assert main([verb, str(article), "--without-rules", "slahs", *output]) == 2
    assert capsys.readouterr().err == "There is no rule of pronunciation 'slahs'. Did you mean 'slash'?\n"
    assert [path.name for path in tmp_path.iterdir()] == ["ants.md"]


NOTHING_HERE = [
    ("package", r"There is no folder articles here\. Put articles into it, or name files, folders or addresses\."),
    ("check", r"There is no folder articles here\. .*"),
    ("text", r"There is no folder articles here\. .*"),
    (
        "edition",
        r"There is no file edition\.toml here\. Name one, or make an edition of a folder with --from .*",
    ),
    (
        "library",
        r"There is no folder editions here\. Make packages with `articast package`, or name the folder .*",
    ),
    ("serve", r"There is no folder editions here\. .*"),
    ("verify", r"There is no folder editions here\. .*"),
    ("library nowhere", r"nowhere: There is no such folder\. Make packages with `articast package`\."),
    ("serve nowhere", r"nowhere: There is no such folder\. Make packages with `articast package`\."),
    ("library none", r"none: There are no packages in this folder\. Make some with `articast package`\."),
    ("serve none", r"none: There are no packages in this folder\. Make some with `articast package`\."),
]


@pytest.mark.parametrize(("call", "line"), NOTHING_HERE)
def test_a_folder_to_begin_with_is_named(call: str, line: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without its default folder or file a command says which one is missing and how to begin, and makes nothing."""
    home.joinpath("articast.toml").write_text("output = 'editions'\n", encoding="utf-8")
    before = sorted(home.iterdir())
    assert main(call.split()) == 2
    out, err = capsys.readouterr()
    assert (out, sorted(home.iterdir())) == ("", before)
    assert re.fullmatch(f"{line}\n", err), err


@pytest.mark.parametrize(
    ("terminal", "no_colour", "is_terminal", "expected"),
    [
        *(("xterm", "", True, True), ("xterm", "1", True, False), ("dumb", "", True, False)),
        *((None, "", True, False), ("xterm", "", False, False)),
    ],
)
def test_colours_can_be_refused(
    terminal: str | None, no_colour: str, is_terminal: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A QR code has colours only in a terminal that has some, unless NO_COLOR is set (https://no-color.org)."""
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: is_terminal, raising=False)
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("TERM", terminal) if terminal else monkeypatch.delenv("TERM", raising=False)
    assert Console(out=stream, err=stream).has_colours is expected


def test_no_name_is_broken_in_help(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """However narrow the terminal is, no option and no value is broken at its dash."""
    for columns in range(40, 100, 7):
        monkeypatch.setenv("COLUMNS", str(columns))
        with pytest.raises(SystemExit):
            main(["package", "--help"])
        assert re.findall(r"\w-\n", capsys.readouterr().out) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full")
def test_a_full_disk_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """If the results cannot be written because the disk is full, the command says so, and fails."""
    with Path("/dev/full").open("w", encoding="utf-8", buffering=1) as full, suppress(OSError):
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["completion", "bash"]) == 1
    assert capsys.readouterr().err == (
        "The output cannot be written. There is no space left on the disk. "
        "Free some space, and run the command again.\n"
    )
