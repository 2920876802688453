"""The USB folder of an edition: its tracks as other programs read and play them, its texts and its archive."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3, BitrateMode
from sound import decoded
from talking import STORIES, TITLE, make_edition, read_manifest

from tts.editions.usb.folder import find_audio_folder, write_usb_folder
from tts.model import Publication
from tts.verify.usb import check_usb

pytestmark = pytest.mark.once

TOP = "736 Harbour Talking News"
TRACKS = [
    "001 Welcome/001 Welcome.mp3",
    "001 Welcome/002 Headlines.mp3",
    "001 Welcome/003 Contents.mp3",
    "002 News/001 Harbour opens.mp3",
    "002 News/002 Article.mp3",
    "003 Section/001 Article.mp3",
    "004 Goodbye/001 Goodbye.mp3",
]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> tuple[Publication, Path]:
    """An edition, and its package with its MP3 file and its USB folder."""
    package = tmp_path_factory.mktemp("usb") / "harbour"
    publication = make_edition(package)
    write_usb_folder(publication, package)
    return publication, package


def list_files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_folder_has_the_track_of_each_part_and_nothing_else(edition: tuple[Publication, Path]) -> None:
    """Their numbers are those of the parts; texts are in a folder of their own, for articles only."""
    _, package = edition
    assert find_audio_folder(package).name == TOP
    assert list_files(package / "usb" / TOP) == TRACKS
    assert list_files(package / "usb" / f"{TOP} texts") == [
        "002 News/001 Harbour opens.txt",
        "002 News/002 Article.txt",
        "003 Section/001 Article.txt",
        "README.txt",
    ]


def test_verify_finds_nothing_in_it(edition: tuple[Publication, Path]) -> None:
    """A program that shares no code with the writer agrees with all of it."""
    publication, package = edition
    assert list(check_usb(package, read_manifest(publication))) == []


@pytest.mark.parametrize("rate_hz", [16_000, 24_000, 44_100])
def test_other_sample_rates_are_cut_too(tmp_path: Path, rate_hz: int) -> None:
    """MPEG-1, MPEG-2 and frames without padding have their side information in other places."""
    publication = make_edition(tmp_path / "harbour", STORIES[:4], rate_hz=rate_hz)
    write_usb_folder(publication, tmp_path / "harbour")
    assert list(check_usb(tmp_path / "harbour", read_manifest(publication))) == []


def test_each_track_has_the_sound_of_its_part_to_the_sample(edition: tuple[Publication, Path]) -> None:
    """What is decoded of a track is what is decoded of the edition, and its speech begins at once."""
    publication, package = edition
    whole = decoded(package / "harbour.mp3")
    clips = publication.timeline.clips
    for clip, part, name in zip(clips, publication.parts, TRACKS, strict=True):
        sound = decoded(package / "usb" / TOP / name)
        begin, end = (ms * 22_050 // 1000 for ms in (clip.begin_ms, clip.end_ms))
        latest = begin // 576
        shifts = [
            begin - cut * 576
            for cut in range(latest - 4, latest + 1)
            if sound[begin - cut * 576 : end - cut * 576] == whole[begin:end]
        ]
        assert len(shifts) == 1, name
        assert shifts[0] < 0.1 * 22_050
        assert max(map(abs, sound[: shifts[0] - 60]), default=0) < 0.001
        assert len(sound) / 22.05 == pytest.approx(max(2000, part.end_ms - clip.begin_ms), abs=80)
        assert len(sound) >= 2 * 22_050


def test_ffmpeg_plays_every_track_without_a_warning(
    edition: tuple[Publication, Path], require_tool: Callable[[str], str]
) -> None:
    """No frame needs bytes of a frame that was cut off."""
    _, package = edition
    inputs = [argument for name in TRACKS for argument in ("-i", str(package / "usb" / TOP / name))]
    maps = [argument for number in range(len(TRACKS)) for argument in ("-map", str(number))]
    command = [require_tool("ffmpeg"), "-nostdin", "-v", "warning", *inputs, *maps, "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_tags_are_those_that_players_show(edition: tuple[Publication, Path]) -> None:
    """Mutagen reads title, album, artist, number, genre and language of each track, and no picture."""
    _, package = edition
    for number, (story, name) in enumerate(zip(STORIES, TRACKS, strict=True), 1):
        path = package / "usb" / TOP / name
        tag = ID3(path)
        assert tag.version == (2, 3, 0)
        texts = {frame: str(tag[frame]) for frame in ("TIT2", "TALB", "TPE1", "TRCK", "TCON", "TLAN")}
        assert texts == {
            "TIT2": story.title,
            "TALB": TITLE,
            "TPE1": "; ".join(story.authors) or "Harbour Talking News",
            "TRCK": f"{number}/7",
            "TCON": "Speech",
            "TLAN": "ukr" if story.language == "uk" else "eng",
        }
        assert not tag.getall("APIC")
        info = MP3(path).info
        assert (info.channels, round(info.bitrate, -3), info.bitrate_mode) == (1, 64_000, BitrateMode.CBR)


def test_texts_are_for_old_editors_and_braille_displays(edition: tuple[Publication, Path]) -> None:
    """They begin with a byte order mark, have the line ends of Windows, and hold what the track says."""
    _, package = edition
    texts = package / "usb" / f"{TOP} texts"
    assert texts.joinpath("003 Section/001 Article.txt").read_bytes() == (
        b"\xef\xbb\xbf" + "Порт відкрито, as it is read.\r\n".encode()
    )
    note = texts.joinpath("README.txt").read_text(encoding="utf-8-sig")
    assert f'copy the folder "{TOP}" to the top level of the stick' in note


def test_the_archive_has_the_tracks_in_order_and_a_list_of_them(edition: tuple[Publication, Path]) -> None:
    """The list is at the top level of the archive, named after the edition, and its paths are relative."""
    _, package = edition
    with ZipFile(package / "harbour-usb.zip") as archive:
        names = archive.namelist()
        assert names == [*(f"{TOP}/{name}" for name in TRACKS), f"{TOP}.m3u"]
        assert {entry.compress_type for entry in archive.infolist()[:-1]} == {ZIP_STORED}
        lines = archive.read(f"{TOP}.m3u").decode("utf-8").splitlines()
    assert lines[0] == "#EXTM3U"
    assert lines[2::2] == names[:-1]
    assert lines[11] == "#EXTINF:2,Порт відкрито"
    assert all(re.fullmatch(r"#EXTINF:[23],.+", line) for line in lines[1::2])


def test_the_same_edition_gives_the_same_bytes(edition: tuple[Publication, Path], tmp_path: Path) -> None:
    """Nothing in the folder and its archive depends on the time or the place."""
    publication, package = edition
    again = tmp_path / "again"
    again.mkdir()
    shutil.copy(package / "harbour.mp3", again)
    write_usb_folder(publication, again)
    assert list_files(again) == list_files(package)
    for name in list_files(package):
        assert (again / name).read_bytes() == (package / name).read_bytes(), name
