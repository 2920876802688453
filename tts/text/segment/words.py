"""Words that distinguish the end of a sentence from a full stop within one, by language."""

from __future__ import annotations


def _by_language(**listed: str) -> dict[str, frozenset[str]]:
    """Return the words of each language as a set."""
    return {language: frozenset(words.split()) for language, words in listed.items()}


STARTERS = _by_language(
    de="Aber Als Am An Auch Auf Aus Bei Bis Da Danach Dann Das Dem Den Der Des Die Dies Diese Dieser Doch Dort Ein "
    "Eine Einen Er Es Für Hier Ich Ihr Im In Ja Jetzt Man Mit Nach Nein Nicht Noch Nun Nur Ob Oder Schon Sein Seine "
    "Seit Sie So Und Vom Von Vor War Was Wenn Wer Wie Wir Wo Zu Zum Zur",
    en="A After Again All Also Although An And Another Are As At Because Before Both But By Can Could Did Do Does Due "
    "Each Even Every Finally For From He He's Her Here His How However I'd I'll I'm I've If In Is It It'd It'll It's "
    "Its Just Later Many Maybe Meanwhile Most My Nobody Not Now On Once Or Our Perhaps She She's Since So Some Still "
    "That That'd That's The Their Then There There's These They They're Today This Those Though To Until Was We We're "
    "We've Were What When Where While Who Why With Would Yet You You're Your",
)
"""Words that rarely have a capital except at the beginning of a sentence."""

NEVER_LAST = _by_language(
    de="Abb Abs Abt Bd Ca Fa Fr Frl Hl Hr Hrn Kap Nr Prof St Str Tel Ziff bzw ca vgl",
    en="Adm Asst Capt Cmdr Col Cpl Dr Fr Gen Gov Hon Lt Maj Messrs Mr Mrs Ms Mt Pres Prof Rep Rev Sen Sgt St deg",
    es="Av D Dr Dra Dña Gral Pág Prof Sr Sra Srta Sto a art cap d fig núm pág págs vol",
    fr="Bd Dr Fig M MM Me Mgr Mlle Mlles Mm Mme Mmes Pr St Ste Vve art chap fig vol",
    uk="Вул Див Напр Проф див ім напр проф рис табл",
)
"""Abbreviations that come before a name, a number or the like. They end a sentence only before one of `STARTERS`."""

LAST_BEFORE_CAPITALS = _by_language(
    en="Bros Co Corp Eq Eqn Eqs Ext Inc LLC Ltd Max Min Nos PLC Ref Refs Sec Secs Sect Vol Vols approx app ca ch chap "
    "chaps ed eds est ext fig figs incl max min pp temp vol vols",
    fr="J.-C av",
    uk="р рр с ст т тис трав",
)
"""Abbreviations that end a sentence only if a word with a capital follows."""

LETTERED = (
    "appendix|block|building|category|chapter|class|column|concourse|exhibit|figure|gate|grade|group|hepatitis|"
    "influenza|option|part|phase|plan|point|row|section|series|table|tier|type|unit|vitamin|wing|zone"
)
"""The pattern of English nouns that are named by a letter (plan B)."""
