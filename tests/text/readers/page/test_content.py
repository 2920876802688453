"""What belongs to an article is kept, and what a page has around it is left out with a reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from extraction import count_words, read_answer, read_article
from selectolax.lexbor import LexborHTMLParser

from tts.errors import ReadError
from tts.text.readers.html.tree import html_to_blocks
from tts.text.readers.page.content import Content, extract_content

TEXT = (
    "The keeper of the mill, who has lived by the river since she was a child, says the water has never been so low.",
    "On the far bank, where the willows used to stand, the stones are dry, and children walk across them to school.",
    "Last year the mill ground forty sacks, this year it has ground nine, and the baker buys his flour in the town.",
    "Nobody knows when the rain will come, but the wheel is oiled, the gate is mended, and the keeper waits.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)
HEADER = '<header class="site-header"><a href="/">The Valley Post</a></header><nav><a href="/news">News</a></nav>'
FOOTER = "<footer>Imprint of the Valley Post</footer>"


def _extract(body: str, **fields: str) -> Content:
    """Return the content of a page with `body` between a header and a footer."""
    html = f"<html><head><title>Low water at the mill</title></head><body>{HEADER}{body}{FOOTER}</body></html>"
    return extract_content(LexborHTMLParser(html), {"title": "Low water at the mill", **fields})


def _hear(content: Content) -> str:
    """Return all that is heard of `content`, with alternative texts."""
    return "\n".join(leaf.text for block in html_to_blocks(content.html).blocks for leaf in block.leaves())


def _reason(content: Content, words: str) -> str:
    """Return the reason for which `words` are left out, "" if they are not."""
    return next((skip.reason for skip in content.left_out if words in skip.text), "")


ARTICLE = f"<main><article><h1>Low water at the mill</h1>{PARAGRAPHS}</article></main>"


def test_an_article_is_kept_and_the_page_around_it_is_not() -> None:
    """The headline and all paragraphs are kept; the menu, the header and the footer are left out with reasons."""
    content = _extract(ARTICLE)
    heard = _hear(content)
    assert all(text in heard for text in TEXT)
    assert "Valley Post" not in heard
    assert _reason(content, "News") == "menu"
    assert _reason(content, "Imprint") == "footer"
    assert _reason(content, "The Valley Post") == "outside of the article"


def test_links_to_edit_a_section_are_not_heard() -> None:
    """A heading of a wiki is heard without the word that leads to its editor."""
    edit = '<span class="mw-editsection"><span>[</span><a href="/edit">edit</a><span>]</span></span>'
    content = _extract(f"<main>{PARAGRAPHS}<h2>The wheel{edit}</h2>{PARAGRAPHS}</main>")
    assert "The wheel" in _hear(content).splitlines()
    assert _reason(content, "edit") == "menu"


FURNITURE = {
    "related links": '<div class="related-stories"><h3>Read more</h3><a href="/a">The ferry stops</a></div>',
    "share buttons": '<ul class="share-bar"><li><a href="#f">Send by post</a></li></ul>',
    "newsletter form": '<div class="newsletter-signup"><p>Our letter every Friday, with all that happened.</p></div>',
    "comments": '<section id="comments"><p>A reader writes that, in 1950, the water was lower.</p></section>',
    "cookie notice": '<div class="cookie-banner"><p>We count our visitors, and keep a note of it for a year.</p></div>',
    "advertisement": '<div class="advertisement">Buy a boat</div>',
    "menu": '<div role="navigation"><a href="/b">Valley</a> <a href="/c">Hills</a></div>',
    "sidebar": '<div class="sidebar"><p>The weather of the week, with a map, and a word from the editor.</p></div>',
    "form": '<form action="/vote"><input name="a"><label>Do you swim?</label></form>',
    "aside": "<aside><p>The Valley Post is printed on Thursdays, and sold at the mill.</p></aside>",
}


@pytest.mark.parametrize("reason", FURNITURE)
@pytest.mark.parametrize("place", ["within", "after"])
def test_furniture_is_left_out(reason: str, place: str) -> None:
    """Furniture is left out with its reason, in the middle of the article and after it, and no paragraph with it."""
    piece = FURNITURE[reason]
    middle = f"<p>{TEXT[0]}</p>{piece if place == 'within' else ''}" + "".join(f"<p>{text}</p>" for text in TEXT[1:])
    content = _extract(f"<article><h1>Low water at the mill</h1>{middle}</article>{piece if place == 'after' else ''}")
    words = " ".join(read_answer(piece.replace("form", "div")).split())
    heard = _hear(content)
    assert all(text in heard for text in TEXT)
    assert words not in " ".join(heard.split())
    assert _reason(content, words[-20:]) in (reason, "outside of the article")
    if place == "within":
        assert _reason(content, words[-20:]) == reason


FIGURE = (
    '<figure><img src="/mill.jpg" alt="A wheel above dry stones">'
    "<figcaption>The mill in August. Photo: Ada Reed</figcaption></figure>"
)


def test_a_lead_figure_outside_of_the_text_is_kept_once() -> None:
    """A figure between the headline and the text, in another container, is kept with caption and credit, once."""
    body = (
        f'<main><header><h1>Low water at the mill</h1>{FIGURE}</header><div class="text">{PARAGRAPHS}</div>'
        f'<div class="more"><a href="/x">All of it</a></div></main>'
    )
    heard = _hear(_extract(body))
    assert heard.count("A wheel above dry stones") == 1
    assert heard.index("The mill in August") < heard.index(TEXT[0])
    assert "Ada Reed" in heard


def test_a_standfirst_is_kept() -> None:
    """The summary below the headline is kept, known by its name or as the description of the page."""
    summary = "The river is lower than in any summer that people remember"
    for attributes, description in (('class="standfirst"', ""), ('class="x1"', summary)):
        header = f"<div><h1>Low water at the mill</h1><p {attributes}>{summary}</p></div>"
        body = f"<main>{header}<div>{PARAGRAPHS}</div></main>"
        assert summary in _hear(_extract(body, description=description))


def test_key_points_above_the_text_are_kept() -> None:
    """A box of key points outside of the text is kept."""
    points = "<h2>Key points</h2><ul><li>Nine sacks this year</li><li>No rain in sight</li></ul>"
    body = (
        f"<main><div><h1>Low water at the mill</h1></div><section>{points}</section>"
        f'<div class="text">{PARAGRAPHS}</div></main>'
    )
    heard = _hear(_extract(body))
    assert "Nine sacks this year" in heard
    assert "No rain in sight" in heard


def test_notes_in_an_aside_are_kept() -> None:
    """Footnotes are kept, in the text and below it."""
    note = '<aside class="footnotes"><ol><li id="n1">Sacks of fifty kilograms</li></ol></aside>'
    assert "Sacks of fifty kilograms" in _hear(_extract(f"<article>{PARAGRAPHS}{note}</article>"))
    assert "Sacks of fifty kilograms" in _hear(_extract(f"<main><div>{PARAGRAPHS}</div>{note}</main>"))


IMAGES = {
    "placeholder": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/mill.jpg" alt="A wheel">',
    "blank": '<img src="/img/blank.gif" data-srcset="/mill-small.jpg 300w, /mill.jpg 900w" alt="A wheel">',
    "noscript": '<img class="lazy" alt="A wheel"><noscript><img src="/mill.jpg" alt="A wheel"></noscript>',
    "small copy, empty image and noscript": '<div><img src="/small/mill.jpg?q=20" alt="A wheel"></div>'
    '<img alt="A wheel" width="9"><noscript><img src="/mill.jpg" alt="A wheel"></noscript>',
    "only noscript": '<noscript><img src="/mill.jpg" alt="A wheel"></noscript>',
    "picture": '<picture><source srcset="/mill.jpg 900w"><img alt="A wheel"></picture>',
    "button": '<button><img src="/mill.jpg" alt="A wheel"></button>',
}


@pytest.mark.parametrize("kind", IMAGES)
def test_an_image_that_is_loaded_later_has_its_address_and_is_there_once(kind: str) -> None:
    """The address is that of the picture, and no image is doubled."""
    figure = f"<figure>{IMAGES[kind]}<figcaption>The mill in August</figcaption></figure>"
    content = _extract(f"<article><p>{TEXT[0]}</p>{figure}{PARAGRAPHS}</article>")
    figures = [block for block in html_to_blocks(content.html).blocks if block.kind == "figure"]
    assert [figure.resource for figure in figures] == ["/mill.jpg"]
    assert _hear(content).count("A wheel") == 1


@pytest.mark.parametrize("fragment", ["<p>Rain.</p>", "<h2>Rain</h2><ul><li>One</li><li>Two</li></ul>", "Only text"])
def test_a_fragment_is_kept_whole(fragment: str) -> None:
    """A part of a page is the article, however short it is."""
    content = extract_content(LexborHTMLParser(fragment), {})
    assert count_words(_hear(content)) == count_words(read_answer(fragment))
    assert content.left_out == ()


def test_paragraphs_by_line_breaks_are_kept() -> None:
    """Text in `font` and table cells with two line breaks between its paragraphs is paragraphs, and no table."""
    text = "<br><br>".join(TEXT)
    body = f'<table><tr><td class="menu"><a href="/">Home</a></td><td><font size="2">{text}</font></td></tr></table>'
    blocks = html_to_blocks(_extract(body).html).blocks
    assert [block.text for block in blocks] == list(TEXT)


def test_an_article_in_several_containers_is_kept_whole() -> None:
    """Parts of an article in elements next to one another, with an advertisement between them, are all kept."""
    body = (
        f'<main><h1>Low water at the mill</h1><div class="part">{PARAGRAPHS}</div><div class="ad-slot">Buy a boat</div>'
        f'<h2>The summer before</h2><div class="part">{PARAGRAPHS.replace("mill", "weir")}</div></main>'
    )
    heard = _hear(_extract(body))
    assert all(text in heard and text.replace("mill", "weir") in heard for text in TEXT)
    assert "The summer before" in heard
    assert "boat" not in heard


OTHER_SCRIPTS = {
    "ja": "川の水は、今年の夏、とても少なくなり、水車は止まった。子どもたちは、乾いた石の上を歩いて、学校へ行く。",
    "ar": "قالت حارسة الطاحونة، وهي تعيش قرب النهر، إن الماء لم يكن قط بهذا الانخفاض، وإن الأطفال يعبرون فوق الحجارة.",
}


@pytest.mark.parametrize("language", OTHER_SCRIPTS)
def test_text_in_other_scripts_is_found(language: str) -> None:
    """Japanese and Arabic text is found between links in the same script, with its language and direction."""
    text = OTHER_SCRIPTS[language]
    links = f'<div class="x"><a href="/1">{text[:20]}</a><a href="/2">{text[20:40]}</a></div>'
    around = f'<div lang="{language}" dir="rtl">{links}<div class="y"><p>{text}</p><p>{text}</p></div>{links}</div>'
    content = _extract(around)
    blocks = html_to_blocks(content.html).blocks
    assert [block.text for block in blocks] == [text, text]
    assert {block.language for block in blocks} == {language}
    assert 'dir="rtl"' in content.html


def test_a_hidden_article_is_kept() -> None:
    """An article that is hidden until a script has run is kept; a hidden box in a visible one is not heard."""
    hidden = f'<div class="page" style="display: none"><h1>Low water at the mill</h1>{PARAGRAPHS}</div>'
    assert all(text in _hear(_extract(hidden)) for text in TEXT)
    assert "boat" not in _hear(_extract(f"<article>{PARAGRAPHS}<div hidden>Buy a boat</div></article>"))


def test_a_list_of_sentences_and_a_data_table_are_kept() -> None:
    """A list with links in its sentences is kept, and so is a table with headers, whatever it links to."""
    items = "<ul><li>The <a href='/m'>mill</a> of the valley stands still.</li><li>The weir is dry.</li></ul>"
    table = "<table><tr><th>Year</th><th>Sacks</th></tr><tr><td><a href='/1'>1990</a></td><td>40</td></tr></table>"
    content = _extract(f"<article>{PARAGRAPHS}{items}{table}</article>")
    assert {"list", "table"} <= {block.kind for block in html_to_blocks(content.html).blocks}


def test_a_form_around_the_page_is_none() -> None:
    """A page that is one form, as some frameworks write it, has its article."""
    long_text = PARAGRAPHS + PARAGRAPHS.replace("mill", "weir")
    heard = _hear(_extract(f'<form action="/"><input type="hidden"><div class="text">{long_text}</div></form>'))
    assert all(text in heard for text in TEXT)


@pytest.mark.parametrize("body", [ARTICLE, *FURNITURE.values(), f"<article>{FIGURE}{PARAGRAPHS}</article> and more"])
def test_every_word_of_a_page_is_heard_or_listed(body: str) -> None:
    """Each word of a page is in the article, in what is left out, or in what the walker skips."""
    content = _extract(body)
    parsed = html_to_blocks(content.html)
    skipped = [skip.text for skip in (*parsed.skipped, *content.left_out)]
    heard = "\n".join(leaf.text for block in parsed.blocks for leaf in block.leaves() if leaf.kind != "image")
    page = f"{HEADER}{body}{FOOTER}".replace("<nav", "<div").replace("<form", "<div")
    assert count_words(read_answer(page)) - count_words("\n".join([heard, *skipped])) == Counter()


def test_the_credit_of_a_picture_is_kept_though_it_is_a_link() -> None:
    """A line below a picture that names who made it is kept, also where all of it is a link."""
    picture = '<img src="/mill.jpg" alt="A wheel"><div>Photo: <a href="/ada">Ada Reed</a></div>'
    assert "Ada Reed" in _hear(_extract(f"<article><div>{picture}</div>{PARAGRAPHS}</article>"))


def test_a_page_that_is_nested_too_deep_is_refused(tmp_path: Path) -> None:
    """A page with 200,000 elements in one another is refused at once, with what to do."""
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 200_000 + "Low water", encoding="utf-8")
    with pytest.raises(ReadError, match=r"open at once\. Save the article alone"):
        read_article(path)


PAGINATION = {
    "signs in links": '<p><a href="/1">« Previous</a> | <a href="/3">Next »</a></p>',
    "signs outside": '<div>« <a href="/1">Vorige</a> | <a href="/3">Nächste</a> »</div>',
    "numbers": '<div><a href="/1">1</a> · <a href="/2">2</a> · <a href="/3">3</a></div>',
}


@pytest.mark.parametrize("kind", PAGINATION)
def test_pagination_at_the_ends_of_an_article_is_left_out(kind: str) -> None:
    """A line of links to other pages is left out above and below the text, and each word of the text is kept."""
    line = PAGINATION[kind]
    words = " ".join(read_answer(line).split())
    for article in (f"{line}<h1>Low water at the mill</h1>{PARAGRAPHS}", f"{PARAGRAPHS}{line}"):
        content = _extract(f"<article>{article}</article>")
        assert all(text in _hear(content) for text in TEXT)
        assert words not in " ".join(_hear(content).split())
        assert _reason(content, words)


def test_a_line_of_authors_is_no_pagination() -> None:
    """Links to two authors above the text are kept, and so is a line of links in the middle of it."""
    authors = '<p><a href="/ada">Ada Reed</a> | <a href="/ben">Ben Weir</a></p>'
    middle = '<p><a href="/1">« The mill</a> | <a href="/2">The weir »</a></p>'
    heard = _hear(
        _extract(f"<article><h1>Low water at the mill</h1>{authors}{PARAGRAPHS}{middle}{PARAGRAPHS}</article>")
    )
    assert "Ada Reed | Ben Weir" in heard
    assert "The weir" in heard


LABELS = {
    "for screen readers": '<div><span class="visually-hidden">Photo</span><div>PICTURE</div></div>',
    "in a figure": '<figure><span class="sr-only">Image</span>PICTURE<figcaption>August</figcaption></figure>',
    "in a wrapper": '<div><p><span class="screen-reader-text">Slide</span></p><figure>PICTURE</figure></div>',
    "a word": "<p>Foto</p><figure>PICTURE<figcaption>In August</figcaption></figure>",
}


@pytest.mark.parametrize("kind", LABELS)
def test_the_label_of_a_graphic_is_left_out(kind: str) -> None:
    """A word that only says that a picture follows is left out, and the picture is kept."""
    figure = LABELS[kind].replace("PICTURE", '<img src="/mill.jpg" alt="A wheel above dry stones">')
    content = _extract(f"<article><p>{TEXT[0]}</p>{figure}{PARAGRAPHS}</article>")
    assert "A wheel above dry stones" in _hear(content)
    assert [skip.text for skip in content.left_out if skip.reason == "label of a graphic"] in (
        [["Photo"], ["Image"], ["Slide"], ["Foto"]]
    )


def test_other_text_for_screen_readers_is_kept() -> None:
    """Text for screen readers in a sentence and in a caption is kept, and so is a word above prose."""
    sentence = '<p>The water is <span class="sr-only">down by</span> 2 metres.</p>'
    figure = (
        '<figure><img src="/m.jpg" alt="A wheel"><figcaption><span class="sr-only">Seen from</span> above</figcaption>'
    )
    heard = _hear(_extract(f"<article>{PARAGRAPHS}{sentence}{figure}</figure><p>Photo</p>{PARAGRAPHS}</article>"))
    assert "down by 2 metres" in heard
    assert "Seen from above" in heard
    assert "\nPhoto\n" in heard


SMALL = (
    '<figure><img src="/mill-300x200.jpg" alt="A wheel above dry stones"><figcaption>In August</figcaption></figure>'
)
COPIES = {
    "same address": (FIGURE, FIGURE),
    "same texts": (SMALL, SMALL.replace("/mill-300x200.jpg", "/large/4711.jpg")),
    "same file": (SMALL, SMALL.replace("-300x200", "").replace("A wheel above dry stones", "")),
}


@pytest.mark.parametrize("kind", COPIES)
def test_the_copy_of_the_lead_figure_is_left_out(kind: str) -> None:
    """A lead figure that is there for telephones and for large screens is heard once."""
    first, second = COPIES[kind]
    body = f'<article><div class="phone">{first}</div><div class="desktop">{second}</div>{PARAGRAPHS}</article>'
    heard = _hear(_extract(body))
    assert heard.count("August") == 1
    assert heard.count("A wheel above dry stones") == 1


def test_figures_that_differ_are_kept() -> None:
    """Two figures in a row with other captions are kept, a picture again below prose, two pictures with one text."""
    heard = _hear(_extract(f"<article>{SMALL}{SMALL.replace('August', 'March')}{PARAGRAPHS}</article>"))
    assert "In August" in heard
    assert "In March" in heard
    heard = _hear(_extract(f"<article>{SMALL}{PARAGRAPHS}{SMALL}{PARAGRAPHS}</article>"))
    assert heard.count("In August") == 2
    images = "".join(f'<img src="/{name}.jpg" alt="A wheel above dry stones">' for name in "ab")
    assert _hear(_extract(f"<article>{images}{PARAGRAPHS}</article>")).count("A wheel above dry stones") == 2


@pytest.mark.parametrize(("language", "is_kept"), [("de-AT", True), ("fr", False), ("xx-hostile", False), ("", False)])
def test_key_points_are_recognised_in_the_language_of_the_page(language: str, is_kept: bool) -> None:
    """An aside with German key points is kept on a German page, and on no other."""
    aside = "<aside><h2>Das Wichtigste in Kürze</h2><ul><li>Neun Säcke</li><li>Kein Regen</li></ul></aside>"
    heard = _hear(_extract(f"<article>{aside}{PARAGRAPHS}</article>", language=language))
    assert ("Neun Säcke" in heard) is is_kept


def test_the_heading_of_contents_goes_with_its_list() -> None:
    """The heading of contents that are left out is left out, and another heading above them is kept."""
    contents = '<nav><ul><li><a href="#a">The wheel</a></li></ul></nav>'
    for heading, is_kept in (("In this article", False), ("Inhaltsverzeichnis:", False), ("The wheel", True)):
        content = _extract(f"<article>{PARAGRAPHS}<h2>{heading}</h2>{contents}{PARAGRAPHS}</article>")
        assert (heading in _hear(content)) is is_kept
        assert (_reason(content, heading) == "heading of contents that are left out") is not is_kept
    assert "Contents" in _hear(_extract(f"<article>{PARAGRAPHS}<h2>Contents</h2>{PARAGRAPHS}</article>"))
