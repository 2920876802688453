"""Which phonemes of a transcription belong to which word."""

from __future__ import annotations

from tts.noun import noun


@noun
class SpokenWord:
    """The phonemes (IPA) of the word at `offset` of the text; `joined` if no space is between it and the one before."""

    offset: int
    phonemes: str
    joined: bool = False


@noun
class Clause:
    """Words that are said in one go. `end` is the offset after it, with its punctuation."""

    words: tuple[SpokenWord, ...]
    end: int


def divide_phonemes(transcription: str, spoken: list[tuple[int, str]]) -> list[SpokenWord]:
    """Return the words of a transcription, which `spoken` (offset and phonemes of each word) divides.

    What the phonemes of `spoken` lack (tones, marks of length) is taken from the transcription. If they do not occur in
    it one after the other, they are returned as they are, with a space between any two.
    """
    words: list[SpokenWord] = []
    begins: list[int] = []
    position = 0
    for _, phonemes in spoken:
        first = True
        for character in phonemes:
            found = transcription.find(character, position)
            if found < 0:
                return [SpokenWord(offset=offset, phonemes=phonemes) for offset, phonemes in spoken]
            if first:
                # whatever follows the last space before it belongs to this word
                begins.append(max(transcription.rfind(" ", position, found) + 1, position))
                first = False
            position = found + 1
        if first:
            begins.append(position)
    for (offset, phonemes), begin, end in zip(spoken, begins, [*begins[1:], len(transcription)], strict=False):
        joined = begin > 0 and transcription[begin - 1] != " "
        sounds = transcription[begin:end].strip() if phonemes else ""
        words.append(SpokenWord(offset=offset, phonemes=sounds, joined=joined))
    return words
