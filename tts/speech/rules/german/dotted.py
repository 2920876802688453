"""Abbreviations of several letters: z. B., d. h., v. Chr."""

from __future__ import annotations

import re

from tts.speech.rules.german.context import as_written, last_stop, stop
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule

_DOTTED = {
    "z. B.": "zum Beispiel",
    "d. h.": "das heißt",
    "u. a.": "unter anderem",
    "u. ä.": "und Ähnliches",
    "u. Ä.": "und Ähnliches",
    "o. ä.": "oder Ähnliches",
    "o. Ä.": "oder Ähnliches",
    "Dr.-Ing.": "Doktor-Ingenieur",
    "Dr. med.": "Doktor med",
    "Dr. jur.": "Doktor jur",
    "Dr. phil.": "Doktor phil",
    "Dr. rer. nat.": "Doktor rer nat",
    "u. U.": "unter Umständen",
    "u. v. m.": "und vieles mehr",
    "u. v. a.": "und viele andere",
    "u. v. a. m.": "und vieles andere mehr",
    "u. z.": "und zwar",
    "i. d. R.": "in der Regel",
    "i. V. m.": "in Verbindung mit",
    "i. d. F.": "in der Fassung",
    "i. S. v.": "im Sinne von",
    "i. S. d.": "im Sinne des",
    "i. H. v.": "in Höhe von",
    "i. A.": "im Auftrag",
    "z. T.": "zum Teil",
    "z. Zt.": "zur Zeit",
    "z. Z.": "zur Zeit",
    "z. Hd.": "zu Händen",
    "v. a.": "vor allem",
    "m. E.": "meines Erachtens",
    "s. o.": "siehe oben",
    "s. u.": "siehe unten",
    "s. a.": "siehe auch",
    "o. g.": "oben genannten",
    "o. J.": "ohne Jahr",
    "d. J.": "dieses Jahres",
    "d. M.": "dieses Monats",
    "p. a.": "pro Jahr",
    "n. V.": "nach Verlängerung",
    "n. E.": "nach Elfmeterschießen",
    "v. Chr.": "vor Christus",
    "n. Chr.": "nach Christus",
    "v. l. n. r.": "von links nach rechts",
    "v. l.": "von links",
    "n. a.": "nicht angegeben",
    "Anm. d. Red.": "Anmerkung der Redaktion",
    "d. Red.": "der Redaktion",
    "a. D.": "außer Dienst",
    "i. R.": "im Ruhestand",
    "a. M.": "am Main",
    "a. d. Oder": "an der Oder",
    "h. c.": "honoris causa",
    "e. V.": "E V",
    "e. G.": "E G",
    "u. s. w.": "und so weiter",
    "M. d. B.": "M D B",
    "d. Gr.": "der Große",
    "d. Ä.": "der Ältere",
    "a. F.": "alte Fassung",
    "n. F.": "neue Fassung",
    "v. H.": "vom Hundert",
    "i. Tr.": "in der Trockenmasse",
    "p. P.": "pro Person",
    "p. m.": "pro Monat",
    "ü. M.": "über Meer",
    "ü. d. M.": "über dem Meer",
    "ü. NN": "über Normalnull",
    "ü. NHN": "über Normalhöhennull",
    "Frankfurt/M.": "Frankfurt am Main",
    "Frankfurt/Main": "Frankfurt am Main",
    "Frankfurt/O.": "Frankfurt an der Oder",
    "Frankfurt/Oder": "Frankfurt an der Oder",
}
"""Abbreviations of several letters; in a text the spaces may be absent."""


def _loose(written: str) -> str:
    """Return a pattern for an abbreviation with or without its spaces, and with or without its last full stop."""
    return re.escape(written.removesuffix(".")).replace(r"\ ", " ?") + (r"\." if written.endswith(".") else "")


_KEYS = {re.sub(r"[ .]", "", written): said for written, said in _DOTTED.items()}


_ENDING = """
nE nV ua aF nF vH iTr pP pm üM üdM uä uÄ oä oÄ uvm uva uvam vChr nChr pa aD iR eV eG usw dJ dM aM usf etc Jh Jhd Jhs Mio
Mrd Hbf Bhf Std Pers jun sen jr Jr
"""
LAST = frozenset(_ENDING.split())
"""Abbreviations that may end a sentence."""


@rule(
    rf"(?<![\w.])(?i:{'|'.join(_loose(one) for one in sorted(_DOTTED, key=len, reverse=True))})(?!\w)",
    needs=f"{INNER_STOP}/",
)
def dotted_phrase(match: re.Match[str], passage: Passage) -> str | None:
    """Say an abbreviation of several letters: `z. B.`, `d.h.`, `u. a.`, `i. d. R.`, `v. Chr.`"""
    key = re.sub(r"[ .]", "", match[0])
    said = _KEYS.get(key) or _KEYS.get(key[0].lower() + key[1:])
    return said and as_written(said, match) + (stop(match) if key in LAST else last_stop(match))


RULES: tuple[Rule, ...] = (dotted_phrase,)
