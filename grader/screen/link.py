"""Where a line of the learner's stands, so that an editor or a terminal opens it at a click: ``path/to/file.py:12``."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from grader.safe_text import for_terminal as sanitise


def link(origin: str, file: str, line: int) -> str:
    """The line of a file that lies beside ``origin``: the path from the current folder, else the whole path.

    A cell of a notebook stays ``name.ipynb cell N:line``: nothing opens that at a click.
    """
    if Path(origin).suffix == ".ipynb":
        return f"{sanitise(file)}:{line}"
    path = Path(origin).parent / file
    with suppress(ValueError, OSError):  # it lies elsewhere, or is relative already; the current folder may have gone
        path = path.relative_to(Path.cwd())
    return f"{sanitise(str(path))}:{line}"
