"""BCP 47 language tags as the three letters of ISO 639-2/T that ID3 and MP4 want."""

from __future__ import annotations

_CODES = (
    "af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng "
    "eo:epo es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gu:guj gv:glv he:heb "
    "hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz kn:kan ko:kor ku:kur kw:cor la:lat "
    "lb:ltz lt:lit lv:lav mi:mri mk:mkd ml:mal mr:mar ms:msa mt:mlt my:mya nb:nob ne:nep nl:nld nn:nno no:nor "
    "oc:oci pa:pan pl:pol pt:por rm:roh ro:ron ru:rus se:sme sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam "
    "te:tel th:tha tr:tur uk:ukr ur:urd uz:uzb vi:vie yi:yid zh:zho zu:zul"
)
_ISO_639_2 = dict(pair.split(":") for pair in _CODES.split())


def iso639_2(tag: str) -> str:
    """The code of the tag's language (BCP 47, section 2.2.1), "" where it is not known: `en-GB` is `eng`."""
    language = tag.replace("_", "-").partition("-")[0].lower()
    if len(language) == 3 and language.isascii() and language.isalpha():
        return language
    return _ISO_639_2.get(language, "")
