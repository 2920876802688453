"""Rendered text -> phonemes with the place of each word, by hibari's lexicons, tagger and net for unknown words.

It imports hibari, so that only the worker uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import category, normalize

from hibari import Hibari
from hibari.g2p import G2P, Context
from hibari.g2p.oov import OOV
from hibari.g2p.token import Tok

from tts.noun import noun
from tts.regex import regex
from tts.speech.engines.natural.phonemes import name_letters

MAX_PHONEMES = 400  # that the model is given at once; hibari's own limit
_INLINE = regex(r"\[([^\[\]]+)\]\(/([^/()]*)/\)")
_CLAUSE_END = regex(r"[,;:—…)]$")
_SPELLINGS = {
    "ß": "ss",
    "ẞ": "SS",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "th",
    "Ð": "Th",
    "þ": "th",
    "Þ": "Th",
    "ø": "o",
    "Ø": "O",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "ı": "i",
    "ŋ": "ng",
    "Ŋ": "Ng",
    "ħ": "h",
    "Ħ": "H",
    "ŧ": "t",
    "Ŧ": "T",
    "ə": "a",
    "Ə": "A",
    "ƒ": "f",
    "ĸ": "k",
}
_NOT_FOR_THE_MODEL = str.maketrans({"ʀ": "ɹ", "-": "", "1": "", "(": "", ")": ""})
_QUOTES = {"“": "``", "”": "''", '"': "''"}
"""Quotation marks with the tags for which hibari leaves them out of the words next to them."""
_LANGUAGE_OF_SOUNDS = regex(r"\([a-z-]+\)")  # `(fr)`: the net has learnt them with espeak-ng's readings
_BROKEN_SOUNDS = regex(r"[ˈˌ](?:[ˈˌ ]|$)|^[^AIOQWYaiuæɑɐɒɔəɛɜɪʊʌᵊᵻ]*$")  # stress on nothing, or no vowel
# capitals that are said as a word: with a vowel in the last three letters, and in short ones few consonants in a row
_WORD_IN_CAPITALS = regex(
    r"(?=[A-Z]{6}|(?:(?![^AEIOUY]{3})[A-Z])+$)(?=[A-Z]{4})[A-Z]*[AEIOUY]"
    r"(?:[A-Z]|N[CDFGKST]|M[DLPS]|R[BCDFGKLMNPST]|L[BDFKLMPST]|S[KMPST]|[CDFGKPT]S|[CFP]T|CK|FF|TT|ZZ|[CPST]H)?"
)
_VOWEL_LETTER = regex("[AEIOUY]")
_HEARD_MARK = regex(r"['’‘]|és?$")  # without which a word is another one: `we're`, `résumé`


@noun
class SpokenToken:
    """A word or a punctuation mark with its `phonemes`, at `begin` of the text; `gap`: white space follows."""

    begin: int
    phonemes: str
    gap: bool

    @property
    def is_word(self) -> bool:
        """Whether it has a sound of its own."""
        return any(map(str.isalpha, self.phonemes))


@noun
class Chunk:
    """Phonemes that the model says at once, and its words as pairs of offset in the text and index in `phonemes`."""

    phonemes: str
    words: tuple[tuple[int, int], ...]
    ends_sentence: bool


class Reader:
    """hibari's way from text to phonemes, in the American or the British accent."""

    def __init__(self, *, british: bool) -> None:
        self._british = british
        self._net: Any = None
        self._unsayable: list[str] = []
        self._g2p = G2P(british=british, oov=self._read_unknown)
        self._spell = self._g2p.lexicon.get_NNP
        self._g2p.lexicon.get_NNP = self._read_capitals

    def read(self, text: str) -> tuple[list[Chunk], list[str]]:
        """Return the phonemes of a rendered `text` in chunks, and the words of it that cannot be said."""
        plain, inline = _extract_inline(text)
        self._unsayable = []
        chunks: list[Chunk] = []
        begin = 0
        for sentence in Hibari.split_sentences(plain):
            begin = plain.index(sentence, begin)
            tokens = [token for token in self._tokens(sentence, begin, inline) if token.phonemes]
            if any(token.is_word for token in tokens):
                chunks.extend(_cut(tokens))
            begin += len(sentence)
        return chunks, self._unsayable

    def _tokens(self, sentence: str, begin: int, inline: list[tuple[int, int, int, str]]) -> Iterator[SpokenToken]:
        """Yield the tokens of a sentence, which begins at `begin` of the plain text."""
        words = self._g2p.tokenizer(sentence)
        tags = self._g2p.tagger([word for word, _ in words]) if words else []
        tokens: list[Tok] = []
        position = 0
        preset = [span for span in inline if begin <= span[0] < begin + len(sentence)]
        for (word, white), tag in zip(words, tags, strict=True):
            position = max(sentence.find(word, position), position)
            token = Tok(word, _QUOTES.get(word, tag), white)
            for first, last, _, sound in preset:
                if first <= begin + position < last:
                    # the first token of the stretch has all of its phonemes, and neighbours are kept away from it
                    token.phonemes = sound if begin + position == first else ""
                    token.whitespace = " "
                    token.rating = 5
                    if tokens:
                        tokens[-1].whitespace = " "
            tokens.append(token)
            position += len(word)
        yield from self._place(sentence, begin, self._g2p.phonemize_tokens(tokens), inline)

    def _place(
        self, sentence: str, begin: int, tokens: Iterable[Any], inline: list[tuple[int, int, int, str]]
    ) -> Iterator[SpokenToken]:
        """Yield hibari's tokens with their places in the rendered text."""
        position = 0
        for token in tokens:
            found = sentence.find(token.text, position)
            first = found if found >= 0 else position
            position = min(first + len(token.text), len(sentence))
            phonemes = (token.phonemes or "").translate(_NOT_FOR_THE_MODEL).strip()
            if not phonemes and any(map(str.isalnum, token.text)) and not _is_preset(begin + first, inline):
                self._unsayable.append(token.text)
            gap = sentence[position : position + 1].isspace()
            yield SpokenToken(begin=_rendered_offset(begin + first, inline), phonemes=phonemes, gap=gap)

    def _read_unknown(self, word: str) -> str:
        """Return the phonemes of a word that is not in the lexicons; "" if it cannot be said, which is noted."""
        plain = "".join(map(_plain_letter, word))
        if not all(letter.isascii() for letter in plain):
            self._unsayable.append(word)
            return ""
        if known := self._find_known(word) or ("" if _HEARD_MARK.search(word) else self._find_known(plain)):
            return known
        return "".join(self._read_piece(piece) for piece in self._pieces(word))

    def _find_known(self, word: str) -> str:
        """Return the lexicons' phonemes of a word, which hibari does not look up in parts of others; else ""."""
        known, _ = self._g2p.lexicon(Tok(word, "DT" if word == "a" else "NN"), Context())
        return known or ""

    def _read_capitals(self, word: str) -> tuple[str | None, int | None]:
        """Return the phonemes of a word in capitals, and how sure they are: a word if it can be one, else its letters.

        hibari spells all that it does not know; the rules have spelled what is no word.
        """
        if not _WORD_IN_CAPITALS.fullmatch(word.upper()):
            spelled: tuple[str | None, int | None] = self._spell(word)
            return spelled
        lexicon = self._g2p.lexicon
        known = lexicon.golds.get(word.lower()) or lexicon.silvers.get(word.lower())
        sounds = known["DEFAULT"] if isinstance(known, dict) else known
        return sounds or "".join(map(self._read_piece, self._pieces(word.capitalize()))), 3

    def _pieces(self, word: str) -> Iterator[str]:
        """Yield `word` in pieces that the net takes as a whole, with letters that it knows."""
        if self._net is None:
            self._net = OOV(_oov_path(british=self._british))
        spelled = "".join(letter if letter in self._net.cin else _plain_letter(letter) for letter in word)
        for begin in range(0, len(spelled), self._net.maxlen):
            yield spelled[begin : begin + self._net.maxlen]

    def _read_piece(self, piece: str) -> str:
        """Return the net's phonemes of up to 24 letters, or the names of the letters where it has no good ones."""
        said = _LANGUAGE_OF_SOUNDS.sub("", self._net(piece) or "").translate(_NOT_FOR_THE_MODEL).strip()
        letters = "".join(map(_plain_letter, piece)).upper()
        if said and not _BROKEN_SOUNDS.search(said) and (_VOWEL_LETTER.search(letters) or not letters.isascii()):
            return str(said)
        return name_letters(letters, british=self._british) if letters.isascii() and letters.isalnum() else ""


def _oov_path(*, british: bool) -> str:
    """Return the path of hibari's net for unknown words."""
    from hibari.g2p import ASSETS

    return f"{ASSETS}/{'oov_gb' if british else 'oov'}.onnx"


def _plain_letter(letter: str) -> str:
    """Return a letter without its marks, in ASCII if there is a usual spelling: `é` is e, `ß` ss, `ł` l, `ễ` e."""
    if letter.isascii():
        return letter if letter.isalnum() else ""
    if letter in "'’‘":
        return ""
    return _SPELLINGS.get(letter) or "".join(part for part in normalize("NFKD", letter) if category(part) != "Mn")


def _extract_inline(text: str) -> tuple[str, list[tuple[int, int, int, str]]]:
    """Return `text` with the words only, and each stretch with phonemes: begin and end in it, shift, phonemes.

    The shift is added to an offset after the stretch's begin to find the place in `text`.
    """
    plain, end = "", 0
    stretches: list[tuple[int, int, int, str]] = []
    for match in _INLINE.finditer(text):
        plain += text[end : match.start()]
        begin = len(plain)
        plain += match[1]
        stretches.append((begin, len(plain), match.start(), match[2]))
        end = match.end()
    return plain + text[end:], stretches


def _is_preset(offset: int, inline: list[tuple[int, int, int, str]]) -> bool:
    """Return whether `offset` lies in a stretch that has phonemes."""
    return any(begin <= offset < end for begin, end, _, _ in inline)


def _rendered_offset(offset: int, inline: list[tuple[int, int, int, str]]) -> int:
    """Return the offset in the rendered text of an `offset` in the plain one."""
    shift = 0
    for begin, end, rendered_begin, sound in inline:
        if offset < begin:
            break
        if offset < end:
            return rendered_begin
        shift = rendered_begin + len(f"[](/{sound}/)") - begin
    return offset + shift


def _cut(tokens: list[SpokenToken]) -> Iterator[Chunk]:
    """Yield the tokens of a sentence in chunks of at most `MAX_PHONEMES`, cut after clauses, else between words."""
    rest = [part for token in tokens for part in _slices(token)]
    while rest:
        length, count, best = 0, 0, 0
        for token in rest:
            length += len(token.phonemes) + token.gap
            if length > MAX_PHONEMES:
                break
            count += 1
            if token.gap and _CLAUSE_END.search(token.phonemes):
                best = count
        if count == len(rest):
            best = count
        elif not best:
            best = next((index for index in range(count, 0, -1) if rest[index - 1].gap), count)
        yield _chunk(rest[:best], ends_sentence=best == len(rest))
        rest = rest[best:]


def _slices(token: SpokenToken) -> Iterator[SpokenToken]:
    """Yield a token whose phonemes are too many for one chunk in pieces; only the first one is a word's begin."""
    sounds = token.phonemes
    for begin in range(0, len(sounds), MAX_PHONEMES - 2):
        piece = sounds[begin : begin + MAX_PHONEMES - 2]
        is_last = begin + len(piece) == len(sounds)
        yield SpokenToken(begin=token.begin if begin == 0 else -1, phonemes=piece, gap=token.gap if is_last else False)


def _chunk(tokens: list[SpokenToken], *, ends_sentence: bool) -> Chunk:
    """Return the tokens as one chunk."""
    phonemes, words = "", []
    for token in tokens:
        if token.is_word and token.begin >= 0:
            words.append((token.begin, len(phonemes)))
        phonemes += token.phonemes + (" " if token.gap else "")
    return Chunk(phonemes=phonemes.rstrip(), words=tuple(words), ends_sentence=ends_sentence)
