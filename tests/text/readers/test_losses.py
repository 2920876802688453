"""No word of a source is lost on its way into blocks: three ways of counting agree."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from tts.errors import LostWordsError
from tts.model import Article
from tts.text.readers import read
from tts.text.readers.markdown.losses import check_losses
from tts.text.readers.whitespace import split_words

TRACES = ("{%", "{{", "](", "[^", "**", "~~", "&amp;", "&lt;", "&#", "<!--", "</", "```", "\x02", "\x03")


def _heard(article: Article) -> Counter[str]:
    return Counter(word for block in article.blocks for leaf in block.leaves() for word in split_words(leaf.text))


def unaccounted(article: Article) -> tuple[Counter[str], Counter[str]]:
    """Return the words of the prose that are neither in blocks nor skipped, and those that are there too often."""
    found = _heard(article) + Counter(word for skipped in article.skipped for word in split_words(skipped.text))
    prose = Counter(split_words(article.prose))
    return prose - found, found - prose


@pytest.fixture(scope="module")
def articles(corpus: Path) -> list[Article]:
    """Return every article of the seed, 18F and the Rust blog."""
    paths = [path for folder in ("seed", "18f", "rust-blog") for path in sorted((corpus / folder).iterdir())]
    return [read(path) for path in paths if path.suffix in (".md", ".txt")]


def test_every_word_of_the_corpus_is_in_a_block_or_skipped(articles: list[Article]) -> None:
    """In each of the 95 real articles the words of the prose are those of the blocks and of what is skipped."""
    assert len(articles) == 95
    assert [article.path.name for article in articles if unaccounted(article) != (Counter(), Counter())] == []


def test_nothing_of_templates_or_markup_is_in_the_text_of_the_corpus(articles: list[Article]) -> None:
    """Outside code no heard text of the real articles has a trace of a template, of Markdown or of HTML."""
    found = []
    for article in (page for page in articles if page.path.suffix == ".md"):
        for block in article.blocks:
            for leaf in block.leaves():
                text = "" if leaf.kind == "code" else leaf.text
                for mark in reversed([mark for mark in leaf.marks if mark.kind == "code"]):
                    text = text[: mark.begin] + text[mark.end :]
                found += [(article.path.name, trace, text) for trace in TRACES if trace in text]
    assert found == []


def test_the_articles_of_the_corpus_keep_their_structure(articles: list[Article]) -> None:
    """The corpus has as many lists, listings, figures and notes as its authors wrote."""
    kinds = Counter(block.kind for article in articles for block in article.blocks)
    notes = [block for article in articles for block in article.blocks if block.kind == "note"]
    assert kinds["figure"] >= 60
    assert kinds["table"] == 1
    assert len(notes) == 9
    assert not any("↩" in leaf.text for note in notes for leaf in note.leaves())


def test_a_word_that_the_rendering_loses_is_an_error_that_names_it(tmp_path: Path) -> None:
    """Any single word taken out of the HTML is found missing and named."""
    source = "# Bees\n\nOne *busy* drone saw 1986 [flowers](f.html).\n\n- nectar[^1]\n\n[^1]: pollen\n"
    html = (
        '<h1>Bees</h1><p>One <em>busy</em> drone saw 1986 <a href="f.html">flowers</a>.</p><ul><li>nectar'
        '<sup id="fnref:1"><a href="#fn:1">1</a></sup></li></ul><ol><li id="fn:1">pollen</li></ol>'
    )
    check_losses(source, html, (), tmp_path)
    for word in ("Bees", "busy", "drone", "1986", "flowers", "nectar", "pollen"):
        with pytest.raises(LostWordsError, match=f"'{word.lower()}' would be lost"):
            check_losses(source, html.replace(word, "", 1), (), tmp_path)


def test_a_lost_word_of_a_real_article_is_caught(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If Python-Markdown loses a word of a real article's running text, reading fails and names it."""
    from tts.text.readers.markdown import render

    convert = render.Markdown.convert
    monkeypatch.setattr(render.Markdown, "convert", lambda self, text: convert(self, text).replace("hackathon", "", 1))
    with pytest.raises(LostWordsError, match="hackathon"):
        read(corpus / "18f" / "2015-04-03-how-to-welcome-new-coders-to-a-civic-hackathon.md")


def test_random_mixtures_of_markup_lose_no_word_in_silence(tmp_path: Path) -> None:
    """Articles put together at random from mark-up and words keep every word, or are refused by name; few are."""
    pieces = [
        "- ",
        "1. ",
        "> ",
        "`",
        "```\n",
        "**",
        "_",
        "[a](b)",
        "![i](j)",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "{% x %}",
    ]
    pieces += ["<pre>", "<p>", "<li>", "<figure>", "</figure>", "\n*[w1]: y\n", "\n[r]: u\n", "[q][r]", "<!-- c -->"]
    pieces += [
        "\n",
        "\n\n",
        "  ",
        "    ",
        "[^1]",
        "| a | b |\n|---|---|\n",
        "# ",
        "<T>",
        "{y}",
        "&amp;",
        "~~",
        "\\",
        ": ",
    ]
    chance = random.Random(7)
    path = tmp_path / "bees.md"
    refused = 0
    for _ in range(150):
        drawn = (chance.choice([chance.choice(pieces), f"w{chance.randrange(50)} "]) for _ in range(30))
        path.write_text(f"start {''.join(drawn)}", encoding="utf-8")
        try:
            assert unaccounted(read(path)) == (Counter(), Counter()), path.read_text(encoding="utf-8")
        except LostWordsError:
            refused += 1
    assert refused <= 3
