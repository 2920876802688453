"""Words in capitals, in headings and for emphasis: read as words, not spelled."""

from __future__ import annotations

import re
from functools import lru_cache

from tts.regex import regex
from tts.speech.rules.english.acronym_words import LETTERS, WORDS
from tts.speech.rules.english.context import after, before
from tts.speech.rules.english.syllables import is_sayable
from tts.speech.rules.english.words import letters
from tts.speech.rules.rule import Passage, Rule, rule

_STRESSED = """
THE AND FOR BUT NOT YOU ALL NEW OLD OUR HIS HER SHE HIM HAS HAD WAS ARE NOW HOW WHY TOO TWO ONE SIX TEN WAY DAY BIG YES
GET GOT LET OFF OWN PUT SAY SEE TRY USE YET ITS DID BAD MAN MEN BOY FEW BUY RUN FUN HOT LOW ASK AGO BOX CUT DIE DRY EAT
FIX FLY GUN GUY HIT JOY LIE NOR ODD OIL PAY RAW SAD SIT SKY SON SUN TEA TIE WET WIN WON YOUR ANY OUT MAY END TOP CAN KEY
LAW WAR TAX JOB GOD MOM DAD DOG SEX RED ADD KID VIA
AN AS AT BE BY DO GO HE IF MY NO OF ON SO TO UP WE
"""
_INEMPHASIZEDS = """
FAR LOT LEG ACE ACT AGE AID AIM AIR APP ARM ART ATE BAG BAN BAR BAT BAY BED BEE BEG BET BID BIN BIT BOB BOG BOW BUG BUN
BUS BUT CAB CAP CAR CAT COP COT COW CRY CUB CUP DAM DEN DIG DIM DIP DOT DUE DUG DUO EAR EGG EGO ELF ERA EVE EYE FAN FAT
FED FEE FIG FIN FIT FLU FOE FOG FOX FRY FUR GAP GAS GAY GEM GET GIN GUM GUT GYM HAM HAT HAY HEN HID HIP HOP HUB HUG HUT
ICE ICY ILL INK INN JAB JAM JAR JAW JET JUG JUN KIN KIT LAB LAD LAP LAY LED LID LIP LIT LOG LUX MAD MAP MAT MET MIX MOB
MUD MUG MUM NAP NET NIL NUN NUT OAK OAT OUR OWE OWL PAN PAT PAW PEA PEG PEN PER PET PIE PIG PIN PIT POD POP POT PRO PUB
PUP RAG RAM RAN RAP RAT RAY RIB RID RIG RIM RIP ROB ROD ROT ROW RUB RUG SAW SEA SET SHY SIN SIP SIR SKI SOB SOW SPA SPY
SUE SUM TAB TAG TAN TAP TAR TEE TIN TIP TOE TON TOW TOY TUB TUG URN VAN VET VIE VOW WAS WAX WEB WED WEE WHO WIG WIT YEN
ZIP ZOO GEN LAS LOS SAN SRI
AM HI IN IS IT ME OH OR US
"""
_SPELLED_WORDS = """
ACE ACT APP ART BOB CAB CAD CAR COT COW DEN DIP DOT DUO EAR ELF ERA FED FIN GEM GIN HAM LED LIT MAT MET MUM NIL NUT PEN
PET PIG PUB RAP RIB RIP SAN SAW SEA SIR SPA SUM TAN TAR TEE TOE VAN VAT VET WEB WHO WIG
AM GEN HI IN IS IT LOS ME OH OR US
"""
_FIRST_NAMES = """
ALI AMY ANN BEN BOB DAN DON EVA GUY IAN JAN JAY JIM JOE JON KAY KEN KIM LEE LEO LIZ MAX MEG MIA PAM PAT RAY ROB ROD RON
ROY SAM SUE TED TIM TOM VAL VIC ZOE
"""
_ALWAYS = frozenset(_STRESSED.split())
"""Short words that are never acronyms, so capitals only emphasize them."""
EMPHASIZED = _ALWAYS | frozenset(_INEMPHASIZEDS.split())
"""Short words that are words in a heading or next to others in capitals."""
_SURE = EMPHASIZED - frozenset(_SPELLED_WORDS.split())
"""Those that are words elsewhere too: as an acronym, they would be said as words."""
_NAMES = frozenset(_FIRST_NAMES.split())
_TECHNOLOGY = regex(
    r"\s(?:FIRMS?|SECTORS?|COMPAN\w+|WORKERS?|JOBS?|SYSTEMS?|STAFF|DEPARTMENT|SUPPORT|INDUSTRY|GIANTS?|SERVICES?|SECURITY"
    r"|SPENDING|FAILURES?|OUTAGES?|PROJECTS?|GLITCH\w*|CHAOS|MINISTER|EXPERTS?|PROFESSIONALS?|MANAGERS?|STOCKS?|EXPORTS?)\b"
)
_OFFICIALS = regex(r"\s(?:SAYS|WARNS|URGES|DECLARES|CALLS|CHIEF|OFFICIALS?|EXPERTS?|REPORTS?|HEAD|DIRECTOR)\b")
_US = regex(r"\b(?:LET|JOIN|CONTACT|ABOUT|FOLLOW|TELL|CALL|ASK|REMIND)\s$")
_CAPITALS = r"(?<![\w&.@#'’])(?<![^A-Za-z]/)(?<![\d_]-)(?<!\$\{)"
_ENDS = r"(?![\w&@#$]|\.\w|/(?![A-Z]))"
_LETTERS = "A-ZÀ-ÖØ-ÞŁŠŽČĆĐŚŻĞİŞ"


@lru_cache(maxsize=4)  # called for each word of the same text
def is_heading(text: str) -> bool:
    """Return whether nearly all words of `text` are in capitals, and not all of those are short."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    capital = [word for word in words if word.isupper()]
    return (
        len(capital) > 1
        and len(capital) * 5 >= len(words) * 4
        and (len(capital) > 3 or any(len(word) > 3 for word in capital))
    )


_IS_OPENING = regex(r"[\"“‘'(]?(?:[A-Z][A-Z'’-]*,? ){0,7}\Z")
_NEXT_IN_CAPITALS = regex(r",? (?:[A-Z]{2}|[AI] )")
_VERB = regex(
    r" (?:WAS|IS|WILL|HAS|HAD|TOOK|TAKES|SEEMS?|SEEMED|LOOKS?|LOOKED|MAY|MIGHT|CAN|COULD|WOULD|SHOULD|ALL|BEGAN|BEGINS"
    r"|STARTED|STARTS|HAPPENED|MAKES|MADE|CAME|RAINED|SOUNDS|FEELS|FELT|APPEARS|WASN|ISN|DOES|DID|MUST|BECAME|WENT)\b"
)


def _is_in_shouted_opening(match: re.Match[str]) -> bool:
    """Return whether a word is one of two or more in capitals with which a passage begins: `IT WAS a cold day`."""
    begin = match.start()
    if begin > _LONGEST_OPENING or not _IS_OPENING.fullmatch(match.string[:begin]):
        return False
    return begin > 1 or _NEXT_IN_CAPITALS.match(match.string, match.end()) is not None


_LONGEST_OPENING = 50
_SMALL_VERB = regex(r" (?:was|is|will|has|had|took|takes|seems?|seemed|looks?|looked|began|rained|snowed)\b")


@rule(rf"{_CAPITALS}(?:US|IT)(?![\w&@#/’'-]|\.\w)", needs="IU", prefilter=r"\b(?:US|IT)\b")
def pronoun(match: re.Match[str], passage: Passage) -> str | None:
    """Read `IT` in a heading in capitals as the pronoun, and `US` as the country, unless the context says otherwise.

    Read `IT` as the pronoun too where an article begins in capitals: `IT WAS a cold day`.
    """
    if not is_heading(passage.text):
        if match[0] != "IT" or not _is_in_shouted_opening(match):
            return None
        is_last = match.start() > 1 and _SMALL_VERB.match(passage.text, match.end())
        return "it" if is_last or _VERB.match(passage.text, match.end()) else None
    if match[0] == "IT":
        return letters("IT") if _TECHNOLOGY.match(passage.text, match.end()) else "it"
    is_pronoun = _US.search(passage.text[: match.start()][-40:])
    return "us" if is_pronoun else letters("US")


def is_shouted(match: re.Match[str]) -> bool:
    """Return whether a word is in a heading or an opening in capitals, or next to another word in capitals."""
    if is_heading(match.string) or _is_in_shouted_opening(match):
        return True
    begin, end = match.span()
    before, after = _WORD_BEFORE.search(match.string, max(0, begin - 20), begin), _WORD_AFTER.match(match.string, end)
    return any(neighbour is not None and _is_plain(neighbour["word"]) for neighbour in (before, after))


_WORD_BEFORE = regex(r"(?<![\w.])(?P<word>[A-Z]{2,})[,:!.?]? \Z")
_WORD_AFTER = regex(r"[,:!.?]? (?P<word>[A-Z]{2,})(?!\w|\.\w)")


def _is_plain(word: str) -> bool:
    """Return whether a word in capitals is an ordinary word, as far as its letters show."""
    return word in _ALWAYS or (len(word) > 3 and word not in WORDS and word not in LETTERS and is_sayable(word))


_VERB_CUE = regex(r"\b(?:[Tt]o|must|will|should|can|could|please|[Dd]on['’]t|not|[Ll]et['’]?s|we|you|they) ")
_NAME = regex(" [A-ZÀ-Þ](?:[a-zß-ÿ]|[A-Z]{3}[A-Z/])")
_IS_CUE = regex(
    r"\b(?:[Tt]his|[Tt]hat|[Ii]t|[Hh]e|[Ss]he|[Tt]here|[Ww]hat|[Ww]ho|[Ww]hich|[Ww]here|[Hh]ow|[Ww]hy|one) "
)
_VERBS = frozenset(("ACT", "ART", "FIT", "PET", "RAP", "RIP", "SAW"))
_QUESTION = regex(r"\b(?:[Aa]sk\w*|[Kk]n[eo]w\w*|[Ss]ee|[Ww]onder\w*|[Tt]ell\w*|told|guess\w*|care\w*|matters?|not) ")
_ISOLATED = frozenset(("ME", "OR", "IN"))


@rule(
    rf"{_CAPITALS}(?P<word>[{_LETTERS}]{{2,}}(?:['’][A-Z]{{1,2}}(?!\w))?"
    rf"|(?<=[A-Z]{{2}} )A(?= (?:[a-z]|[A-Z]{{2}}))){_ENDS}",
    prefilter=f"[{_LETTERS}]{{2}}",
)
def capital(match: re.Match[str], passage: Passage) -> str | None:
    """Read a word in capitals as a word: `a BIG deal`, `PM TO CUT TAX`, `ON A cold day`, `We must ACT.`"""
    word = match["word"]
    if passage.marked("code", match.start()) and word not in _ALWAYS:
        return None
    if word == "A":
        return "a" if is_shouted(match) else None
    if _CONTRACTED.search(word):
        return word[0] + word[1:].lower() if word.startswith("I") else word.lower()
    if word == "AM" and passage.text[: match.start()].endswith("I "):
        return "am"
    if word in ("IT", "US"):
        return "it" if word == "IT" and _VERB.match(passage.text, match.end()) else None
    if (word in _ALWAYS or word in ("AM", "IS", "ME")) and passage.text.strip(_MARKS) == word:
        return word.lower()  # THIS. IS. BAD.
    if word == "WHO" and after(match, _QUESTION):
        return "who"
    if word == "WHO" and (_OFFICIALS.match(passage.text, match.end()) or not is_shouted(match)):
        return None
    if word in _NAMES and (before(match, _NAME) or (is_heading(passage.text) and word not in EMPHASIZED)):
        return word.capitalize()
    if len(word) <= _LONGEST_SHORT:
        is_word = word in _SURE or (word in EMPHASIZED and (is_shouted(match) or _is_emphasized(match, word)))
        return word.lower() if is_word else None
    is_word = not word.isascii() or is_sayable(word)
    return word.lower() if is_word and word not in LETTERS and word not in WORDS and is_shouted(match) else None


_LONGEST_SHORT = 3
_MARKS = " .!?…\"“”‘’'"
_CONTRACTED = regex("['’](?:T|S|M|D|LL|RE|VE)\\Z")


def _is_emphasized(match: re.Match[str], word: str) -> bool:
    """Return whether the words around a short one show that its capitals emphasize it: `to ACT`, `this IS bad`."""
    if word in _ISOLATED:
        return not before(match, _CODE_AFTER) and not after(match, _PLACE)
    if word == "IS":
        return after(match, _IS_CUE)
    return word in _VERBS and after(match, _VERB_CUE) and not before(match, _NAME)


_CODE_AFTER = regex(r"/| \d{5}")
_PLACE = regex(r"[a-z], ")


RULES: tuple[Rule, ...] = (pronoun, capital)
