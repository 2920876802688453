"""LABEL -> CODEC: the names that pages give to encodings (WHATWG Encoding Standard, section 4.2)."""

from __future__ import annotations

import codecs

_DECODED_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "ms932": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "euc_kr": "cp949",
    "mac-roman": "mac-roman",
    "utf-16": "utf-16-le",
    "cp65001": "utf-8",
    "utf-8-sig": "utf-8",
}
"""Encodings that are read as a larger one, by Python's names; browsers do so because pages mislabel them."""
_KNOWN = frozenset(
    (
        *("utf-8", "utf-16-le", "utf-16-be", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874"),
        *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *(f"cp{page}" for page in range(1250, 1259)),
        *("gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949"),
    )
)
_ALIASES = {
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "dos-874": "cp874",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "csiso88598e": "iso8859-8",
    "csiso88598i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-8-i": "iso8859-8",
    "csiso88596e": "iso8859-6",
    "csiso88596i": "iso8859-6",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-6-i": "iso8859-6",
    "sun_eu_greek": "iso8859-7",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "csmacintosh": "mac-roman",
    "mac": "mac-roman",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-gbk": "gb18030",
    "csiso58gb231280": "gb18030",
    "iso-ir-58": "gb18030",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cseucpkdfmtjapanese": "euc_jp",
    "x-euc-jp": "euc_jp",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "csksc56011987": "cp949",
    "ks_c_5601-1989": "cp949",
    "windows-949": "cp949",
    "x-user-defined": "cp1252",
    "utf8mb4": "utf-8",
    "unicode": "utf-16-le",
    "unicodefeff": "utf-16-le",
    "unicodefffe": "utf-16-be",
    "iso-10646-ucs-2": "utf-16-le",
    "ucs-2": "utf-16-le",
    "csunicode": "utf-16-le",
}
"""Labels that Python does not know, or knows as something else."""


def find_codec(label: str) -> str:
    """Return Python's name of the encoding that a page calls `label`, "" if no page can be in it."""
    label = label.strip().strip("\"'").strip().lower()
    name = _ALIASES.get(label) or label.removeprefix("x-")
    try:
        name = codecs.lookup(name).name
    except (LookupError, ValueError):  # a NUL in the label is a ValueError
        return ""
    name = _DECODED_AS.get(name, name)
    return name if name in _KNOWN else ""
