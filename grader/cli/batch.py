"""``grade batch``."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from grader.cli import complete
from grader.cli.common import Answer, Flags, Option, document
from grader.cli.common import command as make
from grader.messages import N_, _, language, ngettext
from grader.pack import open_pack

STRONG = 1
"""The weakest sandbox for strangers' code."""

TROUBLE = 3
INTERRUPTED = 130


@make("batch")
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--out", cls=Option, type=click.Path(path_type=Path), required=True, help=N_("The folder for results."))
@click.option(
    "--exercise",
    "names",
    cls=Option,
    multiple=True,
    metavar="NAME",
    shell_complete=complete.of(complete.exercises),
    help=N_("Grade this one (again for more)."),
)
@click.option("--jobs", cls=Option, type=click.IntRange(1), metavar="N", help=N_("Processes (default: one a core)."))
@click.option("--gradebook", cls=Option, metavar="URL", help=N_("The database (default: OUT/gradebook.db)."))
@click.option("--scheduler", cls=Option, metavar="ADDRESS", help=N_("Work on this Dask cluster."))
@click.option(
    "--roster", cls=Option, type=click.Path(path_type=Path), metavar="FILE", help=N_("A CSV list of the class.")
)
@click.option(
    "--course", cls=Option, type=click.Path(path_type=Path), metavar="FILE", help=N_("Points, lateness, decisions.")
)
@click.option(
    "--regrade", cls=Option, is_flag=True, help=N_("Grade anew what another version of the course has graded.")
)
@click.option(
    "--weak-sandbox", cls=Option, is_flag=True, help=N_("Run strangers' code on a machine that may come to harm.")
)
def command(
    flags: Flags,
    submissions: Path,
    out: Path,
    names: tuple[str, ...],
    jobs: int | None,
    gradebook: str | None,
    scheduler: str | None,
    roster: Path | None,
    course: Path | None,
    regrade: bool,
    weak_sandbox: bool,
) -> Answer:
    """Grade what a class handed in: a row for everybody, whatever it is.

    SUBMISSIONS is a folder or an archive as Moodle, Canvas and Gradescope give it out, or with a folder or a file for
    each student. A batch that was interrupted goes on when it is called again.
    """
    pack, style = open_pack(flags.pack), flags.style()
    for name in names:
        pack.entry(name)
    from grader.batch.course import Course, read_course
    from grader.batch.job import grade_batch, take_in
    from grader.batch.run import Order
    from grader.runner import pool
    from grader.screen import batch as screen
    from grader.screen.progress import Progress

    rules = read_course(course, pack) if course else Course()
    handed = take_in(pack, submissions, names, roster)
    text = ngettext("{n} student, {m} exercises: {names}", "{n} students, {m} exercises: {names}", handed.students)
    listed = ", ".join(handed.exercises)
    click.echo(text.format(n=handed.students, m=len(handed.exercises), names=listed))
    floor = pool.NONE if weak_sandbox else STRONG
    order = Order(pack, flags.seed, floor, language(), str(pack.root) if flags.pack else None)
    with Progress(io.StringIO() if flags.as_json else sys.stderr, _("graded")) as bar:
        done = grade_batch(
            order, handed, out,
            gradebook=gradebook, jobs=jobs, scheduler=scheduler, regrade=regrade, course=rules, progress=bar,
        )  # fmt: skip
    facts = {
        "students": handed.students,
        "exercises": [*handed.exercises],
        "graded": len(done.result.fresh),
        "ungraded": sum(done.ungraded.values()),
        "stale": len(done.result.stale),
        "strangers": [*handed.strangers],
        "unknown": [*done.unknown],
        "out": str(out),
    }
    if done.result.stopped:
        click.echo(_("Stopped. What was graded is kept: run the same command to go on."), err=True)
        return Answer(INTERRUPTED, document(**facts, stopped=True))
    click.echo(screen.summary(done.records, handed.exercises, style), nl=False)
    click.echo(screen.notes(done, style), nl=False)
    click.echo(_("Written: {path}").format(path=out))
    code = TROUBLE if done.ungraded else int(not all(record["passed"] for record in done.records))
    return Answer(code, document(**facts, stopped=False))
