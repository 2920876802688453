"""Words in capitals, in headings and for emphasis: read as words, not spelled."""

from __future__ import annotations

import re
from functools import lru_cache

from tts.speech.rules.english.words import letters
from tts.speech.rules.rule import Passage, Rule, rule

_STRESSED = """
THE AND FOR BUT NOT YOU ALL NEW OLD OUR HIS HER SHE HIM HAS HAD WAS ARE NOW HOW WHY TOO TWO ONE SIX TEN WAY DAY BIG YES
GET GOT LET OFF OWN PUT SAY SEE TRY USE YET ITS DID BAD MAN MEN BOY FEW BUY RUN FUN HOT LOW ASK AGO BOX CUT DIE DRY EAT
FIX FLY GUN GUY HIT JOY LIE NOR ODD OIL PAY RAW SAD SIT SKY SON SUN TEA TIE WET WIN WON YOUR ANY OUT
"""
_IN_HEADINGS = """
FAR MAY WAR LOT LAW TOP END KEY JOB CAR LEG TAX RED ACE ACT ADD AGE AID AIM AIR APP ARM ART BAG BAN BAR BAT BAY BED BEE
BET BID BIT BOW BUG BUS CAN CAP CAT COP COW CRY CUP DAD DAM DOG DUE EAR EGG EGO ERA EVE EYE FAN FAT FEE FIT FOE FOG FOX
GAP GAS GAY GOD GYM HAT HAY HIP HUB HUG ILL INK INN JAM JAR JAW JET KID KIT LAB LAP LAY LID LIP LOG MAD MAP MIX MOB MOM
MUD MUM NET NUN NUT OAK OWE PAN PEN PER PET PIE PIG PIN POP POT RAG RAT RAY RIB RID RIP ROB ROW RUG SEA SET SEX SHY SIN
SIR SKI SOB SPY SUE TAP TIN TIP TOE TON TOY TUG VAN VIA VOW WAX WEB WED WHO WIT ZOO ICE
AN AS AT BE BY DO GO HE HI IF IN IS ME MY NO OF OH ON OR SO TO UP WE
"""
_ALWAYS = frozenset(_STRESSED.split())
"""Short words that are never acronyms, so capitals only emphasize them."""
_HEADING = _ALWAYS | frozenset(_IN_HEADINGS.split())
_TECHNOLOGY = re.compile(
    r"\s(?:FIRMS?|SECTORS?|COMPAN\w+|WORKERS?|JOBS?|SYSTEMS?|STAFF|DEPARTMENT|SUPPORT|INDUSTRY|GIANTS?|SERVICES?|SECURITY"
    r"|SPENDING|FAILURES?|OUTAGES?|PROJECTS?|GLITCH\w*|CHAOS|MINISTER|EXPERTS?|PROFESSIONALS?|MANAGERS?|STOCKS?|EXPORTS?)\b"
)
_OFFICIALS = re.compile(r"\s(?:SAYS|WARNS|URGES|DECLARES|CALLS|CHIEF|OFFICIALS?|EXPERTS?|REPORTS?|HEAD|DIRECTOR)\b")
_US = re.compile(r"\b(?:LET|JOIN|CONTACT|ABOUT|FOLLOW|TELL|CALL|ASK|REMIND)\s$")
_CAPITALS = r"(?<![\w&.@#/'’-])"


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


_IS_OPENING = re.compile(r"[\"“‘'(]?(?:[A-Z][A-Z'’-]*,? ){0,7}\Z")
_NEXT_IN_CAPITALS = re.compile(r",? (?:[A-Z]{2}|[AI] )")
_VERB = re.compile(
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
_SMALL_VERB = re.compile(r" (?:was|is|will|has|had|took|takes|seems?|seemed|looks?|looked|began|rained|snowed)\b")


@rule(rf"{_CAPITALS}(?:US|IT)(?![\w&.@#/-])", needs="IU")
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


@rule(rf"{_CAPITALS}(?:[A-Z]{{2,4}}(?![\w&.@#/-])|(?<=[A-Z]{{2}} )A(?= [a-z]))")
def capital(match: re.Match[str], passage: Passage) -> str | None:
    """Read a short word in capitals as a word: `a BIG deal`, `PM TO CUT TAX`, `ON A cold day`."""
    word = match[0]
    if word == "A":
        return "a" if _is_in_shouted_opening(match) else None
    if word == "AM" and passage.text[: match.start()].endswith("I "):
        return "am"
    if word == "WHO" and _OFFICIALS.match(passage.text, match.end()):
        return letters(word)
    is_shouted = is_heading(passage.text) or (word != "WHO" and _is_in_shouted_opening(match))
    if passage.marked("code", match.start()) or word not in (_HEADING if is_shouted else _ALWAYS):
        return None
    return word.lower()


RULES: tuple[Rule, ...] = (pronoun, capital)
