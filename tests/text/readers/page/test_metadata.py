"""What a page says about its article becomes fields, from whatever vocabulary, the most trusted first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tts.text.readers.frontmatter.fields import parse_fields
from tts.text.readers.page.metadata import find_fields

ADDRESS = "https://www.example.org/garden/bees"


def _find(head: str = "", body: str = "", address: str = ADDRESS, html: str = "<html>") -> dict[str, Any]:
    """Return the fields of a page with this head and body."""
    page = f"<!DOCTYPE html>{html}<head>{head}</head><body>{body}</body></html>"
    return dict(find_fields(LexborHTMLParser(page), address))


def _script(value: Any) -> str:
    """Return `value` as JSON-LD."""
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bees fly",
    "author": {"@type": "Person", "name": "Ann Lee"},
    "datePublished": "2024-03-12T09:00:00Z",
    "inLanguage": "de",
    "description": "How bees fly.",
    "publisher": {"@type": "Organization", "name": "The Garden"},
    "image": {"@type": "ImageObject", "url": "/bees.jpg"},
    "keywords": ["bees", "gardens"],
    "url": "https://example.org/bees",
}
FIELDS = {
    "title": "Bees fly",
    "authors": ["Ann Lee"],
    "date": "2024-03-12T09:00:00+00:00",
    "language": "de",
    "site": "The Garden",
    "canonical_url": "https://example.org/bees",
    "description": "How bees fly.",
    "image": "https://www.example.org/bees.jpg",
    "tags": ["bees", "gardens"],
}
_TEXT = json.dumps(ARTICLE)
ANN = ["Ann Lee"]
ANN_AND_BO = ["Ann Lee", "Bo Park"]
BEES = "https://www.example.org/bees"


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "The Garden"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Article", "Thing"]},
        {**ARTICLE, "@type": "https://schema.org/BlogPosting"},
        {**ARTICLE, "author": ["Ann Lee"]},
        {**ARTICLE, "author": "By Ann Lee"},
        {**ARTICLE, "author": {"@type": "Person", "name": ["Ann Lee"]}},
        {**ARTICLE, "author": [{"givenName": "Ann", "familyName": "Lee"}]},
        {"@graph": [{**ARTICLE, "author": {"@id": "#ann"}}, {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]},
        f"<!--\n{_TEXT}\n-->",
        f"//<![CDATA[\n{_TEXT}\n//]]>",
        f"/*<![CDATA[*/{_TEXT}/*]]>*/",
        f"{_TEXT};",
        _TEXT.replace('"gardens"]', '"gardens",]'),
        _TEXT.replace('"headline"', '// the headline\n"headline"').replace('"author"', '/* who */ "author"'),
        _TEXT.replace("How bees", "How\tbees"),
        _TEXT.replace('"', "&quot;"),
    ],
)
def test_json_ld_is_read_in_all_its_forms(script: Any) -> None:
    """An article in JSON-LD is understood alone, in a list or a graph, with references, and with small mistakes."""
    assert _find(_script(script)) == FIELDS


@pytest.mark.parametrize("script", ["", "null", "3", '"x"', "{", "[[[", '{"@type": 3}', '{"@graph": 3}', "<p>"])
def test_json_ld_that_is_none_is_passed_over(script: str) -> None:
    """Scripts that are no JSON-LD say nothing, and the rest of the page is read."""
    assert _find(_script(script) + "<title>Bees fly</title>")["title"] == "Bees fly"


def test_the_article_of_several_is_the_one_with_the_pages_title() -> None:
    """Of several articles in JSON-LD the one is read whose headline the page has; a list of others is no article."""
    others = [{"@type": "Article", "headline": f"Ants {number}", "author": "Bo Park"} for number in range(5)]
    page = "<title>Bees fly | The Garden</title>"
    assert _find(page + _script([*others, ARTICLE]), "<h1>Bees fly</h1>")["authors"] == ["Ann Lee"]
    assert "authors" not in _find(page + _script(others))


def test_a_name_is_the_title_where_the_headline_is_another() -> None:
    """Where `headline` is the name of the site and `name` the title of the page, the name is the title."""
    article = {**ARTICLE, "headline": "The Garden online", "name": "Bees fly"}
    assert _find("<title>Bees fly - The Garden</title>" + _script(article))["title"] == "Bees fly"


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ('<meta property="og:title" content="Bees fly">', {"title": "Bees fly"}),
        ('<meta name="DC.title" content="Bees fly"><meta property="og:title" content="X">', {"title": "Bees fly"}),
        ('<meta name="dcterms.created" content="2024-03-12">', {"date": "2024-03-12"}),
        ('<meta property="article:published_time" content="2024-03-12T09:00:00.123Z">', {"date": FIELDS["date"]}),
        ('<meta name="parsely-pub-date" content="2024-03-12">', {"date": "2024-03-12"}),
        ('<meta name="sailthru.date" content="12 March 2024">', {"date": "2024-03-12"}),
        ('<meta itemprop="datePublished" content="2024-03-12">', {"date": "2024-03-12"}),
        ('<meta name="author" content="Ann Lee">', {"authors": ["Ann Lee"]}),
        ('<meta name="citation_author" content="Lee, Ann">', {"authors": ["Ann Lee"]}),
        ('<meta name="parsely-author" content="Ann Lee"><meta name="byl" content="x">', {"authors": ["Ann Lee"]}),
        ('<meta name="author" content="Ann Lee"><meta name="author" content="Bo Park">', {"authors": ANN_AND_BO}),
        ('<meta property="article:author" content="https://facebook.com/ann">', {"authors": None}),
        ('<meta property="article:author" content="facebook.com/ann">', {"authors": None}),
        ('<meta name="author" content="@ann">', {"authors": None}),
        ('<meta name="author" content="admin">', {"authors": None}),
        ('<meta name="twitter:label1" content="By"><meta name="twitter:data1" content="Ann Lee">', {"authors": ANN}),
        ('<meta name="twitter:label1" content="Time"><meta name="twitter:data1" content="3 min">', {"authors": None}),
        ('<link rel="canonical" href="/2024/03/12/bees">', {"date": "2024-03-12"}),
        ('<meta property="og:locale" content="en_US">', {"language": "en-US"}),
        ('<meta http-equiv="Content-Language" content="de, en">', {"language": "de"}),
        ('<meta name="language" content="German">', {"language": "de"}),
        ('<meta property="og:site_name" content="The Garden">', {"site": "The Garden"}),
        ('<meta name="application-name" content="The Garden">', {"site": "The Garden"}),
        ('<link rel="canonical" href="/bees">', {"canonical_url": "https://www.example.org/bees"}),
        ('<base href="https://b.example/a/"><link rel="canonical" href="x">', {"canonical_url": "https://b.example/a/x"}),
        ('<link rel="canonical" href="javascript:x()">', {"canonical_url": ADDRESS}),
        ('<link rel="canonical" href="/"><meta property="og:url" content="/bees">', {"canonical_url": BEES}),
        ('<link rel="canonical" href="http://[bees">', {"canonical_url": ADDRESS}),
        ('<meta property="og:image" content="/bees.jpg">', {"image": "https://www.example.org/bees.jpg"}),
        ('<meta name="description" content="&amp;amp; &lt;b&gt;bees&lt;/b&gt; fly">', {"description": "& bees fly"}),
        ('<meta name="keywords" content="bees, gardens,bees, Lite:true">', {"tags": ["bees", "gardens"]}),
        ('<meta name="author" content="{{author.name}}">', {"authors": None}),
        ('<meta property="og:title" content="undefined">', {"title": None}),
    ],
)  # fmt: skip
def test_meta_elements_are_read(head: str, fields: dict[str, Any]) -> None:
    """Each vocabulary of `meta` and `link` says its fields, and what is no such value says nothing."""
    assert {name: _find(head).get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<html lang="en-us">', "en-US"),
        ('<html xml:lang="zh-hans-cn">', "zh-Hans-CN"),
        ('<html lang="{{lang}}">', None),
        ('<html lang="x-default">', None),
        ("<html>", None),
    ],
)
def test_the_language_is_that_of_the_root(html: str, language: str | None) -> None:
    """The language is the one that the root is marked with, as a tag of BCP 47; nothing is guessed here."""
    assert _find(html=html).get("language") == language


@pytest.mark.parametrize(
    ("title", "heading", "site", "expected"),
    [
        ("Bees fly high | The Garden", "", "", "Bees fly high"),
        ("Bees fly high - The Garden", "", "", "Bees fly high"),
        ("Bees fly high – The Garden", "", "The Garden", "Bees fly high"),
        ("Bees fly high :: Garden", "", "", "Bees fly high"),
        ("Garden » Bees", "", "Garden", "Bees"),
        ("The Garden: Bees fly", "", "The Garden", "Bees fly"),
        ("Bees_Nature_Garden", "Bees", "", "Bees"),
        ("Bees - Encyclopedia", "Bees", "", "Bees"),
        ("Bees – Example", "", "", "Bees"),  # the name of the computer
        ("Bees fly high - a history", "", "", "Bees fly high - a history"),
        ("Bees fly high - What next?", "", "", "Bees fly high - What next?"),
        ("Bees fly high - The Story", "Bees fly high - The Story", "", "Bees fly high - The Story"),
        ("Bees: a history", "Bees", "", "Bees: a history"),
        ("Well-known bees", "", "", "Well-known bees"),
        ("Home", "Bees fly high", "", "Bees fly high"),
        ("The Garden", "Bees fly high", "The Garden", "Bees fly high"),
        ("", "Bees fly high", "", "Bees fly high"),
        ("Bees test", "Lorem", "", "Bees test"),
        ("Q&amp;amp;A with <b>bees</b>", "", "", "Q&A with bees"),
    ],
)
def test_the_title_is_without_the_name_of_the_site(title: str, heading: str, site: str, expected: str) -> None:
    """The title is cut only where a heading, a name, or its form shows that it is composed."""
    head = f'<title>{title}</title><meta property="og:site_name" content="{site}">'
    assert _find(head, f"<h1>{heading}</h1>")["title"] == expected


def test_the_site_is_found_in_the_title() -> None:
    """What stands behind the title of the article is the name of the site, where nothing else names it."""
    assert _find("<title>Bees fly high – The Garden</title>", "<h1>Bees fly high</h1>")["site"] == "The Garden"


def test_a_title_that_is_cut_off_is_completed() -> None:
    """A title for search engines that ends in an ellipsis gives way to the heading that goes on."""
    head = '<meta property="og:title" content="Bees fly high and …">'
    assert _find(head, "<h1>Bees fly high and far</h1>")["title"] == "Bees fly high and far"


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        ('<p class="byline">By Ann Lee</p>', ["Ann Lee"]),
        ('<p class="byline">By Ann Lee and Bo Park</p>', ["Ann Lee", "Bo Park"]),
        ('<p class="byline">By Ann Lee, Science Editor</p>', ["Ann Lee"]),
        ('<p class="byline">by Ann Lee22 Dec 2016651</p>', ["Ann Lee"]),
        ('<p class="byline">Ann Lee - Apr 16, 2015 8:02 pm UTC</p>', ["Ann Lee"]),
        ('<p class="byline-dateline">By ANN LEE JAN. 13, 2017</p>', ["ANN LEE"]),
        ('<div class="post-author">Posted by\n\n Ann Lee</div>', ["Ann Lee"]),
        ('<div id="byline">Von Ann Lee</div>', ["Ann Lee"]),
        ('<div class="article__author">Por Ana Díaz</div>', ["Ana Díaz"]),
        ('<div class="author">Par Ann Lee (ann@example.org)</div>', ["Ann Lee"]),
        ('<div class="author">作者：李安</div>', ["李安"]),
        ('<span class="author">山田太郎</span>', ["山田太郎"]),
        ('<a rel="author" href="/ann">Ann Lee</a>', ["Ann Lee"]),
        ('<p class="byline" itemprop="author"><a rel="author">Ann Lee</a> 16 April 2015</p>', ["Ann Lee"]),
        ('<div itemprop="author"><b itemprop="name">Ann Lee</b>, who writes</div>', ["Ann Lee"]),
        ('<p><b class="author">Ann Lee</b> and <b class="author">Bo Park</b></p>', ["Ann Lee", "Bo Park"]),
        ('<div class="authors">By <a>Ann\n Lee</a> and\n <a>Bo Park</a></div>', ["Ann Lee", "Bo Park"]),
        ('<div class="author-info"><p>Ann Lee</p><p>Staff writer</p><p>@ann</p></div>', ["Ann Lee"]),
        ("<ul>" + '<li class="author">Ann Lee</li>' * 9 + "</ul>", None),
        ('<a rel="author">Plum</a>', ["Plum"]),
        ('<p class="byline">Published 12 March 2024 by Ann Lee</p>', ["Ann Lee"]),
        ('<p class="byline">on The Garden</p><p class="byline">By Ann Lee</p>', ["Ann Lee"]),
        ('<div class="comments"><b class="author">Bo Park</b></div>', None),
        ('<nav><b class="author">Bo Park</b></nav>', None),
        ('<div class="author-bio">By Bo Park</div>', None),
        ('<p class="byline">Bees fly high over the meadow.</p>', None),
        ('<p class="author">@ann</p>', None),
    ],
)
def test_bylines_of_the_text_are_read(body: str, authors: list[str] | None) -> None:
    """Names that the page marks or announces as authors are read without post, date, address and label."""
    assert _find("", f"<h1>Bees fly</h1>{body}").get("authors") == authors


def test_names_above_the_heading_in_a_list_are_a_menu() -> None:
    """A byline above the heading counts, but not an item of a list there."""
    menu = '<ul><li class="byline">Bo Park</li></ul>'
    assert "authors" not in _find("", f"{menu}<h1>Bees fly</h1>")
    assert _find("", f'{menu}<p class="byline">By Ann Lee</p><h1>Bees fly</h1>')["authors"] == ["Ann Lee"]


def test_the_name_of_the_site_is_an_author_only_where_it_is_alone() -> None:
    """A site that names itself as the author gives way to a person, and stays where there is none."""
    head = '<meta property="og:site_name" content="The Garden"><meta name="author" content="The Garden">'
    assert _find(head, '<p class="byline">By Ann Lee</p>')["authors"] == ["Ann Lee"]
    assert _find(head)["authors"] == ["The Garden"]


def test_a_site_that_is_the_author_is_one_name() -> None:
    """A site whose name has an "and" in it is one author, not two."""
    fields = {"site": "Hive & Garden", "authors": ["Hive & Garden"]}
    assert parse_fields(fields, Path("bees.html")).authors == ("Hive & Garden",)
    assert parse_fields({**fields, "authors": ["Ann & Bo"]}, Path("bees.html")).authors == ("Ann", "Bo")


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ('<time datetime="2024-03-12">12 March</time>', "2024-03-12"),
        ("<time pubdate>12 March 2024</time>", "2024-03-12"),
        ('<span itemprop="datePublished" content="2024-03-12">now</span>', "2024-03-12"),
        ('<span class="entry-date">12 March 2024</span>', "2024-03-12"),
        ('<span class="published">Published on\n 12 March 2024 at 9:00</span>', "2024-03-12"),
        ('<abbr class="published" title="2024-03-12">March</abbr>', "2024-03-12"),
        ('<time class="updated" datetime="2025-01-01"></time><time datetime="2024-03-12"></time>', "2024-03-12"),
        ('<div class="comments"><time datetime="2024-03-12"></time></div>', None),
        ("<time>yesterday</time>", None),
    ],
)
def test_dates_of_the_text_are_read(body: str, date: str | None) -> None:
    """The date of publication is read from the page, not that of a change or a comment."""
    assert _find("", f"<h1>Bees fly</h1>{body}").get("date") == date


def test_a_subtitle_is_one_that_the_page_shows() -> None:
    """Another headline is the subtitle only if the page shows it; one for search engines is none."""
    head = _script({**ARTICLE, "alternativeHeadline": "A short history of the honey makers"})
    assert "subtitle" not in _find(head)
    shown = _find(head, "<p>A short history of the honey&nbsp;makers</p>")
    assert shown["subtitle"] == "A short history of the honey makers"


def test_the_address_is_the_one_that_a_browser_wrote() -> None:
    """A saved page has the address that the browser or SingleFile wrote at its beginning."""
    for comment in (
        "<!-- saved from url=(0031)https://www.example.org/bees -->",
        "<!--\n Page saved with SingleFile \n url: https://www.example.org/bees \n saved date: Tue -->",
    ):
        page = LexborHTMLParser(f"<!DOCTYPE html>\n{comment}<html><head><base href='/x/'></head><p>Bees</p></html>")
        assert find_fields(page) == {"canonical_url": "https://www.example.org/bees"}


@pytest.mark.parametrize(
    "head",
    [
        _script("[" * 100_000),
        _script('{"@graph":' * 100_000),
        _script('{"@type":"Article","headline":"Bees","author":' + '[{"name":' * 900 + '"Ann"' + "}]" * 900 + "}"),
        _script([{"@type": "Article", "headline": "Bees"}] * 20_000),
        _script({"@type": "Article", "headline": "x" * 5_000_000}),
        _script("/*" * 100_000),
        _script('{"a": "' + "\\\\" * 100_000),
        _script("<!--" * 100_000),
        '<meta name="author" content="Ann Lee">' * 100_000,
        '<meta name="author" content="' + "Ann Lee and " * 100_000 + '">',
        f'<meta property="og:title" content="{"- " * 100_000}">',
        f'<title>{"a | " * 100_000}</title>',
        '<div class="author">' * 6_000,
        '<p class="byline">By ' + "Ann, " * 50_000,
        '<base href="http://[">' * 1000,
    ],
)  # fmt: skip
def test_hostile_pages_are_read(head: str) -> None:
    """Whatever is nested or repeated beyond measure says little, and stops nobody."""
    fields = _find(head + '<meta property="og:site_name" content="The Garden">')
    assert len(fields.get("authors", [])) <= 30
    assert len(fields.get("title", "")) <= 5000


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda below: (
        st.lists(below, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "author", "name", "headline", "mainEntity", "image", "publisher"]
            ),
            below | st.just("Article"),
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(_JSON)
def test_any_json_is_read(value: Any) -> None:
    """Whatever JSON a page has as its JSON-LD, the fields are texts and lists of texts."""
    for field in _find(_script(json.dumps(value).replace("<", "\\u003c"))).values():
        assert isinstance(field, str) or all(isinstance(item, str) for item in field)
