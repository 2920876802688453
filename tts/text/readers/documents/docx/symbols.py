"""Characters of the fonts Symbol and Wingdings -> characters of Unicode (ECMA-376, section 17.3.3.30)."""

from __future__ import annotations

_SYMBOL = (
    "41Α 42Β 43Χ 44Δ 45Ε 46Φ 47Γ 48Η 49Ι 4Aϑ 4BΚ 4CΛ 4DΜ 4EΝ 4FΟ 50Π 51Θ 52Ρ 53Σ 54Τ 55Υ 56ς 57Ω 58Ξ 59Ψ 5AΖ "
    "61α 62β 63χ 64δ 65ε 66φ 67γ 68η 69ι 6Aϕ 6Bκ 6Cλ 6Dμ 6Eν 6Fο 70π 71θ 72ρ 73σ 74τ 75υ 76ϖ 77ω 78ξ 79ψ 7Aζ "
    "A2′ A3≤ A5∞ AB↔ AC← AD↑ AE→ AF↓ B0° B1± B2″ B3≥ B4× B7• B8÷ B9≠ BA≡ BB≈ BC… C6∅ C7∩ C8∪ CE∈ D2® D3© D4™ D6√ "
    "D7· E5∑ F2∫"
)
_WINGDINGS = "4A☺ 4C☹ 6C● 6E■ 71❑ 75◆ 76❖ 9F• A7▪ A8☐ D8➢ DF← E0→ E1↑ E2↓ E8➔ F0⇨ FB✗ FC✓ FD☒ FE☑"
_FONTS = {
    font: {int(pair[:2], 16): pair[2:] for pair in pairs.split()}
    for font, pairs in (("symbol", _SYMBOL), ("wingdings", _WINGDINGS))
}
_PRIVATE = range(0xF000, 0xF100)


def show_symbol(font: str, code: str) -> str:
    """Return the character with a hexadecimal `code` in `font`; "" if nobody knows it."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _show(font, number, is_symbol=True)


def show_symbols(font: str, text: str) -> str:
    """Return `text` with characters of Unicode for those of fonts of symbols, which have no meaning elsewhere."""
    if text.isascii() or not any(ord(character) in _PRIVATE for character in text):
        return text
    return "".join(_show(font, ord(character), is_symbol=False) for character in text)


def _show(font: str, number: int, *, is_symbol: bool) -> str:
    """Return the character of a number in a font; outside the private area only a symbol is in the font's own code."""
    if number in _PRIVATE or (is_symbol and number < 0x100):
        return _FONTS.get(font.casefold(), {}).get(number & 0xFF, "")
    return chr(number) if number < 0xD800 or 0xE000 <= number < 0x110000 else ""
