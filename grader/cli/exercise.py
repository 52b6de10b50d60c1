"""``grade exercise``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.common import Answer, Flags, Option, learner, workspace
from grader.cli.common import command as make
from grader.errors import SubmissionError, UsageError
from grader.messages import N_, _
from grader.pack import open_pack

if TYPE_CHECKING:
    from grader.learner import Learner


@make("exercise")
@click.argument("name")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--oracle", cls=Option, type=click.Choice(["torch"]), help=N_("Compare with a live PyTorch too."))
@click.option(
    "--device",
    cls=Option,
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    help=N_("Where PyTorch computes; means --oracle torch."),
)
@click.option("--verbose", cls=Option, is_flag=True, help=N_("Show every case, and all that was printed."))
def command(
    flags: Flags, name: str, path: Path | None, oracle: str | None, device: str | None, verbose: bool
) -> Answer:
    """Grade one exercise.

    PATH is a file, a notebook or a workspace; without it, NAME.py here or in the workspace of `grade start`.
    """
    pack = open_pack(flags.pack)
    entry = pack.entry(name)
    with learner() as state:
        file = path or _default(state, name)
        axes, source = {}, ""
        try:
            from grader.submission import read

            submission = read(file, name)
        except SubmissionError as error:
            from grader.trouble import refused

            report = refused(entry, pack.name, error, seed=flags.seed, origin=str(file))
        else:
            from grader.runner import start

            with closing(start()) as child:  # it imports NumPy while we do
                from grader.engine import grade

                exercise = pack.exercise(name)
                oracle = "torch" if device else oracle
                report = grade(
                    exercise, submission, seed=flags.seed, oracle=oracle, device=device or "cpu", child=child
                )
            axes, source = dict(exercise.spec.shapes), submission.source
        state.record(report, source)
        states = state.states(pack.name)
    from grader.results import to_json
    from grader.screen.listing import upcoming
    from grader.screen.report import render

    states |= {name: "passed"} if report.passed else {}
    following = upcoming(pack.entries, states)
    click.echo(render(report, axes, style=flags.style(), verbose=verbose, following=following), nl=False)
    return Answer(int(not report.passed), to_json(report))


def _default(state: Learner, name: str) -> Path:
    """The learner's file when no path is given. Raises UsageError when there is none."""
    for folder in filter(None, (Path(), workspace(state))):
        for file in (folder / f"{name}.py", folder / f"{name}.ipynb"):
            if file.is_file():
                return file
    raise UsageError(_("There is no {name}.py here. Run `grade start {name}` to begin it.").format(name=name))
