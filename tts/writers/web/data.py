"""VALUES -> JSON that is safe in a script, whatever the texts in it are."""

from __future__ import annotations

import json
from typing import Any

# In a script element the text ends at "</script", and "<!--" changes where that is (HTML, section 4.12.1.3). In old
# browsers two line separators end a string.
_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def encode_data(value: Any) -> str:
    """Return `value` as JSON for a script; halves of characters, which no file can hold, become question marks."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode().translate(_ESCAPES)
