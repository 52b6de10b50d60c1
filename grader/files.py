"""Files that are there whole or not at all, and backups that never overwrite one another."""

from __future__ import annotations

import contextlib
import os
import re
import time
from itertools import count
from pathlib import Path

from grader.errors import UsageError
from grader.messages import _

LARGEST = 10_000_000

_TEMPORARY = re.compile(r"\..+\.[a-z0-9_]{8}\.half")
"""How ``write`` calls a file that is not whole yet."""


def write(path: Path, content: str | bytes) -> None:
    """Put ``content`` (text as UTF-8) at ``path`` in one step, making its folder.

    Raises UsageError when that cannot be done.
    """
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".half", dir=path.parent)
        try:
            with open(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
            os.chmod(temporary, mode)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise UsageError(_("%s cannot be written: %s.") % (path, error.strerror or error)) from None


def remove(path: Path) -> None:
    """Remove a file, if it is there. Raises UsageError when that cannot be done."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(_("{path} cannot be removed: {why}.").format(path=path, why=error.strerror or error)) from None


def sweep(folder: Path) -> None:
    """Remove what ``write`` left half written in a folder where its process was killed, a minute ago or more."""
    for path in folder.glob(".*"):
        with contextlib.suppress(OSError):
            if _TEMPORARY.fullmatch(path.name) and time.time() - path.stat().st_mtime > 60:
                path.unlink()


def read_text(path: Path) -> str:
    """The text of a file that somebody has made, with or without a byte order mark.

    Raises UsageError when it cannot be read, is larger than 10 MB, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {why}.").format(path=path, why=error.strerror or error)) from None
    if len(content) > LARGEST:
        raise UsageError(_("{path} is too large: at most {most} MB are read.").format(path=path, most=10))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _("{path} is not UTF-8: byte {byte} cannot be read. Save the file as UTF-8.")
        raise UsageError(text.format(path=path, byte=error.start)) from None


def holds(path: Path, text: str) -> bool:
    """Whether the file at ``path`` is exactly ``text``."""
    try:
        return path.read_bytes() == text.encode()
    except OSError:  # a folder, or not readable: not ours to call the same
        return False


def back_up(path: Path) -> Path:
    """Copy ``path`` to the first free one of NAME.bak, NAME.bak1, NAME.bak2, ... and say which."""
    for number in count():
        backup = path.with_name(f"{path.name}.bak{number or ''}")
        try:
            with open(backup, "xb") as file:  # x: refuses a file that is there already
                file.write(path.read_bytes())
        except FileExistsError:
            continue
        except OSError as error:
            raise UsageError(_("%s cannot be written: %s.") % (backup, error.strerror or error)) from None
        return backup
    raise AssertionError("count() does not end")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
