"""A folder or an archive of hand-ins becomes one parcel for each student. Nothing is unpacked and no link followed.

Understood are folders named by student, single files and archives named by student, and what Moodle, Canvas and
Gradescope give out for a whole class.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from grader import intake
from grader.batch.model import Parcel
from grader.errors import SubmissionError, UsageError
from grader.messages import _
from grader.model import Trouble
from grader.submission import NOTEBOOK_LIMIT

METADATA = "submission_metadata.yml"
"""Where Gradescope says who handed in what."""

IGNORED = ("__MACOSX", "__pycache__", ".ipynb_checkpoints", ".git")

_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)", re.DOTALL)
_CANVAS = re.compile(r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<id>\d+)_(?P<attempt>\d+)_(?P<file>.+)", re.DOTALL)
_AGAIN = re.compile(r"-\d+(?=\.\w+$)|\s*\(\d+\)(?=\.\w+$)")
"""What Canvas and browsers put before the suffix when a file of that name is there already."""


@dataclass(slots=True)
class Pile:
    """What is known of one student while the files are gone through."""

    names: list[str]
    files: dict[str, bytes] = field(default_factory=dict)
    late: bool = False


def collect(path: Path, exercises: Collection[str] = ()) -> list[Parcel]:
    """What each student handed in, by name. Raises UsageError when there is nothing, or nothing that can be opened.

    exercises   names of exercises: a file of such a name stands for the exercise, not for a student
    """
    folders: list[str] = []
    if path.is_dir():
        tree = dict(_walk(path))
        folders = sorted(p.name for p in path.iterdir() if p.is_dir() and not p.is_symlink())
    elif path.is_file():
        tree = _archive(path)
    else:
        raise UsageError(_("There is no folder and no archive {path}.").format(path=path))
    piles = _gradescope(tree) if METADATA in tree else _by_name(tree, folders, path, exercises)
    for pile in piles:
        pile.names = [*map(_storable, pile.names)]
        pile.files = {_storable(name): data for name, data in pile.files.items()}
    parcels = [_parcel(pile) for pile in _distinct(piles)]
    if not parcels:
        text = _("{path} holds no submissions: it should hold a folder, a file or an archive for each student.")
        raise UsageError(text.format(path=path))
    return sorted(parcels, key=lambda parcel: parcel.student)


def _storable(name: str) -> str:
    """A name that any database can hold: what is not Unicode in it is written out, so that names stay distinct."""
    return name.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _walk(root: Path) -> Iterator[tuple[str, bytes]]:
    """The regular files below a folder; links and devices are passed by."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in IGNORED)
        for name in sorted(names):
            path = Path(folder, name)
            data = _bytes(path)
            if data is not None:
                yield unicodedata.normalize("NFC", path.relative_to(root).as_posix()), data


def _bytes(path: Path) -> bytes | None:
    """The contents of a regular file; its first bytes, if it is too long to be a solution."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb") as file:
            return file.read(NOTEBOOK_LIMIT + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None
    except OSError:
        return None


def _archive(path: Path) -> dict[str, bytes]:
    """The files in an archive of a whole class, without a folder that holds all others."""
    try:
        files = intake.contents(path.read_bytes(), path.name, intake.ALL)
    except SubmissionError as error:
        raise UsageError(error.message) from None
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {why}.").format(path=path, why=error.strerror)) from None
    files = {unicodedata.normalize("NFC", name): data for name, data in files.items()}
    tops = {PurePosixPath(name).parts[0] for name in files}
    top = next(iter(tops), "")
    whole = f"{top}/{METADATA}" in files or all(len(PurePosixPath(name).parts) > 2 for name in files)
    if len(tops) == 1 and whole:
        return {name.removeprefix(f"{top}/"): data for name, data in files.items()}
    return files


def _by_name(tree: Mapping[str, bytes], folders: list[str], root: Path, exercises: Collection[str]) -> list[Pile]:
    """Piles by the first part of each path: a folder, which may be empty, or a file that says whose it is."""
    piles: dict[str, Pile] = {}
    for folder in folders:
        if folder not in IGNORED and not folder.startswith("."):
            names, _file, _late = _owner(unicodedata.normalize("NFC", folder), True)
            piles.setdefault("_".join(names), Pile(names))
    for name, data in tree.items():
        first, *rest = PurePosixPath(name).parts
        if first in IGNORED or PurePosixPath(name).name.startswith("."):
            continue
        names, file, late = _owner(first, bool(rest))
        if not rest and names == [PurePosixPath(first).stem]:
            if not _useful(first, data):
                continue  # a list, a read-me: nobody's
            if PurePosixPath(first).stem in exercises:
                names = [root.resolve().name]  # the folder is one student's workspace
        pile = piles.setdefault("_".join(names), Pile(names))
        pile.late |= late
        pile.files["/".join(rest) or file] = data
    return [*piles.values()]


def _owner(first: str, folder: bool) -> tuple[list[str], str, bool]:
    """Who handed in something of this name, what they called it, and whether it is marked as late."""
    if match := _MOODLE.fullmatch(first):
        return [match["name"], match["id"]], match["file"] or first, False
    if not folder and (match := _CANVAS.fullmatch(first)):
        return [match["name"], match["id"]], _AGAIN.sub("", match["file"]), bool(match["late"])
    return [first if folder else PurePosixPath(first).stem], _AGAIN.sub("", first), False


def _useful(name: str, data: bytes) -> bool:
    return PurePosixPath(name).suffix in intake.SUFFIXES or intake.is_archive(name, data)


def _gradescope(tree: Mapping[str, bytes]) -> list[Pile]:
    """Piles by the list of submitters that Gradescope adds; a group's hand-in is everybody's."""
    import yaml

    try:
        known = yaml.safe_load(tree[METADATA])
        people = {
            str(folder): [
                [str(one[key]) for key in (":sid", ":name", ":email") if one.get(key)] for one in entry[":submitters"]
            ]
            for folder, entry in known.items()
        }
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError, AttributeError, RecursionError):
        raise UsageError(_("{file} is not as Gradescope writes it.").format(file=METADATA)) from None
    piles = []
    for folder, submitters in people.items():
        inside = folder + "/"
        files = {name.removeprefix(inside): data for name, data in tree.items() if name.startswith(inside)}
        piles += [Pile(names or [folder], dict(files)) for names in submitters or [[folder]]]
    return piles


def _distinct(piles: list[Pile]) -> Iterator[Pile]:
    """The piles, with names that nobody else has in front."""
    counts: dict[str, int] = {}
    for pile in piles:
        counts[pile.names[0]] = counts.get(pile.names[0], 0) + 1
    seen: set[str] = set()
    for pile in piles:
        name = pile.names[0]
        if counts[name] > 1 and len(pile.names) > 1:
            name = f"{name} ({pile.names[1]})"
        number = 1
        while name in seen:
            number += 1
            name = f"{pile.names[0]} ({number})"
        seen.add(name)
        pile.names = [name, *dict.fromkeys(pile.names)] if name != pile.names[0] else pile.names
        yield pile


def _parcel(pile: Pile) -> Parcel:
    """The student's sources, with those in archives among them."""
    files: dict[str, bytes] = {}
    try:
        for name, data in pile.files.items():
            if intake.is_archive(name, data):
                files |= {_storable(inner): source for inner, source in intake.contents(data, name).items()}
            else:
                files[name] = data
    except SubmissionError as error:
        return Parcel(tuple(pile.names), {}, pile.late, Trouble(error.kind, error.message))
    return Parcel(tuple(pile.names), {name: data for name, data in files.items() if _source(name)}, pile.late)


def _source(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix in intake.SUFFIXES and not path.name.startswith(".") and not set(path.parts) & {*IGNORED}
