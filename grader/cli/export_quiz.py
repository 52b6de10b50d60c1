"""``grade export quiz``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.common import Answer, Flags, Option, document
from grader.cli.common import command as make
from grader.errors import UsageError
from grader.messages import N_, _, ngettext
from grader.pack import open_pack

if TYPE_CHECKING:
    from grader.quiz.export.choose import Sheet
    from grader.quiz.export.losses import Loss

FORMATS = ("moodle", "qti", "gift", "notebook", "sheet")
MOST = 1000
"""Variants: so many seeds a set has."""


@make("quiz")
@click.argument("bank")
@click.option("--format", "form", cls=Option, type=click.Choice(FORMATS), required=True, help=N_("For which program."))
@click.option("--item", "names", cls=Option, multiple=True, metavar="ID", help=N_("Only this question; repeatable."))
@click.option("--count", cls=Option, type=click.IntRange(1), metavar="N", help=N_("Only so many questions."))
@click.option(
    "--variants", cls=Option, type=click.IntRange(1, MOST), metavar="K", help=N_("So many sets of other numbers.")
)
@click.option(
    "--roster",
    cls=Option,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("A CSV file with students: numbers of their own for each."),
)
@click.option(
    "--out", cls=Option, type=click.Path(path_type=Path), metavar="PATH", help=N_("The folder or file to write to.")
)
@click.option("--lossy", cls=Option, is_flag=True, help=N_("Exit with 0 even if not everything could be carried over."))
def command(
    flags: Flags,
    bank: str,
    form: str,
    names: tuple[str, ...],
    count: int | None,
    variants: int | None,
    roster: Path | None,
    out: Path | None,
    lossy: bool,
) -> Answer:
    """Write the questions of a bank for another program, for notebooks, or for paper.

    Both languages are written unless --lang is given. What the format cannot carry is listed, and the exit code is then
    1 unless --lossy is given; the files are written all the same.
    """
    from grader.quiz.bank import open_bank
    from grader.quiz.calls import Caller
    from grader.quiz.draw import Draws
    from grader.quiz.export import choose, formats

    pack = open_pack(flags.pack)
    opened = open_bank(pack, bank)
    order = formats.Order(
        form=form,
        bank=opened,
        items=choose.items(opened, names, count, flags.seed),
        sheets=_sheets(form, variants, roster, flags.seed),
        seed=flags.seed,
        language=flags.lang or "",
        pack=str(flags.pack) if flags.pack else "",
    )
    made, losses = formats.export(order, Draws(Caller(pack)))
    written = _write(made, out)
    _say(losses, lossy)
    lost = [{"item": loss.item, "what": loss.what} for loss in losses]
    return Answer(int(bool(losses) and not lossy), document(files=[*map(str, written)], losses=lost))


def _sheets(form: str, variants: int | None, roster: Path | None, seed: int) -> list[Sheet]:
    from grader.quiz.export import choose, formats

    if roster is None:
        return choose.variants(variants or 1, seed)
    if variants is not None:
        raise UsageError(_("Say either --variants or --roster."))
    if form not in formats.PERSONAL:
        raise UsageError(_("--roster is for the formats sheet and notebook: a file for each student."))
    return choose.students(choose.roster(roster), seed)


def _write(made: dict[str, str | bytes], out: Path | None) -> list[Path]:
    """Write the files into a folder, or the only one to a path with an ending; where they are."""
    from grader import files

    folder = out or Path()
    if folder.suffix and not folder.is_dir():
        if len(made) > 1:
            text = _("These are {n} files: say --out with a folder, or choose one language with --lang.")
            raise UsageError(text.format(n=len(made)))
        paths = dict(zip([folder], made.values(), strict=True))
    else:
        paths = {folder / name: content for name, content in made.items()}
    for path, content in paths.items():
        files.write(path, content)
    if len(paths) <= 4:
        for path in paths:
            click.echo(path)
    else:
        text = ngettext("{path}: {n} file written", "{path}: {n} files written", len(paths))
        click.echo(text.format(path=folder, n=len(paths)))
    return [*paths]


def _say(losses: list[Loss], lossy: bool) -> None:
    """The losses by what is lost, each with the items."""
    items: dict[str, list[str]] = {}
    for loss in losses:
        items.setdefault(loss.what, []).append(loss.item.partition(".")[2])
    for what, names in items.items():
        click.echo(f"- {what} ({', '.join(names)})", err=True)
    if losses and not lossy:
        click.echo(_("The files are written without this. With --lossy the exit code is 0."), err=True)
