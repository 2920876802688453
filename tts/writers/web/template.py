"""A folder's `page.html`, `page.css` and `page.js` -> one HTML file, in the colours that all pages share."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from string import Template

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_THEME = Path(__file__).with_name("theme.css")


def fill_page(
    folder: Path,
    parts: Mapping[str, str],
    *,
    sources: Iterable[str],
    names: Sequence[str] = ("page",),
    may_load_scripts: bool = False,
) -> str:
    """Return the page of `folder`, with `parts` and with its style and script inside: those of all `names`.

    Nothing but that script runs, and nothing is loaded but files beside the page, as `sources` such as `img-src` allow
    (Content Security Policy Level 3). If it `may_load_scripts`, scripts that it adds run too, and no others.
    """
    styles, scripts = (
        [
            file.read_text(encoding="utf-8")
            for name in names
            if (file := folder.joinpath(f"{name}{extension}")).is_file()
        ]
        for extension in (".css", ".js")
    )
    style, script = "".join([_THEME.read_text(encoding="utf-8"), *styles]), "".join(scripts)
    policy = {
        "default-src": "'none'",
        "script-src": _hash(script) + (" 'strict-dynamic'" if may_load_scripts else ""),
        "style-src": _hash(style),
        **dict.fromkeys(sources, "'self' file:"),  # `file:` for browsers in which a file is not of its own origin
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return Template(folder.joinpath("page.html").read_text(encoding="utf-8")).substitute(
        parts, policy="; ".join(f"{name} {value}" for name, value in policy.items()), style=style, script=script
    )


def escape_json(text: str) -> str:
    """Return JSON for a `script` element, where the text ends at `</script` (HTML, section 4.12.1.3)."""
    return text.translate(_ESCAPES)


def _hash(text: str) -> str:
    """Return the source expression that allows the inline `text` (Content Security Policy Level 3, section 2.3.1)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
