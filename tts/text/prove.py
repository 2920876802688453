"""ARTICLE, SECTIONS -> proof that every word is heard once and in order, or is skipped for a reason."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tts.errors import LostWordsError
from tts.model import Article, Block, Section, Skipped
from tts.text.readers.losses import lost_words_error
from tts.text.readers.places import Places
from tts.text.readers.whitespace import split_words

_NEXT_STEP = "so no package was written. This is a defect of Articast: please report it with the article."


def prove(article: Article, sections: tuple[Section, ...]) -> tuple[Skipped, ...]:
    """Return all that is not heard: what the reader skipped, and what has no utterance in `sections`.

    Raises:
        LostWordsError: words of the source are neither heard nor skipped, are heard more often than they occur there,
            or are heard in another order within a part (opening, key points, body, captions) or a note.
    """
    skipped = (*article.skipped, *_find_silent(sections))
    title = [article.metadata.title] if article.metadata.title_source == "head" else []
    source = split_words("\n".join([*title, *article.key_points, article.prose, article.metadata.subtitle]))
    blocks = (block for section in sections for block in section.all_blocks())
    accounted = Counter(_heard_words(blocks)) + Counter(split_words("\n".join(skip.text for skip in skipped)))
    if lost := Counter(source) - accounted:
        raise _error(lost, f"would not be heard, {_NEXT_STEP}", article)
    if added := accounted - Counter(source):
        raise _error(added, f"would be heard more often than in the source, {_NEXT_STEP}", article)
    _check_order(article, source, sections)
    return skipped


def _error(words: Counter[str], problem: str, article: Article) -> LostWordsError:
    """Return the error about `words`, with the line of the first of them."""
    return lost_words_error(words, problem, article.path, Places(article.path).find_line(next(iter(words))))


def _find_silent(sections: Iterable[Section]) -> Iterator[Skipped]:
    """Yield what is skipped on purpose, and what has no letter or digit; anything else without an utterance is lost.

    Neighbours in a block that have one reason are one entry, such as all cells of a table.
    """
    for block in (block for section in sections for block in section.blocks):
        silent = [(leaf, *_silent_text(leaf)) for leaf in block.leaves() if leaf.origin == "article"]
        for reason, group in groupby(silent, key=lambda entry: entry[2]):
            if reason:
                leaves, texts, _ = zip(*group, strict=True)
                yield Skipped(text=" ".join(texts), reason=reason, line=leaves[0].line)


def _silent_text(leaf: Block) -> tuple[str, str]:
    """Return the text of a leaf that is not heard, and why; of code that is read, the lines without letter or digit."""
    if leaf.skipped and not leaf.utterances:
        return leaf.text, leaf.skipped
    if leaf.utterances and leaf.kind != "code":  # a sign is said by a word
        return "", ""
    pieces = leaf.text.splitlines() if leaf.kind == "code" and leaf.utterances else [leaf.text]
    text = " ".join(piece.strip() for piece in pieces if piece.strip() and not any(map(str.isalnum, piece)))
    return text, "has no letter or digit to say" if text else ""


def _heard_words(blocks: Iterable[Block]) -> list[str]:
    """Return the words of the article in the utterances of `blocks` themselves, without blocks below."""
    utterances = (utterance for block in blocks for utterance in block.utterances)
    return split_words("\n".join(utterance.text for utterance in utterances if utterance.origin == "article"))


def _check_order(article: Article, source: Sequence[str], sections: Iterable[Section]) -> None:
    """Raise LostWordsError unless each part, and each note, is heard in the order of the words of `source`.

    A note may be anywhere in the source.
    """
    positions: dict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(source):
        positions[word].append(index)
    reached = {section.role: 0 for section in sections}
    for section in sections:
        blocks = [block for block in section.blocks if block.kind != "announcement"]
        if section.role == "key-points" and article.key_points:
            blocks[:2] = reversed(blocks[:2])  # those of the front matter are heard under the text's heading
        for number, words in enumerate(_heard_streams(blocks)):
            index = 0 if number else reached[section.role]
            for word in words:
                following = bisect_left(positions[word], index)
                if following == len(positions[word]):
                    problem = f"would be heard out of order in '{section.title}', {_NEXT_STEP}"
                    raise _error(Counter([word]), problem, article)
                index = positions[word][following] + 1
            if not number:
                reached[section.role] = index


def _heard_streams(blocks: Iterable[Block]) -> Iterator[list[str]]:
    """Yield the words that are heard outside of notes, then those of each note."""
    notes: list[Block] = []
    yield _heard_words(_outside_notes(blocks, notes))
    for note in notes:  # grows by the notes in notes
        yield _heard_words((note, *_outside_notes(note.blocks, notes)))


def _outside_notes(blocks: Iterable[Block], notes: list[Block]) -> Iterator[Block]:
    """Yield the blocks and all below them, except for notes, which are added to `notes`."""
    for block in blocks:
        if block.kind == "note":
            notes.append(block)
        else:
            yield block
            yield from _outside_notes(block.blocks, notes)
