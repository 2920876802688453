"""`-` reads standard input, wherever a command reads one file."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from tts.cli import main

pytestmark = pytest.mark.once  # none of it depends on the version of Python

SILENT = ("--engine", "silent")
EDITION = 'title = "Garden News"\nnumber = 7\n[[section]]\ntitle = "Animals"\narticles = "*.md"\n'


@pytest.fixture
def send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A function that puts a text on standard input, in a folder with one article."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("ants.md").write_text("# Ants\n\nAnts walk.\n", encoding="utf-8")

    def send(text: str) -> None:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode()), isatty=lambda: False))

    return send


def test_an_edition_is_read_from_standard_input(send, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The paths in an edition on standard input are relative to the current folder."""
    send(EDITION)
    assert main(["edition", "-", *SILENT, "--quiet"]) == 0
    assert tmp_path.joinpath("output/garden-news-7/manifest.json").is_file()
    send(EDITION)
    assert main(["edition", "-", *SILENT]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith(f"unchanged. It is in {Path('output/garden-news-7')}.")


def test_an_error_in_an_edition_names_standard_input(send, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake in an edition on standard input is named with its line, and is wrong usage."""
    send(EDITION.replace("number", "nummer"))
    assert main(["edition", "-", *SILENT]) == 2
    assert capsys.readouterr().err.startswith("standard input, line 2: Unknown key 'nummer'. Did you mean 'number'?")


def test_say_reads_an_article_from_standard_input(send, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--format`, the text on standard input is an article, which has sections; without, it is a text."""
    sound = str(tmp_path / "bees.wav")
    article = "# Bees\n\n## Key points\n\n- They fly.\n\n## More\n\nThey hum, and they dance for hours.\n"
    lengths = []
    for arguments in (("--format", "md"), ("--format", "md", "--section", "key-points")):
        send(article)
        assert main(["say", "-", *arguments, "-o", sound, *SILENT]) == 0
        lengths.append(Path(sound).stat().st_size)
    assert lengths[0] > lengths[1] > 0
    assert main(["say", "bees", "--format", "md", "-o", sound, *SILENT]) == 2
    assert capsys.readouterr().err.startswith("--format is for an article on standard input.")
