"""Find where the credit of a picture begins in its caption: "Photo: Ann Lens", "(AP)", "© dpa"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from tts.regex import regex
from tts.text.languages import languages, load_phrases

_AGENCIES = (
    r"(?:AAP|AFP|Agence France-Presse|A\.?P\.?|ANP|ANSA|APA|A(?:SSOCIATED|ssociated) P(?:RESS|ress)|Alamy|Adobe Stock"
    r"|Anadolu(?: Agency)?|Belga|Bloomberg|ddp|dapd|Depositphotos|dpa|DPA|EFE|EPA(?:-EFE)?|epd|Europa Press"
    r"|G(?:etty|ETTY)(?: I(?:mages|MAGES))?|Hans Lucas|I(?:MAGO|mago)|imago(?: images)?|iStock(?:photo)?"
    r"|K(?:eystone|EYSTONE)|KNA|Magnum(?: Photos)?|NASA|NTB|NurPhoto|PA(?: Media| Wire| Images)?|picture[ -]alliance"
    r"|Pexels|Pixabay|R(?:euters|EUTERS|EX)|Ritzau(?: Scanpix)?|SDA|Shutterstock|S(?:IPA|ipa)(?: Press)?|SOPA Images"
    r"|SWNS|TASS|TT|UPI|Ukrinform|UNIAN|Unsplash|VCG|Wikimedia(?: Commons)?|Xinhua|ZUMA(?: Press)?"
    r"|УНІАН|Уніан|Укрінформ)(?!\w)"
)
_AGENCY = regex(_AGENCIES)
_CAPITAL = r"[^\W\d_a-zßàâäçèéêëîïñóôöùúûüœа-яєіїґ]"
_WITHOUT_CAPITAL = r"(?:ddp|dapd|dpa|epd|imago(?: images)?|iStock(?:photo)?|picture[ -]alliance)(?!\w)"
_WORD = rf"(?:{_CAPITAL}[^\s/()\[\],:;|©]*+|de|der|di|du|la|le|van|von|{_WITHOUT_CAPITAL})"
_NAME = rf"{_WORD}(?: {_WORD}){{0,5}}"
_NAMES = rf"{_NAME}(?:(?:\s?[/,&]\s?|\s(?:and|et|für|for|und|via|y|і|та)\s){_NAME}){{0,4}}"
_AFTER_CLAUSE = r"(?:^|(?<=[.!?…”\"')\]|—–»“])\s+)"
_CLAUSE_ENDS = tuple(".!?…”\"')]|—–»“")
_CAPITAL_LETTER = regex(_CAPITAL)
_REST_IN_BRACKETS = regex(r"[^()\[\]]+[)\]]\.?")
_PLAIN_FORMS = (
    # "(AP)", "[File: Ann Lens/AP]", "(AFP via Getty Images)"
    (("(", "["), rf"\s(?P<credit>[(\[](?:[^()\[\]]{{0,80}}[\s/])?{_AGENCIES}[^()\[\]]{{0,60}}[)\]])\.?$"),
    (
        ("©", "(c)", "(C)"),
        rf"(?:^|\s)(?P<credit>[(\[]?(?:©|\([cC]\)\s)\s?(?:\d{{4}} )?(?:{_NAMES}|privat[e]?)[)\]]?)\.?$",
    ),
    # "AFP / Ann LENS", "AFP via Getty Images"
    (("/",), rf"(?:^|\s)(?P<credit>{_AGENCIES}(?:\s+Photo)?\s?/\s?[^/.()]{{2,60}}(?:\s?/\s?[^/.()]{{2,60}})?)$"),
    (("via",), rf"(?:^|\s)(?P<credit>{_AGENCIES}\s+via\s+{_AGENCIES})\.?$"),
    # "Ann Lens/AFP", after a clause or in a line of its own
    (
        ("/",),
        rf"{_AFTER_CLAUSE}(?P<credit>{_NAME}\s?/\s?(?:{_NAME}\s?/\s?)?{_AGENCIES}(?:\s?(?:/|via)\s?{_NAMES})?)\.?$",
    ),
)
"""Forms of credits without a label, each with signs of which every text with it has one."""
MAX_CAPTION = 400
"""Characters; a longer text is no caption."""
MAX_CREDIT_WORDS = 12
_MAX_NAME_WORDS = 6
_MAX_SPACE = 20  # characters between a clause and a credit
_IN_BRACKETS = regex(r"[(\[].*[)\]]\.?")
_NAME_AFTER_LABEL = regex(rf"\s+(?:©\s?)?{_CAPITAL}")
_COPYRIGHT_YEAR = regex(r"(?:©|\(c\)|copyright)\s*\d{4}", re.IGNORECASE)
_SIGNS = regex(r"/|©|\bvia\b")


def find_credit(text: str) -> int:
    """Return where the credit begins in the caption `text`: 0 if all of it is one, its length if it has none."""
    if not _hint().search(text):
        return len(text)
    has_agency = _AGENCY.search(text) is not None
    forms = (
        _compile(form)
        for needs, form in _PLAIN_FORMS
        if (has_agency or _AGENCIES not in form) and any(map(text.__contains__, needs))
    )
    plain = (match.start("credit") for form in forms if (match := form.search(text)))
    labelled = _find_labelled(text) if _may_have_label(text) else ()
    return min((*plain, *labelled), default=len(text))


def _find_labelled(text: str) -> Iterator[int]:
    """Yield the offset of each label of a credit, such as "Photo:", that has a credit after it up to the end."""
    position = 0
    while label := _label().search(text, position):
        begin, end = label.span()
        position = begin + 1
        is_after_space = text[begin - 1 : begin].isspace()
        is_after_clause = is_after_space and text[max(0, begin - _MAX_SPACE) : begin].rstrip().endswith(_CLAUSE_ENDS)
        if end < len(text) and (not begin or is_after_clause):
            yield begin
            return  # no later one is nearer to the beginning
        if not is_after_space:
            continue
        is_bracketed = label[0][0] in "([" and _REST_IN_BRACKETS.fullmatch(text, begin + len(label[0].rstrip()))
        if is_bracketed or (_CAPITAL_LETTER.match(label[0]) and _rest_of_names().fullmatch(text, end)):
            yield begin
            return


def find_label(text: str) -> int:
    """Return the end of a label such as "Photo:" or "Photo by" at the beginning of `text`, 0 if it has none."""
    match = _label().match(text) if _may_have_label(text) else None
    return match.end() if match else 0


def is_bare_label(text: str) -> bool:
    """Return whether `text` is the label of a credit alone, without a colon: "Photo"."""
    return _may_have_label(text) and _bare_label().fullmatch(text) is not None


def has_bare_label(credit: str) -> bool:
    """Return whether a credit begins with its label, without a colon, and a name after it: "Credit Ann Lens"."""
    match = _bare_label().match(credit) if _may_have_label(credit) else None
    if not match or _starts_with_agency().match(credit):
        return False
    return _NAME_AFTER_LABEL.match(credit, match.end()) is not None


def find_caption_credit(text: str) -> int | None:
    """Return where the credit begins in a line that is a caption or a credit, None for any other line."""
    offset = find_credit(text)
    credit = text[offset:]
    if not credit or len(text) > MAX_CAPTION or _COPYRIGHT_YEAR.match(text):
        return None
    label = find_label(credit)
    if not label:
        is_named = _names_somebody(credit) or " via " in credit
        has_sign = "/" in credit or "©" in credit or " via " in credit
        return offset if has_sign and (is_named or not _IN_BRACKETS.fullmatch(credit)) else None
    words = len(credit[label:].split())
    if offset == 0 and words > _MAX_NAME_WORDS and "/" not in credit:
        return len(text)  # "Image: " and a sentence describes what is seen
    return offset if words <= MAX_CREDIT_WORDS else None


def is_credit_like(text: str) -> bool:
    """Return whether the short text after a repeated caption may be its credit: it has a sign of one, or only names."""
    bare = text.strip(" ()[]|.,–—-")
    return bool(find_credit(bare) == 0 or _SIGNS.search(bare) or re.fullmatch(_NAMES, bare))


def _names_somebody(credit: str) -> bool:
    """Return whether a credit in brackets has a name beside agencies: "(dpa/lno)" only says whose report it is."""
    return re.search(rf"{_CAPITAL}\w", re.sub(_AGENCIES, "", credit)) is not None


@cache
def _hint() -> re.Pattern[str]:
    """Return a pattern that every credit matches and few other lines do, because the others take their time."""
    phrases = chain.from_iterable(load_phrases(tag).pasted.credit_phrases for tag in languages())
    words = sorted({phrase.split(" ")[0] for phrase in phrases})
    return re.compile(rf"[:/©(\[]|\bvia\b|\b(?:{'|'.join(map(re.escape, words))})\b|Image source,", re.IGNORECASE)


@cache
def _compile(form: str) -> re.Pattern[str]:
    """Return the pattern of a form, which takes so long to compile that it is done only where it may match."""
    return re.compile(form)


@cache
def _rest_of_names() -> re.Pattern[str]:
    """Return the pattern of what follows a label within a clause: "A stall Photo: Ann Lens"."""
    return re.compile(rf"(?:©\s?)?{_NAMES}\.?")


@cache
def _starts_with_agency() -> re.Pattern[str]:
    """Return the pattern of an agency at the beginning, whose name may begin with such a word: "Picture Alliance"."""
    return re.compile(rf"{_AGENCIES}|[Pp]icture[ -][Aa]lliance")


def _may_have_label(text: str) -> bool:
    """Return whether the words of any label are in `text`; most texts have none, and the patterns are large."""
    folded = text.casefold()
    return any(map(folded.__contains__, _label_words()))


@cache
def _label_words() -> tuple[str, ...]:
    """Return the words of labels in all languages, for comparison without case."""
    pasted = [load_phrases(tag).pasted for tag in languages()]
    labels = chain.from_iterable((*words.credits, *words.credit_phrases) for words in pasted)
    return tuple(sorted({"image source,", *map(str.casefold, labels)}))


@cache
def _bare_label() -> re.Pattern[str]:
    """Return the pattern of the words of labels in all languages, such as "Photo", without a colon."""
    labels = _alternatives(chain.from_iterable(load_phrases(tag).pasted.credits for tag in languages()))
    return re.compile(rf"(?:{labels})(?!\w)")


@cache
def _label() -> re.Pattern[str]:
    """Return the pattern of "Photo:", "Photo by" and so on in all languages, with a bracket before it or not."""
    pasted = [load_phrases(tag).pasted for tag in languages()]
    labels = _alternatives(chain.from_iterable(words.credits for words in pasted))
    phrases = _alternatives(chain.from_iterable(words.credit_phrases for words in pasted))
    return re.compile(rf"[(\[]?(?:(?:{labels})\s?:|Image source,|(?:{phrases})(?=\s))\s*")


def _alternatives(phrases: chain[str]) -> str:
    """Return the pattern of the phrases, the longest first, each in small letters, with capitals or in capitals."""
    return "|".join(_in_any_case(phrase) for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)))


def _in_any_case(phrase: str) -> str:
    """Return the expression of a phrase whose words may begin with a capital, or which is all in capitals."""
    words = (f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in phrase.split(" "))
    return rf"{' '.join(words)}|{re.escape(phrase.upper())}"
