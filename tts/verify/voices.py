"""Check that each voice can say the scripts of its utterances, by the languages that the manifest gives it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import MANIFEST, Manifest

# By the first word of a letter's name in Unicode; letters of Latin and of scripts that are not here are not checked
_LANGUAGES: Mapping[str, str] = {
    "ARABIC": "ar arz ckb fa ks pnb ps sd ug ur",
    "ARMENIAN": "hy hyw",
    "BENGALI": "as bn bpy mni",
    "CJK": "cmn hak nan wuu yue zh ja ko",
    "CYRILLIC": "ab av ba be bg ce cu cv kk kv ky mk mn nog os ru sah sr tg tt udm uk",
    "DEVANAGARI": "bho hi kok mai mr ne sa",
    "ETHIOPIC": "am gez ti",
    "GEORGIAN": "ka xmf",
    "GREEK": "el grc",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he iw lad yi",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "MALAYALAM": "ml",
    "MYANMAR": "mnw my shn",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
}
_ESPEAK_LACKS = {"jpx/ja": "CJK", "ko": "CJK"}  # it says "Chinese letter" for each one
_SHOWN = {"CJK": "Chinese characters"}
_WORD = re.compile(r"[^\W\d_]+")
_MIN_LETTERS = 3  # of an alphabet: one or two are a sign, such as π, which voices can name
_NEXT_STEP = "Choose another voice or engine, or give the passage its language, and package the article again."


def check_voices(manifest: Manifest) -> Findings:
    """Yield a note for the first words of each script that the voice of their language cannot say."""
    if manifest.is_silent:
        return
    voices, cast = manifest.engine.get("voices", {}), manifest.engine.get("cast", {})
    seen: set[tuple[str, str]] = set()
    for utterance in manifest.utterances:
        voice = cast.get(utterance.voice) or voices.get(utterance.language, manifest.engine["voice"])
        for script, word in _words(utterance.spoken):
            if (voice["id"], script) not in seen and not _can_say(voice, script):
                seen.add((voice["id"], script))
                what = f"The voice {shown(voice['id'])} cannot say {shown(word)}: {_SHOWN.get(script, script.title())}."
                place = f"{MANIFEST}, {utterance.id}"
                yield Finding(check="voices", place=place, what=what, next_step=_NEXT_STEP, kind="note")


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Yield the script and the letters of each word of `text` that is in one of the scripts above."""
    if text.isascii():
        return
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        names = [unicodedata.name(letter, "").partition(" ")[0] for letter in word]
        script = max(dict.fromkeys(names), key=names.count)
        if script in _LANGUAGES and (len(word) >= _MIN_LETTERS or script in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")):
            yield script, word


def _can_say(voice: Mapping[str, object], script: str) -> bool:
    """Return whether a voice has a language of the script; one without languages may have any."""
    languages = voice.get("languages")
    if not isinstance(languages, list) or not languages:
        return True
    primary = {str(tag).partition("-")[0].lower() for tag in languages}
    return bool(primary & set(_LANGUAGES[script].split())) and _ESPEAK_LACKS.get(str(voice["id"])) != script
