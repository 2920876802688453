"""No word of a source is lost on its way into blocks: three ways of counting agree."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import markdown
import pytest
from test_junk import find_junk

from tts.config.config import Config
from tts.errors import LostWordsError
from tts.model import Article, Block, utterances
from tts.pipeline import PreparedArticle, prepare
from tts.text.readers import read
from tts.text.readers.decode import read_text
from tts.text.readers.frontmatter import split_front_matter
from tts.text.readers.html.tree import html_to_blocks
from tts.text.readers.losses import find_lost_words
from tts.text.readers.markdown import recover
from tts.text.readers.markdown.oracle import find_text
from tts.text.readers.whitespace import split_words

TEMPLATE = re.compile(r"\{%[^{}]*%\}|\{\{[^{}]*\}\}")
TRACES = ("{%", "{{", "](", "[^", "**", "~~", "&amp;", "&lt;", "&#", "<!--", "</", "```", "\x02", "\x03")


def _heard(article: Article) -> Counter[str]:
    return Counter(word for block in article.blocks for leaf in block.leaves() for word in split_words(leaf.text))


def _leaves(article: Article) -> list[Block]:
    return [leaf for block in article.blocks for leaf in block.leaves()]


def _write(folder: Path, text: str) -> Path:
    path = folder / "bees.md"
    path.write_text(text, encoding="utf-8")
    return path


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


@pytest.mark.once
def test_every_word_of_the_corpus_is_in_a_block_or_skipped(articles: list[Article]) -> None:
    """In each of the 95 real articles the words of the prose are those of the blocks and of what is skipped."""
    assert len(articles) == 95
    assert [article.path.name for article in articles if unaccounted(article) != (Counter(), Counter())] == []


@pytest.fixture(scope="module")
def prepared_articles(articles: list[Article]) -> list[PreparedArticle]:
    """Return the same articles, ready to be spoken."""
    return [prepare(article, Config()) for article in articles]


@pytest.mark.once
def test_no_mark_is_heard_in_the_corpus(articles: list[Article], prepared_articles: list[PreparedArticle]) -> None:
    """In no real article is a mark heard that is not code in its source."""
    found = {}
    for article, prepared in zip(articles, prepared_articles, strict=True):
        if junk := list(find_junk(prepared, article.path)):
            found[article.path.name] = junk
    assert found == {}


@pytest.mark.once
def test_every_word_of_the_corpus_is_heard_or_listed(
    articles: list[Article], prepared_articles: list[PreparedArticle]
) -> None:
    """In each real article the words of the source, found without any parser of ours, are heard or skipped."""
    lost = {}
    for article, prepared in zip(articles, prepared_articles, strict=True):
        source = split_front_matter(read_text(article.path).text, article.path).body
        text = find_text(TEMPLATE.sub(" ", source)) if article.path.suffix == ".md" else source
        known = [utterance.text for utterance in utterances(prepared.sections)]
        known += [skipped.text for skipped in prepared.skipped]
        if words := find_lost_words([text], known, source):
            lost[article.path.name] = words
    assert lost == {}


@pytest.mark.once
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


@pytest.mark.once
def test_the_articles_of_the_corpus_keep_their_structure(articles: list[Article]) -> None:
    """The corpus has as many lists, listings, figures and notes as its authors wrote."""
    kinds = Counter(block.kind for article in articles for block in article.blocks)
    notes = [block for article in articles for block in article.blocks if block.kind == "note"]
    assert kinds["figure"] >= 60
    assert kinds["table"] == 1
    assert len(notes) == 9
    assert not any("↩" in leaf.text for note in notes for leaf in note.leaves())


@pytest.mark.parametrize(
    ("lost", "line"),
    [("busy", 3), ("drone", 3), ("nectar", 5), ("pollen", 7)],
)
def test_what_the_parser_loses_is_read_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str, line: int
) -> None:
    """A paragraph of which Python-Markdown loses a word is heard as in the source; a warning names line and word."""
    path = _write(tmp_path, "# Bees\n\nOne *busy* drone flew.\n\n- nectar[^1]\n\n[^1]: pollen\n")
    convert = markdown.Markdown.convert
    monkeypatch.setattr(markdown.Markdown, "convert", lambda self, text: convert(self, text).replace(lost, "", 1))
    article = read(path)
    (warning,) = article.warnings
    assert warning.startswith(f"{path}, line {line}: '{lost}' would be lost in mark-up, so this paragraph")
    assert path.read_text(encoding="utf-8").splitlines()[line - 1] in [leaf.text for leaf in _leaves(article)]
    assert unaccounted(article) == (Counter(), Counter())


def test_a_parser_that_loses_all_html_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If words are lost wherever the HTML is, the tags are left out, and the article is heard all the same."""
    path = _write(tmp_path, "# Bees\n\nOne <b>busy</b> drone.\n\n<i>Two</i> flew away.\n")
    convert = markdown.Markdown.convert
    monkeypatch.setattr(
        markdown.Markdown,
        "convert",
        lambda self, text: (
            "<h1>Bees</h1>" if "<" in convert(self, text)[13:] and "<b>" in text else convert(self, text)
        ),
    )
    article = read(path)
    assert [leaf.text for leaf in _leaves(article)] == ["Bees", "One <b>busy</b> drone.", "<i>Two</i> flew away."]


def test_an_article_is_refused_only_if_its_words_cannot_be_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A parser that loses a word of everything it is given ends in an error with the line and the word."""
    path = _write(tmp_path, "# Bees\n\nOne drone.\n")
    monkeypatch.setattr(recover, "html_to_blocks", lambda _: html_to_blocks("<p>Bees One</p>"))
    with pytest.raises(LostWordsError, match=r"bees\.md, line 3: 'drone' would be lost in reading"):
        read(path)


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
