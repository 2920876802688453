"""How alike two texts are, and what of an answer's structure is kept, for tests of the extractor and for `bench`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tts.model import Article
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.document import build_article
from tts.text.readers.html.elements import BORDERS
from tts.text.readers.html.nodes import iterate_nodes
from tts.text.readers.page import make_document
from tts.text.readers.page.charset import read_html

NOT_SHOWN = "audio,button,form,iframe,math,nav,noscript,object,script,style,svg,template,video"
"""Elements of an answer whose text nobody hears."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The share of an answer's words in a text and the other way round, and how many captions, lists are kept."""

    precision: float
    recall: float
    captions: int
    expected_captions: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def count_words(text: str) -> Counter[str]:
    """Return how often each word is in `text`, without case."""
    return Counter(re.findall(r"\w+", text.casefold()))


def read_answer(html: str) -> str:
    """Return the text of the answer `html`."""
    page = LexborHTMLParser(html)
    for node in page.css(NOT_SHOWN):
        node.decompose()
    pieces = []
    for node in iterate_nodes(page.body) if page.body is not None else ():
        if node.tag == "-text":
            pieces.append(node.text_content or "")
        elif node.tag in BORDERS or node.tag == "br":
            pieces.append(" ")
    return "".join(pieces)


def read_article(path: Path) -> Article:
    """Return the article in the page at `path`."""
    return build_article(make_document(read_html(path), path), GivenLanguage())


def list_texts(article: Article) -> str:
    """Return what is heard of `article`, without alternative texts."""
    return "\n".join(leaf.text for block in article.blocks for leaf in block.leaves() if leaf.kind != "image")


def compare(text: str, answer: str) -> Agreement:
    """Return how well `text` agrees with the HTML `answer`."""
    own, expected = count_words(text), count_words(read_answer(answer))
    common = (own & expected).total()
    heard = " ".join(re.findall(r"\w+", text.casefold()))
    captions = [
        " ".join(re.findall(r"\w+", node.text().casefold())) for node in LexborHTMLParser(answer).css("figcaption")
    ]
    captions = list(filter(None, captions))
    return Agreement(
        precision=common / own.total() if own else 1.0,
        recall=common / expected.total() if expected else 1.0,
        captions=sum(caption in heard for caption in captions),
        expected_captions=len(captions),
    )


def count_kept(article: str, answer: str) -> dict[str, tuple[int, int]]:
    """Return for each kind of structure how many of the HTML `answer` are in `article`, and how many it has."""
    pages = [LexborHTMLParser(html) for html in (article, answer)]
    own, expected = (Counter(str(node.tag) for node in page.css("*")) for page in pages)
    kinds = {"figures": ("figure",), "lists": ("ul", "ol", "dl"), "headings": ("h2", "h3", "h4"), "tables": ("table",)}
    counts = {kind: [sum(count[tag] for tag in tags) for count in (own, expected)] for kind, tags in kinds.items()}
    languages = [[node.attributes.get("lang") for node in page.css("body [lang]")] for page in pages]
    kept = (Counter(languages[0]) & Counter(languages[1])).total()
    return {**{kind: (min(pair), pair[1]) for kind, pair in counts.items()}, "languages": (kept, len(languages[1]))}
