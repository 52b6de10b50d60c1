"""Begin a new exercise: a stub, a reference with every usual field, and the line in the table of contents."""

from __future__ import annotations

import keyword
import re
import tomllib
from pathlib import Path

from grader import files
from grader.errors import PackError, UsageError
from grader.messages import _
from grader.pack import Pack, suggest

STUB = '''\
"""
TODO: the name of the thing.

TODO: what is computed, in a sentence or two.

    x        (N, C, H, W)
    returns  (N, C, H, W)

    TODO: the formula
"""

import numpy as np


def {name}(x):
    \"\"\"Return TODO.\"\"\"
    raise NotImplementedError("TODO: {name}")
'''

REFERENCE = '''\
"""TODO: the name of the thing, and its one idea."""

import numpy as np

from grader import Case, Spec, grid


def {name}(x):
    \"\"\"TODO: what it gives, x (N, C, H, W) -> (N, C, H, W), and the source of the formula.\"\"\"
    return x  # TODO: as plain as the textbook's formula


def torch_{name}(x):
    \"\"\"TODO: PyTorch's way; x is a tensor, and so is the answer.\"\"\"
    return x


def cases(rng):
    \"\"\"TODO: what the cases are for.\"\"\"
    yield Case("small enough to follow by hand", {{"x": grid(rng, 1, 1, 2, 3)}})
    yield Case("several images and channels", {{"x": grid(rng, 2, 3, 4, 5)}})
    yield Case("not contiguous", {{"x": np.asfortranarray(grid(rng, 3, 2, 5, 4))}})
    N, C, H, W = (int(n) for n in rng.integers(1, 6, 4))
    yield Case("sizes drawn anew", {{"x": grid(rng, N, C, H, W)}}, hidden=True)


def forgets_something(solve, x):
    \"\"\"TODO: what was forgotten, and what to do instead.\"\"\"
    return 2 * solve(x)  # TODO: what that mistake gives


spec = Spec(
    solve={name},
    torch=torch_{name},
    cases=cases,
    shapes={{"x": "N C H W", "out": "N C H W"}},
    wrong=(forgets_something,),
    hints=("TODO: a nudge.", "TODO: the formula.", "TODO: the shape of the code."),
)
'''


def scaffold(pack: Pack, name: str, topic: str) -> list[Path]:
    """Write the files of the exercise ``name`` and enter it under ``topic``; which files that were.

    Raises UsageError when the name is taken or cannot be one, or the topic does not exist.
    """
    if not name.isidentifier() or keyword.iskeyword(name):
        raise UsageError(_("{name} cannot be the name of a Python function.").format(name=repr(name)))
    if name in pack.entries:
        raise UsageError(_("There is an exercise called {name} already.").format(name=name))
    known = [one.name for one in pack.topics]
    if topic not in known:
        text = _("pack.toml has no topic called {topic}, only {known}.")
        near = tuple(suggest(topic, known))
        raise UsageError(text.format(topic=repr(topic), known=", ".join(known) or "-"), near)
    table = pack.root / "exercises" / "pack.toml"
    contents = entered(table.read_text(encoding="utf-8"), name, topic)
    paths = [pack.root / part / topic / f"{name}.py" for part in ("exercises", "reference")]
    for path in paths:
        if path.exists():
            raise UsageError(_("{path} is there already.").format(path=path))
    for path, text in zip(paths, (STUB, REFERENCE)):
        files.write(path, text.format(name=name))
    files.write(table, contents)
    return [*paths, table]


def entered(text: str, name: str, topic: str) -> str:
    """The table of contents ``text`` with ``name`` as the last exercise of ``topic``; comments stay where they are."""
    pieces = re.split(r"(?m)^(?=\s*\[\[topic\]\])", text)
    for number, piece in enumerate(pieces):
        if not re.search(rf"(?m)^\s*name\s*=\s*[\"']{re.escape(topic)}[\"']", piece):
            continue
        opening = re.search(r"(?m)^\s*exercises\s*=\s*\[", piece)
        closing = piece.find("\n]", opening.end()) if opening else -1
        if opening and closing < 0:  # a list in one line
            closing = _end_of_list(piece, opening.end())
        if closing < 0:
            break
        before = piece[:closing].rstrip()
        comma = "" if before.endswith(("[", ",")) or "#" in before.rpartition("\n")[2] else ","
        after = piece[closing:].lstrip("\n")
        pieces[number] = f'{before}{comma}\n  "{name}",\n{after}'
        break
    result = "".join(pieces)
    if not _lists(result, name, topic):
        raise PackError(
            _("pack.toml could not be edited. Add {name} to the topic {topic}.").format(name=name, topic=topic)
        )
    return result


def _end_of_list(piece: str, position: int) -> int:
    """Where the list that began before ``position`` ends: its own bracket, past those of inner lists."""
    depth = 1
    for offset, character in enumerate(piece[position:], position):
        depth += {"[": 1, "]": -1}.get(character, 0)
        if depth == 0:
            return offset
    return -1


def _lists(text: str, name: str, topic: str) -> bool:
    try:
        topics = tomllib.loads(text).get("topic", [])
    except tomllib.TOMLDecodeError:
        return False
    return any(name in table["exercises"] for table in topics if table.get("name") == topic)
