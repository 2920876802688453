"""The feeds follow PSP-1, the podcast namespace and JSON Feed 1.1, and feedparser reads them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid5

import av
import feedparser
import pytest
from editions import articast
from handmade import put_package
from lxml import etree

from tts.config.categories import CATEGORIES
from tts.config.channel import configure_channel
from tts.config.settings import gather
from tts.errors import UsageError
from tts.library import Channel
from tts.library.build import CHECKSUM, build_library
from tts.library.episodes import shorten

BASE = "https://example.org/listen/"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
ARTICLE = "---\ntitle: {title}\ndate: {date}\nauthor: Ada Meadow\ndescription: How & why.\n---\n# One\n\nBees fly.\n"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run over three articles, one of them without a date, with a feed."""
    home = tmp_path_factory.mktemp("feed")
    home.joinpath("articles").mkdir()
    for name, date in (("ants", "2026-03-04T08:00:00+02:00"), ("bees", "2026-05-06")):
        text = ARTICLE.format(title=name.title(), date=date)
        home.joinpath("articles", f"{name}.md").write_text(text, encoding="utf-8")
    home.joinpath("articles", "wasps.md").write_text("# Wasps\n\nWasps sting.\n", encoding="utf-8")
    done = articast("package", "--engine", "silent", "--formats", "mp3,m4b", "--base-url", BASE, cwd=home)
    assert done.returncode == 0, done.stderr
    assert done.stderr == (
        "Warning: articles/wasps.md: It is not in the feed, because it has no date. Add a line such as "
        "`date: 2026-05-17` to its front matter, or package it with --date.\n"
    )
    return home / "output"


@pytest.fixture(scope="module")
def channel(output: Path) -> etree._Element:
    return etree.parse(output / "feed.xml").getroot()[0]


def _texts(parent: etree._Element, path: str) -> list[str]:
    return [str(node) if isinstance(node, str) else node.text for node in parent.xpath(path, namespaces=NAMES)]


def _file(output: Path, url: str) -> Path:
    assert url.startswith(BASE)
    file = output / unquote(url.removeprefix(BASE))
    assert file.is_file(), url
    return file


def test_feedparser_reads_it(output: Path) -> None:
    """An independent parser finds a well-formed feed with two episodes, newest first, and their audio."""
    feed = feedparser.parse(output.joinpath("feed.xml").read_bytes())
    assert (feed.bozo, feed.version) == (False, "rss20")
    assert [entry.title for entry in feed.entries] == ["Bees", "Ants"]
    assert [entry.published_parsed[:5] for entry in feed.entries] == [(2026, 5, 6, 0, 0), (2026, 3, 4, 6, 0)]
    assert {entry.summary for entry in feed.entries} == {"How & why."}
    assert [entry.enclosures[0].type for entry in feed.entries] == ["audio/mpeg", "audio/mpeg"]


def test_psp1_channel(channel: etree._Element, output: Path) -> None:
    """The channel has each element that PSP-1 requires, once, with an allowed value."""
    for path in ("title", "link", "description", "language", "itunes:explicit", "itunes:category", "itunes:image"):
        assert len(channel.xpath(path, namespaces=NAMES)) == 1, path
    assert channel.getparent().get("version") == "2.0"
    assert _texts(channel, "atom:link[@rel='self'][@type='application/rss+xml']/@href") == [f"{BASE}feed.xml"]
    assert len(channel.findtext("description").encode()) <= 4000
    assert _texts(channel, "itunes:explicit") == ["false"]
    assert _texts(channel, "itunes:category/@text")[0] in CATEGORIES
    assert _texts(channel, "language") == ["en"]
    assert _texts(channel, "link") == [BASE]
    (image,) = _texts(channel, "itunes:image/@href")
    _assert_square(_file(output, image))


def test_psp1_recommended(channel: etree._Element) -> None:
    """The channel has what PSP-1 recommends: a UUIDv5 of the address without scheme, and whether it is locked."""
    known = uuid5(UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "example.org/listen/feed.xml")
    assert _texts(channel, "podcast:guid") == [str(known)]
    assert _texts(channel, "podcast:locked") == ["no"]


def test_the_identity_of_a_podcast_is_that_of_the_specification() -> None:
    """The example of the podcast namespace gives the identity in its documentation."""
    parts = Channel(base_url="https://podnews.net/rss/")
    expected = "9b024349-ccf0-5f69-a609-6b82873eab3c"  # of podnews.net/rss
    assert str(uuid5(UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "podnews.net/rss")) == expected
    assert parts.guid == str(uuid5(UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "podnews.net/rss/feed.xml"))


def test_psp1_items(channel: etree._Element, output: Path) -> None:
    """Each item has what PSP-1 requires: a title, an enclosure with its length and type, an identity of its own."""
    items = channel.findall("item")
    assert len({item.findtext("guid") for item in items}) == len(items) == 2
    assert {item.find("guid").get("isPermaLink") for item in items} == {"false"}
    assert len({item.find("enclosure").get("url") for item in items}) == 2
    for item in items:
        assert item.findtext("title")
        file = _file(output, item.find("enclosure").get("url"))
        assert file.name.isascii()
        assert int(item.find("enclosure").get("length")) == file.stat().st_size
        assert item.find("enclosure").get("type") == "audio/mpeg"


def test_psp1_items_recommended(channel: etree._Element, output: Path) -> None:
    """Each item has what PSP-1 recommends: link, date, description, duration, cover, whether it is explicit."""
    for item in channel.findall("item"):
        assert _file(output, item.findtext("link")).name == "index.html"
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo == UTC
        assert len(item.findtext("description").encode()) <= 4000
        assert _texts(item, "itunes:explicit") == ["false"]
        assert _texts(item, "itunes:author") == ["Ada Meadow"]
        _assert_square(_file(output, _texts(item, "itunes:image/@href")[0]))
        with av.open(_file(output, item.find("enclosure").get("url"))) as audio:
            duration_s = audio.duration / av.time_base
        assert abs(int(_texts(item, "itunes:duration")[0]) - duration_s) <= 0.6


def test_podcasting_2(channel: etree._Element, output: Path) -> None:
    """Transcripts of three types and the chapters in JSON are linked, and exist."""
    for item in channel.findall("item"):
        transcripts = item.findall("podcast:transcript", NAMES)
        assert [transcript.get("type") for transcript in transcripts] == [
            "text/vtt",
            "application/x-subrip",
            "text/plain",
        ]
        assert [transcript.get("rel") for transcript in transcripts] == ["captions", "captions", None]
        assert {transcript.get("language") for transcript in transcripts} == {"en"}
        for transcript in transcripts:
            _file(output, transcript.get("url"))
        (chapters,) = item.findall("podcast:chapters", NAMES)
        assert chapters.get("type") == "application/json+chapters"
        assert json.loads(_file(output, chapters.get("url")).read_bytes())["version"].startswith("1.")


def _assert_square(file: Path) -> None:
    with av.open(file) as image:
        codec = image.streams.video[0].codec_context
        assert codec.width == codec.height
        assert 1400 <= codec.width <= 3000


def test_json_feed(output: Path) -> None:
    """The feed has what JSON Feed 1.1 requires; every attachment has its address, type, size and length."""
    feed = json.loads(output.joinpath("feed.json").read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["home_page_url"]) == (f"{BASE}feed.json", BASE)
    assert [item["title"] for item in feed["items"]] == ["Bees", "Ants"]
    xml = etree.parse(output / "feed.xml")
    assert [item["id"] for item in feed["items"]] == [guid.text for guid in xml.iter("guid")]
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_text"] == "How & why."
        assert datetime.fromisoformat(item["date_published"]).tzinfo == UTC
        assert item["authors"] == [{"name": "Ada Meadow"}]
        assert _file(output, item["url"]).name == "index.html"
        assert [attachment["mime_type"] for attachment in item["attachments"]] == ["audio/mpeg", "audio/mp4"]
        for attachment in item["attachments"]:
            assert attachment["size_in_bytes"] == _file(output, attachment["url"]).stat().st_size
            assert attachment["duration_in_seconds"] > 1
        assert len({attachment["title"] for attachment in item["attachments"]}) == 1
    _assert_square(_file(output, feed["icon"]))


def _feed(output: Path, **channel: Any) -> feedparser.FeedParserDict:
    build_library(output, Channel(**{"base_url": BASE, **channel}))
    feed = feedparser.parse(output.joinpath("feed.xml").read_bytes())
    assert not feed.bozo
    return feed


def test_an_episode_keeps_its_identity(tmp_path: Path) -> None:
    """Title, date, length, address of the feed and name of the package do not change it; another article does."""
    put_package(tmp_path / "one", "bees", source="articles/bees.md")
    put_package(tmp_path / "two", "bees-md", source="articles/bees.md", title="New", date="2020-02-02", duration_ms=5)
    put_package(tmp_path / "three", "bees", source="articles/bees.txt")
    first, again, other = (
        _feed(tmp_path / name, base_url=f"https://{name}.example/").entries[0].id for name in ("one", "two", "three")
    )
    assert first == again != other
    assert first == "urn:uuid:731517f2-9d99-509c-ba92-109a5dc16c6c"


def test_an_article_with_two_packages_is_one_episode(tmp_path: Path) -> None:
    """No identity occurs twice: a warning names the package that is left out."""
    put_package(tmp_path, "bees", source="articles/bees.md")
    put_package(tmp_path, "bees-md", source="articles/bees.md")
    (warning,) = build_library(tmp_path, Channel(base_url=BASE)).warnings
    assert warning.startswith("articles/bees.md: It has two packages, and one is not in the feed.")
    assert len(_feed(tmp_path).entries) == 1


def test_m4b_replaces_a_missing_mp3(tmp_path: Path) -> None:
    """Without an MP3 the M4B is the enclosure; a package with Opus alone is left out with a warning."""
    put_package(tmp_path, "bees", tracks=(("opus", "audio/ogg; codecs=opus"), ("m4b", "audio/mp4")))
    put_package(tmp_path, "ants", tracks=(("opus", "audio/ogg; codecs=opus"),))
    (warning,) = build_library(tmp_path, Channel(base_url=BASE)).warnings
    assert warning == "articles/ants.md: It is not in the feed, because it has no MP3. Add mp3 to --formats."
    (entry,) = _feed(tmp_path).entries
    assert (entry.enclosures[0].type, entry.enclosures[0].href) == ("audio/x-m4a", f"{BASE}bees/bees.m4b")


HOSTILE = "]]></title><script>&amp; \"'\ud800\x00\x08</channel>"


def test_hostile_texts_are_text(tmp_path: Path) -> None:
    """Markup and characters that XML cannot hold do not break either feed."""
    put_package(tmp_path, "bees", title=HOSTILE, description=HOSTILE, authors=[HOSTILE], tags=[HOSTILE])
    put_package(tmp_path, "a b&c", title="Bees")
    feed = _feed(tmp_path, title="A & <b>", author="]]>", description="&")
    root = etree.parse(tmp_path / "feed.xml").getroot()
    titles = [title.text for title in root.iter("title")]
    plain = "]]></title><script>&amp; \"'</channel>"
    assert titles == ["A & <b>", "Bees", plain]
    assert feed.entries[0].enclosures[0].href == f"{BASE}a%20b%26c/a%20b%26c.mp3"
    feed = json.loads(tmp_path.joinpath("feed.json").read_text(encoding="utf-8"))
    assert feed["items"][1]["title"].startswith("]]></title><script>")


def test_long_descriptions_are_cut(tmp_path: Path) -> None:
    """A description has at most 4000 bytes and is cut between words, never within a character."""
    put_package(tmp_path, "bees", description="Ünïcödé wörds " * 900)
    put_package(tmp_path, "ants", description="蜂" * 4000)
    for item in etree.parse(tmp_path / "feed.xml").iter("item") if _feed(tmp_path) else ():
        text = item.findtext("description")
        assert 3900 < len(text.encode()) <= 4000
        assert text.endswith(("wörds…", "Ünïcödé…", "蜂…"))
    assert shorten("short") == "short"


def test_key_points_are_show_notes(tmp_path: Path) -> None:
    """Without a description the key points are it; apps that show HTML get them as a list, below the description."""
    points = {"key_points": ["Bees <dance>", "Bees\ncount", " ", 4]}
    put_package(tmp_path, "bees", date="2026-03-03", members=points)
    put_package(tmp_path, "ants", date="2026-02-02", members=points, description="On ants & bees.")
    put_package(tmp_path, "flies", date="2026-01-01")
    listed = "<ul>\n<li>Bees &lt;dance&gt;</li>\n<li>Bees count</li>\n</ul>\n"
    expected = [
        ("• Bees <dance>\n• Bees count", listed),
        ("On ants & bees.", f"<p>On ants &amp; bees.</p>\n{listed}"),
        (None, None),
    ]
    _feed(tmp_path)
    items = list(etree.parse(tmp_path / "feed.xml").iter("item"))
    encoded = "{http://purl.org/rss/1.0/modules/content/}encoded"
    assert [(item.findtext("description"), item.findtext(encoded)) for item in items] == expected
    entries = json.loads(tmp_path.joinpath("feed.json").read_text(encoding="utf-8"))["items"]
    assert [(entry["content_text"], entry.get("content_html")) for entry in entries] == [
        *expected[:2],
        ("flies", None),
    ]


def test_show_notes_have_a_limit(tmp_path: Path) -> None:
    """Key points that would be too long are left out at the end, and an ellipsis says so."""
    put_package(tmp_path, "bees", members={"key_points": [f"{number} {'&' * 200}" for number in range(20)]})
    _feed(tmp_path)
    item = next(etree.parse(tmp_path / "feed.xml").iter("item"))
    notes = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert 2500 < len(notes.encode()) <= 4000
    assert notes.endswith("<p>…</p>\n")
    assert 3500 < len(item.findtext("description").encode()) <= 4000


@pytest.mark.parametrize(
    ("size", "shown"), [((1400, 1400), True), ((3000, 3000), True), ((1399, 1399), False), ((1400, 1500), False)]
)
def test_only_square_covers_of_the_right_size_are_shown(tmp_path: Path, size: tuple[int, int], shown: bool) -> None:
    """PSP-1 requires 1400 to 3000 pixels; other images are left out of the feed."""
    folder = put_package(tmp_path, "bees", has_cover=False)
    with av.open(folder / "cover.png", "w", format="image2") as image:
        stream = image.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = *size, "rgb24"
        image.mux(stream.encode(av.VideoFrame(*size, "rgb24")))
    assert ("image" in _feed(tmp_path).entries[0]) == shown


def test_without_an_address_there_is_no_feed(tmp_path: Path) -> None:
    """Without `base_url` only the library is made."""
    put_package(tmp_path, "bees")
    build_library(tmp_path, Channel())
    assert {path.name for path in tmp_path.iterdir()} == {
        "bees",
        "index.html",
        "articles.js",
        "playlist.m3u8",
        CHECKSUM,
    }


def test_settings_of_the_feed(tmp_path: Path) -> None:
    """`base_url` and the table `[feed]` describe the feed; the argument overrides the file."""
    path = tmp_path / "articast.toml"
    path.write_text(
        "base_url = 'https://Example.org/a%20b'\n[feed]\ntitle = 'Meadow'\ndescription = 'All of it.'\nauthor = 'Ada'\n"
        "category = 'Science: Nature'\nlanguage = 'en-GB'\nimage = 'art/logo.png'\nexplicit = true\n",
        encoding="utf-8",
    )
    settings = gather({}, path)
    assert settings.channel.base_url == "https://example.org/a%20b/"
    assert {setting.name: setting.origin for setting in settings.all()}["feed.author"] == f"{path}, line 5"
    put_package(tmp_path / "out", "bees")
    build_library(tmp_path / "out", settings.channel)
    channel = etree.parse(tmp_path / "out" / "feed.xml").getroot()[0]
    assert channel.xpath("itunes:category/@text", namespaces=NAMES) == ["Science"]
    assert channel.xpath("itunes:category/itunes:category/@text", namespaces=NAMES) == ["Nature"]
    assert _texts(channel, "itunes:image/@href") == ["https://example.org/a%20b/art/logo.png"]
    assert [channel.findtext(name) for name in ("title", "description", "language")] == [
        "Meadow",
        "All of it.",
        "en-GB",
    ]
    assert _texts(channel, ".//itunes:explicit") == ["true", "true"]
    assert not (tmp_path / "out" / "feed.png").exists()
    settings = gather({"base_url": "http://10.0.0.2/"}, path)
    assert (settings.channel.base_url, settings.channel.title) == ("http://10.0.0.2/", "Meadow")


BAD = [
    ("base_url = 'example.org'", r"line 1: base_url must be an address such as https://.*, not 'example\.org'\."),
    ("base_url = 'ftp://example.org'", r"base_url must be an address .*, not 'ftp://example\.org'"),
    ("base_url = 'https://example.org/?a=1'", r"base_url must be an address "),
    ("base_url = 'https://example.org/a b'", r"base_url must be an address .*, not 'https://example\.org/a b'"),
    ("base_url = 4", r"base_url must be text, not 4\."),
    ("feed = 'x'", r"feed must be a table, as in: feed = \{ title"),
    ("[feed]\ntitel = 'x'", r"line 2: Unknown feed setting 'titel'\. Did you mean 'title'\?"),
    ("[feed]\ntitle = ' '", r"line 2: feed\.title must not be empty\."),
    ("[feed]\ncategory = 'Bees'", r"feed\.category must be one of Arts, .*, not 'Bees'\."),
    ("[feed]\ncategory = 'Arts: Bees'", r"feed\.category must be .*, not 'Arts: Bees'"),
    ("[feed]\nlanguage = 'not a tag'", r"feed\.language must be a tag such as en or de-CH, not 'not a tag'"),
    ("[feed]\nimage = 'javascript:x'", r"feed\.image must be the address of an image, not 'javascript:x'"),
    ("[feed]\nexplicit = 'no'", r"feed\.explicit must be true or false, not 'no'\."),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_invalid_settings_of_a_feed_are_errors(text: str, message: str, tmp_path: Path) -> None:
    """An invalid value is an error that names file and line."""
    path = tmp_path / "articast.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        gather({}, path)


def test_every_category_can_be_set() -> None:
    """Each of Apple's categories, and each subcategory, is accepted."""
    for outer, inside in CATEGORIES.items():
        for name in (outer, *(f"{outer}: {inner}" for inner in inside)):
            assert configure_channel(Channel(), {"category": name}).category == name
    assert len(CATEGORIES) == 19
