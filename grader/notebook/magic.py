"""``%grade NAME`` in a running notebook: what was run is graded in the sandbox, and remembered as any other attempt."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import GraderError, SubmissionError, UsageError
from grader.messages import _

if TYPE_CHECKING:
    from grader.model import Look, Report
    from grader.pack import Pack
    from grader.scene import Picture
    from grader.screen.text import Style


def load_ipython_extension(shell: Any) -> None:
    """Make ``%grade`` known to IPython: what ``%load_ext grader`` calls."""
    if shell.magics_manager.magics["line"].get("grade") is not grade:
        shell.register_magic_function(grade, "line", "grade")
        shell.set_hook("complete_command", _completions, str_key="%grade")


def grade(line: str) -> None:
    """Grade what you have run so far: %grade NAME [--seed N]."""
    from IPython import get_ipython
    from IPython.core.error import UsageError as OneLine
    from IPython.display import display

    shell = get_ipython()
    shell.extension_manager.loaded.discard("grader")  # so that %load_ext, which stands above it, is silent next time
    try:
        name, seed = _arguments(line.split())
        shown, notices = _graded(name, seed, shell.history_manager.input_hist_raw)
    except GraderError as error:
        raise OneLine(error.message) from None
    except KeyboardInterrupt:
        raise OneLine(_("Stopped. Nothing was graded.")) from None
    display(shown, raw=True)
    for notice in notices:
        print(notice, file=sys.stderr)


def _arguments(words: Sequence[str]) -> tuple[str, int]:
    """The exercise's name and the seed. Raises UsageError."""
    names = [part for word in words for part in word.split("=", 1)]
    seed = 0
    if "--seed" in names:
        place = names.index("--seed")
        given = "".join(names[place + 1 : place + 2])
        if not given.isdecimal():
            raise UsageError(_("--seed takes a number, 0 or more: %grade NAME --seed 3"))
        seed = int(given)
        del names[place : place + 2]
    if len(names) != 1 or names[0].startswith("-"):
        raise UsageError(_("Name one exercise: %grade NAME [--seed N]"))
    return names[0], seed


def _graded(name: str, seed: int, runs: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The report on what was run, as HTML and as a terminal shows it, and what the learner's state has to say."""
    from grader.learner import Learner
    from grader.pack import open_pack
    from grader.screen import html, listing
    from grader.screen import report as screen
    from grader.screen.text import style_for

    pack = open_pack()
    pack.entry(name)
    style = style_for(sys.stdout)
    report, source, axes, picture = _report(pack, name, seed, runs, style)
    with Learner.open() as state:
        states = state.states(pack.name) | ({name: "passed"} if report.passed else {})
        state.record(report, source)
        notices = state.notices
    following = listing.upcoming(pack.entries, states)
    text = screen.render(report, axes, style=style, following=following, picture=picture)
    advice = screen.advice(report, following, again="%grade {name}", more=" --notebook")
    return {"text/plain": text.rstrip("\n"), "text/html": html.render(report, axes, advice, picture)}, notices


def _report(
    pack: Pack, name: str, seed: int, runs: Sequence[str], style: Style
) -> tuple[Report, str, dict[str, str], Picture | None]:
    """The report, the source that was graded, the names of the axes, and a picture of what is wrong."""
    from grader.notebook.history import ORIGIN, collect
    from grader.runner import pool

    try:
        submission = collect(runs, name, Path.cwd())
    except SubmissionError as error:
        from grader.trouble import refused

        return refused(pack.entry(name), pack.name, error, seed=seed, origin=ORIGIN), "", {}, None
    with closing(pool.child()) as child:  # it imports NumPy while we do
        import numpy as np

        from grader import engine
        from grader.screen.picture import pictured

        # Whatever the notebook has asked of NumPy and of warnings is not meant for the judge, which shares its process.
        with np.errstate(all="warn", under="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exercise = pack.exercise(name)
            looks: list[Look] = []
            report = engine.grade(exercise, submission, seed=seed, child=child, look=looks.append)
            picture = pictured(exercise, looks[-1], style) if looks else None
    return report, submission.source, dict(exercise.spec.shapes), picture


def _completions(_shell: Any, event: Any) -> list[str]:
    """What may follow ``%grade``: the exercises, then the option."""
    from grader.pack import open_pack

    words = event.text_until_cursor.split()[1:]
    if words and words[-1] == event.symbol:
        words.pop()
    return ["--seed"] if words else [*open_pack().entries]
