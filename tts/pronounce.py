"""What is shown -> what is said: rules from tokens to tokens; the shown text never changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from tts.model import Alignment, Block, Section, Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """The shown characters `begin` to `end` of an utterance and what is said for them; "" is silence."""

    begin: int
    end: int
    said: str


_STOPS = frozenset(",.;:!?")  # what is said without a space before it

Rule = Callable[[Token], Token]


def pronounce(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with `spoken` and `alignment` on every utterance.

    `spoken` holds no control characters and is never empty. The number of an item of a numbered list is said before
    it, as a reader sees it there.
    """
    return tuple(replace(section, blocks=tuple(map(_pronounce_block, section.blocks))) for section in sections)


def _pronounce_block(block: Block, number: str = "") -> Block:
    if block.kind == "item" and block.ordinal is not None:
        number = f"{block.ordinal}. "
    utterances = tuple(_say(one, number if at == 0 else "") for at, one in enumerate(block.utterances))
    below = tuple(_pronounce_block(one, number if at == 0 else "") for at, one in enumerate(block.blocks))
    return replace(block, utterances=utterances, blocks=below)


def _say(utterance: Utterance, before: str) -> Utterance:
    spoken = before
    alignment: list[Alignment] = []
    for token in _tokens(utterance.text):
        for rule in RULES:
            token = rule(token)
        if token.said:
            spoken += " " if alignment and token.said not in _STOPS else ""
            begin, spoken = len(spoken), spoken + token.said
            alignment.append(Alignment(spoken_begin=begin, spoken_end=len(spoken), begin=token.begin, end=token.end))
    return replace(utterance, spoken=spoken.strip() or utterance.text, alignment=tuple(alignment))


def _tokens(text: str) -> Iterator[Token]:
    for match in re.finditer(r"\S+", text):
        yield Token(begin=match.start(), end=match.end(), said=match.group())


def printable(token: Token) -> Token:
    """What cannot be seen (control and format characters, lone surrogates) is not said."""
    return token if token.said.isprintable() else replace(token, said="".join(filter(str.isprintable, token.said)))


_ADDRESS = re.compile(r"(?P<before>[(<\[“\"']*)(?P<address>(?:https?|ftp)://[^\s<>]+?)(?P<after>[)>\]”\"'.,;:!?…]*)")


def address(token: Token) -> Token:
    """Of a raw web address its site is said: `https://www.example.org/a/b?c=1` is `example.org`."""
    match = _ADDRESS.fullmatch(token.said)
    if not match:
        return token
    try:
        site = (urlsplit(match["address"]).hostname or "").removeprefix("www.")
    except ValueError:
        return token
    has_words = any(map(str.isalnum, site))
    return replace(token, said=match["before"] + site + match["after"]) if has_words else token


def slash(token: Token) -> Token:
    """A slash between spaces, as between an agency and a photographer, is a short stop."""
    return replace(token, said=",") if token.said == "/" else token


RULES: tuple[Rule, ...] = (printable, address, slash)
"""In the order in which they are applied."""
