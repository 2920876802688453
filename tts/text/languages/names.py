"""The names of languages, in the language itself and in English."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import cache, lru_cache

from tts.text.languages.registry import is_language, is_region, is_registered
from tts.text.languages.tags import primary_subtag, shortest_code, well_formed

NAMES = {
    "ar": "العربية",
    "bg": "Български",
    "bn": "বাংলা",
    "ca": "Català",
    "cs": "Čeština",
    "da": "Dansk",
    "el": "Ελληνικά",
    "eo": "Esperanto",
    "et": "Eesti",
    "eu": "Euskara",
    "fa": "فارسی",
    "fi": "Suomi",
    "ga": "Gaeilge",
    "gl": "Galego",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "id": "Indonesia",
    "is": "Íslenska",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "no": "Norsk",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sr": "Српски",
    "sv": "Svenska",
    "tr": "Türkçe",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh": "中文",
}
"""What speakers call their language, for languages without a file of their own."""

_ENGLISH = (
    "af:Afrikaans am:Amharic ar:Arabic as:Assamese az:Azerbaijani be:Belarusian bg:Bulgarian bn:Bengali bs:Bosnian "
    "ca:Catalan ckb:Kurdish(Sorani) cs:Czech cy:Welsh da:Danish de:German el:Greek en:English eo:Esperanto es:Spanish "
    "et:Estonian eu:Basque fa:Persian fi:Finnish fo:Faroese fr:French ga:Irish gd:Gaelic gl:Galician gu:Gujarati "
    "ha:Hausa he:Hebrew hi:Hindi hr:Croatian ht:Haitian hu:Hungarian hy:Armenian id:Indonesian is:Icelandic it:Italian "
    "ja:Japanese ka:Georgian kk:Kazakh km:Khmer kn:Kannada ko:Korean ku:Kurdish ky:Kyrgyz la:Latin lb:Luxembourgish "
    "lo:Lao lt:Lithuanian lv:Latvian mi:Maori mk:Macedonian ml:Malayalam mn:Mongolian mr:Marathi ms:Malay mt:Maltese "
    "my:Burmese nb:Norwegian(Bokmål) ne:Nepali nl:Dutch nn:Norwegian(Nynorsk) no:Norwegian oc:Occitan or:Odia "
    "pa:Punjabi pl:Polish ps:Pashto pt:Portuguese rm:Romansh ro:Romanian ru:Russian sd:Sindhi si:Sinhala sk:Slovak "
    "sl:Slovenian so:Somali sq:Albanian sr:Serbian sv:Swedish sw:Swahili ta:Tamil te:Telugu tg:Tajik th:Thai "
    "ti:Tigrinya tk:Turkmen tl:Tagalog tr:Turkish tt:Tatar ug:Uyghur uk:Ukrainian ur:Urdu uz:Uzbek vi:Vietnamese "
    "yi:Yiddish yo:Yoruba zh:Chinese zu:Zulu"
)
_BY_TAG = {tag: name.replace("(", " (") for tag, name in (pair.split(":") for pair in _ENGLISH.split())}
_OWN = (  # of languages with a file of their own, whose names need not load it, and other spellings
    "de:Deutsch en:English es:Español es:Castellano es:Castilian fr:Français uk:Українська cy:Cymraeg pt-BR:Brazilian "
    "zh:Mandarin zh:汉语 zh:漢語 fa:Farsi nl:Flemish nl:Vlaams ro:Moldovan ca:Valencià el:Ελληνική nb:Bokmål "
    "nn:Nynorsk sl:Slovene fil:Filipino he:Ivrit ru:русский uk:українською ru:по-русски "
    "be:Беларуская mk:Македонски kk:Қазақша "
    "af:Afrikaans sq:Shqip hy:Հայերեն ka:ქართული th:ไทย ta:தமிழ் mr:मराठी ne:नेपाली la:Latina ms:Melayu tl:Tagalog "
    "lb:Lëtzebuergesch sw:Kiswahili am:አማርኛ id:Bahasa uz:Oʻzbek bs:Bosanski hi:हिंदी vi:Việt gd:Gàidhlig"
)
_COMMON_MISTAKES = {"UK": "GB"}  # which is reserved in ISO 3166-1, but no code
_MAX_LENGTH = 200
_MAX_SHOWN = 40  # characters of a value in a message
_NOT_A_TAG = "not the tag of a language"
_NOT_HYPHENS = "not written as a tag, which has hyphens"
_NOT_SHORTEST = "not the shortest tag of its language"
_MIN_ALIKE = 0.75  # of two names
_BY_COUNTRY = {"cn": "zh", "cz": "cs", "dk": "da", "gb": "en-GB", "gr": "el", "jp": "ja", "ua": "uk", "us": "en-US"}


def english_name(tag: str) -> str:
    """Return what English messages call a language: `German`, or its tag where it is not known."""
    return _BY_TAG.get(primary_subtag(tag), tag)


def tag_of_name(name: str) -> str | None:
    """Return the tag of a language that is called `name` in English or by its speakers: `German`, `Deutsch`.

    Codes of countries that are no codes of languages are understood too: `jp`.
    """
    return _by_name().get(_fold(name))


@lru_cache(maxsize=64)  # a lexicon names the same language again and again
def read_tag(written: str) -> tuple[str | None, str]:
    """Return the tag (BCP 47) that an author's `written` is or means, and what is wrong with it, "" if nothing is.

    Names of languages, codes of countries and names of locales are understood; the tag is None for anything else.
    """
    if named := tag_of_name(written):
        return named, _NOT_A_TAG
    locale = re.fullmatch(r"([A-Za-z]{2,3}_\w+)(?:[.@][\w.@-]*)?", written)  # POSIX: de_DE.UTF-8
    tag = well_formed(locale[1] if locale else written)
    if tag is None or not is_language(shortest_code(primary_subtag(tag))):
        return _read_words(written), _NOT_A_TAG
    primary, *others = tag.split("-")
    problem = _NOT_HYPHENS if "_" in written else ""
    if shortest_code(primary) != primary.lower():
        primary, problem = shortest_code(primary), _NOT_SHORTEST
    for index, part in enumerate(others):
        if len(part) == 1:
            break
        if len(part) == 2 and not is_region(part):
            others[index : index + 1] = filter(None, [_COMMON_MISTAKES.get(part.upper())])
            problem = f"not a tag, as no country has the code {part.upper()}"
            break
        if not is_registered(part):
            others = others[:index]
            problem = f"not a tag, as '{part}' is not registered in tags of languages"
            break
    return "-".join([primary, *others]), problem


def require_tag(name: str, written: str) -> str:
    """Return the tag of the language that is the value of the setting `name`: a tag, or a name such as German.

    Raises:
        ValueError: it is not a language; the nearest tag is suggested.
    """
    tag, problem = read_tag(written)
    if tag and (problem in ("", _NOT_HYPHENS, _NOT_SHORTEST) or tag_of_name(written)):
        return tag
    near = tag or find_similar_tag(written)
    shown = written if len(written) <= _MAX_SHOWN else f"{written[: _MAX_SHOWN - 1]}…"
    hint = f". Did you mean '{near}'?" if near else ""
    raise ValueError(f"{name} must be a tag such as en or de-CH, not '{shown}'{hint}")


def find_similar_tag(written: str) -> str | None:
    """Return the tag of the language whose name is similar to `written`, None if there is none."""
    near = get_close_matches(_fold(written[:_MAX_LENGTH]), _by_name(), n=1, cutoff=_MIN_ALIKE)
    return _by_name()[near[0]] if near else None


def _read_words(written: str) -> str | None:
    """Return the tag of the first word that is a name, or of a code at the beginning: `English (UK)`, `de/en`."""
    words = re.findall(r"\w+", written[:_MAX_LENGTH])
    named = next(filter(None, map(tag_of_name, words)), None)
    is_list = re.match(r"[A-Za-z]{2}(?:\s*[,;/|+&]|\s*[-_]+\s*(?:$|[A-Za-z]))", written)
    return named or (words[0].partition("_")[0].lower() if is_list and is_language(written[:2]) else None)


@cache
def _by_name() -> dict[str, str]:
    """Return the tags of languages by their folded names, and by codes of countries that authors take for tags."""
    others = (pair.split(":") for pair in _OWN.split())
    names = [*((name, tag) for tag, name in others), *((name, tag) for tag, name in NAMES.items())]
    names += [*((name, tag) for tag, name in _BY_TAG.items()), *_BY_COUNTRY.items()]
    return {_fold(name): tag for name, tag in names}


def _fold(name: str) -> str:
    """Return `name` as names are compared: in small letters, without accents."""
    folded = " ".join(name.split()).casefold()
    if folded.isascii():  # as nearly all names are
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
