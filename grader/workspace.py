"""The mark of a workspace: a small file beside the exercises that says which courses they are from.

Editors and test runners know by it that a folder is ours; without it nothing of ours looks at a folder. A course is
named as ``--pack`` names it, one a line; a relative path counts from the workspace.
"""

from __future__ import annotations

import os
from pathlib import Path

from grader import files, installed
from grader.errors import PackError
from grader.messages import _
from grader.pack import Pack, open_pack

MARK = ".tatami"
HEADING = "# A workspace of `grade start`. It lets pytest and editors show its exercises. The courses they are from:\n"


def mark(folder: Path, pack: Pack, given: Path | None) -> None:
    """Note that exercises of ``pack``, which was chosen as ``given``, lie in ``folder``. Raises UsageError."""
    name = _address(folder, pack, given)
    path = folder / MARK
    if not path.is_file():
        files.write(path, HEADING + name + "\n")
    elif name not in (known := courses(folder)):
        files.write(path, HEADING + "".join(f"{line}\n" for line in [*known, name]))


def courses(folder: Path) -> list[str]:
    """The courses that the mark of ``folder`` names. Raises PackError when it cannot be read."""
    path = folder / MARK
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise PackError(_("{path} cannot be read: {why}.").format(path=path, why=error)) from None
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def packs(folder: Path) -> tuple[Pack, ...]:
    """The courses of ``folder``; none where it has no mark. Raises PackError when one of them is not there."""
    if not (folder / MARK).is_file():
        return ()
    return tuple(open_pack(_path(folder, name)) for name in courses(folder))


def _address(folder: Path, pack: Pack, given: Path | None) -> str:
    """How the mark names a course: an installed one by its name, a folder by the way there."""
    if given is None:
        return pack.name
    if not (given / installed.TABLE).is_file():
        return str(given)
    try:
        return Path(os.path.relpath(pack.root, folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return pack.root.as_posix()


def _path(folder: Path, name: str) -> Path:
    beside = folder / name
    return beside if (beside / installed.TABLE).is_file() else Path(name)
