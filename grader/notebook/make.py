"""An exercise as a notebook: a cell to read, one to solve it in, one that grades what was run.

Written are the bytes that Jupyter itself would write (nbformat 4.5), so that saving it again changes nothing.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import groupby
from textwrap import dedent
from typing import Any

from grader.messages import _
from grader.pack import Pack

_MEANT = re.compile(r"(`+)(.+?)\1|(?<!\S)(\*\*\w+\*\*)(?!\w)", re.DOTALL)
_SIGNS = re.compile(r"[\\`*_\[\]<>|~$#&]")
_LIST = re.compile(r"^(\d*)([-+=.)])", re.MULTILINE)


def notebook(pack: Pack, name: str) -> str:
    """The notebook of the exercise ``name``. Raises PackError when its stub cannot be read."""
    how = _("Write your solution into the next cell and run it, then run the last one: it grades what you have run.")
    statement = "\n\n".join([*_markdown(pack.statement(name) or name), how])
    contents = {
        "cells": [
            _cell("markdown", "statement", statement),
            _cell("code", "solution", _solution(pack.handout(name)), execution_count=None, outputs=[]),
            _cell("code", "check", f"%load_ext grader\n%grade {name}", execution_count=None, outputs=[]),
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(contents, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell(kind: str, name: str, source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": kind, "id": name, "metadata": {}, "source": source.splitlines(keepends=True), **more}


def _solution(stub: str) -> str:
    """The stub less the statement at its beginning."""
    tree = ast.parse(stub)
    stated = ast.get_docstring(tree) is not None
    return "\n".join(stub.split("\n")[tree.body[0].end_lineno if stated else 0 :]).strip("\n")


def _markdown(statement: str) -> Iterator[str]:
    """A statement, block by block: its first sentence is the title, and lines that are indented stay as they are."""
    head, *paragraphs = statement.strip("\n").split("\n\n")
    title, _dot, rest = head.partition(".")
    yield f"# {_prose(' '.join(title.split()))}"
    for paragraph in [rest.strip(), *paragraphs]:
        for indented, lines in groupby(paragraph.split("\n"), lambda line: line.startswith(" ")):
            text = "\n".join(lines)
            if text:
                yield f"```text\n{dedent(text)}\n```" if indented else _prose(text)


def _prose(text: str) -> str:
    """Text whose signs mean nothing in Markdown, except for code between backticks and a **word** that is stressed."""
    parts = []
    end = 0
    for found in _MEANT.finditer(text):
        parts += [_plain(text[end : found.start()]), found[3] or f"`{found[2].strip()}`"]
        end = found.end()
    return "".join([*parts, _plain(text[end:])])


def _plain(text: str) -> str:
    return _LIST.sub(r"\1\\\2", _SIGNS.sub(r"\\\g<0>", text))
