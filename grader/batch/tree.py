"""What lies in the folder or the archive of a whole class: names first, bytes when somebody asks for them.

One student's odd name, link, bomb or terabyte is no reason to refuse a class. Names are labels here and lead nowhere,
since nothing is unpacked; links and devices are passed by; and no more is read or inflated than is asked for.
"""

from __future__ import annotations

import bz2
import errno
import gzip
import lzma
import os
import shutil
import stat
import tarfile
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from grader import intake
from grader.errors import UsageError
from grader.messages import _

Read = Callable[[int], bytes]
"""Gives the first so many bytes of a file. Raises OSError."""

_PACKED: dict[bytes, Callable[[IO[bytes]], Any]] = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class Tree:
    """Files and folders by path, in the composed form of Unicode."""

    files: Mapping[str, Read]
    folders: frozenset[str] = frozenset()


@contextmanager
def opened(path: Path) -> Iterator[Tree]:
    """The folder or archive at ``path``. Raises UsageError when it cannot be opened."""
    with ExitStack() as stack:
        try:
            found = _folder(path) if path.is_dir() else _archive(path, stack)
        except FileNotFoundError:
            raise UsageError(_("There is no folder and no archive {path}.").format(path=path)) from None
        except OSError as error:
            text = _("{path} cannot be read: {why}.")
            raise UsageError(text.format(path=path, why=error.strerror or error)) from None
        except _DAMAGED as error:
            text = _(
                "{path} is not an archive that can be read ({why}). Download it again, or name an unpacked folder."
            )
            raise UsageError(text.format(path=path, why=error)) from None
        yield found


def _folder(root: Path) -> Tree:
    """What is below a folder, however deep. A folder that cannot be listed stands among the files."""
    files: dict[str, Read] = {}
    folders: set[str] = set()
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(root / inside) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            if not inside:
                raise
            files[_composed(inside)] = partial(_raise, error)
            continue
        for entry in entries:
            name = f"{inside}/{entry.name}" if inside else entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.add(_composed(name))
                waiting.append(name)
            elif entry.is_file(follow_symlinks=False):
                files[_composed(name)] = partial(_read_file, root / name)
    return Tree(files, frozenset(folders))


def _raise(error: OSError, _size: int) -> bytes:
    raise error


def _read_file(path: Path, size: int) -> bytes:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):  # it has been changed since it was listed
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return file.read(size)


def _archive(path: Path, stack: ExitStack) -> Tree:
    """What is in an archive, without a folder that holds all others."""
    file = stack.enter_context(path.open("rb"))
    head = file.read(2)
    file.seek(0)
    found = _zip(file, path, stack) if head == b"PK" else _tar(file, head, stack)
    files: dict[str, Read] = {}
    folders: set[str] = set()
    for raw, read in found:
        parts = [part for part in raw.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        if read is not None and parts:
            files[_composed("/".join(parts))] = read
        folders |= {_composed("/".join(parts[:n])) for n in range(1, len(parts) + (read is None))}
    return Tree(files, frozenset(folders))


def _zip(file: IO[bytes], path: Path, stack: ExitStack) -> Iterator[tuple[str, Read | None]]:
    archive = stack.enter_context(zipfile.ZipFile(file))
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        text = _("{path} is locked with a password. Unpack it, and name the folder.")
        raise UsageError(text.format(path=path))
    for info, name in zip(infos, intake.zip_names(infos), strict=True):
        if info.is_dir():
            yield name, None
        elif stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG):
            yield name, partial(_inflate, partial(archive.open, info))


def _tar(file: IO[bytes], head: bytes, stack: ExitStack) -> Iterator[tuple[str, Read | None]]:
    plain: Any = file
    if head in _PACKED:  # it is inflated once: to look up a member would inflate all before it again
        plain = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  (the stack closes it)
        with _PACKED[head](file) as packed:
            shutil.copyfileobj(packed, plain)
        plain.seek(0)
    archive = stack.enter_context(tarfile.open(fileobj=plain, mode="r:", errorlevel=2))  # noqa: SIM115
    for info in archive:
        if info.isdir():
            yield info.name, None
        elif info.isreg() and not info.issparse():
            yield info.name, partial(_inflate, partial(archive.extractfile, info))


def _inflate(member: Callable[[], Any], size: int) -> bytes:
    try:
        with member() as stream:
            data: bytes = stream.read(size)
            return data
    except _DAMAGED as error:
        raise OSError(errno.EIO, str(error)) from None


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
