"""Words that an editor has completed, and single letters that are names: min[ute], Rule 4(a), vitamin A."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after, before
from tts.speech.rules.english.words import cardinal
from tts.speech.rules.rule import Passage, Rule, rule


@rule(r"(?<![\w\[])(?P<word>[A-Za-z]{2,})\[(?P<end>[a-z]{1,10})\](?P<rest>[a-z]*)(?![\w(\[])", needs="[")
def completed_word(match: re.Match[str], passage: Passage) -> str | None:
    """Say a word that an editor has completed or changed: `min[ute]`, `want[ed]`, in a quotation also `th[e]y`."""
    end = match["end"]
    is_sure = end in _SUFFIXES if not match["rest"] else False
    is_sure = is_sure or (len(end + match["rest"]) > 1 and _QUOTED.search(match.string, 0, match.start()) is not None)
    is_note = end in _NOTES or len(match["word"] + end + match["rest"]) < _MIN_LENGTH
    if not is_sure or is_note or passage.marked("code", match.start()):
        return None
    return match["word"] + end + match["rest"]


_ENDINGS = "ed d s es ing er ers ly en ment ments ion ions ute utes onds ernment ident artment eral"
_SUFFIXES = frozenset(_ENDINGS.split())
_NOTES = frozenset(("sic", "note", "nb", "ref", "citation", "edit", "update", "video", "pdf", "who", "when", "which"))
_QUOTED = regex(r"“[^”]*\Z|(?<!\w)\"\w[^\"]*\Z")
_MIN_LENGTH = 4


@rule(r"(?<=[\d)])\((?P<letter>[a-zA-Z])\)(?!\w)|(?<=\([a-zA-Z]\))\((?P<number>\d{1,2})\)(?!\w)", needs="(")
def paragraph(match: re.Match[str], passage: Passage) -> str:
    """Say the letter of a paragraph behind its number: `Rule 4(a)`, `§ 230(c)(1)`."""
    return f", {cardinal(int(match['number'])) if match['number'] else match['letter'].upper()}"


_LABELS = regex(
    r"\b(?:[Vv]itamin|[Hh]epatitis|[Ii]nfluenza|[Ff]lu|[Pp]lan|[Gg]roup|[Gg]rade|[Cc]lass|[Bb]lock|[Ee]xhibit"
    r"|[Aa]ppendix|[Ss]ection|[Pp]art|[Tt]ype|[Tt]eam|[Ss]chedule|[Aa]nnex|[Ll]evel|[Ss]eries|[Tt]erminal"
    r"|[Bb]uilding|[Rr]oom|[Gg]ate|[Hh]all|[Tt]able|[Ff]igure|[Zz]one|[Uu]nit|[Pp]oint|[Oo]ption|Serie"
    r"|[Cc]andidate|[Pp]atient|[Pp]erson|[Cc]ompany|[Cc]ategory|[Dd]ivision|[Ll]eague|[Bb]and|[Tt]ier|[Cc]lause"
    r"|[Cc]olumn|[Rr]ow|[Aa]ncestor|[Nn]ode|[Hh]ouse|[Ff]lat|[Cc]ourt|[Pp]ool|[Ss]tand|[Dd]efendant|[Ww]itness"
    r"|[Pp]rovider|[Vv]ersion|[Tt]est|[Ss]creen|[Vv]ol\.|[Vv]olume|[Pp]ath|[Tt]rack|[Cc]haracter|[Ll]etter"
    r"|[Mm]ajor|[Mm]inor|[Ff]rom|[Rr]ating|[Ss]traight|[Tt]riple|[Dd]ouble|[Ss]ingle|an) "
)
_GOES_ON = regex(
    r"[,.;:)!?”\"'’]|$|\*|\+| (?:is|was|are|were|of|and|or|for|in|on|at|to|with|from|has|had|will|would|can|virus"
    r"|infections?|deficiency|vaccines?|student|team|side|list|level|grade|shares?|stock|rating|game|match|minor|major|flat|sharp)\b"
)


@rule(r"(?<![\w.&'’/-])A(?![\w&/@’'-]|\.[A-Z])", needs="A")
def letter_name(match: re.Match[str], passage: Passage) -> str | None:
    """Say the letter A as its name where it is no article: `vitamin A`, `Plan A`, `He got an A.`"""
    if passage.marked("code", match.start()) or not (after(match, _LABELS) and before(match, _GOES_ON)):
        return None
    return "A"


@rule(r"^\((?P<letter>[a-z])\)(?= \w)|(?<=[ ,;])\((?P<other>a)\)(?= \w)", needs="(")
def list_letter(match: re.Match[str], passage: Passage) -> str:
    """Say the letter of an item of a list: `(a) the cost`."""
    return f"{(match['letter'] or match['other']).upper()},"


EARLY: tuple[Rule, ...] = (completed_word,)
"""Applied before the rule for the marks of notes."""
RULES: tuple[Rule, ...] = (paragraph, list_letter, letter_name)
