"""The texts of the interface that are to be translated, read from its source.

    python grader/locale/extract.py grader build/grader.pot

Marked are the arguments of ``_``, ``N_`` and ``ngettext``. Two kinds of text bear no mark: the docstring of a command,
which is its help, and the REMEDY of a layer of the sandbox, which may import nothing of ours.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

MARKS = ("_", "N_", "ngettext")
COMMANDS = ("make", "click.group")
"""What decorates a command: ``grader.cli.common.command``, imported as ``make``, and click's own."""

Text = tuple[str, ...]
"""A text, with its plural if it has one."""


def texts(source: str) -> Iterator[Text]:
    """The texts to be translated in a module."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=mark)) if mark in MARKS:
                found = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                if found:  # else it is the text of a variable, marked elsewhere
                    yield tuple(found)
            case ast.FunctionDef() if any(map(_makes_a_command, node.decorator_list)):
                yield (inspect.cleandoc(ast.get_docstring(node) or ""),)
            case ast.Assign(targets=[ast.Name(id="REMEDY")], value=ast.Constant(value=str(text))):
                yield (text,)


def _makes_a_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func) in COMMANDS


def main(folder: str, target: str) -> None:
    """Write the texts of all modules in a folder as a template for catalogues."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalogue = Catalog(charset="utf-8")
    for path in sorted(Path(folder).rglob("*.py")):
        for text in texts(path.read_text(encoding="utf-8")):
            catalogue.add(text[0] if len(text) == 1 else text)
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    with open(target, "wb") as file:
        write_po(file, catalogue, sort_output=True, no_location=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
