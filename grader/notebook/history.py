"""What a running notebook has defined, as a submission: read from the cells that were run, in the order of running.

Nothing is looked up in the notebook's memory: the sandbox gets source text, and the verdict must be the one that the
notebook's file would get.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.messages import _
from grader.model import Submission
from grader.needs import binds
from grader.submission import beside, cell, definitions, siblings

ORIGIN = "notebook"
"""What messages call it: a kernel does not know its file."""


def collect(runs: Sequence[str], name: str, folder: Path) -> Submission:
    """The submission for the exercise ``name`` from ``runs``: what was run, by the number that stands beside the cell.

    A cell that is not Python has defined nothing, so what was defined before it holds, as it does in the notebook.
    Only when it is the last that begins ``name``, it is what is graded, so that its mistake is shown. Raises
    UsageError when no cell defines ``name``.

    folder  where modules of the learner's own are looked for
    """
    begun = [number for number, code in enumerate(runs) if re.search(rf"^(?:def|class)\s+{name}\b", code, re.MULTILINE)]
    sound = [number for number, code in enumerate(runs) if cell(code)[1] is not None]
    broken = begun and begun[-1] not in sound
    source, cells = definitions([(f"[{number}]", runs[number]) for number in (begun[-1:] if broken else sound)])
    if not broken and not binds(source, name):
        text = _("No cell that you have run defines {name}: run the one with `def {name}(...)`, then this one again.")
        raise UsageError(text.format(name=name))
    return Submission(ORIGIN, source, siblings(source, name, beside(folder)), cells, folder=folder)
