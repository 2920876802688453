"""Inputs to begin with: our own samples and small files of each kind, and real articles if they are beside the checkout.

Words are planted in their running text.
"""

# ruff: noqa: E501 - tables, and lines of other languages

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from ebooks import page, write_epub
from pdfs import draw_page, make_pdf, make_tagged, tag
from text.readers.documents.office import item, p, picture, t, write_docx, write_odt

from fuzz.structure import write_parts
from fuzz.words import plant

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
_MAX_BYTES = 6000
"""Of a real article: longer ones are checked as a whole by other tests, and take too long here."""

HEAD = """\
---
title: "What bees know: a report"
subtitle: A view of the hive
authors: [Ada Meadow, Ben Field]
date: 2026-03-14
language: en
description: |
  How a small animal
  finds its way home.
tags: [bees, nature]
cover: images/bee.jpg
canonical_url: https://example.org/bees?a=1&b=2
key_points:
  - Bees fly far
  - "Bees read the sun"
voice: en-gb
lexicon: [names.toml]
notes: end
rate: 150
draft: false
---
"""
SHORT = """\
---
title: Bees
authors: [Ann Lee]
date: 2026-03-14
language: en
---

![A bee](bee.jpg)

Bees *fly* home.[^1]

## Hives

- Look up

| Hive | Price |
| ---- | ----- |
| Wood | 90    |

[^1]: In rain.
"""
"""An article of few seconds, with all that a package can hold."""
MARKDOWN = dedent("""\
    # What bees know

    By Ada Meadow, 14 March 2026

    Bees fly up to three miles. They come back *before* it **rains**.[^1] See [the sun](https://example.org/sun "Sun").

    ## How they find home {#home .wide}

    ![A bee on a thistle](bee.jpg "At noon")

    1. Look up at the sun.
    2. Turn around.
       - Then wait there.
         > Follow the bee, and you will find it.

    - [x] Done with that.
    - [ ] Not done yet.

    | Hive | Price in euros |
    | ---- | -----: |
    | Wood | 90 `a|b` |
    | Clay | 40 for all. |

    ```python title="x.py"
    print("buzz")  # {1}
    ```

    Term
    : Its meaning is here.

    > [!NOTE] Mind the bees
    > They do not sting now.

    ::: tip Another box
    Bees like it there.
    :::

    !!! warning "Careful"
        A hive is heavy.

    <figure><img src="a.png" alt="A hive"><figcaption>A hive at noon. Photo: Ann Lens</figcaption></figure>

    <details><summary>More of it</summary>

    It is folded here.

    </details>

    Formula $a^2 + b$ and ~~old~~ ==new== H~2~O and x^2^ :bee: https://example.org/a_b and "quotes".

    {{< youtube id="x" >}} {% include "a.html" %} <Tabs client:load>In a tab.</Tabs>

    Q: What do bees know here?

    A: They know a lot there.

    Setext heading
    --------------

    Line one\x20\x20
    line two\\
    line three ends.

    *[HTML]: HyperText
    [r]: https://example.org/r 'Title'

    ***

    [^1]: Rain is heavy for a bee.
        It cannot fly then.
    """)
TEXT = dedent("""\
    WHAT BEES KNOW

    By Ada Meadow and Ben Field
    Published 14 March 2026, 10:15
    5 min read | Share | Save

    Key points
    - Bees fly far and come home.
    - Bees read the sun there.

    Bees fly up to three miles. They come back before
    it rains, and nobody knows how they do it all.

    Advertisement

    A worker at noon in June. Photo: Ann Lens / Alamy

    How they find home
    ==================

    The hive is the place to which they all ret-
    urn, 1,200 of them, at 3 p.m. on 5/6/2024 for £3.50.

    "A bee knows," said Dr. Meadow, "where its home is."

    1) Look up at the sun.
    2) Turn around there.

       Wood    90
       Clay    40

    Related: Ten facts about wasps

    Page 3 of 7

    The end of it all is near there.
    """)
HTML = dedent("""\
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>What bees know | The Hive</title>
    <meta property="og:title" content="What bees know"><meta name="author" content="Ada Meadow">
    <meta property="article:published_time" content="2026-03-14T10:00:00Z">
    <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"What bees know",
    "author":[{"@type":"Person","name":"Ada Meadow"}],"datePublished":"2026-03-14"}</script></head>
    <body><nav><ul><li><a href="/">Home</a><li><a href="/x">News</a></ul></nav>
    <main><article><h1>What bees know</h1><p class="byline">By <a rel="author">Ada Meadow</a></p>
    <p>Bees fly up to three miles, they come back before it rains, and nobody knows how they do it all WORD.</p>
    <p>They read the <em>sun</em>, even behind clouds, and <b>nobody</b> taught them how to do this, not ever WORD.</p>
    <figure><img src="bee.jpg" alt="A bee on a thistle"><figcaption>A worker at noon WORD</figcaption></figure>
    <h2>How they find home</h2><ul><li>Look up at the sun WORD<li>Turn around<ul><li>and wait WORD</ul></ul>
    <table><caption>Hives</caption><tr><th>Hive<th>Price<tr><td>Wood<td>90 WORD</table>
    <blockquote><p>Follow the bee, and you will find the flower, said the old keeper WORD.</p></blockquote>
    <pre><code>print("buzz") WORD</code></pre><p>Water is H<sub>2</sub>O<sup><a href="#n">1</a></sup>, a &amp; b &lt; c WORD.
    <p>The last of the bees came home at noon, and the keeper closed the hive for the night then WORD.</p>
    <aside><h3>Related</h3><a href="/y">Ten facts</a></aside><ruby>漢<rt>kan</rt></ruby> <span lang="fr">bonjour</span>
    <details><summary>More</summary><p>It is folded here WORD.</p></details><dl><dt>Term<dd>Meaning WORD</dl>
    </article></main><footer><p>Copyright 2026</p></footer></body></html>
    """)
RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset238 Times;}}{\colortbl;\red0\green0\blue0;}"
    r"{\info{\title What bees know}{\author Ada Meadow}}" + "\n"
    r"\pard\b What bees know\b0\par" + "\n"
    r"\pard Bees fly up to three miles WORD.{\super\chftn}{\*\footnote\pard\plain\chftn  Counted in May WORD.}\par"
    + "\n"
    r"{\listtext\pard\plain 1.\tab}One WORD\par {\listtext\pard\plain 2.\tab}Two WORD\par" + "\n"
    r"\trowd\pard\intbl Thing\cell Price WORD\cell\row\trowd\pard\intbl Hive\cell 120\cell\row" + "\n"
    r"\pard Caf\'e9 \u8211? \u-10179?\u-9187? bees {\i fly WORD}.\par" + "\n"
    r'{\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt the sun WORD}}\par{\header Page 1}{\v hidden}' + "\n"
    r"{\pict\pngblip 89504e47}\line The end WORD.\par}"
)
PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-GB">
<meta name="x" content="y"/><metadata><a/></metadata>
<lexeme role="x"><grapheme>bee</grapheme><grapheme>bees</grapheme><phoneme>biː</phoneme></lexeme>
<lexeme><grapheme>WHO</grapheme><alias>World Health Organization</alias><example>The WHO said</example></lexeme>
<lexeme xml:id="a"><grapheme>Reading</grapheme><phoneme alphabet="x-espeak" prefer="true">r'EdIN</phoneme></lexeme>
</lexicon>
"""
LEXICON = """\
# names of the newsroom
[words]
WHO = "World Health Organization"
bees = { alias = "beez", case_sensitive = false }

[[entry]]
word = "Reading"
phonemes = "ˈrɛdɪŋ"
alphabet = "ipa"
language = "en"
respelling = "redding"
state = "reviewed"
note = "the town"
articles = ["news/*"]

[[entry]]
pattern = '(\\d{1,4}) ?kWh'
alias = '\\1 kilowatt hours'
case_sensitive = false
whole_word = true
examples = { "90 kWh" = "90 kilowatt hours" }

[[entry]]
word = "BBC"
say_as = "letters"
"""
SETTINGS = """\
engine = "espeak"
voice = "en-gb"
rate = 150
pitch = 50
volume = 90
verbosity = "full"
notes = "end"
formats = ["mp3", "epub"]
loudness = "speech"
lexicon = ["names.toml"]
without_rules = ["decade"]
detect_language = 0.9
language = "en"
output = "out"
jobs = 2
drafts = false
base_url = "https://example.org/"
date = 2026-03-14

[break]
sentence = 300
paragraph = 700

[voices]
fr = "french"

[speakers]
"Ada Meadow" = "en-us"

[feed]
title = "Our articles"
category = "Science"
explicit = false
"""
EDITION = """\
title = "Harbour Talking News"
number = 12
date = 2026-03-14
language = "en"
authors = ["Ann"]
description = "All the news."
cover = "cover.jpg"
readers = ["en-gb", "en-us"]
presenter = "en-gb"
alternate = "article"
feed = "edition"

[announce]
start = "start.md"
end = "start.md"
index = true
headlines = 5
between = "chime"

[[section]]
title = "News"
articles = ["news/*.md", "one.md"]
reader = "en-us"

[[section]]
title = "Sport"
articles = ["two.md"]
"""
REQUESTS = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b'GET /bees/bees.mp3 HTTP/1.1\r\nHost: localhost:8000\r\nRange: bytes=0-99,200-\r\nIf-Range: "x"\r\n\r\n',
    b'HEAD /bees/ HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-None-Match: "abc", W/"x"\r\nConnection: close\r\n\r\n',
    b"GET /feed.xml HTTP/1.0\r\nIf-Modified-Since: Sat, 14 Mar 2026 10:00:00 GMT\r\nAccept-Encoding: gzip\r\n\r\n",
    b"GET /..%2f..%2fetc/passwd?x=1#y HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 5\r\n\r\nabcde",
    b"GET http://localhost/bees/%62ees.vtt HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /x HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
    b"GET /bees HTTP/1.1\r\nHost: localhost\r\n\r\nGET /bees/transcript.txt HTTP/1.1\r\nHost: localhost\r\n\r\n",
)


def _read_real(*patterns: str) -> Iterator[str]:
    """Yield real articles, if they are beside the checkout, and the collected cases of others."""
    for pattern in patterns:
        for path in sorted(SHARED.glob(pattern))[:60]:
            if path.is_file() and path.stat().st_size < 100_000:
                text = path.read_text(encoding="utf-8", errors="replace")
                yield text[: text.find("\n\n", _MAX_BYTES) if len(text) > _MAX_BYTES else None]


@cache
def markdown() -> tuple[bytes, ...]:
    """Return articles in Markdown, some with front matter."""
    ours = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "articles").glob("*.md"))]
    toml_head = '+++\ntitle = "Bees"\ndate = 2026-03-14\n[extra]\nauthors = ["Ann"]\n+++\n\n'
    texts = [MARKDOWN, MARKDOWN, HEAD + MARKDOWN, toml_head + MARKDOWN[:900], *ours]
    texts += _read_real("corpus/18f/*.md", "corpus/rust-blog/*.md", "cases/reading/*/*.md", "cases/hostile/*/*.md")
    return tuple(plant(text).encode() for text in texts)


@cache
def text() -> tuple[bytes, ...]:
    """Return articles in plain text."""
    ours = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "articles").glob("*.txt"))]
    texts = [TEXT, TEXT, HEAD + TEXT, *ours, *_read_real("corpus/seed/*.txt", "cases/reading/*/*.txt")]
    return tuple(plant(text).encode() for text in texts)


@cache
def frontmatter() -> tuple[bytes, ...]:
    """Return short articles with front matter in each of its forms."""
    body = "\n# Bees\n\nBees fly home.\n\nThey sleep there.\n"
    heads = [
        HEAD,
        '+++\ntitle = "Bees"\ndate = 2026-03-14T10:00:00Z\nauthors = ["Ann", {name = "Ben"}]\ntags = ["a"]\n[extra]\nlang = "en"\n+++\n',
        '{\n"title": "Bees",\n"date": "2026-03-14",\n"authors": [{"name": "Ann"}],\n"tags": ["a", "b"]\n}\n',
        "Title: Bees\nAuthor: Ann\nDate: 14 March 2026\nTags: a, b\n\n",
        "% Bees\n% Ann; Ben\n% 2026-03-14\n\n",
        "---\ntitle: &a Bees\nauthors:\n- name: Ann\n  url: https://a.example\n- *a\nextra: !!set {x, y}\ndate: 1773482400\n---\n",
        *_read_real("cases/reading/front/*.md", "cases/reading/head-forms/*.md", "cases/reading/heads/*.md"),
    ]
    return tuple(plant(head + body).encode() for head in heads)


@cache
def html() -> tuple[bytes, ...]:
    """Return pages."""
    texts = [HTML, HTML, HTML[HTML.index("<article>") : HTML.index("</article>")]]
    pages = (path for path in sorted(SHARED.glob("corpus/web/*/source.html")) if path.stat().st_size < 30_000)
    texts += [path.read_text(encoding="utf-8", errors="replace") for path in pages]
    return tuple(plant(text, r"WORD|(?<=\w\.)(?=</p>)").encode() for text in texts)


def _make(write: object, *arguments: object, **options: object) -> bytes:
    """Return what a function writes to a file."""
    with TemporaryDirectory() as folder:
        return write(Path(folder, "x.zip"), *arguments, **options).read_bytes()  # type: ignore[operator]


@cache
def docx() -> tuple[bytes, ...]:
    """Return documents of Word."""
    body = (
        p("What bees know", style="Title") + p("Bees fly up to three miles and come back WORD.")
        + p("Roofs", style="Heading1") + item("One WORD") + item("Two", 1) + p(picture(description="A bee"))
        + p(t("Much "), t("bold WORD", "<w:b/>"), '<w:hyperlink r:id="rIdL"><w:r><w:t>link WORD</w:t></w:r></w:hyperlink>')
        + f"<w:tbl><w:tr><w:tc>{p('Hive WORD')}</w:tc><w:tc>{p('90')}</w:tc></w:tr></w:tbl>"
        + p("Noted", '<w:r><w:footnoteReference w:id="2"/></w:r>', " here WORD.")
        + '<w:p><w:ins w:id="1"><w:r><w:t>new WORD</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
        + p("A quotation is here WORD.", style="Quote") + p("print(1) WORD", style="Code")
    )  # fmt: skip
    notes = f'<w:footnote w:id="2">{p("The note is here.")}</w:footnote>'
    files = [_make(write_docx, plant(body, "WORD"), parts={"footnotes": notes})]
    files += [path.read_bytes() for path in (ROOT / "docs/examples").glob("*.docx")]
    return tuple(files)


@cache
def odt() -> tuple[bytes, ...]:
    """Return documents of OpenDocument."""
    body = (
        '<text:h text:outline-level="1">What bees know</text:h><text:p>Bees fly up to three miles WORD.</text:p>'
        '<text:p text:style-name="P1">Bees need little WORD.</text:p><text:p>A <text:span text:style-name="TB">bold WORD</text:span>'
        '<text:s text:c="3"/><text:tab/><text:line-break/>word <text:a xlink:href="https://a.example">link WORD</text:a></text:p>'
        '<text:list text:style-name="L1"><text:list-item><text:p>One WORD</text:p><text:list><text:list-item><text:p>In WORD</text:p>'
        "</text:list-item></text:list></text:list-item></text:list><table:table><table:table-row><table:table-cell "
        'table:number-columns-repeated="2"><text:p>Hive WORD</text:p></table:table-cell></table:table-row></table:table>'
        '<text:p>Noted<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>The note</text:p></text:note-body></text:note> here WORD.</text:p>"
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>A bee</svg:desc></draw:frame></text:p>'
    )
    return (_make(write_odt, plant(body, "WORD"), meta="<dc:title>Bees</dc:title>"),)


@cache
def epub() -> tuple[bytes, ...]:
    """Return e-books of one and of several chapters."""
    chapter = (
        "<h1>What bees know</h1><p>Bees fly up to three miles and come back before it rains WORD.</p><ul><li>One WORD</li></ul>"
        '<p>Noted<a epub:type="noteref" href="#n">1</a> here WORD.</p><aside epub:type="footnote" id="n"><p>The note</p></aside>'
        '<figure><img src="../i/a.png" alt="A bee"/><figcaption>A bee WORD</figcaption></figure><p>The end of it WORD.</p>'
    )
    nav = '<nav epub:type="toc"><ol><li><a href="a.xhtml">Bees</a></li><li><a href="b.xhtml">More</a></li></ol></nav>'
    one = {"a.xhtml": page(plant(chapter, "WORD"))}
    many = {"nav.xhtml": page(nav), **one, "b.xhtml": page(plant(chapter, "WORD", 500))}
    files = {"OEBPS/i/a.png": b"\x89PNG\r\n\x1a\n" + bytes(20)}
    return (_make(write_epub, one, files), _make(write_epub, many, files))


@cache
def rtf() -> tuple[bytes, ...]:
    """Return documents in RTF."""
    return (plant(RTF, "WORD").encode(),)


@cache
def pdf() -> tuple[bytes, ...]:
    """Return documents in PDF, with tags and without."""
    lines = [
        "What bees know",
        "",
        *("Bees fly up to three miles and come back before it rains." for _ in range(4)),
        "",
        "The end.",
    ]
    tagged = make_tagged(
        tag("H1", "What bees know"), tag("P", "Bees fly up to three miles\nand come back zq1k."), tag("L", tag("LI", tag("LBody", "One"))),
        tag("Table", tag("TR", tag("TH", "Hive"), tag("TD", "90"))), tag("Figure", more="/Alt(A bee)"), tag("Note", "A note"),
        catalog="/Lang(en)",
    )  # fmt: skip
    outlines = {7: b"<</Type/Outlines/First 8 0 R/Count 1>>", 8: b"<</Title(Bees)/Parent 7 0 R/Dest[3 0 R/Fit]>>"}
    return (make_pdf(draw_page(lines), draw_page(lines[2:]), catalog="/Outlines 7 0 R", more=outlines), tagged)


@cache
def pages_in_archives() -> tuple[bytes, ...]:
    """Return pages that browsers saved as one file."""
    head = 'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n'
    part = "----B\r\nContent-Type: text/html\r\nContent-ID: <f@m>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/\r\n\r\n"
    body = html()[0].decode().replace("=", "=3D").replace("\n", "\r\n")
    image = "----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/bee.jpg\r\n\r\niVBORw0KGgo=\r\n"
    return (f"{head}{part}{body}\r\n{image}----B--\r\n".encode(),)


@cache
def feeds() -> tuple[bytes, ...]:
    """Return feeds of each kind."""
    from sources.test_feeds import ATOM, RSS_1, RSS_2

    json_feed = '{"version": "https://jsonfeed.org/version/1.1", "title": "Bees", "items": [{"id": "1", "url": "https://a.example/1", "title": "See", "content_html": "<p>Bees see.</p>", "date_published": "2026-03-14T10:00:00Z", "authors": [{"name": "Ann"}], "tags": ["a"]}]}'
    return tuple(text.encode() for text in (RSS_2, RSS_1, ATOM, json_feed))


@cache
def exports() -> tuple[bytes, ...]:
    """Return exports of read-later services, browsers and feed readers."""
    from json import dumps

    from sources.test_exports import WALLABAG

    table = "title,url,time_added,tags,status\nBees,https://a.example/1,1717232400,a|b,unread\nAnts,https://a.example/2,1717232401,,archive\n"
    bookmarks = (
        '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n<DT><H3 ADD_DATE="1717232400">Bees</H3>\n'
        '<DL><p>\n<DT><A HREF="https://a.example/1" ADD_DATE="1717232400" TAGS="a,b">See</A>\n<DD>A note\n</DL><p>\n</DL><p>\n'
    )
    opml = '<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body><outline text="Bees"><outline type="rss" text="Hive" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/></outline></body></opml>'
    omnivore = dumps(
        [
            {
                "id": "1",
                "slug": "see-1",
                "title": "See",
                "url": "https://a.example/1",
                "savedAt": "2024-06-01T09:00:00Z",
                "labels": ["a"],
                "state": "Active",
            }
        ]
    )
    archive = write_parts({"metadata_0_to_1.json": omnivore.encode(), "content/see-1.html": b"<p>Bees see.</p>"})
    archive_of_tables = write_parts({"part_000000.csv": table.encode()})
    return (
        *(text.encode() for text in (dumps(WALLABAG), table, bookmarks, opml, omnivore)),
        archive,
        archive_of_tables,
    )
