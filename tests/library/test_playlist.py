"""`playlist.m3u8` plays the whole folder in the order of the page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from handmade import put_edition, put_package

from tts.library import Channel
from tts.library.build import build_library
from tts.library.playlist import PLAYLIST


def _lines(output: Path, channel: Channel | None = None) -> list[str]:
    """Return the lines of the playlist of a folder."""
    build_library(output, channel or Channel())
    return output.joinpath(PLAYLIST).read_bytes().decode("utf-8").split("\n")


def test_the_playlist_is_that_of_the_page(tmp_path: Path) -> None:
    """It has length, authors, title and path of each package that the page lists, and not the articles of editions."""
    put_package(tmp_path, "bees", title="Why bees dance", date="2026-01-01", authors=["Ada", "Ben"], duration_ms=61_400)
    put_package(
        tmp_path, "été", title="L’été", date="2026-02-01", tracks=(("opus", "audio/ogg"), ("mp3", "audio/mpeg"))
    )
    put_package(tmp_path, "inside", date="2026-03-01")
    put_edition(tmp_path, "news-7", {"News": (("inside", "Inside"),)}, number=7)
    assert _lines(tmp_path, Channel(title="Meadow Weekly")) == [
        "#EXTM3U",
        "# Articast: Meadow Weekly",
        "#EXTINF:61,Harbour News, number 7",
        "news-7/news-7.mp3",
        "#EXTINF:61,L’été",
        "été/été.mp3",
        "#EXTINF:61,Ada, Ben - Why bees dance",
        "bees/bees.mp3",
        "",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="these names are possible there")
def test_no_text_becomes_a_line_of_its_own(tmp_path: Path) -> None:
    """Titles with line feeds stay on their lines, and paths that a player would read as something else are left out."""
    put_package(tmp_path, "bees", title="Bees\n/etc/passwd\r\u0085x\ud800", authors=["A\nB"], date="2027-01-01")
    for slug in ("#ants", "http:", "fl\nies", os.fsdecode(b"wasps\xff")):
        put_package(tmp_path, slug)
    assert _lines(tmp_path, Channel(title="A\n/b"))[1:] == [
        "# Articast: A /b",
        "#EXTINF:61,A B - Bees /etc/passwd x",
        "bees/bees.mp3",
        "",
    ]


def test_a_playlist_of_your_own_stays(tmp_path: Path) -> None:
    """A playlist that Articast did not make is not replaced, and a warning says so; the library is made anyway."""
    put_package(tmp_path, "bees")
    tmp_path.joinpath(PLAYLIST).write_text("#EXTM3U\nmine.mp3\n", encoding="utf-8")
    message = "Articast did not create this file, so the folder gets no playlist. Rename it to get one."
    for _ in range(2):
        assert build_library(tmp_path, Channel()).warnings == (f"{tmp_path / PLAYLIST}: {message}",)
    assert tmp_path.joinpath("index.html").is_file()
    assert tmp_path.joinpath(PLAYLIST).read_text(encoding="utf-8") == "#EXTM3U\nmine.mp3\n"


@pytest.mark.once
@pytest.mark.skipif(sys.platform != "linux", reason="mpv is tried on Linux")
def test_mpv_plays_the_folder(tmp_path: Path, require_tool) -> None:
    """mpv takes every entry with its title, and opens each of them, also with accents and spaces in names."""
    from tts.cli import main

    for name in ("ete", "bees"):
        tmp_path.joinpath(f"{name}.md").write_text(f"# The {name}\n\nBees fly.\n", encoding="utf-8")
        assert main(["package", str(tmp_path / f"{name}.md"), "--engine", "silent", "-o", str(tmp_path / "out")]) == 0
    tmp_path.joinpath("out", "ete").rename(tmp_path / "out" / "an été")
    build_library(tmp_path / "out", Channel())
    silent = ("--no-config", "--ao=null", "--vo=null", "--length=0.1", "--msg-level=all=no,term-msg=info,cplayer=info")
    command = [require_tool("mpv"), *silent, "--term-playing-msg=now ${playlist-pos}: ${path}", PLAYLIST]
    done = subprocess.run(command, cwd=tmp_path / "out", capture_output=True, check=True, encoding="utf-8")
    playing = [line for line in done.stdout.splitlines() if line.startswith("now ")]
    assert playing == ["now 0: bees/bees.mp3", "now 1: an été/ete.mp3"]
