"""TITLES -> NAMES: the folders and tracks of an edition, which players without a screen sort by name.

`736 Harbour Talking News/001 Welcome/001 Welcome`: the numbers are those of the spoken index. The names consist of
ASCII letters, digits, spaces and hyphens, so that every player and every file system stores them alike. The words are
only for people who see the folder; where a title has no Latin letters, the name has a plain English word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from tts.formats import MP3
from tts.model import Part, PartKind, Series
from tts.slug import APOSTROPHES, DEVICES, LETTERS

MAX_LENGTH = 60
"""Characters of a name, with its number and extension."""
MAX_TOP_LENGTH = 48
"""Characters of the name of the whole folder, to which a word can be added."""
_DIGITS = 3
_WORDS: Mapping[PartKind, str] = {
    "start": "Welcome",
    "headlines": "Headlines",
    "index": "Contents",
    "article": "Article",
    "end": "End",
}
_CAPITALS = str.maketrans({chr(letter).upper(): words.capitalize() for letter, words in LETTERS.items()})
_OTHERS = str.maketrans({"ß": "ss", "ẞ": "SS", "‐": "-"})  # case folding would decompose the first two
_WORD = re.compile("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def name_edition(series: Series) -> str:
    """Return the name of the folder with all tracks: the number of the edition and the title of its series."""
    number = f"{series.number:0{_DIGITS}} " if series.number is not None else ""
    return number + (plain_words(series.title, MAX_TOP_LENGTH - len(number)) or "Edition")


def name_tracks(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the path of each part's track in the edition's folder: `001 News/001 Harbour opens` and an extension.

    All folders have numbers of the same length, and so have all tracks. A folder is named after its first part.
    """
    folder_digits, track_digits = (
        max(_DIGITS, len(str(max(numbers, default=0))))
        for numbers in ([part.folder for part in parts], [part.number for part in parts])
    )
    folders: dict[int, str] = {}
    paths = []
    for part in parts:
        word = "Section" if part.kind == "article" else _WORDS[part.kind]
        folder = folders.setdefault(part.folder, _numbered(part.folder, folder_digits, part.folder_title, word))
        track = _numbered(part.number, track_digits, part.title, _WORDS[part.kind], MP3.extension)
        paths.append(f"{folder}/{track}")
    return tuple(paths)


def _numbered(number: int, digits: int, title: str, word: str, extension: str = "") -> str:
    """Return a name of a number and the words of `title`, or `word` if it has none."""
    prefix = f"{number:0{digits}} "
    return prefix + (plain_words(title, MAX_LENGTH - len(prefix) - len(extension)) or word) + extension


def plain_words(title: str, max_length: int) -> str:
    """Return the words of `title` in ASCII letters and digits, as many as `max_length` characters can hold; idempotent.

    Accents are removed and ligatures split. It is "" if a name of these words would not be one for all systems, or if
    only digits are left of a title that has letters.
    """
    decomposed = unicodedata.normalize("NFKD", title)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    latin = bare.translate(LETTERS).translate(_CAPITALS).translate(_OTHERS).translate(APOSTROPHES)
    words = " ".join(_WORD.findall(latin))
    if len(words) > max_length:
        words = words[: max_length + 1].rpartition(" ")[0] or words[:max_length].rstrip("-")
    has_lost_letters = not re.search("[A-Za-z]", words) and any(map(str.isalpha, latin))
    return "" if has_lost_letters or words.lower() in DEVICES else words
