"""Language tags (BCP 47): their parts, their form, the direction of their script, and codes of other standards."""

from __future__ import annotations

import re

UNDETERMINED = "und"
"""The tag of a text whose language is not known (ISO 639-2)."""

# RFC 5646, section 2.1: langtag, without grandfathered tags, or private use alone
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
_RIGHT_TO_LEFT = re.compile("ar|arc|ckb|dv|fa|glk|he|iw|ji|ks|lrc|mzn|nqo|pnb|ps|sd|syr|ug|ur|yi", re.IGNORECASE)
_SCRIPTS = re.compile("Adlm|Arab|Aran|Hebr|Mand|Nkoo|Rohg|Samr|Syrc|Thaa", re.IGNORECASE)
_CODES = (
    "af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng "
    "eo:epo es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gu:guj gv:glv he:heb "
    "hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz kn:kan ko:kor ku:kur kw:cor la:lat "
    "lb:ltz lt:lit lv:lav mi:mri mk:mkd ml:mal mr:mar ms:msa mt:mlt my:mya nb:nob ne:nep nl:nld nn:nno no:nor "
    "oc:oci pa:pan pl:pol pt:por rm:roh ro:ron ru:rus se:sme sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam "
    "te:tel th:tha tr:tur uk:ukr ur:urd uz:uzb vi:vie yi:yid zh:zho zu:zul"
)
_ISO_639_2 = dict(pair.split(":") for pair in _CODES.split())

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


def primary_subtag(tag: str) -> str:
    """Return the language of a tag in small letters, also of a locale's name: `en` for `en-GB` and `EN_us`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def well_formed(tag: str) -> str | None:
    """Return `tag` with hyphens if it is a BCP 47 tag (RFC 5646, section 2.1), else None."""
    tag = tag.strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else None


def direction(tag: str) -> str:
    """Return `rtl` for a language that is written from right to left, else `ltr`."""
    first, *others = tag.split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    is_rtl = _SCRIPTS.fullmatch(script) if script else _RIGHT_TO_LEFT.fullmatch(first)
    return "rtl" if is_rtl else "ltr"


def iso639_2(tag: str) -> str:
    """Return the three letters of ISO 639-2/T that ID3 and MP4 want, "" where they are not known: `eng` for `en-GB`."""
    language = primary_subtag(tag)
    if len(language) == 3 and language.isascii() and language.isalpha():
        return language
    return _ISO_639_2.get(language, "")
