"""Make the list of English words that the voices say as the CMU Pronouncing Dictionary does.

    python -m bench.reference cmudict.dict

The dictionary (https://github.com/cmusphinx/cmudict) is under the BSD licence that is in `tts/review/LICENSE`. Both
engines are needed; it takes a few minutes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from tts.review.compare_sounds import MAX_DIFFERENCE, measure_difference
from tts.review.reference import BOTH, FILE, ReferenceWord, write_reference
from tts.speech.engines import load
from tts.speech.engines.natural.dictionary import load_dictionary
from tts.speech.engines.voices import choose_voice

_WORD = re.compile(r"([a-z]+)(?:\(\d\))? ([^#]+)")
_PHONES = dict(
    pair.split("=")
    for pair in (
        *("AA=ɑ", "AE=æ", "AH=ʌ", "AO=ɔ", "AW=aʊ", "AY=aɪ", "EH=ɛ", "ER=ɜɹ", "EY=eɪ", "IH=ɪ", "IY=i", "OW=oʊ", "OY=ɔɪ"),
        *("UH=ʊ", "UW=u", "B=b", "CH=tʃ", "D=d", "DH=ð", "F=f", "G=ɡ", "HH=h", "JH=dʒ", "K=k", "L=l", "M=m", "N=n"),
        *("NG=ŋ", "P=p", "R=ɹ", "S=s", "SH=ʃ", "T=t", "TH=θ", "V=v", "W=w", "Y=j", "Z=z", "ZH=ʒ"),
    )
)


def _to_ipa(phones: str) -> str:
    """Return ARPAbet in IPA, with the main stress only."""
    return "".join(
        ("ˈ" if phone.endswith("1") else "") + ("ə" if phone == "AH0" else _PHONES[phone.rstrip("012")])
        for phone in phones.split()
    )


def _read(path: Path) -> dict[str, list[str]]:
    """Return the readings of each word of letters only."""
    words: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := _WORD.match(line):
            words.setdefault(match[1], []).append(_to_ipa(match[2]))
    return words


def _differences(name: str, words: Mapping[str, list[str]]) -> dict[str, float]:
    """Return how far the engine is from the dictionary, for each word."""
    with load(name) as engine:
        voice = choose_voice(engine.voices(), None, "en-US")
        return {
            word: min(measure_difference(engine.transcribe(word.capitalize(), voice), one) for one in readings)
            for word, readings in words.items()
        }


def main(path: Path) -> None:
    """Write the file of `tts.review.reference` from the dictionary at `path`."""
    words = _read(path)
    known = {word.casefold() for word in load_dictionary(british=False)}
    espeak = _differences("espeak", words)
    natural = _differences("natural", {word: words[word] for word in set(words) - known})
    right = {word: _right(espeak[word], natural.get(word, 0)) for word in words}
    both = frozenset(BOTH.right)
    kept: dict[str, ReferenceWord] = {}
    for word, readings in words.items():
        is_name = word not in known
        singular = right.get(word[:-1], frozenset()) if word.endswith("s") else frozenset()
        if singular == both == right[word] or (word.endswith("s") and word[:-1] in words and right[word] != both):
            continue
        sounds = readings[0] if is_name and right[word] != both else ""
        if sounds or right[word]:
            kept[word] = ReferenceWord(right=right[word], sounds=sounds)
    FILE.write_bytes(write_reference(kept))


def _right(espeak: float, natural: float) -> frozenset[str]:
    """Return the engines whose difference is small."""
    differences = {"espeak": espeak, "natural": natural}
    return frozenset(name for name, difference in differences.items() if difference <= MAX_DIFFERENCE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
