"""Courses that other people's distributions install: the entry points of the group ``grader.packs``.

An entry point's name is what ``--pack NAME`` takes. Its value is a module whose folder is the course's root (it is
found, not executed), or ``module:function``, a function that gives the path of the root.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import PackError
from grader.messages import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "grader.packs"
TABLE = Path("exercises", "pack.toml")
"""What makes a folder a course."""


def names() -> list[str]:
    """The names of the installed courses, in the order of the alphabet."""
    return sorted({point.name for point in _points()}) if _announced() else []


def find(name: str) -> Path | None:
    """The root of the installed course ``name``; None when there is none.

    Raises PackError when two distributions claim the name, or the entry point leads nowhere.
    """
    points = [point for point in _points() if point.name == name]
    if len({point.value for point in points}) > 1:
        text = _("Two installed courses are called {name}: {values}. Uninstall one of them.")
        raise PackError(text.format(name=name, values=", ".join(sorted(map(_told, points)))))
    return _root(points[0]) if points else None


def _points() -> Iterator[EntryPoint]:
    from importlib.metadata import entry_points  # 25 ms

    yield from entry_points(group=GROUP)


def _announced() -> bool:
    """Whether any distribution announces a course at all: a look at their files costs a tenth of reading them."""
    wanted = f"[{GROUP}]".encode()
    for folder in sys.path:
        try:
            inside = [
                entry.path for entry in os.scandir(folder or ".") if entry.name.endswith((".dist-info", ".egg-info"))
            ]
        except OSError:  # a zip archive, or not there
            continue
        for place in inside:
            try:
                with open(os.path.join(place, "entry_points.txt"), "rb") as file:
                    if wanted in file.read():
                        return True
            except OSError:
                continue
    return False


def _root(point: EntryPoint) -> Path:
    """Where the course lies that an entry point leads to. Raises PackError."""
    try:
        folders = [Path(point.load()())] if point.attr else list(_folders(point.module))
    except Exception as error:  # somebody else's code, whatever it does
        raise _broken(point, f"{type(error).__name__}: {error}") from error
    for folder in folders:
        if (folder / TABLE).is_file():
            return folder
    raise _broken(point, _("there is no {table} in it").format(table=TABLE.as_posix()))


def _folders(module: str) -> Iterator[Path]:
    """The folders of a package, which is not executed. Raises ModuleNotFoundError."""
    from importlib.util import find_spec

    spec = find_spec(module)
    if spec is None:
        raise ModuleNotFoundError(_("no module called {name}").format(name=repr(module)))
    yield from map(Path, spec.submodule_search_locations or ())


def _broken(point: EntryPoint, why: str) -> PackError:
    text = _("The installed course {name} cannot be used: {value}: {why}. Install it again, or tell its authors.")
    return PackError(text.format(name=point.name, value=_told(point), why=why))


def _told(point: EntryPoint) -> str:
    """The entry point and whose it is."""
    return f"{point.value} ({point.dist.name} {point.dist.version})" if point.dist else point.value
