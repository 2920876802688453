"""Symbols that carry a meaning, such as ticks and arrows: which words they have, and where they are heard alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tts.regex import regex

_CHARACTERS = {
    "tick": "✓✔✅",
    "cross": "✗✘❌❎✖✕×",
    "box": "☐⬜",
    "box_ticked": "☑",
    "box_crossed": "☒",
    "up": "▲△↑⬆⇧▴▵↗🔺🔼",
    "down": "▼▽↓⬇⇩▾▿↘🔻🔽",
    "left": "←⬅⇐",
    "right": "→➜➔➡⇒⟶",
    "full": "●⬤",
    "empty": "○◯",
    "warning": "⚠",
    "plus": "+",
    "minus": "−",
    "plus_or_minus": "±",
}
SIGNS: Mapping[str, str] = {sign: name for name, signs in _CHARACTERS.items() for sign in signs}
"""A sign -> the name of its words in `[signs]` of a language's file."""
ANSWERS: Mapping[str, str] = {"tick": "yes", "box_ticked": "yes", "cross": "no"}
"""The words of signs that stand alone, as in the cells of a table, where they are others."""
VARIANT = "[\ufe0e\ufe0f]?"
"""The pattern of the invisible character that may follow a sign."""
_ROWS = (r"[★⭐]{1,10}\ufe0f?[☆✩]{0,9}", "●{1,10}○{0,9}", "■{1,10}□{0,9}", "♥{1,10}♡{0,9}", "☆{2,10}")
RATING = rf"(?<![★⭐●■♥☆○□♡])(?:{'|'.join(_ROWS)})½?(?![★⭐●■♥☆○□♡])"
"""The pattern of a rating in stars or in other signs, of which the last may be hollow."""

_SURE = "".join(_CHARACTERS[name] for name in ("tick", "cross", "box", "box_ticked", "box_crossed", "warning"))
_STARS = r"[★⭐]{2,10}\ufe0f?☆{0,9}½?|[★⭐]{1,10}\ufe0f?☆{1,9}|●{1,9}○{1,9}"
_ALONE = regex(rf"[{_SURE}][{_SURE}\ufe0e\ufe0f\s]*|{_STARS}")
_IN_CELL = regex(rf"☆?[{re.escape(''.join(SIGNS))}★⭐][{re.escape(''.join(SIGNS))}★☆⭐\ufe0e\ufe0f\s½/]*|☆{{2,10}}")


def is_heard_alone(text: str, *, is_cell: bool = False) -> bool:
    """Return whether a text without letters and digits is heard, because of its signs.

    In the cell of a table every sign has a meaning; elsewhere a circle, an arrow or a star may be an ornament.
    """
    stripped = text.strip()
    return bool(stripped) and (_IN_CELL if is_cell else _ALONE).fullmatch(stripped) is not None
