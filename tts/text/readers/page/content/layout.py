"""CONTAINERS -> CONTAINERS in which only a table, a form or a list is one."""

from __future__ import annotations

from collections.abc import Sequence

from tts.text.readers.page.content.elements import Element, Page
from tts.text.readers.page.content.names import list_names

_PARTS = list_names("caption colgroup table tbody td tfoot th thead tr")
_RENAMED = list_names("article body button dd details dialog dl dt footer form header li main nav ol tbody td th tr ul")
_MAX_CELL = 250  # size of the prose in a cell of a table that is one


def unfold_layout(page: Page, containers: Sequence[Element]) -> None:
    """Make plain elements of tables that only place things, and of `containers` that are a part of something."""
    for container in containers:
        if container.tag in _RENAMED and container.parent is not None and container.tag not in ("ol", "ul", "dl"):
            container.tag = "div"
        for table in page.below(container):
            if table.tag == "table" and not is_data_table(table):
                _unfold(table)


def is_data_table(table: Element) -> bool:
    """Return whether `table` holds data: no table in it, several rows and columns, and no long text in a cell.

    One with headers, a caption or a summary may have long text.
    """
    if (table.attributes.get("role") or "").strip().lower() in ("none", "presentation"):
        return False
    rows, columns, has_header, has_long_cell = 0, 0, bool(table.attributes.get("summary")), False
    stack = table.inner_elements()
    while stack:
        part = stack.pop()
        has_header |= part.tag in ("caption", "th") and part.size > 0
        if part.tag in ("tbody", "tfoot", "thead"):
            stack += part.inner_elements()
        elif part.tag == "tr":
            cells = [cell for cell in part.inner_elements() if cell.tag in ("td", "th")]
            rows += 1
            columns = max(columns, len(cells))
            has_long_cell |= any(cell.prose > _MAX_CELL for cell in cells)
            if any(cell.has_table for cell in cells):
                return False
            has_header |= any(cell.tag == "th" and cell.size > 0 for cell in cells)
    return rows > 0 and (has_header or (rows > 1 and columns > 1 and not has_long_cell))


def _unfold(table: Element) -> None:
    """Make plain elements of `table` and its parts."""
    stack = [table]
    while stack:
        part = stack.pop()
        part.tag = "div"
        stack += (inner for inner in part.inner_elements() if inner.tag in _PARTS and inner.tag != "table")
