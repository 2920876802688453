"""BYTES -> ENCODING: a guess for a page that does not say it, by the letters that are frequent in its languages."""

from __future__ import annotations

import re

from tts.regex import regex

FALLBACK = "cp1252"
"""The encoding of most pages that say none (HTML Living Standard, section 13.2.3.2)."""

_HIRAGANA = "".join(map(chr, range(0x3041, 0x3094)))
_KATAKANA = "".join(map(chr, range(0x30A1, 0x30FD)))
_SIMPLIFIED = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没"
    "于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点"
    "月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并"
)
_TRADITIONAL = (
    "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可裡後小麼心多天而能好都然沒"
    "於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點"
    "月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並"
)
_HANGUL = (
    "이다는의에가을를은로고하지도사기어서리한시정나인아자그수스대있일으라해제전상부게보주장여조구들공원만소경유연신성세국동위과"
    "우적할것무면안비선관물관중마오미내진모산오와었으니까년월일했며년간되된화트러및개발생결차심계드용문"
)
_SIGNS = "“”‘’–—…«»„•·©®°\N{NO-BREAK SPACE}"
_LATIN = {
    "cp1252": "".join(map(chr, {*range(0xC0, 0x100)} - {*map(ord, "×÷ðþýÐÞÝ")})) + "œŒ€¿¡" + _SIGNS,
    "cp1254": "çğıöşüİâîûÇĞŞÖÜ" + _SIGNS,
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžôľĺŕöüőűäßăâîșțşţđ" + _SIGNS,
    "iso8859-2": "ąćęłńóśźżáčďéěíňřšťúůýžôľĺŕöüőűäßăâîşţđ",
}
_OTHER = {
    "cp932": _HIRAGANA + _KATAKANA + "、。「」・日本人年月大中国会一者事",
    "euc_jp": _HIRAGANA + _KATAKANA + "、。「」・日本人年月大中国会一者事",
    "gb18030": _SIMPLIFIED + "，。、“”：；！？《》（）",
    "big5hkscs": _TRADITIONAL + "，。、「」：；！？《》（）",
    "cp949": _HANGUL,
    "cp1255": "אבגדהוזחטיכלמנסעפצקרשתםןךףץ" + _SIGNS,
    "koi8-r": "оеаинтсрвлкмдпуяыьгзбчйхжшюц",
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюіїєў" + _SIGNS,
    "cp1253": "αεηιοτνσςρκπλμυωάέήίόύώδγθχφβ" + _SIGNS,
    "cp874": "กขคงจชดตถทนบปผพภมยรลวสหอะาิีึืุูเแโใไ่้็์ั",
    "cp1256": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآئؤ،؟" + _SIGNS,
}
"""The characters that make up most of a text beyond ASCII in the languages of each encoding."""
_CLOSE = 0.02  # of all characters: between two encodings so near the first one is taken
_SAMPLE_BYTES = 60_000
_MIN_IN_RUNS = 0.4  # of all bytes beyond ASCII: in Latin letters they stand alone, elsewhere they make up whole words
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_PROGRAM = re.compile(rb"<(?:script|style)\b", re.IGNORECASE)
_PROGRAM_END = re.compile(rb"</(?:script|style)\b", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]{1,5000}>")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_PLAIN = regex(r"[\x00-\x7f]+")
_MULTI_BYTE = frozenset(("cp932", "euc_jp", "gb18030", "big5hkscs", "cp949"))


def guess_codec(data: bytes) -> str:
    """Return Python's name of the encoding that the page `data` is most probably in; it is none of Unicode."""
    text, *programs = _PROGRAM.split(data[: 10 * _SAMPLE_BYTES])
    ends = ((program, _PROGRAM_END.search(program)) for program in programs)
    sample = _TAG.sub(b" ", b" ".join([text, *(program[end.start() :] for program, end in ends if end)]))
    first = _BEYOND_ASCII.search(sample)
    if first is None:  # in mark-up alone, or far below
        sample, first = data, _BEYOND_ASCII.search(data)
    if first is None:
        return FALLBACK
    sample = sample[max(0, first.start() - 1) :][:_SAMPLE_BYTES]
    in_runs = sum(map(len, _RUN.findall(sample)))
    frequent = _OTHER if in_runs > _MIN_IN_RUNS * len(_BEYOND_ASCII.findall(sample)) else _LATIN
    scores = {codec: _score(sample, codec, frozenset(characters)) for codec, characters in frequent.items()}
    best = max(scores.values())
    return next(codec for codec, score in scores.items() if score >= best - _CLOSE) if best > 0 else FALLBACK


def has_defects(data: bytes, codec: str) -> bool:
    """Return whether `data` cannot be a text in the multi-byte encoding `codec`, but for a few stray bytes."""
    text = data.decode(codec, "replace")
    return text.count("\N{REPLACEMENT CHARACTER}") * 50 > len(_PLAIN.sub("", text))


def is_multi_byte(codec: str) -> bool:
    """Return whether characters of `codec` have more than one byte, so that most other texts are not valid in it."""
    return codec in _MULTI_BYTE or codec == "iso2022_jp"


def _score(sample: bytes, codec: str, frequent: frozenset[str]) -> float:
    """Return how much of `sample` beyond ASCII is `frequent` in the languages of `codec`, from 0 to 1."""
    text = _PLAIN.sub("", sample.decode(codec, "replace")).rstrip("\N{REPLACEMENT CHARACTER}")
    if not text:
        return 0.0
    right = sum(character in frequent for character in text)
    share = (right - 5 * text.count("\N{REPLACEMENT CHARACTER}")) / len(text)
    # Of thousands of characters the frequent ones are half of a text at most, and are hardly there by chance
    return min(1.0, 2 * share) if codec in _MULTI_BYTE else share
