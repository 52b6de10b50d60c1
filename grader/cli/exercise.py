"""``grade exercise``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from grader.cli import complete
from grader.cli.common import Answer, Flags, Option, learner, own_file
from grader.cli.common import command as make
from grader.errors import GraderError, SubmissionError
from grader.messages import N_, _
from grader.pack import open_pack

if TYPE_CHECKING:
    from grader.model import Exercise, Look, Report, Submission
    from grader.screen.text import Style

STRONG = 1
"""The weakest sandbox for strangers' code."""


@make("exercise")
@click.argument("name", shell_complete=complete.of(complete.exercises))
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--oracle", cls=Option, type=click.Choice(["torch"]), help=N_("Compare with a live PyTorch too."))
@click.option(
    "--device",
    cls=Option,
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    help=N_("Where PyTorch computes; means --oracle torch."),
)
@click.option("--speed", cls=Option, is_flag=True, help=N_("Time a right solution on growing arrays (not scored)."))
@click.option(
    "--sandbox",
    cls=Option,
    type=click.Choice(["auto", "strict"]),
    default="auto",
    help=N_("strict: refuse to run a stranger's code where the sandbox is weak."),
)
@click.option("--explain", cls=Option, is_flag=True, help=N_("Walk through a small example; nothing is graded."))
@click.option("--verbose", cls=Option, is_flag=True, help=N_("Show every case, the arrays, and all that was printed."))
def command(
    flags: Flags,
    name: str,
    path: Path | None,
    oracle: str | None,
    device: str | None,
    speed: bool,
    sandbox: str,
    explain: bool,
    verbose: bool,
) -> Answer:
    """Grade one exercise.

    PATH is a file, a notebook or a workspace; without it, NAME.py here or in the workspace of `grade start`.
    """
    pack = open_pack(flags.pack)
    entry = pack.entry(name)
    if explain:
        from grader.cli.explain import walk_through

        given = {
            "PATH": path,
            "--oracle": oracle,
            "--device": device,
            "--speed": speed,
            "--sandbox": sandbox != "auto",
            "--verbose": verbose,
        }
        return walk_through(flags, pack, name, [option for option, value in given.items() if value])
    measured = None
    with learner() as state:
        file = path or own_file(state, name)
        states = state.states(pack.name)
        style = flags.style()
        shown: list[Report] = []
        looks: list[Look] = []

        def show(report: Report, axes: Mapping[str, str] = MappingProxyType({})) -> None:
            """Put a report on the screen; what comes after it is seconds away."""
            from grader.screen.listing import upcoming
            from grader.screen.report import render

            following = upcoming(pack.entries, states | ({name: "passed"} if report.passed else {}))
            seen = None
            if looks:
                from grader.screen.picture import pictured

                seen = pictured(exercise, looks[-1], style, full=verbose)
            text = render(report, axes, style=style, verbose=verbose, following=following, picture=seen)
            click.echo(text, nl=False)
            sys.stdout.flush()
            shown.append(report)

        try:
            from grader.submission import read

            submission = read(file, name)
        except SubmissionError as error:
            from grader.trouble import refused

            report = refused(entry, pack.name, error, seed=flags.seed, origin=str(file))
            try:
                show(report)
            finally:  # also when nobody reads to the end
                state.record(report, "")
        else:
            from grader.cli import early
            from grader.runner import pool

            floor = STRONG if sandbox == "strict" else pool.NONE
            with closing(early.child(floor)) as child:  # it imports NumPy while we do
                from grader.engine import grade

                exercise = pack.exercise(name)
                axes = dict(exercise.spec.shapes)
                oracle = "torch" if device else oracle
                try:
                    report = grade(
                        exercise,
                        submission,
                        seed=flags.seed,
                        oracle=oracle,
                        device=device or "cpu",
                        child=child,
                        early=lambda report: show(report, axes),
                        look=None if flags.as_json else looks.append,
                    )
                except (GraderError, KeyboardInterrupt):  # PyTorch did not answer; the verdict stands
                    if shown:
                        state.record(shown[0], submission.source)
                    raise
            try:
                if shown:
                    from grader.screen.report import second_opinion

                    click.echo(second_opinion(report, shown[0], style), nl=False)
                else:
                    show(report, axes)
            finally:
                state.record(report, submission.source)
            if speed:
                measured = _speed(report, exercise, submission, floor, style)
    from grader.results import to_json

    contents = to_json(report)
    return Answer(int(not report.passed), contents | {"speed": measured} if speed else contents)


def _speed(
    report: Report, exercise: Exercise, submission: Submission, floor: int, style: Style
) -> dict[str, Any] | None:
    """Time a right solution and draw what came of it; for another one, a sentence."""
    if not report.passed:
        click.echo(_("Speed: first make it right, then it is worth measuring."))
        return None
    if exercise.spec.ladder is None:
        click.echo(_("Speed: {name} has no larger arrays to be timed on.").format(name=report.exercise))
        return None
    from dataclasses import asdict

    from grader.screen.speed import chart
    from grader.speed import measure

    click.echo(_("Measuring; this takes some seconds."))
    sys.stdout.flush()
    speed = measure(exercise, submission, floor)
    click.echo(chart(speed, style), nl=False)
    return asdict(speed)
