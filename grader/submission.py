"""A path becomes source text: a Python file, a notebook, or a workspace folder that holds the file.

Nothing of a submission is executed here, it is only read and parsed.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from grader.errors import SubmissionError, UsageError
from grader.messages import _
from grader.model import Submission

SOURCE_LIMIT = 512 * 1024
NOTEBOOK_LIMIT = 32 * 1024 * 1024

Name = TypeVar("Name", int, str)
"""How a cell is called: by its number from the top of the file, or by what stands beside it when it has been run."""


def locate(path: Path, name: str) -> Path:
    """The file that ``path`` means for the exercise ``name``. Raises UsageError when there is none."""
    if path.is_dir():
        for candidate in (path / f"{name}.py", path / f"{name}.ipynb"):
            if candidate.is_file():
                return candidate
        text = _("{path} holds no {name}.py. Run `grade start {name} --dir {path}` to begin it.")
        raise UsageError(text.format(path=path, name=name))
    if not path.exists():
        text = _("There is no file {path}. Run `grade start {name}` to begin the exercise.")
        raise UsageError(text.format(path=path, name=name))
    return path


def read(path: Path, name: str) -> Submission:
    """The submission for the exercise ``name`` at ``path`` (a file, a notebook or a workspace folder).

    Raises UsageError when nothing is there, SubmissionError when what is there cannot be read as source text.
    """
    file = locate(path, name)
    try:
        size = file.stat().st_size
        if size > (NOTEBOOK_LIMIT if file.suffix == ".ipynb" else SOURCE_LIMIT):
            text = _("{file} has {size} KiB, which is too much for a solution.")
            raise SubmissionError("too_large", text.format(file=file.name, size=size // 1024))
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {why}.").format(path=file, why=error.strerror)) from None
    text = decode(data, file.name)
    cells: tuple[tuple[int, int], ...] = ()
    if file.suffix == ".ipynb":
        text, cells = notebook_source(text, file.name)
        if len(text.encode()) > SOURCE_LIMIT:
            text = _("{file} defines more than {size} KiB.").format(file=file.name, size=SOURCE_LIMIT // 1024)
            raise SubmissionError("too_large", text)
    if not text.strip():
        again = f"grade start {name} {'--notebook ' if file.suffix == '.ipynb' else ''}--force"
        message = _("{file} is empty. `{again}` brings the stub back.")
        raise SubmissionError("empty", message.format(file=file.name, again=again))

    return Submission(str(file), text, siblings(text, name, beside(file.parent)), cells, folder=file.parent)


def beside(folder: Path) -> Callable[[str], str | None]:
    """Finds the source of a module in ``folder``, for ``siblings``."""

    def find(module: str) -> str | None:
        path = folder / f"{module}.py"
        if not path.is_file() or path.stat().st_size > SOURCE_LIMIT:
            return None
        return decode(path.read_bytes(), path.name)

    return find


def place(submission: Submission, line: int) -> tuple[str, int]:
    """Where a line of the source that was run stands: the file, for a notebook with the cell, and the line there."""
    file = Path(submission.origin).name
    for first, number in reversed(submission.cells):
        if first <= line:
            return _("{file} cell {number}").format(file=file, number=number), line - first + 1
    return file, line


def decode(data: bytes, name: str) -> str:
    """Strict UTF-8 (a byte order mark is allowed), no NUL. Raises SubmissionError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("{file} is not a text file in UTF-8 (byte {byte}). Save it as UTF-8 Python source.")
        raise SubmissionError("not_text", message.format(file=name, byte=error.start)) from None
    if "\0" in text:
        message = _("{file} holds NUL characters, so it is not Python source.")
        raise SubmissionError("not_text", message.format(file=name))
    return text


def parse(text: str) -> ast.Module:
    """The syntax tree; what Python merely warns about (odd escapes) is not this program's concern."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def imported(text: str) -> set[str]:
    """Top-level names of the modules that ``text`` imports absolutely; empty when it does not parse."""
    try:
        tree = parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def siblings(text: str, name: str, find: Callable[[str], str | None]) -> dict[str, str]:
    """The sources that ``text`` imports from its own folder, and those that these import, by module name."""
    found: dict[str, str] = {}
    waiting = [text]
    while waiting:
        for module in sorted(imported(waiting.pop())):
            known = module in found or module == name or module == "numpy" or module in sys.stdlib_module_names
            source = None if known else find(module)
            if source is not None:
                found[module] = source
                waiting.append(source)
    return found


def notebook_source(text: str, name: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The definitions in a notebook's code cells as one source, and where each cell begins: (line, cell number)."""
    try:
        cells = json.loads(text)["cells"]
        codes = [
            (number, "".join(cell["source"])) for number, cell in enumerate(cells, 1) if cell.get("cell_type") == "code"
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = _("{file} is not a notebook that can be read.").format(file=name)
        raise SubmissionError("not_notebook", message) from None
    source, starts = definitions(codes)
    if "\0" in source or any("\ud800" <= character <= "\udfff" for character in source):  # JSON can write both
        message = _("{file} holds characters that no Python source can hold.").format(file=name)
        raise SubmissionError("not_text", message)
    return source, starts


def definitions(codes: Sequence[tuple[Name, str]]) -> tuple[str, tuple[tuple[int, Name], ...]]:
    """The definitions in code cells, each a name and its code, as one source, and where each cell begins.

    Kept are imports, functions, classes and plain assignments; magics, shell lines, calls and outputs are not, and
    a cell that does not parse is left out unless it seems to define a function.
    """
    own = set(re.findall(r"^(?:def|class)\s+(\w+)", "\n".join(code for _number, code in codes), re.MULTILINE))
    lines: list[str] = []
    starts: list[tuple[int, Name]] = []
    for number, code in codes:
        found = _definitions(code, own)
        if found:
            starts.append((len(lines) + 1, number))
            lines += found
    return "\n".join(lines) + "\n" if lines else "", tuple(starts)


_HARMLESS_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")
_FOR_IPYTHON = re.compile(r"\s*[%!?]|\s*[\w.]+\s*\?{1,2}\s*$")
"""A line that only IPython understands: a magic, a shell line, a question about a name."""


def cell(code: str) -> tuple[list[str], list[ast.stmt] | None]:
    """The lines of a code cell, those blanked that only IPython understands, and its statements.

    None stands for the statements of a cell that is not Python. Raises nothing.
    """
    if code.lstrip().startswith("%%") and not code.lstrip().startswith(_HARMLESS_MAGICS):
        return [], []
    lines = code.rstrip("\n").split("\n")
    for _attempt in range(2):
        try:
            return lines, parse("\n".join(lines)).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            lines = ["" if _FOR_IPYTHON.match(line) else line for line in lines]
    return lines, None


def extent(node: ast.stmt) -> range:
    """The numbers of the lines of a statement, decorators included."""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return range(first, (node.end_lineno or first) + 1)


def _definitions(code: str, own: set[str]) -> list[str]:
    """The cell's lines, blanked where they define nothing, so that line numbers stay.

    own   the functions and classes that the notebook defines: an assignment that calls one tries it out
    """
    lines, body = cell(code)
    if body is None:
        return lines if any(line.startswith(("def ", "class ")) for line in lines) else []
    kept = {number for node in body if defines(node, own) for number in extent(node)}
    if not kept:
        return []
    return [line if number in kept else "" for number, line in enumerate(lines, 1)]


def defines(node: ast.stmt, own: set[str]) -> bool:
    """Whether a statement is an import, a function, a class, or an assignment that calls nothing of ``own``."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        calls = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
        return not any(isinstance(function, ast.Name) and function.id in own for function in calls)
    return isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)
