"""Gender of nouns, and the endings of ordinals and of "ein", as the words around a number show them.

Masculine, feminine and neuter are "m", "f" and "n"; "" is an unknown gender.
"""

from __future__ import annotations

import re

from tts.regex import regex

_MASCULINE = (
    "tag tages tags platz rang krieg stock band teil bezirk satz sieg präsident kongress versuch lauf gang "
    "kanzler titel monat "
    "akt grad advent abschnitt schritt punkt absatz artikel film stern verein geburtstag sonntag montag dienstag "
    "mittwoch donnerstag freitag samstag sonnabend januar jänner februar feber märz april mai juni juli august "
    "september oktober november dezember euro dollar cent meter liter hektar zoll esslöffel teelöffel becher bund kopf "
    "el tl "
    "apfel mann mensch könig kaiser papst senat prozessor spieler sohn enkel fuß franken rubel zloty yen yuan fall "
    "platzes wahlgang durchgang spieltag fc sc sv vfb jahrestag verhandlungstag zentner löffel beutel würfel riegel "
    "schuss zyklus pfeiler entwurf brief vertrag termin juror"
)
_FEMININE = (
    "ung heit keit schaft ion ionen tät ik liga runde klasse minute stunde woche etage auflage hälfte reihe staffel "
    "folge ausgabe stufe phase welle wahl armee kompanie saison spielzeit zeit ehe frau tochter instanz impfung dosis "
    "sure sinfonie symphonie straße nacht etappe gruppe person stelle million milliarde tonne sekunde tasse zwiebel "
    "zehe dose packung prise meile kalorie mark krone lira stimme tafel scheibe flasche kategorie art hand potenz "
    "partei kammer seite säule schicht partie dimension ebene amtszeit legislaturperiode periode ecke jury "
    "kugel möhre karotte gurke zitrone paprika stange messerspitze kurve runden rubrik"
)
_NEUTER = (
    "jahr jahres mal kind spiel tor jahrhundert jahrhunderts jahrtausend jahrzehnt quartal semester buch "
    "kapitel album drittel "
    "viertel rennen treffen festival bataillon regiment geschoss haus bild programm gesetz studio gebot halbjahr "
    "prozent promille kilo gramm kilogramm pfund watt volt bit byte stück ei team land mitglied glas bund paket "
    "saisontor ligator siegtor eigentor länderspieltor bundesligator führungstor konzert projekt opfer "
    "todesopfer werk ende vierteljahr schuljahr og ug eg trimester hertz bar blatt päckchen chen opus"
)
_HEADS = {
    head: gender for gender, heads in (("m", _MASCULINE), ("f", _FEMININE), ("n", _NEUTER)) for head in heads.split()
}
_MAX_HEAD = max(map(len, _HEADS))
_WHOLE = "art ei akt mal tor bit bar ik og el tl ug eg fc sc sv ehe fuß mai zeh"
_SHORT = frozenset(_WHOLE.split())
"""Heads that are found only as whole words, because many other nouns end like them."""
NOUN = regex(r"(?:[a-zäöüß]+\.? ){0,3}?(?P<noun>[A-ZÄÖÜ][\w-]*)")


def gender(noun: str) -> str:
    """Return the gender of a noun in the singular by its end, as far as it is known: "Halbfinalrunde" is `f`."""
    low = noun.lower()
    if low in _HEADS:
        return _HEADS[low]
    for length in range(min(_MAX_HEAD, len(low) - 1), 1, -1):
        head = low[-length:]
        if head in _HEADS and head not in _SHORT:
            return _HEADS[head]
    return ""


def _guess_gender(noun: str) -> str:
    """Return the gender of a noun; feminine where only the last letter shows it: "Blume"."""
    return gender(noun) or ("f" if noun.endswith("e") and len(noun) > 2 else "")


_DATIVE = "aus|außer|bei|gegenüber|mit|nach|seit|von|zu|ab|binnen|dank|laut|gemäß|zwischen|samt|entgegen"
_LOCAL = "an|auf|hinter|in|neben|über|unter|vor"
_GENITIVE = "während|wegen|trotz|statt|anstatt|innerhalb|außerhalb|aufgrund|infolge|mangels|seitens|jenseits|bezüglich"
_ACCUSATIVE = "bis|durch|für|gegen|ohne|um|pro"
_OWN = "mein|dein|sein|ihr|unser|euer|kein"
_ADVERBS = "bereits|schon|erst|nun|nur|etwa|rund|mittlerweile|insgesamt|damals|inzwischen|jetzt|noch|immer"
_LAST_WORD = regex(rf"(?P<word>[A-Za-zÄÖÜäöüß]+)(?: (?:{_ADVERBS}))? \(?\Z")
_TWO_WORDS = regex(r"(?P<first>[A-Za-zÄÖÜäöüß]+) (?P<word>[a-zäöüß]+) \Z")
_WEAK = regex(
    r"(?:de[mns]|[ai]m|zu[mr]|vom|beim|hinterm|überm|unterm|vorm|(?:m|d|s|k)?ein(?:e[mnrs])|(?:ihr|unser|eur)e[mnrs]"
    r"|(?:dies|jed|jen|welch)e[mn]|beiden|alle[nr]?)\Z"
)
_DETERMINER = regex(
    r"(?:de[rmns]|di[e]|das|[ai]m|zu[mr]|vom|beim|ins|ans|aufs|fürs|ums|durchs|(?:m|d|s|k)?eine?[mnrs]?"
    r"|(?:ihr|unser|eur)e?[mnrs]?|(?:dies|jed|jen|welch)e[mnrs]?)\Z"
)
DETERMINED = regex(
    r"\b(?i:de[rmns]|die|das|[ai]m|zu[mr]|vom|beim|ins|ans|aufs|fürs|ums|durchs|(?:m|d|s|k)?ein(?:e[mnrs]?)?"
    r"|(?:ihr|unser|eur)(?:e[mnrs]?)?|(?:dies|jed|jen|welch)e[mnrs]?|als)"
    rf"(?: (?:{_ADVERBS}|[a-zäöüß]+(?:e[mnrs]?)))? \(?\Z"
)
"""The pattern of a text whose end shows that an ordinal may follow: an article or a pronoun."""
_PLURALS = regex(
    r"(?:[a-zäöüß]+en |Olympischen |Deutschen )?(?:\w*[Ss]piele|\w*[Mm]eisterschaften|\w*tage|\w*wochen"
    r"|\w*[Kk]lassen)\b"
)


_OF_A_KIND = regex(r" ?(?:(?P<masculine>Grades)|Klasse|Kl|Ordnung|Kategorie|Wahl|Güte)\b")
"""The pattern of a noun that is in the genitive after another noun: "Straße 2. Ordnung", "Verwandte 2. Grades"."""


def ordinal_ending(text: str, rest: str, *, is_date: bool = False) -> str:
    """Return the ending of an ordinal after `text` and before `rest`: "am" and "Mai" is `en`, "das" and "Tor" `e`."""
    noun = NOUN.match(rest)
    sure = "m" if is_date else gender(noun["noun"]) if noun else ""
    kind = sure or (_guess_gender(noun["noun"]) if noun else "")
    last = _LAST_WORD.search(text)
    if last is None:
        return _strong(kind)
    if last["word"][0].isupper() and len(last["word"]) > 3 and (of := _OF_A_KIND.match(rest)):
        return "en" if of["masculine"] else "er"
    word = last["word"].lower()
    earlier = _LAST_WORD.search(text[: last.start("word")])
    if _WEAK.match(word):
        return "en"
    if (
        earlier
        and not is_date
        and not text.endswith("(")
        and last["word"][0].isupper()
        and word[-1] in "sxz"
        and _is_preposition(earlier["word"])
    ):
        return _after_preposition(earlier["word"].lower(), kind)
    if word in ("der", "dieser", "jeder", "jener", "welcher"):
        is_oblique = earlier is not None and _is_preposition(earlier["word"]) and not is_date
        return "en" if sure == "f" or is_oblique else "e"
    if word in ("die", "diese", "jede", "jene"):
        return "en" if _PLURALS.match(rest) else "e"
    if word in ("das", "dieses", "jedes", "ins", "ans", "aufs", "fürs", "ums", "durchs"):
        return "e"
    if word in ("ein", *_OWN.split("|")):
        return "es" if kind == "n" else "er"
    if re.fullmatch(rf"eine|(?:{_OWN.replace('euer', 'eur')})e", word):
        return "e"
    if is_date:
        return "en" if re.fullmatch(r"am|bis|ab|seit|vor|nach|von|dem|den", word) else "er"
    adjective = _TWO_WORDS.search(text)
    if adjective and _DETERMINER.match(adjective["first"].lower()) and (end := re.search("e[mnrs]?$", word)):
        return end[0]
    return _after_preposition(word, kind)


def _strong(kind: str) -> str:
    """Return the ending of an ordinal without an article, in the nominative."""
    return {"f": "e", "n": "es"}.get(kind, "er")


def _is_preposition(word: str) -> bool:
    """Return whether a word is a preposition with the dative or the genitive."""
    return re.fullmatch(f"{_DATIVE}|{_LOCAL}|{_GENITIVE}", word.lower()) is not None


def _after_preposition(word: str, kind: str) -> str:
    """Return the ending of an ordinal without an article after `word`: "in 3. Auflage" is `dritter`."""
    if re.fullmatch(f"{_DATIVE}|{_LOCAL}", word):
        return {"f": "er", "": "er"}.get(kind, "em")
    if re.fullmatch(_ACCUSATIVE, word):
        return {"f": "e", "n": "es"}.get(kind, "en")
    return _strong(kind)


_GOVERNING = regex(
    rf"\b(?:{_DATIVE}|hinter|in|neben|unter|vor)(?: (?:etwa|rund|nur|knapp|gut|circa|ungefähr|genau))? \Z",
    re.IGNORECASE,
)


def is_governed(text: str) -> bool:
    """Return whether `text` ends with a preposition that takes the dative."""
    return _GOVERNING.search(text) is not None


_TO_ACCUSATIVE = regex(
    r"\b(?:auf|an|über|für|um|durch|gegen|ohne|pro|kostete?n?|zahl\w+|bezahl\w+|bekam\w*|dauerte?n?"
    r"|gewann\w*|verlor\w*|erhielt\w*"
    r"|spendete?\w*|nehmen?|nimm|nahm|brauch\w+|benötigt?e?n?|hat|haben|hatten?|gib|beträgt|betrug|wog|wiegt)"
    r"(?: (?:nur|etwa|rund|knapp|gut|genau|circa))? \Z"
)
_HALVES = {"einer": "halben", "einem": "halben", "einen": "halben", "eine": "halbe"}


def half_of(text: str, noun: str) -> str:
    """Return "a half" in the form that it has after `text` and before `noun`: "Tasse" alone is `eine halbe`."""
    form = form_of_one(text, noun)
    return f"{form} {_HALVES.get(form) or {'n': 'halbes', 'm': 'halber'}.get(gender(noun), 'halb')}"


_ADJECTIVE = regex(r"(?P<adjective>[a-zäöüß]+e[rsn]?) [A-ZÄÖÜ]")


def form_of_one(text: str, noun: str, rest: str = "") -> str:
    """Return the form of "ein" after `text` and before `noun`: "in" and "Stunde" is `einer`, "Tag" alone `ein`.

    If `rest` begins with an adjective, its ending shows the gender.
    """
    kind = _guess_gender(noun)
    adjective = _ADJECTIVE.match(rest)
    if adjective and not adjective["adjective"].endswith("en"):
        kind = {"e": "f", "r": "m", "s": "n"}[adjective["adjective"][-1]]
    elif adjective and not _GOVERNING.search(text):
        return "einen"
    if _GOVERNING.search(text) and kind:
        return "einer" if kind == "f" else "einem"
    if kind == "f":
        return "eine"
    return "einen" if kind == "m" and _TO_ACCUSATIVE.search(text) else "ein"
