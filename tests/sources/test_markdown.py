"""An article that is written as Markdown is read as the same article."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.model import Article
from tts.sources.markdown import is_same, read_again, write_markdown
from tts.text.languages.tags import GivenLanguage
from tts.text.readers import read
from tts.text.readers.document import Document, build_article

pytestmark = pytest.mark.once

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SIGNS = (
    *("*", "**", "_", "__", "`", "``", "~~", "==", "#", "# ", "1. ", "- ", "+ ", "> ", "|", "$", "$x$", "<", ">", "&"),
    *(
        "&amp;",
        "&lt;",
        "[",
        "]",
        "[x]",
        "[^1]",
        "[[bees]]",
        "(",
        ")",
        "{",
        "}",
        "{.note}",
        "{{ x }}",
        "{% if x %}",
        "\\",
    ),
    *(
        "!",
        "!!! note",
        ":::",
        "::: note",
        ":bee:",
        ":",
        "::",
        "--",
        "---",
        "...",
        "===",
        "https://a.org/b_c",
        "www.a.org",
    ),
    *(
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "%%",
        "@key",
        "[@key]",
        "^2^",
        "~1~",
        "\\(x\\)",
        "{++a++}",
        "<https://a.org>",
        "==",
    ),
    *(
        "import x from 'y'",
        "[TOC]",
        ".. note::",
        "///",
        "??? tip",
        "<%",
        "![a](b.png)",
        "*[EU]: Union",
        "[a]: https://a.org",
    ),
)
WORDS = st.sampled_from(("bees", "dance", "Ann", "12", "café", "養蜂", "e.g.", "it’s", "“so”", "3.5", "a_b_c", "C++"))


def article_of(body: str, **fields: object) -> Article:
    """The article in a page with this HTML."""
    document = Document(path=Path("bees.html"), sha256="0" * 64, html=body, fields={"language": "en", **fields})
    return build_article(document, GivenLanguage())


def body_of(text: str) -> str:
    """The body of a Markdown file."""
    return text.split("---\n", 2)[2].strip("\n")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Bees dance. It’s 12:30, e.g. in a hive (or two).</p>", "Bees dance. It’s 12:30, e.g. in a hive (or two)."),
        ("<p><em>Bees</em> <strong>dance</strong> <del>now</del></p>", "*Bees* **dance** ~~now~~"),
        ("<p>See <a href='https://a.org/b_c'>this</a>.</p>", "See [this](https://a.org/b_c)."),
        ("<p>2 * 3 and snake_case</p>", "2 * 3 and snake_case"),
        ("<p>not *this*</p>", "not \\*this\\*"),
        ("<p>1986. A year</p>", "1986\\. A year"),
        ("<p># not a heading</p>", "\\# not a heading"),
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p>Say <span lang='de'>Guten Tag</span>.</p>", 'Say <span lang="de">Guten Tag</span>.'),
        ("<p lang='de'>Guten Tag zusammen.</p>", 'Guten Tag zusammen.\n{: lang="de"}'),
        ("<p>A claim about them.<sup>[12]</sup> More.</p>", "A claim about them.[^12] More."),
        ("<h2>Hive</h2><p>Text.</p>", "## Hive\n\nText."),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start='4'><li>four</li><li>five</li></ol>", "4. four\n5. five"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<ul>\n<li>b</li>\n</ul>"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre>x = 1\n```\n</pre>", "````\nx = 1\n```\n````"),
        ("<dl><dt>Hive</dt><dd>Home of bees.</dd></dl>", "Hive\n:   Home of bees."),
        (
            "<table><tr><th>Bee</th><th>Legs</th></tr><tr><td>Queen</td><td>6|six</td></tr></table>",
            "| Bee | Legs |\n| --- | --- |\n| Queen | 6\\|six |",
        ),
        ("<img src='bee.jpg' alt='A bee.'>", "![A bee.](bee.jpg)"),
        (
            "<figure><img src='bee.jpg' alt='A bee.'><figcaption>Bee at work. Photo: Ann Lee</figcaption></figure>",
            '![A bee.](bee.jpg "Bee at work. Photo: Ann Lee")',
        ),
    ],
)
def test_what_markdown_has_a_form_for_is_plain_markdown(html: str, markdown: str) -> None:
    """Each kind of block and mark is written as people write it, with no needless escapes."""
    article = article_of(f"<p>Bees are here again this year.</p>{html}", title="Bees")
    text = write_markdown(article)
    assert body_of(text).removeprefix("Bees are here again this year.\n\n") == markdown
    assert is_same(read_again(text), article)


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><th>Bee</th><td>six</td></tr><tr><th>Ant</th><td><p>six</p><p>too</p></td></tr></table>",
        "<table><caption>Legs</caption><tr><th>Bee</th></tr><tr><td>6</td></tr></table>",
        "<figure><img src='a.jpg' alt='A bee.'><img src='b.jpg' alt='Two bees.'><figcaption>B.</figcaption></figure>",
        "<figure><img src='a.jpg' alt='A bee.'><figcaption>A <em>bee</em>. <small>Ann</small></figcaption></figure>",
        "<figure><img src='a.jpg'><figcaption>A queen in her hive.</figcaption></figure>",
        "<div lang='de'><p>Guten Tag.</p><ul><li>Ja</li></ul><figure><img src='a.jpg' alt='Die Biene'></figure></div>",
        "<blockquote data-speaker='Ann Lee'><p>We dance.</p></blockquote><p data-speaker='Bo'>Why?</p>",
        "<li>One without a list</li><p>Text.</p>",
        "<ol><li value='7'>a</li><li value='3'>b</li></ol>",
        "<ul><li><p>a</p><p>b</p><pre>code\n\n  more</pre></li><li><blockquote>c</blockquote></li></ul>",
        (
            "<p>A claim that needs support.<sup id='fnref:1'>1</sup></p>"
            "<div class='footnote'><ol><li>The <em>note</em>.</li><li><p>Two</p><p>parts</p></li></ol></div>"
        ),
        "<p><code>a ` b</code> and <a href='x y'>a <em>link</em> [b]</a></p>",
        "<p><strong><em>both</em></strong> <em>one<strong>two</strong></em><strong>three</strong></p>",
        "<dl><dt>Hive</dt><dd><p>Home.</p><ul><li>of bees</li></ul></dd><dt>Ant</dt><dt>Aunt</dt><dd>Other.</dd></dl>",
        "<h3 lang='fr'>Les abeilles</h3><p>Text.</p><h2>Why <code>x*y</code>? #</h2>",
    ],
)
def test_what_markdown_has_no_form_for_is_kept_as_html(html: str) -> None:
    """Structure beyond Markdown survives the way through a file."""
    article = article_of(f"<p>Bees are here again.</p>{html}", title="Bees")
    assert is_same(read_again(write_markdown(article)), article)


def test_a_picture_without_a_description_keeps_its_place() -> None:
    """It is not heard, but is in the file, where somebody can describe it."""
    article = article_of(
        "<img src='top.png'><p>Bees are here.</p><img src='a b.png'><ul><li>One <img src='c.png'></li></ul>"
        "<p>They dance.</p><img src='end.png'>",
        title="Bees",
    )
    text = write_markdown(article)
    assert is_same(read_again(text), article)
    assert body_of(text) == (
        "![](top.png)\n\nBees are here.\n\n![](<a b.png>)\n\n![](c.png)\n\n- One\n\nThey dance.\n\n![](end.png)"
    )
    assert len(read_again(text).warnings) == len(article.warnings) == 4


def test_the_front_matter_has_all_that_is_known() -> None:
    """Title, authors, date and the other fields are written as YAML and read as they were."""
    article = article_of(
        "<p>Bees dance.</p>",
        title="Bees: why they dance",
        subtitle='A "waggle" for #food',
        authors=["Ann Lee", "Bo Øst"],
        date="2026-05-17",
        site="The Hive",
        canonical_url="https://a.org/bees?x=1",
        description="What bees say.",
        image="https://a.org/bee.jpg",
        tags=["bees", "dance"],
        key_points=["They dance", "It works: food!"],
    )
    text = write_markdown(article, {"retrieved": "2026-06-01"})
    assert text.startswith(
        '---\ntitle: "Bees: why they dance"\nsubtitle: "A \\"waggle\\" for #food"\n'
        "authors:\n  - Ann Lee\n  - Bo Øst\ndate: 2026-05-17\nlanguage: en\nsite: The Hive\n"
        "source: https://a.org/bees?x=1\ndescription: What bees say.\ntags:\n  - bees\n  - dance\n"
        'image: https://a.org/bee.jpg\nkey_points:\n  - They dance\n  - "It works: food!"\nretrieved: 2026-06-01\n---\n'
    )
    assert read_again(text).metadata == article.metadata
    assert read_again(text).key_points == article.key_points


@pytest.mark.parametrize("title", ["Why `x*y` is __dict__", "A *star*", "Tom & Jerry <3 [sic]", "true", "12:30", "no"])
def test_a_title_that_front_matter_would_change_is_a_heading(title: str) -> None:
    """A title of any characters is heard as it is."""
    article = article_of("<p>Bees dance.</p>", title="Bees")
    article = replace(article, metadata=replace(article.metadata, title=title))
    again = read_again(write_markdown(article))
    assert again.metadata.title == title
    assert is_same(again, article)


TEXTS = st.lists(WORDS | st.sampled_from(SIGNS), min_size=1, max_size=6).map(" ".join) | st.lists(
    WORDS | st.sampled_from(SIGNS), min_size=1, max_size=4
).map("".join)
ESCAPED = TEXTS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
MARKS = st.sampled_from(("em", "strong", "del", "code", "a href='https://a.org/x'", "span lang='de'", "a href='(b) c'"))
INLINE = st.recursive(
    ESCAPED,
    lambda inner: st.tuples(MARKS, inner, ESCAPED).map(
        lambda parts: f"<{parts[0]}>{parts[1]}</{parts[0].split()[0]}>{parts[2]}"
    ),
    max_leaves=3,
)
LEAVES = st.tuples(st.sampled_from(("p", "h2", "h3", "p lang='de'", "blockquote")), INLINE).map(
    lambda parts: f"<{parts[0]}>{parts[1]}</{parts[0].split()[0]}>"
) | ESCAPED.map(lambda text: f"<pre>{text}</pre>")
BLOCKS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner | INLINE, min_size=1, max_size=3).map(
            lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
        )
        | st.lists(inner, min_size=1, max_size=2).map(lambda items: f"<blockquote>{''.join(items)}</blockquote>")
        | st.lists(INLINE, min_size=2, max_size=2).map(
            lambda cells: f"<table><tr><th>{cells[0]}</th></tr><tr><td>{cells[1]}</td></tr></table>"
        )
    ),
    max_leaves=4,
)


@settings(max_examples=40)
@given(st.lists(BLOCKS, min_size=1, max_size=4).map("\n".join))
def test_any_article_is_read_as_it_was_written(body: str) -> None:
    """Text that looks like the mark-up of any dialect stays text, and structure stays structure."""
    article = article_of(f"<p>Bees are here again this year.</p>{body}", title="Bees")
    text = write_markdown(article)
    assert is_same(read_again(text), article), text


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of articles is not here")
@pytest.mark.parametrize("name", ["18f", "rust-blog", "seed", "web"])
def test_real_articles_are_read_as_they_were_written(name: str) -> None:
    """A few articles of each corpus say the same words as Markdown."""
    files = sorted(
        path for path in (CORPUS / name).rglob("*") if path.suffix in (".md", ".txt") or path.name == "source.html"
    )
    for path in files[:: max(1, len(files) // 3)][:3]:
        article = read(path)
        assert is_same(read_again(write_markdown(article)), article), path
