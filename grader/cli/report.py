"""``grade report``."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.common import Answer, Flags, Option, document
from grader.cli.common import command as make
from grader.messages import N_, _, locale_language
from grader.pack import open_pack


@make("report")
@click.argument("gradebook")
@click.option(
    "--html", cls=Option, type=click.Path(path_type=Path), metavar="FILE", required=True, help=N_("The page to write.")
)
@click.option("--batch", cls=Option, metavar="NAME", help=N_("Which batch of the gradebook."))
def command(flags: Flags, gradebook: str, html: Path, batch: str | None) -> Answer:
    """Show how a class is doing, as one HTML page.

    GRADEBOOK is the folder of a batch, its gradebook.db, or the URL of a database.
    """
    from grader import files
    from grader.batch.out import records
    from grader.export.records import opened
    from grader.report.data import gather
    from grader.report.page import check_libraries, page

    check_libraries()
    pack = open_pack(flags.pack)
    with opened(gradebook, pack, batch) as (book, name, seed):
        found = records(book, name, pack, seed)
        exercises = [*dict.fromkeys(record["exercise"] for record in found)]
        axes = {exercise: pack.exercise(exercise).spec.shapes for exercise in exercises}
        facts = gather(book, name, pack.title, seed, found, axes)
    files.write(html, page(facts, flags.lang or locale_language()))
    click.echo(_("Written: {path}").format(path=html))
    return Answer(0, document(html=str(html), students=len(facts.students), exercises=exercises))
