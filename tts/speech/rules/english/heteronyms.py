"""Words that sound otherwise as a noun than as a verb: record, object, present, use."""

from __future__ import annotations

import re

from tts.speech.rules.english import neighbours as near
from tts.speech.rules.english.neighbours import Neighbours, neighbours
from tts.speech.rules.prefilters import has_word
from tts.speech.rules.rule import Passage, Rule, Sounds, rule

PAIRS = {
    "abuse": ("əˈbjuːs", "əˈbjuːz"),
    "advocate": ("ˈædvəkət", "ˈædvəkeɪt"),
    "associate": ("əˈsoʊʃiət", "əˈsoʊʃieɪt"),
    "attribute": ("ˈætrɪbjuːt", "əˈtrɪbjuːt"),
    "combine": ("ˈkɒmbaɪn", "kəmˈbaɪn"),
    "compound": ("ˈkɒmpaʊnd", "kəmˈpaʊnd"),
    "conduct": ("ˈkɒndʌkt", "kənˈdʌkt"),
    "conflict": ("ˈkɒnflɪkt", "kənˈflɪkt"),
    "contest": ("ˈkɒntɛst", "kənˈtɛst"),
    "contract": ("ˈkɒntrækt", "kənˈtrækt"),
    "convert": ("ˈkɒnvɜːt", "kənˈvɜːt"),
    "convict": ("ˈkɒnvɪkt", "kənˈvɪkt"),
    "decrease": ("ˈdiːkriːs", "dɪˈkriːs"),
    "delegate": ("ˈdɛlɪɡət", "ˈdɛlɪɡeɪt"),
    "deliberate": ("dɪˈlɪbərət", "dɪˈlɪbəreɪt"),
    "desert": ("ˈdɛzɚt", "dɪˈzɜːt"),
    "duplicate": ("ˈdjuːplɪkət", "ˈdjuːplɪkeɪt"),
    "elaborate": ("ɪˈlæbərət", "ɪˈlæbəreɪt"),
    "escort": ("ˈɛskɔːɹt", "ɪˈskɔːɹt"),
    "estimate": ("ˈɛstɪmət", "ˈɛstɪmeɪt"),
    "excuse": ("ɪkˈskjuːs", "ɪkˈskjuːz"),
    "exploit": ("ˈɛksplɔɪt", "ɪkˈsplɔɪt"),
    "export": ("ˈɛkspɔːɹt", "ɪkˈspɔːɹt"),
    "extract": ("ˈɛkstrækt", "ɪkˈstrækt"),
    "graduate": ("ˈɡrædʒuət", "ˈɡrædʒueɪt"),
    "import": ("ˈɪmpɔːɹt", "ɪmˈpɔːɹt"),
    "increase": ("ˈɪnkriːs", "ɪnˈkriːs"),
    "insult": ("ˈɪnsʌlt", "ɪnˈsʌlt"),
    "moderate": ("ˈmɒdərət", "ˈmɒdəreɪt"),
    "object": ("ˈɒbdʒɛkt", "əbˈdʒɛkt"),
    "perfect": ("ˈpɜːfɪkt", "pɚˈfɛkt"),
    "permit": ("ˈpɜːmɪt", "pɚˈmɪt"),
    "present": ("ˈprɛzənt", "prɪˈzɛnt"),
    "produce": ("ˈproʊdjuːs", "prəˈdjuːs"),
    "project": ("ˈprɒdʒɛkt", "prəˈdʒɛkt"),
    "protest": ("ˈproʊtɛst", "prəˈtɛst"),
    "rebel": ("ˈrɛbəl", "rɪˈbɛl"),
    "record": ("ˈrɛkɚd", "rɪˈkɔːɹd"),
    "refuse": ("ˈrɛfjuːs", "rɪˈfjuːz"),
    "reject": ("ˈriːdʒɛkt", "rɪˈdʒɛkt"),
    "separate": ("ˈsɛpərət", "ˈsɛpəreɪt"),
    "subject": ("ˈsʌbdʒɛkt", "səbˈdʒɛkt"),
    "suspect": ("ˈsʌspɛkt", "səˈspɛkt"),
    "transport": ("ˈtrænspɔːɹt", "trænˈspɔːɹt"),
    "use": ("ˈjuːs", "ˈjuːz"),
}
"""A word -> its sounds as a noun or an adjective, and as a verb."""
_ADJECTIVES = frozenset(("deliberate", "elaborate", "moderate", "perfect", "present", "separate", "subject"))
_NOUNS_AFTER = {
    "record": "high highs low lows level levels number numbers temperature temperatures heat profit profits time"
    " amount breaking label deal crowd company store books book holder holders revenue sales attendance"
    " rainfall figures player producer shop year season win run turnout demand growth inflation",
    "present": "day tense circumstances situation form",
    "refuse": "collectors collector collection bins bin workers truck trucks heap tip dump",
    "desert": "island sun sand sands heat town storm landscape road",
    "conduct": "unbecoming",
    "use": "case cases",
    "protest": "march marches movement group groups vote songs song camp leader leaders",
    "subject": "to matter",
    "export": "market markets ban bans controls sales growth orders",
    "import": "tax taxes duty duties tariffs tariff ban bans controls prices",
    "suspect": "package vehicle device",
    "rebel": "group groups forces leader leaders fighters army mps lawmakers commander",
    "project": "manager managers team teams leader leaders leadership member members mission management goals work"
    " staff costs",
    "contract": "worker workers talks extension law",
    "separate": "incident issue statement case occasions",
}
_NOUNS = {word: frozenset(words.split()) for word, words in _NOUNS_AFTER.items()}
_VERBS_AFTER = {
    "object": {"to", near.EDGE},
    "refuse": {"to", near.EDGE},
    "protest": {"against", "outside"},
    "conflict": {"with"},
    "graduate": {"from", "in"},
    "rebel": {"against"},
    "subject": {"him", "her", "them", "it", "us"},
    "contract": {"when", "if"},
    "produce": {"milk", "power", "electricity", "energy", "food", "oil", "steel", "goods", "enough"},
    "use": {"drugs", "force", "drones", "ai", "technology", "data", "money", "social", "plastic", "public"},
    "suspect": {"arson", "foul", "someone"},
    "increase": {"taxes", "pressure", "spending", "production", "output"},
    "advocate": {"for", "peace"},
    "abuse": {"power", "children", "drugs"},
}
"""A word -> the words after it that show a verb, if a noun in the plural comes before."""


@rule(
    rf"(?<![\w'’.-])(?P<word>(?i:{'|'.join(PAIRS)}))(?P<many>s?)(?![\w'’]|[-.@/]\w)",
    prefilter=has_word(f"{word}{ending}" for word in PAIRS for ending in ("", "s")),
)
def noun_or_verb(match: re.Match[str], passage: Passage) -> Sounds | None:
    """Say a word as the noun or as the verb that the words around it show: `a record`, `to record`."""
    shown = match[0]
    if shown.isupper() or passage.marked("code", match.start()):
        return None
    word, words = match["word"].lower(), neighbours(match)
    kind = _tag(word, words, many=bool(match["many"]))
    if shown[0].isupper() and words.previous != near.EDGE and kind != "noun":
        return None  # a title or a name
    if kind is None:
        return None
    sounds = PAIRS[word][kind == "verb"]
    if match["many"]:
        sounds += "ɪz" if sounds.endswith(("s", "z")) else "s" if sounds.endswith(("t", "k", "f")) else "z"
    return Sounds(said=shown, phonemes=sounds)


def _tag(word: str, words: Neighbours, *, many: bool) -> near.Tag | None:
    """Return whether this is the noun or the verb, by what is known of the word and by the words around it."""
    if many:
        return near.tag_with_s(words)
    if words.next in _NOUNS.get(word, ()) and not (words.next == "to" and near.is_to_verb(words)):
        return "noun"
    if words.next in _VERBS_AFTER.get(word, ()) and (near.is_plural(words.previous) or words.previous in near.SUBJECTS):
        return "verb"
    if word in _ADJECTIVES and (words.previous in near.BE or words.previous in ("very", "those", "so", "more")):
        return "noun"
    if word == "present" and words.previous == "to" and words.next == near.EDGE:
        return None  # from 1990 to present
    return near.tag(words)


RULES: tuple[Rule, ...] = (noun_or_verb,)
