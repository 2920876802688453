"""A page that has no article, or only its beginning, is named as what it is, with what to do; articles are let pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tts.errors import ReadError
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.page import make_document, read_page
from tts.text.readers.page.charset import decode_html, read_html
from tts.text.readers.page.metadata import find_fields
from tts.text.readers.page.obstacle import find_obstacle

SENTENCE = "Bees fly from flower to flower, and carry home what they find there for the winter. "
ARTICLE = f"<h1>Bees fly</h1><p>{SENTENCE * 8}</p><p>{SENTENCE * 8}</p><p>{SENTENCE * 8}</p>"
TEASERS = "".join(
    f'<article><h2><a href="/{number}">Bees of garden {number}</a></h2><p>What {number} bees do.</p></article>'
    for number in range(12)
)


def _page(title: str, body: str, head: str = "") -> bytes:
    """Return a page with this title and body."""
    return f"<!DOCTYPE html><html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def _script(**members: object) -> str:
    """Return JSON-LD with these members."""
    text = json.dumps({name.replace("type_", "@type"): value for name, value in members.items()})
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (_page("Just a moment...", "<h1>example.org</h1><p>Checking your browser.</p>"), "whether a person reads"),
        (_page("Access Denied", "<p>You don't have permission to access this page.</p>"), "whether a person reads"),
        (_page("example.org", '<p>Tick the box.</p><div class="g-recaptcha"></div>'), "whether a person reads"),
        (_page("404 Not Found", "<h1>Not Found</h1><p>nginx</p>"), "no such page"),
        (_page("Garden", "<h1>Page not found</h1><p>Try our search.</p>"), "no such page"),
        (_page("Garten", "<h1>Seite nicht gefunden</h1><p>Suchen Sie.</p>"), "no such page"),
        (_page("Error 503", "<p>Come back later.</p>"), "no such page"),
        (_page("Sign in", '<form><p>Welcome.</p><input type="password"></form>'), "asks for a password"),
        (_page("Garden", '<p>Your account.</p><form><input type="password"></form>'), "asks for a password"),
        (
            _page(
                "Before you continue",
                "<h1>Before you continue</h1><p>We and our partners use cookies. With your consent our partners store "
                "cookies. See our privacy policy.</p><button>Accept all</button><button>Reject all</button>",
            ),
            "asks for consent",
        ),
        (_page("Garden", '<div id="root"></div><script src="a.js"></script>'), "until its scripts run"),
        (
            _page("Garden", "<noscript>You need to enable JavaScript to run this app.</noscript><script></script>"),
            "until its scripts run",
        ),
        (_page("Garden", "<p>Please enable JavaScript to see this.</p><script></script>"), "until its scripts run"),
        (_page("Bees fly", "<p>Watch.</p><video></video>"), "about a video"),
        (
            _page("Bees fly", "<p>Watch the bees.</p>", '<meta property="og:type" content="video.other">'),
            "about a video",
        ),
        (_page("Bees fly", "<p>Bees.</p><p>Subscribe to continue reading.</p>"), "only the beginning"),
        (_page("Garden", "<p></p>"), "has no text"),
    ],
)
def test_a_page_without_an_article_is_an_error(page: bytes, problem: str) -> None:
    """Checks, errors, passwords, consent, scripts, videos and empty pages are errors that say what the page is."""
    with pytest.raises(ReadError, match=problem):
        make_document(decode_html(page, "x"), Path("bees.html"))


@pytest.mark.parametrize(
    "page",
    [
        _page("Bees", f"<p>{SENTENCE * 4}</p>", _script(type_="NewsArticle", headline="B", isAccessibleForFree=False)),
        _page("Bees", f"<p>{SENTENCE * 4}</p>", _script(type_="Article", headline="B", isAccessibleForFree="False")),
        _page("Bees", f"<p>{SENTENCE * 4}</p>", '<meta property="article:content_tier" content="locked">'),
        _page("Bees", f"<p>{SENTENCE * 4}</p><p>To continue reading, log in.</p>"),
        _page("Bienen", f"<p>{SENTENCE * 4}</p><p>Jetzt weiterlesen mit G+.</p>"),
        _page(
            "Bees",
            ARTICLE,
            _script(type_="NewsArticle", headline="Bees fly", isAccessibleForFree=False, wordCount=2000),
        ),
    ],
)
def test_the_beginning_of_an_article_is_heard_with_a_warning(page: bytes) -> None:
    """An article behind a paywall is heard as far as the page has it, and a warning says how to get the rest."""
    document = make_document(decode_html(page, "x"), Path("bees.html"))
    (warning,) = document.warnings
    assert warning == (
        "bees.html: The page shows only the beginning of the article. Open it in a browser, sign in, save the page "
        "(Save as, complete or MHTML), and package the file."
    )


@pytest.mark.parametrize("heard_words", [30, 3000])
def test_a_list_of_articles_is_named(heard_words: int) -> None:
    """The first page of a site, a collection, and many `article` elements are named, however much there is to hear."""
    start = _page("The Garden", TEASERS, '<link rel="canonical" href="https://example.org/">')
    collection = _page("Spring", TEASERS, _script(type_="CollectionPage", name="Spring"))
    section = _page("News of the garden", TEASERS)
    for html in (start, collection, section):
        page = LexborHTMLParser(html.decode())
        obstacle = find_obstacle(page, find_fields(page), heard_words)
        assert obstacle is not None
        assert obstacle.message.startswith("The page lists articles, but is not an article itself. ")
        assert not obstacle.hides_article


@pytest.mark.parametrize(
    "page",
    [
        _page("Bees fly", ARTICLE),
        _page("Bees fly", "<p>Bees fly.</p>"),
        _page("500 years of bees", "<p>Bees fly.</p>"),
        _page("How to sign in to a garden", "<p>Open the gate.</p>"),
        _page("Bees fly", ARTICLE, _script(type_="NewsArticle", headline="Bees fly", isAccessibleForFree=False)),
        _page("Bees fly", ARTICLE, _script(type_="NewsArticle", headline="Bees fly", isAccessibleForFree=True)),
        _page("Bees fly", f"{ARTICLE}<p>Already a subscriber? Sign in.</p>"),
        _page("Bees fly", f'{ARTICLE}<form><input type="password"></form>'),
        _page("Bees fly", f"{ARTICLE}<video></video><iframe src='https://www.youtube.com/embed/x'></iframe>"),
        _page("Bees fly", f"{ARTICLE}<noscript>Please enable JavaScript.</noscript><script></script>"),
        _page("Bees fly", f"{ARTICLE}{TEASERS}", _script(type_="NewsArticle", headline="Bees fly")),
        _page("Bees fly", f"<p>{SENTENCE * 4}</p>" * 8 + TEASERS),
        _page("Bees fly", f"{ARTICLE}{TEASERS}", '<meta name="author" content="Ann Lee">'),
        _page("Bees fly", f"{ARTICLE}<p>We use cookies. Accept all cookies. Privacy. Partners. Consent.</p>"),
        _page("Access denied: bees and gardens", ARTICLE),
        _page(
            "ミツバチ",
            f"<p>{'ミツバチは花から花へ飛び、冬のために蜜を集めて巣に持ち帰ります。' * 8}</p><video></video>",
        ),
        _page("Page not found in the library of bees", ARTICLE),
    ],
)
def test_an_article_is_no_obstacle(page: bytes) -> None:
    """Articles pass, also with a password field, a player, a banner or a word of a paywall around them."""
    assert make_document(decode_html(page, "x"), Path("bees.html")).warnings == ()


def test_an_error_names_the_file(tmp_path: Path) -> None:
    """A file with an obstacle is an error with its name in front."""
    path = tmp_path / "bees.html"
    path.write_bytes(_page("404 Not Found", "<p>nginx</p>"))
    with pytest.raises(ReadError) as caught:
        read_page(path, GivenLanguage())
    assert str(caught.value).startswith(f"{path}: The site says that there is no such page")


@pytest.mark.once
def test_no_article_of_the_corpus_is_an_obstacle(corpus: Path) -> None:
    """Of all real pages only the one that is a list of articles has an obstacle, which is a warning."""
    folders = sorted(path.parent for path in (corpus / "web").glob("*/expected-metadata.json"))
    if not folders:
        pytest.skip("the corpus of pages is not beside the checkout")
    warnings = {
        folder.name: make_document(read_html(folder / "source.html"), folder / "source.html").warnings
        for folder in folders
    }
    warned = {
        name
        for name, listed in warnings.items()
        if any("encoding" not in one and "is read as" not in one for one in listed)
    }
    assert warned <= {"nytimes-5"}
