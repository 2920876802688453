"""TEX -> TEXT: simple formulas as plain characters, such as x² + α ≤ ½, which can be said."""

from __future__ import annotations

import re

from tts.regex import regex

_MAX_LENGTH = 100  # characters; a longer formula is not simple
_PIECE = regex(
    r"\\(?P<command>[A-Za-z]+)\s*|\\(?P<escaped>.)|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<letter>(?=[A-Za-z]*[aeiou])[A-Za-z]{4,}|[^\W\d_])|(?P<sign>\S)",  # a word is one letter
    re.DOTALL,
)
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varepsilon vartheta varphi"
)
_GREEK = dict(zip(_GREEK_NAMES.split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩεθφ", strict=True))
_OPERATORS = {
    "+": "+",
    "-": "−",
    "−": "−",
    "=": "=",
    "<": "<",
    ">": ">",
    "≤": "≤",
    "≥": "≥",
    "≠": "≠",
    "±": "±",
    "×": "×",
}
_OPERATORS |= {"*": "×", "≈": "≈", "÷": "÷"}
_OPERATOR_NAMES = {
    "times": "×", "cdot": "×", "div": "÷", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠", "approx": "≈", "lt": "<", "gt": ">",
}  # fmt: skip
_SYMBOLS = {"infty": "∞", "ldots": "…", "dots": "…", "LaTeX": "LaTeX", "TeX": "TeX", "percent": "%"}
_FUNCTIONS = ("log", "max", "min")
_SPACES = ("quad", "qquad", "displaystyle", "textstyle", "limits", "left", "right", "big", "Big", "nonumber")
_WRAPPERS = ("text", "textrm", "textbf", "textit", "mathrm", "mathbf", "mathit", "mathcal", "operatorname", "mbox")
_RAISED = str.maketrans("0123456789-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_RAISABLE = regex(r"[-−]?\d{1,3}|[a-z]")
_BASE = regex(r".*\)|(?:.*[^\w.])?(?:[^\W\d_]|mc|\d{1,2})", re.DOTALL)
_ATOM = regex(r"\d+|[^\W\d_]")
_WORDS = regex(r"[\w ,.'’-]*")


def read_tex(source: str) -> str | None:
    """Return the formula `source`, which is TeX, as plain text; None if it is not simple.

    Simple are numbers, single letters (Greek ones too) and sums, products and comparisons of them, numbers as exponents
    and indexes, fractions of single numbers or letters, and roots of them.
    """
    source = source.strip()
    if not source or len(source) > _MAX_LENGTH:
        return None
    text = _Reader(source).read()
    return None if text is None else re.sub(r"\s+", " ", text).strip() or None


class _NotSimpleError(Exception):
    """The formula cannot be written in a line of plain text."""


class _Reader:
    """Reads one formula, piece by piece."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0

    def read(self) -> str | None:
        """Return the formula as text, None if it is not simple."""
        try:
            text = ""
            while match := self._next():
                text = self._add(text, match)
        except _NotSimpleError:
            return None
        return text

    def _next(self) -> re.Match[str] | None:
        """Return the next piece of the source, and move behind it; None at the end."""
        match = _PIECE.search(self._source, self._position)
        if match:
            self._position = match.end()
        return match

    def _add(self, text: str, piece: re.Match[str]) -> str:
        """Return `text`, all before a piece, with the piece."""
        sign = piece["sign"] or piece["escaped"]
        if piece["command"]:
            return self._add_command(text, piece["command"])
        if piece["escaped"] and sign in ",;:! ":
            return f"{text} "
        if piece["escaped"]:
            return text + _checked(sign, "%$&#{}")
        if piece["number"] or piece["letter"]:
            return _join(text, piece[0])
        if sign in _OPERATORS:
            return self._add_operator(text, _OPERATORS[sign])
        if sign in "^_":
            return self._add_script(text, sign)
        if sign == "/":
            return text + ("/" if text[-1:].isdigit() else " ÷ ")
        return text + ({",": ", ", "~": " "}.get(sign) or _checked(sign, "().:!%…°∞√"))

    def _add_operator(self, text: str, sign: str) -> str:
        """Return `text` with a sign between two values, or with the sign of a number."""
        if text.strip() and text.rstrip()[-1] not in "(=<>≤≥≠≈+−×÷±,":
            return f"{text.rstrip()} {sign} "
        following = _PIECE.match(self._source, self._position)
        if sign not in "−±" or not following or not following["number"]:
            raise _NotSimpleError
        return f"{text}{sign}"

    def _add_script(self, text: str, sign: str) -> str:
        """Return `text` with what stands above or below the line after it."""
        script = self._argument()
        if sign == "_":
            if not script.isdecimal() or not text[-1:].isalpha():
                raise _NotSimpleError
            return text + script.translate(_LOWERED)
        if script == "\\circ":
            return f"{text}°"
        if not _RAISABLE.fullmatch(script) or not _BASE.fullmatch(text):
            raise _NotSimpleError
        return text + (f"^{script}" if script.isalpha() and script != "n" else script.translate(_RAISED))

    def _add_command(self, text: str, name: str) -> str:
        """Return `text` with what a command stands for."""
        if name in _OPERATOR_NAMES:
            return self._add_operator(text, _OPERATOR_NAMES[name])
        if name in _GREEK:
            return _join(text, _GREEK[name])
        if name in _SYMBOLS or name in _FUNCTIONS:
            return _join(text, _SYMBOLS.get(name, name)) + (" " if name in _FUNCTIONS else "")
        if name in _SPACES:
            return f"{text} "
        if name in _WRAPPERS:
            words = self._argument()
            return text + _checked_words(words)
        if name in ("frac", "dfrac", "tfrac"):
            above, below = self._argument(), self._argument()
            return _join(text, _fraction(_simple(above), _simple(below)))
        if name == "sqrt":
            return _join(text, f"√{_simple(self._argument())}")
        raise _NotSimpleError

    def _argument(self) -> str:
        """Return the source of the next argument: what is in braces, or the next piece."""
        match = self._next()
        if match is None:
            raise _NotSimpleError
        if match["sign"] != "{":
            return match[0].strip()
        end = self._source.find("}", self._position)
        if end < 0 or "{" in self._source[self._position : end]:
            raise _NotSimpleError
        argument = self._source[self._position : end]
        self._position = end + 1
        return argument.strip()


def _join(text: str, value: str) -> str:
    """Return `text` with a value after it; letters of a product are apart, since each is said by itself."""
    is_apart = not text or not (text[-1].isalnum() or text[-1] in "…%°") or (text.endswith("m") and value == "c")
    return text + ("" if is_apart else " ") + value


def _simple(argument: str) -> str:
    """Return a single number or letter."""
    value = read_tex(argument) or ""
    if not _ATOM.fullmatch(value):
        raise _NotSimpleError
    return value


def _fraction(above: str, below: str) -> str:
    """Return two numbers with a slash, anything else with a sign of division."""
    return f"{above}/{below}" if above.isdecimal() and below.isdecimal() else f"{above} ÷ {below}"


def _checked(sign: str, known: str) -> str:
    """Return `sign`, and raise `_NotSimpleError` if it is not among the `known` ones."""
    if sign not in known:
        raise _NotSimpleError
    return sign


def _checked_words(words: str) -> str:
    """Return `words`, and raise `_NotSimpleError` if anything in them is not text."""
    if not _WORDS.fullmatch(words):
        raise _NotSimpleError
    return words
