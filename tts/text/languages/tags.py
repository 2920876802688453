"""Language tags (BCP 47): their parts, their form, the direction of their script, and codes of other standards."""

from __future__ import annotations

import re

from tts.noun import noun
from tts.regex import regex

UNDETERMINED = "und"
"""The tag of a text whose language is not known (ISO 639-2)."""

# RFC 5646, section 2.1: langtag, without grandfathered tags, or private use alone
_TAG = regex(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
_RTL_LANGUAGES = "ar arc ckb dv fa glk he iw ji ks lrc mzn nqo pnb ps sd syr ug ur yi"
_RTL_SCRIPTS = "adlm arab aran hebr mand nkoo rohg samr syrc thaa"
_CODES = (
    "aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul "
    "bi:bis bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces cu:chu cv:chv cy:cym "
    "da:dan de:deu dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas ff:ful fi:fin fj:fij "
    "fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat "
    "hu:hun hy:hye hz:her ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl it:ita iu:iku ja:jpn jv:jav "
    "ka:kat kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir "
    "la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri mk:mkd ml:mal mn:mon "
    "mr:mar ms:msa mt:mlt my:mya na:nau nb:nob nd:nde ne:nep ng:ndo nl:nld nn:nno no:nor nr:nbl nv:nav ny:nya "
    "oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:ron ru:rus "
    "rw:kin sa:san sc:srd sd:snd se:sme sg:sag si:sin sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp "
    "ss:ssw st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur "
    "ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid "
    "yo:yor za:zha zh:zho zu:zul"
)
_ISO_639_2 = dict(pair.split(":") for pair in _CODES.split())
# ISO 639-2/B, which libraries use
_BIBLIOGRAPHIC = (
    "alb:sq arm:hy baq:eu bur:my chi:zh cze:cs dut:nl fre:fr geo:ka ger:de gre:el ice:is mac:mk mao:mi may:ms per:fa "
    "rum:ro slo:sk tib:bo wel:cy"
)
_SHORTEST = {code: tag for tag, code in _ISO_639_2.items()} | dict(pair.split(":") for pair in _BIBLIOGRAPHIC.split())


@noun
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
    is_rtl = script.lower() in _RTL_SCRIPTS.split() if script else first.lower() in _RTL_LANGUAGES.split()
    return "rtl" if is_rtl else "ltr"


def shortest_code(code: str) -> str:
    """Return the code of a language by which tags begin: that of two letters, if there is one, for `deu` and `ger`."""
    return _SHORTEST.get(code.lower(), code.lower())


def iso639_2(tag: str) -> str:
    """Return the three letters of ISO 639-2/T that ID3 and MP4 want, "" where they are not known: `eng` for `en-GB`."""
    language = primary_subtag(tag)
    if len(language) == 3 and language.isascii() and language.isalpha():
        return language
    return _ISO_639_2.get(language, "")
