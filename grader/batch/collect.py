"""A folder or an archive of hand-ins becomes one parcel for each student. Nothing is unpacked and no link followed.

Understood are folders named by student, single files and archives named by student, and what Moodle, Canvas and
Gradescope give out for a whole class.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from grader import intake
from grader.batch import notebook
from grader.batch.model import UNREAD, Parcel
from grader.batch.tree import Read, Tree, opened
from grader.errors import SubmissionError, UsageError
from grader.messages import _
from grader.model import Trouble
from grader.submission import NOTEBOOK_LIMIT, SOURCE_LIMIT

METADATA = "submission_metadata.yml"
"""Where Gradescope says who handed in what."""

IGNORED = ("__MACOSX", "__pycache__", ".ipynb_checkpoints", ".git", ".venv", "venv", "site-packages")

MOST = 8 * 1024 * 1024
"""Bytes of sources that one student's work may have."""

_HEAD = 512
"""Bytes that tell an archive from other files."""

_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)", re.DOTALL)
_CANVAS = re.compile(r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<id>\d+)_(?P<attempt>\d+)_(?P<file>.+)", re.DOTALL)
_AGAIN = re.compile(r"-\d+(?=\.\w+$)|\s*\(\d+\)(?=\.\w+$)")
"""What Canvas and browsers put before the suffix when a file of that name is there already."""


@dataclass(slots=True)
class Pile:
    """What is known of one student while the files are gone through."""

    names: list[str]
    files: dict[str, Read] = field(default_factory=dict)
    late: bool = False


def collect(path: Path, exercises: Collection[str] = ()) -> list[Parcel]:
    """What each student handed in, by name. Raises UsageError when there is nothing, or nothing that can be opened.

    exercises   names of exercises: a file of such a name stands for the exercise, not for a student
    """
    with opened(path) as tree:
        if not path.is_dir():
            tree = _below_top(tree)
        piles = _gradescope(tree) if METADATA in tree.files else _by_name(tree, path, exercises)
        names = distinct([[*map(storable, pile.names)] for pile in piles])
        parcels = [_parcel(*one) for one in zip(piles, names, strict=True)]
    if not parcels:
        text = _("{path} holds no submissions: it should hold a folder, a file or an archive for each student.")
        raise UsageError(text.format(path=path))
    return sorted(parcels, key=lambda parcel: parcel.student)


def storable(name: str) -> str:
    """A name that any database can hold: what is not Unicode in it is written out, so that names stay distinct."""
    return name.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _below_top(tree: Tree) -> Tree:
    """The tree of an archive without a folder that holds the whole class."""
    names = [PurePosixPath(name) for name in tree.files]
    names = [name for name in names if not name.name.startswith(".") and name.parts[0] not in IGNORED]
    tops = {name.parts[0] for name in names}
    if len(tops) != 1 or any(len(name.parts) == 1 for name in names):
        return tree
    top = f"{tops.pop()}/"
    given_out = f"{top}{METADATA}" in tree.files or any(_given_out(name.parts[1]) for name in names)
    if not given_out and any(len(name.parts) == 2 and _named_useful(name) for name in names):
        return tree  # one student's work
    return Tree(
        {name.removeprefix(top): read for name, read in tree.files.items() if name.startswith(top)},
        frozenset(name.removeprefix(top) for name in tree.folders if name.startswith(top)),
    )


def _given_out(first: str) -> bool:
    """Whether Moodle or Canvas gives files such a name."""
    return bool(_MOODLE.fullmatch(first) or _CANVAS.fullmatch(first))


def _by_name(tree: Tree, root: Path, exercises: Collection[str]) -> list[Pile]:
    """Piles by the first part of each path: a folder, which may be empty, or a file that says whose it is."""
    piles: dict[str, Pile] = {}
    for folder in sorted(tree.folders):
        if "/" not in folder and folder not in IGNORED and not folder.startswith("."):
            names, _file, _late = _owner(folder, True)
            piles.setdefault("_".join(names), Pile(names))
    for name, read in tree.files.items():
        first, *rest = PurePosixPath(name).parts
        if first in IGNORED or first.startswith(".") or PurePosixPath(name).name.startswith("."):
            continue
        names, file, late = _owner(first, bool(rest) or name in tree.folders)
        if not rest and name not in tree.folders and names == [PurePosixPath(first).stem]:
            if not _useful(first, read):
                continue  # a list, a read-me: nobody's
            if PurePosixPath(first).stem in exercises:
                names = [root.resolve().name]  # the folder is one student's workspace
        pile = piles.setdefault("_".join(names), Pile(names))
        pile.late |= late
        pile.files["/".join(rest) or file] = read
    return [*piles.values()]


def _owner(first: str, folder: bool) -> tuple[list[str], str, bool]:
    """Who handed in something of this name, what they called it, and whether it is marked as late."""
    if match := _MOODLE.fullmatch(first):
        return [match["name"], match["id"]], match["file"] or first, False
    if not folder and (match := _CANVAS.fullmatch(first)):
        return [match["name"], match["id"]], _AGAIN.sub("", match["file"]), bool(match["late"])
    return [first if folder else PurePosixPath(first).stem], _AGAIN.sub("", first), False


def _useful(name: str, read: Read) -> bool:
    return _named_useful(PurePosixPath(name)) or intake.is_archive(name, _beginning(read))


def _named_useful(path: PurePosixPath) -> bool:
    return path.suffix in intake.SUFFIXES or intake.is_archive(path.name, b"")


def _beginning(read: Read) -> bytes:
    """The first bytes; none of what cannot be read, which is said where it matters."""
    try:
        return read(_HEAD)
    except OSError:
        return b""


def _gradescope(tree: Tree) -> list[Pile]:
    """Piles by the list of submitters that Gradescope adds; a group's hand-in is everybody's."""
    import yaml

    try:
        known = yaml.safe_load(tree.files[METADATA](intake.ONE.archive))
        people = {
            str(folder): [
                [str(one[key]) for key in (":sid", ":name", ":email") if one.get(key)] for one in entry[":submitters"]
            ]
            for folder, entry in known.items()
        }
    except (OSError, yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError, AttributeError, RecursionError):
        raise UsageError(_("{file} is not as Gradescope writes it.").format(file=METADATA)) from None
    piles = []
    for folder, submitters in people.items():
        inside = folder + "/"
        files = {name.removeprefix(inside): read for name, read in tree.files.items() if name.startswith(inside)}
        piles += [Pile(names or [folder], dict(files)) for names in submitters or [[folder]]]
    return piles


def distinct(people: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The names of each person, with one that nobody else has in front."""
    counts = Counter(names[0] for names in people)
    seen: set[str] = set()
    found = []
    for names in people:
        label = f"{names[0]} ({names[1]})" if counts[names[0]] > 1 and len(names) > 1 else names[0]
        number = 1
        while label in seen:
            number += 1
            label = f"{names[0]} ({number})"
        seen.add(label)
        found.append(tuple(dict.fromkeys([label, *names])))
    return found


def _parcel(pile: Pile, names: tuple[str, ...]) -> Parcel:
    """The student's sources, with those in archives among them."""
    files: dict[str, bytes | Trouble] = {}
    try:
        for name, read in pile.files.items():
            shown = storable(name)
            for inner, found in _sources(shown, read, names[0]).items():
                files[inner if inner not in files else f"{shown}/{inner}"] = found
            if sum(len(found) for found in files.values() if isinstance(found, bytes)) > MOST:
                text = _("More than {most} MiB of sources were handed in. Keep only your solutions.")
                raise SubmissionError("too_large", text.format(most=MOST // 1024**2))
    except SubmissionError as error:
        return Parcel(names, {}, pile.late, Trouble(error.kind, error.message))
    return Parcel(names, files, pile.late)


def _sources(name: str, read: Read, student: str) -> dict[str, bytes | Trouble]:
    """What is in one file: itself, where it is a source; the sources in it, where it is an archive."""
    if _passed_by(name):
        return {}
    try:
        if intake.is_archive(name, read(_HEAD)):
            inside = intake.contents(read(intake.ONE.archive + 1), name)
            return {storable(path): data for path, data in inside.items() if _is_source(path)}
        return {name: _source(name, read)} if _is_source(name) else {}
    except OSError as error:
        text = _("{file} of {student} could not be read ({why}).")
        return {name: Trouble(UNREAD, text.format(file=name, student=student, why=error.strerror or error))}


def _source(name: str, read: Read) -> bytes | Trouble:
    """A source, cut where it is too long to be graded; a long notebook without its outputs."""
    if not name.endswith(".ipynb"):
        return read(SOURCE_LIMIT + 1)
    data = read(NOTEBOOK_LIMIT + 1)
    if len(data) > NOTEBOOK_LIMIT:
        text = _("{file} has more than {most} MiB. Clear its outputs and hand it in again.")
        return Trouble("too_large", text.format(file=PurePosixPath(name).name, most=NOTEBOOK_LIMIT // 1024**2))
    return notebook.slim(data) if len(data) > SOURCE_LIMIT else data


def _is_source(name: str) -> bool:
    return PurePosixPath(name).suffix in intake.SUFFIXES and not _passed_by(name)


def _passed_by(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.startswith(".") or bool(set(path.parts) & {*IGNORED})
