"""A notebook goes back to its student as a copy with feedback beside the functions.

The copy is built anew from the text of the cells. Outputs, attachments and metadata stay behind: when an instructor
opens a stranger's notebook, no HTML and no widget of it comes alive, and damaged metadata do no damage.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from grader.batch.model import Cell
from grader.submission import SOURCE_LIMIT

KINDS = ("code", "markdown", "raw")

METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}


def read(text: str) -> tuple[Cell, ...]:
    """The cells of a notebook as kinds and texts; empty where it is none."""
    try:
        return tuple(map(_cell, json.loads(text)["cells"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


def slim(data: bytes) -> bytes:
    """A notebook without outputs, attachments and metadata; the first bytes of what is none."""
    try:
        cells = json.loads(data.decode("utf-8-sig"))["cells"]
        kept = [{key: cell[key] for key in ("cell_type", "source") if key in cell} for cell in cells]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return data[:SOURCE_LIMIT]
    return json.dumps({"cells": kept}).encode()


def _cell(cell: Mapping[str, Any]) -> Cell:
    kind, source = cell.get("cell_type"), cell.get("source", "")
    text = source if isinstance(source, str) else "".join(map(str, source))
    # half a character, which JSON can write, is shown as a question mark
    return (str(kind) if kind in KINDS else "raw", text.encode("utf-8", "replace").decode())


def annotated(cells: tuple[Cell, ...], said: Mapping[str, str]) -> str | None:
    """A notebook of these cells, each text of ``said`` (Markdown, by exercise) after the cell with the function.

    What no cell defines is spoken of in the end. None where no valid notebook comes of it.
    """
    import nbformat

    places: dict[int, list[str]] = {}
    for exercise in said:
        places.setdefault(_place(cells, exercise), []).append(exercise)
    v4: Any = nbformat.v4
    make = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}
    try:
        made = []
        for number, (kind, text) in enumerate(cells):
            made.append(make[kind](text, id=f"cell-{number}"))
            for exercise in places.get(number, []):
                made.append(v4.new_markdown_cell(said[exercise], id=f"feedback-{len(made)}"))
        book = v4.new_notebook(cells=made, metadata=METADATA)
        nbformat.validate(book)
        return str(v4.writes(book)) + "\n"
    except (nbformat.ValidationError, ValueError, TypeError):
        return None


def _place(cells: tuple[Cell, ...], exercise: str) -> int:
    """The last cell that defines the function, as Python would have it; without one, the last cell."""
    defines = re.compile(rf"^def\s+{re.escape(exercise)}\s*\(", re.MULTILINE)
    found = [number for number, (kind, text) in enumerate(cells) if kind == "code" and defines.search(text)]
    return found[-1] if found else len(cells) - 1
