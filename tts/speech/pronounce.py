"""Add the spoken text to utterances: rules map tokens to tokens; the shown text never changes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from unicodedata import normalize

from tts.model import Alignment, Block, Hint, Section, Utterance
from tts.noun import noun
from tts.regex import regex
from tts.speech.rules import applicable_rules
from tts.speech.rules.rule import Passage, Rule, Token, edges, is_between, overlaps
from tts.text.languages import load_phrases
from tts.text.languages.tags import UNDETERMINED, primary_subtag

_CLOSING = ".,;:!?…)]}”’»\"'"
_OPENING = tuple("$£€([“‘«\"'")
_STOPS = (",", ".", ";", ":", "!", "?")  # spoken without a space before them
_WORD = regex(r"\S+")
_LETTER = regex(r"(?<![^\W_])(?<!['’])[A-Z](?:'s)?(?![^\W_]|['’])")
_RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛᶻ"
_RAISED_ENDING = regex(
    rf"(?<=\d)(?:[{_RAISED_LETTERS}]{{2,}}|ᵉ)(?!\w)|(?<![^\W\d_][A-ZА-ЯІn])(?<=[A-ZА-ЯІn])"
    rf"(?:[{_RAISED_LETTERS}]{{2,}}|[ᵒʳ]|(?<=M)ᵉ|(?<=S)ᵗ)(?!\w)"
)
_HARD_SPACE = regex(r"(?<=\d)&(?:nbsp|thinsp|ensp|emsp|#160|#8239|#x0*a0|#x202f);", re.IGNORECASE)


@noun
class PronunciationOptions:
    """How to pronounce: `censored` words, `without` some rules, and the rules that come `first`.

    `verbosity` is "brief" (a raw address is called a link), "normal" (its site is spoken) or "full" (all of it is
    spoken, and links are called so).
    """

    censored: str = "bleep"
    verbosity: str = "normal"
    without: tuple[str, ...] = ()
    first: tuple[Rule, ...] = ()


_DEFAULTS = PronunciationOptions()


def pronounce(sections: tuple[Section, ...], options: PronunciationOptions = _DEFAULTS) -> tuple[Section, ...]:
    """Return the sections with `spoken` and `alignment` on every utterance.

    `spoken` has no control characters and is never empty. The number of an item in a numbered list is spoken before
    its text, because it is shown there.
    """
    return tuple(
        replace(section, blocks=tuple(_pronounce_block(block, options) for block in section.blocks))
        for section in sections
    )


def _pronounce_block(block: Block, options: PronunciationOptions, number: str = "") -> Block:
    """Return the block with its utterances pronounced, the first of them after `number`."""
    if block.kind == "item" and block.ordinal is not None:
        number = f"{block.ordinal}. "
    return replace(
        block,
        utterances=tuple(
            _pronounce_utterance(utterance, options, "" if index else number)
            for index, utterance in enumerate(block.utterances)
        ),
        blocks=tuple(
            _pronounce_block(child, options, "" if index else number) for index, child in enumerate(block.blocks)
        ),
    )


def _pronounce_utterance(utterance: Utterance, options: PronunciationOptions, number: str) -> Utterance:
    """Return the utterance with the spoken text of its tokens after `number`.

    A space separates two tokens where the shown text has one, unless a stop follows, and words that would touch.
    """
    spoken, length = [number], len(number)
    alignment: list[Alignment] = []
    hints: list[Hint] = []
    end, is_apart = 0, False
    for token in tokens(utterance, options):
        is_apart = is_apart or any(map(str.isspace, utterance.text[end : token.begin]))
        end = token.end
        if not token.said:
            continue
        if alignment:
            touches = (spoken[-1][-1:].isalnum() or spoken[-1].endswith((",", ")"))) and token.said[:1].isalnum()
            is_stop = token.said.startswith(_STOPS) and not token.said[1:2].isalnum()
            if touches or (is_apart and not is_stop):
                spoken.append(" ")
                length += 1
        spoken.append(token.said)
        hints.extend(_find_hints(token, length))
        begin, length, is_apart = length, length + len(token.said), False
        alignment.append(Alignment(spoken_begin=begin, spoken_end=length, begin=token.begin, end=token.end))
    said = "".join(spoken).strip() or utterance.text
    return replace(utterance, spoken=said, alignment=tuple(alignment), hints=tuple(hints))


def _find_hints(token: Token, begin: int) -> Iterator[Hint]:
    """Yield how voices say the token, whose spoken text begins at `begin`."""
    if token.phonemes:
        yield Hint(
            kind=token.alphabet,
            begin=begin,
            end=begin + len(token.said),
            value=token.phonemes,
            respelling=token.respelling,
        )
    elif token.spells:
        for letter in _LETTER.finditer(token.said):
            yield Hint(kind="letters", begin=begin + letter.start(), end=begin + letter.end())


def tokens(utterance: Utterance, options: PronunciationOptions = _DEFAULTS) -> Iterator[Token]:
    """Yield what is spoken for the utterance, in order: the tokens of rules, and the words between them as shown.

    Offsets are those of the shown text.
    """
    passage, offsets = _passage(utterance, options)
    ruled: tuple[Token, ...] = ()
    for rule in options.first:
        ruled = rule(passage, ruled)
    ruled = tuple(sorted((*ruled, *_foreign_words(passage, ruled)), key=attrgetter("begin")))
    for rule in applicable_rules(utterance.language, options.without, passage.characters):
        ruled = rule(passage, ruled)
    complete = _name_links(passage, _fill_gaps(passage.text, [token for token in ruled if token.rule]))
    complete = _name_struck(passage, complete)
    if passage.text == utterance.text:
        yield from complete
    else:
        for token in complete:
            yield replace(token, begin=offsets[token.begin], end=offsets[token.end - 1] + 1)


def _passage(utterance: Utterance, options: PronunciationOptions) -> tuple[Passage, Sequence[int]]:
    """Return the passage without invisible characters, and the offset of each of its characters in the shown text.

    A space that is written as an entity behind a digit, as in `5&nbsp;km`, becomes one, outside of code. The raised
    letters of an ordinal or a title, as in `2ᵉ` and `Mᵐᵉ`, become plain ones.
    """
    text, marks = utterance.text, utterance.marks
    if not text.isascii():
        text = _RAISED_ENDING.sub(lambda ending: normalize("NFKC", ending[0]), text)
    offsets: Sequence[int] = range(len(text))
    if not text.isprintable() or "&" in text:
        code = edges(marks, "code")
        spaces = [match.span() for match in _HARD_SPACE.finditer(text) if not is_between(code, match.start())]
        dropped = {offset for begin, end in spaces for offset in range(begin + 1, end)}
        offsets = [
            offset
            for offset, character in enumerate(text)
            if (character.isprintable() or character.isspace()) and offset not in dropped
        ]
        firsts = {begin for begin, _ in spaces}
        text = "".join(" " if text[offset].isspace() or offset in firsts else text[offset] for offset in offsets)
        if len(text) != len(utterance.text):
            marks = tuple(
                replace(mark, begin=bisect_left(offsets, mark.begin), end=bisect_left(offsets, mark.end))
                for mark in marks
            )
    phrases = load_phrases(utterance.language)
    passage = Passage(
        text=text,
        language=utterance.language,
        marks=marks,
        censored=options.censored,
        verbosity=options.verbosity,
        link=phrases.link,
        formula=phrases.formula,
        checksum=phrases.checksum,
    )
    return passage, offsets


def _foreign_words(passage: Passage, ruled: tuple[Token, ...]) -> Iterator[Token]:
    """Yield tokens without a rule for the words of other languages: the rules of the passage's language skip them."""
    own = primary_subtag(passage.language)
    for mark in passage.marks:
        if mark.kind == "language" and primary_subtag(mark.value) not in ("", UNDETERMINED, own):
            for word in _WORD.finditer(passage.text, mark.begin, mark.end):
                if not overlaps(ruled, *word.span()):
                    yield Token(begin=word.start(), end=word.end(), said=word[0])


def _fill_gaps(text: str, ruled: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens, and one for each word between them."""
    end = 0
    for token in (*ruled, None):
        for word in _WORD.finditer(text, end, token.begin if token else len(text)):
            yield Token(begin=word.start(), end=word.end(), said=word[0])
        if token:
            yield token
            end = token.end


def _name_links(passage: Passage, tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens; if verbosity is full, with the word for a link after each link that is not a raw address."""
    links = [mark for mark in passage.marks if mark.kind == "link"] if passage.verbosity == "full" else []
    ends = sorted(mark.end for mark in links if "://" not in passage.text[mark.begin : mark.end])
    for token in tokens:
        said = token.said.rstrip(_CLOSING) if ends else ""
        if said and bisect_right(ends, token.begin) < bisect_right(ends, token.end):
            stop = token.said[len(said) :] or ("," if passage.text[token.end : token.end + 1] == " " else "")
            yield replace(token, said=said)
            yield replace(token, said=f", {passage.link}{stop}", rule="link", phonemes="", spells=False)
        else:
            yield token


def _name_struck(passage: Passage, tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens, with words before and after each part that its author struck out.

    Each sentence has both words, because a listener can begin at any sentence.
    """
    struck = edges(passage.marks, "struck")
    complete = list(tokens) if struck else ()
    if not struck:
        yield from tokens
        return
    words = load_phrases(passage.language).signs
    inside = [bool(token.said) and is_between(struck, token.begin) for token in complete]
    parts = [bisect_right(struck, token.begin) for token in complete]
    last: dict[int, int] = {part: index for index, part in enumerate(parts) if inside[index]}
    begun: set[int] = set()
    for index, token in enumerate(complete):
        if inside[index] and parts[index] not in begun:
            begun.add(parts[index])
            yield replace(token, said=f"{words.struck} ", rule="struck", phonemes="", spells=False)
        if last.get(parts[index]) != index or not inside[index]:
            yield token
            continue
        said = token.said.rstrip(_CLOSING)
        rest = passage.text[token.end :].lstrip()
        stop = token.said[len(said) :] or ("," if rest[:1].isalnum() or rest[:1] in _OPENING else "")
        if said:
            yield replace(token, said=said)
        yield replace(token, said=f", {words.struck_end}{stop}", rule="struck", phonemes="", spells=False)
