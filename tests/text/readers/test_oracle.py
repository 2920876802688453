"""The oracle finds the text of a source without the reader's parsers, and what of it was not read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.text.readers.losses import count_words, find_lost_words, list_words
from tts.text.readers.markdown.oracle import find_text, remove_tags


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("One **two** _three_ `four`", "One two three four"),
        ("un<b>believ</b>able", "unbelievable"),
        ("one<br>two<p>three", "one two three"),
        ('<img src="a/b.jpg" alt="A bee" width="3">', "A bee"),
        ('<a href="https://x.example/y" title="A flower">here</a>', "A flower here"),
        ("<input disabled> <b and c>", "and c"),
        ("A HashMap<String, i32> and Vec<T>", "A HashMap String i32 and Vec T"),
        ("`<b>` and ``<i>``", "b and i"),
        ('[a](b.html "c") ![d](e_(f).jpg) [g](<h i>)', "a c d g"),
        ("[a][b] [c][D] [e][f]\n\n[b]: https://x.example 'title'\n[d]: y\n", "a c e f title"),
        ("[a] [b][c]\n\n[c]: x\n", "a b"),
        ("[label]: is a sentence of words\n- []: milk\n", "label is a sentence of words milk"),
        ("Text.[^note]\n\n[^note]: More.\n", "Text More"),
        ("*[EU]: European Union\n", "European Union"),
        ("1. one\n2. two\n> 3. three\n", "one two three"),
        ("```python\nx = 1\n```\n~~~\ny\n~~~\n", "x 1 y"),
        ("A ```block of code``` here.\n```a``` b\n", "A block of code here a b"),
        ("```{note} A title\nText.\n```\n", "A title Text"),
        ("# Heading {#id .class lang=de}\n{: .x}\n", "Heading"),
        ("<!-- a remark --> <script>let x;</script>", "a remark let x"),
        ('<img src="{{ "/a.jpg" | url }}" alt="b"> [c]({{ "/d" | url }})', "b c"),
        ("<svg><polyline points='0,1'/><text>North</text></svg>", "North"),
        ("caf&eacute; &amp;copy; AT&T", "caf eacute amp copy AT T"),
    ],
)
def test_what_is_text_is_kept(source: str, words: str) -> None:
    """Text, code, descriptions and titles are kept; names of tags, addresses, labels and numbers of items go."""
    text = find_text(source)
    assert re.findall(r"[^\W_]+", text) == words.split()
    assert text.count("\n") == source.count("\n")


def test_tags_go_and_their_words_stay() -> None:
    """Without its tags a source has the words of their attributes, and all other marks."""
    assert remove_tags('**One** <b class="x">two</b> <img alt="three"> `<i>`').split() == [
        "**One**",
        "two",
        "three",
        "`<i>`",
    ]


@given(st.text(alphabet="ab1 <>/='\"[]()!^:*_`~{}#|\\-&;\n", max_size=200))
def test_the_lines_of_any_source_keep_their_numbers(source: str) -> None:
    """Whatever the marks, the text has as many lines as the source, and no letter that this lacks."""
    text = find_text(source)
    assert text.count("\n") == source.count("\n")
    assert set(text) <= {*source, " "}


@pytest.mark.parametrize(
    ("texts", "read", "lost"),
    [
        ("one two two", "two one two", {}),
        ("one two two", "one two", {"two": 1}),
        ("Caf&eacute; 10⁶", "café 106", {}),
        ("unbelievable", "un believ able", {}),
        ("5 3 2", "532", {}),
        ("unbelievable", "un believ", {"unbelievable": 1}),
        ("5 3 2", "53", {"2": 1}),
        ("bee", "honey bees", {"bee": 1}),
    ],
)
def test_lost_words_are_found(texts: str, read: str, lost: dict[str, int]) -> None:
    """A word that is read less often than it occurs is lost, unless it was only joined or separated."""
    source = re.sub(r"(?<=\d) (?=\d)", "*", texts) if texts[0].isdigit() else "un<b>believ</b>able bee one two two"
    assert dict(find_lost_words([texts], [read], source)) == lost


def test_long_lists_of_words_are_shortened() -> None:
    """Of many words twelve are named, and the others counted."""
    assert list_words(count_words(["one two"])) == "'one', 'two'"
    assert list_words(count_words([" ".join(f"w{number}" for number in range(50))])).endswith("'w11' and 38 more")
