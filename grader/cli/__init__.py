"""The command ``grade``: parse, call, show, exit. Each command has its own small module, loaded when it is used."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import NoReturn

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run ``grade`` with ``argv`` (default: the command line) and exit with its code."""
    gc.set_threshold(50_000, 20, 20)  # imports make many objects and no garbage: 10 ms of a grading
    from grader.cli.early import head_start

    words = sys.argv[1:] if argv is None else argv
    with head_start(words):
        from grader.cli.app import run

        code = run(words)
    sys.exit(code)
