"""The command ``grade``: parse, call, show, exit. Each command has its own small module, loaded when it is used."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run ``grade`` with ``argv`` (default: the command line) and exit with its code."""
    from grader.cli.app import run

    sys.exit(run(sys.argv[1:] if argv is None else argv))
