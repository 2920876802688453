"""Language tags (BCP 47): their parts, their form, the direction of their script, and codes of other standards."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
# ISO 639-2/B, which libraries use
_BIBLIOGRAPHIC = (
    "alb:sq arm:hy baq:eu bur:my chi:zh cze:cs dut:nl fre:fr geo:ka ger:de gre:el ice:is mac:mk mao:mi may:ms per:fa "
    "rum:ro slo:sk tib:bo wel:cy"
)
_SHORTEST = {code: tag for tag, code in _ISO_639_2.items()} | dict(pair.split(":") for pair in _BIBLIOGRAPHIC.split())
_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu iw "
    "ja ji jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my "
    "na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm "
    "sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh "
    "zu"
)
_TWO_LETTERS = frozenset(_ISO_639_1.split())
_ISO_3166 = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
)
_REGIONS = frozenset(_ISO_3166.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLanguage:
    """The language that a run gives its articles: `tag` (BCP 47) is "" if each article's is guessed where it says none.

    `overrules`: it holds for all articles, whatever they say.
    """

    tag: str = ""
    overrules: bool = False


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


def shortest_code(code: str) -> str:
    """Return the code of a language by which tags begin: that of two letters, if there is one, for `deu` and `ger`."""
    return _SHORTEST.get(code.lower(), code.lower())


def is_code(code: str) -> bool:
    """Return whether `code` may be that of a language: of two letters only those of ISO 639-1 are."""
    return code.lower() in _TWO_LETTERS or len(code) == 3


def is_region(code: str) -> bool:
    """Return whether `code` is that of a country (ISO 3166-1), or of three digits (UN M49)."""
    return code.upper() in _REGIONS or code.isdecimal()


def iso639_2(tag: str) -> str:
    """Return the three letters of ISO 639-2/T that ID3 and MP4 want, "" where they are not known: `eng` for `en-GB`."""
    language = primary_subtag(tag)
    if len(language) == 3 and language.isascii() and language.isalpha():
        return language
    return _ISO_639_2.get(language, "")
