"""``grade export grades``."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.common import Answer, Flags, Option, document
from grader.cli.common import command as make
from grader.errors import UsageError
from grader.messages import N_, _, ngettext
from grader.pack import open_pack

FORMATS = ("csv", "jsonl", "canvas", "moodle", "gradescope", "junit", "github")


@make("grades")
@click.argument("gradebook")
@click.option("--format", "form", cls=Option, type=click.Choice(FORMATS), required=True, help=N_("For which program."))
@click.option("--batch", cls=Option, metavar="NAME", help=N_("Which batch of the gradebook."))
@click.option(
    "--template",
    cls=Option,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("The table that Canvas or Moodle gave out, to be filled in."),
)
@click.option("--column", cls=Option, default="Tatami", metavar="NAME", help=N_("The assignment's column in Canvas."))
@click.option("--out", cls=Option, type=click.Path(path_type=Path), metavar="DIR", help=N_("The folder to write into."))
def command(
    flags: Flags, gradebook: str, form: str, batch: str | None, template: Path | None, column: str, out: Path | None
) -> Answer:
    """Write the grades of a batch for another program.

    GRADEBOOK is the folder of a batch, its gradebook.db, or the URL of a database. Without --out, one file is printed.
    """
    from grader import files
    from grader.export import formats

    if template and form not in formats.FILLED:
        raise UsageError(_("--template is for canvas and moodle."))
    made, unknown = formats.export(open_pack(flags.pack), gradebook, form, batch, column, template)
    if out is None and len(made) > 1:
        raise UsageError(_("{form} is more than one file: say --out DIR.").format(form=form))
    for name, text in made.items():
        if out is None:
            click.echo(text, nl=False)
        else:
            files.write(out / name, text)
    if out is not None:
        text = ngettext("{path}: {n} file written", "{path}: {n} files written", len(made))
        click.echo(text.format(path=out, n=len(made)))
    if unknown:
        text = _("Not in {path}, so without a grade there: {names}.")
        click.echo(text.format(path=template, names=", ".join(unknown)), err=True)
    printed = {} if out is not None else {"contents": made}
    return Answer(int(bool(unknown)), document(files=[*made], unknown=unknown, **printed))
