"""A course in other languages than its own: a gettext catalogue for each topic, beside the stubs."""

from __future__ import annotations

import ast
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path

COURSE = "course"
"""The catalogue of what belongs to no topic: titles."""


@lru_cache(maxsize=64)
def catalogue(root: Path, language: str, topic: str) -> GNUTranslations | None:
    """The texts of a topic in ``language``, or None where there are none."""
    try:
        with place(root, language, topic).with_suffix(".mo").open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError):  # none, or a damaged one
        return None


def place(root: Path, language: str, topic: str) -> Path:
    """Where the catalogue of a topic lies, as people edit it."""
    return root / "exercises" / "locale" / language / f"{topic}.po"


def docstrings(source: str) -> list[ast.Constant]:
    """The docstrings in a stub: of the module, its functions, its classes and their methods, in the file's order."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and node.body:
            first = node.body[0]
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                found.append(first.value)
    return sorted(found, key=lambda node: node.lineno)


def with_docstrings(source: str, texts: list[str]) -> str:
    """A stub with other docstrings in place of its own, in the order of ``docstrings``."""
    lines = source.split("\n")
    for node, text in sorted(zip(docstrings(source), texts, strict=True), key=lambda pair: -pair[0].lineno):
        assert node.end_lineno is not None
        indent = lines[node.lineno - 1][: len(lines[node.lineno - 1]) - len(lines[node.lineno - 1].lstrip())]
        quote = 'r"""' if "\\" in text else '"""'
        rows = text.split("\n")
        if len(rows) > 1 or str(node.value).startswith("\n"):
            new = [indent + quote, *(indent + row if row else "" for row in rows), indent + '"""']
        else:
            new = [f'{indent}{quote}{text}"""']
        lines[node.lineno - 1 : node.end_lineno] = new
    return "\n".join(lines)
