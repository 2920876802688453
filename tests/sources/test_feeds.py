"""Feeds of all kinds become the same entries, also those that are not written as they should be."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from html import escape

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import ReadError
from tts.sources import feeds
from tts.sources.feeds import is_feed, parse_feed
from tts.sources.feeds.discover import find_feeds

HOME = "https://bees.example/"
FEED = f"{HOME}feed.xml"
BODY = "".join(f"<p>Bees see colours that we do not see, and this is paragraph {number}.</p>" for number in range(20))
TEASER = "<p>Bees see colours that we […]</p>"

RSS_2 = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Bees &amp; Flowers</title><link>{HOME}</link><language>en-GB</language>
<atom:link href="{FEED}" rel="self"/>
<item><title>What bees &lt;em&gt;see&lt;/em&gt;</title><link>{HOME}see/</link>
<guid isPermaLink="false">{HOME}?p=1</guid>
<dc:creator>Ada Lovelace</dc:creator><dc:creator>Grace Hopper</dc:creator>
<category>Bees</category><category>Sight</category>
<pubDate>Sat, 01 Jun 2024 09:00:00 +0200</pubDate>
<description><![CDATA[{TEASER}]]></description>
<content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>What bees hear</title><guid>{HOME}hear/</guid><author>ada@bees.example (Ada Lovelace)</author>
<pubDate>Sun, 02 Jun 2024 09:00:00 GMT</pubDate><description>{escape(TEASER)}</description></item>
</channel></rss>"""

RSS_1 = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{FEED}"><title>Bees &amp; Flowers</title><link>{HOME}</link><dc:language>en-GB</dc:language>
<items><rdf:Seq><rdf:li rdf:resource="{HOME}see/"/></rdf:Seq></items></channel>
<item rdf:about="{HOME}see/"><title>What bees see</title><link>{HOME}see/</link>
<dc:creator>Ada Lovelace</dc:creator><dc:creator>Grace Hopper</dc:creator><dc:date>2024-06-01T09:00:00+02:00</dc:date>
<dc:subject>Bees</dc:subject><dc:subject>Sight</dc:subject>
<description>{escape(TEASER)}</description><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item rdf:about="{HOME}hear/"><title>What bees hear</title><dc:creator>Ada Lovelace</dc:creator>
<dc:date>2024-06-02T09:00:00Z</dc:date><description>{escape(TEASER)}</description></item>
</rdf:RDF>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB" xml:base="{HOME}">
<title type="html">Bees &amp;amp; Flowers</title><link rel="self" href="feed.xml"/><link href="/"/><id>{HOME}</id>
<author><name>Ada Lovelace</name></author><updated>2024-06-03T00:00:00Z</updated>
<entry><id>{HOME}?p=1</id><title>What bees see</title>
<link rel="enclosure" href="see.mp3"/><link rel="alternate" type="application/pdf" href="see.pdf"/>
<link rel="alternate" type="text/html" href="see/"/>
<author><name>Ada Lovelace</name></author><author><name>Grace Hopper</name></author>
<category term="Bees"/><category term="sight" label="Sight"/>
<published>2024-06-01T09:00:00+02:00</published><updated>2024-06-05T00:00:00Z</updated>
<summary>Bees see colours</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content></entry>
<entry><id>{HOME}hear/</id><title>What bees hear</title><link href="hear/"/><updated>2024-06-02T09:00:00Z</updated>
<summary type="html">{escape(TEASER)}</summary></entry></feed>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bees & Flowers",
        "home_page_url": HOME,
        "language": "en-GB",
        "authors": [{"name": "Ada Lovelace"}],
        "items": [
            {
                "id": f"{HOME}?p=1",
                "url": "/see/",
                "title": "What bees see",
                "authors": [{"name": "Ada Lovelace"}, {"name": "Grace Hopper"}],
                "tags": ["Bees", "Sight"],
                "date_published": "2024-06-01T09:00:00+02:00",
                "content_html": BODY,
            },
            {
                "id": f"{HOME}hear/",
                "url": f"{HOME}hear/",
                "title": "What bees hear",
                "date_published": "2024-06-02T09:00:00Z",
                "summary": "Bees see colours that we […]",
            },
        ],
    }
)
FEEDS = {"RSS 2.0": RSS_2, "RSS 1.0": RSS_1, "Atom": ATOM, "JSON Feed": JSON}


@pytest.mark.parametrize("kind", FEEDS)
def test_all_kinds_say_the_same(kind: str) -> None:
    """A feed has its title and its entries, newest first, with all that is known of each."""
    data = FEEDS[kind].encode()
    assert is_feed(data)
    feed = parse_feed(data, FEED)
    assert feed.title == "Bees & Flowers"
    hear, see = feed.entries
    assert (see.title, see.address, see.base) == ("What bees see", f"{HOME}see/", f"{HOME}see/")
    assert see.published == datetime(2024, 6, 1, 9, tzinfo=timezone(timedelta(hours=2)))
    assert see.authors == ("Ada Lovelace", "Grace Hopper")
    assert (see.tags, see.language) == (("Bees", "Sight"), "en-GB")
    assert see.html.removeprefix("<div>").removesuffix("</div>") == BODY
    assert not see.is_teaser
    assert (hear.id, hear.title, hear.address) == (f"{HOME}hear/", "What bees hear", f"{HOME}hear/")
    assert hear.published == datetime(2024, 6, 2, 9, tzinfo=UTC)
    assert hear.authors == ("Ada Lovelace",)
    assert hear.html.removeprefix("<p>").removesuffix("</p>") == "Bees see colours that we […]"
    assert hear.is_teaser


@pytest.mark.parametrize("kind", ["RSS 2.0", "RSS 1.0", "Atom"])
def test_feedparser_agrees(kind: str) -> None:
    """The titles, addresses and moments are those that feedparser finds."""
    feed = parse_feed(FEEDS[kind].encode(), FEED)
    theirs = feedparser.parse(FEEDS[kind].encode(), response_headers={"content-location": FEED})
    assert feed.title == theirs.feed.title.replace("&amp;", "&")
    expected = {entry.get("link") or entry.id: entry for entry in theirs.entries}
    for entry in feed.entries:
        their = expected[entry.address]
        assert entry.title == their.title.replace("<em>", "").replace("</em>", "")
        moment = their.get("published_parsed") or their.updated_parsed
        assert entry.published
        assert entry.published.astimezone(UTC).timetuple()[:6] == moment[:6]


def _rss(item: str, head: str = "") -> str:
    """Return a feed with one item."""
    return f'<rss version="2.0"><channel><title>T</title><link>{HOME}</link>{head}<item>{item}</item></channel></rss>'


def test_feeds_that_are_not_xml_are_repaired() -> None:
    """HTML's entities, bare ampersands, control characters, and lines before the declaration do no harm."""
    data = (
        b'\n\n<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x/">'
        + _rss(
            "<title>Caf&eacute; &amp; Q&A &nbsp;&mdash; \x08AT&T &bogus; &#38; &#128;&#0;</title>"
            "<link>/a?b=1&c=2</link>"
            "<description><![CDATA[Q&A &eacute;]]> &lt;b&gt;x&lt;/b&gt;</description>"
        ).encode()
    )
    (entry,) = parse_feed(data, FEED).entries
    assert entry.title == "Café & Q&A — AT&T &bogus; & €\ufffd"
    assert entry.address == f"{HOME}a?b=1&c=2"
    assert entry.html == "Q&A &eacute; <b>x</b>"


@pytest.mark.parametrize(
    ("declared", "encoding", "charset"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "utf-8-sig", "iso-8859-1"),
        ("iso-8859-1", "utf-8", ""),
        ("iso-8859-1", "cp1252", ""),
        ("windows-1251", "cp1251", ""),
        ("Shift_JIS", "shift_jis", ""),
        ("", "cp1251", "windows-1251"),
        ("utf-16", "utf-16", ""),
        ("x-unknown", "cp1252", ""),
    ],
)
def test_feeds_are_decoded(declared: str, encoding: str, charset: str) -> None:
    """The encoding is that of the byte order mark, UTF-8 where it can be, the declared one, or the server's."""
    title = {"cp1251": "Пчёлы видят", "shift_jis": "ミツバチ"}.get(encoding, "Fünf Bienen…")
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = declaration + _rss(f"<title>{title}</title><link>/a</link>")
    assert parse_feed(text.encode(encoding), FEED, charset).entries[0].title == title


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<html><body>Not a feed</body></html>", "not a feed"),
        ("", "The XML is damaged"),
        ("<rss><channel><title>T</title></channel>", "The XML is damaged"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><rss><channel><title>&a;</title></channel></rss>', "declares entities"),
        ('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>', "declares entities"),
        ("<rss><channel>" + "<a>" * 1_000 + "</a>" * 1_000 + "</channel></rss>", "nested too deep"),
        (_rss("<title>No address and no text</title>"), "no entries"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": 5}', "no list of items"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [}', "not JSON"),
        ('{"version": "https://jsonfeed.org/version/1.1", "a": ' + "[" * 100_000, "nested too deep"),
    ],
)
def test_what_is_no_feed_is_said(data: str, reason: str) -> None:
    """What is not a feed, is damaged or hostile, or has nothing to read, is an error that names the address."""
    with pytest.raises(ReadError, match=reason) as caught:
        parse_feed(data.encode(), FEED)
    assert str(caught.value).startswith(FEED)


def test_a_feed_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed with more entries than anyone reads is refused."""
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 1)
    with pytest.raises(ReadError, match="more than 1 entries"):
        parse_feed(RSS_2.encode(), FEED)
    monkeypatch.setattr(feeds, "MAX_BYTES", 1_000)
    with pytest.raises(ReadError, match="larger than 0 MB"):
        parse_feed(RSS_2.encode(), FEED)


@given(st.sampled_from(sorted(FEEDS)), st.integers(0, 3_000), st.binary(max_size=20), st.integers(0, 500))
def test_damaged_feeds_are_feeds_or_errors(kind: str, place: int, inserted: bytes, cut: int) -> None:
    """A feed in which bytes are replaced is either read or refused in words."""
    data = FEEDS[kind].encode()
    try:
        feed = parse_feed(data[:place] + inserted + data[place + cut :], FEED)
    except ReadError:
        return
    assert all(entry.address.startswith("http") or entry.html for entry in feed.entries)


@given(st.binary(max_size=200))
def test_any_bytes_can_be_asked(data: bytes) -> None:
    """Whether bytes are a feed can be asked of all."""
    assert is_feed(data) in {True, False}


LONG = BODY * 4
LINK = f'<a href="{HOME}a?utm_source=rss">Weiterlesen</a>'


@pytest.mark.parametrize(
    ("item", "is_teaser"),
    [
        (f"<description>{escape(LONG)}</description>", False),
        (f"<description>{escape(BODY)}</description>", True),
        (f"<description>{'Bees see colours. ' * 200}</description>", True),
        (f"<description>{escape(LONG + '<p>And they…</p>')}</description>", True),
        (f"<description>{escape(LONG + '<p>And they [more...]</p>')}</description>", True),
        (f"<description>{escape(BODY + LINK)}</description>", True),
        (f"<c:encoded>{escape(BODY)}</c:encoded>", False),
        (f"<c:encoded>{escape(BODY + LINK)}</c:encoded>", True),
        (f"<c:encoded>{escape(BODY + f'<p>{LINK}</p></div>')}</c:encoded>", True),
        (f"<c:encoded>{escape(BODY + LINK + '<p>The end.</p>')}</c:encoded>", False),
        (f"<c:encoded>{escape(LONG + LINK)}</c:encoded>", False),
        (f"<description>{escape(BODY)}</description><c:encoded>{escape(BODY)}</c:encoded>", True),
        ("<c:encoded>&lt;p&gt;Too short.&lt;/p&gt;</c:encoded>", True),
        (f"<c:encoded>{'蜜蜂能看見我們看不見的顏色。' * 20}</c:encoded>", False),
        ("", True),
    ],
)
def test_a_teaser_is_known(item: str, is_teaser: bool) -> None:
    """What is short, is cut, ends in a link to the page, or is only called a summary, is a teaser."""
    data = _rss(f"<link>/a</link>{item}").replace("<rss", '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/"')
    (entry,) = parse_feed(data.encode(), FEED).entries
    assert entry.is_teaser is is_teaser


def test_where_a_post_appeared_is_left_out() -> None:
    """The last line of WordPress's feeds is no text of the article, in any language; another paragraph stays."""
    last = f'<p>Der Beitrag <a href="{HOME}a">Bienen</a> erschien zuerst auf <a href="{HOME}">Blumen</a>.</p>'
    for paragraph, expected in ((last, BODY), (last.replace(f"{HOME}a", f"{HOME}b"), None)):
        item = f"<link>/a</link><c:encoded>{escape(BODY + paragraph)}</c:encoded>"
        data = _rss(item).replace("<rss", '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/"')
        assert parse_feed(data.encode(), FEED).entries[0].html == (expected or BODY + paragraph)


def test_each_entry_is_there_once_and_the_newest_first() -> None:
    """Entries with the same id are one, and one without a date stays where it was."""
    dates = {"a": "2024-01-01", "b": "2024-03-01", "c": "", "d": "2024-02-01", "e": "nonsense"}
    items = [
        f'<item><guid isPermaLink="false">{name}</guid><link>/{name}</link><pubDate>{date}</pubDate></item>'
        for name, date in (*dates.items(), ("a", "2025-01-01"))
    ]
    feed = parse_feed(f"<rss><channel>{''.join(items)}</channel></rss>".encode(), FEED)
    assert [entry.id for entry in feed.entries] == ["b", "c", "d", "e", "a"]


def test_other_addresses_are_no_addresses() -> None:
    """A link that is not of the web is passed over, and an entry with text alone has only that."""
    feed = parse_feed(_rss("<link>javascript:alert(1)</link><description>Bees</description>").encode(), FEED)
    assert [(entry.address, entry.html, entry.is_teaser) for entry in feed.entries] == [("", "Bees", False)]


def test_text_of_atom_is_text() -> None:
    """Atom's plain text is escaped, and content elsewhere is an address."""
    data = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>1 &lt; 2</title>
      <content>a &lt;b> c\n\nd</content></entry><entry><id>2</id><title type="xhtml"><div
      xmlns="http://www.w3.org/1999/xhtml">A<b>b</b> <img src="x" alt="&lt;"/></div></title>
      <content type="text/html" src="/b"/></entry></feed>"""
    first, second = parse_feed(data.encode(), FEED).entries
    assert (first.title, first.html) == ("1 < 2", "<p>a &lt;b&gt; c</p><p>d</p>")
    assert (second.title, second.address, second.html) == ("Ab", f"{HOME}b", "")


def test_halves_of_characters_are_replaced() -> None:
    """JSON may have half a character, which no file can hold."""
    data = '{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", '
    data += '"items": [{"id": 1, "content_html": "\\ud83d\\ude00\\ud83d"}]}'
    (entry,) = parse_feed(data.encode(), FEED).entries
    assert (entry.id, entry.html) == ("1", "😀\ufffd")


def test_a_page_names_its_feeds() -> None:
    """The feeds of a page are found in its head, those of comments last, and other alternates not at all."""
    page = """<HTML><head><base href="/blog/"><link rel=stylesheet href=a.css>
      <link rel="alternate" type="application/rss+xml" title="Comments" href="comments/feed/">
      <LINK href='feed/?a=1&amp;b=2' TYPE='application/rss+xml' REL='feed alternate'>
      <link rel="alternate" type="application/json" href="https://bees.example/wp-json/wp/v2/posts/1">
      <link rel="alternate" type="application/atom+xml;charset=utf-8" href=atom.xml>
      <link rel="alternate" hreflang="de" href="/de/"><link rel="alternate" type="application/rss+xml" href="feed:x">"""
    assert find_feeds(page.encode(), HOME) == (
        f"{HOME}blog/feed/?a=1&b=2",
        f"{HOME}blog/atom.xml",
        f"{HOME}blog/comments/feed/",
    )
    assert find_feeds(b"<link " * 100_000, HOME) == ()
