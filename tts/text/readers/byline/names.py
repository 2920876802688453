"""The names in a byline, with the posts and places that may follow them."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from tts.noun import noun
from tts.regex import regex
from tts.text.languages import load_phrases, phrases_for_reading
from tts.text.readers.frontmatter.authors import parse_authors

_PARTICLES = frozenset(("&", "al", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le", "ten", "van"))
_PARTICLES |= {"ter", "von", "zu", "zum", "zur"}
_AGENCIES = frozenset(
    (
        *("afp", "ansa", "ap", "ap news", "apa", "associated press", "the associated press", "bbc", "bbc news"),
        *("bbc sport", "bloomberg", "cnn", "dpa", "efe", "epd", "europa press", "kna", "pa", "pa media"),
        *("press association", "reuters", "sid", "upi", "xinhua"),
        *("інтерфакс-україна", "радіо свобода", "укрінформ", "українська правда", "уніан"),
    )
)
_OF_PLACES = frozenset(("New", "San", "Los", "Las", "Santa", "Buenos", "Hong", "Tel", "Cape", "Sankt", "St.", "Bad"))
"""First words of places with several words: after a comma, "New York" is no second author."""
_SECTIONS = regex(r"\s*[|/>›»·•]\s*")
_WORD = regex(r"[^\W\d_][\w.’'-]*|&")
_CONTACT = regex(r"@\w|\w@\w")
_COMMA = regex(r"\s*[,;/|]\s*(?!(?:Jr|Sr|Ph\.?D|M\.?D|II|III)\b)")
_BRACKETS = regex(r"\s*\((?:[^()]{1,80})\)")
_MAX_WORDS = 5  # of a name
_MAX_BARE_WORDS = 4  # of a name that nothing announces
_MAX_AUTHORS = 8
_MAX_DETAIL = 80  # characters
_MAX_DETAIL_WORDS = 10
_MAX_UNKNOWN_DETAIL_WORDS = 6


@noun
class Names:
    """The authors that a byline names; `has_more` says that it also has a post or a place.

    `has_place`: it ends in one, as in "Ann Lee in Kyiv". `is_sure` is false where a name is one word: "By Dawn".
    """

    authors: tuple[str, ...]
    has_more: bool
    is_sure: bool
    has_place: bool = False


def read_byline(text: str, language: str) -> Names | None:
    """Return the names after a word such as "By", or None if `text` has no such word or names nobody.

    In other languages than English each name has two words: "Von Menschen und Bienen" may be a subtitle.
    """
    for phrases in phrases_for_reading(language):
        if match := _labels(phrases.language).match(text):
            names = _read_people(text[match.end() :], language)
            if names is None or (not names.is_sure and (phrases.language != "en" or match[0][0].islower())):
                continue
            return names
    return None


def is_label(text: str, language: str) -> bool:
    """Return whether `text` is nothing but a word such as "By", which a page sets in a line of its own."""
    return any(_labels(phrases.language).fullmatch(f"{text} ") for phrases in phrases_for_reading(language))


def has_label(text: str, language: str) -> bool:
    """Return whether `text` begins with a word such as "By"."""
    return any(_labels(phrases.language).match(text) for phrases in phrases_for_reading(language))


def read_bare_names(text: str, language: str) -> Names | None:
    """Return the names in a line that says nothing else: each with two words or more, all of them fit for a name."""
    unfit = _unfit_words(language)
    names = _read_people(text.rstrip(" –—-|·•"), language)
    if names is None or not names.is_sure:
        return None
    words = [word for name in names.authors for word in name.split()]
    is_fit = not any(word.casefold() in unfit for word in words) and not _has_post(" ".join(words), language)
    if any(map(is_agency, names.authors)) and all(
        is_agency(name) or _has_post(name, language) for name in names.authors
    ):
        return names
    is_short = all(len(name.split()) <= _MAX_BARE_WORDS for name in names.authors)
    return names if is_fit and is_short else None


def names_section(text: str, language: str) -> bool:
    """Return whether `text` has only words of headings that name a part of a newspaper: "Local News", "News | UK".

    Of several parts the first says that they are such.
    """
    parts = _SECTIONS.split(text.strip())
    return all(word.casefold() in _unfit_words(language) for word in parts[0].split())


def _unfit_words(language: str) -> set[str]:
    """Return the words, such as "analysis", that are in no name in `language`."""
    return {word for phrases in phrases_for_reading(language) for word in phrases.reading.not_names}


def read_more_names(text: str, language: str) -> Names | None:
    """Return the names in a line that goes on with a byline: "and Bo Park, Political Correspondent"."""
    rest = re.sub(rf"^{_conjunction(language, ignores_case=False).pattern}", "", f" {text}")
    return _read_people(rest, language) if rest != f" {text}" else None


def is_detail(text: str, language: str, *, is_between: bool = False) -> bool:
    """Return whether a line below a byline is only the author's post, place, employer or address.

    `is_between`: the next line is a date, so that nothing but a detail stands here.
    """
    words = text.split()
    if _CONTACT.search(text) and len(words) <= _MAX_DETAIL_WORDS // 2:
        return True
    if len(text) > _MAX_DETAIL or len(words) > _MAX_DETAIL_WORDS or text[-1] in ".!?:…,;":
        return False
    is_between = is_between and len(words) <= _MAX_UNKNOWN_DETAIL_WORDS  # a longer one may be the deck
    return is_between or _has_post(text, language) or is_agency(text) or begins_place(words, language)


def is_agency(text: str) -> bool:
    """Return whether `text` is the name of a news agency or broadcaster, in brackets or not."""
    return text.strip("().").casefold() in _AGENCIES


def begins_place(words: list[str], language: str) -> bool:
    """Return whether `words` are "in Kyiv" or the like."""
    before = _words_of(language)[0]
    return 1 < len(words) <= _MAX_WORDS and words[0].casefold() in before and all(w[0].isupper() for w in words[1:])


def _has_post(text: str, language: str) -> bool:
    """Return whether one of the words in `text` is a post, such as "editor"."""
    posts = _words_of(language)[1]
    return any(word.casefold() in posts for word in _WORD.findall(text))


def _read_people(text: str, language: str) -> Names | None:
    """Return the names in `text`, each followed by nothing or by a post or a place."""
    authors: list[str] = []
    text, has_more = _BRACKETS.subn("", text)
    for index, part in enumerate(_COMMA.split(text.strip(" ()."))):
        names, more = _read_part(part, language, is_first=not index)
        has_more = bool(has_more or more)
        if not names and not more:
            return None
        if index and names and not _is_another(names[0], authors[0]):
            names, has_more = (), True
        authors += names
        if not authors or len(authors) > _MAX_AUTHORS:
            return None
    is_sure = all(" " in name or is_agency(name) or name.casefold() in _words_of(language)[1] for name in authors)
    if has_more and not is_sure:
        return None  # "By Felden in Bloom"
    words = text.split()
    has_place = len(authors) == 1 and begins_place(words[len(authors[0].split()) :], language)
    return Names(authors=tuple(dict.fromkeys(authors)), has_more=bool(has_more), is_sure=is_sure, has_place=has_place)


def _is_another(name: str, first: str) -> bool:
    """Return whether `name`, after a comma, is an author as `first` is: "Ann Lee, Berlin" has one author."""
    if is_agency(name) or is_agency(name.split()[0]) or name.split()[0] in _OF_PLACES:
        return False
    return " " in name or " " not in first


def _read_part(part: str, language: str, *, is_first: bool) -> tuple[tuple[str, ...], bool]:
    """Return the names in a part without commas, and whether it has more than names; neither if it is other text."""
    part = re.sub(rf"^{_conjunction(language, part.isupper()).pattern}", "", f" {part}").strip()
    if is_agency(part):
        return (part.strip("()."),), False
    if not is_first and (_has_post(part, language) or _CONTACT.search(part) or begins_place(part.split(), language)):
        return (), len(part) <= _MAX_DETAIL
    cut = [_cut_details(piece.split(), language) for piece in _conjunction(language, part.isupper()).split(part)]
    if not cut or any(not name and not more for name, more in cut):
        return (), False
    names = tuple(name for name, _ in cut if name)
    if not any(more for _, more in cut):
        return parse_authors(part, language), False
    if names and " " in names[0]:
        names = tuple(name for name in names if " " in name)  # "Ann Lee in Kyiv and London"
    return names, True


def _cut_details(words: list[str], language: str) -> tuple[str, bool]:
    """Return the name at the beginning of `words`, and whether a post or a place follows; "" if there is no name."""
    before, posts, small = _words_of(language)
    for index, word in enumerate(words):
        if (
            index
            and (word.casefold() if word.isupper() else word) in before
            and word.casefold() not in _PARTICLES
            and _is_capital(words[index + 1 :], small)
        ):
            return (" ".join(words[:index]) if _is_name(words[:index], small) else ""), True
    has_post = any(word.casefold().strip(".") in posts for word in words)
    if has_post and len(words) > 3 and _is_name(words[:2], small):
        return " ".join(words[:2]), True
    if has_post and words[0].islower():  # "our correspondent Ann Lee"
        last = max(index for index, word in enumerate(words) if word.casefold().strip(".") in posts)
        name = words[last + 1 :]
        return (" ".join(name) if len(name) > 1 and _is_name(name, small) else ""), True
    if has_post and not words[0][0].isupper():
        return "", True
    if has_post and len(words) <= _MAX_BARE_WORDS:
        return " ".join(words), False  # "Guardian staff"
    return (" ".join(words), False) if _is_name(words, small) else ("", False)


def _is_capital(words: list[str], small: frozenset[str]) -> bool:
    """Return whether `words` may be a place or an employer: each with a capital, but for small ones between them."""
    return (
        0 < len(words) <= _MAX_WORDS
        and words[-1][0].isupper()
        and all(word[0].isupper() or word in small for word in words)
    )


def _is_name(words: list[str], small: frozenset[str]) -> bool:
    """Return whether `words` are few and each has a capital, but for the `small` ones, such as "van"."""
    return (
        0 < len(words) <= _MAX_WORDS
        and words[0][0].isupper()
        and words[-1][0].isalpha()
        and all(_WORD.fullmatch(word) and (word[0].isupper() or word in small) for word in words)
    )


@cache
def _labels(language: str) -> re.Pattern[str]:
    """Return the pattern of the words before names, as `language` writes them."""
    words = sorted(load_phrases(language).reading.bylines, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))}):?\s+(?:[–—-]\s+)?")


@cache
def _words_of(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the words between names and places, the words of posts, and the small words in names."""
    readings = [phrases.reading for phrases in phrases_for_reading(language)]
    return (
        frozenset(chain(*(reading.after_names for reading in readings))),
        frozenset(chain(*(reading.posts for reading in readings))),
        _PARTICLES.union(*(reading.small_words for reading in readings)),
    )


@cache
def _conjunction(language: str, ignores_case: bool) -> re.Pattern[str]:
    """Return the pattern of a word between names, with the spaces around it."""
    words = {word for phrases in phrases_for_reading(language) for word in phrases.reading.conjunctions}
    listed = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\s+(?:&|{listed})\s+", re.IGNORECASE if ignores_case else 0)
