"""ELEMENTS -> HTML."""

from __future__ import annotations

from html import escape

from tts.text.readers.documents.xml import Element
from tts.text.readers.html.elements import VOID


def write_html(root: Element) -> str:
    """Return the HTML of `root` and all below it; `body` becomes a division, `xml:lang` becomes `lang`."""
    pieces: list[str] = []
    stack: list[Element | str | tuple[str]] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(escape(node, quote=False))
        elif isinstance(node, tuple):
            pieces.append(node[0])
        else:
            tag = "div" if node.name == "body" else node.name
            attributes = "".join(
                f' {"lang" if name == "xml:lang" else name}="{escape(value)}"'
                for name, value in node.attributes.items()
                if not (name == "lang" and "xml:lang" in node.attributes)
            )
            pieces.append(f"<{tag}{attributes}>")
            if tag not in VOID:
                stack.append((f"</{tag}>",))
                stack += reversed(node.children)
    return "".join(pieces)
