"""``grade all``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.common import Answer, Flags, document, learner, workspace
from grader.cli.common import command as make
from grader.errors import SubmissionError, UsageError
from grader.messages import _
from grader.pack import Pack, open_pack

if TYPE_CHECKING:
    from grader.learner import Learner
    from grader.model import Report
    from grader.runner.pool import Sandbox


@make("all")
@click.argument("path", required=False, type=click.Path(path_type=Path))
def command(flags: Flags, path: Path | None) -> Answer:
    """Grade all exercises of a workspace, one line each, then a total."""
    from grader.results import to_json
    from grader.screen import listing

    pack, style = open_pack(flags.pack), flags.style()
    reports: list[Report] = []
    blocked: dict[str, str] = {}
    from grader.runner import pool

    with learner() as state, closing(pool.start()) as sandbox:
        folder, names = _files(pack, path, state)
        column = max(map(len, names))
        for name in names:
            # What was tried and is wrong holds others up; what was not begun says nothing about them.
            wrong = {report.exercise for report in reports if not report.passed and not report.untouched}
            failed = wrong | set(blocked)
            before = next((other for other in pack.entry(name).requires if other in failed), None)
            if before is not None:
                blocked[name] = before
                click.echo(listing.waiting(name, before, column, style))
                continue
            reports.append(_grade(pack, folder, name, flags.seed, state, sandbox))
            click.echo(listing.graded(reports[-1], column, style))
    click.echo(listing.total(reports, [pack.entry(name) for name in blocked], style), nl=False)
    passed = sum(report.passed for report in reports)
    contents = document(
        reports=[to_json(report) for report in reports],
        waiting=[{"exercise": name, "for": other} for name, other in blocked.items()],
        passed=passed,
        total=len(names),
    )
    return Answer(int(passed < len(names)), contents)


def _files(pack: Pack, path: Path | None, state: Learner) -> tuple[Path, list[str]]:
    """The workspace and the exercises in it, in course order. Raises UsageError when there are none."""

    def inside(folder: Path) -> list[str]:
        return [n for n in pack.entries if (folder / f"{n}.py").is_file() or (folder / f"{n}.ipynb").is_file()]

    if path is not None and not path.is_dir():
        raise UsageError(_("{path} is no folder. To grade one file: grade exercise NAME {path}").format(path=path))
    folders = [path] if path is not None else [Path(), *filter(None, [workspace(state)])]
    for folder in folders:
        if names := inside(folder):
            return folder, names
    raise UsageError(
        _("There is no exercise in {folder}. Run `grade start` to begin one.").format(folder=folders[-1].resolve())
    )


def _grade(pack: Pack, folder: Path, name: str, seed: int, state: Learner, sandbox: Sandbox) -> Report:
    from grader.engine import grade
    from grader.submission import read
    from grader.trouble import refused

    try:
        submission = read(folder, name)
    except SubmissionError as error:
        report = refused(pack.entry(name), pack.name, error, seed=seed, origin=str(folder / f"{name}.py"))
        state.record(report, "")
        return report
    exercise = pack.exercise(name)
    report = sandbox.run(lambda child: grade(exercise, submission, seed=seed, child=child))
    state.record(report, submission.source)
    return report
