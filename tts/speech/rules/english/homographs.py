"""Words with two sounds and two meanings: read, lead, live, wind, tear, bass, minute, close, content, row, used."""

from __future__ import annotations

import re
from collections.abc import Callable

from tts.regex import regex
from tts.speech.rules.english.neighbours import (
    ADVERBS,
    ARTICLES,
    BE,
    EDGE,
    HAVE,
    MODALS,
    OBJECTS,
    PREPOSITIONS,
    SUBJECTS,
    Neighbours,
    is_plural,
    is_to_verb,
    neighbours,
)
from tts.speech.rules.prefilters import has_word
from tts.speech.rules.rule import Passage, Rule, Sounds, rule


def _set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


_PAST = regex(r"(?i)\b(?:yesterday|last (?:week|year|month|night)|ago|earlier|was|were|had|went|said|[a-z]{3,}ed)\b")


def _read(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "read", which is the past behind a form of "have" or "be", or a single subject."""
    first, second, third = words.before
    if first in ADVERBS and second not in (EDGE, "to"):
        first, second = second, third
    if first in HAVE or (first in BE and words.next != "the") or (first in SUBJECTS and second in HAVE):
        return "ˈrɛd"
    if is_to_verb(words) or first in MODALS or first in ("a", "good", "great", "must", "and", "please", "long"):
        return "ˈriːd"
    if first == EDGE and words.next in ("by", "aloud"):
        return "ˈrɛd"
    if first == EDGE:
        return "ˈriːd" if words.next in OBJECTS | {"more", "full", "on", "about"} else None
    if second in ("a", "an") and words.next in (EDGE, "for", "on"):
        return "ˈriːd"
    is_person = _is_one(first) and (third in ARTICLES or third.endswith("'s") or second.endswith("'s"))
    if words.next in ARTICLES and is_person:
        return "ˈrɛd"
    if first in ("he", "she", "it") or (second in ARTICLES and not is_plural(first)):
        return "ˈrɛd"
    if first in SUBJECTS or is_plural(first):
        return "ˈrɛd" if _PAST.search(text) else "ˈriːd"
    return "ˈrɛd" if words.is_name and first not in MODALS else None


def _is_one(word: str) -> bool:
    """Return whether a word may be the noun for one person or thing."""
    return len(word) > 3 and not is_plural(word) and word not in ADVERBS | PREPOSITIONS | OBJECTS


_LEADEN = _set(
    "paint paints pipe pipes piping poisoning pollution exposure levels contamination acid acetate shot ammunition"
    " bullet bullets mine mines smelter glass battery batteries content concentrations testing oxide dust bricks"
    " pellets roofing"
)
_METALS = _set(
    "mercury arsenic cadmium zinc copper tin silver iron nickel chromium aluminium aluminum asbestos uranium steel"
)
_AMOUNTS = _set(
    "levels level amounts amount traces trace tonnes tons grams kilograms concentrations contain contains containing"
    " dumped leaked leached mined smelted inhaled ingested emitted stripped stole steal stealing"
)
_HOLDS_LEAD = _set(
    "water blood paint soil pipes petrol fuel gasoline drinking toys food tap our their children's spices"
)


def _lead(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "lead", if it is the metal."""
    first, second, _ = words.before
    is_amount = (first == "of" and second in _AMOUNTS) or (first in _AMOUNTS and words.next not in ("the", "to"))
    is_in = words.next == "in" and (
        words.after[1] in _HOLDS_LEAD or (words.after[1] == "the" and _IN_MATTER.search(text))
    )
    is_metal = (words.next in ("and", "or") and words.after[1] in _METALS) or (
        first in ("and", "or") and second in _METALS
    )
    if first in MODALS or (first == "to" and second not in ("exposure", "exposed")) or (is_in and first in ARTICLES):
        return None
    return "ˈlɛd" if words.next in _LEADEN or is_amount or is_in or is_metal else None


_IN_MATTER = regex(r"lead in the (?:\w+ )?(?:water|blood|paint|soil|pipes|petrol|fuel|air|supply)\b")
_LIVE_THINGS = _set(
    "music show shows updates update coverage broadcast broadcasts stream streams streaming performance performances"
    " audience audiences event events tv television radio album albums band bands animals animal fire rounds round"
    " ammunition ammo bullets bullet blog feed feeds video footage interview interviews debate debates birth births"
    " cattle chickens birds wire wires export exports tour concert concerts translation data game games match matches"
    " sport sports grenade shells exercise exercises bait bacteria cells virus vaccine sets set broadcasting reports"
    " report chat televised"
)
_SHOWN = _set(
    "watch watched watching streamed stream broadcast shown show aired air go goes went going gone performed perform"
    " performing appeared speaking played carried televised screened followed via recorded singing sing sang"
    " interviewed streaming"
)
_LIVES_WHERE = _set(
    "in with at on there here near alone outside under by for among next across together off through like"
    " beside below above within inside along close permanently"
)


_FED_BY = _set("a less benefits berries food fish insects their about under islands boats campus land farms pensions")


def _live(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "live", as a verb or as an adjective or adverb."""
    first, second, _ = words.before
    if words.next in _LIVE_THINGS and first not in SUBJECTS:
        return "ˈlaɪv"
    is_seen = first in _SHOWN or (first in ("it", "them", "him", "her") and second in _SHOWN)
    if not is_seen and (is_to_verb(words) or first in SUBJECTS):
        return "ˈlɪv"
    is_where = words.next in _LIVES_WHERE and (words.next != "on" or words.after[1] in _FED_BY)
    if (is_plural(first) or first.isdecimal()) and is_where:
        return "ˈlɪv"
    return "ˈlaɪv" if first in BE or is_seen or (first in ARTICLES and words.next != EDGE) else None


_SAVED = _set(
    "saved save saves saving lost lose losing claimed claim claims cost costing risk risked risking take took ruined"
)
_PEOPLES = _set(
    "many our their people's civilian innocent human countless more few double private daily everyday these those"
)


def _lives(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "lives", as a noun or as a verb."""
    first = words.previous
    if first in _SAVED | _PEOPLES | ARTICLES | PREPOSITIONS or first.endswith(("'s", "s'")):
        return "ˈlaɪvz"
    if first.isdecimal() or words.next in ("were", "are", "lost", "matter", "of"):
        return "ˈlaɪvz"
    return "ˈlɪvz" if first in ("he", "she", "it", "who", "that") or (first and words.next in _LIVES_WHERE) else None


_TURNS = _set("up down through around round along back its his her their it them tightly")


def _wind(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "wind", if it is the verb."""
    is_verb = words.next in _TURNS or words.next in ("the", "a")
    return "ˈwaɪnd" if is_verb and (is_to_verb(words) or words.previous in SUBJECTS) else None


def _winds(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "winds", if it is the verb."""
    is_noun = words.previous in ("the", "strong", "high", "of", EDGE) or is_plural(words.previous)
    return "ˈwaɪndz" if words.next in _TURNS and not is_noun else None


def _wound(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "wound", the past of the verb or an injury."""
    if words.next in _TURNS - {"his", "her", "it", "them", "their"} and words.previous not in ARTICLES:
        return "ˈwaʊnd"
    if words.previous in ("been", "was", "were", "had") and words.next in ("in", "tightly", "onto", "into"):
        return "ˈwaʊnd"
    return "ˈwuːnd" if words.previous in ARTICLES or is_to_verb(words) else None


_TORN = _set("down up apart off out through into away it the them open along at his her their its each")
_BODY = _set("muscle ligament hamstring calf acl cartilage labral meniscus achilles groin tendon cuff")


_TEARDROP = _set("ran rolled fell down in slid trickled from")
_INJURY = regex(
    r"tear (?:in|to|of) (?:a|the|an|his|her|their|my|its) (?:[\w-]+ ){0,2}(?:calf|hamstring|muscle|ligament|knee"
    r"|shoulder|tendon|cartilage|meniscus|groin|thigh|ankle|hip|retina|aorta|fabric|lining|sail|tent|dress|wall|fuselage|seal)\b"
)


def _tear(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "tear", of weeping or of tearing."""
    first, second, _ = words.before
    if words.next in ("gas", "gassed", "gassing", "duct", "ducts", "canisters", "smoke"):
        return "ˈtɪəɹ"
    if first in _BODY or (first == "and" and second == "wear") or is_to_verb(words):
        return "ˈtɛəɹ"
    if _INJURY.search(text):
        return "ˈtɛəɹ"
    if first in ("a", "single", "the") and words.next in _TEARDROP:
        return "ˈtɪəɹ"
    return "ˈtɛəɹ" if words.next in _TORN and first not in ("a", "the") else None


def _tears(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "tears", of weeping or of tearing."""
    is_subject = words.previous in ("he", "she", "it", "that", "which", "who")
    if words.next in _TORN - {"at", "his", "her", "in"} and (
        is_subject or words.previous not in PREPOSITIONS | ARTICLES
    ):
        return "ˈtɛəz" if is_subject else None
    return None if words.previous in _BODY else "ˈtɪəɹz"


_FISH = regex(
    r"(?i)\b(?:sea|striped|largemouth|smallmouth) bass"
    r"|\b(?:fish\w*|caught|catch|angl\w+|lake|trout|salmon|cod|grilled)\b"
)


def _bass(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "bass", a fish or a deep sound."""
    return "ˈbæs" if _FISH.search(text) else "ˈbeɪs"


_TINY = _set(
    "amount amounts quantity quantities trace traces detail details particle particles fraction fractions difference"
    " size differences level levels dose doses change changes proportion proportions scale fragments risk crystals"
    " organisms creatures droplets examination bits pieces grains percentage increments variations scratches holes"
    " cracks concentrations chance"
)


def _minute(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "minute", if it means tiny."""
    is_tiny = words.previous in ("is", "are", "was", "were", "so", "very", "extremely", "most") and words.next == EDGE
    return "maɪˈnjuːt" if words.next in _TINY or is_tiny else None


_NEAR_AFTER = _set(
    "friend friends ally allies ties relationship relationships contact call race contest associate associates aide"
    " aides range proximity attention watch eye second quarters look links cooperation confidant enough by behind"
    " family relative relatives adviser advisor shave encounter combat"
)
_NEAR_BEFORE = BE | _set(
    "too so very as stay stays stayed come comes came coming get gets got getting keep kept remain remained remains"
    " draw drew how pretty quite really extremely a more that's particularly fairly once uncomfortably dangerously sit"
    " sat stand stood"
)
_SHUT_AFTER = _set(
    "at on for higher lower early in down up today tonight tomorrow after their its the monday tuesday wednesday"
    " thursday friday saturday sunday late permanently temporarily between because when"
)
_ENDS = _set("market trading day's season's thursday's friday's monday's tuesday's wednesday's")


def _close(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "close", near or to shut."""
    first, second, _ = words.before
    if is_to_verb(words) and not (first == "to" and words.next in _NEAR_AFTER):
        return "ˈkloʊz"
    if (
        words.next == "of"
        or first in _ENDS
        or (first == "the" and words.next in ("was", "is"))
        or (first in ("a", "the") and second in ("to", "at", "by") and words.next == EDGE)
    ):
        return "ˈkloʊz"
    if words.next in OBJECTS - {"that"} and first not in BE | {"how", "too", "very"}:
        return "ˈkloʊz"
    if words.next in _NEAR_AFTER or first in _NEAR_BEFORE:
        return "ˈkloʊs"
    if first in SUBJECTS or (first == EDGE and words.next in OBJECTS):
        return "ˈkloʊz"
    return "ˈkloʊz" if is_plural(first) and words.next in _SHUT_AFTER else "ˈkloʊs" if words.next == "to" else None


def _content(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "content", satisfied or what something holds."""
    is_state = words.previous in BE or (words.previous in ADVERBS and words.before[1] in BE)
    if words.next in ("to", "with") and (
        is_state or words.previous in (EDGE, "not", "seem", "seems", "seemed", "feel")
    ):
        return "kənˈtɛnt"
    if words.previous in BE and words.next == EDGE and words.before[1] in (*SUBJECTS, "he", "she"):
        return "kənˈtɛnt"
    return "kənˈtɛnt" if words.next in ("himself", "themselves", "herself") else "ˈkɒntɛnt"


_QUARRELS = _set("over about with between erupted escalated blew centred centers")
_QUARREL = _set("diplomatic political bitter furious public trade family fresh growing escalating ongoing")


def _row(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "row", if it is a quarrel."""
    is_quarrel = words.previous in _QUARREL or words.after == ("broke", "out") or words.next in _QUARRELS
    return "ˈraʊ" if is_quarrel and words.before[1] != "in" and words.previous not in ("front", "back") else None


def _bow(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "bow": to bend, the front of a ship, or what shoots an arrow."""
    first, second, _ = words.before
    if words.next in ("tie", "ties") or words.after == ("and", "arrow") or words.after == ("and", "arrows"):
        return "ˈboʊ"
    is_bending = first in ("a", "final", "last") and second in ("take", "took", "takes", "taking", "a", "her", "his")
    is_ship = (
        words.next == "of"
        and re.search(r"bow of the (?:\w+ )?(?:ship|boat|vessel|ferry|yacht|tanker)", text) is not None
    )
    return (
        "ˈbaʊ" if is_bending or is_ship or (is_to_verb(words) and words.next in ("to", "out", "down", EDGE)) else None
    )


def _dove(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "dove", if it is the past of "dive"."""
    is_past = words.next in ("into", "in", "for", "headfirst", "off", "under", "deep", "down", "through", "to")
    return (
        "ˈdoʊv"
        if is_past
        and (
            words.previous not in ARTICLES | {"white", EDGE}
            or (words.next == "into" and words.previous == EDGE != words.before[1])
        )
        else None
    )


_CLAUSE = (EDGE, "and", "but", "because", "where", "when", "what", "than", "as", "it", "that", "who", "how")


def _used(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "used", if it is a habit: `They used to live here.`"""
    is_habit = words.previous in (*SUBJECTS, "he", "she", "it", "there") and words.before[1] in _CLAUSE
    is_used = words.previous in BE | {"get", "got", "getting"} and words.after[1] in (
        "it",
        "the",
        "this",
        "being",
        "having",
    )
    return "ˈjuːst" if words.next == "to" and (is_habit or is_used) else None


def _resume(words: Neighbours, text: str) -> str | None:
    """Return the sounds of "resume", if it is the story of a career."""
    is_noun = words.previous in ARTICLES and words.next not in OBJECTS
    return "ˈrɛzəmeɪ" if is_noun else None


_SENSES: dict[str, Callable[[Neighbours, str], str | None]] = {
    "read": _read,
    "lead": _lead,
    "live": _live,
    "lives": _lives,
    "wind": _wind,
    "winds": _winds,
    "wound": _wound,
    "tear": _tear,
    "tears": _tears,
    "bass": _bass,
    "minute": _minute,
    "close": _close,
    "content": _content,
    "row": _row,
    "bow": _bow,
    "dove": _dove,
    "used": _used,
    "resume": _resume,
}


@rule(rf"(?<![\w'’.-])(?i:{'|'.join(_SENSES)})(?![\w'’]|[-.@/]\w)", prefilter=has_word(_SENSES))
def homograph(match: re.Match[str], passage: Passage) -> Sounds | None:
    """Say a word of two meanings as the words around it show: `lead paint`, `It is close to them.`"""
    shown, words = match[0], neighbours(match)
    if (shown.isupper() and len(shown) > 1) or passage.marked("code", match.start()):
        return None
    if shown[0].isupper() and words.previous != EDGE:
        return None  # a title or a name
    phonemes = _SENSES[shown.lower()](words, passage.text)
    return Sounds(said=shown, phonemes=phonemes) if phonemes else None


_PLACES = {"Nice": "ˈniːs", "Reading": "ˈrɛdɪŋ"}


@rule(
    r"(?<=\b[ao][tf] |\bin )(?P<town>Nice|Reading)"
    r"(?=[,.;:)’']|$| (?:on|and|in|after|where|FC|station|University|West|prison)\b)",
    needs="NR",
    prefilter="Nice|Reading",
)
def town(match: re.Match[str], passage: Passage) -> Sounds:
    """Say the name of a town that is written as another word: `in Nice`, `in Reading`."""
    return Sounds(said=match[0], phonemes=_PLACES[match["town"]])


RULES: tuple[Rule, ...] = (homograph, town)
