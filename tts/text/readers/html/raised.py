"""HTML -> HTML with raised and lowered characters in the place of `sup` and `sub`: 10⁶, H₂O."""

from __future__ import annotations

import re
from html import escape, unescape

from tts.regex import regex

_MAX_CHARACTERS = 60  # between the tags; more is no exponent
_BEFORE = 80  # characters in which the word before a tag is looked for
_ELEMENT = regex(
    r"<(?P<tag>su[pb])\b(?P<attributes>[^<>]*)>(?P<wrapper><(?:a|b|em|i|small|span|strong)\b[^<>]*>)?"
    rf"(?P<text>[^<>]{{1,{_MAX_CHARACTERS}}})(?:</(?:a|b|em|i|small|span|strong)>)?</(?P=tag)\s*>",
    re.IGNORECASE,
)
_ANY_TAG = regex(r"<[^<>]*>|\A[^<>]*>")
_RAISED = str.maketrans("0123456789+-−–=()abcdefghijklmnoprstuvwxyzT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ")
_LOWERED = str.maketrans("0123456789+-−–=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SIGNS = {"TM": "™", "SM": "℠", "®": "®", "©": "©", "™": "™", "°": "°"}
_ORDINAL = regex(r"\d\Z")
_ORDINAL_ENDING = regex(r"st|n?de?|rd|th|er?s?|[èe]re|res?|[èe]mes?|ste|te")
_TITLE = regex(r"(?<![^\W_])[MDSJCVGP]\Z")
_TITLE_ENDING = regex(r"[cdrt]|gr|l?les?|mes?|rs|te|ve")
_NUMBER_SIGN = regex(r"(?<![^\W_])[Nn]\Z")
_MARK_IN_BRACKETS = regex(r"\[[\w\s,;–-]{1,12}\]")
_NUMBERS = regex(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*")
_AFTER_SENTENCE = regex(r"[^\W\d_]{2}[.,;:!?…]?[”\"’']?[.,;:!?…]?\Z(?<=[.,;:!?…”\"’'])")
_AFTER_WORD = regex(r"[^\W\d_]{4,}\Z")
_UNITS = regex(r"(?:(?:centi|kilo|milli)?met(?:er|re)s?|feet|foot|inch(?:es)?|miles?|yards?)\Z", re.IGNORECASE)
_WORD = regex(r"[^\W\d_]{2,}\Z")


def show_raised(html: str) -> str:
    """Return `html` with characters that are raised or lowered themselves, where there are such characters.

    Otherwise `^` or `_` is before them, or a space before words. The endings of ordinals and titles (1st, Mme) are on
    the line. A number after a sentence or a long word, and one in square brackets, becomes the mark of a note.
    """
    return _ELEMENT.sub(lambda element: _show(element, html), html)


def _show(element: re.Match[str], html: str) -> str:
    """Return what takes the place of a `sup` or `sub` in `html`."""
    text = " ".join(unescape(element["text"]).split())
    before = unescape(_ANY_TAG.sub("", html[max(0, element.start() - _BEFORE) : element.start()]))
    is_raised = element["tag"].lower() == "sup"
    if not text or "fnref" in element["attributes"]:
        return element[0]
    if is_raised and _is_note_mark(element["wrapper"] or "", text, before):
        return f'<sup id="fnref:{escape(text)}">{escape(text)}</sup>'
    shown = _set_on_line(text, before) if is_raised else None
    return escape(shown or _move(text, before, is_raised=is_raised), quote=False)


def _is_note_mark(wrapper: str, text: str, before: str) -> bool:
    """Return whether a raised text refers to a note; after a short word, speech decides whether it is a power."""
    if 'href="#' in wrapper or _MARK_IN_BRACKETS.fullmatch(text):
        return True
    is_after_word = _AFTER_WORD.search(before) and not _UNITS.search(before)
    return bool(_NUMBERS.fullmatch(text) and (is_after_word or _AFTER_SENTENCE.search(before)))


def _set_on_line(text: str, before: str) -> str | None:
    """Return a raised text that is a sign, or an ending that stands on the line; None if it is neither."""
    if text in _SIGNS:
        return _SIGNS[text]
    if _NUMBER_SIGN.search(before) and text in ("o", "os"):
        return text.replace("o", "º")
    is_ordinal = _ORDINAL.search(before) and _ORDINAL_ENDING.fullmatch(text)
    return text if is_ordinal or (_TITLE.search(before) and _TITLE_ENDING.fullmatch(text)) else None


def _move(text: str, before: str, *, is_raised: bool) -> str:
    """Return `text` in raised or lowered characters, or with a sign or space before it where there are none."""
    moved = text.translate(_RAISED if is_raised else _LOWERED)
    is_label = text.isalpha() and ((is_raised and len(text) > 2) or (len(text) > 1 and _WORD.search(before)))
    if not is_label and all(new != old for new, old in zip(moved, text, strict=True)):
        return moved
    if is_label or " " in text:
        return f" {text}"
    if not any(map(str.isalnum, text)) or not (before[-1:].isalnum() or before.endswith(")")):
        return text
    return ("^" if is_raised else "_") + (text if text.isalnum() else f"({text})")
