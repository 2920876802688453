"""Formulas in TeX, in all forms that Markdown has for them."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from tts.model import Skipped
from tts.regex import regex
from tts.text.readers.markdown.dialects.protected import TOKEN, ProtectedText
from tts.text.readers.markdown.dialects.replace import Cleaned, Replacement
from tts.text.readers.markdown.dialects.tex import read_tex
from tts.text.readers.markdown.oracle import find_text
from tts.text.readers.markdown.regions import find_fences
from tts.text.readers.whitespace import normalize_whitespace, split_words

UNREAD = "&#91;ƒ&#93;"
"""What is shown in the place of a formula that is not simple; the rule `unread_formula` says what it is."""

REASON = "formula"

_DOLLARS = regex(
    rf"(?<!\\)(?<!\$)\$\$(?!\$)(?P<tex>(?>(?:[^$\\]|\\.)+))\$\$(?!\$)(?:[ \t]*\([\w:.-]+\)(?=[ \t]*$))?"
    rf"|(?<![\\$])\$(?P<code>{TOKEN})\$(?!\d)",
    re.DOTALL | re.MULTILINE,
)
_IN_WORD = r"0-9A-Za-z_\u00aa-\u1fff"  # between characters of scripts that write no spaces a formula may stand
_INLINE = regex(
    rf"(?<![\\${_IN_WORD}])\$(?![\s$])(?P<tex>(?>(?:[^$\\\n\ufdd0]|\\[^\n]|\n(?![ \t]*+(?:\n|[-*+>|#])))+))"
    rf"(?<!\s)\$(?![${_IN_WORD}])"
)
_BRACKETS = regex(
    r"(?<!\\)\\{1,2}(?:\((?P<round>(?>(?:[^\\\n\ufdd0]|\\+[^\\()\n]|\n(?![ \t]*+\n))+))\\{1,2}\)"
    r"|\[(?P<square>(?>(?:[^\\\ufdd0]|\\+[^\\\[\]])+))\\{1,2}\])"
)
_ENVIRONMENTS = "equation|align|alignat|gather|multline|eqnarray|displaymath|math|flalign"
_ENVIRONMENT = regex(
    rf"\\begin\{{(?P<name>(?:{_ENVIRONMENTS})\*?)\}}"
    rf"(?P<tex>(?>(?:[^\\]|\\(?!end\{{|begin\{{(?:{_ENVIRONMENTS})\*?\}})|\\end\{{(?!(?:{_ENVIRONMENTS})\*?\}}))*))"
    r"\\end\{(?P=name)\}"
)
_INFO = regex(r"[`~]*[ \t]*(?:math|\{math(?::\w+)?\})[ \t]*[^\n`]*")
_OPTION = regex(r"^[ \t>]*:[\w-]+:.*$|^[ \t>]*---[ \t]*$", re.MULTILINE)
_COMMAND = regex(r"\\[A-Za-z]+")
_WORD = regex(r"[^\W\d_]{2,}")
_SENTENCE = regex(r"[^\W\d_]{2,}[ ,.;:]+[^\W\d_]{2,}")
_OF = regex(r"[A-Za-z]{1,6}['′]?\([A-Za-z0-9',;|+\-* ]{1,30}\)")
"""A function or group, and of what: `P(AB)`, `SO(3)`."""

_SURE_SIGN = regex(r"[\^={}]|\w_\w|\d\s*[+<>×·]\s*\w|\b[a-zA-Z]\s*[-+<>/×·]\s*\w\b")
_AS_ENTITY = regex(r"[&<>^*_~$|\[\]]")
_BLANK_LINE = regex(r"\n[ \t]*\n")


def replace_formulas(source: str) -> Cleaned:
    """Replace formulas in TeX in the Markdown `source`; prices are no formulas.

    The forms are `$x$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`, environments such as `equation`, and fenced blocks.
    """
    fences = _replace_fences(source)
    if not re.search(r"[$]|\\[(\[b]", fences.text):
        return fences
    text = ProtectedText(fences.text)
    text.replace(_DOLLARS, lambda mark: _replace_display(mark, text))
    text.replace(_ENVIRONMENT, lambda mark: show_formula(text.restore(mark["tex"])))
    text.replace(_INLINE, _replace_inline)
    text.replace(_BRACKETS, _replace_brackets)
    cleaned = text.finish()
    return Cleaned(
        text=cleaned.text,
        skipped=(*fences.skipped, *cleaned.skipped),
        directives=(*fences.directives, *cleaned.directives),
    )


def _replace_fences(text: str) -> Cleaned:
    """Replace blocks of code in the Markdown `text` that are formulas for GitHub, GitLab or MyST."""
    pieces: list[str] = []
    skipped: list[Skipped] = []
    directives: Counter[str] = Counter()
    position = 0
    for begin, end, opening in find_fences(text):
        content, closing = text.index("\n", begin) + 1, text.rfind("\n", begin, end)
        if not _INFO.fullmatch(text, begin + opening.end(), content - 1):
            continue
        tex = _OPTION.sub("", text[content : max(content, closing)])
        formula = show_formula(re.sub(r"^[ \t>]+", "", tex, flags=re.MULTILINE))
        before = opening[0][: opening.start("fence")]
        blank = re.sub(r"[^>\s]", " ", before).rstrip()
        has_marker = bool(before.strip(" \t>"))
        pieces += [text[position:begin], "" if has_marker else f"{blank}\n", f"{before}{formula.text}\n{blank}"]
        words = Counter(split_words(text[begin:end])) - Counter(split_words(unescape(find_text(formula.text))))
        if formula.skipped:
            skipped.append(Skipped(text=normalize_whitespace(formula.skipped), reason=formula.reason))
            words -= Counter(split_words(formula.skipped))
        directives += words
        position = end
    pieces.append(text[position:])
    return Cleaned(text="".join(pieces), skipped=tuple(skipped), directives=tuple(directives.elements()))


def show_formula(tex: str) -> Replacement:
    """Return a simple formula as plain text, and a sign in the place of any other, which is skipped."""
    text = read_tex(tex)
    if text is None:
        return Replacement(text=UNREAD, reason=REASON, skipped=tex)
    return Replacement(text=_AS_ENTITY.sub(lambda sign: f"&#{ord(sign[0])};", text))


def _replace_display(mark: re.Match[str], text: ProtectedText) -> Replacement | None:
    """Return a formula on lines of its own, or one between a dollar sign and code; None if it is no formula."""
    if mark["code"]:  # $`x`$, as GitHub and GitLab have it
        return show_formula(text.restore(mark["code"]).strip("`"))
    tex = text.restore(mark["tex"])
    begins_line = mark.string[max(mark.start() - 1, 0) : mark.start()] in ("", "\n", " ", ">")
    return show_formula(tex) if _is_formula(tex) and (begins_line or not _BLANK_LINE.search(tex)) else None


def _replace_inline(mark: re.Match[str]) -> Replacement | None:
    """Return a formula in a sentence, None if the dollar signs are around something else, such as a price."""
    return show_formula(mark["tex"]) if _is_formula(mark["tex"]) else None


def _replace_brackets(mark: re.Match[str]) -> Replacement | None:
    """Replace `\\(…\\)` and `\\[…\\]` if they surely hold a formula: mostly they are brackets that are escaped."""
    tex = mark["round"] or mark["square"]
    is_sure = _COMMAND.search(tex) or (_SURE_SIGN.search(tex) and _is_formula(tex))
    return show_formula(tex) if is_sure else None


def _is_formula(tex: str) -> bool:
    """Return whether what stands between dollars can be a formula, and not the words between two prices."""
    if _COMMAND.search(tex):
        return True
    if _SENTENCE.search(tex):
        return False
    is_short = tex.isalnum() and tex.isascii()
    return bool(_SURE_SIGN.search(tex)) or is_short or not _WORD.search(tex) or bool(_OF.fullmatch(tex))
