"""Find spellings of names that a voice is likely to say wrong."""

from __future__ import annotations

import re

from tts.text.languages.tags import primary_subtag

# Of the names in the CMU Pronouncing Dictionary that natural's net reads, 25 % are wrong; of those with one of these
# spellings, at least half.
_ENGLISH = re.compile(
    r"g(?:er|el|en|ei|l?i)|ws|owi|kow|cz|sz|zy|zz|rz|dz|[aeo]j|j$|^mce|ich|uch|och|cht|[ck]ki$|ski$|schi|ek$|za[kr]"
    r"|ire|iro|our|ou[lr]|^bou|era$|ery$|ere$|ehr|ohr|hr$|ei[bgt]|lei|eng|^ce|cia|cio|cci|nco|iu|ao|uo|ez$|nz$|ais|eur|yr"
    # letters that English does not put together
    r"|kh|zh|dh|bh|x[iu]|q(?!u)|aa|ii|ij|uu|eux|eau|oix|ieu|tx|ts[aeiou]|^(?:n[gdktz]|m[bpt]|sv|vl|zv|dn|hl|hr|tl|dj|ll)"
    r"|nyi?[aeou]|gn|lh[aou]|aux|[^aeiouy]{5}"
)
_SYLLABLES = re.compile("[^AEIOUYQ]{1,2}[AEIOU](?:[^AEIOUYQJ]{1,2}[AEIOUY]{0,2}){1,3}")
_FOREIGN = {
    "de": re.compile(
        r"[^a-zäöüß]|(?<!s)sh(?!eim|aus|alt|of|and)|(?<![bmz])oo|w$|gh(?!an)|wh|ij|zh(?!eim|ein)|kh(?!aus)|cz|[ao]j[^a-zäöü]|dzh?|q(?!u)|[^s]cc|eau|aux"
        r"|^(?:cz|y|dj|sz|j[ei][aeou])|y[jk]?$|ymy|uy|oi[srx]|ill[ea]$|[aiou]ce$|ough|ight|ow|ew$|[ai]ao|ly$"
        r"|(?:[^aeiou]|^)nj|glia|gn[aeio]$|ea[dkmr]|^(?:mb|nk|ng|sv|vl|hr|tl)|ous|ou[rt]"
    ),
    "fr": re.compile(
        r"[^a-zàâæçéèêëîïôœùûüÿ]|k|w|sh|sch|oo|ee|tz|gh|zh|cz|sz|rz|[aeo]j|zz|ij|aa|dj|q(?!u|$)|ew|ow|y$|[^t]ch[^aeioué]|ing$"
    ),
    "es": re.compile(
        r"[^a-záéíóúüñ]|k|w|ss|tt|ff|pp|mm|bb|dd|gg|zz|sh|th|ph|ck|^s[^aeiouáéíóú]|ee|oo|ç|[bcfghkmpqtvw]$|cz|sz|rz|[^aeiouáéíóúü]{4}"
    ),
}
"""Spellings that words of a language rarely have; those of names are for the second language in which they are read."""


_NATIVE_END = re.compile(r"(?:ey|ton|son|wick|burg|ford|wood|field|land|ell|ano)$")  # 5 to 15 % wrong
_FOREIGN_END = re.compile(r"(?:[aiou]|[eo]v|[au]k|[iu]s)$")  # 35 to 45 % wrong


def is_native_end(word: str) -> bool:
    """Return whether an English voice is likely to say a name right that ends as `word` does."""
    return _NATIVE_END.search(word.casefold()) is not None


def is_foreign_end(word: str) -> bool:
    """Return whether a name that ends as `word` does is more often than others said wrong by an English voice."""
    return _FOREIGN_END.search(word.casefold()) is not None


def is_risky_spelling(word: str, language: str) -> bool:
    """Return whether `word` is spelled so that a voice of the `language` (a BCP 47 tag) is likely to say it wrong."""
    folded = word.casefold()
    if primary_subtag(language) == "en":
        return not folded.isascii() or _ENGLISH.search(folded) is not None
    pattern = _FOREIGN.get(primary_subtag(language))
    return pattern is None or pattern.search(folded) is not None


def can_be_word(capitals: str) -> bool:
    """Return whether an acronym may be said as a word: `PIF`, `FOIA`, but not `API`."""
    return _SYLLABLES.fullmatch(capitals) is not None
