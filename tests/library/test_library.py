"""`index.html` of an output folder lists its packages, is written only if it changes, and replaces no other page."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import replace
from errno import EACCES
from pathlib import Path
from typing import Any

import pytest
from editions import articast
from handmade import COVER, put_edition, put_package
from lxml import etree, html
from PIL import Image

from tts.cli import main
from tts.errors import StoreError
from tts.library import Channel
from tts.library.build import CHECKSUM, build_library
from tts.library.live import LiveLibrary
from tts.library.page import most_common_language
from tts.library.read import read_items
from tts.packages import manifest_header, store
from tts.verify import packages


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Three packages, one of them without a date."""
    put_package(
        tmp_path, "bees", title="Bees", date="2026-01-02", duration_ms=61_400, authors=["Ada Meadow", "Ben Field"]
    )
    put_package(
        tmp_path, "ants", title="Ants", date="2026-03-04T08:00:00+02:00", duration_ms=3_600_000, description="On ants."
    )
    put_package(tmp_path, "wasps", title="Wespen", date=None, language="de-CH", duration_ms=30_000, has_cover=False)
    return tmp_path


def _page(output: Path, channel: Channel | None = None) -> etree._Element:
    build_library(output, channel or Channel())
    return html.fromstring(output.joinpath("index.html").read_text(encoding="utf-8"))


def _items(page: etree._Element) -> list[etree._Element]:
    return page.xpath("//ol[@class='packages']/li")


def test_every_package_is_listed(output: Path) -> None:
    """Newest first, those without a date last: title, date, length, language, authors, description."""
    items = _items(_page(output))
    assert [" ".join(item.find(".//h2").text_content().split()) for item in items] == ["Ants", "Bees", "Wespen"]
    facts = [" ".join(item.find_class("facts")[0].text_content().split()) for item in items]
    assert facts == [
        "4 March 2026 · 1 h 0 min · English",
        "2 January 2026 · 1 min 1 s · English · Ada Meadow, Ben Field",
        "30 s · Deutsch (CH)",
    ]
    assert [about.text for about in items[0].find_class("about")] == ["On ants."]
    assert items[1].find_class("about") == []
    times = [time.get("datetime") for item in items for time in item.iter("time")]
    assert times == ["2026-03-04T06:00:00+00:00", "2026-01-02"]


def test_the_total_is_shown(output: Path) -> None:
    """The page says how many packages there are and how long they are together."""
    assert _page(output).find_class("total")[0].text == "3 articles, 1 h 1 min in all"


def test_every_link_leads_to_a_file(output: Path) -> None:
    """Each edition is linked, with its size, and every link leads to a file."""
    forms = (("mp3", "audio/mpeg"), ("m4b", "audio/mp4"), ("opus", "audio/ogg"))
    names = ("index.html", "transcript.txt", "all.epub", "all-daisy.zip", "all.lpf", "all-usb.zip")
    put_package(output, "all", tracks=forms, files=names, date="2027-01-01")
    page = _page(output, Channel(base_url="https://example.org/"))
    for href in page.xpath("//main//@href | //footer//@href | //head/link/@href | //img/@src"):
        assert output.joinpath(href).is_file()
    links = _items(page)[0].findall(".//details//a")
    assert [(link.get("href"), link.text) for link in links] == [
        ("all/all.mp3", "MP3, 1 kB"),
        ("all/all.m4b", "M4B, 1 kB"),
        ("all/all.opus", "Opus, 1 kB"),
        ("all/all.epub", "EPUB with sound, 1 kB"),
        ("all/all-daisy.zip", "DAISY book, 1 kB"),
        ("all/all.lpf", "Audiobook, 1 kB"),
        ("all/all-usb.zip", "Folder for a USB stick, ZIP, 1 kB"),
        ("all/transcript.txt", "Transcript"),
    ]


def test_a_package_without_a_page_leads_to_its_audio(tmp_path: Path) -> None:
    """A package without a read-along page is linked by its audio."""
    put_package(tmp_path, "old", files=("transcript.txt",))
    assert _page(tmp_path).xpath("//h2/a/@href") == ["old/old.mp3"]


def test_the_feed_is_linked_where_there_is_one(output: Path) -> None:
    """The page links the feed for people and for programs, but only if there is one."""
    assert "feed.xml" not in etree.tostring(_page(output)).decode()
    page = _page(output, Channel(base_url="https://example.org/"))
    assert page.xpath("//link[@rel='alternate']/@href") == ["feed.xml", "feed.json"]
    assert page.xpath("//footer//a/@href") == ["feed.xml"]
    assert page.xpath("//link[@rel='alternate']/@href") == _page(output).xpath("//link[@rel='alternate']/@href")


def test_the_page_is_in_the_language_of_most(tmp_path: Path) -> None:
    """Labels and dates are in the language of most packages; titles in other languages are marked with theirs."""
    put_package(tmp_path, "a", language="de-AT", title="Eins", date="2026-04-05")
    put_package(tmp_path, "b", language="de-AT", title="Zwei")
    put_package(tmp_path, "c", language="ar", title="نحل")
    page = _page(tmp_path)
    assert (page.get("lang"), page.find(".//h1").text) == ("de", "Bibliothek")
    assert page.xpath("//time/text()")[0] == "5. April 2026"
    arabic = page.xpath("//h2[a[@href='c/index.html']]")[0]
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")


def test_filters_are_there_only_where_there_is_a_choice(tmp_path: Path) -> None:
    """Language, topic and series are filters if packages differ in them; each option has its number of packages."""
    put_package(tmp_path, "bees", tags=["insects", "insects", " "])
    put_package(tmp_path, "ants", tags=["insects"])
    assert _page(tmp_path).xpath("//details//select/@name") == ["progress"]
    put_package(tmp_path, "wasps", tags=["ärger", "insects"], language="de")
    put_edition(tmp_path, "news", {"News": (("bees", "Bees"),)}, series="Seaside Echo")
    page = _page(tmp_path)
    options = {
        select.get("name"): [(option.get("value"), option.text) for option in select.iter("option")][1:]
        for select in page.xpath("//details//select")
    }
    assert options == {
        "language": [("de", "Deutsch (1)"), ("en", "English (2)")],
        "tag": [("insects", "insects (2)"), ("ärger", "ärger (1)")],
        "series": [("Seaside Echo", "Seaside Echo (1)"), ("-", "Articles (2)")],
        "progress": [("unheard", "Not heard yet"), ("started", "Started")],
    }


def test_a_long_list_is_text_for_scripts(tmp_path: Path) -> None:
    """Of more than 100 packages the others are in a `noscript` element, which is text in browsers with JavaScript."""
    for number in range(102):
        put_package(tmp_path, f"bees-{number:03d}", title=f"Bees {number:03d}", has_cover=False)
    page = _page(tmp_path)
    assert len(page.xpath("//main/section/ol/li")) == 100
    assert page.xpath("//noscript/ol[@class='packages'][@aria-label='Articles']/li/@id") == ["bees-100", "bees-101"]


def test_names_of_the_page_are_no_anchors(tmp_path: Path) -> None:
    """An article's name is the anchor of its entry, unless it looks like one of the page's own."""
    for slug in ("search", "_search"):
        put_package(tmp_path, slug)
    page = _page(tmp_path)
    assert [item.get("id") for item in _items(page)] == [None, "search"]
    assert len(page.xpath("//*[@id='_search']")) == 1


def test_an_entry_knows_what_the_read_along_page_is_called(tmp_path: Path, monkeypatch) -> None:
    """Its identifier is that of the page's own data, so that both remember one place."""
    monkeypatch.chdir(tmp_path)
    fields = "title: 'Bees  & <b>'\nauthor: [Ann, Ben]\ndate: 2026-03-04\nurl: https://example.org/bees"
    Path("bees.md").write_text(f"---\n{fields}\n---\n\nBees fly.\n", encoding="utf-8")
    assert main(["package", "bees.md", "--engine", "silent", "--quiet"]) == 0
    (item,) = _items(html.fromstring(Path("output/index.html").read_bytes()))
    data = html.fromstring(Path("output/bees/index.html").read_bytes()).xpath("//script[@id='data']")[0].text
    assert item.get("data-id") == json.loads(data)["id"]


def test_a_title_of_its_own(output: Path) -> None:
    """The feed's title is also the title of the library."""
    page = _page(output, Channel(title="Meadow & Field <3"))
    assert {page.find(".//title").text, page.find(".//h1").text} == {"Meadow & Field <3"}


def test_a_title_in_another_language_says_so(output: Path) -> None:
    """The feed's title is marked with the feed's language if the page has another; labels are not."""
    page = _page(output, Channel(title="نحل", language="ar"))
    for title in (page.find(".//title"), page.find(".//h1")):
        assert (title.text, title.get("lang"), title.get("dir")) == ("نحل", "ar", "rtl")
    for channel in (Channel(title="Bees", language="en"), Channel(title="Bees"), Channel(language="ar")):
        heading = _page(output, channel).find(".//h1")
        assert (heading.get("lang"), heading.get("dir")) == (None, None)


HOSTILE = '</title></script><img src=x onerror="alert(1)" \'> ${title} \ud800\x00&lt;'


def test_hostile_texts_are_text(tmp_path: Path) -> None:
    """Titles, authors, descriptions, tags and names of folders that look like markup are shown as text."""
    folder = put_package(
        tmp_path, "javascript:alert(1)", title=HOSTILE, description=HOSTILE, authors=[HOSTILE], tags=[HOSTILE]
    )
    page = _page(tmp_path)
    plain = " ".join(HOSTILE.replace("\ud800", "").replace("\x00", "").split())
    assert page.find(".//h2/a").text == plain
    assert page.find_class("about")[0].text == plain
    assert page.xpath("//img/@onerror") == []
    assert len(page.findall(".//script")) == 2  # of the page, and its data
    assert page.xpath("//h2/a/@href") == ["javascript%3Aalert%281%29/index.html"]
    assert folder.is_dir()


BROKEN = [
    b"",
    b"[]",
    b'{"schema": "articast-manifest/1"@}',
    b'{"schema": "articast-manifest/1", "tracks": 3, "metadata": [], "options": 1@}',
    b'{"schema": "articast-manifest/1", "tracks": [{"path": "../x.mp3", "media_type": "audio/mpeg"}]@}',
    b'{"schema": "articast-manifest/1", "tracks": [{"path": 4}, 5], "metadata": {"duration_ms": true}@}',
    b'{"schema": "articast-manifest/1", "tracks": [{"path": "bad.mp3", "media_type": "audio/mpeg"}], '
    b'"metadata": {"duration_ms": 1' + b"0" * 400 + b"}@}",
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_manifest_is_left_out(content: bytes, tmp_path: Path) -> None:
    """A package with a broken manifest, or one that names files elsewhere, is left out, and the others are listed."""
    put_package(tmp_path, "bees")
    put_package(tmp_path, "bad").joinpath("manifest.json").write_bytes(content.replace(b"@", b',\n "sections": []'))
    put_package(tmp_path, ".hidden")
    tmp_path.joinpath("x.mp3").write_bytes(b"x")
    assert len(_items(_page(tmp_path))) == 1


UNREADABLE = "The package is left out. Make it readable, or move it to another folder."


@pytest.mark.skipif(os.name != "posix", reason="there are no such pipes on Windows")
def test_a_manifest_that_is_a_pipe_is_left_out(output: Path) -> None:
    """It does not stop the run: the other packages are listed, and a warning names it, even if it is the only one."""
    for folder in (output / "bees", output / "empty" / "pipe"):
        folder.mkdir(parents=True, exist_ok=True)
        folder.joinpath("manifest.json").unlink(missing_ok=True)
        os.mkfifo(folder / "manifest.json")
    warning = f"{output / 'bees' / 'manifest.json'}: Not a regular file. {UNREADABLE}"
    live = LiveLibrary(output, Channel())
    assert len(_items(html.fromstring(live()["index.html"]))) == 2
    assert live.warnings == build_library(output, Channel()).warnings == (warning,)
    assert len(_items(_page(output))) == 2
    result = build_library(output / "empty", Channel())
    assert (result.packages, result.written, len(result.warnings)) == (0, (), 1)


@pytest.mark.parametrize(
    ("call", "name"), [("open", "manifest.json"), ("open", "cover.png"), ("stat", "manifest.json")]
)
def test_a_package_that_cannot_be_read_is_left_out(
    output: Path, call: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A warning names a package without read permission; the others are in the library and the feed."""
    place, real = output / "bees" / name, getattr(os, call)

    def refuse(path: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(path, int) and Path(path) == place:
            raise PermissionError(EACCES, "Permission denied", str(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, call, refuse)
    channel = Channel(base_url="https://example.org/")
    live = LiveLibrary(output, channel)
    assert b"ants/ants.mp3" in live()["feed.xml"]
    result = build_library(output, channel)
    assert len(_items(_page(output, channel))) == 2
    for warnings in (live.warnings, result.warnings):
        assert warnings[0] == f"{place}: Permission denied. {UNREADABLE}"
        assert warnings[1].startswith("articles/wasps.md: It is not in the feed")


def test_a_package_removed_meanwhile_is_left_out(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that is removed while the library is built is not listed, and causes no warning."""

    def sizes_bytes(folder: Path) -> dict[str, int]:
        if Path(folder).name == "bees":
            shutil.rmtree(folder)
        return manifest_header.file_sizes_bytes(folder)

    monkeypatch.setattr("tts.packages.survey.file_sizes_bytes", sizes_bytes)
    result = build_library(output, Channel())
    assert (result.packages, result.warnings) == (2, ())


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_links_that_lead_nowhere_are_not_packages(output: Path) -> None:
    """A link to nothing or to itself, even as a manifest or a cover, is left out without a warning."""
    output.joinpath("loop").symlink_to("loop")
    output.joinpath("gone").symlink_to("nowhere")
    for name, file in (("bees", "manifest.json"), ("ants", "cover.png")):
        output.joinpath(name, file).unlink()
        output.joinpath(name, file).symlink_to("nowhere")
    page = _page(output)
    assert page.xpath("//h2/a/@href") == ["ants/index.html", "wasps/index.html"]
    assert page.xpath("//img") == []
    assert build_library(output, Channel()).warnings == ()


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_names_that_are_not_text_are_listed(tmp_path: Path) -> None:
    """A folder whose name is not UTF-8 is in the library and the feed, with the bytes of its name as address."""
    folder = put_package(tmp_path, "b", source="articles/\udcff.md")
    folder.rename(tmp_path / os.fsdecode(b"b\xff"))
    page = _page(tmp_path, Channel(base_url="https://example.org/"))
    assert page.xpath("//h2/a/@href") == ["b%FF/index.html"]
    assert b"https://example.org/b%FF/b.mp3" in tmp_path.joinpath("feed.xml").read_bytes()


def test_invalid_dates_and_texts_are_left_out(tmp_path: Path) -> None:
    """An invalid date, and lists of what is not text, do not stop the library."""
    put_package(tmp_path, "bees", date="soon", authors=[1, None], description=["x"], language="not a tag", title=" ")
    assert _items(_page(tmp_path))[0].find_class("facts")[0].text_content().strip() == "1 min 1 s · und"


def test_a_file_that_is_up_to_date_is_not_written(output: Path) -> None:
    """A second run writes nothing; a file that is missing or changed is made again, with the same bytes."""
    channel = Channel(base_url="https://example.org/")
    names = {"index.html", "articles.js", "playlist.m3u8", "feed.xml", "feed.json", "feed.png"}
    assert {path.name for path in build_library(output, channel).written} == names
    before = {name: output.joinpath(name).read_bytes() for name in names}
    assert build_library(output, channel).written == ()
    output.joinpath("index.html").write_bytes(before["index.html"][:5000])
    output.joinpath("feed.xml").unlink()
    assert {path.name for path in build_library(output, channel).written} == {"index.html", "feed.xml"}
    assert {name: output.joinpath(name).read_bytes() for name in names} == before
    assert {path.name for path in output.iterdir()} == names | {"ants", "bees", "wasps", CHECKSUM}


@pytest.mark.parametrize("name", ["index.html", "articles.js", "playlist.m3u8", "feed.xml", "feed.json", "feed.png"])
def test_a_file_that_was_changed_by_hand_is_made_again(output: Path, name: str) -> None:
    """A single changed byte in any of the files is noticed, and only that file is written."""
    channel = Channel(base_url="https://example.org/")
    build_library(output, channel)
    file = output / name
    before = file.read_bytes()
    middle = len(before) // 2
    file.write_bytes(before[:middle] + bytes([before[middle] ^ 1]) + before[middle + 1 :])
    assert build_library(output, channel).written == (file,)
    assert file.read_bytes() == before


def test_a_run_that_changes_nothing_makes_nothing_of_the_packages(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The packages are told apart from those of the last run by a checksum, which changes with each file's size."""
    first = build_library(output, Channel())
    calls = list[Path]()

    def read(folder: Path) -> Any:
        """Read the packages, and note it."""
        calls.append(folder)
        return read_items(folder)

    monkeypatch.setattr("tts.library.build.read_items", read)
    second = build_library(output, Channel())
    assert (second.packages, second.editions, second.written, calls) == (first.packages, first.editions, (), [])
    transcript = output / "bees" / "transcript.txt"
    transcript.write_bytes(transcript.read_bytes() + b" ")
    build_library(output, Channel())
    assert build_library(output, Channel(title="Other")).written
    assert calls == [output, output]


@pytest.mark.parametrize(
    "counts", ["x 0 packages 4 files", "9" * 5000 + " 0 packages 4 files", "1 0", "../../x 0 packages 4 files"]
)
def test_counts_that_somebody_changed_are_not_believed(output: Path, counts: str) -> None:
    """A line of the checksums with other counts than Articast writes is as good as none."""
    build_library(output, Channel())
    file = output / CHECKSUM
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before.partition(' ')[0]} {counts}\n{before.partition('files')[2]}", encoding="utf-8")
    assert build_library(output, Channel()).packages == 3
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("lines", [1, 2])
def test_checksums_that_were_cut_off_are_not_believed(output: Path, lines: int) -> None:
    """A file of the library that is missing is made again, also where its line among the checksums is missing too."""
    build_library(output, Channel())
    page, file = output / "index.html", output / CHECKSUM
    before = file.read_text(encoding="utf-8")
    page.unlink()
    file.write_text("".join(before.splitlines(keepends=True)[:lines]), encoding="utf-8")
    assert build_library(output, Channel()).written == (page,)
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("content", [None, b"", b"0" * 64])
def test_a_missing_or_wrong_checksum_is_made_again(output: Path, content: bytes | None) -> None:
    """Without the checksum of the last run the files are compared one by one, and none of them is written."""
    channel = Channel(base_url="https://example.org/")
    build_library(output, channel)
    file = output / CHECKSUM
    before = file.read_bytes()
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    assert build_library(output, channel).written == ()
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["index.html", "articles.js", "feed.xml", "feed.json", "feed.png"])
def test_a_file_that_articast_did_not_make_is_not_replaced(output: Path, name: str) -> None:
    """Such a file stays, the error names it, and none of the other files is written."""
    output.joinpath(name).write_text("<h1>My site</h1>", encoding="utf-8")
    with pytest.raises(StoreError, match=rf"{name}: Articast did not create this file\. Move it"):
        build_library(output, Channel(base_url="https://example.org/"))
    assert output.joinpath(name).read_text(encoding="utf-8") == "<h1>My site</h1>"
    assert {path.name for path in output.iterdir()} == {name, "ants", "bees", "wasps"}


def test_an_image_of_your_own_stays(output: Path) -> None:
    """The error says how to use a `feed.png` that Articast did not make; if it is used, it stays as it is."""
    image = output / "feed.png"
    image.write_bytes(COVER)
    channel = Channel(base_url="https://example.org/")
    with pytest.raises(StoreError, match=r"feed\.png: .* set image = 'feed\.png' in \[feed\]\.$"):
        build_library(output, channel)
    assert LiveLibrary(output, channel)().keys() == {
        "index.html",
        "articles.js",
        "playlist.m3u8",
        "feed.xml",
        "feed.json",
    }
    build_library(output, replace(channel, image="feed.png"))
    assert image.read_bytes() == COVER
    assert b"https://example.org/feed.png" in output.joinpath("feed.xml").read_bytes()


def test_the_image_is_made_again_for_another_title(output: Path) -> None:
    """The image that Articast made is readable for Pillow, has our name in it, and is replaced."""
    for title in ("One", "Two"):
        assert (
            output / "feed.png" in build_library(output, Channel(base_url="https://example.org/", title=title)).written
        )
        with Image.open(output / "feed.png") as image:
            image.load()
            assert (image.size, image.info["Software"]) == ((1400, 1400), "Articast")


@pytest.mark.skipif(os.name != "posix", reason="there are no such pipes on Windows")
@pytest.mark.parametrize("name", ["index.html", "feed.png"])
def test_a_pipe_with_the_name_of_a_file_is_not_opened(output: Path, name: str) -> None:
    """A pipe is a file that Articast did not make, and reading it would never end."""
    os.mkfifo(output / name)
    with pytest.raises(StoreError, match=rf"{name}: Articast did not create this file\."):
        build_library(output, Channel(base_url="https://example.org/"))


def test_a_link_is_replaced_and_not_followed(output: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link to a library elsewhere becomes a file; the file that it led to stays."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "index.html"
    build_library(output, Channel())
    output.joinpath("index.html").replace(elsewhere)
    before = elsewhere.read_bytes()
    output.joinpath("index.html").symlink_to(elsewhere)
    put_package(output, "flies")
    build_library(output, Channel())
    assert not output.joinpath("index.html").is_symlink()
    assert elsewhere.read_bytes() == before


def test_a_library_that_became_empty_says_so(output: Path) -> None:
    """Without packages no library is made, and one that is already there says that it is empty."""
    output.joinpath("empty").mkdir()
    assert build_library(output / "empty", Channel()).written == ()
    build_library(output, Channel())
    for slug in ("ants", "bees", "wasps"):
        output.joinpath(slug, "manifest.json").unlink()
    page = _page(output)
    assert page.find_class("total")[0].text.startswith("There is nothing to listen to yet.")
    assert _items(page) == []


def test_verify_and_recovery_leave_it_alone(output: Path) -> None:
    """The library and the feeds are neither packages nor left over from a killed run."""
    build_library(output, Channel(base_url="https://example.org/"))
    store.recover(output)
    assert [path.name for path in packages([output])] == ["ants", "bees", "wasps"]
    assert output.joinpath("index.html").is_file()


def test_the_language_of_most_packages_is_known() -> None:
    """The page is in the language of most packages, and English if there are none."""
    assert most_common_language(["en", "fr", "fr", "en", "de"]) == "en"
    assert most_common_language([]) == "en"


def test_a_run_makes_the_library(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    """`package` makes the library at its end, says so the first time only, and keeps it up to date."""
    monkeypatch.chdir(tmp_path)
    Path("bees.md").write_text("# Bees\n\nBees fly.\n", encoding="utf-8")
    Path("ants.md").write_text("# Ants\n\nAnts walk.\n", encoding="utf-8")
    hint = f"{Path('output', 'index.html')} lists all packages. For a podcast feed, give --base-url.\n"
    assert main(["package", "bees.md", "--engine", "silent"]) == 0
    assert capsys.readouterr().out.endswith(hint)
    assert main(["package", "ants.md", "--engine", "silent"]) == 0
    assert hint not in capsys.readouterr().out
    assert len(_items(html.fromstring(Path("output/index.html").read_bytes()))) == 2
    Path("output/index.html").unlink()
    assert main(["package", "ants.md", "--engine", "silent"]) == 0
    assert Path("output/index.html").is_file()


def test_the_command_library(output: Path) -> None:
    """`library` makes the library of any folder, says how many packages it lists, and how to have a feed."""
    done = articast("library", str(output), cwd=output)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == f"{output / 'index.html'} lists 3 packages."
    assert "--base-url https://example.org/listen/" in done.stdout
    done = articast("library", str(output), "--base-url", "https://example.org/a", cwd=output)
    assert done.stdout.splitlines()[1] == "The podcast feed is https://example.org/a/feed.xml"
    assert done.stderr == (
        "Warning: articles/wasps.md: It is not in the feed, because it has no date. "
        "Add a line such as `date: 2026-05-17` to its front matter, or package it with --date.\n"
    )
    done = articast("library", str(output), cwd=output)
    assert done.stderr.endswith("The feed was not updated. Give --base-url again, or remove the file.\n")
    done = articast("library", str(output), "--quiet", cwd=output)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = articast("library", "ants", cwd=output)
    assert done.stderr == "ants: This is a package. Give the folder that contains it.\n"
    output.joinpath("empty").mkdir()
    done = articast("library", "empty", "--base-url", "https://example.org/a", cwd=output)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "empty: There are no packages in this folder. Make some with `articast package`.\n"
    done = articast("library", "nowhere", cwd=output)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "nowhere: There is no such folder. Make packages with `articast package`.\n"


def test_a_folder_that_cannot_be_written_is_an_error(output: Path) -> None:
    """The error is one line with the next step."""
    output.chmod(0o500)
    try:
        if os.access(output, os.W_OK):
            pytest.skip("this user may write everywhere")
        with pytest.raises(StoreError, match=r"Change the folder's permissions"):
            build_library(output, Channel())
    finally:
        output.chmod(0o700)
