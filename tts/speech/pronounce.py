"""What is shown -> what is said: rules from tokens to tokens; the shown text never changes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tts.model import Alignment, Block, Mark, Section, Utterance
from tts.speech.rules import rules
from tts.speech.rules.rule import Passage, Rule, Token, edges, is_between, overlaps
from tts.text.languages import phrases

_CLOSING = ".,;:!?…)]}”’»\"'"
_STOPS = (",", ".", ";", ":", "!", "?")  # what is said without a space before it
_HARD_SPACE = re.compile(r"(?<=\d)&(?:nbsp|thinsp|ensp|emsp|#160|#8239|#x0*a0|#x202f);", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PronunciationOptions:
    """How it shall be said: `censored` words, `without` which rules, and the rules that come `first`.

    `verbosity` is "brief" (a raw address is called a link), "normal" (its site is said) or "full" (it is said whole,
    and links are called so).
    """

    censored: str = "bleep"
    verbosity: str = "normal"
    without: tuple[str, ...] = ()
    first: tuple[Rule, ...] = ()


def pronounce(
    sections: tuple[Section, ...], options: PronunciationOptions = PronunciationOptions()
) -> tuple[Section, ...]:
    """The sections with `spoken` and `alignment` on every utterance.

    `spoken` holds no control characters and is never empty. The number of an item of a numbered list is said before
    it, as a reader sees it there.
    """
    return tuple(
        replace(section, blocks=tuple(_pronounce_block(block, options) for block in section.blocks))
        for section in sections
    )


def _pronounce_block(block: Block, options: PronunciationOptions, number: str = "") -> Block:
    if block.kind == "item" and block.ordinal is not None:
        number = f"{block.ordinal}. "
    utterances = tuple(_say(one, options, number if at == 0 else "") for at, one in enumerate(block.utterances))
    below = tuple(_pronounce_block(one, options, number if at == 0 else "") for at, one in enumerate(block.blocks))
    return replace(block, utterances=utterances, blocks=below)


def _say(utterance: Utterance, options: PronunciationOptions, before: str) -> Utterance:
    spoken, length = [before], len(before)
    alignment: list[Alignment] = []
    at, apart = 0, False
    for token in tokens(utterance, options):
        apart = apart or any(map(str.isspace, utterance.text[at : token.begin]))
        at = token.end
        if token.said:
            space = " " if alignment and _is_space_needed(spoken[-1], token.said, apart) else ""
            spoken += (space, token.said)
            begin, length, apart = length + len(space), length + len(space) + len(token.said), False
            alignment.append(_aligned(token, begin, length))
    return replace(utterance, spoken="".join(spoken).strip() or utterance.text, alignment=tuple(alignment))


def _aligned(token: Token, begin: int, end: int) -> Alignment:
    return Alignment(spoken_begin=begin, spoken_end=end, begin=token.begin, end=token.end, phonemes=token.phonemes)


def _is_space_needed(before: str, after: str, apart: bool) -> bool:
    """Whether a space belongs between two tokens: where the text has one, and between words that touch."""
    touches = (before[-1:].isalnum() or before.endswith((",", ")"))) and after[:1].isalnum()
    is_stop = after.startswith(_STOPS) and not after[1:2].isalnum()
    return touches or (apart and not is_stop)


def tokens(utterance: Utterance, options: PronunciationOptions = PronunciationOptions()) -> Iterator[Token]:
    """What is said for the utterance, in order: the tokens that rules made, and between them what is said as shown.

    Offsets are those of the shown text.
    """
    passage, places = _passage(utterance, options)
    made: tuple[Token, ...] = ()
    for rule in options.first:
        made = rule(passage, made)
    made = tuple(sorted((*made, *_foreign(passage, made)), key=lambda token: token.begin))
    for rule in rules(utterance.language, options.without):
        made = rule(passage, made)
    made = tuple(token for token in made if token.rule)
    found = _with_links(passage, _with_gaps(passage.text, made))
    if passage.text == utterance.text:
        yield from found
    else:
        yield from (replace(one, begin=places[one.begin], end=places[one.end - 1] + 1) for one in found)


def _foreign(passage: Passage, made: tuple[Token, ...]) -> Iterator[Token]:
    """Tokens without a rule for the words of other languages, which keep the rules of the passage's language away."""
    for mark in passage.marks:
        if mark.kind == "language" and _primary(mark.value) not in ("", "und", _primary(passage.language)):
            for word in re.finditer(r"\S+", passage.text[mark.begin : mark.end]):
                begin, end = mark.begin + word.start(), mark.begin + word.end()
                if not overlaps(made, begin, end):
                    yield Token(begin=begin, end=end, said=word[0])


def _primary(language: str) -> str:
    return language.split("-")[0].lower()


def _with_links(passage: Passage, tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, when all is told, with the word for a link after the last one of each link that is no raw address."""
    links = [mark for mark in passage.marks if mark.kind == "link"] if passage.verbosity == "full" else []
    ends = sorted(mark.end for mark in links if "://" not in passage.text[mark.begin : mark.end])
    if not ends:
        yield from tokens
        return
    for token in tokens:
        said = token.said.rstrip(_CLOSING)
        if said and bisect_right(ends, token.begin) < bisect_right(ends, token.end):
            stop = token.said[len(said) :] or ("," if passage.text[token.end : token.end + 1] == " " else "")
            yield replace(token, said=said)
            yield replace(token, said=f", {passage.link}{stop}", rule="link", phonemes="")
        else:
            yield token


def _with_gaps(text: str, made: tuple[Token, ...]) -> Iterator[Token]:
    at = 0
    for token in (*made, Token(begin=len(text), end=len(text), said="")):
        for word in re.finditer(r"\S+", text[at : token.begin]):
            yield Token(begin=at + word.start(), end=at + word.end(), said=word[0])
        if token.rule:
            yield token
        at = token.end


def _passage(utterance: Utterance, options: PronunciationOptions) -> tuple[Passage, Sequence[int]]:
    """The utterance's text without what cannot be seen, and where in the shown text each of its characters is."""
    text = utterance.text
    seen, places = (text, range(len(text))) if text.isprintable() and "&" not in text else _seen(utterance)
    marks = utterance.marks if len(seen) == len(text) else tuple(_moved(utterance.marks, places))
    passage = Passage(
        text=seen,
        language=utterance.language,
        marks=marks,
        censored=options.censored,
        verbosity=options.verbosity,
        link=phrases(utterance.language).link,
    )
    return passage, places


def _seen(utterance: Utterance) -> tuple[str, tuple[int, ...]]:
    text = utterance.text
    code = edges(utterance.marks, "code")
    spaces = [one.span() for one in _HARD_SPACE.finditer(text) if not is_between(code, one.start())]
    hidden = {at for begin, end in spaces for at in range(begin + 1, end)}
    places = tuple(at for at, sign in enumerate(text) if (sign.isprintable() or sign.isspace()) and at not in hidden)
    firsts = {begin for begin, _ in spaces}
    return "".join(" " if text[at].isspace() or at in firsts else text[at] for at in places), places


def _moved(marks: tuple[Mark, ...], places: Sequence[int]) -> Iterator[Mark]:
    for mark in marks:
        yield replace(mark, begin=bisect_left(places, mark.begin), end=bisect_left(places, mark.end))
