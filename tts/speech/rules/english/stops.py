"""Full stops that end an abbreviation and may also end the sentence."""

from __future__ import annotations

import re

from tts.regex import regex

_STARTS = "A|After|All|An|And|As|At|Before|But|By|For|From|He|Her|His|How|However|I|If|In|It|Its|Many|Meanwhile|Most|My"
_STARTS += "|No|Not|Now|On|Our|She|Since|So|Some|That|The|Their|Then|There|These|They|This|Those|To|Two|We|What|When"
_STARTS += "|Where|While|Who|Why|With|Yet|You"
_ENDS = regex(rf"[\"'”’)\]»*_]*(?:$|\s+[\"'“‘(\[«]*(?:{_STARTS})\b(?!\.))")


def stop(match: re.Match[str]) -> str:
    """Return the full stop if the abbreviation ends the sentence; otherwise, return an empty text.

    A sentence ends at the end of the text, and before a word that begins sentences more often than names.
    """
    return "." if match[0].endswith(".") and _ENDS.match(match.string, match.end()) else ""
